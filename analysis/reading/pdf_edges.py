"""What a printed page adds to its text: running headers and footers, what a browser prints at the edges, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.reading.pdf_lines import Line, rows

_DEEP = 4  # rows from the edge that are looked at
_PAGE_NUMBER = re.compile(r"[\s|–—-]*(page\s+)?\d{1,3}(\s*(of|/)\s*\d{1,3})?[\s|–—-]*", re.IGNORECASE)
_OF_PAGES = r"(page\s+)?\d{1,4}\s*(/|of)\s*\d{1,4}"
_CLOCK = r"\d{1,2}[:.]\d{2}([:.]\d{2})?(\s*[ap]\.?m\.?)?"
_DATE = r"(\d{1,2}[/.-]\s?\d{1,2}[/.-]\s?\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2} \w{3,9} \d{4}|\w{3,9} \d{1,2}, \d{4})"
_PRINTED = re.compile(rf"({_DATE},?( at)?\s+{_CLOCK}|{_CLOCK},?\s+{_DATE})", re.IGNORECASE)
_ADDRESS = re.compile(r"(https?|file)://\S+|about:blank", re.IGNORECASE)
_COUNTED = re.compile(_OF_PAGES, re.IGNORECASE)
_DATE_ALONE = re.compile(_DATE)
_UNIT = re.compile(r"(\b[kcm]?m|\bmi|\bft|[\d\s])$")  # "5 km" with a raised 2; a power of a number
_NOTE = re.compile(r"[\[(]?(\d{1,3})[\])]?[.:]?\s*(?=\S)")


@dataclass
class Edges:
    """What was left out at the edges of the pages: rows, notes and the marks that point to some, and the web address that a browser printed there."""

    rows: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    address: str | None = None


def without_edges(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], Edges]:
    """Return the lines of each page without what its edges hold, and what that was.

    A row goes where the file marks it as no part of the text, where another page has the same or a counting row at the same place, where it looks
    like what browsers print, and where it is a page number.  A document is never left without a line.
    """
    grouped = [rows(page) for page in pages]
    again = _repeated(grouped)
    edges = Edges()
    gone: set[int] = set()
    for number, page in enumerate(grouped):
        taken: list[Sequence[Line]] = [row for row in page if _artifact(row)]
        inner = [row for row in page if not _artifact(row)]
        taken += _peeled(inner, again, number) + _peeled(inner[::-1], again, number)
        for row in taken:
            if id(row[0]) not in gone:
                gone |= {id(line) for line in row}
                edges.rows.append(_text(row))
                edges.address = edges.address or next((line.text for line in row if re.fullmatch(r"https?://\S*[^.…\s]", line.text)), None)
    kept = [[line for line in page if id(line) not in gone] for page in pages]
    if not any(kept):
        return [list(page) for page in pages], Edges()
    return [_without_notes(page, edges) for page in kept], edges


def _artifact(row: Sequence[Line]) -> bool:
    return all(line.artifact for line in row)


def _repeated(pages: Sequence[Sequence[Sequence[Line]]]) -> set[tuple[int, int]]:
    """Return (page, id of row's first line) of the rows near the edges that another page has at the same place, with other numbers perhaps.

    The headline of the first page, in large letters, is none.
    """
    body = _body_size([line for page in pages for row in page for line in row])
    places: dict[tuple[str, float], list[tuple[int, Sequence[Line]]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for row in page if len(page) <= 2 * _DEEP else [*page[:_DEEP], *page[-_DEEP:]]:
            key = re.sub(r"\d+", "#", " ".join(_text(row).split()).casefold())
            for height in (round(row[0].y / 8), round(row[0].y / 8 + 0.5) - 0.5):  # two nets, so that no place falls between meshes
                places[key, height].append((number, row))
    found: set[tuple[int, int]] = set()
    for same in places.values():
        if len({number for number, _ in same}) > 1 and _counts(same):
            found |= {(number, id(row[0])) for number, row in same if number or row[0].size < 1.2 * body}
    return found


def _text(row: Sequence[Line]) -> str:
    return " ".join(line.text for line in row)


def _body_size(lines: Sequence[Line]) -> float:
    """Return the size of most letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _counts(same: Sequence[tuple[int, Sequence[Line]]]) -> bool:
    """Say whether the numbers of rows are the same on every page, or one of them counts with the pages."""
    numbers = [(page, [int(each[:9]) for each in re.findall(r"\d+", _text(row))]) for page, row in same]
    first_page, first = numbers[0]
    return all(
        all(value == before or value - before == page - first_page for value, before in zip(values, first, strict=False)) for page, values in numbers
    )


def _peeled(outer: Sequence[Sequence[Line]], again: set[tuple[int, int]], page: int) -> list[Sequence[Line]]:
    """Return the rows to take away, going inwards from one edge of a page."""
    taken: list[Sequence[Line]] = []
    for depth, row in enumerate(outer[:_DEEP]):
        whole = len(taken) == depth
        text = _text(row)
        if (page, id(row[0])) in again or (whole and (_PAGE_NUMBER.fullmatch(text) or _printed(row)) and len(outer) > 1):
            taken.append(row)
    return taken


def _printed(row: Sequence[Line]) -> bool:
    """Say whether a row looks like what browsers print: date and time, title, address, page n of m, some of them side by side."""
    kinds = [_kind_of(line.text) for line in row]
    sure = {"printed", "address", "several"} & set(kinds)
    if len(row) == 1:
        return bool(sure)
    return kinds.count("other") <= 1 if sure else kinds.count("counted") == 1 and kinds.count("date") == len(kinds) - 1


def _kind_of(text: str) -> str:
    """Name what a line at the edge is: printed (date and time), date, address, counted (page n of m), several of these, or other."""
    text = text.strip(" |–—-")
    for kind, pattern in (("printed", _PRINTED), ("date", _DATE_ALONE), ("address", _ADDRESS), ("counted", _COUNTED)):
        found = pattern.match(text)
        if found is None:
            continue
        rest = text[found.end() :].strip(" |–—-")
        if not rest:
            return kind
        titled = kind == "printed" and len(rest.split()) <= 20 and not rest.endswith(".")
        return "several" if titled or _kind_of(rest) != "other" else "other"
    return "other"


def _without_notes(lines: Sequence[Line], edges: Edges) -> list[Line]:
    """Take away the notes in small letters at the foot of a page whose numbers stand raised in its text, and all such numbers."""
    marks = {line.text[begin:end].strip("[]()") for line in lines for begin, end in line.raised if begin}
    if not marks:
        return list(lines)
    body = _body_size(lines)
    notes: list[Line] = []
    for row in reversed(rows(lines)):
        if any(line.size > 0.93 * body for line in row):
            break
        notes += reversed(row)
    notes.reverse()
    first = next((at for at, line in enumerate(notes) if (found := _NOTE.match(line.text)) and found[1] in marks), None)
    opening = [] if first is None else [line.text for line in notes[first:] if (found := _NOTE.match(line.text)) and found[1] in marks]
    edges.notes += opening
    taken = set() if first is None else {id(line) for line in notes[first:]}
    kept = [line for line in lines if id(line) not in taken]
    for line in kept:
        for begin, end in reversed(line.raised):
            if begin and not _UNIT.search(line.text[:begin]):
                edges.marks.append(line.text[:end].split()[-1])
                line.text = line.text[:begin] + line.text[end:]
    return kept
