"""Agreement beyond chance: Krippendorff's alpha with its interval, and the plain share of equal answers beside it.

Alpha is 1 - observed / expected disagreement (Krippendorff 2004, "Reliability in content analysis: some common misconceptions and
recommendations", Human Communication Research 30:3).  It takes any number of coders and missing answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.intervals import FEW_SENTENCES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.classroom.units import Level, Units

RELIABLE, TENTATIVE = 0.8, 0.667
"""Rely on variables from .800 on, draw tentative conclusions from .667 on: Krippendorff (2004), Content Analysis, 2nd edition, page 241."""
MOST_UNDEFINED = 0.5
"""With more undefined draws than this there is no interval.  A convention of this suite."""


def krippendorff_alpha(counts: NDArray[np.int64], level: Level) -> float:
    """Return Krippendorff's alpha; missing where it is undefined: no unit with two answers, or the same answer everywhere.

    counts: how many coders gave each value to each unit, shape (units, values), the values in order; see ``Units.counts``.
    """
    import krippendorff

    pairable = counts[counts.sum(axis=1) > 1]
    if np.count_nonzero(pairable.sum(axis=0)) < 2:
        return float("nan")
    return float(krippendorff.alpha(value_counts=pairable, level_of_measurement=level))


def percent_agreement(counts: NDArray[np.int64]) -> float:
    """Return the share of pairs of coders that gave a unit the same value, over all units; missing where there is no pair."""
    total = counts.sum(axis=1)
    pairs = int((total * (total - 1)).sum())
    return float((counts * (counts - 1)).sum() / pairs) if pairs else float("nan")


def interval(units: Units, draws: int, random: np.random.Generator) -> tuple[float, float, float]:
    """Return the 95 % percentile bootstrap of alpha over sentences, low and high, and the share of draws in which alpha is undefined.

    Low and high are missing below ``FEW_SENTENCES``, and where most draws are undefined; the others are left out.

    Whole sentences are drawn, with all their words, as words of one sentence are no independent units.  Zapf and others (2016), "Measuring
    inter-rater reliability for nominal data", BMC Medical Research Methodology 16:93, found this closer to its nominal level than
    Krippendorff's own draws from pairs.
    """
    counts = units.counts
    pairable = counts.sum(axis=1) > 1
    counts, sentence = counts[pairable], units.sentence[pairable]
    rows = [np.flatnonzero(sentence == number) for number in np.unique(sentence)]
    if len(rows) < FEW_SENTENCES:
        return float("nan"), float("nan"), 0.0
    drawn = random.integers(0, len(rows), (draws, len(rows)))
    alphas = [krippendorff_alpha(counts[np.concatenate([rows[i] for i in one])], units.level) for one in drawn]
    kept = np.array(alphas)[~np.isnan(alphas)]
    undefined = 1 - len(kept) / draws
    if undefined > MOST_UNDEFINED:
        return float("nan"), float("nan"), undefined
    low, high = np.percentile(kept, [2.5, 97.5])
    return float(low), float(high), undefined
