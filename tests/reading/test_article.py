"""An article: its own checks, its card, its date, and whatever is given to read."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from harbour import BODY, write
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analysis.reading.article import Article, read_article
from analysis.reading.draft import ArticleError

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"
SEED_SHA256 = "b90e8b8e3b26e54823d37dc113655b14ef9c1f50619d1c0302212a839061a39f"


def test_seed_is_the_text_that_was_supplied():
    raw = SEED.read_bytes()
    body = raw.split(b"\n---\n", 1)[1]
    assert hashlib.sha256(body).hexdigest() == SEED_SHA256
    assert SEED_SHA256 in (SEED.parent / "README.md").read_text(encoding="utf-8")
    article = read_article(SEED)
    assert article.text.encode() == body
    assert article == Article(article.text, source=SEED.name)  # nothing known, nothing invented, no warning


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
    assert article.warnings == (f"metadata: the url {url!r} is not an http(s) address and was left out",)


def test_short_text_warns(tmp_path: Path):
    article = read_article(write(tmp_path, "a.txt", "Two soldiers were killed."))
    assert article.warnings == ("length: the text has only 4 word(s); too little to trust any result",)


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
        ("https://", r"is not the address of a web page"),
        ("https://user:secret@courier.example/", r"without user name or password"),
        ("http://[::1", r"is not a valid web address"),
        ("http://localhost:99999/", r"is not a valid web address"),
    ],
)
def test_mistakes_met_in_person(source: object, message: str):
    with pytest.raises(ArticleError, match=message):
        read_article(source)  # type: ignore[arg-type]


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


STARTS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"{\\rtf1 ", b"---\ntitle:", b"\xff\xfe", b"<html>", b"# "]
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
    for suffix in (".txt", ".md", ".html", ".docx", ".rtf", ".pdf"):
        outcome(write(tmp_path, f"any{suffix}", start + content))


def test_a_text_file_is_read_without_what_other_kinds_need(tmp_path: Path):
    """Starting up is what people wait for."""
    path = write(tmp_path, "a.txt", BODY)
    others = "ssl socket urllib.request http.client email zipfile difflib logging yaml frontmatter mistune py3langid jinja2 trafilatura lxml "
    others += "striprtf pypdf"
    read = f"from analysis.reading.article import read_article; read_article({str(path)!r})"
    code = f"import sys; before = {{*sys.modules}}; {read}; print(*({{*sys.modules}} - before))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "analysis.reading.article" in ran.stdout.split()
    assert {*ran.stdout.split()} & {*others.split()} == set()
