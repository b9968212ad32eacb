"""Which actors are the sides of the story: every set of them is weighed, by clues and by a network.

Both have learned from hand-coded articles (``training.choose_sides``, ``training.read_sides``).  Where the network or
the encoder is missing, the clues choose alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from analysis.model import read_learned
from analysis.who.cast import Cast
from analysis.who.clues import actor_clues, article_clues, pair_clues
from analysis.who.gazetteer import is_outlet
from analysis.who.network import FOLDER, Said, said_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = FOLDER / "weights.json"
MOST_SIDES = 4
MOST_ACTORS = 8
"""How many actors are weighed: those most named, with whoever speaks for them."""
DOUBTFUL = 0.5
"""Below this chance a side is said to be doubtful."""
OVERLAP = 0.6
"""How much of a set's worth is what it has in common with the others that are likely, rather than being the likeliest itself."""
OWN_PARTY = 0.6
"""Somebody who speaks for a side is one of its own from this share of the sentences that name that side on: a president and his minister."""
OUTLET_SHARE = 1 / 2
"""A news outlet is a side only where more than this share of the sentences names it: otherwise it is where the news comes from."""
JUDGE_SHARE = 1 / 5
"""A court or judge is a side only where more than this share of the sentences, or the headline, names it."""
_COURTS = frozenset(("court", "tribunal", "jury", "judge", "judges", "justice"))

USUAL = 2
"""How many sides a story usually has."""
PARTS = ("actor", "pair", "size", "more", "unusual")
Weights = Mapping[str, Mapping[str, float]]
"""What the clues of an actor, of a pair, the size of a set weigh, and what those of the article speak for "more" sides than two, or another number;
see ``models/sides/weights.json``."""


@dataclass(frozen=True)
class Choices:
    """The sets of actors that may be the sides of one article: their members, (sets, actors), and the sums of their clues, (sets, clues)."""

    actors: list[str]
    members: NDArray[np.bool_]
    clues: NDArray[np.float64]

    def shares(self, weights: NDArray[np.float64], said: Said | None = None) -> NDArray[np.float64]:
        """Return how likely each set is the right one, (sets,), adding up to 1; said: by the network of its actors."""
        scores = self.clues @ weights
        if said is not None:
            scores = said.clues_count * scores + said.of_sets(self.members)
        likely = np.exp(scores - scores.max())
        return np.asarray(likely / likely.sum())

    def chances(self, shares: NDArray[np.float64]) -> dict[str, float]:
        """Return actor -> the chance that it is one of the sides: that of all sets with it."""
        return {name: float(shares[self.members[:, k]].sum()) for k, name in enumerate(self.actors)}

    def best(self, shares: NDArray[np.float64]) -> int:
        """Return the number of the set that is right, or nearly, most often: each is compared to all others, by how likely they are."""
        members = self.members.astype(float)
        sizes = members.sum(axis=1)
        both = members @ members.T
        alike = np.where(both > 0, 2 * both / np.maximum(sizes[:, None] + sizes[None], 1), np.eye(len(sizes)))
        return int(np.argmax(OVERLAP * alike @ shares + (1 - OVERLAP) * shares))


def choose(cast: Cast) -> dict[str, float]:
    """Return the sides of the story with the chance of each, the most named first, at most four; none where nobody is likely to be a party."""
    choices, shares = _weighed(cast)
    chosen = np.flatnonzero(choices.members[choices.best(shares)])
    chances = choices.chances(shares)
    central = sorted((choices.actors[k] for k in chosen), key=lambda name: (-len(cast.sentences[name]), cast.actors[name].namings[0].start))
    return {name: chances[name] for name in central}


def side_chances(cast: Cast) -> dict[str, float]:
    """Return actor -> the chance that it is one of the sides, 0 to 1, for the actors that are weighed."""
    choices, shares = _weighed(cast)
    return choices.chances(shares)


@lru_cache(maxsize=4)
def _weighed(cast: Cast) -> tuple[Choices, NDArray[np.float64]]:
    weights = shipped_weights()
    choices = choices_of(cast, weights)
    return choices, choices.shares(in_order(weights), said_of(cast, choices.actors))


def choices_of(cast: Cast, weights: Weights) -> Choices:
    """Return the sets of at most four actors that may be the sides, the empty one among them; weights: whose clues to sum up, in their order."""
    clues = actor_clues(cast)
    whole = dict.fromkeys(_whole(cast, name) for name in clues)
    actors = [name for name in whole if name in clues and not is_only_cited(cast, name) and not only_judges(cast, name)][:MOST_ACTORS]
    pairs = pair_clues(cast, actors)
    one_party = {pair for pair in pairs if is_one_party(cast, *pair) or is_one_party(cast, *pair[::-1])}
    sets = [s for size in range(MOST_SIDES + 1) for s in combinations(actors, size) if one_party.isdisjoint(combinations(s, 2))]
    members = np.array([[name in chosen for name in actors] for chosen in sets], dtype=bool).reshape(len(sets), len(actors))
    paired = np.array([[one in chosen and other in chosen for one, other in pairs] for chosen in sets], dtype=bool).reshape(len(sets), len(pairs))
    size = members.sum(axis=1, keepdims=True)
    article = article_clues(cast)
    sums = [
        members @ _matrix([clues[name] for name in actors], weights["actor"]),
        paired @ _matrix(list(pairs.values()), weights["pair"]),
        size == [int(number) for number in weights["size"]],
        (size - USUAL) * _matrix([article], weights["more"]),
        np.abs(size - USUAL) * _matrix([article], weights["unusual"]),
    ]
    return Choices(actors, members, np.concatenate(sums, axis=1))


def _matrix(rows: Sequence[Mapping[str, float]], clues: Iterable[str]) -> NDArray[np.float64]:
    """Return the clues of some rows, in the order of the weights: (rows, clues)."""
    listed = list(clues)
    return np.array([[row[clue] for clue in listed] for row in rows], dtype=np.float64).reshape(len(rows), len(listed))


def in_order(weights: Weights) -> NDArray[np.float64]:
    """Return all weights in one row, as the clues of ``Choices`` are."""
    return np.array([value for part in PARTS for value in weights[part].values()])


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


@cache
def shipped_weights() -> Weights:
    """Return the weights that are shipped."""
    weights: Weights = read_learned(WEIGHTS, "weights")["weights"]
    return weights
