"""Measure comparisons against hand-coded reports of one event: facts shared and left out, details, sides (``training.comparison_gold``)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.comparison.comparison import told_by
from analysis.comparison.conflicts import Conflict
from analysis.comparison.details import details_table
from analysis.comparison.facts import Fact
from analysis.comparison.rivals import DETAILS
from training.comparison_gold import Event, labels, read_events
from training.metrics import f1

Array = NDArray[np.float64]


def evaluate_comparison(data: Path) -> dict[str, Any]:
    """Return the figures of both halves."""
    found: dict[str, Any] = {"command": "python -m training.evaluate comparison --data DATA"}
    for half in ("build", "test"):
        events = list(read_events(data, half))
        found_by = [(event, *told_by(event.laid)) for event in events]
        joined = [(event, facts) for event, facts, _ in found_by]
        counts = sum((_told(event, facts) for event, facts in joined), start=np.zeros(5))
        found[half] = {
            "events": len(events),
            "reports": sum(len(event.articles) for event in events),
            "facts": sum(len(event.facts) for event in events),
        }
        found[half] |= _figures(counts) | _shown(joined) | _details(found_by) | {"sides the same in all reports": _sides(events)}
    return found


def told_alike(event: Event, facts: list[Fact]) -> Array:
    """Return counts over coded facts and other reports: told there and found so, missed, wrongly found, left out there and found so."""
    return _told(event, facts)[:4]


def _told(event: Event, facts: list[Fact]) -> Array:
    """Return the counts of ``told_alike``, and of those found how many are found at a place where the fact was coded."""
    counts = np.zeros(5)
    at = {(report, k): fact for fact in facts for report, places in fact.places.items() for k in places}
    for coded in event.facts:
        places = event.statements_of(coded)
        for here in coded.told:
            for there in range(len(event.articles)):
                if there == here:
                    continue
                found = [at[here, k].places.get(there, ()) for k in places[here]]
                told, said = there in coded.told, any(found)
                counts[0 if told and said else 1 if told else 2 if said else 3] += 1
                counts[4] += told and any(k in places[there] for ks in found for k in ks)
    return counts


def _shown(joined: list[tuple[Event, list[Fact]]]) -> dict[str, Any]:
    """Return how many of the facts that the engine joins hold two statements of one coded fact: of the likely ones, and of those shared perhaps."""
    right: dict[bool, list[bool]] = {True: [], False: []}
    for event, facts in joined:
        truth = labels(event)
        for fact in facts:
            pairs = [(a, b) for a in fact.places for b in fact.places if a < b]
            if pairs:
                hit = any(truth[a, b][i, j] for a, b in pairs for i in fact.places[a] for j in fact.places[b])
                right[bool(fact.likely())].append(hit)
    return {
        f"shown as shared{word}, right": {"share": round(float(np.mean(right[likely])), 3) if right[likely] else None, "of": len(right[likely])}
        for likely, word in ((True, ""), (False, " perhaps"))
    }


def _figures(counts: Array) -> dict[str, Any]:
    hit, missed, wrong, right, placed = counts
    return {
        "facts shared, F1": f1(hit, missed, wrong),
        "facts left out, F1": f1(right, missed, wrong),
        "shared or left out, right": round(float((hit + right) / max(counts[:4].sum(), 1)), 3),
        "shared, found at the coded place, F1": round(float(2 * placed / max(2 * hit + missed + wrong, 1)), 3),
    }


def _details(found_by: list[tuple[Event, list[Fact], list[Conflict]]]) -> dict[str, Any]:
    """Return the F1 of conflicting details: of one kind, in the same sentences of the same reports; and how many values stand at the coded places."""
    counts = {kind: np.zeros(3, dtype=np.int64) for kind in DETAILS}
    placed = values = 0
    for event, facts, conflicts in found_by:
        coded = [(kind, places) for fact in event.facts for kind, differing in fact.differs for places in _spans(differing)]
        rows = details_table(facts, conflicts, event.laid.statements, [str(number) for number in range(len(event.articles))])
        found = [(str(detail), list(part.itertuples())) for (_, detail), part in rows.groupby(["fact", "detail"])]
        there = [(detail, {(int(row.article), int(row.sentence)) for row in part}) for detail, part in found]
        wanted = [(kind, {(report, _sentence(event, report, start, end)) for report, start, end in both}) for kind, both in coded]
        for (kind, both), (_, sentences) in zip(coded, wanted, strict=True):
            same = [part for (detail, part), (_, at) in zip(found, there, strict=True) if detail == kind and sentences <= at]
            counts[kind][0 if same else 1] += 1
            values += 2 * bool(same)
            own = [(int(row.article), int(row.start), int(row.end)) for part in same for row in part]
            placed += sum(any(r == report and a < end and start < b for r, a, b in own) for report, start, end in both)
        for detail, at in there:
            counts[detail][2] += not any(kind == detail and sentences <= at for kind, sentences in wanted)
    hit, missed, wrong = (int(one) for one in sum(counts.values(), start=np.zeros(3, dtype=np.int64)))
    return {
        "conflicting details, F1": f1(hit, missed, wrong),
        "conflicting details coded": hit + missed,
        "found": hit + wrong,
        "found and right": hit,
        "values at the coded place": {"share": round(placed / max(values, 1), 3), "of": values},
    } | {f"conflicting {kind}, F1": {"share": f1(*map(float, one)), "of": int(one[:2].sum())} for kind, one in counts.items()}


def _spans(values: Mapping[int, tuple[int, int]]) -> list[list[tuple[int, int, int]]]:
    """Return the pairs of places, (report, start, end), that differ."""
    places = [(report, *place) for report, place in sorted(values.items())]
    return [[one, other] for at, one in enumerate(places) for other in places[at + 1 :]]


def _sentence(event: Event, report: int, start: int, end: int) -> int:
    """Return the number of the sentence around a place."""
    table_of = event.laid.framings[report].sentences
    return int(table_of.loc[table_of["start"] <= (start + end) // 2, "sentence"].max())


def _sides(events: list[Event]) -> dict[str, Any]:
    """Return how often each of the first two coded parties of an event is found under the same side as in its other reports."""
    right = asked = 0
    for event in events:
        for names in list(event.sides.values())[:2]:
            found = []
            for report, known in names.items():
                mentions = event.laid.framings[report].mentions
                low = {name.lower() for name in known}
                own = mentions[[any(str(text).lower() in name or name in str(text).lower() for name in low) for text in mentions["text"]]]
                found.append(own["side"].mode().iloc[0] if len(own) and event.finds_sides else None)
            asked += len(found)
            main = max((one for one in found if one is not None), key=found.count, default=None)
            right += sum(one is not None and one == main for one in found)
    return {"share": round(right / max(asked, 1), 3), "of": asked}


def comparison_tables(results: Mapping[str, Any]) -> dict[str, str]:
    """Return the table of the card by the name of its marks."""
    build, test = results["build"], results["test"]
    lines = ["| | build half | test half |", "| --- | --- | --- |"]
    for name, value in test.items():
        shown = [f"{one['share']} of {one['of']}" if isinstance(one, dict) else one for one in (build[name], value)]
        lines.append(f"| {name} | {shown[0]} | {shown[1]} |")
    return {"comparison": "\n".join(lines)}
