"""The grammar of an article as it is read: of its folded copy, with the way back to the text as written."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.reading.article import Article
from analysis.reading.folding import fold_article
from analysis.reading.furniture import Furniture
from analysis.reading.parse import Parsed, parse, story_of

if TYPE_CHECKING:
    import pandas as pd


def parse_folded(article: Article) -> Parsed:
    """Parse the copy of an article that is read, in which hidden characters are folded (``analysis.reading.folding``), as ``parse`` does."""
    return _parsed(article) if isinstance(article, Article) else parse(article)


@lru_cache(maxsize=2)
def _parsed(article: Article) -> Parsed:
    """Return what ``parse_folded`` does; the last two are kept, so that reports laid side by side are parsed once."""
    copy, folded = fold_article(article)
    return replace(parse(copy), written=article, folded=folded)


def furniture_of(article: Article) -> tuple[Furniture, ...]:
    """Return the lines and brackets of an article that are no part of its story, in its text as written."""
    copy, folded = fold_article(article)
    return tuple(
        replace(each, start=start, end=end) for each in story_of(copy).furniture for start, end in [folded.span_as_written(each.start, each.end)]
    )


def sentences_of(article: Article) -> pd.DataFrame:
    """Return the table of sentences of an article as it is read, in its text as written.  Raises TypeError as ``parse`` does."""
    parsed = parse_folded(article)
    return parsed.folded.as_written(parsed.sentences)
