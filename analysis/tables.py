"""The tables of the suite: their columns, in order, and the check every table passes where it is made.

Spans are character offsets into ``article.text``, end exclusive; ``sentence`` counts from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

_INT, _SPAN, _TEXT, _FLOAT = "int64", "Int64", "object", "float64"

COLUMNS: dict[str, dict[str, str]] = {
    "sentences": {
        "sentence": _INT, "start": _INT, "end": _INT, "text": _TEXT, "paragraph": _INT, "zone": _TEXT, "words": _INT, "subjective": _FLOAT,
    },
    "mentions": {"sentence": _INT, "side": _TEXT, "start": _INT, "end": _INT, "text": _TEXT, "how": _TEXT},
    "voices": {
        "sentence": _INT, "start": _INT, "end": _INT, "kind": _TEXT, "speaker": _TEXT, "speaker_start": _SPAN, "speaker_end": _SPAN,
        "side": _TEXT, "cue": _TEXT, "cue_start": _SPAN, "cue_end": _SPAN, "cue_tone": _TEXT, "who": _TEXT, "evidence": _TEXT,
        "found_by": _TEXT,
    },
    "stance": {
        "sentence": _INT, "side": _TEXT, "start": _INT, "end": _INT, "voice": _TEXT, "speaker": _TEXT, "speaker_side": _TEXT,
        "p_neg": _FLOAT, "p_neu": _FLOAT, "p_pos": _FLOAT, "score": _FLOAT,
    },
    "terms": {
        "sentence": _INT, "start": _INT, "end": _INT, "text": _TEXT, "term": _TEXT, "category": _TEXT, "voice": _TEXT, "speaker": _TEXT,
        "speaker_side": _TEXT, "about": _TEXT, "neutral": _TEXT, "effect": _FLOAT, "note": _TEXT, "tone": _TEXT, "also": _TEXT,
        "negated": _TEXT, "quoted": _TEXT, "judges": _TEXT, "judged_by": _TEXT, "neutral_by": _TEXT, "found_by": _TEXT, "p": _FLOAT,
    },
    "actions": {
        "sentence": _INT, "start": _INT, "end": _INT, "text": _TEXT, "lemma": _TEXT, "form": _TEXT, "act": _TEXT,
        "agent": _TEXT, "agent_start": _SPAN, "agent_end": _SPAN, "agent_side": _TEXT,
        "patient": _TEXT, "patient_start": _SPAN, "patient_end": _SPAN, "patient_side": _TEXT,
        "voice": _TEXT, "speaker_side": _TEXT, "modality": _TEXT, "elsewhere": _TEXT,
    },
    "roles": {"side": _TEXT, "role": _TEXT, "p": _FLOAT, "sentences": _TEXT, "voice": _TEXT},
    "casts": {"side": _TEXT, "role": _TEXT, "p": _FLOAT, "sentences": _TEXT, "voice": _TEXT, "speaker_side": _TEXT},
    "questions": {"question": _TEXT, "frame": _TEXT, "p": _FLOAT, "sentences": _TEXT},
    "frames": {"frame": _TEXT, "p": _FLOAT, "sentences": _TEXT},
    "shift": {"metric": _TEXT, "sentence": _INT, "value": _FLOAT, "low": _FLOAT, "high": _FLOAT},
    "changes": {"metric": _TEXT, "sentence": _INT, "before": _FLOAT, "after": _FLOAT, "p_raw": _FLOAT, "p_value": _FLOAT},
}  # fmt: skip

_ALLOWED: dict[str, tuple[str | None, ...]] = {
    "zone": ("headline", "lead", "body", "close"),
    "kind": ("direct", "indirect", "mixed"),
    "voice": ("narrator", "source"),
    "quoted": ("word", "speech", None),
    "judges": ("praises", "excuses", "pities", "blames", None),
    "judged_by": ("list", "model", None),
    "neutral_by": ("list", "model", "corrected", None),
    "role": ("hero", "villain", "victim"),
    "frame": ("conflict", "human interest", "economic", "morality", "resolution"),
    "form": ("active", "passive", "agentless", "noun"),
    "act": ("harm", "help", "speech", "other"),
    "modality": ("asserted", "denied", "supposed", None),
}

_RANGES: dict[str, tuple[float, float]] = {
    "sentence": (1, float("inf")), "start": (0, float("inf")), "words": (0, float("inf")), "paragraph": (1, float("inf")),
    "score": (-1, 1), "p_neg": (0, 1), "p_neu": (0, 1), "p_pos": (0, 1), "p_raw": (0, 1), "p_value": (0, 1), "subjective": (0, 1), "p": (0, 1),
}  # fmt: skip
_OPTIONAL = {
    "actions": ("modality", "elsewhere"),
    "changes": ("p_raw",),
    "voices": ("cue_tone", "who", "evidence", "found_by"),
    "terms": ("tone", "also", "negated", "quoted", "judges", "judged_by", "neutral_by", "found_by", "p"),
}
"""Columns that a table typed by hand may lack; they become None, or NaN where numbers are asked for."""
_ROUNDING = 1e-6
_FINE = object()


class TableError(ValueError):
    """A table does not keep its contract; the message names table, column and value."""


def make_table(name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Build the table ``name`` from rows (dicts) and check it; missing columns become None or NaN."""
    return check_table(name, pd.DataFrame(list(rows), columns=list(_columns(name))))


def check_table(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with its columns in order and typed.

    The last columns of ``voices`` (from ``cue_tone`` on) and of ``terms`` (from ``tone`` on) may be missing and become None, ``p_raw`` NaN.
    Raises TableError for a missing column, a value of another kind or outside its list or range, a span that ends before it starts,
    and a sentence below 1; the message names table, column and value.
    """
    columns = _columns(name)
    table = table.assign(**{column: None for column in _OPTIONAL.get(name, ()) if column not in table})
    missing = [column for column in columns if column not in table]
    if missing:
        raise TableError(f"table `{name}` lacks the column `{missing[0]}`; it has {list(table.columns)}, it needs {list(columns)}")
    typed = pd.DataFrame({column: _typed(name, column, kind, table[column]) for column, kind in columns.items()}, index=range(len(table)))
    for column in columns:
        _check_values(name, column, typed[column].to_numpy())
    for start, end in (("start", "end"), *((f"{part}_start", f"{part}_end") for part in ("speaker", "cue", "agent", "patient"))):
        if start in columns:
            _check_spans(name, start, end, typed)
    return typed


def _check_values(name: str, column: str, values: NDArray[Any]) -> None:
    """Raise TableError for the first value outside the list or range of its column."""
    if column in _ALLOWED:
        wrong = next((value for value in values if value not in _ALLOWED[column]), _FINE)
        if wrong is not _FINE:
            raise TableError(f"table `{name}`: {wrong!r} is not a valid `{column}`; allowed are {', '.join(map(str, _ALLOWED[column]))}")
    if column in _RANGES:
        low, high = _RANGES[column]
        outside = values[(values < low - _ROUNDING) | (values > high + _ROUNDING)]
        if len(outside):
            raise TableError(f"table `{name}`, column `{column}`: {outside[0]} lies outside {low} to {high}")


def _check_spans(name: str, start: str, end: str, typed: pd.DataFrame) -> None:
    """Raise TableError for the first span that ends before it starts."""
    backwards = (typed[end] < typed[start]).fillna(False)
    if backwards.any():
        row = int(backwards.idxmax())
        raise TableError(f"table `{name}`, row {row}: the span {typed[start][row]}:{typed[end][row]} of `{start}` and `{end}` ends before it starts")


def text_or_none(value: object) -> str | None:
    """Return a cell as text, None where it is missing."""
    return None if value is None or pd.isna(value) else str(value)


def _columns(name: str) -> dict[str, str]:
    if name not in COLUMNS:
        raise TableError(f"there is no table `{name}`; the tables are {', '.join(COLUMNS)}")
    return COLUMNS[name]


def _typed(name: str, column: str, kind: str, values: pd.Series) -> Any:
    """Return the values in the kind of their column, as an array or Series; raise TableError with the first value that is of another kind."""
    if kind == _TEXT:
        cells = np.array(values, dtype=object)  # a copy
        cells[pd.isna(cells)] = None
        return pd.Series(cells, dtype=object)  # an array alone would become texts of pandas, with NaN for None
    if str(values.dtype) == kind:
        return values.array
    values = values.reset_index(drop=True)
    numbers = pd.to_numeric(values, errors="coerce")
    wrong = numbers.isna() & values.notna() if kind in (_FLOAT, _SPAN) else numbers.isna()
    if kind in (_INT, _SPAN):
        wrong |= numbers.notna() & (numbers.astype(_FLOAT) % 1 != 0)
    if wrong.any():
        row = int(wrong.idxmax())
        raise TableError(f"table `{name}`, column `{column}`, row {row}: {values[row]!r} is not a {'number' if kind == _FLOAT else 'whole number'}")
    return numbers.astype(kind).array
