"""When a statement says that something happened: days, months, years, clock times and parts of the day, and whether two of them conflict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.lexicons import word_list, word_values

if TYPE_CHECKING:
    from spacy.tokens import Token

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_SHORT = {name[:3]: name for name in _MONTHS} | {"sept": "september"}
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = "|".join((*_MONTHS, *(f"{short}\\.?" for short in _SHORT)))
_HOURS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_HOUR = "|".join(_HOURS)
_MINUTES = {"five": 5, "ten": 10, "a quarter": 15, "quarter": 15, "twenty": 20, "twenty-five": 25, "half": 30}
_MINUTE = "|".join(sorted(_MINUTES, key=len, reverse=True))
_PART = r"in the (?:morning|afternoon|evening)|at night"
_KINDS = {
    "weekday": re.compile(rf"\b({'|'.join(_DAYS)})s?\b", re.IGNORECASE),
    "date": re.compile(rf"\b(?:({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b|(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\b)", re.IGNORECASE),
    "clock": re.compile(
        r"\b(\d{1,2})(?:[:.](\d\d))?\s*(a\.?m\b\.?|p\.?m\b\.?|o['’]clock)|\b([01]?\d|2[0-3]):([0-5]\d)\b|(?<=\bat )([01]?\d|2[0-3])\.([0-5]\d)\b",
        re.IGNORECASE,
    ),
    "hour": re.compile(
        rf"\b(?:({_MINUTE})\s+(past|to)\s+)?({_HOUR})\s+(?:o['’]clock\s+)?({_PART}|o['’]clock)"
        rf"|\b({_MINUTE})\s+(past|to)\s+({_HOUR})\b|\b(?:just|shortly|soon|a little)\s+(?:after|before)\s+({_HOUR})\b"
        rf"|\b(?:at|by|until|till)\s+(?:about\s+|around\s+)?({_HOUR})(?=[,.;]|\s+(?:on|and)\b|\s+to\s+(?!(?:{_HOUR})\b))"
        rf"|\bfrom\s+(?:about\s+|around\s+)?({_HOUR})(?=[,.;]|\s+(?:on|and|to)\b)",
        re.IGNORECASE,
    ),
    "month": re.compile(
        rf"\b(?:in|since|until|till|of|by|last|next|for|from|before|after)\s+({'|'.join(_MONTHS)})\b(?!\s+\d{{1,2}}\b)", re.IGNORECASE
    ),
    "year": re.compile(r"\b(?:in|since|until|till|by|to|of|from)\s+((?:19|20)\d\d)\b", re.IGNORECASE),
}
_HALF = 12
_NEAR = 0.75
"""Hours that two times of one event may lie apart: "shortly before noon" and "ten to twelve"."""
_SHORTLY = re.compile(
    r"(?:just|shortly|soon|right|a little|minutes|moments)\s+(before|after|to|past)\s+$|\b(before|after|by|until|since)\s+$", re.IGNORECASE
)
_EARLY = re.compile(rf"\b(early|late)\s+(?:on|last|this)\s+(?:{'|'.join(_DAYS)})\b", re.IGNORECASE)
_EARLY_OR_LATE = {"early": (0.0, 9.0), "late": (18.0, 24.0)}
_WITHIN = re.compile(r"\b(early|late)(?:\s+(?:in\s+the|on\s+\w+|that|this|the))?\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class Moment:
    """A time as a report gives it, and where it stands.

    kind: "weekday", "date", "month", "year", "clock" or "part" of the day.  value: in one form for all spellings.
    hours: from which hour of the day to which it may be; None where it tells a day and no hour.  halved: whether it leaves open in which
    half of the day: "at six" may be 6:00 or 18:00.
    """

    kind: str
    value: str
    text: str
    start: int
    end: int
    hours: tuple[float, float] | None = None
    halved: bool = False

    def agrees(self, other: Moment) -> bool:
        """Say whether both can be one time; a day and an hour always can."""
        if self.hours and other.hours:
            (low, high), (start, end) = self.hours, other.hours
            turns = (-24, -12, 0, 12, 24) if self.halved or other.halved else (-24, 0, 24)
            return any(low - _NEAR <= end + turn and start + turn <= high + _NEAR for turn in turns)
        if {self.kind, other.kind} == {"date", "month"}:
            return self.value.split()[0] == other.value.split()[0]
        return self.kind != other.kind or self.value == other.value


def moments_in(tokens: Sequence[Token]) -> Iterator[Moment]:
    """Yield the times among the words of a clause, by kind and in order; what stands within another one is left out."""
    if not tokens:
        return
    text, first = tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text, tokens[0].idx
    inside = {at for token in tokens for at in range(token.idx, token.idx + len(token))}
    taken: list[tuple[int, int]] = []
    for kind, pattern in _KINDS.items():
        for found in pattern.finditer(text):
            start, end = first + found.start(1 if kind in ("month", "year") else 0), first + found.end()
            if start in inside and not any(a < end and start < b for a, b in taken) and not (kind == "hour" and _counts(tokens, start, end)):
                taken.append((start, end))
                value, hours, halved = _VALUES[kind](found)
                yield Moment("clock" if kind == "hour" else kind, value, text[start - first : end - first], start, end, hours, halved)
    yield from _parts(tokens, text, taken)
    for found in _EARLY.finditer(text):
        start, end = first + found.start(1), first + found.end(1)
        if start in inside:
            yield Moment("part", found.group(1).lower(), found.group(1), start, end, _EARLY_OR_LATE[found.group(1).lower()])


def _counts(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Say whether the number of a stretch counts what follows it and is no hour: "just before twelve people left", "from six to eight weeks"."""
    last = next((token for token in reversed(tokens) if start <= token.idx < end and token.lower_ in _HOURS), None)
    if last is not None and last.dep_ == "pobj" and last.head.lower_ == "at" and last.head.head.lemma_ in word_list("conflicts", "puts at"):
        return True  # "put the number of dead at nine"
    while last is not None and last.dep_ in ("nummod", "quantmod", "compound", "conj", "npadvmod") and last.head.i != last.i:
        if last.head.i > last.i and last.head.pos_ in ("NOUN", "PROPN", "SYM"):
            return last.head.lower_ not in ("o'clock", "o’clock")
        last = last.head
    return False


def _parts(tokens: Sequence[Token], text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Moment]:
    """Yield the parts of a day among words: "at dawn", "late in the afternoon", "shortly before noon"."""
    known = word_values("conflicts", "hours of the day")
    first = tokens[0].idx
    for token in tokens:
        named = token.pos_ in ("NOUN", "PROPN", "ADV") or (token.i and token.nbor(-1).lower_ in ("after", "before"))  # "after dark"
        if token.lower_ not in known or not named or any(a <= token.idx < b for a, b in taken):
            continue
        low, high = (float(number) for number in known[token.lower_].split())
        start, end = token.idx - first, token.idx - first + len(token)
        before = text[max(0, start - 30) : start]
        if near := _SHORTLY.search(before):
            word = (near.group(1) or near.group(2)).lower()
            middle = (low + high) / 2  # "after dark" begins with the dark, "by the evening" ends in it
            if word in ("before", "to", "by", "until"):
                low, high = (low - 1.5 if near.group(1) else low - 6), middle
            else:
                low, high = middle, (high + 1.5 if near.group(1) else high + 6)
            start += near.start() - len(before)
        elif near := _WITHIN.search(before):
            low, high = (low, (low + high) / 2) if near.group(1).lower() == "early" else ((low + high) / 2, high)
            start += near.start() - len(before)
        start += len(text[start:end]) - len(text[start:end].lstrip())
        yield Moment("part", token.lower_, text[start:end], first + start, first + end, (low, high))


Found = tuple[str, tuple[float, float] | None, bool]


def _date(found: re.Match[str]) -> Found:
    month, day, other_day, other_month = found.groups()
    name = (month or other_month).lower().rstrip(".")
    return _day(f"{_SHORT.get(name, name)} {int(day or other_day)}")


def _clock(found: re.Match[str]) -> Found:
    hour, minute, half, plain_hour, plain_minute, dotted_hour, dotted_minute = found.groups()
    plain_hour, plain_minute = plain_hour or dotted_hour, plain_minute or dotted_minute
    if plain_hour:
        at = int(plain_hour) + int(plain_minute) / 60
        return f"{int(plain_hour)}:{plain_minute}", (at, at), 0 < int(plain_hour) <= _HALF and not plain_hour.startswith("0")
    if half.lower().startswith("o"):
        at = int(hour) + int(minute or 0) / 60
        return f"{int(hour)}:{minute or '00'}", (at, at), int(hour) <= _HALF
    turned = int(hour) % 12 + 12 * half.lower().startswith("p")
    at = turned + int(minute or 0) / 60
    return f"{turned}:{minute or '00'}", (at, at), False


def _hour(found: re.Match[str]) -> Found:
    """Return "half past five", "two in the morning", "just after twelve" as a time; of twelve hours where nothing says which half of the day."""
    minutes, way, hour, part, other_minutes, other_way, other_hour, near_hour, bare_hour, from_hour = found.groups()
    minutes, way = (minutes or other_minutes or "").lower(), (way or other_way or "").lower()
    at = (
        _HOURS.index((hour or other_hour or near_hour or bare_hour or from_hour).lower())
        + 1
        + (_MINUTES.get(minutes, 0) / 60) * (-1 if way == "to" else 1)
    )
    value = f"{int(at)}:{round(at % 1 * 60):02}"
    part = (part or "").lower()
    if "morning" in part:
        at %= 12
    elif "afternoon" in part or "evening" in part:
        at = at % 12 + 12
    elif "night" in part:
        at = at % 12 if at % 12 < 5 else at % 12 + 12
    elif near_hour and near_hour.lower() == "twelve":
        at = 12
    else:
        return value, (at, at), True
    return f"{int(at)}:{round(at % 1 * 60):02}", (at, at), False


def _day(value: str) -> Found:
    return value.lower(), None, False


_VALUES = {
    "weekday": lambda found: _day(found.group(1)),
    "date": _date,
    "clock": _clock,
    "hour": _hour,
    "month": lambda found: _day(found.group(1)),
    "year": lambda found: _day(found.group(1)),
}
