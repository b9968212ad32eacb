"""Tables in, charts out: each chart carries its alternative text and the table it was drawn from.

No function here computes a score.  Figures are made without pyplot, so nothing is shown twice and nothing leaks.
Sides keep one colour everywhere: their order is ``sides=``, or ``table.attrs["sides"]``, or that of first appearance.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis import sourcing
from analysis.shift import CARRIED, GAP, LEVEL, NARRATOR_SHARE, STANCE, amount, in_words, p_in_words
from analysis.templates import clean, render, signed
from analysis.voices import voice_parts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analysis.swap import SwapAudit

INK, MUTED, RULE, WASH, PAPER = "#1b1f24", "#565e69", "#d8d3c8", "#f5f2ea", "#fffefa"
NARRATOR, OTHER = "#6a717c", "#6f6557"
SIDES = ("#1f5f99", "#ad4d0c", "#0b6e51", "#873f7f", "#6e5a00")  # blue, orange, then three more: told apart by colour-blind readers
MARKERS = {"narrator": "o", "source": "D"}
WIDTH = 4.8  # inches: at 320 px the letters are still 9 px high
MOST_WORDS = 24  # lines of one chart; the table twin has them all
MOST_MENTIONS = 60

_VARIABLES = {INK: "ink", MUTED: "muted", RULE: "rule", WASH: "wash", PAPER: "paper", NARRATOR: "narrator", OTHER: "other"} | {
    colour: f"side{i}" for i, colour in enumerate(SIDES, start=1)
}
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "framing",
    "text.parse_math": False,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.labelsize": 10.5,
    "axes.linewidth": 0.8,
    "axes.facecolor": "none",
    "axes.unicode_minus": True,
    "figure.facecolor": "none",
    "savefig.facecolor": "auto",
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 10.5,
    "ytick.labelsize": 10.5,
    "legend.frameon": False,
    "legend.fontsize": 10.5,
    "hatch.linewidth": 1.0,
}
_HATCHES = {"direct": "", "indirect": "////", "mixed": "xxxx"}
_TONE_HATCHES = {"assertive": "////", "conceding": "...."}


@dataclass(frozen=True, eq=False)
class Chart:
    """A figure with a title, an alternative text made from its numbers, and the table it shows."""

    figure: Figure
    title: str
    alt: str
    table: pd.DataFrame
    note: str = field(default="")

    def _repr_html_(self) -> str:
        """Show the figure with its caption, and the table behind a disclosure."""
        return render("chart.html.j2", title=self.title, note=self.note, alt=self.alt, svg=self._inline_svg(), **_cells(self.table))

    def save(self, path: str | Path) -> Path:
        """Write the figure with its title as ``.svg`` or ``.png`` (twice the size on screen); return the path."""
        path = Path(path)
        kind = path.suffix.lower()
        if kind not in (".svg", ".png"):
            raise ValueError(f"cannot save a chart as `{path.name}`: the name must end in .svg or .png")
        options: dict[str, Any] = {"facecolor": PAPER, "bbox_inches": "tight", "pad_inches": 0.12}
        with _style():
            head = self.figure.text(0.015, 1.03, _wrap(self.title, 52), ha="left", va="bottom", fontsize=11.5, fontweight="bold", color=INK)
            try:
                if kind == ".svg":
                    path.write_text(_svg(self.figure, self.alt, **options), encoding="utf-8")
                else:
                    with warnings.catch_warnings():
                        warnings.filterwarnings("ignore", message="Glyph .* missing")
                        self.figure.savefig(path, format="png", dpi=192, metadata={"Software": None}, **options)
            finally:
                head.remove()
        return path

    def _inline_svg(self) -> Any:
        from markupsafe import Markup

        with _style():
            text = _svg(self.figure)
        prefix = "c" + re.sub(r"[^a-z0-9]+", "", self.title.lower())[:24]  # two charts of a page never share an id
        used = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', text))

        def adapt(match: re.Match[str]) -> str:
            tag = match[0]
            if tag.startswith("<svg"):
                box = re.search(r'viewBox="[^"]*"', tag)
                return f'<svg {box[0] if box else ""} aria-hidden="true" focusable="false" xmlns:xlink="http://www.w3.org/1999/xlink">'
            tag = re.sub(r' id="([^"]*)"', lambda m: f' id="{prefix}{m[1]}"' if m[1] in used else "", tag)
            tag = re.sub(r'(url\(#|href="#)', rf"\g<1>{prefix}", tag)
            tag = re.sub(r' fill="(#[0-9a-f]{6})"', r' style="fill: \1"', tag)
            return re.sub("|".join(_VARIABLES), lambda m: f"var(--{_VARIABLES[m[0]]},{m[0]})", tag) if 'style="' in tag else tag

        text = re.sub(r"<[^>]*>", adapt, text[text.index("<svg") :])
        return Markup(text)  # matplotlib has escaped every text in it


@dataclass(frozen=True, eq=False)
class Table:
    """A table that shows itself with a caption and a note."""

    title: str
    table: pd.DataFrame
    note: str = ""

    def _repr_html_(self) -> str:
        """Show the table with its caption."""
        return render("table.html.j2", title=self.title, note=self.note, **_cells(self.table))


# ---- whose voice -----------------------------------------------------------------------------------------------------


def _styled(function: Callable[..., Chart]) -> Callable[..., Chart]:
    @wraps(function)
    def inner(*args: Any, **options: Any) -> Chart:
        with _style(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing")
            chart = function(*args, **options)
            chart.figure.draw_without_rendering()
            chart.figure.set_layout_engine("none")  # laid out once: showing or saving a chart never moves anything
            return chart

    return inner


@_styled
def voice_strip(sentences: pd.DataFrame, voices: pd.DataFrame, *, sides: Sequence[str] | None = None) -> Chart:
    """Draw whose voice carries the article: in total, and sentence by sentence."""
    from matplotlib.patches import Patch

    title = "Whose voice carries the article"
    parts = voice_parts(sentences, voices)
    order = _sides(sides, voices, "side")
    parts["who"] = [_who(row.voice, row.side, order) for row in parts.itertuples()]
    lanes = [lane for lane in ["Reporter", *(f"Sources: {side}" for side in order), "Other sources"] if lane in set(parts.who) or lane == "Reporter"]
    totals = parts.groupby("who").words.sum().reindex(lanes, fill_value=0)
    table = pd.DataFrame({"voice": lanes, "words": totals.to_numpy(), "share of words": _shares(totals)})
    if not int(totals.sum()):
        return _blank(title, "There are no sentences to show.", table.iloc[:0])
    colours = {"Reporter": NARRATOR, "Other sources": OTHER} | {f"Sources: {side}": SIDES[i] for i, side in enumerate(order)}
    figure = _figure(1.35 + 0.62 * len(lanes))
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
        along.text(0.5, y - 0.3, f"{_short(lane, 30)} · {int(totals[lane])} words", ha="left", va="bottom", color=INK)
        for row in parts[(parts.who == lane) & (parts.words > 0)].itertuples():
            sentence = by_number.loc[row.sentence]
            length = max(int(sentence.end) - int(sentence.start), 1)
            begin = row.sentence - 0.5 + (row.start - sentence.start) / length
            width = (row.end - row.start) / length
            direct = row.voice == "narrator" or row.kind == "direct"
            along.broken_barh([(begin, width)], (y - 0.2, 0.4), facecolor=colours[lane] if direct else "none", edgecolor=colours[lane], linewidth=1,
                              hatch=None if direct else _HATCHES.get(str(row.kind), "xx"))  # fmt: skip
    _along(along, sentences)
    along.set_ylim(len(lanes) - 0.5, -0.7)
    along.set_yticks([])
    along.spines["left"].set_visible(False)
    kinds = [kind for kind in _HATCHES if kind in set(voices.kind)]
    if kinds:
        handles = [Patch(facecolor=MUTED if kind == "direct" else "none", edgecolor=MUTED, hatch=_HATCHES[kind]) for kind in kinds]
        along.legend(handles, kinds, loc="upper center", bbox_to_anchor=(0.5, -0.42 / len(lanes) - 0.1), ncols=3, handlelength=1.6, columnspacing=1.2)
    shares = "; ".join(f"{lane} {int(totals[lane])} words ({totals[lane] / totals.sum():.0%})" for lane in lanes)
    alt = f"Strip of {len(sentences)} sentences by voice. {shares}."
    note = "Each bar is a stretch of the article in that voice. What no source says is the reporter’s voice."
    return Chart(figure, title, alt, table, note + _engine(voices) + _left_out(sides, voices, "side"))


@_styled
def sourcing_balance(voices: pd.DataFrame, sentences: pd.DataFrame, *, sides: Sequence[str] | None = None) -> Chart:
    """Draw how many words of each side's sources the article carries, in which kind of speech, and how many attributions give no name."""
    from matplotlib.patches import Patch

    title = "How many words each side’s sources are given"
    order = _sides(sides, voices, "side")
    balance = sourcing.sourcing(sentences, _with_sides(voices, order))
    balance.index = pd.Index([_who("source", side, order) for side in balance.side], name="sources", dtype=object)
    rows = [row for row in [*(f"Sources: {side}" for side in order), "Other sources"] if row in balance.index]
    balance = balance.loc[rows]
    counts = balance[[kind for kind in _HATCHES if balance[kind].any()]]
    table = counts.assign(total=balance.words, named=balance.named, unnamed=balance.unnamed).reset_index()
    if not len(counts):
        return _blank(title, "No source was found: every word is in the reporter’s voice.", table)
    colours = {"Other sources": OTHER} | {f"Sources: {side}": SIDES[i] for i, side in enumerate(order)}
    figure = _figure(0.75 + 0.92 * len(rows))
    axes = figure.subplots()
    for y, row in enumerate(rows):
        left = 0
        named, unnamed = int(balance.loc[row, "named"]), int(balance.loc[row, "unnamed"])
        axes.text(0, y - 0.21, f"{_short(row, 32)} · {_count(int(balance.loc[row, 'words']), 'word')}", ha="left", va="bottom")
        axes.text(0, y + 0.2, f"attributions: ● {named} named, ○ {unnamed} unnamed", ha="left", va="top", fontsize=9.5, color=MUTED)
        for kind in counts.columns:
            words = int(counts.loc[row, kind])
            if not words:
                continue
            direct = kind == "direct"
            colour = colours[row]
            axes.barh(y, words, left=left, height=0.32, color=colour if direct else "none", edgecolor=colour, hatch=_HATCHES.get(kind, "xx"))
            if words >= 0.08 * counts.sum(axis=1).max():
                box = None if direct else {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
                axes.text(left + words / 2, y, str(words), ha="center", va="center", color=PAPER if direct else INK, bbox=box)
            left += words
    axes.set(ylim=(len(rows) - 0.5, -0.6), yticks=[], xticks=[])
    axes.spines[["left", "bottom"]].set_visible(False)
    handles = [Patch(facecolor=MUTED if kind == "direct" else "none", edgecolor=MUTED, hatch=_HATCHES.get(kind, "xx")) for kind in counts.columns]
    axes.legend(handles, list(counts.columns), loc="upper left", bbox_to_anchor=(0, 0), ncols=3, handlelength=1.6, columnspacing=1.2, borderaxespad=0)
    said = "; ".join(
        f"{row}: {_count(int(balance.loc[row, 'words']), 'word')} (" + ", ".join(f"{counts.loc[row, kind]} {kind}" for kind in counts.columns)
        + f"), attributions {balance.loc[row, 'named']} named and {balance.loc[row, 'unnamed']} unnamed" for row in rows
    )  # fmt: skip
    note = (
        "Direct speech is quoted; indirect speech is told in the reporter’s words; mixed speech is both. An attribution is one act of saying; "
        "it is unnamed when the text gives no proper name for it: “officials”, but also “the police”."
    )
    return Chart(figure, title, f"Bars of words carried. {said}.", table, note + _engine(voices) + _left_out(sides, voices, "side"))


@_styled
def cue_tones(voices: pd.DataFrame, *, sides: Sequence[str] | None = None) -> Chart:
    """Draw how many attributions of each side's sources have a cue of each tone, with the cues themselves."""
    title = "Which verbs introduce each side’s sources"
    order = _sides(sides, voices, "side")
    tones = sourcing.cue_tones(_with_sides(voices, order))
    tones = tones[tones["count"] > 0]
    tones = tones.assign(sources=[_who("source", side, order) for side in tones.side])
    heads = [head for head in [*(f"Sources: {side}" for side in order), "Other sources"] if head in set(tones.sources)]
    table = pd.concat([tones[tones.sources == head] for head in heads] or [tones])[["sources", "tone", "count", "cues"]].reset_index(drop=True)
    if not len(table):
        return _blank(title, "No verb of saying was found, so no tone can be shown.", table)
    colours = {"Other sources": OTHER} | {f"Sources: {side}": SIDES[i] for i, side in enumerate(order)}
    figure = _figure(0.2 + 0.5 * len(table) + 0.5 * len(heads))
    axes = figure.subplots()
    y = 0.0
    for head in heads:
        part = table[table.sources == head]
        total = _count(int(part["count"].sum()), "cue")
        axes.text(0, y, f"{_short(head, 34)} · {total}", ha="left", va="bottom", fontweight="bold", color=colours[head])
        for row in part.itertuples():
            y += 1
            axes.text(0, y - 0.3, _short(f"{row.tone} {row.count}: {row.cues}", 54), ha="left", va="bottom")
            filled = row.tone in ("doubting", "accusing")
            axes.barh(y, row.count, height=0.4, color=colours[head] if filled else "none", edgecolor=colours[head], hatch=_TONE_HATCHES.get(row.tone))
        y += 1.2
    axes.set(xlim=(0, 1.02 * float(table["count"].max())), ylim=(y - 0.8, -0.5), yticks=[], xticks=[])
    axes.spines[["left", "bottom"]].set_visible(False)
    said = "; ".join(
        f"{head}: " + ", ".join(f"{row.count} {row.tone} ({row.cues})" for row in table[table.sources == head].itertuples()) for head in heads
    )
    rest = len(sourcing.attributions(voices)) - int(table["count"].sum())
    note = "One cue is one attribution. Filled bars: verbs that doubt the speaker or show the speaker accusing."
    note += f" Not drawn: {_count(rest, 'attribution')} without a cue of known tone." if rest else ""
    return Chart(figure, title, f"Bars of cues by tone. {said}.", table, note + _left_out(sides, voices, "side"))


# ---- stance ----------------------------------------------------------------------------------------------------------


@_styled
def stance_points(sentences: pd.DataFrame, stance: pd.DataFrame, *, sides: Sequence[str] | None = None) -> Chart:
    """Draw every mention of every side by its score, the reporter's and the sources' apart."""
    import seaborn

    title = "How each mention of a side is treated"
    order = _sides(sides, stance, "side")
    shown = stance[stance.side.isin(order)]
    rows = [(side, voice) for side in order for voice in MARKERS]
    parts = [shown[(shown.side == side) & (shown.voice == voice)] for side, voice in rows]
    table = pd.DataFrame(
        [
            (side, "reporter" if voice == "narrator" else "sources", len(part), *_spread(part.score))
            for (side, voice), part in zip(rows, parts, strict=True)
        ],
        columns=["side", "voice", "mentions", "lowest", "mean", "highest"],
    )
    if not len(shown):
        return _blank(title, "No mention of a side was scored, so there is no stance to show.", table)
    figure = _figure(0.6 + 1.46 * len(order))
    axes = figure.subplots()
    axes.axvline(0, color=MUTED, linewidth=0.8, zorder=0)
    dots: list[tuple[float, float, str, str]] = []
    label: dict[str, Any] = {"ha": "left", "va": "bottom", "bbox": {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}}
    for i, side in enumerate(order):
        axes.text(-1.05, 3 * i - 0.82, _short(side, 34), fontweight="bold", color=SIDES[i], **label)
    for index, ((side, voice), part) in enumerate(zip(rows, parts, strict=True)):
        y = 3 * (index // 2) + 1.22 * (index % 2)
        axes.axhline(y, color=RULE, linewidth=0.8, zorder=0)
        scores = [float(value) for value in part.score]
        dots += [(x, y + dodge, side, voice) for x, dodge in zip(scores, _dodge(scores), strict=True)]
        name = "reporter" if voice == "narrator" else "sources"
        if scores:
            mean = float(np.mean(scores))
            axes.plot([mean, mean], [y - 0.36, y + 0.36], color=INK, linewidth=2, zorder=4)
            axes.text(-1.05, y - 0.4, f"{name}, {_count(len(scores), 'mention')}: mean {signed(mean)}", **label)
        else:
            axes.text(-1.05, y - 0.4, f"{name}: no mention", **label)
    points = pd.DataFrame(dots, columns=["score", "y", "side", "voice"])
    seaborn.scatterplot(
        points, x="score", y="y", hue="side", hue_order=order, palette=list(SIDES[: len(order)]), style="voice", style_order=list(MARKERS),
        markers=MARKERS, legend=False, s=46, alpha=0.8, linewidth=0.8, edgecolor=PAPER, ax=axes, zorder=3,
    )  # fmt: skip
    axes.set(xlim=(-1.05, 1.05), ylim=(3 * len(order) - 1.3, -1.35), xlabel="negative  ←  score  →  positive", ylabel="", yticks=[])
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    axes.spines["left"].set_visible(False)
    said = "; ".join(
        f"{row.side}, {row.voice}: {_count(row.mentions, 'mention')}"
        + (f", mean {signed(row.mean)}, from {signed(row.lowest)} to {signed(row.highest)}" if row.mentions else "")
        for row in table.itertuples()
    )
    note = "One point is one mention: circles in the reporter’s voice, diamonds in a source’s. The bar is the mean. Score: P(positive) − P(negative)."
    return Chart(figure, title, f"Scores of {len(shown)} mentions. {said}.", table, note + _left_out(sides, stance, "side"))


# ---- loaded terms ----------------------------------------------------------------------------------------------------


@_styled
def term_raster(sentences: pd.DataFrame, terms: pd.DataFrame) -> Chart:
    """Draw where in the article each category of loaded term stands, and in whose voice."""
    import seaborn
    from matplotlib.lines import Line2D

    title = "Where the loaded terms stand"
    table = terms[["sentence", "text", "category", "voice", "speaker", "about"]].reset_index(drop=True)
    if not len(terms):
        return _blank(title, "No loaded term of the word list was found in this article.", table)
    categories = list(dict.fromkeys(str(category) for category in terms.category))
    place = {int(row.sentence): (int(row.start), max(int(row.end) - int(row.start), 1)) for row in sentences.itertuples()}
    dots = pd.DataFrame(
        {
            "x": [_at(row.sentence, row.start, place) for row in terms.itertuples()],
            "y": [categories.index(str(category)) for category in terms.category],
            "voice": list(terms.voice),
        }
    )
    figure = _figure(0.95 + 0.56 * len(categories))
    axes = figure.subplots()
    for y, category in enumerate(categories):
        axes.axhline(y, color=RULE, linewidth=0.8, zorder=0)
        axes.text(0.5, y - 0.22, f"{_short(category, 36)} · {int((dots.y == y).sum())}", ha="left", va="bottom")
    seaborn.scatterplot(
        dots, x="x", y="y", hue="voice", hue_order=list(MARKERS), palette=[INK, OTHER], style="voice", style_order=list(MARKERS),
        markers=MARKERS, legend=False, s=58, linewidth=0.8, edgecolor=PAPER, ax=axes, zorder=3,
    )  # fmt: skip
    _along(axes, sentences)
    axes.set(ylim=(len(categories) - 0.6, -0.75), yticks=[], ylabel="")
    axes.spines["left"].set_visible(False)
    handles = [Line2D([], [], marker=mark, color=colour, linestyle="", markersize=7) for mark, colour in zip("oD", (INK, OTHER), strict=True)]
    figure.legend(handles, ["reporter’s voice", "a source’s voice"], loc="outside lower center", ncols=2, handletextpad=0.2, columnspacing=1.2)
    own = int((terms.voice == "narrator").sum())
    by_category = ", ".join(f"{category} {int((dots.y == y).sum())}" for y, category in enumerate(categories))
    alt = (
        f"{_count(len(terms), 'loaded term')} along {_count(len(sentences), 'sentence')}, {own} in the reporter’s voice and {len(terms) - own} "
        f"in a source’s. By category: {by_category}."
    )
    return Chart(figure, title, alt, table, "Circles are in the reporter’s own voice, diamonds in the voice of a source.")


def term_table(terms: pd.DataFrame, *, sides: Sequence[str] | None = None) -> Table:
    """Count each loaded term by voice and by the side it is about."""
    order = _sides(sides, terms, "about")
    groups = [(voice, side) for voice in MARKERS for side in [*order, None]]
    rows = []
    for term, part in terms.groupby("term", sort=False):
        about = [_text(value) if _text(value) in order else None for value in part.about]
        counts = [sum(v == voice and a == side for v, a in zip(part.voice, about, strict=True)) for voice, side in groups]
        rows.append((str(term), *counts, len(part)))
    names = [f"{'reporter' if voice == 'narrator' else 'sources'}, {f'about {side}' if side else 'no side named'}" for voice, side in groups]
    table = pd.DataFrame(rows, columns=["term", *names, "total"]).sort_values("total", ascending=False, kind="stable", ignore_index=True)
    title = "Each loaded term by voice and side" if rows else "No loaded term of the word list was found in this article"
    return Table(title, table[["term", *[name for name in names if table[name].sum()], "total"]])


@_styled
def term_effects(terms: pd.DataFrame) -> Chart:
    """Draw what each term does: the change of the score when its neutral wording is put in its place."""
    title = "What each loaded term does"
    table = terms[["sentence", "text", "neutral", "voice", "about", "effect"]]
    table = table.dropna(subset=["effect"])
    table = table.iloc[np.argsort(-table.effect.abs().to_numpy(dtype=float), kind="stable")].reset_index(drop=True)
    if not len(table):
        return _blank(title, "No effect was measured: no loaded term stands where a side is mentioned and a neutral wording is known.", table)
    shown = table.head(MOST_WORDS)
    figure = _figure(0.8 + 0.5 * len(shown))
    axes = figure.subplots()
    reach = max(0.25, float(shown.effect.abs().max()) * 1.32)
    axes.axvline(0, color=MUTED, linewidth=0.8, zorder=0)
    for y, row in enumerate(shown.itertuples()):
        colour = INK if row.voice == "narrator" else OTHER
        neutral = _text(row.neutral)
        wording = f" → {neutral}" if neutral else ""
        axes.text(-reach, y - 0.16, _short(f"{row.sentence}  {row.text}{wording}", 54), ha="left", va="bottom",
                  bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6})  # fmt: skip
        axes.plot([0, row.effect], [y, y], color=colour, linewidth=2, solid_capstyle="butt")
        axes.plot([row.effect], [y], marker=MARKERS.get(str(row.voice), "s"), color=colour, markersize=7)
        right = row.effect >= 0
        axes.annotate(signed(row.effect), (row.effect, y), xytext=(7 if right else -7, 0), textcoords="offset points",
                      ha="left" if right else "right", va="center")  # fmt: skip
    axes.set(xlim=(-reach, reach), ylim=(len(shown) - 0.5, -0.85), yticks=[], xlabel="kinder as written  ←  change  →  kinder when neutral")
    axes.xaxis.set_major_locator(_locator())
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


# ---- the shift -------------------------------------------------------------------------------------------------------

_BRIEFLY = {NARRATOR_SHARE: "reporter’s share of words"}  # what fits above a panel


@_styled
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
        return _blank(title, "There are no values to draw along the article.", table)
    named = [metric.removeprefix(STANCE) for metric in metrics if metric.startswith(STANCE)]
    order = list(sides or shift.attrs.get("sides") or named)
    figure = _figure(0.6 + 1.2 * len(metrics))
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
        name = _BRIEFLY.get(metric, "gap in stance" if metric.startswith(GAP) else metric if metric.startswith(CARRIED) else plain)
        axes.set_title(_short(name, 27), loc="left", fontsize=10.5, fontweight="bold", color=colour, pad=3)
        axes.set_title(headline, loc="right", fontsize=9.5, color=INK, pad=3)
        axes.yaxis.set_major_locator(_locator(3))
        if signs:
            axes.yaxis.set_major_formatter(lambda tick, _: f"{tick:+.2g}".replace("-", "−") if abs(tick) > 1e-9 else "0")
        lowest, highest = int(value.argmin()), int(value.argmax())
        said.append(
            f"{plain}: {len(part)} sentences, lowest {amount(metric, value[lowest])} in sentence {int(x[lowest])}, "
            f"highest {amount(metric, value[highest])} in sentence {int(x[highest])}, {verdict}"
        )
    _along(panels[-1], sentences)
    note = "One point is one sentence. " if points else ""
    note += "The curve is the mean of a sentence and its neighbours, the band its 95 % interval. "
    note += "A dashed line stands only where a shift is unlikely to be chance (p < .05)."
    return Chart(figure, title, ". ".join(said) + ".", table, note)


# ---- shared ----------------------------------------------------------------------------------------------------------


# ---- trust -----------------------------------------------------------------------------------------------------------


@_styled
def calibration(reliability: pd.DataFrame) -> Chart:
    """Draw how often a model was right against how sure it was; on the line, its probabilities mean what they say.

    reliability: columns confidence, accuracy (0 to 1) and rows, one row a bin, as ``analysis.findings.published_reliability`` gives it.
    """
    title = "Is the model as sure as it should be?"
    if reliability.empty:
        return _blank(title, "No measured accuracy came with the stance model, so there is nothing to compare its confidence with.", reliability)
    figure = _figure(3.6)
    axes = figure.subplots()
    axes.plot([0.3, 1], [0.3, 1], color=MUTED, linewidth=1, linestyle="--", zorder=1)
    axes.text(0.42, 0.45, "as sure as right", color=MUTED, rotation=35, ha="left", va="bottom")
    axes.plot(reliability.confidence, reliability.accuracy, color=INK, linewidth=1.2, zorder=2)
    axes.scatter(reliability.confidence, reliability.accuracy, s=20 + 2 * np.sqrt(reliability.rows) * 4, color=SIDES[0], edgecolor=PAPER, zorder=3)
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
    note = "One point is a group of answers with about the same confidence; larger points hold more answers. Small groups move by chance."
    return Chart(figure, title, alt, reliability.reset_index(drop=True), note)


@_styled
def swap_audit(audit: SwapAudit, *, sides: Sequence[str] | None = None) -> Chart:
    """Draw each mention's score before the names of the sides were exchanged and after, joined by a line, in text order.

    audit: as ``Framing.swap_audit`` gives it.  Mentions in a sentence that names no side cannot change and are left out.
    """
    from matplotlib.lines import Line2D

    title = "What the names do to the scores"
    columns = ["sentence", "side", "text", "score", "swapped", "change", "placeholder", "label", "swapped_label"]
    table = audit.table[audit.table.named][columns].reset_index(drop=True)
    if not len(table):
        return _blank(title, audit.missing or "No name was exchanged, so no score could change.", table)
    order = _sides(sides, table, "side")
    drawn = table[table.side.isin(order)]
    drawn = drawn.loc[drawn.change.abs().sort_values(ascending=False, kind="stable").index[:MOST_MENTIONS].sort_values()]
    marks = dict(zip(order, "oDs^v", strict=False))
    figure = _figure(1.0 + 0.215 * len(drawn))
    axes = figure.subplots()
    axes.axvline(0, color=MUTED, linewidth=0.8, zorder=0)
    last = 0
    for y, row in enumerate(drawn.itertuples()):
        colour, flipped = SIDES[order.index(str(row.side))], row.label != row.swapped_label
        if row.sentence != last and y:
            axes.axhline(y - 0.5, color=RULE, linewidth=0.8, zorder=0)
        label: dict[str, Any] = {"ha": "left", "va": "center", "fontweight": "bold" if flipped else "normal", "fontsize": 9.5}
        if row.sentence != last:
            axes.text(-2.02, y, str(row.sentence), **label)
        axes.text(-1.84, y, _short(str(row.text), 16), **{**label, "color": colour})
        axes.plot([row.score, row.swapped], [y, y], color=colour, linewidth=2.4 if flipped else 1.4, zorder=2)
        axes.plot([row.score], [y], marker=marks[str(row.side)], color=PAPER, markeredgecolor=colour, markeredgewidth=1.3, markersize=6, zorder=3)
        axes.plot([row.swapped], [y], marker=marks[str(row.side)], color=colour, markeredgecolor=PAPER, markeredgewidth=0.5, markersize=6, zorder=4)
        if flipped:
            right = row.score + row.swapped < 0
            edge = max(row.score, row.swapped) if right else min(row.score, row.swapped)
            box = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}
            axes.annotate(f"{row.label} → {row.swapped_label}", (edge, y), xytext=(7 if right else -7, 0), textcoords="offset points",
                          ha="left" if right else "right", va="center", fontsize=9.5, bbox=box)  # fmt: skip
        last = row.sentence
    axes.set(xlim=(-2.05, 1.05), ylim=(len(drawn) - 0.4, -0.7), yticks=[])
    axes.set_xlabel("negative  ←  score  →  positive", x=(2.05 + 0) / 3.1)
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    axes.spines["bottom"].set_bounds(-1.05, 1.05)
    axes.spines["left"].set_visible(False)
    handles = [Line2D([], [], marker=marks[side], color=SIDES[i], linestyle="", markersize=6) for i, side in enumerate(order)]
    handles += [Line2D([], [], marker="o", color=MUTED, markerfacecolor=fill, linestyle="", markersize=6) for fill in (PAPER, MUTED)]
    names = [*(_short(side, 18) for side in order), "as written", "other name"]
    axes.legend(handles, names, loc="lower left", bbox_to_anchor=(-0.02, 1), ncols=4 if len(order) < 3 else 3, handletextpad=0.1, columnspacing=0.9,
                borderaxespad=0, fontsize=9.5)  # fmt: skip
    flips, far = table[table.label != table.swapped_label], table.loc[table.change.abs().idxmax()]
    changed = ", ".join(f"{row.text} in sentence {row.sentence} from {row.label} to {row.swapped_label}" for row in flips.itertuples())
    alt = (
        f"Scores of {_count(len(table), 'mention')} before and after the sides’ names are exchanged. Mean absolute change "
        f"{table.change.abs().mean():.2f}, largest {signed(far.change)} for {far.text} in sentence {far.sentence}. "
        f"{len(flips)} of {len(table)} changed class{': ' + changed if changed else ''}."
    )
    note = "Number: the sentence. Hollow: as written; filled: the same role under the other name. Bold: the most likely class changed."
    if len(drawn) < len(table):
        note += f" The {len(drawn)} largest changes of {len(table)} are drawn; the table has them all."
    return Chart(figure, title, alt, table, note + _left_out(sides, table, "side"))


# ---- shared by the charts ----------------------------------------------------------------------------------------------


def _style() -> Any:
    import matplotlib

    ours = ("axes", "figure", "font", "grid", "hatch", "legend", "lines", "markers", "patch", "path", "savefig", "scatter", "svg", "text", "x", "y")
    base: dict[Any, Any] = {key: value for key, value in matplotlib.rcParamsDefault.items() if key.startswith(ours)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a deprecated setting among the defaults is not the reader's concern
        return matplotlib.rc_context(base | _STYLE)


def _figure(height: float) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH, round(height, 2)), layout="constrained")


def _svg(figure: Figure, alt: str | None = None, **options: Any) -> str:
    from xml.sax.saxutils import escape

    out = StringIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # the browser has the glyphs; only the measuring font lacks them
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}, **options)
    text = re.sub(r"<!--.*?-->\n?", "", out.getvalue(), flags=re.DOTALL)
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    if alt is not None:
        text = re.sub(r"(<svg [^>]*)>", lambda m: f'{m[1]} role="img">\n <desc>{escape(clean(alt))}</desc>', text, count=1)
    return text


def _blank(title: str, missing: str, table: pd.DataFrame) -> Chart:
    figure = _figure(1.1)
    axes = figure.subplots()
    axes.axis("off")
    axes.text(0, 0.5, _wrap(missing, 56), ha="left", va="center", color=INK, transform=axes.transAxes)
    return Chart(figure, title, missing, table.reset_index(drop=True))


def _sides(sides: Sequence[str] | None, table: pd.DataFrame, column: str) -> list[str]:
    given = sides if sides is not None else table.attrs.get("sides")
    order = list(given) if given else list(dict.fromkeys(str(value) for value in table[column].dropna()))
    return order[: len(SIDES)]


def _with_sides(voices: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """Return the voices with the sides of ``order`` alone; all others become None, drawn as other sources."""
    return voices.assign(side=pd.Series([side if side in order else None for side in map(_text, voices.side)], index=voices.index, dtype=object))


def _left_out(sides: Sequence[str] | None, table: pd.DataFrame, column: str) -> str:
    shown = set(_sides(sides, table, column))
    rest = [side for side in dict.fromkeys(str(value) for value in table[column].dropna()) if side not in shown]
    return f" Not drawn: {', '.join(rest)}." if rest else ""


def _engine(voices: pd.DataFrame) -> str:
    return " Voices were found by rules alone, which miss many." if "rules alone" in set(voices.get("found_by", ())) else ""


def _who(voice: str, side: object, order: Sequence[str]) -> str:
    if voice == "narrator":
        return "Reporter"
    return f"Sources: {side}" if _text(side) in order else "Other sources"


def _text(value: object) -> str | None:
    return None if value is None or pd.isna(value) else str(value)


def _short(text: str, length: int) -> str:
    text = " ".join(clean(text).split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _wrap(text: str, width: int) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(clean(text), width))


def _shares(totals: pd.Series) -> list[str]:
    whole = totals.sum()
    return [f"{value / whole:.0%}" if whole else "–" for value in totals]


def _spread(scores: pd.Series) -> tuple[float, float, float]:
    return (scores.min(), scores.mean(), scores.max()) if len(scores) else (np.nan, np.nan, np.nan)


def _dodge(scores: Iterable[float], width: float = 0.06, step: float = 0.13) -> list[float]:
    """Move points of nearly the same score apart, up and down in turn."""
    seen: dict[int, int] = {}
    moves = []
    for score in scores:
        nth = seen[round(score / width)] = seen.get(round(score / width), -1) + 1
        moves.append(min((nth + 1) // 2 * step, 0.26) * (-1 if nth % 2 else 1))
    return moves


def _along(axes: Axes, sentences: pd.DataFrame) -> None:
    last = int(sentences.sentence.max()) if len(sentences) else 1
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if last / step <= 10), 1000)
    ticks = list(range(1, last + 1, step)) if step < 5 else [1, *range(step, last + 1, step)]
    axes.set_xticks(ticks)
    axes.set_xlim(0.5 - 0.01 * last, last + 0.5 + 0.01 * last)
    axes.set_xlabel("sentence")


def _at(sentence: int, start: int, place: dict[int, tuple[int, int]]) -> float:
    """Return where an offset stands on an axis of sentences."""
    begin, length = place.get(sentence, (start, 1))
    return sentence - 0.5 + (start - begin) / length


def _shade(axes: Axes, sentences: pd.DataFrame, *, names: bool) -> None:
    for i, (zone, part) in enumerate(sentences.groupby("zone", sort=False)):
        begin, end = float(part.sentence.min()) - 0.5, float(part.sentence.max()) + 0.5
        if i % 2 == 0:
            axes.axvspan(begin, end, color=WASH, zorder=0, linewidth=0)
        if i:
            axes.axvline(begin, color=RULE, linewidth=0.8, zorder=0)
        if names:
            axes.annotate(str(zone), ((begin + end) / 2, 1), xycoords=("data", "axes fraction"), xytext=(0, -2), textcoords="offset points",
                          ha="center", va="top", fontsize=9.5, color=MUTED)  # fmt: skip


def _change(changes: pd.DataFrame, metric: str) -> Any:
    found = changes[changes.metric == metric]
    return next(found.itertuples(), None)


def _locator(bins: int = 4) -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(bins, steps=[1, 2, 2.5, 5, 10])


def _cells(table: pd.DataFrame) -> dict[str, Any]:
    """Return the columns, rows and kinds of a table as plain values for a template."""
    names = [str(name) for name in table.columns]
    signs = {"score", "effect", "mean", "lowest", "highest", "swapped", "change", "placeholder"}
    rows = [
        [signed(cell) if name in signs and isinstance(cell, float) and not pd.isna(cell) else cell for name, cell in zip(names, row, strict=True)]
        for row in table.astype(object).itertuples(index=False, name=None)
    ]
    numeric = [bool(pd.api.types.is_numeric_dtype(table[name])) and len(table) > 0 for name in table.columns]
    return {"columns": names, "rows": rows, "numeric": numeric}
