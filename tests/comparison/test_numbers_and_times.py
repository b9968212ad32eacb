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
        ("Four shops in five did not open.", [(80, "%", "about")]),
        ("More than eight in ten were against it.", [(80, "%", "least")]),
        ("Two thirds of the shops were closed.", [(pytest.approx(66.66), "%", "about")]),
        ("It sent word to the town an hour in advance.", [(1, "hour", "")]),
        ("No children were hurt.", [(0, "child", "")]),
        ("Nobody was hurt.", [(0, "person", "")]),
        ("The lights failed twice.", [(2, "time", "")]),
        ("The 90-minute meeting ended.", [(90, "minute", "")]),
        ("Nora Pell, 68, drowned.", [(68, "year old", "")]),
        ("The 68-year-old porter drowned.", [(68, "year old", "")]),
        ("No fewer than 120 boats sank.", [(120, "boat", "least")]),
        ("Half a dozen boats sank.", [(6, "boat", "about")]),
        ("Dozens of boats sank.", [(24, "boat", "least")]),
        ("He got four and a half years in prison.", [(4.5, "year", "")]),
        ("Prices rose by two and a half percent.", [(2.5, "%", "")]),
        ("The tower cost two and a half million crowns.", [(2.5e6, "crown", "")]),
        ("Four out of five members agreed.", [(80, "%", "about")]),
        ("Four men died in five attacks.", [(4, "man", ""), (5, "attack", "")]),
        ("She put the number of dead at nine and said so.", [(9, "", "")]),
        ("Mr Ostrander was 68.", [(68, "year old", "")]),
        ("Her lawyer, who is 26, came too.", [(26, "year old", "")]),
        ("The war ended in 1994.", []),
        ("It was the 3rd attack.", []),
    ],
)
def test_amounts(text, wanted):
    assert amounts(text) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("3,950", 3950),
        ("12.000.000", 12e6),
        ("two hundred and fifty", 250),
        ("twelve", 12),
        ("2 million", 2e6),
        ("two dozen", 24),
        ("dozen", 12),
        ("often", None),
    ],
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
        ("At least 31 men drowned.", "At least 43 men drowned.", False),
        ("More than 400 men struck.", "At least 410 men struck.", True),
        ("Mr Ostrander was 68.", "Aldo Ostrander, 74, died.", False),
        ("12 men died.", "120 men died.", False),
        ("The 90-minute meeting ended.", "They met for two hours.", False),
        ("They met for 120 minutes.", "They met for two hours.", True),
        ("It is two kilometres away.", "It is 2,000 metres away.", True),
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
        ("The ship sank at 11.52.", [("clock", "11:52")]),
        ("It came at about half past five.", [("clock", "5:30")]),
        ("It came at two in the morning.", [("clock", "2:00")]),
        ("It came shortly before noon.", [("part", "noon")]),
        ("It came at ten to twelve.", [("clock", "11:50")]),
        ("They met from ten to twelve.", [("clock", "10:00")]),
        ("She put the number of dead at nine and said so.", []),
        ("The ferry sank early on Sunday.", [("weekday", "sunday"), ("part", "early")]),
        ("From ten to twelve people were hurt.", []),
        ("He left just before twelve people arrived.", []),
        ("It lasted from six to eight weeks.", []),
        ("Prices rose by two and a half percent.", []),
        ("In August the ship was put off to 2028.", [("month", "august"), ("year", "2028")]),
        ("The ship sank.", []),
    ],
)
def test_moments(text, wanted):
    assert [(one.kind, one.value) for one in moments_in(list(pipeline()(text)))] == wanted


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        ("It came shortly before noon.", "It came at 11.50 a.m.", True),
        ("It came shortly before noon.", "It came late in the afternoon.", False),
        ("It came just after midnight.", "It came at 9.40 p.m.", False),
        ("It came at dawn.", "It came early in the morning.", True),
        ("It came on Monday.", "It came at noon.", True),
        ("It came at six.", "It came at 6 p.m.", True),
        ("It came at 6 o'clock.", "It came at 18:10.", True),
        ("It came at six.", "It came at 8 p.m.", False),
        ("It came at half past twelve.", "It came shortly after noon.", True),
        ("It came at six in the morning.", "It came at 6 p.m.", False),
        ("It came at 11.52.", "It came eight minutes to midnight.", True),
        ("It came after dark.", "It came at dusk.", True),
        ("It came after dark.", "It came at noon.", False),
        ("It came by the evening.", "It came at 5 p.m.", True),
        ("It ends on 13 June 2028.", "It ends in September.", False),
        ("It ends on 13 June.", "It ends in June.", True),
        ("It came in May.", "It came in August.", False),
    ],
)
def test_two_moments(one, other, agrees):
    (first,), (second,) = (list(moments_in(list(pipeline()(text)))) for text in (one, other))
    assert first.agrees(second) is agrees and second.agrees(first) is agrees


def test_moments_stand_where_they_say():
    text = "The boat left late in the afternoon on 3 June and sank at two in the morning."
    for one in moments_in(list(pipeline()(text))):
        assert text[one.start : one.end] == one.text
