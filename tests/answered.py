"""The answers of one coder to two sentences, for tests of their file and their tables."""

from __future__ import annotations

from analysis.classroom.annotation import Annotation, Answer, LoadedWord, Whole, coded_article
from analysis.classroom.questions import KEYS
from analysis.reading.article import Article

TEXT = "The regime fired first, Norland said. 🕊 Its heroic army liberated the town."
ARTICLE = Article(TEXT, title="A clash")
SIDES = ("Norland", "Sudland")


def loaded(word: str) -> LoadedWord:
    start = TEXT.index(word)
    return LoadedWord(start, start + len(word), word)


ANSWERS = (
    Answer(1, "indirect", "Norland", {"Norland": 0, "Sudland": -1}, (loaded("regime"),), 3, "who is meant?", "agent left out"),
    Answer(2, "narrator", None, {"Norland": 1, "Sudland": None}, (loaded("heroic"), loaded("liberated")), 2),
)
WHOLE = Whole({"Norland": "villain"}, {"conflict": "yes", "economic": "no"})
ANNOTATION = Annotation(coded_article(ARTICLE, 2), "Ann", SIDES, 1, ANSWERS, asked=KEYS, whole=WHOLE)
