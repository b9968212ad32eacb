"""The paragraphs of a PDF: its lines joined, words cut at a line's end mended, headline and byline kept apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from analysis.reading.known_words import is_known
from analysis.reading.pdf_columns import Block
from analysis.reading.pdf_lines import Line
from analysis.reading.pdf_pieces import SOFT_HYPHEN

_FULL_STOP = re.compile(r"[.!?][\"'”’»)\]\d]*$")
_HYPHENS = ("-", "\u2010", SOFT_HYPHEN)
_MADE = ("\u2010", SOFT_HYPHEN)  # set by programs that part words; people type the plain one
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-\u2010]$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_GLUED = re.compile(r"\w[-\u2010–—/]$")


@dataclass(slots=True)
class _Place:
    """A line with what is known of its column.

    block: page, and number of the block there.  left, right: of its column.  leading: from line to line.  even: most lines end at the right.
    opens: the line alone is set in from the left, as the first of a paragraph is.  few: too few lines to tell how wide the column is.
    """

    line: Line
    block: tuple[int, int]
    left: float
    right: float
    leading: float
    even: bool
    opens: bool
    few: bool


def paragraphs_of(pages: Sequence[Sequence[Block]], words: Collection[str]) -> list[tuple[str, float]]:
    """Return the paragraphs of a document and the size of their letters.

    pages: the blocks of each page as they are read.  words: those of the document; they tell whether a hyphen at a line's end belongs to its word.
    """
    places = [place for number, page in enumerate(pages) for block in page for place in _places(block, number)]
    ends = [(place.line.text, after.line.text) for place, after in zip(places, places[1:], strict=False) if place.line.text.endswith(_HYPHENS)]
    cuts = not any(end.endswith(_MADE) for end, _ in ends) and any(_is_cut(end, begin, words) for end, begin in ends)
    paragraphs: list[list[str]] = []
    sizes: list[float] = []
    before: _Place | None = None
    for place in places:
        text = _shown(place.line.text)
        if before is not None and _goes_on(before, place):
            paragraphs[-1][-1:] = _joined(paragraphs[-1][-1], text, words, cuts)
        else:
            paragraphs.append([text])
            sizes.append(place.line.size)
        before = place
    return [("".join(parts), size) for parts, size in zip(paragraphs, sizes, strict=True)]


def _shown(text: str) -> str:
    """Return a line without the soft hyphens inside it: they cut nothing."""
    return text[:-1].replace(SOFT_HYPHEN, "") + text[-1:] if SOFT_HYPHEN in text else text


def _places(block: Block, page: int) -> list[_Place]:
    """Return the lines of a block with what is known of its column."""
    lines = block.lines
    drops = sorted(round(above.y - line.y, 1) for above, line in zip(lines, lines[1:], strict=False))
    leading = drops[len(drops) // 4] if drops else 1.3 * lines[0].size
    left = Counter(round(line.x0) for line in lines).most_common(1)[0][0]
    right = max(line.x1 for line in lines)
    even = len(lines) > 3 and sum(right - line.x1 < 1.5 for line in lines) > 0.55 * len(lines)
    set_in = [line.x0 - left > 0.7 * line.size for line in lines]
    opens = [now and not after for now, after in zip(set_in, [*set_in[1:], False], strict=True)]
    return [_Place(line, (page, block.origin), left, right, leading, even, first, len(lines) < 4) for line, first in zip(lines, opens, strict=True)]


def _goes_on(before: _Place, now: _Place) -> bool:
    """Say whether a line goes on with the paragraph of the line before it."""
    above, line = before.line, now.line
    if above.row or line.row or not 0.92 < line.size / above.size < 1.09:
        return False
    stops = bool(_FULL_STOP.search(above.text))
    drop = above.y - line.y
    if above.text.endswith(_HYPHENS) and _GLUED.search(above.text[-2:]):
        return True
    if before.block[0] == now.block[0] and drop > 0:
        if before.block != now.block or _gap(before, now, stops):
            return before.block != now.block and not stops and line.text[:1].islower()
    elif not line.text[:1].islower():  # the next column or page; a last line alone does not show how wide its column is
        wide = max(before.right, before.left + now.right - now.left)
        if stops:
            return not now.opens and not before.few and not _fits(line.text, above, wide)
        return above.text.endswith(",") or wide - above.x1 < 0.25 * (wide - before.left)
    return line.text[:1].islower() or not _ends(before, now, stops)


def _gap(before: _Place, now: _Place, stops: bool) -> bool:
    """Say whether the white between two lines of a column parts paragraphs."""
    drop, size = before.line.y - now.line.y, now.line.size
    return drop > max(1.3 * min(before.leading, now.leading), 1.35 * size) or ((stops or before.few) and drop > 1.9 * size)


def _fits(text: str, line: Line, right: float) -> bool:
    """Say whether the first word of a text would have fitted at the end of a line."""
    letter = (line.x1 - line.x0) / max(len(line.text), 1)
    return right - line.x1 > (len(text.split(" ", 1)[0]) + 1.5) * letter


def _ends(before: _Place, now: _Place, stops: bool) -> bool:
    """Say whether a line ends its paragraph, by where it ends and where the next begins."""
    above, line = before.line, now.line
    room, width = before.right - above.x1, before.right - before.left
    fits = _fits(line.text, above, before.right)
    if now.opens and (stops or fits or before.opens):
        return True
    if not fits or above.text.endswith(","):
        return False
    if stops or before.even:
        return room > 0.04 * width
    return above.x1 - above.x0 < 0.6 * width or above.font != line.font


def _is_cut(end: str, begin: str, words: Collection[str]) -> bool:
    """Say whether a plain hyphen between two lines surely cuts a word: what stands before or behind it is none."""
    cut, rest = _WORD_BEFORE.search(end[-80:]), _WORD_AFTER.match(begin)
    if not cut or not rest or not rest[0].islower() or f"{cut[1]}-{rest[0]}" in words:
        return False
    return (cut[1] + rest[0] in words or is_known(cut[1] + rest[0])) and not (is_known(cut[1]) and is_known(rest[0]))


def _joined(before: str, line: str, words: Collection[str], cuts: bool) -> list[str]:
    """Join two lines of one paragraph, mending a word cut by a hyphen: return the first without its end that is settled, and the rest.

    cuts: the document cuts words with plain hyphens.
    """
    if before.endswith(SOFT_HYPHEN):
        return [before[:-1], line]
    cut, rest = _WORD_BEFORE.search(before[-80:]), _WORD_AFTER.match(line)
    if not cut or not rest:
        return [before if _GLUED.search(before[-2:]) else before + " ", line]
    return [before, line] if _hyphen_stays(cut[1], rest[0], words, cuts or before.endswith(_MADE)) else [before[:-1], line]


def _hyphen_stays(first: str, second: str, words: Collection[str], cuts: bool) -> bool:
    """Say whether a hyphen between two lines belongs to its word ("trigger-happy") or only cuts it ("har-bour")."""
    if f"{first}-{second}" in words or second[0].isupper():
        return True
    whole = first + second
    if whole in words:
        return False
    if first[0].isupper() and first in words:
        return True
    return is_known(first) and is_known(second) and not (cuts and is_known(whole))
