"""Which answers coders confuse: counted by hand, towards one side and all, and what the table says."""

from __future__ import annotations

import pytest
from classes import class_of

from analysis.classroom.coders import STANCE, VOICE
from analysis.classroom.mixed_up import confusion

SIDE = STANCE + "A"


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


def test_errors_name_the_variables_there_are():
    with pytest.raises(ValueError, match="no variable 'tone'; the variables are voice, stance: A, loaded words"):
        confusion(class_of({"a": ["direct"]}), "tone")
