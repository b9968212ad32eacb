"""Counting words against coders' words, on sentences of our own in the layout of BABE."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from analysis.reading.encoder import embedded_encoder
from analysis.terms.lexicon import read_lexicon
from analysis.terms.marker import LABELS as TERMS
from training.evaluate_terms import Coded, agreement, babe_figures, figures, own_figures, read_babe, terms_tables, word_counts
from training.terms_gold import GOLD, PARTS, read_labels, text_of

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
        ([("A text.", "brutal")], "text;outlet;biased_words", "line 2: 'brutal' is not a list of words"),
        ([("A text.", "3")], "text;outlet;biased_words", "line 2: '3' is not a list of words"),
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
    found = figures([(1, 2, 2), (0, 0, 0), (1, 1, 2)], words=60)
    assert (found["sentences"], found["marked"], found["true"], found["marked_in_100"]) == (3, 3, 4, 5.0)
    assert (found["precision"], found["recall"], found["f1"]) == (66.7, 50.0, 57.1)
    assert found["recall_interval"][0] <= 50.0 <= found["recall_interval"][1]
    assert figures([(0, 0, 0)], words=9)["f1"] == 0.0


def test_list_and_model_are_measured_against_the_coders(tmp_path: Path) -> None:
    found = babe_figures(written(tmp_path, ROWS), read_lexicon(), embedded_encoder())
    assert list(found) == ["list", "list and model", "every word"]
    assert found["list"]["precision"] == 100.0 and found["list"]["recall"] == 40.0  # "brutal" and "regime" of five
    assert found["list and model"]["recall"] > found["list"]["recall"]
    assert found["every word"]["recall"] == 100.0


LABELLED = "The regime fell.\n\nCritics slammed the puppet state. Talks went on.\n"


def labels(folder: Path, *, part: str = "test") -> Path:
    """Write an article as the corpora have it, and the labels of two readers, who differ in one word and one opinion."""
    path = folder / "polnear" / "train" / "text" / "one.txt"
    path.parent.mkdir(parents=True)
    path.write_bytes(LABELLED.encode())
    read = [(0, 16), (18, 51), (52, 66)]
    rows = []
    for reader, opinions, marks in (
        ("first", (1, 0, 0), [(4, 10, "legitimacy", 2), (38, 44, "legitimacy", 2)]),
        ("second", (1, 1, 0), [(4, 10, "legitimacy", 1)]),
    ):
        rows.append({
            "corpus": "polnear/train", "name": "one", "part": part, "reader": reader, "sha256": hashlib.sha256(LABELLED.encode()).hexdigest(),
            "sentences": [[*span, opinion] for span, opinion in zip(read, opinions, strict=True)], "marks": marks,
        })  # fmt: skip
    file = folder / "labels.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def test_labels_are_read_with_their_text(tmp_path: Path) -> None:
    file = labels(tmp_path)
    (one,) = read_labels(tmp_path, path=file)
    assert [one.text[mark.start : mark.end] for mark in one.marks] == ["regime", "puppet"]
    assert [one.text[start:end] for start, end, _ in one.sentences] == ["The regime fell.", "Critics slammed the puppet state.", "Talks went on."]
    assert [opinion for *_, opinion in one.sentences] == [True, False, False]
    assert len(list(read_labels(tmp_path, reader=None, path=file))) == 2 and not list(read_labels(tmp_path, "train", path=file))
    (tmp_path / "polnear" / "train" / "text" / "one.txt").write_text("Another text.")
    with pytest.raises(ValueError, match="is not the one that was labelled"):
        list(read_labels(tmp_path, path=file))


def test_two_readers_agree_as_counted_by_hand(tmp_path: Path) -> None:
    found = agreement(tmp_path, path=labels(tmp_path))
    # 11 words: one marked by both, one by the first alone; opinions (1, 1), (0, 1), (0, 0)
    assert found["sentences"] == 3 and found["f1"] == 66.7
    assert found["alpha"] == pytest.approx(1 - (1 / 11) / (2 * 3 * 19 / (22 * 21)), abs=1e-3)
    assert found["opinion_alpha"] == pytest.approx(1 - (1 / 3) / (2 * 3 * 3 / (6 * 5)), abs=1e-3)


def test_our_own_labels_are_measured(tmp_path: Path) -> None:
    found = own_figures(tmp_path, read_lexicon(), embedded_encoder(), path=labels(tmp_path))
    assert list(found["words"]) == ["list", "model", "list and model"]
    assert found["words"]["list"]["true"] == 2 and found["words"]["list"]["recall"] == 100.0  # the list marks "slammed" and "state" too
    assert 0 <= found["calibration_error"] <= 1
    tables = terms_tables({"own": found, "babe": found["words"]})
    assert set(tables) == {"results", "own", "facts"}
    assert tables["own"].startswith("| found by | sentences | words marked | words loaded | marked in 100 | precision | recall | F1 |")
    assert "| agreement of two readers by word: F1, Krippendorff's alpha | 66.7, " in tables["facts"]


def test_every_shipped_label_lies_in_its_sentences() -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert sum(len(row["sentences"]) for row in rows if row["reader"] == "first") >= 5000
    for row in rows:
        assert row["part"] in PARTS and row["reader"] in ("first", "second", "list")
        for start, end, category, strength in row["marks"]:
            assert category in TERMS[1:] and strength in (1, 2), row["name"]
            assert any(low <= start < end <= high for low, high, _ in row["sentences"]), (row["name"], start)
    own = [row for row in rows if row["corpus"] == "own"]
    assert own and all(hashlib.sha256(text_of(Path(), "own", row["name"]).encode()).hexdigest() == row["sha256"] for row in own)
    parts = {(row["corpus"], row["name"]): {other["part"] for other in rows if other["name"] == row["name"]} for row in rows}
    assert all(len(found) == 1 for found in parts.values()), "no text is in two parts"
