"""How many words each side's sources are given."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import HATCHES, INK, MUTED, OTHER, PAPER, SIDES, new_figure
from analysis.charts.words import engine_note, left_out, short, side_order, voice_label, with_sides
from analysis.templates import counted
from analysis.voices import sourcing


@styled
def sourcing_balance(voices: pd.DataFrame, sentences: pd.DataFrame, *, sides: Sequence[str] | None = None) -> Chart:
    """Draw how many words of each side's sources the article carries, in which kind of speech, and how many attributions give no name."""
    from matplotlib.patches import Patch

    title = "How many words each side’s sources get"
    order = side_order(sides, voices, "side")
    balance = sourcing.sourcing(sentences, with_sides(voices, order))
    balance.index = pd.Index([voice_label("source", side, order) for side in balance.side], name="sources", dtype=object)
    rows = [row for row in [*(f"Sources: {side}" for side in order), "Other sources"] if row in balance.index]
    balance = balance.loc[rows]
    counts = balance[[kind for kind in HATCHES if balance[kind].any()]]
    table = counts.assign(total=balance.words, named=balance.named, unnamed=balance.unnamed).reset_index()
    if not len(counts):
        return blank(title, "No source was found: every word is in the reporter’s voice.", table)
    colours = {"Other sources": OTHER} | {f"Sources: {side}": SIDES[i] for i, side in enumerate(order)}
    figure = new_figure(0.75 + 0.92 * len(rows))
    axes = figure.subplots()
    for y, row in enumerate(rows):
        left = 0
        named, unnamed = int(balance.loc[row, "named"]), int(balance.loc[row, "unnamed"])
        axes.text(0, y - 0.21, f"{short(row, 32)} · {counted(int(balance.loc[row, 'words']), 'word')}", ha="left", va="bottom")
        axes.text(0, y + 0.2, f"attributions: {named} named, {unnamed} unnamed", ha="left", va="top", fontsize=10, color=MUTED)
        for kind in counts.columns:
            words = int(counts.loc[row, kind])
            if not words:
                continue
            direct = kind == "direct"
            colour = colours[row]
            axes.barh(y, words, left=left, height=0.32, color=colour if direct else "none", edgecolor=colour, hatch=HATCHES.get(kind, "xx"))
            if words >= 0.08 * counts.sum(axis=1).max():
                box = None if direct else {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
                axes.text(left + words / 2, y, str(words), ha="center", va="center", color=PAPER if direct else INK, bbox=box)
            left += words
    axes.set(ylim=(len(rows) - 0.5, -0.6), yticks=[], xticks=[])
    axes.spines[["left", "bottom"]].set_visible(False)
    handles = [Patch(facecolor=MUTED if kind == "direct" else "none", edgecolor=MUTED, hatch=HATCHES.get(kind, "xx")) for kind in counts.columns]
    axes.legend(handles, list(counts.columns), loc="upper left", bbox_to_anchor=(0, 0), ncols=3, handlelength=1.6, columnspacing=1.2, borderaxespad=0)
    said = "; ".join(
        f"{row}: {counted(int(balance.loc[row, 'words']), 'word')} (" + ", ".join(f"{counts.loc[row, kind]} {kind}" for kind in counts.columns)
        + f"), attributions {balance.loc[row, 'named']} named and {balance.loc[row, 'unnamed']} unnamed" for row in rows
    )  # fmt: skip
    note = (
        "Direct speech is quoted; indirect speech is put in the reporter’s words; mixed speech is both. An attribution is one act of saying; "
        "it is unnamed if the text gives no proper name for the speaker: “officials”, but also “the police”."
    )
    return Chart(figure, title, f"Bars of words carried. {said}.", table, note + engine_note(voices) + left_out(sides, voices, "side"))
