"""The article at a glance: a few numbers and one strip, small enough to show beside those of other articles.

Nothing is computed here that the tables do not hold: shares of words, means with their intervals, counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.report.marks import GLYPHS, numbered, percent
from analysis.shift.chance import LEVEL
from analysis.stance.means import mean_scores
from analysis.tables import text_or_none
from analysis.templates import counted, render, signed
from analysis.voices.voices import voice_parts

if TYPE_CHECKING:
    from analysis.framing import Framing

STRIP = "application/vnd.framing.strip+html"
"""Media type in which the strip is handed on, for a list of reports."""
MOST_MARKS = 60  # of loaded words in the tile; a note says how many more there are
STRIP_HEIGHT = 11  # of a row of stance in the strip; a bar from the middle is half of it at a score of -1 or +1


@dataclass(frozen=True)
class Share:
    """Words and share of the reporter, or of some sources, and the class of their colour."""

    name: str
    look: str
    words: int
    share: float


@dataclass(frozen=True)
class Terms:
    """The loaded words: a sign each in the order of the text, how many are the reporter's own, how many there are."""

    marks: tuple[str, ...]
    own: int
    total: int


@dataclass(frozen=True)
class Mean:
    """The mean score towards a side in one voice, with its interval where there are sentences enough."""

    side: str
    number: int
    voice: str
    mean: float
    interval: tuple[float, float] | None

    @property
    def glyph(self) -> str:
        """The shape of its voice, as in the marked article."""
        return GLYPHS[self.voice]

    @property
    def place(self) -> float:
        """Its place on the axis, in percent from the left."""
        return percent(self.mean)

    @property
    def low(self) -> float | None:
        """Where its interval begins, in percent from the left."""
        return percent(self.interval[0]) if self.interval else None

    @property
    def high(self) -> float | None:
        """Where its interval ends, in percent from the left."""
        return percent(self.interval[1]) if self.interval else None


@dataclass(frozen=True)
class Shifts:
    """How many measures were tested for a shift, and in how many one was found."""

    found: int
    tested: int


@dataclass(frozen=True)
class Segment:
    """A stretch of the strip in one voice."""

    number: int
    narrator: bool
    words: int


@dataclass(frozen=True)
class Bar:
    """The mean score of a sentence towards a side: as wide as its words, up or down from the middle."""

    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True)
class Row:
    """A side with its bars."""

    side: str
    number: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Strip:
    """The article from first word to last: whose voice, and beneath it a row a side; widths in words."""

    segments: tuple[Segment, ...]
    rows: tuple[Row, ...]
    words: int
    height: int = STRIP_HEIGHT


@dataclass(frozen=True, eq=False)
class Glance:
    """The top of a report: shares, counts, means, and the strip along the article with its alternative text."""

    shares: tuple[Share, ...]
    terms: Terms
    stance: tuple[Mean, ...]
    shift: Shifts
    strip: Strip
    alt: str

    def _repr_html_(self) -> str:
        return render("glance.html.j2", glance=self, compact=False)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self._repr_html_(), STRIP: self.compact()}

    def compact(self) -> str:
        """Return the strip and one line of numbers as HTML, for a list of articles."""
        return render("glance.html.j2", glance=self, compact=True)


def glance(framing: Framing, *, seed: int = 0) -> Glance:
    """Collect the numbers of a Framing for its glance; intervals as in ``analysis.report.findings.key_findings``."""
    number = numbered(framing.sides)
    parts = voice_parts(framing.sentences, framing.voices)
    shares = _shares(parts, number)
    stance = _stance(framing, number, seed)
    own = framing.terms.voice == "narrator"
    terms = Terms(tuple(GLYPHS["narrator" if mine else "source"] for mine in own[:MOST_MARKS]), int(own.sum()), len(own))
    tested = framing.changes.dropna(subset=["p_value"])
    shifts = Shifts(int((tested.p_value < LEVEL).sum()), len(tested))
    return Glance(shares, terms, stance, shifts, _strip(framing.stance, parts, number), _alt(framing, shares, stance))


def _shares(parts: pd.DataFrame, number: Mapping[str, int]) -> tuple[Share, ...]:
    """Return words and share of the reporter, of each side's sources, and of all others."""
    total, source = int(parts.words.sum()), parts.voice == "source"
    groups = [("the reporter", "narrator", parts.voice == "narrator")]
    groups += [(f"sources of {side}", f"side{n}", source & (parts.side == side)) for side, n in number.items()]
    groups.append(("other sources", "side0", source & ~parts.side.isin(list(number))))
    counts = [(name, look, int(parts.words[chosen].sum())) for name, look, chosen in groups]
    return tuple(Share(name, look, words, words / total if total else 0.0) for name, look, words in counts if words or name == "the reporter")


def _stance(framing: Framing, number: Mapping[str, int], seed: int) -> tuple[Mean, ...]:
    """Return the mean score towards each side in each voice."""
    means = {(row.side, row.voice): row for row in mean_scores(framing.stance, seed=seed).itertuples()}
    found = [(side, n, voice, means.get((side, voice))) for side, n in number.items() for voice in ("narrator", "source")]
    return tuple(
        Mean(side, n, voice, float(row.mean), None if pd.isna(row.low) else (float(row.low), float(row.high))) for side, n, voice, row in found if row
    )


def _strip(stance: pd.DataFrame, parts: pd.DataFrame, number: Mapping[str, int]) -> Strip:
    words = parts.groupby("sentence").words.sum()
    places = pd.DataFrame({"start": words.cumsum() - words, "words": words})
    segments = tuple(
        Segment(number.get(text_or_none(row.side) or "", 0), row.voice == "narrator", int(row.words)) for row in parts.itertuples() if row.words > 0
    )
    rows = tuple(Row(side, n, _bars(stance[stance.side == side], places)) for side, n in number.items())
    return Strip(segments, rows, max(int(words.sum()), 1))


def _bars(stance: pd.DataFrame, places: pd.DataFrame) -> tuple[Bar, ...]:
    """Return one bar a sentence that names the side: as wide as its words, as high as its mean score, up or down from the middle."""
    half = STRIP_HEIGHT / 2
    bars = []
    for sentence, mean in _by_sentence(stance).items():
        height = max(abs(float(mean)) * half, 0.6)
        start, width = places.loc[sentence]
        bars.append(
            Bar(
                x=float(start + 0.1 * width),
                width=round(0.8 * float(width), 2),
                y=round(half - height if mean > 0 else half, 2),
                height=round(height, 2),
            )
        )
    return tuple(bars)


def _by_sentence(stance: pd.DataFrame) -> pd.Series:
    return mean_scores(stance, ("sentence",)).set_index("sentence")["mean"].sort_index()


def _alt(framing: Framing, shares: Sequence[Share], stance: Sequence[Mean]) -> str:
    said = ", ".join(f"{one.name} {one.share:.0%}" for one in shares)
    ends = []
    for side in framing.sides:
        means = _by_sentence(framing.stance[framing.stance.side == side])
        if len(means):
            lowest, highest = means.idxmin(), means.idxmax()
            ends.append(f"{side} lowest {signed(means[lowest])} in sentence {lowest}, highest {signed(means[highest])} in sentence {highest}")
    text = f"The article from its first sentence to its last ({counted(len(framing.sentences), 'sentence')}). Words: {said}."
    return f"{text} Mean score by sentence: {'; '.join(ends)}." if ends and stance else text
