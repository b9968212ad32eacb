"""What the sides' names do to the scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import MUTED, PAPER, RULE, SIDES, new_figure
from analysis.charts.words import left_out, short, side_order
from analysis.templates import counted, signed

if TYPE_CHECKING:
    from analysis.stance.swap import SwapAudit


MOST_MENTIONS = 60


@styled
def swap_audit(audit: SwapAudit, *, sides: Sequence[str] | None = None) -> Chart:
    """Draw each mention's score before the names of the sides were exchanged and after, joined by a line, in text order.

    audit: as ``Framing.swap_audit`` gives it.  Mentions in a sentence that names no side cannot change and are left out.
    """
    from matplotlib.lines import Line2D

    title = "What the names do to the scores"
    columns = ["sentence", "side", "text", "score", "swapped", "change", "placeholder", "label", "swapped_label"]
    table = audit.table[audit.table.named][columns].reset_index(drop=True)
    if not len(table):
        return blank(title, audit.missing or "No name was swapped, so no score could change.", table)
    order = side_order(sides, table, "side")
    drawn = table[table.side.isin(order)]
    drawn = drawn.loc[drawn.change.abs().sort_values(ascending=False, kind="stable").index[:MOST_MENTIONS].sort_values()]
    marks = dict(zip(order, "oDs^v", strict=False))
    figure = new_figure(1.0 + 0.215 * len(drawn))
    axes = figure.subplots()
    axes.axvline(0, color=MUTED, linewidth=0.8, zorder=0)
    last = 0
    for y, row in enumerate(drawn.itertuples()):
        colour, flipped = SIDES[order.index(str(row.side))], row.label != row.swapped_label
        if row.sentence != last and y:
            axes.axhline(y - 0.5, color=RULE, linewidth=0.8, zorder=0)
        label: dict[str, Any] = {"ha": "left", "va": "center", "fontweight": "bold" if flipped else "normal", "fontsize": 10}
        if row.sentence != last:
            axes.text(-2.55, y, str(row.sentence), **label)
        axes.text(-2.28, y, short(str(row.text), 16), **{**label, "color": colour})
        axes.plot([row.score, row.swapped], [y, y], color=colour, linewidth=2.4 if flipped else 1.4, zorder=2)
        axes.plot([row.score], [y], marker=marks[str(row.side)], color=PAPER, markeredgecolor=colour, markeredgewidth=1.3, markersize=6, zorder=3)
        axes.plot([row.swapped], [y], marker=marks[str(row.side)], color=colour, markeredgecolor=PAPER, markeredgewidth=0.5, markersize=6, zorder=4)
        if flipped:
            right = row.score + row.swapped < 0
            edge = max(row.score, row.swapped) if right else min(row.score, row.swapped)
            box = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}
            axes.annotate(f"{row.label} → {row.swapped_label}", (edge, y), xytext=(7 if right else -7, 0), textcoords="offset points",
                          ha="left" if right else "right", va="center", fontsize=10, bbox=box)  # fmt: skip
        last = row.sentence
    axes.set(xlim=(-2.58, 1.05), ylim=(len(drawn) - 0.4, -0.7), yticks=[])
    axes.set_xlabel("negative  ←  score  →  positive", x=2.58 / 3.63)
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    axes.spines["bottom"].set_bounds(-1.05, 1.05)
    axes.spines["left"].set_visible(False)
    handles = [Line2D([], [], marker=marks[side], color=SIDES[i], linestyle="", markersize=6) for i, side in enumerate(order)]
    handles += [Line2D([], [], marker="o", color=MUTED, markerfacecolor=fill, linestyle="", markersize=6) for fill in (PAPER, MUTED)]
    names = [*(short(side, 18) for side in order), "as written", "other name"]
    axes.legend(handles, names, loc="lower left", bbox_to_anchor=(-0.02, 1), ncols=2, handletextpad=0.1, columnspacing=0.9,
                borderaxespad=0, fontsize=10)  # fmt: skip
    flips, far = table[table.label != table.swapped_label], table.loc[table.change.abs().idxmax()]
    changed = ", ".join(f"{row.text} in sentence {row.sentence} from {row.label} to {row.swapped_label}" for row in flips.itertuples())
    alt = (
        f"Scores of {counted(len(table), 'mention')} before and after the sides’ names are swapped. Mean absolute change "
        f"{table.change.abs().mean():.2f}, largest {signed(far.change)} for {far.text} in sentence {far.sentence}. "
        f"{len(flips)} of {len(table)} changed class{': ' + changed if changed else ''}."
    )
    note = "Number: the sentence. Hollow: as written; filled: with the other side’s name. Bold: the most likely class changed."
    if len(drawn) < len(table):
        note += f" The {len(drawn)} largest changes of {len(table)} are drawn; the table has them all."
    return Chart(figure, title, alt, table, note + left_out(sides, table, "side"))
