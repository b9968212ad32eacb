"""Who the story is about: the sides, found in the text or given."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from analysis.reading.parse import Parsed
from analysis.who.entities import entity_names
from analysis.who.gazetteer import Book, gazetteer, groups, is_outlet
from analysis.who.naming import MODIFIERS, OBJECTS, SUBJECTS, Names, Page, countries
from analysis.who.words import side_words

if TYPE_CHECKING:
    from spacy.tokens import Token

Sides = dict[str, dict[str, str]]
"""Side -> its names, each with how it names the side (name, demonym, capital, government, party, person, given, ...)."""

MOST_SIDES = 4
OUTLET_SHARE = 1 / 2
"""A news outlet is a side only where more than this share of the sentences names it: otherwise it is where the news comes from."""
ACTING_SHARE = 1 / 8
"""An organisation is a side only where it acts, or is acted on, in at least this share of the sentences that name it."""
NAMED_SHARE = 0.1
"""A country is a side only where at least this share of the sentences, and at least two, name it."""

_EXAMPLE = "give a dict such as {'Armenia': ['Armenian', 'Yerevan'], ...} or a list of names"


class SidesError(ValueError):
    """The sides given cannot be used; the message says which, and what is allowed."""


def find_sides(parsed: Parsed, given: Mapping[str, Iterable[str]] | Iterable[str] | None = None) -> tuple[Sides, list[str]]:
    """Return the sides of the story, most mentioned first, and warnings.

    given: side -> its names, or only the sides' names (also as JSON text); a country's own names are added from the gazetteer, a
    person's other names from the text.  Without it the sides are the countries of the story where at least two of them act and no
    people or groups outweigh them, otherwise the most mentioned parties, organisations, people and groups such as "police"; at most
    four.  Counted is the number of sentences that name a side; a news outlet counts only where the story is about it.

    Raises SidesError when something else than names is given, when two sides share a name, or when no side occurs in the text.
    """
    return _sides_in(parsed) if given is None else _given_sides(parsed, given)


# ---- sides found -----------------------------------------------------------------------------------------------------


def _sides_in(parsed: Parsed) -> tuple[Sides, list[str]]:
    page = Page(parsed)
    others = {name: entry for name, entry in {**groups(), **entity_names(parsed)}.items() if name not in gazetteer()}
    all_names = countries().joined_by(others)
    by_country, acting = _count(page, countries())
    rivals = _rivals(parsed, others, by_country, *_count(page, all_names))
    needed = max(2, round(NAMED_SHARE * len(parsed.sentences)))
    ranked = [side for side, n in by_country.most_common() if n >= needed and acting[side]]
    if len(ranked) >= 2 and 2 * by_country[ranked[1]] >= _second(rivals):
        chosen, book = _leading(ranked, by_country), gazetteer()
    else:
        chosen, book = _leading_at_home(rivals, by_country, acting), all_names.book
    return {side: {name: how for name, (owner, how) in book.items() if owner == side} for side in chosen}, _too_few(chosen)


def _rivals(parsed: Parsed, others: Book, by_country: Counter[str], by_other: Counter[str], acting: Counter[str]) -> Counter[str]:
    """Return the parties, people and groups that may be sides; not a paper that is quoted, nor a university where something takes place."""
    kind = dict(others.values())
    rivals: Counter[str] = Counter()
    for side, n in by_other.items():
        if side not in kind or side in by_country:
            continue
        cited = (is_outlet(side) or side == parsed.article.outlet) and n <= OUTLET_SHARE * len(parsed.sentences)
        only_a_scene = kind[side] == "organisation" and acting[side] < ACTING_SHARE * n
        if not cited and not only_a_scene:
            rivals[side] = n
    return rivals


def _second(counts: Counter[str]) -> int:
    return sorted(counts.values())[-2] if len(counts) > 1 else 0


def _leading_at_home(rivals: Counter[str], by_country: Counter[str], acting: Counter[str]) -> list[str]:
    """Return the sides of a story at home: there a country is the scene, and a side only where it acts as often as the first two."""
    counts = rivals + Counter({side: n for side, n in acting.items() if side in by_country})
    ranked = [side for side, n in counts.most_common() if n >= 2]
    first_two = ranked[:2]
    return _leading([side for side in ranked if side not in by_country or counts[side] >= counts[first_two[-1]]], counts)


def _leading(ranked: list[str], counts: Counter[str]) -> list[str]:
    """Keep the first two, and further ones named at least half as often as the second."""
    return [side for i, side in enumerate(ranked[:MOST_SIDES]) if i < 2 or 2 * counts[side] >= counts[ranked[1]]]


def _too_few(chosen: list[str]) -> list[str]:
    if not chosen:
        return ["sides: none found; name them yourself with sides={'A': ['name', ...], 'B': [...]} or --sides FILE"]
    if len(chosen) == 1:
        return [f"sides: only one found ({chosen[0]}); name the others yourself with sides={{...}} or --sides FILE"]
    return []


def _count(page: Page, names: Names) -> tuple[Counter[str], Counter[str]]:
    """Count, for each side, the sentences that name it and those in which it acts or is acted on; ties go to the side named first."""
    named: dict[tuple[str, int], bool] = {}
    for mention in page.mentions(names):
        key = (mention.side, page.parsed.sentence_at(mention.start))
        named[key] = named.get(key, False) or _acts(page.parsed.tokens(mention.start, mention.end)[-1])
    return Counter(side for side, _ in named), Counter(side for (side, _), acts in named.items() if acts)


def _acts(token: Token) -> bool:
    """Say whether a name stands where somebody acts or is acted on, itself or as modifier of a body ("Armenian forces")."""
    words = side_words()
    modifies = token.dep_ in MODIFIERS and (token.head.lemma_.lower() in words.institutions or token.head.ent_type_ == "PERSON")
    head = token.head if modifies else token
    return head.dep_ in SUBJECTS or head.dep_ in OBJECTS or (head.dep_ == "pobj" and head.head.lower_ in words.acts_through)


# ---- sides given -----------------------------------------------------------------------------------------------------


def _given_sides(parsed: Parsed, given: object) -> tuple[Sides, list[str]]:
    pairs = _given_pairs(given)
    from_text = entity_names(parsed)
    sides = {side: _names_of(side, names, from_text) for side, names in pairs.items()}
    book = _book_of(sides)
    counts, _ = _count(Page(parsed), Names.of(book))
    absent = [side for side in sides if not counts[side]]
    for side in absent:
        if side == parsed.article.outlet or is_outlet(side):
            raise SidesError(f"{side!r} is a news outlet and the article does not speak about it; a side is a party to the story, e.g. 'Armenia'")
    if len(absent) == len(sides):
        raise SidesError(f"no side occurs in the article: {', '.join(sides)}; give names as they stand in the text, e.g. {{'Armenia': ['Yerevan']}}")
    return sides, [f"sides: {side} is not named in the article" for side in absent]


def _names_of(side: str, given: list[str], from_text: Book) -> dict[str, str]:
    """Return the names of a side that was given: its known ones, those of its people in the text, and the given ones."""
    known = _known_names(side, from_text)
    people = {from_text[name][0] for name in given if from_text.get(name, ("", ""))[1] == "person"}
    known |= {name: how for name, (full, how) in from_text.items() if full in people}
    return {**known, side: known.get(side, "name"), **{name: "given" for name in given if name not in known and name != side}}


def _known_names(side: str, from_text: Book) -> dict[str, str]:
    """Return the names of a country from the gazetteer, otherwise those in the text, otherwise those of a group such as "police"."""
    country = gazetteer().get(side, (None,))[0]
    if country is not None:
        return {name: how for name, (owner, how) in gazetteer().items() if owner == country}
    if side in from_text:
        return {name: how for name, (owner, how) in from_text.items() if owner == from_text[side][0] and name not in groups()}
    return {name: how for name, (owner, how) in groups().items() if owner == side}


def _book_of(sides: Sides) -> Book:
    """Return name -> (side, how); raise SidesError where two sides share a name."""
    book: Book = {}
    for side, names in sides.items():
        for name, how in names.items():
            owner, _ = book.setdefault(name, (side, how))
            if owner != side:
                raise SidesError(f"the name {name!r} belongs to both {owner!r} and {side!r}; give it to one of them")
    return book


def _given_pairs(given: object) -> dict[str, list[str]]:
    """Return side -> further names from whatever was given; raise SidesError where that is not sides."""
    given = _without_json(given)
    if not isinstance(given, Iterable):
        raise SidesError(f"sides is {given!r}; {_EXAMPLE}")
    pairs: dict[str, list[str]] = {}
    for side, names in given.items() if isinstance(given, Mapping) else ((name, ()) for name in given):
        listed = _listed(names)
        if not all(isinstance(name, str) and name.strip() for name in [side, *listed]):
            raise SidesError(f"side {side!r}: {names!r}; a side and its names are non-empty texts: {_EXAMPLE}")
        pairs[" ".join(side.split())] = [" ".join(name.split()) for name in listed]
    if not pairs:
        raise SidesError("sides is empty; name at least one side, or give None to have them found")
    return pairs


def _without_json(given: object) -> object:
    """Return what JSON text says, and anything but text as it is; raise SidesError for other text."""
    if not isinstance(given, str):
        return given
    if given.lstrip()[:1] not in ("{", "["):
        raise SidesError(f"sides is the text {given!r}; {_EXAMPLE}")
    try:
        return json.loads(given)
    except json.JSONDecodeError as error:
        raise SidesError(f"sides is no JSON ({error}); {_EXAMPLE}") from error


def _listed(names: object) -> list[Any]:
    if isinstance(names, str):
        return [names]
    return list(names) if isinstance(names, Iterable) else [names]
