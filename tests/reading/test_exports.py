"""Exports of news databases: each file of ``tests/data/exports`` has its right values beside it, written before the program read it."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import docx
import pytest

from analysis.reading.article import Article
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
        joined = path.stem.startswith("nexis_old") and not any(line[:1].isspace() for line in lines)
        found += [" ".join(lines)] if joined or path.stem == "proquest_wrapped" else lines
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
