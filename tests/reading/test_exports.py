"""Exports of news databases: each file of ``tests/data/exports`` has its right values beside it, written before the program read it."""

from __future__ import annotations

import json
from pathlib import Path

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
