"""Exports of news databases: each file of ``tests/data/exports`` has its right values beside it, written before the program read it."""

from __future__ import annotations

import html
import json
import re
import time
from pathlib import Path

import docx
import pytest
from timed import least_seconds

from analysis.reading.article import Article, read_article
from analysis.reading.draft import ArticleError, Draft, LeftOut
from analysis.reading.exports import database_of, drafts_in, export_in_page
from analysis.reading.several import read_articles

FILES = sorted((Path(__file__).parents[1] / "data" / "exports").glob("*.txt"))
PAPERS = ("title", "outlet", "date", "author", "section", "url")


def right_values(path: Path) -> list[dict]:
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def compare(articles: list[Article], right: list[dict]) -> None:
    for article, expected in zip(articles, right, strict=True):
        assert {paper: getattr(article, paper) for paper in PAPERS} == {paper: expected.get(paper) for paper in PAPERS}
        assert article.headline
        assert article.text.split("\n\n") == [expected["title"], *expected["paragraphs"]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_text_export(path: Path):
    compare(read_articles(path), right_values(path))


def as_paragraphs(path: Path) -> list[str]:
    """Return an export as a word processor holds it: centred lines and fields each a paragraph, the lines of a paragraph joined."""
    text = path.read_text(encoding="utf-8")
    found: list[str] = []
    for block in re.split(r"\n[^\S\n]*\n", text):
        lines = [line for line in block.split("\n") if line.strip()]
        joined = path.stem.startswith("nexis_old") and not any(line.startswith(" " * 6) for line in lines)
        found += [" ".join(map(str.strip, lines))] if joined or path.stem == "proquest_wrapped" else lines
    return [line.strip() for line in found if line.strip()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_word_export(path: Path, tmp_path: Path):
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = "Files (3)", "A. Student"
    for line in as_paragraphs(path):
        document.add_paragraph(line)
    file = tmp_path / "export.docx"
    document.save(str(file))
    compare(read_articles(file), right_values(path))


def bold(found: re.Match[str]) -> str:
    return f"<span><b>{found[0]}</b></span>"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_page_export(path: Path, tmp_path: Path):
    file = tmp_path / "export.html"
    lines = "".join(f"<div class='x'>{re.sub('^[A-Za-z- ]+:', bold, html.escape(line))}</div>\n" for line in as_paragraphs(path))
    file.write_text(f"<!DOCTYPE html><html><head><title>Export</title><script>var a = 1</script></head><body>{lines}</body></html>", encoding="utf-8")
    compare(read_articles(file), right_values(path))


def as_rtf(line: str) -> str:
    """Return a line as rich text: what is no ASCII as signed numbers of UTF-16, a question mark behind each for readers without Unicode."""
    halves = memoryview(line.encode("utf-16-le")).cast("h")
    signs = (chr(half) if 31 < half < 127 and chr(half) not in "\\{}" else f"\\u{half}?" for half in halves)
    return "".join(signs).replace("\\u9?", "\\tab ")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rich_text_export(path: Path, tmp_path: Path):
    file = tmp_path / "export.rtf"
    lines = "".join(f"{{\\pard\\b {as_rtf(line[:4])}\\b0 {as_rtf(line[4:])}\\par}}\n" for line in as_paragraphs(path))
    file.write_text(
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}{\\info{\\title Files (3)}{\\author A. Student}}\n" + lines + "}", encoding="ascii"
    )
    compare(read_articles(file), right_values(path))


ORDINARY = {
    "a press release": "Title: Port to close\n\nBody\n\nThe port will close, the council said.\n\nSection: News\n\nEnd of document",
    "a story about an export": "The clerk searched for “3 of 25 DOCUMENTS” and found none.\n\nLength: 112 words, it said.\n\nShe gave up.",
    "a form": "Author: Kari Holm\n\nSubject: The port\n\nLocation: Eastport\n\nThe port closed on Monday. Copyright 2024 Example Media.",
    "a list of codes": "HD\n\nstands for hard disk.\n\nTD\n\nstands for touchdown.\n\nIN\n\nis a word.",
    "a number like a document's": "112 words\n\nThe port closed on Monday.\n\nDocument A1 was signed.",
    "an interview": "Subject: Anna\n\nLanguage: English\n\nLength: two hours\n\nQ: Who closed the port?\n\nA: Not I.",
    "front matter": "---\ntitle: Port closes\ndate: 2024-06-03\nsection: News\n---\nThe port closed.",
}
SEEDS = sorted((Path(__file__).parents[2] / "seeds" / "articles").glob("*.txt"))


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_text_is_no_export(name: str):
    assert database_of(ORDINARY[name]) is None


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_an_article_is_no_export(path: Path):
    assert database_of(path.read_text(encoding="utf-8")) is None


DATA = Path(__file__).parents[1] / "data" / "exports"


def test_an_export_of_one_article_is_an_article():
    article = read_article(DATA / "nexis_uni_one.txt")
    assert article.source == "nexis_uni_one.txt" and article.title == "Harbour town closes its fish market"


def test_an_export_of_many_is_no_article():
    with pytest.raises(ArticleError, match=r"three\.txt is an export of 3 articles; read them with read_articles\(path\)"):
        read_article(DATA / "factiva_plain_three.txt")


def test_the_source_names_file_and_number():
    assert [article.source for article in read_articles(DATA / "proquest_three.txt")] == [f"proquest_three.txt, article {n} of 3" for n in (1, 2, 3)]


def test_what_is_left_out_is_counted():
    (article,) = read_articles(DATA / "factiva_coded_one.txt")
    assert article.left_out == (LeftOut("index field", 9, "WC 52 words"),)  # WC SC PG LA CY NS RE PUB AN
    pages = read_articles(DATA / "nexis_uni_page_headers.txt")[1].left_out
    assert LeftOut("running header", 2, "Page 1 of 2") in pages


def test_a_copy_and_a_picture_are_told():
    copies = [[warning for warning in article.warnings if warning.startswith("copy")] for article in read_articles(DATA / "nexis_uni_two_copies.txt")]
    assert copies == [[], [], ["copy: the text is the same as that of article 1 of this export"]]
    picture = read_articles(DATA / "nexis_uni_picture_only.txt")[1]
    assert "export: this document has no text, only its headline and index fields" in picture.warnings


# folders


def folder_of(tmp_path: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (tmp_path / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_by_name(tmp_path: Path):
    folder = folder_of(tmp_path, story10__txt="The port closed.", story2__txt="The port opened.", __hidden__txt="No.", table__csv="a,b")
    (folder / "inner").mkdir()
    (folder / "export.txt").write_bytes((DATA / "nexis_uni_three.txt").read_bytes())
    sources = [article.source for article in read_articles(folder)]
    assert sources == [*(f"export.txt, article {n} of 3" for n in (1, 2, 3)), "story2.txt", "story10.txt"]


def test_what_cannot_be_read_is_told_together(tmp_path: Path):
    folder = folder_of(tmp_path, a__txt="The port closed.", b__txt="", c__doc="x")
    with pytest.raises(ArticleError, match=r"(?s)2 of 3 articles cannot be read; fix them, or leave .*b\.txt is empty.*c\.doc is a \.doc file"):
        read_articles(folder)
    with pytest.warns(UserWarning, match="left out: .*(b.txt|c.doc)"):
        assert [article.source for article in read_articles(folder, errors="warn")] == ["a.txt"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("none.txt", "none.txt does not exist"),
        ("", "empty name"),
        (None, "not NoneType"),
        ("file:///a", "not an address"),
        ("a\0b", "does not exist"),
    ],
)
def test_a_source_that_is_none(source: object, message: str):
    with pytest.raises(ArticleError, match=message):
        read_articles(source)  # type: ignore[arg-type]


def test_an_empty_folder_and_a_wrong_choice(tmp_path: Path):
    with pytest.raises(ArticleError, match="is a folder without a file of a kind that is read"):
        read_articles(tmp_path)
    with pytest.raises(ValueError, match="errors must be 'raise' or 'warn'"):
        read_articles(tmp_path, errors="ignore")  # type: ignore[arg-type]


def test_one_article_too_long_leaves_the_others(tmp_path: Path):
    text = (DATA / "factiva_coded_three.txt").read_text(encoding="utf-8")
    file = tmp_path / "long.txt"
    file.write_text(text.replace("Talks will go on next week.", "Talks will go on. " * 20_000), encoding="utf-8")
    with pytest.raises(ArticleError, match=r"(?s)1 of 3 articles cannot be read.*long\.txt, article 2 of 3 is too long"):
        read_articles(file)
    with pytest.warns(UserWarning, match="article 2 of 3"):
        assert len(read_articles(file, errors="warn")) == 2


# time


@pytest.mark.parametrize("name", ["nexis_uni_one", "nexis_old_one", "factiva_coded_one", "factiva_plain_one", "proquest_one", "proquest_headings"])
def test_time_grows_with_the_number_of_articles(name: str):
    text = (DATA / f"{name}.txt").read_text(encoding="utf-8")
    begun = time.process_time()
    found = drafts_in(Draft(text * 500, "many.txt"))
    assert len(found) == 500 * len(right_values(DATA / f"{name}.txt")) and time.process_time() - begun < 5


@pytest.mark.parametrize(
    "unit",
    [
        "Length: 1 words\n",
        "Body\n",
        "1 of 2 DOCUMENTS\n",
        "HD\n",
        "TD\nHD\n",
        "Document A00000\n",
        "_" * 30 + "\n",
        "Subject: a\nb\n",
        "By ",
        "a b\n",
        ":",
        " ",
    ]
    + [
        "Copyright 2024 ",
        "June 3, 2024 ",
        "Full text:\nTitle:\n",
        "Page 1 of 2\n",
        "1. a\n",
        "End of Document\n",
        "\n",
        "a" * 70 + "\n",
        "HD  ",
    ],
)
@pytest.mark.parametrize("around", ["", "Length: 3 words\nBody\n{}\nLoad-Date: June 3, 2024", "HD\na\nWC\nPD\nSN\nLP\n{}\nAN\nDocument A0000012345"])
def test_ten_thousand_repeats_are_read_in_a_second(unit: str, around: str):
    text = around.replace("{}", unit * 10_000) or unit * 10_000
    text += f"\nCopyright{unit * 10_000}\nLength:{unit * 10_000}x"
    assert least_seconds(lambda: drafts_in(Draft(text, "many.pdf")), 1) < 1
    assert least_seconds(lambda: export_in_page(f"<html><body><div>{text}"), 2) < 2


FACTIVA_PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><title>Factiva</title><script>var a = "Document X00012345"</script></head><body><div class="menu">Factiva</div>{}</body></html>"""
BODY = ("The port closed on Monday.", "“We had no choice,” the <b>mayor</b> said.")


def factiva_article(number: int) -> str:
    head = ("By Kari Holm", "1,112 words", "3 June 2024", "The Norland Courier", "NORCOU", "English", "(c) 2024 Example Media Ltd.&nbsp;")
    text = "".join(f'<p class="articleParagraph enarticleParagraph">\n{line}\n</p>' for line in BODY)
    divs = "".join(f"<div>{line}</div>" for line in head)
    title = f'<div id="hd"><span class="enHeadline">Port closes, part {number}</span></div>'
    return f'<div class="article enArticle"><p>{title}{divs}</p>{text}<p>Document NORCOU00020240603ek630000{number}</p></div><br/>'


def factiva_table(number: int) -> str:
    fields = {"HD": f"Port closes, part {number}", "BY": "By Kari Holm", "WC": "1,112 words", "PD": "3 June 2024", "SN": "The Norland Courier"}
    fields |= {"LP": f"<p>{BODY[0]}</p>", "TD": f"<p>{BODY[1]}</p>", "NS": "gfish : Fishing", "AN": f"Document NORCOU00020240603ek630000{number}"}
    rows = "".join(f'<tr><td class="index" valign="top"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>\n' for code, value in fields.items())
    return f'<div class="article enArticle"><table>{rows}</table></div>'


@pytest.mark.parametrize("layout", [factiva_article, factiva_table])
def test_a_saved_page_of_factiva(layout, tmp_path: Path):
    file = tmp_path / "Factiva.html"
    file.write_text(FACTIVA_PAGE.format("".join(map(layout, (1, 2, 3)))), encoding="utf-8")
    found = read_articles(file)
    assert [(each.title, each.author, each.date, each.outlet) for each in found] == [
        (f"Port closes, part {n}", "Kari Holm", "2024-06-03", "The Norland Courier") for n in (1, 2, 3)
    ]
    assert {each.text.split("\n\n", 1)[1] for each in found} == {"The port closed on Monday.\n\n“We had no choice,” the mayor said."}
