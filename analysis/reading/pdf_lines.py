"""The lines of a PDF page: pieces that stand on one line are joined, a drop capital goes back to its word, a table is read row by row."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.reading.known_words import is_known
from analysis.reading.pdf_pieces import APART, FAR, SPACE, Piece

_MARKS = "“‘\"'«"
_WIDEST = 8.0  # of the letters' size: the widest space in a line spread to both edges
_CAPS = 20  # drop capitals looked for on one page


@dataclass(slots=True)
class Line:
    """A line of one column.

    x0, x1, y, size, font: see `Piece`.  order: its number in the order of drawing.  raised: places of small raised digits in its text, as those
    of footnotes.  row: a row of a table.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str = ""
    order: int = 0
    artifact: bool = False
    row: bool = False
    raised: list[tuple[int, int]] = field(default_factory=list)


def lines_of(pieces: Sequence[Piece], words: Collection[str] = ()) -> tuple[list[Line], list[str]]:
    """Return the lines of a page in the order of drawing, and the lines that stand turned against the most.

    words: those of the document: they say whether a drop capital belongs to the letters after it.
    """
    if not pieces:
        return [], []
    turns: Counter[int] = Counter()
    for piece in pieces:
        turns[piece.turn] += len(piece.text)
    upright = max(turns, key=lambda turn: (turn >= 0, turns[turn]))
    starts = _column_starts([piece for piece in pieces if piece.turn == upright])
    begins: dict[int, list[float]] = {}
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        begins.setdefault(round(piece.y), []).append(piece.x0)
    lines: list[Line] = []
    for piece in pieces:
        if piece.turn != upright:
            continue
        filled = bool(lines) and _between(lines[-1], piece, begins)
        if filled or not (lines and _joins(lines[-1], piece, starts)):
            lines.append(Line(piece.text.strip(), piece.x0, piece.x1, piece.y, piece.size, piece.font, len(lines), piece.artifact))
    return _with_drop_caps(_with_neighbours(lines), words), [piece.text for piece in pieces if piece.turn != upright]


def rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Return lines grouped by the height at which they stand, from top to bottom, each group from left to right."""
    grouped: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.y, line.x0)):
        if grouped and abs(grouped[-1][0].y - line.y) <= 0.3 * min(line.size, grouped[-1][0].size):
            grouped[-1].append(line)
        else:
            grouped.append([line])
    for group in grouped:
        group.sort(key=lambda line: line.x0)
    return grouped


def with_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with the rows of its tables as one line each.

    A table is two rows or more, drawn row by row, whose cells are short; columns of prose drawn row by row have longer ones.
    """
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        if last is not None and abs(last.y - line.y) < 0.3 * line.size and line.x0 > last.x1:
            groups[-1].append(line)
        else:
            groups.append([line])
    out: list[Line] = []
    at = 0
    while at < len(groups):
        end = at
        while end < len(groups) and len(groups[end]) > 1:
            end += 1
        cells = [cell for group in groups[at:end] for cell in group]
        if end - at >= 2 and sum(len(cell.text.split()) for cell in cells) < 3.5 * len(cells):
            out.extend(_row(group) for group in groups[at:end])
        else:
            end = max(end, at + 1)
            out.extend(cell for group in groups[at:end] for cell in group)
        at = end
    return out


def _row(cells: Sequence[Line]) -> Line:
    first = cells[0]
    return Line(" ".join(cell.text for cell in cells), first.x0, cells[-1].x1, first.y, first.size, first.font, first.order, row=True)


def _column_starts(pieces: Sequence[Piece]) -> set[int]:
    """Return the places at which three pieces or more begin after a wide gap: there a column or a column of a table begins."""
    begins = Counter(
        round(piece.x0)
        for before, piece in zip(pieces, pieces[1:], strict=False)
        if abs(piece.y - before.y) < 0.15 * piece.size and piece.x0 - before.x1 > APART * piece.size
    )
    return {place for place in begins if begins[place] + begins[place - 1] + begins[place + 1] >= 3}


def _between(line: Line, piece: Piece, begins: Mapping[int, Sequence[float]]) -> bool:
    """Say whether the gap between a line and a piece is filled by something drawn at another time (a link)."""
    if piece.x0 - line.x1 < APART * piece.size:
        return False
    at = begins.get(round(line.y), ())
    return bisect_left(at, piece.x0 - 0.1) > bisect_left(at, line.x1 - 0.1 * piece.size)


def _joins(line: Line, piece: Piece, starts: Collection[int]) -> bool:
    """Join a piece to the line drawn before it, where it goes on in the same line; say whether it did."""
    em = max(line.size, piece.size)
    gap, lift = piece.x0 - line.x1, piece.y - line.y
    if line.artifact != piece.artifact or not -0.3 * em < gap < (_WIDEST if piece.text.startswith(" ") else FAR) * em:
        return False
    small = piece.size <= 0.8 * line.size and len(piece.text) <= 4
    leads = line.size <= 0.8 * piece.size and len(line.text) <= 4
    if abs(lift) > 0.15 * em and not ((small or leads) and abs(lift) < 0.6 * em and gap < 0.35 * em):
        return False
    if gap > APART * em and round(piece.x0) in starts:
        return False
    if line.size > 1.6 * piece.size and len(line.text) <= 2 and abs(lift) > 0.05 * em:
        return False  # a drop capital
    before = line.text + (" " if gap > SPACE * em or piece.text.startswith(" ") else "")
    text = piece.text.strip()
    if small and lift > 0.15 * em and text.strip("[]()").isdigit():
        line.raised.append((len(before), len(before) + len(text)))
    line.text = before + text
    line.x1 = max(line.x1, piece.x1)
    if leads:
        line.y, line.size, line.font = piece.y, piece.size, piece.font
    return True


def _with_neighbours(lines: list[Line]) -> list[Line]:
    """Join what was drawn apart but stands side by side as words do, and drop what was drawn twice to look bold."""
    gone: set[int] = set()
    for group in rows(lines):
        kept = group[0]
        for line in group[1:]:
            em, gap = min(line.size, kept.size), line.x0 - kept.x1
            level = abs(line.y - kept.y) < 0.15 * em and 0.75 < line.size / kept.size < 1.33 and line.artifact == kept.artifact
            twice = level and line.text == kept.text and abs(line.x0 - kept.x0) < 0.15 * em
            if level and not twice and -0.1 * em < gap < 0.6 * em:
                space = " " if gap > SPACE * em else ""
                shift = len(kept.text) + len(space)
                if len(line.text) > len(kept.text):
                    kept.order, kept.font = line.order, line.font
                kept.text += space + line.text
                kept.raised += [(begin + shift, end + shift) for begin, end in line.raised]
                kept.x1 = max(kept.x1, line.x1)
                gone.add(id(line))
            elif twice:
                gone.add(id(line))
            else:
                kept = line
    return sorted((line for line in lines if id(line) not in gone), key=lambda line: line.order)


def _with_drop_caps(lines: list[Line], words: Collection[str]) -> list[Line]:
    """Join each drop capital to the first line beside it; the lines beside it begin where it does."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0]
    caps = [line for line in lines if line.size >= 1.6 * body and len(line.text.strip(_MARKS)) == 1 and line.text[-1].isalpha()]
    joined: set[int] = set()
    for cap in caps[:_CAPS]:
        beside = [line for line in lines if line.size < 0.7 * cap.size and -0.5 * body < line.x0 - cap.x1 < 1.5 * body and _top(cap, body) > line.y]
        beside = [line for line in beside if line.y - cap.y > -0.3 * body]
        if beside:
            first = max(beside, key=lambda line: line.y)
            first.text = cap.text + ("" if _one_word(cap.text[-1], first.text, words) else " ") + first.text
            first.raised = []
            for line in beside:
                line.x0 = cap.x0
            joined.add(id(cap))
    return [line for line in lines if id(line) not in joined]


def _top(cap: Line, body: float) -> float:
    """Return the height above which no line stands beside a drop capital."""
    return cap.y + max(0.95 * cap.size, 1.5 * body)


def _one_word(letter: str, text: str, words: Collection[str]) -> bool:
    """Say whether a drop capital and the letters after it are one word: "T" and "he" are, "A" and "storm" are not.

    words: those of the document.  Only A and I are words alone: there the document decides, then what English words there are ("A new" is two).
    """
    rest = re.match(r"[^\W\d_]*", text)
    after = rest[0] if rest else ""
    if letter not in "AI" or not after:
        return bool(after) or not text[:1].isdigit()
    if letter + after in words or letter.lower() + after in words:
        return True
    if after.lower() == "new":
        return False
    return is_known(letter + after.lower()) or not is_known(after)
