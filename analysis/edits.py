"""Put other words into a text, and know where everything is afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Edit = tuple[int, int, str]
"""The place of some words in a text, and what is put there."""


@dataclass(frozen=True)
class Edited:
    """A text after edits: its new words, and the edits (start, end, new words), in order and without overlaps, that lead there from the old."""

    text: str
    edits: tuple[Edit, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``old[start:end]`` stands in ``text``; a name that was exchanged is where its new name is."""
        first = last = 0
        for a, b, new in self.edits:
            grown = len(new) - (b - a)
            first += grown if b <= start else a - start if a < start else 0
            last += grown if b <= end and a < end else a + len(new) - end if a < end < b else 0
        return start + first, end + last


def apply_edits(text: str, edits: Iterable[Edit]) -> Edited:
    """Return the text with the edits made; they must not overlap, and may come in any order."""
    ordered = tuple(sorted(edits))
    new = text
    for start, end, words in reversed(ordered):
        new = new[:start] + words + new[end:]
    return Edited(new, ordered)
