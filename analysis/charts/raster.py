"""Where the loaded terms stand, by position and category."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import INK, OTHER, PAPER, RULE, along_sentences, new_figure, scatter
from analysis.charts.words import short
from analysis.templates import counted


@styled
def term_raster(sentences: pd.DataFrame, terms: pd.DataFrame) -> Chart:
    """Draw where in the article each category of loaded term stands, and in whose voice."""
    from matplotlib.lines import Line2D

    title = "Where the loaded terms stand"
    table = terms[["sentence", "text", "category", "voice", "speaker", "about"]].reset_index(drop=True)
    if not len(terms):
        return blank(title, "No loaded term of the word list was found in this article.", table)
    categories = list(dict.fromkeys(str(category) for category in terms.category))
    place = {int(row.sentence): (int(row.start), max(int(row.end) - int(row.start), 1)) for row in sentences.itertuples()}
    dots = pd.DataFrame(
        {
            "x": [_at(row.sentence, row.start, place) for row in terms.itertuples()],
            "y": [categories.index(str(category)) for category in terms.category],
            "voice": list(terms.voice),
        }
    )
    figure = new_figure(0.95 + 0.56 * len(categories))
    axes = figure.subplots()
    for y, category in enumerate(categories):
        axes.axhline(y, color=RULE, linewidth=0.8, zorder=0)
        axes.text(0.5, y - 0.22, f"{short(category, 36)} · {int((dots.y == y).sum())}", ha="left", va="bottom")
    colours = [INK if voice == "narrator" else OTHER for voice in dots.voice]
    scatter(axes, dots.x, dots.y, dots.voice, s=58, linewidth=0.8, facecolor=colours, edgecolor=PAPER, zorder=3)
    along_sentences(axes, sentences)
    axes.set(ylim=(len(categories) - 0.6, -0.75), yticks=[], ylabel="")
    axes.spines["left"].set_visible(False)
    handles = [Line2D([], [], marker=mark, color=colour, linestyle="", markersize=7) for mark, colour in zip("oD", (INK, OTHER), strict=True)]
    figure.legend(handles, ["reporter’s voice", "a source’s voice"], loc="outside lower center", ncols=2, handletextpad=0.2, columnspacing=1.2)
    own = int((terms.voice == "narrator").sum())
    by_category = ", ".join(f"{category} {int((dots.y == y).sum())}" for y, category in enumerate(categories))
    alt = (
        f"{counted(len(terms), 'loaded term')} along {counted(len(sentences), 'sentence')}, {own} in the reporter’s voice and {len(terms) - own} "
        f"in a source’s, from sentence {int(terms.sentence.min())} to sentence {int(terms.sentence.max())}. By category: {by_category}."
    )
    return Chart(figure, title, alt, table, "Circles are in the reporter’s own voice, diamonds in the voice of a source.")


def _at(sentence: int, start: int, place: dict[int, tuple[int, int]]) -> float:
    """Return where an offset stands on an axis of sentences."""
    begin, length = place.get(sentence, (start, 1))
    return sentence - 0.5 + (start - begin) / length
