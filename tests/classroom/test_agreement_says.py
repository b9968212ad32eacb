"""The numbers of an agreement in words."""

from __future__ import annotations

import pytest

from analysis.classroom.agreement_says import coefficient


@pytest.mark.parametrize(("value", "text"), [(0.714, ".71"), (-0.123, "−.12"), (1.0, "1.00"), (0.0, ".00"), (-0.001, ".00"), (float("nan"), "–")])
def test_alpha_is_printed_as_in_papers(value, text):
    assert coefficient(value) == text
