"""Figures of merit for a classifier, without torch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from analysis.intervals import wilson

BINS = 15
"""Of equal width, into which confidences are put."""


def macro_f1(answers: NDArray[np.int64], gold: NDArray[np.int64], classes: int = 3) -> tuple[float, list[float]]:
    """Return the mean over the classes of F1, and F1 of each class, in percent; a class neither found nor there counts 0."""
    scores = []
    for label in range(classes):
        hits = int(((answers == label) & (gold == label)).sum())
        total = int((answers == label).sum() + (gold == label).sum())
        scores.append(200 * hits / total if total else 0.0)
    return sum(scores) / classes, scores


def f1(hit: float, missed: float, wrong: float) -> float:
    """Return F1 from counts, 0 to 1 with three digits: found and there, there but not found, found but not there; 0 of none."""
    return round(float(2 * hit / max(2 * hit + missed + wrong, 1)), 3)


def word_quality(counts: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return precision, recall and F1 in percent of words counted (n, 3): found and right, found, and there are; 0 of none."""
    right, told, true = counts.sum(axis=0)
    return (
        float(100 * right / told) if told else 0.0,
        float(100 * right / true) if true else 0.0,
        float(200 * right / (told + true)) if told + true else 0.0,
    )


def reliability(probabilities: NDArray[np.float64], gold: NDArray[np.int64]) -> list[dict[str, float]]:
    """Return, for each bin of equal width that holds rows, the mean confidence and the accuracy (both 0 to 1) and the number of rows."""
    confidence, right = probabilities.max(1), probabilities.argmax(1) == gold
    held = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        {"confidence": float(confidence[held == b].mean()), "accuracy": float(right[held == b].mean()), "rows": int((held == b).sum())}
        for b in np.unique(held)
    ]


def calibration_error(probabilities: NDArray[np.float64], gold: NDArray[np.int64]) -> float:
    """Return the expected calibration error (Guo et al. 2017): mean distance of confidence and accuracy over equal-width bins, 0 to 1."""
    return sum(abs(b["accuracy"] - b["confidence"]) * b["rows"] for b in reliability(probabilities, gold)) / len(gold)


def bootstrap_interval(figure: Callable[[NDArray[np.int64]], float], rows: int | list[str], resamples: int, seed: int) -> tuple[float, float]:
    """Return the 95 % percentile interval of a figure over resampled row numbers.

    rows: their number; or the group of each, to resample whole groups (rows of one group are not independent).
    """
    rng = np.random.default_rng(seed)
    names = np.arange(rows) if isinstance(rows, int) else np.unique(rows, return_inverse=True)[1]
    members = [np.flatnonzero(names == one) for one in range(names.max() + 1)] if not isinstance(rows, int) else [np.array([one]) for one in names]
    values = []
    for _ in range(resamples):
        drawn = rng.integers(0, len(members), len(members))
        values.append(figure(np.concatenate([members[one] for one in drawn])))
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def proportion_interval(hits: int, rows: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of independent rows, in percent, as ``analysis.intervals.wilson`` has it."""
    low, high = wilson(hits, rows)
    return round(100 * float(low), 1), round(100 * float(high), 1)
