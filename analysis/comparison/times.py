"""When a statement says that something happened: weekdays, days of a month and clock times, and whether two of them conflict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_SHORT = {name[:3]: name for name in _MONTHS} | {"sept": "september"}
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = "|".join((*_MONTHS, *(f"{short}\\.?" for short in _SHORT)))
_KINDS = {
    "weekday": re.compile(rf"\b({'|'.join(_DAYS)})s?\b", re.IGNORECASE),
    "date": re.compile(rf"\b(?:({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b|(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\b)", re.IGNORECASE),
    "clock": re.compile(r"\b(\d{1,2})(?:[:.](\d\d))?\s*(a\.?m\b\.?|p\.?m\b\.?|o['’]clock)|\b([01]?\d|2[0-3]):([0-5]\d)\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Moment:
    """A time as a report gives it: kind, "weekday", "date" or "clock"; value, in one form for all spellings; and where it stands."""

    kind: str
    value: str
    text: str
    start: int
    end: int

    def agrees(self, other: Moment) -> bool:
        """Say whether both can be one time; times of two kinds always can."""
        return self.kind != other.kind or self.value == other.value


def moments_in(tokens: Sequence[Token]) -> Iterator[Moment]:
    """Yield the times among the words of a clause, in order."""
    if not tokens:
        return
    text, first = tokens[0].doc.text, tokens[0].idx
    inside = {at for token in tokens for at in range(token.idx, token.idx + len(token))}
    for kind, pattern in _KINDS.items():
        for found in pattern.finditer(text, first, tokens[-1].idx + len(tokens[-1])):
            if found.start() in inside:
                yield Moment(kind, _VALUES[kind](found), found.group(), found.start(), found.end())


def _date(found: re.Match[str]) -> str:
    month, day, other_day, other_month = found.groups()
    name = (month or other_month).lower().rstrip(".")
    return f"{_SHORT.get(name, name)} {int(day or other_day)}"


def _clock(found: re.Match[str]) -> str:
    hour, minute, half, plain_hour, plain_minute = found.groups()
    if plain_hour:
        return f"{int(plain_hour)}:{plain_minute}"
    afternoon = half.lower().startswith("p") and int(hour) < 12
    return f"{int(hour) + 12 * afternoon}:{minute or '00'}"


_VALUES = {"weekday": lambda found: found.group(1).lower(), "date": _date, "clock": _clock}
