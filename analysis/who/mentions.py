"""Every mention of the sides, with its evidence: names first, then people and bodies of a side, then pronouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.tables import make_table
from analysis.who.referents import Referents

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading.parse import Parsed
    from analysis.who.sides import Sides


def find_mentions(parsed: Parsed, sides: Sides, voices: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the table of mentions: names first, then people and bodies of a side, then pronouns, each with its evidence.

    voices: who speaks where, as ``analysis.voices.voices.hear`` finds it; without it "we" is told from the words around a quotation alone.
    """
    return mentions_in(Referents(parsed, sides, make_table("voices", []) if voices is None else voices))


def mentions_in(referents: Referents) -> pd.DataFrame:
    """Return what ``find_mentions`` returns, from an article that has been read."""
    parsed = referents.parsed
    rows = [
        {
            "sentence": parsed.sentence_at(m.start), "side": m.side, "start": m.start, "end": m.end,
            "text": parsed.article.text[m.start : m.end], "how": m.how,
        }
        for m in referents.mentions
    ]  # fmt: skip
    return make_table("mentions", rows)
