"""The model as one more coder: what counts as its answer, and how it stands beside the class."""

from __future__ import annotations

from dataclasses import replace

import lxml.html
import pandas as pd
import pytest
from classes import class_like
from typed import AM, AZ, bare, typed

from analysis.classroom.agreement import measure_agreement
from analysis.classroom.coders import STANCE, UNSURE, VOICE, WORDS
from analysis.classroom.model_coder import MODEL, compare_model, model_answers

FRAMING = typed()
KINDS = ["narrator", *["indirect"] * 4, "direct", "mixed", *["direct"] * 4, *["narrator"] * 5, "indirect", "narrator"]


def stance_of(rows, *, close_call=None):
    """A framing with these rows of stance (sentence, side, p_neg, p_neu, p_pos) and no others."""
    table = FRAMING.stance.head(0)
    names = ("sentence", "side", "p_neg", "p_neu", "p_pos")
    made = [dict(zip(names, row, strict=True)) | {"start": 0, "end": 1, "voice": "narrator", "score": row[4] - row[2]} for row in rows]
    stance = pd.concat([table, pd.DataFrame(made)], ignore_index=True) if made else table
    models = {"stance": {"id": "stance", "sha256": "0" * 64, "close_call": close_call}}
    return replace(FRAMING, stance=stance, provenance=FRAMING.provenance | {"models": models})


def answers_of(coding, variable):
    part = coding.answers[coding.answers.variable == variable]
    return dict(zip(part.sentence, part.value, strict=True))


def test_its_voice_is_that_of_most_words_without_who_speaks():
    voices = answers_of(model_answers(FRAMING), VOICE)
    assert list(voices.values()) == KINDS
    assert voices[6] == "direct"  # “Countermeasures were deployed,” the ministry informed: three words each, and the last three only hang it up
    assert voices[18] == "narrator"  # two voices: the reporter's has more words


@pytest.mark.parametrize(
    ("rows", "close_call", "label"),
    [
        ([(3, AM, 0.7, 0.2, 0.1)], None, "negative"),
        ([(3, AM, 0.7, 0.2, 0.1)], 0.8, UNSURE),
        ([(3, AM, 0.7, 0.2, 0.1)], 0.7, "negative"),  # on the threshold: not below it
        ([(3, AM, 0.9, 0.1, 0.0), (3, AM, 0.1, 0.2, 0.7)], None, "negative"),  # the mean of both mentions: .5, .15, .35
        ([(3, AM, 0.9, 0.1, 0.0), (3, AM, 0.1, 0.2, 0.7)], 0.6, UNSURE),
        ([(3, AZ, 0.9, 0.1, 0.0)], None, None),  # the side is not mentioned
        ([], None, None),
    ],
)
def test_its_stance_is_the_mean_of_the_mentions(rows, close_call, label):
    assert answers_of(model_answers(stance_of(rows, close_call=close_call)), STANCE + AM).get(3) == label


def test_its_loaded_words_are_the_terms():
    marks = model_answers(FRAMING).marks
    assert list(marks.text) == list(FRAMING.terms.text) and set(marks.coder) == {MODEL}
    assert {"list", "model", "both"} == set(FRAMING.terms.found_by), "whoever found them"


def test_a_class_that_says_the_same_has_no_differences():
    own = model_answers(FRAMING)
    said = {VOICE: KINDS} | {STANCE + side: [answers_of(own, STANCE + side).get(n) for n in FRAMING.sentences.sentence] for side in (AM, AZ)}
    marks = [(coder, *row[1:]) for coder in ("a", "b") for row in own.marks.itertuples(index=False, name=None)]
    found = compare_model(class_like({"a": said, "b": said}, marks), FRAMING)
    assert not len(found.differences) and (found.summary.share == 1).all() and (found.summary.model == 1).all()
    row = found.summary.set_index("variable").loc[WORDS]
    assert row.compared == row.same == 17  # the 13 terms hold 17 words
    assert found.in_words[0] == (
        "Voice: the model gives the majority’s answer in 18 of 18 sentences (100%). It agrees with single coders in 100% of the cases; the median "
        "coder does so in 100%."
    )


def test_differences_hold_other_answers_and_none():
    said = {coder: {VOICE: "narrator", STANCE + AZ: ["neutral"] * 5 + [None] * 13} for coder in "abc"}
    found = compare_model(class_like(said), stance_of([(1, AZ, 0.8, 0.1, 0.1), (2, AZ, 0.1, 0.8, 0.1), (3, AZ, 0.4, 0.5, 0.1)], close_call=0.6))
    voice = found.differences[found.differences.variable == VOICE]
    assert list(voice.sentence) == [n for n, kind in enumerate(KINDS, start=1) if kind != "narrator"]
    stance = found.table[found.table.variable == STANCE + AZ]
    assert list(zip(stance.sentence, stance.majority, stance.model, stance.same, strict=True)) == [
        (1, "neutral", "negative", False), (2, "neutral", "neutral", True), (3, "neutral", None, None), (4, "neutral", None, None),
        (5, "neutral", None, None),
    ]  # fmt: skip
    assert list(found.differences[found.differences.variable == STANCE + AZ].sentence) == [1, 3, 4, 5]
    assert found.close_calls == 1 and "1 answer of the model on stance is too close to call, so it counts as missing." in found.in_words
    assert found.summary.set_index("variable").loc[STANCE + AZ, ["compared", "same"]].tolist() == [2, 1]


def test_alpha_with_the_model_is_that_of_a_class_with_one_more_coder():
    said = {"a": {VOICE: KINDS}, "b": {VOICE: ["direct", *KINDS[1:]]}}
    coding = class_like(said)
    found = compare_model(coding, FRAMING).summary.set_index("variable").loc[VOICE]
    alone = measure_agreement(coding, draws=10).summary.alpha[0]
    beside = measure_agreement(class_like(said | {"c": {VOICE: KINDS}}), draws=10).summary.alpha[0]
    assert (found.alpha, found.alpha_with) == (alone, beside)
    assert found.model == pytest.approx(35 / 36) and found["median"] == pytest.approx(17 / 18)


def test_sides_that_only_one_of_the_two_knows_are_noted():
    found = compare_model(class_like({"a": {VOICE: KINDS}, "b": {VOICE: KINDS}}, sides=(AM, "Russia")), FRAMING)
    assert found.notes == (
        "The class was asked about Russia; the program did not find that side in this article.",
        "The program found Azerbaijan; the class was not asked about it.",
    )
    assert "Russia" in found._repr_html_()


def test_nobody_coded_and_nothing_was_found():
    nobody = class_like({})
    assert compare_model(nobody, FRAMING).in_words == ("There is nothing that both the class and the model answered.",)
    empty = replace(bare(), article=FRAMING.article, sentences=FRAMING.sentences)
    found = compare_model(class_like({"a": {VOICE: KINDS}, "b": {VOICE: KINDS}}), empty)
    assert set(found.table.model) == {"narrator"} and found._repr_html_()


def test_errors_say_what_does_not_fit():
    coding = class_like({"a": {VOICE: KINDS}})
    with pytest.raises(ValueError, match="different sentences; read both from the same article"):
        compare_model(coding, replace(FRAMING, sentences=FRAMING.sentences.head(3)))
    with pytest.raises(ValueError, match="both classes have a coder 'the model'"):
        compare_model(class_like({MODEL: {VOICE: KINDS}}), FRAMING)


def test_it_shows_itself_and_escapes():
    bad = "<img src=x onerror=alert(1)>"
    found = compare_model(class_like({bad: {VOICE: KINDS}, "b": {VOICE: KINDS}}, sides=(bad,)), FRAMING)
    root = lxml.html.fragment_fromstring(found._repr_html_(), create_parent=True)
    assert not root.xpath(".//img") and bad in root.text_content()
