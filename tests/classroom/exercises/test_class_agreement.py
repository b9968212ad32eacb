"""Percent agreement and alpha: right, and the mistakes that have a hint."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from said import said

from analysis.classroom import exercises


@pytest.mark.parametrize(
    ("answer", "right", "hint"), [(60, True, "once"), (0.6, False, "percentage"), (33, False, "all agree"), (50, False, "missing")]
)
def test_percent_agreement(answer, right, hint):
    answers = pd.DataFrame({"Ada": list("nups"), "Ben": ["n", "u", "n", "s"], "Cem": ["n", None, "p", "p"]})
    feedback = exercises.check_percent_agreement(answer, answers)
    assert feedback.right is right and hint in said(feedback)


@pytest.mark.parametrize(("answer", "right", "hint"), [(0.406, True, "beyond"), (0.8, False, "plain share"), (0.337, False, "chance")])
def test_alpha(answer, right, hint):
    first = ["neutral"] * 8 + ["negative"] * 2
    second = ["neutral"] * 7 + ["negative", "neutral", "negative"]
    feedback = exercises.check_alpha(answer, first, second)
    assert feedback.right is right and hint in said(feedback)


def test_alpha_is_that_of_the_package():
    krippendorff = pytest.importorskip("krippendorff")
    random = np.random.default_rng(3)
    first, second = random.choice(list("abc"), 40), random.choice(list("abc"), 40, p=[0.6, 0.3, 0.1])
    wanted = krippendorff.alpha(value_counts=None, reliability_data=[["abc".index(v) for v in each] for each in (first, second)],
                                level_of_measurement="nominal")  # fmt: skip
    assert exercises.check_alpha(float(wanted), list(first), list(second)).right
