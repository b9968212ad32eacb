"""Names known before an article is read: countries and well-known bodies, parties and groups, news outlets, first names.

Countries stand in ``lexicons/countries.csv`` (every name, adjective, people, capital and seat of government leads to one side), parties,
collective nouns and news outlets in ``lexicons/side_names.csv``.
"""

from __future__ import annotations

import re
from functools import cache

from analysis.lexicons import read_rows
from analysis.who.words import side_words

Book = dict[str, tuple[str, str]]
"""Name -> (side, how)."""

_KOREAS = {"North": "North Korea", "South": "South Korea"}


@cache
def gazetteer() -> Book:
    """Return name -> (side, how) for countries and well-known bodies."""
    return {row["name"]: (row["side"], row["how"]) for row in read_rows("countries")}


@cache
def countries() -> frozenset[str]:
    """Return the sides of the gazetteer."""
    return frozenset(side for side, _ in gazetteer().values())


def names_in_context(text: str) -> Book:
    """Return the names that mean a country only beside another name: "the North" in a text that speaks of North Korea."""
    return {
        f"{article} {part}": (country, "name")
        for part, country in _KOREAS.items()
        if re.search(rf"\b(?:{country}|two Koreas)", text)
        for article in ("the", "The")
    }


@cache
def groups() -> Book:
    """Return name -> (side, how) for parties and for groups such as "protesters"."""
    return {row["name"]: (row["side"], row["how"]) for row in read_rows("side_names") if row["how"] in ("collective", "party")}


@cache
def _outlets() -> frozenset[str]:
    return frozenset(row["name"] for row in read_rows("side_names") if row["how"] == "outlet")


def is_outlet(name: str) -> bool:
    """Say whether a name is that of a news outlet, from the list or from its last word ("Norburg Herald")."""
    return name in _outlets() or name.split()[-1] in side_words().outlet_ends


@cache
def first_names() -> dict[str, str]:
    """Return first name -> the pronoun that fits it, from ``lexicons/first_names.csv``."""
    return {row["name"]: row["pronoun"] for row in read_rows("first_names")}
