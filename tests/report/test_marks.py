"""Marks: what a row of a table becomes before it is drawn."""

from __future__ import annotations

import pytest
from typed import AM, AZ, typed

from analysis.report.marks import numbered, score_marks, speaker_name, term_note, voice_mark


def test_speaker_name_tells_the_side_where_the_words_do_not():
    assert speaker_name("the ministry", AZ) == "the ministry (Azerbaijan)"
    assert speaker_name("Azerbaijan’s Defense Ministry", AZ) == "Azerbaijan’s Defense Ministry"
    assert speaker_name(None, None) == "a source without a name"


def test_a_note_is_spoken_by_the_shortest_voice_around_it():
    f = typed()
    number = numbered([AM, AZ])
    voices = [voice_mark(row, number) for row in f.voices.head(2).assign(start=[0, 10], end=[100, 50], who=["outer", "inner"]).itertuples()]
    terms = f.terms.head(2).assign(start=[20, 60], end=[30, 70])
    speakers = [term_note(i, row, voices).speaker for i, row in enumerate(terms.itertuples(), start=1)]
    assert speakers == [speaker_name("inner", voices[1].side), speaker_name("outer", voices[0].side)]


@pytest.mark.parametrize(("score", "place", "near"), [(-1.0, 0.0, False), (0.0, 50.0, True), (0.048, 52.4, True), (0.05, 52.5, False)])
def test_a_score_stands_where_it_belongs(score, place, near):
    stance = typed().stance.head(1).assign(score=score, sentence=3)
    (mark,) = score_marks(stance, "text", {AM: 1})[3]
    assert (mark.place, mark.near, mark.score) == (place, near, score)
    assert not score_marks(stance.assign(score=float("nan")), "text", {AM: 1})
