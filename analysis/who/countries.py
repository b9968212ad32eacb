"""Which names mean a country in this article: Jordan is none where Tom Jordan speaks, and Congo is one of two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from analysis.lexicons import read_rows, word_list
from analysis.who.gazetteer import Depending, certain_names, depending, first_names, gazetteer
from analysis.who.look_alikes import is_titled, word_before
from analysis.who.naming import Names, Page, country_names, spellings

if TYPE_CHECKING:
    from spacy.tokens import Span


def countries_in(page: Page, ents: Sequence[Span], people: Mapping[str, str], given: Iterable[str] = ()) -> Names:
    """Return the names of the gazetteer as this article uses them.

    ents: the names that spaCy found in it.  people: their ``full_names``.  given: sides that somebody named: who names Jordan does not mean
    Jordan Peele.
    """
    gone, found = _names_of_people(page, ents, people, given), {}
    for name, meanings in depending().items():
        if not page.holds(spellings(name)):
            continue
        meaning = next((one for one in meanings if _fits(page, one)), None)
        if meaning is not None:
            found[name] = (meaning.side, meaning.how)
        elif name not in certain_names():
            gone.add(name)
    for row in read_rows("other_meanings"):
        if page.holds((row["name"],)) and page.holds(row["another"].split("; ")) and not page.holds(row["country"].split("; ")):
            gone.add(row["name"])
    known = country_names()
    if gone:
        known = known.without(gone)
    return known.joined_by({name: entry for name, entry in found.items() if name not in gone}) if found else known


def _fits(page: Page, meaning: Depending) -> bool:
    beside = not meaning.beside or any(_names_side(page, side) for side in meaning.beside)
    return beside and not any(_names_side(page, side) for side in meaning.without)


def _names_side(page: Page, side: str) -> bool:
    """Say whether the article has a name that can only mean this side."""
    return page.holds(form for form, _ in _forms().get(side, ()))


@cache
def _forms() -> Mapping[str, list[tuple[str, str]]]:
    """Return side -> its names that mean nothing else, each as it is printed and as it is in the table."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for form, name in country_names().forms.items():
        if name not in depending():
            found[country_names().book[name][0]].append((form, name))
    return found


# ---- names that are a person's -----------------------------------------------------------------------------------------


def _names_of_people(page: Page, ents: Sequence[Span], people: Mapping[str, str], given: Iterable[str]) -> set[str]:
    """Return the names of countries by which a person is called here: "Jordan" after "Tom Jordan", unless it stands as a place.

    Where the article has another name of the country, the name alone has to be a person's more often than not.
    """
    full = {short: name for short, name in people.items() if " " in name and name not in country_names().forms}
    last = {name.split()[-1] for name in full.values()} | _introduced(page)
    first = {short for short, name in full.items() if short == name.split()[0]} - set(given)
    called = (last | first) & gazetteer().keys()
    alone = Counter((ent.text, ent.label_ == "PERSON") for ent in ents if ent.text in called)
    return {
        name for name in called if not _stands_as_place(page, name) and (alone[name, True] > alone[name, False] or not _names_its_country(page, name))
    }


def _names_its_country(page: Page, name: str) -> bool:
    """Say whether the article has another name of the country; to "Washington" an American actor is none."""
    known = gazetteer()
    side, how = known.get(name, ("", ""))
    others = [(form, other) for form, other in _forms().get(side, ()) if other != name]
    return page.holds(form for form, other in others if how != "capital" or known[other][1] != "demonym")


def _introduced(page: Page) -> set[str]:
    """Return the names of countries that follow a first name or a title: "Tom Jordan", "Rep. Jordan"; not "George Washington University"."""
    return {
        name for name in gazetteer().keys() & page.distinct if any(_is_introduced(page.flat, start, start + len(name)) for start in page.places(name))
    }


def _is_introduced(text: str, start: int, end: int) -> bool:
    before = word_before(text, start)
    goes_on = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
    return not goes_on and (before in first_names() or is_titled(text, start, before))


def _stands_as_place(page: Page, name: str) -> bool:
    """Say whether somebody or something is in it: "in Jordan", and not "in Jordan's view"."""
    prepositions = word_list("look_alikes", "place")
    return any(
        word_before(page.flat, start) in prepositions and page.flat[start + len(name) : start + len(name) + 1] not in ("'", "’")
        for start in page.places(name)
    )
