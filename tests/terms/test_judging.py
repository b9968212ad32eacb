"""What a term does to the side it is about, and which side it favours."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from typed_terms import WordCounter, mentions_in, voices_in

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.tables import make_table
from analysis.terms.effects import term_effects
from analysis.terms.judging import favoured, judged_by_score
from analysis.terms.lexicon import read_lexicon
from analysis.terms.terms import find_terms

# (sentence, [(term, side, what the list says the term does to it)])
BY_LIST = [
    ("The enclave was recently liberated by Azerbaijan.", [("liberated", "Azerbaijan", "praises")]),
    ("The town, illegally occupied by Armenia for decades, is empty.", [("illegally occupied", "Armenia", "blames")]),
    ("Israel neutralized two militants near the fence.", [("neutralized", "Israel", "excuses")]),
    ("Moscow's ethnic cleansing went on.", [("ethnic cleansing", "Russia", "blames")]),
    ("Ukraine's martyrs were buried.", [("martyrs", "Ukraine", "pities")]),
    ("The helpless Ukrainian farmers fled.", [("helpless", "Ukraine", "pities")]),
    ("Ukrainian farmers were helpless.", [("helpless", "Ukraine", "pities")]),
    ("Israel martyred three boys.", [("martyred", "Israel", None)]),
    ("Ukrainian freedom fighters held the bridge.", [("freedom fighters", "Ukraine", "praises")]),
    ("Iran is a rogue state, the senator wrote.", [("rogue state", "Iran", "blames")]),
    ("Iran is not a rogue state.", [("rogue state", "Iran", None)]),
    ("The Iranian regime rejected the offer.", [("regime", "Iran", "blames")]),
    ("Russia flagrantly broke the ceasefire.", [("flagrantly", "Russia", None)]),
    ("The so-called Russian republic met.", [("so-called", "Russia", None)]),
    ("The massacre of Ukrainian prisoners was filmed.", [("massacre", None, None)]),
    ("Israel condemned the cowardly attack.", [("cowardly", None, None)]),
]


@pytest.mark.parametrize(("text", "expected"), BY_LIST, ids=[text for text, _ in BY_LIST])
def test_what_grammar_and_list_say(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    parsed = parse(Article(text))
    found = find_terms(parsed, voices_in(parsed), mentions_in(parsed), read_lexicon())
    assert list(zip(found["text"], found["about"], found["judges"], strict=True)) == expected
    assert found["judged_by"].tolist() == [judges and "list" for _, _, judges in expected]


@pytest.mark.parametrize(
    ("tone", "score", "effect", "expected"),
    [
        ("negative", -0.9, 0.4, "blames"),
        ("negative", -0.9, 0.0, "blames"),
        ("negative", -0.9, math.nan, "blames"),
        ("negative", -0.9, -0.3, None),  # the neutral wording is harsher: it is not the term that blames
        ("negative", 0.9, 0.0, None),
        ("negative", -0.3, 0.4, None),
        ("positive", 0.8, -0.4, "praises"),
        ("positive", 0.8, 0.4, None),
        ("positive", -0.8, 0.0, None),
        (None, 0.8, math.nan, "praises"),
        (None, -0.8, math.nan, "blames"),
    ],
)
def test_what_the_model_says(tone: str | None, score: float, effect: float, expected: str | None) -> None:
    assert judged_by_score(tone, score, effect) == expected


def test_the_model_is_asked_only_where_the_list_says_nothing() -> None:
    text = "Russia flagrantly occupied the brutal, occupied regime. Russia allegedly occupied a brutal regime. Russia never flagrantly occupied it."
    parsed = parse(Article(text))
    mentions = mentions_in(parsed)
    terms = find_terms(parsed, voices_in(parsed), mentions, read_lexicon())
    judged = term_effects(parsed, terms, mentions, WordCounter())
    said = {(row.sentence, row.text): (row.judges, row.judged_by) for row in judged.itertuples()}
    assert said[1, "flagrantly"] == ("blames", "model")
    assert said[2, "allegedly"] == (None, None)  # sounds neutral
    assert said[3, "flagrantly"] == (None, None)  # denied


@pytest.mark.parametrize(("score", "expected"), [(-0.9, None), (-0.3, "praises"), (0.9, "praises")])
def test_praise_that_the_model_reads_as_the_opposite_is_left_open(score: float, expected: str | None) -> None:
    class Same(WordCounter):
        def score(self, texts: list[tuple[str, int, int]]) -> np.ndarray:
            return np.tile([max(-score, 0), 1 - abs(score), max(score, 0)], (len(texts), 1))

    parsed = parse(Article("The gallant Russian battalion showed its gift for being elsewhere."))
    mentions = mentions_in(parsed)
    terms = find_terms(parsed, voices_in(parsed), mentions, read_lexicon())
    assert terms[["text", "judges"]].values.tolist() == [["gallant", "praises"]]
    judged = term_effects(parsed, terms, mentions, Same())
    assert judged[["judges", "judged_by"]].values.tolist() == [[expected, expected and "list"]]


TERM = {"sentence": 1, "start": 0, "end": 4, "text": "word", "term": "word", "category": "blame", "voice": "narrator"}


@pytest.mark.parametrize(
    ("about", "judges", "changes", "two_sides", "three_sides"),
    [
        ("A", "praises", {}, "A", "A"),
        ("A", "excuses", {}, "A", "A"),
        ("A", "pities", {}, "A", "A"),
        ("A", "blames", {}, "B", None),  # of three sides, blame of one favours no certain other
        ("A", None, {}, None, None),
        (None, None, {}, None, None),
        ("A", "praises", {"quoted": "word"}, None, None),  # the reporter's scare quotes
        ("A", "praises", {"quoted": "word", "voice": "source"}, "A", "A"),
        ("A", "praises", {"quoted": "speech", "voice": "source"}, "A", "A"),
    ],
)
def test_whom_a_term_favours(about: str | None, judges: str | None, changes: dict[str, str], two_sides: str | None, three_sides: str | None) -> None:
    terms = make_table("terms", [TERM | {"about": about, "judges": judges} | changes])
    assert favoured(terms, ["A", "B"]).tolist() == [two_sides]
    assert favoured(terms, ["A", "B", "C"]).tolist() == [three_sides]


def test_no_terms_favour_nobody() -> None:
    found = favoured(make_table("terms", []), ["A", "B"])
    assert isinstance(found, pd.Series)
    assert found.empty
