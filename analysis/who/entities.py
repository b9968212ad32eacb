"""The names that an article brings with it: people, organisations and groups, and what each is called for short."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from analysis.reading.parse import Parsed
from analysis.who.gazetteer import Book, gazetteer, groups
from analysis.who.people import full_names, without_title
from analysis.who.words import side_words

if TYPE_CHECKING:
    from spacy.tokens import Span

_PLACES = ("GPE", "LOC", "FAC")
_ACRONYM = re.compile(r"\s*\(([A-Z]{2,6})\)")
_TITLE_CASE = 0.9
"""Share of the words with a capital from which a line is a headline in Title Case."""


def entity_names(parsed: Parsed) -> Book:
    """Return name -> (side, how) for the people, organisations and groups that the text names."""
    ents = telling_ents(parsed)
    known = gazetteer().keys() | groups().keys()
    places = _place_names(ents)
    elsewhere = known | places
    names: Book = {name: (full, "person") for name, full in full_names(ents).items() if name not in elsewhere and full not in elsewhere}
    left_out = elsewhere | side_words().not_sides
    for ent in ents:
        name = without_title(ent.text)
        if not _may_be_a_side(ent) or len(name) < 2 or not name[0].isupper() or name in left_out:
            continue
        force = "police" if "Police" in name.split() else name
        names.setdefault(name, (force, "organisation" if ent.label_ == "ORG" else "group"))
        acronym = _ACRONYM.match(parsed.article.text[ent.end_char : ent.end_char + 10])
        if acronym:
            names[acronym[1]] = (names[name][0], "acronym")
    return _with_short_names(names, parsed.article.text, places)


def telling_ents(parsed: Parsed) -> list[Span]:
    """Return the names that spaCy found, without those in headlines and in lists of picture credits."""
    shouted = _title_case_lines(parsed)
    return [ent for ent in parsed.doc.ents if "/" not in ent.text and parsed.sentence_at(ent.start_char) not in shouted]


def _title_case_lines(parsed: Parsed) -> set[int]:
    """Return the headlines set in Title Case or CAPITALS: there a capital shows no name, so they teach none."""
    small = side_words().small
    found = set()
    for number, text in zip(parsed.sentences["sentence"].tolist(), parsed.sentences["text"], strict=True):
        words = [word for word in re.findall(r"[^\W\d_]+", text)[1:] if len(word) > 1 and word.lower() not in small]
        if len(words) > 2 and sum(word[0].isupper() for word in words) >= _TITLE_CASE * len(words):
            found.add(number)
    return found if len(found) < len(parsed.sentences) else set()


def _place_names(ents: Iterable[Span]) -> set[str]:
    """Return the names that are places more often than anything else."""
    labels = Counter((without_title(ent.text), ent.label_ in _PLACES) for ent in ents)
    return {name for name, is_place in labels if is_place and labels[name, True] > labels[name, False]}


def _may_be_a_side(ent: Span) -> bool:
    """Say whether a name is that of an organisation, or of a group in the plural ("Catholics")."""
    return ent.label_ == "ORG" or (ent.label_ == "NORP" and ent.root.tag_ in ("NNS", "NNPS"))


# ---- short names -----------------------------------------------------------------------------------------------------


def _with_short_names(names: Book, text: str, places: Collection[str]) -> Book:
    """Give a short name to the only organisation it shortens: "Scientology" to "Church of Scientology", "the union" to the union named."""
    owners = _owners_of_short_names(names)
    only = {short: next(iter(longer)) for short, longer in owners.items() if len(longer) == 1 and short not in places}
    out = {name: (only.get(name, side) if how == "organisation" else side, how) for name, (side, how) in names.items()}
    for short, name in only.items():
        if _stands_alone(short, name, text):
            out.setdefault(short, (name, "organisation"))
    for name in sorted(owners.get("Company", set()) - gazetteer().keys()):
        out[name.rsplit(" ", 1)[0]] = (name, "organisation")  # "Brightwave" for "Brightwave Inc."
    for noun, (group, how) in groups().items():
        owner = only.get("Company") if group == "company" else only.get(noun.capitalize())
        if how == "collective" and owner and group != "police":
            out[noun] = (owner, "collective")
    return out


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


def _stands_alone(short: str, name: str, text: str) -> bool:
    """Say whether the first word of a name is also used without the rest: "talks at Northline" for "Northline Rail"."""
    if short != name.split()[0] or short in side_words().generic or short in gazetteer():
        return False
    return re.search(rf"[a-z,] {re.escape(short)}\b(?! [A-Z])", text) is not None
