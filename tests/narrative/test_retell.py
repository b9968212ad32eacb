"""The other form of a sentence, and the scores before and after."""

from __future__ import annotations

import pytest

from analysis.narrative.predicates import predicates
from analysis.narrative.retell import RetellError, other_forms
from analysis.reading.article import Article
from analysis.reading.parse import parse

PASSIVE = [
    ("Azerbaijan shelled its positions.", "Its positions were shelled by Azerbaijan.", "Its positions were shelled."),
    ("Police are beating two protesters.", "Two protesters are being beaten by police.", "Two protesters are being beaten."),
    ("The police didn't arrest him.", "He was not arrested by the police.", "He was not arrested."),
    ("He will sue the company next week.", "The company will be sued by him next week.", "The company will be sued next week."),
    ("The company has dismissed 40 workers.", "40 workers have been dismissed by the company.", "40 workers have been dismissed."),
    ("The rebels blew up the bridge.", "The bridge was blown up by the rebels.", "The bridge was blown up."),
    ("I saw her.", "She was seen by me.", "She was seen."),
]
ACTIVE = [
    ("Its positions were shelled by Azerbaijani forces on Friday.", "Azerbaijani forces shelled its positions on Friday."),
    ("Two men were not arrested by police.", "Police did not arrest two men."),
    ("The bridge has been blown up by rebels.", "Rebels have blown up the bridge."),
    ("The bill may be rejected by the senators.", "The senators may reject the bill."),
]
NEITHER = ["The bridge was blown up.", "He hurt himself.", "The attack failed.", "It rained."]


def forms_of(text):
    parsed = parse(Article(text=text))
    return [form for one in predicates(parsed.sentence_tokens(1)) for form in other_forms(list(one.words), text)]


@pytest.mark.parametrize(("text", "named", "unnamed"), PASSIVE)
def test_active_becomes_passive(text, named, unnamed):
    assert [form.text for form in forms_of(text)] == [named, unnamed]


@pytest.mark.parametrize(("text", "active"), ACTIVE)
def test_passive_becomes_active(text, active):
    assert [form.text for form in forms_of(text)] == [active]


@pytest.mark.parametrize("text", NEITHER)
def test_what_cannot_be_turned_stays(text):
    assert forms_of(text) == []


def test_spans_move_with_their_words():
    named, unnamed = forms_of("Azerbaijan shelled its positions.")
    assert named.text[slice(*named.moved(0, 10))] == "Azerbaijan"
    assert named.text[slice(*named.moved(19, 22))] == "Its"
    assert unnamed.moved(0, 10) is None


def test_a_framing_tells_an_action_again(seed_reading):
    numbers = seed_reading.retellable()
    shelled = next(number for number in numbers if seed_reading.actions.text.iloc[number - 1] == "shelled")
    told = seed_reading.retell(shelled)
    assert told.after[0].text.endswith("when its positions near the town of Sotk were shelled by Azerbaijan.")
    assert set(told.scores.side) == {"Armenia", "Azerbaijan"}
    assert "without the one who acts" in told._repr_html_()
    with pytest.raises(IndexError, match="numbered from 1"):
        seed_reading.retell(0)
    noun = seed_reading.actions.form.tolist().index("noun") + 1
    with pytest.raises(RetellError, match="has no other form"):
        seed_reading.retell(noun)
