"""Is the model as sure as it should be?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import INK, MUTED, PAPER, new_figure


@styled
def calibration(reliability: pd.DataFrame) -> Chart:
    """Draw how often a model was right against how sure it was; on the line, its probabilities mean what they say.

    reliability: columns confidence, accuracy (0 to 1) and rows, one row a bin, as ``analysis.report.caution.published_reliability`` gives it.
    """
    title = "Is the model as sure as it should be?"
    if reliability.empty:
        return blank(title, "The stance model has no measured accuracy, so there is nothing to compare its confidence with.", reliability)
    figure = new_figure(3.6)
    axes = figure.subplots()
    axes.plot([0.3, 1], [0.3, 1], color=MUTED, linewidth=1, linestyle="--", zorder=1)
    axes.text(0.44, 0.41, "as sure as right", color=MUTED, rotation=45, transform_rotates_text=True, ha="left", va="bottom", rotation_mode="anchor")
    axes.plot(reliability.confidence, reliability.accuracy, color=INK, linewidth=1.2, zorder=2)
    axes.scatter(
        reliability.confidence, reliability.accuracy, s=20 + 2 * np.sqrt(reliability.rows) * 4, marker="s", color=INK, edgecolor=PAPER, zorder=3
    )
    axes.set(xlim=(0.3, 1.02), ylim=(min(0.3, float(reliability.accuracy.min()) - 0.05), 1.05), xlabel="how sure the model was", ylabel="")
    axes.set_title("how often it was right", loc="left", fontsize="medium")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    total = int(reliability["rows"].sum())
    far = reliability.loc[(reliability.accuracy - reliability.confidence).abs().idxmax()]
    alt = (
        f"{total} answers in {len(reliability)} groups by confidence. Farthest from the line: {int(far['rows'])} answers of which the model was "
        f"{far.confidence:.0%} sure and {far.accuracy:.0%} right."
    )
    note = "One square is a group of answers with about the same confidence; larger squares hold more answers. Small groups move by chance."
    return Chart(figure, title, alt, reliability.reset_index(drop=True), note)
