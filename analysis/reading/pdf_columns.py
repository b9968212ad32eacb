"""The columns of a PDF page: lines become blocks, blocks stand in the order in which a person reads them."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reading.pdf_lines import Line

_OPEN_BLOCKS = 12  # a line may belong to one of so many blocks drawn last
_MAX_BLOCKS = 300  # a page with more is left as it was drawn


@dataclass(slots=True)
class Block:
    """Lines of one column, one under the other.

    origin: parts of what was one block share its number.
    """

    lines: list[Line]
    origin: int


@dataclass(slots=True)
class _Box:
    """A block with its edges."""

    block: Block
    left: float
    right: float
    top: float
    bottom: float


def blocks_of(lines: Sequence[Line]) -> tuple[list[Block], bool]:
    """Return the blocks of a page as they are read, and whether their order is in doubt."""
    blocks = _gathered(lines)
    if len(blocks) > _MAX_BLOCKS:
        return blocks, True
    blocks = _cut_where_others_stand(blocks)
    if len(blocks) > _MAX_BLOCKS:
        return blocks, True
    ordered = [box.block for box in _ordered([_boxed(block) for block in blocks], 0)]
    return _unbroken(ordered), False


def _gathered(lines: Sequence[Line]) -> list[Block]:
    """Put each line under the block it goes on: that of the last lines drawn which ends above it, in its column."""
    blocks: list[Block] = []
    for line in lines:
        best, nearest = None, 0.0
        for block in blocks[-_OPEN_BLOCKS:]:
            above = block.lines[-1]
            drop = above.y - line.y
            if not 0.3 * line.size < drop <= 3 * max(line.size, above.size) or not 0.87 < line.size / above.size < 1.15:
                continue
            next_drawn = above.order == line.order - 1 and drop < 2 * line.size
            if _overlap(line, above) < (0.2 if next_drawn else 0.5) or (best is not None and drop >= nearest):
                continue
            best, nearest = block, 0.0 if next_drawn else drop
        if best is None:
            blocks.append(Block([line], len(blocks)))
        else:
            best.lines.append(line)
    return blocks


def _overlap(a: Line, b: Line) -> float:
    """Return the share of the narrower line that the other covers from above."""
    narrower = max(min(a.x1 - a.x0, b.x1 - b.x0), 0.1)
    return (min(a.x1, b.x1) - max(a.x0, b.x0)) / narrower


def _boxed(block: Block) -> _Box:
    first, last = block.lines[0], block.lines[-1]
    left, right = min(line.x0 for line in block.lines), max(line.x1 for line in block.lines)
    return _Box(block, left, right, first.y + 0.75 * first.size, last.y - 0.2 * last.size)


def _cut_where_others_stand(blocks: list[Block]) -> list[Block]:
    """Cut a block into what stands above, beside and below another block that reaches into it."""
    boxes = [_boxed(block) for block in blocks]
    out: list[Block] = []
    for box in boxes:
        edges: set[float] = set()
        for other in boxes:
            if other is not box and _meet(box, other):
                edges |= {other.top, other.bottom}
        heights = sorted(edges)
        parts: dict[int, list[Line]] = {}
        for line in box.block.lines:
            parts.setdefault(-bisect(heights, line.y + 0.25 * line.size), []).append(line)
        out.extend(Block(part, box.block.origin) for part in parts.values())
    return out


def _meet(a: _Box, b: _Box) -> bool:
    """Say whether two boxes share a surface."""
    return min(a.right, b.right) - max(a.left, b.left) > 1 and min(a.top, b.top) - max(a.bottom, b.bottom) > 1


def _ordered(boxes: list[_Box], depth: int) -> list[_Box]:
    """Order boxes: columns from left to right, else strips from top to bottom, each in the same way."""
    if len(boxes) < 2 or depth > 40:
        return boxes
    columns = _columns(boxes)
    if len(columns) > 1:
        return [box for column in columns for box in _ordered(column, depth + 1)]
    strips = _strips(boxes)
    if len(strips) > 1:
        joined = [strips[0]]
        for strip in strips[1:]:
            if (
                not _done_before(joined[-1], strip)
                and _side_by_side(joined[-1] + strip)
                and (len(_columns(joined[-1])) > 1 or len(_columns(strip)) > 1)
            ):
                joined[-1] = joined[-1] + strip
            else:
                joined.append(strip)
        return [box for strip in joined for box in _ordered(strip, depth + 1)]
    return sorted(boxes, key=lambda box: box.block.lines[0].order)


def _done_before(boxes: list[_Box], below: list[_Box]) -> bool:
    """Say whether boxes were drawn column by column, all of them before those below: then their columns end there."""
    columns = [[line.order for box in column for line in box.block.lines] for column in _columns(boxes)]
    if len(columns) < 2 or max(map(len, columns)) < 2:
        return False
    columns.sort(key=min)
    apart = all(max(before) < min(after) for before, after in zip(columns, columns[1:], strict=False))
    return apart and max(columns[-1]) < min(line.order for box in below for line in box.block.lines)


def _side_by_side(boxes: list[_Box]) -> bool:
    """Say whether boxes stand in columns, two of which hold more than a line."""
    return sum(sum(len(box.block.lines) for box in column) > 1 for column in _columns(boxes)) > 1


def _columns(boxes: list[_Box]) -> list[list[_Box]]:
    """Part boxes by the white from top to bottom between them."""
    columns: list[list[_Box]] = []
    reach = 0.0
    for box in sorted(boxes, key=lambda box: box.left):
        if columns and box.left < reach + 1:
            columns[-1].append(box)
            reach = max(reach, box.right)
        else:
            columns.append([box])
            reach = box.right
    return columns


def _strips(boxes: list[_Box]) -> list[list[_Box]]:
    """Part boxes by the white from left to right between them."""
    strips: list[list[_Box]] = []
    reach = 0.0
    for box in sorted(boxes, key=lambda box: -box.top):
        if strips and box.top > reach + 0.5:
            strips[-1].append(box)
            reach = min(reach, box.bottom)
        else:
            strips.append([box])
            reach = box.bottom
    return strips


def _unbroken(blocks: list[Block]) -> list[Block]:
    """Put what stands beside a text after it, where the text was drawn on without a stop past it."""
    parts: dict[int, list[Block]] = {}
    for block in blocks:
        parts.setdefault(block.origin, []).append(block)
    out: list[Block] = []
    placed: set[int] = set()
    for block in blocks:
        if id(block) in placed:
            continue
        end = block.lines[0].order - 1
        for part in parts[block.origin]:
            if id(part) not in placed and part.lines[0].order == end + 1:
                out.append(part)
                placed.add(id(part))
                end = part.lines[-1].order
    return out
