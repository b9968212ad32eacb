"""Test the test for a shift on simulated articles: ``python -m training.simulate_shift`` writes ``analysis/shift/shift_power.json``.

An article is a series of values, one a sentence.  Counted is how often ``analysis.shift`` finds a shift where there is none (false alarms), how
often it finds one that is there (detection), and how often its 95 % intervals hold the true mean (coverage).  Every row is drawn from a seed of
its own, so it can be made again alone.  Takes a few minutes on one core.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.shift.chance import FEWEST_VALUES, LEVEL, SHORTEST, holm, permutation_p, split_gains, split_p
from analysis.shift.power import MIDDLE, RESULTS
from analysis.shift.shift import moving_average
from analysis.shift.zones import compare_zones

Values = NDArray[np.float64]
Draw = Callable[[int, np.random.Generator], Values]

LENGTHS = (8, 12, 18, 30, 60, 100)
SIZES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
PLACES = (0.1, 0.2, 0.3)
SIZE_AT_PLACES = 1.5
MEASURES = (1, 2, 4, 8, 16)
NEAR = 2
"""A shift is placed well when the place named is at most so many sentences away."""
ARTICLES = {"false_alarms": 2000, "families": 2000, "zones": 2000, "bands": 1000, "detection": 1000}
SHUFFLES = {"false_alarms": 199, "families": 499, "zones": 499, "detection": 999}
"""Permutations a simulated article; real ones get ``analysis.shift.PERMUTATIONS``.  Fewer lower the rate of detection a little, not the level."""


def continuous(n: int, rng: np.random.Generator) -> Values:
    """Draw from a normal distribution (mean 0, standard deviation 1)."""
    return rng.normal(size=n)


def zero_or_one(n: int, rng: np.random.Generator) -> Values:
    """Draw values as the narrator's share has them: 0 or 1 in four sentences of five, anything between in the fifth (mean 0.5)."""
    kind = rng.random(n)
    return np.where(kind < 0.4, 0.0, np.where(kind < 0.8, 1.0, rng.random(n)))


def skewed(n: int, rng: np.random.Generator) -> Values:
    """Draw values as loaded words per 100 words have them: counts (Poisson, mean 0.6) over 10 to 39 words, so more than half are 0."""
    return 100 * rng.poisson(0.6, n) / rng.integers(10, 40, n)


def alike(correlation: float) -> Draw:
    """Return how to draw normal values that each resemble the one before: AR(1) with that correlation."""

    def draw(n: int, rng: np.random.Generator) -> Values:
        values = rng.normal(size=n)
        for i in range(1, n):
            values[i] = correlation * values[i - 1] + np.sqrt(1 - correlation**2) * values[i]
        return values

    return draw


def uneven(n: int, rng: np.random.Generator) -> Values:
    """Draw normal values around one mean whose standard deviation doubles half-way."""
    return rng.normal(size=n) * np.where(np.arange(n) < n // 2, 1, 2)


MEANS = {"continuous": 0.0, "mostly 0 or 1": 0.5, "skewed, many zeros": 60 * float(np.mean(1 / np.arange(10, 40)))}
KINDS: dict[str, Draw] = {"continuous": continuous, "mostly 0 or 1": zero_or_one, "skewed, many zeros": skewed}
RUNNING_ON = 0.5
"""Correlation behind the voices of an article in which quotations run on; it gives the narrator's share one of about 0.3."""


def measures_of_an_article(n: int, rng: np.random.Generator, correlation: float = 0.0) -> list[Values]:
    """Draw the eight measures of one article with two sides and no shift; they hang together as the real ones do, and stance has gaps.

    correlation: how far the voice of a sentence resembles that of the one before it.
    """
    stance = rng.normal(-0.2, 0.4, (2, n)).clip(-1, 1)
    named = rng.random((2, n)) < 0.75
    voice, source = alike(correlation)(n, rng), alike(correlation)(n, rng) > 0
    share = np.where(voice < -0.2533, 0.0, np.where(voice > 0.2533, 1.0, rng.random(n)))  # four in ten 0, four in ten 1
    carried = np.round(rng.integers(10, 40, n) * (1 - share))
    gap = (stance[0] - stance[1])[named.all(axis=0)]
    return [stance[0][named[0]], stance[1][named[1]], gap, skewed(n, rng), share, carried * source, carried * ~source, rng.beta(1.5, 5, n)]


def _rng(seed: int, *what: object) -> np.random.Generator:
    return np.random.default_rng([seed, zlib.crc32(repr(what).encode())])


def p_value(values: Values, rng: np.random.Generator, permutations: int) -> float:
    """Return the p-value of ``analysis.shift.changepoint``, with the best split by its own formula: ruptures takes longer than the shuffling."""
    return split_p(values, int(split_gains(values[None, :])[0].argmax()) + SHORTEST, rng, permutations)


def false_alarms(sentences: int, draw: Draw, articles: int, rng: np.random.Generator, *, prewhitened: bool = True) -> int:
    """Count the articles without a shift in which one is found; prewhitened: False for the shuffling of the values as they are."""
    test = p_value if prewhitened else permutation_p
    return sum(test(draw(sentences, rng), rng, SHUFFLES["false_alarms"]) <= LEVEL for _ in range(articles))


def family_alarms(sentences: int, correlation: float, articles: int, rng: np.random.Generator) -> int:
    """Count the articles without a shift in which one is found in any of eight measures, after Holm's correction."""
    found = 0
    for _ in range(articles):
        drawn = [series for series in measures_of_an_article(sentences, rng, correlation) if len(series) >= FEWEST_VALUES and np.ptp(series)]
        found += min(holm([p_value(series, rng, SHUFFLES["families"]) for series in drawn])) <= LEVEL
    return found


def detection(sentences: int, size: float, place: float, articles: int, rng: np.random.Generator) -> Iterator[dict[str, Any]]:
    """Count the articles with a shift of this size after this share of the sentences in which it is found, for each number of measures.

    Among ``measures`` tested together, of which the others do not shift, the p-value has to pass the first and strictest step of Holm's method.
    """
    cut = min(max(round(place * sentences), SHORTEST), sentences - SHORTEST)
    rows = continuous(articles * sentences, rng).reshape(articles, sentences) + size * (np.arange(sentences) >= cut)
    near = np.abs(split_gains(rows).argmax(axis=1) + SHORTEST - cut) <= NEAR
    p = np.array([p_value(row, rng, SHUFFLES["detection"]) for row in rows])
    for measures in MEASURES:
        found = p <= LEVEL / measures
        yield {
            "sentences": sentences, "size": size, "place": place, "measures": measures, "articles": articles,
            "found": int(found.sum()), "near": int((found & near).sum()),
        }  # fmt: skip


def band_coverage(sentences: int, draw: Draw, mean: float, articles: int, rng: np.random.Generator) -> float:
    """Return the share of sentences whose band holds the true mean."""
    bands = [moving_average(draw(sentences, rng), rng, 500)[1:] for _ in range(articles)]
    return float(np.mean([(low <= mean) & (mean <= high) for low, high in bands]))


def zones(sentences: int, articles: int, rng: np.random.Generator) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the row of false alarms of the comparison of zones, and the coverage of their intervals, at one length.

    Articles have one headline and lead and close of 15 % each; three measures, one a kind of values, are compared and corrected.
    """
    edge = max(round(0.15 * sentences), 1)
    names = ["headline"] + ["lead"] * edge + ["body"] * (sentences - 1 - 2 * edge) + ["close"] * edge
    order = pd.DataFrame({"sentence": range(1, sentences + 1), "zone": names})
    found, tables = 0, []
    for _ in range(articles):
        drawn = {name: pd.Series(draw(sentences, rng), index=order["sentence"]) for name, draw in KINDS.items()}
        compared = compare_zones(order, drawn, seed=int(rng.integers(2**32)), permutations=SHUFFLES["zones"])
        found += bool((compared.tests["p_value"] <= LEVEL).any())
        tables.append(compared.table)
    table = pd.concat(tables).dropna(subset=["low"])
    truth = table["metric"].map(MEANS)
    held = ((table["low"] <= truth) & (truth <= table["high"])).groupby([table["metric"], table["sentences"]], sort=False).mean()
    row = {"test": "zones", "sentences": sentences, "values": "three measures", "correlation": 0.0, "limit": False, "prewhitened": True}
    return {**row, "measures": len(KINDS), "articles": articles, "found": found}, [
        {"interval": "zone", "values": metric, "sentences": int(size), "articles": articles, "rate": round(float(rate), 4)}
        for (metric, size), rate in held.items()
    ]


def alarm_rows(sentences: int, articles: dict[str, int], seed: int) -> Iterator[dict[str, Any]]:
    """Give the rows of false alarms of the changepoint at one length."""
    common = {"test": "changepoint", "sentences": sentences}
    cases: list[tuple[str, float, Draw, bool]] = [(kind, 0.0, draw, True) for kind, draw in KINDS.items()]
    cases += [("each resembles the one before", rho, alike(rho), whitened) for rho in (0.2, 0.4) for whitened in (True, False)]
    for values, rho, draw, whitened in [*cases, ("scatter twice as far in the second half", 0.0, uneven, True)]:
        rng = _rng(seed, values, rho, whitened, sentences)
        found = false_alarms(sentences, draw, articles["false_alarms"], rng, prewhitened=whitened)
        kind = {"values": values, "correlation": rho, "limit": values not in KINDS, "prewhitened": whitened, "measures": 1}
        yield {**common, **kind, "articles": articles["false_alarms"], "found": found}
    for values, rho in (("eight measures of an article", 0.0), ("eight measures, quotations run on", RUNNING_ON)):
        found = family_alarms(sentences, rho, articles["families"], _rng(seed, values, sentences))
        kind = {"values": values, "correlation": rho, "limit": rho > 0, "prewhitened": True, "measures": 8}
        yield {**common, **kind, "articles": articles["families"], "found": found}


def coverage_rows(sentences: int, articles: int, seed: int) -> Iterator[dict[str, Any]]:
    """Give the rows of the coverage of bands at one length."""
    for values, draw in {**KINDS, "each resembles the one before (0.4)": alike(0.4)}.items():
        rate = band_coverage(sentences, draw, MEANS.get(values, 0.0), articles, _rng(seed, "band", values, sentences))
        yield {"interval": "band", "values": values, "sentences": sentences, "articles": articles, "rate": round(rate, 4)}


def simulate(articles: dict[str, int], seed: int = 0) -> dict[str, Any]:
    """Return everything that is published; see ``analysis.shift.power`` for the columns."""
    alarms: list[dict[str, Any]] = []
    finds: list[dict[str, Any]] = []
    covered: list[dict[str, Any]] = []
    for n in LENGTHS:
        alarms += alarm_rows(n, articles, seed)
        row, held = zones(n, articles["zones"], _rng(seed, "zones", n))
        alarms.append(row)
        covered += held
        covered += coverage_rows(n, articles["bands"], seed)
        for size, place in [*((size, MIDDLE) for size in SIZES), *((SIZE_AT_PLACES, place) for place in PLACES)]:
            finds += detection(n, size, place, articles["detection"], _rng(seed, "detection", n, size, place))
        told = [f"  {row['found'] / row['articles']:6.1%}  {row['values']} {row['correlation'] or ''}" for row in alarms if row["sentences"] == n]
        print("\n".join([f"{n} sentences, false alarms:", *told]), flush=True)
    command = "python -m training.simulate_shift"
    parameters = {"level": LEVEL, "permutations": SHUFFLES, "near": NEAR, "seed": seed}
    return {"command": command, "parameters": parameters, "false_alarms": alarms, "detection": finds, "coverage": covered}


def write(results: dict[str, Any], path: Path) -> None:
    """Write the results as JSON with a line a row."""
    heads = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in results.items() if not isinstance(value, list)]
    for name, rows in results.items():
        if isinstance(rows, list):
            heads.append(f" {json.dumps(name)}: [\n" + ",\n".join(f"  {json.dumps(row)}" for row in rows) + "\n ]")
    path.write_text("{\n" + ",\n".join(heads) + "\n}\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    """Simulate and write."""
    parser = argparse.ArgumentParser(description="False alarms and detection rates of the test for a shift, on simulated articles.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--articles", type=int, help="simulated articles a row, in place of the published numbers, for a quick look")
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args(arguments)
    write(simulate(dict.fromkeys(ARTICLES, given.articles) if given.articles else ARTICLES, given.seed), given.out)


if __name__ == "__main__":
    main()
