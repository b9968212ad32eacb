"""The readers and figures of ``training/`` on small rows of our own; none of this needs torch."""

from __future__ import annotations

import json

import numpy as np
import pytest

from training.data import Example, read_dev, read_newsmtsc
from training.evaluate import figures, table, write_card
from training.metrics import bootstrap_interval, calibration_error, macro_f1

SENTENCE = "The mayor thanked Rosa Lind and scolded the builders."
TRAIN = {
    "primary_gid": "1",
    "sentence_normalized": SENTENCE,
    "targets": [
        {"from": 18, "to": 27, "mention": "Rosa Lind", "polarity": 6.0},
        {"from": 40, "to": 52, "mention": "the builders", "polarity": 2.0},
        {"from": 0, "to": 9, "mention": "The mayor", "polarity": 5.0},
    ],
}
DEV = {"mention": "the builders", "polarity": -1, "from": 40, "to": 52, "sentence": SENTENCE, "id": "1"}


def _write(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_train_rows_become_one_example_a_target_and_averages_are_left_out(tmp_path):
    examples = read_newsmtsc(_write(tmp_path / "train.jsonl", TRAIN))
    assert examples == [Example(SENTENCE, 18, 27, 2), Example(SENTENCE, 40, 52, 0)]


def test_dev_rows_and_both_dev_files(tmp_path):
    _write(tmp_path / "dev_rw.jsonl", DEV)
    _write(tmp_path / "dev_mt.jsonl", DEV, {**DEV, "polarity": 0})
    assert [e.label for e in read_dev(tmp_path)] == [0, 0, 1]


def test_offsets_that_do_not_give_the_mention_are_named(tmp_path):
    wrong = {**DEV, "from": 41}
    with pytest.raises(ValueError, match=r"dev\.jsonl, line 2: text\[41:52\]"):
        read_newsmtsc(_write(tmp_path / "dev.jsonl", DEV, wrong))


def test_macro_f1_by_hand():
    f1, by_class = macro_f1(np.array([0, 0, 1, 2]), np.array([0, 1, 1, 2]))
    assert [round(x, 1) for x in by_class] == [66.7, 66.7, 100.0]
    assert f1 == pytest.approx(77.78, abs=0.01)


def test_calibration_error_by_hand():
    sure_and_right = np.tile([1.0, 0, 0], (10, 1))
    assert calibration_error(sure_and_right, np.zeros(10, int)) == 0
    assert calibration_error(sure_and_right, np.array([0] * 5 + [1] * 5)) == pytest.approx(0.5)


def test_bootstrap_interval_holds_the_figure_and_is_repeatable():
    values = np.array([0, 1] * 50)
    low, high = bootstrap_interval(lambda rows: float(values[rows].mean()), 100, 500, seed=3)
    assert 0.35 < low < 0.5 < high < 0.65
    assert (low, high) == bootstrap_interval(lambda rows: float(values[rows].mean()), 100, 500, seed=3)


def test_card_gets_the_table_between_its_marks(tmp_path):
    rows = figures(np.eye(3)[[0, 1, 2, 1]], np.array([0, 1, 2, 2]))
    card = tmp_path / "README.md"
    card.write_text("# Card\n<!-- results -->\nold\n<!-- /results -->\nend\n")
    write_card(card, {"command": "x", "newsmtsc dev": rows})
    text = card.read_text()
    assert "old" not in text
    assert "| newsmtsc dev | 4 |" in text
    assert text.endswith("<!-- /results -->\nend\n")
    write_card(card, {"newsmtsc dev": rows})
    assert text == card.read_text()
    assert table({"command": "x"}).count("\n") == 1
    (tmp_path / "bare.md").write_text("no marks")
    with pytest.raises(ValueError, match="has no lines"):
        write_card(tmp_path / "bare.md", {})
