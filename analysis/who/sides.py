"""Who the story is about: the sides, and every mention of them.

Countries come from the gazetteer of the package ``countryinfo`` (names, demonyms, capitals) and from ``lexicons/side_names.csv``
(seats of government, parties, collective nouns, news outlets).  Pronouns and "the ministry" follow plain rules; ``how`` records the
evidence, and where the text gives none there is no mention.
"""

from __future__ import annotations

import csv
import json
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.reading.parse import Parsed
from analysis.tables import make_table

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Sides = dict[str, dict[str, str]]
"""Side -> its names, each with how it names the side (name, demonym, capital, government, party, person, given, ...)."""

Book = dict[str, tuple[str, str]]
"""Name -> (side, how)."""

MOST_SIDES = 4
OUTLET_SHARE = 1 / 2
"""A news outlet is a side only where more than this share of the sentences names it: otherwise it is where the news comes from."""

_LEXICONS = Path(__file__).parents[1] / "lexicons"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INSTITUTIONS = _words(
    "ministry government army military force troop parliament presidency president minister premier police spokesman spokeswoman spokesperson "
    "embassy delegation administration regime leadership soldier official authority party union company cabinet council navy side country nation "
    "diplomat negotiator general commander chancellor king ambassador department"
)
_BODIES = _INSTITUTIONS - _words("troop president minister premier soldier official spokesman spokeswoman spokesperson") | _words(
    "court board firm opposition management prosecution"
)
_OTHER = _words("next new former other another future previous")
_NOT_THEIRS = _words("rival enemy neighbor neighbour opponent critic foe victim ally border attack")
_HOSTILE = _words("attack bomb shell strike target hit kill invade fire threaten destroy raid storm seize capture")
_PLACES = _words("in at near outside around across through inside within from to toward towards into over on off")
_OUTLET_ENDS = _words(
    "Post Times Journal Herald Tribune Examiner Gazette Chronicle Observer Globe Telegraph Mirror Mail News Today Magazine Review Weekly Daily TV "
    "Radio Broadcasting Press"
)
_AFTER = _OUTLET_ENDS | _words("University Street Square Stadium Avenue Airport Airlines Tower City D.C. DC")
_TITLES = _words(
    "President Prime Minister Sen Senator Rep Gov Governor Mr Mrs Ms Miss Dr Sir Lord Lady Dame Judge Justice Gen General Col Colonel Capt Captain "
    "Lt Sgt Officer Secretary Chancellor Mayor King Queen Prince Princess Pope Professor Prof Congressman Congresswoman Representative"
)
_BEFORE = re.compile(r"(?:\b(?:New|Latin|Native|Papua|Equatorial|African|Northern|North|South|Central|West)[ -])$")
_DATELINE = re.compile(r"[A-Z .,]{0,30}\d{0,2}(?: \([A-Za-z ]+\))? (?:—|–|--|-) ")
_NOT_SIDES = _words("Christian Christianity Islam Islamic Muslim Catholic Jewish Hispanic Latino Western European African Asian Arab")
_PRONOUN_OF = {"Mr": "he", "Sir": "he", "Lord": "he", "King": "he", "Mrs": "she", "Ms": "she", "Miss": "she", "Dame": "she", "Queen": "she"}
_FIRST_WORD = re.compile(r"\w+|\W")
_THINGS = _words("ORG FAC EVENT WORK_OF_ART LAW PRODUCT")
_SMALL = _words("a an the of in on to for and but or nor with at by from as is vs")
_COMPANY = _words("Inc Corp Corporation Ltd Limited plc PLC LLC Co Company AG SA GmbH Group Holdings")
_GENERIC = _words("National American First Royal United Federal State University Bank House Supreme Justice Secret General Central New Church")
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_OBJECTS = frozenset(("dobj", "iobj", "dative"))
_MODIFIERS = frozenset(("amod", "compound", "poss", "nmod"))
_HE, _SHE = _words("he him his"), _words("she her")
_IT, _THEY = _words("it its itself"), _words("they them their")
_PRONOUNS = _HE | _SHE | _IT | _THEY
_FIRST = _words("we our us ours")


class SidesError(ValueError):
    """The sides given cannot be used; the message says which, and what is allowed."""


@dataclass(frozen=True)
class _Mention:
    side: str
    start: int
    end: int
    how: str


# ---------------------------------------------------------------------------------------------------------------- names


@lru_cache(maxsize=1)
def _side_names() -> list[dict[str, str]]:
    with (_LEXICONS / "side_names.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def gazetteer() -> Book:
    """Return name -> (side, how) for countries and well-known bodies.

    Where two countries share a name or a demonym, the more populous one has it.
    """
    import countryinfo

    found = {row["name"]: (row["side"], row["how"]) for row in _side_names() if row["how"] not in ("collective", "party", "outlet")}
    for info in sorted((country.info() for country in countryinfo.all_countries()), key=lambda info: -(info.get("population") or 0)):
        name = info["name"]
        found.setdefault(name, (name, "name"))
        for other in info.get("altSpellings") or []:
            if len(other) > 3 and other.isascii() and "," not in other and other != "Island":
                found.setdefault(other.strip(), (name, "name"))
        for demonym in re.split(r",|/| and ", info.get("demonym") or ""):
            demonym = demonym.strip()
            if demonym and demonym != name:
                found.setdefault(demonym, (name, "demonym"))
                if not re.search(r"(ese|ish|ch|sh|s|ss)$", demonym):
                    found.setdefault(demonym + "s", (name, "demonym"))
        capital = info.get("capital")
        if isinstance(capital, str) and capital and capital != name:
            found.setdefault(capital, (name, "capital"))
    return found


@lru_cache(maxsize=1)
def _groups() -> Book:
    return {row["name"]: (row["side"], row["how"]) for row in _side_names() if row["how"] in ("collective", "party")}


@lru_cache(maxsize=1)
def _outlets() -> frozenset[str]:
    return frozenset(row["name"] for row in _side_names() if row["how"] == "outlet")


@lru_cache(maxsize=1)
def first_names() -> dict[str, str]:
    """Return first name -> the pronoun that fits it, from ``lexicons/first_names.csv``."""
    with (_LEXICONS / "first_names.csv").open(encoding="utf-8") as file:
        return {row["name"]: row["pronoun"] for row in csv.DictReader(file)}


def _is_outlet(name: str) -> bool:
    return name in _outlets() or name.split()[-1] in _OUTLET_ENDS


def _bare(name: str) -> str:
    """Return a name without article, title and possessive: "President Obama's" -> "Obama"."""
    words = re.sub(r"^the\s|['’]s?$", "", " ".join(name.split()), flags=re.IGNORECASE).split()
    while len(words) > 1 and words[0].rstrip(".") in _TITLES:
        words = words[1:]
    return " ".join(words)


def _titled(ent: Span) -> str | None:
    """Return "he" or "she" where a title before or within the name tells: "Mr. Denton"."""
    before = ent.doc[ent.start - 1].text if ent.start else ""
    return _PRONOUN_OF.get(before.rstrip(".")) or _PRONOUN_OF.get(ent[0].text.rstrip("."))


def _people(ents: list[Span]) -> dict[str, str]:
    """Return every way people are named -> their fullest name.

    Two full names are one person where first and last name agree; a last name alone is the person of that name named most often, a
    first name alone the only person of that name.
    """
    found = Counter(_bare(ent.text) for ent in ents if ent.label_ == "PERSON" and ent.text[:1].isupper())
    full: dict[tuple[str, str], str] = {}
    said: Counter[tuple[str, str]] = Counter()
    people: dict[str, str] = {}
    for name, count in found.most_common():
        words = name.split()
        if len(words) > 1 and words[-1][:1].isupper():
            key = (words[0].lower(), words[-1].lower())
            people[name] = full.setdefault(key, name)
            said[key] += count
    titled = Counter((_bare(ent.text), _titled(ent)) for ent in ents if ent.label_ == "PERSON")
    for key, _ in said.most_common():
        last, pronoun = full[key].split()[-1], first_names().get(full[key].split()[0])
        if not (pronoun == "she" and titled[last, "he"]) and not (pronoun == "he" and titled[last, "she"]):  # Mr. Obama is not Michelle
            people.setdefault(last, full[key])
    for first in {name.split()[0] for name in full.values()} & found.keys():
        owners = [name for name in full.values() if name.split()[0] == first]
        if len(owners) == 1:
            people.setdefault(first, owners[0])
    for name in found:
        if len(name) > 1 and " " not in name:
            people.setdefault(name, name)
    return people


def _entity_names(parsed: Parsed) -> Book:
    """Return name -> (side, how) for the people, organisations and groups that the text names."""
    ents = _telling_ents(parsed)
    known = {**gazetteer(), **_groups()}
    labels = Counter((_bare(ent.text), ent.label_ in ("GPE", "LOC", "FAC")) for ent in ents)
    places = {name for name, is_place in labels if is_place and labels[name, True] > labels[name, False]}
    names: Book = {name: (full, "person") for name, full in _people(ents).items() if not {name, full} & (known.keys() | places)}
    for ent in ents:
        text = _bare(ent.text)
        plural_group = ent.label_ == "NORP" and ent.root.tag_ in ("NNS", "NNPS")
        if not (ent.label_ == "ORG" or plural_group) or len(text) < 2 or not text[0].isupper() or text in known or text in _NOT_SIDES | places:
            continue
        force = "police" if "Police" in text.split() else text
        names.setdefault(text, (force, "organisation" if ent.label_ == "ORG" else "group"))
        acronym = re.match(r"\s*\(([A-Z]{2,6})\)", parsed.article.text[ent.end_char : ent.end_char + 10])
        if acronym:
            names[acronym[1]] = (names[text][0], "acronym")
    return _shortened(names, parsed.article.text, places)


def _telling_ents(parsed: Parsed) -> list[Span]:
    """Return the names that spaCy found, without those in headlines and in lists of picture credits."""
    shouted = _title_case_lines(parsed)
    return [ent for ent in parsed.doc.ents if "/" not in ent.text and parsed.sentence_at(ent.start_char) not in shouted]


def _title_case_lines(parsed: Parsed) -> set[int]:
    """Return the headlines set in Title Case or CAPITALS: there a capital shows no name, so they teach none."""
    found = set()
    for number, text in zip(parsed.sentences["sentence"].tolist(), parsed.sentences["text"], strict=True):
        words = [word for word in re.findall(r"[^\W\d_]+", text)[1:] if word.lower() not in _SMALL and len(word) > 1]
        if len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.9 * len(words):
            found.add(number)
    return found if len(found) < len(parsed.sentences) else set()


def _shortened(names: Book, text: str, places: set[str]) -> Book:
    """Give a short name to the only organisation it shortens: "Scientology" to "Church of Scientology", "the union" to the union named."""
    owners: dict[str, set[str]] = defaultdict(set)
    for name, (_, how) in names.items():
        words = name.split()
        if how == "organisation" and len(words) > 1 and "the" not in words:
            for k in range(1, len(words)):
                owners[" ".join(words[:k])].add(name)
                owners[" ".join(words[k:])].add(name)
            if words[-1].rstrip(".") in _COMPANY:
                owners["Company"].add(name)
    only = {short: next(iter(longer)) for short, longer in owners.items() if len(longer) == 1 and short not in places}
    out = {name: (only.get(name, side) if how == "organisation" else side, how) for name, (side, how) in names.items()}
    for short, name in only.items():
        word = short == name.split()[0] and short not in gazetteer().keys() | _GENERIC
        if word and re.search(rf"[a-z,] {re.escape(short)}\b(?! [A-Z])", text):
            out.setdefault(short, (name, "organisation"))
    for name in owners["Company"] - gazetteer().keys():
        out[name.rsplit(" ", 1)[0]] = (name, "organisation")  # "Brightwave" for "Brightwave Inc."
    for noun, (group, how) in _groups().items():
        owner = only.get("Company") if group == "company" else only.get(noun.capitalize())
        if how == "collective" and owner and group != "police":
            out[noun] = (owner, "collective")
    return out


# ---------------------------------------------------------------------------------------------------------------- sides


def find_sides(parsed: Parsed, given: Mapping[str, Iterable[str]] | Iterable[str] | None = None) -> tuple[Sides, list[str]]:
    """Return the sides of the story, most mentioned first, and warnings.

    given: side -> its names, or only the sides' names (also as JSON text); a country's own names are added from the gazetteer, a
    person's other names from the text.  Without it the sides are the countries of the story where at least two of them act and no
    people or groups outweigh them, otherwise the most mentioned parties, organisations, people and groups such as "police"; at most
    four.  Counted is the number of sentences that name a side; a news outlet counts only where the story is about it.

    Raises SidesError when something else than names is given, when two sides share a name, or when no side occurs in the text.
    """
    if given is not None:
        return _given_sides(parsed, given)
    countries = gazetteer()
    others = {name: entry for name, entry in {**_groups(), **_entity_names(parsed)}.items() if name not in countries}
    by_country, acting = _count(parsed, countries)
    by_other, other_acting = _count(parsed, {**countries, **others})
    kind = dict(others.values())
    rivals = Counter({side: n for side, n in by_other.items() if side in kind and side not in by_country})
    for side, n in list(rivals.items()):
        cited = _is_outlet(side) or side == parsed.article.outlet
        if (cited and n <= OUTLET_SHARE * len(parsed.sentences)) or (kind[side] == "organisation" and 8 * other_acting[side] < n):
            del rivals[side]  # a paper that is quoted, a university where something takes place
    needed = max(2, round(0.1 * len(parsed.sentences)))
    ranked = [side for side, n in by_country.most_common() if n >= needed and acting[side]]
    second_rival = sorted(rivals.values())[-2] if len(rivals) > 1 else 0
    if len(ranked) >= 2 and 2 * by_country[ranked[1]] >= second_rival:
        chosen, book = _leading(ranked, by_country), countries
    else:
        # in a story at home the country is the scene; it is a side only where it acts as often as the first two
        counts = rivals + Counter({side: n for side, n in acting.items() if side in by_country})
        ranked = [side for side, n in counts.most_common() if n >= 2]
        ranked = [side for side in ranked if side not in by_country or counts[side] >= counts[ranked[min(1, len(ranked) - 1)]]]
        chosen, book = _leading(ranked, counts), {**countries, **others}
    return {side: {name: how for name, (owner, how) in book.items() if owner == side} for side in chosen}, _too_few(chosen)


def _leading(ranked: list[str], counts: Counter[str]) -> list[str]:
    """Keep the first two, and further ones named at least half as often as the second."""
    return [side for i, side in enumerate(ranked[:MOST_SIDES]) if i < 2 or 2 * counts[side] >= counts[ranked[1]]]


def _too_few(chosen: list[str]) -> list[str]:
    if not chosen:
        return ["sides: none found; name them yourself with sides={'A': ['name', ...], 'B': [...]} or --sides FILE"]
    if len(chosen) == 1:
        return [f"sides: only one found ({chosen[0]}); name the others yourself with sides={{...}} or --sides FILE"]
    return []


def _count(parsed: Parsed, book: Book) -> tuple[Counter[str], Counter[str]]:
    """Count, for each side, the sentences that name it and those in which it acts or is acted on; ties go to the side named first."""
    named: dict[tuple[str, int], bool] = {}
    for mention in _named(parsed, book):
        key = (mention.side, parsed.sentence_at(mention.start))
        named[key] = named.get(key, False) or _acts(parsed.tokens(mention.start, mention.end)[-1])
    return Counter(side for side, _ in named), Counter(side for (side, _), acts in named.items() if acts)


def _acts(token: Token) -> bool:
    """Say whether a name stands where somebody acts or is acted on, itself or as modifier of a body ("Armenian forces")."""
    head = token.head if token.dep_ in _MODIFIERS and (token.head.lemma_.lower() in _INSTITUTIONS or token.head.ent_type_ == "PERSON") else token
    return head.dep_ in _SUBJECTS | _OBJECTS or (head.dep_ == "pobj" and head.head.lower_ in ("by", "with", "between", "against"))


def _given_sides(parsed: Parsed, given: object) -> tuple[Sides, list[str]]:
    pairs = _given_pairs(given)
    from_text = _entity_names(parsed)
    sides: Sides = {}
    owner: dict[str, str] = {}
    for side, names in pairs.items():
        known = {name: how for name, (country, how) in gazetteer().items() if country == gazetteer().get(side, (None,))[0]}
        if not known and side in from_text:
            known = {name: how for name, (full, how) in from_text.items() if full == from_text[side][0] and name not in _groups()}
        elif not known:
            known = {name: how for name, (group, how) in _groups().items() if group == side}
        people = {from_text[name][0] for name in names if from_text.get(name, ("", ""))[1] == "person"}
        known |= {name: how for name, (full, how) in from_text.items() if full in people}
        sides[side] = {**known, side: known.get(side, "name"), **{name: "given" for name in names if name not in known and name != side}}
        for name in sides[side]:
            if owner.setdefault(name, side) != side:
                raise SidesError(f"the name {name!r} belongs to both {owner[name]!r} and {side!r}; give it to one of them")
    counts, _ = _count(parsed, {name: (side, how) for side, names in sides.items() for name, how in names.items()})
    absent = [side for side in sides if not counts[side]]
    for side in absent:
        if side == parsed.article.outlet or _is_outlet(side):
            raise SidesError(f"{side!r} is a news outlet and the article does not speak about it; a side is a party to the story, e.g. 'Armenia'")
    if len(absent) == len(sides):
        raise SidesError(f"no side occurs in the article: {', '.join(sides)}; give names as they stand in the text, e.g. {{'Armenia': ['Yerevan']}}")
    return sides, [f"sides: {side} is not named in the article" for side in absent]


def _given_pairs(given: object) -> dict[str, list[str]]:
    """Return side -> further names from whatever was given; raise SidesError where that is not sides."""
    example = "give a dict such as {'Armenia': ['Armenian', 'Yerevan'], ...} or a list of names"
    if isinstance(given, str) and given.lstrip()[:1] in ("{", "["):
        try:
            given = json.loads(given)
        except json.JSONDecodeError as error:
            raise SidesError(f"sides is no JSON ({error}); {example}") from error
    if isinstance(given, str):
        raise SidesError(f"sides is the text {given!r}; {example}")
    if not isinstance(given, Iterable):
        raise SidesError(f"sides is {given!r}; {example}")
    pairs: dict[str, list[str]] = {}
    for side, names in given.items() if isinstance(given, Mapping) else ((name, ()) for name in given):
        listed = [names] if isinstance(names, str) else list(names) if isinstance(names, Iterable) else [names]
        if not all(isinstance(name, str) and name.strip() for name in [side, *listed]):
            raise SidesError(f"side {side!r}: {names!r}; a side and its names are non-empty texts: {example}")
        pairs[" ".join(side.split())] = [" ".join(name.split()) for name in listed]
    if not pairs:
        raise SidesError("sides is empty; name at least one side, or give None to have them found")
    return pairs


# ------------------------------------------------------------------------------------------------------------- mentions


def _named(parsed: Parsed, book: Book) -> list[_Mention]:
    """Find every name of the book in the text, longest first; leave out other people, mastheads and capitals that are only places."""
    if not book:
        return []
    forms = {name: name for name in book}
    forms |= {name.upper(): name for name in book if len(name) > 3 and name.upper() not in forms}
    forms |= {name[0].upper() + name[1:]: name for name, (_, how) in book.items() if how == "collective"}
    by_first: dict[str, list[str]] = defaultdict(list)
    for form in sorted(forms, key=len, reverse=True):
        by_first[_FIRST_WORD.findall(form)[0]].append(form)
    text = parsed.article.text
    flat = re.sub(r"\s", " ", text)  # a name may run over two lines
    ents = {token.i: ent for ent in parsed.doc.ents for token in ent}
    found: list[_Mention] = []
    for word in _FIRST_WORD.finditer(flat):
        start = word.start()
        if found and start < found[-1].end:
            continue
        for form in by_first.get(word[0], ()):
            end = start + len(form)
            if not flat.startswith(form, start) or (form[-1].isalnum() and text[end : end + 1].isalnum()):
                continue
            side, how = book[forms[form]]
            tokens = parsed.tokens(start, end)
            if tokens and _means_side(text, (start, end), tokens, forms[form], how, side, ents.get(tokens[0].i), book):
                found.append(_Mention(side, start, end, how))
            break
    return found


def _means_side(text: str, span: tuple[int, int], tokens: list[Token], name: str, how: str, side: str, ent: Span | None, book: Book) -> bool:
    """Say whether the name, where it stands, names the side and nothing else that is called so."""
    start, end = span
    head = tokens[-1]
    if how == "collective":
        return all(token.pos_ in ("NOUN", "PROPN") for token in tokens)
    longer = ent is not None and len(_bare(ent.text).split()) > len(name.split())
    if ent is not None and longer and how != "demonym":
        whole = _bare(ent.text)
        if ent.label_ == "PERSON" and book.get(whole, ("",))[0] != side:
            return False  # Bill Clinton is not Hillary Clinton, and Jordan Peele no country
        other_thing = ent.label_ in _THINGS and how != "person" and whole not in book
        if other_thing and not any(token.lemma_.lower() in _INSTITUTIONS for token in ent):
            return False  # Bank of America
    if how in ("name", "demonym", "capital") and _BEFORE.search(text[max(0, start - 12) : start]):
        return False  # New Mexico
    if name == "Georgia" and head.dep_ in ("appos", "npadvmod") and text[start - 2 : start] == ", ":
        return False  # Atlanta, Georgia
    after = re.match(r",? ([\w.]+)", text[end : end + 30])
    if after and after[1] in _AFTER:
        return False
    if how in ("person", "organisation") and head.ent_type_ in ("DATE", "TIME") and tokens[0].ent_type_ in ("DATE", "TIME"):
        return False  # Theresa May is no month
    return how != "capital" or _stands_for_government(text, span, head)


def _stands_for_government(text: str, span: tuple[int, int], head: Token) -> bool:
    """Say whether a capital means its government ("Baku denied it"), not the place ("in Baku", "Paris suburbs", a dateline)."""
    start, end = span
    if (start == 0 or text[start - 1] == "\n") and _DATELINE.match(text[end : end + 60]):
        return False
    if head.dep_ == "pobj" and head.head.lower_ in _PLACES:
        return False
    if head.dep_ in ("compound", "amod", "nmod"):
        return head.head.lemma_.lower() in _INSTITUTIONS or head.head.dep_ in _SUBJECTS
    return not (head.dep_ == "appos" and head.head.lemma_.lower() in ("capital", "city", "town"))


def find_mentions(parsed: Parsed, sides: Sides) -> pd.DataFrame:
    """Return the table of mentions: names first, then people and bodies of a side, then pronouns, each with its evidence."""
    book = {name: (side, how) for side, names in sides.items() for name, how in names.items()}
    finder = _Finder(parsed, book)
    finder.learn_people()
    finder.follow()
    rows = [
        {
            "sentence": parsed.sentence_at(m.start), "side": m.side, "start": m.start, "end": m.end,
            "text": parsed.article.text[m.start : m.end], "how": m.how,
        }
        for m in sorted(finder.mentions, key=lambda m: (m.start, m.end))
    ]  # fmt: skip
    return make_table("mentions", rows)


class _Finder:
    """Walks the article once, from first word to last, and adds what a reader would understand as the same side."""

    def __init__(self, parsed: Parsed, book: Book) -> None:
        self.parsed = parsed
        self.book = book
        self.mentions: list[_Mention] = []
        self.by_token: dict[int, _Mention] = {}
        self.bodies: dict[str, tuple[str, str, int]] = {}  # "ministry" -> side, the words that introduced it, sentence
        self.full = _people(_telling_ents(parsed))
        self.people = self._people_named()
        self.person_starts = [person.start for person in self.people]
        for mention in _named(parsed, book):
            self.add(mention)

    def _people_named(self) -> list[Span]:
        """Return every naming of a person, in order, with the last names that spaCy took for something else or for nothing."""
        doc = self.parsed.doc
        ents = [ent for ent in doc.ents if ent.text[:1].isupper() and (ent.label_ == "PERSON" or _bare(ent.text) in self.full)]
        loose = [doc[t.i : t.i + 1] for t in doc if t.ent_type_ == "" and t.pos_ == "PROPN" and t.text in self.full]
        return sorted([*ents, *loose], key=lambda span: span.start)

    def add(self, mention: _Mention) -> None:
        tokens = self.parsed.tokens(mention.start, mention.end)
        if tokens and not any(token.i in self.by_token for token in tokens):
            self.mentions.append(mention)
            self.by_token.update((token.i, mention) for token in tokens)

    def sentence(self, token: Token) -> int:
        return self.parsed.sentence_at(token.idx)

    def quoted(self, token: Token) -> bool:
        return self.parsed.quoted(token.idx, token.idx + len(token))

    def is_person(self, mention: _Mention) -> bool:
        return mention.how.startswith("person") or mention.how.split()[0] in _HE | _SHE

    def learn_people(self) -> None:
        """Give a person the side in their title ("Armenian Prime Minister Nikol Pashinyan"), and then every later last name."""
        learned: dict[str, tuple[str, str]] = {}
        for ent in self.people:
            if any(token.i in self.by_token for token in ent):
                continue
            last = _bare(ent.text).split()[-1:]
            name = last[0] if last else ""
            near = self._title(ent)
            over = [self.by_token[t.i] for t in near if t.i in self.by_token and t.dep_ in _MODIFIERS]
            sides = {mention.side for mention in over if not self.is_person(mention)}
            if len(sides) == 1 and name[:1].isupper():
                evidence = " ".join(t.text for t in sorted({*near, *ent}, key=lambda t: t.i) if not t.is_space)
                learned.setdefault(name, (sides.pop(), f"person: {evidence} (sentence {self.sentence(ent[0])})"))
            if name in learned:
                text = re.sub(r"['’]s$", "", ent.text.rstrip())
                self.add(_Mention(learned[name][0], ent.start_char, ent.start_char + len(text), learned[name][1]))

    def _title(self, ent: Span) -> list[Token]:
        """Return the words of a person's title, before the name or after it; not those of an office held elsewhere ("envoy to China")."""
        near = [t for t in ent.root.subtree if ent.start - 7 <= t.i < ent.start or (t.dep_ != "conj" and ent.end <= t.i < ent.end + 5)]
        doc = self.parsed.doc
        if any(t.lemma_.lower() in _NOT_THEIRS for t in near):
            return []  # "Democratic rival Hillary Clinton"
        abroad = {t.i for t in near if any(doc[k].lower_ in ("to", "with", "against") for k in range(max(0, t.i - 3), t.i))}
        return [t for t in near if t.i not in abroad]

    def follow(self) -> None:
        """Resolve bodies and pronouns: first outside quotation marks, so that the speaker is known, then inside."""
        tokens = [t for t in self.parsed.doc if not t.is_space]
        for token in tokens:
            self._body(token)
            if not self.quoted(token) and token.lower_ in _PRONOUNS:
                self._pronoun(token, self._antecedent(token))
        for token in tokens:
            if self.quoted(token) and token.lower_ in _PRONOUNS | _FIRST:
                self._pronoun(token, self._antecedent_in_quote(token))

    def _pronoun(self, token: Token, antecedent: tuple[str, str] | None) -> None:
        if antecedent is not None:
            side, evidence = antecedent
            self.add(_Mention(side, token.idx, token.idx + len(token), f"{token.lower_} = {evidence}"))

    def _body(self, token: Token) -> None:
        """Note "Azerbaijan's Defense Ministry" as a body of its side; resolve a later "the ministry" and "this country (Armenia)"."""
        lemma = token.lemma_.lower()
        if lemma not in _INSTITUTIONS or token.pos_ not in ("NOUN", "PROPN") or token.i in self.by_token:
            return
        number = self.sentence(token)
        left = [t for t in token.lefts if t.dep_ in _MODIFIERS or t.dep_ == "det"]
        own = [self.by_token[t.i] for t in left if t.i in self.by_token]
        of = [self.by_token[t.i] for p in token.rights if p.lower_ == "of" for t in p.children if t.i in self.by_token]
        renamed = [self.by_token[t.i] for t in token.rights if t.dep_ == "appos" and t.i in self.by_token]
        first = min((t.i for t in left), default=token.i)
        start, end = self.parsed.doc[first].idx, token.idx + len(token)
        words = self.parsed.article.text[start:end]
        pointed = any(t.lower_ in ("the", "this", "that") for t in left)
        strange = any(t.lower_ in _OTHER or t.ent_type_ in ("GPE", "NORP", "ORG", "PERSON") or (t.pos_ == "PROPN" and t.dep_ == "poss") for t in left)
        if own or of:
            self.bodies[lemma] = ((own or of)[0].side, words, number)
        elif renamed and pointed:
            self.add(_Mention(renamed[0].side, start, end, f"{words} ({self.parsed.article.text[renamed[0].start : renamed[0].end]})"))
        elif strange or token.dep_ == "compound":
            return  # the ministry of somebody else
        elif pointed and (seat := self._seat(token)):
            self.add(_Mention(seat[0], start, end, f"{words} in {seat[1]} (sentence {number})"))
            self.bodies[lemma] = (seat[0], f"{words} in {seat[1]}", number)
        elif lemma in self.bodies and pointed:
            side, evidence, where = self.bodies[lemma]
            self.add(_Mention(side, start, end, f"{words} = {evidence} (sentence {where})"))

    def _seat(self, body: Token) -> tuple[str, str] | None:
        """Return side and name of the capital where a body speaks: "In Moscow, the ministry said"."""
        if body.dep_ not in _SUBJECTS:
            return None
        for prep in body.head.lefts:
            for place in prep.children if prep.lower_ == "in" else ():
                side, how = self.book.get(place.text, ("", ""))
                if place.dep_ == "pobj" and how == "capital":
                    return side, place.text
        return None

    def subject(self, verb: Token) -> Token | None:
        """Return the subject of a verb; a participle or a second verb borrows it from the verb above."""
        for _ in range(4):
            found = next((t for t in verb.children if t.dep_ in _SUBJECTS), None)
            if found is not None:
                return found
            if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp") or verb.head.i == verb.i:
                return None
            verb = verb.head
        return None

    def side_of(self, noun: Token, pronoun: str = "") -> tuple[str, str] | None:
        """Return side and words of a noun phrase, from its own mention or its modifier; None for rivals, and for two sides joined.

        pronoun: the word that is to stand for the noun; "it" stands for no person, "he" for nothing else.
        """
        sides: dict[str, tuple[str, str]] = {}
        for head in (noun, *noun.conjuncts):
            near = [head] if head.lemma_.lower() in _NOT_THEIRS else [head, *[t for t in head.lefts if t.dep_ in _MODIFIERS]]
            mention = next((self.by_token[t.i] for t in near if t.i in self.by_token), None)
            if mention is None or (head.i in self.by_token and not noun.conjuncts and not self._may_be(pronoun, mention, head)):
                return None
            words = self.parsed.article.text[min(mention.start, head.idx) : max(mention.end, head.idx + len(head))]
            sides.setdefault(mention.side, (mention.side, f"{' '.join(words.split())} (sentence {self.sentence(head)})"))
        return next(iter(sides.values())) if len(sides) == 1 else None

    def _may_be(self, pronoun: str, mention: _Mention, head: Token) -> bool:
        if pronoun in _IT and mention.how == "collective":
            return head.lemma_.lower() in _BODIES
        return pronoun not in _IT | _THEY or not self.is_person(mention)

    def _antecedent(self, token: Token) -> tuple[str, str] | None:
        word = token.lower_
        if word in _HE | _SHE:
            return self._last_person(token)
        if token.dep_ == "expl" or (word == "it" and token.head.lemma_ == "be" and any(t.dep_ in ("ccomp", "advcl") for t in token.head.children)):
            return None
        hostile = False
        for above in token.ancestors:
            subject = self.subject(above) if above.pos_ in ("VERB", "AUX") else None
            if subject is None or subject.i >= token.i or token in subject.subtree:
                continue
            if token.head == above and token.dep_ in _OBJECTS:
                continue  # "Baku denied it": not Baku
            if token.dep_ == "poss" and above.lemma_.lower() in _HOSTILE and self.side_of(subject):
                hostile = True  # "Azerbaijan shelled its positions": the things of the other side, so look for the subject above
            elif self._agrees(word, subject):
                found = self.side_of(subject, word)
                if found or not hostile:
                    return found
        if word in ("it", "they") and token.dep_ in _SUBJECTS and token.head.dep_ in ("ROOT", "ccomp"):
            return self._last_subject(token)
        return None

    def _agrees(self, word: str, noun: Token) -> bool:
        """Say whether a noun may be meant by "it" or "they": by number, and "they" also by a body of people."""
        plural = noun.tag_ in ("NNS", "NNPS") or noun.lower_ in _THEY or noun.lower_ == "police"
        if word in _THEY:
            return plural or noun.i in self.by_token or noun.ent_type_ in ("ORG", "NORP", "GPE")
        one = noun.ent_type_ == "ORG" or not plural
        return one and noun.ent_type_ != "PERSON" and noun.lower_ not in _HE | _SHE

    def _last_subject(self, token: Token) -> tuple[str, str] | None:
        """Return the subject of the sentence before, if it is a side: outside quotation marks, so the speaker of a quote counts."""
        subjects: list[Token] = []
        for number in range(self.sentence(token) - 1, max(0, self.sentence(token) - 5), -1):
            outside = [t for t in self.parsed.sentence_tokens(number) if not t.is_punct and not self.quoted(t)]
            if outside:  # a sentence that is all quotation is passed over: its speaker stands before it
                subjects = [t for t in outside if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ in ("ROOT", "ccomp", "parataxis")]
                break
        root_first = sorted(subjects, key=lambda t: t.head.dep_ != "ROOT")
        for subject in root_first[:1]:
            if subject.i != token.i and (subject.lower_ == token.lower_ or self._agrees(token.lower_, subject)):
                return self.side_of(subject, token.lower_)
        return None

    def _last_person(self, token: Token) -> tuple[str, str] | None:
        """Return the side of the person named last whom the pronoun fits, at most two sentences back; None where two may be meant."""
        here = self.sentence(token)
        nearest: dict[str, Span] = {}
        at = 0
        for k in range(bisect_left(self.person_starts, token.i) - 1, -1, -1):
            ent = self.people[k]
            number = self.sentence(ent[0])
            if here - number > 2 or (nearest and number != at):
                break
            full = self.full.get(_bare(ent.text), _bare(ent.text))
            if full and self._fits(token.lower_, ent, full):
                nearest.setdefault(full, ent)
                at = number
        if len(nearest) > 1:  # two people in one sentence: the one it is about
            nearest = {full: ent for full, ent in nearest.items() if ent.root.dep_ in _SUBJECTS and token.dep_ in _SUBJECTS and at < here}
        if len(nearest) != 1:
            return None
        ent = next(iter(nearest.values()))
        mention = next((self.by_token[t.i] for t in ent if t.i in self.by_token), None)
        return (mention.side, f"{_bare(ent.text)} (sentence {self.sentence(ent[0])})") if mention else None

    def _fits(self, pronoun: str, ent: Span, full: str) -> bool:
        """Say whether "he" or "she" may stand for the person, from title and first name; an unknown name fits both."""
        known = _titled(ent) or first_names().get(full.split()[0])
        return known is None or (known == "he") == (pronoun in _HE)

    def speaker(self, number: int) -> tuple[str, str] | None:
        """Return the side that speaks the quotes of a sentence: the subject outside the marks, here or up to two sentences back in the paragraph."""
        rows = self.parsed.sentences
        for n in range(number, max(0, number - 3), -1):
            if rows["paragraph"].iat[n - 1] != rows["paragraph"].iat[number - 1]:
                break
            for t in self.parsed.sentence_tokens(n):
                if t.dep_ in ("nsubj", "nsubjpass") and not self.quoted(t):
                    return self.side_of(t)
        return None

    def _antecedent_in_quote(self, token: Token) -> tuple[str, str] | None:
        """Inside a quote "we" is the speaker's side; "they" and "it" the last other side that was the subject of the quoted words."""
        number = self.sentence(token)
        speaker = self.speaker(number)
        word = token.lower_
        if word in _FIRST:
            alone = speaker is not None and any(how == "person" for how in (self.book.get(speaker[0], ("", ""))[1],))
            return speaker and (None if alone else (speaker[0], f"speaker {speaker[1]}"))
        if word in _HE | _SHE:
            return None
        for n in range(number, max(0, number - 2), -1):
            inside = [t for t in self.parsed.sentence_tokens(n) if t.i < token.i and t.dep_ in _SUBJECTS and self.quoted(t)]
            for subject in reversed(inside):
                found = self.side_of(subject, word) if self._agrees(word, subject) else None
                if found and (speaker is None or found[0] != speaker[0]):
                    return found
        return None
