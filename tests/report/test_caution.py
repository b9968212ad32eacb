"""Cautions: accuracy only where it was measured, and no verdict."""

from __future__ import annotations

import json

import pytest
from typed import typed

from analysis.report.caution import forewarning, published_accuracy, published_reliability, trust


def test_forewarning_says_how_short_the_article_is():
    assert "This article has 18 sentences." in " ".join(forewarning(typed()))
    assert "that judgement is yours" in forewarning(typed())[0]


def test_trust_shows_published_numbers_or_says_they_are_missing(tmp_path):
    missing = trust(typed(), results=tmp_path / "none.json")
    assert "not shipped" in missing.warnings[0] and not missing.rows
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
    assert any(line.startswith(f"{doubtful} of ") and "right in 52% of the measured cases, the others in 91%" in line for line in shown)
    assert published_reliability(path)["rows"].tolist() == [2, 1]
    assert published_reliability(tmp_path / "none.json").empty and published_accuracy(tmp_path / "none.json").empty
    assert any("exchanged was not tested" in line for line in shown)


ANOTHER = "Another model than the one measured read this article (house/model); its accuracy is not known here."
UNRECORDED = "It is not recorded which model read this article, so its accuracy is not known here."
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
    for words in ("too close to call", "was measured on sentences"):
        assert any(words in line for line in shown) == (says is None)
    assert any("Irony" in line for line in shown) and any("was not tested" in line for line in shown)
