"""The practice sentences: their answers follow the code book, and no hint gives one away."""

from __future__ import annotations

import pytest
from said import said

from analysis.classroom import exercises
from analysis.classroom.exercises.read_first import _PRACTICE


def test_practice_answers_follow_the_code_book():
    sentences = exercises.practice()
    right = {row: each.voice for row, each in enumerate(_PRACTICE, start=1)}
    assert list(sentences.row) == list(right)
    assert exercises.check_practice(right, "voice").right
    text = said(exercises.check_practice({**right, 3: "direct"}, "voice"))
    assert "1 row of 8 differs" in text and "mixed" not in text
    assert "7 rows have no answer yet" in said(exercises.check_practice({1: "indirect"}, "voice"))
    assert "Not an answer from the code book: maybe" in said(exercises.check_practice({1: "maybe"}, "stance"))
    with pytest.raises(ValueError, match="allowed: voice, stance"):
        exercises.check_practice({}, "tone")
