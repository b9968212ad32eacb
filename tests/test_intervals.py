"""Intervals: of a mean by bootstrap over sentences, of a share after Wilson; the quantile of t is scipy's."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.intervals import NORMAL, bootstrap, student, wilson


@pytest.mark.parametrize("sentences", [5, 8, 20])
def test_an_interval_holds_the_mean_about_as_often_as_it_says(sentences):
    random = np.random.default_rng(1)
    held = 0
    for _ in range(400):
        part = pd.DataFrame({"sentence": range(sentences), "score": np.clip(random.normal(-0.1, 0.25, sentences), -1, 1)})
        low, high = bootstrap(part, random, draws=300)
        held += low <= -0.1 <= high
    assert 0.9 <= held / 400 <= 0.99


def test_no_interval_goes_beyond_the_largest_score():
    part = pd.DataFrame({"sentence": range(5), "score": [1.0, 1.0, 1.0, 1.0, -1.0]})
    assert bootstrap(part, np.random.default_rng(1))[1] == 1 and bootstrap(part, np.random.default_rng(1), limit=2.0)[1] > 1


def test_interval_is_seeded_and_needs_five_sentences():
    part = pd.DataFrame({"sentence": range(1, 7), "score": [-0.5, -0.4, 0.1, 0.0, -0.2, 0.3]})
    first, second = bootstrap(part, np.random.default_rng(1)), bootstrap(part, np.random.default_rng(1))
    assert first == second and first[0] < part.score.mean() < first[1]
    assert bootstrap(part.head(4), np.random.default_rng(1)) is None


def test_interval_draws_sentences_not_mentions():
    part = pd.DataFrame({"sentence": [1] * 50, "score": [0.1] * 50})
    assert bootstrap(part, np.random.default_rng(0)) is None


def test_the_quantiles_are_those_of_scipy():
    from scipy.special import stdtrit

    freedom = np.arange(1, 2001)
    np.testing.assert_allclose([student(int(one)) for one in freedom], stdtrit(freedom, 0.975), rtol=1e-12, atol=1e-12)
    assert pytest.approx(stdtrit(np.inf, 0.975), abs=1e-15) == NORMAL


@pytest.mark.parametrize("rows", [1, 2, 18, 400])
def test_the_interval_of_a_share_is_that_of_scipy(rows):
    from scipy.stats import binomtest

    hits = np.arange(rows + 1)
    low, high = wilson(hits, rows)
    known = [binomtest(int(one), rows).proportion_ci(method="wilson") for one in hits]
    np.testing.assert_allclose(low, [one.low for one in known], atol=1e-12)
    np.testing.assert_allclose(high, [one.high for one in known], atol=1e-12)
    assert low[0] == 0 and high[-1] == 1
