"""Denied terms: the word that denies them, and terms that only stand near a "not"."""

from __future__ import annotations

import pytest
from typed_terms import mentions_in, voices_in

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.terms.lexicon import read_lexicon
from analysis.terms.terms import find_terms

# (sentence, [(term, the word that denies it)])
DENIED = [
    ("No massacre took place.", [("massacre", "no")]),
    ("The massacre did not take place.", [("massacre", "not")]),
    ("There was no massacre.", [("massacre", "no")]),
    ("It was not a massacre.", [("massacre", "not")]),
    ("He is not a terrorist.", [("terrorist", "not")]),
    ("Iran is not a terrorist state.", [("terrorist state", "not")]),
    ("They attacked without provocation.", [("provocation", "without")]),
    ("Russia did not liberate the town.", [("liberate", "not")]),
    ("The town was never liberated.", [("liberated", "never")]),
    ("Nobody will deceive us.", [("deceive", "nobody")]),
    ("No soldier committed atrocities.", [("atrocities", "no")]),
    ("The army did not commit atrocities.", [("atrocities", "not")]),
    ("There is no evidence of a massacre.", [("massacre", "no")]),
    ("They did not describe Iran as a terrorist state.", [("terrorist state", "not")]),
    ("The strike was not brutal.", [("brutal", "not")]),
    ("No brutal attack was reported.", [("brutal", "no")]),
    ("It is no longer a rogue state.", [("rogue state", "no longer")]),
    ("It was neither brutal nor barbaric.", [("brutal", "neither"), ("barbaric", "neither")]),
    ("They do not want to provoke a massacre.", [("massacre", "not")]),
    ("He does not believe that it was a massacre.", [("massacre", "not")]),
    ("Ukraine didn't blatantly violate the truce.", [("blatantly", "not")]),
    ("Without deceiving anyone, they left.", [("deceiving", "without")]),
    ("No regime or dictator will stop us.", [("regime", "no"), ("dictator", "no")]),
    ("Troops did not shoot them in cold blood.", [("in cold blood", "not")]),
]
NOT_DENIED = [
    "The army did not condemn the massacre.",
    "Moscow did not meet the dictator.",
    "The regime did not respond.",
    "Not only a massacre but a war crime.",
    "It was not only brutal but illegal.",
    "He did not say that it was a massacre.",
    "The massacre was condemned.",
    "Nobody knew where the regime would strike.",
    "It was a massacre, not an accident.",
    "The massacre, not the battle, took place in May.",
]


def denials(text: str) -> list[tuple[str, str | None]]:
    parsed = parse(Article(text))
    found = find_terms(parsed, voices_in(parsed), mentions_in(parsed), read_lexicon())
    return list(zip(found["text"], found["negated"], strict=True))


@pytest.mark.parametrize(("text", "expected"), DENIED, ids=[text for text, _ in DENIED])
def test_the_word_that_denies_a_term(text: str, expected: list[tuple[str, str]]) -> None:
    assert denials(text) == expected


@pytest.mark.parametrize("text", NOT_DENIED)
def test_a_not_elsewhere_denies_nothing(text: str) -> None:
    found = denials(text)
    assert found
    assert {word for _, word in found} == {None}
