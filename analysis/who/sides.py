"""Who the story is about: the sides, found in the text or given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from analysis.corrections import CorrectionError
from analysis.given import parse_json
from analysis.reading.folding import plain
from analysis.reading.parse import Parsed
from analysis.who.cast import Cast, cast_of
from analysis.who.choosing import DOUBTFUL, choose
from analysis.who.gazetteer import Book, gazetteer, groups, is_outlet
from analysis.who.government import governing
from analysis.who.naming import Names, Page
from analysis.who.network import network_fault
from analysis.who.words import role_words, side_words

Sides = dict[str, dict[str, str]]
"""Side -> its names, each with how it names the side (name, demonym, capital, government, party, person, given, ...)."""

_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_EXAMPLE = "give a dict such as {'Armenia': ['Armenian', 'Yerevan'], ...} or a list of names"


class SidesError(ValueError):
    """The sides given cannot be used; the message says which, and what is allowed."""


def find_sides(parsed: Parsed, given: Mapping[str, Iterable[str]] | Iterable[str] | None = None) -> tuple[Sides, list[str]]:
    """Return the sides of the story, most mentioned first, and warnings.

    given: side -> its names, or only the sides' names (also as JSON text, or the table of ``sides_table``); a country's own names are added
    from the gazetteer, a person's other names from the text.  Without it the sides are the actors of the story that are likely to be its
    parties, as ``analysis.who.choosing`` has learned: countries, persons, parties, bodies, groups such as "police"; at most four.  To both
    are added the names of whoever speaks for a side: spokesmen, ministers, members, lawyers (``analysis.who.ties``).

    Raises SidesError when something else than names is given, when two sides share a name, or when no side occurs in the text.
    """
    return _sides_in(parsed) if given is None else _given_sides(parsed, given)


def corrected_sides(parsed: Parsed, sides: Sides, changes: Mapping[str, Iterable[str] | None]) -> Sides:
    """Return the sides with what a person changed: names added to one (and taken from the others), a new one, or one taken away (None).

    Raises CorrectionError for a side or a name that the article does not have.
    """
    changed: Sides = {side: dict(names) for side, names in sides.items()}
    for side, added in changes.items():
        if added is None:
            if side not in changed:
                raise CorrectionError(f"sides, {side!r}: there is no such side to take away; the sides are {', '.join(changed) or 'none'}")
            del changed[side]
            continue
        names = {plain(name): "given" for name in added}
        if missing := [name for name in names if not Page(parsed).mentions(Names.of({name: (side, "given")}))]:
            raise CorrectionError(f"sides, {side!r}: {missing[0]!r} is not a name in the article; copy it from there")
        if side not in changed:
            try:
                names = _given_sides(parsed, {side: list(names)})[0][side] | names
            except SidesError as error:
                raise CorrectionError(f"sides, {side!r}: {error}") from error
        for others in changed.values():
            for name in names.keys() & others.keys():
                del others[name]
        changed[side] = changed.get(side, {}) | names
    return changed


# ---- sides found -----------------------------------------------------------------------------------------------------


def _sides_in(parsed: Parsed) -> tuple[Sides, list[str]]:
    cast = cast_of(parsed)
    chosen, fault = choose(cast), network_fault()
    warnings = [f"sides: chosen by their clues alone, which is right less often than with the model: {fault}"] if fault else []
    return names_by_side(cast, {side: cast.actors[side].names for side in chosen}), warnings + _doubts(chosen)


def names_by_side(cast: Cast, own: Mapping[str, Mapping[str, str]]) -> Sides:
    """Return the names of every side: its own, and those of whoever speaks for it alone ("person: Armenian spokesman Karl Brandt (sentence 2)")."""
    taken = {name for names in own.values() for name in names}
    heads = {side: _actors_called(cast, side, names) for side, names in own.items()}
    sides: Sides = {side: dict(names) for side, names in own.items()}
    for actor, (side, evidence) in cast.spoken_for(heads).items():
        kind = cast.actors[actor].kind
        if kind == "collective" and (actor in side_words().institutions or actor not in side_words().bodies):
            continue  # "the army" is whose it was said to be last, but a text has one opposition
        how = "collective" if kind == "collective" else f"{'person' if kind == 'person' else 'body'}: {evidence}"
        for name in cast.actors[actor].names:
            if name not in taken:
                sides[side][name] = how
    for side, name, how in governing(cast, own):
        if not any(name in names for names in sides.values()):
            sides[side][name] = how
    return sides


def _actors_called(cast: Cast, side: str, names: Iterable[str]) -> set[str]:
    """Return the actors that a side is: the one of its name, and persons and bodies among its names."""
    return {side} | {name for name in names if name in cast.actors and cast.actors[name].kind != "country"}


def _doubts(chosen: Mapping[str, float]) -> list[str]:
    """Return what a reader should know of sides that were found: none, only one, or one that may be none."""
    if not chosen:
        return ["sides: none found; name them yourself with sides={'A': ['name', ...], 'B': [...]} or --sides FILE"]
    found = []
    if len(chosen) == 1:
        found.append(f"sides: only one found ({next(iter(chosen))}); name the others yourself with sides={{...}} or --sides FILE")
    doubtful = [side for side, chance in chosen.items() if chance < DOUBTFUL]
    if doubtful:
        found.append(f"sides: doubtful ({', '.join(doubtful)}); `framing sides ARTICLE -o sides.json` writes a file that you can correct")
    return found


# ---- sides given -----------------------------------------------------------------------------------------------------


def _given_sides(parsed: Parsed, given: object) -> tuple[Sides, list[str]]:
    pairs = given_sides(given)
    cast = cast_of(parsed)
    asked = {name: side for side, names in pairs.items() for name in (side, *names)}
    own = {
        side: {name: how for name, how in _own_names(cast, side, names).items() if asked.get(name, side) == side or name in (side, *names)}
        for side, names in pairs.items()
    }  # a name that somebody gives to one side is not added to another
    book = _book_of(own)
    named = {mention.side for mention in cast.page.mentions(Names.of(book))}
    absent = [side for side in own if side not in named]
    for side in absent:
        if side == parsed.article.outlet or is_outlet(side):
            raise SidesError(f"{side!r} is a news outlet and the article does not speak about it; a side is a party to the story, e.g. 'Armenia'")
    if len(absent) == len(own):
        raise SidesError(f"no side occurs in the article: {', '.join(own)}; give names as they are in the text, e.g. {{'Armenia': ['Yerevan']}}")
    return names_by_side(cast, own), [f"sides: {side} is not named in the article" for side in absent]


def _own_names(cast: Cast, side: str, given: list[str]) -> dict[str, str]:
    """Return the names of a side that was given: its known ones, those of its people in the text, and the given ones."""
    known = _known_names(cast, side)
    for name in given:
        owner = cast.owner_of_name(name)
        if owner is not None and owner.kind == "person":
            known |= {other: how for other, how in owner.names.items() if other not in known}
    written = (other for name in [side, *given] for other in _as_written(name))
    return {**known, side: known.get(side, "name"), **{name: "given" for name in [*given, *written] if name not in known and name != side}}


def _as_written(name: str) -> Iterator[str]:
    """Yield how else a given name may stand in the text: without "the", and in small letters where it is a plain noun ("Government")."""
    bare = _ARTICLE.sub("", name)
    if bare != name and (" " in bare or bare.lower() in role_words().speakers or bare.lower() in groups()):
        yield bare
    if bare.istitle() and " " not in bare and (bare.lower() in role_words().speakers or bare.lower() in groups()):
        yield bare.lower()


def _known_names(cast: Cast, side: str) -> dict[str, str]:
    """Return the names of a country in this article, otherwise those in the text, otherwise those of a group such as "police"."""
    owner = cast.owner_of_name(side)
    country = gazetteer().get(side, (None,))[0]
    if country is not None and not (owner is not None and owner.kind == "person" and owner.name.split()[0] != side):
        return {name: how for name, (one, how) in cast.countries.book.items() if one == country}
    if owner is not None:
        return dict(owner.names)
    return {name: how for name, (group, how) in groups().items() if group == side}


def _book_of(sides: Sides) -> Book:
    """Return name -> (side, how); raise SidesError where two sides share a name."""
    book: Book = {}
    for side, names in sides.items():
        for name, how in names.items():
            owner, _ = book.setdefault(name, (side, how))
            if owner != side:
                raise SidesError(f"the name {name!r} belongs to both {owner!r} and {side!r}; give it to one of them")
    return book


def given_sides(given: object) -> dict[str, list[str]]:
    """Return side -> further names from whatever was given; raise SidesError where that is not sides."""
    given = _without_table(_without_json(given))
    if not isinstance(given, Iterable):
        raise SidesError(f"sides is {given!r}; {_EXAMPLE}")
    pairs: dict[str, list[str]] = {}
    for side, names in given.items() if isinstance(given, Mapping) else ((name, ()) for name in given):
        listed = _listed(names)
        if not all(isinstance(name, str) and name.strip() for name in [side, *listed]):
            raise SidesError(f"side {side!r}: {names!r}; a side and its names are non-empty texts: {_EXAMPLE}")
        pairs[plain(side)] = [plain(name) for name in listed]
    if not pairs:
        raise SidesError("sides is empty; name at least one side, or give None to have them found")
    return pairs


def _without_table(given: object) -> object:
    """Return side -> names from a table as ``sides_table`` gives it, and anything but a table as it is; raise SidesError for another table."""
    columns = getattr(given, "columns", None)
    if columns is None:
        return given
    if not {"side", "name"} <= set(columns):
        raise SidesError(f"sides is a table with the columns {', '.join(map(str, columns))}; it needs the columns side and name")
    pairs: dict[str, list[str]] = {}
    for side, name in zip(given["side"], given["name"], strict=True):  # type: ignore[index]
        pairs.setdefault(side, []).append(name)
    return {side: [name for name in names if name != side] for side, names in pairs.items()}


def _without_json(given: object) -> object:
    """Return what JSON text says, and anything but text as it is; raise SidesError for other text."""
    if not isinstance(given, str):
        return given
    if given.lstrip()[:1] not in ("{", "["):
        raise SidesError(f"sides is the text {given!r}; {_EXAMPLE}")
    return parse_json(given, "sides", _EXAMPLE, error=SidesError)


def _listed(names: object) -> list[Any]:
    if isinstance(names, str):
        return [names]
    return list(names) if isinstance(names, Iterable) else [names]
