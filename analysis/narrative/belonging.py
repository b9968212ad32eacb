"""To which side a noun phrase of an action belongs: the side it names or is owned by, whoever makes or sends what it means, and words before it.

A side is whose people, forces, officials, property or land somebody or something is.  The words must say so: "its soldiers", "a drone launched from
Armenian territory", "the letters" after "the company sent letters".  Only fighters who are harmed by one of two sides are taken for those of the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.narrative.arguments import phrase_of
from analysis.narrative.predicates import Predicate, is_passive, is_relative
from analysis.who.figures import is_plural, kinds_of
from analysis.who.grammar import children, has

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_REMEMBERED = 8
"""Sentences between words that tell whose something is ("the company sent letters") and those that take them up ("the letters")."""

_RESTRICTING = ("prep", "poss", "relcl", "acl", "nummod", "appos")


def side_of_phrase(head: Token, phrase: Span, named: Mapping[int, str], known: Mapping[int, str]) -> str | None:
    """Return the side that a noun phrase names or belongs to; what it stands in, comes from or is hit by names nobody: "cities taken from X".

    named: token index -> side, of the mentions.  known: likewise, and of nouns that are known to mean somebody.
    """
    own = [token for token in phrase if token.i in named and (token.i <= head.i or _belongs(token, head))]
    sides = {named[token.i] for token in own}
    if sides:
        return sides.pop() if len(sides) == 1 else None
    above = head.head if head.dep_ == "appos" else head
    if above.i in known:
        return known[above.i]
    seats = [noun for one in children(head, "prep") if one.lower_ == "in" for noun in children(one, "pobj")] if "body" in kinds_of(head) else []
    return next((known[noun.i] for noun in seats if noun.i in known), None)


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
    """Walks from sentence to sentence and keeps in mind whose each thing and each group is.

    sides: all sides of the article.
    """

    def __init__(self, sides: Collection[str]) -> None:
        self.sides = frozenset(sides)
        self._told: dict[str, _Told] = {}
        self._before: str | None = None
        self._sentence = 0
        self._named: Mapping[int, str] = {}
        self._known: Mapping[int, str] = {}

    def read(self, sentence: int, tokens: Iterable[Token], named: Mapping[int, str], known: Mapping[int, str]) -> None:
        """Go on to a sentence, and keep in mind its nouns that name their owner: "Azerbaijani checkpoints"; named, known: see ``side_of_phrase``."""
        self._sentence, self._named, self._known = sentence, named, known
        for token in tokens:
            if token.pos_ == "NOUN" and token.i not in named and any(child.i in named or child.dep_ == "prep" for child in token.children):
                self._keep(token, side_of_phrase(token, phrase_of(token), named, {}))

    def side(self, head: Token) -> str | None:
        """Return the side of whoever or whatever a phrase of the sentence means, by its main word; None where the words do not say."""
        phrase = phrase_of(head)
        found = side_of_phrase(head, phrase, self._named, self._known)
        if found is None and not any(token.i in self._named for token in phrase):
            found = self._of_maker(head) or self._of_origin(head) or self._recalled(head)
            if found is None and _is_left_short(head):
                found = self._before
        self._keep(head, found)
        return found

    def of_patient(self, predicate: Predicate, head: Token, doer: str | None) -> str | None:
        """Return the side of what an action is done to; where only who does it is known, what they send is theirs, and the soldiers they shell are not.

        doer: the side of whoever does it.
        """
        self._before = self.side(head) or (self._of_doer(predicate, head, doer) if doer in self.sides else None)
        return self._before

    def _of_doer(self, predicate: Predicate, head: Token, doer: str | None) -> str | None:
        verb = predicate.carrier or predicate.head
        if verb.lemma_.lower() in word_list("verbs", "of one's own") and head.pos_ == "NOUN" and head.dep_ in ("dobj", "conj"):
            self._keep(head, doer)
            return doer
        others = self.sides - {doer}
        harmed = predicate.sense.act == "harm" and head.lemma_.lower() in word_list("nouns", "of an army")
        return next(iter(others)) if harmed and len(others) == 1 else None

    def _keep(self, noun: Token, side: str | None) -> None:
        if side is not None and noun.pos_ == "NOUN":
            self._told[noun.lemma_.lower()] = _Told(noun.i, self._sentence, side)

    def _recalled(self, head: Token) -> str | None:
        """Return whose a noun was that "the", "this" or "such" takes up again: "the letters", "these attacks"."""
        told = self._told.get(head.lemma_.lower())
        if told is None or told.at >= head.i or self._sentence - told.sentence > _REMEMBERED or head.pos_ != "NOUN":
            return None
        definite = any(one.lower_ in word_list("function_words", "definite") for one in children(head, "det", "predet"))
        single = bool(kinds_of(head)) and not is_plural(head)  # "the president" is for the engine of who is who
        return told.side if definite and not single and not has(head, *_RESTRICTING) else None

    def _of_maker(self, head: Token) -> str | None:
        """Return the side of whoever makes, has or sends something, in a clause behind it: "an attack he levelled", "the clock that she built"."""
        for clause in children(head, "relcl", "acl"):
            if clause.lemma_.lower() not in word_list("verbs", "of one's own"):
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
        clauses = [head, *(one for one in children(head, "acl", "relcl") if one.lemma_.lower() in word_list("verbs", "of one's own"))]
        froms = [noun for one in clauses for word in children(one, "prep") if word.lower_ == "from" for noun in children(word, "pobj")]
        found = {self._named[token.i] for noun in froms for token in phrase_of(noun) if token.i in self._named}
        return found.pop() if len(found) == 1 else None


def _is_left_short(word: Token) -> bool:
    """Say whether a number stands for people named just before: "two of its soldiers were killed and one was wounded", "200 more"."""
    alone = not any(child.dep_ in ("prep", "compound", "poss", "relcl") or (child.dep_ == "amod" and child.lower_ not in ("more", "other")) for child in word.children)
    counted = word.pos_ == "NUM" or word.tag_ == "CD" or word.ent_type_ == "ORDINAL"
    return alone and (word.lower_ in ("one", "another", "others", "rest") or (counted and word.ent_type_ in ("CARDINAL", "ORDINAL", "")))
