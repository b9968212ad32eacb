"""Articles that lie as rows in one file: CSV, JSON lines or Parquet, read row by row, never whole."""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from analysis.corpus.folder import CorpusError

FIELDS = ("text", "title", "outlet", "date", "author", "url", "section", "id")
"""What a column can hold; ``analysis/lexicons/columns.csv`` lists the names by which each is known."""
_TABLES, _JSON, _PARQUET = (".csv", ".tsv"), (".jsonl", ".ndjson"), (".parquet",)
_LONGEST_CELL = 10_000_000
_LEXICON = Path(__file__).parent.parent / "lexicons" / "columns.csv"
_FORMS: dict[str, str] = {**dict.fromkeys(_TABLES, "csv"), **dict.fromkeys(_JSON, "json"), **dict.fromkeys(_PARQUET, "parquet")}


@dataclass(frozen=True)
class RowFile:
    """A file of rows.  form: csv, json or parquet.  encoding and delimiter: of the text.  columns: field -> name of its column."""

    path: Path
    form: str
    encoding: str
    delimiter: str
    columns: Mapping[str, str]

    def told(self) -> str:
        """Return in words which columns are read."""
        return f"{self.path.name}: " + ", ".join(f"{field} from the column {name!r}" for field, name in self.columns.items())

    def __len__(self) -> int:
        """Return how many rows there are, without the head."""
        return int(_parquet(self.path).metadata.num_rows) if self.form == "parquet" else sum(1 for _ in self._raw())

    def __iter__(self) -> Iterator[tuple[int, dict[str, str] | str]]:
        """Yield the number of each row, from 1, with its fields that are not empty, or with what is wrong with it."""
        for number, row in enumerate(self._raw(), start=1):
            if isinstance(row, str):
                yield number, row
                continue
            cells = {field: _cell(row.get(name)) for field, name in self.columns.items()}
            filled = {field: value for field, value in cells.items() if value.strip()}
            yield number, filled if "text" in filled else f"the text (column {self.columns['text']!r}) is empty"

    def head(self) -> list[str]:
        """Return the names of all columns; of JSON lines, those of the first object."""
        if self.form == "parquet":
            return list(_parquet(self.path).schema_arrow.names)
        if self.form == "json":
            return list(next((row for row in self._raw() if isinstance(row, dict)), {}))
        with _opened(self.path, self.encoding) as file:
            return next(csv.reader(file, delimiter=self.delimiter), [])

    def _raw(self) -> Iterator[dict[str, Any] | str]:
        if self.form == "parquet":
            for batch in _parquet(self.path).iter_batches(batch_size=100, columns=list(self.columns.values()) or None):
                yield from batch.to_pylist()
            return
        with _opened(self.path, self.encoding) as file:
            yield from _json_rows(file) if self.form == "json" else _csv_rows(file, self.delimiter)


def holds_rows(path: Path) -> bool:
    """Say whether a file is of a kind that holds an article a row."""
    return _form(path) is not None


def open_rows(path: Path, text: str | None = None) -> RowFile:
    """Return a file of rows, with the columns that are read.

    text: the name of the column with the articles' texts; None has it guessed.  Raises CorpusError for a file that cannot be read, and where there
    is no column of that name or none can be guessed, with the columns there are.
    """
    form = _form(path)
    if form is None:
        raise CorpusError(f"{path} is not a file of rows; those are {', '.join(_FORMS)}, and .gz of all but the last")
    try:
        encoding = "" if form == "parquet" else _encoding(path)
        bare = RowFile(path, form, encoding, _delimiter(path, encoding) if form == "csv" else "", {})
        head = bare.head()
    except (OSError, EOFError, csv.Error) as error:
        raise CorpusError(f"{path} cannot be read ({error}); write it again") from error
    if not head:
        first = "one JSON object a line" if form == "json" else "a first line that names the columns"
        raise CorpusError(f"{path} is empty; it should have {first}")
    return RowFile(path, form, encoding, bare.delimiter, _columns(path, head, text))


def row_id(name: str, cells: Mapping[str, str]) -> str:
    """Return what tells a row from all others, wherever in the file it is: the file's name, its id, and the sum of all it holds."""
    told = json.dumps(sorted(cells.items()), ensure_ascii=False)
    return f"{name}#{cells.get('id', '')}:{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _columns(path: Path, head: list[str], text: str | None) -> dict[str, str]:
    plain = {name.strip().lower().replace(" ", "_").replace("-", "_"): name for name in reversed(head)}
    names = {field: plain[word] for field in FIELDS for word in reversed(_words(field)) if word in plain}
    if text is not None:
        if text not in head:
            raise CorpusError(f"{path} has no column {text!r}; its columns are {_listed(head)}")
        names = {"text": text} | {field: name for field, name in names.items() if field != "text" and name != text}
    if "text" not in names:
        raise CorpusError(f"{path}: cannot tell which column holds the articles' texts; name it with --text, one of {_listed(head)}")
    return names


@cache
def _words(field: str) -> tuple[str, ...]:
    with _LEXICON.open(encoding="utf-8", newline="") as file:
        return tuple(row["word"] for row in csv.DictReader(file) if row["list"] == field)


def _form(path: Path) -> str | None:
    name = path.name.lower()
    return next((form for ending, form in _FORMS.items() if name.endswith(ending) or (form != "parquet" and name.endswith(ending + ".gz"))), None)


def _cell(value: Any) -> str:
    if value is None or value != value:  # NaN
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _listed(head: Sequence[str]) -> str:
    return ", ".join(map(repr, head[:40])) + (f" and {len(head) - 40} more" if len(head) > 40 else "")


def _json_rows(file: IO[str]) -> Iterator[dict[str, Any] | str]:
    for line in file:
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield f"the line is not JSON ({error})"
            continue
        yield row if isinstance(row, dict) else f"the line holds a {type(row).__name__}, not an object with fields"


def _csv_rows(file: IO[str], delimiter: str) -> Iterator[dict[str, Any] | str]:
    rows = csv.reader(file, delimiter=delimiter)
    head = _next_row(rows) or []
    while True:
        try:
            row = _next_row(rows)
        except csv.Error as error:
            yield f"the row cannot be read ({error})"
            continue
        if row is None:
            return
        if row:
            yield (
                dict(zip(head, row, strict=True))
                if len(row) == len(head)
                else f"the row has {len(row)} cells, but the first line names {len(head)} columns"
            )


def _next_row(rows: Iterator[list[str]]) -> list[str] | None:
    """Return the next row, whose cells may be as long as an article; the limit belongs to the whole process, so it is put back."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        return next(rows, None)
    finally:
        csv.field_size_limit(before)


def _binary(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if path.name.lower().endswith(".gz") else path.open("rb")


def _opened(path: Path, encoding: str) -> IO[str]:
    return io.TextIOWrapper(_binary(path), encoding=encoding, errors="replace", newline="")


def _encoding(path: Path) -> str:
    """Return UTF-8 where the whole file is, else Windows-1252, as older spreadsheets write it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with _binary(path) as raw:
        try:
            while block := raw.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _delimiter(path: Path, encoding: str) -> str:
    """Return what parts the cells: what the head has most of, outside quotation marks."""
    with _opened(path, encoding) as file:
        bare = "".join(file.readline().split('"')[::2])
    return max(",;\t|", key=bare.count)


def _parquet(path: Path) -> Any:
    import pyarrow
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except (OSError, pyarrow.ArrowException) as error:
        raise CorpusError(f"{path} cannot be read as Parquet ({error}); write it again") from error
