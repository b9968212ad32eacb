"""A macro F1 and a mean move: right, and the mistakes that have a hint."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from said import said

from analysis.classroom import exercises


@pytest.mark.parametrize(
    ("answer", "right", "hint"), [(0.6875, True, ""), (0.8, False, "plain share"), (0.875, False, "one label"), (0.1, False, "too low")]
)
def test_macro_f1(answer, right, hint):
    coder = ["neutral"] * 8 + ["negative"] * 2
    program = ["neutral"] * 7 + ["negative", "neutral", "negative"]
    feedback = exercises.check_macro_f1(answer, coder, program)
    assert feedback.right is right and hint in said(feedback)


def test_mean_move():
    table = pd.DataFrame({"change": [0.2, -0.5, 0.0, 0.2], "named": [True, True, False, True]})
    audit = SimpleNamespace(table=table, missing="")
    assert exercises.check_mean_move(0.3, audit).right
    assert "cancel out" in said(exercises.check_mean_move(-0.1 / 3, audit))
    assert "`named`" in said(exercises.check_mean_move(0.225, audit))
    assert "too high" in said(exercises.check_mean_move(0.9, audit))
    assert said(exercises.check_mean_move(0.3, SimpleNamespace(table=table, missing="No side was found."))) == "No side was found."
