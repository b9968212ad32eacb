"""The CSV that the suite writes: no text of an article, a coder or a list can run as a formula where a spreadsheet opens it, and none is lost.

A spreadsheet takes a text for a formula by its first character.  Such a text gets an apostrophe in front, which ``read_csv`` takes away again;
numbers stay numbers, so a score of -0.5 is written as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = re.compile("'*[=+@\t\r\n＝＋－＠-]")
"""How a text begins that would run, or that looks like one which was guarded: one more apostrophe keeps the two apart."""
_NEEDS_MARKS = re.compile('[",\r\n]')


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return a text as it was before ``guarded``."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text) else text


def csv_text(columns: Iterable[object], rows: Iterable[Sequence[object]]) -> str:
    """Return rows under their columns as CSV; texts are guarded, None is an empty cell, anything else is written as Python does."""
    return "".join(",".join(map(_cell, row)) + "\n" for row in (tuple(columns), *rows))


def table_csv(table: pd.DataFrame) -> str:
    """Return a table as CSV, without its index; a missing value is an empty cell."""
    return csv_text(table.columns, table.astype(object).where(table.notna(), None).itertuples(index=False, name=None))


def read_csv(source: str | Path) -> pd.DataFrame:
    """Read a CSV file that the suite wrote, with its texts as they were; only an empty cell is missing, so "NA" stays a text.

    Raises OSError where the file cannot be opened and ValueError where it is no such table.
    """
    import pandas as pd

    table = pd.read_csv(source, encoding="utf-8-sig", keep_default_na=False, na_values=[""])
    cells = {column: table[column].map(_without_guard) for column in table if not pd.api.types.is_numeric_dtype(table[column])}
    return table.assign(**cells).rename(columns=_without_guard)


def _cell(value: object) -> str:
    text = guarded(value) if isinstance(value, str) else "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if _NEEDS_MARKS.search(text) else text


def _without_guard(value: Any) -> Any:
    return unguarded(value) if isinstance(value, str) else value
