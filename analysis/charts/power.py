"""What the test for a shift can see: how often it finds one that is there, and how often one that is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.chart import Chart, styled
from analysis.charts.style import INK, MUTED, OTHER, PAPER, RULE, new_figure
from analysis.shift.chance import LEVEL
from analysis.shift.power import MIDDLE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINES = {12: ("v", ":"), 18: ("P", "--"), 30: ("X", "-."), 60: ("^", "-")}
"""Length of an article in sentences -> marker and line; other lengths stand in the table twin alone."""
TOGETHER = 8
_LEGEND = "sentences in the article"


@styled
def shift_power(detection: pd.DataFrame) -> Chart:
    """Draw how often a shift is found: by its size, tested alone and among eight measures, and by its place; a line a length of article.

    detection: as ``analysis.shift.power.detection`` gives it.
    """
    title = "How large must a shift be to be found?"
    middle, drawn = detection[detection.place == MIDDLE], detection[detection.sentences.isin(LINES)]
    places = drawn[(drawn.measures == 1) & (drawn["size"] == _size_at_places(drawn))]
    figure = new_figure(6.6)
    by_size, together, by_place = figure.subplots(3, 1)
    for axes, measures, name in ((by_size, 1, "one measure tested alone"), (together, TOGETHER, f"one of {TOGETHER} measures tested together")):
        _lines(axes, middle[middle.measures == measures], "size", name)
        axes.set_xlabel("size of the shift, in standard deviations")
        axes.set_xticks([0.5, 1, 1.5, 2], ["0.5", "1", "1.5", "2"])
    _lines(by_place, places, "place", f"one measure, a shift of {_size_at_places(drawn):g}, by place")
    by_place.set_xlabel("place: share of the sentences before the shift")
    by_place.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    figure.legend(*by_size.get_legend_handles_labels(), loc="outside lower center", ncols=4, columnspacing=1.1, handlelength=2.2, title=_LEGEND)
    said = [
        f"{'Tested alone' if measures == 1 else f'Among {measures} measures'}, with {length} sentences a shift of 1 standard deviation is found in "
        f"{part[part['size'] == 1].rate.iloc[0]:.0%} of articles, one of 2 in {part[part['size'] == 2].rate.iloc[0]:.0%}"
        for measures in (1, TOGETHER)
        for length in LINES
        if len(part := middle[(middle.measures == measures) & (middle.sentences == length)])
    ]
    early = [f"{row.rate:.0%} with {row.sentences} sentences" for row in places[places.place == places.place.min()].itertuples()]
    said.append(f"A shift of {_size_at_places(drawn):g} after {places.place.min():.0%} of the sentences is found in {', '.join(early)}")
    note = "Simulated articles. The dotted line at the bottom shows how often the test reports a shift where there is none."
    columns = ["sentences", "size", "place", "measures", "rate", "low", "high"]
    return Chart(figure, title, ". ".join(said) + ".", detection[columns].reset_index(drop=True), note)


@styled
def false_alarm_rates(alarms: pd.DataFrame) -> Chart:
    """Draw how often the test names a shift in articles without one, a row a kind of values, a mark a length, with 95 % intervals.

    alarms: as ``analysis.shift.power.false_alarms`` gives it.
    """
    title = "How often does the test report a shift that is not there?"
    shown = alarms[(alarms.test == "changepoint") & alarms.sentences.isin(LINES)]
    groups = list(shown.groupby(["limit", "values", "correlation", "prewhitened"], sort=False))
    groups.sort(key=lambda group: group[0][0])
    figure = new_figure(0.9 + 0.66 * len(groups))
    axes = figure.subplots()
    axes.axvline(LEVEL, color=INK, linewidth=1, linestyle="--", zorder=1)
    said = []
    for y, ((limit, values, correlation, prewhitened), part) in enumerate(groups):
        name = str(values) + (f", correlation {correlation}" if correlation else "") + ("" if prewhitened else ", left in")
        axes.text(0, y - 0.3, name, ha="left", va="bottom", fontsize=9.5, bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6})
        for row in part.itertuples():
            at = y - 0.2 + 0.13 * list(LINES).index(row.sentences)
            colour = OTHER if limit else INK
            axes.plot([row.low, row.high], [at, at], color=colour, linewidth=1.2, zorder=2)
            axes.plot([row.rate], [at], marker=LINES[row.sentences][0], color=colour, markersize=4.5, zorder=3)
        said.append(f"{name}: " + ", ".join(f"{row.rate:.1%} with {row.sentences} sentences" for row in part.itertuples()))
    axes.set(xlim=(0, 1.05 * float(shown.high.max())), ylim=(len(groups) - 0.4, -0.8), yticks=[], xlabel="share of articles with a reported shift")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.spines["left"].set_visible(False)
    handles = [axes.plot([], [], marker=mark, color=INK, linestyle="", markersize=5, label=str(n))[0] for n, (mark, _) in LINES.items()]
    figure.legend(handles=handles, loc="outside lower center", ncols=4, handletextpad=0.1, columnspacing=1.4, title=_LEGEND)
    note = "The dashed line is the stated level. In the lower rows, what the test assumes is broken on purpose. "
    note += "“Left in”: without first removing how much neighbouring sentences resemble each other."
    columns = ["test", "values", "correlation", "prewhitened", "sentences", "measures", "rate", "low", "high"]
    return Chart(figure, title, f"Dots of false alarms. {'; '.join(said)}.", alarms[columns].reset_index(drop=True), note)


def _size_at_places(detection: pd.DataFrame) -> float:
    """Return the size of the shifts that were simulated at several places."""
    return float(detection[detection.place != MIDDLE]["size"].iloc[0])


def _lines(axes: Axes, table: pd.DataFrame, column: str, name: str) -> None:
    """Draw rate against a column, a line a length of article."""
    axes.axhline(LEVEL / max(int(table.measures.max()), 1), color=MUTED, linewidth=0.8, linestyle=":", zorder=1)
    for y in (0.5, 1.0):
        axes.axhline(y, color=RULE, linewidth=0.8, zorder=0)
    for length, (mark, line) in LINES.items():
        part = table[table.sentences == length].sort_values(column)
        axes.plot(part[column], part.rate, color=INK, marker=mark, markersize=5, linestyle=line, linewidth=1.4, label=str(length), zorder=2)
    axes.set_title(name, loc="left", fontsize=10.5, fontweight="bold", pad=3)
    axes.set(ylim=(0, 1.04), yticks=[0, 0.5, 1])
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
