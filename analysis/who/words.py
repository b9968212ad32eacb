"""The word lists of this room, each under its name: what they hold is written in ``lexicons/README.md``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Any

from analysis.lexicons import word_list, word_values


@dataclass(frozen=True)
class SideWords:
    """The lists of ``lexicons/sides.csv``: which words name a side, stand for one, or only look like it."""

    institutions: frozenset[str]
    bodies: frozenset[str]
    other: frozenset[str]
    not_theirs: frozenset[str]
    hostile: frozenset[str]
    places: frozenset[str]
    towns: frozenset[str]
    held_abroad: frozenset[str]
    outlet_ends: frozenset[str]
    after_a_name: frozenset[str]
    before_a_name: frozenset[str]
    titles: frozenset[str]
    title_pronouns: dict[str, str]
    not_sides: frozenset[str]
    small: frozenset[str]
    company: frozenset[str]
    generic: frozenset[str]
    pointing: frozenset[str]
    no_camp: frozenset[str]
    gathered: frozenset[str]
    judges: frozenset[str]
    observers: frozenset[str]
    ruling: frozenset[str]
    unions: frozenset[str]
    sued: frozenset[str]
    opposing: frozenset[str]
    labour: frozenset[str]
    police_ranks: frozenset[str]
    prefixes: frozenset[str]
    no_longer: frozenset[str]
    acts_for: frozenset[str]
    camps: frozenset[str]
    leads: frozenset[str]
    departments: frozenset[str]
    thing_ends: frozenset[str]
    vessels: frozenset[str]
    storms: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    it: frozenset[str]
    they: frozenset[str]
    we: frozenset[str]
    i: frozenset[str]
    you: frozenset[str]
    plain: dict[str, str]

    @cached_property
    def he_or_she(self) -> frozenset[str]:
        """The pronouns that stand for one person."""
        return self.he | self.she

    @cached_property
    def it_or_they(self) -> frozenset[str]:
        """The pronouns that stand for bodies, things and groups."""
        return self.it | self.they


@dataclass(frozen=True)
class RoleWords:
    """The lists of ``lexicons/roles.csv``: which nouns speak, and how people are called."""

    people: frozenset[str]
    bodies: frozenset[str]
    documents: frozenset[str]
    any_organisation: frozenset[str]
    plural_bodies: frozenset[str]
    same_role: dict[str, str]
    abbreviated: dict[str, str]
    honorifics: dict[str, str]
    before_a_title: frozenset[str]
    gender: dict[str, str]
    articles: frozenset[str]
    pointing: frozenset[str]
    he_or_she: frozenset[str]
    pronouns: frozenset[str]
    relative: frozenset[str]
    nobody: frozenset[str]
    vague: frozenset[str]
    shortening: frozenset[str]
    capitals: frozenset[str]
    common: frozenset[str]
    speaks_for: frozenset[str]
    of_state: frozenset[str]
    secretaries: frozenset[str]
    follows: frozenset[str]

    @cached_property
    def speakers(self) -> frozenset[str]:
        """Every noun that may speak in the news: people, bodies and documents."""
        return self.people | self.bodies | self.documents

    @cached_property
    def no_names(self) -> frozenset[str]:
        """Every word that has a capital only where a sentence begins with it."""
        return self.speakers | self.articles | self.pointing | self.pronouns | self.nobody | self.common

    @cached_property
    def no_part_of_a_name(self) -> frozenset[str]:
        """Every word that may stand before a person's name and is not part of it."""
        return self.people | self.before_a_title | self.honorifics.keys() | self.abbreviated.keys()


@cache
def side_words() -> SideWords:
    """Return the lists of ``lexicons/sides.csv``."""
    return SideWords(**_lists("sides", SideWords))


@cache
def role_words() -> RoleWords:
    """Return the lists of ``lexicons/roles.csv``."""
    return RoleWords(**_lists("roles", RoleWords))


def _lists(name: str, kind: type[SideWords] | type[RoleWords]) -> dict[str, Any]:
    """Return field -> words, or word -> value where the field is a dictionary; a list has the name of its field, with spaces."""
    found: dict[str, Any] = {}
    for one in fields(kind):
        read = word_values if str(one.type).startswith("dict") else word_list
        found[one.name] = read(name, one.name.replace("_", " "))
    return found
