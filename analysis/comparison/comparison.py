"""Several reports of one event laid side by side: ``compare([report, report, ...]) -> Comparison``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.comparison.alike import CLUES, likely, pairs_clues, shipped
from analysis.comparison.conflicts import Conflict, candidates, conflicts_of
from analysis.comparison.conflicts import shipped as known_conflicts
from analysis.comparison.details import details_table
from analysis.comparison.facts import ONE, Fact, facts_of, facts_table
from analysis.comparison.meaning import centred, word_states
from analysis.comparison.rivals import Rivals
from analysis.comparison.sides import common_sides
from analysis.comparison.sources import sources_table
from analysis.comparison.statements import Statement, statements_of
from analysis.comparison.treatment import treatment_table
from analysis.comparison.words import names_table, words_table
from analysis.files import ready
from analysis.framing import Framing, analyse
from analysis.reading.article import Article
from analysis.reading.as_read import parse_folded
from analysis.reading.folding import fold
from analysis.saved import write_tables
from analysis.templates import render
from analysis.who.sides import SidesError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pairs = Mapping[tuple[int, int], NDArray[np.float64]]

MOST_REPORTS = 6
TABLES = ("sides", "facts", "details", "words", "sources", "treatment")


class ComparisonError(ValueError):
    """The reports given cannot be compared; the message says why, and what can."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """What several reports of one event share and where they differ, as tables; as the last line of a cell it shows itself.

    reports: the readings, all with the same sides.  keys: what each is called in the tables, mostly its outlet.
    sides: side, article, name, mentions, only_here (``names_table``).  facts: one row a place of a fact (``facts_table``).  details: what the reports
    of one fact cannot both be right about (``details_table``).  words: the words for one thing (``words_table``).  sources: ``sources_table``.
    treatment: ``treatment_table``.  warnings: what a reader must know first.
    """

    reports: tuple[Framing, ...]
    keys: tuple[str, ...]
    sides: pd.DataFrame
    facts: pd.DataFrame
    details: pd.DataFrame
    words: pd.DataFrame
    sources: pd.DataFrame
    treatment: pd.DataFrame
    warnings: tuple[str, ...] = field(default=())

    @property
    def names(self) -> tuple[str, ...]:
        """The sides that all reports were read with."""
        return tuple(self.reports[0].sides)

    def shared(self) -> pd.DataFrame:
        """Return the facts that more than one report tells."""
        return self.facts[self.facts["told"] != ONE].reset_index(drop=True)

    def only(self, key: str) -> pd.DataFrame:
        """Return the facts that one report alone tells; raise KeyError for a report that is not there."""
        if key not in self.keys:
            raise KeyError(f"no report is called {key!r}; they are called {', '.join(map(repr, self.keys))}")
        return self.facts[(self.facts["told"] == ONE) & (self.facts["article"] == key)].reset_index(drop=True)

    def left_out(self, key: str) -> pd.DataFrame:
        """Return the facts that other reports tell and this one does not, one row a place; raise KeyError for a report that is not there."""
        self.only(key)
        here = set(self.facts.loc[self.facts["article"] == key, "fact"])
        return self.facts[~self.facts["fact"].isin(here)].reset_index(drop=True)

    def beside(self) -> pd.DataFrame:
        """Return the facts that several reports tell, one row a fact, the likeliest first: fact, p, and the words of each report (None: it has none).

        Of several places in one report the likeliest is shown; p is that of the less likely of the two likeliest reports.
        """
        best = self.shared().sort_values("p", ascending=False, kind="stable").drop_duplicates(["fact", "article"])
        words = {key: best[best["article"] == key].set_index("fact")["text"] for key in self.keys}
        shared = best.groupby("fact").nth(1).set_index("fact")
        table = pd.DataFrame(words, index=shared.index, columns=list(self.keys))
        table = table.astype(object).where(table.notna(), None)
        table.insert(0, "p", shared["p"])
        return table.sort_values("p", ascending=False, kind="stable").reset_index()

    def differences(self) -> list[str]:
        """Return what sets the reports apart, in plain sentences, the plainest first."""
        from analysis.comparison.told import differences

        return differences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables by name; copies, so that changing one changes nothing here."""
        return {name: getattr(self, name).copy() for name in TABLES}

    def save(self, folder: str | Path) -> Path:
        """Write every table as CSV and Parquet, and each reading into a folder of its own, into the folder (made if missing); return the folder."""
        folder = Path(folder)
        ready(folder / f"{TABLES[0]}.csv")
        for number, (framing, key) in enumerate(zip(self.reports, self.keys, strict=True), 1):
            framing.save(folder / f"report_{number}", key=key)
        write_tables(folder, self.to_frames())
        return folder

    def _repr_html_(self) -> str:
        return render("differences.html.j2", keys=self.keys, items=self.differences(), warnings=self.warnings)


def compare(
    reports: Sequence[Framing | Article], *, sides: Mapping[str, Iterable[str]] | None = None, seed: int = 0, threshold: float | None = None
) -> Comparison:
    """Lay reports of one event side by side.

    reports: two to six readings or articles.  A reading whose sides are not those of all is read again with them.  sides: None to have them
    found over all reports together, or side -> its names.  seed: of the bootstrap.  threshold: how likely two statements must be to tell one fact,
    0 to 1; None for the one chosen on hand-coded reports.

    Raises ComparisonError for fewer than two reports or more than six, for one report given twice, and where no side occurs in each of them;
    TypeError for anything but readings and articles.
    """
    laid = lay_beside(reports, sides)
    facts, conflicts = told_by(laid, threshold)
    framings, statements = laid.framings, laid.statements
    keys = keys_of([framing.article for framing in framings])
    names = list(framings[0].sides)

    def written(table: pd.DataFrame) -> pd.DataFrame:
        return _as_written(table, framings, keys)

    return Comparison(
        framings,
        tuple(keys),
        names_table(names, [framing.sides_table() for framing in framings], keys),
        written(facts_table(facts, statements, keys)),
        written(details_table(facts, conflicts, statements, keys)),
        written(words_table(facts, statements, [read.terms for read in laid.read], keys)),
        sources_table(framings, keys),
        treatment_table(framings, [_sentences_of_shared(facts, statements, number) for number in range(len(framings))], names, keys, seed=seed),
        tuple(f"{key}: {warning}" for framing, key in zip(framings, keys, strict=True) for warning in framing.warnings),
    )


@dataclass(frozen=True, eq=False)
class Laid:
    """Reports of one event, read with the same sides and cut into statements, before it is decided which of these tell one fact.

    read: the readings with their tables in the offsets of the text that is read, as the statements are.
    """

    framings: tuple[Framing, ...]
    read: tuple[Framing, ...]
    statements: tuple[list[Statement], ...]

    @cached_property
    def states(self) -> list[list[NDArray[np.float64]]]:
        """The states of the words of each statement; see ``analysis.comparison.meaning``."""
        return word_states(self.statements, [_sentences(read) for read in self.read])

    def clues(self, learned: Mapping[str, NDArray[np.float64]] | None = None) -> dict[tuple[int, int], NDArray[np.float64]]:
        """Return the clues of all pairs of statements; see ``analysis.comparison.alike``."""
        return pairs_clues(self.statements, self.states, learned)

    def rivals(self, likely: Pairs, clues: Pairs) -> list[Rivals]:
        """Return the values in which the reports may differ; likely, clues: of all pairs of statements."""
        held = [CLUES.index(name) for name in ("held there", "held back", "meaning")]
        return candidates(self.statements, centred(self.states), likely, {pair: found[..., held] for pair, found in clues.items()})


def told_by(laid: Laid, threshold: float | None = None) -> tuple[list[Fact], list[Conflict]]:
    """Return the facts that reports tell, and what they contradict each other in; threshold: as in ``compare``."""
    clues = laid.clues()
    p = {pair: likely(found, shipped()["facts"]) for pair, found in clues.items()}
    conflicts = conflicts_of(laid.rivals(p, clues), known_conflicts())
    return joined(laid, p, conflicts, shipped()["threshold"] if threshold is None else threshold), conflicts


def joined(laid: Laid, p: Pairs, conflicts: Sequence[Conflict], threshold: float) -> list[Fact]:
    """Return the facts, where two statements that contradict each other are one."""
    surest = {pair: found.copy() for pair, found in p.items()}
    for one in conflicts:
        surest[one.reports][one.statements] = max(surest[one.reports][one.statements], one.p)
    tied = [((one.reports[0], one.statements[0]), (one.reports[1], one.statements[1])) for one in conflicts]
    return facts_of(laid.statements, surest, threshold, tied)


def lay_beside(reports: Sequence[Framing | Article], sides: Mapping[str, Iterable[str]] | None = None) -> Laid:
    """Read reports with the same sides and cut them into statements; parameters and errors as those of ``compare``."""
    check_reports(reports)
    articles = [one.article if isinstance(one, Framing) else one for one in reports]
    parsed = [parse_folded(article) for article in articles]
    common = {side: list(names) for side, names in sides.items()} if sides is not None else common_sides(parsed)
    framings = _read_alike(reports, articles, common)
    read = [_as_read(framing) for framing in framings]
    statements = [statements_of(one, grammar) for one, grammar in zip(read, parsed, strict=True)]
    return Laid(tuple(framings), tuple(read), tuple(statements))


def check_reports(reports: Sequence[Framing | Article]) -> None:
    """Raise what ``compare`` raises for anything but two to six different reports."""
    if isinstance(reports, (str, Path, Framing, Article)) or not isinstance(reports, Iterable):
        raise TypeError(f"compare takes a list of readings or articles, not {type(reports).__name__}: compare([first, second])")
    wrong = next((one for one in reports if not isinstance(one, (Framing, Article))), None)
    if wrong is not None:
        raise TypeError(f"compare takes readings and articles, not {type(wrong).__name__}; read a file with read_article(path) first")
    if not 2 <= len(reports) <= MOST_REPORTS:
        raise ComparisonError(f"{len(reports)} reports were given; compare takes 2 to {MOST_REPORTS}")
    texts = [(one.article if isinstance(one, Framing) else one).text for one in reports]
    twice = next((at for at, text in enumerate(texts) if text in texts[:at]), None)
    if twice is not None:
        raise ComparisonError(f"report {texts.index(texts[twice]) + 1} and report {twice + 1} are the same text; give each report once")


def _read_alike(reports: Sequence[Framing | Article], articles: Sequence[Article], common: Mapping[str, Sequence[str]]) -> list[Framing]:
    """Return the readings of all reports with the sides that they share."""
    if not common:
        raise ComparisonError(
            "no side was found that the reports share; name the sides yourself with sides={'A': ['name', ...], 'B': [...]} or --sides FILE"
        )
    framings = []
    for one, article in zip(reports, articles, strict=True):
        try:
            same = isinstance(one, Framing) and {side: set(names) - {side} for side, names in one.sides.items()} == {
                side: set(names) - {side} for side, names in common.items()
            }
            framings.append(one if isinstance(one, Framing) and same else analyse(article, sides=common))
        except SidesError as error:
            named = ", ".join(common)
            raise ComparisonError(
                f"{article.title or article.source or 'a report'} names none of the sides of the others ({named}), so it reports another story; "
                "leave it out, or name the sides yourself with sides={...} or --sides FILE"
            ) from error
    return framings


def keys_of(articles: Sequence[Article]) -> list[str]:
    """Return what each report is called: its outlet if it is the only one from there, else its file or address; numbered if two are alike."""
    outlets = Counter(article.outlet for article in articles)
    names = [
        article.outlet if article.outlet and outlets[article.outlet] == 1 else Path(article.source).stem or f"Report {number}"
        for number, article in enumerate(articles, 1)
    ]
    counts, seen = Counter(names), Counter[str]()
    keys = []
    for name in names:
        seen[name] += 1
        keys.append(f"{name} ({seen[name]})" if counts[name] > 1 else name)
    return keys


def _as_read(framing: Framing) -> Framing:
    """Return a reading with its tables in the offsets of the text that is read."""
    folded = fold(framing.article.text)
    tables = ("sentences", "mentions", "voices", "stance", "terms", "actions")
    return replace(framing, **{name: folded.as_read(getattr(framing, name)) for name in tables})


def _sentences(read: Framing) -> dict[int, tuple[str, int]]:
    """Return sentence -> its text and where it begins."""
    return {int(row.sentence): (str(row.text), int(row.start)) for row in read.sentences.itertuples()}


def _as_written(table: pd.DataFrame, framings: Sequence[Framing], keys: Sequence[str]) -> pd.DataFrame:
    """Return a table of several reports with its places in their texts as written."""
    parts = [fold(framing.article.text).as_written(table[table["article"] == key]) for framing, key in zip(framings, keys, strict=True)]
    return pd.concat(parts).sort_index() if len(table) else table


def _sentences_of_shared(facts: Sequence[Fact], statements: Sequence[Sequence[Statement]], report: int) -> set[int]:
    """Return the sentences of a report that tell a fact which another report tells too."""
    return {statements[report][k].sentence for fact in facts if len(fact.places) > 1 for k in fact.places.get(report, ())}
