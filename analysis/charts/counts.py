"""Each loaded word as a table: by voice and side, and with who found it and an example."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.charts.chart import Table
from analysis.charts.style import MARKERS
from analysis.charts.words import short, side_order
from analysis.tables import text_or_none
from analysis.terms.lexicon import LEAVE_OUT
from analysis.terms.marker import MODEL

LONGEST_EXAMPLE = 400
"""Characters of an example in print."""


def term_table(terms: pd.DataFrame, *, sides: Sequence[str] | None = None) -> Table:
    """Count each loaded word by voice and by the side it is about."""
    order = side_order(sides, terms, "about")
    groups = [(voice, side) for voice in MARKERS for side in [*order, None]]
    rows = []
    for term, part in terms.groupby("term", sort=False):
        about = [text_or_none(value) if text_or_none(value) in order else None for value in part.about]
        counts = [sum(v == voice and a == side for v, a in zip(part.voice, about, strict=True)) for voice, side in groups]
        rows.append((str(term).replace(" * ", " … "), *counts, len(part)))
    names = [f"{'reporter' if voice == 'narrator' else 'sources'}, {f'about {side}' if side else 'no side named'}" for voice, side in groups]
    table = pd.DataFrame(rows, columns=["term", *names, "total"]).sort_values("total", ascending=False, kind="stable", ignore_index=True)
    title = "Each loaded word by voice and side" if rows else "No loaded word was found in this article"
    return Table(title, table[["term", *[name for name in names if table[name].sum()], "total"]])


def word_table(words: pd.DataFrame) -> Table:
    """Show ``framing.words()`` in print: one row a word, the most frequent first; a proposed wording is called one."""
    table = pd.DataFrame(
        {
            "word": words.word.str.replace(" * ", " … ", regex=False),
            "category": words.category,
            "times": words["count"],
            "reporter": words.narrator,
            "sources": words.source,
            "about": words.about,
            "found by": words.found_by,
            "likely": words.p,
            "other wording": [_told(text_or_none(row.neutral), row.neutral_by == MODEL) for row in words.itertuples()],
            "example": [short(str(example), LONGEST_EXAMPLE) for example in words.example],
        }
    )
    note = (
        "“Likely”: how likely the model thinks it is that the word is loaded in its sentence, from 0 to 1; the mean over all its places. "
        "“Could read” and “could be left out” are the program’s suggestions; the other wordings come from the list."
    )
    return Table("The loaded words, most frequent first", table, note) if len(table) else Table("No loaded word was found in this article", table)


def _told(wording: str | None, proposed: bool) -> str | None:
    """Return a wording as it is printed."""
    if wording == LEAVE_OUT:
        return "could be left out" if proposed else LEAVE_OUT
    return f"could read: {wording}" if wording and proposed else wording
