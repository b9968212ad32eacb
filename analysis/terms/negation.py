"""Which word, if any, denies what a term says: "no massacre took place", "not a terrorist", "without provocation".

Rules on the grammar of the sentence, by the scope of negation as descriptive grammars give it (Huddleston and Pullum 2002, The Cambridge
Grammar of the English Language, chapter 9).  A thing that is named as known ("did not condemn the massacre") is not denied.  Denials by
other words ("rejected claims of a massacre", "far from brutal", irony) are not seen, nor is a negation in another sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEGATORS = frozenset({"no", "not", "n't", "n’t", "never", "neither", "nor", "hardly", "scarcely"})
_NOBODY = frozenset({"nobody", "none", "nothing", "noone"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_ONLY = frozenset({"only", "just", "merely", "simply"})
_HAPPENING = frozenset({"happen", "occur", "exist"})
_EVIDENCE = frozenset({"evidence", "sign", "proof", "trace", "report", "hint", "indication", "case", "question", "talk", "form", "kind"})
_BELIEVING = frozenset({"believe", "think", "suppose", "imagine", "expect", "seem", "appear", "feel"})
"""Verbs whose negation is that of the clause below them: who does not think that it was a massacre thinks that it was none."""

_STEPS = 8


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
    for child in word.children:
        if child in words or (child.i > words[0].i and not anywhere):
            continue
        low = child.lower_
        if low in _NEGATORS and child.dep_ in ("neg", "det", "advmod", "preconj", "cc", "nsubj", "intj") and not _not_only(child):
            return "not" if low in ("n't", "n’t") else low
        if child.dep_ == "advmod" and low in ("longer", "more") and any(c.lower_ == "no" for c in child.children):
            return f"no {low}"
    return None


def _not_only(negator: Token) -> bool:
    """Say whether this is the "not" of "not only", which denies nothing."""
    beside = list(negator.doc[negator.i + 1 : negator.i + 2])
    return any(token.lower_ in _ONLY for token in beside)


def _above(word: Token, words: Sequence[Token]) -> str | None:
    """Climb from a term to the word that holds its negation, as far as that word's scope reaches."""
    subject = False
    for _ in range(_STEPS):
        if found := (_own(word, words, anywhere=subject) or (_by_nobody(word) if word.pos_ in ("VERB", "AUX") else None)):
            return found
        subject = word.dep_ in ("nsubj", "nsubjpass")
        higher = next(_higher(word), None)
        if higher is None or higher is word:
            return None
        if higher.dep_ == "prep" and higher.lower_ == "without" and word.dep_ in ("pobj", "pcomp"):
            return "without"
        word = higher
    return None


def _by_nobody(verb: Token) -> str | None:
    """Return "nobody" or "no" where the subject of a verb is nobody at all: "no soldier committed a massacre"."""
    for subject in verb.children:
        if subject.dep_ in ("nsubj", "nsubjpass"):
            if subject.lower_ in _NOBODY:
                return subject.lower_
            if denied := next((c.lower_ for c in subject.children if c.dep_ == "det" and c.lower_ in ("no", "neither")), None):
                return denied
    return None


def _higher(word: Token) -> Iterator[Token]:
    """Yield the word above, where its negation covers this one."""
    head, relation = word.head, word.dep_
    if relation in ("amod", "compound", "nmod", "advmod", "acomp", "attr", "oprd", "xcomp", "pcomp", "prep", "aux", "auxpass"):
        if relation != "prep" or _reaches(word):
            yield head
    elif relation == "conj":
        if any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in head.children):
            yield head
    elif relation in ("dobj", "pobj"):
        if head.lower_ == "without" or not _known(word):
            yield head
    elif relation in ("nsubj", "nsubjpass"):
        if head.lemma_ in _HAPPENING or (head.lemma_ == "take" and any(c.dep_ == "dobj" and c.lower_ == "place" for c in head.children)):
            yield head
    elif relation == "ccomp" and head.lemma_ in _BELIEVING:
        yield head


def _reaches(preposition: Token) -> bool:
    """Say whether the negation of what a preposition depends on covers what follows it: "no sign of a massacre", "not by brute force"."""
    above = preposition.head
    if preposition.lower_ == "without":
        return True
    if above.pos_ in ("VERB", "AUX"):
        return preposition.lower_ in ("in", "with", "by", "through", "as", "for", "of")
    return preposition.lower_ in ("of", "for") and (above.lemma_ in _EVIDENCE or any(c.dep_ == "det" and c.lower_ == "no" for c in above.children))


def _known(noun: Token) -> bool:
    """Say whether a noun phrase names something as known: "the massacre", "this regime", "Moscow's lies", a name."""
    return noun.pos_ in ("PROPN", "PRON") or any(
        child.dep_ == "poss" or (child.dep_ in ("det", "predet") and child.lower_ in _DEFINITE) for child in noun.children
    )
