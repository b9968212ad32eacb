"""What each loaded term does to the score of its sentence."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import INK, MARKERS, MUTED, OTHER, PAPER, few_ticks, new_figure
from analysis.charts.words import short, text_or_none
from analysis.templates import signed

MOST_WORDS = 24  # lines of one chart; the table twin has them all


@styled
def term_effects(terms: pd.DataFrame) -> Chart:
    """Draw what each term does: the change of the score when its neutral wording is put in its place."""
    title = "What each loaded term does"
    table = terms[["sentence", "text", "neutral", "voice", "about", "effect"]]
    table = table.dropna(subset=["effect"])
    table = table.iloc[np.argsort(-table.effect.abs().to_numpy(dtype=float), kind="stable")].reset_index(drop=True)
    if not len(table):
        return blank(title, "No effect was measured: no loaded term stands where a side is mentioned and a neutral wording is known.", table)
    shown = table.head(MOST_WORDS)
    figure = new_figure(0.8 + 0.5 * len(shown))
    axes = figure.subplots()
    reach = max(0.25, float(shown.effect.abs().max()) * 1.32)
    axes.axvline(0, color=MUTED, linewidth=0.8, zorder=0)
    for y, row in enumerate(shown.itertuples()):
        colour = INK if row.voice == "narrator" else OTHER
        neutral = text_or_none(row.neutral)
        wording = f" → {neutral}" if neutral else ""
        axes.text(-reach, y - 0.16, short(f"{row.sentence}  {row.text}{wording}", 54), ha="left", va="bottom",
                  bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6})  # fmt: skip
        axes.plot([0, row.effect], [y, y], color=colour, linewidth=2, solid_capstyle="butt")
        axes.plot([row.effect], [y], marker=MARKERS.get(str(row.voice), "s"), color=colour, markersize=7)
        right = row.effect >= 0
        axes.annotate(signed(row.effect), (row.effect, y), xytext=(7 if right else -7, 0), textcoords="offset points",
                      ha="left" if right else "right", va="center")  # fmt: skip
    axes.set(xlim=(-reach, reach), ylim=(len(shown) - 0.5, -0.85), yticks=[], xlabel="kinder as written  ←  change  →  kinder when neutral")
    axes.xaxis.set_major_locator(few_ticks())
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:+.2g}".replace("-", "−") if abs(value) > 1e-9 else "0")
    axes.spines["left"].set_visible(False)
    strongest = "; ".join(f"{row.text} in sentence {row.sentence} {signed(row.effect)}" for row in table.head(3).itertuples())
    alt = f"Change of the score for {len(table)} terms when the neutral wording replaces them. Largest: {strongest}."
    note = (
        "Number: the sentence. To the right: the sentence treats the side better once the word is replaced, so the word weighs against the side. "
        "Circle: reporter; diamond: source."
    )
    if len(table) > len(shown):
        note += f" The {len(shown)} largest of {len(table)} are drawn; the table has them all."
    return Chart(figure, title, alt, table, note)
