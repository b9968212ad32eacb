"""When a change of the score counts, and how it is told: the one place that knows the limit."""

from __future__ import annotations

from analysis.templates import signed

NO_CHANGE = 0.05
"""A change of the score smaller than this is no change: the numbers stay in the tables, and a reader is told so in words."""
IN_WORDS = "no change in this model"


def moves(change: float) -> bool:
    """Say whether a change of the score counts; one that was not measured (NaN) does not."""
    return abs(change) >= NO_CHANGE


def change_in_words(change: float) -> str:
    """Return a change with its sign, "no change in this model" below the limit, and a dash where none was measured."""
    if change != change:
        return "–"
    return signed(change) if moves(change) else IN_WORDS
