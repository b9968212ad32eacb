"""A class summed up: what is counted for each student, and what for each sentence, reckoned by hand."""

from __future__ import annotations

import pytest
from classes import class_of

from analysis.classroom.class_summary import NO_GRADE, sum_up_class
from analysis.classroom.coders import STANCE, UNSURE, VOICE, WORDS

SAID = {
    "a": ["narrator", "direct", "direct", "direct"],
    "b": ["narrator", "direct", "indirect", "mixed"],
    "c": ["narrator", "narrator", "indirect", None],
}
WORD0, LOADED = (0, 5), (6, 12)  # of each sentence
MARKS = [("a", 1, *LOADED), ("b", 1, *LOADED), ("c", 1, *WORD0), ("c", 2, *LOADED)]


@pytest.fixture
def summary():
    return sum_up_class(class_of(SAID, marks=MARKS))


def row(summary, student):
    return summary.students.set_index("student").loc[student].to_dict()


def cell(summary, sentence, question=VOICE):
    found = summary.sentences
    return found[(found.sentence == sentence) & (found.question == question)].iloc[0]


@pytest.mark.parametrize(
    ("student", "compared", "same"),
    [
        ("a", 3, 1),  # 1: alike; 2: the others are at a tie; 3: another answer than both; 4: another than the only other one
        ("b", 2, 1),  # 1: alike; 2 and 3: a tie; 4: another than the only other one
        ("c", 2, 1),  # 1: alike; 2: another than both; 3: a tie; 4: not answered
    ],
)
def test_a_student_is_compared_with_most_of_the_others(summary, student, compared, same):
    told = row(summary, student)
    assert (told["others_voice_compared"], told["others_voice_same"]) == (compared, same)
    assert (told["others_stance_compared"], told["others_stance_same"]) == (0, 0)


def test_words_that_most_of_the_others_marked(summary):
    told = {name: (row(summary, name)["others_words"], row(summary, name)["others_words_found"]) for name in SAID}
    assert told == {"a": (0, 0), "b": (0, 0), "c": (1, 0)}  # for a and b, one of two others marked each word; c sees “loaded” marked by both


def test_what_was_handed_in(summary):
    assert [row(summary, name)["answered"] for name in SAID] == [4, 4, 3]
    assert summary.in_words == ("3 students handed in answers to 4 sentences; 2 answered every question.", NO_GRADE)


def test_each_question_of_each_sentence(summary):
    assert cell(summary, 1).said == "narrator 3" and cell(summary, 1).share == 1 and not cell(summary, 1).split
    assert cell(summary, 2).majority == "direct" and cell(summary, 2).share == pytest.approx(2 / 3) and not cell(summary, 2).split
    assert cell(summary, 4).majority is None and cell(summary, 4).split and cell(summary, 4).answers == 2
    assert cell(summary, 1, WORDS).said == "loaded 2, Word0 1" and cell(summary, 1, WORDS).majority == "loaded"
    assert cell(summary, 3, WORDS).said == "nothing marked" and cell(summary, 3, WORDS).majority is None
    assert list(summary.sentences.question[:2]) == [VOICE, WORDS] and list(summary.sentences.sentence) == [1, 1, 2, 2, 3, 3, 4, 4]
    assert cell(summary, 1).reference is None
    assert list(zip(summary.divided().sentence, summary.divided().split, strict=True)) == [(4, True), (2, False), (3, False)]


def test_not_mentioned_can_split_a_class():
    said = {"a": ["neutral", "neutral"], "b": [UNSURE, "neutral"]}
    summary = sum_up_class(class_of(said, variable=STANCE + "A"))
    assert cell(summary, 1, STANCE + "A").split and cell(summary, 1, STANCE + "A").said == f"neutral 1, {UNSURE} 1"
    assert not cell(summary, 2, STANCE + "A").split
    assert [row(summary, name)["others_stance_compared"] for name in said] == [1, 1]


def test_beside_a_reference():
    reference = class_of({"me": ["narrator", "indirect", None, "direct"]}, marks=[("me", 1, *LOADED), ("me", 2, *LOADED), ("me", 4, *LOADED)])
    summary = sum_up_class(class_of(SAID, marks=[*MARKS, ("a", 2, 8, 12)]), reference)
    told = {name: row(summary, name) for name in SAID}
    assert [(one["reference_voice_compared"], one["reference_voice_same"]) for one in told.values()] == [(3, 2), (3, 1), (2, 1)]
    assert [(one["reference_words"], one["reference_words_found"]) for one in told.values()] == [(3, 2), (3, 1), (2, 1)]
    assert cell(summary, 2).reference == "indirect" and cell(summary, 3).reference is None


def test_a_class_of_nobody():
    summary = sum_up_class(class_of({}))
    assert not len(summary.students) and not len(summary.sentences) and not len(summary.divided())
    assert summary.in_words[0] == "0 students handed in answers to 3 sentences."


def test_a_reference_that_does_not_fit():
    with pytest.raises(ValueError, match="other sentences"):
        sum_up_class(class_of(SAID), class_of({"me": ["direct"]}))
    with pytest.raises(ValueError, match="2 coders; needed is one"):
        sum_up_class(class_of(SAID), class_of({"me": SAID["a"], "you": SAID["b"]}))
