"""Transcripts: paragraphs that begin with the name of whoever speaks ("Q:", "REPORTER:", "John Smith:"), up to the next such name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from analysis.voices.speech import Voice

if TYPE_CHECKING:
    from analysis.reading.parse import Parsed

_LABEL = re.compile(r"\(*(?P<name>[QA]|[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}|[A-Z][a-z’'-]+(?: [A-Z][\w.’'-]+){1,3})\)*: ?(?=\S)")
FEWEST_TURNS = 3
"""Paragraphs with a label from which a text is a transcript, one of the labels twice: fewer are headings."""


@dataclass(frozen=True)
class _Turn:
    name: tuple[int, int]
    colon: int
    end: int


def turns_in(parsed: Parsed) -> list[Voice]:
    """Return what is said in each sentence of each turn, in order; nothing where the text is no transcript."""
    turns = list(_turns(parsed))
    labels = Counter(parsed.article.text[slice(*turn.name)] for turn in turns)
    if len(turns) < FEWEST_TURNS or max(labels.values()) < 2:
        return []
    return [voice for turn in turns for voice in _said(parsed, turn)]


def _turns(parsed: Parsed) -> Iterator[_Turn]:
    text = parsed.article.text
    starts = parsed.sentences.groupby("paragraph")["start"].min().tolist()
    labelled = [found for start in starts if (found := _LABEL.match(text, start)) and not _is_heading(text, found)]
    for found, following in zip_longest(labelled, labelled[1:]):
        end = following.start() if following else len(text.rstrip())
        yield _Turn(found.span("name"), text.index(":", found.end("name")), end)


def _is_heading(text: str, label: re.Match[str]) -> bool:
    """Say whether a line is a heading with a colon ("Media contact: ..."), by the small letter or sign that follows."""
    return not (text[label.end()].isupper() or text[label.end()] in "“\"'‘¿(" or text[label.end()].isdigit())


def _said(parsed: Parsed, turn: _Turn) -> Iterator[Voice]:
    table = parsed.sentences
    for start, end in zip(table["start"].tolist(), table["end"].tolist(), strict=True):
        first = max(start, turn.colon + 1)
        words = parsed.article.text[first:end]
        first += len(words) - len(words.lstrip())
        if first < end <= turn.end + 1:
            yield Voice(first, end, turn.name, (turn.colon, turn.colon + 1), set_off=True)
