"""Learn from hand-coded reports when two statements tell one fact: the weights of ``analysis.comparison.alike``; three minutes on two cores.

    python -m training.train_comparison --data DATA

A logistic regression over the clues of every pair of statements of the build half, each event counted alike.  The threshold is the one at which, each
event left out in turn, the F1 of facts shared and the F1 of facts left out are highest together.  Writes ``analysis/models/comparison/weights.json``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.comparison.alike import CLUES, WEIGHTS, likely
from training.comparison_gold import Event, labels, read_events
from training.evaluate_comparison import told_alike
from training.logistic import scaled_fit

PENALTY = 30.0
THRESHOLDS = np.arange(0.05, 0.91, 0.025)

Array = NDArray[np.float64]


def main() -> None:
    """Read the command line, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora, with polnear/")
    events = list(read_events(parser.parse_args().data, "build"))
    known = [(event, event.laid.clues(), labels(event)) for event in events]
    held = []
    for event, clues, _ in known:
        weights = _fit([(x, y) for other, x, y in known if other is not event])
        held.append((event, {pair: likely(found, weights) for pair, found in clues.items()}))
    scores = {float(threshold): _figure(held, float(threshold)) for threshold in THRESHOLDS}
    threshold = max(scores, key=lambda one: scores[one]["shared"] + scores[one]["left out"])
    found = {"command": "python -m training.train_comparison --data DATA", "threshold": round(threshold, 3)}
    found |= {"left out in turn": scores[threshold], "weights": _fit([(x, y) for _, x, y in known])}
    WEIGHTS.parent.mkdir(exist_ok=True)
    WEIGHTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=2))


def _fit(known: list[tuple[dict[tuple[int, int], Array], dict[tuple[int, int], NDArray[np.int64]]]]) -> dict[str, float]:
    x = np.concatenate([clues[pair].reshape(-1, len(CLUES)) for clues, _ in known for pair in clues])
    y = np.concatenate([truth[pair].ravel() for clues, truth in known for pair in clues])
    weights, constant = scaled_fit(x, y, PENALTY).plain()
    rare = float(np.log(y.mean() / (1 - y.mean())))  # the regression weighs both classes alike; most pairs tell two facts
    found = {clue: round(float(weight), 4) for clue, weight in zip(CLUES, weights[0], strict=True)}
    return found | {"constant": round(float(constant[0]) + rare, 4)}


def _figure(held: list[tuple[Event, dict[tuple[int, int], Array]]], threshold: float) -> dict[str, Any]:
    counts = sum((told_alike(event, found, threshold) for event, found in held), start=np.zeros(4))
    return f1s(counts)


def f1s(counts: Array) -> dict[str, float]:
    """Return the F1 of facts shared and of facts left out from counts: shared and found so, missed, wrongly found, left out and found so."""
    hit, missed, wrong, right = (float(one) for one in counts)
    return {
        "shared": round(2 * hit / max(2 * hit + missed + wrong, 1), 3),
        "left out": round(2 * right / max(2 * right + missed + wrong, 1), 3),
    }


if __name__ == "__main__":
    main()
