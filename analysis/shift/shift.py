"""How the framing shifts from the first sentence to the last: curves, one changepoint a metric with its p-value, and zones compared.

A curve is a centred moving average over the sentences that have a value; every value stays visible in the tables it came from.  Its band
is a bootstrap of residuals (Efron and Tibshirani 1993, *An Introduction to the Bootstrap*, ch. 9): what the sentences of the whole article
stray from their curve is drawn again and again.  Drawing from the five values of a window alone makes bands that are much too narrow.

The changepoint splits a series in two so that the squared distances from the two means are least (Truong, Oudre and Vayatis 2020,
"Selective review of offline change point detection methods", *Signal Processing* 167; the tests hold it against their library, ruptures).  A best
place always exists, so its strength is compared with that of the best places in shuffled orders of the same values: the p-value is the share
of orders that do at least as well.  Looking in every place is thereby paid for.  Neighbours in an article resemble each other, because a
quotation runs over several sentences, and shuffling breaks such runs up; so what a value shares with the one before it is taken out of the
series first (prewhitening: Robbins, Gallagher, Lund and Aue 2011, "Mean shift testing in correlated data", *Journal of Time Series Analysis* 32).

Metrics are corrected together by Holm's method (1979), which holds however they hang together.  They do: the gap is the difference of two
others and no evidence of its own kind, and words that sources are given are words the narrator lacks.  For such metrics the correction is
stricter than needed, never too lenient.

What the test cannot do: in a short article the resemblance cannot be measured well, and where it is strong, or values scatter more in one part
than in another, the test still finds shifts too often; and most shifts in short articles it does not find.  How often is in ``analysis.shift.power``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.intervals import FEW_SENTENCES
from analysis.shift.chance import (
    EQUAL,
    FEWEST_VALUES,
    PERMUTATIONS,
    RESAMPLES,
    SHORTEST,
    corrected_together,
    is_constant,
    mean_intervals,
    split_gains,
    split_p,
)
from analysis.shift.metrics import metric_values
from analysis.tables import make_table
from analysis.templates import counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW = 5
"""Sentences in the moving average."""


def framing_shift(
    sentences: pd.DataFrame, stance: pd.DataFrame, terms: pd.DataFrame, voices: pd.DataFrame, *, seed: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables ``shift`` (a curve a metric) and ``changes`` (its best changepoint; ``sentence`` is the last before it).

    seed: of the bootstrap and of the permutations.  Metrics with fewer than 8 values have no row in ``changes``.  ``p_value`` is ``p_raw``
    corrected for the number of metrics that vary; one that never varies has p = 1 and costs the others nothing.
    """
    values = metric_values(sentences, stance, terms, voices)
    curves, found = [], []
    for order, (metric, series) in enumerate(values.items()):
        rng = np.random.default_rng([seed, order])
        numbers = series.index.to_numpy()
        rows = zip(numbers, *moving_average(series.to_numpy(), rng), strict=True)
        curves += [{"metric": metric, "sentence": number, "value": value, "low": low, "high": high} for number, value, low, high in rows]
        if len(series) >= FEWEST_VALUES:
            cut, p = changepoint(series.to_numpy(), rng)
            row = {"metric": metric, "sentence": numbers[cut - 1], "before": series.iloc[:cut].mean(), "after": series.iloc[cut:].mean()}
            found.append({**row, "p_raw": p, "p_value": p})
    changes = make_table("changes", found)
    changes["p_value"] = corrected_together(changes, values)
    return make_table("shift", curves), changes


def moving_average(
    values: NDArray[np.float64], rng: np.random.Generator, resamples: int = RESAMPLES
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean of each value and its neighbours, two on either side where there are so many, and the 95 % band: low, high.

    The band draws from what all values stray from their means, so it takes their spread to be the same everywhere; it never leaves the
    range of the values.  Fewer than five values have no band (NaN).  How often the band holds the true mean is in ``analysis.shift.power``.
    """
    n, half = len(values), WINDOW // 2
    first, last = np.maximum(np.arange(n) - half, 0), np.minimum(np.arange(n) + half + 1, n)
    sums, width = np.concatenate([[0.0], np.cumsum(values)]), last - first
    means = (sums[last] - sums[first]) / width
    if n < FEW_SENTENCES:
        return means, np.full(n, np.nan), np.full(n, np.nan)
    low, high = mean_intervals(means, width, (values - means) / np.sqrt(1 - 1 / width), rng, resamples)
    return means, low.clip(values.min(), values.max()), high.clip(values.min(), values.max())


def changepoint(values: NDArray[np.float64], rng: np.random.Generator, permutations: int = PERMUTATIONS) -> tuple[int, float]:
    """Return the best split (number of values before it, at least 2 on either side) and its permutation p-value.

    Of several equally good splits the first is named.  Values that are all alike give the middle and p = 1.
    Raises ValueError below four values and for missing ones.
    """
    n = len(values)
    if n < 2 * SHORTEST or np.isnan(values).any():
        problem = "a missing value" if n >= 2 * SHORTEST else f"only {counted(n, 'value')}"
        raise ValueError(f"no changepoint can be searched in a series with {problem}; give {2 * SHORTEST} or more numbers, missing ones left out")
    if is_constant(values):
        return n // 2, 1.0
    gains = split_gains(values[None, :])[0]
    cut = int(np.flatnonzero(gains >= gains.max() - EQUAL * n * values.var())[0]) + SHORTEST
    return cut, split_p(values, cut, rng, permutations)
