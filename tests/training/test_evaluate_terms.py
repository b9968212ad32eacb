"""Counting words against coders' words, on sentences of our own in the layout of BABE."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.terms.lexicon import read_lexicon
from training.evaluate_terms import Coded, figures, marks_of_list, read_babe, terms_figures, terms_tables, word_counts

ROWS = [
    ("The brutal regime fell in May.", "['brutal', 'regime', 'the']"),
    ("Ministers met; the talks  went on.", "[]"),
    ("A smirking judge’s far-right friends left.", "['smirking', 'far-right']"),
]


def written(folder: Path, rows: list[tuple[str, str]], head: str = "text;outlet;biased_words") -> Path:
    file = folder / "labels.csv"
    lines = [head, *(f'"{text}";X;{words}' for text, words in rows)]
    file.write_text("\ufeff" + "\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_reading(tmp_path: Path) -> None:
    coded = read_babe(written(tmp_path, ROWS))
    assert coded[1] == Coded("Ministers met; the talks went on.", frozenset())
    assert coded[2].biased == {"smirking", "far", "right"}


@pytest.mark.parametrize(
    ("rows", "head", "message"),
    [
        ([("A text.", "brutal")], "text;outlet;biased_words", "line 2: 'brutal' is no list of words"),
        ([("A text.", "3")], "text;outlet;biased_words", "line 2: '3' is no list of words"),
        ([(" ", "[]")], "text;outlet;biased_words", "line 2: the text is empty"),
        ([("A text.", "[]")], "text;outlet;words", "no column 'biased_words'"),
    ],
)
def test_a_row_that_cannot_be_read(tmp_path: Path, rows: list[tuple[str, str]], head: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_babe(written(tmp_path, rows, head))


def test_counting_leaves_function_words_out() -> None:
    coded = Coded("The brutal regime fell in May.", frozenset({"brutal", "regime", "the"}))
    assert word_counts(coded, [(0, 10), (18, 22)], {"the", "in"}) == (1, 2, 2)
    assert word_counts(coded, [], {"the", "in"}) == (0, 0, 2)


def test_figures_by_hand() -> None:
    found = figures([(1, 2, 2), (0, 0, 0), (1, 1, 2)])
    assert (found["sentences"], found["marked"], found["biased"]) == (3, 3, 4)
    assert (found["precision"], found["recall"], found["f1"]) == (66.7, 50.0, 57.1)
    assert found["recall_interval"][0] <= 50.0 <= found["recall_interval"][1]
    assert figures([(0, 0, 0)])["f1"] == 0.0


def test_marks_lie_in_their_sentences(tmp_path: Path) -> None:
    coded = read_babe(written(tmp_path, ROWS))
    listed = marks_of_list(coded, read_lexicon())
    assert [[one.text[a:b] for a, b in spans] for one, spans in zip(coded, listed, strict=True)][:2] == [["brutal", "regime"], []]


def test_the_list_and_a_mark_on_every_word_are_measured(tmp_path: Path) -> None:
    found = terms_figures(written(tmp_path, ROWS), read_lexicon())
    assert list(found) == ["list, every sentence", "every word, every sentence"]
    by_list, by_all = found.values()
    assert (by_list["marked"], by_list["precision"], by_list["biased"]) == (2, 100.0, by_all["biased"])
    assert by_all["recall"] == 100.0 and by_all["marked"] > by_list["marked"]
    table = terms_tables({"babe": found})["results"]
    assert table.startswith("| found by | sentences | words marked | words biased | precision | recall | F1 |")
    assert len(table.splitlines()) == 4
