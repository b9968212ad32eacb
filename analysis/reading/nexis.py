"""Exports of Nexis: Nexis Uni and Lexis Advance (Word, RTF, PDF), and the older text files ("3 of 25 DOCUMENTS")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.lexicons import word_list, word_values
from analysis.reading.draft import LeftOut
from analysis.reading.export_lines import Found, field_of, is_day, one, paragraphs, tail_start, tidy, unwrapped, without_edges
from analysis.reading.headline import compared

_OLD_START = re.compile(r"\d{1,4}\s+of\s+\d{1,5}\s+DOCUMENTS?")
_LENGTH = re.compile(r"length:\s*[\d.,]+\s*words\b.*", re.IGNORECASE)
_LOADED = re.compile(r"load-date:\s*\S.*", re.IGNORECASE)
_END = "end of document"
_PAGE = re.compile(r"page\s+\d+\s+of\s+\d+", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:copyright\s{0,3}(?:©|\(c\))?|©|\(c\))\s{0,3}\d{4}\b.*|.{0,80}\ball rights reserved\.?", re.IGNORECASE)
_COVER = re.compile(
    r"(?:user name|date and time|job number|client/matter|search terms|search type|narrowed by|content type|news|sources?|timeline|location"
    r"|language|publication type)\s*:.*|documents?\s*\(\d+\)|narrowed by|(?:content type|news)(?:\s+(?:narrowed by|timeline|sources?)\b.*)?"
    r"|\d{1,3}\.(?:\s.*)?|-none-|.*\|\s*about lexisnexis\b.*",
    re.IGNORECASE,
)
_SURE_COVER = re.compile(r"(?:user name|job number|client/matter|search terms)\s*:.*|documents?\s*\(\d+\)", re.IGNORECASE)
_LISTED = re.compile(r"1\.\s+(\S.*)")
_EDITION = re.compile(r"(?i).*\b(?:edition|final|correction appended|editions)\b.*")
_MOST_GRAPHIC = 12
"""Lines of captions under a heading "Graphic"; with more of them it is a word of the text."""


def is_nexis(lines: list[str]) -> bool:
    """Say whether tidy lines are an export of Nexis: by fields that no article has together."""
    small = {line.lower() for line in lines if len(line) < 20}
    length = any(_LENGTH.fullmatch(line) for line in lines)
    loaded = any(_LOADED.fullmatch(line) for line in lines)
    if any(_OLD_START.fullmatch(line) for line in lines) and (length or loaded):
        return True
    if length and (loaded or {"language", "publication-type"} <= {known[0] for known in map(field_of, lines) if known}):
        return True
    return "body" in small and (length or loaded) and (_END in small or any(map(_RIGHTS.fullmatch, lines)))


def read_nexis(text: str) -> list[Found]:
    """Return the articles of an export of Nexis, in order."""
    lines = unwrapped(text)
    if any(_OLD_START.fullmatch(tidy(line)) for line in lines):
        return [_read_old(part) for part in _split_old(lines)]
    parts = _split_uni(lines)
    if len(parts) == 1 and not any(tidy(line).lower() == "body" for line in parts[0]):
        return [_read_old(parts[0])]
    return [_read_uni(part, first=number == 0) for number, part in enumerate(parts)]


# older text files


def _split_old(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines of each document under "n of m DOCUMENTS"; what stands above the first is a cover."""
    starts = [number for number, line in enumerate(lines) if _OLD_START.fullmatch(tidy(line))]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start + 1 : end]


def _read_old(lines: list[str]) -> Found:
    """Read one document of an older file: outlet, day and headline in the middle of their lines, then "BYLINE: ...", the text, more fields."""
    found = Found()
    without_edges(map(tidy, lines), found)
    lines = [line for line in lines if not _PAGE.fullmatch(tidy(line))]
    lines = [part for line in lines for part in (("BODY:", line[5:]) if line.startswith("BODY: ") else (line,))]
    first = next((number for number, line in enumerate(lines) if _head_field(line, capitals=True)), len(lines))
    day = next((number for number, line in enumerate(lines[:first]) if is_day(tidy(line))), None)
    if day is None:
        blocks = [block for block in _blocks(lines[:first]) if not all(_RIGHTS.fullmatch(tidy(line)) for line in block)]
        found.outlet = one(blocks[0]) if len(blocks) > 1 else ""
        found.title = one(blocks[-1]) if blocks else ""
    else:
        found.date = tidy(lines[day])
        above = _blocks([line for line in lines[:day] if not _RIGHTS.fullmatch(tidy(line))])
        centred = lines[day][0].isspace()
        found.outlet = one(one(block) for block in above[-2:] if block is above[-1] or one(above[-1]).startswith("("))
        found.index += [tidy(line) for line in lines[:day] if tidy(line) and tidy(line) not in found.outlet]
        _title_below(found, lines[day + 1 : first], centred=centred)
    rest = lines[first:]
    _read_body(found, rest, _take_head(found, rest, capitals=True), capitals=True)
    return found


def _title_below(found: Found, lines: list[str], *, centred: bool) -> None:
    """Find the headline under the day, past the edition: the first block at the margin, or the last where the file has no centred lines."""
    blocks = _blocks(lines)
    if lines and tidy(lines[0]) and blocks:  # no blank line under the day: the edition
        found.index.append(one(blocks.pop(0)))
    plain = [block for block in blocks if not _EDITION.fullmatch(one(block))] or blocks
    flush = [block for block in blocks if not block[0][0].isspace()]
    titles = (flush or plain) if centred else plain[-1:]
    if titles:
        found.title = one(titles[0])
        found.index += [one(block) for block in blocks if block is not titles[0]]


def _blocks(lines: list[str]) -> list[list[str]]:
    """Return the runs of lines between blank ones."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if tidy(line):
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _head_field(line: str, *, capitals: bool = False) -> tuple[str, str] | None:
    """Return what paper a line above the text holds ("author", or "" for none that is kept) and its value, where it is such a field.

    capitals: the names of fields are in capitals, as in older files.
    """
    line = tidy(line)
    if capitals and not line.partition(":")[0].isupper():
        return None
    if line.lower().rstrip(":") == "body":
        return "body", ""
    known = field_of(line)
    papers = word_values("exports", "nexis head")
    return (papers[known[0]], known[1]) if known and known[0] in papers else None


def _take_head(found: Found, lines: list[str], *, capitals: bool = False) -> int:
    """Take the fields above the text; return the line at which the text begins."""
    body = next((number for number, line in enumerate(lines) if tidy(line).lower().rstrip(":") == "body"), None)
    for number, line in enumerate(lines if body is None else lines[:body]):
        if not tidy(line):
            continue
        known = _head_field(line, capitals=capitals)
        if known is None and body is None:
            return number
        paper, value = known or ("", "")
        if paper and value and (paper == "title" or not getattr(found, paper)):
            setattr(found, paper, value)
        else:
            found.index.append(tidy(line))
    return len(lines) if body is None else body + 1


# Nexis Uni


def _split_uni(lines: list[str]) -> list[list[str]]:
    """Return the lines of each document up to "End of Document"; index fields behind that line belong to the document before it."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if tidy(line).lower() == _END:
            parts.append([])
        elif len(parts) > 1 and not parts[-1] and (_is_index(tidy(line)) or not tidy(line)):
            parts[-2].append(line)
        else:
            parts[-1].append(line)
    return [part for part in parts if any(_head_field(line) or _LOADED.fullmatch(tidy(line)) for line in part)] or parts[:1]


def _read_uni(lines: list[str], *, first: bool) -> Found:
    """Read one document of Nexis Uni: headline, outlet, day, rights, "Section: ...", "Body", the text, "Classification"."""
    found = Found()
    kept = [line for line in map(tidy, lines) if line]
    pages = [line for line in kept if _PAGE.fullmatch(line)]
    kept = _without_pages(kept)
    head = next((number for number, line in enumerate(kept) if line.lower() == "body"), None)
    if head is None:
        head = next((number for number, line in enumerate(kept) if _is_index(line) and not _head_field(line)), len(kept))
    pivot = _pivot(kept[:head])
    above = kept[:pivot]
    found.title, found.outlet = _title_and_outlet(above, first=first)
    if pivot < head and is_day(kept[pivot]):
        found.date = kept[pivot]
        pivot += 1
    _take_head(found, [*kept[pivot:head], "Body"])
    _read_body(found, kept, head + (head < len(kept) and kept[head].lower() == "body"))
    if pages:
        found.besides.append(LeftOut("running header", len(pages), pages[0]))
    return found


def _without_pages(lines: list[str]) -> list[str]:
    """Return lines without "Page 2 of 5" and the headline that is printed again under it."""
    kept: list[str] = []
    skip = False
    for line in lines:
        if _PAGE.fullmatch(line):
            skip = True
            continue
        if not (skip and line in kept[:40]):
            kept.append(line)
        skip = False
    return kept


def _pivot(head: list[str]) -> int:
    """Return the line under headline and outlet: the last that is a day, else the rights, else the first field."""
    days = [number for number, line in enumerate(head) if number and is_day(line)]
    if days:
        return days[-1]
    marks = (number for number, line in enumerate(head) if _RIGHTS.fullmatch(line) or (_head_field(line) and not _COVER.fullmatch(line)))
    return next(marks, len(head))


def _title_and_outlet(above: list[str], *, first: bool) -> tuple[str, str]:
    """Return headline and outlet from the lines above the day; above the first document stands the cover, with a list of all headlines."""
    has_cover = first and any(map(_SURE_COVER.fullmatch, above))
    covers = [number for number, line in enumerate(above) if _COVER.fullmatch(line)] if has_cover else []
    if not covers:
        return (one(above[:-1]), above[-1]) if len(above) > 1 else (one(above), "")
    listed = next((match[1] for line in above if (match := _LISTED.fullmatch(line))), "")
    for lines in range(1, 6):
        title = compared(one(above[-1 - lines : -1]))
        if listed and title.endswith(compared(listed)):  # in a PDF the last line of the cover may stand on the same line
            return (one(above[-1 - lines : -1]) if title == compared(listed) else listed), above[-1]
    free = above[covers[-1] + 1 :]
    return (free[-2], free[-1]) if len(free) > 1 else (one(free), "")


def _read_body(found: Found, lines: list[str], start: int, *, capitals: bool = False) -> None:
    """Divide what stands under the head of a document into the text and the index fields."""
    body = lines[start:]
    end = tail_start(body, lambda line: _is_index(line, capitals=capitals))
    for number in range(end - 1, max(-1, end - 1 - _MOST_GRAPHIC), -1):
        line = tidy(body[number])
        if re.match(r"GRAPHICS?:", line) if capitals else line.lower() in word_list("exports", "nexis part"):
            end = number
    found.paragraphs = paragraphs(body[:end])
    found.index += paragraphs(body[end:])


def _is_index(line: str, *, capitals: bool = False) -> bool:
    """Say whether a tidy line is an index field under the text, a heading of them, or the notice of rights."""
    if capitals and not line.partition(":")[0].isupper() and not _RIGHTS.fullmatch(line):
        return False
    if line.lower() in word_list("exports", "nexis part") or _RIGHTS.fullmatch(line):
        return True
    known = field_of(line)
    return known is not None and known[0] in word_values("exports", "nexis tail")
