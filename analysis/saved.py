"""A reading as files: JSON that holds all of it, and each table as CSV and Parquet; and back again."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.files import ready, replace_file
from analysis.given import decode_given, parse_json, read_given
from analysis.parquet import write_parquet
from analysis.spreadsheet import table_csv
from analysis.tables import COLUMNS, TableError, check_table

JSON_NAME = "framing.json"
KEY = "article"
"""The column that tells the tables of several articles apart."""
FAINT = "terms_below"
"""Rows of ``terms`` that are not marked but at a lower threshold; in the JSON only."""
LARGEST_FILE = 500_000_000
_LATER = ("actions", "roles", "casts", "questions", "frames")
"""Tables that a reading saved by an earlier build lacks; they are read as empty."""

_GIVE = "give what framing.save(folder) or framing.to_json() wrote"


class SavedError(ValueError):
    """What was given is not a saved reading; the message says what is wrong and what would be right."""


def as_json(
    article: Mapping[str, Any],
    sides: Mapping[str, list[str]],
    tables: Mapping[str, pd.DataFrame],
    provenance: Mapping[str, Any],
    corrections: Mapping[str, Any],
) -> str:
    """Return a reading as JSON text, the tables as lists of rows; missing values are null."""
    rows = {name: json.loads(table.to_json(orient="records")) for name, table in tables.items()}
    parts = {"article": article, "sides": sides, **rows, "corrections": corrections, "provenance": provenance}
    return json.dumps(parts, ensure_ascii=False, indent=1)


def with_key(tables: Mapping[str, pd.DataFrame], key: str) -> dict[str, pd.DataFrame]:
    """Return the tables with the key of their article as a first column, ``article``."""
    keyed = {}
    for name, table in tables.items():
        keyed[name] = table.copy()
        keyed[name].insert(0, KEY, pd.Series([key] * len(table), index=table.index, dtype=object))
    return keyed


def write_folder(folder: str | Path, tables: Mapping[str, pd.DataFrame], text: str) -> Path:
    """Write every table as CSV and Parquet, and the JSON, into the folder (made if missing); return the folder.

    No text in a CSV file runs as a formula in a spreadsheet; ``analysis.spreadsheet.read_csv`` gives texts as they were.
    A file is written beside its place and then renamed, so none is left half-written.
    """
    folder = Path(folder)
    ready(folder / JSON_NAME, room=3 * len(text))
    write_tables(folder, tables)
    replace_file(folder / JSON_NAME, text + "\n")
    return folder


def write_tables(folder: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write every table as NAME.csv and NAME.parquet into a folder, each beside its place and then renamed."""
    for name, table in tables.items():
        replace_file(folder / f"{name}.csv", table_csv(table))
        write_parquet(folder / f"{name}.parquet", table)


def read_json(source: str | Path) -> dict[str, Any]:
    """Return what ``as_json`` wrote: article and provenance as they were, sides, corrections (none in an earlier build's), and each table checked.

    source: a folder with ``framing.json``, a JSON file, or the JSON text itself.  Raises SavedError for anything else, and for JSON that lacks a
    part or holds a table that does not keep its contract.
    """
    name, text = _text_of(source)
    data = parse_json(text, name, _GIVE, error=SavedError)
    tables = list(COLUMNS)
    missing = [
        part for part in ("article", "sides", *tables, "provenance") if not isinstance(data, dict) or (part not in data and part not in _LATER)
    ]
    if missing:
        raise SavedError(
            f"{name} holds no reading: {', '.join(map(repr, missing))} is missing; give what framing.save(folder) or framing.to_json() wrote"
        )
    try:
        typed = {table: check_table(table, pd.DataFrame(data.get(table, []), columns=list(COLUMNS[table]))) for table in tables}
        faint = check_table("terms", pd.DataFrame(data.get(FAINT, []), columns=list(COLUMNS["terms"])))
    except (TableError, ValueError, TypeError, OverflowError) as error:
        raise SavedError(f"{name} holds a table that was changed: {error}") from error
    kept = {part: data[part] for part in ("article", "sides", "provenance")}
    return {**kept, **typed, "corrections": data.get("corrections", {}), FAINT: faint}


def _text_of(source: str | Path) -> tuple[str, str]:
    """Return what the source is called in an error, and its text."""
    if isinstance(source, str) and source.lstrip()[:1] == "{":
        return "the text", source
    path = Path(source)
    with contextlib.suppress(OSError):  # a name too long to be one
        path = path / JSON_NAME if path.is_dir() else path
    try:
        data = read_given(path, _GIVE, most=LARGEST_FILE, error=SavedError)
    except FileNotFoundError:
        raise SavedError(f"{path} does not exist; give a folder that framing.save(folder) wrote, or a JSON file") from None
    return str(path), decode_given(data, path, _GIVE, printed=True, error=SavedError)
