"""CSV: no text of it is a formula, numbers stay numbers, and everything comes back as it was."""

from __future__ import annotations

import csv
import io
import re

import pandas as pd
import pytest
from hostile import hostile_framing

from analysis.framing import TABLES
from analysis.report.card import downloads
from analysis.spreadsheet import csv_text, guarded, read_csv, table_csv, unguarded

FORMULAS = [
    '=HYPERLINK("https://example.org","click")', "=1+1", "+1", "-1+1|cmd", "- Yes, she said", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
    "＝1", "＋1", "－1", "＠a", "'=1", "''=1",
]  # fmt: skip
PLAIN = ["", "a=b", "'tis", "'", "''", "“=”", " =1", "−5", "—", "a\rb", "a\r\nb", 'a "b", c', "NA", "None", "nan", "1e5", "é", "\u200b=1"]
RUNS = re.compile("[=+@\t\r\n＝＋－＠-]")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_an_apostrophe(text):
    assert guarded(text) == "'" + text and unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", PLAIN)
def test_other_texts_stay(text):
    assert guarded(text) == text and unguarded(text) == text


def test_rows_are_read_by_any_reader_of_csv():
    rows = [[text, 0] for text in (*FORMULAS, *PLAIN)]
    read = list(csv.reader(io.StringIO(csv_text(["=text", "number"], rows), newline="")))
    assert read == [["'=text", "number"], *([guarded(text), "0"] for text, _ in rows)]


def test_numbers_stay_numbers_and_a_text_that_looks_like_one_is_a_text():
    table = pd.DataFrame({"score": [-0.5, float("nan"), 1e-9], "place": pd.array([-1, None, 3], dtype="Int64"), "text": ["-0.5", None, "x"]})
    assert table_csv(table) == "score,place,text\n-0.5,-1,'-0.5\n,,\n1e-09,3,x\n"


def test_a_table_comes_back_as_it_was(tmp_path):
    texts = [text for text in (*FORMULAS, *PLAIN) if text]
    table = pd.DataFrame({"-side": texts, "score": [-1 / 3] * len(texts), "sentence": range(len(texts))}).astype({"-side": object})
    (tmp_path / "a.csv").write_text(table_csv(table), encoding="utf-8", newline="")
    pd.testing.assert_frame_equal(read_csv(tmp_path / "a.csv").astype({"-side": object}), table)


@pytest.mark.parametrize("text", FORMULAS[:8])
def test_what_is_saved_and_downloaded_holds_no_formula(text, tmp_path):
    framing = hostile_framing(text)
    folder = framing.save(tmp_path, key=text)
    files = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    files |= {f"download {name}": content for name, _, content in downloads(framing).files if name.endswith(".csv")}
    assert set(files) == {f"{table}.csv" for table in TABLES} | {f"download {table}.csv" for table in TABLES}
    for name, content in files.items():
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if RUNS.match(cell) and not re.fullmatch(r"-\d+(\.\d+)?(e-\d+)?", cell)], name
    again, kept = read_csv(folder / "terms.csv"), framing.to_frames(text)["terms"]
    assert list(again.article) == list(kept.article) and list(again.speaker.dropna()) == list(kept.speaker.dropna())
    assert b"score" in files["download stance.csv"]
