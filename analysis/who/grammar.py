"""Who acts on whom in a sentence: whose a noun is, who does what a verb says, and of whom a word is said.

Rules on the grammar of one sentence.  An answer is the side that the grammar names, "" where it names someone who is no side, and None where it
does not say.  No pronoun is followed here: the sides on the tokens are given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.lexicons import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass")

_RELATIVE = ("who", "which", "that", "whom")
_CLAUSES = ("acl", "relcl")
_NAMES = ("NOUN", "PROPN")

_STEPS, _CLIMB = 8, 12
"""Words passed on the way to an answer, within a phrase and up the clauses above it."""


def sides_on_tokens(tokens: Sequence[Token], named: Iterable[tuple[int, int, str]]) -> dict[int, str]:
    """Return token index -> side, from mentions as (start, end, side) in the text; where mentions overlap the shorter one counts."""
    sides: dict[int, str] = {}
    starts = [token.idx for token in tokens]
    for start, end, side in sorted(named, key=lambda m: m[0] - m[1]):
        for token in tokens[max(0, bisect_right(starts, start) - 1) :]:
            if token.idx >= end:
                break
            if token.idx + len(token) > start:
                sides[token.i] = side
    return sides


def children(word: Token, *relations: str) -> Iterator[Token]:
    """Yield the words that depend on a word in one of the relations, in order."""
    return (child for child in word.children if child.dep_ in relations)


def has(word: Token, *relations: str) -> bool:
    """Say whether a word depends on this one in one of the relations."""
    return any(child.dep_ in relations for child in word.children)


@dataclass
class Grammar:
    """Sides on the tokens of one sentence, and who acts on whom.

    side_of: token index -> side.  inside: the token indices of the sentence.  spared: tokens set aside as acted upon, or as onlookers.
    """

    side_of: dict[int, str]
    inside: range
    spared: set[int] = field(default_factory=set)

    def spare(self, words: Iterable[Token]) -> None:
        """Set aside words with all that depends on them: they do not do what is told."""
        for word in words:
            self.spared.update(token.i for token in word.subtree)

    # ---- whose a noun is

    def noun(self, token: Token, of: bool = True, depth: int = 0) -> str | None:
        """Return the side that a noun phrase names or belongs to; None when it names none or several.

        of: whether "of X" and "from X" after the noun say whose it is; "by X" always does.
        """
        if token.i not in self.inside or depth > _STEPS:
            return None
        if token.i in self.side_of:
            return self._named(token)
        if _is_relative(token):
            return self._antecedent(token, depth)
        return self._before(token, depth) or self._after(token, of, depth) or self._shared(token, of, depth)

    def _named(self, token: Token) -> str | None:
        """Return the side that a word names, unless a word joined to it names another one."""
        own = self.side_of[token.i]
        return own if all(self.side_of.get(other.i, own) == own for other in token.conjuncts) else None

    def _antecedent(self, pronoun: Token, depth: int) -> str | None:
        """Return whose the noun is that "who" or "which" stands for."""
        clause = next((t for t in pronoun.ancestors if t.dep_ == "relcl"), None)
        return self.noun(clause.head, True, depth + 1) if clause is not None else None

    def _before(self, noun: Token, depth: int) -> str | None:
        """Return the side in a noun's adjective, owner, compound or apposition: "Russian lies", "Moscow's lies", "the regime, Moscow"."""
        for child in children(noun, "amod", "compound", "nmod", "poss", "appos"):
            if not child.tag_.startswith("VB") and (side := self._modifier(child, depth)):
                return side
        return None

    def _modifier(self, word: Token, depth: int) -> str | None:
        if word.i in self.side_of:
            return self.side_of[word.i]
        return self.noun(word, True, depth + 1) if word.dep_ in ("poss", "nmod", "appos") else None

    def _after(self, noun: Token, of: bool, depth: int) -> str | None:
        """Return the side in what follows a noun: "lies of Moscow", "lies by Moscow", "lies told by Moscow", "lies that Moscow told"."""
        for child in noun.children:
            if side := self._owner(child, of, depth) or self._doer(child, depth):
                return side
        return None

    def _owner(self, preposition: Token, of: bool, depth: int) -> str | None:
        if preposition.dep_ not in ("prep", "agent") or preposition.lower_ not in (("of", "by", "from") if of else ("by",)):
            return None
        return next((side for word in children(preposition, "pobj", "pcomp") if (side := self.noun(word, True, depth + 1))), None)

    def _doer(self, clause: Token, depth: int) -> str | None:
        if clause.dep_ not in _CLAUSES:
            return None
        subject = next((word for word in children(clause, "nsubj") if word.lower_ not in _RELATIVE), None)
        return self.by(clause, depth + 1) or (self.noun(subject, True, depth + 1) if subject is not None else None)

    def _shared(self, noun: Token, of: bool, depth: int) -> str | None:
        """Return whose the noun is to which this one is joined without words of its own: "Russian lies and provocations"."""
        first = noun.head
        joined = noun.dep_ == "conj" and first.pos_ in _NAMES and not has(noun, "det", "poss")
        return self.noun(first, of, depth + 1) if joined and first.i not in self.side_of else None

    # ---- who does what a verb says

    def subject(self, verb: Token) -> str | None:
        """Return the side of a verb's own subject; "" when it is someone else; None when the verb has no subject."""
        own = next(children(verb, *SUBJECTS), None)
        return None if own is None else self.noun(own) or ""

    def by(self, verb: Token, depth: int = 0) -> str | None:
        """Return the side in a verb's "by" phrase; "" when someone else stands there; None without such a phrase."""
        return next((found for child in verb.children if (found := self._in_by(child, depth)) is not None), None)

    def _in_by(self, child: Token, depth: int) -> str | None:
        if child.dep_ == "npadvmod":
            return self.side_of.get(child.i)  # "Armenian-occupied"
        if child.lower_ != "by" or child.dep_ not in ("agent", "prep"):
            return None
        for word in children(child, "pobj"):
            side = self.noun(word, True, depth + 1)
            if side or child.dep_ == "agent":
                return side or ""
        return None

    def agent(self, verb: Token, depth: int = 0) -> str | None:
        """Return the side that does what a verb says, as in ``subject``; a verb without a subject has that of the clause above."""
        if verb.i not in self.inside or depth > _STEPS:
            return None
        passive = has(verb, "nsubjpass")
        by = self.by(verb)
        if by is not None and (depth == 0 or passive or has(verb, "auxpass")):
            return by
        if depth == 0 and (passive or _is_done_to(verb)):
            return None
        own = self.subject(verb)
        return own if own is not None else self.above(verb, depth)

    def above(self, token: Token, depth: int = 0) -> str | None:
        """Return the side that the clause above gives a verb without a subject, or a noun in an object's place."""
        head = token.head
        if head is token or head.i not in self.inside or depth > _CLIMB:
            return None
        if token.dep_ in ("ccomp", "csubj", "parataxis", *SUBJECTS):
            return None
        if head.pos_ in ("VERB", "AUX"):
            return self._controller(token, head, depth)
        if head.dep_ in ("prep", "agent", "dative"):
            return self._through(head, depth)
        if head.pos_ not in (*_NAMES, "PRON", "NUM", "ADJ"):
            return self.above(head, depth + 1)
        if token.dep_ == "conj" and head.i in self.side_of:  # "Ankara and the regime": someone else
            return None
        return self.noun(head) or self.above(head, depth + 1)

    def _through(self, preposition: Token, depth: int) -> str | None:
        """Return who acts where the word stands after a preposition: "through disinformation" yes, "after a provocation" no."""
        over = preposition.head
        if over.i not in self.inside:
            return None
        if over.pos_ in (*_NAMES, "NUM", "PRON"):
            return self._through_noun(preposition, over, depth)
        if preposition.lower_ in word_list("function_words", "means") or _from_doing(preposition) or _taking_part(preposition, over):
            return self._controller(preposition, over, depth) if over.pos_ in ("VERB", "AUX") else self.above(over, depth + 1)
        self.spare(children(over, *SUBJECTS))
        return None

    def _through_noun(self, preposition: Token, noun: Token, depth: int) -> str | None:
        low = preposition.lower_
        owned = low in ("of", "for", "by") and noun.lemma_ not in word_list("nouns", "reactions")
        if owned and (side := self.noun(noun)):
            return side
        return self.above(noun, depth + 1) if low in ("of", "for", "with", "through", "by") else None

    def _controller(self, token: Token, verb: Token, depth: int) -> str | None:
        """Return who acts below ``verb``: the accused for "accuse X of ...", the one made to act for "urge X to ...", else the subject."""
        object_ = next((word for word in children(verb, "dobj") if word is not token), None)
        if object_ is not None and (_from_doing(token) or _is_accusation(token, verb) or token.dep_ == "xcomp"):
            return self.noun(object_) or ""
        if _is_accusation(token, verb):
            return next((self.noun(accused) or "" for accused in children(verb, "nsubjpass")), None)
        if token.dep_ in ("dobj", "prep", "attr") and verb.lemma_ in word_list("verbs", "not acting"):
            self.spare(children(verb, *SUBJECTS))
            return None
        own = self.subject(verb)
        if own is not None:
            return None if token.dep_ == "prep" and has(verb, "nsubjpass") else own
        return self.by(verb) if _is_participle(verb) else self.agent(verb, depth + 1)

    # ---- of whom a word is said

    def said_of(self, word: Token) -> str | None:
        """Follow "X is a ...", "X, a ..., ...", "call X a ..." and "describe X as a ..."; else ask the clause above."""
        head = word.head
        if word.dep_ in ("attr", "acomp", "oprd"):
            return self._either(_predicated(word))
        if word.dep_ in ("appos", "compound"):
            return self.noun(head)
        if word.dep_ in SUBJECTS:
            self.spare(children(head, "dobj", "prep"))
            return None
        if word.dep_ == "pobj" and head.lower_ == "as":
            return self._either(next(children(head.head, "dobj", "nsubjpass"), None))
        return None if word.pos_ in ("ADJ", "ADV") else self.above(word)

    def _either(self, word: Token | None) -> str | None:
        """Return the side that a word names, "" for someone else, None without a word."""
        return None if word is None else self.noun(word) or ""


def _is_relative(token: Token) -> bool:
    return token.lower_ in _RELATIVE and token.dep_ in (*SUBJECTS, "dobj", "pobj")


def _is_participle(verb: Token) -> bool:
    """Say whether a verb stands after its noun in the form of "the town taken by ..."."""
    return verb.dep_ in _CLAUSES and verb.tag_ == "VBN"


def _is_done_to(verb: Token) -> bool:
    """Say whether a verb without a subject tells what is done to its noun: "the taken town"."""
    return verb.tag_ == "VBN" and verb.dep_ in (*_CLAUSES, "amod") and not has(verb, "nsubj")


def _is_accusation(token: Token, verb: Token) -> bool:
    """Say whether a preposition leads to what somebody is accused of: the "of" of "accuse X of ..."."""
    return token.dep_ == "prep" and token.lower_ in ("of", "for", "from") and verb.lemma_ in word_list("verbs", "accusing")


def _from_doing(word: Token) -> bool:
    """Say whether a word is the "from" of "bar X from spreading lies" or "refrain from spreading lies"."""
    return word.lower_ == "from" and has(word, "pcomp")


def _taking_part(preposition: Token, verb: Token) -> bool:
    """Say whether a preposition is the "in" of "engage in disinformation"."""
    return preposition.lower_ == "in" and verb.lemma_ in word_list("verbs", "taking part")


def _predicated(word: Token) -> Token | None:
    """Return of what a predicate is said: the subject of "X is a ...", the object of "call X a ..."."""
    called = word.dep_ == "oprd"
    target = next((t for t in children(word.head, "dobj", *SUBJECTS) if not called or t.dep_ != "nsubj"), None)
    return target if target is not None else next(children(word.head, "nsubj"), None)
