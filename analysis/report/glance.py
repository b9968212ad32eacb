"""The article at a glance: a few numbers and one strip, small enough to stand beside those of other articles.

Nothing is computed here that the tables do not hold: shares of words, means with their intervals, counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.intervals import bootstrap
from analysis.report.marks import GLYPHS, MOST_SIDES
from analysis.templates import counted, render, signed
from analysis.voices.sourcing import names_speaker
from analysis.voices.voices import voice_parts

STRIP = "application/vnd.framing.strip+html"
"""Media type in which the strip is handed on, for a list of reports."""
MOST_MARKS = 60  # of loaded terms in the tile; more are told to be missing
STRIP_HEIGHT = 11  # of a row of stance in the strip; a bar from the middle is half of it at a score of -1 or +1


@dataclass(frozen=True, eq=False)
class Glance:
    """What stands at the top of a report: shares, counts, means, and the strip along the article with its alternative text."""

    shares: tuple[dict[str, Any], ...]
    terms: dict[str, Any]
    stance: tuple[dict[str, Any], ...]
    shift: dict[str, Any]
    strip: dict[str, Any]
    alt: str

    def _repr_html_(self) -> str:
        return render("glance.html.j2", glance=self, compact=False)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self._repr_html_(), STRIP: self.compact()}

    def compact(self) -> str:
        """Return the strip and one line of numbers as HTML, for a list of articles."""
        return render("glance.html.j2", glance=self, compact=True)


def glance(framing: Any, *, seed: int = 0) -> Glance:
    """Collect the numbers of a Framing for its glance; intervals as in ``analysis.report.findings.key_findings``."""
    number = {side: i for i, side in enumerate(list(framing.sides)[:MOST_SIDES], start=1)}
    parts = voice_parts(framing.sentences, framing.voices)
    shares = _shares(parts, number)
    stance = _stance(framing, number, np.random.default_rng(seed))
    words = parts.groupby("sentence").words.sum()
    places = pd.DataFrame({"start": words.cumsum() - words, "words": words})
    rows = [{"side": side, "number": n, "bars": _bars(framing.stance[framing.stance.side == side], places)} for side, n in number.items()]
    segments = [
        {"number": _number(row, number), "narrator": row.voice == "narrator", "words": int(row.words)} for row in parts.itertuples() if row.words > 0
    ]
    tested = framing.changes.dropna(subset=["p_value"])
    terms = {
        "marks": ["●" if voice == "narrator" else "◆" for voice in framing.terms.voice[:MOST_MARKS]],
        "own": int((framing.terms.voice == "narrator").sum()),
        "total": len(framing.terms),
    }
    return Glance(
        tuple(shares),
        terms,
        tuple(stance),
        {"found": int((tested.p_value < 0.05).sum()), "tested": len(tested)},
        {"segments": segments, "rows": rows, "words": max(int(words.sum()), 1), "height": STRIP_HEIGHT},
        _alt(framing, shares, stance),
    )


def _number(row: Any, number: dict[str, int]) -> int:
    return 0 if pd.isna(row.side) else number.get(str(row.side), 0)


def _shares(parts: pd.DataFrame, number: dict[str, int]) -> list[dict[str, Any]]:
    """Return words and share of the reporter, of each side's sources, and of all others."""
    total = int(parts.words.sum())
    groups = [("the reporter", "narrator", parts.voice == "narrator")]
    groups += [(f"sources of {side}", f"side{n}", (parts.voice == "source") & (parts.side == side)) for side, n in number.items()]
    groups.append(("other sources", "side0", (parts.voice == "source") & ~parts.side.isin(list(number))))
    found = [(name, look, int(parts.words[chosen].sum())) for name, look, chosen in groups]
    return [
        {"name": name, "look": look, "words": words, "share": words / total if total else 0.0}
        for name, look, words in found
        if words or name == "the reporter"
    ]


def _stance(framing: Any, number: dict[str, int], random: np.random.Generator) -> list[dict[str, Any]]:
    """Return the mean score towards each side in each voice, with its interval where there are sentences enough."""
    out = []
    table = framing.stance.dropna(subset=["score"])
    table = table[~names_speaker(table, framing.voices)]
    for side, n in number.items():
        for voice in ("narrator", "source"):
            part = table[(table.side == side) & (table.voice == voice)]
            if not len(part):
                continue
            interval = bootstrap(part, random)
            mean = float(part.score.mean())
            out.append(
                {
                    "side": side, "number": n, "voice": voice, "glyph": GLYPHS[voice][n == 2], "mean": mean, "interval": interval,
                    "place": _percent(mean), "low": _percent(interval[0]) if interval else None, "high": _percent(interval[1]) if interval else None,
                }
            )  # fmt: skip
    return out


def _percent(score: float) -> float:
    return round(50 + 50 * score, 1)


def _bars(stance: pd.DataFrame, places: pd.DataFrame) -> list[dict[str, float]]:
    """Return one bar a sentence that names the side: as wide as its words, as high as its mean score, up or down from the middle."""
    means = stance.dropna(subset=["score"]).groupby("sentence").score.mean()
    half = STRIP_HEIGHT / 2
    bars = []
    for sentence, mean in means.items():
        height = max(abs(float(mean)) * half, 0.6)
        start, width = places.loc[sentence]
        bars.append(
            {
                "x": float(start + 0.1 * width),
                "width": round(0.8 * float(width), 2),
                "y": round(half - height if mean > 0 else half, 2),
                "height": round(height, 2),
            }
        )
    return bars


def _alt(framing: Any, shares: list[dict[str, Any]], stance: list[dict[str, Any]]) -> str:
    said = [f"{one['name']} {one['share']:.0%}" for one in shares]
    ends = []
    for side in framing.sides:
        means = framing.stance[framing.stance.side == side].groupby("sentence").score.mean().dropna()
        if len(means):
            lowest, highest = means.idxmin(), means.idxmax()
            ends.append(f"{side} lowest {signed(means[lowest])} in sentence {lowest}, highest {signed(means[highest])} in sentence {highest}")
    return f"The article from first to last of {counted(len(framing.sentences), 'sentence')}. Words: {', '.join(said)}." + (
        f" Mean score by sentence: {'; '.join(ends)}." if ends and stance else ""
    )
