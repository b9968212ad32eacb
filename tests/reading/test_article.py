"""Reading articles: every kind of file, every encoding, and every way it can go wrong."""

from __future__ import annotations

import codecs
import hashlib
import http.server
import logging
import os
import re
import socket
import threading
import urllib.error
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analysis.reading.article import MAX_WORDS, Article, ArticleError, _Redirects, read_article

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parents[1] / "data" / "articles"
SEED = ROOT / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"
SEED_SHA256 = "b90e8b8e3b26e54823d37dc113655b14ef9c1f50619d1c0302212a839061a39f"

TITLE = "Harbour strike ends after nine days"
LEAD = "Dock workers in Port Elin went back to work on Tuesday after nine days of strike, the union said, ending a long dispute."
QUOTE = "“We did not get everything, but nobody will lose a job this year,” said union leader Tomas Reyl – the operator’s oldest rival."
BODY = f"{LEAD}\n\n{QUOTE}"
GERMAN = "Die Regierung hat am Montag in Berlin neue Maßnahmen beschlossen, die nach den Worten des Ministers vor allem den Familien helfen sollen."


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def pdf_bytes(pages: list[list[str]], title: str | None = None) -> bytes:
    """Write a PDF by hand: one text line per line, Helvetica, an empty string moves down without text."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for lines in pages:
        escaped = [line.replace("(", r"\(").replace(")", r"\)") for line in lines]
        shown = " T* ".join(f"({line}) Tj" if line else "" for line in escaped)
        stream = f"BT /F1 11 Tf 14 TL 50 750 Td {shown} ET"
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    if title:
        objects.append(f"<< /Title ({title}) >>")
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    info = f"/Info {len(objects)} 0 R " if title else ""
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {info}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


# ------------------------------------------------------------------------------------------------ the seed


def test_seed_is_the_text_that_was_supplied():
    raw = SEED.read_bytes()
    body = raw.split(b"\n---\n", 1)[1]
    assert hashlib.sha256(body).hexdigest() == SEED_SHA256
    assert SEED_SHA256 in (SEED.parent / "README.md").read_text(encoding="utf-8")
    article = read_article(SEED)
    assert article.text.encode() == body
    assert article == Article(article.text, source=SEED.name)  # nothing known, nothing invented, no warning


# ------------------------------------------------------------------------------------------------ plain text and front matter

SIGNS = f"\u200f{LEAD} \u202eabc\u202c \U0001f600\u200d\U0001f525 zero\u200bwidth {{{{ 7*7 }}}}"
FRONT = f'---\ntitle: "{TITLE}"\noutlet: The Coast Courier\ndate: 2024-03-05\nauthor: [Ada Marlow, Jo Bell]\nurl: https://courier.example/a\n---\n'

FRONT_KNOWN = {
    "title": TITLE,
    "outlet": "The Coast Courier",
    "date": "2024-03-05",
    "author": "Ada Marlow, Jo Bell",
    "url": "https://courier.example/a",
    "headline": True,
}


@pytest.mark.parametrize(
    ("content", "text", "known"),
    [
        (BODY, BODY, {}),
        (f"\n \n{BODY}\n\n\n", BODY, {}),
        (BODY.replace("\n", "\r\n") + "\r\n", BODY, {}),
        (BODY.replace("\n", "\r"), BODY, {}),
        ("  Indented first line, " + BODY, "  Indented first line, " + BODY, {}),
        (f"{FRONT}{BODY}", f"{TITLE}\n\n{BODY}", FRONT_KNOWN),
        (f"\n{FRONT}\n\n{BODY}".replace("\n", "\r\n"), f"{TITLE}\n\n{BODY}", {"outlet": "The Coast Courier", "headline": True}),
        # the title is there already: not twice
        (f"---\ntitle: {TITLE}\n---\n{TITLE}\n\n{BODY}", f"{TITLE}\n\n{BODY}", {"headline": True}),
        (f"---\ntitle: '{TITLE.upper()}.'\n---\n{TITLE}\n{BODY}", f"{TITLE}\n{BODY}", {"headline": True}),
        # the first sentence only begins with the title
        (f"---\ntitle: Dock workers\n---\n{BODY}", f"Dock workers\n\n{BODY}", {"title": "Dock workers", "headline": True}),
        # values are kept as written
        (f"---\ntitle: No\ndate: 2024-13-45\n---\n{BODY}", f"No\n\n{BODY}", {"title": "No", "date": "2024-13-45"}),
        (f"---\ntitle: 1984\n---\n{BODY}", f"1984\n\n{BODY}", {"title": "1984"}),
        (f"---\ntitle: null\noutlet: ~\ndate:\nlanguage: en\n---\n{BODY}", BODY, {"title": None, "outlet": None, "date": None, "headline": False}),
        (f"---\n---\n{BODY}", BODY, {}),
        (
            f"---\nheadline: >\n  Two\n  lines\npublisher: The Courier\nbyline: A. M.\n---\n{BODY}",
            f"Two lines\n\n{BODY}",
            {"title": "Two lines", "outlet": "The Courier", "author": "A. M."},
        ),
        # dashes that are no front matter
        (f"---\n{BODY}", f"---\n{BODY}", {}),
        (f"---\n{LEAD}\n---\n{QUOTE}", f"---\n{LEAD}\n---\n{QUOTE}", {}),
        (f'---\nHe said: "no: never"\n- or\n\tso\n---\n{BODY}', f'---\nHe said: "no: never"\n- or\n\tso\n---\n{BODY}', {}),
        (f"{LEAD}\n---\ntitle: x\n---\n{QUOTE}", f"{LEAD}\n---\ntitle: x\n---\n{QUOTE}", {"title": None}),
        # signs that must stay
        (SIGNS, SIGNS, {}),
    ],
)
def test_text(tmp_path: Path, content: str, text: str, known: dict):
    article = read_article(write(tmp_path, "a.txt", content))
    assert article.text == text
    assert {name: getattr(article, name) for name in known} == known
    assert article.source == "a.txt"
    assert article.warnings == ()


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("title: Talks: a new start", 2),
        ('outlet: X\ntitle: "open', 3),
        ("title: a\n  - b\n author: c", 3),
        ("title: !!python/object/apply:os.system [ls]\ndate: [", 4),
        ("title: " + "[" * 1500, None),
    ],
)
def test_broken_front_matter(tmp_path: Path, block: str, line: int | None):
    with pytest.raises(ArticleError, match=r"broken front matter, line \d+.*; write one 'name: value'") as caught:
        read_article(write(tmp_path, "a.txt", f"---\n{block}\n---\n{BODY}"))
    if line:
        found = re.search(r"line (\d+)", str(caught.value))
        assert found
        assert abs(int(found[1]) - line) <= 1  # YAML sometimes notices on the next line


def test_front_matter_builds_no_objects_and_no_bombs(tmp_path: Path):
    letters = "abcdefghijklmnopqrstuvwx"
    block = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip(letters, letters[1:], strict=False))
    article = read_article(write(tmp_path, "a.txt", f"---\n{block}title: *x\nauthor: !!python/name:os.system x\n---\n{BODY}"))
    assert (article.title, article.author) == (None, "x")


@pytest.mark.parametrize(
    ("given_date", "date"),
    [
        ("2024-03-05", "2024-03-05"), ("2024-03-05T23:30:00Z", "2024-03-05"), ("2024-03-05 08:30:00+04:00", "2024-03-05"),
        ("5 March 2024", "2024-03-05"),
        ("March 5, 2024", "2024-03-05"), ("Tuesday, March 5th, 2024", "2024-03-05"), ("5 Mar. 2024", "2024-03-05"), ("2024/03/05", "2024-03-05"),
        ("05/03/2024", "05/03/2024"), ("March 2024", "March 2024"), ("yesterday", "yesterday"),
    ],
)  # fmt: skip
def test_dates(tmp_path: Path, given_date: str, date: str):
    assert read_article(write(tmp_path, "a.txt", f"---\ndate: '{given_date}'\n---\n{BODY}")).date == date


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "courier.example"])
def test_url_that_is_no_web_address_is_left_out(tmp_path: Path, url: str):
    article = read_article(write(tmp_path, "a.txt", f"---\nurl: {url}\n---\n{BODY}"))
    assert article.url is None
    assert article.warnings == (f"metadata: the url {url!r} is no http(s) address and was left out",)


# ------------------------------------------------------------------------------------------------ Markdown


def test_markdown(tmp_path: Path):
    content = f"""\
---
outlet: The Coast Courier
---

# Harbour *strike* ends after **nine** days

{LEAD.replace("Port Elin", "[Port Elin](https://elin.example/)")}
A second line of the same paragraph, with ![a picture](x.png)no picture.

> “Quoted **words** stay,” she said.

## What *they* agreed

- No layoffs
- Fruit & medicine first &amp; fast

3. Third
4. Fourth

<script>alert("x")</script>

<p onclick="x()">Raw <b>HTML</b> words</p>

***

Two \\*stars\\* and `code`, at 5 < 6 and $4bn.
"""
    article = read_article(write(tmp_path, "a.md", content))
    assert article.text.split("\n\n") == [
        TITLE,
        f"{LEAD} A second line of the same paragraph, with no picture.",
        "“Quoted words stay,” she said.",
        "What they agreed",
        "No layoffs",
        "Fruit & medicine first & fast",
        "3. Third",
        "4. Fourth",
        "Raw HTML words",
        "Two *stars* and code, at 5 < 6 and $4bn.",
    ]
    assert (article.title, article.headline, article.outlet) == (TITLE, True, "The Coast Courier")


def test_markdown_without_heading_and_nested_to_death(tmp_path: Path):
    assert read_article(write(tmp_path, "a.md", BODY)).text == BODY
    try:
        read_article(write(tmp_path, "b.md", "> " * 3000 + "- " * 3000 + BODY))
    except ArticleError as error:
        assert "nested too deeply" in str(error)


# ------------------------------------------------------------------------------------------------ encodings


@pytest.mark.parametrize(
    ("content", "warning"),
    [
        (BODY.encode("utf-8"), None),
        (codecs.BOM_UTF8 + BODY.encode("utf-8"), None),
        (codecs.BOM_UTF16_LE + BODY.encode("utf-16-le"), None),
        (codecs.BOM_UTF16_BE + BODY.encode("utf-16-be"), None),
        (codecs.BOM_UTF32_LE + BODY.encode("utf-32-le"), None),
        (LEAD.encode("utf-16-le"), "encoding: read as UTF-16-LE"),
        (LEAD.encode("utf-16-be"), "encoding: read as UTF-16-BE"),
        (BODY.encode("cp1252"), "encoding: not UTF-8, so it was read as cp1252"),
        (BODY.encode("utf-8").decode("cp1252", errors="ignore").encode("utf-8"), "encoding: some letters look garbled"),
    ],
)
def test_encodings(tmp_path: Path, content: bytes, warning: str | None):
    article = read_article(write(tmp_path, "a.txt", content))
    assert article.text.startswith(LEAD)
    if warning is None:
        assert article.text == BODY
        assert article.warnings == ()
    else:
        assert len(article.warnings) == 1
        assert article.warnings[0].startswith(warning)
    if warning and "cp1252" in warning:
        assert article.text == BODY


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n ", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        ("\u200b\u200f\n\ufeff\u200b".encode(), "is empty"),
        (b"---\ntitle: x\n---\n\n", "is empty"),
        ("... --- !!! \U0001f600".encode(), "holds no words"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"PK\x03\x04\x14\0\0\0", "a ZIP archive or Office document; rename it so that it ends in .docx"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document; rename it so that it ends in .pdf"),
        (b"\x7fELF\x02\x01\x01\0", "a program"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
        (b"{\\rtf1\\ansi Two soldiers were killed.}", "rich text"),
        (bytes(range(256)) * 4, "NUL bytes"),
        (b"words\0and\0more words", "NUL bytes"),
        (b"\x01\x02\x03 words \x04\x05", "control characters"),
        (b"\x81\x8d\x8f\x90\x9d \xff words", "neither UTF-8, UTF-16 nor cp1252"),
        (codecs.BOM_UTF16_LE + b"a\0b", "starts as UTF-16-LE"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\0", "starts as UTF-16-LE"),
        (codecs.BOM_UTF8 + b"abc \xff", "starts as UTF-8"),
        (f"{QUOTE}\n{QUOTE}".encode() + b"\n bad \xe2\x80 byte", "UTF-8 with damaged bytes (the first in line 3)"),
        ("\ufffd\ufffd\ufffd a \ufffd".encode(), "not readable text"),
        ("word " * (MAX_WORDS + 1), "reads one article at a time"),
        ("a" * 1_000_000, "reads one article at a time"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_files_that_hold_no_article(tmp_path: Path, content: bytes | str, problem: str, suffix: str):
    path = write(tmp_path, f"bad{suffix}", content)
    with pytest.raises(ArticleError, match=re.escape(problem)) as caught:
        read_article(path)
    message = str(caught.value)
    assert message.startswith(str(path))  # the file
    assert "; " in message  # the next step


def test_one_stray_control_character_is_kept_with_a_warning(tmp_path: Path):
    article = read_article(write(tmp_path, "a.txt", f"{BODY}\x07 {BODY}"))
    assert "\x07" in article.text
    assert article.warnings == ("characters: 1 control character(s) in the text, kept as they are",)


def test_short_text_warns(tmp_path: Path):
    article = read_article(write(tmp_path, "a.txt", "Two soldiers were killed."))
    assert article.warnings == ("length: the text has only 4 word(s); too little for any result to be trusted",)


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        (GERMAN, "German (de)"),
        (
            "Le président a déclaré lundi que le gouvernement prendra de nouvelles mesures contre l’inflation et que personne ne sera oublié.",
            "French (fr)",
        ),
        (
            "Президент заявил в понедельник, что правительство примет новые меры против инфляции и что никто в стране не останется без помощи.",
            "Russian (ru)",
        ),
        (
            "Bakan pazartesi günü Ankara’da hükümetin yeni önlemler alacağını ve hiç kimsenin geride kalmayacağını söyledi. Bu yıl da çok zor oldu.",
            "Turkish (tr)",
        ),
    ],
)
def test_language_warning(tmp_path: Path, text: str, looks: str):
    article = read_article(write(tmp_path, "a.txt", text))
    assert article.warnings == (f"language: the text looks {looks}; word lists and models are for English, results are not to be trusted",)


# ------------------------------------------------------------------------------------------------ web pages


def test_saved_page():
    article = read_article(DATA / "saved_page.html")
    assert (article.title, article.outlet, article.date, article.author) == (TITLE, "The Coast Courier", "2024-03-05", "Ada Marlow")
    assert article.url == "https://courier.example/news/harbour-strike-ends"
    assert article.headline
    assert article.text.count(TITLE) == 1
    assert article.text.startswith(TITLE + "\n")
    assert "“We did not get everything, but nobody will lose a job this year,” said union leader Tomas Reyl." in article.text
    assert 'was "reasonable" and' in article.text
    for clutter in ("cookies", "Most read", "never run", "All rights reserved", "Sport"):
        assert clutter not in article.text
    assert article.warnings == ()


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


PROSE = "".join(f"<p>{line}</p>" for line in (LEAD, QUOTE, LEAD.replace("Tuesday", "Wednesday"), QUOTE.replace("job", "post")))
STORY = f"<article><h1>{TITLE}</h1>{PROSE}</article>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", page(STORY, '<meta charset="windows-1252">').encode("cp1252")),
        ("a.htm", page(STORY, '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">').encode("cp1252")),
        ("a.html", page(STORY, '<meta charset="unicode_escape">').encode()),
        ("a.html", page(STORY).encode("utf-16")),
        ("a.xhtml", ('<?xml version="1.0" encoding="UTF-8"?>' + page(STORY)).encode()),
    ],
)
def test_page_encodings(tmp_path: Path, name: str, content: bytes):
    article = read_article(write(tmp_path, name, content))
    assert QUOTE in article.text
    assert article.title == TITLE
    assert article.warnings == ()
    assert article.date is None  # nothing in the page states one


def test_page_with_a_txt_name_is_read_as_a_page(tmp_path: Path):
    article = read_article(write(tmp_path, "a.txt", page(STORY)))
    assert "<p>" not in article.text
    assert article.warnings == ("kind: the file holds a web page; it was read as .html",)


@pytest.mark.parametrize(
    "content", [None, page(""), page("<script>alert('x')</script>"), "<script>" + "var a = 'word word word';" * 50 + "</script>"]
)
def test_page_without_an_article(tmp_path: Path, content: str | None):
    path = DATA / "script_only.html" if content is None else write(tmp_path, "a.html", content)
    with pytest.raises(ArticleError, match="holds no article text .*; open it in a browser"):
        read_article(path)


def test_binary_with_an_html_name(tmp_path: Path):
    with pytest.raises(ArticleError, match="by its content it is a PNG picture"):
        read_article(write(tmp_path, "a.html", b"\x89PNG\r\n\x1a\n\0\0"))


def test_reading_a_page_logs_nothing_and_restores_the_loggers(caplog: pytest.LogCaptureFixture):
    before = logging.getLogger("trafilatura").level
    with pytest.raises(ArticleError):
        read_article(DATA / "script_only.html")
    assert not caplog.records
    assert logging.getLogger("trafilatura").level == before


# ------------------------------------------------------------------------------------------------ Word


def test_docx(tmp_path: Path):
    import docx

    document = docx.Document()
    document.core_properties.title, document.core_properties.author = TITLE, "Ada Marlow"
    document.add_heading(TITLE, 0)
    document.add_paragraph(LEAD)
    document.add_paragraph("")
    cell = document.add_table(1, 2).cell(0, 0)
    cell.merge(document.tables[0].cell(0, 1)).text = "In a table."
    document.add_paragraph(QUOTE)
    document.save(str(tmp_path / "a.docx"))
    article = read_article(tmp_path / "a.docx")
    assert article.text == f"{TITLE}\n\n{LEAD}\n\nIn a table.\n\n{QUOTE}"
    assert (article.title, article.author, article.headline, article.warnings) == (TITLE, "Ada Marlow", True, ())


@pytest.mark.parametrize(("level", "title"), [(0, TITLE), (1, TITLE), (3, None)])
def test_docx_title_from_its_first_heading(tmp_path: Path, level: int, title: str | None):
    import docx

    document = docx.Document()
    document.add_heading(TITLE, level)
    document.add_paragraph(BODY)
    document.save(str(tmp_path / "a.docx"))
    article = read_article(tmp_path / "a.docx")
    assert (article.title, article.headline, article.author) == (title, title is not None, None)
    assert article.text == f"{TITLE}\n\n{BODY}"


def test_docx_that_is_none(tmp_path: Path):
    import docx

    docx.Document().save(str(tmp_path / "empty.docx"))
    with pytest.raises(ArticleError, match="holds no text"):
        read_article(tmp_path / "empty.docx")
    with zipfile.ZipFile(tmp_path / "zip.docx", "w") as archive:
        archive.writestr("a.txt", BODY)
    for path in (tmp_path / "zip.docx", write(tmp_path, "cut.docx", (tmp_path / "empty.docx").read_bytes()[:900])):
        with pytest.raises(ArticleError, match="cannot be read as a Word document"):
            read_article(path)
    for content, looks in ((b"\xd0\xcf\x11\xe0", "an old Office document"), (BODY.encode(), "something else")):
        with pytest.raises(ArticleError, match=f"is not a Word document .by its content it is {looks}"):
            read_article(write(tmp_path, "a.docx", content))


# ------------------------------------------------------------------------------------------------ PDF


def test_pdf(tmp_path: Path):
    pages = [
        [
            TITLE,
            "Dock workers in Port Elin went back to work on Tuesday after nine days of strike, the",
            "union said, ending a dispute that had kept forty ships waiting outside the har-",
            "bour in a Russia-",
            "brokered truce.",
            "The operator (Elin Ports) said the agreement was “reasonable” and that the delays",
            "would be cleared within a week. Ships carrying fruit, medicine and other goods will",
            "be unloaded first.",
            "- 1 -",
        ],
        [
            "2",
            "Shopkeepers in the old town had complained of empty shelves since the weekend, when",
            "Russia asked both sides to return to the table in the year",
            "",
            "A short one.",
            "Page 2 of 2",
        ],
    ]
    article = read_article(write(tmp_path, "a.pdf", pdf_bytes(pages, title=TITLE)))
    assert article.text.split("\n\n")[:3] == [
        TITLE,
        "Dock workers in Port Elin went back to work on Tuesday after nine days of strike, the union said, ending a dispute that had kept forty "
        "ships waiting outside the harbour in a Russia-brokered truce.",
        "The operator (Elin Ports) said the agreement was “reasonable” and that the delays would be cleared within a week. Ships carrying fruit, "
        "medicine and other goods will be unloaded first.",
    ]
    assert article.text.endswith("A short one.")
    assert (article.title, article.headline, article.warnings) == (TITLE, True, ())


def test_pdf_title_that_is_a_file_name_is_ignored(tmp_path: Path):
    article = read_article(write(tmp_path, "a.pdf", pdf_bytes([[LEAD, LEAD]], title="Microsoft Word - final2.doc")))
    assert (article.title, article.headline) == (None, False)


def test_pdf_paragraph_over_two_pages(tmp_path: Path):
    first, second = LEAD[:60].rstrip(), LEAD[60:].lstrip()
    article = read_article(write(tmp_path, "a.pdf", pdf_bytes([[first, "1"], ["2", second]])))
    assert article.text == f"{first} {second}"


def test_pdf_that_holds_no_text(tmp_path: Path):
    import pypdf

    path = write(tmp_path, "scan.pdf", pdf_bytes([[]]))
    with pytest.raises(ArticleError) as caught:
        read_article(path)
    assert str(caught.value) == f"{path} holds no text (it looks scanned); save it as text or run OCR first"

    locked = pypdf.PdfWriter(clone_from=write(tmp_path, "open.pdf", pdf_bytes([[LEAD]])))
    locked.encrypt("secret", algorithm="RC4-128")
    locked.write(tmp_path / "locked.pdf")
    with pytest.raises(ArticleError, match="locked with a password; unlock it"):
        read_article(tmp_path / "locked.pdf")
    with pytest.raises(ArticleError, match="cannot be read as a PDF"):
        read_article(write(tmp_path, "cut.pdf", b"%PDF-1.4\n1 0 obj\n<<"))
    with pytest.raises(ArticleError, match=r"by its content it is a PNG picture"):
        read_article(write(tmp_path, "a.pdf", b"\x89PNG\r\n"))


# ------------------------------------------------------------------------------------------------ names and kinds of files


def test_missing_file_suggests_its_neighbours(tmp_path: Path):
    write(tmp_path, "Harbour_Strike.txt", BODY)
    with pytest.raises(ArticleError, match=r"does not exist; did you mean .*Harbour_Strike\.txt\?"):
        read_article(tmp_path / "harbor_strike.txt")
    with pytest.raises(ArticleError, match=r"did you mean .*Harbour_Strike\.txt\?"):
        read_article(str(tmp_path / "Harbour_Strike"))
    with pytest.raises(ArticleError, match="check the name and the folder"):
        read_article(tmp_path / "quite different")
    with pytest.raises(ArticleError, match="nor does the folder"):
        read_article(tmp_path / "nowhere" / "a.txt")


def test_folder(tmp_path: Path):
    with pytest.raises(ArticleError, match="is a folder, not an article; it holds no file of a kind that is read"):
        read_article(tmp_path)
    for number in range(7):
        write(tmp_path, f"a{number}.txt", BODY)
    write(tmp_path, "0.png", b"x")
    with pytest.raises(ArticleError, match=r"it holds a0\.txt, a1\.txt, a2\.txt, a3\.txt, a4\.txt and more; give one file"):
        read_article(str(tmp_path))


@pytest.mark.parametrize("suffix", [".rtf", ".odt", ".doc", ".epub", ".mhtml", ".xlsx", ".DOC"])
def test_kinds_that_are_not_read(tmp_path: Path, suffix: str):
    with pytest.raises(ArticleError, match=rf"is a \{suffix.lower()} file, which is not read \(read are .txt, .md, .html, .docx, .pdf and .*\); \w+"):
        read_article(write(tmp_path, f"a{suffix}", BODY))


@pytest.mark.parametrize(("name", "kind"), [("a.story", ".story"), ("article", "a file without an ending")])
def test_unknown_kind_with_plain_text(tmp_path: Path, name: str, kind: str):
    article = read_article(write(tmp_path, name, BODY))
    assert article.text == BODY
    assert len(article.warnings) == 1
    assert article.warnings[0].startswith(f"kind: {kind} is not a kind this suite knows")


def test_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = write(tmp_path, "a.txt", BODY)
    monkeypatch.setattr(Path, "read_bytes", lambda _: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    with pytest.raises(ArticleError, match=r"cannot be opened \(Permission denied\); check its permissions"):
        read_article(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ArticleError, match="is not an ordinary file"):
        read_article(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (Article(BODY), r"got an Article, which has been read already"),
        (None, r"not NoneType; for text you already have write Article\(text=...\)"),
        (BODY.encode(), r"not bytes"),
        ([SEED], r"not list"),
        ("", r"got an empty name"),
        ("  ", r"got an empty name"),
        (BODY, r"what looks like the text of an article .*Article\(text=...\)"),
        ("word " * 100, r"what looks like the text of an article"),
        ("word " * 10_000, r"what looks like the text of an article"),
        ("a\0b.txt", r"a\?b\.txt does not exist"),
        ("~nobody-by-this-name/a.txt", r"does not exist"),
        ("\x1b[2Jevil.txt", r"^\?\[2Jevil\.txt does not exist"),
        ("www.courier.example/a", r"for a web address write https://www\.courier\.example/a"),
        (Path("https://courier.example/a"), r"is a web address in a Path; give it as a plain string"),
        ("file:///etc/passwd", r"only http:// and https:// are; give the path itself"),
        ("ftp://courier.example/a.txt", r"only http:// and https:// are"),
        ("javascript:alert(1)", r"only http:// and https:// are"),
        ("data:text/html,<p>x", r"only http:// and https:// are"),
        ("https://", r"is no address of a web page"),
        ("https://user:secret@courier.example/", r"without user name or password"),
        ("http://[::1", r"is no valid web address"),
        ("http://localhost:99999/", r"is no valid web address"),
    ],
)
def test_mistakes_met_in_person(source: object, message: str):
    with pytest.raises(ArticleError, match=message):
        read_article(source)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------ web addresses


class Site(http.server.BaseHTTPRequestHandler):
    """A small news site."""

    pages = {
        "/news/harbour": ("text/html; charset=utf-8", (DATA / "saved_page.html").read_bytes()),
        "/cp1252": ("text/html; charset=windows-1252", page(STORY).encode("cp1252")),
        "/plain.txt": ("text/plain", BODY.encode()),
        "/a.pdf": ("application/pdf", pdf_bytes([[LEAD]])),
        "/n%C3%A4chste": ("text/plain; charset=utf-8", BODY.encode()),
        "/picture": ("image/png", b"\x89PNG\r\n"),
        "/lying": ("text/html", b"\x89PNG\r\n"),
        "/empty": ("text/html", b""),
    }

    def do_GET(self) -> None:
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", {"/moved": "/news/harbour", "/moved-file": "file:///etc/passwd"}.get(self.path, self.path))
            self.end_headers()
            return
        kind, content = self.pages.get(self.path, (None, b""))
        if kind is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_address(site: str):
    for path in ("/news/harbour", "/moved"):
        article = read_article(site + path)
        assert (article.title, article.outlet, article.date, article.author) == (TITLE, "The Coast Courier", "2024-03-05", "Ada Marlow")
        assert article.source == article.url == site + path
        assert article.text.startswith(TITLE)
    article = read_article(f"  {site}/cp1252 ")
    assert QUOTE in article.text
    assert article.outlet
    assert article.outlet.startswith("127.0.0.1")  # the page names no outlet: its host stands in
    assert read_article(f"{site}/plain.txt#top").text == BODY
    assert read_article(f"{site}/nächste").text == BODY
    assert read_article(f"{site}/a.pdf").text == LEAD


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/missing", r"could not be fetched: the server answered 404 Not Found; open it in a browser"),
        ("/picture", r"is not an article but image/png; give the address"),
        ("/lying", r"by its content it is a PNG picture"),
        ("/empty", r"is empty"),
        ("/moved-file", r"could not be fetched"),
        ("/moved-round", r"could not be fetched"),
    ],
)
def test_address_without_an_article(site: str, path: str, message: str):
    with pytest.raises(ArticleError, match=message) as caught:
        read_article(site + path)
    assert str(caught.value).startswith(site + path)


def test_no_network(monkeypatch: pytest.MonkeyPatch):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(ArticleError, match=r"could not be fetched \(.*refused.*\); check the address and the network, or save the page"):
        read_article(f"http://127.0.0.1:{port}/a")

    def cut(*_: object, **__: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(socket, "getaddrinfo", cut)
    with pytest.raises(
        ArticleError, match=r"https://courier\.example/a could not be fetched \(.*name resolution\); check the address and the network"
    ):
        read_article("https://courier.example/a")


INSIDE = ["http://127.0.0.1/admin", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest", "file:///etc/passwd", "ftp://127.0.0.1/"]


@pytest.mark.parametrize("target", INSIDE)
def test_a_page_of_the_web_cannot_lead_into_the_own_network(target: str):
    with pytest.raises(urllib.error.URLError, match="not fetched"):
        _Redirects(local=False).redirect_request(None, None, 302, "Found", {}, target)


# ------------------------------------------------------------------------------------------------ Article


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"text": ""}, "the text is blank"),
        ({"text": " \n\u200b"}, "the text is blank"),
        ({"text": None}, r"text must be a string \(str\), not NoneType"),
        ({"text": b"abc"}, "not bytes"),
        ({"text": SEED}, r"to read a file use read_article\(path\)"),
        ({"text": "a", "title": 1}, r"title must be a string \(str\) or None, not int"),
        ({"text": "a", "source": None}, "source must be"),
        ({"text": "a", "headline": "yes"}, "headline must be True or False"),
        ({"text": "a", "warnings": "length: short"}, "warnings must be a tuple of strings"),
        ({"text": "half \ud83d"}, "lone surrogate"),
        ({"text": "a", "title": "half \ud83d"}, "title holds half a character"),
    ],
)
def test_article_checks_itself(arguments: dict, message: str):
    with pytest.raises(ArticleError, match=message):
        Article(**arguments)


def test_article_is_frozen_and_comparable():
    article = Article("Text.", warnings=["a", "b"])  # type: ignore[arg-type]
    assert article.warnings == ("a", "b")
    assert article == Article("Text.", warnings=("a", "b"))
    assert len({article, Article("Text.", warnings=("a", "b"))}) == 1
    with pytest.raises(AttributeError):
        article.text = "other"  # type: ignore[misc]


def test_card_escapes_everything():
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}'
    card = Article(
        evil, title=evil, outlet=evil, date=evil, author=evil, url=f"https://x.example/{evil}", source=evil, warnings=(evil,)
    )._repr_html_()
    assert "<script" not in card
    assert "<img" not in card
    assert "49" not in card
    assert card.count("&lt;script&gt;") == 9
    assert "<a " not in Article("Text.", url="javascript:alert(1)")._repr_html_()
    assert "1 words, 1 paragraphs" in Article("Text.")._repr_html_()


# ------------------------------------------------------------------------------------------------ any content at all

STARTS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"---\ntitle:", b"\xff\xfe", b"<html>", b"# "]
ANYTHING = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def outcome(path: Path) -> None:
    """Read a file: an Article that holds its promises, or an ArticleError that names the file."""
    try:
        article = read_article(path)
    except ArticleError as error:
        assert str(error).startswith(str(path))
        assert "\n" not in str(error)
    else:
        assert article.text.strip()
        assert "\r" not in article.text
        article.text.encode("utf-8")
        assert article.headline == (article.title is not None)
        article._repr_html_()


@ANYTHING
@given(content=st.text(), suffix=st.sampled_from([".txt", ".md", ".html", ".story"]))
@example(content="---\ntitle: \x00\n---\nx", suffix=".txt")
@example(content="---\ntitle: a\n---\na", suffix=".md")
@example(content="<html>&#xD800;&#0;words words</html>", suffix=".html")
def test_any_text_gives_an_article_or_a_clear_error(tmp_path: Path, content: str, suffix: str):
    outcome(write(tmp_path, f"any{suffix}", content))


@ANYTHING
@given(content=st.binary(max_size=400), start=st.sampled_from(STARTS))
def test_any_bytes_give_an_article_or_a_clear_error(tmp_path: Path, content: bytes, start: bytes):
    for suffix in (".txt", ".md", ".html", ".docx", ".pdf"):
        outcome(write(tmp_path, f"any{suffix}", start + content))
