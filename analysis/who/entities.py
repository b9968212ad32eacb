"""The names that an article brings with it: people, organisations and groups, and what each is called for short."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.reading.parse import Parsed
from analysis.who.gazetteer import Book, first_names, gazetteer, groups, is_outlet
from analysis.who.headlines import title_case_lines
from analysis.who.people import is_a_body, without_title
from analysis.who.words import role_words, side_words

if TYPE_CHECKING:
    from spacy.tokens import Span

_PLACES = ("GPE", "LOC", "FAC")
_ACRONYM = re.compile(r"\s*\(([A-Z]{2,6})\)")
_SHORTEST_WRAPPED = 40
_REMEMBERED = 1000
_MODEL = re.compile(r"[A-Za-z]-?\d")


def entity_names(parsed: Parsed, ents: Sequence[Span], people: Mapping[str, str], countries: Collection[str]) -> Book:
    """Return name -> (side, how) for the people, organisations and groups that the text names.

    ents: the ``telling_ents``.  people: their ``full_names``.  countries: what may be printed in it and means a country.
    """
    places = {name for name in _place_names(ents) if name in countries or name not in gazetteer()}
    elsewhere = groups().keys() | places

    def is_taken(name: str) -> bool:
        return name in elsewhere or name in countries

    nobody = side_words().not_sides
    names: Book = {name: (full, "person") for name, full in people.items() if not any(is_taken(one) or one in nobody for one in (name, full))}
    for ent in ents:
        name = without_title(ent.text)
        if not _may_be_a_side(ent) or len(name) < 2 or not name[0].isupper() or is_taken(name) or name in nobody:
            continue
        if _is_a_thing(name, ent) or _is_a_body_of_a_country(ent) or not _stands_free(name, parsed.story):
            continue
        force = "police" if "Police" in name.split() else name
        names.setdefault(name, (force, "group" if ent.label_ == "NORP" else "organisation"))
        acronym = _ACRONYM.match(parsed.story[ent.end_char : ent.end_char + 10])
        if acronym:
            names[acronym[1]] = (names[name][0], "acronym")
    _join_initials(names)
    return _with_short_names(names, parsed.story, places)


def _join_initials(names: Book) -> None:
    """Give "DNC" to the only organisation whose capitals it has."""
    by_initials: dict[str, set[str]] = defaultdict(set)
    for name, (side, how) in names.items():
        if how == "organisation" and " " in name:
            by_initials["".join(word[0] for word in name.split() if word[0].isupper())].add(side)
    for name, (side, how) in list(names.items()):
        owners = by_initials.get(name.replace(".", ""), set())
        if how == "organisation" and side == name and len(name) > 1 and name.isupper() and len(owners) == 1:
            names[name] = (next(iter(owners)), "acronym")


def telling_ents(parsed: Parsed) -> list[Span]:
    """Return the names that spaCy found, without those in headlines and in lists of picture credits."""
    shouted = title_case_lines(parsed)
    names = (ent for ent in parsed.doc.ents if "/" not in ent.text and not _runs_over(ent, parsed.story) and not _is_a_storm(ent))
    return [ent for ent in names if parsed.sentence_at(ent.start_char) not in shouted]


def _is_a_storm(ent: Span) -> bool:
    """Say whether what looks like a person's first name is that of a storm or a star: "Hurricane Michael", "a Star of David"."""
    before = ent.doc[max(0, ent.start - 2) : ent.start]
    return ent.label_ == "PERSON" and len(before) > 0 and (before[-1].text in side_words().storms or before.text == "Star of")


def _runs_over(ent: Span, text: str) -> bool:
    """Say whether a name runs over the end of a short line, which no margin has cut: "About Brightwave / Brightwave Inc."."""
    line, broken, _ = ent.text.partition("\n")
    begins = text.rfind("\n", 0, ent.start_char) + 1
    return bool(broken) and ent.start_char - begins + len(line) < _SHORTEST_WRAPPED


def _place_names(ents: Iterable[Span]) -> set[str]:
    """Return the names that are places more often than anything else."""
    labels = Counter((without_title(ent.text), ent.label_ in _PLACES) for ent in ents)
    return {name for name, is_place in labels if is_place and labels[name, True] > labels[name, False]}


def _may_be_a_side(ent: Span) -> bool:
    """Say whether a name is that of an organisation, or of a group in the plural ("Catholics")."""
    return ent.label_ == "ORG" or (ent.label_ == "NORP" and ent.root.tag_ in ("NNS", "NNPS")) or is_a_body(ent)


def _is_a_thing(name: str, ent: Span) -> bool:
    """Say whether a name is that of a law, a prize, a ship or an aircraft."""
    words = name.split()
    if any(token.pos_ == "VERB" for token in ent):
        return True  # a headline: "States File Legal Challenge"
    return words[-1] in side_words().thing_ends or words[0] in side_words().vessels or _MODEL.search(name) is not None


@lru_cache(maxsize=_REMEMBERED)
def _stands_free(name: str, text: str) -> bool:
    """Say whether a name of one word is one by itself: "Tram" is none in "Allied Tram Workers", nor where the text speaks of trams."""
    if " " in name:
        return True
    if not name.isupper() and re.search(rf"\b{re.escape(name.lower())}s?\b", text):
        return False
    places = re.finditer(rf"\b{re.escape(name)}\b(?! [A-Z])", text)
    return any(not _follows_a_name(text, found.start()) for found in places)


def _follows_a_name(text: str, start: int) -> bool:
    before = re.search(r"\b(\w+) $", text[max(0, start - 30) : start])
    return before is not None and before[1][0].isupper() and before[1].lower() not in role_words().articles


def _is_a_body_of_a_country(ent: Span) -> bool:
    """Say whether a name only says which body of a country it is: "Armenian Defense Ministry"."""
    known, words = gazetteer(), side_words().institutions
    if without_title(ent.text) in word_list("look_alikes", "longer name") or ent[-1].text.rstrip(".") in side_words().after_a_name:
        return False  # "American Civil Liberties Union", "Anglo-Iranian Oil Company"
    return any(token.text in known for token in ent) and any(token.lemma_.lower() in words for token in ent)


# ---- short names -----------------------------------------------------------------------------------------------------


def _with_short_names(names: Book, text: str, places: Collection[str]) -> Book:
    """Give a short name to the only organisation it shortens: "Scientology" to "Church of Scientology", "the union" to the union named."""
    owners = _owners_of_short_names(names)
    only = {short: next(iter(longer)) for short, longer in owners.items() if len(longer) == 1 and short not in places}
    out = {name: (only.get(name, side) if how == "organisation" else side, how) for name, (side, how) in names.items()}
    for short, name in only.items():
        if names.get(short, ("", ""))[1] == "person":
            continue  # "Clinton" is no short name of the Clinton Foundation
        if _stands_alone(short, name, text) or _is_the_only_one(short, name, text) or _is_the_head(short, name, text):
            out[short] = (out[name][0], "organisation")
    for name in sorted(owners.get("Company", set()) - gazetteer().keys()):
        out[name.rsplit(" ", 1)[0]] = (name, "organisation")  # "Brightwave" for "Brightwave Inc."
    for noun, (group, how) in groups().items():
        company = only.get("Company") or _only_company(names, text) if group == "company" else None
        owner = company or (only.get(noun.capitalize()) or _only_union(group, names) if group != "company" else None)
        if how == "collective" and owner and group != "police":
            out[noun] = (owner, "collective")
    return out


def _only_company(names: Book, text: str) -> str | None:
    """Return the only body that may be "the company": named more than once, no union and nothing that its last word makes a body of another kind."""
    words = role_words()
    found = Counter(side for name, (side, how) in names.items() if how == "organisation" and name == side and not is_outlet(name))
    bodies = [
        name
        for name in found
        if len(re.findall(rf"\b{re.escape(name)}\b", text)) > 1
        and name.split()[0] not in first_names()
        and name.split()[-1] not in side_words().unions
        and (name.split()[-1].lower() not in words.bodies or name.split()[-1].lower() in words.any_organisation)
    ]
    return bodies[0] if len(bodies) == 1 else None


def _only_union(group: str, names: Book) -> str | None:
    """Return the only body of workers that a text names, whom "the union" means: "Allied Tram Workers"."""
    found = {side for name, (side, how) in names.items() if how == "organisation" and " " in name and name.split()[-1] in side_words().unions}
    return next(iter(found)) if group == "union" and len(found) == 1 else None


def _owners_of_short_names(names: Book) -> dict[str, set[str]]:
    """Return every beginning and end of an organisation's name -> the organisations with it; "Company" -> those that are companies."""
    company = side_words().company
    owners: dict[str, set[str]] = defaultdict(set)
    for name, (_, how) in names.items():
        words = name.split()
        if how != "organisation" or len(words) < 2 or "the" in words:
            continue
        for k in range(1, len(words)):
            owners[" ".join(words[:k])].add(name)
            owners[" ".join(words[k:])].add(name)
        if words[-1].rstrip(".") in company:
            owners["Company"].add(name)
    return owners


def _is_the_only_one(short: str, name: str, text: str) -> bool:
    """Say whether the last word of a name is used for the whole with a capital: "the Church" for "Catholic Church", "the super PAC"."""
    return short == name.split()[-1] and re.search(rf"\b[Tt]he (?:[a-z]+ )?{re.escape(short)}\b(?! [A-Z])", text) is not None


def _is_the_head(short: str, name: str, text: str) -> bool:
    """Say whether the body that a name begins with is used for the whole with article and capital: "the Church" for "Church of Scientology"."""
    begins = name.split()[:2] == [short, "of"] and short.lower() in role_words().bodies
    return begins and re.search(rf"\b[Tt]he {re.escape(short)}\b(?! (?:of\b|[A-Z]))", text) is not None


def _stands_alone(short: str, name: str, text: str) -> bool:
    """Say whether the first word of a name is also used without the rest: "talks at Northline" for "Northline Rail"."""
    if short != name.split()[0] or short in side_words().generic or short in gazetteer() or short in groups():
        return False
    return re.search(rf"[a-z,] {re.escape(short)}\b(?! [A-Z])", text) is not None
