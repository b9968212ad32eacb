"""Read the hand-coded reports of one event (``training/comparison/facts.jsonl``) and lay the statements that the engine finds beside them.

A coded fact is told at places, (start, end) in the text of a report; each belongs to the statement that shares most words with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.comparison.comparison import ComparisonError, Laid, lay_beside
from analysis.comparison.statements import Statement
from analysis.reading.article import Article, read_article
from analysis.reading.folding import fold

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "training" / "comparison" / "facts.jsonl"
LETTERS = "ABCDEF"


@dataclass(frozen=True)
class CodedFact:
    """A fact as coded: where each report tells it, and the details in which they differ: (detail, report -> (start, end)), several of a kind too."""

    told: Mapping[int, tuple[tuple[int, int], ...]]
    differs: tuple[tuple[str, Mapping[int, tuple[int, int]]], ...] = ()


@dataclass(frozen=True)
class Event:
    """The reports of one event with their coded facts; half: "build" or "test"; sides: canonical name -> report -> names, where shipped."""

    name: str
    half: str
    articles: tuple[Article, ...]
    facts: tuple[CodedFact, ...]
    sides: Mapping[str, Mapping[int, tuple[str, ...]]]

    @cached_property
    def laid(self) -> Laid:
        """What the engine finds in the reports before it decides which statements tell one fact; with the coded sides where it finds none."""
        return self._laid_and_found[0]

    @property
    def finds_sides(self) -> bool:
        """Whether the engine finds sides that the reports share."""
        return self._laid_and_found[1]

    @cached_property
    def _laid_and_found(self) -> tuple[Laid, bool]:
        try:
            return lay_beside(self.articles), True
        except ComparisonError:
            coded = {side: {names[0] for names in reports.values() if names} for side, reports in list(self.sides.items())[:2]}
            return lay_beside(self.articles, coded), False

    def statements_of(self, fact: CodedFact) -> dict[int, list[int]]:
        """Return the numbers of the statements that tell a coded fact, by report."""
        found = {report: [self._statement_at(report, *place) for place in places] for report, places in fact.told.items()}
        return {report: sorted({k for k in ks if k is not None}) for report, ks in found.items()}

    def _statement_at(self, report: int, start: int, end: int) -> int | None:
        start, end = fold(self.articles[report].text).span_as_read(start, end)
        shares = {k: _shared(one, start, end) for k, one in enumerate(self.laid.statements[report])}
        best = max(shares, key=lambda k: shares[k], default=None)
        return best if best is not None and shares[best] > 0 else None


def _shared(one: Statement, start: int, end: int) -> float:
    """Return how much a stretch and a statement share: characters of the content words in both, by all of both."""
    lengths = [(min(b, end) - max(a, start), b - a) for a, b in one.spans]
    both, own = sum(max(0, inside) for inside, _ in lengths), sum(length for _, length in lengths)
    if not both:
        return 1e-6 * max(0, min(one.end, end) - max(one.start, start))
    return both / (own + 0.8 * (end - start) - both) if own + 0.8 * (end - start) > both else 1.0


def read_events(data: Path, half: str | None = None) -> Iterator[Event]:
    """Yield the coded events, of one half or both; data: the folder of the corpora, for the reports that are not shipped."""
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if half is None or row["half"] == half:
            paths = [data / path.removeprefix("DATA/") if path.startswith("DATA/") else ROOT / path for path in row["articles"]]
            sides = {one["side"]: {LETTERS.index(r): tuple(names) for r, names in one["names"].items()} for one in row.get("sides", ())}
            yield Event(row["group"], row["half"], tuple(map(read_article, paths)), tuple(map(_fact, row["facts"])), sides)


def _fact(row: Mapping[str, Any]) -> CodedFact:
    told = {LETTERS.index(report): tuple((a, b) for a, b in places) for report, places in row["told"].items()}
    differs = tuple((one["detail"], {LETTERS.index(r): (a, b) for r, (a, b) in one["values"].items()}) for one in row.get("differs", ()))
    return CodedFact(told, differs)


def labels(event: Event) -> dict[tuple[int, int], NDArray[np.int64]]:
    """Return (report, later report) -> whether each pair of statements tells one coded fact, (statements, statements)."""
    sizes = [len(statements) for statements in event.laid.statements]
    found = {(a, b): np.zeros((sizes[a], sizes[b]), dtype=np.int64) for a in range(len(sizes)) for b in range(a + 1, len(sizes))}
    for fact in event.facts:
        places = event.statements_of(fact)
        for a, b in found:
            for i in places.get(a, ()):
                found[a, b][i, places.get(b, [])] = 1
    return found
