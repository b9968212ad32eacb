"""What the test for a shift can see: the published rates, their words, and the simulation that makes them."""

from __future__ import annotations

import json
import re

import numpy as np
import pandas as pd
import pytest

from analysis.shift import power
from analysis.shift.chance import LEVEL, split_gains
from analysis.shift.power import RESULTS, alarm_notes, coverage, detection, detection_rate, false_alarms, power_note, power_notes
from training import simulate_shift as simulation

DRAWS = {**simulation.KINDS, "alike": simulation.alike(0.4), "uneven": simulation.uneven}


# The published rates


def test_without_a_shift_one_is_named_at_most_at_the_stated_level() -> None:
    table = false_alarms()
    kept = table[~table["limit"]]
    assert set(kept["test"]) == {"changepoint", "zones"} and {12, 18, 30, 60} <= set(kept["sentences"]) and {1, 3, 8} == set(kept["measures"])
    assert kept["articles"].min() >= 2000
    assert kept["rate"].max() <= 0.06
    assert kept["low"].max() <= LEVEL, "no rate is above the level beyond the error of the simulation"


def test_where_neighbours_resemble_each_other_prewhitening_errs_less() -> None:
    table = false_alarms().query("values == 'each resembles the one before'")
    rates = table.pivot(index=["correlation", "sentences"], columns="prewhitened", values="rate")
    assert len(rates) == 2 * len(simulation.LENGTHS) and set(rates.index.get_level_values(0)) == {0.2, 0.4}
    longer = rates[rates.index.get_level_values("sentences") >= 12]  # eight values do not show how alike they are
    assert (longer[True] < longer[False]).all()
    assert (rates.loc[0.4].loc[30:, True] < 0.5 * rates.loc[0.4].loc[30:, False]).all()


def test_larger_shifts_and_longer_articles_are_found_more_often() -> None:
    table = detection()
    middle = table[(table["place"] == power.MIDDLE) & (table["measures"] == 1)].pivot(index="sentences", columns="size", values="rate")
    assert (middle.diff(axis=1).iloc[:, 1:] > -0.03).all(axis=None) and (middle.diff().iloc[1:] > -0.03).all(axis=None)
    assert middle.loc[100, 2.0] > 0.95 > middle.loc[18, 1.0]
    strict = table.pivot_table(index=["sentences", "size", "place"], columns="measures", values="rate")
    assert (strict.diff(axis=1).iloc[:, 1:] <= 0).all(axis=None), "more measures, stricter correction"
    assert table["near"].dropna().between(0, 1).all()


def test_intervals_hold_the_mean_about_as_often_as_they_say() -> None:
    table = coverage()
    assert set(table["interval"]) == {"band", "zone"}
    assert table[~table["values"].str.contains("resembles")]["rate"].between(0.82, 0.975).all()
    longer = table[(table["sentences"] >= 18) & ~table["values"].str.contains("resembles")]["rate"]
    assert len(longer) >= 20 and longer.min() > 0.9


def test_every_rate_lies_in_its_interval() -> None:
    for table in (false_alarms(), detection()):
        assert ((table["low"] <= table["rate"]) & (table["rate"] <= table["high"])).all()
        assert table[["low", "high"]].ge(-1e-9).all(axis=None) and table[["low", "high"]].le(1).all(axis=None)


def test_the_published_rows_can_be_made_again() -> None:
    published = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert published["command"] == "python -m training.simulate_shift"
    (row,) = [row for row in published["coverage"] if (row["interval"], row["values"], row["sentences"]) == ("band", "mostly 0 or 1", 8)]
    made = {made["values"]: made["rate"] for made in simulation.coverage_rows(8, 1000, published["parameters"]["seed"])}
    assert made["mostly 0 or 1"] == pytest.approx(row["rate"], abs=0.01)
    (row,) = [row for row in published["detection"] if (row["sentences"], row["size"], row["place"], row["measures"]) == (8, 2.0, 0.5, 1)]
    (again, *_) = simulation.detection(8, 2.0, 0.5, 200, np.random.default_rng(0))
    assert again["found"] / 200 == pytest.approx(row["found"] / row["articles"], abs=0.1)


# In words


def test_a_rate_is_that_of_the_row_or_between_two_rows() -> None:
    table = detection().set_index(["sentences", "size", "place", "measures"])["rate"]
    assert detection_rate(18, 1, 8) == pytest.approx(table[18, 1.0, 0.5, 8])
    low, high = sorted([table[18, 1.0, 0.5, 1], table[30, 1.0, 0.5, 1]])
    assert low < detection_rate(24, 1) < high
    assert detection_rate(5000, 2) == table[100, 2.0, 0.5, 1]
    assert detection_rate(1, 2) == table[8, 2.0, 0.5, 1]


@pytest.mark.parametrize("wrong", [(0, 1, 1), (18, -1, 1), (18, 1, 0)])
def test_a_rate_of_nothing_is_an_error(wrong) -> None:
    with pytest.raises(ValueError, match="lengths and measures start at 1"):
        detection_rate(*wrong)


def test_the_note_tells_the_rates_of_the_table() -> None:
    one, two, alone = detection_rate(18, 1, 8), detection_rate(18, 2, 8), detection_rate(18, 1)
    note = power_note(18, 8)
    assert note.startswith(f"With 18 sentences, a shift of 1 standard deviation in mid-article would be found in about {one:.0%} of articles")
    assert f"a shift of 2 in about {two:.0%}, because 8 measures are tested together (for a measure tested alone: {alone:.0%} and" in note
    assert note.endswith("does not mean that there is none: a shift of 1 standard deviation is mostly missed.")
    assert "tested together" not in power_note(18, 1)
    assert "no evidence" not in power_note(100, 1), "where it would be seen, its absence says something"
    assert "one of 2 in about more than 99%" not in power_note(100, 1)
    assert f"would be found in at least {detection_rate(100, 1, 8):.0%} of articles" in power_note(400, 8)


def test_measures_with_fewer_values_are_named() -> None:
    shift = pd.DataFrame({"metric": ["x"] * 18 + ["stance: A"] * 12, "sentence": [*range(1, 19), *range(1, 13)]})
    notes = power_notes(shift, pd.DataFrame({"metric": ["x", "stance: A"]}))
    assert notes[0] == power_note(18, 2)
    assert notes[1].startswith(f"Fewer sentences have a value in the stance towards A (12 sentences, {detection_rate(12, 1, 2):.0%});")
    assert power_notes(shift, pd.DataFrame({"metric": []})) == ()


@pytest.mark.parametrize(("sentences", "near"), [(1, 8), (18, 18), (26, 30), (4000, 100)])
def test_false_alarms_are_told_for_the_nearest_length(sentences, near) -> None:
    notes = alarm_notes(sentences)
    assert notes[0].startswith(f"In simulated articles of {near} sentences without a shift,")
    rows = false_alarms().query("sentences == @near and correlation == 0.4")
    for rate in rows["rate"]:
        assert f"{rate:.1%}" in notes[1]
    assert "stated level: 5%" in notes[0] and "twice as far" in notes[2]


# The simulation


@pytest.mark.parametrize("name", DRAWS)
def test_simulated_values_have_the_mean_they_are_said_to_have(name) -> None:
    values = DRAWS[name](40_000, np.random.default_rng(0))
    assert values.shape == (40_000,)
    assert values.mean() == pytest.approx(simulation.MEANS.get(name, 0.0), abs=0.03)


def test_simulated_neighbours_resemble_each_other_as_said() -> None:
    rng = np.random.default_rng(0)
    values = simulation.alike(0.4)(40_000, rng)
    assert np.corrcoef(values[1:], values[:-1])[0, 1] == pytest.approx(0.4, abs=0.02)
    assert values.std() == pytest.approx(1, abs=0.02)
    share = simulation.measures_of_an_article(40_000, rng, simulation.RUNNING_ON)[4]
    assert np.corrcoef(share[1:], share[:-1])[0, 1] == pytest.approx(0.35, abs=0.06)


def test_the_measures_of_an_article_hang_together() -> None:
    first, second, gap, _, share, ours, theirs, subjective = simulation.measures_of_an_article(500, np.random.default_rng(0))
    assert len(gap) < min(len(first), len(second)) < 500
    assert not (ours * theirs).any() and ((ours + theirs > 0) <= (share < 1)).all()
    assert subjective.min() >= 0 and subjective.max() <= 1


def test_the_shortcut_of_the_simulation_is_the_test_of_the_suite() -> None:
    from analysis.shift.shift import changepoint

    for seed in range(5):
        values = np.random.default_rng(seed).normal(size=15)
        cut, p = changepoint(values, np.random.default_rng(9), 99)
        assert simulation.p_value(values, np.random.default_rng(9), 99) == p
        assert cut == split_gains(values[None, :])[0].argmax() + 2


def test_the_command_writes_what_is_read(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(simulation, "LENGTHS", (8, 20))
    monkeypatch.setattr(simulation, "SIZES", (0.5, 2.0))
    simulation.main(["--articles", "4", "--out", str(tmp_path / "power.json"), "--seed", "3"])
    assert re.search(r"^20 sentences, false alarms:\n +\d", capsys.readouterr().out, re.MULTILINE)
    monkeypatch.setattr(power, "RESULTS", tmp_path / "power.json")
    power._results.cache_clear()
    try:
        assert set(false_alarms()["sentences"]) == {8, 20} and set(false_alarms()["articles"]) == {4}
        assert len(detection()) == 2 * (2 + len(simulation.PLACES)) * len(simulation.MEASURES)
        assert 0 <= detection_rate(12, 1) <= 1
        assert len(alarm_notes(20)) == 3
        assert json.loads((tmp_path / "power.json").read_text(encoding="utf-8"))["parameters"]["seed"] == 3
    finally:
        power._results.cache_clear()
