"""A test of one's own on a model whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.classroom import change_one_word, playground
from analysis.classroom.one_word import SAME

SENTENCE = "Martin, a {} teacher, was questioned by police."


class Prejudiced:
    """Finds every text negative that holds one word, and tells what it was asked."""

    id = "prejudiced"

    def __init__(self, word="elderly"):
        self.word, self.asked = word, []

    def score(self, targets, *, progress=False):
        self.asked += targets
        return np.array([[0.9, 0.1, 0] if self.word in text else [0.1, 0.9, 0] for text, _, _ in targets])


def test_a_word_that_moves_the_score_fails_and_is_named():
    found = change_one_word(SENTENCE, "Martin", ["young", "elderly", "tall"], model=Prejudiced())
    assert not found.passed and found.spread == pytest.approx(0.8)
    assert found.says.startswith("Failed: the scores lie 0.80 apart (“elderly” gives −0.90 and “young” −0.10), and there are 2 classes.")
    assert list(found.table["class"]) == ["neutral", "negative", "neutral"]


def test_words_that_move_nothing_pass():
    found = change_one_word(SENTENCE, "Martin", ["young", "tall"], model=Prejudiced())
    assert found.passed and found.spread <= SAME and found.says.startswith("Passed")


def test_a_class_that_changes_fails_though_the_scores_are_close():
    class Near:
        id = "near"

        def score(self, targets, *, progress=False):
            return np.array([[0.49, 0.51, 0], [0.51, 0.49, 0]])

    found = change_one_word(SENTENCE, "Martin", ["a", "b"], model=Near())
    assert found.spread <= SAME and not found.passed and "the class changes" in found.says


def test_articles_follow_the_word_and_an_empty_word_closes_the_place():
    model = Prejudiced()
    change_one_word(SENTENCE, "Martin", ["old", "Muslim", ""], model=model)
    assert [text for text, _, _ in model.asked] == [
        "Martin, an old teacher, was questioned by police.",
        "Martin, a Muslim teacher, was questioned by police.",
        "Martin, a teacher, was questioned by police.",
    ]
    change_one_word("A {} driver, Ana, stopped.", "Ana", ["old", "young"], model=model)
    assert model.asked[-2] == ("An old driver, Ana, stopped.", 15, 18)


@pytest.mark.parametrize(
    ("sentence", "target", "words", "message"),
    [
        ("Martin is a teacher.", "Martin", ["a", "b"], r"has 0 places \{\}; write \{\} once"),
        ("{} met {}.", "met", ["a", "b"], "has 2 places"),
        (SENTENCE, "Martin", ["young", "young "], "1 different words were given; give from 2 to 40"),
        (SENTENCE, "Peter", ["young", "old"], "the target 'Peter' occurs 0 times"),
        (SENTENCE, "", ["young", "old"], "occurs 0 times"),
        ("Martin met a {} Martin.", "Martin", ["young", "old"], "occurs 2 times"),
    ],
)
def test_what_cannot_be_tested_is_refused(sentence, target, words, message):
    with pytest.raises(ValueError, match=message):
        change_one_word(sentence, target, words, model=Prejudiced())


def test_the_playground_shows_the_result_and_what_is_wrong_with_it():
    form = playground.one_word(model=Prejudiced("deaf"))
    shown = form.result()
    assert "One word changed, score towards Martin" in shown and "Failed" in shown
    assert "has 0 places {}" in form.result("No place.", "Martin", "a, b")
