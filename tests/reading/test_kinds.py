"""What kind of file it is, by its ending and by its content."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from harbour import BODY, STORY, page, write

from analysis.reading.article import read_article
from analysis.reading.draft import ArticleError
from analysis.reading.kinds import _PAGE


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


def test_page_with_a_txt_name_is_read_as_a_page(tmp_path: Path):
    article = read_article(write(tmp_path, "a.txt", page(STORY)))
    assert "<p>" not in article.text
    assert article.warnings == ("kind: the file holds a web page; it was read as .html",)


def test_binary_with_an_html_name(tmp_path: Path):
    with pytest.raises(ArticleError, match="by its content it is a PNG picture"):
        read_article(write(tmp_path, "a.html", b"\x89PNG\r\n\x1a\n\0\0"))


@pytest.mark.parametrize(
    ("before", "is_page"),
    [
        ("<!-- saved from a browser -->\n", True),
        ("<!-- one --><!--two-->\n<!---->", True),
        ("<!-- a - b -- c > d ->-->", True),
        ('<?xml version="1.0"?>\n<!-- x -->', True),
        ("<!-- never closed ", False),
        ("words come first <!-- x -->", False),
        ("<!-- x --> words come first ", False),
    ],
)
def test_page_behind_comments(tmp_path: Path, before: str, is_page: bool):
    article = read_article(write(tmp_path, "a.txt", before + page(STORY)))
    assert ("kind: the file holds a web page; it was read as .html" in article.warnings) == is_page


@pytest.mark.parametrize("piece", ["<!---->", "<!-- -->", "<!--a-->\n", "<!--", "-->", "<!---", " ", "<?xml ", "- "])
def test_many_comments_take_no_time(piece: str):
    begin = time.perf_counter()
    assert not _PAGE.match(piece * 10_000)
    assert _PAGE.match(piece * 10_000 + "x<html>") is None
    assert time.perf_counter() - begin < 1
