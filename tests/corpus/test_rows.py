"""Articles that lie as rows in CSV, JSON lines and Parquet."""

from __future__ import annotations

import csv
import gzip
import json

import pandas as pd
import pytest

from analysis.corpus.folder import CorpusError
from analysis.corpus.rows import holds_rows, open_rows, row_id

ROWS = [
    {"id": "7", "Headline": "Trams stop", "source": "Daily", "date": "2026-03-01", "body": "The union said, “no”.\nTalks go on."},
    {"id": "8", "Headline": "", "source": "Post", "date": "", "body": "A second text, with a comma."},
]
READ = [
    (1, {"text": "The union said, “no”.\nTalks go on.", "title": "Trams stop", "outlet": "Daily", "date": "2026-03-01", "id": "7"}),
    (2, {"text": "A second text, with a comma.", "outlet": "Post", "id": "8"}),
]


def write_csv(path, rows=ROWS, *, delimiter=",", encoding="utf-8"):
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def write_lines(path, rows=ROWS):
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")


def write_gz(path):
    write_csv(path.with_suffix(""))
    path.write_bytes(gzip.compress(path.with_suffix("").read_bytes()))


WRITERS = {
    "comma.csv": write_csv,
    "semicolon.csv": lambda path: write_csv(path, delimiter=";"),
    "tab.tsv": lambda path: write_csv(path, delimiter="\t"),
    "marked.csv": lambda path: write_csv(path, encoding="utf-8-sig"),
    "older.csv": lambda path: write_csv(path, encoding="cp1252"),
    "packed.csv.gz": write_gz,
    "lines.jsonl": write_lines,
    "table.parquet": lambda path: pd.DataFrame(ROWS).to_parquet(path),
}


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_rows_from_every_form(tmp_path, name):
    WRITERS[name](tmp_path / name)
    rows = open_rows(tmp_path / name)
    assert (list(rows), len(rows)) == (READ, 2)


def test_days_of_parquet_are_days(tmp_path):
    pd.DataFrame({"text": ["Some words."], "date": [pd.Timestamp("2026-03-01")]}).to_parquet(tmp_path / "t.parquet")
    assert list(open_rows(tmp_path / "t.parquet")) == [(1, {"text": "Some words.", "date": "2026-03-01T00:00:00"})]


def test_what_was_guessed_is_told(tmp_path):
    write_csv(tmp_path / "a.csv")
    assert open_rows(tmp_path / "a.csv").told() == (
        "a.csv: text from the column 'body', title from the column 'Headline', outlet from the column 'source', "
        "date from the column 'date', id from the column 'id'"
    )


def test_the_text_column_may_be_named(tmp_path):
    write_csv(tmp_path / "a.csv")
    assert next(iter(open_rows(tmp_path / "a.csv", "Headline")))[1]["text"] == "Trams stop"


@pytest.mark.parametrize(
    ("text", "wanted", "told"),
    [
        ("a,b\n1,2\n", None, "cannot tell which column holds the articles' texts; name it with --text, one of 'a', 'b'"),
        ("a,b\n1,2\n", "c", "has no column 'c'; its columns are 'a', 'b'"),
        ("", None, "is empty; it should have a first line that names the columns"),
    ],
)
def test_a_file_without_texts(tmp_path, text, wanted, told):
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=told):
        open_rows(tmp_path / "a.csv", wanted)


def test_no_parquet(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and nothing more")
    with pytest.raises(CorpusError, match=r"a\.parquet cannot be read as Parquet"):
        open_rows(tmp_path / "a.parquet")


def test_broken_rows_are_told_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.csv").write_text('text,date\n"Fine.",2026\nToo,many,cells\n"",2026\n"Fine too.",2027\n', encoding="utf-8")
    assert list(open_rows(tmp_path / "a.csv")) == [
        (1, {"text": "Fine.", "date": "2026"}),
        (2, "the row has 3 cells, but the first line names 2 columns"),
        (3, "the text (column 'text') is empty"),
        (4, {"text": "Fine too.", "date": "2027"}),
    ]
    (tmp_path / "a.jsonl").write_text('{"text": "Fine."}\n{"text": \n[1]\n\n{"text": null}\n', encoding="utf-8")
    problems = dict(open_rows(tmp_path / "a.jsonl"))
    assert problems[1] == {"text": "Fine."}
    assert problems[2].startswith("the line is not JSON")
    assert problems[3] == "the line holds a list, not an object with fields"
    assert problems[4] == "the text (column 'text') is empty"


def test_a_row_is_told_apart_by_what_it_holds():
    one = row_id("a.csv", {"text": "Words.", "id": "7"})
    assert one == row_id("a.csv", {"id": "7", "text": "Words."})
    assert len({one, row_id("a.csv", {"text": "Words!", "id": "7"}), row_id("b.csv", {"text": "Words.", "id": "7"})}) == 3


def test_kinds(tmp_path):
    names = ("a.csv", "A.JSONL", "a.tsv.gz", "a.parquet", "a.txt", "csv", "a.parquet.gz")
    assert [holds_rows(tmp_path / name) for name in names] == [True, True, True, True, False, False, False]


def test_long_cells_are_read_and_the_limit_of_the_process_stays(tmp_path):
    write_csv(tmp_path / "a.csv", [{"text": "word " * 60_000, "date": "2026"}])
    before = csv.field_size_limit()
    (_, cells), *_ = open_rows(tmp_path / "a.csv")
    assert (len(cells["text"]), csv.field_size_limit()) == (300_000, before)
