"""Curves, changepoints and their p-values, on tables typed in by hand and on simulated series."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from analysis.shift import FEWEST_VALUES, LOADED, NARRATOR_SHARE, changepoint, framing_shift, holm, metric_values
from analysis.tables import COLUMNS, make_table

Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]


def tables(scores: dict[str, list[float | None]], *, terms: tuple[int, ...] = (), spoken: tuple[int, ...] = ()) -> Tables:
    """Type in an article: sentences of 10 words and 100 characters; per side one score a sentence (None: not mentioned)."""
    n = len(next(iter(scores.values())))
    sentences = [
        {"sentence": i, "start": 100 * (i - 1), "end": 100 * i, "text": "xxxxxxxxx " * 10, "paragraph": i, "zone": "body", "words": 10}
        for i in range(1, n + 1)
    ]
    stance = [
        {"sentence": i, "side": side, "start": 0, "end": 1, "voice": "narrator", "p_neg": 0.3, "p_neu": 0.4, "p_pos": 0.3, "score": score}
        for side, series in scores.items()
        for i, score in enumerate(series, start=1)
        if score is not None
    ]
    loaded = [{"sentence": i, "start": 0, "end": 1, "text": "x", "term": "x", "voice": "narrator"} for i in terms]
    voices = [{"sentence": i, "start": 100 * (i - 1), "end": 100 * (i - 1) + 50, "kind": "direct"} for i in spoken]
    return make_table("sentences", sentences), make_table("stance", stance), make_table("terms", loaded), make_table("voices", voices)


def test_metrics_are_defined_only_where_there_is_something_to_measure() -> None:
    values = metric_values(*tables({"A": [0.5, None, -0.5], "B": [0.1, 0.2, None]}, terms=(1, 1, 3), spoken=(2,)))
    assert list(values) == ["stance: A", "stance: B", "gap: A - B", LOADED, NARRATOR_SHARE]
    assert values["stance: A"].to_dict() == {1: 0.5, 3: -0.5}
    assert values["gap: A - B"].to_dict() == {1: 0.4}
    assert values[LOADED].to_dict() == {1: 20.0, 2: 0.0, 3: 10.0}
    assert values[NARRATOR_SHARE].to_dict() == {1: 1.0, 2: 0.5, 3: 1.0}


def test_two_mentions_in_a_sentence_are_averaged() -> None:
    sentences, stance, terms, voices = tables({"A": [0.5]})
    both = pd.concat([stance, stance.assign(score=-0.1)], ignore_index=True)
    assert metric_values(sentences, both, terms, voices)["stance: A"].to_dict() == {1: 0.2}


def test_one_side_has_no_gap_and_no_side_no_stance() -> None:
    assert "gap" not in " ".join(metric_values(*tables({"A": [0.1, 0.2]})))
    shift, changes = framing_shift(*tables({"A": [None, None]}))
    assert set(shift["metric"]) == {LOADED, NARRATOR_SHARE}
    assert changes.empty


def test_the_curve_is_a_moving_average_within_its_band() -> None:
    shift, _ = framing_shift(*tables({"A": [0.0, 0.5, 1.0, 0.5, 0.0, -0.5]}))
    curve = shift[shift["metric"] == "stance: A"]
    assert curve["sentence"].tolist() == [1, 2, 3, 4, 5, 6]
    assert curve["value"].tolist() == pytest.approx([0.5, 0.5, 0.4, 0.3, 0.25, 0.0])
    assert (curve["low"] <= curve["value"]).all()
    assert (curve["value"] <= curve["high"]).all()
    assert curve["low"].min() >= -0.5
    assert curve["high"].max() <= 1.0
    assert list(shift) == list(COLUMNS["shift"])


@pytest.mark.parametrize("split", [4, 10, 16])
def test_a_planted_shift_is_found(split: int) -> None:
    rng = np.random.default_rng(7)
    series = np.concatenate([rng.normal(0.4, 0.1, split), rng.normal(-0.4, 0.1, 20 - split)])
    _, changes = framing_shift(*tables({"A": series.tolist()}))
    row = changes.set_index("metric").loc["stance: A"]
    assert row["sentence"] == split
    assert row["before"] == pytest.approx(series[:split].mean())
    assert row["after"] == pytest.approx(series[split:].mean())
    assert row["p_value"] < 0.01


def test_the_changepoint_counts_sentences_with_a_value() -> None:
    values = [0.5, None, 0.5, 0.5, None, 0.5, -0.5, -0.5, None, -0.5, -0.5]
    _, changes = framing_shift(*tables({"A": values}))
    assert changes.set_index("metric").loc["stance: A", "sentence"] == 6


def test_flat_series_are_called_a_shift_about_one_time_in_twenty() -> None:
    rng = np.random.default_rng(2026)
    p = np.array([changepoint(rng.normal(size=20), rng, permutations=199)[1] for _ in range(600)])
    assert 0.025 <= (p <= 0.05).mean() <= 0.08
    assert 0.4 <= p.mean() <= 0.6


def test_few_values_have_no_row() -> None:
    _, changes = framing_shift(*tables({"A": [0.1, 0.9] * (FEWEST_VALUES // 2)}))
    assert "stance: A" in set(changes["metric"])
    _, changes = framing_shift(*tables({"A": [0.1, 0.9] * (FEWEST_VALUES // 2 - 1) + [0.5]}))
    assert changes.empty


def test_values_all_alike_show_no_shift() -> None:
    assert changepoint(np.full(12, 0.3), np.random.default_rng(0)) == (6, 1.0)
    _, changes = framing_shift(*tables({"A": [0.3] * 12}))
    assert (changes["p_value"] == 1.0).all()


def test_p_values_lie_above_zero_and_at_most_at_one() -> None:
    rng = np.random.default_rng(3)
    for n in (4, 8, 30):
        for _ in range(10):
            cut, p = changepoint(rng.normal(size=n), rng, permutations=99)
            assert 2 <= cut <= n - 2
            assert 0.01 <= p <= 1
    strong = changepoint(np.array([0.0] * 20 + [1.0] * 20), rng, permutations=99)
    assert strong == (20, pytest.approx(0.01))


def test_a_long_series_is_searched_too() -> None:
    values = np.concatenate([np.zeros(3000), np.ones(3000)]) + np.random.default_rng(1).normal(size=6000)
    cut, p = changepoint(values, np.random.default_rng(0), permutations=50)
    assert abs(cut - 3000) < 20
    assert p < 0.05


def test_the_same_seed_gives_the_same_tables() -> None:
    rng = np.random.default_rng(5)
    article = tables({"A": rng.uniform(-1, 1, 15).tolist(), "B": rng.uniform(-1, 1, 15).tolist()}, terms=(2, 9), spoken=(4, 5))
    first, second, other = framing_shift(*article, seed=1), framing_shift(*article, seed=1), framing_shift(*article, seed=2)
    for a, b in zip(first, second, strict=True):
        pd.testing.assert_frame_equal(a, b)
    assert not first[0]["low"].equals(other[0]["low"])
    assert first[0]["value"].equals(other[0]["value"])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        ([0.04], [0.04]),
        ([0.01, 0.04, 0.03], [0.03, 0.06, 0.06]),
        ([0.5, 0.6], [1.0, 1.0]),
        ([0.02, 0.02], [0.04, 0.04]),
        ([0.001, 0.9], [0.002, 0.9]),
    ],
)
def test_holm(given: list[float], expected: list[float]) -> None:
    assert holm(given) == pytest.approx(expected)


def test_metrics_are_corrected_together() -> None:
    rng = np.random.default_rng(11)
    scores = np.concatenate([rng.uniform(0, 0.9, 8), rng.uniform(-0.9, 0, 8)]).tolist()
    alone = framing_shift(*tables({"A": scores}))[1].set_index("metric")["p_value"]
    both = framing_shift(*tables({"A": scores, "B": rng.uniform(-1, 1, 16).tolist()}))[1].set_index("metric")["p_value"]
    assert len(both) == len(alone) + 2
    assert both["stance: A"] > alone["stance: A"]
    assert math.isclose(alone[LOADED], 1.0)
