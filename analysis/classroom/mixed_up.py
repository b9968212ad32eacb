"""Which answers the coders mix up: how often one coder says this where another says that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.classroom.coders import STANCE, ClassCoding, show
from analysis.classroom.units import units_of
from analysis.stance.stance import LABELS


@dataclass(frozen=True, eq=False)
class Confusion:
    """Which answers the coders mix up.

    coincidences: values x values; how often two coders of one unit gave these two values, each unit counting as often as it has answers
    (Krippendorff's coincidence matrix; symmetric).  shares: each row divided by its sum: when one coder says the row, another says the column.
    """

    variable: str
    coincidences: pd.DataFrame

    @property
    def shares(self) -> pd.DataFrame:
        """The coincidences of each row as shares of 1; missing in the row of a value that nobody gave."""
        return self.coincidences.div(self.coincidences.sum(axis=1).replace(0, np.nan), axis=0)

    @property
    def in_words(self) -> tuple[str, ...]:
        """Which two answers are mixed up most, in plain sentences."""
        table = self.coincidences.to_numpy()
        if not table.sum():
            return (f"No two coders answered the same sentence ({self.variable}), so there is nothing to compare.",)
        apart = np.triu(table, 1)
        if not apart.sum():
            return (f"No two coders gave different answers ({self.variable}).",)
        first, second = (int(i) for i in np.unravel_index(apart.argmax(), apart.shape))
        names, shares = list(self.coincidences.index), self.shares.to_numpy()
        return (
            f"Most often confused ({self.variable}): {names[first]} and {names[second]}. Where one coder says {names[first]}, another says "
            f"{names[second]} in {shares[first, second]:.0%} of the cases; where one says {names[second]}, another says {names[first]} in "
            f"{shares[second, first]:.0%}.",
        )

    def _repr_html_(self) -> str:
        table = self.shares.rename_axis("one coder says").rename(columns=lambda value: f"another: {value}").reset_index()
        return show(self.in_words, [(f"Shares of each row, {self.variable}", table)])


def confusion(coding: ClassCoding, variable: str) -> Confusion:
    """Return which answers are mixed up.

    variable: one of ``coding.variables``, or ``stance`` for the stance towards all sides together.  Raises ValueError for another.
    """
    if variable == STANCE.strip(": "):
        every = [units_of(coding, one) for one in coding.variables if one.startswith(STANCE)]
        values: tuple[str, ...] = LABELS
    else:
        every = [units_of(coding, variable)]
        values = every[0].values
    table = np.zeros((len(values), len(values)))
    for units in every:
        counts = units.counts[units.counts.sum(axis=1) > 1].astype(float)
        weights = 1 / (counts.sum(axis=1) - 1)
        table += np.einsum("uv,uw,u->vw", counts, counts, weights) - np.diag((counts * weights[:, np.newaxis]).sum(axis=0))
    return Confusion(variable, pd.DataFrame(table, index=list(values), columns=list(values)))
