"""Could it be chance?  Permutation tests and residual bootstraps that shifts and zones share.

Neighbours in an article resemble each other, because a quotation runs over several sentences, and shuffling breaks such runs up; so what a
value shares with the one before it is taken out of the series first (prewhitening: Robbins, Gallagher, Lund and Aue 2011, "Mean shift testing
in correlated data", *Journal of Time Series Analysis* 32).  Metrics are corrected together by Holm's method (1979), which holds however they
hang together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

PERMUTATIONS = 2000
RESAMPLES = 2000
LEVEL = 0.05
"""A p-value below is called evidence: the convention of the field."""
MOST_ALIKE = 0.7
"""The most that is taken out of a value as a share of the one before it: with more, hardly any shift would be left to find."""
FEWEST_VALUES = 8
"""Series with fewer values are not tested: no order of so few could be called unusual with any power."""
SHORTEST = 2
"""Values on either side of a changepoint, and in a zone that is compared: a single value has no spread."""
EQUAL = 1e-9
"""Gains this close, as a share of all squared distances, are equal: shuffling changes the order in which floats are added."""


def mean_intervals(
    means: NDArray[np.float64], sizes: NDArray[np.int64], residuals: NDArray[np.float64], rng: np.random.Generator, resamples: int = RESAMPLES
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the 95 % interval of each mean of so many values, by drawing the residuals, already scaled to the spread of single values, anew."""
    pool = residuals - residuals.mean()
    low, high = means.copy(), means.copy()
    for size in np.unique(sizes):
        drawn = rng.choice(pool, size=(resamples, size)).mean(axis=1)
        at = sizes == size
        low[at] += min(np.quantile(drawn, 0.025), 0)
        high[at] += max(np.quantile(drawn, 0.975), 0)
    return low, high


def split_gains(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return by how much each split of each row lessens the squared distances from the mean: (rows, n) -> (rows, n - 3).

    Column j is the split after j + 2 values.  It is the gain of ruptures' cost "l2", and the square of the CUSUM statistic (Page 1954).
    """
    n = rows.shape[1]
    before = np.arange(SHORTEST, n - SHORTEST + 1)
    sums = np.cumsum(rows - rows.mean(axis=1, keepdims=True), axis=1)[:, before - 1]
    gains: NDArray[np.float64] = sums**2 * (n / (before * (n - before)))
    return gains


def split_p(values: NDArray[np.float64], cut: int, rng: np.random.Generator, permutations: int = PERMUTATIONS) -> float:
    """Return the p-value of the best split, which stands after ``cut`` values: the permutation test of the prewhitened series."""
    return permutation_p(prewhitened(values, [values[:cut], values[cut:]]), rng, permutations)


def prewhitened(values: NDArray[np.float64], parts: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return each value less a share of the one before it: as much as neighbours resemble each other beyond the means of the parts.

    parts: the values, in order, cut where their mean may change.  The share is the correlation of what is left of neighbours, corrected for
    the bias that estimated means bring (Kendall 1954, "Note on bias in the estimation of autocorrelation"), and 0 to 0.7.  Before the first
    value stands the mean of its part.
    """
    residuals = np.concatenate([part - part.mean() for part in parts])
    spread = float((residuals**2).sum())
    if spread <= EQUAL * len(values) * values.var():  # the means say it all
        return values
    alike = float((residuals[1:] * residuals[:-1]).sum()) / spread
    share = min(max(alike + (1 + 3 * alike) * len(parts) / len(values), 0.0), MOST_ALIKE)
    return values - share * np.concatenate([[parts[0].mean()], values[:-1]])


def permutation_p(values: NDArray[np.float64], rng: np.random.Generator, permutations: int = PERMUTATIONS) -> float:
    """Return the share of shuffled orders of the values whose best split gains at least as much, the order found counted in (so never 0).

    Exact, whatever the values, where all orders are equally likely.
    """
    n = len(values)
    observed = split_gains(values[None, :]).max() - EQUAL * n * values.var()
    stronger = sum(int((split_gains(rows).max(axis=1) >= observed).sum()) for rows in shuffled_orders(values, rng, permutations))
    return (stronger + 1) / (permutations + 1)


def shuffled_orders(values: NDArray[np.float64], rng: np.random.Generator, permutations: int) -> Iterator[NDArray[np.float64]]:
    """Give the values in so many random orders, a row each, in portions of about a million numbers."""
    for begin, end in pairwise([*range(0, permutations, max(1, 1_000_000 // len(values))), permutations]):
        yield rng.permuted(np.tile(values, (end - begin, 1)), axis=1)


def is_constant(values: NDArray[np.float64]) -> bool:
    """Say whether the values are all alike but for rounding."""
    return bool(np.ptp(values) <= EQUAL * np.abs(values).max())


def corrected_together(tests: pd.DataFrame, values: Mapping[str, pd.Series]) -> list[float]:
    """Return the p-values corrected together, in order; a metric that never varies could not have shown anything and is not counted."""
    varies = [not is_constant(values[metric].to_numpy()) for metric in tests["metric"]]
    corrected = iter(holm([p for p, counts in zip(tests["p_value"], varies, strict=True) if counts]))
    return [next(corrected) if counts else p for p, counts in zip(tests["p_value"], varies, strict=True)]


def holm(p_values: list[float]) -> list[float]:
    """Correct p-values for their number, step down (Holm 1979); order kept, at most 1."""
    corrected = [0.0] * len(p_values)
    highest = 0.0
    for rank, i in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[i]))
        corrected[i] = highest
    return corrected


def p_shown(p: float) -> str:
    """Return a p-value as journals print it in a table: ``.041``, ``< .001``, ``> .99``; a dash for a missing one."""
    if np.isnan(p):
        return "–"
    return "< .001" if p < 0.001 else "> .99" if p > 0.99 else f"{p:.3f}".removeprefix("0")


def p_in_words(p: float, raw: float = np.nan) -> str:
    """Return a p-value as journals print it in a sentence: ``p = .041``, ``p < .001``, ``p > .99``.

    raw: the same before it was corrected for the number of measures; told as well where it differs (``p = .041, uncorrected p = .005``).
    """
    shown = p_shown(p)
    told = f"p = {shown}" if shown.startswith(".") else f"p {shown}"
    return told if np.isnan(raw) or p_shown(raw) == shown else f"{told}, uncorrected {p_in_words(raw)}"
