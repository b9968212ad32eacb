"""The lists of words and names, as data beside their sources (``README.md``); each file is read once, when it is first asked for."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``NAME.csv``, each as column -> value."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def word_values(name: str, kind: str) -> dict[str, str]:
    """Return word -> value of one list in a file with the columns ``list``, ``word`` and ``value``.

    Raises KeyError, naming file and list, for a list the file does not hold.
    """
    found = {row["word"]: row["value"] for row in read_rows(name) if row["list"] == kind}
    if not found:
        raise KeyError(f"{name}.csv holds no list {kind!r}; it has {', '.join(sorted({row['list'] for row in read_rows(name)}))}")
    return found


@cache
def word_list(name: str, kind: str) -> frozenset[str]:
    """Return the words of one list, as ``word_values`` finds them."""
    return frozenset(word_values(name, kind))
