"""The conditions a term of the list may carry: which words must, or must not, stand near it or depend on it.

    with: army troops; without: owner:PRON verb:lose,change

A condition is ``with:`` or ``without:`` and one or more items.  An item is a word, in any form, within six words of the term; or a
place and a word: ``object:seat``.  Several words of one place are parted by commas.  In place of a word may stand a part of speech in
capitals (``owner:PRON``, the tags of Universal Dependencies), ``PAST`` for a verb that tells what was done, or ``any``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

WINDOW = 6
"""Words on either side within which a plain word counts."""

PAST = "PAST"
PARTS_OF_SPEECH = frozenset("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()) | {PAST}  # noqa: SIM905
PLACES: dict[str, str] = {
    "before": "the word directly before the term",
    "after": "the word directly after it",
    "subject": "who does what the verb says",
    "object": "whom or what the verb does it to",
    "clause": "the verb of the clause that the verb or noun takes: claimed that it failed",
    "owner": "the owner: her occupation",
    "of": "what stands after “of”: the occupation of the city",
    "described": "the words that describe the noun: military occupation",
    "noun": "the noun that the adjective describes, or is said of",
    "verb": "the verb whose subject or object the noun is",
    "determiner": "the word that points the noun out, or counts it: the, these, two, Iran's",
    "called": "who or what is called so: Iran is a rogue state, they called it a regime, the rogue state Iran",
}
"""Place -> what it is; the code book of the list says the same."""

_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True)
class Item:
    """Words, and the place where one of them must stand; the place "" is anywhere within the window."""

    place: str
    words: frozenset[str]

    def fits(self, tokens: Iterable[Token]) -> bool:
        """Say whether one of the tokens is one of the words, by spelling, dictionary form, part of speech or tense."""
        return any("any" in self.words or not self.words.isdisjoint((t.lower_, t.lemma_.lower(), t.pos_, _tense(t))) for t in tokens)


@dataclass(frozen=True)
class Context:
    """What a term needs near it (one of ``wanted``) and what it must not have (any of ``unwanted``)."""

    wanted: tuple[Item, ...] = ()
    unwanted: tuple[Item, ...] = ()

    def allows(self, head: Token, tokens: list[Token], at: int, end: int) -> bool:
        """Say whether a term may stand here.

        head: its main word.  tokens: of the sentence; the term is ``tokens[at]`` to ``tokens[end]``, both included.
        """
        return not any(self._met(item, head, tokens, at, end) for item in self.unwanted) and (
            not self.wanted or any(self._met(item, head, tokens, at, end) for item in self.wanted)
        )

    def _met(self, item: Item, head: Token, tokens: list[Token], at: int, end: int) -> bool:
        if not item.place:
            return item.fits([*tokens[max(0, at - WINDOW) : at], *tokens[end + 1 : end + 1 + WINDOW]])
        if item.place in ("before", "after"):
            return item.fits(tokens[at - 1 : at] if item.place == "before" and at else tokens[end + 1 : end + 2] if item.place == "after" else [])
        inside = {token.i for token in tokens[at : end + 1]}
        return item.fits(token for token in _DEPENDENTS[item.place](head) if token.i not in inside)


@lru_cache(maxsize=1024)
def parse_context(text: str) -> Context:
    """Read the conditions of one entry; "" has none.

    Raises ValueError naming the item, what is allowed and an example.
    """
    found: dict[str, list[Item]] = {"with": [], "without": []}
    for condition in filter(None, (part.strip() for part in text.split(";"))):
        kind, colon, items = condition.partition(":")
        if kind.strip() not in found or not colon or not items.strip():
            raise ValueError(f"the condition {condition!r} is neither `with: ...` nor `without: ...`; write for example `without: owner:PRON`")
        found[kind.strip()] += [_item(item) for item in items.split()]
    return Context(tuple(found["with"]), tuple(found["without"]))


def _item(text: str) -> Item:
    place, colon, words = text.rpartition(":")
    if colon and place not in PLACES:
        raise ValueError(f"the condition {text!r} names no place; places are {', '.join(PLACES)}")
    listed = [word if word in PARTS_OF_SPEECH else word.lower() for word in words.split(",") if word]
    if not listed:
        raise ValueError(f"the condition {text!r} names no word; write for example `object:seat` or `owner:PRON`")
    return Item(place, frozenset(listed))


def _tense(token: Token) -> str:
    return PAST if token.tag_ in ("VBD", "VBN") else ""


def _children(head: Token, *relations: str) -> list[Token]:
    return [child for child in head.children if child.dep_ in relations]


def _subjects(verb: Token) -> list[Token]:
    agents = [t for prep in _children(verb, "agent") for t in _children(prep, "pobj")]
    return [*_children(verb, "nsubj"), *agents] or (_children(verb.head, "nsubj") if verb.dep_ in ("xcomp", "conj") else [])


def _objects(verb: Token) -> list[Token]:
    owner = [verb.head] if verb.dep_ in ("amod", "acl") and verb.tag_ == "VBN" else []  # the seat claimed by, the claimed seat
    return [*_children(verb, "dobj", "nsubjpass"), *owner]


def _noun(adjective: Token) -> list[Token]:
    if adjective.dep_ == "conj":
        return _noun(adjective.head)
    if adjective.dep_ in ("acomp", "attr", "oprd"):
        return _children(adjective.head, *_SUBJECTS) if adjective.dep_ != "oprd" else _children(adjective.head, "dobj", "nsubjpass")
    return [adjective.head] if adjective.dep_ in ("amod", "compound", "nmod") else []


def _verb(noun: Token) -> list[Token]:
    if noun.dep_ == "conj":
        return _verb(noun.head)
    if noun.dep_ in ("dobj", "attr", *_SUBJECTS):
        return [noun.head]
    return [noun.head.head] if noun.dep_ == "pobj" and noun.head.head.pos_ == "VERB" else []


def _determiners(noun: Token) -> list[Token]:
    if noun.dep_ in ("amod", "compound", "nmod"):
        return _determiners(noun.head)
    return [token for token in _children(noun, "det", "poss", "nummod") if token.lower_ not in ("a", "an")]


def _called(noun: Token) -> list[Token]:
    if noun.dep_ in ("attr", "oprd", "pobj"):
        verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "as" else noun.head
        return _children(verb, "nsubj") if noun.dep_ == "attr" else _children(verb, "dobj", "nsubjpass")
    beside = noun.dep_ == "appos" or (noun.dep_ == "compound" and noun.head.pos_ == "PROPN")
    return [*_children(noun, "appos"), *([noun.head] if beside else [])]


_DEPENDENTS: dict[str, Callable[[Token], list[Token]]] = {
    "subject": _subjects,
    "object": _objects,
    "clause": lambda head: _children(head, "ccomp", "xcomp", "acl", "relcl"),
    "owner": lambda head: _children(head, "poss"),
    "of": lambda head: [t for prep in _children(head, "prep") if prep.lower_ == "of" for t in _children(prep, "pobj")],
    "described": lambda head: _children(head, "amod", "compound", "nmod", "nummod"),
    "noun": _noun,
    "verb": _verb,
    "determiner": _determiners,
    "called": _called,
}
