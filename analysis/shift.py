"""How the framing shifts from the first sentence to the last: one curve a metric, and one changepoint with its p-value.

A curve is a centred moving average over the sentences that have a value; every value stays visible in the tables it came from.  The
band is a bootstrap over the values in the window.  The changepoint splits a series where the means before and after differ most
(CUSUM, Page 1954); its p-value is the share of random orders of the same values whose best split is at least as strong, so looking
for the best place is paid for.  Metrics are corrected together by Holm's method (Holm 1979).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.tables import make_table
from analysis.voices import voice_parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW = 5
"""Sentences in the moving average."""
PERMUTATIONS = 2000
RESAMPLES = 500
FEWEST_VALUES = 8
"""Series with fewer values are not searched for a changepoint: no order of so few could be called unusual with any power."""

NARRATOR_SHARE = "narrator share of words"
LOADED = "loaded terms per 100 words"


def metric_values(sentences: pd.DataFrame, stance: pd.DataFrame, terms: pd.DataFrame, voices: pd.DataFrame) -> dict[str, pd.Series]:
    """Return metric -> values by sentence number, only for the sentences where the metric is defined.

    ``stance: SIDE`` is the mean score (-1 to 1) of the sentence's mentions of the side; ``gap: A - B`` the difference where a sentence
    has both; loaded terms are per 100 words; the narrator's share is that of the sentence's words outside all voices (0 to 1).
    """
    values: dict[str, pd.Series] = {}
    sides = list(dict.fromkeys(stance["side"]))
    for side in sides:
        values[f"stance: {side}"] = stance[stance["side"] == side].groupby("sentence")["score"].mean()
    if len(sides) >= 2:
        values[f"gap: {sides[0]} - {sides[1]}"] = (values[f"stance: {sides[0]}"] - values[f"stance: {sides[1]}"]).dropna()
    by_sentence = sentences.set_index("sentence")
    counted = terms.groupby("sentence").size().reindex(by_sentence.index, fill_value=0)
    words = by_sentence["words"].clip(lower=1)
    values[LOADED] = 100 * counted / words
    parts = voice_parts(sentences, voices)
    own = parts["words"].where(parts["voice"] == "narrator", 0).groupby(parts["sentence"]).sum()
    values[NARRATOR_SHARE] = own / parts.groupby("sentence")["words"].sum().clip(lower=1)
    return {name: series.astype(float) for name, series in values.items()}


def framing_shift(
    sentences: pd.DataFrame, stance: pd.DataFrame, terms: pd.DataFrame, voices: pd.DataFrame, *, seed: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables ``shift`` (a curve a metric) and ``changes`` (its best changepoint; ``sentence`` is the last before it).

    seed: of the bootstrap and of the permutations.  Metrics with fewer than 8 values have no row in ``changes``.
    """
    values = metric_values(sentences, stance, terms, voices)
    curves, found = [], []
    for order, (metric, series) in enumerate(values.items()):
        rng = np.random.default_rng([seed, order])
        curves += _curve(metric, series, rng)
        if len(series) >= FEWEST_VALUES:
            cut, p = changepoint(series.to_numpy(), rng)
            numbers = series.index.to_numpy()
            found.append(
                {
                    "metric": metric, "sentence": int(numbers[cut - 1]),
                    "before": series.iloc[:cut].mean(), "after": series.iloc[cut:].mean(), "p_value": p,
                }
            )  # fmt: skip
    for row, p in zip(found, holm([float(row["p_value"]) for row in found]), strict=True):
        row["p_value"] = p
    return make_table("shift", curves), make_table("changes", found)


def _curve(metric: str, series: pd.Series, rng: np.random.Generator) -> list[dict[str, object]]:
    values, numbers = series.to_numpy(), series.index.to_numpy()
    half = WINDOW // 2
    rows = []
    for i, number in enumerate(numbers):
        window = values[max(0, i - half) : i + half + 1]
        means = rng.choice(window, size=(RESAMPLES, len(window))).mean(axis=1)
        low, high = np.quantile(means, [0.025, 0.975])
        rows.append({"metric": metric, "sentence": int(number), "value": window.mean(), "low": low, "high": high})
    return rows


def changepoint(values: NDArray[np.float64], rng: np.random.Generator, permutations: int = PERMUTATIONS) -> tuple[int, float]:
    """Return the best split (number of values before it, at least 2 on either side) and its permutation p-value.

    The strength of a split is the CUSUM statistic: the distance of the running sum from its expectation, over its standard deviation.
    Values that are all alike give p = 1.
    """
    n = len(values)
    if n < 4 or np.ptp(values) == 0:
        return max(1, n // 2), 1.0
    splits = np.arange(2, n - 1)
    weight = 1 / np.sqrt(splits * (n - splits) / n)

    def strength(rows: NDArray[np.float64]) -> NDArray[np.float64]:
        sums = np.cumsum(rows - rows.mean(axis=1, keepdims=True), axis=1)
        strengths: NDArray[np.float64] = np.abs(sums[:, splits - 1]) * weight
        return strengths

    observed = strength(values[None, :])[0]
    best = int(observed.argmax())
    stronger = 0
    for size in _portions(permutations, max(1, 1_000_000 // n)):
        shuffled = rng.permuted(np.broadcast_to(values, (size, n)).copy(), axis=1)
        stronger += int((strength(shuffled).max(axis=1) >= observed[best] - 1e-12).sum())
    return int(splits[best]), (stronger + 1) / (permutations + 1)


def _portions(total: int, size: int) -> list[int]:
    edges = [*range(0, total, size), total]
    return [b - a for a, b in pairwise(edges)]


def holm(p_values: list[float]) -> list[float]:
    """Correct p-values for their number, step down (Holm 1979); order kept, at most 1."""
    corrected = [0.0] * len(p_values)
    highest = 0.0
    for rank, i in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[i]))
        corrected[i] = highest
    return corrected
