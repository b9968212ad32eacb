"""Who is meant by a speaker who is not named in full: "Weiss", "the mayor", "the ministry", "she", "it", "officials"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.who.referents import Referents, Resolved

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading.parse import Parsed
    from analysis.who.sides import Sides


def resolve_speakers(parsed: Parsed, voices: pd.DataFrame, sides: Sides) -> list[Resolved]:
    """Return who is meant by the speaker of each row of ``voices``, in order.

    Unnamed sources keep their words in lower case, without article.
    """
    return speakers_in(Referents(parsed, sides, voices), voices)


def speakers_in(referents: Referents, voices: pd.DataFrame) -> list[Resolved]:
    """Return what ``resolve_speakers`` returns, from an article that has been read."""
    return [referents.speaker(row) for row in voices.itertuples()]
