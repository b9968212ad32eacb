"""Harm done to each side: how much of it is told with the one who did it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import INK, MUTED, PAPER, SIDES, new_figure
from analysis.charts.words import left_out, short, side_order
from analysis.narrative.balance import AUTHORS, authors
from analysis.templates import counted

LABELS = {
    "named": "the action names who did it",
    "elsewhere": "named elsewhere in the sentence",
    "left out": "a verb that names nobody",
    "noun": "a noun that names nobody",
}
_HATCHES = {"named": "", "elsewhere": "////", "left out": "||||", "noun": "xxxx"}


@styled
def harm_authors(actions: pd.DataFrame, *, sides: Sequence[str] | None = None) -> Chart:
    """Draw a bar a side: the harms told as done to it, by how each names its author; the share that does has an interval from five harms on."""
    from matplotlib.patches import Patch

    title = "Harm with and without the one who did it"
    order = side_order(sides, actions, "patient_side")
    table = authors(actions, order)
    if not len(table) or not table["harms"].any():
        return blank(title, "No harm done to a side was found.", table)
    figure = new_figure(1.35 + 0.85 * len(order))
    axes = figure.subplots()
    for y, row in enumerate(table.to_dict("records")):
        left, colour = 0, SIDES[y]
        axes.text(0, y - 0.21, f"{short(row['side'], 28)} · {counted(row['harms'], 'harm')}", ha="left", va="bottom")
        for kind in AUTHORS:
            if row[kind]:
                filled = kind == "named"
                axes.barh(y, row[kind], left=left, height=0.32, color=colour if filled else "none", edgecolor=colour, hatch=_HATCHES[kind])
                box = None if filled else {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
                axes.text(left + row[kind] / 2, y, str(row[kind]), ha="center", va="center", color=PAPER if filled else INK, bbox=box)
                left += row[kind]
        axes.text(0, y + 0.2, _interval(row), ha="left", va="top", fontsize=10, color=MUTED)
    axes.set(ylim=(len(order) - 0.45, -0.6), yticks=[], xticks=[])
    axes.spines[["left", "bottom"]].set_visible(False)
    shown = [kind for kind in AUTHORS if table[kind].any()]
    handles = [Patch(facecolor=MUTED if kind == "named" else "none", edgecolor=MUTED, hatch=_HATCHES[kind]) for kind in shown]
    axes.legend(handles, [LABELS[kind] for kind in shown], loc="upper left", bbox_to_anchor=(0, 0), ncols=1, handlelength=1.6, borderaxespad=0)
    said = "; ".join(f"{row['side']}: " + harms_in_words(row) for row in table.to_dict("records"))
    note = (
        "A harm is done to a side if it hits the side, its people or what belongs to them. “Two soldiers were killed” does not say who did it; "
        "sometimes nobody knows, and sometimes the sentence before has said it. Deaths and collapses count as harms that name nobody."
    )
    return Chart(figure, title, f"{said}.", table, note + left_out(sides, actions, "patient_side"))


def harms_in_words(row: dict[str, object]) -> str:
    """Say how the harms of one row of ``authors`` name who did them."""
    parts = [f"{row[kind]} {LABELS[kind]}" for kind in AUTHORS if row[kind]]
    return f"{counted(int(str(row['harms'])), 'harm')}" + (f" ({', '.join(parts)})" if parts else "")


def _interval(row: dict[str, float]) -> str:
    if np.isnan(row["share"]):
        return "fewer than five: no share" if row["harms"] else "no harm"
    return f"{row['share']:.0%} name who did it (between {row['low']:.0%} and {row['high']:.0%})"
