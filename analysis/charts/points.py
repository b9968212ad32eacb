"""How each mention of a side is treated: every mention a point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import INK, MARKERS, MUTED, PAPER, RULE, SHAPES, SIDES, new_figure, scatter
from analysis.charts.words import left_out, short, side_order
from analysis.stance.means import mean_scores
from analysis.templates import counted, signed
from analysis.voices.sourcing import names_speaker

WHO = {"narrator": "reporter", "source": "sources"}


@styled
def stance_points(sentences: pd.DataFrame, stance: pd.DataFrame, voices: pd.DataFrame | None = None, *, sides: Sequence[str] | None = None) -> Chart:
    """Draw every mention of every side by its score, the reporter's and the sources' apart.

    voices: given, the table twin and the alternative text tell how many of the mentions name a speaker (``analysis.voices.sourcing.names_speaker``).
    """
    title = "How each mention of a side is treated"
    order = side_order(sides, stance, "side")
    naming = False if voices is None else names_speaker(stance, voices)
    shown = stance.assign(naming=naming)[stance.side.isin(order)]
    rows = [(side, voice) for side in order for voice in MARKERS]
    parts = [shown[(shown.side == side) & (shown.voice == voice)] for side, voice in rows]
    means = mean_scores(shown).set_index(["side", "voice"])["mean"]
    table = pd.DataFrame(
        [
            (side, WHO[voice], len(part), int(part.naming.sum()), part.score.min(), means.get((side, voice), np.nan), part.score.max())
            for (side, voice), part in zip(rows, parts, strict=True)
        ],
        columns=["side", "voice", "mentions", "name a speaker", "lowest", "mean", "highest"],
    )
    if not len(shown):
        return blank(title, "No mention of a side was scored, so there is no stance to show.", table)
    figure = new_figure(0.6 + 1.46 * len(order))
    axes = figure.subplots()
    axes.axvline(0, color=MUTED, linewidth=0.8, zorder=0)
    dots: list[tuple[float, float, str, str]] = []
    label: dict[str, Any] = {"ha": "left", "va": "bottom", "bbox": {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}}
    for i, side in enumerate(order):
        axes.text(-1.05, 3 * i - 0.82, short(side, 34), fontweight="bold", color=SIDES[i], **label)
    for index, ((side, voice), part) in enumerate(zip(rows, parts, strict=True)):
        y = 3 * (index // 2) + 1.22 * (index % 2)
        axes.axhline(y, color=RULE, linewidth=0.8, zorder=0)
        scores = [float(value) for value in part.score]
        dots += [(x, y + dodge, side, voice) for x, dodge in zip(scores, _dodge(scores), strict=True)]
        row = table.iloc[index]
        if not np.isnan(row["mean"]):
            axes.plot([row["mean"]] * 2, [y - 0.36, y + 0.36], color=INK, linewidth=2, zorder=4)
        axes.text(-1.05, y - 0.4, _row_title(row), **label)
    points = pd.DataFrame(dots, columns=["score", "y", "side", "voice"])
    colours = [SIDES[order.index(side)] for side in points.side]
    scatter(axes, points.score, points.y, points.voice, s=46, alpha=0.8, linewidth=0.8, facecolor=colours, edgecolor=PAPER, zorder=3)
    axes.set(xlim=(-1.05, 1.05), ylim=(3 * len(order) - 1.3, -1.35), xlabel="negative  ←  score  →  positive", ylabel="", yticks=[])
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    axes.spines["left"].set_visible(False)
    said = "; ".join(
        f"{row.side}, {row.voice}: {counted(row.mentions, 'mention')}"
        + (f", {naming} of them naming a speaker" if naming else "")
        + (f", mean {signed(row.mean)}, from {signed(row.lowest)} to {signed(row.highest)}" if row.mentions else "")
        for row, naming in zip(table.itertuples(), table["name a speaker"], strict=True)
    )
    note = f"One point is one mention. {SHAPES} The bar is the mean; every mention counts once. Score: P(positive) − P(negative)."
    if table["name a speaker"].any():
        note += " Mentions that name a speaker (“the ministry said”) mostly lie near 0; the table counts them."
    return Chart(figure, title, f"Scores of {len(shown)} mentions. {said}.", table, note + left_out(sides, stance, "side"))


def _row_title(row: pd.Series) -> str:
    """Return what stands above a row of points: how many mentions, and their mean."""
    if not row["mentions"]:
        return f"{row.voice}: no mention"
    return f"{row.voice}, {counted(row['mentions'], 'mention')}: mean {signed(row['mean'])}"


def _dodge(scores: Iterable[float], width: float = 0.06, step: float = 0.13) -> list[float]:
    """Move points of nearly the same score apart, up and down in turn."""
    seen: dict[int, int] = {}
    moves = []
    for score in scores:
        nth = seen[round(score / width)] = seen.get(round(score / width), -1) + 1
        moves.append(min((nth + 1) // 2 * step, 0.26) * (-1 if nth % 2 else 1))
    return moves
