"""Exports of ProQuest: text and Word, each document under a rule, with "Full text:" and its fields before or behind the text."""

from __future__ import annotations

import re

from analysis.lexicons import word_values
from analysis.reading.export_lines import Found, as_day, field_of, one, paragraphs, tail_start, tidy, unwrapped, without_edges

_RULE = re.compile(r"[_—–=*-]{20,}")
_COUNTED = re.compile(r"document\s+\d+\s+of\s+\d+", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")
_OWN = re.compile(r"(?:document url|report information)\b.*proquest", re.IGNORECASE)
_CITED = re.compile(r"\s;\s|\]\.|^ProQuest document link", re.IGNORECASE)
"""A line under the headline that is the reference ("Holm, Kari. The Example Herald ; Oslo [Oslo]. 03 June 2024: A4.")."""
_ENDS = ("bibliography", "table of contents", "contact us", "terms and conditions")
_FEWEST_FIELDS = 4


def is_proquest(lines: list[str]) -> bool:
    """Say whether tidy lines are an export of ProQuest: by fields that no article has together."""
    named = {known[0] for known in map(field_of, lines) if known}
    known = named & word_values("exports", "proquest field").keys()
    own = "proquest document id" in named or any(_OWN.match(line) for line in lines)
    enough = len(known) >= _FEWEST_FIELDS and bool(named & {"publication title", "publication info"})
    return enough and (own or "full text" in named or any(line.lower() == "full text" for line in lines))


def read_proquest(text: str) -> list[Found]:
    """Return the articles of an export of ProQuest, in order."""
    parts = [part for part in _split(unwrapped(text)) if _is_document(part)]
    return [_read(part) for part in parts]


def _split(lines: list[str]) -> list[list[str]]:
    """Return the stretches between rules, and between "Document n of m" where a program has dropped the rules."""
    parts: list[list[str]] = [[]]
    for line in map(tidy, lines):
        if _RULE.fullmatch(line) or _COUNTED.fullmatch(line):
            parts.append([])
        elif line:
            parts[-1].append(line)
    return parts


def _is_document(lines: list[str]) -> bool:
    """Say whether a stretch holds a document, and not the cover, the list of contents or the bibliography."""
    if not lines or lines[0].lower().rstrip(":").startswith(_ENDS):
        return False
    named = {known[0] for known in map(field_of, lines) if known}
    return len(named & word_values("exports", "proquest field").keys()) >= _FEWEST_FIELDS


def _read(lines: list[str]) -> Found:
    """Read one document: headline, fields, "Full text:", the text, more fields."""
    found = Found()
    lines = without_edges(lines, found)
    starts = next((number for number, line in enumerate(lines) if _part(line) == "body"), None)
    head = lines if starts is None else lines[:starts]
    first = next((number for number, line in enumerate(head) if _is_index(line)), len(head))
    cited = next((number for number, line in enumerate(head[:first]) if number and _CITED.search(line)), first)
    printed = one(head[:cited])
    _take(found, head[first:])
    if starts is not None:
        known = field_of(lines[starts])
        body = [known[1] if known else "", *lines[starts + 1 :]]
        end = next((number for number, line in enumerate(body) if number and _part(line) == "tail"), len(body))
        end = min(end, tail_start(body, _is_index))
        found.paragraphs = paragraphs(body[:end])
        _take(found, body[end:])
    found.title = found.title or printed
    found.outlet, _, _ = found.outlet.partition(";")
    found.url = "".join(found.url.split())
    return found


def _take(found: Found, lines: list[str]) -> None:
    """Take the fields of some lines, a value over several lines as one."""
    papers = word_values("exports", "proquest field")
    fields: list[list[str]] = []
    for line in lines:
        if fields and (not _is_index(line) or (len(fields[-1]) == 1 and fields[-1][0].endswith(":") and _ADDRESS.fullmatch(line))):
            fields[-1].append(line)
        else:
            fields.append([line])
    for value in fields:
        known = field_of(one(value[:1]))
        paper = papers.get(known[0], "") if known else ""
        if known and paper not in ("", "body") and not getattr(found, paper):
            setattr(found, paper, one([known[1], *value[1:]]))
        else:
            found.index.append(one(value))
            if known and known[0] == "publication info":
                _from_info(found, known[1])


def _from_info(found: Found, info: str) -> None:
    """Take outlet and day from "The Example Herald ; Oslo [Oslo]. 03 June 2024: A4." where no field of its own names them."""
    outlet = re.split(r"(?<!\s)\s*;|,\s|\s\[", info, maxsplit=1)[0]
    found.outlet = found.outlet or outlet
    day = as_day(info)
    found.date = found.date or (day if day != info else "")


def _part(line: str) -> str:
    """Return what a heading or field opens: "body", "tail", or ""."""
    parts = word_values("exports", "proquest part")
    if line.lower().rstrip(":") in parts:
        return parts[line.lower().rstrip(":")]
    known = field_of(line)
    return "body" if known and word_values("exports", "proquest field").get(known[0]) == "body" else ""


def _is_index(line: str) -> bool:
    """Say whether a line is a field of ProQuest, a heading of them, or an address alone."""
    known = field_of(line)
    if known is not None and known[0] in word_values("exports", "proquest field"):
        return True
    return line.lower().rstrip(":") in word_values("exports", "proquest part") or _ADDRESS.fullmatch(line) is not None
