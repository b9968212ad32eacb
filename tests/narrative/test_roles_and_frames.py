"""Roles, frames and their evidence on real articles and on tables typed by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.frames.frames import FRAMES, find_frames
from analysis.frames.questions import all_questions, answer, evidence, features, weights
from analysis.narrative.balance import authors, side_balance
from analysis.narrative.roles import ROLES, find_roles, role_shares
from analysis.stance.stance import StanceModel
from analysis.tables import make_table


@pytest.fixture(scope="module")
def model():
    return StanceModel()


def test_the_model_has_heads_for_roles_and_questions(model):
    assert model.roles == ROLES
    assert set(model.questions) == set(weights()["codes"]) <= {one.code for one in all_questions()}


def test_a_sentence_says_the_same_alone_and_among_others(model):
    texts = ["The union called the offer a lie.", "The closure costs shops two million a year.", "Mrs Aldo, 81, cried."]
    together = model.question_scores(texts)
    assert all(np.array_equal(model.question_scores([text])[0], row) for text, row in zip(texts, together, strict=True))


CASTS = [
    ("Rebels murdered 40 villagers in their sleep.", "Rebels", "villain"),
    ("Rebels murdered 40 villagers in their sleep.", "40 villagers", "victim"),
    ("The ministry published the figures on Monday.", "The ministry", "none"),
]


@pytest.mark.parametrize(("text", "words", "role"), CASTS)
def test_a_sentence_casts_its_target(model, text, words, role):
    start = text.index(words)
    (shares,) = model.role_scores([(text, start, start + len(words))])
    assert ROLES[int(shares.argmax())] == role and abs(shares.sum() - 1) < 1e-9


QUESTIONS = [
    ("The closure costs the island’s shops two million pounds a year.", "EC1"),
    ("The company called the union’s demands blackmail and accused its leaders of lying.", "CO2"),
]


@pytest.mark.parametrize(("text", "code"), QUESTIONS)
def test_a_sentence_is_evidence_for_a_question(model, text, code):
    column = model.questions.index(code)
    assert model.question_scores([text])[0, column] > weights()["questions"][code]["limit"]
    assert model.question_scores(["The hall was built in 1911."])[0, column] < weights()["questions"][code]["limit"]


def test_evidence_stands_strongest_first():
    assert evidence([4, 5, 6], np.array([0.2, -0.1, 0.9])) == [6, 4]


def test_features_of_an_article_do_not_depend_on_the_order_of_its_sentences():
    scores = np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, 0.0]])
    assert np.allclose(features(scores), features(scores[::-1]))
    assert features(scores)[:2].tolist() == [1.0, 3.0]


def test_the_seed_is_a_story_of_conflict(seed_reading):
    p = seed_reading.frames.set_index("frame")["p"]
    assert list(p.index) == list(FRAMES)
    assert p["conflict"] > 0.8 > 0.5 > p["economic"]
    assert seed_reading.questions.set_index("question")["p"]["CO2"] > 0.5


def test_roles_and_castings_name_sides_and_sentences(seed_reading):
    last = int(seed_reading.sentences.sentence.max())
    for table in (seed_reading.roles, seed_reading.casts):
        assert set(table.side) <= set(seed_reading.sides) and table.p.between(0, 1).all()
        assert all(1 <= int(number) <= last for cell in table.sentences.dropna() for number in cell.split())
    assert seed_reading.roles.side.is_unique
    of_baku = seed_reading.casts[(seed_reading.casts.voice == "source") & (seed_reading.casts.speaker_side == "Azerbaijan")]
    assert ("Armenia", "villain") in set(zip(of_baku.side, of_baku.role, strict=True))


def test_a_side_without_a_mention_has_no_role():
    empty = {name: make_table(name, ()) for name in ("mentions", "stance", "terms", "actions")}
    roles, casts = find_roles(["Nowhere"], *empty.values(), np.empty((0, len(ROLES))))
    assert not len(roles) and not len(casts)
    assert abs(role_shares({name: 0.0 for name in _names()}).sum() - 1) < 1e-9


def _names():
    from analysis.narrative.roles import weights as learnt

    return learnt()["names"]


def test_an_article_without_sentences_has_no_frame():
    nothing = np.empty((0, len(weights()["codes"])))
    questions = answer(make_table("sentences", ()), nothing)
    assert not questions["sentences"].notna().any() and find_frames(questions, nothing)["p"].eq(0).all()


def test_denied_and_planned_harms_are_not_counted():
    row = {"sentence": 1, "start": 0, "end": 4, "text": "shot", "lemma": "shoot", "form": "active", "act": "harm", "voice": "narrator"}
    row |= {"agent": "Ayland", "agent_side": "Ayland", "patient": "Beland", "patient_side": "Beland"}
    rows = [row | {"modality": modality} for modality in ("asserted", "denied", "supposed")]
    actions = make_table("actions", rows)
    assert side_balance(actions, ["Ayland"])["harms"].tolist() == [1, 0]
    table = authors(actions, ["Beland"])
    assert table[["harms", "named"]].iloc[0].tolist() == [1, 1] and pd.isna(table["share"].iloc[0])


def test_what_a_side_does_to_its_own_is_not_suffered_unless_it_is_harm():
    row = {"sentence": 1, "start": 0, "end": 4, "text": "sent", "lemma": "send", "form": "active", "voice": "narrator", "modality": "asserted"}
    row |= {"agent": "Ayland", "agent_side": "Ayland", "patient": "a letter", "patient_side": "Ayland"}
    table = side_balance(make_table("actions", [row | {"act": act} for act in ("other", "help", "harm")]), ["Ayland"])
    assert table[["acts", "suffers", "harmed", "helped"]].iloc[0].tolist() == [3, 1, 1, 0]


def test_war_or_peace_is_counted_and_not_scored(seed_reading):
    found = seed_reading.peace()
    assert set(found.indicator) == {"sources", "whose harm is reported", "who is blamed", "causes and solutions", "us and them", "loaded words"}
    assert (found["count"] >= 0).all() and not {"score", "index"} & set(found.columns)
