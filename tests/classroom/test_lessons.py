"""The pages of the lessons: what is listed, how a page is linked, what is left after a failure."""

from __future__ import annotations

import re

import lxml.html
import nbformat
import pytest

from analysis import Article
from analysis.__main__ import main
from analysis.classroom.lessons import NOTEBOOKS, Reading, export_lesson, list_course, list_lessons, reading_of, write_lesson_list
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
    assert page.xpath("//main//a/@href") == ["glossary.html", "01_look.html"]
    assert "Lesson 1: Look <b>" in page.text_content() and not page.xpath("//script | //link")
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")


def test_lessons_become_pages_that_link_to_each_other(tmp_path, monkeypatch, capsys):
    lesson(tmp_path)
    lesson(tmp_path, "02_see", code="1 / 0")
    lessons = list_lessons(tmp_path)
    monkeypatch.setattr("analysis.classroom.lessons.list_course", lambda: lessons)
    out = tmp_path / "out"
    assert main(["lessons", "-o", str(out)]) == 1
    assert sorted(path.name for path in out.iterdir()) == ["01_look.html", "glossary.html", "index.html"]
    assert "02_see.ipynb" in capsys.readouterr().err
    page = lxml.html.fromstring((out / "01_look.html").read_text(encoding="utf-8"))
    assert page.xpath("//main//a[@href='02_see.html']/text()") == ["02_see"]
    assert page.xpath("//main/p[1]/a/@href") == ["index.html", "glossary.html"]
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


# On an article of the teacher's own


TEXT = "The mill sacked nine weavers on Monday. The weavers said they would stay."
READ = "from analysis import read_article\nread_article(path).title, sides"


def notebook(path, *cells):
    """Write a notebook of (code, tags) and Markdown."""
    made = [
        nbformat.v4.new_markdown_cell(cell) if isinstance(cell, str) else nbformat.v4.new_code_cell(cell[0], metadata={"tags": cell[1:]})
        for cell in cells
    ]
    path.parent.mkdir(exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)


@pytest.fixture
def reading():
    article = Article(TEXT, title="<b>Mill</b> strike", source="/somewhere/ann/mill.txt")
    return Reading(article, sides={"mill": ["The mill"]})


def made(folder, out, reading, kind="lesson"):
    return lxml.html.parse(str(export_lesson(list_lessons(folder, kind)[0], out, reading=reading))).getroot()


def test_a_lesson_reads_the_article_given(tmp_path, reading):
    notebook(tmp_path / "01_look.ipynb", "# Lesson 1", ('path = "seed.txt"\nsides = None', "parameters"), (READ,))
    page = made(tmp_path, tmp_path / "out", reading)
    parameters, code, shown = (each.text_content() for each in page.iter("pre"))
    assert parameters == "path = 'mill.txt'\nsides = {'mill': ['The mill']}", "the place of the file is nobody's business"
    assert code == READ and shown == "('<b>Mill</b> strike', {'mill': ['The mill']})"
    assert "The article on this page: <b>Mill</b> strike." in page.text_content()


def test_sides_named_further_down_are_those_given(tmp_path, reading):
    cells = (("path = 'seed.txt'", "parameters"), ("sides = None", "parameters"), (READ,))
    notebook(tmp_path / "08_own.ipynb", "# Lesson 8", *cells)
    assert list(made(tmp_path, tmp_path / "out", reading).iter("pre"))[-1].text_content() == "('<b>Mill</b> strike', {'mill': ['The mill']})"


def test_a_lesson_on_two_reports_says_that_it_shows_others(tmp_path, reading):
    two = ("path = 'a.txt'\nother_path = 'b.txt'\nsides = None", "parameters")
    notebook(tmp_path / "11_two.ipynb", "# Lesson 11", two, ("path, other_path, sides",))
    page = made(tmp_path, tmp_path / "out", reading)
    assert list(page.iter("pre"))[-1].text_content() == "('a.txt', 'b.txt', None)"
    assert "Not your article: this page needs two reports of one event" in page.text_content()
    both = made(tmp_path, tmp_path / "out", Reading(reading.article, Article(TEXT, source="second.txt")))
    assert list(both.iter("pre"))[0].text_content() == "path = 'mill.txt'\nother_path = 'second.txt'\nsides = None"
    assert "Not your article" not in both.text_content()


def test_a_lesson_on_a_class_says_that_it_shows_another(tmp_path, reading):
    notebook(tmp_path / "07_class.ipynb", "# Lesson 7", ("path = 'a.txt'", "parameters"), ("folder = 'class'", "class"), ("path, folder",))
    page = made(tmp_path, tmp_path / "out", reading)
    assert list(page.iter("pre"))[-1].text_content() == "('a.txt', 'class')"
    assert "Not your article: this page needs the answers of a class" in page.text_content()
    assert "Not your article" not in made(tmp_path, tmp_path / "out", None).text_content()


def test_a_lesson_on_many_articles_says_that_it_shows_others(tmp_path, reading):
    many = ("path = 'corpus.csv'\nsides_path = 'sides.json'", "parameters")
    notebook(tmp_path / "12_many.ipynb", "# Lesson 12", many, ("path, sides_path",))
    page = made(tmp_path, tmp_path / "out", reading)
    assert list(page.iter("pre"))[-1].text_content() == "('corpus.csv', 'sides.json')"
    assert "Not your article: this page needs many articles" in page.text_content()


def test_what_the_lessons_can_read(tmp_path, capsys):
    one = Article(TEXT)
    assert reading_of([]) is None
    assert reading_of([one, one], {"mill": []}) == Reading(one, one, {"mill": []})
    with pytest.raises(ReportError, match="3 were given"):
        reading_of([one, one, one])
    (tmp_path / "sides.json").write_text('{"mill": ["The mill"]}', encoding="utf-8")
    assert main(["lessons", "--sides", str(tmp_path / "sides.json"), "-o", str(tmp_path / "out")]) == 1
    assert "name it too" in capsys.readouterr().err and not (tmp_path / "out").exists()


# Exercises and answers


def test_exercises_have_boxes_and_the_answers_a_folder_of_their_own(tmp_path):
    how = "Write your answer in the place of the three dots, run the cell\nwith Shift + Enter, then run the check below it."
    text = f"# Exercises for lesson 1\n\n{how} Go."
    check = ("from analysis.classroom import exercises\nexercises.check_score(score, 0.6, 0.2, 0.2)",)
    begin = ("getting_ready = 1\n'shown all the same'",)
    notebook(tmp_path / "exercises" / "01_look.ipynb", text, begin, ("# A number.\nscore = ...", "solution"), check)
    notebook(tmp_path / "solutions" / "01_look.ipynb", f"# Solutions for lesson 1\n\n{how}", begin, ("# A number.\nscore = -0.4", "solution"), check)
    lesson(tmp_path)
    out = tmp_path / "out"
    exercise, answer = (made(tmp_path, out, None, kind) for kind in ("exercises", "answers"))
    assert exercise.xpath("//blockquote")[0].text_content().strip() == "Your answer (A number)"
    assert "three dots" not in exercise.text_content() and "Go." in exercise.text_content()
    for page in (exercise, answer):
        assert "getting_ready" not in page.text_content() and "shown all the same" in page.text_content()
        assert "three dots" not in page.text_content()
    assert "check_score" not in exercise.text_content() and "Nothing yet" not in exercise.text_content()
    assert exercise.xpath("//main/p[1]/a/@href") == ["../index.html", "../01_look.html", "../glossary.html"]
    assert "✓ Right." in answer.text_content() and "For teachers: this page holds the answers." in answer.text_content()
    course = [each for kind in ("lesson", "exercises", "answers") for each in list_lessons(tmp_path, kind)]
    page = lxml.html.parse(str(write_lesson_list(course, out))).getroot()
    assert page.xpath("//main//a/@href") == ["glossary.html", "01_look.html", "exercises/01_look.html"]
    answers = lxml.html.parse(str(out / "for_teachers" / "index.html")).getroot()
    assert answers.xpath("//main//li//a/@href") == ["01_look.html"] and "Keep this folder to yourself." in answers.text_content()


def test_the_course_is_every_lesson_with_exercises_and_answers():
    pages = [each.page for each in list_course()]
    names = [each.path.stem for each in list_lessons()]
    assert pages == [*(f"{name}.html" for name in names), *(f"{kind}/{name}.html" for kind in ("exercises", "for_teachers") for name in names)]


# The glossary


def test_every_lesson_links_to_the_glossary():
    for each in list_lessons():
        assert "[glossary](GLOSSARY.md)" in each.path.read_text(encoding="utf-8"), each.path.name


def test_the_glossary_has_every_column_and_every_value():
    from analysis.comparison import details, facts, sources, treatment, words
    from analysis.corpus import distinctive, measuring
    from analysis.tables import COLUMNS
    from analysis.terms.lexicon import CATEGORIES

    text = (NOTEBOOKS / "GLOSSARY.md").read_text(encoding="utf-8")
    columns = {column for table in COLUMNS.values() for column in table}
    columns |= {column for module in (details, facts, sources, treatment, words, distinctive, measuring) for column in module.COLUMNS}
    assert len(columns) > 70 and [column for column in sorted(columns) if f"`{column}`" not in text] == []
    defined = {term.strip("` *") for row in re.findall(r"^\| (.+?) \|", text, re.MULTILINE) for term in row.split(", ")}
    values = {"headline", "lead", "body", "close", "direct", "indirect", "mixed", "narrator", "source", "active", "passive", "agentless", "noun"}
    assert sorted({*values, *CATEGORIES, "hero", "villain", "victim"} - defined) == []
    assert [frame for frame in ("conflict", "human interest", "economic", "morality", "resolution") if f"**{frame}**" not in text] == []
