"""Do headline, lead, body and close differ?  Every metric compared zone by zone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.shift.chance import (
    EQUAL,
    FEWEST_VALUES,
    LEVEL,
    PERMUTATIONS,
    SHORTEST,
    corrected_together,
    is_constant,
    mean_intervals,
    p_in_words,
    prewhitened,
    shuffled_orders,
)
from analysis.shift.metrics import amount, any_of, in_words
from analysis.templates import render

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST_IN_ZONE = 4
"""Zones with fewer values have no interval: in simulated articles (``analysis.shift.power``) it would hold the mean too seldom."""

_ORDER = ("headline", "lead", "body", "close")
_TITLE = "Zone by zone: the mean of each measure (n: sentences with a value; then the 95% interval)"


@dataclass(frozen=True, eq=False)
class Zones:
    """The zones of an article compared, metric by metric; shows itself as a table and in plain sentences.

    table: one row a metric and zone: metric, zone, sentences (with a value), mean, low and high (95 % interval; missing below 4 sentences).
    tests: one row a metric: metric, zones (how many were compared), p_raw, and p_value, which is p_raw corrected for the number of metrics that
    vary; both missing where fewer than two zones have two values, or all zones together fewer than 8.
    """

    table: pd.DataFrame
    tests: pd.DataFrame

    @property
    def sentences(self) -> tuple[str, ...]:
        """What can be said of the zones, and what cannot."""
        if not len(self.table):
            return ("There are no sentences, so there are no zones to compare.",)
        return (*_differences(self.table, self.tests), *_too_small(self.table))

    def _repr_html_(self) -> str:
        zones = sorted(set(self.table["zone"]), key=_ORDER.index)
        cells = {(row.metric, row.zone): _cell(row) for row in self.table.itertuples()}
        verdicts = [None if np.isnan(row.p_value) else p_in_words(row.p_value, row.p_raw) for row in self.tests.itertuples()]
        shown = [
            [in_words(metric), *(cells.get((metric, zone)) for zone in zones), verdict]
            for metric, verdict in zip(self.tests["metric"], verdicts, strict=True)
        ]
        return render("zones.html.j2", title=_TITLE, columns=["mean of", *zones, "differ?"], cells=shown, items=self.sentences)


def compare_zones(sentences: pd.DataFrame, values: Mapping[str, pd.Series], *, seed: int = 0, permutations: int = PERMUTATIONS) -> Zones:
    """Compare the zones of an article (headline, lead, body, close) in every metric.

    values: metric -> values by sentence, as ``metric_values`` gives them.  The p-value is the share of shuffled orders of the values in
    which the zones' means lie at least as far apart (between-zone sum of squares, so an analysis of variance by permutation: Edgington and
    Onghena 2007, *Randomization Tests*), zones of one value left out; prewhitened and corrected as changepoints are.  Intervals draw
    from what sentences stray from the mean of their zone, in all zones.  Zones are cut by place alone (``analysis.reading.parse``).
    """
    zone_of = sentences.set_index("sentence")["zone"]
    order = list(dict.fromkeys(sentences["zone"]))
    rows, tests = [], []
    for number, (metric, series) in enumerate(values.items()):
        rng = np.random.default_rng([seed, number])
        zones = zone_of.loc[series.index].to_numpy()
        parts = {zone: series[zones == zone].to_numpy() for zone in order if (zones == zone).any()}
        means, sizes = np.array([part.mean() for part in parts.values()]), np.array([len(part) for part in parts.values()])
        several = [part for part in parts.values() if len(part) >= SHORTEST]
        low = high = np.full(len(parts), np.nan)
        if several:
            residuals = np.concatenate([(part - part.mean()) / np.sqrt(1 - 1 / len(part)) for part in several])
            ends = mean_intervals(means, sizes, residuals, rng)
            low, high = (np.where(sizes < FEWEST_IN_ZONE, np.nan, end.clip(series.min(), series.max())) for end in ends)
        rows += list(zip([metric] * len(parts), parts, sizes, means, low, high, strict=True))
        enough = len(several) >= 2 and sum(map(len, several)) >= FEWEST_VALUES
        tests.append((metric, len(several), _zones_p(several, rng, permutations) if enough else np.nan))
    table = pd.DataFrame(rows, columns=["metric", "zone", "sentences", "mean", "low", "high"])
    tested = pd.DataFrame(tests, columns=["metric", "zones", "p_raw"])
    tested["p_value"] = tested["p_raw"]
    known = tested["p_value"].notna()
    tested.loc[known, "p_value"] = corrected_together(tested[known], values)
    return Zones(table, tested)


def _zones_p(parts: Sequence[NDArray[np.float64]], rng: np.random.Generator, permutations: int) -> float:
    """Return the share of shuffled orders of all values in which the means of parts of these sizes lie at least as far apart."""
    raw, sizes = np.concatenate(parts), np.array([len(part) for part in parts])
    if is_constant(raw):
        return 1.0
    values = prewhitened(raw, parts)
    starts = np.cumsum(sizes) - sizes

    def apart(rows: NDArray[np.float64]) -> NDArray[np.float64]:
        between: NDArray[np.float64] = (np.add.reduceat(rows - values.mean(), starts, axis=1) ** 2 / sizes).sum(axis=1)
        return between

    observed = float(apart(values[None, :])[0]) - EQUAL * len(values) * values.var()
    farther = sum(int((apart(rows) >= observed).sum()) for rows in shuffled_orders(values, rng, permutations))
    return (farther + 1) / (permutations + 1)


def _differences(table: pd.DataFrame, tests: pd.DataFrame) -> Iterator[str]:
    """Say which metrics differ between zones beyond chance, and for which there is no evidence or no test."""
    tested = tests.dropna(subset=["p_value"])
    for row in tested[tested["p_value"] < LEVEL].itertuples():
        part = table[(table["metric"] == row.metric) & (table["sentences"] >= SHORTEST)]
        low, high = part.loc[part["mean"].idxmin()], part.loc[part["mean"].idxmax()]
        yield (
            f"The zones differ beyond chance in {in_words(row.metric)} ({p_in_words(row.p_value, row.p_raw)}): on average "
            f"{amount(row.metric, low['mean'])} in the {low['zone']}, {amount(row.metric, high['mean'])} in the {high['zone']}."
        )
    for part, words in (
        (tested[tested["p_value"] >= LEVEL], "No evidence that the zones differ in"),
        (tests[tests["p_value"].isna()], "Too few values to compare the zones in"),
    ):
        if len(part):
            yield f"{words} {any_of([in_words(metric) for metric in part['metric']])}."
    if len(tested) > 1:
        yield f"{len(tested)} measures were compared; the p-values are corrected for the number of measures that vary."


def _too_small(table: pd.DataFrame) -> Iterator[str]:
    """Say of each zone with fewer than four sentences what cannot be said of it."""
    for zone, size in table.groupby("zone", sort=False)["sentences"].max().items():
        if size < SHORTEST:
            yield f"The {zone} has 1 sentence. Its values describe that sentence only; it is not compared with the other zones."
        elif size < FEWEST_IN_ZONE:
            yield (
                f"The {zone} has {size} sentences. Chance alone can easily move the mean of so few by {1.96 / size**0.5:.1f} standard "
                "deviations of a "
                "sentence. It has no interval, and only a larger difference would be visible."
            )


def _cell(row: Any) -> str:
    interval = "" if np.isnan(row.low) else f", {amount(row.metric, row.low)} to {amount(row.metric, row.high)}"
    return f"{amount(row.metric, row.mean)} (n = {row.sentences}{interval})"
