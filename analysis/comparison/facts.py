"""Which statements of several reports tell one fact, and which report tells what: by all, by some, by one alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.comparison.statements import Statement

    Array = NDArray[np.float64]

COLUMNS = [
    "fact", "told", "article", "sentence", "start", "end", "text", "zone", "voice", "speaker", "speaker_side", "p",
]  # fmt: skip
ALL, SOME, ONE = "all", "some", "one"
LIKELY = 0.6
"""From this likelihood on a place is said to tell a shared fact; below, "perhaps", and its details and words are held against no other."""


@dataclass(frozen=True)
class Fact:
    """One fact: the numbers of the statements that tell it, by report, and how likely each does: that of its likeliest match elsewhere, 0 to 1."""

    places: Mapping[int, tuple[int, ...]]
    p: Mapping[tuple[int, int], float]

    def likely(self) -> dict[int, tuple[int, ...]]:
        """Return the places that tell a shared fact likely and not only perhaps; none where fewer than two reports are left."""
        kept = {report: tuple(k for k in ks if self.p.get((report, k), 0.0) >= LIKELY) for report, ks in self.places.items()}
        kept = {report: ks for report, ks in kept.items() if ks}
        return kept if len(kept) > 1 else {}


Tied = tuple[tuple[int, int], tuple[int, int]]
"""Two statements, (report, number) each, that are one fact in any case: they contradict each other."""


def facts_of(reports: Sequence[Sequence[Any]], likely: Mapping[tuple[int, int], Array], threshold: float, tied: Sequence[Tied] = ()) -> list[Fact]:
    """Join statements that tell one fact, the likeliest first; return those that several reports tell, then those of one alone.

    likely: (report, later report) -> how likely each pair of their statements tells one fact.  Two groups become one fact where the mean over
    the pairs of statements of different reports is at least the threshold, so that a chain of half likenesses joins nothing.  tied: statements
    that are joined first of all.
    """
    groups: dict[tuple[int, int], int] = {(report, k): number for number, (report, k) in enumerate(_all(reports))}
    members: dict[int, list[tuple[int, int]]] = {number: [one] for one, number in groups.items()}
    for one, other in tied:
        _join(groups, members, one, other)
    links = [(float(p[i, j]), (a, int(i)), (b, int(j))) for (a, b), p in likely.items() for i, j in np.argwhere(p >= threshold)]
    for _, one, other in sorted(links, key=lambda link: (-link[0], link[1:])):
        first, second = groups[one], groups[other]
        if first != second and _mean(members[first], members[second], likely) >= threshold:
            _join(groups, members, one, other)
    return sorted((_fact(found, likely) for found in members.values()), key=_order)


def _join(groups: dict[tuple[int, int], int], members: dict[int, list[tuple[int, int]]], one: tuple[int, int], other: tuple[int, int]) -> None:
    first, second = groups[one], groups[other]
    for moved in members.pop(second) if first != second else ():
        groups[moved] = first
        members[first].append(moved)


def _order(fact: Fact) -> tuple[bool, int, int]:
    """Return what facts are put in order by: shared ones first, then by place and report."""
    return (len(fact.places) == 1, *min((min(ks), a) for a, ks in fact.places.items()))


def _all(reports: Sequence[Sequence[Statement]]) -> list[tuple[int, int]]:
    return [(report, k) for report, statements in enumerate(reports) for k in range(len(statements))]


def _mean(some: list[tuple[int, int]], others: list[tuple[int, int]], likely: Mapping[tuple[int, int], Array]) -> float:
    """Return the mean over all pairs of two groups that stand in different reports; 0 where none do."""
    found = [_of(one, other, likely) for one in some for other in others if one[0] != other[0]]
    return sum(found) / len(found) if found else 0.0


def _of(one: tuple[int, int], other: tuple[int, int], likely: Mapping[tuple[int, int], Array]) -> float:
    (a, i), (b, j) = sorted((one, other))
    return float(likely[a, b][i, j])


def _fact(found: list[tuple[int, int]], likely: Mapping[tuple[int, int], Array]) -> Fact:
    places: dict[int, list[int]] = {}
    for report, k in sorted(found):
        places.setdefault(report, []).append(k)
    matched = {one: max((_of(one, other, likely) for other in found if other[0] != one[0]), default=0.0) for one in found}
    return Fact({a: tuple(ks) for a, ks in places.items()}, matched if len(places) > 1 else {})


def facts_table(facts: Sequence[Fact], reports: Sequence[Sequence[Statement]], keys: Sequence[str]) -> pd.DataFrame:
    """Return a row for each place of each fact; keys: what each report is called.

    fact: its number, from 1.  told: by "all" reports, "some" or "one".  zone: headline, lead, body or close.  voice, speaker, speaker_side: who tells
    it there.  p: how likely it tells this fact; NaN for what one report tells alone.
    """
    rows: list[dict[str, Any]] = []
    for number, fact in enumerate(facts, 1):
        told = ONE if len(fact.places) == 1 else ALL if len(fact.places) == len(reports) else SOME
        for report, places in sorted(fact.places.items()):
            for k in places:
                one = reports[report][k]
                rows.append(
                    {
                        "fact": number,
                        "told": told,
                        "article": keys[report],
                        "sentence": one.sentence,
                        "start": one.start,
                        "end": one.end,
                        "text": one.text,
                        "zone": one.zone,
                        "voice": "source" if one.said else "narrator",
                        "speaker": one.speaker,
                        "speaker_side": one.speaker_side,
                        "p": np.nan if told == ONE else fact.p[report, k],
                    }
                )
    return pd.DataFrame(rows, columns=COLUMNS).astype({"speaker": object, "speaker_side": object})
