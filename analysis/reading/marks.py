"""Quotation marks: which opens, which closes, and what stands between them; one answer for every finder of speech."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

OPENING, CLOSING = "“„«", "”»"
STRAIGHT = ('"', "''", "``")
BEGINNING = OPENING + '"‘'
"""Marks with which the words of a quotation may begin."""

Closing = Literal["closed", "runs on", "left open"]
"""How a quotation ends: at a mark of its paragraph, in the next paragraph that opens with a mark again, or nowhere."""

_MARKS = re.compile("[“„«”»\"]|''|``")
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[^\W\d])(?:[^‘’'\n]|(?<=\w)[’'](?=\w)|(?<=s)[’'](?= [a-z]))+[’'](?!\w)")


@dataclass(frozen=True)
class Quote:
    """A stretch between quotation marks, marks included; ``runs_on`` when the next paragraph takes it up again."""

    start: int
    end: int
    runs_on: bool = False


def find_quotes(text: str, paragraphs: list[tuple[int, int]]) -> tuple[list[Quote], list[int]]:
    """Pair the quotation marks of each paragraph; return the quotes in order, without overlaps, and the offsets of marks left open.

    Wire copy mixes marks, so an opening straight mark may be closed by a curly one.  A quote left open costs no more than its
    paragraph: it runs to the paragraph's end when the next paragraph opens with a mark again (the printer's convention for long
    quotations), otherwise it is dropped with a warning.  Single marks count only around at least two words and outside double marks.
    """
    quotes: list[Quote] = []
    left_open: list[int] = []
    for index, (begin, end) in enumerate(paragraphs):
        opened: int | None = None
        for mark in _MARKS.finditer(text, begin, end):
            before = text[mark.start() - 1] if mark.start() > begin else " "
            after = text[mark.end()] if mark.end() < end else " "
            starts = _starts_quote(mark.group(), before, after)
            if opened is None:
                opened = mark.start() if starts else None
            elif not starts or (mark.group() == "“" and text[opened] == "„"):
                quotes.append(Quote(opened, mark.end()))
                opened = None
            elif text[opened] != "«" and mark.group() != "«":  # a second opening mark: the first was never closed
                left_open.append(opened)
                opened = mark.start()
        if opened is not None:
            following = text[slice(*paragraphs[index + 1])].lstrip() if index + 1 < len(paragraphs) else ""
            if following.startswith((*OPENING, *STRAIGHT)):
                quotes.append(Quote(opened, end, runs_on=True))
            else:
                left_open.append(opened)
    single = _single_quotes(text, quotes)
    outer = [quote for quote in quotes if not _is_within(quote, single)]  # ‘He said “no” twice,’
    return sorted([*outer, *single], key=lambda quote: quote.start), left_open


def closing_of(text: str, at: int, around: Quote | None) -> Closing | None:
    """Say how the quotation mark at an offset is closed; None for no mark, or one that may be an apostrophe.

    around: the quote that the mark stands in, where there is one.
    """
    if text[at] not in BEGINNING:
        return None
    if around is not None:
        return "runs on" if around.runs_on else "closed"
    line = text.find("\n", at)
    single = text[at] == "‘" and "’" in text[at : len(text) if line < 0 else line]
    return None if single else "left open"


def _starts_quote(mark: str, before: str, after: str) -> bool:
    """Say whether a mark opens a quotation: by its shape, or for a straight or misplaced mark by the space around it."""
    outside = before.isspace() or before in "([—–-/"
    if mark in CLOSING:
        return False
    return (outside or not (after.isspace() or after in ",.;:)")) if mark in OPENING else outside and not after.isspace()


def warning_of(text: str, opened: int) -> str:
    """Return what a reader should know of a mark left open at an offset."""
    return f"quotation mark left open at character {opened} ({text[opened : opened + 30]!r}); the program reads its paragraph without it"


def single_quotes_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches of at least two words in single marks between two offsets, as they stand within double marks."""
    return [match.span() for match in _SINGLE.finditer(text, start, end) if len(match.group().split()) > 1]


def _single_quotes(text: str, taken: list[Quote]) -> list[Quote]:
    """Return quotes in single marks, as British papers set them; "the workers' union" within one does not close it.

    taken: those in double marks: one in single marks stands around them or apart from them, never within.
    """
    found: list[Quote] = []
    starts = [quote.start for quote in taken]
    for match in _SINGLE.finditer(text):
        start, stop = match.span()
        touching = taken[max(0, bisect_right(starts, start) - 1) : bisect_right(starts, stop)]
        apart = all(quote.end <= start or (start < quote.start and quote.end <= stop) for quote in touching)
        if len(match.group().split()) > 1 and apart:
            found.append(Quote(start, stop))
    return found


def _is_within(quote: Quote, outer: list[Quote]) -> bool:
    """Say whether a quote stands within one of others, which are in order."""
    at = bisect_right(outer, quote.start, key=lambda one: one.start) - 1
    return at >= 0 and quote.end <= outer[at].end
