"""The tables of the suite: their columns, in order, and the check every table passes where it is made.

Spans are character offsets into ``article.text``, end exclusive; ``sentence`` counts from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

_INT, _SPAN, _TEXT, _FLOAT = "int64", "Int64", "object", "float64"

COLUMNS: dict[str, dict[str, str]] = {
    "sentences": {
        "sentence": _INT, "start": _INT, "end": _INT, "text": _TEXT, "paragraph": _INT, "zone": _TEXT, "words": _INT, "subjective": _FLOAT,
    },
    "mentions": {"sentence": _INT, "side": _TEXT, "start": _INT, "end": _INT, "text": _TEXT, "how": _TEXT},
    "voices": {
        "sentence": _INT, "start": _INT, "end": _INT, "kind": _TEXT, "speaker": _TEXT, "speaker_start": _SPAN, "speaker_end": _SPAN,
        "side": _TEXT, "cue": _TEXT, "cue_start": _SPAN, "cue_end": _SPAN,
    },
    "stance": {
        "sentence": _INT, "side": _TEXT, "start": _INT, "end": _INT, "voice": _TEXT, "speaker": _TEXT, "speaker_side": _TEXT,
        "p_neg": _FLOAT, "p_neu": _FLOAT, "p_pos": _FLOAT, "score": _FLOAT,
    },
    "terms": {
        "sentence": _INT, "start": _INT, "end": _INT, "text": _TEXT, "term": _TEXT, "category": _TEXT, "voice": _TEXT, "speaker": _TEXT,
        "speaker_side": _TEXT, "about": _TEXT, "neutral": _TEXT, "effect": _FLOAT, "note": _TEXT,
    },
    "shift": {"metric": _TEXT, "sentence": _INT, "value": _FLOAT, "low": _FLOAT, "high": _FLOAT},
    "changes": {"metric": _TEXT, "sentence": _INT, "before": _FLOAT, "after": _FLOAT, "p_value": _FLOAT},
}  # fmt: skip

_ALLOWED = {
    "zone": ("headline", "lead", "body", "close"),
    "kind": ("direct", "indirect", "mixed"),
    "voice": ("narrator", "source"),
}


class TableError(ValueError):
    """A table does not keep its contract; the message names table, column and value."""


def make_table(name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Build the table ``name`` from rows (dicts) and check it; missing columns become None or NaN."""
    columns = COLUMNS[name]
    data = pd.DataFrame(list(rows), columns=list(columns))
    return check_table(name, data)


def check_table(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with its columns in order and typed.

    Raises TableError for a missing column, a span that ends before it starts, a sentence below 1, or a value outside its list.
    """
    columns = COLUMNS[name]
    missing = [column for column in columns if column not in table]
    if missing:
        raise TableError(f"table `{name}` lacks the column `{missing[0]}`; it has {list(table.columns)}, it needs {list(columns)}")
    typed = pd.DataFrame(index=range(len(table)))
    for column, kind in columns.items():
        values = table[column].reset_index(drop=True)
        if kind == _TEXT:
            values = values.astype(object)
            typed[column] = values.where(values.notna(), None)
        else:
            typed[column] = values.astype(kind)
    for column, allowed in _ALLOWED.items():
        if column in columns and not typed[column].isin(allowed).all():
            wrong = typed.loc[~typed[column].isin(allowed), column].iloc[0]
            raise TableError(f"table `{name}`: {wrong!r} is no `{column}`; allowed are {', '.join(allowed)}")
    if "start" in columns and (typed["end"] < typed["start"]).any():
        row = int((typed["end"] < typed["start"]).idxmax())
        raise TableError(f"table `{name}`, row {row}: the span {typed['start'][row]}:{typed['end'][row]} ends before it starts")
    if "sentence" in columns and (typed["sentence"] < 1).any():
        raise TableError(f"table `{name}`: sentences count from 1, found {int(typed['sentence'].min())}")
    return typed
