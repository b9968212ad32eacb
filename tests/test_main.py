from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.__main__ import main

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"


def test_check_passes_here(capsys):
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 8
    assert all(line.startswith("[ OK ] ") for line in lines)


def test_check_names_the_remedy(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("analysis.stance.stance.EMBEDDED", tmp_path)
    assert main(["check"]) == 1
    failed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("[FAIL]")]
    assert "stance model" in failed[0]
    assert "install the suite again" in failed[0]


def test_setup_shows_its_lines_and_counts_failures(monkeypatch):
    from analysis import check

    monkeypatch.setattr(check, "check", lambda: iter([(True, "[ OK ] Python: 3.12"), (False, "[FAIL] packages: <b>x</b> is missing")]))
    setup = check.check_setup()
    shown = setup._repr_html_()
    assert not setup.passed and "1 of 2 checks failed" in shown
    assert "[ OK ] Python" in shown and "&lt;b&gt;x" in shown


def test_json_prints_json_and_warns_beside_it(capsys):
    assert main(["json", str(SEED)]) == 0
    out = capsys.readouterr()
    assert set(json.loads(out.out)["sides"]) == {"Armenia", "Azerbaijan"}
    assert "warning: length:" in out.err


def _bad(tmp_path: Path) -> dict[str, tuple[bytes | None, str]]:
    return {
        "missing.txt": (None, "does not exist"),
        "empty.txt": (b"", "empty"),
        "blank.txt": (b" \n\n ", "empty"),
        "binary.txt": (bytes(range(256)) * 20, "not text|binary"),
        "page.html": (b"<html><body><script>alert(1)</script></body></html>", "no article"),
        "long.txt": (b"The council met again on Monday. " * 32_000, "one article"),
    }


@pytest.mark.parametrize("name", list(_bad(Path())))
@pytest.mark.parametrize("command", ["json", "report"])
def test_bad_input_is_an_error_in_words_and_leaves_nothing(name, command, tmp_path, capsys):
    import re

    content, expected = _bad(tmp_path)[name]
    article = tmp_path / name
    if content is not None:
        article.write_bytes(content)
    out = tmp_path / "out"
    assert main([command, str(article), *(["-o", str(out)] if command == "report" else [])]) == 1
    err = capsys.readouterr().err
    assert err.startswith("framing: ")
    assert name in err
    assert re.search(expected, err), err
    assert "Traceback" not in err
    assert not out.exists() or not list(out.iterdir())


def test_a_wrong_name_is_told_before_a_kernel_is_started(tmp_path, monkeypatch, capsys):
    from analysis.report import report

    monkeypatch.setattr(report, "make_report", lambda *_, **__: pytest.fail("the notebook was run"))
    assert main(["report", str(tmp_path / "none.txt"), "-o", str(tmp_path / "out")]) == 1
    assert "none.txt does not exist" in capsys.readouterr().err


def test_a_folder_in_place_of_an_article(tmp_path, capsys):
    assert main(["json", str(tmp_path)]) == 1
    assert "folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("not json", "not readable JSON"),
        ("[1, 2]", "no sides with lists of names"),
        ('{"Armenia": "Yerevan"}', "no sides with lists of names"),
        ("{}", "sides is empty"),
        ('{"Daily Planet": ["Planet"]}', "no side occurs in the article"),
        ('{"A": ["Armenia"], "B": ["Armenia"]}', "belongs to both"),
    ],
)
def test_wrong_sides_are_explained(content, expected, tmp_path, capsys):
    path = tmp_path / "sides.json"
    path.write_text(content, encoding="utf-8")
    assert main(["json", str(SEED), "--sides", str(path)]) == 1
    assert expected in capsys.readouterr().err


def test_report_writes_goes_on_after_a_failure_and_tells_the_steps(tmp_path, capsys):
    assert main(["report", str(tmp_path / "nothing.txt"), str(SEED), "-o", str(tmp_path / "out")]) == 1
    out = capsys.readouterr()
    assert "nothing.txt" in out.err
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["armenia_azerbaijan_clash.html"]
    assert "armenia_azerbaijan_clash.html" in out.out
    assert "in all" in out.out


def test_output_that_is_a_file(tmp_path, capsys):
    (tmp_path / "out").write_text("x")
    assert main(["report", str(SEED), "-o", str(tmp_path / "out")]) == 1
    assert "is a file" in capsys.readouterr().err


def test_python_m_analysis_is_the_same_command():
    done = subprocess.run([sys.executable, "-m", "analysis", "--help"], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0
    assert "framing" in done.stdout


def test_several_articles_give_an_index_that_opens(tmp_path, capsys, monkeypatch):
    from analysis import __main__
    from analysis.report import report
    from analysis.report.notebook import ReportError

    def make_report(source, out, *, sides, corrections, on_step):
        if "bad" in str(source):
            raise ReportError("bad.txt holds no text")
        out.parent.mkdir(exist_ok=True)
        out.write_text("page")
        return report.Report(out, f"About {source}", (("Length", "12 words"),), "")

    monkeypatch.setattr(report, "make_report", make_report)
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "bad.txt"):
        Path(name).write_text("The council met on Monday.")
    opened = []
    monkeypatch.setattr(__main__.webbrowser, "open", opened.append)
    assert main(["report", "a.txt", "bad.txt", "b.txt", "-o", str(tmp_path / "out"), "--open"]) == 1
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.html", "b.html", "index.html"]
    assert opened == [(tmp_path / "out" / "index.html").as_uri()]
    assert "bad.txt holds no text" in capsys.readouterr().err
    assert main(["report", "a.txt", "-o", str(tmp_path / "one"), "--open"]) == 0
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["a.html"] and opened[-1].endswith("/one/a.html")


EXPORTS = ROOT / "tests" / "data" / "exports"


def reported(source: Path, out: Path, monkeypatch) -> list[str]:
    """Return the names of the pages that ``framing report`` would write for a source, the notebook left out."""
    from analysis.report import report

    def make_report(article, page, *, sides, corrections, on_step):
        page.parent.mkdir(exist_ok=True)
        page.write_text(article.text)
        return report.Report(page, article.title or "", (), "")

    monkeypatch.setattr(report, "make_report", make_report)
    main(["report", str(source), "-o", str(out)])
    return sorted(path.stem for path in out.iterdir()) if out.exists() else []


def test_an_export_gives_a_report_for_each_article_named_by_its_headline(tmp_path, monkeypatch):
    names = reported(EXPORTS / "nexis_uni_three.txt", tmp_path / "out", monkeypatch)
    assert names == ["Ferry_captain_cleared_of_blame", "Harbour_town_closes_its_fish_market", "Teachers_walk_out_over_pay_offer", "index"]


def test_two_copies_in_an_export_get_two_names(tmp_path, monkeypatch):
    names = reported(EXPORTS / "factiva_coded_two_copies.txt", tmp_path / "out", monkeypatch)
    assert names == ["Harbour_town_closes_its_fish_market", "Harbour_town_closes_its_fish_market_2", "index"]


def test_a_folder_gives_a_report_for_each_file_and_tells_those_that_fail(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "class"
    folder.mkdir()
    for name in ("story 10.txt", "story 2.txt"):
        (folder / name).write_text("The council met again on Monday.")
    (folder / "empty.txt").write_text("")
    (folder / "notes.csv").write_text("a,b")
    assert reported(folder, tmp_path / "out", monkeypatch) == ["index", "story_10", "story_2"]
    assert "empty.txt is empty" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["json", "sides", "worksheet"])
def test_what_reads_one_article_says_how_many_an_export_holds(command, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main([command, str(EXPORTS / "nexis_uni_three.txt")]) == 1
    error = capsys.readouterr().err
    assert "nexis_uni_three.txt is an export of 3 articles; read them with read_articles(path)" in error and "framing report" in error
    assert not list(tmp_path.iterdir())


def test_read_prints_the_article_as_it_was_understood(capsys):
    assert main(["read", str(EXPORTS / "nexis_old_one.txt")]) == 0
    head, text = capsys.readouterr().out.split("\n\n", 1)
    assert head.splitlines() == [
        "title:     Harbour town closes its fish market",
        "outlet:    The Norland Courier",
        "date:      2024-06-03",
        "author:    Kari Holm",
        "section:   NEWS; Pg. 4",
        "url:       -",
        "source:    nexis_old_one.txt",
        "text:      58 words in 4 paragraphs",
        "left out:  8 index fields (LENGTH: 52 words)",
    ]
    assert text.startswith("Harbour town closes its fish market\n\nThe council of Eastport")


def test_read_prints_every_article_of_an_export(capsys):
    assert main(["read", str(EXPORTS / "proquest_three.txt")]) == 0
    out = capsys.readouterr().out
    assert out.count("\ntext:      ") == 3 and out.count("=" * 72) == 2
    assert "source:    proquest_three.txt, article 3 of 3" in out


def test_read_tells_what_is_wrong(tmp_path, capsys):
    assert main(["read", str(tmp_path / "none.txt")]) == 1
    assert "none.txt does not exist" in capsys.readouterr().err
