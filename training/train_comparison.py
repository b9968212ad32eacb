"""Learn from hand-coded reports when two statements tell one fact, and when two values contradict each other.

    python -m training.train_comparison --data DATA

Needs torch (``.venv-train``); 20 minutes on two cores.  First a turn of the words' states (``training.word_metric``), learned without each eighth of
the events in turn, so that the clues of every event come from a turn that has not seen it.  Then a regression and boosted trees over the clues of
every pair of statements, and likewise over those of every pair of values that differ, two models for each kind of value.  The thresholds are those
at which, each eighth left out in turn, the F1 of facts shared and of facts left out are highest together, and that of conflicts.
Writes ``words.npz``, ``weights.json`` and ``conflicts.json`` into ``analysis/models/comparison``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.comparison.alike import WEIGHTS, likely
from analysis.comparison.conflicts import ASKED, LEARNED, detail_of
from analysis.comparison.facts import facts_of
from analysis.comparison.meaning import METRIC
from analysis.comparison.rarity import Weights
from analysis.comparison.rivals import CLUES, Rivals
from analysis.comparison.trees import chances_of
from training.comparison_gold import Event, labels, read_events
from training.evaluate_comparison import told_alike
from training.logistic import scaled_fit
from training.metrics import f1
from training.trees import Growth, grow
from training.word_metric import Told, learn

PENALTY, PENALTY_OF_VALUES = 100.0, 30.0
OF_FACTS = Growth(trees=120, depth=3, rate=0.1, clues=0.3)
OF_VALUES = Growth(trees=60, depth=3, rate=0.1, penalty=3.0, least=1.0, rows=0.8, clues=0.5)
THRESHOLDS = np.arange(0.05, 0.91, 0.025)
PARTS = 8

Array = NDArray[np.float64]
Pairs = dict[tuple[int, int], Array]


def main() -> None:
    """Read the command line, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora, with polnear/")
    train(list(read_events(parser.parse_args().data, "build")))


def train(events: Sequence[Event]) -> None:
    """Learn from events and write what was learned."""
    truth = [labels(event) for event in events]
    told = [_told(event, same) for event, same in zip(events, truth, strict=True)]
    turns = _left_out(len(events), lambda known: learn([told[k] for k in known]))
    clues = [event.laid.clues(turn) for event, turn in zip(events, turns, strict=True)]
    metric = learn(told)
    rows = [_rows(x, y) for x, y in zip(clues, truth, strict=True)]
    models = _left_out(len(events), lambda known: _fit([rows[k] for k in known], PENALTY, OF_FACTS))
    held = [{pair: likely(found, model) for pair, found in own.items()} for own, model in zip(clues, models, strict=True)]
    scores = {float(at): _figure(events, held, float(at)) for at in THRESHOLDS}
    threshold = max(scores, key=lambda at: scores[at]["shared"] + scores[at]["left out"])
    found = {"command": "python -m training.train_comparison --data DATA", "threshold": round(threshold, 3), "left out in turn": scores[threshold]}
    conflicts = _conflicts(events, held, clues)
    METRIC.parent.mkdir(exist_ok=True)
    np.savez_compressed(METRIC, **{name: one.astype(np.float16 if one.ndim > 1 else np.float32) for name, one in metric.items()})  # type: ignore[arg-type]
    WEIGHTS.write_text(json.dumps(found | {"facts": _fit(rows, PENALTY, OF_FACTS)}) + "\n", encoding="utf-8")
    LEARNED.write_text(json.dumps(conflicts) + "\n", encoding="utf-8")
    print(json.dumps(found | {value: {k: one[k] for k in ("threshold", "left out in turn")} for value, one in conflicts.items()}, indent=2))


def _rows(clues: Pairs, same: dict[tuple[int, int], NDArray[np.int64]]) -> tuple[Array, NDArray[np.int64]]:
    return np.concatenate([clues[pair].reshape(-1, clues[pair].shape[-1]) for pair in clues]), np.concatenate([same[pair].ravel() for pair in clues])


def _told(event: Event, same: dict[tuple[int, int], NDArray[np.int64]]) -> Told:
    statements = event.laid.statements
    weights = Weights([one for report in statements for one in report])
    return Told(event.laid.states, [[weights.each(one.lemmas) for one in report] for report in statements], same)


def _left_out(many: int, made: Callable[[list[int]], Any]) -> list[Any]:
    """Return for each event what is made of the events of the other parts."""
    parts = [made([k for k in range(many) if k % PARTS != part]) for part in range(min(PARTS, many))]
    return [parts[k % PARTS] for k in range(many)]


def _fit(known: Sequence[tuple[Array, NDArray[np.int64]]], penalty: float, growth: Growth) -> dict[str, Any]:
    """Return a model as ``analysis.comparison.trees.chances_of`` takes it."""
    x, y = np.concatenate([rows for rows, _ in known]), np.concatenate([same for _, same in known]).astype(np.int64)
    weights, constant = scaled_fit(x, y, penalty).plain()
    rare = float(np.log(y.mean() / (1 - y.mean())))  # the regression weighs both classes alike; most pairs are a no
    return {"weights": weights[0].round(5).tolist(), "constant": round(float(constant[0]) + rare, 5)} | grow(x, y, growth)


def _figure(events: Sequence[Event], held: Sequence[Pairs], threshold: float) -> dict[str, float]:
    pairs = zip(events, held, strict=True)
    return f1s(sum((told_alike(event, facts_of(event.laid.statements, p, threshold)) for event, p in pairs), start=np.zeros(4)))


def f1s(counts: Array) -> dict[str, float]:
    """Return the F1 of facts shared and of facts left out from counts: shared and found so, missed, wrongly found, left out and found so."""
    hit, missed, wrong, right = (float(one) for one in counts)
    return {"shared": f1(hit, missed, wrong), "left out": f1(right, missed, wrong)}


# ---- conflicts


def _conflicts(events: Sequence[Event], held: Sequence[Pairs], clues: Sequence[Pairs]) -> dict[str, Any]:
    """Return a model for each kind of value, each with the threshold that all share: that of the highest F1 over all kinds."""
    values = [event.laid.rivals(p, own) for event, p, own in zip(events, held, clues, strict=True)]
    truth = [[coded_at(event, one) for one in own] for event, own in zip(events, values, strict=True)]
    coded = sum(len(places) * (len(places) - 1) // 2 for event in events for fact in event.facts for _, places in fact.differs)
    found: dict[str, Any] = {}
    every: list[tuple[float, bool]] = []
    for value in ASKED:
        of = [[k for k, one in enumerate(own) if one.value == value] for own in values]
        rows = [
            (np.array([own[k].clues for k in ks]).reshape(len(ks), len(CLUES)), np.array([same[k] for k in ks], dtype=np.int64))
            for own, same, ks in zip(values, truth, of, strict=True)
        ]
        for number, model in enumerate(_left_out(len(events), partial(_fit_some, rows))):
            every += _best_of_pairs([values[number][k] for k in of[number]], chances_of(rows[number][0], model), rows[number][1])
        found[value] = _fit(rows, PENALTY_OF_VALUES, OF_VALUES)
    every.sort(key=lambda one: -one[0])
    right = np.cumsum([hit for _, hit in every])
    reached = 2 * right / (np.arange(1, len(every) + 1) + coded)
    best = int(reached.argmax())
    for one in found.values():
        one["threshold"] = round(every[best][0], 3)
        one["left out in turn"] = {"F1": round(float(reached[best]), 3), "found": best + 1, "right": int(right[best])}
    return found


def _fit_some(rows: Sequence[tuple[Array, NDArray[np.int64]]], known: list[int]) -> dict[str, Any]:
    return _fit([rows[k] for k in known], PENALTY_OF_VALUES, OF_VALUES)


def coded_at(event: Event, one: Rivals) -> bool:
    """Say whether two values overlap those of a coded conflict in the same detail."""
    for fact in event.facts:
        for detail, places in fact.differs:
            if detail == detail_of(one) and set(one.reports) <= set(places):
                ends = zip((one.first, one.second), (places[report] for report in one.reports), strict=True)
                if all(max(value[1], start) < min(value[2], end) for value, (start, end) in ends):
                    return True
    return False


def _best_of_pairs(found: Sequence[Rivals], p: Array, y: NDArray[np.int64]) -> list[tuple[float, bool]]:
    """Return the likelihood and the truth of the likeliest values of each two statements."""
    best: dict[object, tuple[float, bool]] = {}
    for one, chance, same in zip(found, p, y, strict=True):
        key = (one.reports, one.statements, detail_of(one))
        best[key] = max(best.get(key, (0.0, False)), (float(chance), bool(same)))
    return list(best.values())


if __name__ == "__main__":
    main()
