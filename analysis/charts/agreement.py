"""How far the coders of an article agree: by variable, sentence by sentence, answer by answer, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import INK, MUTED, PAPER, RULE, SIDES, along_sentences, new_figure
from analysis.charts.words import short
from analysis.classroom.agreement import Agreement
from analysis.classroom.agreement_says import coefficient, variable_name
from analysis.classroom.alpha import RELIABLE, TENTATIVE
from analysis.classroom.coders import OF_WHOLE, WORDS, ClassCoding
from analysis.classroom.mixed_up import Confusion
from analysis.classroom.units import units_of
from analysis.templates import clean, counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Affine2D

MOST_CODERS = 40  # rows of one raster; the table twin has them all
MOST_SIGNS = 36  # sentences; with more, the cells are too narrow for a sign
MOST_MARKED = 24  # lines of the list of marked words
_SIGNS = {"direct": "d", "indirect": "i", "mixed": "m", "negative": "−", "positive": "+", "agent named": "n", "agent left out": "o", "both": "b"}
"""The most usual values, narrator, neutral and no harm, have a cell without a sign."""
_CELLS = {  # value -> colour of the cell and of its sign, from pale to dark
    "narrator": (PAPER, INK), "indirect": (RULE, INK), "mixed": (MUTED, PAPER), "direct": (INK, PAPER),
    "positive": (PAPER, INK), "neutral": (RULE, INK), "negative": (INK, PAPER),
    "no harm": (PAPER, INK), "agent named": (RULE, INK), "both": (MUTED, PAPER), "agent left out": (INK, PAPER),
}  # fmt: skip


@styled
def alpha_intervals(agreement: Agreement) -> Chart:
    """Draw the agreement on each variable: Krippendorff's alpha with its interval, percent agreement, and the limits .667 and .800."""
    from matplotlib.lines import Line2D

    title = "How well the coders agree"
    table = agreement.summary[["variable", "coders", "sentences", "agreement", "alpha", "low", "high", "verdict"]].reset_index(drop=True)
    drawn = table[table.agreement.notna()]
    if not len(drawn):
        return blank(title, " ".join(agreement.in_words), table)
    figure = new_figure(1.15 + 0.62 * len(drawn))
    axes = figure.subplots()
    left = min(0.0, float(np.nanmin([drawn.alpha, drawn.low])) if drawn.alpha.notna().any() else 0.0)
    for limit, name in ((TENTATIVE, ".667 "), (RELIABLE, " .800")):
        axes.axvline(limit, color=MUTED, linewidth=1, linestyle="--", zorder=1)
        axes.text(limit, -0.92, name, ha="right" if limit == TENTATIVE else "left", va="center", color=MUTED)
    for y, row in enumerate(drawn.itertuples()):
        told = coefficient(row.alpha) if not np.isnan(row.alpha) else "alpha undefined"
        axes.text(left - 0.02, y - 0.22, f"{short(variable_name(row.variable), 34)} · {told}", ha="left", va="bottom")
        axes.axhline(y, color=RULE, linewidth=0.8, zorder=0)
        axes.plot([row.agreement], [y], marker="|", color=MUTED, markersize=11, markeredgewidth=2, zorder=3)
        if not np.isnan(row.low):
            axes.plot([row.low, row.high], [y, y], color=INK, linewidth=2.4, solid_capstyle="butt", zorder=2)
        if not np.isnan(row.alpha):
            axes.plot([row.alpha], [y], marker="s", color=INK, markeredgecolor=PAPER, markersize=8, zorder=4)
    axes.set(xlim=(left - 0.03, 1.03), ylim=(len(drawn) - 0.6, -1.15), yticks=[], xlabel="0: no better than chance · 1: always the same")
    axes.xaxis.set_major_formatter(lambda value, _: coefficient(value) if value not in (0, 1) else str(int(value)))
    axes.spines["left"].set_visible(False)
    handles = [
        Line2D([], [], marker="s", color=INK, markersize=7, linewidth=2.4),
        Line2D([], [], marker="|", color=MUTED, markersize=11, markeredgewidth=2, linestyle=""),
    ]
    figure.legend(handles, ["alpha, 95% interval", "share of equal answers"], loc="outside lower center", ncols=2, columnspacing=1.2)
    alt = "; ".join(_interval_said(row) for row in drawn.itertuples())
    note = (
        f"{counted(agreement.coders, 'coder')}, {counted(agreement.sentences, 'sentence')}. Alpha counts only agreement beyond chance. From .800, "
        "you can rely on a variable; from .667, you can draw tentative conclusions (Krippendorff)."
    )
    whole = [row.variable for row in drawn.itertuples() if row.variable in OF_WHOLE]
    if whole:
        note += f" {' and '.join(whole).capitalize()} are read off one article: too few to say, so they have no interval."
    return Chart(figure, title, f"Agreement of {counted(agreement.coders, 'coder')}. {alt}.", table, note)


def _interval_said(row: Any) -> str:
    spread = f", between {coefficient(row.low)} and {coefficient(row.high)}" if not np.isnan(row.low) else ""
    alpha = f"alpha {coefficient(row.alpha)}{spread}" if not np.isnan(row.alpha) else "alpha undefined"
    return f"{variable_name(row.variable)}: {alpha}, equal answers {row.agreement:.0%}"


@styled
def coder_raster(coding: ClassCoding, variable: str, *, model: ClassCoding | None = None) -> Chart:
    """Draw every coder's answer to every sentence, with the majority, and with the model where it is given.

    variable: ``voice``, ``stance: SIDE`` or ``harm``.  model: as ``analysis.classroom.model_coder.model_answers`` gives it.  Raises ValueError for
    another variable.
    """
    title = f"Who said what: {variable_name(variable)[:1].lower()}{variable_name(variable)[1:]}"
    units = units_of(coding, variable)
    if not set(units.values) <= set(_CELLS):
        if variable == WORDS:
            raise ValueError(f"{variable!r} has an answer for each word, not for each sentence; charts.marked_words draws it")
        raise ValueError(f"{variable!r} has answers on the article as a whole, not for each sentence; charts.confusion_map draws them")
    lanes: list[tuple[str, list[str | None]]] = [
        (coder, [units.values[value] if value >= 0 else None for value in own]) for coder, own in zip(units.coders, units.coded.T, strict=True)
    ]
    majority = units.majority
    below: list[tuple[str, list[str | None]]] = [("majority", majority)] if lanes else []
    if model is not None and variable in model.variables:
        own = units_of(model, variable)
        below += [(coder, [own.values[value] if value >= 0 else None for value in said]) for coder, said in zip(own.coders, own.coded.T, strict=True)]
    table = pd.DataFrame({"sentence": units.sentence} | {name: pd.Series(said, dtype=object) for name, said in (*lanes, *below)})
    if not lanes:
        return blank(title, coding.in_words[0], table)
    shown = lanes[:MOST_CODERS]
    figure = new_figure(1.0 + 0.21 * (len(shown) + len(below) + 0.5))
    axes = figure.subplots()
    ticks = []
    cells: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    for place, (name, said) in enumerate((*shown, *below)):
        y = place + 0.5 * (place >= len(shown))
        ticks.append((y, short(name, 16)))
        for x, value, most in zip(units.sentence, said, majority, strict=True):
            differs = place > len(shown) and most not in (None, value)
            if value is not None:
                cells.setdefault((value, differs), []).append((x, y))
            elif differs:
                axes.text(x, y, "×", ha="center", va="center", color=SIDES[1], fontsize=9.5, fontweight="bold")
    _draw_cells(axes, cells, signs=len(units.sentence) <= MOST_SIGNS)
    axes.set_yticks([y for y, _ in ticks], [name for _, name in ticks])
    axes.tick_params(axis="y", length=0, labelsize=9.5)
    along_sentences(axes, coding.sentences)
    axes.set_ylim(ticks[-1][0] + 0.6, -0.6)
    axes.spines[["left", "bottom"]].set_visible(False)
    key = ", ".join(f"{_SIGNS.get(value, 'blank')} {value}" for value in units.values)
    if len(units.sentence) > MOST_SIGNS:
        key = f"from pale to dark: {', '.join(value for value in _CELLS if value in units.values)}"
    axes.set_title(key, loc="left", fontsize=9.5, color=MUTED)
    return Chart(figure, title, _raster_alt(coding, variable, majority, below), table, _raster_note(len(lanes), len(shown), len(below)))


def _draw_cells(axes: Axes, cells: dict[tuple[str, bool], list[tuple[float, float]]], *, signs: bool) -> None:
    """Draw the cells of each value as one shape, which keeps the picture small; the most usual value has no sign."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    for (value, differs), places in cells.items():
        fill, ink = _CELLS[value]
        edge, width = (SIDES[1], 2.0) if differs else (MUTED, 0.5)
        squares = [Path.unit_rectangle().transformed(_square(x, y)) for x, y in places]
        shape = Path.make_compound_path(*squares)
        axes.add_patch(PathPatch(shape, facecolor=fill, edgecolor=edge, linewidth=width, zorder=3 if differs else 2))
        for x, y in places if signs and value in _SIGNS else ():
            axes.text(x, y, _SIGNS[value], ha="center", va="center_baseline", color=ink, fontsize=9.5, zorder=4)


def _square(x: float, y: float) -> Affine2D:
    from matplotlib.transforms import Affine2D

    return Affine2D().scale(0.9, 0.86).translate(x - 0.45, y - 0.43)


def _raster_alt(coding: ClassCoding, variable: str, majority: list[str | None], below: list[tuple[str, list[str | None]]]) -> str:
    counts = pd.Series(majority, dtype=object).value_counts(sort=False)
    said = ", ".join(f"{value} {count}" for value, count in counts.items())
    ties = sum(value is None for value in majority)
    text = f"Answers of {counted(len(coding.coders), 'coder')} to {counted(len(majority), 'sentence')}, {variable}. Majority: {said or 'none'}"
    text += f"; without one: {ties}." if ties else "."
    for name, answers in below[1:]:
        wrong = [str(n) for n, mine, most in zip(coding.sentences.sentence, answers, majority, strict=True) if most is not None and mine != most]
        where = f"in {'sentence' if len(wrong) == 1 else 'sentences'} {', '.join(wrong)}" if wrong else "nowhere"
        text += f" {clean(name).capitalize()} gives a different answer, or none, {where}."
    return text


def _raster_note(coders: int, shown: int, below: int) -> str:
    note = (
        "Each row is a coder, each column a sentence. No cell: no answer, or not mentioned. The majority is the most frequent answer; "
        "with a tie there is none."
    )
    if below > 1:
        note += " Framed, or ×: the model gives a different answer from the majority, or none."
    return note + (f" {shown} of {coders} coders are drawn; the table has them all." if shown < coders else "")


@styled
def confusion_map(confused: Confusion) -> Chart:
    """Draw which answers are mixed up: when one coder says the row, how often another says the column."""
    import seaborn
    from matplotlib.colors import LinearSegmentedColormap, to_rgba

    title = f"Which answers coders confuse: {confused.variable}"
    shares = confused.shares
    table = shares.rename_axis("one coder says").reset_index()
    if not confused.coincidences.to_numpy().sum():
        return blank(title, confused.in_words[0], table)
    names = list(shares.index)
    figure = new_figure(0.95 + 0.55 * len(names))
    axes = figure.subplots()
    shades = LinearSegmentedColormap.from_list("ink", [to_rgba(INK, 0.05), to_rgba(INK, 0.85)]).with_extremes(under="none")
    told = shares.map(lambda share: "–" if np.isnan(share) else f"{share:.0%}")
    seaborn.heatmap(shares.fillna(-1), vmin=0, vmax=1, cmap=shades, annot=told, fmt="", cbar=False, linewidths=2, linecolor=PAPER, ax=axes)
    for text, share, agreed in zip(axes.texts, shares.to_numpy().ravel(), np.eye(len(names)).ravel(), strict=True):
        text.set(color=PAPER if share > 0.5 else MUTED if np.isnan(share) else INK, fontweight="bold" if agreed and share >= 0 else "normal")
    axes.set(xlabel="another says", ylabel="one coder says")
    axes.tick_params(length=0, rotation=0)
    rows = [f"where one says {one}, another says " + ", ".join(f"{other} {shares.loc[one, other]:.0%}" for other in names)
            for one in names if not shares.loc[one].isna().all()]  # fmt: skip
    note = "Each row adds up to 100%. On the diagonal two coders agree. If a row is pale on the diagonal, few agree on that answer."
    return Chart(figure, title, f"Shares of pairs of answers, {confused.variable}: {'; '.join(rows)}.", table, note)


@styled
def marked_words(words: pd.DataFrame) -> Chart:
    """Draw the share of coders who marked each word: along the text, and the words marked most, in text order.

    words: as ``analysis.classroom.units.word_shares`` gives it.
    """
    from matplotlib.lines import Line2D

    title = "Which words the coders marked"
    table = words[(words.marked > 0) | words.listed][["sentence", "text", "coders", "marked", "share", "listed"]].reset_index(drop=True)
    table = table.rename(columns={"listed": "program"})
    if not words.marked.sum():
        return blank(title, "No coder marked a word, so there is nothing to show.", table)
    place = words.groupby("sentence").cumcount() / words.groupby("sentence").sentence.transform("size")
    dots = words.assign(x=words.sentence - 0.5 + place + 0.02)
    most = dots[dots.marked > 0].sort_values("share", ascending=False, kind="stable").head(MOST_MARKED).sort_index()
    figure = new_figure(1.9 + 0.215 * len(most))
    top, below = figure.subplots(2, 1, height_ratios=[1.25, 0.215 * len(most) + 0.1])
    for listed, part in dots[(dots.marked > 0) | dots.listed].groupby("listed"):
        mark, colour = _mark(bool(listed))
        top.vlines(part.x, 0, part.share, color=colour, linewidth=1.2)
        top.plot(part.x, part.share, linestyle="", marker=mark, markersize=4.5, color=colour)
    along_sentences(top, pd.DataFrame({"sentence": words.sentence.unique()}))
    top.set(ylim=(0, 1.05), yticks=[0, 0.5, 1])
    top.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    top.set_title("share of the coders who marked the word", loc="left", fontsize="medium")
    last = 0
    for y, row in enumerate(most.itertuples()):
        style: dict[str, Any] = {"ha": "left", "va": "center", "fontsize": 9.5}
        if row.sentence != last:
            below.text(-0.76, y, str(row.sentence), **{**style, "ha": "right"})
        below.text(-0.72, y, short(str(row.text), 20), **style)
        mark, colour = _mark(bool(row.listed))
        below.plot([0, row.share], [y, y], color=colour, linewidth=2.2, solid_capstyle="butt")
        below.plot([row.share], [y], marker=mark, color=colour, markersize=6)
        below.annotate(f"{row.share:.0%}", (row.share, y), xytext=(7, 0), textcoords="offset points", **style)
        last = row.sentence
    below.set(xlim=(-0.86, 1.14), ylim=(len(most) - 0.4, -0.6), yticks=[], xticks=[])
    below.spines[["left", "bottom"]].set_visible(False)
    handles = [Line2D([], [], marker=mark, color=colour, linestyle="", markersize=6) for mark, colour in map(_mark, (True, False))]
    figure.legend(handles, ["marked by the program too", "not"], loc="outside lower center", ncols=2, handletextpad=0.2, columnspacing=1.2)
    first = most.sort_values("share", ascending=False, kind="stable").head(3)
    strongest = ", ".join(f"{row.text} in sentence {row.sentence} {row.share:.0%}" for row in first.itertuples())
    every = int((words.marked > 0).sum())
    alt = (
        f"{counted(every, 'word')} of {len(words)} marked by at least one coder, {int((words.marked * 2 > words.coders).sum())} by most. Most often: "
        f"{strongest}. Marked by the program and by nobody else: {int((words.listed & (words.marked == 0)).sum())}."
    )
    note = "Number: the sentence. Square: a word that the program marks too, by its list or its model; cross: a word that it does not."
    if every > len(most):
        note += f" Below, the {len(most)} words marked most, in text order; the table has all."
    return Chart(figure, title, alt, table, note)


def _mark(listed: bool) -> tuple[str, str]:
    """Return the shape and the colour of a mark: a square for a word that the program marks, a cross for any other."""
    return ("s", INK) if listed else ("x", MUTED)
