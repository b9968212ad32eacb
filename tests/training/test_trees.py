"""Boosted trees learn what no single clue tells."""

from __future__ import annotations

import numpy as np

from analysis.comparison.trees import chances
from training.trees import Growth, grow


def test_two_clues_that_only_tell_together():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(3000, 4))
    y = ((x[:, 0] > 0) ^ (x[:, 1] > 0.5)).astype(np.int64)
    trees = grow(x[:2000], y[:2000], Growth(trees=40, clues=1.0))
    assert ((chances(x[2000:], trees) > 0.5) == y[2000:]).mean() > 0.95


def test_the_same_rows_give_the_same_trees():
    x = np.random.default_rng(1).normal(size=(200, 3))
    y = (x[:, 2] > 0).astype(np.int64)
    assert grow(x, y, Growth(trees=5)) == grow(x, y, Growth(trees=5))
