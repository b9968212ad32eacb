"""Exchange the names of the sides in a text: which form of a name stands where, and what the sentence needs around the new one.

Names are countries' names, demonyms, capitals and governments from the gazetteer, and the names of parties, groups, organisations and persons
that are sides themselves.  A person who only belongs to a side ("Prime Minister Pashinyan") keeps the name, and so do pronouns and "the ministry".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from analysis.edits import AFTER_ARTICLE, Edit, Edited, apply_edits, article_for
from analysis.who.gazetteer import gazetteer
from analysis.who.naming import spellings

if TYPE_CHECKING:
    from analysis.reading.parse import Parsed

_TAKES_THE = re.compile(
    r"(United|Netherlands$|Philippines$|Maldives$|Bahamas$|Gambia$|U\.?[SKN]|E\.?U\b|UAE$|Kremlin|White House|Pentagon|State Department|[EÉ]lys[eé]e"
    r"|European|Palestinian Authority|Taliban|Houthis|Holy See|Vatican$)|.*\b(Republic|Kingdom|Federation|Union|Emirates|States|Islands)\b|.* Party$"
)
_FORMAL = re.compile(r"\b(Republic|Kingdom|Federation|State of)\b")
_ADJECTIVE_ENDS = ("ian", "an", "ish", "ese", "ch", "i", "ic")
_MEN = ("sman", "hman", "smen", "hmen", "woman", "women")  # "Frenchman" is no adjective, "German" is
_MODIFIERS = frozenset(("amod", "compound", "nmod"))
_ARTICLE = re.compile(r"\b(an?)(\s+[“\"‘'(]?)$", re.IGNORECASE)
_SAID_AS_WORDS = frozenset(("NATO", "ISIS", "ISIL"))


# ---- the forms of a name ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """What one side is called, by kind of name."""

    main: str
    country: bool
    kinds: Mapping[str, str]
    """Name -> kind: name, formal, acronym, demonym, capital, government, body, party, person, people, full, last, first, collective, given."""
    forms: Mapping[str, str]
    """Kind -> the one name to put in, with adjective, person ("an Armenian") and people ("Armenians") for demonym."""
    given: tuple[str, ...] = ()
    """Names of no such kind, as they were given: the first takes the place of the other side's first."""
    the: frozenset[str] = frozenset()

    def takes_the(self, name: str) -> bool:
        """Say whether a name of this side goes with "the" ("the Netherlands"; "the union", where the article writes so)."""
        return name in self.the or _TAKES_THE.match(name) is not None


def known_sides(sides: Mapping[str, Iterable[str]], mentions: pd.DataFrame, text: str) -> dict[str, Known]:
    """Return what each side is called: a country's forms from the gazetteer, those of others from the text and the shape of their names."""
    how = {" ".join(str(row.text).split()): str(row.how) for row in mentions.itertuples() if " " not in str(row.how)}
    return {side: _country(side, list(names), how, text) or _other(side, list(names), how, text) for side, names in sides.items()}


def placeholder_sides(known: Mapping[str, Known]) -> dict[str, Known]:
    """Return "Country A", "Country B", ... in the place of the sides; "Group A" for a side that is no country."""
    made = {}
    for i, (side, own) in enumerate(known.items()):
        letter = chr(ord("A") + i) if i < 26 else str(i + 1)
        word, one = ("Country", "citizen") if own.country else ("Group", "member")
        main = f"{word} {letter}"
        people = f"people of {main}" if own.country else f"members of {main}"
        kinds = ("name", "formal", "acronym", "adjective", "capital", "government", "party", "full", "last", "first")
        made[side] = Known(main, own.country, {}, dict.fromkeys(kinds, main) | {"people": people, "person": f"{one} of {main}"}, (main,) * 20)
    return made


def _country(side: str, names: list[str], how: Mapping[str, str], text: str) -> Known | None:
    owner = gazetteer().get(side, ("",))[0]
    listed = {name: entry[1] for name, entry in gazetteer().items() if entry[0] == owner}
    if not {"demonym", "capital"} & set(listed.values()):
        return None
    main = side.removeprefix("The ")
    kinds = listed | {name: "name" for name in names if how.get(name) == "direction"}  # "the North"
    for name, kind in listed.items():
        if kind == "name" and name != side:
            kinds[name] = "acronym" if re.fullmatch(r"[A-Z.]{2,5}", name) else "formal" if _FORMAL.search(name) else "name"
    words = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in kinds)})\b")  # "Armenian Foreign Ministry" holds a name: that one is exchanged
    given = tuple(name for name in names if name not in kinds and how.get(name, "given") == "given" and not words.search(name))
    forms = {"name": main, **_demonyms(main, [name for name, kind in kinds.items() if kind == "demonym"])}
    for kind in ("capital", "government", "acronym", "formal"):
        fitting = [name for name, its in kinds.items() if its == kind and not name.endswith("D.C.")]
        if fitting:  # the one the article uses; otherwise the last capital ("Kyiv", not "Kiev") and the first of the rest
            forms[kind] = max(fitting[::-1] if kind == "capital" else fitting, key=lambda name: len(_found(name, text)))
    return Known(main, True, kinds | dict.fromkeys(given, "given"), forms, given)


def _demonyms(main: str, demonyms: list[str]) -> dict[str, str]:
    """Return adjective, person and people: "Turkish", "Turk", "Turks"; "French", "French citizen", "French people"."""
    demonyms = [name for name in demonyms if not name.endswith(_MEN)]
    plurals = [name for name in demonyms if name.endswith("s") and not name.endswith(("ss", "ois"))]
    ones = [name for name in demonyms if name not in plurals]
    if not demonyms:
        return {}

    def fit(name: str) -> tuple[bool, int]:
        same = next((i for i, (a, b) in enumerate(zip(name, main, strict=False)) if a != b), min(len(name), len(main)))
        return name.endswith(_ADJECTIVE_ENDS), same

    adjective = max(ones, key=fit, default=plurals[0].removesuffix("s") if plurals else main)
    adjective = main if adjective.endswith("er") else adjective  # "a New Zealander", "New Zealand troops"
    people = adjective + "s" if adjective + "s" in plurals else next(iter(plurals), f"{adjective} people")
    person = people.removesuffix("s") if people in plurals else f"{adjective} citizen"
    return {"adjective": adjective, "person": person, "people": people}


def _other(side: str, names: list[str], how: Mapping[str, str], text: str) -> Known:
    """Return the forms of a party, group, organisation or person; a label that the text does not use gives way to the first name it does."""
    used = [name for name in dict.fromkeys([side, *names]) if _found(name, text)]
    main = used[0] if used else side
    kinds = {name: _kind(name, main, names, how) for name in names}
    forms = {kind: name for name, kind in reversed(kinds.items()) if kind not in ("given", "collective")} | {"name": main}
    if kinds.get(main) == "full":
        forms |= {"last": main.split()[-1], "first": main.split()[0]}
    if main.endswith("s") and (main[:-1] in names or how.get(main) in ("party", "group", "collective")):
        forms["people"] = main
    one = forms["person"] if forms.get("people") == main and "person" in forms else main
    forms["adjective"] = forms["party"].removesuffix(" Party") if "party" in forms else one
    given = tuple(name for name in names if kinds[name] == "given" or (name == main and name != side))
    the = frozenset(name for name in names if 2 * len(re.findall(rf"\b[Tt]he\s+{re.escape(name)}\b", text)) > len(_found(name, text, "[Aa]n? ")))
    return Known(main, False, kinds, forms, given, the)


def _kind(name: str, main: str, names: Sequence[str], how: Mapping[str, str]) -> str:
    found = how.get(name, "") or gazetteer().get(name, ("", ""))[1]
    if name == main:
        return "full" if found == "person" else "name"
    if found in ("given", "government"):
        return found
    if found == "person":
        return "last" if name == main.split()[-1] else "first" if name == main.split()[0] else "full"
    if name.endswith(" Party"):
        return "party"
    if name + "s" in names or name.removesuffix("y") + "ies" in names:
        return "person"
    if found != "name" and (name.removesuffix("s") in names and name.endswith("s") or name.removesuffix("ies") + "y" in names):
        return "people"
    if found and re.fullmatch(r"[A-Z.]{2,6}", name):
        return "acronym"
    return "collective" if found == "collective" else "name" if found else "given"


def _found(name: str, text: str, not_after: str = "") -> list[str]:
    every = re.findall(rf"(?:\b({not_after or '$^'}))?(?<!\w){re.escape(name)}(?!\w)", text)
    return [before for before in every if not before]


# ---- where names stand -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where a name stands: its span, side and name; the use its grammar asks for; where its noun phrase starts; whether it may get a "the"."""

    start: int
    end: int
    side: str
    name: str
    use: str
    phrase: int
    bare: bool


def find_places(parsed: Parsed, mentions: pd.DataFrame, known: Mapping[str, Known]) -> list[Place]:
    """Return every name of a side to exchange: the named mentions, and other places of plainly the same name ("in Baku").

    Outside the mentions, a capitalised word beside a name makes it part of another name ("Baku State University", "Moscow Times").
    """
    text = parsed.story
    owner = {name: side for side, own in known.items() for name in own.kinds}
    printed = {form: name for name in owner for form in spellings(name)}
    spelled = {form.upper(): name for form, name in printed.items() if len(form) > 3} | printed
    spelled |= {name[0].upper() + name[1:]: name for name in owner} | {name: name for name in owner}
    found: dict[tuple[int, int], str] = {}
    kept, longer = [], []
    for row in mentions.itertuples():
        span, name = (row.start, row.end), spelled.get(" ".join(text[row.start : row.end].split()))
        person = row.how.startswith("person") and known[row.side].country
        if name is not None and owner[name] == row.side and not person:
            found[span] = name
        elif person:
            kept.append(span)
        else:
            longer.append(span)  # "the Armenian side"
    common = ("collective", "person", "people")
    written = [form for form, name in spelled.items() if form[0].isupper() and known[owner[name]].kinds[name] not in common]
    longest_first = "|".join(re.escape(form) for form in sorted(written, key=len, reverse=True))
    for match in re.finditer(rf"(?<!\w)(?:{longest_first})(?!\w)", text) if written else ():
        start, end = match.span()
        free = not any(a < end and start < b for a, b in (*found, *kept))
        if free and (any(a <= start and end <= b for a, b in longer) or not _part_of_a_name(parsed, start, end)):
            found[start, end] = spelled[match.group()]
    return [_place(parsed, start, end, owner[name], name, known[owner[name]].kinds[name]) for (start, end), name in sorted(found.items())]


def _part_of_a_name(parsed: Parsed, start: int, end: int) -> bool:
    """Say whether a capitalised word beside the name belongs to it: "Bill Clinton", "Bank of America", "Moscow Times", "Congo-Brazzaville"."""
    tokens, doc = parsed.tokens(start, end), parsed.doc
    before, after = doc[max(0, tokens[0].i - 2) : tokens[0].i], doc[tokens[-1].i + 1 : tokens[-1].i + 2]
    if len(before) and before[-1].lower_ in ("of", "-"):
        before = before[:-1]
    named = any(token.pos_ == "PROPN" and token.text[0].isupper() for token in (*before[-1:], *after))
    return named or re.match(r"-[A-Z]", parsed.story[end : end + 2]) is not None


def _place(parsed: Parsed, start: int, end: int, side: str, name: str, kind: str) -> Place:
    tokens = parsed.tokens(start, end)
    token, text = tokens[-1], parsed.story
    after = text[end : end + 2]
    before_noun = token.dep_ in _MODIFIERS and token.head.i > token.i
    hyphen = after[:1] in ("-", "–") and after[1:].isalpha()
    use = kind
    if kind == "demonym":
        plural = name.endswith("s") and not name.endswith(("ss", "ois"))
        one = any(left.lower_ in ("a", "an", "one", "another") for left in token.lefts)
        following = token.doc[token.i + 1 : token.i + 2]
        modifies = before_noun or hyphen or any(word.pos_ in ("NOUN", "PROPN", "ADJ") for word in following)
        if plural:
            use = "people"
        elif modifies or (token.tag_ == "JJ" and token.dep_ in ("acomp", "attr", "oprd", "conj", "amod") and not one):
            use = "adjective"
        else:
            use = "person" if one or name + "s" in gazetteer() else "people"
    elif before_noun and kind in ("name", "acronym", "person", "people"):
        use = kind + " before noun"
    own = [left for left in token.doc[token.left_edge.i : tokens[0].i] if not left.is_space]
    plain = all(left.dep_ in ("det", "amod", "advmod", "nummod", "poss", "case") for left in own)
    region = re.search(r"\b(?:[a-z]+ern|central|mainland) $", text[:start])
    phrase = own[0].idx if own and plain else region.start() if region else start
    bare = not (before_noun or hyphen or any(left.dep_ in ("det", "poss", "nummod") and left.lower_ != "the" for left in own))
    return Place(start, end, side, name, use, phrase, bare)


# ---- which name comes in ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NewName:
    """A new name for ``text[start:end]``; the: True where it needs "the", False where an old "the" has to go, None where nothing changes."""

    start: int
    end: int
    new: str
    the: bool | None = None
    phrase: int = -1
    """Where the noun phrase starts, for "the eastern United States"; -1 is at the name."""

    def moved(self, by: int) -> NewName:
        """Return the same name in a text that starts elsewhere."""
        return NewName(self.start + by, self.end + by, self.new, self.the, self.phrase + by)


def new_names(places: Iterable[Place], known: Mapping[str, Known], turned: Mapping[str, Known]) -> tuple[list[NewName], list[str]]:
    """Return the new name of every place, and a note for each name without a counterpart of its kind.

    turned: side -> the side whose names it takes.  A kind that the other side lacks is replaced by its main name ("members of Hamas").
    """
    names, notes = [], []
    for place in places:
        own, other = known[place.side], turned[place.side]
        new, fits = _counterpart(place, own, other)
        if not fits:
            notes.append(f"No name like “{place.name}” is known for {other.main}; “{new}” was used instead.")
        the = None
        if place.bare and place.use not in ("adjective", "person", "people"):
            the = other.takes_the(new) or (False if (own.country or own.takes_the(place.name)) and new[0].isupper() else None)
        names.append(NewName(place.start, place.end, new, the, place.phrase))
    return names, notes


def _counterpart(place: Place, own: Known, other: Known) -> tuple[str, bool]:
    """Return the name to put in and whether it is of the same kind."""
    use, _, modifies = place.use.partition(" before noun")
    if place.use.endswith("before noun"):
        short = "acronym" if use == "acronym" and "acronym" in other.forms else "adjective"
        keep = use == "name" and own.country and other.country
        return (other.main if keep else other.forms.get(short, other.main)), True
    if use == "given":
        at = own.given.index(place.name)
        return (other.given[at], True) if at < len(other.given) else (other.main, False)
    if use in other.forms:
        return other.forms[use], True
    if use in ("person", "people"):
        main = ("the " if other.takes_the(other.main) else "") + other.main
        noun = {"person": ("member", "citizen"), "people": ("members", "people")}[use][other.country]
        return f"{noun} of {main}", False
    if use == "government" and "capital" in other.forms:
        return other.forms["capital"], True
    return other.main, use in ("name", "acronym", "formal")


# ---- the new sentence ------------------------------------------------------------------------------------------------


def exchange(text: str, names: Sequence[NewName]) -> Edited:
    """Put new names into a text and adapt what stands beside them: "a" and "an", "the", possessives, CAPITALS, a capital at the start.

    Verbs stay as they are.  The spans must not overlap; raises ValueError for one that lies outside the text.
    """
    edits: set[Edit] = set()
    for name in names:
        if not 0 <= name.start < name.end <= len(text):
            raise ValueError(f"the span {name.start}:{name.end} does not lie inside a text of {len(text)} characters")
        edits.update(_edits(text, name))
    return apply_edits(text, edits)


def _edits(text: str, name: NewName) -> Iterable[Edit]:
    start, end, new = name.start, name.end, name.new
    old = text[start:end]
    phrase = name.phrase if 0 <= name.phrase < start else start
    letters = [letter.isupper() for letter in text if letter.isalpha()]
    shouted = sum(letters) > 0.7 * len(letters) or (len(old) > 3 and old.isupper() and "." not in old and old not in _SAID_AS_WORDS)
    first = not re.search(r"\w", text[:phrase])
    has_the = re.compile(r"the\s+", re.IGNORECASE).match(text, phrase, start) or re.search(r"\bthe\s+$", text[:start], re.IGNORECASE)
    article = _ARTICLE.search(text[:start])
    added = name.the is True and not has_the and not article
    put = new.upper() if shouted else new[0].upper() + new[1:] if first and phrase == start and not added else new
    if added:
        the = "THE " if shouted else "The " if first else "the "
        yield phrase, phrase, the
        if first and phrase < start:
            yield phrase, phrase + 1, text[phrase].lower()
    elif name.the is False and has_the:
        yield *has_the.span(), ""
    if article:
        fitting = article_for(AFTER_ARTICLE.match(new)[0], article[1])  # type: ignore[index]  # a name begins with a letter or a number
        if fitting != article[1]:
            yield article.start(1), article.end(1), fitting
    yield start, end, put
    yield from _possessive(text, end, old, new)


def _possessive(text: str, end: int, old: str, new: str) -> Iterable[Edit]:
    """Keep a possessive: "Armenia’s" and "Cyprus’"."""
    after = text[end : end + 3]
    if re.match(r"['’][sS](?!\w)", after) and new.endswith("s"):
        yield end + 1, end + 2, ""
    elif re.match(r"['’] ?\w", after + " ") and after[1:2] == " " and old.lower().endswith("s") and not new.endswith("s"):
        closes = text.count("‘", 0, end) > text.count("’", 0, end) if after[0] == "’" else text.count("'", 0, end) % 2 == 1
        if not closes:
            yield end + 1, end + 1, "S" if old.isupper() else "s"
