"""The readers and figures of ``training/`` on small rows of our own; none of this needs torch."""

from __future__ import annotations

import json

import numpy as np
import pytest

from training.calibrate import close_call, fit_temperature
from training.data import Example, agreed_tone, read_dev, read_directed, read_examples, read_newsmtsc, read_subjectivity, write_examples
from training.evaluate import close_calls, figures, tables, write_tables
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


def test_bootstrap_over_groups_is_wider_where_a_group_agrees():
    values = np.repeat([0, 1] * 5, 10)
    groups = [str(at // 10) for at in range(100)]
    rows_low, rows_high = bootstrap_interval(lambda rows: float(values[rows].mean()), 100, 500, seed=3)
    low, high = bootstrap_interval(lambda rows: float(values[rows].mean()), groups, 500, seed=3)
    assert high - low > 2 * (rows_high - rows_low)


def test_directed_sentiment_keeps_the_judged_entity_and_mends_its_end(tmp_path):
    rows = [
        "[Norway] thanked the [Ministrie]s for calm.\tNorway\tMinistrie\t1",
        "The [minister] was scolded by [Sweden].\tminister\tSweden\t4",
        "[Norway] met [Sweden].\tNorway\tSweden\t0",
        "[Norway] bombed [Sweden].\tNorway\tSweden\t3",
    ]
    path = tmp_path / "train.txt"
    path.write_text("\n".join(rows) + "\n")
    found = [(one.text[one.start : one.end], one.label) for one in read_directed(path)]
    assert found == [("Ministries", 2), ("minister", 0)]
    assert read_directed(path)[0].text == "Norway thanked the Ministries for calm."
    path.write_text("[Norway] met nobody.\tNorway\t\t0\n")
    with pytest.raises(ValueError, match=r"train\.txt, line 1: expected a sentence with two \[entities\]"):
        read_directed(path)


def test_subjectivity_in_both_formats(tmp_path):
    (tmp_path / "a.csv").write_text('Sentence,Label,Solved conflict\n"What a day.\n",SUBJ,False\nIt rained.,OBJ,True\n')
    (tmp_path / "b.csv").write_text("text,subjective\nWhat a day.,1\nIt rained.,0\n")
    expected = [Example("What a day.", None, None, 1, "subjective"), Example("It rained.", None, None, 0, "subjective")]
    assert read_subjectivity(tmp_path / "a.csv") == read_subjectivity(tmp_path / "b.csv") == expected
    (tmp_path / "b.csv").write_text("text,subjective\nWhat a day.,maybe\n")
    with pytest.raises(ValueError, match=r"b\.csv, row 1: .*'maybe'"):
        read_subjectivity(tmp_path / "b.csv")


def test_tone_is_taken_where_all_targets_agree():
    examples = [Example("a", 0, 1, 2), Example("a", 0, 1, 2), Example("b", 0, 1, 0), Example("b", 0, 1, 2), Example("c", 0, 1, 0)]
    assert agreed_tone(examples) == [Example("a", None, None, 2, "tone")]


def test_examples_come_back_as_written(tmp_path):
    examples = [Example("Line\u2028one “x”", 0, 4, 1), Example("b", None, None, 1, "subjective")]
    write_examples(tmp_path / "x.jsonl", examples)
    assert read_examples(tmp_path / "x.jsonl") == examples


def test_temperature_cools_what_is_too_unsure_and_warms_what_is_too_sure():
    gold = np.array([0] * 7 + [1] * 3)
    too_sure = np.tile([0.98, 0.01, 0.01], (10, 1))
    too_unsure = np.tile([0.4, 0.35, 0.25], (10, 1))
    assert fit_temperature(too_sure, gold) > 1.5
    assert fit_temperature(too_unsure, np.zeros(10, int)) < 1


def test_close_calls_are_those_that_are_often_wrong():
    sure = np.tile([0.9, 0.05, 0.05], (100, 1))
    unsure = np.tile([0.5, 0.3, 0.2], (100, 1))
    probabilities, gold = np.vstack([sure, unsure]), np.array([0] * 100 + [0, 1] * 50)
    threshold = close_call(probabilities, gold)
    assert 0.5 < threshold <= 0.9
    found = close_calls(probabilities, gold, threshold)
    assert (found["close"], found["accuracy_below"], found["accuracy_above"]) == (100, 50.0, 100.0)
    assert close_call(sure, np.zeros(100, int)) == 0.34, "no threshold where nothing is often wrong"


def _results(rows):
    between = {"interval": [0.01, 0.03], "pairs": 9, "mean_change": 0.02, "flips": 1.5}
    close = {"threshold": 0.6, "rows": 4, "close": 1, "accuracy_below": 50.0, "accuracy_above": 90.0}
    twin = {"macro_f1": {"float": 88.0, "shipped": 87.9}, "same_answer": 99.0, "mean_difference": 0.01}
    own = {"stance": {"newsmtsc dev": rows}, "tone": {"own sentences": rows}, "subjectivity": {"newssd_eng test": rows}}
    return {"command": "x", **own, "parts": {"voice": {"quoted": rows}}, "close_calls": close, "swap": between, "twin": twin}


def test_card_gets_each_table_between_its_marks(tmp_path):
    rows = figures(np.eye(3)[[0, 1, 2, 1]], np.array([0, 1, 2, 2]))
    card = tmp_path / "README.md"
    card.write_text("# Card\n" + "".join(f"<!-- {name} -->\nold\n<!-- /{name} -->\nend\n" for name in ("results", "parts", "facts")))
    write_tables(card, tables(_results(rows)))
    text = card.read_text()
    assert "old" not in text
    assert "| stance, newsmtsc dev | 4 |" in text and "| voice | quoted | 4 |" in text and "| 0.02 (0.01 to 0.03), 9 pairs |" in text
    assert text.count("end\n") == 3
    write_tables(card, tables(_results(rows)))
    assert text == card.read_text()
    assert all(len({line.count("|") for line in table.splitlines()}) == 1 for table in tables(_results(rows)).values())
    (tmp_path / "bare.md").write_text("no marks")
    with pytest.raises(ValueError, match="has no lines"):
        write_tables(tmp_path / "bare.md", tables(_results(rows)))
