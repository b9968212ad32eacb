"""Where paragraphs begin and end: at every line break, or at blank lines where a margin broke the lines."""

from __future__ import annotations

import re
from itertools import pairwise

_WRAPPED_LINE = 40
"""Lines cut by a margin are at least this long in the middle case; shorter ones are a list."""
_SHORT_LINE = 0.7
"""A line that with the word after it fills less of the longest line beside it was not cut by a margin."""
_LONGEST_LINE = 200
"""... and neither was one of more characters than this."""


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Return paragraphs as spans: lines, or blocks between blank lines where the lines are hard-wrapped."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", text) if match.group().strip()]
    blocks = [match.span() for match in re.finditer(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", text)]
    ends = {end for _, end in blocks}
    broken = [text[a:b].strip() for a, b in lines if b not in ends]
    unfinished = [line for line in broken if line[-1] not in ".!?…:”\"'’)"]
    long = bool(broken) and sorted(map(len, broken))[len(broken) // 2] >= _WRAPPED_LINE
    if not (long and len(lines) > 3 and len(unfinished) > len(broken) / 2):
        return lines
    return [part for block in blocks for part in _without_short_lines(text, *block)]


def _without_short_lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a block of lines where no margin broke one.

    Such a line is so short that the next word, no small one, would have stood in it ("About Brightwave"), or longer than the lines of any page.
    """
    lines = [match.span() for match in re.finditer(r"[^\n]+", text[start:end])]
    longest = max(last - first for first, last in lines)
    cuts = [start]
    for (first, last), (following, after) in pairwise(lines):
        word = text[start + following : start + after].split(maxsplit=1)[0]
        short = 1 < last - first <= _SHORT_LINE * longest - len(word) and not word[0].islower()
        if short or last - first > _LONGEST_LINE:
            cuts.append(start + following)
    return [(begin, start + last) for begin, last in zip(cuts, [*(cut - start - 1 for cut in cuts[1:]), end - start], strict=True)]
