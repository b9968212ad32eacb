"""Actions: form, agent, patient, kind and modality, in sentences as news writes them."""

from __future__ import annotations

import pytest

from analysis.narrative.agency import find_actions
from analysis.narrative.clauses import is_somebody
from analysis.reading.article import Article
from analysis.reading.parse import parse, pipeline
from analysis.tables import make_table
from analysis.who.mentions import mentions_in
from analysis.who.referents import Referents
from analysis.who.sides import find_sides

CASES = [
    # text, predicate, form, act, agent, patient
    ("Azerbaijan shelled its positions near the town of Sotk.", "shelled", "active", "harm", "Azerbaijan", "its positions near the town of Sotk"),
    ("Two of its soldiers were killed.", "were killed", "agentless", "harm", None, "Two of its soldiers"),
    ("The positions were shelled by Azerbaijani forces on Friday.", "were shelled", "passive", "harm", "Azerbaijani forces", "The positions"),
    ("The shelling of Sotk went on.", "shelling", "noun", "harm", None, "Sotk"),
    ("Azerbaijan's shelling of Sotk went on.", "shelling", "noun", "harm", "Azerbaijan", "Sotk"),
    ("The attack on the depot by masked men lasted an hour.", "attack", "noun", "harm", "masked men", "the depot"),
    # a "by" that names nobody
    ("The bill must be signed by Friday.", "be signed", "agentless", "other", None, "The bill"),
    ("The prisoners were moved by train.", "were moved", "agentless", "other", None, "The prisoners"),
    ("Prices were raised by 3 percent.", "were raised", "agentless", "other", None, "Prices"),
    ("He was chased by two men.", "was chased", "passive", "other", "two men", "He"),
    ("The port was held by Armenian forces.", "was held", "passive", "other", "Armenian forces", "The port"),
    ("The parcel was found on Castle Road by a passer-by.", "was found", "passive", "other", "a passer-by", "The parcel"),
    # participles without a helper
    ("The man shot by police was 19.", "shot", "passive", "harm", "police", "The man"),
    ("They returned to the occupied town.", "occupied", "agentless", "harm", None, "the occupied town"),
    ("Two killed in clashes", "killed", "agentless", "harm", None, "Two"),
    ("Boys were detained and beaten by guards.", "beaten", "passive", "harm", "guards", "Boys"),
    ("A film was shown in a studio by a young sculptor.", "was shown", "passive", "other", "a young sculptor", "A film"),
    ("It was printed in an essay by a young sculptor.", "was printed", "agentless", "other", None, "It"),
    ("She was led off and robbed by two men.", "was led off", "agentless", "other", None, "She"),
    ("Attacked by rebels, the fleeing villagers met a soldier –", "Attacked", "passive", "harm", "rebels", "the fleeing villagers"),
    ("The mayor was re-elected.", "was re-elected", "agentless", "other", None, "The mayor"),
    ("Senators co-wrote a report on floods.", "co-wrote", "active", "speech", "Senators", "a report on floods"),
    # what nobody does
    ("Two miners died in the blast.", "died", "active", "harm", None, "Two miners"),
    ("The ceasefire collapsed.", "collapsed", "active", "harm", None, "The ceasefire"),
    ("Fighting broke out near the border.", "broke out", "active", "other", None, "Fighting"),
    ("The battalion lost half its men.", "lost", "active", "harm", None, "The battalion"),
    # what is left unsaid
    ("Troops entered the village and burned the mill.", "burned", "active", "harm", "Troops", "the mill"),
    ("The rebels agreed to free the hostages.", "free", "active", "help", "The rebels", "the hostages"),
    ("They urged the army to leave the town.", "leave", "active", "other", "the army", "the town"),
    ("He thanked the soldiers who rescued the children.", "rescued", "active", "help", "the soldiers", "the children"),
    ("The ministry accused Baku of shelling the road.", "shelling", "active", "harm", "Baku", "the road"),
    ("Baku has been accused of blocking the road.", "blocking", "active", "harm", "Baku", "the road"),
    ("The village that rebels torched lay empty.", "torched", "active", "harm", "rebels", "The village"),
    ("The mayor is ready to sell the park.", "sell", "active", "other", "The mayor", "the park"),
    ("The gang used flats to store guns.", "store", "active", "other", "The gang", "guns"),
    ("They asked a judge to hear the case.", "hear", "active", "other", "a judge", "the case"),
    ("A warship was sent to rescue them.", "rescue", "active", "help", "A warship", "them"),
    ("The ad was pulled to calm them.", "calm", "active", "help", None, "them"),
    ("They lied in order to win the vote.", "win", "active", "other", "They", "the vote"),
    ("Baku was accused of lying and of hiding the letters.", "hiding", "active", "other", "Baku", "the letters"),
    ("He asked why his friends have left and has warned the players.", "warned", "active", "speech", "He", "the players"),
    ("The men whose boat sank were rescued.", "sank", "active", "harm", None, "whose boat"),
    # a verb that only carries a noun
    ("The army launched a strike on the depot.", "strike", "active", "harm", "The army", "the depot"),
    ("An attack on the depot was carried out by rebels.", "attack", "passive", "harm", "rebels", "the depot"),
    ("The convoy came under attack.", "attack", "active", "harm", None, "The convoy"),
    ("He regrets an attack that he levelled at the mayor.", "attack", "active", "harm", "he", "the mayor"),
    ("He is sorry for his team’s accessing of the files.", "accessing", "active", "other", "his team", "the files"),
    ("It sent a reminder of the contract.", "reminder", "active", "speech", "It", None),
    ("The fight between Ann and Bob ended.", "fight", "noun", "harm", "Ann and Bob", None),
    ("The senator has called on Congress to protect workers.", "protect", "active", "help", "Congress", "workers"),
    ("The senator has called on Congress to protect workers.", "called", "active", "speech", "The senator", "Congress"),
    ("The board made a bad decision.", "decision", "active", "other", "The board", None),
    ("Her campaign of terror lasted a year.", "terror", "noun", "harm", "Her", None),
    ("They came with the help of a nurse.", "help", "noun", "help", "a nurse", None),
    # what changes of itself, and what acts
    ("Bond prices tumbled.", "tumbled", "active", "other", None, "Bond prices"),
    ("The middle class demonstrated.", "demonstrated", "active", "other", "The middle class", None),
    # other senses
    ("Each left half the town homeless.", "left", "active", "harm", "Each", "half the town"),
    ("The two sides struck a deal.", "struck", "active", "other", "The two sides", "a deal"),
    ("The rally took place on Monday.", "took", "active", "other", None, "The rally"),
    # speech, to whom or about whom
    ("The mayor told reporters the truth.", "told", "active", "speech", "The mayor", "reporters"),
    ("Armenia said two were killed.", "said", "active", "speech", "Armenia", None),
    ("The union let the deadline pass.", "let", "active", "other", "The union", "the deadline"),
]


def actions_in(text, sides=None):
    parsed = parse(Article(text=text))
    empty = make_table("voices", [])
    if sides is None:
        return find_actions(parsed, empty, make_table("mentions", []))
    referents = Referents(parsed, find_sides(parsed, sides)[0], empty)
    return find_actions(parsed, empty, mentions_in(referents), referents.sides_meant())


@pytest.mark.parametrize(("text", "predicate", "form", "act", "agent", "patient"), CASES)
def test_an_action_in_its_sentence(text, predicate, form, act, agent, patient):
    row = next(row for row in actions_in(text).itertuples() if row.text == predicate)
    assert (row.form, row.act, row.agent, row.patient) == (form, act, agent, patient)
    assert text[row.start : row.end] == predicate


NONE = [
    ("The hall is old and belongs to the town.", []),
    ("Troops began to shell the town.", ["shell"]),
    ("There were no attack helicopters.", []),
    ("She seems to know the road.", []),
    ("The report is long.", []),
    ("The flag is based on a cross and is known to all.", []),
    ("She is seen as a friend.", []),
    ("She’s a lawyer.", []),
]


@pytest.mark.parametrize(("text", "predicates"), NONE)
def test_states_and_helpers_are_no_actions(text, predicates):
    assert actions_in(text)["text"].tolist() == predicates


MODALITIES = [
    ("Rebels shelled the town.", "shelled", "asserted"),
    ("Rebels did not shell the town.", "shell", "denied"),
    ("Rebels could shell the town.", "shell", "supposed"),
    ("Rebels threatened to shell the town.", "shell", "supposed"),
    ("If rebels shell the town, we leave.", "shell", "supposed"),
    ("No soldier attacked the town.", "attacked", "denied"),
]


@pytest.mark.parametrize(("text", "predicate", "modality"), MODALITIES)
def test_what_is_told_as_done(text, predicate, modality):
    assert next(row.modality for row in actions_in(text).itertuples() if row.text == predicate) == modality


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The trustees met.", True),
        ("The activists met.", True),
        ("The committees met.", True),
        ("The lists grew.", False),
        ("The mists rose.", False),
        ("The fees rose.", False),
        ("The careers ended.", False),
    ],
)
def test_what_ends_like_people(text, wanted):
    assert is_somebody(pipeline()(text)[1]) is wanted


def test_sides_of_agent_and_patient():
    text = "Armenia said two of its soldiers were killed and one was wounded when Azerbaijan shelled its positions."
    rows = {row.text: row for row in actions_in(text, ["Armenia", "Azerbaijan"]).itertuples()}
    assert (rows["shelled"].agent_side, rows["shelled"].patient_side) == ("Azerbaijan", "Armenia")
    assert rows["were killed"].patient_side == "Armenia"
    assert rows["was wounded"].patient_side == "Armenia"
    assert (rows["were killed"].agent, rows["were killed"].elsewhere) == (None, "Azerbaijan")


def test_what_a_side_is_hit_by_or_taken_from_is_not_its_own():
    text = "Azerbaijan liberated several towns from Armenian occupation. Armenian and Azerbaijani forces exchanged fire."
    rows = {row.text: row for row in actions_in(text, ["Armenia", "Azerbaijan"]).itertuples()}
    assert rows["liberated"].patient_side is None
    assert rows["fire"].agent_side is None
    assert rows["occupation"].agent_side == "Armenia"
