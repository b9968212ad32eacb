"""Fit what makes an exported model's probabilities honest: a temperature a task, how it follows the entropy, and what is too close to call.

    python -m training.calibrate --model training/runs/export --dev training/runs/data/dev

Reads files of examples the model was not trained on; writes ``temperature``, ``entropy_power`` and ``close_call`` below ``framing`` in
``config.json``.  Calibration is of the form that ships, so what rounding did to the probabilities is made good too.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.model import tempered
from analysis.stance.stance import StanceModel
from training.data import read_examples
from training.metrics import calibration_error

NO_POWER = np.zeros(1)
POWERS = np.arange(0, 0.505, 0.01)
"""Powers of the entropy that are tried."""
AS_LIKELY = 0.001
"""Nats a target; on 785 targets no reason to prefer one setting to another."""
CLOSE_ACCURACY = 2 / 3
"""Calls below the threshold are right less often than two times in three."""


def fit_temperature(probabilities: NDArray[np.float64], labels: NDArray[np.int64], powers: NDArray[np.float64] = NO_POWER) -> tuple[float, float]:
    """Return the temperature (0.5 to 5, steps of 0.01) and the power, one of ``powers``, with the highest likelihood of the labels.

    probabilities: of shape (n, classes), at temperature 1; their logarithms serve as logits.  Without powers it is temperature scaling (Guo
    et al. 2017, ICML); what a power does, see ``analysis.model.tempered``.  Of powers and temperatures as likely as the best to within
    ``AS_LIKELY``, the two with the smallest calibration error are taken.
    """
    logits, rows = np.log(probabilities.clip(min=1e-12)), np.arange(len(labels))
    settings = [(float(t), float(power)) for power in powers for t in np.arange(0.5, 5.005, 0.01)]
    losses = np.array([-np.log(tempered(logits, *one)[rows, labels].clip(min=1e-12)).mean() for one in settings])
    best = int(losses.argmin())
    if len(powers) > 1:
        likely = np.flatnonzero(losses <= losses[best] + AS_LIKELY)
        best = int(min(likely, key=lambda at: calibration_error(tempered(logits, *settings[at]), labels)))
    temperature, power = settings[best]
    return round(temperature, 2), round(power, 2)


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

    Tone takes what is fitted for stance: both are answered by the same three logits.  Subjectivity has too few rows for a power.
    """
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    for name in ("temperature", "entropy_power", "close_call"):
        config["framing"].pop(name, None)
    path.write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    model = StanceModel(folder)
    stance = read_examples(dev / "stance.jsonl")
    gold = np.array([one.label for one in stance])
    raw = model.score([(one.text, one.start, one.end) for one in stance])  # type: ignore[misc]
    temperature, power = fit_temperature(raw, gold, POWERS)
    opinion = read_examples(dev / "subjectivity.jsonl")
    subjective = model.subjective([one.text for one in opinion])
    cooled, _ = fit_temperature(np.stack([1 - subjective, subjective], axis=1), np.array([one.label for one in opinion]))
    settled = {
        "temperature": {"stance": temperature, "tone": temperature, "subjective": cooled},
        "entropy_power": {"stance": power, "tone": power},
        "close_call": close_call(tempered(np.log(raw.clip(min=1e-12)), temperature, power), gold),
    }
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
