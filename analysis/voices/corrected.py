"""Voices as a person corrected them: whose words they are, before anybody asks whom the speaker means; and for which side, after that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.corrections import CORRECTED, CorrectionError
from analysis.tables import check_table, make_table
from analysis.voices.contents import without_edges
from analysis.voices.speech import Voice
from analysis.voices.voices import row_of, voice_at
from analysis.who.spoken import has_speaker

if TYPE_CHECKING:
    from analysis.corrected import Placed
    from analysis.reading.parse import Parsed

Row = dict[str, Any]


def with_said(parsed: Parsed, heard: pd.DataFrame, placed: Iterable[Placed]) -> pd.DataFrame:
    """Return the voices as ``hear`` does, with the words that a person gave to a speaker, or to the reporter, entry by entry.

    Words within a voice stand for all of it.  Words that reach beyond one are a voice of their own, and others end where it begins.
    Raises CorrectionError for an entry that only names a side where nobody speaks.
    """
    rows: list[Row] = [{name: None if pd.isna(value) else value for name, value in row.items()} for row in heard.to_dict("records")]
    for one in placed:
        around = [row for row in rows if row["start"] <= one.start and one.end <= row["end"]]
        if "speaker" not in one.change:
            if not around:
                raise CorrectionError(f"{one}: nobody is known to speak these words; write who does, as `speaker`")
            _shortest(around)["found_by"] = CORRECTED
            continue
        speaker = one.change["speaker"]
        if speaker is None:
            rows = [row for row in rows if row["end"] <= one.start or one.end <= row["start"]]
            continue
        if around:
            row = _shortest(around)
        else:
            rows = [kept for old in rows for kept in _outside(parsed, old, one)]
            row = row_of(parsed, Voice(one.start, one.end, None, None), CORRECTED, frozenset()) or {}
            if not row:
                raise CorrectionError(f"{one}: there is no word in it; copy the words that are said")
            rows.append(row)
        start, end = _named_at(parsed, str(speaker), int(row["start"]), int(row["end"])) or (None, None)
        row |= {"speaker": " ".join(str(speaker).split()), "speaker_start": start, "speaker_end": end, "found_by": CORRECTED}
    return make_table("voices", sorted(rows, key=lambda row: (row["start"], row["end"])))


def settled_speakers(said: pd.DataFrame, placed: Iterable[Placed]) -> dict[tuple[int, int], str | None]:
    """Return where the text names a speaker -> the side for which a person said that this one speaks."""
    found = {}
    for one in placed:
        at = voice_at(said, one.start, one.end)
        if "side" in one.change and at is not None and has_speaker(said.loc[at]):
            found[int(said.at[at, "speaker_start"]), int(said.at[at, "speaker_end"])] = one.change["side"]
    return found


def with_settled(voices: pd.DataFrame, placed: Sequence[Placed], sides: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """Return the voices with the speakers' sides as a person said, the same wherever the same one speaks.

    A speaker whom the text does not name is known by what was written, and stands for the side that has such a name.
    """
    if not placed:
        return voices
    rows = voices.to_dict("index")
    owner = {name.casefold(): side for side, names in sides.items() for name in (side, *names)}
    for one in placed:
        at = voice_at(voices, one.start, one.end)
        if at is None or one.change.get("speaker", "") is None:
            continue
        row = rows[at]
        if pd.isna(row["who"]):
            known = owner.get(str(row["speaker"]).casefold()) if pd.isna(row["speaker_start"]) else row["side"]
            row |= {"who": row["speaker"], "side": known, "evidence": CORRECTED}
        if "side" in one.change:
            for other in rows.values():
                if other is row or other["who"] == row["who"]:
                    other |= {"side": one.change["side"], "evidence": CORRECTED}
    return check_table("voices", pd.DataFrame.from_dict(rows, orient="index", columns=list(voices.columns)))


def _shortest(rows: Iterable[Row]) -> Row:
    return min(rows, key=lambda row: row["end"] - row["start"])


def _outside(parsed: Parsed, row: Row, one: Placed) -> list[Row]:
    """Return what is left of a voice before and behind some words; nothing where it lies within them."""
    if row["end"] <= one.start or one.end <= row["start"]:
        return [row]
    ends = (row["start"], one.start) if row["start"] < one.start else (one.end, row["end"])
    start, end = without_edges(parsed.article.text, *ends) if ends[0] < ends[1] else (0, 0)
    return [row | {"start": start, "end": end}] if parsed.tokens(start, end) and start < end else []


def _named_at(parsed: Parsed, speaker: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the text names a speaker, outside their words: in the same sentence, else the last place before, else the first behind."""
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, speaker.split())) + r"(?!\w)"
    for any_case in ("", "(?i)"):
        places = [match.span() for match in re.finditer(any_case + pattern, parsed.story) if match.end() <= start or end <= match.start()]
        if places:
            here = parsed.sentence_at(start)
            return min(places, key=lambda at: (parsed.sentence_at(at[0]) != here, at[0] > start, abs(at[0] - start)))
    return None
