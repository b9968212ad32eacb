"""The checks of lesson 8, your own article: the papers at its head, the sides of its story."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.classroom.exercises.feedback import DOTS, Feedback, again, not_a_text, right
from analysis.reading.article import Article, read_article
from analysis.reading.as_read import parse_folded
from analysis.reading.draft import ArticleError
from analysis.who.mentions import find_mentions
from analysis.who.sides import SidesError, find_sides


def check_papers(head: Any, body: str, expected: Mapping[str, str]) -> Feedback:
    """Check the head of an article (front matter) as ``read_article`` takes it; body: the text under it; expected: title, outlet and the like."""
    if wrong := not_a_text(head):
        return wrong
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(f"{str(head).strip()}\n{body}", encoding="utf-8")
        try:
            article = read_article(path)
        except ArticleError as error:
            return again(f"The program says: {str(error).replace(str(path), 'the text')}")
    missing = [name for name in expected if not getattr(article, name)]
    if len(missing) == len(expected):
        return again("No metadata was found. Put it at the very top, one `name: value` per line, between two lines of three dashes.")
    if missing:
        return again(f"Read, but without {' and '.join(missing)}. Each name starts a line, with a colon and a space after it.")
    other = [name for name, value in expected.items() if str(getattr(article, name)) != value]
    if other:
        return again(f"Found, but with a different value from the task: {', '.join(other)}.")
    return right("The report will show this metadata at the top, and the title counts as the first sentence.")


def check_sides(sides: Any, article: Article, least: float = 0.5, apart: tuple[str, str] | None = None) -> Feedback:
    """Check that sides given by hand occur in the article and that at least the share ``least`` of its sentences mentions one of them.

    apart: words of either party, parted by ``|``; no side may hold words of both, and each has to occur on one.
    """
    if sides is ... or sides is None:
        return again(DOTS)
    parsed = parse_folded(article)
    try:
        chosen, warnings = find_sides(parsed, sides)
    except SidesError as error:
        return again(f"The program says: {error}")
    if warnings:
        return again(f"{'; '.join(warnings)}. Spell each name as the text does.")
    if len(chosen) < 2:
        return again("One side does not make a story. Who is on the other side?")
    mentions = find_mentions(parsed, chosen)
    if apart:
        one, other = (set(mentions.side[mentions.text.str.contains(rf"\b(?:{words})\b", case=False)]) for words in apart)
        if not one or not other or one & other:
            return again("Who is against whom? Two parties of this story are on one side in your answer, or one of them is missing.")
    share = mentions.sentence.nunique() / len(parsed.sentences)
    few = [side for side in chosen if (mentions.side == side).sum() < 2]
    if few:
        return again(f"{', '.join(few)} is mentioned only once. What else is the side called: by its people, its office, its place?")
    if share < least:
        return again(
            f"Only {round(100 * share)}% of the sentences mention a side; {round(100 * least)}% should. What else are the sides called in the text?"
        )
    return right(f"{round(100 * share)}% of the sentences mention one of your sides. Are these the parties of the story? You decide.")
