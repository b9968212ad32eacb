"""The charts of what the test for a shift can see: the points drawn, the alternative text, the table twin."""

from __future__ import annotations

import lxml.html
import pandas as pd
import pytest

from analysis import charts
from analysis.charts.power import LINES, TOGETHER

RATES = {0.5: 0.1, 1.0: 0.3, 1.5: 0.6, 2.0: 0.9}


def rates(lengths=(8, *LINES)):
    rows = [
        {"sentences": n, "size": size, "place": 0.5, "measures": measures, "rate": rate * (1 - 5 / n) / measures**0.5}
        for n in lengths
        for size, rate in RATES.items()
        for measures in (1, TOGETHER)
    ]
    rows += [{"sentences": n, "size": 1.5, "place": place, "measures": 1, "rate": place} for n in lengths for place in (0.1, 0.3)]
    table = pd.DataFrame(rows)
    return table.assign(low=table.rate - 0.02, high=table.rate + 0.02, articles=100, near=0.5)


def alarms():
    alike = "each resembles the one before"
    kinds = [("continuous", 0.0, False, True), (alike, 0.4, True, True), (alike, 0.4, True, False)]
    columns = ["values", "correlation", "limit", "prewhitened", "sentences", "rate"]
    rows = [dict(zip(columns, (*kind, n, 0.04 + kind[1] / 4), strict=True)) for kind in kinds for n in (8, *LINES)]
    rows = [{"test": "changepoint", "measures": 1, **row} for row in rows]
    table = pd.DataFrame([*rows, {**rows[0], "test": "zones"}])
    return table.assign(low=table.rate - 0.01, high=table.rate + 0.01, articles=100)


def lines(axes):
    return {int(line.get_label()): line for line in axes.lines if str(line.get_label()).isdigit()}


def test_power_is_drawn_by_size_alone_and_together_and_by_place():
    table = rates()
    chart = charts.shift_power(table)
    alone, together, place = chart.figure.axes
    for axes, measures in ((alone, 1), (together, TOGETHER)):
        assert list(lines(axes)) == list(LINES)
        part = table[(table.sentences == 18) & (table.measures == measures) & (table.place == 0.5)]
        drawn = lines(axes)[18]
        assert list(drawn.get_xdata()) == list(part["size"]) and list(drawn.get_ydata()) == list(part.rate)
    assert list(lines(place)[30].get_xdata()) == [0.1, 0.3, 0.5]
    assert len({(line.get_marker(), line.get_linestyle()) for line in lines(alone).values()}) == len(LINES), "told apart without colour"


def test_power_is_told_from_its_numbers():
    table = rates()
    chart = charts.shift_power(table)
    rate = table[(table.sentences == 60) & (table.measures == 1) & (table.place == 0.5)].set_index("size").rate
    assert f"with 60 sentences a shift of 1 standard deviation is found in {rate[1.0]:.0%} of articles, one of 2 in {rate[2.0]:.0%}" in chart.alt
    assert f"Among {TOGETHER} measures, with 12 sentences" in chart.alt
    assert "A shift of 1.5 after 10% of the sentences is found in 10% with 12 sentences" in chart.alt
    assert len(chart.table) == len(table), "the table twin has the lengths that are not drawn, too"


def test_false_alarms_are_drawn_with_their_intervals():
    table = alarms()
    chart = charts.false_alarm_rates(table)
    (axes,) = chart.figure.axes
    dots = [line for line in axes.lines if line.get_marker() in {mark for mark, _ in LINES.values()} and len(line.get_xdata())]
    bars = [line for line in axes.lines if len(line.get_xdata()) == 2 and line.get_linestyle() == "-"]
    shown = table[(table.test == "changepoint") & (table.sentences != 8)]
    assert sorted(x for dot in dots for x in dot.get_xdata()) == pytest.approx(sorted(shown.rate))
    assert sorted(bar.get_xdata()[0] for bar in bars) == pytest.approx(sorted(shown.low))
    names = [text.get_text() for text in axes.texts]
    assert names == ["continuous", "each resembles the one before, correlation 0.4", "each resembles the one before, correlation 0.4, left in"]
    assert "continuous: 4.0% with 12 sentences" in chart.alt and "left in: 14.0% with" in chart.alt


@pytest.mark.parametrize("chart", [charts.shift_power(rates()), charts.false_alarm_rates(alarms())], ids=["power", "false alarms"])
def test_the_chart_shows_figure_alt_and_table(chart):
    root = lxml.html.fragment_fromstring(chart._repr_html_())
    (picture,) = root.xpath(".//*[@role='img']")
    assert picture.get("aria-label") == chart.alt
    assert len(root.xpath(".//tbody/tr")) == len(chart.table)
