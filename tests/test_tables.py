"""The tables keep their contract, and say which table, column and value does not."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.tables import COLUMNS, TableError, check_table, make_table

VOICE = {"sentence": 2, "start": 10, "end": 20, "kind": "direct", "speaker": "she", "speaker_start": 21, "speaker_end": 24}


@pytest.mark.parametrize("name", list(COLUMNS))
def test_an_empty_table_has_its_columns_and_types(name: str) -> None:
    table = make_table(name, [])
    assert table.empty
    assert {column: str(kind) for column, kind in table.dtypes.items()} == COLUMNS[name]


def test_columns_are_in_order_and_missing_values_are_none() -> None:
    table = make_table("voices", [{key: VOICE[key] for key in reversed(VOICE)}])
    assert list(table) == list(COLUMNS["voices"])
    assert table["side"][0] is None
    assert table["cue"][0] is None
    assert table["cue_start"][0] is pd.NA
    assert table["speaker_start"][0] == 21


def test_the_given_table_is_not_changed() -> None:
    given = pd.DataFrame([VOICE | {"side": None, "cue": None, "cue_start": None, "cue_end": None, "extra": 1}], index=[7])
    before = given.copy()
    checked = check_table("voices", given)
    pd.testing.assert_frame_equal(given, before)
    assert list(checked.index) == [0]
    assert "extra" not in checked


@pytest.mark.parametrize(
    ("name", "row", "words"),
    [
        ("voices", VOICE | {"kind": "shouted"}, ("voices", "kind", "shouted", "direct, indirect, mixed")),
        ("voices", VOICE | {"start": 30}, ("voices", "30:20", "ends before it starts")),
        ("voices", VOICE | {"sentence": 0}, ("voices", "sentence", "0")),
        ("voices", VOICE | {"start": "ten"}, ("voices", "start", "ten", "whole number")),
        ("voices", VOICE | {"start": None}, ("voices", "start", "whole number")),
        ("voices", VOICE | {"speaker_start": "x"}, ("voices", "speaker_start", "x")),
        ("voices", VOICE | {"speaker_start": 30}, ("voices", "speaker", "30:24")),
        ("voices", VOICE | {"start": 1.5}, ("voices", "start", "1.5")),
        ("voices", VOICE | {"start": -1}, ("voices", "start", "-1")),
        (
            "sentences",
            {"sentence": 1, "start": 0, "end": 4, "paragraph": 1, "zone": "middle", "words": 1},
            ("sentences", "zone", "middle", "headline"),
        ),
        ("shift", {"metric": "x", "sentence": 1, "value": "high"}, ("shift", "value", "high", "number")),
        ("stance", {"sentence": 1, "start": 0, "end": 1, "voice": "author", "score": 0.1}, ("stance", "voice", "author", "narrator")),
        ("stance", {"sentence": 1, "start": 0, "end": 1, "voice": "source", "score": 1.5}, ("stance", "score", "1.5")),
        ("changes", {"metric": "x", "sentence": 1, "p_value": 2.0}, ("changes", "p_value", "2.0")),
    ],
)
def test_errors_name_table_column_and_value(name: str, row: dict[str, object], words: tuple[str, ...]) -> None:
    with pytest.raises(TableError) as error:
        make_table(name, [row])
    for word in words:
        assert word in str(error.value)


def test_a_missing_column_is_named_with_those_there_are() -> None:
    with pytest.raises(TableError, match="`mentions` lacks the column `side`"):
        check_table("mentions", pd.DataFrame({"sentence": [1], "start": [0], "end": [1], "text": ["x"], "how": ["name"]}))


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(TableError, match="no table `quotes`.*voices"):
        make_table("quotes", [])
