"""Matched frames, the strongest sentence, the words of ordinary people: right, and the mistakes that have a hint."""

from __future__ import annotations

import pytest
from said import said
from typed import typed

from analysis.classroom import exercises

RIGHT = {"a": "human interest", "b": "conflict", "c": "economic", "d": "resolution", "e": "morality"}


@pytest.mark.parametrize(
    ("answer", "right", "hint"),
    [(RIGHT, True, ""), (RIGHT | {"d": "conflict"}, False, "solution"), (RIGHT | {"a": "love"}, False, "not a frame"), ([], False, "each letter")],
)
def test_matched_frames(answer, right, hint):
    feedback = exercises.check_matched_frames(answer)
    assert feedback.right is right and hint in said(feedback)


REMARKS = {"a": "no", "b": "yes", "c": "no", "d": "yes", "e": "no"}


@pytest.mark.parametrize(
    ("answer", "right", "hint"),
    [
        (REMARKS, True, ""),
        (REMARKS | {"a": "yes"}, False, "cut that sentence"),
        (REMARKS | {"c": "yes"}, False, "one person in it"),
        (REMARKS | {"e": "yes"}, False, "one closing sentence"),
        (REMARKS | {"e": "maybe"}, False, "Choose from yes, no"),
        (..., False, "Nothing yet"),
    ],
)
def test_frame_or_remark(answer, right, hint):
    feedback = exercises.check_frame_or_remark(answer)
    assert feedback.right is right and hint in said(feedback)


def test_strongest_sentence():
    framing = typed()
    assert exercises.check_strongest_sentence(7, framing, "CO2").right
    assert "not the strongest" in said(exercises.check_strongest_sentence(3, framing, "CO2"))
    assert "strongest first" in said(exercises.check_strongest_sentence(1, framing, "CO2"))
    assert exercises.check_strongest_sentence(0, framing, "EC1").right


def test_share_of_people():
    framing = typed()
    first = framing.peace().iloc[0]
    share = first["count"] / first["of"]
    assert exercises.check_share_of_people(share, framing).right
    assert "everybody else" in said(exercises.check_share_of_people(1 - share, framing))
