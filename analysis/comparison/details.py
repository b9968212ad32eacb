"""Details in which two reports of one fact differ: a number, a time, a place, who did it, how it ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.comparison.rivals import ACTOR

if TYPE_CHECKING:
    from analysis.comparison.conflicts import Conflict
    from analysis.comparison.facts import Fact
    from analysis.comparison.statements import Deed, Statement

COLUMNS = ["fact", "detail", "article", "value", "sentence", "start", "end"]

Value = tuple[str, int, int]
"""What a report says, and where."""


def details_table(facts: Sequence[Fact], conflicts: Sequence[Conflict], reports: Sequence[Sequence[Statement]], keys: Sequence[str]) -> pd.DataFrame:
    """Return a row for each detail and report in which the reports of one fact cannot both be right.

    fact: as in the table of facts.  conflicts: what was found; a fact has each detail once, the likeliest, and other reports join it with the same
    value against it.  detail: one of ``rivals.DETAILS``.  value: the words of the report, from ``start`` to ``end``.  A report that leaves the detail
    out differs in nothing: "more than ten" and "twelve" can both be right, and so can a report that names no author and one that does.
    """
    at = {(report, k): number for number, fact in enumerate(facts, 1) for report, places in fact.places.items() for k in places}
    found: dict[tuple[int, str], dict[int, tuple[Statement, Value]]] = {}
    for one in sorted(conflicts, key=lambda one: -one.p):
        (a, b), (i, j) = one.reports, one.statements
        number = at[a, i]
        if at[b, j] != number:
            continue
        values = found.setdefault((number, one.detail), {})
        if not values or any(report in values and values[report][1] == value for report, value in ((a, one.first), (b, one.second))):
            values.setdefault(a, (reports[a][i], one.first))
            values.setdefault(b, (reports[b][j], one.second))
    for number, a, one_doer, b, other_doer in _doers(facts, reports):
        found.setdefault((number, ACTOR), {a: one_doer, b: other_doer})
    rows: list[dict[str, Any]] = []
    for (number, detail), values in sorted(found.items(), key=lambda item: item[0][0]):
        for report, (statement, (text, start, end)) in sorted(values.items()):
            place = {"article": keys[report], "value": text, "sentence": statement.sentence, "start": start, "end": end}
            rows.append({"fact": number, "detail": detail, **place})
    return pd.DataFrame(rows, columns=COLUMNS)


Placed = tuple["Statement", Value]


def _doers(facts: Sequence[Fact], reports: Sequence[Sequence[Statement]]) -> Iterator[tuple[int, int, Placed, int, Placed]]:
    """Yield who did it where two sides do the same deed to the same, and no statement of the fact agrees."""
    for number, fact in enumerate(facts, 1):
        for (a, firsts), (b, seconds) in combinations(sorted(fact.likely().items()), 2):
            pairs = [(one, other) for i in firsts for j in seconds for one, other in [(reports[a][i], reports[b][j])]]
            if any(x.lemma == y.lemma and x.agent == y.agent is not None for one, other in pairs for x in one.deeds for y in other.deeds):
                continue
            rivals = [(one, x, other, y) for one, other in pairs for x in one.deeds for y in other.deeds if _other_doer(one, other, x, y)]
            for one, x, other, y in rivals[:1]:
                if x.doer is not None and y.doer is not None:
                    yield number, a, (one, x.doer), b, (other, y.doer)


def _other_doer(one: Statement, other: Statement, x: Deed, y: Deed) -> bool:
    """Say whether two deeds are one, done by two sides: "the army" and "soldiers" may be one, two sides not; who says it is no deed."""
    both = one.sides | other.sides
    same = x.lemma == y.lemma and x.patient == y.patient is not None and x.act != "speech"
    return same and x.agent != y.agent and x.agent in both and y.agent in both
