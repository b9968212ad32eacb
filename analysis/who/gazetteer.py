"""Names known before an article is read: countries and well-known bodies, parties and groups, news outlets, first names.

Countries come from the gazetteer of the package ``countryinfo`` (names, demonyms, capitals) and from ``lexicons/side_names.csv``
(seats of government, parties, collective nouns, news outlets).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from analysis.lexicons import read_rows
from analysis.who.words import side_words

Book = dict[str, tuple[str, str]]
"""Name -> (side, how)."""

_NO_PLURAL = re.compile(r"(ese|ish|ch|sh|s|ss)$")
_SHORTEST_SPELLING = 4


@cache
def gazetteer() -> Book:
    """Return name -> (side, how) for countries and well-known bodies.

    Where two countries share a name or a demonym, the more populous one has it.
    """
    import countryinfo

    found = {row["name"]: (row["side"], row["how"]) for row in read_rows("side_names") if row["how"] not in ("collective", "party", "outlet")}
    for info in sorted((country.info() for country in countryinfo.all_countries()), key=lambda info: -(info.get("population") or 0)):
        for name, how in _country_names(info):
            found.setdefault(name, (info["name"], how))
    return found


def _country_names(info: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every name of a country, each with its kind."""
    country, capital = info["name"], info.get("capital")
    yield country, "name"
    for other in info.get("altSpellings") or []:
        if len(other) >= _SHORTEST_SPELLING and other.isascii() and "," not in other and other != "Island":
            yield other.strip(), "name"
    for demonym in re.split(r",|/| and ", info.get("demonym") or ""):
        demonym = demonym.strip()
        if demonym and demonym != country:
            yield demonym, "demonym"
            if not _NO_PLURAL.search(demonym):
                yield demonym + "s", "demonym"
    if isinstance(capital, str) and capital and capital != country:
        yield capital, "capital"


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
