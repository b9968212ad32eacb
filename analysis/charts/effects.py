"""What each loaded word does: the score of its sentence as written, and with another wording in its place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import FILLS, INK, MARKERS, MUTED, OTHER, PAPER, RULE, SHAPES, new_figure
from analysis.charts.words import short
from analysis.tables import text_or_none
from analysis.templates import counted, signed
from analysis.terms.changes import IN_WORDS, NO_CHANGE, moves
from analysis.terms.marker import MODEL

MOST_WORDS = 24  # lines of one chart; the table twin has them all


@styled
def term_effects(terms: pd.DataFrame, stance: pd.DataFrame) -> Chart:
    """Draw a dumbbell for each term that moves the score: from the score as written (filled) to that with another wording (hollow).

    The other wording is the neutral one of the list, or a proposal, which the label says.  Terms below the limit (``analysis.terms.changes``) are
    counted and not drawn; the table twin has them all.

    The score as written is that of the mention the effect was measured on: of the side the term is about (else the first side named in
    the sentence) the mention nearest to the term; see ``analysis.terms.term_effects``.
    """
    title = "What each loaded word does"
    table = terms.dropna(subset=["effect"])
    table = table.assign(written=[_as_written(row, stance) for row in table.itertuples()])
    table = table.assign(neutrally=table.written + table.effect)
    table = table.iloc[np.argsort(-table.effect.abs().to_numpy(dtype=float), kind="stable")].reset_index(drop=True)
    table = table.assign(wording=[_wording(row) for row in table.itertuples()])
    table = table[["sentence", "text", "wording", "voice", "about", "written", "neutrally", "effect"]]
    drawn = table[table.written.notna() & table.effect.map(moves)]
    table = table.rename(columns={"written": "as written", "neutrally": "other wording"})
    still = int((~table.effect.map(moves)).sum())
    if not table["as written"].notna().any():
        return blank(title, "No effect was measured: no loaded word with another wording is in a sentence that mentions a side.", table)
    if not len(drawn):
        return blank(title, f"{counted(len(table), 'term')} with another wording, each with {IN_WORDS} (less than {NO_CHANGE}).", table)
    shown = drawn.head(MOST_WORDS)
    figure = new_figure(0.75 + 0.5 * len(shown))
    axes = figure.subplots()
    axes.axvline(0, color=MUTED, linewidth=0.8, zorder=0)
    for y, row in enumerate(shown.itertuples()):
        colour, mark = INK if row.voice == "narrator" else OTHER, MARKERS.get(str(row.voice), "s")
        label = f"{row.sentence}  {row.text}" + (f" → {row.wording}" if row.wording else "")
        axes.plot([-1.05, 1.05], [y, y], color=RULE, linewidth=0.8, zorder=0)
        axes.text(-1.05, y - 0.2, short(label, 50), ha="left", va="bottom", bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6})
        axes.plot([row.written, row.neutrally], [y, y], color=colour, linewidth=2, zorder=2)
        axes.plot([row.neutrally], [y], marker=mark, color=PAPER, markeredgecolor=colour, markeredgewidth=1.4, markersize=7.5, zorder=3)
        axes.plot([row.written], [y], marker=mark, color=colour, markersize=5.5, zorder=4)
        axes.text(1.45, y, signed(row.effect), ha="right", va="center")
    axes.set(xlim=(-1.08, 1.47), ylim=(len(shown) - 0.5, -0.9), yticks=[])
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    axes.set_xlabel("treated badly  ←  score  →  treated well", x=0.42)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_bounds(-1.05, 1.05)
    strongest = "; ".join(
        f"{row.text} in sentence {row.sentence} from {signed(row.written)} to {signed(row.neutrally)} ({signed(row.effect)})"
        for row in drawn.head(3).itertuples()
    )
    alt = (
        f"Scores of {counted(len(table), 'term')} as written and with another wording. Largest changes: {strongest}. "
        f"{still} of {len(table)}: {IN_WORDS} (less than {NO_CHANGE})."
    )
    note = f"Number: the sentence. {FILLS} At the right, the change. If the hollow mark is to the right, the word counts against the side. {SHAPES}"
    if len(drawn) > len(shown):
        note += f" The {len(shown)} largest of {len(drawn)} are drawn; the table has them all."
    if still:
        note += f" Not drawn: {counted(still, 'loaded word')} with {IN_WORDS} (less than {NO_CHANGE})."
    return Chart(figure, title, alt, table, note)


def _wording(term: Any) -> str | None:
    """Return what was put in a term's place; a proposal says that it is one."""
    neutral = text_or_none(term.neutral)
    return f"could read: {neutral}" if neutral and term.neutral_by == MODEL else neutral


def _as_written(term: Any, stance: pd.DataFrame) -> float:
    """Return the score of the mention an effect was measured on; NaN where the table of stance has none."""
    named = stance[stance.sentence == term.sentence].sort_values("start")
    if not len(named):
        return float("nan")
    side = text_or_none(term.about) or named.side.iloc[0]
    own = named[named.side == side]
    away = np.maximum(np.maximum(term.start - own.end, own.start - term.end), 0)
    return float(own.score.loc[away.astype(int).idxmin()]) if len(own) else float("nan")
