"""Each loaded term by voice and side, as a table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.charts.chart import Table
from analysis.charts.style import MARKERS
from analysis.charts.words import side_order
from analysis.tables import text_or_none


def term_table(terms: pd.DataFrame, *, sides: Sequence[str] | None = None) -> Table:
    """Count each loaded term by voice and by the side it is about."""
    order = side_order(sides, terms, "about")
    groups = [(voice, side) for voice in MARKERS for side in [*order, None]]
    rows = []
    for term, part in terms.groupby("term", sort=False):
        about = [text_or_none(value) if text_or_none(value) in order else None for value in part.about]
        counts = [sum(v == voice and a == side for v, a in zip(part.voice, about, strict=True)) for voice, side in groups]
        rows.append((str(term).replace(" * ", " … "), *counts, len(part)))
    names = [f"{'reporter' if voice == 'narrator' else 'sources'}, {f'about {side}' if side else 'no side named'}" for voice, side in groups]
    table = pd.DataFrame(rows, columns=["term", *names, "total"]).sort_values("total", ascending=False, kind="stable", ignore_index=True)
    title = "Each loaded term by voice and side" if rows else "No loaded term of the word list was found in this article"
    return Table(title, table[["term", *[name for name in names if table[name].sum()], "total"]])
