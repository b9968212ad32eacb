"""What kind of act a verb or noun tells: harm, help, speech, or another; from ``lexicons/acts.csv``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from analysis.lexicons import read_rows, word_list
from analysis.who.grammar import children

if TYPE_CHECKING:
    from spacy.tokens import Token

CARRIED = "carried"
"""A kind of noun that tells an act only with a verb that carries it: the "decision" of "made a decision"."""

HAPPENS, UNDERGOES = "happens", "undergoes"
"""Kinds of verbs that nobody does: whoever dies, or whatever collapses, is their subject and suffers it; and so does whoever "lost half its men"."""


@dataclass(frozen=True)
class Sense:
    """What a word of the list tells.

    act: harm, help, speech or other.  kind: of a verb "", ``HAPPENS`` or ``UNDERGOES``; of a noun whom "of X" names: "done to", "owner suffers"
    (likewise, and "X's" names whom it is done to), "doer", "sufferer" or ``CARRIED``.  on: the prepositions after which the one it is done to stands.
    unless: words that give a verb another sense as its object or subject.
    """

    act: str
    kind: str
    on: frozenset[str]
    unless: frozenset[str]


OTHER = Sense("other", "", frozenset(), frozenset())


@cache
def senses(pos: str) -> dict[str, list[Sense]]:
    """Return lemma -> senses of all verbs or all nouns of the list; a particle is part of the lemma ("shoot down")."""
    found: dict[str, list[Sense]] = defaultdict(list)
    for row in read_rows("acts"):
        if row["pos"] == pos:
            found[row["lemma"]].append(Sense(row["act"], row["kind"], frozenset(row["on"].split()), frozenset(row["unless"].split())))
    return dict(found)


def sense_of_verb(verb: Token, has_object: bool) -> Sense:
    """Return the sense of a verb; has_object: whether somebody or something is named to whom it is done."""
    lemma = verb.lemma_.lower()
    particles = [child.lower_ for child in verb.children if child.dep_ in ("prt", "advmod") and child.i == verb.i + 1]
    if lemma in word_list("verbs", "leaving so") and _left_so(verb):
        return Sense("harm", "", frozenset(), frozenset())
    particles += [child.lower_ for child in children(verb, "dobj") if child.lower_ == "place"]
    particles += [child.lower_ for child in children(verb, "prep") if child.i > verb.i]
    listed = next((found for name in (*(f"{lemma} {one}" for one in particles), lemma) if (found := senses("verb").get(name))), [])
    for sense in sorted(listed, key=lambda one: (one.kind == HAPPENS) == has_object):
        if not (sense.kind == HAPPENS and has_object and (len(listed) > 1 or _displaced(verb, sense))) and not _other_sense(verb, sense):
            return sense
    return OTHER


def _left_so(verb: Token) -> bool:
    """Say whether somebody is left dead, hurt or ruined: "left two dead", "left half the town homeless"."""
    beside = list(children(verb, "oprd", "acomp", "advcl", "xcomp", "dobj", "ccomp"))
    behind = (child for one in beside for child in one.rights if one.dep_ == "dobj")
    return any(one.lower_ in word_list("verbs", "left so") for one in (*beside, *behind))


def _displaced(verb: Token, sense: Sense) -> bool:
    """Say whether a verb of what happens is one of what is done, for it has an object other than the "place" of "took place"."""
    return sense.act == "other" and not any(child.lower_ == "place" for child in children(verb, "dobj"))


def _other_sense(verb: Token, sense: Sense) -> bool:
    """Say whether the object or subject gives a verb another sense: nobody suffers where a deal is struck."""
    beside = {child.lemma_.lower() for child in children(verb, "dobj", "nsubjpass")}
    if verb.dep_ in ("acl", "amod"):
        beside.add(verb.head.lemma_.lower())
    return bool(beside & sense.unless)


def sense_of_noun(noun: Token) -> Sense | None:
    """Return the sense of a noun that names an act, None for any other; a word before another noun ("attack helicopter") names none."""
    if not (noun.pos_ == "NOUN" or _is_gerund(noun)) or (noun.dep_ in ("compound", "nmod") and noun.head.i > noun.i):
        return None
    lemma = noun.lower_ if noun.tag_ == "VBG" else noun.lemma_.lower()
    found = senses("noun").get(lemma)
    return found[0] if found and (lemma != "fire" or _is_gunfire(noun)) else None


def _is_gunfire(noun: Token) -> bool:
    """Say whether "fire" is that of guns: "opened fire", "an exchange of fire", "under fire", "rocket fire"."""
    head = noun.head.head if noun.dep_ == "pobj" else noun.head
    shot = head.lemma_.lower() in word_list("verbs", "of gunfire") or any(one.lower_ in word_list("verbs", "of gunfire") for one in noun.lefts)
    return shot or (noun.dep_ == "pobj" and noun.head.lower_ == "under")


def _is_gerund(word: Token) -> bool:
    """Say whether the form in -ing of a verb stands as a noun: "condemned the shelling", "arms, shelling and drones"."""
    return (
        word.tag_ == "VBG"
        and word.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass", "conj")
        and not any(child.dep_ in ("dobj", "nsubj", "aux", "prt") for child in word.children)
        and (word.dep_ != "conj" or word.head.pos_ == "NOUN")
    )
