"""Which actors are the sides of the story: what speaks for each, weighed as ``training.choose_sides`` has learned from hand-coded articles."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.who.cast import Actor, Cast
from analysis.who.figures import role_of
from analysis.who.gazetteer import is_outlet
from analysis.who.naming import MODIFIERS, OBJECTS, SUBJECTS
from analysis.who.words import side_words

if TYPE_CHECKING:
    from spacy.tokens import Token

WEIGHTS = Path(__file__).parents[1] / "models" / "sides" / "weights.json"
MOST_SIDES = 4
LEAST_CHANCE, LEAST_CHANCE_OF_MORE = 0.4, 0.6
"""From which chance on an actor is one of the first two sides, and a third or fourth: chosen on the build half, by cross-validation."""
DOUBTFUL = 0.5
"""Below this chance a side is said to be doubtful."""
OWN_PARTY = 0.6
"""Somebody who speaks for a side is one of its own from this share of the sentences that name that side on: a president and his minister."""
OUTLET_SHARE = 1 / 2
"""A news outlet is a side only where more than this share of the sentences names it: otherwise it is where the news comes from."""
JUDGE_SHARE = 1 / 5
"""A court or judge is a side only where more than this share of the sentences, or the headline, names it."""
LEAD = 4
"""Sentences of the beginning: headline and lead."""
_COURTS = frozenset(("court", "tribunal", "jury", "judge", "judges", "justice"))
_PLACE_BEFORE = frozenset(("in", "at", "near", "from", "to", "across", "outside", "around"))


def choose(cast: Cast, weights: Mapping[str, float] | None = None) -> dict[str, float]:
    """Return the sides of the story with the chance of each, the most named first, at most four; none where nobody is likely to be a party.

    weights: others than the shipped ones, clue -> weight, with a "constant".
    """
    chances = {name: chance(found, weights or shipped_weights()) for name, found in clues(cast).items()}
    chosen: dict[str, float] = {}
    for name in sorted(chances, key=lambda one: -chances[one]):
        if len(chosen) == MOST_SIDES or chances[name] < (LEAST_CHANCE if len(chosen) < 2 else LEAST_CHANCE_OF_MORE):
            break
        party = _whole(cast, name)
        left_out = party in chosen or is_only_cited(cast, party) or only_judges(cast, party)
        if not left_out and not any(is_one_party(cast, party, other) for other in chosen):
            chosen[party] = chances[name]
    central = sorted(chosen, key=lambda name: (-len(cast.sentences[name]), cast.actors[name].namings[0].start))
    return {name: chosen[name] for name in central}


def _whole(cast: Cast, name: str) -> str:
    """Return the party that an actor is only a part of: the union of the drivers, the person whom a foundation is named after."""
    actor = cast.actors[name]
    named_after = [tie.to for tie in actor.ties if tie.evidence == name]
    if named_after:
        return named_after[0]
    return actor.ties[0].to if actor.kind == "collective" and len(actor.ties) == 1 else name


def is_only_cited(cast: Cast, name: str) -> bool:
    """Say whether somebody is only where the news comes from: whoever wrote it, or an outlet that half of the sentences do not name."""
    if name in cast.authors:
        return True
    cited = is_outlet(name) or name == cast.parsed.article.outlet
    return cited and len(cast.sentences[name]) <= OUTLET_SHARE * len(cast.parsed.sentences)


def only_judges(cast: Cast, name: str) -> bool:
    """Say whether somebody is a court or a judge of whom neither the headline nor a fifth of the sentences speaks: they judge, and are no party."""
    titled = (cast.parsed.tokens(m.start, m.end)[0].i - 1 for m in cast.actors[name].namings)
    judges = name.split()[-1].lower() in _COURTS or any(before >= 0 and cast.parsed.doc[before].lower_ in _COURTS for before in titled)
    return judges and 1 not in cast.sentences[name] and len(cast.sentences[name]) <= JUDGE_SHARE * len(cast.parsed.sentences)


def is_one_party(cast: Cast, name: str, other: str) -> bool:
    """Say whether two actors are one party: the one speaks for the other, and is not named nearly as often as a party of its own would be."""
    own, others = len(cast.sentences[name]), len(cast.sentences[other])
    if name in cast.of(other):
        return own < OWN_PARTY * others
    return other in cast.of(name) and own < others


def chance(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return how likely an actor is a side, from 0 to 1; found: its clues."""
    return 1 / (1 + math.exp(-weights["constant"] - sum(weights[clue] * value for clue, value in found.items())))


@cache
def shipped_weights() -> dict[str, float]:
    """Return clue -> weight, and the "constant"."""
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights


# ---- clues -----------------------------------------------------------------------------------------------------------


def clues(cast: Cast) -> dict[str, dict[str, float]]:
    """Return actor -> what speaks for and against it as a side, each a number from 0 to 1, for every actor that may be one."""
    direct = cast.sentences
    whole = {name: set().union(*(direct[other] for other in cast.of(name))) for name in cast.actors}
    acting = {name: _acting(cast, actor) for name, actor in cast.actors.items()}
    most, busiest = (max(counts, default=0) or 1 for counts in (map(len, whole.values()), acting.values()))
    order = sorted(whole, key=lambda name: (-len(whole[name]), min(direct[name], default=len(cast.parsed.sentences))))
    rivals = sum(len(sentences) > 1 for sentences in whole.values())
    found = {}
    for rank, name in enumerate(order, 1):
        actor = cast.actors[name]
        if not direct[name] or (len(whole[name]) < 2 and min(direct[name]) > LEAD) or name in side_words().judges:
            continue
        found[name] = {
            "share of sentences": len(direct[name]) / max(len(cast.parsed.sentences), 1),
            "beside the first": len(whole[name]) / most,
            "acts, beside the first": acting[name] / busiest,
            "rank": 1 / rank,
            "first four": float(rank <= 4),
            "named twice": float(len(direct[name]) > 1),
            "in the headline": float(1 in direct[name]),
            "few others": float(rivals - (len(whole[name]) > 1) <= 2),
            "a country among others": float(actor.kind == "country" and cast.actors[order[0]].kind != "country"),
            "a speaker is greater": float(any(len(direct[other]) > len(direct[name]) for other in cast.of(name))),
            **_placed(cast, actor),
            **_kind(cast, actor),
        }
    return found


def _acting(cast: Cast, actor: Actor) -> int:
    """Return in how many sentences an actor acts or is acted on."""
    return len({cast.parsed.sentence_at(token.idx) for token in cast.heads(actor) if _is(token, (*SUBJECTS, *OBJECTS))})


def _placed(cast: Cast, actor: Actor) -> dict[str, float]:
    heads = cast.heads(actor)
    return {
        "acts in the lead": float(any(_is(t, (*SUBJECTS, *OBJECTS)) and cast.parsed.sentence_at(t.idx) <= LEAD for t in heads)),
        "modifies": sum(t.dep_ in MODIFIERS for t in heads) / max(len(heads), 1),
        "sued or charged": float(any(_is(t, (*SUBJECTS, *OBJECTS)) and t.head.lemma_.lower() in side_words().sued for t in heads)),
        "in quotations": sum(cast.parsed.quoted(t.idx, t.idx + len(t)) for t in heads) / max(len(heads), 1),
        "a place": sum(t.dep_ == "pobj" and t.head.lower_ in _PLACE_BEFORE for t in heads) / max(len(heads), 1),
    }


def _kind(cast: Cast, actor: Actor) -> dict[str, float]:
    return {
        "a person": float(actor.kind == "person"),
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
    body = token.dep_ in MODIFIERS and (token.head.lemma_.lower() in side_words().institutions or token.head.ent_type_ == "PERSON")
    return (token.head if body else token).dep_ in relations
