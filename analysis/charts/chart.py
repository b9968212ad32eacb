"""A chart: a figure, its alternative text, the table it was drawn from; and a table that shows itself."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import wraps
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import pandas as pd

from analysis.charts.style import INK, PAPER, VARIABLES, drawn_wide, house_style, new_figure
from analysis.charts.words import wrap
from analysis.files import replace_file, replacing
from analysis.templates import clean, render, signed
from analysis.terms.changes import change_in_words

if TYPE_CHECKING:
    from markupsafe import Markup
    from matplotlib.figure import Figure

Options = ParamSpec("Options")
EFFECT = "effect"
SHARED = 2
"""Marks that share a style from which on it is written once."""
_SIGNED = {"score", "mean", "lowest", "highest", "swapped", "change", "placeholder", "as written", "other wording"}


@dataclass(frozen=True, eq=False)
class Chart:
    """A figure with a title, an alternative text made from its numbers, and the table it shows.

    wide: draws the same figure as wide as a text; a page shows it where there is room.
    """

    figure: Figure
    title: str
    alt: str
    table: pd.DataFrame
    note: str = field(default="")
    wide: Callable[[], Figure] | None = field(default=None, repr=False)

    def _repr_html_(self) -> str:
        """Show the figure with its caption, and the table behind a disclosure."""
        wide = _inline_svg(self.wide(), f"wide {self.title}") if self.wide else None
        svg = _inline_svg(self.figure, self.title)
        return render("chart.html.j2", title=self.title, note=self.note, alt=self.alt, svg=svg, wide=wide, **_cells(self.table))

    def save(self, path: str | Path) -> Path:
        """Write the figure with its title as ``.svg`` or ``.png`` (twice the size on screen); return the path."""
        path = Path(path)
        kind = path.suffix.lower()
        if kind not in (".svg", ".png"):
            raise ValueError(f"cannot save a chart as `{path.name}`: the name must end in .svg or .png")
        options: dict[str, Any] = {"facecolor": PAPER, "bbox_inches": "tight", "pad_inches": 0.12}
        with house_style():
            head = self.figure.text(0.015, 1.03, wrap(self.title, 46), ha="left", va="bottom", fontsize=11.5, fontweight="bold", color=INK)
            try:
                if kind == ".svg":
                    replace_file(path, _svg(self.figure, self.alt, **options))
                else:
                    with warnings.catch_warnings(), replacing(path) as beside:
                        warnings.filterwarnings("ignore", message="Glyph .* missing")
                        self.figure.savefig(beside, format="png", dpi=192, metadata={"Software": None}, **options)
            finally:
                head.remove()
        return path


@dataclass(frozen=True, eq=False)
class Table:
    """A table that shows itself with a caption and a note."""

    title: str
    table: pd.DataFrame
    note: str = ""

    def _repr_html_(self) -> str:
        """Show the table with its caption."""
        return render("table.html.j2", title=self.title, note=self.note, **_cells(self.table))


def styled(function: Callable[Options, Chart]) -> Callable[Options, Chart]:
    """Draw in the style of the house, lay out once: showing or saving the chart never moves anything."""

    def draw(*args: Options.args, **options: Options.kwargs) -> Chart:
        with house_style(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing")
            chart = function(*args, **options)
            _lay_out(chart.figure)
            return chart

    @wraps(function)
    def inner(*args: Options.args, **options: Options.kwargs) -> Chart:
        def wide() -> Figure:
            with drawn_wide():
                return draw(*args, **options).figure

        return replace(draw(*args, **options), wide=wide)

    return inner


def blank(title: str, missing: str, table: pd.DataFrame) -> Chart:
    """Return a chart that says in words what is missing."""
    figure = new_figure(1.1)
    axes = figure.subplots()
    axes.axis("off")
    axes.text(0, 0.5, wrap(missing, 48), ha="left", va="center", color=INK, transform=axes.transAxes)
    return Chart(figure, title, missing, table.reset_index(drop=True))


def _lay_out(figure: Figure) -> None:
    """Put everything in its place, once, and draw nothing; without an engine, saving the figure does not lay it out again."""
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
        figure.set_layout_engine(None)


def _svg(figure: Figure, alt: str | None = None, **options: Any) -> str:
    from xml.sax.saxutils import escape

    out = StringIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # the browser has the glyphs; only the measuring font lacks them
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}, **options)
    text = re.sub(r"<!--.*?(?:-->\n?|\Z)", "", out.getvalue(), flags=re.DOTALL)
    text = re.sub(r"(?<!\s)\s*<metadata>.*?(?:</metadata>|\Z)", "", text, flags=re.DOTALL)
    if alt is not None:
        text = re.sub(r"(<svg [^<>]*)>", lambda m: f'{m[1]} role="img">\n <desc>{escape(clean(alt))}</desc>', text, count=1)
    return text


def _inline_svg(figure: Figure, name: str) -> Markup:
    """Return a figure as SVG inside a page, in the colours of the page; name: no two of a page share one, nor an id."""
    from markupsafe import Markup

    with house_style():
        text = _svg(figure)
    prefix = "c" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:5]
    used = {name: f"{prefix}-{i}" for i, name in enumerate(dict.fromkeys(re.findall(r'(?:url\(#|href="#)([^)"]+)', text)))}

    def adapt(match: re.Match[str]) -> str:
        tag = match[0]
        if tag.startswith("<svg"):
            box = re.search(r'viewBox="[^"]*"', tag)
            return f'<svg {box[0] if box else ""} aria-hidden="true" focusable="false">'
        tag = re.sub(r' id="([^"]*)"', lambda m: f' id="{used[m[1]]}"' if m[1] in used else "", tag)
        tag = re.sub(r'(url\(#|href="#)([^)"]+)', lambda m: m[1] + used[m[2]], tag)
        tag = re.sub(r"font-family: [^;\"]*; ?| transform=\"rotate\(-0 [^)]*\)\"", "", tag)  # the page gives the letters; a turn by nothing
        tag = re.sub(r"(?<!opacity: 0)(\.\d)\d+", r"\1", tag)  # a tenth of a point is finer than any screen
        tag = re.sub(r"\.0(?=[ \"])", "", tag.replace("xlink:href", "href"))
        tag = re.sub(r"(?<!\s)\s*([MLCQz])\s*|(?<!\s)\s+(?=\"[ /])", r"\1", tag) if tag.startswith("<path") else tag
        tag = re.sub(r' fill="(#[0-9a-f]{6})"', r' style="fill: \1"', tag)
        return re.sub("|".join(VARIABLES), lambda m: f"var(--{VARIABLES[m[0]]})", tag) if 'style="' in tag else tag

    text = _with_classes(_without_bare_groups(re.sub(r"<[^<>]*>", adapt, text[text.index("<svg") :])), prefix)
    return Markup(text)  # matplotlib has escaped every text in it


def _without_bare_groups(svg: str) -> str:
    """Return an SVG without groups that say nothing of what they hold, outlines without a line, and indents: a third of it."""
    bare: list[bool] = []

    def keep(match: re.Match[str]) -> str:
        tag = match[0]
        if tag.startswith("<g"):
            bare.append(tag == "<g>")
            return "" if bare[-1] else tag
        if tag == "</g>":
            return "" if bare.pop() else tag
        return "" if tag.startswith("<path") and tag.endswith('style="fill: none"/>') else tag

    return re.sub(r">\s+<", lambda m: "><" if "\n" in m[0] else m[0], re.sub(r"<[^<>]*>", keep, svg))


def _with_classes(svg: str, prefix: str) -> str:
    """Return an SVG with a class in the place of every style that several of its marks share."""
    shared = [style for style, count in Counter(re.findall(r' style="([^"]*)"', svg)).items() if count >= SHARED]
    names = {style: f"{prefix}s{number}" for number, style in enumerate(shared)}
    rules = "".join(f".{name}{{{style.replace(': ', ':').replace('; ', ';')}}}" for style, name in names.items())
    named = re.sub(r' style="([^"]*)"', lambda m: f' class="{names[m[1]]}"' if m[1] in names else m[0], svg)
    return named.replace("</style>", f"{rules}</style>", 1)


def _cells(table: pd.DataFrame) -> dict[str, Any]:
    """Return the columns, rows and kinds of a table as plain values for a template."""
    names = [str(name) for name in table.columns]
    rows = [
        [_cell(name, cell) if isinstance(cell, float) and not pd.isna(cell) else cell for name, cell in zip(names, row, strict=True)]
        for row in table.astype(object).itertuples(index=False, name=None)
    ]
    numeric = [bool(pd.api.types.is_numeric_dtype(table[name])) and len(table) > 0 for name in table.columns]
    return {"columns": names, "rows": rows, "numeric": numeric}


def _cell(name: str, number: float) -> str | float:
    """Return a number of a column as a reader sees it: a score with its sign, the effect of a word in words where it is none."""
    if name == EFFECT:
        return change_in_words(number)
    return signed(number) if name in _SIGNED else number
