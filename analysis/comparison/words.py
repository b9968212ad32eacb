"""Words for one thing: what each report calls the same deed, and which loaded words stand in what all of them tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.tables import text_or_none

if TYPE_CHECKING:
    from analysis.comparison.facts import Fact
    from analysis.comparison.statements import Deed, Statement

DEED, LOADED = KINDS = ("deed", "loaded word")
COLUMNS = ["fact", "kind", "article", "sentence", "start", "end", "text", "category", "neutral", "voice"]


def words_table(facts: Sequence[Fact], reports: Sequence[Sequence[Statement]], terms: Sequence[pd.DataFrame], keys: Sequence[str]) -> pd.DataFrame:
    """Return a row for each word in which the reports of one fact choose differently.

    kind: "deed", the verb or noun for a deed that another report tells with another; or "loaded word", any other loaded word in a shared fact.
    category, neutral: of a loaded word, None for a plain one.  terms: the loaded words of each report.  Words are in the order of facts and reports.
    """
    rows: list[dict[str, Any]] = []
    for number, fact in enumerate(facts, 1):
        places_of = fact.likely()
        named = _deeds(places_of, reports)
        found = {(report, deed.start): (statement, DEED, deed.end) for report, statement, deed in named}
        for report, places in places_of.items():
            for k in places:
                one = reports[report][k]
                for term in _terms_in(terms[report], one):
                    if not any(report == at and term.start <= start < term.end for at, start in found):
                        found[report, int(term.start)] = (one, LOADED, int(term.end))
        for (report, start), (statement, kind, end) in sorted(found.items(), key=lambda pair: pair[0]):
            term = next((row for row in terms[report].itertuples() if row.start <= start < row.end), None)
            rows.append(
                {
                    "fact": number,
                    "kind": kind,
                    "article": keys[report],
                    "sentence": statement.sentence,
                    "start": start,
                    "end": end,
                    "text": statement.text[start - statement.start : end - statement.start],
                    "category": None if term is None else term.category,
                    "neutral": None if term is None else text_or_none(term.neutral),
                    "voice": "source" if statement.said else "narrator",
                }
            )
    return pd.DataFrame(rows, columns=COLUMNS).astype({"category": object, "neutral": object})


def _deeds(places_of: Mapping[int, tuple[int, ...]], reports: Sequence[Sequence[Statement]]) -> list[tuple[int, Statement, Deed]]:
    """Return the deeds of a fact that its reports tell with different words."""
    told = [(report, reports[report][k]) for report, places in sorted(places_of.items()) for k in places]
    found: dict[tuple[int, int], tuple[int, Statement, Deed]] = {}
    for at, (a, one) in enumerate(told):
        for b, other in told[at + 1 :]:
            if a == b:
                continue
            for first, second in _matched(one, other):
                if first.lemma != second.lemma:
                    found[a, first.start] = (a, one, first)
                    found[b, second.start] = (b, other, second)
    return list(found.values())


def _matched(one: Statement, other: Statement) -> Iterator[tuple[Deed, Deed]]:
    """Yield pairs of deeds of two statements that are one deed: those done by one to one, or the only deed of both."""
    alone = len(_done(one)) == len(_done(other)) == 1
    for first in _done(one):
        for second in _done(other):
            known = ((first.agent, second.agent), (first.patient, second.patient))
            same = [(a, b) for a, b in known if a is not None and b is not None]
            enough = len(same) == len(known) or (alone and first.act == second.act)
            if enough and all(a == b for a, b in same):
                yield first, second


def _done(statement: Statement) -> list[Deed]:
    return [deed for deed in statement.deeds if deed.act != "speech"]


def _terms_in(terms: pd.DataFrame, statement: Statement) -> Iterator[Any]:
    inside = (terms["start"] >= statement.start) & (terms["end"] <= statement.end)
    yield from terms[inside].itertuples()


def names_table(sides: Sequence[str], tables: Sequence[pd.DataFrame], keys: Sequence[str]) -> pd.DataFrame:
    """Return every name of each side in each report: side, article, name, mentions, only_here (whether no other report calls it so).

    tables: side, name and mentions of each report (``analysis.who.sides_table``).  A report that does not name a side has no row for it.
    """
    rows = [
        {"side": side, "article": key, "name": row.name, "mentions": int(row.mentions)}
        for side in sides
        for key, table in zip(keys, tables, strict=True)
        for row in table[(table["side"] == side) & (table["mentions"] > 0)].itertuples()
    ]
    found = pd.DataFrame(rows, columns=["side", "article", "name", "mentions"])
    used: Mapping[Any, int] = found.assign(low=found["name"].str.lower()).groupby(["side", "low"])["article"].nunique().to_dict()
    found["only_here"] = [used[side, str(name).lower()] == 1 for side, name in zip(found["side"], found["name"], strict=True)]
    return found
