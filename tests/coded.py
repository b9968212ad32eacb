"""A task for coders made without a parser: one sentence a line."""

from __future__ import annotations

import re
from typing import Any

from analysis.classroom.coding import CodingTask, Sentence, words_in
from analysis.reading.article import Article


def task_of(text: str, sides: tuple[str, ...] = ("Norland", "Sudland"), *, ask: str = "all", **known: Any) -> CodingTask:
    """Make each line of the text a sentence and a paragraph; ask: which questions; known: title, outlet and so on of the article."""
    spans = [match.span() for match in re.finditer(r"[^\n]+", text)]
    sentences = tuple(Sentence(a, b, i, tuple(words_in(text, a, b))) for i, (a, b) in enumerate(spans, 1))
    return CodingTask(Article(text, **known), sentences, sides, ask=ask)
