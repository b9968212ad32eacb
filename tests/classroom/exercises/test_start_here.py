"""Counting sentences and cutting one out: right answers pass, typical mistakes get their hint."""

from __future__ import annotations

from said import said
from typed import typed

from analysis.classroom import exercises


def test_count():
    framing = typed()
    assert exercises.check_count(len(framing.sentences), framing).right
    assert "paragraphs" in said(exercises.check_count(int(framing.sentences.paragraph.max()), framing))
    assert "too high" in said(exercises.check_count(99, framing))


def test_cut():
    framing = typed()
    row = framing.sentences.set_index("sentence").loc[6]
    text = framing.article.text
    assert exercises.check_cut(text[row.start : row.end], framing, 6).right
    assert "at one end" in said(exercises.check_cut(text[row.start : row.end - 1], framing, 6))
    assert "more around it" in said(exercises.check_cut(text, framing, 6))
    assert "not sentence 6" in said(exercises.check_cut(framing.sentences.text.iloc[0], framing, 6))
