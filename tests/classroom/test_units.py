"""What coders said as a matrix: sentences and words as units, majorities, shares of marks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from classes import class_of
from slow_alpha import slow_alpha

from analysis.classroom.agreement import measure_agreement
from analysis.classroom.alpha import krippendorff_alpha
from analysis.classroom.coders import STANCE, UNSURE, WORDS
from analysis.classroom.units import units_of, word_shares

SIDE = STANCE + "A"


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


def test_a_majority_needs_more_than_those_who_see_no_mention():
    said = {"a": ["neutral", "neutral"], "b": [UNSURE, "neutral"], "c": [UNSURE, UNSURE]}
    assert units_of(class_of(said, variable=SIDE), SIDE).majority == [None, "neutral"]
    rows = measure_agreement(class_of(said, variable=SIDE), draws=10).by_sentence.query("variable == @SIDE")
    assert set(rows.said) == {f"neutral 1, {UNSURE} 2", f"neutral 2, {UNSURE} 1"}


def test_word_shares_tell_listed_words_apart():
    coding = class_of({"a": ["direct", "direct"], "b": ["direct", None], "c": [None, None]}, marks=[("a", 1, 6, 12)])
    shares = word_shares(coding, pd.DataFrame({"start": [13], "end": [16]}))
    assert list(shares.text) == ["Word0", "loaded", "end", "Word1", "loaded", "end"]
    assert shares.share.tolist() == [0, 0.5, 0, 0, 0, 0] and shares.coders.tolist() == [2, 2, 2, 1, 1, 1]
    assert shares.listed.tolist() == [False, False, True, False, False, False]
    assert not word_shares(coding).listed.any()
