"""How the framing shifts from the first sentence to the last: curves, one changepoint a metric with its p-value, and zones compared.

A curve is a centred moving average over the sentences that have a value; every value stays visible in the tables it came from.  Its band
is a bootstrap of residuals (Efron and Tibshirani 1993, *An Introduction to the Bootstrap*, ch. 9): what the sentences of the whole article
stray from their curve is drawn again and again.  Drawing from the five values of a window alone makes bands that are much too narrow.

The changepoint splits a series in two so that the squared distances from the two means are least (Truong, Oudre and Vayatis 2020,
"Selective review of offline change point detection methods", *Signal Processing* 167; the search is by their library, ruptures).  A best
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

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.tables import make_table
from analysis.templates import counted, render, signed
from analysis.voices.voices import voice_parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW = 5
"""Sentences in the moving average."""
PERMUTATIONS = 2000
RESAMPLES = 2000
LEVEL = 0.05
"""A p-value below is called evidence: the convention of the field."""
MOST_ALIKE = 0.7
"""The most that is taken out of a value as a share of the one before it: with more, hardly any shift would be left to find."""
FEWEST_VALUES = 8
"""Series with fewer values are not tested: no order of so few could be called unusual with any power."""
FEWEST_IN_ZONE = 4
"""Zones with fewer values have no interval: in simulated articles (``analysis.shift.power``) it would hold the mean too seldom."""
SHORTEST = 2
"""Values on either side of a changepoint, and in a zone that is compared: a single value has no spread."""

STANCE, GAP, CARRIED = "stance: ", "gap: ", "words carried: "
NARRATOR_SHARE = "narrator share of words"
LOADED = "loaded terms per 100 words"
SUBJECTIVITY = "subjectivity"

_TITLE = "Zone by zone: the mean of each measure (n: sentences with a value; then the 95% interval)"
_EQUAL = 1e-9
"""Gains this close, as a share of all squared distances, are equal: shuffling changes the order in which floats are added."""


def metric_values(sentences: pd.DataFrame, stance: pd.DataFrame, terms: pd.DataFrame, voices: pd.DataFrame) -> dict[str, pd.Series]:
    """Return metric -> values by sentence number, only for the sentences where the metric is defined.

    ``stance: SIDE``: mean score (-1 to 1) of the sentence's mentions of the side.  ``gap: A - B``: the difference (-2 to 2) where a sentence
    mentions both of the first two sides.  ``loaded terms per 100 words``.  ``narrator share of words``: words outside all voices (0 to 1).
    ``words carried: SIDE``: words of the sentence in voices of the side's sources, 0 where there are none; only for sides whose sources are
    heard in the article.  ``subjectivity``: probability that the sentence is opinionated (0 to 1).  Missing values are left out.
    """
    values: dict[str, pd.Series] = {}
    sides = list(dict.fromkeys(stance["side"]))
    for side in sides:
        values[STANCE + side] = stance[stance["side"] == side].groupby("sentence")["score"].mean()
    if len(sides) >= 2:
        values[f"{GAP}{sides[0]} - {sides[1]}"] = values[STANCE + sides[0]] - values[STANCE + sides[1]]
    by_sentence = sentences.set_index("sentence")
    found = terms.groupby("sentence").size().reindex(by_sentence.index, fill_value=0)
    values[LOADED] = 100 * found / by_sentence["words"].clip(lower=1)
    parts = voice_parts(sentences, voices)
    own = parts["words"].where(parts["voice"] == "narrator", 0).groupby(parts["sentence"]).sum()
    values[NARRATOR_SHARE] = own / parts.groupby("sentence")["words"].sum().clip(lower=1)
    heard = set(parts["side"].dropna())
    for side in [*(side for side in sides if side in heard), *sorted(heard.difference(sides))]:
        carried = parts[parts["side"] == side].groupby("sentence")["words"].sum()
        values[CARRIED + side] = carried.reindex(by_sentence.index, fill_value=0)
    values[SUBJECTIVITY] = by_sentence["subjective"]
    return {name: series for name, raw in values.items() if len(series := raw.astype(float).dropna())}


def framing_shift(
    sentences: pd.DataFrame, stance: pd.DataFrame, terms: pd.DataFrame, voices: pd.DataFrame, *, seed: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables ``shift`` (a curve a metric) and ``changes`` (its best changepoint; ``sentence`` is the last before it).

    seed: of the bootstrap and of the permutations.  Metrics with fewer than 8 values have no row in ``changes``.  ``p_value`` is corrected
    for the number of metrics that vary; one that never varies has p = 1 and costs the others nothing.
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
            found.append({**row, "p_value": p})
    changes = make_table("changes", found)
    changes["p_value"] = _corrected(changes, values)
    return make_table("shift", curves), changes


def moving_average(
    values: NDArray[np.float64], rng: np.random.Generator, resamples: int = RESAMPLES
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean of each value and its neighbours, two on either side where there are so many, and the 95 % band: low, high.

    The band draws from what all values stray from their means, so it takes their spread to be the same everywhere; it never leaves the
    range of the values.  A single value has no band (NaN).  How often the band holds the true mean is in ``analysis.shift.power``.
    """
    n, half = len(values), WINDOW // 2
    first, last = np.maximum(np.arange(n) - half, 0), np.minimum(np.arange(n) + half + 1, n)
    sums, width = np.concatenate([[0.0], np.cumsum(values)]), last - first
    means = (sums[last] - sums[first]) / width
    if n < 2:
        return means, np.full(n, np.nan), np.full(n, np.nan)
    low, high = _intervals(means, width, (values - means) / np.sqrt(1 - 1 / width), rng, resamples)
    return means, low.clip(values.min(), values.max()), high.clip(values.min(), values.max())


def _intervals(
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


def changepoint(values: NDArray[np.float64], rng: np.random.Generator, permutations: int = PERMUTATIONS) -> tuple[int, float]:
    """Return the best split (number of values before it, at least 2 on either side) and its permutation p-value.

    ruptures searches; of several equally good splits the first is named.  Values that are all alike give the middle and p = 1.
    Raises ValueError below four values and for missing ones.
    """
    n = len(values)
    if n < 2 * SHORTEST or np.isnan(values).any():
        problem = "a missing value" if n >= 2 * SHORTEST else f"only {counted(n, 'value')}"
        raise ValueError(f"no changepoint can be searched in a series with {problem}; give {2 * SHORTEST} or more numbers, missing ones left out")
    if _constant(values):
        return n // 2, 1.0
    from ruptures import Binseg  # late: it brings scipy, which takes a second

    best = Binseg(model="l2", min_size=SHORTEST, jump=1).fit(values).predict(n_bkps=1)[0]
    gains = split_gains(values[None, :])[0]
    nearly = gains[best - SHORTEST] - _EQUAL * n * values.var()
    cut = int(np.flatnonzero(gains >= nearly)[0]) + SHORTEST
    return cut, split_p(values, cut, rng, permutations)


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
    if spread <= _EQUAL * len(values) * values.var():  # the means say it all
        return values
    alike = float((residuals[1:] * residuals[:-1]).sum()) / spread
    share = min(max(alike + (1 + 3 * alike) * len(parts) / len(values), 0.0), MOST_ALIKE)
    return values - share * np.concatenate([[parts[0].mean()], values[:-1]])


def permutation_p(values: NDArray[np.float64], rng: np.random.Generator, permutations: int = PERMUTATIONS) -> float:
    """Return the share of shuffled orders of the values whose best split gains at least as much, the order found counted in (so never 0).

    Exact, whatever the values, where all orders are equally likely.
    """
    n = len(values)
    observed = split_gains(values[None, :]).max() - _EQUAL * n * values.var()
    stronger = sum(int((split_gains(rows).max(axis=1) >= observed).sum()) for rows in _shuffled(values, rng, permutations))
    return (stronger + 1) / (permutations + 1)


def _shuffled(values: NDArray[np.float64], rng: np.random.Generator, permutations: int) -> Iterator[NDArray[np.float64]]:
    """Give the values in so many random orders, a row each, in portions of about a million numbers."""
    for begin, end in pairwise([*range(0, permutations, max(1, 1_000_000 // len(values))), permutations]):
        yield rng.permuted(np.tile(values, (end - begin, 1)), axis=1)


def _constant(values: NDArray[np.float64]) -> bool:
    return bool(np.ptp(values) <= _EQUAL * np.abs(values).max())


def _corrected(tests: pd.DataFrame, values: Mapping[str, pd.Series]) -> list[float]:
    """Return the p-values corrected together, in order; a metric that never varies could not have shown anything and is not counted."""
    varies = [not _constant(values[metric].to_numpy()) for metric in tests["metric"]]
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


# ---- zones -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Zones:
    """The zones of an article compared, metric by metric; shows itself as a table and in plain sentences.

    table: one row a metric and zone: metric, zone, sentences (with a value), mean, low and high (95 % interval; missing below 4 sentences).
    tests: one row a metric: metric, zones (how many were compared) and p_value, corrected for the number of metrics that vary; missing where
    fewer than two zones have two values, or all zones together fewer than 8.
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
        zones = list(dict.fromkeys(self.table["zone"]))
        cells = {(row.metric, row.zone): _cell(row) for row in self.table.itertuples()}
        verdicts = [None if np.isnan(p) else p_in_words(p) for p in self.tests["p_value"]]
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
            ends = _intervals(means, sizes, residuals, rng)
            low, high = (np.where(sizes < FEWEST_IN_ZONE, np.nan, end.clip(series.min(), series.max())) for end in ends)
        rows += list(zip([metric] * len(parts), parts, sizes, means, low, high, strict=True))
        enough = len(several) >= 2 and sum(map(len, several)) >= FEWEST_VALUES
        tests.append((metric, len(several), _zones_p(several, rng, permutations) if enough else np.nan))
    table = pd.DataFrame(rows, columns=["metric", "zone", "sentences", "mean", "low", "high"])
    tested = pd.DataFrame(tests, columns=["metric", "zones", "p_value"])
    known = tested["p_value"].notna()
    tested.loc[known, "p_value"] = _corrected(tested[known], values)
    return Zones(table, tested)


def _zones_p(parts: Sequence[NDArray[np.float64]], rng: np.random.Generator, permutations: int) -> float:
    """Return the share of shuffled orders of all values in which the means of parts of these sizes lie at least as far apart."""
    raw, sizes = np.concatenate(parts), np.array([len(part) for part in parts])
    if _constant(raw):
        return 1.0
    values = prewhitened(raw, parts)
    starts = np.cumsum(sizes) - sizes

    def apart(rows: NDArray[np.float64]) -> NDArray[np.float64]:
        between: NDArray[np.float64] = (np.add.reduceat(rows - values.mean(), starts, axis=1) ** 2 / sizes).sum(axis=1)
        return between

    observed = float(apart(values[None, :])[0]) - _EQUAL * len(values) * values.var()
    farther = sum(int((apart(rows) >= observed).sum()) for rows in _shuffled(values, rng, permutations))
    return (farther + 1) / (permutations + 1)


def _differences(table: pd.DataFrame, tests: pd.DataFrame) -> Iterator[str]:
    """Say which metrics differ between zones beyond chance, and for which there is no evidence or no test."""
    tested = tests.dropna(subset=["p_value"])
    for row in tested[tested["p_value"] < LEVEL].itertuples():
        part = table[(table["metric"] == row.metric) & (table["sentences"] >= SHORTEST)]
        low, high = part.loc[part["mean"].idxmin()], part.loc[part["mean"].idxmax()]
        yield (
            f"The zones differ beyond chance in {in_words(row.metric)} ({p_in_words(row.p_value)}): on average "
            f"{amount(row.metric, low['mean'])} in the {low['zone']}, {amount(row.metric, high['mean'])} in the {high['zone']}."
        )
    for part, words in (
        (tested[tested["p_value"] >= LEVEL], "No evidence that the zones differ in"),
        (tests[tests["p_value"].isna()], "Too few values to compare the zones in"),
    ):
        if len(part):
            yield f"{words} {any_of([in_words(metric) for metric in part['metric']])}."
    if len(tested) > 1:
        yield f"{len(tested)} measures were compared; the p-values are corrected for the number of those that vary."


def _too_small(table: pd.DataFrame) -> Iterator[str]:
    """Say of each zone with fewer than four sentences what cannot be said of it."""
    for zone, size in table.groupby("zone", sort=False)["sentences"].max().items():
        if size < SHORTEST:
            yield f"The {zone} has 1 sentence. What is measured there describes that sentence; it is not compared with the other zones."
        elif size < FEWEST_IN_ZONE:
            yield (
                f"The {zone} has {size} sentences. Chance alone easily moves the mean of so few by {1.96 / size**0.5:.1f} standard deviations of a "
                "sentence. It has no interval, and only a larger difference could stand out."
            )


def _cell(row: Any) -> str:
    interval = "" if np.isnan(row.low) else f", {amount(row.metric, row.low)} to {amount(row.metric, row.high)}"
    return f"{amount(row.metric, row.mean)} (n = {row.sentences}{interval})"


# ---- in words --------------------------------------------------------------------------------------------------------


def in_words(metric: str) -> str:
    """Return the name of a metric as it stands in a sentence: ``the stance towards Armenia``."""
    if metric.startswith(STANCE):
        return "the stance towards " + metric.removeprefix(STANCE)
    if metric.startswith(GAP):
        return "the gap in stance, " + metric.removeprefix(GAP).replace(" - ", " minus ")
    if metric.startswith(CARRIED):
        return "the words given to sources of " + metric.removeprefix(CARRIED)
    return {NARRATOR_SHARE: "the reporter’s share of the words"}.get(metric, metric)


def amount(metric: str, value: float) -> str:
    """Return a value of a metric as it stands in a sentence: a score with its sign, a share in percent, words and terms to one decimal."""
    if metric.startswith((STANCE, GAP)):
        return signed(value)
    return f"{value:.0%}" if metric == NARRATOR_SHARE else f"{value:.2f}" if metric == SUBJECTIVITY else f"{value:.1f}"


def p_in_words(p: float) -> str:
    """Return a p-value as journals print it: ``p = .041``, ``p < .001``."""
    return "p < .001" if p < 0.001 else f"p = {p:.3f}".replace("0.", ".", 1)


def any_of(names: Sequence[str]) -> str:
    """Join names by commas and "or"."""
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
