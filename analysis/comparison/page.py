"""One HTML page of a comparison: the texts side by side with threads between what both tell, the differences in plain words, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.charts.treatment import treatment_by_report
from analysis.comparison.comparison import compare
from analysis.comparison.facts import LIKELY, ONE
from analysis.comparison.told import DETAILS_TOLD, value_told
from analysis.files import ready, replace_file
from analysis.reading.as_read import furniture_of
from analysis.report.page import STYLE, today
from analysis.templates import counted, plain, render

if TYPE_CHECKING:
    from analysis.comparison.comparison import Comparison
    from analysis.reading.article import Article

NEUTRAL_TITLE = "Reports of one event, side by side"


@dataclass(frozen=True)
class Stretch:
    """A stretch of a sentence: its text, and the fact it tells where other reports tell it too (0 for none).

    alone: whether it was not found in the others.  perhaps: whether the fact is shared only perhaps.
    """

    text: str
    fact: int
    alone: bool
    perhaps: bool = False


@dataclass(frozen=True)
class Sentence:
    """A sentence of a report: its number, and its stretches in order."""

    number: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Column:
    """A report as the page shows it: number, key, what is known about it, and its paragraphs of sentences."""

    number: int
    key: str
    about: str
    paragraphs: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True)
class Thread:
    """A fact that several reports tell: its number and, by report, the sentences that tell it; differs: the details in which they differ."""

    number: int
    places: tuple[tuple[int, str, tuple[int, ...]], ...]
    differs: tuple[str, ...]
    perhaps: bool


def write_comparison(comparison: Comparison, out: str | Path) -> Path:
    """Write a comparison as one HTML file that fetches nothing and runs no program; return the path."""
    ready(out)
    return replace_file(out, comparison_page(comparison))


def write_compared(
    articles: Sequence[Article], out: str | Path, *, sides: Mapping[str, Sequence[str]] | None = None, folder: str | None = None
) -> str:
    """Compare articles and write the page, and into the folder the tables; return differences and path as text; errors: see ``compare``."""
    comparison = compare(articles, sides=sides)
    if folder is not None:
        comparison.save(folder)
    path = write_comparison(comparison, out)
    told = [f"- {item}" for item in comparison.differences()]
    return "\n".join([*told, f"{path}  ({path.stat().st_size / 1024:.0f} KB)"])


def comparison_page(comparison: Comparison) -> str:
    """Return the HTML of a comparison."""
    from markupsafe import Markup

    chart = treatment_by_report(comparison.treatment, comparison.names, comparison.keys)
    return render(
        "comparison.html.j2",
        goes_on=_ways(comparison),
        title=NEUTRAL_TITLE,
        keys=comparison.keys,
        sides=comparison.names,
        items=comparison.differences(),
        warnings=comparison.warnings,
        columns=[_column(comparison, number) for number in range(len(comparison.keys))],
        threads=list(_threads(comparison)),
        chart=Markup(STYLE.sub("", chart._repr_html_())),  # escaped by the template that made it
        tables=[_table(name, comparison) for name in ("details", "words", "sides", "sources", "treatment")],
        date=today(),
    )


@dataclass(frozen=True)
class Way:
    """Where a marked stretch leads: the anchor of the fact's place in the next report, its name, and whether this is the first here."""

    next: str
    name: str
    first: bool


def _ways(comparison: Comparison) -> Callable[[int, int], Way]:
    """Return a function that says, of a fact and the number of a report, where its mark leads: round all reports that tell it."""
    numbers = {key: number for number, key in enumerate(comparison.keys, 1)}
    tellers = {int(fact): sorted({numbers[key] for key in rows["article"]}) for fact, rows in comparison.shared().groupby("fact")}
    seen: set[tuple[int, int]] = set()

    def goes_on(fact: int, number: int) -> Way:
        reports = tellers[fact]
        there = reports[(reports.index(number) + 1) % len(reports)]
        first = (fact, number) not in seen
        seen.add((fact, number))
        return Way(f"f{fact}-{there}", comparison.keys[there - 1], first)

    return goes_on


def _column(comparison: Comparison, number: int) -> Column:
    framing, key = comparison.reports[number], comparison.keys[number]
    article, facts = framing.article, comparison.facts[comparison.facts["article"] == key]
    told = {int(sentence): rows for sentence, rows in facts.groupby("sentence")}
    furniture = [(each.start, each.end) for each in furniture_of(article)]
    paragraphs = []
    for _, rows in framing.sentences.groupby("paragraph", sort=True):
        cut = [_sentence(article.text, row, told.get(int(row.sentence)), furniture) for row in rows.itertuples()]
        paragraphs.append(tuple(cut))
    words = int(framing.sentences["words"].sum())
    about = " · ".join(one for one in (article.date, counted(words, "word")) if one)
    headline = framing.sentences.loc[framing.sentences["zone"] == "headline", "text"]
    title = article.title or (" ".join(str(headline.iloc[0]).split()) if len(headline) else "")
    return Column(number + 1, key, " · ".join(one for one in (title, about) if one), tuple(paragraphs))


def _sentence(text: str, row: Any, told: pd.DataFrame | None, furniture: list[tuple[int, int]]) -> Sentence:
    """Cut a sentence into the stretches of its facts; where two overlap, the one that begins later has the words."""
    start, end = int(row.start), int(row.end)
    owner: list[tuple[int, bool, bool]] = [(0, False, False)] * (end - start)
    if told is not None:
        for fact in told.sort_values("start", kind="stable").itertuples():
            mark = (0, True, False) if fact.told == ONE else (int(fact.fact), False, bool(fact.p < LIKELY))
            for at in range(max(start, int(fact.start)), min(end, int(fact.end))):
                owner[at - start] = mark
    for begun, ended in _runs(owner):
        if begun and not any(letter.isalnum() for letter in text[start + begun : start + ended]):
            owner[begun:ended] = [owner[begun - 1]] * (ended - begun)  # a mark goes with the words before it
    stretches = [Stretch(text[start + begun : start + ended], *owner[begun]) for begun, ended in _runs(owner)]
    left = [one for one in stretches if not any(a <= start and end <= b for a, b in furniture)]
    return Sentence(int(row.sentence), tuple(left))


def _runs(owner: list[tuple[int, bool, bool]]) -> list[tuple[int, int]]:
    """Return where runs of the same value begin and end."""
    cuts = [0, *(at for at in range(1, len(owner)) if owner[at] != owner[at - 1]), len(owner)]
    return [(begun, ended) for begun, ended in zip(cuts, cuts[1:], strict=False) if ended > begun]


def _threads(comparison: Comparison) -> Iterator[Thread]:
    numbers = {key: number for number, key in enumerate(comparison.keys, 1)}
    for fact, rows in comparison.shared().groupby("fact", sort=True):
        places = tuple(
            (numbers[str(key)], str(key), tuple(sorted(set(part["sentence"].astype(int))))) for key, part in rows.groupby("article", sort=False)
        )
        own = comparison.details[comparison.details["fact"] == fact]
        differs = tuple(
            f"{DETAILS_TOLD[str(detail)]}: " + "; ".join(f"{row.article} {value_told(comparison, row)}" for row in part.itertuples())
            for detail, part in own.groupby("detail", sort=False)
        )
        yield Thread(int(fact), tuple(sorted(places)), differs, bool(rows["p"].max() < LIKELY))


_CAPTIONS = {
    "details": "Details that may conflict",
    "words": "Words in what the reports share",
    "sides": "What each report calls each side",
    "sources": "Whom each report quotes",
    "treatment": "Treatment of each side in the reporter’s voice",
}
_LEFT_OUT = frozenset(("start", "end"))


def _table(name: str, comparison: Comparison) -> dict[str, Any]:
    found = getattr(comparison, name).drop(columns=list(_LEFT_OUT), errors="ignore")
    numeric = [pd.api.types.is_numeric_dtype(found[column]) and found[column].dtype != bool for column in found]
    cells = [
        [("yes" if cell else "no") if isinstance(cell, bool) else plain(cell) for cell in row] for row in found.astype(object).to_numpy().tolist()
    ]
    columns = [str(column).replace("_", " ") for column in found]
    return {"caption": _CAPTIONS[name], "columns": columns, "rows": cells, "numeric": numeric}
