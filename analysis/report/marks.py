"""What there is to mark: a row of a table becomes a mark with its colour, its name and its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.corrections import CORRECTED
from analysis.reading.folding import plain
from analysis.stance.means import mean_scores
from analysis.tables import text_or_none
from analysis.templates import signed
from analysis.terms.changes import IN_WORDS, moves
from analysis.terms.lexicon import LEAVE_OUT
from analysis.terms.looks import Look, look_of, meaning_of
from analysis.terms.marker import BOTH, LIST, MODEL

MOST_SIDES = 5  # colours there are; further sides are marked without colour
NEAR_ZERO = 0.05  # scores that print as 0.0 are drawn in the strip, and only named among the details
GLYPHS = {"narrator": "●", "source": "◆"}
"""The shape of a voice, as in every chart (``analysis.charts.style.SHAPES``); the side stands beside it in words."""


@dataclass(frozen=True)
class SideMark:
    """A side with the number of its colour; 0 is no colour."""

    name: str
    number: int


@dataclass(frozen=True)
class VoiceMark:
    """The words of a source: where they are, who says them, in which kind of speech, in the colour of which side."""

    start: int
    end: int
    kind: str
    speaker: str | None
    name: str
    side: str | None
    number: int
    cue: str | None
    corrected: bool = False
    """Whether a person said whose words they are."""

    @property
    def source(self) -> tuple[str | None, str | None, str]:
        """What two stretches of one source have in common."""
        return self.speaker, self.side, self.kind


@dataclass(frozen=True)
class TermNote:
    """A loaded word with what the note says of it."""

    number: int
    start: int
    end: int
    sentence: int
    text: str
    look: Look
    voice: str
    speaker: str
    about: str | None
    found: str | None
    """Who found it and how likely it is loaded, in words; None where the table does not say."""
    doubted: bool
    neutral: str | None
    left_out: bool
    proposed: bool
    """Whether the program suggests the wording, rather than the list."""
    change: str | None
    """What the wording does to the score, in words."""
    note: str
    """Why the word is loaded; of a word without a note, what its category does."""


@dataclass(frozen=True)
class MentionMark:
    """A mention of a side, and whether its words name the side."""

    start: int
    end: int
    side: str
    number: int
    how: str | None
    named: bool

    @property
    def corrected(self) -> bool:
        """Whether a person said whom it means."""
        return (self.how or "").endswith(f"({CORRECTED})")


@dataclass(frozen=True)
class ActMark:
    """Where the agent, the patient or the predicate of a harm ends, and what a reader is told there; ``part``: agent, patient or act."""

    start: int
    end: int
    part: str
    told: str


@dataclass(frozen=True)
class Probabilities:
    """Of one mention: its words, and the probability of negative, neutral, positive."""

    text: str
    neg: float
    neu: float
    pos: float


@dataclass(frozen=True)
class ScoreMark:
    """The mean score of a sentence towards one side in one voice, with the mentions behind it."""

    side: str
    number: int
    voice: str
    score: float
    mentions: tuple[Probabilities, ...]

    @property
    def place(self) -> float:
        """Its place in the strip, in percent from the left."""
        return percent(self.score)

    @property
    def near(self) -> bool:
        """Whether it is too near to zero for its number to be printed."""
        return abs(self.score) < NEAR_ZERO

    @property
    def glyph(self) -> str:
        """The shape of its voice."""
        return GLYPHS[self.voice]


def percent(score: float) -> float:
    """Return where a score stands on an axis from -1 to 1, in percent from the left."""
    return round(50 + 50 * score, 1)


def numbered(sides: Iterable[str]) -> dict[str, int]:
    """Give each side the number of its colour, as long as there are colours."""
    return {side: number for number, side in enumerate(list(sides)[:MOST_SIDES], start=1)}


def speaker_name(speaker: str | None, side: str | None) -> str:
    """Return a speaker with the side where the words do not name it: "the ministry (Azerbaijan)"."""
    name = " ".join((speaker or "a source without a name").split())
    return name if side is None or side.casefold() in name.casefold() else f"{name} ({side})"


def voice_mark(row: Any, number: Mapping[str, int]) -> VoiceMark:
    """Return the mark of a row of the table of voices; number: of the colour of each side."""
    side, speaker = text_or_none(row.side), text_or_none(row.speaker)
    name = speaker_name(text_or_none(row.who) or speaker, side)
    by_hand = CORRECTED in (text_or_none(row.found_by), text_or_none(row.evidence))
    return VoiceMark(int(row.start), int(row.end), str(row.kind), speaker, name, side, number.get(side or "", 0), text_or_none(row.cue), by_hand)


def mention_mark(row: Any, number: Mapping[str, int]) -> MentionMark:
    """Return the mark of a row of the table of mentions."""
    side = str(row.side)
    named = side.casefold() in plain(str(row.text)).casefold()
    return MentionMark(int(row.start), int(row.end), side, number.get(side, 0), text_or_none(row.how), named)


def act_marks(actions: pd.DataFrame) -> list[ActMark]:
    """Return the marks of the harms of an article: of each its predicate, and agent and patient where the sentence names them."""
    marks = []
    for row in actions[actions["act"] == "harm"].itertuples():
        marks.append(ActMark(int(row.start), int(row.end), "act", _told_of(row)))
        for part, does in (("agent", "does"), ("patient", "suffers")):
            if text_or_none(getattr(row, part)) and not pd.isna(getattr(row, f"{part}_start")):
                marks.append(ActMark(int(getattr(row, f"{part}_start")), int(getattr(row, f"{part}_end")), part, f"{does} “{row.text}”"))
    return marks


def _told_of(row: Any) -> str:
    """Say whether the sentence says who did a harm."""
    if row.modality in ("denied", "supposed"):
        return f"harm, {row.modality}"
    if text_or_none(row.agent):
        return "harm; the sentence says who did it"
    return f"harm; {row.elsewhere} named elsewhere in the sentence" if text_or_none(row.elsewhere) else "harm; the sentence does not say who did it"


def likely(p: float) -> str:
    """Return a probability as whole percent, "82%"; "over 99%" and "under 1%" at the ends, since nothing is certain."""
    return "over 99%" if p > 0.99 else "under 1%" if p < 0.01 else f"{p:.0%}"


def found_in_words(found_by: str | None, p: float, *, doubts: bool = False) -> str | None:
    """Say who found a term, and how likely the model finds it; None where the table does not say."""
    known = not pd.isna(p)
    if found_by == MODEL:
        return f"found by the model ({likely(p)} likely)" if known else "found by the model"
    if found_by == BOTH:
        return f"on the list, and found by the model ({likely(p)} likely)" if known else "on the list, and found by the model"
    if found_by == CORRECTED:
        return "corrected by a person"
    if found_by != LIST:
        return None
    if doubts:
        return f"on the list; the model doubts it here ({likely(p)} likely)"
    return f"on the list; the model finds it {likely(p)} likely to be loaded" if known else "on the list"


def term_note(number: int, row: Any, voices: Sequence[VoiceMark], *, doubts: bool = False) -> TermNote:
    """Return the note to a row of the table of terms; the speaker is that of the shortest of the voices around it.

    doubts: whether the model doubts that the word is loaded here, though it is on the list.
    """
    around = min((voice for voice in voices if voice.start <= row.start and row.end <= voice.end), key=lambda one: one.end - one.start, default=None)
    neutral = text_or_none(row.neutral)
    return TermNote(
        number=number,
        start=int(row.start),
        end=int(row.end),
        sentence=int(row.sentence),
        text=str(row.text),
        look=look_of(str(row.category)),
        voice=str(row.voice),
        speaker=around.name if around else speaker_name(text_or_none(row.speaker), text_or_none(row.speaker_side)),
        about=text_or_none(row.about),
        found=found_in_words(text_or_none(row.found_by), row.p, doubts=doubts),
        doubted=doubts,
        neutral=None if neutral == LEAVE_OUT else neutral,
        left_out=neutral == LEAVE_OUT,
        proposed=row.neutral_by == MODEL,
        change=None if pd.isna(row.effect) else f"the score changes by {signed(row.effect)}" if moves(row.effect) else f"there is {IN_WORDS}",
        note=text_or_none(row.note) or meaning_of(str(row.category)),
    )


def score_marks(stance: pd.DataFrame, text: str, number: Mapping[str, int]) -> dict[int, list[ScoreMark]]:
    """Return, per sentence, one mean score per side and voice with the mentions behind it."""
    marks: dict[int, list[ScoreMark]] = defaultdict(list)
    by = ["sentence", "side", "voice"]
    means = mean_scores(stance, by).set_index(by)["mean"]
    for (sentence, side, voice), part in stance.dropna(subset=["score"]).groupby(by, sort=False):
        behind = tuple(
            Probabilities(text[int(row.start) : int(row.end)], float(row.p_neg), float(row.p_neu), float(row.p_pos)) for row in part.itertuples()
        )
        marks[int(sentence)].append(ScoreMark(str(side), number.get(str(side), 0), str(voice), float(means[sentence, side, voice]), behind))
    return marks
