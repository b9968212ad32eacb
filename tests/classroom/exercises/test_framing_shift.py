"""A rate for a zone and a p-value: right, and the mistakes that have a hint."""

from __future__ import annotations

import pytest
from said import said
from typed import typed

from analysis.classroom import exercises


def test_zone_rate():
    framing = typed()
    body = framing.sentences[framing.sentences.zone == "body"]
    terms = int(framing.terms.sentence.isin(body.sentence).sum())
    wanted = 100 * terms / int(body.words.sum())
    assert terms and exercises.check_zone_rate(round(wanted, 1), framing, "body").right
    assert "Divide by the words" in said(exercises.check_zone_rate(terms, framing, "body"))
    assert "per word" in said(exercises.check_zone_rate(wanted / 100, framing, "body"))
    assert "no headline" in said(exercises.check_zone_rate(1.0, framing, "headline"))


@pytest.mark.parametrize(
    ("answer", "right", "hint"),
    [(0.6, True, ""), (0.5, False, "possible order too"), (0.4, False, "at least as well"), (2, False, "share"), (0.9, False, "too high")],
)
def test_p_value(answer, right, hint):
    feedback = exercises.check_p_value(answer, 2.0, [1.0, 2.0, 3.0, 0.5])
    assert feedback.right is right and hint in said(feedback)
