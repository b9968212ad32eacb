"""Which mentions a mean of stance counts: the one rule behind every mean that the suite shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.intervals import FEW_SENTENCES, bootstrap

if TYPE_CHECKING:
    from pandas.core.groupby import DataFrameGroupBy


def mean_scores(stance: pd.DataFrame, by: Sequence[str] = ("side", "voice"), *, seed: int = 0) -> pd.DataFrame:
    """Return the mean score of each group of mentions; every mention with a score counts once.

    Mentions that name a speaker ("the ministry said") count too, though most of them score near 0.  To leave them out would rest on a guess
    about the words around them ("the militants who lead the union know" names a speaker and is harsh), it would take the neutral mentions out of
    the model's mean that coders count in theirs, and nobody could recompute the mean from the table of stance.  How many mentions name a
    speaker is told beside the means (``analysis.voices.sourcing.names_speaker``), since a side that is quoted often has a mean nearer to 0.

    by: columns of ``stance`` that make a group.  Returns what ``plain_means`` does, and low and high of the 95 % interval of each mean
    (``analysis.intervals.bootstrap`` with ``seed``; NaN below five sentences).
    """
    grouped = _grouped(stance, by)
    means = plain_means(stance, by)
    low, high = np.full(len(means), np.nan), np.full(len(means), np.nan)
    enough = (means["sentences"] >= FEW_SENTENCES).to_numpy()
    if enough.any():
        for at, (_, part) in enumerate(grouped):
            if enough[at]:
                low[at], high[at] = bootstrap(part, np.random.default_rng(seed)) or (np.nan, np.nan)
    return means.assign(low=low, high=high)


def plain_means(stance: pd.DataFrame, by: Sequence[str] = ("side", "voice")) -> pd.DataFrame:
    """Return ``by``, mentions, sentences and mean (-1 to 1) of each group by the same rule, in order of first appearance, without intervals."""
    counts = {"mentions": ("score", "size"), "sentences": ("sentence", "nunique"), "mean": ("score", "mean")}
    return _grouped(stance, by).agg(**counts).reset_index()


def _grouped(stance: pd.DataFrame, by: Sequence[str]) -> DataFrameGroupBy:
    return stance.dropna(subset=["score"]).groupby(list(by), sort=False, dropna=False)
