"""The folder of a corpus: a Parquet dataset for each table, what each part holds, and how all of it was made.

A part is written whole: its tables first, each beside its place and then renamed, and last the note in ``parts/`` that makes it count.  What a run
that was killed left without a note is taken away by the next one.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.files import WriteError, ready, replace_file, replacing
from analysis.tables import COLUMNS

NOTE = "corpus.json"
PARTS = "parts"
ERRORS = "errors"
_LOCK = "running.json"
ABOUT = {"article": "object", "outlet": "object", "date": "object"}
"""The first columns of every table."""
ARTICLES = {
    **ABOUT, "source": "object", "place": "object", "title": "object", "author": "object", "url": "object", "section": "object",
    "headline": "bool", "words": "int64", "sentences": "int64", "sides": "object", "warnings": "object", "left_out": "object", "seconds": "float64",
    "text": "object",
}  # fmt: skip
"""The table ``articles``, one row an article; ``sides`` (side -> names), ``warnings`` and ``left_out`` are JSON."""
PROBLEMS = {"source": "object", "kind": "object", "reason": "object"}
KINDS: dict[str, dict[str, str]] = {"articles": ARTICLES, **{name: {**ABOUT, **columns} for name, columns in COLUMNS.items()}}
"""Table -> column -> dtype of pandas."""
_FORMAT = 1


class CorpusError(ValueError):
    """A corpus cannot be made or read; the message says why and what to do."""


@dataclass
class CorpusFolder:
    """A folder with a corpus in it, or one to be.

    made_with: what made it (None before the first run).  begun: the day.  done: ids of what was read.  keys: of its articles.  parts: number ->
    articles in it.  problems: rows of the table ``errors`` about things that are read as far as they can be.
    """

    path: Path
    made_with: dict[str, Any] | None = None
    begun: str = ""
    done: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    parts: dict[int, int] = field(default_factory=dict)
    problems: list[dict[str, str]] = field(default_factory=list)

    def files(self, table: str) -> list[Path]:
        """Return the files of a table, in the order in which they were written."""
        return [self._file(table, number) for number in sorted(self.parts)]

    def check(self, made: Mapping[str, Any]) -> None:
        """Note how the corpus is made; raise CorpusError where what is there was made in another way, with what differs."""
        made_with: dict[str, Any] = json.loads(json.dumps(made))
        if self.made_with is None:
            begun = time.strftime("%Y-%m-%d")
            text = json.dumps({"format": _FORMAT, "begun": begun, "made_with": made_with}, ensure_ascii=False, indent=1)
            replace_file(self.path / NOTE, text + "\n")
            self.made_with, self.begun = made_with, begun
        elif differ := _differences(self.made_with, made_with):
            told = "; ".join(differ[:5]) + (f"; and {len(differ) - 5} more" if len(differ) > 5 else "")
            step = "name another folder (with -o), or delete this one and read them all again"
            raise CorpusError(f"{self.path} holds articles that were read in another way: {told}; {step}")

    def add(self, tables: Mapping[str, bytes], keys: list[str], ids: list[str], problems: list[dict[str, str]]) -> None:
        """Write a part: its tables as bytes of Parquet, the keys of its articles, the ids of what is read with it, and its problems.

        Raises WriteError; the corpus is then as it was.  An article that is in the corpus already, under the same key, is not written twice.
        """
        known = [key for key in keys if key in self.keys]
        number = max(self.parts, default=0) + 1
        for name, data in tables.items():
            with replacing(self._file(name, number)) as beside:
                beside.write_bytes(_without(data, known) if known else data)
        fresh = [key for key in keys if key not in self.keys]
        note = {"articles": fresh, "ids": ids, "problems": problems}
        replace_file(self.path / PARTS / f"{number:06}.json", json.dumps(note, ensure_ascii=False) + "\n")
        self._count(number, note)

    def write_errors(self, unread: list[dict[str, str]]) -> None:
        """Write the table of what could not be read, whole: what the parts note, and what this run could not read.  Raises WriteError."""
        import pandas as pd

        from analysis.parquet import parquet_bytes

        with replacing(self.path / ERRORS / "errors.parquet") as beside:
            table = pd.DataFrame([*self.problems, *unread], columns=list(PROBLEMS)).drop_duplicates(ignore_index=True)
            beside.write_bytes(parquet_bytes(table, PROBLEMS))

    def _count(self, number: int, note: Mapping[str, Any]) -> None:
        self.parts[number] = len(note["articles"])
        self.keys.update(note["articles"])
        self.done.update(note["ids"])
        self.problems += note["problems"]

    def _file(self, table: str, number: int) -> Path:
        return self.path / table / f"part-{number:06}.parquet"


def open_folder(path: str | Path) -> CorpusFolder:
    """Return the corpus in a folder; raise CorpusError where there is none."""
    path = Path(path)
    note = path / NOTE
    try:
        about = json.loads(note.read_text(encoding="utf-8"))
        made_with, form, begun = about["made_with"], about["format"], about["begun"]
    except FileNotFoundError:
        raise CorpusError(f"{path} holds no corpus ({NOTE} is missing); make one with `framing corpus SOURCE -o {path}`") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{note} is damaged ({error}); make the corpus again in a new folder") from error
    if form != _FORMAT:
        raise CorpusError(f"{path} was made by another version of the suite (format {form}, this one reads {_FORMAT}); make it again in a new folder")
    found = CorpusFolder(path, made_with, begun)
    for told in sorted((path / PARTS).glob("*.json")):
        try:
            found._count(int(told.stem), json.loads(told.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CorpusError(f"{told} is damaged ({error}); delete it, and the articles of this part are read again") from error
    return found


@contextmanager
def writing(path: str | Path) -> Iterator[CorpusFolder]:
    """Yield a folder to write a corpus into, made if missing; nobody else writes into it meanwhile.

    What a run that was killed left unfinished is taken away.  Raises CorpusError where another run is at work there or the folder holds other
    things, and WriteError where it cannot be written in.
    """
    path = Path(path)
    if path.exists() and not path.is_dir():
        raise CorpusError(f"{path} is a file; name a folder with -o")
    ready(path / NOTE)
    if (path / NOTE).exists():
        folder = open_folder(path)
    elif path.exists() and any(one.name != _LOCK for one in path.iterdir()):
        raise CorpusError(f"{path} holds other files and no corpus; name a new folder with -o")
    else:
        path.mkdir(parents=True, exist_ok=True)
        folder = CorpusFolder(path)
    _lock(path)
    try:
        _sweep(folder)
        yield folder
    finally:
        (path / _LOCK).unlink(missing_ok=True)


def _lock(path: Path) -> None:
    lock = path / _LOCK
    mine = json.dumps({"host": platform.node(), "pid": os.getpid()})
    for _ in range(2):
        try:
            with lock.open("x", encoding="utf-8") as file:
                file.write(mine)
            return
        except FileExistsError:
            if _at_work(lock):
                raise CorpusError(f"another run is writing into {path}; wait for it, or delete {lock} if no other run is active") from None
            lock.unlink(missing_ok=True)
        except OSError as error:
            raise WriteError(f"{lock} cannot be written: {error.strerror or error}; name another folder") from error
    raise CorpusError(f"another run is writing into {path}; wait for it")


def _at_work(lock: Path) -> bool:
    """Say whether the run that wrote a lock may still be at work: on another machine, or alive on this one."""
    try:
        told = json.loads(lock.read_text(encoding="utf-8"))
        if told["host"] != platform.node():
            return True
        os.kill(int(told["pid"]), 0)  # asks only whether it lives
    except (ProcessLookupError, ValueError, KeyError, TypeError, FileNotFoundError):
        return False
    except OSError:
        pass
    return True


def _sweep(folder: CorpusFolder) -> None:
    """Take away the files of parts without a note."""
    for table in KINDS:
        for file in (folder.path / table).glob("part-*.parquet"):
            if int(file.stem.removeprefix("part-")) not in folder.parts:
                file.unlink()


def _without(data: bytes, keys: list[str]) -> bytes:
    """Return a table, as bytes of Parquet, without the rows of some articles."""
    import io

    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    table = pq.read_table(pa.BufferReader(data))
    kept = table.filter(pc.invert(pc.is_in(table["article"], pa.array(keys))))
    written = io.BytesIO()
    pq.write_table(kept, written)
    return written.getvalue()


def _differences(before: Any, now: Any, name: str = "") -> list[str]:
    """Return what differs between two records, in words, at most some characters each."""
    if isinstance(before, dict) and isinstance(now, dict):
        inner = [_differences(before.get(key), now.get(key), f"{name} {key}".strip()) for key in {**before, **now}]
        return [line for lines in inner for line in lines]
    return [] if before == now else [f"{name} was {str(before)[:60]}, now is {str(now)[:60]}"]
