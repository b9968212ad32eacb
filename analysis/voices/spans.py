"""Which of many spans cover or overlap a place in the text, without looking at all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Spans:
    """Spans of characters, sorted once; they may overlap and come in any order.  Answers are positions in the order given."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        self._order = sorted(range(len(starts)), key=starts.__getitem__)
        self._starts = [starts[position] for position in self._order]
        self._ends = [ends[position] for position in self._order]
        self._reach = list(accumulate(self._ends, max))  # the farthest end of a span and all before it

    def covering(self, start: int, end: int) -> list[int]:
        """Return the spans that hold all of ``text[start:end]``, in the order given."""
        found = []
        at = bisect_right(self._starts, start)
        while at and self._reach[at - 1] >= end:
            at -= 1
            if self._ends[at] >= end:
                found.append(self._order[at])
        return sorted(found)

    def overlapping(self, start: int, end: int) -> list[int]:
        """Return the spans that share a character with ``text[start:end]``, in the order given."""
        return self.covering(end - 1, start + 1)
