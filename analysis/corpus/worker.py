"""What a worker does: read a batch of things, analyse each article, and send its tables back as Parquet."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from analysis.corpus.folder import ABOUT, KINDS
from analysis.corpus.sources import Item, Problem
from analysis.framing import TABLES, Framing, analyse
from analysis.parquet import parquet_bytes
from analysis.reading.article import Article, finish, read_article
from analysis.reading.draft import ArticleError, Draft
from analysis.reading.several import read_each
from analysis.who.sides import SidesError

MOST_AT_ONCE = 50
"""Articles that a file may hold and still be read by one worker at once; those of a larger one are sent back to be dealt out."""
_SAME_FOR_ALL = ("version", "packages", "models", "lexicon", "engines")
_TRIAL = Article(
    text="The city council met the mayor on Friday. The mayor said the council had agreed to a new budget. The meeting lasted two hours."
)


@dataclass
class Batch:
    """What came of a batch.

    tables: name -> bytes of a Parquet file, empty where no article was read.  keys: of the articles.  ids: of the items that are finished.
    problems: what could not be read, of finished items; unread: of those that another run should try again.  larger: item -> its articles, to be
    dealt out.  seconds: of the worker.
    """

    tables: dict[str, bytes] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)
    larger: dict[str, list[Article]] = field(default_factory=dict)
    seconds: float = 0.0


def made_with() -> dict[str, Any]:
    """Load the models and say what reads here: versions, and the sums of all weights and lists."""
    told = analyse(_TRIAL).provenance
    return {name: told[name] for name in _SAME_FOR_ALL}


def read_batch(items: Sequence[Item], sides: Mapping[str, list[str]] | None, seed: int) -> Batch:
    """Read and analyse each item; one that fails is told and stops nothing."""
    begun = time.perf_counter()
    batch = Batch()
    rows: list[dict[str, Any]] = []
    found: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES}
    for item in items:
        problems: list[Problem] = []
        articles = list(_articles(item, problems))
        if len(articles) > MOST_AT_ONCE:
            batch.larger[item.id] = articles
            batch.problems += problems
            continue
        read = 0
        for article in articles:
            framing = _framing(article, sides, seed, item.name if item.cells else article.source, problems)
            if framing is None:
                continue
            read += 1
            key = framing.key
            if key in batch.keys:
                problems.append(copy_of(item.name, key))
                continue
            batch.keys.append(key)
            rows.append(_row(framing, key, item))
            for name, tables in found.items():
                tables.append(_with_about(getattr(framing, name), rows[-1]))
        if read or all(problem.kind == "sides" for problem in problems):
            batch.ids.append(item.id)
            batch.problems += problems
        else:
            batch.unread += problems
    if rows:
        joined = {"articles": pd.DataFrame(rows, columns=list(KINDS["articles"]))}
        joined |= {name: pd.concat(tables, ignore_index=True) for name, tables in found.items()}
        batch.tables = {name: parquet_bytes(table, KINDS[name]) for name, table in joined.items()}
    batch.seconds = time.perf_counter() - begun
    return batch


def copy_of(name: str, key: str) -> Problem:
    """Say that an article is in the corpus already."""
    return Problem(name, "copy", f"the text is the same as that of an article read before under this name ({key}); it is counted once")


def _articles(item: Item, problems: list[Problem]) -> Iterator[Article]:
    """Yield the articles of an item; what cannot be read is noted."""
    try:
        if item.article is not None:
            yield item.article
        elif item.cells is not None:
            known: dict[str, Any] = {name: value for name, value in item.cells.items() if name != "id"}
            name, _, _ = item.id.rpartition(":")
            yield finish(Draft(name=item.name, **known), name.rstrip("#"))
        elif item.address is not None:
            yield read_article(item.address)
        else:
            yield from _of_bytes(item, problems)
    except ArticleError as error:
        problems.append(Problem(item.name, "row" if item.cells else "file", str(error)))
    except Exception as error:  # a fault of ours or of a library: it costs this one, not the run
        problems.append(Problem(item.name, "file", f"reading it failed: {type(error).__name__}: {error}"))


def _of_bytes(item: Item, problems: list[Problem]) -> Iterator[Article]:
    """Yield the articles of a file that came as bytes, under the name it has where it lies."""
    named = PurePosixPath(item.name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / named.name
        path.write_bytes(item.data or b"")
        for each in read_each(path):
            if isinstance(each, Article):
                yield _renamed(each, named)
            else:
                problems.append(Problem(item.name, "file", str(each).replace(str(path), item.name)))


def _renamed(article: Article, named: PurePosixPath) -> Article:
    return replace(article, source=str(named) + article.source.removeprefix(named.name))


def _framing(article: Article, sides: Mapping[str, list[str]] | None, seed: int, name: str, problems: list[Problem]) -> Framing | None:
    try:
        return analyse(article, sides=sides, seed=seed).without_parse()
    except SidesError as error:
        problems.append(Problem(name, "sides", str(error)))
    except Exception as error:  # as above
        problems.append(Problem(name, "article", f"analysing it failed: {type(error).__name__}: {error}"))
    return None


def _row(framing: Framing, key: str, item: Item) -> dict[str, Any]:
    article = framing.article
    known = {name: getattr(article, name) for name in ("outlet", "date", "source", "title", "author", "url", "section", "headline", "text")}
    return {
        "article": key,
        **known,
        "place": item.name,
        "words": int(framing.sentences["words"].sum()),
        "sentences": len(framing.sentences),
        "sides": _json(framing.sides),
        "warnings": _json(framing.warnings),
        "left_out": _json([asdict(each) for each in article.left_out]),
        "seconds": sum(framing.seconds.values()),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _with_about(table: pd.DataFrame, row: Mapping[str, Any]) -> pd.DataFrame:
    about = pd.DataFrame({name: pd.Series([row[name]] * len(table), dtype=object) for name in ABOUT})
    return pd.concat([about, table.reset_index(drop=True)], axis=1)
