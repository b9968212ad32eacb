"""The conditions of a term: words near it, and words that depend on it, by form, dictionary form or part of speech."""

from __future__ import annotations

import pandas as pd
import pytest
from typed_terms import mentions_in, voices_in

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.terms.context import PLACES, parse_context
from analysis.terms.lexicon import LEXICON_PATH, read_lexicon
from analysis.terms.terms import find_terms

# (term, part of speech, condition, sentences where it is the term, sentences where it is not)
CONDITIONS = [
    (
        "occupation",
        "noun",
        "with: of the; without: owner:PRON verb:choose,change",
        ["The occupation of the city went on.", "The occupation ended."],
        ["Her occupation ended in June.", "What is your occupation?", "She chose the occupation at once.", "Occupation: teacher."],
    ),
    (
        "claim",
        "verb",
        "with: clause:any",
        ["The minister claimed that talks had failed.", "He claimed talks had failed.", "She claimed to have won."],
        ["She claimed a seat in the front row.", "The flood claimed three lives."],
    ),
    (
        "claim",
        "verb",
        "without: object:seat,life",
        ["The minister claimed that talks had failed.", "He claimed a victory."],
        ["She claimed a seat.", "The seat was claimed by her.", "Lives claimed by the flood were many.", "The claimed seats were empty."],
    ),
    ("radical", "adj", "without: noun:surgery", ["The radical plan failed."], ["Radical surgery helped.", "The surgery was radical."]),
    ("hit", "verb", "with: subject:NOUN before:now", ["The army hit it.", "They now hit it."], ["They hit it."]),
    ("hardline", "adj", "with: after:government", ["The hardline government fell."], ["A hardline speech was given to the government."]),
    ("war", "noun", "without: described:trade", ["The war ended.", "The war ended trade."], ["The trade war ended."]),
    ("storm", "noun", "with: of:protest,ANGER", ["It met a storm of protests."], ["It met a storm.", "The storm was a protest."]),
    (
        "rebel",
        "noun",
        "with: determiner:the,those,NUM,PRON,PROPN",
        ["The rebels fled.", "Twelve rebels fled.", "Their rebel friends fled.", "Syria's rebels fled."],
        ["Rebels fled.", "A rebel fled.", "Any rebel may flee."],
    ),
    (
        "rebel",
        "noun",
        "with: called:any",
        ["The men are rebels.", "They called him a rebel.", "He was described as a rebel.", "The rebel Omar Sade fled.", "Omar Sade, a rebel, fled."],
        ["Rebels fled.", "He spoke of a rebel.", "The rebels fired at soldiers."],
    ),
    ("rebel", "noun", "with: verb:PAST", ["Rebels took it.", "Soldiers killed thieves and rebels.", "It was taken by rebels."], ["Rebels take it."]),
    ("wave", "noun", "with: migrant", ["A wave of migrants came."], ["A wave of heat came, and then, after it had gone, came some migrants."]),
]


@pytest.mark.parametrize(("term", "pos", "context", "loaded", "plain"), CONDITIONS, ids=[f"{row[0]} {row[2]}" for row in CONDITIONS])
def test_conditions(term: str, pos: str, context: str, loaded: list[str], plain: list[str]) -> None:
    lexicon = pd.DataFrame({"term": [term], "pos": [pos], "context": [context]})
    parsed = parse(Article("\n".join([*loaded, *plain])))
    found = find_terms(parsed, voices_in(parsed), mentions_in(parsed), lexicon)
    assert [parsed.sentences["text"][number - 1] for number in found["sentence"]] == loaded


@pytest.mark.parametrize(
    ("context", "message"),
    [
        ("near: war", "'near: war' is neither `with: ...` nor `without: ...`"),
        ("with:", "'with:' is neither"),
        ("with: war; army", "'army' is neither"),
        ("with: boss:PRON", "'boss:PRON' names no place; places are before, after, subject, object"),
        ("without: owner:", "'owner:' names no word"),
    ],
)
def test_a_condition_that_cannot_be_read(context: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_context(context)
    parsed = parse(Article("A war."))
    with pytest.raises(ValueError, match=f"the term 'war': .*{message}"):
        find_terms(parsed, voices_in(parsed), mentions_in(parsed), pd.DataFrame({"term": ["war"], "context": [context]}))


def test_every_condition_of_the_list_can_be_read() -> None:
    lexicon = read_lexicon()
    conditions = [parse_context(context) for context in lexicon["context"]]
    assert sum(bool(one.wanted or one.unwanted) for one in conditions) == (lexicon["context"] != "").sum() > 20
    assert {item.place for one in conditions for item in (*one.wanted, *one.unwanted)} <= {"", *PLACES}, LEXICON_PATH
