"""How much the test for a shift can see: false alarms and detection rates in simulated articles, in numbers and in words.

The rates stand in ``shift_power.json``, which ``python -m training.simulate_shift`` writes with the functions of ``analysis.shift``
themselves.  Sizes of shifts are in standard deviations of single sentences around their mean.  A rate from simulation has an error of its
own: every rate comes with the 95 % interval of Wilson (1927).
"""

from __future__ import annotations

import json
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.intervals import wilson
from analysis.shift.chance import LEVEL
from analysis.shift.metrics import in_words
from analysis.templates import counted

RESULTS = Path(__file__).with_name("shift_power.json")
MIDDLE = 0.5
"""The place of a shift, as a share of the article's sentences, at which it is easiest to find."""
MOSTLY = 0.8
"""A rate of detection below is called low: the convention for statistical power (Cohen 1988)."""
FEWER = 0.8
"""A measure with a value in fewer than this share of the sentences of the best covered one is named with a rate of its own."""


def false_alarms() -> pd.DataFrame:
    """Return how often a test at 5 % found something in simulated articles without a shift, one row a kind of values and a length.

    Columns: test (changepoint, zones), sentences, values (what was simulated), correlation (of a sentence with the one before it), limit
    (whether the test's assumption is broken on purpose), prewhitened (as ``analysis.shift`` does; False for comparison), measures (tested
    together), articles, rate, low, high (0 to 1).
    """
    table = pd.DataFrame(_results()["false_alarms"])
    return _with_rates(table, table["found"], table["articles"]).drop(columns="found")


def detection() -> pd.DataFrame:
    """Return how often a shift was found in simulated articles with one, one row a length, size, place and number of measures.

    Columns: sentences, size (in standard deviations), place (share of the sentences before it), measures (tested together, the others
    without a shift), articles, rate, low, high (0 to 1), near (share of the shifts found that were placed within two sentences).
    """
    table = pd.DataFrame(_results()["detection"])
    near = table["near"] / table["found"].replace(0, np.nan)
    return _with_rates(table.drop(columns="near"), table["found"], table["articles"]).drop(columns="found").assign(near=near)


def coverage() -> pd.DataFrame:
    """Return how often 95 % intervals held the true mean in simulated articles: interval (band, zone), values, sentences, articles, rate (0 to 1).

    For bands ``sentences`` is the length of the article, for zones that of the zone; the rate of bands is that of single sentences.
    """
    return pd.DataFrame(_results()["coverage"])


def detection_rate(sentences: int, size: float, measures: int = 1) -> float:
    """Return the share of simulated articles of this length in which a shift of this size in the middle was found.

    Between the lengths, sizes and numbers of measures that were simulated the rate is interpolated; outside them it is that of the nearest.
    Raises ValueError for a length or number of measures below 1 and a negative size.
    """
    if sentences < 1 or size < 0 or measures < 1:
        raise ValueError(f"no rate for {sentences} sentences, size {size} and {measures} measures; lengths and measures start at 1, sizes at 0")
    table = detection().query("place == @MIDDLE").sort_values(["measures", "size", "sentences"])
    counts, sizes, lengths = (table[column].unique().astype(float) for column in ("measures", "size", "sentences"))
    rates = table["rate"].to_numpy().reshape(len(counts), len(sizes), len(lengths))
    for wanted, known in ((np.log(sentences), np.log(lengths)), (size, sizes), (np.log(measures), np.log(counts))):
        rates = np.apply_along_axis(partial(np.interp, wanted, known), -1, rates)
    return float(rates)


# ---- in words --------------------------------------------------------------------------------------------------------


def power_note(sentences: int, measures: int) -> str:
    """Say how often a shift would be found in an article of this length, and what "no evidence" is worth there."""
    one, two = (detection_rate(sentences, size, measures) for size in (1, 2))
    about = "at least " if sentences > detection()["sentences"].max() else "about "
    note = f"With {counted(sentences, 'sentence')}, a shift of 1 standard deviation in mid-article would be found in {_percent(one, about)} "
    note += f"of articles and a shift of 2 in {_percent(two, about)}"
    if measures > 1:
        alone = " and ".join(_percent(detection_rate(sentences, size)) for size in (1, 2))
        note += f", because {measures} measures are tested together (for a measure tested alone: {alone})"
    if one < MOSTLY:
        often = "mostly" if one < 0.5 else "often"
        note += f". So “no evidence of a shift” does not mean that there is none: a shift of 1 standard deviation is {often} missed"
    return note + "."


def power_notes(shift: pd.DataFrame, changes: pd.DataFrame) -> tuple[str, ...]:
    """Say what the test can see in this article: for its length, and for the measures with a value in fewer sentences.

    shift, changes: the tables of ``analysis.shift``.  Empty where no measure could be tested.
    """
    sizes = shift.groupby("metric", sort=False)["sentence"].nunique().reindex(changes["metric"])
    if not len(sizes):
        return ()
    most, measures = int(sizes.max()), len(sizes)
    rarer = [
        f"{in_words(str(metric))} ({counted(int(size), 'sentence')}, {_percent(detection_rate(int(size), 1, measures))})"
        for metric, size in sizes.items()
        if size <= FEWER * most
    ]
    notes = f"Fewer sentences have a value in {', '.join(rarer)}; the percentage is again that of shifts of 1 standard deviation found."
    return (power_note(most, measures), *([notes] if rarer else ()))


def alarm_notes(sentences: int) -> tuple[str, ...]:
    """Say how often the test finds a shift where there is none, at the simulated length nearest to that of the article."""
    table = false_alarms()
    table = table[table["test"] == "changepoint"]
    lengths = table["sentences"].unique()
    near = lengths[np.abs(np.log(lengths / max(sentences, 1))).argmin()]
    table = table[table["sentences"] == near]
    done, raw = table[table["prewhitened"]], table[~table["prewhitened"]]
    plain, limits = done[~done["limit"]], done[done["limit"] & (done["measures"] == 1)]
    alone, together = plain[plain["measures"] == 1]["rate"], done[done["measures"] > 1]
    alike, uneven = limits[limits["correlation"] > 0], limits[limits["correlation"] == 0]
    notes = [
        f"In simulated articles of {near} sentences without a shift, the test reported one in {alone.min():.1%} to {alone.max():.1%} for a single "
        f"measure, depending on the kind of values, and in {together[~together['limit']]['rate'].mean():.1%} for any of "
        f"{together['measures'].max()} measures (stated level: {LEVEL:.0%}).",
        "If each sentence resembles the one before it, the test is wrong more often: " + "; ".join(_alike(row, raw) for row in alike.itertuples())
        + f". If quotations run over several sentences, as they do in news, it reported a shift in any of {together['measures'].max()} measures in "
        f"{together[together['limit']]['rate'].mean():.1%}.",
        *(f"If the mean stays the same but values {row.values}, it reported a shift in {row.rate:.1%}." for row in uneven.itertuples()),
    ]  # fmt: skip
    return tuple(notes)


def _alike(row: Any, raw: pd.DataFrame) -> str:
    """Tell the rate at one correlation, and beside it what it would be if the resemblance is not removed first."""
    other = raw[raw["correlation"] == row.correlation]["rate"].mean()
    return f"at a correlation of {row.correlation}, in {row.rate:.1%} ({other:.1%} if the resemblance is not removed first)"


def _percent(rate: float, about: str = "") -> str:
    return "less than 1%" if rate < 0.005 else "more than 99%" if rate >= 0.995 else f"{about}{rate:.0%}"


@cache
def _results() -> dict[str, Any]:
    return dict(json.loads(RESULTS.read_text(encoding="utf-8")))


def _with_rates(table: pd.DataFrame, found: pd.Series, total: pd.Series) -> pd.DataFrame:
    """Add the share found and its 95 % interval."""
    low, high = wilson(found, total)
    return table.assign(rate=found / total, low=low, high=high)
