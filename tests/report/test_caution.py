"""Cautions: accuracy only where it was measured, and no verdict."""

from __future__ import annotations

import json

import pytest
from typed import typed

from analysis.reading.encoder import EMBEDDED
from analysis.report.caution import about_marks, forewarning, published_accuracy, published_reliability, trust
from analysis.terms.lexicon import read_lexicon


def test_forewarning_says_how_short_the_article_is():
    assert "This article has 18 sentences." in " ".join(forewarning(typed()))
    assert "that judgement is yours" in forewarning(typed())[0]


def test_trust_shows_published_numbers_or_says_they_are_missing(tmp_path):
    missing = trust(typed(), results=tmp_path / "none.json")
    assert "is missing here" in missing.warnings[0] and not missing.rows
    path = tmp_path / "results.json"
    bins = [{"confidence": 0.6, "accuracy": 0.5, "rows": 2}, {"confidence": 0.9, "accuracy": 1.0, "rows": 1}]
    small, large = (
        {"rows": n, "macro_f1": 85.1, "interval": [80.0, 90.0], "accuracy": 86.0, "calibration_error": 0.02, "reliability": bins[:n]} for n in (1, 2)
    )
    close = {"threshold": 0.6, "accuracy_below": 52.4, "accuracy_above": 91.0}
    own = {**large, "rows": 900, "reliability": []}
    stance = {"set one": small, "set two": large, "own sentences": own}
    path.write_text(json.dumps({"command": "x", "sha256": "0" * 64, "stance": stance, "close_calls": close}))
    shown = trust(typed(), results=path)
    assert [name for name, _ in shown.rows] == ["set one, 1 targets", "set two, 2 targets", "own sentences, 900 targets"] and not shown.warnings
    assert "macro F1 85.1 (between 80.0 and 90.0)" in shown.rows[0][1]
    assert published_accuracy(path).accuracy.tolist() == [86.0, 86.0, 86.0]
    doubtful = int((typed().stance[["p_neg", "p_neu", "p_pos"]].max(axis=1) < 0.6).sum())
    assert any(line.startswith(f"{doubtful} of ") and "right in 52% of cases, the others in 91%" in line for line in shown)
    assert published_reliability(path)["rows"].tolist() == [2, 1]
    assert published_reliability(tmp_path / "none.json").empty and published_accuracy(tmp_path / "none.json").empty
    assert any("did not test whether" in line for line in shown)


ANOTHER = "The model that read this article (house/model) is not the one that was tested, so its accuracy is unknown."
UNRECORDED = "There is no record of which model read this article, so its accuracy is unknown."
READ_WITH = {  # provenance, hash of the weights measured, what is said in place of the accuracy
    "the weights measured": ({"models": {"stance": {"id": "house/model", "sha256": "a1"}}}, "a1", None),
    "other weights": ({"models": {"stance": {"id": "house/model", "sha256": "b2"}}}, "a1", ANOTHER),
    "weights without a hash": ({"models": {"stance": {"id": "house/model", "sha256": None}}}, "a1", ANOTHER),
    "no hash on either side": ({"models": {"stance": {"id": "house/model", "sha256": None}}}, None, ANOTHER),
    "no model named": ({"models": {}}, "a1", UNRECORDED),
    "made by hand": ({}, "a1", UNRECORDED),
    "made by hand, no hash": ({}, None, UNRECORDED),
}


@pytest.mark.parametrize(("provenance", "measured", "says"), READ_WITH.values(), ids=READ_WITH)
def test_accuracy_is_told_only_of_the_weights_that_were_measured(provenance, measured, says, tmp_path):
    row = {"rows": 5, "macro_f1": 85.1, "interval": [80.0, 90.0], "accuracy": 86.0, "calibration_error": 0.02, "reliability": []}
    close = {"threshold": 0.6, "accuracy_below": 52.4, "accuracy_above": 91.0}
    path = tmp_path / "results.json"
    hashed = {} if measured is None else {"sha256": measured}
    path.write_text(json.dumps({**hashed, "stance": {"set one": row}, "close_calls": close}))
    shown = trust(typed(provenance=provenance), results=path)
    assert shown.warnings == (() if says is None else (says,))
    assert len(shown.rows) == (says is None)
    for words in ("too close to call", "was tested on sentences"):
        assert any(words in line for line in shown) == (says is None)
    assert any("irony" in line for line in shown) and any("did not test whether" in line for line in shown)


PRECISION = {
    "marks": 200, "right": 181, "precision": 0.905, "interval": [0.861, 0.941],
    "with_model": {"marks": 190, "first": 0.85, "second": 0.83, "precision": 0.84, "interval": [0.78, 0.89]},
}  # fmt: skip
RESULTS = {
    "lexicon": {"sha256": "1" * 64},
    "sha256": "2" * 64,
    "own": {"words": {"list": {"precision": 70.0, "recall": 20.0}, "list and model": {"precision": 61.2, "recall": 55.8}}},
    "babe": {"list": {"precision": 48.9, "recall": 13.9}, "list and model": {"precision": 45.4, "recall": 47.1}},
}
BY_LIST = "Of 200 marks of the list, picked at random from US political news, a reader called 90% (between 86% and 94%) right."
BY_BOTH = (
    "Of 190 marks of list and model, picked at random from US political news that nobody had labelled, two readers on average called 84% (between"
)
OWN_TEST = "readers also marked 61% of the words that list and model marked. List and model found 56% of the readers’ words."
BABE_BOTH = "Of the words marked by list and model, 45% were among theirs; of theirs, 47% were marked."
BABE = "Of the words marked by the list, 49% were among theirs; of theirs, 14% were marked."
FIGURES = (BY_LIST, BY_BOTH, OWN_TEST, BABE_BOTH, BABE)
READING = {"models": {"reading": {"id": "reading", "sha256": "2" * 64}}, "lexicon": {"sha256": "1" * 64}}
BEFORE = {"lexicon": {"sha256": "1" * 64}, "sha256": "2" * 64, "babe": {"list": {"precision": 48.9, "recall": 13.9}}}
MARKS = {  # provenance, results.json, precision.json, which of the figures are told
    "all measured": (READING, RESULTS, PRECISION, [BY_LIST, BY_BOTH, OWN_TEST, BABE_BOTH]),
    "the list alone": ({**READING, "models": {"reading": None}}, RESULTS, PRECISION, [BY_LIST, BABE]),
    "other weights": ({**READING, "models": {"reading": {"id": "x", "sha256": "3" * 64}}}, RESULTS, PRECISION, [BY_LIST, BABE]),
    "weights without a hash": ({**READING, "models": {"reading": {"id": "x", "sha256": None}}}, RESULTS, PRECISION, [BY_LIST, BABE]),
    "a reader's own list": ({**READING, "lexicon": {"sha256": "4" * 64}}, RESULTS, PRECISION, []),
    "measured before there was a model": (READING, BEFORE, {name: PRECISION[name] for name in ("marks", "precision", "interval")}, [BY_LIST, BABE]),
    "not yet judged with the model": (READING, RESULTS, {}, [OWN_TEST, BABE_BOTH]),
    "other figures": (READING, {**RESULTS, "own": {"words": {"x": 1}}, "babe": {}}, {"with_model": {"f1": 3}}, []),
    "no files": (READING, None, None, []),
    "made by hand": ({}, RESULTS, PRECISION, []),
}


@pytest.mark.parametrize(("provenance", "results", "judged", "told"), MARKS.values(), ids=MARKS)
def test_how_often_marks_are_right_is_told_where_it_was_measured(provenance, results, judged, told, tmp_path):
    for name, content in (("results.json", results), ("precision.json", judged)):
        if content is not None:
            (tmp_path / name).write_text(json.dumps(content))
    items = about_marks(typed(provenance=provenance), tmp_path)
    assert [line for line in FIGURES if any(line in item for item in items)] == told and len(items) == 1 + len(told)
    by_model = bool(provenance.get("models", {}).get("reading"))
    assert ("at least 80% likely" in items[0]) == by_model and ("because it is on a word list. The list has gaps" in items[0]) != by_model


def test_the_figures_that_come_with_the_list_are_told():
    lexicon = dict(read_lexicon().attrs)
    items = about_marks(typed(provenance={"models": {"reading": None}, "lexicon": lexicon}))
    assert "marks of the list" in items[1]


def test_the_quality_of_the_voices_is_told_of_the_encoder_that_read_them():
    measured = json.loads((EMBEDDED / "results.json").read_text())["sha256"]
    for digest, told in ((measured, True), ("f" * 64, False)):
        items = trust(typed(provenance={"models": {"reading": {"id": "reading", "sha256": digest}}}))
        assert any("of the words they gave to sources" in line.lower() for line in items) == told
        assert any("how good these weights are is unknown" in line for line in items) != told


def test_behaviour_is_published_with_failures_in_words(tmp_path):
    from analysis.report import published_behaviour

    found = published_behaviour()
    assert list(found) == ["test", "checks", "right", "95 % interval", "a failure"]
    assert {"short: far negation", "short: identity", "long: identity", "long: plain fact"} <= set(found.test)
    failed = found[found["right"] != "100 %"]
    assert len(failed) and failed["a failure"].str.contains(r"\([^()]+: [+-]\d\.\d\d\)").all()
    assert published_behaviour(tmp_path / "none.json").empty
