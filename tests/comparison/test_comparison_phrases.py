"""Which phrases of a clause say where, and how it ends."""

from __future__ import annotations

import pytest

from analysis.comparison.phrases import ends_in, places_in
from analysis.reading.parse import pipeline


def phrases(finder, text):
    found = list(finder(list(pipeline()(text))))
    assert all(text[one.start : one.end] == one.text for one in found)
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The pact was signed in a hotel on Friday.", ["in a hotel"]),
        ("He was found near the railway station.", ["near the railway station"]),
        ("They met in the morning.", []),
        ("Prices rose by half.", []),
    ],
)
def test_places(text, wanted):
    assert phrases(places_in, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted", "denied"),
    [
        ("The minister would stay in office.", "would stay in office", False),
        ("The minister did not resign.", "did not resign", True),
        ("The boats were still missing.", "were still missing", False),
    ],
)
def test_ends(text, wanted, denied):
    assert phrases(ends_in, text) == [wanted]
    assert [one.denied for one in ends_in(list(pipeline()(text)))] == [denied]
