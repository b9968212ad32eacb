"""Fit what makes an exported model's probabilities honest: a temperature a task, and the threshold below which a call is too close.

    python -m training.calibrate --model training/runs/export --dev training/runs/data/dev

Reads files of examples the model was not trained on; writes ``framing.temperature`` and ``framing.close_call`` into ``config.json``.
Calibration is of the form that ships, so what rounding did to the probabilities is made good too.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.model import softmax
from analysis.stance import StanceModel
from training.data import read_examples

CLOSE_ACCURACY = 2 / 3
"""Calls below the threshold are right less often than two times in three."""


def fit_temperature(probabilities: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Return the temperature (0.5 to 5, steps of 0.01) with the highest likelihood of the labels (Guo et al. 2017, ICML).

    probabilities: of shape (n, classes), at temperature 1; their logarithms serve as logits.
    """
    logits = np.log(probabilities.clip(min=1e-12))
    grid = np.arange(0.5, 5.005, 0.01)
    losses = [-np.log(softmax(logits / t)[np.arange(len(labels)), labels].clip(min=1e-12)).mean() for t in grid]
    return round(float(grid[int(np.argmin(losses))]), 2)


def close_call(probabilities: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Return the highest confidence (steps of 0.01, 0.34 to 0.9) below which answers are right at most two times in three; 0.34 where none is."""
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    fitting = [0.34]
    for threshold in np.arange(0.4, 0.905, 0.01):
        below = right[confidence < threshold]
        if len(below) >= 20 and below.mean() <= CLOSE_ACCURACY:
            fitting.append(float(threshold))
    return round(max(fitting), 2)


def calibrate(folder: Path, dev: Path) -> dict[str, object]:
    """Fit on ``stance.jsonl`` and ``subjectivity.jsonl`` in ``dev``, write the config and return what was written.

    Tone takes the temperature of stance: both are answered by the same three logits.
    """
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    for name in ("temperature", "close_call"):
        config["framing"].pop(name, None)
    path.write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    model = StanceModel(folder)
    stance = read_examples(dev / "stance.jsonl")
    gold = np.array([one.label for one in stance])
    raw = model.score([(one.text, one.start, one.end) for one in stance])  # type: ignore[misc]
    warmth = {"stance": fit_temperature(raw, gold)}
    warmth["tone"] = warmth["stance"]
    opinion = read_examples(dev / "subjectivity.jsonl")
    subjective = model.subjective([one.text for one in opinion])
    warmth["subjective"] = fit_temperature(np.stack([1 - subjective, subjective], axis=1), np.array([one.label for one in opinion]))
    settled = {"temperature": warmth, "close_call": close_call(softmax(np.log(raw.clip(min=1e-12)) / warmth["stance"]), gold)}
    config["framing"].update(settled)
    path.write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    return settled


def main() -> None:
    """Read the command line and calibrate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, type=Path, help="folder written by training.export")
    parser.add_argument("--dev", required=True, type=Path, help="folder dev/ written by training.prepare")
    args = parser.parse_args()
    print(json.dumps(calibrate(args.model, args.dev)))


if __name__ == "__main__":
    main()
