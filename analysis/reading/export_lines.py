"""What the exports of all news databases have in common: lines, fields with a name before a colon, days, and articles made of them."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from analysis.lexicons import read_rows, word_list, word_values
from analysis.reading.draft import Draft, LeftOut

_SENTENCE_END = re.compile(r"[.!?…:][\"”’»')\]]*$|[\"”’»]$")
_WRAPPED_LINE, _WIDEST_LINE = 40, 130
"""Lines cut by a margin are at least and at most this long in the middle case."""
_AROUND = string.whitespace + "\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b" + "".join(map(chr, range(0x2000, 0x200B)))
_SET_IN = 5
"""White space with which the first line of a paragraph may begin; more of it centres a line."""
_MOST_LOOSE = 3
"""Lines without a name that may stand among the index fields, one after the other: a value over several lines."""
_LONGEST_NAME = 30


@dataclass
class Found:
    """One article of an export: its papers, the paragraphs of its text, and the index fields that are no part of it, as written."""

    title: str = ""
    outlet: str = ""
    date: str = ""
    author: str = ""
    section: str = ""
    url: str = ""
    paragraphs: list[str] = field(default_factory=list)
    index: list[str] = field(default_factory=list)
    besides: list[LeftOut] = field(default_factory=list)

    def draft(self, name: str) -> Draft:
        """Return the article as a draft; without text, its headline is the text, and a warning says so."""
        text = "\n\n".join(self.paragraphs)
        warnings = [] if text else ["export: this document has no text, only its headline and index fields"]
        left_out = [*self.besides, *([LeftOut("index field", len(self.index), self.index[0])] if self.index else [])]
        known = {name: getattr(self, name) for name in ("title", "outlet", "section", "url")}
        known |= {"date": as_day(self.date), "author": without_by(self.author)}
        papers = {key: value or None for key, value in known.items()}
        return Draft(text or self.title, name, **papers, warnings=warnings, left_out=left_out)


def tidy(line: str) -> str:
    """Return a line without the white space and marks of byte order around it."""
    return line.strip(_AROUND)


def one(lines: Iterable[str]) -> str:
    """Return lines as one, parted by a space."""
    return " ".join(line for line in map(tidy, lines) if line)


def field_of(line: str) -> tuple[str, str] | None:
    """Return the name of a field in small letters and its value where a line reads "Name: value", else None."""
    colon = line.find(":", 0, _LONGEST_NAME + 1)
    if colon < 1:
        return None
    return " ".join(line[:colon].lower().split()), tidy(line[colon + 1 :])


# wrapped lines


def unwrapped(text: str) -> list[str]:
    """Return the lines of a text, those that a margin had cut joined by a space.

    A line was cut where the first word of the next would not have fitted.  Whether there is a margin at all is told much as ``parse`` tells it: most
    long lines that another follows stop in mid-sentence.  Lines set far in (centred headings) and fields are never joined to the line before.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    broken = [line for line, after in zip(lines, lines[1:], strict=False) if _goes_on(line, after)]
    long = [line for line in broken if len(line) >= _WRAPPED_LINE]
    unfinished = sum(not _SENTENCE_END.search(line) for line in long)
    lengths = sorted(map(len, broken))
    if not broken or not _WRAPPED_LINE <= lengths[len(lengths) // 2] <= _WIDEST_LINE or unfinished <= len(long) / 2:
        return lines
    width = lengths[int(0.9 * (len(lengths) - 1))]
    joined: list[list[str]] = []
    before = ""
    for line in lines:
        if _goes_on(before, line) and len(before) + 1 + len(line.split(maxsplit=1)[0]) > width:
            joined[-1].append(line)
        else:
            joined.append([line])
        before = line
    return [" ".join(parts) for parts in joined]


def _goes_on(line: str, after: str) -> bool:
    """Say whether a line may be the end of the paragraph of the one before: both hold words and begin at the margin, the first perhaps set in."""
    if not line or not after or after[0].isspace() or len(line) - len(line.lstrip()) > _SET_IN:
        return False
    known = field_of(after)
    return any(map(str.isalnum, line[:20])) and any(map(str.isalnum, after[:20])) and not (known and known[0] in _field_names())


@cache
def _field_names() -> frozenset[str]:
    return frozenset(row["word"] for row in read_rows("exports") if row["list"] in ("nexis head", "nexis tail", "proquest field"))


def paragraphs(lines: Iterable[str]) -> list[str]:
    """Return the lines that hold words, each a paragraph."""
    return [line for line in map(tidy, lines) if line]


_EDGE = re.compile(
    r"(?:page\s\d{1,4}\sof\s\d{1,4}\b.{0,80}|pdf generated by.{0,80}|factiva \w{1,10} display format|.{0,20}©\s\d{4}\sfactiva\b.{0,60})",
    re.IGNORECASE,
)


def without_edges(lines: Iterable[str], found: Found) -> list[str]:
    """Return tidy lines without those that stand at the edge of every page; these are noted as left out of the article."""
    kept: list[str] = []
    edges: list[str] = []
    for line in lines:
        (edges if _EDGE.fullmatch(line) else kept).append(line)
    if edges:
        found.besides.append(LeftOut("running header", len(edges), edges[0]))
    return kept


# the end of a document


def tail_start(lines: Sequence[str], is_index: Callable[[str], bool]) -> int:
    """Return where the index fields begin that end a document; ``len(lines)`` where there are none.

    Read from the end, so that a paragraph of the text which looks like a field ("Subject: the war.") stays: above it stand paragraphs, not
    fields.  A value over several lines may hold some without a name, but no sentence.
    """
    start, loose = len(lines), 0
    for number in range(len(lines) - 1, -1, -1):
        line = tidy(lines[number])
        if not line:
            continue
        if is_index(line):
            start, loose = number, 0
        elif loose >= _MOST_LOOSE or _SENTENCE_END.search(line):
            break
        else:
            loose += 1
    return start


# papers


@cache
def _months() -> str:
    return "|".join(sorted(word_values("exports", "months"), key=len, reverse=True))


_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"


@cache
def _day() -> re.Pattern[str]:
    month = rf"(?P<{{}}>{_months()})\.?"
    forms = (
        rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+{month.format('m1')},?\s+(?P<y1>\d{{4}})",
        rf"{month.format('m2')}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})",
        rf"(?P<y3>\d{{4}})\s+{month.format('m3')}\s+(?P<d3>\d{{1,2}})",
        r"(?P<y4>\d{4})-(?P<m4>\d\d)-(?P<d4>\d\d)",
    )
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


@cache
def _day_line() -> re.Pattern[str]:
    """A line that is a day: with or without the weekday before or behind it, the time, and the edition."""
    end = rf"(?:\s+{_WEEKDAY}\b.{{0,60}}|[\s,;]+\d{{1,2}}[:.]\d\d.{{0,20}})?"
    return re.compile(rf"(?:{_WEEKDAY},?\s+)?(?:{_day().pattern}|(?:{_months()})\.?,?\s+\d{{4}}){end}", re.IGNORECASE)


def is_day(line: str) -> bool:
    """Say whether a line is a date and nothing else: "June 3, 2024 Monday", "3 June 2024", "June 2024"."""
    return len(line) < 120 and _day_line().fullmatch(line) is not None


def as_day(value: str) -> str:
    """Return the first day in a text as 2023-01-31, else the text as it is."""
    found = _day().search(value[:200])
    if not found:
        return value
    number = next(number for number in "1234" if found[f"y{number}"])
    named = found[f"m{number}"].lower()
    month = int(word_values("exports", "months").get(named, named))
    try:
        return date(int(found[f"y{number}"]), month, int(found[f"d{number}"])).isoformat()
    except ValueError:  # the 31st of June
        return value


def without_by(author: str) -> str:
    """Return the names of a byline, without "By", a role behind a comma ("Ann Smith, Political Editor") and an address for letters."""
    names = re.sub(r"(?i)^by:?\s+", "", tidy(author))
    names = re.sub(r"(?<![\s(<])[\s(<]*[^\s@(<]{1,80}@[^\s@]{1,80}$", "", names)
    roles = word_list("exports", "byline roles")
    first, *others = names.split(",")
    return ",".join([first, *(part for part in others if not roles & set(part.lower().split()))])


# web pages

_INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "big", "cite", "code", "em", "font", "i", "img", "input", "label", "mark", "nobr", "q", "s", "small", "span")
    + ("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)
_UNSEEN = frozenset(("head", "script", "style", "noscript", "template", "title"))


def page_lines(page: str) -> str:
    """Return the words of a web page, a line for each block (paragraph, heading, cell), with a blank line between.

    Nothing is judged: menus stay too.  A page that cannot be parsed gives no lines.
    """
    import lxml.etree
    import lxml.html

    try:
        root = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", page), parser=lxml.html.HTMLParser(huge_tree=True))
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return ""
    parts: list[str] = []
    unseen = 0
    for event, element in lxml.etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            unseen += element.tag in _UNSEEN
            if element.tag not in _INLINE:
                parts.append("\n")
            words = element.text
        else:
            unseen -= event == "end" and element.tag in _UNSEEN
            if event == "end" and element.tag not in _INLINE:
                parts.append("\n")
            words = element.tail
        if words and not unseen:
            parts.append(re.sub(r"[^\S\u00a0]+", " ", words))
    return "\n\n".join(line for line in map(str.strip, "".join(parts).split("\n")) if line)
