"""A random sample of a corpus for people to code, and what comes back from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.classroom.questions import ALL
from analysis.classroom.worksheet import write_worksheet
from analysis.corpus.folder import CorpusError
from analysis.corpus.groups import GROUPS, group_of
from analysis.files import plain_stem, replace_file
from analysis.spreadsheet import table_csv

if TYPE_CHECKING:
    from analysis.corpus.frames import Corpus

LIST = "sample.csv"


@dataclass(frozen=True, eq=False)
class Sample:
    """Some articles of a corpus, drawn at random.  table: article, outlet, date, title, words, in the order in which they were drawn."""

    corpus: Corpus
    table: pd.DataFrame

    def write_worksheets(self, folder: str | Path, *, ask: str | Iterable[str] = ALL) -> Path:
        """Write a worksheet for each article into a folder, made if missing, with the list of them, ``sample.csv``; return the folder.

        Each asks about the sides that the corpus has for its article.  Coders open them in a browser and hand in the files they download; put all of
        these into one folder, and ``agreement_by_article`` reads them.  ask: which questions, as in ``write_worksheet``.  Raises WriteError where the
        folder cannot be written in, AskError for a question that there is not.
        """
        folder = Path(folder)
        chosen = ask if isinstance(ask, str) else tuple(ask)
        names = []
        for number, row in enumerate(self.table.itertuples(), start=1):
            _, about = self.corpus.row(str(row.article))
            sides: Mapping[str, list[str]] = json.loads(about["sides"])
            name = f"{number:03}_{plain_stem(str(row.title or row.article), 40)}.html"
            write_worksheet(self.corpus.article(str(row.article)), folder / name, sides=sides or None, ask=chosen)
            names.append(name)
        replace_file(folder / LIST, table_csv(self.table.assign(worksheet=names)))
        return folder

    def _repr_html_(self) -> str:
        from analysis.charts.chart import Table

        return Table("Drawn at random, to be coded", self.table)._repr_html_()


def sample_articles(corpus: Corpus, count: int, *, by: str | None = "outlet", seed: int = 0) -> Sample:
    """Draw articles at random: ``count`` of each outlet, month or year, or of the whole corpus where ``by`` is None.

    Articles are drawn and not sentences, for a coder needs the story.  A group with fewer articles gives all it has.  The same seed draws the same
    articles from the same corpus.  Raises CorpusError for a count below 1 and for a group that is none.
    """
    if count < 1:
        raise CorpusError(f"{count} articles cannot be drawn; give 1 or more")
    if by is not None and by not in GROUPS:
        raise CorpusError(f"articles cannot be drawn by {by!r}; use one of {', '.join(GROUPS)}, or by=None for the whole corpus")
    articles = pd.concat([part[["article", "outlet", "date", "title", "words"]] for part in corpus.parts("articles")], ignore_index=True)
    articles = articles.sort_values("article", ignore_index=True)  # so that the order of reading does not decide
    drawn = articles.iloc[np.random.default_rng(seed).permutation(len(articles))]
    if by is not None:
        drawn = drawn.groupby(group_of(articles, by), sort=False).head(count)
    return Sample(corpus, drawn.head(count if by is None else len(drawn)).reset_index(drop=True))
