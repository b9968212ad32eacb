"""War or peace journalism: indicators for stories of conflict, counted from what the suite knows; never one score.

After Galtung (1998, "High Road, Low Road", Track Two 7/4) and Lynch and McGoldrick (2005, Peace Journalism): who is asked, whose harm is reported,
who is blamed, whether causes and solutions are given, "us" and "them", loaded words.  A count is shown with what it was counted from, and does not
say why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from analysis.lexicons import word_list
from analysis.narrative.balance import harms_to
from analysis.tables import text_or_none
from analysis.voices.voices import voice_parts

COLUMNS = ("indicator", "counted", "count", "of")
_US = re.compile(r"\b(?:we|us|our|ours|ourselves)\b", re.IGNORECASE)
_THEM = re.compile(r"\b(?:enem(?:y|ies)|aggressors?|invaders?|occupiers?|foes?)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def peace_indicators(
    sentences: pd.DataFrame, voices: pd.DataFrame, stance: pd.DataFrame, terms: pd.DataFrame, actions: pd.DataFrame, questions: pd.DataFrame,
    sides: Sequence[str],
) -> pd.DataFrame:  # fmt: skip
    """Return a row a count: indicator, counted (what), count, of (out of how many; NA where there is no whole).

    The tables are those of a framing; questions: as ``analysis.frames.questions`` makes it.
    """
    rows = [
        *_sources(sentences, voices),
        *_harms(actions, sides),
        *_blame(stance, terms, sides),
        *_told(questions),
        *_us(sentences, voices),
        *_loaded(terms),
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"of": "Int64"})


_Row = tuple[str, str, int, int | None]


def _sources(sentences: pd.DataFrame, voices: pd.DataFrame) -> list[_Row]:
    """Count the words carried by ordinary people, and by everybody else who is quoted or reported."""
    parts = voice_parts(sentences, voices)
    said = parts[parts["voice"] == "source"]
    speaks = {text_or_none(row.who) or text_or_none(row.speaker): text_or_none(row.speaker) for row in voices.itertuples()}
    ordinary = [_is_ordinary(who, speaks.get(who)) for who in map(text_or_none, said["who"])]
    words, total = int(said["words"][ordinary].sum()), int(said["words"].sum())
    return [
        ("sources", "words of ordinary people", words, total),
        ("sources", "words of officials, leaders, experts and bodies", total - words, total),
    ]


def _is_ordinary(*names: str | None) -> bool:
    words = {word.lower().removesuffix("s") for name in names if name for word in _WORD.findall(name)}
    return bool(words & word_list("roles", "ordinary people"))


def _harms(actions: pd.DataFrame, sides: Sequence[str]) -> list[_Row]:
    harmed = {side: len(harms_to(actions, side)) for side in sides}
    total = sum(harmed.values())
    return [("whose harm is reported", f"harms done to {side}", count, total) for side, count in harmed.items()]


def _blame(stance: pd.DataFrame, terms: pd.DataFrame, sides: Sequence[str]) -> list[_Row]:
    """Count the reporter's mentions of each side that are clearly negative, and the reporter's terms that blame it."""
    own = stance[stance["voice"] == "narrator"]
    rows: list[_Row] = []
    for side in sides:
        about = own[own["side"] == side]
        rows.append(("who is blamed", f"negative mentions of {side} by the reporter", int((about["score"] < -_CLEAR).sum()), len(about)))
    blames = terms[(terms["voice"] == "narrator") & (terms["judges"] == "blames")]
    return [
        *rows,
        *(("who is blamed", f"the reporter’s loaded words that blame {side}", int((blames["about"] == side).sum()), len(blames)) for side in sides),
    ]


_CLEAR = 0.5
"""A score below minus this is clearly negative: a convention of this suite."""


def _told(questions: pd.DataFrame) -> list[_Row]:
    """Count the sentences that speak of who is responsible, and of ways out."""
    counts = {row.question: len(str(row.sentences).split()) if text_or_none(row.sentences) else 0 for row in questions.itertuples()}
    return [
        ("causes and solutions", "sentences on who is responsible", counts.get("RE4", 0), None),
        ("causes and solutions", "sentences on a solution or a step towards one", counts.get("RE1", 0), None),
    ]


def _us(sentences: pd.DataFrame, voices: pd.DataFrame) -> list[_Row]:
    """Count "we" and "the enemy" in the reporter's own words."""
    parts = voice_parts(sentences, voices)
    starts = dict(zip(sentences["sentence"], sentences["start"], strict=True))
    texts = dict(zip(sentences["sentence"], sentences["text"], strict=True))
    own = " ".join(
        str(texts[row.sentence])[int(row.start) - int(starts[row.sentence]) : int(row.end) - int(starts[row.sentence])]
        for row in parts[parts["voice"] == "narrator"].itertuples()
    )
    return [
        ("us and them", "“we” and “our” in the reporter’s words", len(_US.findall(own)), None),
        ("us and them", "“enemy” and the like in the reporter’s words", len(_THEM.findall(own)), None),
    ]


def _loaded(terms: pd.DataFrame) -> list[_Row]:
    return [("loaded words", "loaded words in the reporter’s voice", int((terms["voice"] == "narrator").sum()), len(terms))]
