"""Who is mentioned in a text, as pairs of words and side, and with which evidence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from analysis.reading.article import Article
from analysis.reading.parse import Parsed, parse
from analysis.who.mentions import find_mentions
from analysis.who.sides import find_sides

SEED = Path(__file__).parents[1] / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"
A, B = "Armenia", "Azerbaijan"


def parsed(text: str, **about: Any) -> Parsed:
    return parse(Article(text=text, **about))


def mentions_of(text: str, given: Any) -> list[tuple[str, str]]:
    """Return (words, side) of every mention of the sides given."""
    article = parsed(text)
    table = find_mentions(article, find_sides(article, given)[0])
    assert [text[row.start : row.end] for row in table.itertuples()] == table["text"].tolist()
    return list(zip(table["text"], table["side"], strict=True))


def how_of(text: str, given: Any, words: str) -> str:
    article = parsed(text)
    table = find_mentions(article, find_sides(article, given)[0])
    return str(table[table["text"] == words]["how"].iloc[-1])


def either_side(text: str) -> list[str]:
    """Return which of the two countries the text names."""
    return [side for side, words in ((A, "Armenia|Yerevan"), (B, "Azerbaijan|Baku")) if re.search(words, text, re.IGNORECASE)]
