"""Web pages: the article in them, and pages without one."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import pytest
from harbour import LEAD, QUOTE, STORY, TITLE, page, write
from timed import least_seconds

from analysis.reading.article import read_article
from analysis.reading.draft import ArticleError
from analysis.reading.page_dates import _day

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


@pytest.mark.parametrize(
    ("lang", "head", "shown", "day"),
    [
        ("en-US", "", "04/03/2023", "2023-04-03"),
        ("en-GB", "", "04/03/2023", "2023-03-04"),
        ("en_GB", "", "Published 04.03.2023 at 9:15", "2023-03-04"),
        ("en", "", "04/03/2023", "04/03/2023"),
        ("", "", "04/03/2023", "04/03/2023"),
        ("en", '<meta property="og:locale" content="en_US">', "04/03/2023", "2023-04-03"),
        ("en", "", "25/03/2023", "2023-03-25"),
        ("en-GB", "", "03/25/2023", "2023-03-25"),
        ("en", "", "05/05/2023", "2023-05-05"),
        ("en", "", "Posted on Monday, April 3, 2023 at 5 p.m.", "2023-04-03"),
        ("en", "", "3rd of April 2023", "2023-04-03"),
        ("en", "", "Updated 10:12 GMT, 3 Apr. 2023", "2023-04-03"),
        ("en", "", "31/02/2023", None),
        ("en", "", "yesterday", None),
        ("en-US", '<meta property="article:published_time" content="2023-03-04T23:00:00+02:00">', "04/05/2023", "2023-03-04"),
        ("en", '<meta name="date" content="04/03/2023">', "April 3, 2023", "2023-04-03"),
        ("en", '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2023-03-04"}</script>', "04/05/2023", "2023-03-04"),
        ("en", '<meta property="article:modified_time" content="2023-04-09">', "04/03/2023", "04/03/2023"),
        ("en", '<link rel="canonical" href="https://courier.example/2023/04/03/harbour">', "04/03/2023", "2023-04-03"),
    ],
)
def test_a_date_is_not_made_certain(tmp_path: Path, lang: str, head: str, shown: str, day: str | None):
    content = (
        f'<html lang="{lang}"><head>{head}</head><body><article><h1>{TITLE}</h1><span class="published">{shown}</span>{STORY}</article></body></html>'
    )
    assert read_article(write(tmp_path, "a.html", content)).date == day


def test_a_day_in_the_story_is_not_the_day_of_the_page(tmp_path: Path):
    told = "<p>On <time datetime='2021-01-05'>Tuesday, Jan. 5,</time> the dock workers left their cranes and walked to the town hall.</p>"
    assert read_article(write(tmp_path, "a.html", page(STORY + told))).date is None


@pytest.mark.parametrize("piece", ["1/", "Jan 5, 20", "2023-", "3 Apr ", "1.1.", "20230", "Published ", "   "])
def test_dates_take_no_time(piece: str):
    assert least_seconds(lambda: _day(piece * 10_000, "en"), 1) < 1


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Read more: Ten ports that closed this year", False),
        ("READ MORE", False),
        ('<a href="/x">Read more about the strike</a>', False),
        ("Read more than the first page of the contract, the union told its members.", True),
        ("Sign up for our daily newsletter and get the best of the paper.", False),
        ("Sign up, the officers told the young men on the quay.", True),
        ("Subscribe", False),
        ("Subscribe to that view and you will lose, the mayor told the council.", True),
        ("Subscribe to continue reading", False),
        ("Already a subscriber? Log in", False),
        ("The judge paused to continue reading the verdict, and nobody spoke.", True),
        ("Advertisement", False),
        ("Watch: cranes move again", False),
        ("Watch how the cranes move, he told the visitors from the town.", True),
        ("Related: What dockers earn", False),
        ("He refused.", True),
        ("By Thursday the ships were gone.", True),
    ],
)
def test_calls_are_no_part_of_the_story(tmp_path: Path, line: str, stays: bool):
    story = STORY.replace("</p><p>", f"</p><p>{line}</p><p>", 1)
    article = read_article(write(tmp_path, "a.html", page(story)))
    assert (line in article.text) == stays
    assert bool(article.left_out) != stays


FREE = '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", %s}</script>'
LONG = f'"articleBody": "{" ".join([LEAD] * 12)}"'


@pytest.mark.parametrize(
    ("head", "end", "warned"),
    [
        ("", "", None),
        (FREE % '"isAccessibleForFree": true', "", None),
        (FREE % '"isAccessibleForFree": false', "", "not free to read"),
        (FREE % '"isAccessibleForFree": "False"', "", "not free to read"),
        (FREE % '"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "false"}', "", "not free to read"),
        ('<meta property="article:content_tier" content="metered">', "", "not free to read"),
        ('<meta property="article:content_tier" content="free">', "", None),
        (FREE % LONG, "", "the page's metadata give"),
        (FREE % f'"articleBody": "{LEAD}"', "", None),
        ("", "<p>Subscribe to continue reading this story.</p>", "asks its readers to subscribe or log in"),
        ('<script type="application/ld+json">{"isAccessibleForFree": false, broken</script>', "", None),
    ],
)
def test_a_part_is_called_a_part(tmp_path: Path, head: str, end: str, warned: str | None):
    article = read_article(write(tmp_path, "a.html", page(STORY.replace("</article>", f"{end}</article>"), head)))
    partial = [warning for warning in article.warnings if warning.startswith("partial: ")]
    assert len(partial) == (warned is not None)
    assert warned is None or warned in partial[0]
    assert "Subscribe" not in article.text


@pytest.mark.parametrize(
    ("head", "line", "author"),
    [
        ('<meta name="author" content="By Jane Doe, Political Editor">', "", "Jane Doe"),
        ("", '<p class="byline">By Jane Doe, Political Editor</p>', "Jane Doe"),
        ("", "<p>By Jane Doe, Political Editor</p>", "Jane Doe"),
        ("", '<div class="byline">By <a rel="author" href="/j">Jane Doe</a> and John O’Neil in Elin</div>', "Jane Doe; John O’Neil"),
        ('<meta name="byl" content="By Jane Doe and John Roe">', "", "Jane Doe; John Roe"),
        ('<meta name="author" content="Jane Doe, Reuters">', "", "Jane Doe"),
        (FREE % '"author": [{"@type": "Person", "name": "Jane Doe, Chief Foreign Correspondent"}]', "", "Jane Doe"),
        ("", '<span class="author-name">Jane Doe</span><span class="author-title">Health correspondent</span>', "Jane Doe"),
        ('<meta name="author" content="Staff Writer">', "", "Staff Writer"),
        ("", "", None),
    ],
)
def test_the_author_comes_without_the_role(tmp_path: Path, head: str, line: str, author: str | None):
    assert read_article(write(tmp_path, "a.html", page(STORY.replace("</h1>", f"</h1>{line}"), head))).author == author


@pytest.mark.parametrize(
    ("piece", "number", "refused"),
    [
        ("<i>x</i>", 200_000, "is built of .* elements"),
        ("<p>word</p>", 25_000, "holds .* paragraphs, too many"),
        ("<div>", 100_000, "is nested too deeply"),
        ("<b><i>", 100_000, "is nested too deeply"),
        ("<!-- x -->", 100_000, None),
        ("<p hidden>x</p>y ", 2_000, None),
        ("<q>word</q> ", 10_000, None),
        ("<", 100_000, None),
        ("<p a='", 10_000, "has a tag with 10,001 attributes"),
        ("<script>", 10_000, None),
    ],
)
def test_hostile_pages_end_soon(tmp_path: Path, piece: str, number: int, refused: str | None):
    read_article(write(tmp_path, "first.html", page(STORY)))  # the libraries are loaded
    path = write(tmp_path, "a.html", page(STORY + piece * number))
    begin = time.process_time()
    if refused:
        with pytest.raises(ArticleError, match=f"{refused}.*; copy the article into a .txt file"):
            read_article(path)
    else:
        assert LEAD in read_article(path).text
    assert time.process_time() - begin < 20


def test_a_tag_of_very_many_attributes_is_refused(tmp_path: Path):
    many = "".join(f" a{number}='>'" for number in range(200_000))
    begin = time.process_time()
    with pytest.raises(ArticleError, match="has a tag with 200,000 attributes"):
        read_article(write(tmp_path, "a.html", page(f"<p{many}>{LEAD}</p>{STORY}")))
    assert time.process_time() - begin < 10


def test_deep_pages_are_read_whole(tmp_path: Path):
    article = read_article(write(tmp_path, "a.html", page("<div>" * 400 + STORY + "</div>" * 400)))
    assert QUOTE in article.text
