"""Measure the embedded stance model and write the figures where the model card and the report read them.

    python -m training.evaluate stance --data DATA/newsmtsc

Writes ``analysis/models/stance/results.json`` and the table between the marks in ``analysis/models/stance/README.md``.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.stance import EMBEDDED, LABELS, StanceModel
from training.data import Example, read_dev, read_newsmtsc
from training.metrics import bootstrap_interval, calibration_error, macro_f1, reliability

RESAMPLES = 1000


def measure(model: StanceModel, examples: list[Example]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the model's probabilities of shape (n, 3) and the gold labels of shape (n,)."""
    probabilities = model.score([(e.text, e.start, e.end) for e in examples])
    return probabilities, np.array([e.label for e in examples])


def figures(probabilities: NDArray[np.float64], gold: NDArray[np.int64]) -> dict[str, object]:
    """Return macro F1 (percent, with a 95 % bootstrap interval over rows), F1 a class, accuracy and calibration error (15 bins)."""
    answers = probabilities.argmax(1)
    low, high = bootstrap_interval(lambda rows: macro_f1(answers[rows], gold[rows])[0], len(gold), RESAMPLES, seed=0)
    f1, by_class = macro_f1(answers, gold)
    return {
        "rows": len(gold),
        "macro_f1": round(f1, 1),
        "interval": [round(low, 1), round(high, 1)],
        "f1": {label: round(value, 1) for label, value in zip(LABELS, by_class, strict=True)},
        "accuracy": round(100 * float((answers == gold).mean()), 1),
        "calibration_error": round(calibration_error(probabilities, gold), 3),
        "reliability": [{name: round(value, 3) for name, value in part.items()} for part in reliability(probabilities, gold)],
    }


def evaluate(data: Path) -> dict[str, object]:
    """Measure the model on both dev files, apart and together."""
    model = StanceModel()
    sets = {"dev_rw": read_newsmtsc(data / "dev_rw.jsonl"), "dev_mt": read_newsmtsc(data / "dev_mt.jsonl"), "dev": read_dev(data)}
    results: dict[str, object] = {"command": "python -m training.evaluate stance --data DATA/newsmtsc", "sha256": model.hash}
    for name, examples in sets.items():
        results[f"newsmtsc {name}"] = figures(*measure(model, examples))
    return results


def table(results: dict[str, object]) -> str:
    """Return the figures as a Markdown table."""
    columns: list[object] = ["data", "rows", "macro F1", "95 % interval", *LABELS, "accuracy", "calibration error"]
    lines: list[list[object]] = [columns, ["---" for _ in columns]]
    for name, row in results.items():
        if isinstance(row, dict):
            low, high = row["interval"]
            classes = [row["f1"][label] for label in LABELS]
            lines.append([name, row["rows"], row["macro_f1"], f"{low} to {high}", *classes, row["accuracy"], row["calibration_error"]])
    return "\n".join("| " + " | ".join(map(str, cells)) + " |" for cells in lines)


def write_card(card: Path, results: dict[str, object]) -> None:
    """Put the table between the marks ``<!-- results -->`` and ``<!-- /results -->`` of the card; raise ValueError where they lack."""
    text = card.read_text(encoding="utf-8")
    marks = re.compile(r"(?<=<!-- results -->\n).*?(?=<!-- /results -->)", re.DOTALL)
    if not marks.search(text):
        raise ValueError(f"{card} has no lines <!-- results --> and <!-- /results -->; put them where the table belongs")
    card.write_text(marks.sub(lambda _: table(results) + "\n", text), encoding="utf-8")


def main() -> None:
    """Read the command line, measure, write results and card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=["stance"])
    parser.add_argument("--data", required=True, type=Path, help="folder with dev_rw.jsonl and dev_mt.jsonl")
    args = parser.parse_args()
    results = evaluate(args.data)
    (EMBEDDED / "results.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    write_card(EMBEDDED / "README.md", results)
    print(table(results))


if __name__ == "__main__":
    main()
