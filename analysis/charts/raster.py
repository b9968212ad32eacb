"""Where the loaded words are, by position and category, and who found them."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import INK, MUTED, OTHER, PAPER, RULE, SHAPES, TERMS, along_sentences, new_figure, scatter
from analysis.charts.words import short
from analysis.corrections import CORRECTED
from analysis.templates import counted
from analysis.terms.looks import in_order, look_of
from analysis.terms.marker import BOTH, LIST, MODEL

TALLEST = 0.3
"""The stem of a certain mark, in rows."""


@styled
def term_raster(sentences: pd.DataFrame, terms: pd.DataFrame) -> Chart:
    """Draw where in the article each category of loaded word stands, in whose voice, and who found it.

    A stem above a mark is as long as the model finds the word likely loaded; a bar beneath says that it is on the list.
    """
    from matplotlib.lines import Line2D

    title = "Where the loaded words are"
    table = terms[["sentence", "text", "category", "voice", "speaker", "about", "found_by", "p"]].reset_index(drop=True)
    table = table.rename(columns={"found_by": "found by", "p": "likely"})
    if not len(terms):
        return blank(title, "No loaded word was found in this article.", table)
    categories = in_order(terms.category)
    place = {int(row.sentence): (int(row.start), max(int(row.end) - int(row.start), 1)) for row in sentences.itertuples()}
    dots = pd.DataFrame(
        {
            "x": [_at(row.sentence, row.start, place) for row in terms.itertuples()],
            "y": [categories.index(str(category)) for category in terms.category],
            "voice": list(terms.voice),
            "p": terms.p.to_numpy(dtype=float),
            "listed": terms.found_by.isin([LIST, BOTH]).to_numpy(),
        }
    )
    figure = new_figure(1.2 + 0.62 * len(categories))
    axes = figure.subplots()
    for y, category in enumerate(categories):
        axes.axhline(y, color=RULE, linewidth=0.8, zorder=0)
        look = look_of(category)
        axes.text(0.5, y - 0.44, look.code, ha="left", va="bottom", color=TERMS[look.colour - 1], fontweight="bold")
        name = f"{short(category, 36)} · {int((dots.y == y).sum())}"
        axes.annotate(name, (0.5, y - 0.44), (22, 0), textcoords="offset points", ha="left", va="bottom")
    colours = [INK if voice == "narrator" else OTHER for voice in dots.voice]
    scatter(axes, dots.x, dots.y, dots.voice, s=58, linewidth=0.8, facecolor=colours, edgecolor=PAPER, zorder=3)
    read = dots[dots.p.notna()]
    axes.vlines(read.x, read.y - 0.1 - TALLEST * read.p, read.y - 0.1, color=MUTED, linewidth=1.6, zorder=2)
    listed = dots[dots.listed]
    axes.plot(listed.x, listed.y + 0.18, linestyle="", marker="_", color=MUTED, markersize=7, markeredgewidth=1.6, zorder=2)
    along_sentences(axes, sentences)
    axes.set(ylim=(len(categories) - 0.6, -0.75), yticks=[], ylabel="")
    axes.spines["left"].set_visible(False)
    kinds = {
        "reporter’s voice": ("o", INK),
        "a source’s voice": ("D", OTHER),
        "line above: how likely": ("|", MUTED),
        "bar below: on the list": ("_", MUTED),
    }
    handles = [Line2D([], [], marker=mark, color=colour, linestyle="", markersize=7, markeredgewidth=1.6) for mark, colour in kinds.values()]
    figure.legend(handles, list(kinds), loc="outside lower left", ncols=2, handletextpad=0.2, columnspacing=1.2)
    own = int((terms.voice == "narrator").sum())
    by_category = ", ".join(f"{category} {int((dots.y == y).sum())}" for y, category in enumerate(categories))
    alt = (
        f"{counted(len(terms), 'loaded word')} along {counted(len(sentences), 'sentence')}, {own} in the reporter’s voice and "
        f"{len(terms) - own} in a source’s, from sentence {int(terms.sentence.min())} to sentence {int(terms.sentence.max())}. "
        f"By category: {by_category}.{_found(terms)}"
    )
    note = (
        f"{SHAPES} A line above a mark: how likely the model thinks it is that the word is loaded; longer is likelier. A bar below it: the "
        "word is on the "
        "list. The codes are those of the marked article."
    )
    return Chart(figure, title, alt, table, note)


def _found(terms: pd.DataFrame) -> str:
    """Say how many terms list and model found; nothing where the table does not say."""
    counts = terms.found_by.value_counts()
    finders = {LIST: "by the list alone", MODEL: "by the model alone", BOTH: "by both", CORRECTED: "by a person who corrected"}
    told = [f"{counts[by]} {words}" for by, words in finders.items() if by in counts]
    return f" Found: {', '.join(told)}." if told else ""


def _at(sentence: int, start: int, place: dict[int, tuple[int, int]]) -> float:
    """Return where an offset stands on an axis of sentences."""
    begin, length = place.get(sentence, (start, 1))
    return sentence - 0.5 + (start - begin) / length
