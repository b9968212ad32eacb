"""Which spans cover or overlap a place, against looking at all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tables import make_table
from analysis.voices.spans import Spans
from analysis.voices.voices import voice_at, voices_at

PLACES = [
    # spans, place, those that cover it, those that overlap it
    ([(0, 10), (20, 30)], (2, 5), [0], [0]),
    ([(0, 10), (20, 30)], (8, 22), [], [0, 1]),
    ([(0, 10), (20, 30)], (10, 20), [], []),
    ([(20, 30), (0, 50), (22, 24)], (22, 24), [0, 1, 2], [0, 1, 2]),
    ([(0, 50), (10, 12), (13, 14)], (20, 21), [0], [0]),
    ([], (0, 1), [], []),
]


@pytest.mark.parametrize(("spans", "place", "covering", "overlapping"), PLACES)
def test_a_place_is_covered_and_overlapped(spans, place, covering, overlapping):
    index = Spans([start for start, _ in spans], [end for _, end in spans])
    assert index.covering(*place) == covering
    assert index.overlapping(*place) == overlapping


SPAN = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda one: (one[0], one[0] + one[1]))


@given(st.lists(SPAN, max_size=12), st.lists(SPAN, max_size=6))
def test_many_places_are_answered_like_one(spans, places):
    row = {"sentence": 1, "kind": "direct"}
    voices = make_table("voices", [{**row, "start": start, "end": end} for start, end in spans]).set_axis(range(5, 5 + len(spans)))
    starts, ends = [start for start, _ in places], [end for _, end in places]
    assert voices_at(voices, starts, ends) == [voice_at(voices, start, end) for start, end in places]
    index = Spans([start for start, _ in spans], [end for _, end in spans])
    for start, end in places:
        assert index.overlapping(start, end) == [k for k, (a, b) in enumerate(spans) if a < end and start < b]
