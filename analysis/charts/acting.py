"""How often each side acts and how often something is done to it, in whose voice; and how much of both is harm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import INK, MUTED, PAPER, RULE, SIDES, new_figure
from analysis.charts.words import left_out, short, side_order
from analysis.narrative.balance import side_balance
from analysis.templates import times

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@styled
def acting_balance(actions: pd.DataFrame, *, sides: Sequence[str] | None = None) -> Chart:
    """Draw bars to the right for what each side does and to the left for what is done to it; the hatched part is harm."""
    title = "Who acts, and to whom is it done?"
    order = side_order(sides, actions, "agent_side")
    table = side_balance(actions, order)
    table = table.assign(voice=table["voice"].map({"narrator": "reporter", "source": "sources"}))
    if not len(table) or not table[["acts", "suffers"]].to_numpy().any():
        return blank(title, "No action by a side was found, so there is nothing to show.", table)
    figure = new_figure(0.8 + 1.5 * len(order))
    axes = figure.subplots()
    most = max(1, int(table[["acts", "suffers"]].to_numpy().max()))
    box = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.4}
    for i, side in enumerate(order):
        axes.text(0, 3 * i - 0.62, short(side, 34), ha="center", va="bottom", fontweight="bold", color=SIDES[i], bbox=box)
        for j, row in enumerate(table[table["side"] == side].itertuples()):
            y = 3 * i + 1.1 * j
            _bar(axes, y, -1, int(row.suffers), int(row.harmed), SIDES[i], most)
            _bar(axes, y, 1, int(row.acts), int(row.harms), SIDES[i], most)
            axes.text(0, y - 0.27, str(row.voice), ha="center", va="bottom", fontsize=10, color=MUTED, bbox=box)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set(xlim=(-1.25 * most, 1.25 * most), ylim=(3 * len(order) - 1.3, -1.2), yticks=[], xticks=[])
    axes.set_xlabel("is acted on  ←  actions  →  acts")
    axes.spines[["left", "bottom"]].set_visible(False)
    said = "; ".join(
        f"{row.side}, {row.voice}: acts {times(row.acts)}, {row.harms} of them harm; is acted on {times(row.suffers)}, {row.harmed} of them harm"
        for row in table.itertuples()
    )
    note = (
        "Each count is one verb or noun for an action that happened; saying something does not count. The hatched part is harm: killing, hitting, "
        "arresting, taking away. Actions described by a source are counted under sources. Denials, plans and threats are left out."
    )
    return Chart(figure, title, f"{said}.", table, note + left_out(sides, actions, "agent_side"))


def _bar(axes: Axes, y: float, way: int, total: int, harm: int, colour: str, most: int) -> None:
    """Draw one bar from the middle: harm hatched, then the rest filled; its two numbers stand behind it."""
    axes.barh(y, way * harm, height=0.42, color="none", edgecolor=colour, hatch="////", linewidth=1)
    axes.barh(y, way * (total - harm), left=way * harm, height=0.42, color=colour, edgecolor=colour, linewidth=1)
    if not total:
        axes.plot([0, way * 0.02 * most], [y, y], color=RULE, linewidth=2)
    label = f"{total} ({harm} harm)" if harm else str(total)
    axes.text(way * (total + 0.03 * most), y, label, ha="left" if way > 0 else "right", va="center", fontsize=10)
