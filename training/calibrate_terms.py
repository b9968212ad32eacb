"""Fit what makes the encoder's probabilities of loaded words honest: Platt scaling on our own texts of the part "choose".

    python -m training.calibrate_terms --model training/runs/export --data DATA

Writes ``platt``, slope and shift of the log odds (Platt 1999, "Probabilistic outputs for support vector machines"), below ``framing`` and
``terms`` in ``config.json``, and prints how words are found at several thresholds, to choose one.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.reading.article import Article
from analysis.reading.encoder import Encoder
from analysis.reading.parse import parse
from analysis.terms.marker import read_words
from training.metrics import word_quality
from training.terms_gold import read_labels

STEPS = 50


def words_read(data: Path, encoder: Encoder, part: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the probability of each word of the labelled sentences, (n,), and the share of its readers that marked it, (n,)."""
    readings: dict[str, list[tuple[tuple[int, int], ...]]] = {}
    sentences: dict[str, list[tuple[int, int]]] = {}
    for one in read_labels(data, part, reader=None):
        readings.setdefault(one.text, []).append(tuple((mark.start, mark.end) for mark in one.marks))
        sentences[one.text] = [(start, end) for start, end, _ in one.sentences]
    p, gold = [], []
    for text, marks in readings.items():
        parsed = parse(Article(text))
        loaded = read_words(parsed, encoder)
        for token in parsed.doc:
            if token.text[0].isalnum() and any(start <= token.idx < end for start, end in sentences[text]):
                p.append(loaded.p[token.i])
                gold.append(np.mean([any(start <= token.idx < end for start, end in spans) for spans in marks]))
    return np.array(p), np.array(gold)


def fit_platt(p: NDArray[np.float64], gold: NDArray[np.float64]) -> tuple[float, float]:
    """Return slope and shift of the log odds with the highest likelihood, by Newton's method."""
    odds = np.log(p.clip(1e-9, 1 - 1e-9)) - np.log1p(-p.clip(1e-9, 1 - 1e-9))
    design, weights = np.stack([odds, np.ones_like(odds)], axis=1), np.array([1.0, 0.0])
    for _ in range(STEPS):
        found = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (gold - found)
        curve = (design * (found * (1 - found))[:, None]).T @ design + 1e-9 * np.eye(2)
        weights = weights + np.linalg.solve(curve, slope)
    return round(float(weights[0]), 4), round(float(weights[1]), 4)


def calibrate(folder: Path, data: Path) -> tuple[float, float]:
    """Fit on the texts to choose on, write the config, and return slope and shift."""
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config["framing"].pop("terms", None)
    path.write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    p, gold = words_read(data, Encoder(folder), "choose")
    found = fit_platt(p, gold)
    config["framing"]["terms"] = {"platt": list(found)}
    path.write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    p, gold = words_read(data, Encoder(folder), "choose")
    for threshold in np.arange(0.1, 0.95, 0.1):
        told, true = p >= threshold, gold >= 0.5
        precision, recall, f1 = word_quality(np.stack([told & true, told, true], axis=1).astype(float))
        print(f"{threshold:.1f}: {100 * told.mean():.2f} marked in 100, precision {precision:.1f}, recall {recall:.1f}, F1 {f1:.1f}")
    return found


def main() -> None:
    """Read the command line and calibrate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, type=Path, help="folder written by training.export")
    parser.add_argument("--data", required=True, type=Path, help="folder of the corpora that were labelled")
    args = parser.parse_args()
    print(json.dumps(calibrate(args.model, args.data)))


if __name__ == "__main__":
    main()
