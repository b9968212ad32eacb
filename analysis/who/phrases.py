"""Whom a noun phrase means: somebody by name, somebody introduced before ("the mayor"), or a source without a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.reading.parse import Parsed
from analysis.who.figures import (
    BODY_LABELS,
    Figure,
    Known,
    Short,
    is_honorific,
    is_plural,
    is_role,
    joined_to,
    kinds_of,
    pronoun_of_honorific,
    pronoun_of_role,
    role_of,
    text_of,
)
from analysis.who.gazetteer import first_names, gazetteer
from analysis.who.memory import Memory
from analysis.who.people import without_role
from analysis.who.unnamed import before_apostrophe, is_common, is_unnamed
from analysis.who.words import role_words, side_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ENDS_CORE = frozenset((",", ";", ":", "(", "–", "—", "--"))
_MOST_PARTS = 6
"""Words of a body's name that a short name may leave out in front, and one more."""
_FAR_LEFT, _FAR_AROUND = 8, 20
"""Words before a noun, and around a name, that may be said of it."""


class Phrases:
    """Reads noun phrases in order; what they teach goes into the memory."""

    def __init__(self, parsed: Parsed, memory: Memory) -> None:
        self.parsed = parsed
        self.memory = memory
        self.words = memory.words
        ents = parsed.doc.ents
        self.ents = {i: ent for ent in ents for i in range(ent.start, ent.end)}
        self.surnames = _surnames(ents)
        self._persons: dict[int, Span | None] = {}

    def named(self, tokens: list[Token], head: Token) -> Known | None:
        """Return the figure that a phrase names, and the evidence; None for a phrase without a name, or with that of two."""
        joined = joined_to(head, tokens)
        person = None if joined else self.person(head) or self._after_comma(tokens, head)
        if person is not None:
            return self._named_person(person, tokens, head)
        body = None if joined else self._named_after_comma(tokens, head)
        if body is not None:
            return self._named_body(text_of(list(body)), list(body), body.root)
        words = self._core(tokens, head, joined)
        if is_unnamed(words) or is_unnamed(self.in_small(tokens)):
            return None
        if joined:
            return self.memory.figure(words, frozenset(("group",)), tokens, head), "named"
        if tokens[0].lower_ in self.words.pointing and head.pos_ == "NOUN":
            known = self.memory.introduced(head)
            if len(known) == 1:
                return self.memory.named_again(known[0].figure, f"{tokens[0].lower_} {words}", tokens), known[0].evidence(head)
        if head.ent_type_ in BODY_LABELS or head.pos_ == "PROPN":
            return self._named_body(words, tokens, head)
        figure = self.memory.figure(words, kinds_of(head), tokens, head)
        self.memory.call(figure, head, figure.name, [t for t in head.subtree if t.i - head.i < _FAR_AROUND])
        return figure, "named"

    def described(self, tokens: list[Token], head: Token) -> Known | None:
        """Return the figure that a phrase without a name means: one introduced before ("the mayor"), or an unnamed source."""
        joined = joined_to(head, tokens)
        words = self.in_small(tokens)
        if not is_unnamed(words):
            words = self._core(tokens, head, joined)
        if not is_unnamed(words) or not any(c.isalpha() for c in words):
            return None  # a name that two bear, or no word at all
        if not joined and (tokens[0].lower_ in self.words.pointing or words == "police"):
            shorts = self.memory.introduced(head)
            if shorts:
                return self._recalled(shorts, words, tokens, head)
        kinds = frozenset(("group",)) if joined else kinds_of(head)
        figure = self.memory.named_again(Figure(words, kinds, pronoun_of_role(role_of(head))), words, tokens)
        self.memory.call(figure, head, words, tokens)
        return figure, "unnamed"

    def _recalled(self, shorts: list[Short], words: str, tokens: list[Token], head: Token) -> Known | None:
        """Return the figure introduced before, named once more; None where two may be meant."""
        if len(shorts) > 1:
            return None
        figure = self.memory.named_again(shorts[0].figure, words if words == "police" else f"{tokens[0].lower_} {words}", tokens)
        return figure, "unnamed" if figure.name == words else shorts[0].evidence(head)

    def from_name(self, figure: Figure, noun: Token) -> str:
        """Return the words from a person's name to the noun that follows: "Anna Weiss, the mayor"."""
        return " ".join(self.parsed.article.text[figure.named_at : noun.idx + len(noun)].split())

    # ---- people --------------------------------------------------------------------------------------------------------

    def person(self, head: Token) -> Span | None:
        """Return the name of the person that a head word stands for: its own, or the one set beside it ("the mayor, Anna Weiss")."""
        if head.i not in self._persons:
            self._persons[head.i] = self._find_person(head)
        return self._persons[head.i]

    def _find_person(self, head: Token) -> Span | None:
        ent = self.ents.get(head.i)
        if self._is_surname_alone(head, ent):
            return head.doc[head.i : head.i + 1]
        if ent is not None and not (ent.label_ == "NORP" and len(ent) == 1 and not is_plural(head)):
            beside = self._set_beside(head) if ent.label_ == "ORG" and is_role(head) else None  # "the Inspector General, Grace Holt"
            return ent if _is_a_persons_name(ent, head) else beside or _titled(head)
        if ent is not None:
            return self._set_beside(head)  # "a lone Republican, Rep. Lucy Hale"
        if head.pos_ in ("NOUN", "PROPN") and is_role(head):
            return self._set_beside(head)
        return _titled(head)

    def _is_surname_alone(self, head: Token, ent: Span | None) -> bool:
        """Say whether a word is a surname that spaCy takes for a thing here, and for a person elsewhere."""
        return head.text in self.surnames and not is_common(head.text) and (ent is None or len(without_role(ent.text)) <= len(head))

    def _set_beside(self, role: Token) -> Span | None:
        beside = next((self.ents[t.i] for t in role.children if t.dep_ == "appos" and t.i in self.ents and t.i > role.i), None)
        return beside if beside is not None and _names_a_person(beside) else None

    def _after_comma(self, tokens: list[Token], head: Token) -> Span | None:
        """Return the name that follows a role and a comma where the parser tied it to another word: "a spokesman for the ministry, Karl Brandt"."""
        ent = self._named_after_comma(tokens, head)
        return ent if ent is not None and _names_a_person(ent) and (ent.label_ == "PERSON" or is_role(head)) else None

    def _named_after_comma(self, tokens: list[Token], head: Token) -> Span | None:
        """Return the name of a person or body that follows a noun and a comma: "The port operator, Calder Shipping"."""
        some = head.lower_ == "one" and any(t.lower_ == "of" for t in head.rights)  # "one of its members, Karl Brandt"
        if not some and (head.pos_ != "NOUN" or head.ent_type_ or not any(t.dep_ in ("det", "poss") for t in head.lefts)):
            return None
        for before, token in pairwise(tokens):
            at = token.i + is_honorific(token)
            ent = self.ents.get(at)
            if before.text == "," and before.i > head.i and ent is not None and ent.label_ in ("PERSON", "ORG") and ent.start in (token.i, at):
                return ent
        return None

    def _named_person(self, ent: Span, tokens: list[Token], head: Token) -> Known | None:
        """Return the person of a name, new, known, or the only bearer of a short name; None where two bear it."""
        name, title = without_role(ent.text), _title_before(ent, tokens, head)
        told = _told_by_honorific(ent, title)
        bearers = self.memory.bearers(name, told or (pronoun_of_role(role_of(title)) if title is not None else None))
        if len(bearers) > 1:
            own = self.memory.named.get(ent.root.i)
            bearers = [short for short in bearers if own is not None and short.figure.side == own.side]  # "Weiss" is no word for his wife
            if len(bearers) != 1:
                return None
        if bearers:
            figure = bearers[0].figure
            evidence = f"{bearers[0].noun} of “{figure.name}” (sentence {bearers[0].sentence})"
        else:
            figure, evidence = self.memory.figure(name, frozenset(("person",)), list(ent), ent.root), "named"
        figure.words, figure.sentence, figure.named_at = " ".join(ent.text.split()), self.parsed.sentence_at(ent.start_char), ent.start_char
        figure.pronoun = figure.pronoun or told or _told_by_first_name(name)
        self.memory.take_side(figure, tokens)
        self._index_person(figure, name)
        self._call_by_roles(figure, ent, title, tokens, head)
        return figure, evidence

    def _index_person(self, figure: Figure, name: str) -> None:
        """Keep in mind that a person of a full name may be called by each part of it."""
        if " " in name:
            parts = name.split()
            self.memory.index("name", parts[-1], Short(figure, "surname", name, figure.sentence))
            self.memory.index("name", parts[0], Short(figure, "first name", name, figure.sentence))

    def _call_by_roles(self, figure: Figure, ent: Span, title: Token | None, tokens: list[Token], head: Token) -> None:
        """Keep in mind what a person is: "Mayor Anna Weiss", "the mayor, Anna Weiss", "Anna Weiss, the mayor"."""
        inner = ent[0] if len(ent) > 1 else None
        before = [t for t in tokens if t.i < ent.start]
        for role in (inner if title is None else title, head if head.i < ent.start else None):
            if role is not None:
                figure.pronoun = figure.pronoun or pronoun_of_role(role_of(role))
            if role is not None and is_role(role):
                self.memory.call(figure, role, text_of([t for t in tokens if t.i < ent.end]), before)
        for child in ent.root.children:
            if child.dep_ == "appos" and is_role(child):
                self.memory.call(figure, child, self.from_name(figure, child), list(child.subtree))

    # ---- bodies --------------------------------------------------------------------------------------------------------

    def _named_body(self, words: str, tokens: list[Token], head: Token) -> Known | None:
        """Return the body of a name, new, known, or the only one that a short name stands for; None where two are called so."""
        words = self._name_of_body(words, tokens, head)
        own = gazetteer()[words][0] if words in gazetteer() else self.memory.side_of(head)
        if words.lower() not in self.memory.figures:
            for way, key in _ways_to_shorten(words):
                shorts = [short for short in self.memory.shortened(way, key) if own is None or short.figure.side in (None, own)]
                if len(shorts) > 1:
                    return None
                if shorts:
                    evidence = f"{'initials of' if way == 'initials' else 'short for'} “{shorts[0].figure.name}” (sentence {shorts[0].sentence})"
                    return self.memory.named_again(shorts[0].figure, words, tokens), evidence
        figure = self.memory.figure(words, kinds_of(head), tokens, head)
        self._index_body(figure, words, head)
        self.memory.call(figure, head, words, [t for t in head.subtree if abs(t.i - head.i) < _FAR_AROUND])
        if (written := self.memory.named.get(head.i)) is not None and written.how == "acronym":
            self.memory.call_as(figure, written.side.split()[-1].lower(), words, head)  # the EPA is an agency
        for child in head.children:
            if child.dep_ == "appos" and child.lemma_.lower() in self.words.bodies:
                self.memory.call(figure, child, f"{words}, {text_of(_with_left(child))}", list(child.subtree))
        return figure, "named"

    def _name_of_body(self, words: str, tokens: list[Token], head: Token) -> str:
        """Return the words of a name without the adjectives before it: "the nonpartisan Tax Foundation" -> "Tax Foundation"."""
        begins = (t for t in tokens if t.lower_ not in self.words.articles and (t.pos_ not in ("ADJ", "ADV") or t.text[:1].isupper()))
        first = next(begins, tokens[0]).text
        return words[max(words.find(first), 0) :] if head.pos_ == "PROPN" and first[:1].isupper() else words

    def _index_body(self, figure: Figure, words: str, head: Token) -> None:
        """Keep in mind the short names of a body: the end of its name, its initials, its name without "Inc.", "the company"."""
        parts = words.split()
        short = Short(figure, "", words, self.parsed.sentence_at(head.idx))
        for k in range(1, min(len(parts) - 1, _MOST_PARTS)):
            self.memory.index("tail", " ".join(parts[k:]), short)
        if len(parts) > 1:
            self.memory.index("initials", "".join(part[0] for part in parts if part[0].isupper()), short)
            if parts[-1].lower().rstrip(".") in self.words.shortening:
                self.memory.index("start", " ".join(parts[:-1]), short)
        if head.i in self.ents and head.ent_type_ == "ORG" and self._may_be_a_company(head.lemma_.lower()):
            self.memory.index("any", "organisation", short)

    def _may_be_a_company(self, noun: str) -> bool:
        """Say whether a body may later be "the company": not a "ministry" or a "court"."""
        return noun not in self.words.bodies or noun in self.words.any_organisation

    # ---- words ---------------------------------------------------------------------------------------------------------

    def _core(self, tokens: list[Token], head: Token, joined: list[Token]) -> str:
        """Return a phrase without its article, without the capital of a sentence, and without what follows a comma or "who" behind its head."""
        edge = max([head.i, *[t.i for t in joined]])
        ends = (k for k, t in enumerate(tokens) if t.i > edge and (t.lower_ in _ENDS_CORE or t.lower_ in self.words.relative))
        return self.in_small(tokens[: next(ends, len(tokens))])

    def in_small(self, tokens: list[Token]) -> str:
        """Return words as ``text_of`` does, without the capital that they have only because a sentence begins with them."""
        words = text_of(tokens)
        kept = [t for t in tokens if t.lower_ not in self.words.articles and not t.is_punct and not t.is_space]
        if not kept or not words.startswith(kept[0].text) or self._keeps_capital(kept[0]):
            return words
        followed_by_capital = len(kept) > 1 and kept[1].text[:1].isupper()
        plain = kept[0].pos_ != "PROPN" and kept[0].ent_type_ != "PERSON" and kept[0].ent_type_ not in BODY_LABELS and not followed_by_capital
        return words[:1].lower() + words[1:] if plain or (is_common(kept[0].text) and is_unnamed(words)) else words

    def _keeps_capital(self, first: Token) -> bool:
        return first.text in self.surnames or (len(first) > 1 and first.text.isupper())


def _surnames(ents: Iterable[Span]) -> frozenset[str]:
    """Return the last names of all people, where the full name is a person's as often as not."""
    labels = Counter((without_role(ent.text), ent.label_ == "PERSON") for ent in ents)
    people = [name for name, person in labels if person and " " in name and labels[name, True] >= labels[name, False]]
    return frozenset(name.split()[-1] for name in people)


def _is_a_persons_name(ent: Span, head: Token) -> bool:
    """Say whether a name is a person's, by label or title; "Trains stopped" is nobody's."""
    name = without_role(ent.text)
    titled = ent.start > 0 and is_honorific(ent.doc[ent.start - 1])
    common = is_common(before_apostrophe(name)) or (len(ent) == 1 and head.pos_ == "NOUN")
    return (ent.label_ == "PERSON" or titled) and name[:1].isupper() and not common


def _titled(head: Token) -> Span | None:
    """Return a name that spaCy takes for none and a title shows to be one: "Mr Stiles", "Spokesman Ivo Hart"."""
    if head.lemma_.lower() in role_words().bodies | side_words().institutions:
        return None  # "the Justice Department"
    for words in (1, 2):
        first = head.i - words + 1
        if first < 1 or any(t.pos_ != "PROPN" or not t.text[:1].isupper() or is_role(t) for t in head.doc[first : head.i + 1]):
            return None
        before = head.doc[first - 1]
        if is_honorific(before) or (is_role(before) and before.text[:1].isupper()):
            return head.doc[first : head.i + 1]
    return None


def _names_a_person(ent: Span) -> bool:
    """Say whether a name beside a role is a person's, by its label or its first name: "a villager, Sara Holt"."""
    return ent.label_ == "PERSON" or (len(ent) > 1 and ent[0].text in first_names())


def _title_before(ent: Span, tokens: list[Token], head: Token) -> Token | None:
    """Return the noun right before a name that is the head of its phrase: "Mayor" in "Mayor Anna Weiss"."""
    before = [t for t in tokens if t.i < ent.start]
    return before[-1] if before and before[-1].pos_ in ("NOUN", "PROPN") and head.i >= ent.start else None


def _told_by_honorific(ent: Span, title: Token | None) -> str | None:
    """Return "he" or "she" where "Mr." or "Mrs." stands within or before a name."""
    first = ent[0] if is_honorific(ent[0]) else title
    return pronoun_of_honorific(first) if first is not None else None


def _told_by_first_name(name: str) -> str | None:
    return first_names().get(name.split()[0]) if " " in name else None


def _ways_to_shorten(words: str) -> list[tuple[str, str]]:
    """Return how a body's name may be a short form of a longer one: way and key, as in ``Memory.index``."""
    plain = words.replace(".", "")
    return [("initials", plain)] if plain.isupper() and " " not in plain else [("tail", words), ("start", words)]


def _with_left(noun: Token) -> list[Token]:
    return [*[t for t in noun.lefts if t.i >= noun.i - _FAR_LEFT], noun]
