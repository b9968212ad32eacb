"""From what was asked for to a stream of things to read: files, rows and addresses, one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from analysis.corpus.folder import CorpusError
from analysis.corpus.rows import RowFile, holds_rows, open_rows, row_id
from analysis.reading.article import Article
from analysis.reading.disk import may_hold_article
from analysis.reading.draft import MAX_BYTES
from analysis.reading.web import address_in


@dataclass(frozen=True)
class Item:
    """One thing to read.  id: tells it from all others, the same in every run.  name: what errors call it.

    One of these is given: data, the bytes of a file; cells, the fields of a row; address; article, one of an export that was read before.
    """

    id: str
    name: str
    data: bytes | None = None
    cells: dict[str, str] | None = None
    address: str | None = None
    article: Article | None = None

    @property
    def size(self) -> int:
        """Return about how many bytes travel to a worker."""
        return len(self.data or b"") + len((self.cells or {}).get("text", "")) + (len(self.article.text) if self.article else 0)


@dataclass(frozen=True)
class Problem:
    """Something that could not be read.  kind: file, row, article, sides, copy, skipped or worker."""

    source: str
    kind: str
    reason: str


@dataclass
class Sources:
    """What was asked for: files with the names they go by, files of rows, addresses, and files of kinds that are not read."""

    files: list[tuple[Path, str]] = field(default_factory=list)
    rows: list[tuple[RowFile, str]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many things there are to read; an export counts as one until it is read."""
        return len(self.files) + len(self.addresses) + sum(len(rows) for rows, _ in self.rows)

    def told(self) -> list[str]:
        """Return in words which columns are read from each file of rows."""
        return [rows.told() for rows, _ in self.rows]

    def __iter__(self) -> Iterator[Item | Problem]:
        """Yield everything in order, each file read when its turn comes, and a problem in the place of what cannot be."""
        for name in self.skipped:
            yield Problem(name, "skipped", "a file of this kind is not read; save it as .txt, .html, .docx, .rtf or .pdf")
        for path, name in self.files:
            yield _of_file(path, name)
        for rows, name in self.rows:
            for number, cells in rows:
                if isinstance(cells, str):
                    yield Problem(f"{name}, row {number}", "row", cells)
                else:
                    yield Item(row_id(name, cells), f"{name}, row {number}", cells=cells)
        for address in self.addresses:
            yield Item(address, address, address=address)


def find_sources(given: str | Path | Iterable[str | Path], *, text: str | None = None) -> Sources:
    """Return what is to be read.

    given: a folder (with the folders in it), a file that holds an article or many, a file with an article a row (CSV, TSV, JSON lines or Parquet),
    a web address, or several of these.  text: the column with the texts.  Raises CorpusError for what does not exist, and where there is nothing
    to read.
    """
    asked = [given] if isinstance(given, (str, Path)) else list(given)
    found = Sources()
    for each in asked:
        if isinstance(each, str) and (address := address_in(each)):
            found.addresses.append(address)
            continue
        path = Path(each).expanduser()
        if not path.exists():
            raise CorpusError(f"{each} does not exist; give a folder, a file, or a web address that begins with http")
        if path.is_dir():
            _add_folder(found, path, text)
        elif holds_rows(path):
            found.rows.append((open_rows(path, text), path.name))
        else:
            found.files.append((path, path.name))
    if not (found.files or found.rows or found.addresses):
        raise CorpusError(f"{', '.join(map(str, asked)) or 'the list'} holds nothing to read; give a folder with articles, an export, or a CSV file")
    return found


def _add_folder(found: Sources, folder: Path, text: str | None) -> None:
    """Add every file of a folder and of those in it; hidden ones are left out, and those of kinds that are not read are told."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not path.is_file() or any(part.startswith((".", "~$")) for part in inside.parts):
            continue
        if holds_rows(path):
            found.rows.append((open_rows(path, text), inside.as_posix()))
        elif may_hold_article(path):
            found.files.append((path, inside.as_posix()))
        else:
            found.skipped.append(inside.as_posix())


def _of_file(path: Path, name: str) -> Item | Problem:
    try:
        if path.stat().st_size > MAX_BYTES:
            return Problem(name, "file", f"it has {path.stat().st_size:,} bytes, and the limit is {MAX_BYTES:,}; export fewer articles at a time")
        data = path.read_bytes()
    except OSError as error:
        return Problem(name, "file", f"it cannot be opened ({error.strerror or error}); check its permissions")
    return Item(f"{name}:{hashlib.sha256(data).hexdigest()[:16]}", name, data=data)
