"""Forms, harms that name who did them, a sentence without its agent: right, and the mistakes that have a hint."""

from __future__ import annotations

import pytest
from said import said
from typed import typed

from analysis.classroom import exercises

RIGHT = {"a": "passive", "b": "active", "c": "noun", "d": "agentless"}
SENTENCE = "Striking drivers blocked the only road to the harbour on Tuesday."


@pytest.mark.parametrize(
    ("answer", "right", "hint"),
    [
        (RIGHT, True, ""),
        (RIGHT | {"d": "passive"}, False, "Can a day raid"),
        (RIGHT | {"c": "active"}, False, "a verb here"),
        ({"a": "passive"}, False, "each letter"),
        (RIGHT | {"a": "middle"}, False, "not a form"),
    ],
)
def test_forms(answer, right, hint):
    feedback = exercises.check_forms(answer)
    assert feedback.right is right and hint in said(feedback)


def test_named_harms():
    framing = typed()
    assert exercises.check_named_harms(3, framing).right
    assert "higher" in said(exercises.check_named_harms(1, framing)) or "low" in said(exercises.check_named_harms(1, framing))
    assert "who suffers" in said(exercises.check_named_harms(6, framing))


@pytest.mark.parametrize(
    ("answer", "right", "hint"),
    [
        ("The only road to the harbour was blocked on Tuesday.", True, ""),
        (SENTENCE, False, "as it was"),
        ("The only road to the harbour was blocked by striking drivers on Tuesday.", False, "still names drivers"),
        ("On Tuesday it was blocked.", False, "lost the road"),
        ("A blockade of the only road to the harbour began on Tuesday.", False, "noun"),
    ],
)
def test_agentless(answer, right, hint):
    feedback = exercises.check_agentless(answer, SENTENCE, agent="drivers", patient="road")
    assert feedback.right is right and hint in said(feedback)
