"""The sides as a small table to look through and correct: every name of each, as it stands in the text, and how often."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.given import decode_given, parse_json, read_given
from analysis.who.sides import Sides, SidesError

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


def read_sides(path: str | Path | None) -> dict[str, list[str]] | None:
    """Return the sides with their names from a JSON file, as ``sides_json`` writes it; None for no file.  Raises SidesError for any other file."""
    if path is None:
        return None
    form = 'it should hold e.g. {"Armenia": ["Armenian", "Yerevan"], "Azerbaijan": ["Azerbaijani", "Baku"]}'
    data = read_given(path, form, most=1_000_000, error=SidesError)
    sides: Any = parse_json(decode_given(data, path, form, printed=True, error=SidesError), path, form, error=SidesError)
    if not isinstance(sides, dict) or not all(isinstance(names, list) and all(isinstance(n, str) for n in names) for names in sides.values()):
        raise SidesError(f"{path} holds no sides with lists of names; {form}")
    return sides
