"""What there is to mark: a row of a table becomes a mark with its colour, its name and its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.reading.folding import plain
from analysis.tables import text_or_none
from analysis.terms.lexicon import LEAVE_OUT

MOST_SIDES = 5  # colours there are; further sides are marked without colour
NEAR_ZERO = 0.05  # scores that print as 0.0 are drawn in the strip, and only named among the details
GLYPHS = {"narrator": "●○", "source": "◆◇"}  # filled, and hollow for the second side: told apart without colour too
UNDERLINES = ("solid", "wavy", "double", "dashed")
COLOURS = 4  # of terms: with four kinds of line there are sixteen looks, and each category has its code
HOLLOW = 2  # the number of the side whose glyphs are hollow


@dataclass(frozen=True)
class SideMark:
    """A side with the number of its colour; 0 is no colour."""

    name: str
    number: int

    @property
    def hollow(self) -> bool:
        """Whether its glyphs are hollow."""
        return self.number == HOLLOW


@dataclass(frozen=True)
class Look:
    """How the loaded terms of a category look."""

    name: str
    code: str
    line: str
    colour: int


@dataclass(frozen=True)
class VoiceMark:
    """The words of a source: where they stand, who says them, in which kind of speech, in the colour of which side."""

    start: int
    end: int
    kind: str
    speaker: str | None
    name: str
    side: str | None
    number: int
    cue: str | None

    @property
    def source(self) -> tuple[str | None, str | None, str]:
        """What two stretches of one source have in common."""
        return self.speaker, self.side, self.kind


@dataclass(frozen=True)
class TermNote:
    """A loaded term with what the note says of it."""

    number: int
    start: int
    end: int
    sentence: int
    text: str
    look: Look
    voice: str
    speaker: str
    about: str | None
    neutral: str | None
    left_out: bool
    effect: float | None
    note: str | None


@dataclass(frozen=True)
class MentionMark:
    """A mention of a side, and whether its words name the side."""

    start: int
    end: int
    side: str
    number: int
    how: str | None
    named: bool


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
        """Where it stands in the strip, in percent from the left."""
        return percent(self.score)

    @property
    def near(self) -> bool:
        """Whether it is too near to zero for its number to be printed."""
        return abs(self.score) < NEAR_ZERO

    @property
    def glyph(self) -> str:
        """Its shape: of the voice, filled or hollow as the side's."""
        return glyph(self.voice, self.number)


def percent(score: float) -> float:
    """Return where a score stands on an axis from -1 to 1, in percent from the left."""
    return round(50 + 50 * score, 1)


def glyph(voice: str, number: int) -> str:
    """Return the shape of a voice, filled, or hollow for the second side."""
    return GLYPHS[voice][number == HOLLOW]


def numbered(sides: Iterable[str]) -> dict[str, int]:
    """Give each side the number of its colour, as long as there are colours."""
    return {side: number for number, side in enumerate(list(sides)[:MOST_SIDES], start=1)}


def looks_of(categories: Sequence[str]) -> dict[str, Look]:
    """Give each category of loaded terms a look of its own."""
    codes = category_codes(categories)
    return {
        category: Look(category, codes[category], UNDERLINES[i // COLOURS % len(UNDERLINES)], i % COLOURS + 1)
        for i, category in enumerate(categories)
    }


def category_codes(categories: Iterable[str]) -> dict[str, str]:
    """Give each category a short code of two letters (three or more where two would be taken)."""
    codes: dict[str, str] = {}
    for category in categories:
        letters = "".join(c for c in category.upper() if c.isalnum()) or "X"
        tries = [letters[:2], *(letters[0] + c for c in letters[2:]), letters[:3], letters[:4], letters]
        taken = set(codes.values())
        codes[category] = next((code for code in tries if code not in taken), f"{letters[:2]}{len(codes)}")
    return codes


def speaker_name(speaker: str | None, side: str | None) -> str:
    """Return a speaker with the side where the words do not name it: "the ministry (Azerbaijan)"."""
    name = " ".join((speaker or "a source without a name").split())
    return name if side is None or side.casefold() in name.casefold() else f"{name} ({side})"


def voice_mark(row: Any, number: Mapping[str, int]) -> VoiceMark:
    """Return the mark of a row of the table of voices; number: of the colour of each side."""
    side, speaker = text_or_none(row.side), text_or_none(row.speaker)
    name = speaker_name(text_or_none(row.who) or speaker, side)
    return VoiceMark(int(row.start), int(row.end), str(row.kind), speaker, name, side, number.get(side or "", 0), text_or_none(row.cue))


def mention_mark(row: Any, number: Mapping[str, int]) -> MentionMark:
    """Return the mark of a row of the table of mentions."""
    side = str(row.side)
    named = side.casefold() in plain(str(row.text)).casefold()
    return MentionMark(int(row.start), int(row.end), side, number.get(side, 0), text_or_none(row.how), named)


def term_note(number: int, row: Any, looks: Mapping[str, Look], voices: Sequence[VoiceMark]) -> TermNote:
    """Return the note to a row of the table of terms; the speaker is that of the shortest of the voices around it."""
    around = min((voice for voice in voices if voice.start <= row.start and row.end <= voice.end), key=lambda one: one.end - one.start, default=None)
    neutral = text_or_none(row.neutral)
    return TermNote(
        number=number,
        start=int(row.start),
        end=int(row.end),
        sentence=int(row.sentence),
        text=str(row.text),
        look=looks[str(row.category)],
        voice=str(row.voice),
        speaker=around.name if around else speaker_name(text_or_none(row.speaker), text_or_none(row.speaker_side)),
        about=text_or_none(row.about),
        neutral=None if neutral == LEAVE_OUT else neutral,
        left_out=neutral == LEAVE_OUT,
        effect=None if pd.isna(row.effect) else float(row.effect),
        note=text_or_none(row.note),
    )


def score_marks(stance: pd.DataFrame, text: str, number: Mapping[str, int]) -> dict[int, list[ScoreMark]]:
    """Return, per sentence, one mean score per side and voice with the mentions behind it."""
    marks: dict[int, list[ScoreMark]] = defaultdict(list)
    for (sentence, side, voice), part in stance.groupby(["sentence", "side", "voice"], sort=False):
        mean = float(part.score.mean())
        if pd.isna(mean):
            continue
        behind = tuple(
            Probabilities(text[int(row.start) : int(row.end)], float(row.p_neg), float(row.p_neu), float(row.p_pos)) for row in part.itertuples()
        )
        marks[int(sentence)].append(ScoreMark(str(side), number.get(str(side), 0), str(voice), mean, behind))
    return marks
