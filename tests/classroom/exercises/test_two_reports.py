"""The checks of lesson 11, two reports of one event."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.classroom.exercises.two_reports import PAIRS, check_left_out, check_only_quoted, check_same_fact


class Two:
    keys = ("The Post", "The Wire")
    sources = pd.DataFrame(
        [("Ann Cole", "The Post", True), ("police", "The Post", False), ("police", "The Wire", False), ("Karl Brandt", "The Wire", True)],
        columns=["source", "article", "only_here"],
    )

    def left_out(self, key):
        return pd.DataFrame({"fact": [7, 7, 8] if key == "The Wire" else [9]})


@pytest.mark.parametrize(
    ("answer", "fine"),
    [(PAIRS, True), ({**PAIRS, "b": "same"}, False), ({**PAIRS, "c": "two"}, False), ({"a": "same"}, False), (..., False), ("same", False)],
)
def test_same_fact(answer, fine):
    assert check_same_fact(answer).right is fine


@pytest.mark.parametrize(
    ("answer", "fine", "told"), [(2, True, "three"), (3, False, "rows"), (1, False, "second"), (5, False, "keys[1]"), (..., False, "")]
)
def test_left_out(answer, fine, told):
    found = check_left_out(answer, Two())
    assert found.right is fine and told in found.text


@pytest.mark.parametrize(
    ("answer", "fine", "told"),
    [
        ("Ann Cole", True, ""),
        (" Ann Cole ", True, ""),
        ("police", False, "another"),
        ("Karl Brandt", False, "first one"),
        ("Nobody", False, "column"),
        ("", False, "column"),
        (4, False, "quotation marks"),
        (..., False, "dots"),
    ],
)
def test_only_quoted(answer, fine, told):
    found = check_only_quoted(answer, Two())
    assert found.right is fine and told in found.text


def test_no_source_of_its_own():
    class Same(Two):
        sources = Two.sources.assign(only_here=False)

    assert check_only_quoted("", Same()).right
