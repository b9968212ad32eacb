"""The sides as a small table to look through and correct: every name of each, as it stands in the text, and how often."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.who.sides import Sides

COLUMNS = ["side", "name", "how", "mentions"]
_RECALLED = " = "


def sides_table(sides: Sides | Iterable[str], mentions: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each name of each side that the text uses: side, name, how (what kind of name, or whose person it is), mentions.

    mentions: the table of ``find_mentions``; pronouns and nouns such as "the ministry" are left out, for they follow from the names.  A side
    without a name in the text has one row, with 0 mentions.  Change a side, take a row out or put one in, and give the table back as ``sides``.
    """
    rows = []
    for side in sides:
        named = mentions[(mentions["side"] == side) & ~mentions["how"].str.contains(_RECALLED, regex=False)]
        counts = named["text"].map(lambda words: " ".join(words.split())).value_counts()
        how = dict(zip(named["text"].map(lambda words: " ".join(words.split())), named["how"], strict=True))
        rows += [(side, name, how[name], int(count)) for name, count in counts.items()] or [(side, side, "name", 0)]
    return pd.DataFrame(rows, columns=COLUMNS)


def sides_json(table: pd.DataFrame) -> str:
    """Return the table as the JSON that ``--sides`` reads: side -> its names."""
    names = {side: [name for name in group["name"] if name != side] for side, group in table.groupby("side", sort=False)}
    return json.dumps(names, ensure_ascii=False, indent=2) + "\n"
