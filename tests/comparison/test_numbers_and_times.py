"""What numbers and times a clause holds, and whether two of them can both be right."""

from __future__ import annotations

import pytest

from analysis.comparison.numbers import amounts_in, value_of
from analysis.comparison.times import moments_in
from analysis.reading.parse import pipeline


def amounts(text):
    return [(one.value, one.unit, one.bound) for one in amounts_in(list(pipeline()(text)))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Two soldiers were killed.", [(2, "soldier", "")]),
        ("At least twenty-four people drowned.", [(24, "people", "least")]),
        ("The bank lost 1.5 million crowns.", [(1.5e6, "crown", "")]),
        ("Nearly 4,000 workers struck.", [(4000, "worker", "about")]),
        ("Prices rose by 3.5 percent.", [(3.5, "%", "")]),
        ("Prices rose by 3.5 per cent.", [(3.5, "%", "")]),
        ("They shot two men per day.", [(2, "man", "")]),
        ("The fine was $250.", [(250, "$", "")]),
        ("Three of its personnel were wounded.", [(3, "personnel", "")]),
        ("The war ended in 1994.", []),
        ("It was the 3rd attack.", []),
    ],
)
def test_amounts(text, wanted):
    assert amounts(text) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("3,950", 3950), ("two hundred and fifty", 250), ("twelve", 12), ("2 million", 2e6), ("two dozen", 24), ("dozen", 12), ("often", None)],
)
def test_values(words, wanted):
    assert value_of(words.split()) == wanted


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        ("Twelve men died.", "12 men died.", True),
        ("More than ten men died.", "Twelve men died.", True),
        ("More than ten men died.", "Eight men died.", False),
        ("Nearly 4,000 men struck.", "3,950 men struck.", True),
        ("Up to 50 men struck.", "Forty men struck.", True),
        ("12 men died.", "120 men died.", False),
    ],
)
def test_two_amounts(one, other, agrees):
    (first,), (second,) = (list(amounts_in(list(pipeline()(text)))) for text in (one, other))
    assert first.agrees(second) is agrees and second.agrees(first) is agrees


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They met on Friday at 5:20 p.m.", [("weekday", "friday"), ("clock", "17:20")]),
        ("On 3 June the ship sank.", [("date", "june 3")]),
        ("On Sept. 14th the ship sank.", [("date", "september 14")]),
        ("The ship sank.", []),
    ],
)
def test_moments(text, wanted):
    assert [(one.kind, one.value) for one in moments_in(list(pipeline()(text)))] == wanted
