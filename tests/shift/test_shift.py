"""Curves, changepoints, zones and their p-values, on tables typed in by hand and on simulated series."""

from __future__ import annotations

import math
from itertools import permutations

import lxml.html
import numpy as np
import pandas as pd
import pytest
import ruptures
from typed import typed

from analysis.shift.chance import FEWEST_VALUES, MOST_ALIKE, holm, p_in_words, p_shown, permutation_p, prewhitened, split_gains, split_p
from analysis.shift.metrics import LOADED, NARRATOR_SHARE, SUBJECTIVITY, amount, any_of, in_words, metric_values
from analysis.shift.shift import changepoint, framing_shift, moving_average
from analysis.shift.zones import compare_zones  # fmt: skip
from analysis.tables import COLUMNS, make_table

Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]


def tables(
    scores: dict[str, list[float | None]],
    *,
    terms: tuple[int, ...] = (),
    spoken: tuple[int, ...] = (),
    by: str | None = None,
    subjective: tuple[float, ...] = (),
) -> Tables:
    """Type in an article: sentences of 10 words and 100 characters; per side one score a sentence (None: not mentioned).

    spoken: sentences whose first half is quoted, from sources of the side ``by``.
    """
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
    voices = [{"sentence": i, "start": 100 * (i - 1), "end": 100 * (i - 1) + 50, "kind": "direct", "side": by} for i in spoken]
    for row, value in zip(sentences, subjective, strict=False):
        row["subjective"] = value
    return make_table("sentences", sentences), make_table("stance", stance), make_table("terms", loaded), make_table("voices", voices)


def test_metrics_are_defined_only_where_there_is_something_to_measure() -> None:
    values = metric_values(*tables({"A": [0.5, None, -0.5], "B": [0.1, 0.2, None]}, terms=(1, 1, 3), spoken=(2,)))
    assert list(values) == ["stance: A", "stance: B", "gap: A - B", LOADED, NARRATOR_SHARE]
    assert values["stance: A"].to_dict() == {1: 0.5, 3: -0.5}
    assert values["gap: A - B"].to_dict() == {1: 0.4}
    assert values[LOADED].to_dict() == {1: 20.0, 2: 0.0, 3: 10.0}
    assert values[NARRATOR_SHARE].to_dict() == {1: 1.0, 2: 0.5, 3: 1.0}


def test_words_of_a_sides_sources_are_counted_in_every_sentence() -> None:
    values = metric_values(*tables({"A": [0.5, None, -0.5], "B": [0.1, 0.2, None]}, spoken=(2, 3), by="B"))
    assert values["words carried: B"].to_dict() == {1: 0.0, 2: 5.0, 3: 5.0}
    assert "words carried: A" not in values, "its sources are not heard"


def test_subjectivity_is_left_out_where_it_is_missing() -> None:
    nan = float("nan")
    assert metric_values(*tables({"A": [0.5, 0.2, 0.1]}, subjective=(0.2, nan, 0.9)))[SUBJECTIVITY].to_dict() == {1: 0.2, 3: 0.9}
    assert SUBJECTIVITY not in metric_values(*tables({"A": [0.5, 0.2, 0.1]}))
    assert metric_values(*tables({"A": [0.5, nan, 0.1]}))["stance: A"].to_dict() == {1: 0.5, 3: 0.1}


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


def test_the_band_is_that_of_a_mean_of_so_many_values() -> None:
    values = np.random.default_rng(4).normal(size=2000)
    means, low, high = moving_average(values, np.random.default_rng(0))
    assert means[100] == pytest.approx(values[98:103].mean())
    assert (high - low)[5:-5].mean() / 2 == pytest.approx(1.96 / 5**0.5, rel=0.1)
    assert (high - low)[0] > 1.2 * (high - low)[5], "three values at the edge tell less than five"
    assert 0.92 < ((low <= 0) & (high >= 0)).mean() < 0.98


@pytest.mark.parametrize(
    ("values", "means", "half"),
    [([0.3], [0.3], None), ([0.3, 0.5], [0.4, 0.4], None), ([0.3] * 4, [0.3] * 4, None), ([0.3] * 5, [0.3] * 5, 0.0), ([], [], None)],
    ids=["one", "two", "four", "alike", "none"],
)
def test_the_band_of_fewer_than_five_values_is_unknown_and_of_equal_values_has_no_width(values, means, half) -> None:
    curve, low, high = moving_average(np.array(values), np.random.default_rng(0))
    assert curve.tolist() == pytest.approx(means)
    assert np.isnan(low).all() if half is None else (high - low).tolist() == pytest.approx([0.0] * len(values))


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


SERIES = [
    [0.1, -0.4, 0.9, 0.3, 0.2, 0.8, 0.7, -0.1],
    [0, 0, 1, 0, 1, 1, 1, 0, 1, 1],
    [0, 0, 0, 14.3, 0, 0, 4.0, 2.3, 0, 0, 6.8, 11.1],
    [5.0, 1.0, 1.0, 1.0],
]


@pytest.mark.parametrize("series", SERIES, ids=["continuous", "ties", "skewed", "shortest"])
def test_the_vectorised_gains_are_those_of_ruptures(series) -> None:
    values = np.array(series, dtype=float)
    n, found = len(values), ruptures.Binseg(model="l2", min_size=2, jump=1).fit(values)
    whole = found.cost.error(0, n)
    expected = [whole - found.cost.error(0, k) - found.cost.error(k, n) for k in range(2, n - 1)]
    assert split_gains(values[None, :])[0].tolist() == pytest.approx(expected)
    cut, _ = changepoint(values, np.random.default_rng(0), permutations=9)
    assert expected[cut - 2] == pytest.approx(max(expected))
    assert expected[cut - 2] == pytest.approx(expected[found.predict(n_bkps=1)[0] - 2])


def test_of_equally_good_splits_the_first_is_named() -> None:
    values = np.array([0.1, 0.1, 0.9, 0.9, 0.9, 0.9, 0.1, 0.1])
    gains = split_gains(values[None, :])[0]
    assert gains[0] == pytest.approx(gains[-1]) and gains[0] == pytest.approx(gains.max())
    assert changepoint(values, np.random.default_rng(0), permutations=9)[0] == 2


@pytest.mark.parametrize("series", [[0, 0, 0, 1, 1, 1], [0.1, 0.5, 0.2, 0.9, 0.8, 0.7], [0, 0, 3, 0, 0, 4]])
def test_the_p_value_is_the_share_of_all_orders(series) -> None:
    values = np.array(series, dtype=float)
    every = split_gains(np.array(list(permutations(values)))).max(axis=1)
    exact = (every >= split_gains(values[None, :]).max() - 1e-9).mean()
    assert permutation_p(values, np.random.default_rng(0), 20_000) == pytest.approx(exact, abs=0.012)


@pytest.mark.parametrize("correlation", [0.0, 0.4, 0.9])
def test_what_neighbours_share_is_taken_out(correlation) -> None:
    values = resembling(4000, correlation, np.random.default_rng(1)) + np.where(np.arange(4000) < 1500, 0, 2)
    freed = prewhitened(values, [values[:1500], values[1500:]])
    share = min(correlation, MOST_ALIKE)
    assert freed[1:] == pytest.approx(values[1:] - share * values[:-1], abs=0.2)
    assert freed[1600:].mean() - freed[:1500].mean() == pytest.approx(2 * (1 - share), abs=0.15)


@pytest.mark.parametrize("series", [[0.0] * 4 + [1.0] * 4, [1.0, -1.0] * 4], ids=["a clean step", "neighbours unlike"])
def test_nothing_is_taken_out_where_neighbours_share_nothing(series) -> None:
    values = np.array(series)
    assert prewhitened(values, [values[:4], values[4:]]).tolist() == series


def resembling(n: int, correlation: float, rng: np.random.Generator) -> np.ndarray:
    values = rng.normal(size=n)
    for i in range(1, n):
        values[i] = correlation * values[i - 1] + math.sqrt(1 - correlation**2) * values[i]
    return values


def test_flat_series_are_called_a_shift_about_one_time_in_twenty() -> None:
    rng = np.random.default_rng(2026)
    p = np.array([permutation_p(rng.normal(size=20), rng, 199) for _ in range(600)])
    assert 0.025 <= (p <= 0.05).mean() <= 0.08
    assert 0.4 <= p.mean() <= 0.6


def test_runs_of_neighbours_are_mistaken_for_shifts_less_often_than_by_shuffling_alone() -> None:
    rng = np.random.default_rng(3)
    runs = [resembling(30, 0.4, rng) for _ in range(200)]
    raw = np.mean([permutation_p(values, rng, 99) <= 0.05 for values in runs])
    freed = np.mean([split_p(values, int(split_gains(values[None, :]).argmax()) + 2, rng, 99) <= 0.05 for values in runs])
    assert freed < 0.7 * raw


@pytest.mark.parametrize(
    ("values", "problem"),
    [([], "only 0 values"), ([0.5], "only 1 value;"), ([0.1, 0.2, 0.3], "only 3 values"), ([0.1, float("nan"), 0.2, 0.3, 0.4], "a missing value")],
)
def test_what_cannot_be_split_is_said(values, problem) -> None:
    with pytest.raises(ValueError, match=problem):
        changepoint(np.array(values), np.random.default_rng(0))


def test_few_values_have_no_row() -> None:
    _, changes = framing_shift(*tables({"A": [0.1, 0.9] * (FEWEST_VALUES // 2)}))
    assert "stance: A" in set(changes["metric"])
    _, changes = framing_shift(*tables({"A": [0.1, 0.9] * (FEWEST_VALUES // 2 - 1) + [0.5]}))
    assert changes.empty


def test_values_all_alike_show_no_shift() -> None:
    assert changepoint(np.full(12, 0.3), np.random.default_rng(0)) == (6, 1.0)
    assert changepoint(np.full(12, 0.1) + np.array([0, 1e-17] * 6), np.random.default_rng(0)) == (6, 1.0)
    _, changes = framing_shift(*tables({"A": [0.3] * 12}))
    assert (changes["p_value"] == 1.0).all()


def test_a_measure_that_never_varies_costs_the_others_nothing() -> None:
    scores = [0.5, 0.4, 0.5, 0.4, 0.5, 0.4, -0.5, -0.4, -0.5, -0.4, -0.5, -0.4]
    _, changes = framing_shift(*tables({"A": scores}))
    assert set(changes["metric"]) == {"stance: A", LOADED, NARRATOR_SHARE}
    p = changes.set_index("metric")["p_value"]
    assert p[LOADED] == p[NARRATOR_SHARE] == 1.0
    assert p["stance: A"] == changepoint(np.array(scores), _after_the_curve(np.array(scores)))[1], "as if it were tested alone"


def _after_the_curve(values: np.ndarray) -> np.random.Generator:
    rng = np.random.default_rng([0, 0])
    moving_average(values, rng)
    return rng


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
    changes = framing_shift(*tables({"A": scores, "B": rng.uniform(-1, 1, 16).tolist()}))[1].set_index("metric")
    both, varies = changes["p_value"], changes["p_raw"] < 1
    assert both[varies].tolist() == pytest.approx(holm(changes["p_raw"][varies].tolist()))
    assert len(both) == len(alone) + 2
    assert both["stance: A"] > alone["stance: A"]
    assert math.isclose(alone[LOADED], 1.0)


# ---- zones -----------------------------------------------------------------------------------------------------------

ZONES = ["headline"] + ["lead"] * 3 + ["body"] * 10 + ["close"] * 4


def article_of(zones: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"sentence": range(1, len(zones) + 1), "zone": zones})


def series_of(values: list[float]) -> pd.Series:
    return pd.Series(values, index=range(1, len(values) + 1), dtype=float)


def test_zones_are_told_with_mean_number_and_interval() -> None:
    rng = np.random.default_rng(0)
    values = series_of([0.9, *rng.normal(0.8, 0.1, 3), *rng.normal(0.2, 0.1, 10), *rng.normal(0.1, 0.1, 4)])
    zones = compare_zones(article_of(ZONES), {NARRATOR_SHARE: values})
    table = zones.table.set_index("zone")
    assert table["sentences"].to_dict() == {"headline": 1, "lead": 3, "body": 10, "close": 4}
    means = {"headline": 0.9, "lead": values[1:4].mean(), "body": values[4:14].mean(), "close": values[14:].mean()}
    assert table["mean"].to_dict() == pytest.approx(means)
    assert table.loc[["headline", "lead"], ["low", "high"]].isna().all(axis=None), "too few sentences for an interval"
    body = table.loc["body"]
    assert body["low"] < body["mean"] < body["high"] and body["high"] - body["low"] == pytest.approx(2 * 1.96 * 0.1 / 10**0.5, rel=0.35)
    p = pytest.approx(1 / 2001, abs=0.01)
    assert zones.tests.to_dict("records") == [{"metric": NARRATOR_SHARE, "zones": 3, "p_raw": p, "p_value": p}]
    text = "\n".join(zones.sentences)
    assert "The zones differ beyond chance in the reporter’s share of the words (p" in text
    assert f"{values[14:].mean():.0%} in the close, {values[1:4].mean():.0%} in the lead" in text
    assert "The headline has 1 sentence." in text and "not compared" in text
    assert "The lead has 3 sentences. Chance alone can easily move the mean of so few by 1.1 standard deviations" in text


def test_zones_of_one_kind_of_values_do_not_differ_more_often_than_one_time_in_twenty() -> None:
    rng = np.random.default_rng(1)
    order = article_of(ZONES)
    p = [compare_zones(order, {"x": series_of(rng.exponential(size=18))}, seed=i, permutations=199).tests["p_value"][0] for i in range(300)]
    assert 0.02 <= np.mean(np.array(p) <= 0.05) <= 0.08


def test_no_evidence_that_zones_differ_is_said_for_all_measures_at_once() -> None:
    rng = np.random.default_rng(2)
    zones = compare_zones(article_of(ZONES), {"stance: A": series_of(rng.normal(size=18)), LOADED: series_of(rng.normal(size=18))})
    assert "No evidence that the zones differ in the stance towards A or loaded words per 100 words." in zones.sentences
    assert "2 measures were compared; the p-values are corrected for the number of measures that vary." in zones.sentences


def test_zones_that_cannot_be_compared_are_named() -> None:
    few = pd.Series([0.1, 0.2, 0.3, 0.4, 0.5], index=[1, 2, 5, 6, 16])
    zones = compare_zones(article_of(ZONES), {"stance: A": few, SUBJECTIVITY: series_of([0.2] * 18)})
    assert zones.tests.set_index("metric")["p_value"].isna().to_dict() == {"stance: A": True, SUBJECTIVITY: False}
    assert zones.tests["p_value"].tolist()[1] == 1.0, "values all alike"
    assert "Too few values to compare the zones in the stance towards A." in zones.sentences
    one = compare_zones(article_of(["body"] * 12), {LOADED: series_of(list(range(12)))})
    assert one.tests["zones"].tolist() == [1] and one.tests["p_value"].isna().all()


def test_zones_of_nothing_say_so() -> None:
    zones = compare_zones(article_of([]), {})
    assert zones.sentences == ("There are no sentences, so there are no zones to compare.",)
    assert "no zones to compare" in zones._repr_html_()


def test_the_same_seed_gives_the_same_zones() -> None:
    values = {"x": series_of(np.random.default_rng(0).normal(size=18).tolist())}
    first, second, other = (compare_zones(article_of(ZONES), values, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first.table, second.table)
    pd.testing.assert_frame_equal(first.tests, second.tests)
    assert not first.table["low"].equals(other.table["low"])


def test_zones_of_a_framing_show_themselves() -> None:
    framing = typed()
    root = lxml.html.fragment_fromstring(framing.zones()._repr_html_(), create_parent="main")
    heads = root.xpath(".//thead//th/text()")
    assert heads[0] == "mean of" and heads[-1] == "differ?" and heads[1:-1] == list(dict.fromkeys(framing.sentences.zone))
    assert len(root.xpath(".//tbody/tr")) == len(metric_values(framing.sentences, framing.stance, framing.terms, framing.voices))
    late = {"x": series_of([1.0, 2.0]).set_axis([2, 17]), "y": series_of([0.5] * len(ZONES))}  # the first measure has no value in headline and body
    heads = lxml.html.fragment_fromstring(compare_zones(article_of(ZONES), late)._repr_html_(), create_parent="main").xpath(".//thead//th/text()")
    assert heads[1:-1] == ["headline", "lead", "body", "close"]
    framing.stance["side"] = "<script>alert(1)</script>"
    assert "<script>" not in framing.zones()._repr_html_()


# ---- in words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metric", "value", "words", "shown"),
    [
        ("stance: Armenia", -0.456, "the stance towards Armenia", "−0.46"),
        ("gap: Armenia - Azerbaijan", 0.5, "the gap in stance, Armenia minus Azerbaijan", "+0.50"),
        ("words carried: the union", 12.04, "the words given to sources of the union", "12.0"),
        (NARRATOR_SHARE, 0.244, "the reporter’s share of the words", "24%"),
        (LOADED, 4.16, LOADED, "4.2"),
        (SUBJECTIVITY, 0.153, SUBJECTIVITY, "0.15"),
    ],
)
def test_metrics_are_told_in_words(metric, value, words, shown) -> None:
    assert in_words(metric) == words
    assert amount(metric, value) == shown


def test_p_values_are_told_in_words() -> None:
    assert [p_in_words(p) for p in (0.0004, 0.0412, 0.99, 0.9912, 1.0)] == ["p < .001", "p = .041", "p = .990", "p > .99", "p > .99"]
    assert [p_shown(p) for p in (0.0004, 0.0412, 1.0, math.nan)] == ["< .001", ".041", "> .99", "–"]


@pytest.mark.parametrize(
    ("corrected", "raw", "told"),
    [
        (0.004, 0.0005, "p = .004, uncorrected p < .001"),
        (1.0, 0.4, "p > .99, uncorrected p = .400"),
        (1.0, 0.995, "p > .99"),
        (0.03, 0.03, "p = .030"),
        (0.03, math.nan, "p = .030"),
    ],
)
def test_a_p_value_is_told_raw_and_corrected(corrected, raw, told) -> None:
    assert p_in_words(corrected, raw) == told


def test_lists_are_told_in_words() -> None:
    assert [any_of(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a or b", "a, b or c"]
