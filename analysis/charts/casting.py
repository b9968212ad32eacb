"""Who casts whom as what: the reporter and each side's sources against the sides they cast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import INK, MUTED, RULE, SIDES, WASH, new_figure
from analysis.charts.words import left_out, short, side_order, voice_label
from analysis.templates import counted

SIGNS = {"hero": "▲", "villain": "▼", "victim": "✚"}
"""A sign a role, so that nothing hangs on colour."""


@styled
def who_casts_whom(casts: pd.DataFrame, roles: pd.DataFrame, *, sides: Sequence[str] | None = None) -> Chart:
    """Draw a grid: a row for the reporter, each side's sources and other sources, a column for each side, and in it the roles with their sentences.

    The last row is the role of the side in the article as a whole (``roles``); an empty cell is no clear role.
    """
    title = "Who casts whom as what?"
    order = side_order(sides, casts, "side")
    casters = ["Reporter", *(f"Sources: {side}" for side in order), "Other sources"]
    told = [(voice_label(row.voice, row.speaker_side, order), row) for row in casts.itertuples() if row.side in order]
    rows = [caster for caster in casters if any(who == caster for who, _ in told)]
    table = pd.DataFrame(
        [(who, row.side, row.role, round(float(row.p), 2), row.sentences) for who, row in sorted(told, key=lambda one: casters.index(one[0]))]
        + [("article as a whole", row.side, row.role, round(float(row.p), 2), row.sentences) for row in roles.itertuples()],
        columns=["cast by", "side", "role", "p", "sentences"],
    )
    if not len(table):
        return blank(title, "No side is clearly cast as hero, villain or victim.", table)
    lines = [*rows, "Article as a whole"]
    depth = {line: max([1, *(sum(who == line and row.side == side for who, row in told) for side in order)]) for line in lines}
    figure = new_figure(0.9 + sum(0.62 + 0.34 * depth[line] for line in lines))
    axes = figure.subplots()
    top = 0.0
    for column, side in enumerate(order):
        axes.text(column + 0.04, -0.18, short(side, max(9, 36 // len(order))), ha="left", va="bottom", fontweight="bold", color=SIDES[column])
    for line in lines:
        whole = line == "Article as a whole"
        height = 0.62 + 0.34 * depth[line]
        axes.axhline(top, color=RULE, linewidth=0.8)
        if whole:
            axes.axhspan(top, top + height, color=WASH, zorder=0)
        axes.text(0.04, top + 0.06, line, ha="left", va="top", fontsize=10, color=MUTED)
        for column, side in enumerate(order):
            found = list(roles[roles["side"] == side].itertuples()) if whole else [row for who, row in told if who == line and row.side == side]
            for number, row in enumerate(found):
                axes.text(column + 0.04, top + 0.42 + 0.34 * number, _cell(row), ha="left", va="top", color=INK)
            if not found and whole:
                axes.text(column + 0.04, top + 0.42, "no clear role", ha="left", va="top", color=MUTED)
        top += height
    axes.set(xlim=(0, len(order)), ylim=(top, -0.6), xticks=[], yticks=[])
    axes.spines[["left", "bottom"]].set_visible(False)
    said = "; ".join(f"{row[0]} casts {row[1]} as {row[2]} (sentences {str(row[4]).replace(' ', ', ')})" for row in table.itertuples(index=False))
    note = (
        "▲ hero, ▼ villain, ✚ victim; the numbers are sentences. If a source blames the other side, it casts that side as the villain. That "
        "is the source’s "
        "choice; printing it is the reporter’s. The last row shows the role a side has in the article as a whole. A model finds the roles, and it "
        "is often wrong: read the sentences."
    )
    return Chart(figure, title, f"{counted(len(table), 'casting')}. {said}.", table, note + left_out(sides, casts, "side"))


def _cell(row: Any) -> str:
    numbers = str(row.sentences or "").split()
    shown = ", ".join(numbers[:3]) + (" …" if len(numbers) > 3 else "")
    return f"{SIGNS[row.role]} {row.role} ({shown})"
