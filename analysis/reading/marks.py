"""Quotation marks: which opens, which closes, and what stands between them; one answer for every finder of speech."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

OPENING, CLOSING = "“„«", "”»"
STRAIGHT = ('"', "''", "``")
_MARKS = re.compile("[“„«”»\"]|''|``")
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[^\W\d])(?:[^‘’'\n]|(?<=\w)[’'](?=\w)|(?<=s)[’'](?= [a-z]))+[’'](?!\w)")


@dataclass(frozen=True)
class Quote:
    """A stretch between quotation marks, marks included; ``runs_on`` when the next paragraph takes it up again."""

    start: int
    end: int
    runs_on: bool = False


def find_quotes(text: str, paragraphs: list[tuple[int, int]]) -> tuple[list[Quote], list[str]]:
    """Pair the quotation marks of each paragraph; return the quotes in order, without overlaps, and warnings for marks left open.

    Wire copy mixes marks, so an opening straight mark may be closed by a curly one.  A quote left open costs no more than its
    paragraph: it runs to the paragraph's end when the next paragraph opens with a mark again (the printer's convention for long
    quotations), otherwise it is dropped with a warning.  Single marks count only around at least two words and outside double marks.
    """
    quotes: list[Quote] = []
    warnings: list[str] = []
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
                warnings.append(_left_open(text, opened))
                opened = mark.start()
        if opened is not None:
            following = text[slice(*paragraphs[index + 1])].lstrip() if index + 1 < len(paragraphs) else ""
            if following.startswith((*OPENING, *STRAIGHT)):
                quotes.append(Quote(opened, end, runs_on=True))
            else:
                warnings.append(_left_open(text, opened))
    return sorted([*quotes, *_single_quotes(text, quotes)], key=lambda quote: quote.start), warnings


def _starts_quote(mark: str, before: str, after: str) -> bool:
    """Say whether a mark opens a quotation: by its shape, or for a straight or misplaced mark by the space around it."""
    outside = before.isspace() or before in "([—–-/"
    if mark in CLOSING:
        return False
    return (outside or not (after.isspace() or after in ",.;:)")) if mark in OPENING else outside and not after.isspace()


def _left_open(text: str, opened: int) -> str:
    return f"quotation mark left open at character {opened} ({text[opened : opened + 30]!r}); its paragraph is read without it"


def _single_quotes(text: str, taken: list[Quote]) -> list[Quote]:
    """Return quotes in single marks, as British papers set them; "the workers' union" within one does not close it."""
    found: list[Quote] = []
    starts = [quote.start for quote in taken]
    for match in _SINGLE.finditer(text):
        start, stop = match.span()
        near = bisect_right(starts, stop) - 1
        if len(match.group().split()) > 1 and not (near >= 0 and taken[near].end > start):
            found.append(Quote(start, stop))
    return found
