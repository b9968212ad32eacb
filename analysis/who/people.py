"""How people are called: bare names, titles, and which short name stands for whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.who.gazetteer import first_names
from analysis.who.words import role_words, side_words

if TYPE_CHECKING:
    from spacy.tokens import Span

_AROUND = re.compile(r"^the\s|['’]s?$", re.IGNORECASE)
_REMEMBERED = 10_000
_MUCH_MORE = 1.5
"""How often as much somebody is named in full as the next of that surname, for the surname alone to mean them."""

FirstAndLast = tuple[str, str]
"""First and last name in small letters: two full names that agree in both are one person."""


@lru_cache(maxsize=_REMEMBERED)
def without_title(name: str) -> str:
    """Return a name without article, title and possessive: "President Obama's" -> "Obama"; a title has a capital."""
    titles = side_words().titles
    return _without(name, lambda word: word.rstrip(".") in titles)


@lru_cache(maxsize=_REMEMBERED)
def without_role(name: str) -> str:
    """Return a person's name without article, titles, roles and possessive: "the spokesman Karl Brandt's" -> "Karl Brandt"."""
    roles = role_words().no_part_of_a_name
    return _without(name, lambda word: word.lower().rstrip(".") in roles)


def _without(name: str, is_title: Callable[[str], bool]) -> str:
    words = _AROUND.sub("", " ".join(name.split())).split()
    while len(words) > 1 and is_title(words[0]):
        words = words[1:]
    return " ".join(words)


def pronoun_of_title(ent: Span) -> str | None:
    """Return "he" or "she" where a title before or within the name tells: "Mr. Denton"."""
    told = side_words().title_pronouns
    before = ent.doc[ent.start - 1].text if ent.start else ""
    return told.get(before.rstrip(".")) or told.get(ent[0].text.rstrip("."))


def full_names(ents: Iterable[Span]) -> dict[str, str]:
    """Return every way people are named -> their fullest name.

    Two full names are one person where first and last name agree; a last name alone is the person of that name named most often, a
    first name alone the only person of that name.
    """
    given = list(ents)
    alone = {ent.text for ent in given if ent.label_ == "PERSON" and len(ent) == 1}
    persons = [ent for ent in given if (ent.label_ == "PERSON" or _is_in_full(ent, alone)) and not is_a_body(ent) and not _is_a_headline(ent)]
    found = Counter(without_title(ent.text) for ent in persons if ent.text[:1].isupper())
    keys = {name: key for name, _ in found.most_common() if (key := _first_and_last(name))}
    fullest: dict[FirstAndLast, str] = {}
    for name, key in keys.items():
        fullest.setdefault(key, name)
    people = {name: fullest[key] for name, key in keys.items()}
    for short, full in [*_last_names(found, keys, fullest, persons), *_first_names(found, fullest)]:
        people.setdefault(short, full)
    for name in found:
        if len(name) > 1 and " " not in name:
            people.setdefault(name, name)
    return people


def _is_in_full(ent: Span, alone: Collection[str]) -> bool:
    """Say whether what spaCy takes for a body is a person's first name and the surname that stands alone elsewhere."""
    return ent.label_ == "ORG" and len(ent) == 2 and ent[0].text in first_names() and ent[1].text in alone


def _is_a_headline(ent: Span) -> bool:
    """Say whether a "name" is a piece of a headline: "States File Legal Challenge Asserting Trump"."""
    return len(ent) > 2 and any(token.pos_ == "VERB" for token in ent)


def _meant_by_surname(said: Counter[FirstAndLast], keys: dict[str, FirstAndLast], persons: Iterable[Span]) -> dict[str, FirstAndLast | None]:
    """Return surname -> whom it means where several bear it: the only one named before it stands alone, or the one named much more often."""
    first_at: dict[FirstAndLast, int] = {}
    alone_at: dict[str, int] = {}
    headline: set[str] = set()
    for ent in persons:
        headline = headline or set(ent.doc.text.split("\n", 1)[0].lower().split())
        name = without_title(ent.text)
        if name in keys:
            first_at.setdefault(keys[name], ent.start)
        else:
            alone_at.setdefault(name.lower(), ent.start)
    bearers: dict[str, list[FirstAndLast]] = {}
    for key, _ in said.most_common():
        bearers.setdefault(key[1], []).append(key)
    meant: dict[str, FirstAndLast | None] = {}
    for surname, several in bearers.items():
        before = [key for key in several if first_at.get(key, 0) < alone_at.get(surname, 0)]
        if surname in headline and not any(key[0] in headline for key in several):
            before = [min(several, key=lambda key: first_at.get(key, 0))]  # the headline has the name alone, and the lead the full one
        much = len(several) == 1 or said[several[0]] >= _MUCH_MORE * said[several[1]]
        meant[surname] = before[0] if len(before) == 1 else several[0] if much else None
    return meant


def is_a_body(ent: Span) -> bool:
    """Say whether what spaCy takes for a person is a body: "St Brannoc Hospital", or "Tessaline Trams" where the text speaks of trams."""
    if ent.label_ != "PERSON" or len(ent) < 2 or ent[0].text in first_names():
        return False
    last = ent[-1].lower_
    if "words" not in ent.doc.user_data:
        ent.doc.user_data["words"] = {token.text for token in ent.doc}
    return last in role_words().bodies or (last.endswith("s") and not {last, last[:-1]}.isdisjoint(ent.doc.user_data["words"]))


def _first_and_last(name: str) -> FirstAndLast | None:
    words = name.split()
    return (words[0].lower(), words[-1].lower()) if len(words) > 1 and words[-1][:1].isupper() else None


def _last_names(
    found: Counter[str], keys: dict[str, FirstAndLast], fullest: dict[FirstAndLast, str], persons: Iterable[Span]
) -> list[tuple[str, str]]:
    """Return last name -> full name, those of the people named most often first; not where a title tells of another ("Mr. Obama")."""
    said: Counter[FirstAndLast] = Counter()
    for name, key in keys.items():
        said[key] += found[name]
    titled = {(without_title(ent.text), pronoun_of_title(ent)) for ent in persons}
    pairs = []
    meant = _meant_by_surname(said, keys, persons)
    for key, _ in said.most_common():
        words = fullest[key].split()
        if meant.get(key[1], key) != key:
            continue
        other = {"he": "she", "she": "he"}.get(first_names().get(words[0], ""))
        if other is None or (words[-1], other) not in titled:  # Mr. Obama is not Michelle
            pairs.append((words[-1], fullest[key]))
            if len(words) > 2 and words[-2].islower():  # "De Blasio" for Bill de Blasio
                pairs += [(f"{particle} {words[-1]}", fullest[key]) for particle in (words[-2], words[-2].capitalize())]
    return pairs


def _first_names(found: Counter[str], fullest: dict[FirstAndLast, str]) -> list[tuple[str, str]]:
    """Return first name -> full name for every first name that stands alone somewhere and has one owner."""
    owners: dict[str, list[str]] = {}
    for full in fullest.values():
        owners.setdefault(full.split()[0], []).append(full)
    return [(first, full[0]) for first, full in owners.items() if first in found and len(full) == 1]
