"""How sure is a number?  The intervals that several rooms share: of a mean score, and of a share."""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

FEW_SENTENCES = 5
"""Below: no interval.  A convention of this suite."""
DRAWS = 2000
"""Of a bootstrap."""
NORMAL = NormalDist().inv_cdf(0.975)
"""What a 95 % interval of a normal distribution reaches to on each side, in standard deviations: 1.96."""

_FINE = 1e-12


def bootstrap(part: pd.DataFrame, random: np.random.Generator, limit: float = 1.0, draws: int = DRAWS) -> tuple[float, float] | None:
    """Return the 95% interval of the mean score, drawing whole sentences; None below five sentences.

    The ends of the percentile interval are moved away from the mean by what a percentile interval of n sentences is known to be too
    narrow: the square root of n / (n - 1), times the quantile of t over that of the normal (Hesterberg 2015, "What Teachers Should Know
    About the Bootstrap", The American Statistician 69/4, 371-386).  ``limit``: the largest score there is; no end lies beyond it.
    """
    by_sentence = part.groupby("sentence").score.agg(["sum", "count"]).to_numpy(dtype=float)
    if len(by_sentence) < FEW_SENTENCES:
        return None
    drawn = by_sentence[random.integers(0, len(by_sentence), (draws, len(by_sentence)))].sum(axis=1)
    count, centre = len(by_sentence), by_sentence[:, 0].sum() / by_sentence[:, 1].sum()
    wider = np.sqrt(count / (count - 1)) * student(count - 1) / NORMAL
    low, high = np.clip(centre + wider * (np.percentile(drawn[:, 0] / drawn[:, 1], [2.5, 97.5]) - centre), -limit, limit)
    return float(low), float(high)


def wilson(hits: ArrayLike, rows: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the 95 % interval of a share of independent rows, low and high, 0 to 1; it holds where all or none are hits.

    hits, rows: counts, or arrays of counts.  After Wilson (1927), "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22, 209-212.
    """
    total = np.asarray(rows, dtype=np.float64)
    share, square = np.asarray(hits, dtype=np.float64) / total, NORMAL**2
    centre = (2 * total * share + square) / (2 * (total + square))
    half = NORMAL * np.sqrt(4 * total * share * (1 - share) + square) / (2 * (total + square))
    return np.where(share == 0, 0.0, centre - half), np.where(share == 1, 1.0, centre + half)


@cache
def student(freedom: int) -> float:
    """Return what a 95 % interval of Student's t reaches to on each side; ``freedom``: whole degrees, from 1.

    By Newton's method on the finite series of its distribution, from 1.96, which always lies below.  ``scipy.special.stdtrit`` returns the
    same, but it is the one thing a report would need of scipy, and a third of a second to import.
    """
    height = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2) - math.log(freedom * math.pi) / 2
    reach, step = NORMAL, 1.0
    while step > _FINE * reach:
        density = math.exp(height - (freedom + 1) / 2 * math.log1p(reach**2 / freedom))
        step = (0.95 - _within(reach, freedom)) / (2 * density)
        reach += step
    return reach


def _within(reach: float, freedom: int) -> float:
    """Return the share of Student's t between -reach and +reach (Abramowitz and Stegun 1964, Handbook of Mathematical Functions, 26.7.3-4)."""
    angle = math.atan(reach / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = freedom % 2
    steps = np.arange(1 + odd, freedom - 1, 2)
    series = 1 + float(np.cumprod(cosine**2 * steps / (steps + 1)).sum())
    if not odd:
        return sine * series
    return 2 / math.pi * (angle + (sine * cosine * series if freedom > 1 else 0))
