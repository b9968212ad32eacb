"""Details in which two reports of one fact differ: a number, who did it, when, or whether it happened at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.comparison.numbers import Amount

if TYPE_CHECKING:
    from analysis.comparison.facts import Fact
    from analysis.comparison.statements import Statement

NUMBER, ACTOR, TIME, OUTCOME = DETAILS = ("number", "actor", "time", "outcome")
COLUMNS = ["fact", "detail", "article", "value", "sentence", "start", "end"]

Value = tuple[str, int, int]
"""What a report says, and where."""


def details_table(facts: Sequence[Fact], reports: Sequence[Sequence[Statement]], keys: Sequence[str]) -> pd.DataFrame:
    """Return a row for each detail and report in which the reports of one fact cannot both be right.

    fact: as in the table of facts.  detail: one of ``DETAILS``.  value: the words of the report, from ``start`` to ``end``.  A report that leaves
    the detail out differs in nothing: "more than ten" and "twelve" can both be right, and so can a report that names no author and one that does.
    Places that tell a fact only perhaps are left out.
    """
    rows: list[dict[str, Any]] = []
    for number, fact in enumerate(facts, 1):
        found: dict[str, dict[int, tuple[Statement, Value]]] = {}
        for (a, firsts), (b, seconds) in combinations(sorted(fact.likely().items()), 2):
            for detail, one, here, other, there in _all_pairs([reports[a][k] for k in firsts], [reports[b][k] for k in seconds]):
                at = found.setdefault(detail, {})
                at.setdefault(a, (one, here))
                at.setdefault(b, (other, there))
        for detail, values in found.items():
            for report, (statement, (text, start, end)) in sorted(values.items()):
                place = {"article": keys[report], "value": text, "sentence": statement.sentence, "start": start, "end": end}
                rows.append({"fact": number, "detail": detail, **place})
    return pd.DataFrame(rows, columns=COLUMNS)


def _all_pairs(firsts: Sequence[Statement], seconds: Sequence[Statement]) -> Iterator[tuple[str, Statement, Value, Statement, Value]]:
    """Yield what differs between two reports of a fact: nothing where any two of their statements agree in the detail."""
    pairs = [(one, other, dict(_differences(one, other)), _agreements(one, other)) for one in firsts for other in seconds]
    for detail in DETAILS:
        if any(detail in agreed for *_, agreed in pairs):
            continue
        for one, other, differing, _ in pairs:
            if detail in differing:
                here, there = differing[detail]
                yield detail, one, here, other, there
                break


def _differences(one: Statement, other: Statement) -> Iterator[tuple[str, tuple[Value, Value]]]:
    numbers = _numbers(one, other)
    if numbers is not None:
        yield NUMBER, numbers
    for a in one.deeds:
        for b in other.deeds:
            if (
                a.lemma == b.lemma
                and a.agent
                and b.agent
                and a.agent != b.agent
                and a.patient == b.patient is not None
                and _both_sides(one, other, a, b)
            ):
                yield ACTOR, ((a.agent, a.start, a.end), (b.agent, b.start, b.end))
    moments = [(a, b) for a in one.moments for b in other.moments if a.kind == b.kind]
    if moments and not any(a.agrees(b) for a, b in moments):
        first, second = moments[0]
        yield TIME, ((first.text, first.start, first.end), (second.text, second.start, second.end))
    if one.negated != other.negated and {deed.lemma for deed in one.deeds} & {deed.lemma for deed in other.deeds}:
        yield OUTCOME, ((one.text, one.start, one.end), (other.text, other.start, other.end))


def _agreements(one: Statement, other: Statement) -> set[str]:
    """Return the details in which two statements say the same."""
    found = set()
    if any(a.value == b.value for a in one.amounts for b in other.amounts):
        found.add(NUMBER)
    if any(a.lemma == b.lemma and a.agent == b.agent is not None for a in one.deeds for b in other.deeds):
        found.add(ACTOR)
    if any(a.kind == b.kind and a.value == b.value for a in one.moments for b in other.moments):
        found.add(TIME)
    if any(a.lemma == b.lemma for a in one.deeds for b in other.deeds) and one.negated == other.negated:
        found.add(OUTCOME)
    return found


def _both_sides(one: Statement, other: Statement, a: Any, b: Any) -> bool:
    """Say whether both doers are sides: "the army" and "soldiers" may be one."""
    return a.agent in one.sides | other.sides and b.agent in one.sides | other.sides


def _numbers(one: Statement, other: Statement) -> tuple[Value, Value] | None:
    """Return two numbers of one thing that cannot both be right; None where any number of it agrees, or it is not sure that they count one thing."""
    for a in one.amounts:
        for b in other.amounts:
            if (
                not _count_one_thing(a, b, one, other)
                or any(x.value == a.value for x in other.amounts)
                or any(x.value == b.value for x in one.amounts)
            ):
                continue
            if not a.agrees(b):
                return (a.text, a.start, a.end), (b.text, b.start, b.end)
    return None


def _count_one_thing(a: Amount, b: Amount, one: Statement, other: Statement) -> bool:
    """Say whether two numbers count one thing: of one unit; or each is the only number of its statement, and one of them stands alone."""
    if a.unit and b.unit:
        return a.unit == b.unit
    return len(one.amounts) == len(other.amounts) == 1
