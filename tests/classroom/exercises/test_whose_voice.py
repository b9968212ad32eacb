"""Counting voices and writing the three kinds of speech; what a learner writes is read by the suite itself."""

from __future__ import annotations

import pytest
from said import said
from typed import typed

from analysis.classroom import exercises
from analysis.voices.voices import voice_parts


def test_narrator_words():
    framing = typed()
    parts = voice_parts(framing.sentences, framing.voices)
    own = parts[parts.sentence == 8]
    by_narrator = int(own.loc[own.voice == "narrator", "words"].sum())
    assert exercises.check_narrator_words(by_narrator, framing, 8).right
    assert exercises.check_narrator_words(by_narrator + 1, framing, 8).right
    assert "source’s words" in said(exercises.check_narrator_words(int(own.words.sum()) - by_narrator, framing, 8))
    assert "all the words" in said(exercises.check_narrator_words(int(own.words.sum()), framing, 8))


def test_without_marks():
    framing = typed()
    kinds = framing.voices.groupby("sentence").kind.agg(set)
    wanted = [int(number) for number, found in kinds.items() if found == {"indirect"}]
    quoted = next(int(number) for number, found in kinds.items() if "direct" in found)
    assert wanted and exercises.check_without_marks(wanted, framing).right
    silent = next(number for number in framing.sentences.sentence if number not in kinds.index)
    text = said(exercises.check_without_marks([wanted[0], quoted, silent], framing))
    assert "1 of your 3 sentences is in the program’s list" in text and "quoted words" in text and "no source at all" in text
    assert f"{len(wanted)} of the program’s are missing" in said(exercises.check_without_marks([], framing))
    assert "list of numbers" in said(exercises.check_without_marks("1, 5", framing))


@pytest.mark.parametrize(
    ("text", "kind", "right", "hint"),
    [
        ("“The strike begins on Monday,” Ann Cole said.", "direct", True, ""),
        ("Ann Cole said that the strike would begin on Monday.", "indirect", True, ""),
        ("Ann Cole said that the strike would begin on Monday.", "direct", False, "indirect speech. Put"),
        ("“The strike begins on Monday,” Ann Cole said.", "indirect", False, "direct speech. Retell"),
        ("The strike led by Ann Cole begins on Monday.", "direct", False, "nobody speaking"),
        ("“It begins on Monday,” Ann Cole said.", "direct", False, "missing: strike"),
        ("Ann Cole said that the strike would begin on Monday and that it was “a shame”.", "mixed", True, ""),
        ("Ann Cole said the strike begins on Monday and called the offer an “insult”.", "mixed", True, ""),
        ("Ann Cole said that the strike would begin on Monday.", "mixed", False, "a few of the speaker’s own words"),
    ],
)
def test_speech(text, kind, right, hint):
    feedback = exercises.check_speech(text, kind, keep=["Cole", "strike", "Monday"])
    assert feedback.right is right and hint in said(feedback)
