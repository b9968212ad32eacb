"""Plain texts to print, each on a page or two: what students read before a program marks anything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.files import ready, replace_file
from analysis.reading.article import Article
from analysis.reading.as_read import furniture_of, sentences_of
from analysis.templates import render


def write_handout(articles: Sequence[Article], out: str | Path) -> Path:
    """Write one article or several as an HTML page to print, each beginning on a new sheet, its paragraphs numbered; return the path.

    Nothing is marked, and lines that are not part of the story are left out.  Raises ValueError where no article is given, WriteError where ``out``
    cannot be written.
    """
    if not articles:
        raise ValueError("no article was given; a handout needs at least one")
    ready(out)
    return replace_file(out, render("handout.html.j2", texts=[_text(article) for article in articles]))


_SMALL, _COLUMNS = 550, 950
"""From how many words on, a paragraph counted as ten, a text is set smaller, and in two columns."""


def _text(article: Article) -> dict[str, object]:
    """Return title, outlet and date, and the paragraphs of an article as written, furniture left out, and how it is set: "", "small" or "long"."""
    furniture = [(each.start, each.end) for each in furniture_of(article)]
    table = sentences_of(article)
    paragraphs = []
    for _, rows in table.groupby("paragraph", sort=True):
        if (rows["zone"] == "headline").all():
            continue
        start, end = int(rows["start"].min()), int(rows["end"].max())
        cuts = [(max(a, start), min(b, end)) for a, b in furniture if a < end and b > start]
        words, at = "", start
        for a, b in sorted(cuts):
            words, at = words + article.text[at:a], b
        paragraphs.append(" ".join((words + article.text[at:end]).split()))
    length = sum(len(each.split()) + 10 for each in paragraphs)
    size = "long" if length > _COLUMNS else "small" if length > _SMALL else ""
    head = " ".join(table.loc[table["zone"] == "headline", "text"]) or article.title or "Article"
    return {"title": " ".join(head.split()), "about": [one for one in (article.outlet, article.date) if one], "paragraphs": paragraphs, "size": size}
