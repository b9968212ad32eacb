"""Whose voice is it?, in total and along it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import HATCHES, INK, MUTED, NARRATOR, OTHER, PAPER, RULE, SIDES, along_sentences, new_figure
from analysis.charts.words import engine_note, left_out, short, side_order, voice_label
from analysis.templates import counted
from analysis.voices.voices import voice_parts


@styled
def voice_strip(sentences: pd.DataFrame, voices: pd.DataFrame, *, sides: Sequence[str] | None = None) -> Chart:
    """Draw whose voice carries the article: in total, and sentence by sentence."""
    from matplotlib.patches import Patch

    title = "Whose voice is it?"
    parts = voice_parts(sentences, voices)
    order = side_order(sides, voices, "side")
    parts["who"] = [voice_label(row.voice, row.side, order) for row in parts.itertuples()]
    lanes = [lane for lane in ["Reporter", *(f"Sources: {side}" for side in order), "Other sources"] if lane in set(parts.who) or lane == "Reporter"]
    totals = parts.groupby("who").words.sum().reindex(lanes, fill_value=0)
    table = pd.DataFrame({"voice": lanes, "words": totals.to_numpy(), "share of words": _shares(totals)})
    if not int(totals.sum()):
        return blank(title, "There are no sentences to show.", table.iloc[:0])
    colours = {"Reporter": NARRATOR, "Other sources": OTHER} | {f"Sources: {side}": SIDES[i] for i, side in enumerate(order)}
    figure = new_figure(1.35 + 0.62 * len(lanes))
    top, along = figure.subplots(2, 1, height_ratios=[0.4, 0.62 * len(lanes)])

    left = 0.0
    for lane in lanes:
        share = totals[lane] / totals.sum()
        top.barh(0, share, left=left, height=1, color=colours[lane], edgecolor=PAPER, linewidth=1.5)
        if share >= 0.1:
            top.text(left + share / 2, 0, f"{share:.0%}", ha="center", va="center", color=PAPER, fontweight="bold")
        left += share
    top.set(xlim=(0, 1), ylim=(-0.5, 0.5))
    top.axis("off")

    by_number = sentences.set_index("sentence")
    for y, lane in enumerate(lanes):
        along.axhline(y, color=RULE, linewidth=0.8, zorder=0)
        along.text(0.5, y - 0.3, f"{short(lane, 30)} · {int(totals[lane])} words", ha="left", va="bottom", color=INK)
        for row in parts[(parts.who == lane) & (parts.words > 0)].itertuples():
            sentence = by_number.loc[row.sentence]
            length = max(int(sentence.end) - int(sentence.start), 1)
            begin = row.sentence - 0.5 + (row.start - sentence.start) / length
            width = (row.end - row.start) / length
            direct = row.voice == "narrator" or row.kind == "direct"
            along.broken_barh([(begin, width)], (y - 0.2, 0.4), facecolor=colours[lane] if direct else "none", edgecolor=colours[lane], linewidth=1,
                              hatch=None if direct else HATCHES.get(str(row.kind), "xx"))  # fmt: skip
    along_sentences(along, sentences)
    along.set_ylim(len(lanes) - 0.5, -0.7)
    along.set_yticks([])
    along.spines["left"].set_visible(False)
    kinds = [kind for kind in HATCHES if kind in set(voices.kind)]
    if kinds:
        handles = [Patch(facecolor=MUTED if kind == "direct" else "none", edgecolor=MUTED, hatch=HATCHES[kind]) for kind in kinds]
        along.legend(handles, kinds, loc="upper center", bbox_to_anchor=(0.5, -0.42 / len(lanes) - 0.1), ncols=3, handlelength=1.6, columnspacing=1.2)
    shares = "; ".join(f"{lane} {int(totals[lane])} words ({totals[lane] / totals.sum():.0%})" for lane in lanes)
    alt = f"Strip of {counted(len(sentences), 'sentence')} by voice. {shares}.{_halves(parts)}"
    note = "Each bar is a stretch of the article in that voice. Everything that no source says is the reporter’s voice."
    return Chart(figure, title, alt, table, note + engine_note(voices) + left_out(sides, voices, "side"))


def _halves(parts: pd.DataFrame) -> str:
    """Say the reporter's share of the words in the first and in the second half of the sentences; empty for a single sentence."""
    later = parts.sentence > parts.sentence.max() / 2
    halves = [(int(half.words[half.voice == "narrator"].sum()), int(half.words.sum())) for half in (parts[~later], parts[later])]
    if not all(total for _, total in halves):
        return ""
    first, second = (f"{own / total:.0%}" for own, total in halves)
    return f" The reporter’s share is {first} in the first half of the sentences and {second} in the second."


def _shares(totals: pd.Series) -> list[str]:
    whole = totals.sum()
    return [f"{value / whole:.0%}" if whole else "–" for value in totals]
