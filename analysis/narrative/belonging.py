"""To which side a noun phrase of an action belongs: the side it names or is owned by, whoever makes or sends what it means, and the words before it.

A side is whose people, forces, officials, property or land somebody or something is.  The words must say so: "its soldiers", "a drone launched from
Armenian territory", "the letters" after "the company sent letters", "residents of Kharkiv" after "the Ukrainian city of Kharkiv".  One thing is
concluded: soldiers and positions that one of two sides harms are the other's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.narrative.arguments import phrase_of
from analysis.narrative.predicates import Predicate, is_passive, is_relative
from analysis.who.figures import is_plural, kinds_of, role_of
from analysis.who.grammar import children, has

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_REMEMBERED = 8
"""Sentences between words that tell whose something is ("the company sent letters") and those that take them up ("the letters")."""

_RESTRICTING = ("prep", "poss", "relcl", "acl", "nummod", "appos")
_PLACES = ("GPE", "LOC", "FAC")
_WITHIN = ("of", "in", "from", "at")
_CLOSE_TO = ("near", "above", "outside", "around", "in", "at", "on")


def side_of_phrase(head: Token, phrase: Span, named: Mapping[int, str], known: Mapping[int, str]) -> str | None:
    """Return the side that a noun phrase names or belongs to; what it stands in, comes from or is hit by names nobody: "cities taken from X".

    named: token index -> side, of the mentions.  known: likewise, and of nouns that are known to mean somebody.
    """
    if head.i in named:
        return named[head.i] if all(named.get(other.i, named[head.i]) == named[head.i] for other in head.conjuncts) else None
    part = list(_after(head, "of")) if _is_part(head) else []
    if len(part) == 1 and not part[0].conjuncts:
        return side_of_phrase(part[0], phrase_of(part[0]), named, known)
    against = role_of(head) in word_list("nouns", "on the other side")
    sides = {named[token.i] for token in phrase if token.i in named and not against and (token.i < head.i or _belongs(token, head))}
    if sides:
        return sides.pop() if len(sides) == 1 else None
    above = head.head if head.dep_ == "appos" else head
    if above.i in known:
        return known[above.i]
    seats = _after(head, "in") if against or "body" in kinds_of(head) else ()
    return next((known[noun.i] for noun in seats if noun.i in known), None)


def _after(head: Token, *prepositions: str) -> Iterator[Token]:
    """Yield the nouns behind some prepositions of a noun."""
    return (noun for one in children(head, "prep") if one.lower_ in prepositions for noun in children(one, "pobj"))


def _is_part(word: Token) -> bool:
    """Say whether a word counts some of those that follow: "a tenth of its drivers", "two of them"."""
    return word.lemma_.lower() in word_list("nouns", "part of") or word.pos_ == "NUM"


def _belongs(word: Token, head: Token) -> bool:
    """Say whether a word leads up to a noun by "of" or "by" and by what owns or describes alone."""
    while word.i != head.i:
        led = word.dep_ in ("pobj", "prep", "poss", "amod", "compound", "nmod", "conj", "appos")
        if not led or (word.dep_ == "prep" and word.lower_ not in ("of", "by")):
            return False
        word = word.head
    return True


@dataclass(frozen=True)
class _Told:
    """Whose a noun was where the text told it: the place of the noun, its sentence, the side."""

    at: int
    sentence: int
    side: str


class Belongings:
    """Walks from sentence to sentence and keeps in mind whose each thing, each group and each place is.

    sides: all sides of the article.
    """

    def __init__(self, sides: Collection[str]) -> None:
        self.sides = frozenset(sides)
        self._told: dict[str, _Told] = {}
        self._places: dict[str, str | None] = {}
        self._found: dict[int, str] = {}
        self._before: tuple[Token, str] | None = None
        self._sentence = 0
        self._named: Mapping[int, str] = {}
        self._known: Mapping[int, str] = {}

    def read(self, sentence: int, tokens: Iterable[Token], named: Mapping[int, str], known: Mapping[int, str]) -> None:
        """Go on to a sentence, and keep in mind its nouns and places that name their owner; named, known: see ``side_of_phrase``."""
        self._sentence, self._named, self._known = sentence, named, known
        for token in tokens:
            if token.pos_ == "NOUN" and token.i not in named and any(child.i in named or child.dep_ == "prep" for child in token.children):
                self._keep(token, side_of_phrase(token, phrase_of(token), named, {}))
            elif token.ent_type_ in _PLACES and token.pos_ == "PROPN" and token.i not in named:
                self._read_place(token)

    def side(self, head: Token) -> str | None:
        """Return the side of whoever or whatever a phrase of the sentence means, by its main word; None where the words do not say."""
        owner = _whose(head)
        if owner is not None:
            return self.side(owner)
        found = (
            side_of_phrase(head, phrase_of(head), self._named, self._known)
            or self._found.get(head.i)
            or self._of_maker(head)
            or self._of_origin(head)
            or self._of_place(head)
            or self._recalled(head)
        )
        if found is None and self._before is not None and (_is_left_short(head) or _takes_up(head, self._before[0])):
            found = self._before[1]
        self._keep(head, found)
        return found

    def of_patient(self, predicate: Predicate, head: Token, doer: str | None) -> str | None:
        """Return the side of what an action is done to, which may follow from who does it: what they send is theirs, soldiers they shell are not.

        doer: the side of whoever does it.
        """
        found = self.side(head) or (self._of_doer(predicate, head, doer) if doer in self.sides else None)
        self._before = (head, found) if found is not None else None
        return found

    def _of_doer(self, predicate: Predicate, head: Token, doer: str | None) -> str | None:
        """Return the side of what an action is done to, from that of whoever does it."""
        verb = predicate.carrier or predicate.head
        if _is_of_ones_own(verb) and head.pos_ == "NOUN" and head.dep_ in ("dobj", "conj") and not _is_no(head):
            self._keep(head, doer)
            return doer
        others = self.sides - {doer}
        if predicate.sense.act != "harm" or len(others) != 1 or head.lemma_.lower() not in word_list("nouns", "of an army"):
            return None
        self._keep(head, other := next(iter(others)))
        return other

    # ---- what the text has told

    def _keep(self, noun: Token, side: str | None) -> None:
        if side is not None and noun.pos_ == "NOUN":
            self._told[noun.lemma_.lower()] = _Told(noun.i, self._sentence, side)
            self._found[noun.i] = side

    def _recalled(self, head: Token) -> str | None:
        """Return whose a noun was that "the", "this" or "these" takes up again: "the letters", "these attacks"."""
        told = self._told.get(head.lemma_.lower())
        if told is None or told.at >= head.i or self._sentence - told.sentence > _REMEMBERED or head.pos_ != "NOUN":
            return None
        definite = any(one.lower_ in word_list("function_words", "definite") for one in children(head, "det", "predet"))
        single = bool(kinds_of(head)) and not is_plural(head)  # "the president" is for the engine of who is who
        return told.side if definite and not single and not has(head, *_RESTRICTING) else None

    # ---- makers and places

    def _of_maker(self, head: Token) -> str | None:
        """Return the side of whoever makes, has or sends something, in a clause behind it: "an attack he levelled", "the clock that she built"."""
        for clause in children(head, "relcl", "acl"):
            if not _is_of_ones_own(clause):
                continue
            by = [noun for one in children(clause, "agent") for noun in children(one, "pobj")] if is_passive(clause) else []
            who = by or [one for one in children(clause, "nsubj") if not is_relative(one) and not is_passive(clause)]
            found = {side_of_phrase(one, phrase_of(one), self._named, self._known) for one in who}
            if len(found) == 1 and (side := found.pop()) is not None:
                return side
        return None

    def _of_origin(self, head: Token) -> str | None:
        """Return the side from whose land a weapon comes: "a drone from Armenian territory", "rockets fired from Gaza"."""
        if head.lemma_.lower() not in word_list("nouns", "of an army"):
            return None
        clauses = [head, *(one for one in children(head, "acl", "relcl") if _is_of_ones_own(one))]
        if head.dep_ in ("nsubj", "nsubjpass") and (head.head.lemma_.lower() == "come" or _is_of_ones_own(head.head)):
            clauses.append(head.head)
        froms = [noun for one in clauses for noun in _after(one, "from")]
        found = {self._named[token.i] for noun in froms for token in phrase_of(noun) if token.i in self._named}
        return found.pop() if len(found) == 1 else None

    def _read_place(self, place: Token) -> None:
        """Keep in mind whose a place is: "the Ukrainian city of Kharkiv", "its positions near Sotk"; nobody's where two claim it."""
        phrase, above = phrase_of(place), place.head.head
        sides = {self._named[one.i] for one in (*phrase, *children(place, "appos")) if one.i in self._named}
        if not sides and place.dep_ == "pobj" and above.pos_ == "NOUN":
            close = place.head.lower_ in _CLOSE_TO and above.lemma_.lower() in word_list("nouns", "of an army")
            if close or place.head.lower_ == "of":
                sides = {self._named[one.i] for one in children(above, "amod", "poss", "compound", "nmod") if one.i in self._named}
        if len(sides) == 1:
            side = sides.pop()
            self._places[place.text] = side if self._places.get(place.text, side) == side else None

    def _of_place(self, head: Token) -> str | None:
        """Return the side to which a place belongs, or the people and things there: "residents of Kharkiv", "a school in Kharkiv"."""
        if head.pos_ == "PROPN":
            return self._places.get(head.text)
        found = {self._places.get(noun.text) for noun in _after(head, *_WITHIN) if noun.text in self._places}
        return found.pop() if len(found) == 1 else None


# ---- words


def _whose(noun: Token) -> Token | None:
    """Return the noun for which the "whose" before another one stands: "the men whose boat sank"."""
    if not any(one.tag_ == "WP$" for one in children(noun, "poss")):
        return None
    return next((one.head for one in noun.ancestors if one.dep_ == "relcl"), None)


def _is_of_ones_own(verb: Token) -> bool:
    """Say whether a verb, with its particle, has as its object what belongs to whoever does it: "sent letters", "set up checkpoints"."""
    particle = next(children(verb, "prt"), None)
    return (verb.lemma_.lower() if particle is None else f"{verb.lemma_.lower()} {particle.lower_}") in word_list("verbs", "of one's own")


def _is_no(noun: Token) -> bool:
    return any(one.lower_ in ("no", "any") for one in children(noun, "det"))


def _takes_up(word: Token, before: Token) -> bool:
    """Say whether "it" or "them" is the object of a verb joined to the one before: "to keep the account and use it"."""
    verb = word.head
    return word.lower_ in ("it", "them") and word.dep_ == "dobj" and verb.dep_ == "conj" and before.head.i == verb.head.i and before.dep_ == "dobj"


def _is_left_short(word: Token) -> bool:
    """Say whether a number stands for people named just before: "two of its soldiers were killed and one was wounded", "200 more"."""
    bare = all(child.lower_ in ("more", "other") for child in children(word, "amod"))
    alone = bare and not has(word, "prep", "compound", "poss", "relcl")
    counted = word.pos_ == "NUM" or word.tag_ == "CD" or word.ent_type_ == "ORDINAL"
    return alone and (word.lower_ in ("one", "another", "others", "rest") or (counted and word.ent_type_ in ("CARDINAL", "ORDINAL", "")))
