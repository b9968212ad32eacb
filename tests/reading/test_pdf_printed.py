"""PDF files as programs print them (tests/data/pdf): the paragraphs a person reads there."""

from __future__ import annotations

from pathlib import Path

import pytest
from valley import ASIDE, BYLINE, CAPTION, MIDDLE, ROWS, STORM, STORY, TITLE

from analysis.reading.article import Article, read_article

PDFS = Path(__file__).parents[1] / "data" / "pdf"

PRINTED = [
    ("printed", [TITLE, "WORLD NEWS", BYLINE, *STORY * 4]),
    ("two_columns", [TITLE, BYLINE, *STORY]),
    ("three_columns", [TITLE, *STORY]),
    ("drop_capital", [TITLE, *STORY]),
    ("drop_capital_a", [TITLE, STORM, *STORY[1:]]),
    ("drop_capital_quote", [TITLE, *STORY[1:]]),
    ("table", [TITLE, *STORY[:2], *ROWS, *STORY[2:]]),
    ("links", [TITLE, *STORY]),
    ("spanning", [TITLE, *STORY, MIDDLE, *STORY]),
    ("soft_hyphens", [TITLE, *STORY[:3]]),
    ("office_columns", [TITLE, BYLINE, *STORY]),
    ("office_header", [TITLE, *STORY * 3]),
    ("office_footnotes", [TITLE, *STORY * 2]),
    ("office_hyphens", [TITLE, *STORY]),
    ("office_table", [TITLE, *STORY[:2], *ROWS, *STORY[2:]]),
]


def read(name: str) -> Article:
    return read_article(PDFS / f"{name}.pdf")


def left_out(article: Article) -> dict[str, int]:
    return {each.kind: each.count for each in article.left_out}


@pytest.mark.parametrize(("name", "paragraphs"), PRINTED, ids=[name for name, _ in PRINTED])
def test_paragraphs(name: str, paragraphs: list[str]):
    article = read(name)
    assert article.text.split("\n\n") == paragraphs
    assert (article.title, article.headline, article.warnings) == (TITLE, True, ())


@pytest.mark.parametrize(("name", "beside"), [("figure", [CAPTION]), ("sidebar", ASIDE)])
def test_what_stands_beside_a_text_breaks_no_paragraph(name: str, beside: list[str]):
    paragraphs = read(name).text.split("\n\n")
    assert [line for line in paragraphs if line not in beside] == [TITLE, *STORY]
    assert [line for line in paragraphs if line in beside] == beside


def test_what_a_browser_prints_at_the_edges_is_left_out():
    article = read("printed")
    assert left_out(article) == {"running header or footer": 4}  # above and below, on two pages
    assert article.left_out[0].example.endswith(f"{TITLE} | The Daily Ford")
    assert article.url is None  # the page was a file


def test_what_an_office_program_prints_at_the_edges_is_left_out():
    header = read("office_header")
    assert left_out(header) == {"running header or footer": 4}
    assert header.left_out[0].example == "The Daily Ford, 12 May 2024"
    notes = read("office_footnotes")
    assert left_out(notes) == {"running header or footer": 2, "footnote": 2, "reference mark": 2}
    assert notes.left_out[1].example == "1 The law of 1998 asks for a hearing."


@pytest.mark.parametrize("name", ["table", "drop_capital", "office_columns"])
def test_nothing_is_left_out_where_nothing_is_at_the_edges(name: str):
    assert read(name).left_out == ()
