"""Boosted trees as plain numbers: what ``training.trees`` has learned, answered with numpy alone (Friedman 2001, Annals of Statistics 29)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

_LEAST = 1e-6

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


def chances(rows: Array, trees: Mapping[str, Any]) -> Array:
    """Return how likely each row is a yes, (n,), 0 to 1.

    rows: (n, clues).  trees: "base", and for each of "trees" its "clues" and "cuts", those of the first question, of the two below it, and so on, and
    its "leaves".  A row goes right where its clue is greater than the cut; the clue -1 asks nothing, and every row goes left.
    """
    logits = np.full(len(rows), float(trees["base"]))
    if not len(rows):
        return logits
    every = np.arange(len(rows))
    for tree in trees["trees"]:
        leaves, at = np.array(tree["leaves"]), np.zeros(len(rows), dtype=np.int64)
        first = 0
        while first < len(leaves) - 1:
            clue, cut = (np.array(tree[name][first : 2 * first + 1]) for name in ("clues", "cuts"))
            asked = clue[at]
            at = 2 * at + ((asked >= 0) & (rows[every, np.maximum(asked, 0)] > cut[at]))
            first = 2 * first + 1
        logits += leaves[at]
    return np.asarray(1 / (1 + np.exp(-logits)))


def chances_of(rows: Array, model: Mapping[str, Any]) -> Array:
    """Return how likely each row is a yes, (n,), 0 to 1: the mean of the log odds of a regression ("weights", "constant") and of trees."""
    linear = rows @ np.array(model["weights"]) + model["constant"]
    grown = np.clip(chances(rows, model), _LEAST, 1 - _LEAST)
    limit = float(np.log((1 - _LEAST) / _LEAST))
    return np.asarray(1 / (1 + np.exp(-(np.clip(linear, -limit, limit) + np.log(grown / (1 - grown))) / 2)))
