"""What a report is called after, and the names of the files of several."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.files import plain_stem
from analysis.reading.several import in_export
from analysis.reading.web import is_web_address

if TYPE_CHECKING:
    from analysis.reading.article import Article


def called(article: Article) -> str:
    """Return what the report of an article is called after: its file or address, or one of an export its headline."""
    return f"{article.title.replace('/', ' ')}.html" if in_export(article) and article.title else article.source


def report_names(articles: list[str]) -> list[str]:
    """Return a file name for each report: the article's own, made plain; a number is added where two would be the same.

    Among several, no report is called ``index``: that is the list of them.
    """
    names: list[str] = []
    taken = {"index"} if len(articles) > 1 else set()
    for article in articles:
        stem = article.split("://", 1)[1].rstrip("/") if is_web_address(article) else Path(article).stem
        plain = plain_stem(stem)
        number = 2
        name = plain
        while name.lower() in taken:
            name, number = f"{plain}_{number}", number + 1
        taken.add(name.lower())
        names.append(name)
    return names
