"""A plainer wording for a mark of the model: from a small list by dictionary form, or the word left out where the grammar allows it.

The list of loaded terms holds wordings that were chosen for each entry; these are proposals, which a reader may find wrong, and are shown as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from analysis.lexicons import read_rows, word_list
from analysis.terms.lexicon import LEAVE_OUT
from analysis.terms.wording import inflected

if TYPE_CHECKING:
    from spacy.tokens import Token

_INFLECTED = ("verb", "noun")


def dictionary_form(words: Sequence[Token], head: Token) -> str:
    """Return a mark in lower case, its main word in the dictionary form: "double down" for "doubled down"."""
    parts = []
    for token in words:
        parts += [token.lemma_.lower() if token is head and head.pos_ not in ("PROPN", "ADJ") else token.lower_, token.whitespace_ and " "]
    return "".join(parts).strip()


def proposed(words: Sequence[Token], head: Token, pos: str) -> str | None:
    """Return a plainer wording in the form the place needs, "(leave out)" where nothing is lost by it, or None."""
    wording = _wordings().get((dictionary_form(words, head), pos))
    if wording == LEAVE_OUT or wording is None:
        return LEAVE_OUT if _can_go(words, head, pos) else None
    if pos in _INFLECTED and head is words[0] or pos == "noun" and head is words[-1]:
        return inflected(wording, pos, head, head.lemma_.lower())
    return wording if pos in ("adj", "adv") else None


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
