"""Who wrote a text, when and where: bylines, lines of a date, datelines at the head of a paragraph, notes on the writer at its foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from analysis.lexicons import read_rows, word_list

_TOP = 8
"""Lines at the head of a text among which those stand that say who wrote it and when."""
_LONGEST = 14
_BY = re.compile(
    r"(?:[Bb][Yy]|(?:Written|Reported|Story|Words|Text|Report|Compiled|Edited|Analysis)(?: and [a-z]{4,10})? by)\s{1,3}(?=[A-ZÀ-Þ]|the [A-ZÀ-Þ])"
)
_IN_PLACE = re.compile(r"(?<!\s)\s+(?:in|at|for|from|reports? from)\s+(?=[A-ZÀ-Þ])")
_PARTS = re.compile(r"(?<!\s)\s*(?:,|;|\||·|•|/|\band\b|&| - | – | — )\s*")
_INITIAL = re.compile(r"[A-ZÀ-Þ]\.?(?:-?[A-ZÀ-Þ]\.?)*")
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]*")
_TIME = re.compile(
    r"\d{1,2}[:.]\d{2}(?:[ap]m)?|\d{1,4}(?:st|nd|rd|th)?|\d{1,2}[ap]m|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:t[\d:.]{1,15}z?)?|[+-]\d{1,2}:?\d{2}"
)
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀȘŞŁ’'.]"
_TOWN = rf"(?P<town>[A-ZÀ-ÖØ-ÞĀȘŞŁ]{_CAPITAL}{{2,30}}(?:[ /-]{_CAPITAL}{{1,30}}){{0,4}})"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DATE = rf"(?:{_MONTH}\.? \d{{1,2}}|\d{{1,2}} {_MONTH}\.?)(?:,? \d{{4}})?"
_DASH = r"\s?(?:—|–|--|-|―)\s*"
_AGENCY = r"(?P<agency>\([A-Z][\w /.,-]{1,30}\)|/[A-Z][\w -]{1,30}/)"
_FULL = re.compile(rf"{_TOWN}(?P<place>,(?: [A-Z][\w.’' -]{{1,30}},?)?)?(?: ?(?P<date>{_DATE}))?,? ?{_AGENCY}?{_DASH}")
_PLACE = r"[A-ZÀ-Þ][\w’'-]{1,30}(?: [A-ZÀ-Þ][\w’'-]{1,30}){0,3}"
_MIXED = re.compile(rf"{_PLACE}(?:,(?: [A-Z][\w.’' -]{{1,30}})?)?(?:,? {_DATE})?,? ?{_AGENCY}{_DASH}")
_AGENCY_ALONE = re.compile(rf"\((?P<agency>[A-Z][\w ./-]{{1,30}})\)(?:{_DASH}|\s+(?=[A-Z“\"‘]))")
_OF_A_SPEAKER = frozenset(("I", "We", "You", "My", "Our", "Yes", "No", "Well", "Oh", "Thank", "Thanks"))
"""Words with which a speaker begins, and no report: capitals before them are a name."""
_WITH_STOPS = re.compile(rf"{_TOWN}[.,]? {_DATE}\.? (?:/?[A-Z]{{3,12}}/?)\.?(?:{_DASH}|(?<=/\.) )")


@dataclass(frozen=True)
class Line:
    """A line of a text: where it stands, counted from both ends; whether it is the headline; who the papers of the article say wrote it."""

    start: int
    text: str
    number: int
    from_end: int
    headline: bool = False
    authors: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """The offset after its last letter."""
        return self.start + len(self.text)

    @property
    def first(self) -> bool:
        """Whether it is the first line of the text, which may be the headline."""
        return self.number == 0

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def plain(text: str) -> str:
    """Return words in small letters, with single spaces and plain apostrophes, as the list has them."""
    return " ".join(text.lower().replace("’", "'").split())


# ---- names -------------------------------------------------------------------------------------------------------------


@cache
def _first_names() -> frozenset[str]:
    return frozenset(row["name"] for row in read_rows("first_names"))


def names_in(words: str, *, loose: bool = False) -> list[str]:
    """Return the names of people that words consist of ("Kari Holm and Lars Ek"), [] where they hold anything else.

    loose: pass over what else the words hold.
    """
    by = _BY.match(words)
    parts = [part for part in _PARTS.split(_IN_PLACE.split(words[by.end() :] if by else words)[0].strip(" .()")) if part]
    named = [part for part in parts if _is_name(part)]
    return named if loose or len(named) == len(parts) else []


def _is_name(words: str) -> bool:
    """Say whether words look like a name: two to five with capitals, small ones only between them ("Lars van der Ek")."""
    parts = words.split()
    small = word_list("furniture", "particle")
    if not 2 <= len(parts) <= 5 or not parts[0][0].isupper() or not parts[-1][0].isupper() and parts[-1] not in ("jr", "sr"):
        return False
    return all(_NAME.fullmatch(part) or part.lower() in small for part in parts) and not _has_role(words)


def _has_first_name(name: str) -> bool:
    first = name.split()[0].strip(".")
    return first.title() in _first_names() or first in _first_names()


def _has_role(words: str) -> bool:
    return any(part.lower().strip(".,()'’s") in word_list("furniture", "role") for part in words.split())


def _is_place_or_role(part: str) -> bool:
    """Say whether a part of a byline after the name can be a role, an outlet or a place."""
    return _has_role(part) or _is_name(part) or all(word[:1].isupper() or word in ("in", "for", "of", "at", "the") for word in part.split())


# ---- bylines -----------------------------------------------------------------------------------------------------------


def byline(line: Line, before: str | None) -> str | None:
    """Say whether a line says who wrote the text: "By Kari Holm", "KARI HOLM in Oslo", "Political Editor" below a byline.

    before: what the line before it is, where that is not part of the story.
    """
    text = line.text.strip()
    if line.words > _LONGEST or (line.number >= _TOP and line.from_end >= 4) or text.endswith(("?", "!", ":")):
        return None
    if text.endswith(".") and not _INITIAL.fullmatch(text.split()[-1]) and not text.endswith(("Jr.", "Sr.")) and not _BY.match(text):
        return None
    return "byline" if _after_by(line, text) or (not line.first and _without_by(line, text, before)) else None


def _after_by(line: Line, text: str) -> bool:
    """Read "By Kari Holm, Political Editor"."""
    by = _BY.match(text)
    if by is None:
        return False
    head, *place = _IN_PLACE.split(text[by.end() :].rstrip("."), maxsplit=1)
    name, *others = [part for part in _PARTS.split(head) if part] or [""]
    known = name in line.authors or _has_first_name(name) or not line.first
    return (_is_name(name) or _has_role(name)) and known and all(_is_place_or_role(part) for part in [*others, *place])


def _without_by(line: Line, text: str, before: str | None) -> bool:
    """Read "Kari Holm in Oslo", a name that the papers know, a name or a role beside a line of the same kind."""
    if line.number >= _TOP:
        return False
    beside = before in ("byline", "date", "reading time")
    head, *place = _IN_PLACE.split(text, maxsplit=1)
    parts = [part for part in _PARTS.split(head) if part]
    if not parts:
        return False
    if beside and _has_role(text) and all(_is_place_or_role(part) for part in [*parts, *place]) and line.words <= 8:
        return True
    if line.words <= 6 and _has_first_name(text) and _has_role(text.split()[-1]) and _is_name(" ".join(text.split()[:2])):
        return True  # "Thomas Holm Transport correspondent"
    people = [part for part in parts if _is_name(part)]
    if not people or people[0] != parts[0] or not all(_is_place_or_role(part) for part in [*parts, *place]):
        return False
    if people[0] in line.authors:
        return True
    return _has_first_name(people[0]) and (beside or bool(place and len(place[0].split()) < 4) or any(_has_role(part) for part in parts[1:]))


def is_contributor_note(line: Line, writers: Sequence[str]) -> bool:
    """Say whether a line at the foot of a text tells of its writer: "Kari Holm is a columnist.", "The views expressed are her own."."""
    words = plain(line.text)
    told = any(phrase in words for phrase in word_list("furniture", "contributor")) and not re.search('[“”"]', line.text)
    parts = line.text.strip("*_• ").split()
    name = next((" ".join(parts[:size]) for size in (2, 3, 4) if len(parts) > size and _is_name(" ".join(parts[:size]))), None)
    if told and (name is not None or parts[0] in ("He", "She", "They", "The", "Views", "Opinions", "Follow", "Email", "E-mail", "Twitter:")):
        return True
    for writer in {plain(writer) for writer in writers}:
        rest = plain(line.text.strip("*_• "))
        if rest.startswith(writer + " ") or rest.startswith(writer + ","):
            after = rest[len(writer) :].lstrip(" ,").split(" ", 1)[0]
            return after in word_list("furniture", "contributor, if it is the writer")
    return False


# ---- dates -------------------------------------------------------------------------------------------------------------


def date_line(line: Line, before: str | None) -> str | None:
    """Say whether a line holds nothing but a date: "Published 3 June 2024, 9:14 AM", or at the head of a text "Mon 3 Jun 2024"."""
    words = [word for word in re.split(r"[\s,|·•()–—@]+|:(?!\d)", plain(line.text)) if word.strip(".-")]
    if not words or len(words) > 20 or line.first and len(words) < 3:
        return None
    listed = word_list("furniture", "date")
    of_time = [_TIME.fullmatch(word.strip(".")) is not None for word in words]
    if not any(of_time) or not all(told or word.strip(".") in listed for told, word in zip(of_time, words, strict=True)):
        return None
    said = words[0] in ("published", "updated", "posted", "modified", "last", "first", "originally", "created", "aired") and len(words) > 1
    dated = any(word.strip(".") in listed and not word.isdigit() for word in words) or any(len(word) > 5 for word in words)
    return "date" if said or (dated and (line.number < _TOP or before is not None)) else None


# ---- datelines ---------------------------------------------------------------------------------------------------------


def dateline(text: str) -> tuple[int, bool] | None:
    """Return where the dateline at the head of a paragraph ends, and whether agency or date show that it is one; None without one.

    "OSLO, June 3 (Reuters) - ", "Oslo (AFP) – ", "(CNN) -- ", "OSLO — ".
    """
    for pattern in (_WITH_STOPS, _FULL, _MIXED, _AGENCY_ALONE):
        found = pattern.match(text)
        if found is None or found.end() >= len(text) or not _goes_on(text[found.end() :]):
            continue
        told = found.groupdict()
        if pattern is _FULL and not _is_town(told):
            continue
        if pattern is _AGENCY_ALONE:
            if told["agency"] in word_list("furniture", "agency"):
                return found.end(), True
            continue
        return found.end(), pattern in (_WITH_STOPS, _MIXED) or bool(told["agency"] or told["date"])
    return None


def _is_town(told: dict[str, str | None]) -> bool:
    """Say whether capitals before a dash can name a town: "EXCLUSIVE – " does not, nor do words in capitals after the comma."""
    town, place = told.get("town") or "", told.get("place") or ""
    return town.split()[0] not in word_list("furniture", "no town") and not (place.isupper() and len(place.split()) > 2)


def _goes_on(rest: str) -> bool:
    """Say whether a sentence begins here."""
    first = next((word.strip("“\"'‘’") for word in rest.split(None, 2)[:1]), "")
    return (first[:1].isupper() or first[:1].isdigit()) and first.split("’")[0].split("'")[0].strip(",.!") not in _OF_A_SPEAKER
