"""Harm by sentence, roles and frames of the article as a whole: from the files of coders to agreement, beside the model, and in a class summed up."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from classes import FRAMING
from slow_alpha import slow_alpha
from typed import AM, AZ, empty

from analysis import charts
from analysis.classroom.agreement import AS_A_WHOLE, measure_agreement
from analysis.classroom.annotation import FRAME_ANSWERS, HARMS, ROLES, WHOLE, Annotation, AnnotationError, Answer, LoadedWord, Whole, coded_article
from analysis.classroom.class_summary import sum_up_class
from analysis.classroom.coders import FRAMES_OF, HARM, ROLES_OF, VOICE, WORDS, read_class
from analysis.classroom.mixed_up import confusion
from analysis.classroom.model_coder import MODEL, compare_model, model_answers
from analysis.classroom.questions import KEYS, SHORT, asked_of, names, values
from analysis.classroom.reference import REFERENCE, read_reference
from analysis.classroom.units import units_of
from analysis.frames.frames import FRAMES
from analysis.narrative.roles import ROLES as ROLES_FOUND

ROOT = Path(__file__).resolve().parents[2]
ARTICLE, SENTENCES = FRAMING.article, FRAMING.sentences
NO, NAMED, LEFT_OUT, BOTH = HARMS
LETTERS = {"0": NO, "n": NAMED, "o": LEFT_OUT, "b": BOTH, ".": None}
SAID = {"Ada": "ononon" + "0" * 12, "Ben": "oooooo" + "0" * 12, "Cy": "onbnon" + "0" * 6 + "." * 6}
WHOLES = {
    "Ada": Whole({AM: "villain", AZ: "victim"}, dict.fromkeys(FRAMES, "no") | {"conflict": "yes"}),
    "Ben": Whole({AM: "villain", AZ: "no clear role"}, dict.fromkeys(FRAMES, "no") | {"conflict": "yes", "resolution": "yes"}),
    "Cy": Whole({AM: "villain"}, {"conflict": "no"}),
}


def write(folder, coder, letters, whole, asked=KEYS, **more):
    given = [Answer(n, "narrator", harm=LETTERS[letter], **more) for n, letter in enumerate(letters, start=1) if LETTERS[letter]]
    folder.mkdir(exist_ok=True)
    Annotation(coded_article(ARTICLE, len(SENTENCES)), coder, (AM, AZ), 1, tuple(given), "", asked, whole).save(folder / f"{coder}.json")


@pytest.fixture(scope="module")
def coding(tmp_path_factory):
    folder = tmp_path_factory.mktemp("coded") / "class"
    for coder, letters in SAID.items():
        write(folder, coder, letters, WHOLES[coder])
    return read_class(folder, ARTICLE, sentences=SENTENCES)


def test_the_form_asks_for_what_the_program_finds():
    assert names("frames", ()) == FRAMES and values("frames") == FRAME_ANSWERS == ("yes", "no")
    assert [role if role != "no clear role" else "none" for role in ROLES] == [*ROLES_FOUND[1:], ROLES_FOUND[0]]
    assert asked_of("all", (AM,)) == KEYS and asked_of("short", (AM,)) == SHORT


def test_answers_become_variables(coding):
    assert coding.variables == (VOICE, f"stance: {AM}", f"stance: {AZ}", WORDS, HARM, ROLES_OF, FRAMES_OF)
    assert coding.questions(ROLES_OF) == (f"role: {AM}", f"role: {AZ}")
    ada = coding.answers[(coding.answers.coder == "Ada") & (coding.answers.sentence == WHOLE)]
    assert dict(zip(ada.variable, ada.value, strict=True)) == {
        f"role: {AM}": "villain", f"role: {AZ}": "victim", "frame: conflict": "yes", "frame: human interest": "no", "frame: economic": "no",
        "frame: morality": "no", "frame: resolution": "no",
    }  # fmt: skip
    assert list(coding.coders.sentences) == [18, 18, 12]


def test_agreement_on_harm_is_measured_as_on_voice(coding):
    row = measure_agreement(coding, draws=100).summary.set_index("variable").loc[HARM]
    assert row.alpha == pytest.approx(slow_alpha(tuple(SAID.values()), "0nob", "nominal"))
    same = 3 * 12 - 2 * 4 + 6  # pairs: 12 sentences with three answers, of which sentences 2, 3, 4 and 6 have one odd one out; 6 with two
    assert row.agreement == pytest.approx(same / (3 * 12 + 6)) and (row.coders, row.sentences, row.level) == (3, 18, "nominal")
    assert row.low < row.alpha < row.high and row.verdict.startswith(("reliable", "tentative", "not reliable"))


def test_agreement_on_one_whole_article_is_too_few_to_say(coding):
    found = measure_agreement(coding, draws=100)
    roles, frames = (found.summary.set_index("variable").loc[name] for name in (ROLES_OF, FRAMES_OF))
    assert roles.agreement == pytest.approx(3 / 4) and roles.alpha == pytest.approx(slow_alpha(("lt", "l-", "l."), "hlt-", "nominal"))
    assert frames.agreement == pytest.approx((1 + 3 + 0) / 7) and frames.alpha == pytest.approx(
        slow_alpha(("ynnnn", "ynnny", "n...."), "yn", "nominal")
    )
    for row in (roles, frames):
        assert np.isnan(row.low) and row.verdict.startswith("too few to say; ") and pd.isna(row.sentences)
    (told,) = [text for text in found.in_words if text.startswith("Roles")]
    assert told == (
        "Roles: two coders gave the same answer in 75% of the cases; alpha is .43 (3 coders, one article): too few to say; "
        "questions on an article as a whole need at least five articles."
    )
    whole = found.by_sentence[found.by_sentence.sentence.isna()].set_index("variable")
    assert whole.loc[f"role: {AZ}", ["said", "disagreement", "text"]].tolist() == ["victim 1, no clear role 1", 1.0, AS_A_WHOLE]
    assert whole.loc["frame: conflict", ["said", "majority"]].tolist() == ["yes 2, no 1", "yes"] and whole.loc[f"role: {AZ}"].majority is None
    assert found.divided(3).variable.isin([f"role: {AZ}", "frame: resolution", HARM]).all()
    assert confusion(coding, FRAMES_OF).coincidences.loc["yes", "no"] == pytest.approx(2 / 2 + 1)


def test_a_class_that_was_not_asked_has_neither(tmp_path):
    for coder in ("Ada", "Ben"):
        write(tmp_path / "old", coder, "0" * 18, Whole(), asked=SHORT)
        data = json.loads((tmp_path / "old" / f"{coder}.json").read_text(encoding="utf-8"))
        del data["asked"], data["whole"]
        for answer in data["answers"]:
            del answer["harm"]
        (tmp_path / "old" / f"{coder}.json").write_text(json.dumps(data), encoding="utf-8")
    old = read_class(tmp_path / "old", ARTICLE, sentences=SENTENCES)
    assert old.variables == (VOICE, f"stance: {AM}", f"stance: {AZ}", WORDS) and not len(old.problems)
    summary = sum_up_class(old)
    assert "whole" not in summary.students and not [column for column in summary.students if "harm" in column] and summary.of_whole == 0
    assert set(compare_model(old, FRAMING).summary.variable) == set(old.variables)


def test_who_was_not_asked_for_marks_is_not_taken_for_one_who_marked_nothing(tmp_path):
    word = ARTICLE.text.index("killed")
    write(tmp_path / "class", "Ada", "n" * 18, Whole(), loaded=())
    write(tmp_path / "class", "Ben", "n" * 18, Whole(), asked=("harm",))
    path = tmp_path / "class" / "Ada.json"
    ada = json.loads(path.read_text(encoding="utf-8"))
    ada["answers"][0]["loaded"] = [{"start": word, "end": word + 6, "text": "killed"}]
    path.write_text(json.dumps(ada), encoding="utf-8")
    read = read_class(tmp_path / "class", ARTICLE, sentences=SENTENCES)
    assert read.not_marking == {"Ben"} and read.without("Ada").not_marking == {"Ben"}
    marked = units_of(read, WORDS)
    assert (marked.coded[:, 1] < 0).all() and marked.coded[:, 0].sum() == 1
    assert LoadedWord(word, word + 6, "killed").text in ARTICLE.text


# ---- the model ---------------------------------------------------------------------------------------------------------


def said_by_model(framing, variable):
    part = model_answers(framing).answers.query("variable == @variable")
    return dict(zip(part.sentence, part.value, strict=True))


def test_the_model_answers_from_its_tables():
    harm = said_by_model(FRAMING, HARM)
    assert [harm[n] for n in range(1, 8)] == [LEFT_OUT, NAMED, LEFT_OUT, NAMED, LEFT_OUT, NAMED, NO] and len(harm) == 18
    assert said_by_model(FRAMING, f"role: {AM}") == {WHOLE: "villain"} and said_by_model(FRAMING, f"role: {AZ}") == {WHOLE: "no clear role"}
    frames = {frame: said_by_model(FRAMING, f"frame: {frame}")[WHOLE] for frame in FRAMES}
    assert frames == {"conflict": "yes", "human interest": "no", "economic": "no", "morality": "no", "resolution": "yes"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"elsewhere": "Armenia"}, NAMED),  # another part of the sentence says who did it
        ({"modality": "denied"}, NO),
        ({"modality": "supposed"}, NO),
        ({"act": "help"}, NO),
        ({"form": "noun"}, LEFT_OUT),
    ],
)
def test_what_counts_as_a_harm_of_the_model(change, said):
    actions = FRAMING.actions.copy()
    for column, value in change.items():
        actions.loc[actions.sentence == 1, column] = value
    assert said_by_model(replace(FRAMING, actions=actions), HARM)[1] == said


def test_a_sentence_with_both_kinds():
    actions = pd.concat([FRAMING.actions, FRAMING.actions[FRAMING.actions.sentence == 2].assign(sentence=1)], ignore_index=True)
    assert said_by_model(replace(FRAMING, actions=actions), HARM)[1] == BOTH


def test_a_reading_without_frames_gives_no_answer():
    old = replace(FRAMING, actions=empty("actions"), roles=empty("roles"), frames=empty("frames"))
    assert not set(model_answers(old).answers.variable) & {HARM, f"role: {AM}", "frame: conflict"}


def test_the_model_stands_beside_the_class(coding):
    found = compare_model(coding, FRAMING)
    summary = found.summary.set_index("variable")
    assert (summary.loc[HARM, "compared"], summary.loc[HARM, "same"]) == (18, 18), "the majority says what the model says"
    assert (summary.loc[ROLES_OF, "compared"], summary.loc[ROLES_OF, "same"]) == (1, 1), "on Azerbaijan there is a tie"
    assert (summary.loc[FRAMES_OF, "compared"], summary.loc[FRAMES_OF, "same"]) == (4, 4), "on resolution there is a tie"
    assert summary.loc[FRAMES_OF, "model"] == pytest.approx((2 + 2 + 2 + 2 + 1) / (3 + 2 + 2 + 2 + 2))
    assert "Roles: the model gives the majority’s answer in 1 of 1 question (100%)" in " ".join(found.in_words)
    whole = found.table[found.table.sentence.isna()]
    assert list(whole.variable) == [f"role: {AM}", f"role: {AZ}", *(f"frame: {frame}" for frame in FRAMES)]
    other = replace(FRAMING, roles=FRAMING.roles.assign(role="hero"))
    (difference,) = compare_model(coding, other).differences.query("sentence.isna()").itertuples()
    assert (difference.variable, difference.majority, difference.model, difference.text) == (f"role: {AM}", "villain", "hero", AS_A_WHOLE)
    assert MODEL in set(found.coding.coders.coder) and found._repr_html_()


def test_the_seed_beside_its_hand_coded_answers(seed_reading):
    hand = read_reference(ROOT / "seeds" / "annotations", seed_reading.article, seed_reading.sentences)
    found = compare_model(hand, seed_reading)
    summary = found.summary.set_index("variable")
    assert summary.loc[[ROLES_OF, FRAMES_OF], ["compared", "same"]].to_numpy().tolist() == [[2, 2], [5, 5]]
    assert summary.loc[HARM, "compared"] == 18
    told = found.differences[found.differences.variable == HARM].set_index("sentence")
    assert told[["majority", "model"]].T.to_dict("list") == {
        1: [BOTH, NAMED],  # "clashes between the rival nations": it takes both for those who killed
        9: [NO, LEFT_OUT],  # a provocation that is only prepared
        11: [NAMED, BOTH],  # "deceiving", whose agent is "acts by Armenia"
        12: [LEFT_OUT, BOTH],  # "left half a dozen people dead": it takes the neighbours for those who did it
    }


# ---- a class summed up -------------------------------------------------------------------------------------------------


def test_a_class_asked_about_the_article_as_a_whole_alone(tmp_path):
    for coder in ("Ada", "Ben"):
        write(tmp_path / "class", coder, "", Whole({}, dict.fromkeys(FRAMES, "no")), asked=("frames",))
    told = sum_up_class(read_class(tmp_path / "class", ARTICLE, sentences=SENTENCES)).in_words[0]
    assert told == "2 students handed in answers to the article as a whole; 2 answered every question."


def test_a_student_is_compared_with_most_of_the_others(coding):
    summary = sum_up_class(coding)
    told = summary.students.set_index("student")
    assert list(told.whole) == [7, 7, 2] and summary.of_whole == 7
    # Ada: sentences 1-2, 4, 6: Ben and Cy differ in 2, 3, 4 and 6; Ben: Ada and Cy differ in 3; Cy: Ada and Ben differ in 2, 4 and 6
    compared = [(row.others_harm_compared, row.others_harm_same) for row in told.itertuples()]
    assert compared == [(14, 14), (17, 14), (9, 8)]
    # Ada: both others call Armenia the villain, on the rest they are split or one of them is silent, so that the other one decides
    whole = [(row.others_whole_compared, row.others_whole_same) for row in told.itertuples()]
    assert whole == [(6, 4), (6, 4), (2, 1)]
    assert summary.in_words[0] == "3 students handed in answers to 18 sentences; 0 answered every question.", "nobody answered on stance"
    last = summary.sentences.tail(7)
    assert last.sentence.isna().all() and list(last.question) == [*coding.questions(ROLES_OF), *coding.questions(FRAMES_OF)]
    assert summary.sentences[summary.sentences.sentence == 3].question.tolist() == [VOICE, HARM, WORDS]


def test_a_reference_answers_too(coding, tmp_path):
    write(tmp_path / "mine", "Me", "o" * 18, Whole({AM: "villain"}, {"conflict": "no"}))
    reference = read_reference(tmp_path / "mine" / "Me.json", ARTICLE, SENTENCES)
    summary = sum_up_class(coding, reference)
    told = summary.students.set_index("student")
    assert [(row.reference_harm_compared, row.reference_harm_same) for row in told.itertuples()] == [(18, 3), (18, 6), (12, 2)]
    assert [(row.reference_whole_compared, row.reference_whole_same) for row in told.itertuples()] == [(2, 1), (2, 1), (2, 2)]
    given = summary.sentences[summary.sentences.question == f"role: {AM}"].iloc[0]
    assert given.reference == "villain" and given.majority == "villain"


def tables(tmp_path, harm="", whole=""):
    article = replace(ARTICLE, source="somewhere/clash.txt")
    if harm:
        (tmp_path / "clash.harm.csv").write_text("sentence,start,end,agent,text\n" + harm, encoding="utf-8")
    if whole:
        (tmp_path / "clash.whole.csv").write_text("question,answer\n" + whole, encoding="utf-8")
    return read_reference(tmp_path, article, SENTENCES)


def row_of(words, agent):
    start = ARTICLE.text.index(words)
    number = int(SENTENCES[SENTENCES.start <= start].sentence.max())
    return f"{number},{start},{start + len(words)},{agent},{words}\n"


def test_hand_coded_tables_of_harms_and_of_the_whole_article(tmp_path):
    harm = row_of("were killed", "left out") + row_of("clashes", "named") + row_of("launched a drone strike", "named")
    read = tables(tmp_path, harm, "role: Armenia,villain\nframe: conflict,yes\n")
    said = {(row.variable, row.sentence): row.value for row in read.answers.itertuples()}
    assert {n: said[HARM, n] for n in (1, 2, 3)} == {1: BOTH, 2: NO, 3: NAMED} and list(read.coders.coder) == [REFERENCE]
    assert said["role: Armenia", WHOLE] == "villain" and said["frame: conflict", WHOLE] == "yes" and read.sides == ("Armenia",)
    assert list(read.coders.sentences) == [18]


@pytest.mark.parametrize(
    ("harm", "whole", "told"),
    [
        (row_of("were killed", "hidden"), "", "clash.harm.csv: row 2: agent is 'hidden'; allowed: named, left out"),
        ("", "mood: grim,yes\n", "clash.whole.csv: row 2: question is 'mood: grim'; allowed: role: SIDE, frame: conflict"),
        ("", "frame: sport,yes\n", "question is 'frame: sport'"),
        ("", "role: Armenia,yes\n", "answer is 'yes'; allowed: hero, villain, victim, no clear role"),
        ("", "frame: conflict,villain\n", "answer is 'villain'; allowed: yes, no"),
    ],
)
def test_a_row_of_them_that_cannot_be_used_is_named(harm, whole, told, tmp_path):
    with pytest.raises(AnnotationError) as error:
        tables(tmp_path, harm, whole)
    assert told in str(error.value)


# ---- charts ------------------------------------------------------------------------------------------------------------


def test_harm_is_drawn_sentence_by_sentence_and_roles_are_not(coding):
    chart = charts.coder_raster(coding, HARM, model=model_answers(FRAMING))
    assert chart.table.columns.tolist() == ["sentence", "Ada", "Ben", "Cy", "majority", MODEL]
    assert "gives a different answer, or none, nowhere" in chart.alt and "agent left out 3" in chart.alt
    with pytest.raises(ValueError, match="article as a whole"):
        charts.coder_raster(coding, ROLES_OF)
    assert "Roles and frames are read off one article: too few to say" in charts.alpha_intervals(measure_agreement(coding, draws=50)).note
    assert charts.confusion_map(confusion(coding, ROLES_OF)).table.shape == (4, 5)
