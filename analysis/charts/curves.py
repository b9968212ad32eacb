"""The shift: every measure along the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import INK, MUTED, RULE, SIDES, WASH, along_sentences, few_ticks, is_wide, new_figure
from analysis.charts.words import short
from analysis.shift.chance import LEVEL, p_in_words
from analysis.shift.metrics import CARRIED, GAP, NARRATOR_SHARE, STANCE, SUBJECTIVITY, amount, in_words
from analysis.templates import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

LINE = 13
"""Points of a line of the names of zones."""
LETTER = 0.075
"""Inches of a letter of the names of zones."""
PANEL = {False: 3.6, True: 6.4}
"""Inches of all panels side by side, narrow and wide."""


@styled
def shift_curves(
    sentences: pd.DataFrame,
    shift: pd.DataFrame,
    changes: pd.DataFrame,
    *,
    points: Mapping[str, pd.Series] | None = None,
    sides: Sequence[str] | None = None,
) -> Chart:
    """Draw each measure along the article with its zones, its band, and a changepoint where there is evidence of one.

    points: the unsmoothed values of each metric by sentence, as ``analysis.shift.metric_values`` gives them; drawn as they are.
    """
    title = "From the first sentence to the last"
    measured = shift.dropna(subset=["value"])
    metrics = list(dict.fromkeys(str(metric) for metric in measured.metric))
    table = shift.reset_index(drop=True)
    if not metrics:
        return blank(title, "There are no values to draw along the article.", table)
    named = [metric.removeprefix(STANCE) for metric in metrics if metric.startswith(STANCE)]
    order = list(sides or shift.attrs.get("sides") or named)
    figure, grid = _grid(len(metrics), sentences)
    panels, width = grid.T.ravel()[: len(metrics)], PANEL[is_wide()] / grid.shape[1]
    scales = _scales(measured, points or {})
    said = []
    for axes, metric in zip(panels, metrics, strict=True):
        part = measured[measured.metric == metric].sort_values("sentence")
        side = metric.split(": ", 1)[1] if metric.startswith((STANCE, CARRIED)) else None
        colour = SIDES[order.index(side)] if side in order[: len(SIDES)] else INK
        _shade(axes, sentences)
        x, value = part.sentence.to_numpy(dtype=float), part.value.to_numpy(dtype=float)
        low, high = part.low.to_numpy(dtype=float), part.high.to_numpy(dtype=float)
        signs = metric.startswith((STANCE, GAP))
        if signs:
            axes.axhline(0, color=MUTED, linewidth=0.8, zorder=1)
        axes.fill_between(x, low, high, where=~(np.isnan(low) | np.isnan(high)), color=colour, alpha=0.16, linewidth=0, zorder=1)
        axes.plot(x, value, color=colour, linewidth=1.8, zorder=3)
        raw = (points or {}).get(metric, part.set_index("sentence").value).dropna()
        axes.plot(
            raw.index.to_numpy(dtype=float), raw.to_numpy(dtype=float), color=colour, marker="s", markersize=3.8, linestyle="", alpha=0.75, zorder=2
        )
        found = _change(changes, metric)
        tested = found is not None and not pd.isna(found.p_value)
        verdict = headline = "no evidence of a shift" if tested else "too few sentences to test for a shift"
        if tested:
            verdict += f", {p_in_words(found.p_value, found.p_raw)}"
        if found is not None and found.p_value < LEVEL:
            verdict = f"shift after sentence {int(found.sentence)}, {p_in_words(found.p_value, found.p_raw)}"
            headline = f"shift after {int(found.sentence)}, {p_in_words(found.p_value, found.p_raw)}"
            axes.axvline(found.sentence + 0.5, color=INK, linewidth=1.4, linestyle=(0, (4, 2)), zorder=4)
            for begin, end, level in ((x.min(), found.sentence + 0.5, found.before), (found.sentence + 0.5, x.max(), found.after)):
                axes.plot([begin, end], [level, level], color=INK, linewidth=1, linestyle=":", zorder=4)
        plain = in_words(metric).removeprefix("the ")
        name = "gap in stance" if metric.startswith(GAP) else metric if metric.startswith(CARRIED) else plain
        over = LINE * _name_zones(axes, sentences, width) if axes in grid[0] else 0
        axes.set_title(short(name, 34), loc="left", fontsize=10.5, fontweight="bold", color=colour, pad=16 + over)
        axes.annotate(
            headline, (0, 1), xycoords="axes fraction", xytext=(0, 3 + over), textcoords="offset points", ha="left", va="bottom", fontsize=10
        )
        axes.set_ylim(scales.get(_kind(metric), axes.get_ylim()))
        axes.yaxis.set_major_locator(few_ticks(3))
        if signs:
            axes.yaxis.set_major_formatter(lambda tick, _: f"{tick:+.2g}".replace("-", "−") if abs(tick) > 1e-9 else "0")
        lowest, highest = int(value.argmin()), int(value.argmax())
        said.append(
            f"{plain}: {counted(len(part), 'sentence')}, from {amount(metric, value[0])} to {amount(metric, value[-1])}, "
            f"lowest {amount(metric, value[lowest])} in sentence {int(x[lowest])}, "
            f"highest {amount(metric, value[highest])} in sentence {int(x[highest])}, {verdict}"
        )
    note = "One square is one sentence. " if points else ""
    note += "The curve is the mean of a sentence and its neighbours, the band its 95% interval; below five sentences there is none. "
    note += "Panels of the same kind share a scale. "
    note += "A dashed line marks a shift that is unlikely to be chance (p < .05)."
    return Chart(figure, title, ". ".join(said) + ".", table, note)


def _grid(count: int, sentences: pd.DataFrame) -> tuple[Figure, NDArray[Any]]:
    """Return a figure with its panels, to be filled column by column: one column, or two where it is wide."""
    columns = 2 if is_wide() and count > 1 else 1
    deep = -(-count // columns)
    figure = new_figure(0.7 + 1.5 * deep)
    grid = figure.subplots(deep, columns, sharex=True, squeeze=False)
    for axes in grid.T.ravel()[count:]:
        axes.axis("off")
    for at, column in enumerate(grid.T):
        along_sentences(column[min(deep, count - at * deep) - 1], sentences)
    return figure, grid


def _kind(metric: str) -> str:
    """Return what a measure shares its scale with: all stances, all counts of words carried."""
    return next((kind for kind in (STANCE, GAP, CARRIED) if metric.startswith(kind)), metric)


def _scales(measured: pd.DataFrame, points: Mapping[str, pd.Series]) -> dict[str, tuple[float, float]]:
    """Return the scale of each kind of measure: as far as its values can reach, for words carried as far as the longest of any side."""
    scales = {STANCE: (-1.0, 1.0), GAP: (-2.0, 2.0), NARRATOR_SHARE: (0.0, 1.0), SUBJECTIVITY: (0.0, 1.0)}
    carried = measured[measured.metric.str.startswith(CARRIED)]
    if len(carried):
        most = [carried[["value", "high"]].max().max(), *(series.max() for metric, series in points.items() if metric.startswith(CARRIED))]
        scales[CARRIED] = (0.0, max(float(np.nanmax(most)), 1.0))
    return {kind: (low - 0.06 * (high - low), high + 0.06 * (high - low)) for kind, (low, high) in scales.items()}


def _shade(axes: Axes, sentences: pd.DataFrame) -> None:
    for i, (_, begin, end) in enumerate(_zones(sentences)):
        if i % 2 == 0:
            axes.axvspan(begin, end, color=WASH, zorder=0, linewidth=0)
        if i:
            axes.axvline(begin, color=RULE, linewidth=0.8, zorder=0)


def _name_zones(axes: Axes, sentences: pd.DataFrame, width: float) -> int:
    """Write the names of the zones above a panel, width inches wide, in as many lines as they need; return how many."""
    zones = _zones(sentences)
    letter = LETTER * (zones[-1][2] - zones[0][1]) / width if zones else 0.0  # in sentences
    ends: list[float] = []
    placed = []
    for name, begin, end in zones:
        half = letter * (len(name) + 1) / 2
        middle = min(max((begin + end) / 2, zones[0][1] + half), zones[-1][2] - half)
        line = next((i for i, taken in enumerate(ends) if taken <= middle - half), len(ends))
        ends[line : line + 1] = [middle + half]
        placed.append((name, middle, line))
    for name, middle, line in placed:
        up = 2 + LINE * (len(ends) - 1 - line)
        axes.annotate(name, (middle, 1), xycoords=("data", "axes fraction"), xytext=(0, up), textcoords="offset points",
                      ha="center", va="bottom", fontsize=10, color=MUTED)  # fmt: skip
    return len(ends)


def _zones(sentences: pd.DataFrame) -> list[tuple[str, float, float]]:
    """Return the zones of the article with where each begins and ends on the axis of sentences."""
    parts = sentences.groupby("zone", sort=False).sentence
    return [(str(zone), float(part.min()) - 0.5, float(part.max()) + 0.5) for zone, part in parts]


def _change(changes: pd.DataFrame, metric: str) -> Any:
    found = changes[changes.metric == metric]
    return next(found.itertuples(), None)
