"""The limit below which a change of the score is told as none."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from analysis.terms.changes import IN_WORDS, NO_CHANGE, change_in_words, moves

ROOT = Path(__file__).resolve().parents[2] / "analysis"


@pytest.mark.parametrize(
    ("change", "counts", "words"),
    [
        (0.05, True, "+0.05"),
        (-0.31, True, "−0.31"),
        (0.049, False, IN_WORDS),
        (-0.04, False, IN_WORDS),
        (0.0, False, IN_WORDS),
        (math.nan, False, "–"),
    ],
)
def test_a_small_change_is_told_as_none(change, counts, words):
    assert (moves(change), change_in_words(change)) == (counts, words)


def test_the_limit_stands_in_one_place():
    rooms = [path for room in ("terms", "charts", "classroom") for path in (ROOT / room).rglob("*.py")] + [ROOT / "report" / "findings.py"]
    again = [path.name for path in rooms if re.search(rf"[<>]=? -?{NO_CHANGE}\b", path.read_text(encoding="utf-8"))]
    assert again == []
