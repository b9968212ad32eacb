"""Agreement: known alphas, degenerate classes, and a simulated class whose quality is known."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import lxml.html
import numpy as np
import pandas as pd
import pytest
from classes import class_of
from typed import typed

from analysis.classroom.agreement import coefficient, confusion, krippendorff_alpha, measure_agreement, percent_agreement, units_of, word_shares
from analysis.classroom.coders import STANCE, UNSURE, VOICE, WORDS, read_class

ROOT = Path(__file__).resolve().parents[2]
FRAMING = typed()
SIDE = STANCE + "A"


def counts_of(coders, values):
    """One string a coder, one letter a unit, "." where missing -> how many coders gave each value to each unit."""
    return np.array([[sum(coder[unit] == value for coder in coders) for value in values] for unit in range(len(coders[0]))])


# ---- known alphas ----------------------------------------------------------------------------------------------------

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania, examples A to D.
OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
WORKED = {
    # A: o01 = 4 in each direction, n0 = 14, n1 = 6, so 1 - 19 * 4 / (14 * 6)
    "A, two observers, binary": (("0100000010", "1110010000"), "01", "nominal", 1 - 19 * 4 / (14 * 6)),
    # B: nine of twelve alike, so the diagonal holds 18; values 4, 6, 6, 6, 2 times: (23 * 18 - 104) / (24 * 23 - 104)
    "B, two observers, nominal": (("aabbdcccedda", "babbbccceddd"), "abcde", "nominal", (23 * 18 - 104) / (24 * 23 - 104)),
    "C, four observers, missing answers": (OBSERVERS, "12345", "nominal", 0.743),
    "D, the same as ordinal": (OBSERVERS, "12345", "ordinal", 0.815),
}


@pytest.mark.parametrize(("coders", "values", "level", "alpha"), WORKED.values(), ids=WORKED)
def test_published_examples(coders, values, level, alpha):
    assert krippendorff_alpha(counts_of(coders, values), level) == pytest.approx(alpha, abs=0.0005)


def slow_alpha(coders, values, level):
    """Alpha straight from its definition, pair by pair, in fractions."""
    units = [[coder[u] for coder in coders if coder[u] != "."] for u in range(len(coders[0]))]
    units = [unit for unit in units if len(unit) > 1]
    total = Counter(value for unit in units for value in unit)
    n = sum(total.values())

    def distance(one, other):
        if level == "nominal" or one == other:
            return Fraction(one != other)
        low, high = sorted((values.index(one), values.index(other)))
        between = sum(total[value] for value in values[low : high + 1])
        return (Fraction(between) - Fraction(total[one] + total[other], 2)) ** 2

    pairs = [(Fraction(1, len(unit) - 1), unit[i], unit[j]) for unit in units for i in range(len(unit)) for j in range(len(unit)) if i != j]
    observed = sum(weight * distance(one, other) for weight, one, other in pairs) / n
    expected = sum(Fraction(total[one] * (total[other] - (one == other)), n * (n - 1)) * distance(one, other) for one in total for other in total)
    return float(1 - observed / expected)


@pytest.mark.parametrize("level", ["nominal", "ordinal"])
@pytest.mark.parametrize("seed", range(6))
def test_alpha_agrees_with_its_definition(level, seed):
    random = np.random.default_rng(seed)
    coders = ["".join(random.choice(list("-0+."), size=9, p=[0.3, 0.35, 0.2, 0.15])) for _ in range(5)]
    assert krippendorff_alpha(counts_of(coders, "-0+"), level) == pytest.approx(slow_alpha(coders, "-0+", level))


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


@pytest.mark.parametrize(
    ("coders", "share"),
    [(("aab", "aab"), 1), (("aab", "aaa"), 2 / 3), (("aa", "ab", "ac"), 0.5), (("a.", ".b"), None), (("ab", "a.", "a."), 1)],
)
def test_percent_agreement_counts_pairs(coders, share):
    found = percent_agreement(counts_of(coders, "abc"))
    assert np.isnan(found) if share is None else found == pytest.approx(share)


def test_words_are_compared_one_by_one_among_those_who_read_the_sentence():
    said = {"a": ["narrator", "narrator"], "b": ["narrator", None], "c": [None, None]}
    coding = class_of(said, marks=[("a", 1, 6, 12), ("b", 1, 6, 16), ("a", 2, 6, 12)])  # a: "loaded"; b: "loaded end"
    units = units_of(coding, WORDS)
    assert units.coded.T.tolist() == [[0, 1, 0, 0, 1, 0], [0, 1, 1, -1, -1, -1], [-1] * 6]
    assert krippendorff_alpha(units.counts, "nominal") == pytest.approx(slow_alpha(("010010", "011..."), "01", "nominal"))
    by_coder = measure_agreement(coding, draws=10).by_coder
    assert by_coder[WORDS][:2].tolist() == [pytest.approx(2 / 3)] * 2 and np.isnan(by_coder[WORDS][2])  # 2 x 1 / (1 + 2)


def test_a_mark_stays_in_its_sentence():
    coding = class_of({"a": ["narrator", None]}, marks=[("a", 1, 6, 24)])
    assert units_of(coding, WORDS).coded[:, 0].tolist() == [0, 1, 1, -1, -1, -1]


# ---- degenerate classes ----------------------------------------------------------------------------------------------


def test_the_same_answer_everywhere_has_no_alpha():
    found = measure_agreement(class_of({"a": ["direct"] * 6, "b": ["direct"] * 6}), draws=50)
    row = found.summary.iloc[0]
    assert np.isnan(row.alpha) and np.isnan(row.low) and row.agreement == 1
    assert row.verdict == "undefined: every answer is “direct”, so there is nothing to tell agreement from chance"
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


def test_errors_name_the_variables_there_are():
    with pytest.raises(ValueError, match="no variable 'tone'; the variables are voice, stance: A, loaded words"):
        confusion(class_of({"a": ["direct"]}), "tone")


# ---- by sentence, by answer, by word ---------------------------------------------------------------------------------


def test_the_sentences_that_divide_the_class_come_first():
    said = {"a": ["direct", "direct", "mixed"], "b": ["direct", "narrator", "mixed"], "c": ["direct", "mixed", "direct"]}
    found = measure_agreement(class_of(said), draws=10)
    voice = found.by_sentence[found.by_sentence.variable == VOICE]
    ranked = list(zip(voice.sentence, voice.disagreement.round(2), voice.majority, strict=True))
    assert ranked == [(2, 1.0, None), (3, 0.67, "mixed"), (1, 0.0, "direct")]
    assert list(voice.said) == ["narrator 1, direct 1, mixed 1", "mixed 2, direct 1", "direct 3"]
    assert list(found.divided(1).sentence) == [2] and len(found.divided()) == 2


def test_a_majority_needs_more_than_those_who_see_no_mention():
    said = {"a": ["neutral", "neutral"], "b": [UNSURE, "neutral"], "c": [UNSURE, UNSURE]}
    assert units_of(class_of(said, variable=SIDE), SIDE).majority == [None, "neutral"]
    rows = measure_agreement(class_of(said, variable=SIDE), draws=10).by_sentence.query("variable == @SIDE")
    assert set(rows.said) == {f"neutral 1, {UNSURE} 2", f"neutral 2, {UNSURE} 1"}


def test_confusion_counts_coincidences():
    """Krippendorff's example A: o00 = 10, o01 = o10 = 4, o11 = 2."""
    kinds = {"0": "narrator", "1": "direct"}
    coding = class_of({"Meg": [kinds[x] for x in "0100000010"], "Owen": [kinds[x] for x in "1110010000"]})
    found = confusion(coding, VOICE)
    assert found.coincidences.to_numpy()[:2, :2].tolist() == [[10, 4], [4, 2]] and found.coincidences.to_numpy().sum() == 20
    assert found.shares.loc["direct", "narrator"] == pytest.approx(4 / 6) and found.shares.loc["mixed"].isna().all()
    assert "narrator and direct. Where one coder says narrator, another says direct in 29% of the cases" in found.in_words[0]
    third = confusion(class_of({"a": ["direct"], "b": ["direct"], "c": ["mixed"]}), VOICE).coincidences
    assert third.loc["direct", "direct"] == 1 and third.loc["direct", "mixed"] == 1  # of three answers, each pair weighs half
    assert confusion(class_of({"a": ["direct"], "b": ["direct"]}), VOICE).in_words == ("No two coders gave different answers (voice).",)
    assert "No two coders answered the same sentence" in confusion(class_of({"a": ["direct"]}), VOICE).in_words[0]


def test_stance_towards_all_sides_is_one_confusion():
    both = class_of({"a": ["negative", "neutral"], "b": ["neutral", "neutral"]}, variable=SIDE, sides=("A", "B"))
    assert confusion(both, "stance").coincidences.equals(confusion(both, SIDE).coincidences)


def test_word_shares_tell_listed_words_apart():
    coding = class_of({"a": ["direct", "direct"], "b": ["direct", None], "c": [None, None]}, marks=[("a", 1, 6, 12)])
    shares = word_shares(coding, pd.DataFrame({"start": [13], "end": [16]}))
    assert list(shares.text) == ["Word0", "loaded", "end", "Word1", "loaded", "end"]
    assert shares.share.tolist() == [0, 0.5, 0, 0, 0, 0] and shares.coders.tolist() == [2, 2, 2, 1, 1, 1]
    assert shares.listed.tolist() == [False, False, True, False, False, False]
    assert not word_shares(coding).listed.any()


@pytest.mark.parametrize(("value", "text"), [(0.714, ".71"), (-0.123, "−.12"), (1.0, "1.00"), (0.0, ".00"), (-0.001, ".00"), (float("nan"), "–")])
def test_alpha_is_printed_as_in_papers(value, text):
    assert coefficient(value) == text


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
    for variable in (VOICE, "stance: Armenia", "stance: Azerbaijan", WORDS):
        mean = by_coder[~by_coder.by_marks].groupby("kind")[variable].mean()
        assert mean["careful"] > mean["average"] > mean["careless"], variable
        careless = by_coder.loc[by_coder.kind == "careless", variable].iloc[0]
        assert (by_coder.loc[by_coder.kind != "careless", variable] > careless).all(), variable
    apart = dict(zip(measured.by_coder.coder, measured.by_coder.apart, strict=True))
    assert apart["SIMULATED 20"] == (VOICE, "stance: Armenia", "stance: Azerbaijan", WORDS)  # the careless one
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
    assert any(text.startswith("With 2 coders, each one’s reading weighs heavily") for text in two.in_words)


def test_results_show_themselves_and_escape(simulated, measured):
    for shown in (measured, confusion(simulated, VOICE), simulated):
        root = lxml.html.fragment_fromstring(shown._repr_html_(), create_parent=True)
        assert root.xpath(".//table/caption") and root.xpath(".//li")
    bad = "<script>alert(1)</script>"
    said = class_of({bad: ["direct"] * 6, "b": ["direct"] * 6, "c": ["mixed"] * 6, "d": ["direct"] * 6, "e": ["direct"] * 6})
    html = measure_agreement(said, draws=10)._repr_html_()
    assert "<script" not in html
