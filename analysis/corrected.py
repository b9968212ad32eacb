"""Corrections in their article: where their words stand, which of them do not fit, and what each one changed, from what to what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.corrections import MENTIONS, SPEAKERS, TERMS, Correction, CorrectionError, Corrections
from analysis.reading.folding import fold
from analysis.tables import text_or_none

if TYPE_CHECKING:
    from analysis.reading.parse import Parsed
    from analysis.who.sides import Sides

Told = dict[str, str | None]
_MARKS = {"'": "['’‘]", "’": "['’‘]", "‘": "['’‘]", '"': '["“”]', "“": '["“”]', "”": '["“”]'}
_SIDE_OF = {MENTIONS: "side", SPEAKERS: "side", TERMS: "about"}
_KINDS = {"sides": "side", MENTIONS: "mention", SPEAKERS: "speaker", TERMS: "loaded word"}


@dataclass(frozen=True)
class Placed:
    """A correction with the place of its words in the text that is read."""

    correction: Correction
    start: int
    end: int

    def __str__(self) -> str:
        """Name the entry in an error."""
        return str(self.correction)

    @property
    def span(self) -> tuple[int, int]:
        """Where its words stand."""
        return self.start, self.end

    @property
    def change(self) -> Mapping[str, Any]:
        """What it changes."""
        return self.correction.change


@dataclass(frozen=True)
class Change:
    """What one correction changed.

    what: side, mention, speaker or loaded word.  sentence: None for a side.  words: those corrected, or the side.  before, after: what was known
    of them, by name ({"side": "Armenia"}); None for nothing: no mention, the reporter's words, not loaded, no such side.
    """

    what: str
    sentence: int | None
    words: str
    before: Told | None
    after: Told | None

    def as_dict(self) -> dict[str, Any]:
        """Return it for the provenance, as plain values: what, sentence, words, from, to."""
        told = asdict(self)
        return {"what": self.what, "sentence": self.sentence, "words": self.words, "from": told["before"], "to": told["after"]}


def place_all(parsed: Parsed, corrections: Corrections, sides: Sides) -> dict[str, list[Placed]]:
    """Return kind -> its corrections with their places.

    Raises CorrectionError for a sentence, words or a side that the article does not have, and for words that two entries of a kind share.
    """
    placed = {kind: [_placed(parsed, one) for one in corrections.of(kind)] for kind in (MENTIONS, SPEAKERS, TERMS)}
    for kind, entries in placed.items():
        for one in entries:
            side = one.change.get(_SIDE_OF[kind])
            if side is not None and side not in sides:
                known = ", ".join(map(repr, sides)) or "none"
                raise CorrectionError(
                    f"{one}: {side!r} is not a side; the sides are {known}; choose one, write null for none, or add it under `sides`"
                )
    for kind in (MENTIONS, TERMS):  # words of speakers are corrected one entry after another
        for one, other in pairwise(sorted(placed[kind], key=lambda entry: entry.span)):
            if other.start < one.end:
                step = "keep one of the two (in a notebook, go on from the reading before)"
                raise CorrectionError(f"{one} shares words with {other.correction.words!r}, which another entry corrects; {step}")
    return placed


def with_start(parsed: Parsed, one: Correction, start: int) -> Correction:
    """Return the entry, with the place where its words begin if its sentence has them more than once."""
    try:
        _placed(parsed, one)
    except CorrectionError:
        return replace(one, start=start)
    return one


def _placed(parsed: Parsed, one: Correction) -> Placed:
    """Return the entry with the place of its words; raise CorrectionError where there is none, or more than one."""
    count = len(parsed.sentences)
    if one.sentence > count:
        raise CorrectionError(f"{one}: there is no such sentence; the article has {count}, counted from 1")
    row = parsed.sentences.iloc[one.sentence - 1]
    words = "".join(r"\s+" if part.isspace() else _MARKS.get(part) or re.escape(part) for part in re.split(r"(\s+|['’‘\"“”])", _read(one.words)))
    edges = (r"(?<!\w)" if one.words[0].isalnum() else "", r"(?!\w)" if one.words[-1].isalnum() else "")
    for any_case in ("", "(?i)"):
        pattern = re.compile(f"{any_case}{edges[0]}{words}{edges[1]}")
        spans = [match.span() for match in pattern.finditer(parsed.article.text, int(row["start"]), int(row["end"]))]
        if spans:
            break
    starts = {parsed.folded.span_as_written(*span)[0]: span for span in spans}
    if not spans:
        raise CorrectionError(f"{one}: no such words in this sentence; copy them from it: {_read(str(row['text']))}")
    if one.start is not None and one.start not in starts:
        raise CorrectionError(f"{one}: the words do not begin at {one.start}; they begin at {', '.join(map(str, starts))}")
    if one.start is None and len(spans) > 1:
        places = " or ".join(f'"start": {start}' for start in starts)
        raise CorrectionError(f"{one}: these words stand there {len(spans)} times; copy more of the words around them, or add {places}")
    return Placed(one, *(spans[0] if one.start is None else starts[one.start]))


def _read(words: str) -> str:
    """Return words as they are read, on one line."""
    return " ".join(fold(words).text.split())


# ---- what changed


def what_changed(
    corrections: Corrections,
    placed: Mapping[str, Iterable[Placed]],
    before: tuple[Sides, pd.DataFrame, pd.DataFrame, pd.DataFrame],
    after: tuple[Sides, pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> tuple[Change, ...]:
    """Return what each correction changed, in order: sides, then mentions, speakers and loaded words.

    before, after: sides, mentions, voices and terms without the corrections and with them.
    """
    changes: list[Change] = []
    for side, names in corrections.sides.items():
        was: Told | None = {"side": side} if side in before[0] else None
        now: Told | None = {"side": side, "names": ", ".join(names)} if names else {"side": side}
        changes.append(Change("side", None, side, was, now if side in after[0] else None))
    for number, kind in enumerate((MENTIONS, SPEAKERS, TERMS)):
        for one in placed[kind]:
            was, now = (_told(kind, tables[number], one) for tables in (before[1:], after[1:]))
            changes.append(Change(_KINDS[kind], one.correction.sentence, one.correction.words, was, now))
    return tuple(changes)


def _told(kind: str, table: pd.DataFrame, one: Placed) -> Told | None:
    """Return what a table says of some words, the rows that share a letter with them taken together; None where it says nothing."""
    columns = {MENTIONS: ("text", "side"), SPEAKERS: ("speaker", "side"), TERMS: ("text", "category", "about", "neutral")}[kind]
    rows = table[(table["start"] < one.end) & (table["end"] > one.start)]
    if rows.empty:
        return None
    return {name: "; ".join(dict.fromkeys(filter(None, map(text_or_none, rows[name])))) or None for name in columns}
