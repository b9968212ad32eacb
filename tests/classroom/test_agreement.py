"""Agreement: a worked example, degenerate classes, and a simulated class whose quality is known."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import lxml.html
import numpy as np
import pytest
from classes import class_of
from slow_alpha import slow_alpha
from typed import typed

from analysis.classroom.agreement import measure_agreement
from analysis.classroom.coders import HARM, STANCE, UNSURE, VOICE, WORDS, read_class
from analysis.classroom.mixed_up import confusion
from analysis.classroom.units import units_of

ROOT = Path(__file__).resolve().parents[2]
FRAMING = typed()
SIDE = STANCE + "A"


# ---- a class through the whole flow ------------------------------------------------------------------------------------


def test_a_worked_example_through_the_whole_flow():
    """Example A, its 0 and 1 as two voices, coded by Meg and Owen."""
    kinds = {"0": "narrator", "1": "direct"}
    said = {"Meg": [kinds[x] for x in "0100000010"], "Owen": [kinds[x] for x in "1110010000"]}
    row = measure_agreement(class_of(said), draws=50).summary.set_index("variable").loc[VOICE]
    assert row.alpha == pytest.approx(0.095, abs=0.0005) and row.agreement == 0.6
    assert (row.coders, row.sentences, row.answers, row.level) == (2, 10, 20, "nominal")


def test_stance_is_ordinal_and_unsure_is_missing():
    near = {"a": ["negative", "neutral", "positive", "positive"], "b": ["neutral", "neutral", "positive", "positive"]}
    far = {"a": ["negative", "neutral", "positive", "positive"], "b": ["positive", "neutral", "positive", "positive"]}
    near_alpha, far_alpha = (measure_agreement(class_of(said, variable=SIDE), draws=10).summary.alpha[1] for said in (near, far))
    assert near_alpha == pytest.approx(slow_alpha(("-0++", "00++"), "-0+", "ordinal"))
    assert far_alpha == pytest.approx(slow_alpha(("-0++", "+0++"), "-0+", "ordinal")) and far_alpha < near_alpha
    unsure = {coder: [UNSURE, *values[1:]] for coder, values in near.items()}
    assert units_of(class_of(unsure, variable=SIDE), SIDE).counts.sum() == 6


# ---- degenerate classes ----------------------------------------------------------------------------------------------


def test_the_same_answer_everywhere_has_no_alpha():
    found = measure_agreement(class_of({"a": ["direct"] * 6, "b": ["direct"] * 6}), draws=50)
    row = found.summary.iloc[0]
    assert np.isnan(row.alpha) and np.isnan(row.low) and row.agreement == 1
    assert row.verdict == "undefined: every answer is “direct”, so agreement cannot be told from chance"
    assert "Voice: two coders gave the same answer in 100% of the cases (2 coders, 6 sentences). Alpha is undefined" in found.in_words[0]


def test_one_coder_and_none():
    one = measure_agreement(class_of({"a": ["direct", "narrator", "mixed"]}), draws=10)
    assert one.in_words == ("There is one coder. Agreement needs at least two who coded the same sentences.",)
    assert one.summary.alpha.isna().all() and one.summary.agreement.isna().all() and set(one.by_coder.apart) == {()}
    none = measure_agreement(class_of({}), draws=10)
    assert none.in_words == ("There are no coders, so there is no agreement to measure.",)
    assert one._repr_html_() and none._repr_html_()


def test_coders_who_saw_different_halves_share_nothing():
    found = measure_agreement(class_of({"a": ["direct", "direct", None, None], "b": [None, None, "direct", "narrator"]}), draws=10)
    assert found.summary.verdict[0] == "not measured: no two coders answered the same sentence"
    assert found.in_words[0] == "Voice: not measured: no two coders answered the same sentence."


def test_a_coder_who_saw_half_counts_where_others_did_too():
    said = {"a": ["direct", "narrator", "mixed", "direct"], "b": ["direct", "narrator", None, None]}
    row = measure_agreement(class_of(said), draws=10).summary.iloc[0]
    assert (row.coders, row.sentences, row.answers, row.agreement, row.alpha) == (2, 2, 4, 1, 1)
    assert row.verdict == "reliable; no interval, since there are too few sentences"


def test_the_interval_is_seeded_and_says_when_alpha_is_mostly_undefined():
    kinds = ["narrator", "direct", "indirect", "mixed"] * 3
    said = {"a": kinds, "b": [*kinds[:-2], "narrator", "narrator"]}
    first, same, other = (measure_agreement(class_of(said), seed=seed, draws=100).summary.iloc[0] for seed in (1, 1, 2))
    assert (first.low, first.high) == (same.low, same.high) != (other.low, other.high)
    assert first.low < first.alpha < first.high <= 1
    rare = {"a": ["direct"] * 7, "b": ["direct"] * 6 + ["mixed"]}  # a draw without the last sentence has one value only: about (6/7)^7 = 34 %
    row = measure_agreement(class_of(rare), draws=400).summary.iloc[0]
    assert row.verdict.startswith("not reliable; alpha is undefined in 3") and row.verdict.endswith("% of the draws")


# ---- by sentence -----------------------------------------------------------------------------------------------------


def test_the_sentences_that_divide_the_class_come_first():
    said = {"a": ["direct", "direct", "mixed"], "b": ["direct", "narrator", "mixed"], "c": ["direct", "mixed", "direct"]}
    found = measure_agreement(class_of(said), draws=10)
    voice = found.by_sentence[found.by_sentence.variable == VOICE]
    ranked = list(zip(voice.sentence, voice.disagreement.round(2), voice.majority, strict=True))
    assert ranked == [(2, 1.0, None), (3, 0.67, "mixed"), (1, 0.0, "direct")]
    assert list(voice.said) == ["narrator 1, direct 1, mixed 1", "mixed 2, direct 1", "direct 3"]
    assert list(found.divided(1).sentence) == [2] and len(found.divided()) == 2


# ---- the simulated class ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def simulator():
    spec = importlib.util.spec_from_file_location("simulate_class", ROOT / "seeds" / "simulate_class.py")
    module = sys.modules["simulate_class"] = importlib.util.module_from_spec(spec)  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def simulated():
    return read_class(ROOT / "seeds" / "class", FRAMING.article, sentences=FRAMING.sentences)


@pytest.fixture(scope="module")
def measured(simulated):
    return measure_agreement(simulated, draws=200)


def test_the_simulated_class_is_what_its_command_makes(simulator, capsys):
    assert simulator.main(["--check"]) == 0, capsys.readouterr().err


def test_every_simulated_file_says_so(simulated):
    files = sorted(path.name for path in (ROOT / "seeds" / "class").iterdir())
    assert [name for name in files if not name.startswith("SIMULATED")] == ["README.md"]
    assert simulated.coders.coder.str.startswith("SIMULATED").all() and len(simulated.coders) == 20
    comments = simulated.answers[simulated.answers.variable == "comment"]
    assert set(comments.value) == {"SIMULATED"} and len(comments) == simulated.coders.sentences.sum()
    assert sum((ROOT / "seeds" / "class" / name).stat().st_size for name in files) < 120_000


def test_its_accidents_are_named(simulated):
    told = {(row.file, row.outcome): row.problem for row in simulated.problems.itertuples()}
    assert set(told) == {
        ("SIMULATED_coder_04_older.json", "left out"), ("SIMULATED_coder_05.json", "read"), ("SIMULATED_coder_15.json", "read"),
        ("SIMULATED_coder_18.json", "read"),
    }  # fmt: skip
    assert "older file of the same coder (5 sentences answered)" in told["SIMULATED_coder_04_older.json", "left out"]
    assert "answered 6 of 18 sentences" in told["SIMULATED_coder_18.json", "read"]
    assert "SIMULATED final answers (2).json" in set(simulated.coders.file)


def test_the_known_quality_is_recovered(simulator, measured):
    by_coder = measured.by_coder.assign(kind=[quality.kind for quality in simulator.CLASS], by_marks=[one.by_marks for one in simulator.CLASS])
    for variable in (VOICE, "stance: Armenia", "stance: Azerbaijan", WORDS, HARM):
        mean = by_coder[~by_coder.by_marks].groupby("kind")[variable].mean()
        assert mean["careful"] > mean["average"] > mean["careless"], variable
        careless = by_coder.loc[by_coder.kind == "careless", variable].iloc[0]
        assert (by_coder.loc[by_coder.kind != "careless", variable] > careless).all(), variable
    apart = dict(zip(measured.by_coder.coder, measured.by_coder.apart, strict=True))
    assert apart["SIMULATED 20"] == (VOICE, "stance: Armenia", "stance: Azerbaijan", WORDS, HARM)  # the careless one
    assert apart["SIMULATED 10"] == (VOICE,)  # read the code book by quotation marks
    assert all(apart[coder] == () for coder, quality in zip(apart, simulator.CLASS, strict=True) if quality == simulator.CAREFUL)
    assert any(text.startswith("SIMULATED 10 agrees with the rest far less than the others do: voice ") for text in measured.in_words)


def test_without_the_careless_coder_the_others_agree_better(simulated, measured):
    rest = measure_agreement(simulated.without("SIMULATED 20"), draws=10).summary
    assert (rest.alpha > measured.summary.alpha).all()


def test_hard_sentences_divide_the_class(simulator, measured):
    assert set(measured.divided(3).sentence) <= set(simulator.HARD)


def test_the_size_of_the_class_is_told(measured, simulated):
    (size,) = [text for text in measured.in_words if text.startswith("The intervals are")]
    assert "four times as many sentences (72)" in size
    two = measure_agreement(simulated.without(*simulated.coders.coder[2:]), draws=50)
    assert any(text.startswith("With 2 coders, each reading weighs heavily") for text in two.in_words)


def test_results_show_themselves_and_escape(simulated, measured):
    for shown in (measured, confusion(simulated, VOICE), simulated):
        root = lxml.html.fragment_fromstring(shown._repr_html_(), create_parent=True)
        assert root.xpath(".//table/caption") and root.xpath(".//li")
    bad = "<script>alert(1)</script>"
    said = class_of({bad: ["direct"] * 6, "b": ["direct"] * 6, "c": ["mixed"] * 6, "d": ["direct"] * 6, "e": ["direct"] * 6})
    html = measure_agreement(said, draws=10)._repr_html_()
    assert "<script" not in html
