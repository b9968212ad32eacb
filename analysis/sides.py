"""Who the story is about: the sides, and every mention of them.

Countries come from the gazetteer of the package ``countryinfo`` (names, demonyms, capitals) and from ``lexicons/side_names.csv``
(seats of government, parties, collective nouns).  Pronouns and "the ministry" follow plain rules; ``how`` records the evidence, and
where the text gives none there is no mention.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.parse import Parsed
from analysis.tables import make_table

if TYPE_CHECKING:
    from spacy.tokens import Token

Sides = dict[str, dict[str, str]]
"""Side -> its names, each with how it names the side (name, demonym, capital, government, party, person, given, ...)."""

MOST_SIDES = 4

_INSTITUTIONS = frozenset(
    "ministry government army military force troop parliament presidency president minister premier police spokesman spokeswoman spokesperson "
    "embassy delegation administration regime leadership soldier official authority party union company cabinet council navy side country nation".split()
)
_NOT_THEIRS = frozenset("rival enemy neighbor neighbour opponent critic foe victim ally border attack".split())
_HOSTILE = frozenset("attack bomb shell strike target hit kill invade fire threaten destroy raid storm seize capture".split())
_PLACES = frozenset("in at near outside around across through inside within from to toward towards into over".split())
_MASTHEADS = frozenset("Post Times Journal Herald Tribune Examiner University Street Square Stadium".split())
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))


class SidesError(ValueError):
    """The sides given cannot be used; the message says which, and what is allowed."""


@dataclass(frozen=True)
class _Mention:
    side: str
    start: int
    end: int
    how: str


@lru_cache(maxsize=1)
def gazetteer() -> dict[str, tuple[str, str]]:
    """Return name -> (side, how) for countries and well-known bodies.

    Where two countries share a name or a demonym, the more populous one has it.
    """
    import countryinfo

    found: dict[str, tuple[str, str]] = {}
    facts = sorted((country.info() for country in countryinfo.all_countries()), key=lambda info: -(info.get("population") or 0))
    with (Path(__file__).parent / "lexicons" / "side_names.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["how"] not in ("collective", "party"):
                found.setdefault(row["name"], (row["side"], row["how"]))
    for info in facts:
        name = info["name"]
        found.setdefault(name, (name, "name"))
        for other in info.get("altSpellings") or []:
            if len(other) > 3 and other.isascii():
                found.setdefault(other, (name, "name"))
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
def _groups() -> dict[str, tuple[str, str]]:
    with (Path(__file__).parent / "lexicons" / "side_names.csv").open(encoding="utf-8") as file:
        return {row["name"]: (row["side"], row["how"]) for row in csv.DictReader(file) if row["how"] in ("collective", "party")}


def find_sides(parsed: Parsed, given: Mapping[str, Iterable[str]] | Iterable[str] | None = None) -> tuple[Sides, list[str]]:
    """Return the sides of the story, most mentioned first, and warnings.

    given: side -> its names, or only the sides' names; a country's own names are added from the gazetteer.  Without it the sides are
    the countries of the story where at least two of them matter, otherwise the most mentioned parties, organisations, people and
    groups such as "police"; at most four.  Counted is the number of sentences that name a side.

    Raises SidesError when something else than names is given, when two sides share a name, or when no side occurs in the text.
    """
    if given is not None:
        return _given_sides(parsed, given)
    countries = _count(parsed, gazetteer())
    needed = max(2, round(0.1 * len(parsed.sentences)))
    ranked = [side for side, count in countries.most_common() if count >= needed]
    if len(ranked) >= 2:
        counts: Counter[str] = countries
    else:
        entities = _entity_names(parsed)
        counts = _count(parsed, {**gazetteer(), **_groups(), **entities})
        ranked = [side for side, count in counts.most_common() if count >= 2]
        book = {**gazetteer(), **_groups(), **entities}
        chosen = _leading(ranked, counts)
        return {side: {n: how for n, (s, how) in book.items() if s == side} for side in chosen}, _too_few(chosen)
    chosen = _leading(ranked, counts)
    return {side: {n: how for n, (s, how) in gazetteer().items() if s == side} for side in chosen}, _too_few(chosen)


def _leading(ranked: list[str], counts: Counter[str]) -> list[str]:
    """Keep the first two, and further ones named at least half as often as the second."""
    return [side for i, side in enumerate(ranked[:MOST_SIDES]) if i < 2 or 2 * counts[side] >= counts[ranked[1]]]


def _too_few(chosen: list[str]) -> list[str]:
    if not chosen:
        return ["sides: none found; name them yourself with sides={'A': ['name', ...], 'B': [...]} or --sides FILE"]
    if len(chosen) == 1:
        return [f"sides: only one found ({chosen[0]}); name the others yourself with sides={{...}} or --sides FILE"]
    return []


def _given_sides(parsed: Parsed, given: Mapping[str, Iterable[str]] | Iterable[str]) -> tuple[Sides, list[str]]:
    if isinstance(given, str):
        raise SidesError(f"sides is the text {given!r}; give a dict such as {{'Armenia': ['Armenian', 'Yerevan'], ...}} or a list of names")
    pairs = dict(given) if isinstance(given, Mapping) else {name: () for name in given}
    if not pairs:
        raise SidesError("sides is empty; name at least one side, or give None to have them found")
    sides: Sides = {}
    owner: dict[str, str] = {}
    for side, names in pairs.items():
        if isinstance(names, str):
            names = [names]
        if not isinstance(side, str) or not side.strip() or not all(isinstance(n, str) and n.strip() for n in names):
            raise SidesError(f"side {side!r}: {names!r}; a side and its names are non-empty texts")
        known = {n: how for n, (s, how) in gazetteer().items() if s == gazetteer().get(side, (None,))[0]}
        sides[side] = {**known, side: "name", **{n: "given" for n in names if n != side}}
        for name in sides[side]:
            if owner.setdefault(name, side) != side:
                raise SidesError(f"the name {name!r} belongs to both {owner[name]!r} and {side!r}; give it to one of them")
    counts = _count(parsed, {name: (side, how) for side, names in sides.items() for name, how in names.items()})
    absent = [side for side in sides if not counts[side]]
    if len(absent) == len(sides):
        raise SidesError(f"no side occurs in the article: {', '.join(sides)}; give names as they stand in the text, e.g. {{'Armenia': ['Yerevan']}}")
    return sides, [f"sides: {side} is not named in the article" for side in absent]


def _entity_names(parsed: Parsed) -> dict[str, tuple[str, str]]:
    """Return name -> (side, how) for people and organisations; a person's last name and an acronym in brackets name them too."""
    names: dict[str, tuple[str, str]] = {}
    for ent in parsed.doc.ents:
        text = re.sub(r"^(the|The) |['’]s$", "", ent.text.strip())
        if len(text) < 2 or "\n" in text or not text[0].isupper() or text in gazetteer() or text in _groups():
            continue
        if ent.label_ == "PERSON":
            full = next((s for n, (s, how) in names.items() if how == "person" and n.split()[-1] == text.split()[-1]), text)
            names.setdefault(text, (full, "person"))
            names.setdefault(text.split()[-1], (full, "person"))
        elif ent.label_ in ("ORG", "NORP"):
            names.setdefault(text, (text, "organisation" if ent.label_ == "ORG" else "group"))
            acronym = re.match(r"\s*\(([A-Z]{2,6})\)", parsed.article.text[ent.end_char : ent.end_char + 10])
            if acronym:
                names[acronym[1]] = (text, "acronym")
    return names


def _count(parsed: Parsed, book: Mapping[str, tuple[str, str]]) -> Counter[str]:
    """Count, for each side, the sentences that name it; ties go to the side named first."""
    seen: dict[tuple[str, int], None] = {}
    for mention in _named(parsed, book):
        seen.setdefault((mention.side, parsed.sentence_at(mention.start)))
    return Counter(side for side, _ in seen)


def _named(parsed: Parsed, book: Mapping[str, tuple[str, str]]) -> list[_Mention]:
    """Find every name of the book in the text, longest first; leave out people, mastheads and capitals that are only places."""
    if not book:
        return []
    lower = {name for name, (_, how) in book.items() if how == "collective"}
    forms = {**{name: name for name in book}, **{name.upper(): name for name in book if len(name) > 3}, **{n[0].upper() + n[1:]: n for n in lower}}
    text = parsed.article.text
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) + r")(?!\w)")
    people = {token.i: ent for ent in parsed.doc.ents if ent.label_ == "PERSON" for token in ent}
    found = []
    for match in pattern.finditer(text):
        name = forms[match.group()]
        side, how = book[name]
        tokens = parsed.tokens(*match.span())
        if not tokens or (
            how in ("name", "capital") and tokens[0].i in people and people[tokens[0].i].text.strip("'’s") not in (name, match.group())
        ):
            continue
        head, after = tokens[-1], re.match(r" (\w+)", text[match.end() :])
        if after and after[1] in _MASTHEADS:
            continue
        if how == "capital" and head.dep_ == "pobj" and head.head.lower_ in _PLACES:
            continue
        found.append(_Mention(side, match.start(), match.end(), how))
    return found


def find_mentions(parsed: Parsed, sides: Sides) -> pd.DataFrame:
    """Return the table of mentions: names first, then people and bodies of a side, then pronouns, each with its evidence."""
    book = {name: (side, how) for side, names in sides.items() for name, how in names.items()}
    finder = _Finder(parsed, _named(parsed, book))
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

    def __init__(self, parsed: Parsed, mentions: list[_Mention]) -> None:
        self.parsed = parsed
        self.mentions: list[_Mention] = []
        self.by_token: dict[int, _Mention] = {}
        self.bodies: dict[str, tuple[str, str, int]] = {}  # "ministry" -> side, the words that introduced it, sentence
        for mention in mentions:
            self.add(mention)

    def add(self, mention: _Mention) -> None:
        tokens = self.parsed.tokens(mention.start, mention.end)
        if tokens and not any(token.i in self.by_token for token in tokens):
            self.mentions.append(mention)
            self.by_token.update((token.i, mention) for token in tokens)

    def sentence(self, token: Token) -> int:
        return self.parsed.sentence_at(token.idx)

    def quoted(self, token: Token) -> bool:
        return self.parsed.quoted(token.idx, token.idx + len(token))

    def learn_people(self) -> None:
        """Give a person the side in their title ("Armenian Prime Minister Nikol Pashinyan"), and then every later last name."""
        learned: dict[str, tuple[str, str]] = {}
        for ent in self.parsed.doc.ents:
            if ent.label_ != "PERSON" or any(token.i in self.by_token for token in ent):
                continue
            last = ent[-1].text if ent[-1].text not in ("'s", "’s") or len(ent) == 1 else ent[-2].text
            near = [t for t in ent.root.subtree if (ent.start - 7 <= t.i < ent.start) or (t.dep_ != "conj" and ent.end <= t.i < ent.end + 5)]
            sides = {self.by_token[t.i].side for t in near if t.i in self.by_token and t.dep_ in ("amod", "compound", "poss", "nmod")}
            if len(sides) == 1 and last[:1].isupper():
                evidence = re.sub(r"\s+", " ", " ".join(t.text for t in sorted({*near, *ent}, key=lambda t: t.i)))
                learned.setdefault(last, (sides.pop(), f"person: {evidence} (sentence {self.sentence(ent[0])})"))
            if last in learned:
                text = ent.text.rstrip()
                text = re.sub(r"['’]s$", "", text)
                self.add(_Mention(learned[last][0], ent.start_char, ent.start_char + len(text), learned[last][1]))

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
        left = [t for t in token.lefts if t.dep_ in ("amod", "compound", "poss", "nmod", "det")]
        own = [self.by_token[t.i] for t in left if t.i in self.by_token]
        of = [self.by_token[t.i] for p in token.rights if p.lower_ == "of" for t in p.children if t.i in self.by_token]
        renamed = [self.by_token[t.i] for t in token.rights if t.dep_ == "appos" and t.i in self.by_token]
        first = min((t.i for t in token.lefts if t.dep_ in ("det", "compound", "amod", "poss")), default=token.i)
        start, end = self.parsed.doc[first].idx, token.idx + len(token)
        words = self.parsed.article.text[start:end]
        if own or of:
            side = (own or of)[0].side
            self.bodies[lemma] = (side, words, number)
        elif renamed and any(t.lower_ in ("this", "that", "the") for t in left):
            self.add(_Mention(renamed[0].side, start, end, f"{words} ({self.parsed.article.text[renamed[0].start : renamed[0].end]})"))
        elif lemma in self.bodies and (any(t.lower_ in ("the", "that", "this") for t in left) or token.pos_ == "PROPN"):
            side, evidence, where = self.bodies[lemma]
            self.add(_Mention(side, start, end, f"{words} = {evidence} (sentence {where})"))

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

    def side_of(self, noun: Token) -> tuple[str, str] | None:
        """Return side and words of a noun phrase, from its own mention or its modifier; None for rivals, and for two sides joined."""
        sides = {}
        for head in (noun, *noun.conjuncts):
            near = (
                [head] if head.lemma_.lower() in _NOT_THEIRS else [head, *[t for t in head.lefts if t.dep_ in ("amod", "compound", "poss", "nmod")]]
            )
            mention = next((self.by_token[t.i] for t in near if t.i in self.by_token), None)
            if mention is None:
                return None
            words = self.parsed.article.text[min(mention.start, head.idx) : max(mention.end, head.idx + len(head))]
            sides.setdefault(mention.side, (mention.side, f"{words} (sentence {self.sentence(head)})"))
        return next(iter(sides.values())) if len(sides) == 1 else None

    def _antecedent(self, token: Token) -> tuple[str, str] | None:
        word = token.lower_
        if word in ("he", "she", "him", "his", "her"):
            return self._last_person(token)
        if token.dep_ == "expl" or (word == "it" and token.head.lemma_ == "be" and any(t.dep_ in ("ccomp", "advcl") for t in token.head.children)):
            return None
        hostile = False
        for above in token.ancestors:
            subject = self.subject(above) if above.pos_ in ("VERB", "AUX") else None
            if subject is None or subject.i >= token.i or token in subject.subtree:
                continue
            if token.dep_ == "poss" and above.lemma_.lower() in _HOSTILE and self.side_of(subject):
                hostile = True  # "Azerbaijan shelled its positions": the things of the other side, so look for the subject above
            elif self._agrees(word, subject):
                found = self.side_of(subject)
                if found or not hostile:
                    return found
        if word in ("it", "they") and token.dep_ in _SUBJECTS and token.head.dep_ in ("ROOT", "ccomp"):
            return self._last_subject(token)
        return None

    @staticmethod
    def _agrees(word: str, noun: Token) -> bool:
        plural = noun.tag_ in ("NNS", "NNPS")
        return plural or noun.ent_type_ in ("ORG", "NORP", "GPE") if word in ("they", "their", "them") else not plural

    def _last_subject(self, token: Token) -> tuple[str, str] | None:
        """Return the subject of the sentence before, if it is a side: outside quotation marks, so the speaker of a quote counts."""
        subjects: list[Token] = []
        for number in range(self.sentence(token) - 1, max(0, self.sentence(token) - 5), -1):
            row = self.parsed.sentences.iloc[number - 1]
            outside = [t for t in self.parsed.tokens(row["start"], row["end"]) if not t.is_punct and not self.quoted(t)]
            if outside:  # a sentence that is all quotation is passed over: its speaker stands before it
                subjects = [t for t in outside if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ in ("ROOT", "ccomp", "parataxis")]
                break
        root_first = sorted(subjects, key=lambda t: t.head.dep_ != "ROOT")
        for subject in root_first[:1]:
            if subject.i != token.i and (subject.lower_ == token.lower_ or self._agrees(token.lower_, subject)):
                return self.side_of(subject)
        return None

    def _last_person(self, token: Token) -> tuple[str, str] | None:
        """Return the side of the person named last, at most two sentences back; None when that person has no side."""
        for ent in reversed([e for e in self.parsed.doc.ents if e.label_ == "PERSON" and e.end <= token.i]):
            if self.sentence(token) - self.sentence(ent[0]) > 2:
                return None
            mention = next((self.by_token[t.i] for t in ent if t.i in self.by_token), None)
            return (mention.side, f"{ent.text.strip()} (sentence {self.sentence(ent[0])})") if mention else None
        return None

    def speaker(self, number: int) -> tuple[str, str] | None:
        """Return the side that speaks the quotes of a sentence: the subject outside the marks, here or up to two sentences back in the paragraph."""
        rows = self.parsed.sentences
        for n in range(number, max(0, number - 3), -1):
            row = rows.iloc[n - 1]
            if row["paragraph"] != rows.iloc[number - 1]["paragraph"]:
                break
            for t in self.parsed.tokens(row["start"], row["end"]):
                if t.dep_ in ("nsubj", "nsubjpass") and not self.quoted(t):
                    return self.side_of(t)
        return None

    def _antecedent_in_quote(self, token: Token) -> tuple[str, str] | None:
        """Inside a quote "we" is the speaker's side; "they" and "it" the last other side that was the subject of the quoted words."""
        number = self.sentence(token)
        speaker = self.speaker(number)
        if token.lower_ in _FIRST:
            return speaker and (speaker[0], f"speaker {speaker[1]}")
        for n in range(number, max(0, number - 2), -1):
            row = self.parsed.sentences.iloc[n - 1]
            inside = [t for t in self.parsed.tokens(row["start"], row["end"]) if t.i < token.i and t.dep_ in _SUBJECTS and self.quoted(t)]
            for subject in reversed(inside):
                found = self.side_of(subject)
                if found and (speaker is None or found[0] != speaker[0]):
                    return found
        return None


_PRONOUNS = frozenset("it its itself they their them he she him his her".split())
_FIRST = frozenset("we our us ours".split())
