"""How several reports of one event treat each side in the reporter's voice: a mean and its interval for each report."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import MARKERS, MUTED, RULE, SIDES, new_figure
from analysis.charts.words import short
from analysis.templates import signed


@styled
def treatment_by_report(treatment: pd.DataFrame, sides: Sequence[str], reports: Sequence[str]) -> Chart:
    """Draw the mean score of each side in each report, over the whole report, with its 95 % interval where there are sentences enough.

    treatment: that of a Comparison.  A report with one to four sentences about a side has no interval.
    """
    title = "How each report treats each side in its own voice"
    own = treatment[treatment["part"] == "whole report"]
    table = own[["side", "article", "sentences", "mean", "low", "high", "verdict"]].reset_index(drop=True)
    drawn = own.dropna(subset=["mean"])
    if not len(drawn):
        return blank(title, "No report mentions a side in the reporter’s voice.", table)
    height = 0.36
    figure = new_figure(0.9 + height * (len(reports) + 1.4) * len(sides))
    axes = figure.subplots()
    axes.axvline(0, color=MUTED, linewidth=0.8, zorder=0)
    told = []
    y = 0.0
    for at, side in enumerate(sides):
        axes.text(-1.05, y, short(side, 40), fontweight="bold", color=SIDES[at % len(SIDES)], ha="left", va="center")
        for report in reports:
            y += 1
            axes.axhline(y, color=RULE, linewidth=0.8, zorder=0)
            row = own[(own["side"] == side) & (own["article"] == report)].iloc[0]
            axes.text(-1.05, y - 0.3, short(report, 30), ha="left", va="center", fontsize=8.5)
            if pd.isna(row["mean"]):
                axes.text(0, y - 0.3, "not named in the reporter’s voice", ha="center", va="center", fontsize=8.5, color=MUTED)
                continue
            if not pd.isna(row["low"]):
                axes.plot([row["low"], row["high"]], [y, y], color=SIDES[at % len(SIDES)], linewidth=2, zorder=2)
            axes.plot(
                [row["mean"]], [y], marker=MARKERS["narrator"], markersize=8, color=SIDES[at % len(SIDES)], zorder=3, markeredgecolor="none",
            )  # fmt: skip
            told.append(f"{side} in {report} {signed(row['mean'])}" + (" (too few sentences for an interval)" if pd.isna(row["low"]) else ""))
        y += 1.4
    axes.set(xlim=(-1.05, 1.05), ylim=(y - 0.6, -0.6), xlabel="negative  ←  mean score  →  positive", yticks=[])
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    axes.spines["left"].set_visible(False)
    note = "A circle is the mean over a report’s own sentences; the line is its 95 % interval. No line: fewer than five sentences."
    return Chart(figure, title, "; ".join(told) + ".", table, note)
