"""The paragraphs of a PDF: its lines joined, words cut at a line's end mended, headline and byline kept apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from analysis.reading.pdf_columns import Block
from analysis.reading.pdf_lines import Line
from analysis.reading.pdf_pieces import SOFT_HYPHEN

_FULL_STOP = re.compile(r"[.!?…:][\"'”’»)\]\d]*$")
_CUT = ("-", "\u2010", SOFT_HYPHEN)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[-\u2010]$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_BY = re.compile(r"(by|from)\s+[A-Z]\S+\s", re.IGNORECASE)


@dataclass(slots=True)
class _Place:
    """A line with what is known of its column: right edge, distance of its lines, and where they begin."""

    line: Line
    block: tuple[int, int]  # page, and number of the block there
    right: float
    leading: float
    left: float


def paragraphs_of(pages: Sequence[Sequence[Block]], words: Collection[str]) -> list[tuple[str, float]]:
    """Return the paragraphs of a document and the size of their letters.

    pages: the blocks of each page as they are read.  words: those of the document; they tell whether a hyphen at a line's end belongs to its word.
    """
    places = [place for number, page in enumerate(pages) for block in page for place in _places(block, number)]
    paragraphs: list[list[str]] = []
    sizes: list[float] = []
    before: _Place | None = None
    for place in places:
        text = place.line.text
        if before is not None and _goes_on(before, place):
            paragraphs[-1][-1:] = _joined(paragraphs[-1][-1], text, words)
        else:
            paragraphs.append([text])
            sizes.append(place.line.size)
        before = place
    return [("".join(parts), size) for parts, size in zip(paragraphs, sizes, strict=True)]


def _places(block: Block, page: int) -> list[_Place]:
    """Return the lines of a block with what is known of its column."""
    lines = block.lines
    drops = sorted(round(above.y - line.y, 1) for above, line in zip(lines, lines[1:], strict=False))
    leading = drops[len(drops) // 4] if drops else 0.0
    left = Counter(round(line.x0) for line in lines).most_common(1)[0][0]
    right = max(line.x1 for line in lines)
    return [_Place(line, (page, block.origin), right, leading or 1.3 * line.size, left) for line in lines]


def _goes_on(before: _Place, now: _Place) -> bool:
    """Say whether a line goes on with the paragraph of the line before it."""
    above, line = before.line, now.line
    if above.row or line.row or not 0.92 < line.size / above.size < 1.09:
        return False
    stops = bool(_FULL_STOP.search(above.text))
    cut = above.text.endswith((*_CUT, ","))
    drop = above.y - line.y
    if before.block != now.block:
        if before.block[0] == now.block[0] and drop > 0:  # further down in the same column
            return False
        return cut or (not stops and (line.text[:1].islower() or not _short(before, now)))
    if drop > 1.3 * min(before.leading, now.leading) and drop > 1.35 * line.size:
        return False
    if cut and not above.text.endswith(","):
        return True
    if _short(before, now):
        return False
    indented = line.x0 - now.left > 0.7 * line.size and above.x0 - before.left < 0.4 * line.size
    return not (indented and stops)


def _short(before: _Place, now: _Place) -> bool:
    """Say whether a line ends before it need to: the first word of the next line would have fitted."""
    above, line = before.line, now.line
    letter = (above.x1 - above.x0) / max(len(above.text), 1)
    right = before.right
    if before.block != now.block:  # a last line alone shows nothing of the width of its column
        right = max(right, before.left + now.right - now.left)
    room = right - above.x1
    word = line.text.split(" ", 1)[0]
    width = right - before.left
    if room < (len(word) + 1.5) * letter:
        return False
    if _FULL_STOP.search(above.text):
        return room > 0.04 * width
    return (above.x1 - above.x0 < 0.6 * width or above.font != line.font) and not word[:1].islower() and not above.text.endswith(",")


def _joined(before: str, line: str, words: Collection[str]) -> list[str]:
    """Join two lines of one paragraph, mending a word cut by a hyphen: return the first without its end that is settled, and the rest."""
    if before.endswith(SOFT_HYPHEN):
        return [before[:-1], line]
    cut = _WORD_BEFORE.search(before[-80:])
    rest = _WORD_AFTER.match(line)
    if not cut or not rest:
        return [before + ("" if before.endswith(("—", "/")) else " "), line]
    first, second = cut[1], rest[0]
    compound = f"{first}-{second}" in words
    begins_a_name = second[0].isupper()
    ends_a_name = first[0].isupper() and first in words and first + second not in words
    return [before, line] if compound or begins_a_name or ends_a_name else [before[:-1], line]
