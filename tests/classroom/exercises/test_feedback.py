"""What every self-check owes a learner: three dots and answers of another kind are told apart, and nothing is shown unescaped."""

from __future__ import annotations

import re

import pytest
from said import said
from typed import typed

from analysis.classroom import exercises
from analysis.reading.article import Article

CHECKS = {
    "count": lambda answer: exercises.check_count(answer, typed()),
    "narrator words": lambda answer: exercises.check_narrator_words(answer, typed(), 7),
    "score": lambda answer: exercises.check_score(answer, 0.6, 0.25, 0.15),
    "mean score": lambda answer: exercises.check_mean_score(answer, typed(), "Armenia", "narrator"),
    "zone": lambda answer: exercises.check_zone_rate(answer, typed(), "body"),
    "p": lambda answer: exercises.check_p_value(answer, 2.0, [1.0, 2.5, 1.5]),
    "F1": lambda answer: exercises.check_macro_f1(answer, ["a", "b"], ["a", "a"]),
    "alpha": lambda answer: exercises.check_alpha(answer, ["a", "b", "a"], ["a", "b", "b"]),
}
TEXT_CHECKS = {
    "cut": lambda answer: exercises.check_cut(answer, typed(), 6),
    "speech": lambda answer: exercises.check_speech(answer, "direct", keep=["Cole"]),
    "plain": lambda answer: exercises.check_plain_words(answer, keep=["protest"]),
    "term": lambda answer: exercises.check_strongest_term(answer, typed()),
    "papers": lambda answer: exercises.check_papers(answer, "A story.", {"title": "T"}),
}
OTHER_CHECKS = {
    "marks": lambda answer: exercises.check_without_marks(answer, typed()),
    "practice": lambda answer: exercises.check_practice(answer, "voice"),
    "sides": lambda answer: exercises.check_sides(answer, Article(text="Ann met Ben.")),
}


@pytest.mark.parametrize("name", [*CHECKS, *TEXT_CHECKS, *OTHER_CHECKS])
def test_three_dots_are_no_answer_yet(name):
    feedback = {**CHECKS, **TEXT_CHECKS, **OTHER_CHECKS}[name](...)
    assert not feedback.right and "Nothing yet" in said(feedback)


@pytest.mark.parametrize("answer", ["12", True, [1], float("nan"), float("inf")], ids=str)
@pytest.mark.parametrize("name", CHECKS)
def test_a_number_is_asked_for(name, answer):
    feedback = CHECKS[name](answer)
    assert not feedback.right and re.search("number", said(feedback))


@pytest.mark.parametrize("answer", [12, ["a"], {}], ids=str)
@pytest.mark.parametrize("name", TEXT_CHECKS)
def test_a_text_is_asked_for(name, answer):
    feedback = TEXT_CHECKS[name](answer)
    assert not feedback.right and "text between quotation marks" in said(feedback)


def test_feedback_escapes_what_was_written():
    shown = exercises.check_score("<script>alert(1)</script>", 0.6, 0.25, 0.15)._repr_html_()
    assert "<script" not in shown and "&lt;script" in shown
