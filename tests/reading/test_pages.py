"""Web pages: the article in them, and pages without one."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from harbour import QUOTE, STORY, TITLE, page, write

from analysis.reading.article import read_article
from analysis.reading.draft import ArticleError

DATA = Path(__file__).parents[1] / "data" / "articles"


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


@pytest.mark.parametrize(
    "content", [None, page(""), page("<script>alert('x')</script>"), "<script>" + "var a = 'word word word';" * 50 + "</script>"]
)
def test_page_without_an_article(tmp_path: Path, content: str | None):
    path = DATA / "script_only.html" if content is None else write(tmp_path, "a.html", content)
    with pytest.raises(ArticleError, match="holds no article text .*; open it in a browser"):
        read_article(path)


def test_reading_a_page_logs_nothing_and_restores_the_loggers(caplog: pytest.LogCaptureFixture):
    before = logging.getLogger("trafilatura").level
    with pytest.raises(ArticleError):
        read_article(DATA / "script_only.html")
    assert not caplog.records
    assert logging.getLogger("trafilatura").level == before
