"""What all charts share to look alike: one palette, one style, one width, one axis of sentences."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

INK, MUTED, RULE, WASH, PAPER = "#1b1f24", "#565e69", "#d8d3c8", "#f5f2ea", "#fffefa"
NARRATOR, OTHER = "#6a717c", "#6f6557"
SIDES = ("#1f5f99", "#ad4d0c", "#0b6e51", "#873f7f", "#6e5a00")  # blue, orange, then three more: told apart by colour-blind readers
TERMS = ("#7d0d30", "#4a2a9a", "#00746c", "#7a5a00")  # of the categories of loaded words, by the number of ``analysis.terms.looks``
MARKERS = {"narrator": "o", "source": "D"}
SHAPES = "Circle: the reporter’s voice; diamond: a source’s."
FILLS = "Filled: as written; hollow: with other words in their place."
"""What a shape and a filling mean in every legend.  A square is no mention: a sentence or a group of answers.  Nothing else is told by them."""
WIDTH = 4.3
"""Inches of a chart: at 320 px its letters are still 10 px high."""
WIDE = 7.0
"""Inches of the same chart where there is room for the width of a text (``is_wide``)."""

VARIABLES = {INK: "ink", MUTED: "muted", RULE: "rule", WASH: "wash", PAPER: "paper", NARRATOR: "narrator", OTHER: "other"} | {
    colour: f"{name}{i}" for name, colours in (("side", SIDES), ("cat", TERMS)) for i, colour in enumerate(colours, start=1)
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
HATCHES = {"direct": "", "indirect": "////", "mixed": "xxxx"}


def house_style() -> AbstractContextManager[None]:
    """Return a context with our settings of matplotlib, whatever those of the user are; they are back afterwards."""
    import matplotlib

    ours = ("axes", "figure", "font", "grid", "hatch", "legend", "lines", "markers", "patch", "path", "savefig", "scatter", "svg", "text", "x", "y")
    base: dict[Any, Any] = {key: value for key, value in matplotlib.rcParamsDefault.items() if key.startswith(ours)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a deprecated setting among the defaults is not the reader's concern
        return matplotlib.rc_context(base | _STYLE)


_width: ContextVar[float] = ContextVar("width", default=WIDTH)


@contextmanager
def drawn_wide() -> Iterator[None]:
    """Return a context in which new figures are as wide as a text."""
    token = _width.set(WIDE)
    try:
        yield
    finally:
        _width.reset(token)


def is_wide() -> bool:
    """Return whether figures are drawn as wide as a text."""
    return _width.get() == WIDE


def new_figure(height: float) -> Figure:
    """Return an empty figure of the common width; height in inches."""
    from matplotlib.figure import Figure

    return Figure(figsize=(_width.get(), round(height, 2)), layout="constrained")


def along_sentences(axes: Axes, sentences: pd.DataFrame) -> None:
    """Make the x axis count the sentences of the article, one unit each."""
    last = int(sentences.sentence.max()) if len(sentences) else 1
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if last / step <= 10), 1000)
    ticks = list(range(1, last + 1, step)) if step < 5 else [1, *range(step, last + 1, step)]
    axes.set_xticks(ticks)
    axes.set_xlim(0.5 - 0.01 * last, last + 0.5 + 0.01 * last)
    axes.set_xlabel("sentence")


def scatter(axes: Axes, x: Sequence[float], y: Sequence[float], voices: Iterable[str], **look: Any) -> None:
    """Draw points in the shape of their voice, in the order given, as one collection; look: of ``Axes.scatter``."""
    from matplotlib.markers import MarkerStyle

    marks = {voice: MarkerStyle(mark) for voice, mark in MARKERS.items()}
    shapes = {voice: mark.get_path().transformed(mark.get_transform()) for voice, mark in marks.items()}
    axes.scatter(x, y, **look).set_paths([shapes[voice] for voice in voices])


def few_ticks(bins: int = 4) -> MaxNLocator:
    """Return a locator of at most ``bins`` round ticks."""
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(bins, steps=[1, 2, 2.5, 5, 10])
