"""Exports of Factiva: with field codes (HD, BY, LP, TD ...) on lines of their own or before the value, and without ("112 words", "Document ...")."""

from __future__ import annotations

import re
from functools import cache

from analysis.lexicons import word_list, word_values
from analysis.reading.export_lines import Found, is_day, one, paragraphs, tidy, without_edges

_NUMBER = re.compile(r"Document\s+(?=[A-Za-z]*(?:\d{1,4}[A-Za-z]+)*\d{5})[A-Za-z0-9]+")
_LONGEST_NUMBER = 60
_CODED = re.compile(r"([A-Z]{2,4})(?:\s*[|\t:]\s*|\s{2,}|\u00a0\s*)(\S.*)")
_WORDS = re.compile(r"[\d.,]+ words")
_RIGHTS = re.compile(r"(?:\(c\)|©|copyright\b).*|.{0,120}\ball rights reserved\.?", re.IGNORECASE)
_BY = re.compile(r"(?i)by:?\s+\S.*")
_CODE = re.compile(r"[A-Z0-9]{2,10}")
_LONGEST_NAME = 60
_FEWEST_CODES = 5


def is_factiva(lines: list[str]) -> bool:
    """Say whether tidy lines are an export of Factiva: by field codes that belong together, or a document's number with its head."""
    lines = _with_tabs(lines)
    numbered = any(_is_number(_code(line)[1]) for line in lines)
    codes = {code for code, _ in map(_code, lines) if code}
    if {"HD", "LP"} <= codes or {"HD", "TD"} <= codes:
        return len(codes) >= _FEWEST_CODES or numbered
    return numbered and any(map(_is_head, lines, lines[1:]))


def read_factiva(text: str) -> list[Found]:
    """Return the articles of an export of Factiva, in order."""
    lines = _with_tabs([tidy(line) for line in text.split("\n")])
    codes = {code for code, _ in map(_code, lines) if code}
    if "HD" in codes and codes & {"LP", "TD"}:
        return [_read_coded(fields) for fields in _split_coded(lines)]
    return [_read_plain(part) for part in _split_plain([line for line in lines if line])]


def _is_number(line: str) -> bool:
    return len(line) <= _LONGEST_NUMBER and _NUMBER.fullmatch(line) is not None


# with field codes


@cache
def _codes() -> frozenset[str]:
    return frozenset(word_values("exports", "factiva field")) | word_list("exports", "factiva tail")


def _code(line: str) -> tuple[str, str]:
    """Return the field code with which a line begins and the value behind it; "" for a line without one."""
    known = _codes()
    bare = line.rstrip(":|\t \u00a0")
    if bare in known:
        return bare, ""
    found = _CODED.fullmatch(line)
    return (found[1], found[2].rstrip("| ")) if found and found[1] in known else ("", line)


def _with_tabs(lines: list[str]) -> list[str]:
    """Return lines with a tab behind their field codes where a file parts them by one space ("HD Harbour town closes its fish market")."""
    known = _codes()
    parted = [line.partition(" ") for line in lines]
    if not {"HD", "SN", "PD"} <= {code for code, _, value in parted if value[:1].strip() and code in known}:
        return lines
    return [f"{code}\t{value}" if code in known and value[:1].strip() else line for line, (code, _, value) in zip(lines, parted, strict=True)]


def _split_coded(lines: list[str]) -> list[list[tuple[str, list[str]]]]:
    """Return the fields of each document, as code and lines.

    Above the text any code begins a field; within it only LP, TD and those that follow it do, so that a line of the text that looks like another
    stays in the text.  A document ends with its number (AN), or where none has one, at the next headline.
    """
    tail = word_list("exports", "factiva tail")
    numbered = any(map(_is_number, (_code(line)[1] for line in lines)))
    documents: list[list[tuple[str, list[str]]]] = [[]]
    inside, ended = "head", False
    for line in lines:
        code, value = _code(line)
        begins = ended if numbered else inside != "head" and code == "HD"
        if begins and code:
            documents.append([])
            inside, ended = "head", False
        if code and (inside == "head" or code in tail or code in ("LP", "TD")):
            documents[-1].append((code, [value]))
            inside = "body" if code in ("LP", "TD") else "tail" if code in tail and inside != "head" else inside
        elif documents[-1] and not ended:
            documents[-1][-1][1].append(line)
        ended = ended or _is_number(value)
    return [fields for fields in documents if any(code in ("HD", "LP", "TD") for code, _ in fields)]


def _read_coded(fields: list[tuple[str, list[str]]]) -> Found:
    found = Found()
    papers = word_values("exports", "factiva field")
    for code, lines in fields:
        paper = papers.get(code, "")
        lines = without_edges(lines, found)
        if paper == "body":
            found.paragraphs += paragraphs(line.removesuffix("|") for line in lines)
        elif paper and not getattr(found, paper):
            setattr(found, paper, one(lines))
        else:
            found.index.append(f"{code} {one(lines)}")
    return found


# without field codes


def _is_head(line: str, after: str) -> bool:
    """Say whether two lines are the number of words and the day, as they stand under a headline."""
    return _WORDS.fullmatch(line) is not None and is_day(after)


def _split_plain(lines: list[str]) -> list[list[str]]:
    """Return the lines of each document, its number last; what follows the last number is a summary of the search."""
    parts: list[list[str]] = [[]]
    for line in lines:
        parts[-1].append(line)
        if _is_number(line):
            parts.append([])
    return [part for part in parts[:-1] if any(map(_is_head, part, part[1:]))] or [parts[0]]


def _read_plain(lines: list[str]) -> Found:
    """Read one document: section, headline, byline, "112 words", day, time, outlet, its code, page, language, rights, text, number."""
    found = Found()
    lines = without_edges(lines, found)
    head = next((number for number, pair in enumerate(zip(lines, lines[1:], strict=False)) if _is_head(*pair)), 0)
    found.section, found.title, found.author = _above_words(lines[:head])
    found.index.append(lines[head])
    found.date = lines[head + 1] if head + 1 < len(lines) else ""
    rest = lines[head + 2 : -1] if _is_number(lines[-1]) else lines[head + 2 :]
    if rest and re.fullmatch(r"\d{1,2}[:.]\d\d.{0,20}", rest[0]):
        found.index.append(rest.pop(0))
    found.outlet = rest.pop(0) if rest else ""
    text = _text_begins(rest)
    found.index += rest[:text]
    found.paragraphs = rest[text:]
    if _is_number(lines[-1]):
        found.index.append(lines[-1])
    return found


def _above_words(lines: list[str]) -> tuple[str, str, str]:
    """Return section, headline and byline from the lines above the number of words; section and byline may be missing."""
    author = lines[-1] if len(lines) > 1 and (_BY.fullmatch(lines[-1]) or (len(lines) > 2 and _is_name(lines[-1]))) else ""
    rest = lines[:-1] if author else lines
    if len(rest) == 2 and not author and _is_name(rest[1]) and len(rest[0].split()) > len(rest[1].split()):
        return "", rest[0], rest[1]
    section = rest[0] if len(rest) > 1 and len(rest[0].split()) <= 3 and len(rest[0].split()) < len(rest[1].split()) else ""
    return section, one(rest[1:] if section else rest), author


def _is_name(line: str) -> bool:
    """Say whether a line could be the names of authors: few words, all with a capital."""
    words = line.replace(" and ", " ").split()
    return len(line) <= _LONGEST_NAME and 2 <= len(words) <= 8 and all(word[0].isupper() for word in words)


def _text_begins(rest: list[str]) -> int:
    """Return the first line of the text under the outlet: behind the rights, else behind the language, else behind the code of the outlet."""
    head = rest[:8]
    for is_last in (_RIGHTS.fullmatch, re.compile("English|Spanish|French|German", re.IGNORECASE).fullmatch, _CODE.fullmatch):
        number = next((number for number, line in enumerate(head) if is_last(line)), None)
        if number is not None:
            return number + 1
    return 0
