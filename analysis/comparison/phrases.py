"""The phrases of a clause that say where something is done and how it ends: what two reports of one deed may differ in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.lexicons import word_list, word_values
from analysis.terms.negation import negating_word
from analysis.who.grammar import children, has

if TYPE_CHECKING:
    from spacy.tokens import Token

_TIMES = frozenset(("DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "QUANTITY", "ORDINAL"))
_CLAUSAL = frozenset(("relcl", "acl", "advcl", "appos", "conj", "cc", "punct", "parataxis"))
_VERBS = frozenset(("VERB", "AUX"))
_LONGEST = 9
"""Words of a phrase about how a deed ends."""


@dataclass(frozen=True)
class Phrase:
    """A phrase and where it stands.

    head: the lemma of its main word.  verb: that of the verb that it belongs to, "" for none.  lead: its preposition, or "".  words: all lemmas that
    tell something.  named: whether its main word is a name.  denied: whether its verb is.
    """

    head: str
    verb: str
    lead: str
    words: frozenset[str]
    named: bool
    denied: bool
    text: str
    start: int
    end: int


VERB, DOER, DONE_TO, REST = ("verb", "doer", "done to", "rest")


def part_of(token: Token) -> str:
    """Return what a word is in its clause: its verb, who does it, whom or what it is done to, or the rest."""
    if token.pos_ in _VERBS and token.dep_ in ("ROOT", "ccomp", "conj", "relcl", "advcl", "parataxis", "acl", "csubj", "xcomp"):
        return VERB
    if token.dep_ == "nsubj" or (token.dep_ == "pobj" and token.head.dep_ == "agent"):
        return DOER
    return DONE_TO if token.dep_ in ("nsubjpass", "dobj", "attr", "oprd") else REST


def places_in(own: Sequence[Token]) -> Iterator[Phrase]:
    """Yield where something is done, among the words of a clause: "in a hotel", "near the railway station"; times and shares are no places."""
    inside = {token.i for token in own}
    for lead in own:
        if lead.dep_ != "prep" or lead.lower_ not in word_list("conflicts", "place prepositions"):
            continue
        noun = next(iter(children(lead, "pobj")), None)
        if noun is None or noun.i not in inside or noun.pos_ not in ("NOUN", "PROPN") or _tells_time(noun):
            continue
        yield _phrase(lead, [lead, *_core(noun, inside)], noun, _verb_above(lead))


def ends_in(own: Sequence[Token]) -> Iterator[Phrase]:
    """Yield what the verbs of a clause say, with what belongs to them: "would stay in office", "gave up his post"."""
    inside = {token.i for token in own}
    for verb in own:
        if verb.pos_ not in _VERBS or verb.dep_ in ("aux", "auxpass", "amod", "compound") or has(verb, "ccomp"):
            continue
        words = [token for token in verb.subtree if token.i in inside and not _before_verb(token, verb)]
        words = [token for token in words if not any(up.dep_ in ("relcl", "advcl", "conj", "parataxis") for up in _up_to(token, verb))][:_LONGEST]
        while words and (words[-1].is_punct or words[-1].dep_ in ("prep", "det", "cc", "mark")):
            words.pop()
        if words:
            yield _phrase(words[0], words, verb, verb)


def _before_verb(token: Token, verb: Token) -> bool:
    """Say whether a word is part of the subject, or of what stands before it."""
    if token.i >= verb.i:
        return False
    top = token
    for up in _up_to(token, verb):
        top = up
    return top.dep_ not in ("aux", "auxpass", "neg", "prt")


def _up_to(token: Token, top: Token) -> Iterator[Token]:
    """Yield a word and those above it, below ``top``."""
    while token.i != top.i and token.head.i != token.i:
        yield token
        token = token.head


def _core(noun: Token, inside: set[int]) -> list[Token]:
    """Return the words of a noun phrase without clauses, additions and further nouns that "and" joins."""
    return [token for token in noun.subtree if token.i in inside and not any(up.dep_ in _CLAUSAL for up in _up_to(token, noun))]


def _tells_time(noun: Token) -> bool:
    word = noun.lemma_.lower()
    return noun.ent_type_ in _TIMES or word in word_values("conflicts", "hours of the day") or word in word_values("conflicts", "units")


def _verb_above(token: Token) -> Token | None:
    return next((up for up in token.ancestors if up.pos_ in _VERBS), None)


def _phrase(first: Token, words: Sequence[Token], main: Token, verb: Token | None) -> Phrase:
    words = sorted(words, key=lambda token: token.i)
    start, end = words[0].idx, words[-1].idx + len(words[-1])
    denied = verb is not None and bool(negating_word([verb], verb))
    told = frozenset(token.lemma_.lower() for token in words if token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"))
    lead = first.lower_ if first.dep_ == "prep" else ""
    return Phrase(
        main.lemma_.lower(),
        "" if verb is None else verb.lemma_.lower(),
        lead,
        told,
        main.pos_ == "PROPN",
        denied,
        first.doc[words[0].i : words[-1].i + 1].text,
        start,
        end,
    )
