"""The shift: every measure along the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import INK, MUTED, RULE, SIDES, WASH, along_sentences, few_ticks, new_figure
from analysis.charts.words import short
from analysis.shift.chance import LEVEL, p_in_words
from analysis.shift.metrics import CARRIED, GAP, STANCE, amount, in_words
from analysis.templates import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes


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
    figure = new_figure(0.7 + 1.5 * len(metrics))
    panels = np.atleast_1d(figure.subplots(len(metrics), 1, sharex=True))
    said = []
    for axes, metric in zip(panels, metrics, strict=True):
        part = measured[measured.metric == metric].sort_values("sentence")
        side = metric.split(": ", 1)[1] if metric.startswith((STANCE, CARRIED)) else None
        colour = SIDES[order.index(side)] if side in order[: len(SIDES)] else INK
        _shade(axes, sentences, names=axes is panels[0])
        x, value = part.sentence.to_numpy(dtype=float), part.value.to_numpy(dtype=float)
        low, high = part.low.to_numpy(dtype=float), part.high.to_numpy(dtype=float)
        signs = metric.startswith((STANCE, GAP))
        if signs:
            axes.axhline(0, color=MUTED, linewidth=0.8, zorder=1)
        axes.fill_between(x, low, high, where=~(np.isnan(low) | np.isnan(high)), color=colour, alpha=0.16, linewidth=0, zorder=1)
        axes.plot(x, value, color=colour, linewidth=1.8, zorder=3)
        raw = (points or {}).get(metric, part.set_index("sentence").value).dropna()
        axes.plot(
            raw.index.to_numpy(dtype=float), raw.to_numpy(dtype=float), color=colour, marker="o", markersize=4.5, linestyle="", alpha=0.75, zorder=2
        )
        found = _change(changes, metric)
        verdict = headline = "no evidence of a shift"
        if found is not None and not pd.isna(found.p_value):
            verdict += f", {p_in_words(found.p_value)}"
        if found is not None and found.p_value < LEVEL:
            verdict = f"shift after sentence {int(found.sentence)}, {p_in_words(found.p_value)}"
            headline = f"shift after {int(found.sentence)}, {p_in_words(found.p_value)}"
            axes.axvline(found.sentence + 0.5, color=INK, linewidth=1.4, linestyle=(0, (4, 2)), zorder=4)
            for begin, end, level in ((x.min(), found.sentence + 0.5, found.before), (found.sentence + 0.5, x.max(), found.after)):
                axes.plot([begin, end], [level, level], color=INK, linewidth=1, linestyle=":", zorder=4)
        plain = in_words(metric).removeprefix("the ")
        name = "gap in stance" if metric.startswith(GAP) else metric if metric.startswith(CARRIED) else plain
        axes.set_title(short(name, 34), loc="left", fontsize=10.5, fontweight="bold", color=colour, pad=16)
        axes.annotate(headline, (0, 1), xycoords="axes fraction", xytext=(0, 3), textcoords="offset points", ha="left", va="bottom", fontsize=10)
        if axes is panels[0]:  # room for the names of the zones
            low_end, high_end = axes.get_ylim()
            axes.set_ylim(low_end, high_end + 0.22 * (high_end - low_end))
        axes.yaxis.set_major_locator(few_ticks(3))
        if signs:
            axes.yaxis.set_major_formatter(lambda tick, _: f"{tick:+.2g}".replace("-", "−") if abs(tick) > 1e-9 else "0")
        lowest, highest = int(value.argmin()), int(value.argmax())
        said.append(
            f"{plain}: {counted(len(part), 'sentence')}, from {amount(metric, value[0])} to {amount(metric, value[-1])}, "
            f"lowest {amount(metric, value[lowest])} in sentence {int(x[lowest])}, "
            f"highest {amount(metric, value[highest])} in sentence {int(x[highest])}, {verdict}"
        )
    along_sentences(panels[-1], sentences)
    note = "Each point is one sentence. " if points else ""
    note += "The curve is the mean of a sentence and its neighbours, the band its 95% interval. "
    note += "A dashed line marks a shift that is unlikely to be chance (p < .05)."
    return Chart(figure, title, ". ".join(said) + ".", table, note)


def _shade(axes: Axes, sentences: pd.DataFrame, *, names: bool) -> None:
    for i, (zone, part) in enumerate(sentences.groupby("zone", sort=False)):
        begin, end = float(part.sentence.min()) - 0.5, float(part.sentence.max()) + 0.5
        if i % 2 == 0:
            axes.axvspan(begin, end, color=WASH, zorder=0, linewidth=0)
        if i:
            axes.axvline(begin, color=RULE, linewidth=0.8, zorder=0)
        if names:
            axes.annotate(str(zone), ((begin + end) / 2, 1), xycoords=("data", "axes fraction"), xytext=(0, -2), textcoords="offset points",
                          ha="center", va="top", fontsize=10, color=MUTED)  # fmt: skip


def _change(changes: pd.DataFrame, metric: str) -> Any:
    found = changes[changes.metric == metric]
    return next(found.itertuples(), None)
