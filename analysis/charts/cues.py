"""Which verbs introduce each side's sources."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import OTHER, SIDES, new_figure
from analysis.charts.words import left_out, short, side_order, voice_label, with_sides
from analysis.templates import counted
from analysis.voices import sourcing

_TONE_HATCHES = {"assertive": "////", "conceding": "...."}


@styled
def cue_tones(voices: pd.DataFrame, *, sides: Sequence[str] | None = None) -> Chart:
    """Draw how many attributions of each side's sources have a cue of each tone, with the cues themselves."""
    title = "Which verbs introduce each side’s sources"
    order = side_order(sides, voices, "side")
    tones = sourcing.cue_tones(with_sides(voices, order))
    tones = tones[tones["count"] > 0]
    tones = tones.assign(sources=[voice_label("source", side, order) for side in tones.side])
    heads = [head for head in [*(f"Sources: {side}" for side in order), "Other sources"] if head in set(tones.sources)]
    table = pd.concat([tones[tones.sources == head] for head in heads] or [tones])[["sources", "tone", "count", "cues"]].reset_index(drop=True)
    if not len(table):
        return blank(title, "No verb of saying was found, so no tone can be shown.", table)
    colours = {"Other sources": OTHER} | {f"Sources: {side}": SIDES[i] for i, side in enumerate(order)}
    figure = new_figure(0.2 + 0.5 * len(table) + 0.5 * len(heads))
    axes = figure.subplots()
    y = 0.0
    for head in heads:
        part = table[table.sources == head]
        total = counted(int(part["count"].sum()), "cue")
        axes.text(0, y, f"{short(head, 34)} · {total}", ha="left", va="bottom", fontweight="bold", color=colours[head])
        for row in part.itertuples():
            y += 1
            axes.text(0, y - 0.3, short(f"{row.tone} {row.count}: {row.cues}", 46), ha="left", va="bottom")
            filled = row.tone in ("doubting", "accusing", "painted")
            axes.barh(y, row.count, height=0.4, color=colours[head] if filled else "none", edgecolor=colours[head], hatch=_TONE_HATCHES.get(row.tone))
        y += 1.2
    axes.set(xlim=(0, 1.02 * float(table["count"].max())), ylim=(y - 0.8, -0.5), yticks=[], xticks=[])
    axes.spines[["left", "bottom"]].set_visible(False)
    said = "; ".join(
        f"{head}: " + ", ".join(f"{row.count} {row.tone} ({row.cues})" for row in table[table.sources == head].itertuples()) for head in heads
    )
    rest = len(sourcing.attributions(voices)) - int(table["count"].sum())
    note = "Each cue is one attribution. Filled bars: verbs that doubt the speaker, show the speaker accusing, or colour how it was said."
    note += f" Not drawn: {counted(rest, 'attribution')} without a cue of known tone." if rest else ""
    return Chart(figure, title, f"Bars of cues by tone. {said}.", table, note + left_out(sides, voices, "side"))
