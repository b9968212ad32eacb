"""The papers of an article and its sides, given by the learner."""

from __future__ import annotations

from said import said

from analysis.classroom import exercises
from analysis.reading.article import Article

STORY = "Nurses walked out on Monday.\nThe trust said the nurses were reckless.\nNurses want more pay.\nThe trust offered four percent."


def test_papers():
    papers = {"title": "Nurses walk out", "outlet": "The Post"}
    head = "---\ntitle: Nurses walk out\noutlet: The Post\n---"
    assert exercises.check_papers(head, STORY, papers).right
    assert "No metadata was found" in said(exercises.check_papers("title: Nurses walk out", STORY, papers))
    assert "without outlet" in said(exercises.check_papers("---\ntitle: Nurses walk out\n---", STORY, papers))
    assert "a different value from the task: title" in said(exercises.check_papers(head.replace("walk", "march"), STORY, papers))


def test_sides():
    article = Article(text=STORY)
    assert exercises.check_sides({"nurses": ["Nurses"], "trust": []}, article).right
    assert "One side" in said(exercises.check_sides({"nurses": ["Nurses"]}, article))
    assert "The program says" in said(exercises.check_sides({"pilots": []}, article))
    assert "only once" in said(exercises.check_sides({"trust": [], "Monday": []}, article))
    apart = ("nurses", "trust")
    assert exercises.check_sides({"nurses": ["Nurses"], "trust": []}, article, apart=apart).right
    assert "on one side" in said(exercises.check_sides({"nurses": ["Nurses", "trust"], "Monday": []}, article, apart=apart))
