"""Boosted trees on binned clues, with Newton steps on the logistic loss (Chen and Guestrin 2016, "XGBoost", KDD); numpy alone.

What is learned is answered by ``analysis.comparison.trees``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Growth:
    """How trees are grown.

    trees, depth, rate: how many, how deep, and how much each counts.  penalty, least: on the value of a leaf, and the least weight of its rows.
    rows, clues: the shares that each tree sees.  bins: in how many steps a clue is cut.
    """

    trees: int = 120
    depth: int = 3
    rate: float = 0.1
    penalty: float = 5.0
    least: float = 2.0
    rows: float = 0.7
    clues: float = 0.4
    bins: int = 32
    seed: int = 0


def grow(x: Array, y: NDArray[np.int64], growth: Growth = Growth()) -> dict[str, Any]:
    """Return trees that tell the yes (1) from the no (0), as ``analysis.comparison.trees.chances`` takes them; x: (n, clues)."""
    rng = np.random.default_rng(growth.seed)
    cuts = [_cuts(x[:, j], growth.bins) for j in range(x.shape[1])]
    binned = np.stack([np.searchsorted(cut, x[:, j], side="left") for j, cut in enumerate(cuts)], axis=1)
    base = float(np.log(y.mean() / (1 - y.mean())))
    logits, trees = np.full(len(y), base), []
    for _ in range(growth.trees):
        p = 1 / (1 + np.exp(-logits))
        rows = np.flatnonzero(rng.random(len(y)) < growth.rows)
        clues = rng.choice(x.shape[1], max(1, round(x.shape[1] * growth.clues)), replace=False)
        asked, leaves = _tree(binned[rows], (p - y)[rows], (p * (1 - p))[rows], clues, growth)
        at = _leaf(binned, asked)
        logits += leaves[at]
        trees.append(
            {
                "clues": [int(clue) for level in asked for clue in level[0]],
                "cuts": [float(cuts[clue][at]) if clue >= 0 else 0.0 for level in asked for clue, at in zip(*level, strict=True)],
                "leaves": [round(float(leaf), 5) for leaf in leaves],
            }
        )
    return {"base": round(base, 5), "trees": trees}


def _cuts(values: Array, bins: int) -> Array:
    """Return where a clue may be cut: at its quantiles, finer where it is high; rounded as they are shipped, so that training and answer agree."""
    return np.unique(np.round(np.quantile(values, [*np.linspace(0, 1, bins + 1)[1:-1], 0.98, 0.99, 0.995]), 6))


def _tree(binned: Ints, gradient: Array, weight: Array, clues: Ints, growth: Growth) -> tuple[list[tuple[Ints, Ints]], Array]:
    """Return the questions of each level, (clue, number of its cut), and the values of the leaves."""
    node, width = np.zeros(len(binned), dtype=np.int64), int(binned.max()) + 1
    asked = []
    for depth in range(growth.depth):
        level = _questions(binned, gradient, weight, clues, (node, 1 << depth, width), growth)
        asked.append(level)
        node = _step(binned, node, level)
    sums, weights = (np.bincount(node, one, 1 << growth.depth) for one in (gradient, weight))
    return asked, -growth.rate * sums / (weights + growth.penalty)


def _questions(binned: Ints, gradient: Array, weight: Array, clues: Ints, at: tuple[Ints, int, int], growth: Growth) -> tuple[Ints, Ints]:
    """Return for each node the clue and cut that gain most; -1 where none gains."""
    node, nodes, width = at
    total, whole = (np.bincount(node, one, nodes)[:, None] for one in (gradient, weight))
    best, chosen, cut = np.full(nodes, 1e-3), np.full(nodes, -1), np.zeros(nodes, dtype=np.int64)
    for clue in clues:
        place = node * width + binned[:, clue]
        left, lighter = (np.bincount(place, one, nodes * width).reshape(nodes, width).cumsum(axis=1) for one in (gradient, weight))
        right, heavier = total - left, whole - lighter
        gain = left**2 / (lighter + growth.penalty) + right**2 / (heavier + growth.penalty) - total**2 / (whole + growth.penalty)
        gain[(lighter < growth.least) | (heavier < growth.least)] = -1
        where = gain.argmax(axis=1)
        found = gain[np.arange(nodes), where]
        better = found > best
        best[better], chosen[better], cut[better] = found[better], clue, where[better]
    return chosen, cut


def _step(binned: Ints, node: Ints, level: tuple[Ints, Ints]) -> Ints:
    clue, cut = (one[node] for one in level)
    return 2 * node + ((clue >= 0) & (binned[np.arange(len(binned)), np.maximum(clue, 0)] > cut))


def _leaf(binned: Ints, asked: list[tuple[Ints, Ints]]) -> Ints:
    node = np.zeros(len(binned), dtype=np.int64)
    for level in asked:
        node = _step(binned, node, level)
    return node
