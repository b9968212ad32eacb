"""What speaks for and against an actor as a side of the story, and for two actors being sides together: each clue a number from 0 to 1."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from analysis.lexicons import read_rows
from analysis.who.cast import Actor, Cast
from analysis.who.figures import role_of
from analysis.who.gazetteer import is_outlet
from analysis.who.naming import MODIFIERS, OBJECTS, SUBJECTS
from analysis.who.words import side_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEAD = 4
"""Sentences of the beginning: headline and lead."""
_SHORT = 15
"""Sentences of a short article."""
_KINDS = {
    "country": "a country",
    "person": "a person",
    "organisation": "an organisation",
    "group": "a group",
    "collective": "a collective",
    "party": "a party",
}
_PLACE_BEFORE = frozenset(("in", "at", "near", "from", "to", "across", "outside", "around"))
_AGAINST = frozenset(("against", "versus", "over"))
_MOST_NAMED, _LONG = 4.0, 5.0
"""Divide the logarithms of how often an actor is named, and of the sentences."""
_FIRST = 5
"""Actors of whom it is asked how many are persons."""


def may_be_sides(cast: Cast) -> list[str]:
    """Return the actors that may be sides, the most named first, with those who speak for them: in the lead, or in two sentences."""
    spread = cast.sentences_with_helpers
    may_be = (name for name, found in cast.sentences.items() if found and (len(spread[name]) > 1 or min(found) <= _LEAD))
    return sorted((name for name in may_be if name not in side_words().judges), key=lambda name: (-len(spread[name]), min(cast.sentences[name])))


# ---- one actor -------------------------------------------------------------------------------------------------------


def actor_clues(cast: Cast) -> dict[str, dict[str, float]]:
    """Return actor -> its clues, for every actor that may be a side, in the order of ``may_be_sides``."""
    direct, spread, names = cast.sentences, cast.sentences_with_helpers, may_be_sides(cast)
    deeds = {name: _Deeds(cast, cast.actors[name]) for name in cast.actors}
    most, busiest = (max(counts, default=0) or 1 for counts in (map(len, spread.values()), (len(one.busy) for one in deeds.values())))
    most_named = max((len(direct[name]) for name in names), default=0) or 1
    first_kind = cast.actors[names[0]].kind if names else ""
    rivals = sum(len(sentences) > 1 for sentences in spread.values())
    total = max(len(cast.parsed.sentences), 1)
    found = {}
    for rank, name in enumerate(names, 1):
        actor, own = cast.actors[name], sorted(direct[name])
        beside_the_most_named = len(own) / most_named
        found[name] = {
            "share of sentences": len(own) / total,
            "share with helpers": len(spread[name]) / total,
            "beside the first": len(spread[name]) / most,
            "beside the most named": beside_the_most_named,
            "the most named": float(len(own) == most_named),
            "named often": min(math.log1p(len(own)) / _MOST_NAMED, 1.0),
            "named once": float(len(own) == 1),
            "named twice": float(len(own) > 1),
            "busy, beside the first": len(deeds[name].busy) / busiest,
            "rank": 1 / rank,
            "first four": float(rank <= 4),
            "few others": float(rivals - (len(spread[name]) > 1) <= 2),
            "in the headline": float(1 in direct[name]),
            "in the lead": sum(number <= _LEAD for number in own) / _LEAD,
            "named early": 1 - (own[0] - 1) / total,
            "named at the end": float(own[-1] > total * 3 / 4),
            "quarters": len({4 * (number - 1) // total for number in own}) / 4,
            "short article": float(total < _SHORT),
            "a country among others": float(actor.kind == "country" and first_kind != "country"),
            "a speaker is greater": float(any(len(direct[other]) > len(own) for other in cast.of(name))),
            "helpers": min(len(cast.of(name)) - 1, 3) / 3,
            "ties": min(len(actor.ties), 2) / 2,
            "tied to one that may be": float(any(tie.to in names for tie in actor.ties)),
            "names": min(len(actor.names), 5) / 5,
            **deeds[name].clues(),
            **_placed(cast, actor),
            **_kind(cast, actor),
            **{f"{kind}, how often": float(actor.kind == kind) * beside_the_most_named for kind in _KINDS},
            "person speaks": float(actor.kind == "person") * deeds[name].share(deeds[name].speaks),
        }
    return found


class _Deeds:
    """What the words around its names say that an actor does, and what is done to it: counts of namings; ``busy`` holds the sentences.

    Each answer in an interview counts as a naming that speaks.
    """

    def __init__(self, cast: Cast, actor: Actor) -> None:
        saying, opposing = _saying(), side_words().opposing
        self.named = len(actor.namings) + cast.answers[actor.name]
        self.speaks = cast.answers[actor.name]
        self.acts = self.suffers = self.opposes = self.is_opposed = self.is_against = 0
        self.leads_the_headline = False
        self.busy: set[int] = set()
        for head in cast.heads(actor):
            token = acting(head)
            verb = token.head.lemma_.lower()
            passive = token.dep_ == "nsubjpass"
            if token.dep_ in (*SUBJECTS, *OBJECTS):
                self.busy.add(cast.parsed.sentence_at(head.idx))
            if passive or token.dep_ in OBJECTS:
                self.suffers += 1
                self.is_opposed += verb in opposing
            elif token.dep_ in SUBJECTS:
                self.speaks += verb in saying
                self.acts += verb not in saying
                self.opposes += verb in opposing
            elif token.dep_ == "pobj":
                self.is_against += token.head.lower_ in _AGAINST
                self.acts += token.head.lower_ == "by" and token.head.head.tag_ == "VBN"
            self.leads_the_headline |= token.dep_ in SUBJECTS and cast.parsed.sentence_at(head.idx) == 1

    def share(self, count: int) -> float:
        """Return a count as a share of the namings."""
        return count / max(self.named, 1)

    def clues(self) -> dict[str, float]:
        """Return the clues of what an actor does and suffers."""
        return {
            "subject of the headline": float(self.leads_the_headline),
            "speaks": self.share(self.speaks),
            "acts": self.share(self.acts),
            "is acted on": self.share(self.suffers),
            "acts often": min(self.acts, 5) / 5,
            "is acted on often": min(self.suffers, 5) / 5,
            "opposes": min(self.opposes, 3) / 3,
            "is opposed": min(self.is_opposed, 3) / 3,
            "is against whom": min(self.is_against, 2) / 2,
        }


def acting(head: Token) -> Token:
    """Return the word that stands in the sentence for an actor: its name, or the body or person that the name modifies ("Armenian forces")."""
    body = head.dep_ in MODIFIERS and (head.head.lemma_.lower() in side_words().institutions or head.head.ent_type_ == "PERSON")
    return head.head if body else head


@cache
def _saying() -> frozenset[str]:
    return frozenset(row["cue"] for row in read_rows("cues"))


def _placed(cast: Cast, actor: Actor) -> dict[str, float]:
    heads = cast.heads(actor)
    count = max(len(heads), 1)
    return {
        "acts in the lead": float(any(_is(t, (*SUBJECTS, *OBJECTS)) and cast.parsed.sentence_at(t.idx) <= _LEAD for t in heads)),
        "modifies": sum(t.dep_ in MODIFIERS for t in heads) / count,
        "owns": sum(acting(t).dep_ == "poss" for t in heads) / count,
        "sued or charged": float(any(_is(t, (*SUBJECTS, *OBJECTS)) and t.head.lemma_.lower() in side_words().sued for t in heads)),
        "in quotations": sum(cast.parsed.quoted(t.idx, t.idx + len(t)) for t in heads) / count,
        "a place": sum(t.dep_ == "pobj" and t.head.lower_ in _PLACE_BEFORE for t in heads) / count,
    }


def _kind(cast: Cast, actor: Actor) -> dict[str, float]:
    return {
        **{clue: float(actor.kind == kind) for kind, clue in _KINDS.items()},
        "an outlet": float(is_outlet(actor.name) or actor.name == cast.parsed.article.outlet),
        "only observes": float(_is_observer(cast, actor)),
        "a judge": float(not side_words().judges.isdisjoint(actor.name.split())),
        "a body without a name": float(actor.name in side_words().bodies),
    }


def _is_observer(cast: Cast, actor: Actor) -> bool:
    """Say whether somebody is introduced as one who only looks on: "Professor Lena Vogt", "Karl Brandt, a pollster"."""
    if actor.kind != "person":
        return False
    for head in cast.heads(actor):
        beside = [t for t in (*head.lefts, *head.children) if t.dep_ in ("compound", "nmod", "appos") and t.i not in cast.by_token]
        if head.dep_ == "appos":
            beside.append(head.head)
        if any(role_of(t) in side_words().observers for t in beside):
            return True
    return False


def _is(token: Token, relations: Iterable[str]) -> bool:
    """Say whether a name stands in a relation, itself or as modifier of a body ("Armenian forces")."""
    return acting(token).dep_ in relations


def article_clues(cast: Cast) -> dict[str, float]:
    """Return what an article as a whole says about how many sides it has."""
    sentences = cast.parsed.sentences
    total = max(len(sentences), 1)
    named = [name for name in may_be_sides(cast) if len(cast.sentences[name]) > 1]
    persons = sum(cast.actors[name].kind == "person" for name in named[:_FIRST])
    length = max(len(cast.parsed.story), 1)
    quoted = sum(len(token) for token in cast.parsed.doc if cast.parsed.quoted(token.idx, token.idx + len(token)))
    return {
        "long": min(math.log1p(total) / _LONG, 1.0),
        "quoted": quoted / length,
        "actors": min(len(named), 10) / 10,
        "persons": persons / max(len(named[:_FIRST]), 1),
        "one is named most": max((len(cast.sentences[name]) for name in named), default=0) / total,
        "asks": min(cast.parsed.story.count("?") / total, 1.0),
    }


# ---- two actors ------------------------------------------------------------------------------------------------------


def pair_clues(cast: Cast, names: Sequence[str]) -> dict[tuple[str, str], dict[str, float]]:
    """Return every two of the actors, in the order given -> what speaks for and against both being sides."""
    heads = {name: [acting(t) for t in cast.heads(cast.actors[name])] for name in names}
    does, suffers = _verbs(heads)
    joined = {name: {other.i for t in tokens for other in t.conjuncts} for name, tokens in heads.items()}
    at = {name: {t.i for t in tokens} for name, tokens in heads.items()}
    helpers = {name: cast.of(name) for name in names}
    found = {}
    for one, other in combinations(names, 2):
        first, second = cast.actors[one], cast.actors[other]
        here, there = cast.sentences[one], cast.sentences[other]
        deals = len(does[one] & suffers[other]) + len(does[other] & suffers[one])
        found[one, other] = {
            "of one kind": float(first.kind == second.kind),
            "two persons": float(first.kind == second.kind == "person"),
            "two countries": float(first.kind == second.kind == "country"),
            "a person and another": float((first.kind == "person") != (second.kind == "person")),
            "a country and another": float((first.kind == "country") != (second.kind == "country")),
            "one speaks for the other": float(other in helpers[one] or one in helpers[other]),
            "both speak for one": float(bool({tie.to for tie in first.ties} & {tie.to for tie in second.ties})),
            "a word in common": float(bool(set(one.lower().split()) & set(other.lower().split()))),
            "in one sentence": len(here & there) / max(min(len(here), len(there)), 1),
            "joined by and": float(bool(joined[one] & at[other])),
            "one acts on the other": min(deals, 3) / 3,
            "both in the lead": float(min(here) <= _LEAD and min(there) <= _LEAD),
        }
    return found


def _verbs(heads: dict[str, list[Token]]) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Return actor -> the words of which it is the doer, and of which it is the one they are done to, behind a preposition too."""
    does: dict[str, set[int]] = defaultdict(set)
    suffers: dict[str, set[int]] = defaultdict(set)
    for name, tokens in heads.items():
        for token in tokens:
            if token.dep_ == "pobj":
                (does if token.head.lower_ == "by" else suffers)[name].add(token.head.head.i)
            elif token.dep_ in OBJECTS or token.dep_ == "nsubjpass":
                suffers[name].add(token.head.i)
            elif token.dep_ in SUBJECTS:
                does[name].add(token.head.i)
    return does, suffers
