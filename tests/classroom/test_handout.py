"""The handout: the plain words of one article or several, numbered by paragraph, and nothing that a program found."""

from __future__ import annotations

import lxml.html
import pytest
from hostile import INJECTIONS

from analysis import Article, write_handout
from analysis.__main__ import main

TEXT = "Weavers walk out\n\nBy Ann Cole\n\nThe weavers of Veld walked out on Monday. They want more pay.\n\nThe mill said no.\n"


def test_paragraphs_without_byline(tmp_path):
    page = write_handout([Article(TEXT, headline=True, outlet="The Post", date="2026-05-04")], tmp_path / "handout.html")
    tree = lxml.html.parse(str(page)).getroot()
    assert [item.text_content() for item in tree.iter("li")] == [
        "The weavers of Veld walked out on Monday. They want more pay.",
        "The mill said no.",
    ]
    assert tree.findtext(".//h1") == "Weavers walk out" and "The Post · 2026-05-04" in tree.text_content()


def test_hostile_text_stays_text(tmp_path):
    page = write_handout([Article(f"{text}\n\nThe mill {text} said no.\n", headline=True) for text in INJECTIONS], tmp_path / "handout.html")
    assert not [text for text in INJECTIONS if "<" in text and text in page.read_text(encoding="utf-8")]


def test_no_article(tmp_path):
    with pytest.raises(ValueError, match="at least one"):
        write_handout([], tmp_path / "handout.html")
    assert not list(tmp_path.iterdir())


def test_two_on_sheets_of_their_own(browser, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT.replace("Monday", "Tuesday"), encoding="utf-8")
    out = tmp_path / "handout.html"
    assert main(["handout", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", str(out)]) == 0
    page = browser.new_page()
    page.goto(out.as_uri())
    page.pdf(path=tmp_path / "handout.pdf")
    page.close()
    from pypdf import PdfReader

    pages = [sheet.extract_text() for sheet in PdfReader(tmp_path / "handout.pdf").pages]
    assert len(pages) == 2 and "Monday" in pages[0] and "Tuesday" in pages[1]


@pytest.mark.parametrize(("paragraphs", "pages"), [(16, 1), (36, 2), (60, 2)])
def test_a_page_or_two_for_an_article(paragraphs, pages, browser, tmp_path):
    text = (
        "Weavers walk out\n\n"
        + "The weavers of Veld walked out on Monday, and the mill said that it would not give them more pay this year.\n\n" * paragraphs
    )
    page = browser.new_page()
    page.goto(write_handout([Article(text, headline=True)], tmp_path / "handout.html").as_uri())
    page.pdf(path=tmp_path / "handout.pdf", format="A4", prefer_css_page_size=True)
    page.close()
    from pypdf import PdfReader

    assert len(PdfReader(tmp_path / "handout.pdf").pages) <= pages
