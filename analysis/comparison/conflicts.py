"""What two reports of one fact cannot both be right about, and how likely that is, as ``training.train_comparison`` has learned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.comparison.rivals import CLUES, DETAILS, NUMBER, OUTCOME, PLACE, TIME, Rivals, rivals
from analysis.comparison.trees import chances_of
from analysis.model import read_learned

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.comparison.statements import Statement

    Array = NDArray[np.float64]

LEARNED = Path(__file__).parents[1] / "models" / "comparison" / "conflicts.json"
ASKED = {"amount": NUMBER, "moment": TIME, "place": PLACE, "end": OUTCOME}
"""Which detail two values of a kind differ in; an amount of days, weeks or years is a time."""
_DAYS = CLUES.index("days")


@dataclass(frozen=True)
class Conflict:
    """Two values that cannot both be right.

    detail: one of ``DETAILS``.  reports, statements: their numbers.  first, second: both values with their places.  p: how likely it is, 0 to 1.
    """

    detail: str
    reports: tuple[int, int]
    statements: tuple[int, int]
    first: tuple[str, int, int]
    second: tuple[str, int, int]
    p: float


@cache
def shipped() -> dict[str, Any]:
    """Return what was learned: kind of value -> a model for ``trees.chances_of``, with its "threshold"."""
    return read_learned(LEARNED, *ASKED)


def detail_of(one: Rivals) -> str:
    """Return which of ``DETAILS`` two values may differ in."""
    return TIME if one.value == "amount" and one.clues[_DAYS] else ASKED[one.value]


def candidates(
    reports: Sequence[Sequence[Statement]],
    vectors: Sequence[Sequence[Array]],
    likely: Mapping[tuple[int, int], Array],
    clues: Mapping[tuple[int, int], Array],
) -> list[Rivals]:
    """Return all values of two reports that differ; parameters as ``rivals`` takes them."""
    return [one for pair, p in likely.items() for one in rivals(reports, vectors, pair, p, clues[pair])]


def conflicts_of(found: Sequence[Rivals], models: Mapping[str, Any]) -> list[Conflict]:
    """Return the conflicts among differing values, the likeliest first: of two statements one a detail, and no value twice against one report."""
    chances = np.zeros(len(found))
    for value in ASKED:
        of = [k for k, one in enumerate(found) if one.value == value]
        if of and value in models:
            chances[of] = chances_of(np.array([found[k].clues for k in of]), models[value])
    return list(_kept(found, chances, {value: model["threshold"] for value, model in models.items() if value in ASKED}))


def _kept(found: Sequence[Rivals], chances: Array, thresholds: Mapping[str, float]) -> Iterator[Conflict]:
    used: set[tuple[object, ...]] = set()
    for k in np.argsort(-chances, kind="stable"):
        one, p = found[k], float(chances[k])
        if p < thresholds.get(one.value, 1.1):
            continue
        detail = detail_of(one)
        keys = [
            (detail, one.reports, one.statements),
            *((detail, one.reports, side, value[1:]) for side, value in (("first", one.first), ("second", one.second))),
        ]
        if not used & set(keys):
            used.update(keys)
            yield Conflict(detail, one.reports, one.statements, one.first, one.second, p)


__all__ = ["ASKED", "DETAILS", "Conflict", "candidates", "conflicts_of", "detail_of", "shipped"]
