"""What the sides' names do to the scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import FILLS, MARKERS, MUTED, PAPER, RULE, SHAPES, SIDES, new_figure
from analysis.charts.words import left_out, short, side_order
from analysis.templates import counted, signed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from analysis.stance.swap import SwapAudit


MOST_MENTIONS = 60


@styled
def swap_audit(audit: SwapAudit, *, sides: Sequence[str] | None = None) -> Chart:
    """Draw each mention's score as written and with the names of the sides exchanged, joined by a line; side by side, each in text order.

    audit: as ``Framing.swap_audit`` gives it.  Mentions in a sentence that names no side cannot change and are left out.
    """
    from matplotlib.lines import Line2D

    title = "What the names do to the scores"
    columns = ["sentence", "side", "voice", "text", "score", "swapped", "change", "placeholder", "label", "swapped_label"]
    table = audit.table[audit.table.named][columns].reset_index(drop=True)
    if not len(table):
        return blank(title, audit.missing or "No name was swapped, so no score could change.", table)
    order = side_order(sides, table, "side")
    drawn = table[table.side.isin(order)]
    drawn = drawn.loc[drawn.change.abs().sort_values(ascending=False, kind="stable").index[:MOST_MENTIONS].sort_values()]
    blocks = [(side, drawn[drawn.side == side]) for side in order if side in set(drawn.side)]
    rows = len(drawn) + len(blocks)
    figure = new_figure(1.0 + 0.215 * rows)
    axes = figure.subplots()
    axes.axvline(0, color=MUTED, linewidth=0.8, zorder=0)
    y = 0
    for side, part in blocks:
        colour = SIDES[order.index(side)]
        axes.text(-2.55, y, short(side, 40), ha="left", va="center", fontweight="bold", color=colour)
        last = 0
        for row in part.itertuples():
            y += 1
            _dumbbell(axes, row, y, colour, numbered=row.sentence != last)
            last = row.sentence
        y += 1
    axes.set(xlim=(-2.58, 1.05), ylim=(rows - 0.4, -0.7), yticks=[])
    axes.set_xlabel("negative  ←  score  →  positive", x=2.58 / 3.63)
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    axes.spines["bottom"].set_bounds(-1.05, 1.05)
    axes.spines["left"].set_visible(False)
    handles = [Line2D([], [], marker="o", color=MUTED, markerfacecolor=fill, linestyle="", markersize=6) for fill in (MUTED, PAPER)]
    axes.legend(handles, ["as written", "under the other name"], loc="lower left", bbox_to_anchor=(-0.02, 1), ncols=2, handletextpad=0.1,
                columnspacing=0.9, borderaxespad=0, fontsize=10)  # fmt: skip
    flips, far = table[table.label != table.swapped_label], table.loc[table.change.abs().idxmax()]
    changed = ", ".join(f"{row.text} in sentence {row.sentence} from {row.label} to {row.swapped_label}" for row in flips.itertuples())
    alt = (
        f"Scores of {counted(len(table), 'mention')} before and after the sides’ names are swapped. Mean absolute change "
        f"{table.change.abs().mean():.2f}, largest {signed(far.change)} for {far.text} in sentence {far.sentence}. "
        f"{len(flips)} of {len(table)} changed class{': ' + changed if changed else ''}."
    )
    note = f"Number: the sentence. {FILLS} {SHAPES} Bold: the most likely class changed."
    if len(drawn) < len(table):
        note += f" The {len(drawn)} largest changes of {len(table)} are drawn; the table has them all."
    return Chart(figure, title, alt, table, note + left_out(sides, table, "side"))


def _dumbbell(axes: Axes, row: Any, y: int, colour: str, *, numbered: bool) -> None:
    """Draw a mention: its words, the score as written (filled) and under the other name (hollow), the classes where they differ."""
    flipped, mark = row.label != row.swapped_label, MARKERS.get(str(row.voice), "o")
    label: dict[str, Any] = {"ha": "left", "va": "center", "fontweight": "bold" if flipped else "normal", "fontsize": 10}
    if numbered:
        axes.axhline(y - 0.5, color=RULE, linewidth=0.8, zorder=0)
        axes.text(-2.55, y, str(row.sentence), **label)
    axes.text(-2.28, y, short(str(row.text), 16), **label)
    axes.plot([row.score, row.swapped], [y, y], color=colour, linewidth=2.4 if flipped else 1.4, zorder=2)
    axes.plot([row.swapped], [y], marker=mark, color=PAPER, markeredgecolor=colour, markeredgewidth=1.3, markersize=6, zorder=3)
    axes.plot([row.score], [y], marker=mark, color=colour, markersize=4.5, zorder=4)
    if flipped:
        right = row.score + row.swapped < 0
        edge = max(row.score, row.swapped) if right else min(row.score, row.swapped)
        box = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}
        axes.annotate(f"{row.label} → {row.swapped_label}", (edge, y), xytext=(7 if right else -7, 0), textcoords="offset points",
                      ha="left" if right else "right", va="center", fontsize=10, bbox=box)  # fmt: skip
