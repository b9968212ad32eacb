"""Names known before an article is read: countries and well-known bodies, parties and groups, news outlets, first names.

Countries, their parts, what stands for them, and armed groups come from ``lexicons/countries.csv``, where every name has its row; parties,
collective nouns and news outlets from ``lexicons/side_names.csv``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analysis.lexicons import read_rows
from analysis.who.words import side_words

Book = dict[str, tuple[str, str]]
"""Name -> (side, how)."""


@dataclass(frozen=True)
class Depending:
    """A side and kind that a name has only in an article that names one of the sides ``beside``, and none of those ``without``."""

    side: str
    how: str
    beside: tuple[str, ...]
    without: tuple[str, ...]


@cache
def gazetteer() -> Book:
    """Return name -> (side, how) for countries and well-known bodies.

    A name that may mean two of them is that of the one it means where an article tells nothing else; "Korea" is not among them, nor "the North".
    """
    found: Book = {}
    for row in read_rows("countries"):
        only = row["name"] not in certain_names() and len(depending()[row["name"]]) == 1 and row["how"] != "direction"
        if only or not row["needs"]:
            found.setdefault(row["name"], (row["side"], row["how"]))
    return found


@cache
def countries() -> frozenset[str]:
    """Return the sides of the gazetteer."""
    return frozenset(side for side, _ in gazetteer().values())


@cache
def certain_names() -> frozenset[str]:
    """Return the names of countries that need nothing beside them."""
    return frozenset(row["name"] for row in read_rows("countries") if not row["needs"])


@cache
def depending() -> Mapping[str, tuple[Depending, ...]]:
    """Return name -> what it means in which article, for the names of countries that are also something else: "Hamilton", "Congo", "the North"."""
    found: dict[str, list[Depending]] = defaultdict(list)
    for row in read_rows("countries"):
        if row["needs"]:
            needs = row["needs"].split("; ")
            beside = [need.split(" or ") for need in needs if not need.startswith("not ")]
            without = [need.removeprefix("not ") for need in needs if need.startswith("not ")]
            found[row["name"]].append(Depending(row["side"], row["how"], tuple(sum(beside, [])), tuple(without)))
    return {name: tuple(meanings) for name, meanings in found.items()}


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
