"""A plainer wording for a mark of the model: from a small list by dictionary form, or the word left out where the grammar allows it.

The list of loaded words holds wordings that were chosen for each entry; these are proposals, which a reader may find wrong, and are shown as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from analysis.lexicons import read_rows, word_list
from analysis.terms.forms import spellings
from analysis.terms.lexicon import LEAVE_OUT
from analysis.terms.wording import inflected

if TYPE_CHECKING:
    from spacy.tokens import Token

_BESIDE_A_NOUN = ("amod", "acomp", "attr")


def dictionary_form(words: Sequence[Token], head: Token) -> str:
    """Return a mark in lower case, its main word in the dictionary form: "double down" for "doubled down"."""
    parts = []
    for token in words:
        parts += [_base(token) if token == head and head.pos_ not in ("PROPN", "ADJ") else token.lower_, token.whitespace_ and " "]
    return "".join(parts).strip()


def proposed(words: Sequence[Token], head: Token, pos: str) -> str | None:
    """Return a plainer wording in the form the place needs, "(leave out)" where nothing is lost by it, or None."""
    wording = _of_participle(words, head) or _wordings().get((dictionary_form(words, head), pos))
    if wording == LEAVE_OUT or wording is None:
        return LEAVE_OUT if _can_go(words, head, pos) else None
    if pos == "verb" and head.dep_ not in _BESIDE_A_NOUN:
        return _verb(wording, words, head)
    if pos == "verb":  # "spiralling costs" -> "rising costs", but no "handled badly plan"
        plain = wording if _of_participle(words, head) else inflected(wording, pos, head, _base(head))
        return plain if " " not in plain else None
    if pos == "noun" and head in (words[0], words[-1]):
        return inflected(wording, pos, head, _base(head))
    return wording if pos in ("adj", "adv") else None


def _of_participle(words: Sequence[Token], head: Token) -> str | None:
    """Return the wording of a participle that describes a noun like an adjective ("soaring prices"), where it has one of its own."""
    describes = len(words) == 1 and head.pos_ == "VERB" and head.dep_ in _BESIDE_A_NOUN
    return _wordings().get((head.lower_, "adj")) if describes else None


def _verb(wording: str, words: Sequence[Token], head: Token) -> str | None:
    """Return a verb in its form; None where a particle outside the mark makes another verb of it, or the wording takes no object and has one."""
    kinds = {child.dep_ for child in head.children if child not in words}
    if head != words[0] or "prt" in kinds:
        return None
    if wording == "say" and not kinds & {"ccomp", "dobj", "parataxis"} and {"prep"} & kinds and head.dep_ not in ("ccomp", "parataxis"):
        wording = "speak"  # "grumbled about the cost"
    if wording.split()[0] in word_list("verbs", "takes no object") and kinds & {"dobj", "nsubjpass", "ccomp"}:
        return None
    return inflected(wording, "verb", head, _base(head))


def _can_go(words: Sequence[Token], head: Token, pos: str) -> bool:
    """Say whether a sentence stays whole without an adjective before its noun or an adverb beside its verb.

    Not where other words hang on it ("more reckless than"), it is joined to another by "and", or the verb needs it ("behaved badly").
    """
    inside = {token.i for token in words}
    if any(child.i not in inside for token in words for child in token.children) or head.dep_ == "conj":
        return False
    if pos == "adj":
        return head.dep_ == "amod" and head.i < head.head.i and head.tag_ == "JJ"
    return pos == "adv" and head.dep_ == "advmod" and head.tag_ == "RB" and head.head.lemma_ not in word_list("verbs", "needs a manner")


@cache
def _wordings() -> dict[tuple[str, str], str]:
    return {(row["term"], row["pos"]): row["neutral"] for row in read_rows("wordings")}


def _base(token: Token) -> str:
    """Return the dictionary form of a word; of a verb on the list that the lemmatizer does not know ("gutted"), by its spelling."""
    lemma: str = token.lemma_.lower()
    return lemma if token.pos_ != "VERB" or _bases().get(lemma) == lemma else _bases().get(token.lower_, lemma)


@cache
def _bases() -> dict[str, str]:
    verbs = dict.fromkeys(term.split()[0] for term, pos in _wordings() if pos == "verb")
    return {form: verb for verb in verbs for form in spellings(verb, "verb")}
