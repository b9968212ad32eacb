"""Learn which actors are the sides of a story, from the build half of the hand-coded articles; about a minute on two cores.

    python -m training.choose_sides --data DATA

A logistic regression over the clues of ``analysis.who.choosing``, one row an actor: 1 for the actor that a coded side is, 0 for the others.  An
actor that is no party counts 1, the main parties 1.5, those that are only acceptable and further actors of a coded side 0.3.  Writes
``analysis/models/sides/weights.json``, with what eight-fold cross-validation over articles gives on the build half.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.who import choosing
from analysis.who.cast import cast_of
from analysis.who.choosing import WEIGHTS, choose, clues
from training.evaluate_who import is_same, sides_right
from training.who_gold import Coded, read_gold

PENALTY = 15.0
FOLDS = 8
_MAIN, _FURTHER = 1.5, 0.3


@dataclass
class Rows:
    """The actors of one article: clues (actors, clues), whether each is a side, and how much it counts."""

    gold: Coded
    clues: NDArray[np.float64]
    is_side: NDArray[np.float64]
    counts: NDArray[np.float64]


def rows_of(gold: Coded) -> Rows:
    """Return the actors of a coded article."""
    cast = cast_of(parse(Article(text=gold.text)))
    found = clues(cast)
    coded = {name: next((k for k, side in enumerate(gold.sides) if is_same(name, cast.actors[name].names, side)), None) for name in found}
    best = {}
    for k, side in enumerate(gold.sides):
        fits = [name for name, number in coded.items() if number == k]
        if fits:
            best[max(fits, key=lambda name: (side.names[0] in cast.actors[name].names, found[name]["share of sentences"]))] = side
    counts = [1.0 if coded[name] is None else _MAIN if name in best and best[name].essential else _FURTHER for name in found]
    return Rows(
        gold,
        np.array([list(one.values()) for one in found.values()]).reshape(len(found), -1),
        np.array([float(name in best) for name in found]),
        np.array(counts),
    )


def fit(rows: Sequence[Rows]) -> NDArray[np.float64]:
    """Return the weights of the clues and the constant, by Newton's method with a penalty on standardised weights."""
    told = [one for one in rows if len(one.is_side)]
    x, y, counts = (np.concatenate([getattr(one, name) for one in told]) for name in ("clues", "is_side", "counts"))
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    z = np.c_[(x - mean) / spread, np.ones(len(x))]
    weights = np.zeros(z.shape[1])
    penalty = np.r_[np.full(z.shape[1] - 1, PENALTY), 1e-6]
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ weights))
        gradient = z.T @ (counts * (p - y)) + penalty * weights
        curvature = (z * (counts * p * (1 - p))[:, None]).T @ z + np.diag(penalty)
        weights -= np.linalg.solve(curvature, gradient)
    return np.r_[weights[:-1] / spread, weights[-1] - (weights[:-1] * mean / spread).sum()]


def _named(weights: NDArray[np.float64], names: Sequence[str]) -> dict[str, float]:
    return {name: round(float(value), 3) for name, value in zip([*names, "constant"], weights, strict=True)}


def cross_validated(rows: Sequence[Rows], names: Sequence[str]) -> dict[str, float]:
    """Return how many sides are right where every article is judged by weights that have not seen it."""
    fold = np.random.default_rng(0).permutation(len(rows)) % FOLDS
    main: list[bool] = []
    reported: list[bool] = []
    whole: list[bool] = []
    for number in range(FOLDS):
        learned = _named(fit([one for one, k in zip(rows, fold, strict=True) if k != number]), names)
        for one in (one for one, k in zip(rows, fold, strict=True) if k == number):
            cast = cast_of(parse(Article(text=one.gold.text)))
            found = choose(cast, learned)
            right = sides_right(one.gold.sides, {name: cast.actors[name].names for name in found})
            main += right[0]
            reported += right[1]
            whole.append(right[2])
    return {name: round(float(np.mean(hits)), 3) for name, hits in (("main", main), ("reported", reported), ("whole", whole))}


def main() -> None:
    """Read the command line, learn, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path, help="folder with the corpora that training/who was coded on")
    args = parser.parse_args()
    rows = [rows_of(gold) for gold in read_gold(args.data, "build")]
    names = list(next(iter(clues(cast_of(parse(Article(text=next(one.gold.text for one in rows if len(one.is_side)))))).values())))
    written: dict[str, Any] = {
        "command": "python -m training.choose_sides --data DATA",
        "articles": len(rows),
        "actors": sum(len(one.is_side) for one in rows),
        "cross-validated": cross_validated(rows, names),
        "chances": {"first two": choosing.LEAST_CHANCE, "further": choosing.LEAST_CHANCE_OF_MORE},
        "weights": _named(fit(rows), names),
    }
    WEIGHTS.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(written, indent=2))


if __name__ == "__main__":
    main()
