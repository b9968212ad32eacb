"""The pages of the lessons: what is listed, how a page is linked, what is left after a failure."""

from __future__ import annotations

import lxml.html
import nbformat
import pytest

from analysis.__main__ import main
from analysis.classroom.lessons import export_lesson, list_lessons, write_lesson_list
from analysis.report.notebook import ReportError

HEAD = "# Lesson 1: Look <b>\n\n**Aim:** to look\ntwice.\n\n**Time:** 5 minutes. **Level:** beginner. **You need:** eyes."


def lesson(folder, name="01_look", code="1 + 1", head=HEAD):
    cells = [
        nbformat.v4.new_markdown_cell(head),
        nbformat.v4.new_code_cell(code),
        nbformat.v4.new_markdown_cell("**Next:** `02_see.ipynb`, then `report.ipynb`."),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / f"{name}.ipynb")


def test_lessons_are_listed_in_order(tmp_path):
    lesson(tmp_path, "02_see", head="no heading")
    lesson(tmp_path)
    lesson(tmp_path, "report")
    first, second = list_lessons(tmp_path)
    assert (first.title, first.aim, first.time, first.level, first.page) == (
        "Lesson 1: Look <b>", "to look twice.", "5 minutes.", "beginner.", "01_look.html",
    )  # fmt: skip
    assert (second.title, second.aim) == ("02_see", "")


def test_no_lessons_and_damaged_ones_are_errors(tmp_path):
    with pytest.raises(ReportError, match="make notebooks"):
        list_lessons(tmp_path)
    (tmp_path / "01_look.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(ReportError, match="01_look.ipynb is not a readable notebook"):
        list_lessons(tmp_path)


def test_list_links_to_every_page(tmp_path):
    lesson(tmp_path)
    page = lxml.html.fromstring(write_lesson_list(list_lessons(tmp_path), tmp_path / "out").read_text(encoding="utf-8"))
    assert page.xpath("//main//a/@href") == ["01_look.html"]
    assert "Lesson 1: Look <b>" in page.text_content() and not page.xpath("//script | //link")
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")


def test_lessons_become_pages_that_link_to_each_other(tmp_path, monkeypatch, capsys):
    lesson(tmp_path)
    lesson(tmp_path, "02_see", code="1 / 0")
    lessons = list_lessons(tmp_path)
    monkeypatch.setattr("analysis.classroom.lessons.list_lessons", lambda: lessons)
    out = tmp_path / "out"
    assert main(["lessons", "-o", str(out)]) == 1
    assert sorted(path.name for path in out.iterdir()) == ["01_look.html", "index.html"]
    assert "02_see.ipynb" in capsys.readouterr().err
    page = lxml.html.fromstring((out / "01_look.html").read_text(encoding="utf-8"))
    assert page.xpath("//main//a[@href='02_see.html']/text()") == ["02_see"]
    assert page.xpath("//footer//a/@href") == ["index.html"]
    assert page.xpath("//main//code[text()='report.ipynb']"), "only lessons have pages"
    assert "02_see" not in (out / "index.html").read_text(encoding="utf-8")


def test_a_failure_leaves_the_page_as_it_was(tmp_path):
    lesson(tmp_path, code="1 / 0")
    out = tmp_path / "out"
    out.mkdir()
    (out / "01_look.html").write_text("before", encoding="utf-8")
    with pytest.raises(ReportError, match="01_look.ipynb"):
        export_lesson(list_lessons(tmp_path)[0], out)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in out.iterdir()] == [("01_look.html", "before")]


def test_a_file_in_the_way_is_named(tmp_path, capsys):
    file = tmp_path / "taken"
    file.write_text("", encoding="utf-8")
    assert main(["lessons", "-o", str(file)]) == 1
    assert "is a file; name a folder" in capsys.readouterr().err
