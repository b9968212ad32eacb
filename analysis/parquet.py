"""Tables as Parquet files, written by pyarrow with the types of ``analysis.tables``, so that a column is of one type in every file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.files import replacing

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_NAMES = {"int64": "int64", "Int64": "int64", "float64": "float64", "bool": "bool_", "object": "string", "str": "string", "string": "string"}


def as_arrow(table: pd.DataFrame, kinds: Mapping[str, str] | None = None) -> pa.Table:
    """Return a table for pyarrow; texts are strings also where a column has none but missing ones, which alone would have no type.

    kinds: column -> dtype of pandas, for columns that hold nothing and so do not tell it themselves.
    """
    import pyarrow as pa

    wanted = {column: (kinds or {}).get(column, str(table[column].dtype)) for column in table}
    fields = [(column, getattr(pa, _NAMES[kind])()) for column, kind in wanted.items() if kind in _NAMES]
    if len(fields) < len(wanted):
        return pa.Table.from_pandas(table, preserve_index=False)
    return pa.Table.from_pandas(table, schema=pa.schema(fields), preserve_index=False)


def parquet_bytes(table: pd.DataFrame, kinds: Mapping[str, str] | None = None) -> bytes:
    """Return a table as the bytes of a Parquet file."""
    import pyarrow.parquet as pq

    written = io.BytesIO()
    pq.write_table(as_arrow(table, kinds), written)
    return written.getvalue()


def write_parquet(path: str | Path, table: pd.DataFrame) -> None:
    """Write a table beside its place and then rename it.  Raises WriteError."""
    with replacing(path) as beside:
        beside.write_bytes(parquet_bytes(table))


def read_parquet(source: Any) -> pd.DataFrame:
    """Read a table that was written here, with missing texts as None and the types of ``analysis.tables``; source: a file, or a table of pyarrow."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table: pd.DataFrame = (source if isinstance(source, pa.Table) else pq.read_table(source)).to_pandas()
    texts = [column for column in table if str(table[column].dtype) in ("object", "str", "string")]
    return table.assign(**{column: table[column].astype(object).where(table[column].notna(), None) for column in texts})
