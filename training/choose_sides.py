"""Learn which actors are the sides of a story, from the hand-coded articles of the halves "build" and "learn"; fifteen minutes.

    python -m training.choose_sides --data DATA

Every set of at most four actors that an article names gets a score, the sum of the weighted clues of ``analysis.who.clues``, and a softmax over
the sets says how likely each is.  Learnt is that the sets that are right, or nearest to it, are likely: a main party that is missing and an
actor that is none cost 1 each, an acceptable extra a little.  Writes ``analysis/models/sides/weights.json``, with what ten-fold
cross-validation over articles gives.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.who.cast import Cast, cast_of
from analysis.who.choosing import MOST_SIDES, PARTS, WEIGHTS, Choices, Weights, choices_of
from analysis.who.clues import actor_clues, article_clues, pair_clues
from training.evaluate_who import is_same, sides_right
from training.who_gold import Coded, read_gold

FOLDS = 10
PENALTY = 1.0
EXTRA_COSTS = 0.15
NEAR = 3.0
"""How much less a set counts as right where it costs 1 more than the best there is."""
STEPS = 60
COUNTS = {"own": 2.0, "seed": 4.0}
"""How much an article counts by where it is from, where not 1: most of the others are on one country's politics in one year."""


@dataclass
class Row:
    """One article: its sets of actors, what each set costs beyond the best (sets,), and the names of every actor."""

    gold: Coded
    choices: Choices
    costs: NDArray[np.float64]
    names: list[tuple[str, ...]]


def clue_names(cast: Cast) -> dict[str, list[str]]:
    """Return the names of the clues of each part of the weights; the article must name two actors that may be sides."""
    actors = actor_clues(cast)
    pairs = pair_clues(cast, list(actors)[:2])
    article = list(article_clues(cast))
    sizes = [str(size) for size in range(1, MOST_SIDES + 1)]
    parts = [list(next(iter(actors.values()))), list(next(iter(pairs.values()))), sizes, article, article]
    return dict(zip(PARTS, parts, strict=True))


def row_of(gold: Coded, weights: Weights) -> Row:
    """Return the sets of actors of a coded article; weights: whose clues to sum up, whatever they weigh."""
    cast = cast_of(parse(Article(text=gold.text)))
    choices = choices_of(cast, weights)
    names = [tuple(cast.actors[name].names) for name in choices.actors]
    sides = [next((k for k, side in enumerate(gold.sides) if is_same(name, cast.actors[name].names, side)), None) for name in choices.actors]
    costs = np.array([cost([sides[k] for k in np.flatnonzero(members)], gold) for members in choices.members])
    return Row(gold, choices, costs - costs.min(), names)


def cost(sides: Sequence[int | None], gold: Coded) -> float:
    """Return what a set costs: sides are the numbers of the coded sides that its members are."""
    found: set[int] = set()
    wrong = 0
    for side in sides:
        if side is None or side in found:
            wrong += 1
        else:
            found.add(side)
    missing = sum(side.essential and k not in found for k, side in enumerate(gold.sides))
    return wrong + missing + EXTRA_COSTS * sum(not gold.sides[k].essential for k in found)


def fit(rows: Sequence[Row]) -> NDArray[np.float64]:
    """Return the weights of the clues, by maximum likelihood with a penalty on weights of clues of one spread (L-BFGS)."""
    most = max(len(row.costs) for row in rows)
    width = rows[0].choices.clues.shape[1]
    clues, absent, near = np.zeros((len(rows), most, width)), np.full((len(rows), most), -1e9), np.zeros((len(rows), most))
    for k, row in enumerate(rows):
        clues[k, : len(row.costs)] = row.choices.clues
        absent[k, : len(row.costs)] = 0
        near[k, : len(row.costs)] = -NEAR * row.costs
    spread = clues.reshape(-1, width).std(axis=0) + 1e-6
    x, nowhere, target = torch.tensor(clues / spread), torch.tensor(absent), torch.tensor(near)
    counts = torch.tensor([COUNTS.get(row.gold.corpus, 1.0) for row in rows], dtype=torch.float64)
    weights = torch.zeros(width, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        shares = torch.log_softmax(x @ weights + nowhere, dim=1)
        found = -(counts * torch.logsumexp(shares + target, dim=1)).sum() + PENALTY * (weights**2).sum()
        found.backward()
        return found

    optimizer.step(loss)
    return np.asarray(weights.detach().numpy() / spread)


def right(row: Row, weights: NDArray[np.float64]) -> tuple[list[bool], list[bool], bool]:
    """Return what ``sides_right`` says of the sides that weights choose in an article."""
    chosen = row.choices.members[row.choices.best(row.choices.shares(weights))]
    return sides_right(row.gold.sides, {row.choices.actors[k]: dict.fromkeys(row.names[k], "") for k in np.flatnonzero(chosen)})


def cross_validated(rows: Sequence[Row]) -> dict[str, float]:
    """Return how many sides are right where every article is judged by weights that have not seen it."""
    fold = np.random.default_rng(0).permutation(len(rows)) % FOLDS
    hits = []
    for number in range(FOLDS):
        weights = fit([row for row, k in zip(rows, fold, strict=True) if k != number])
        hits += [right(row, weights) for row, k in zip(rows, fold, strict=True) if k == number]
    main, reported, whole = zip(*hits, strict=True)
    return {
        "main parties found": round(float(np.mean(sum(main, []))), 3),
        "reported sides that are parties": round(float(np.mean(sum(reported, []))), 3),
        "articles with every side right": round(float(np.mean(whole)), 3),
    }


def main() -> None:
    """Read the command line, learn, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path, help="folder with the corpora that training/who was coded on")
    args = parser.parse_args()
    coded = [gold for half in ("build", "learn") for gold in read_gold(args.data, half)]
    names = clue_names(cast_of(parse(Article(text=coded[0].text))))
    blank: Weights = {part: dict.fromkeys(clues, 0.0) for part, clues in names.items()}
    rows = [row_of(gold, blank) for gold in coded]
    learnt = iter(fit(rows))
    written: dict[str, Any] = {
        "command": "python -m training.choose_sides --data DATA",
        "articles": len(rows),
        "sets of actors": sum(len(row.costs) for row in rows),
        "cross-validated": cross_validated(rows),
        "weights": {part: {clue: round(float(next(learnt)), 3) for clue in clues} for part, clues in names.items()},
    }
    WEIGHTS.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    print(json.dumps({name: value for name, value in written.items() if name != "weights"}, indent=2))


if __name__ == "__main__":
    main()
