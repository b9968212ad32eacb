"""A corpus that was read: its tables as lazy frames of Dask, its articles one by one, and how it was made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.corpus.folder import ABOUT, ERRORS, KINDS, PROBLEMS, CorpusError, CorpusFolder, open_folder
from analysis.files import replacing
from analysis.parquet import as_arrow, read_parquet
from analysis.reading.article import Article
from analysis.reading.draft import LeftOut
from analysis.spreadsheet import table_csv
from analysis.tables import check_table

if TYPE_CHECKING:
    import dask.dataframe as dd
    import pandas as pd

    from analysis.framing import Framing

TABLES = (*KINDS, ERRORS)


@dataclass(frozen=True)
class Corpus:
    """A folder with a corpus.  Every table is an attribute and a lazy frame: ``corpus.stance``, ``corpus.articles``, ``corpus.errors``.

    The columns are those of ``analysis.tables``, after ``article`` (the key), ``outlet`` and ``date``.  ``.compute()`` makes a frame of pandas of it.
    """

    folder: CorpusFolder

    @property
    def path(self) -> Path:
        """Return where it is."""
        return self.folder.path

    @property
    def made_with(self) -> dict[str, Any]:
        """Return how it was read: versions, sums of models and lists, sides and seed."""
        return dict(self.folder.made_with or {})

    def __len__(self) -> int:
        """Return how many articles it has."""
        return len(self.folder.keys)

    def __getattr__(self, name: str) -> dd.DataFrame:
        """Return a table."""
        if name in TABLES:
            return self.table(name)
        raise AttributeError(f"a corpus has no {name!r}; its tables are {', '.join(TABLES)}")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *TABLES})

    def table(self, name: str) -> dd.DataFrame:
        """Return a table as a lazy frame, a partition a part; an article is never cut in two.  Raises CorpusError for a name that is none."""
        import dask.dataframe as dd

        files, empty = self._files(name), self._empty(name)
        return dd.from_map(read_parquet, files, meta=empty) if files else dd.from_pandas(empty, npartitions=1)

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """Yield a table part by part, each a frame of pandas."""
        files = self._files(name)
        yield from map(read_parquet, files) if files else (self._empty(name),)

    def article(self, key: str) -> Article:
        """Return one article by its key, as it was when it was read.  Raises KeyError where there is none."""
        return _article(self.row(key)[1])

    def framing(self, key: str) -> Framing:
        """Return the reading of one article, put together from the tables: to look at its marks, its findings or its report.

        Words that lie below the threshold are not kept in a corpus, so ``terms_at`` shows no more than ``terms``.  Raises KeyError as ``article``.
        """
        import pyarrow.parquet as pq

        from analysis.framing import TABLES as OF_FRAMING
        from analysis.framing import Framing

        file, row = self.row(key)
        tables = {}
        for name in OF_FRAMING:
            found = read_parquet(pq.read_table(self.path / name / file.name, filters=[("article", "=", key)]))
            tables[name] = check_table(name, found.drop(columns=list(ABOUT)))
        provenance = {**self.made_with, "warnings": json.loads(row["warnings"]), "date": self.folder.begun}
        return Framing(_article(row), json.loads(row["sides"]), **tables, provenance=provenance)

    def to_csv(self, folder: str | Path) -> Path:
        """Write every table as one CSV file into a folder, made if missing, and return it; no text runs as a formula in a spreadsheet."""
        folder = Path(folder)
        for name in TABLES:
            with replacing(folder / f"{name}.csv") as beside, beside.open("w", encoding="utf-8", newline="") as file:
                for number, part in enumerate(self.parts(name)):
                    text = table_csv(part)
                    file.write(text if number == 0 else text.partition("\n")[2])
        return folder

    def row(self, key: str) -> tuple[Path, dict[str, Any]]:
        """Return the file and the row in which an article is.  Raises KeyError where there is none."""
        import pyarrow.parquet as pq

        for file in self.folder.files("articles"):
            if file.exists() and (rows := pq.read_table(file, filters=[("article", "=", key)]).to_pylist()):
                return file, rows[0]
        raise KeyError(f"no article has the key {key!r}; the keys are in corpus.articles")

    def _files(self, name: str) -> list[Path]:
        if name not in TABLES:
            raise CorpusError(f"there is no table {name!r}; the tables are {', '.join(TABLES)}")
        if name == ERRORS:
            return [file for file in (self.path / ERRORS / "errors.parquet",) if file.exists()]
        return [file for file in self.folder.files(name) if file.exists() or self.folder.parts[int(file.stem.removeprefix("part-"))]]

    def _empty(self, name: str) -> pd.DataFrame:
        import io

        import pandas as pd
        import pyarrow.parquet as pq

        kinds = PROBLEMS if name == ERRORS else KINDS[name]
        bare = pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in kinds.items()})
        written = io.BytesIO()
        pq.write_table(as_arrow(bare, kinds), written)
        return read_parquet(io.BytesIO(written.getvalue()))

    def _repr_html_(self) -> str:
        from analysis.templates import counted, render

        counts = self.counts()
        rows = list(counts.itertuples(index=False, name=None))
        numeric = [column in ("articles", "words") for column in counts]
        told = {"columns": list(counts), "rows": rows, "numeric": numeric, "errors": self.problems()}
        return render("corpus.html.j2", articles=counted(len(self), "article"), path=str(self.path), **told)

    def counts(self) -> pd.DataFrame:
        """Return how many articles and words each outlet has, and of which days: outlet, articles, words, first, last."""
        import pandas as pd

        known = pd.concat([part[["outlet", "date", "words"]] for part in self.parts("articles")], ignore_index=True)
        known["outlet"] = known["outlet"].fillna("unknown")
        groups = known.groupby("outlet", sort=True)
        counted = groups.agg(articles=("words", "size"), words=("words", "sum"), first=("date", "min"), last=("date", "max"))
        return counted.reset_index()

    def problems(self) -> dict[str, int]:
        """Return how many rows of ``errors`` there are of each kind, the most frequent first."""
        import pandas as pd

        kinds = pd.concat(list(self.parts(ERRORS)))["kind"].value_counts()
        return {str(kind): int(count) for kind, count in kinds.items()}


def read_corpus(folder: str | Path) -> Corpus:
    """Return the corpus that ``make_corpus`` or ``framing corpus`` wrote into a folder.  Raises CorpusError where there is none."""
    return Corpus(open_folder(folder))


def _article(row: dict[str, Any]) -> Article:
    told = {name: row[name] for name in ("text", "title", "outlet", "date", "author", "url", "section", "source", "headline")}
    left_out = tuple(LeftOut(**each) for each in json.loads(row["left_out"]))
    return Article(**told, left_out=left_out)
