"""Which word, if any, denies what a term says: "no massacre took place", "not a terrorist", "without provocation".

Rules on the grammar of the sentence, by the scope of negation as descriptive grammars give it (Huddleston and Pullum 2002, The Cambridge
Grammar of the English Language, chapter 9).  A thing that is named as known ("did not condemn the massacre") is not denied.  Denials by
other words ("rejected claims of a massacre", "far from brutal", irony) are not seen, nor is a negation in another sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.who.grammar import SUBJECTS, children, has

if TYPE_CHECKING:
    from spacy.tokens import Token

_STEPS = 8

_NEGATING = ("neg", "det", "advmod", "preconj", "cc", "nsubj", "intj")
_PARTS = ("amod", "compound", "nmod", "advmod", "acomp", "attr", "oprd", "xcomp", "pcomp", "aux", "auxpass")
"""Relations in which a word is always under the negation of the word above it."""


def negating_word(words: Sequence[Token], head: Token) -> str | None:
    """Return the word that denies a term, in lower case ("not" for "n't"), or None.

    words: of the term.  head: the main one of them.
    """
    for word in words:
        if found := _own(word, words):
            return found
    return _above(head, words)


def _own(word: Token, words: Sequence[Token], *, anywhere: bool = False) -> str | None:
    """Return the negating word that depends on a word itself: "no massacre", "not brutal", "never liberated", "no longer liberated".

    It stands before the term ("a massacre, not an accident" denies no massacre); after it only where the term is the subject: ``anywhere``.
    """
    beside = (child for child in word.children if child not in words and (anywhere or child.i < words[0].i))
    return next((found for child in beside if (found := _negator(child))), None)


def _negator(word: Token) -> str | None:
    """Return "no", "not", "never", "no longer" and the like where a word is one."""
    low = word.lower_
    if low in word_list("function_words", "negators") and word.dep_ in _NEGATING and not _not_only(word):
        return "not" if low in ("n't", "n’t") else low
    if low in ("longer", "more") and word.dep_ == "advmod" and any(child.lower_ == "no" for child in word.children):
        return f"no {low}"
    return None


def _not_only(negator: Token) -> bool:
    """Say whether this is the "not" of "not only", which denies nothing."""
    beside = list(negator.doc[negator.i + 1 : negator.i + 2])
    return any(token.lower_ in word_list("function_words", "only") for token in beside)


def _above(word: Token, words: Sequence[Token]) -> str | None:
    """Climb from a term to the word that holds its negation, as far as that word's scope reaches."""
    subject = False
    for _ in range(_STEPS):
        if found := (_own(word, words, anywhere=subject) or (_by_nobody(word) if word.pos_ in ("VERB", "AUX") else None)):
            return found
        subject = word.dep_ in SUBJECTS
        higher = word.head
        if higher is word or not _covered(word):
            return None
        if higher.dep_ == "prep" and higher.lower_ == "without" and word.dep_ in ("pobj", "pcomp"):
            return "without"
        word = higher
    return None


def _by_nobody(verb: Token) -> str | None:
    """Return "nobody" or "no" where the subject of a verb is nobody at all: "no soldier committed a massacre"."""
    for subject in children(verb, *SUBJECTS):
        if subject.lower_ in word_list("function_words", "nobody"):
            return subject.lower_
        if denied := next((c.lower_ for c in children(subject, "det") if c.lower_ in ("no", "neither")), None):
            return denied
    return None


def _covered(word: Token) -> bool:
    """Say whether the negation of the word above covers this one."""
    head, relation = word.head, word.dep_
    if relation in _PARTS:
        return True
    if relation == "prep":
        return _reaches(word)
    if relation == "conj":
        return any(c.lower_ in ("or", "nor") for c in children(head, "cc"))
    if relation in ("dobj", "pobj"):
        return head.lower_ == "without" or not _known(word)
    if relation in SUBJECTS:
        return _happens(head)
    return relation == "ccomp" and head.lemma_ in word_list("verbs", "believing")


def _happens(verb: Token) -> bool:
    """Say whether a verb tells only that something was: "no massacre occurred", "took place"."""
    took_place = verb.lemma_ == "take" and any(c.lower_ == "place" for c in children(verb, "dobj"))
    return took_place or verb.lemma_ in word_list("verbs", "happening")


def _reaches(preposition: Token) -> bool:
    """Say whether the negation of what a preposition depends on covers what follows it: "no sign of a massacre", "not by brute force"."""
    above = preposition.head
    if preposition.lower_ == "without":
        return True
    if above.pos_ in ("VERB", "AUX"):
        return preposition.lower_ in word_list("function_words", "under negation")
    denied = above.lemma_ in word_list("nouns", "evidence") or any(c.lower_ == "no" for c in children(above, "det"))
    return denied and preposition.lower_ in ("of", "for")


def _known(noun: Token) -> bool:
    """Say whether a noun phrase names something as known: "the massacre", "this regime", "Moscow's lies", a name."""
    pointed_out = any(c.lower_ in word_list("function_words", "definite") for c in children(noun, "det", "predet"))
    return pointed_out or noun.pos_ in ("PROPN", "PRON") or has(noun, "poss")
