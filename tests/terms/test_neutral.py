"""The neutral wordings of the list, each put into a sentence: the sense stays, the verdict goes, the grammar holds."""

from __future__ import annotations

import pytest
from typed_terms import mentions_in, voices_in

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.terms.lexicon import read_lexicon
from analysis.terms.terms import find_terms
from analysis.terms.wording import agreement, replace_term

CASES = [
    ("Moscow spread disinformation about the vote.", "Moscow spread claims about the vote."),
    ("Disinformation was posted by bots.", "Claims were posted by bots."),
    ("It was a disinformation campaign.", "It was an information campaign."),
    ("They called it a false flag operation.", "They called it an operation."),
    ("The party tried to steal the election.", "The party tried to change the result of the election."),
    ("It is a common misconception.", "It is a common belief."),
    ("The inquiry is a smokescreen for cuts.", "The inquiry is an explanation for cuts."),
    ("The pair are locked in a deadly dispute.", "The pair are locked in a dispute."),
    ("The strike was deadly.", "The strike was fatal."),
    ("It was an unprovoked attack.", "It was an attack."),
    ("She met the visionary leader.", "She met the leader."),
    ("He told a tragic story.", "He told a story."),
    ("It was a shocking murder.", "It was a murder."),
    ("He joined the radical left.", "He joined the left."),
    ("The group is radical.", "The group is far-reaching."),
    ("The army decimated the population.", "The army weakened the population."),
    ("The storm pummeled the coast.", "The storm hit the coast."),
    ("The rocket plummeted to earth.", "The rocket fell to earth."),
    ("The floods were disastrous.", "The floods were damaging."),
    ("The judge made an unprecedented ruling.", "The judge made an unusual ruling."),
    ("She described it as an outrageous crime.", "She described it as a crime."),
    ("Aid reached the war-torn country.", "Aid reached the war-affected country."),
    ("Germany faced an influx of migrants.", "Germany faced arrivals of migrants."),
    ("The influx of migrants was large.", "The arrivals of migrants were large."),
    ("The crackdown on dissent went on.", "The campaign against dissent went on."),
    ("The bombshell report named nobody.", "The new report named nobody."),
    ("Commuters told of a nightmare journey.", "Commuters told of a difficult journey."),
    ("The party offered tax relief.", "The party offered tax cuts."),
    ("The shops were accused of price gouging.", "The shops were accused of large price increases."),
    ("The minister has a stranglehold on power.", "The minister has a hold on power."),
    ("Ministers feared a government takeover of schools.", "Ministers feared government control of schools."),
    ("Settlers live in Judea and Samaria.", "Settlers live in the West Bank."),
    ("Neighbors called him a Nazi.", "Neighbors called him a nationalist."),
    ("He blamed Big Pharma for the prices.", "He blamed drug companies for the prices."),
    ("She wants to appease the rebels.", "She wants to make concessions to the rebels."),
    ("The president annihilated the city.", "The president destroyed the city."),
    ("It set off a firestorm of criticism.", "It set off criticism."),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_sentence_with_the_wording(text: str, expected: str) -> None:
    parsed = parse(Article(text))
    terms = find_terms(parsed, voices_in(parsed), mentions_in(parsed), read_lexicon())
    for row in terms[::-1].itertuples():
        text = replace_term(text, row.start, row.end, row.neutral, agreement(parsed.tokens(row.start, row.end), row.neutral)).text
    assert text == expected
