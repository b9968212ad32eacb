"""How alike two statements of two reports are: what speaks for their telling one fact, and how likely it makes that.

An embedding alone cannot say: it finds "A shelled B" and "B shelled A" the same.  So names, numbers, deeds with who did them to whom, denial, speaker
and wording are clues of their own, weighed as ``training.train_comparison`` has learned from hand-coded reports of one event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.comparison.around import CLUES as AROUND
from analysis.comparison.around import LEARNED, among_others, clues_around, learned_clues
from analysis.comparison.meaning import centred, cosines, held, metric, turned
from analysis.comparison.rarity import Weights, named_alike
from analysis.comparison.statements import Deed, Statement
from analysis.comparison.trees import chances_of
from analysis.model import read_learned

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

OWN = (
    "meaning", "held there", "held back", "held both ways", "sentence held there", "sentence held back", "beside the next best", "rank there",
    "rank back", "words", "words held", "same words in a row", "names", "no name shared", "sides", "no side shared",
    "numbers", "other numbers", "times", "other times", "deed", "kind of deed", "same doer", "same sufferer", "swapped", "denied", "same speaker",
    "other speaker", "both said", "one said", "place in the article", "length",
)  # fmt: skip
CLUES = (*OWN, *AROUND, *LEARNED)
WEIGHTS = Path(__file__).parents[1] / "models" / "comparison" / "weights.json"
_LONGEST_RUN = 8
_TINY = 1e-9


def pairs_clues(
    reports: Sequence[Sequence[Statement]], states: Sequence[Sequence[Array]], learned: Mapping[str, Array] | None = None
) -> dict[tuple[int, int], Array]:
    """Return (report, later report) -> the clues of every pair of their statements, (statements, statements, ``CLUES``).

    states: of each report and statement, those of its words (``meaning.word_states``).  learned: how they are turned; None as shipped.
    """
    weights = Weights([one for report in reports for one in report])
    rarities = [[weights.each(one.lemmas) for one in report] for report in reports]
    words = [list(zip(vectors, rarity, strict=True)) for vectors, rarity in zip(centred(states), rarities, strict=True)]
    moved = [turned(own, rarity, learned or metric()) for own, rarity in zip(states, rarities, strict=True)]
    pairs = [(a, b) for a in range(len(reports)) for b in range(a + 1, len(reports))]
    return {
        (a, b): np.concatenate(
            [
                _clues(reports[a], reports[b], words[a], words[b], weights),
                clues_around(reports[a], reports[b], words[a], words[b], weights),
                learned_clues(*held(moved[a], moved[b]), cosines(moved[a], moved[b])),
            ],
            axis=-1,
        )
        if reports[a] and reports[b]
        else np.zeros((len(reports[a]), len(reports[b]), len(CLUES)))
        for a, b in pairs
    }


Words = list[tuple["Array", "Array"]]


def _clues(first: Sequence[Statement], second: Sequence[Statement], words: Words, others: Words, weights: Weights) -> Array:
    found = np.zeros((len(first), len(second), len(OWN)))
    there, back = held(words, others)
    both = (there + back) / 2
    whole = _of_sentences(first, second, words, others)
    found[..., 0] = cosines(words, others)
    found[..., 1:9] = np.stack([there, back, np.minimum(there, back), *whole, *among_others(both)], axis=-1)
    lengths = [max(one.sentence for one in report) for report in (first, second)]
    own, theirs = ([(lemmas, weights.of(lemmas)) for one in report for lemmas in [set(one.lemmas)]] for report in (first, second))
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            place = 1 - abs(one.sentence / lengths[0] - other.sentence / lengths[1])
            found[i, j, 9:] = [*_shared(own[i], theirs[j], weights), *_pair(one, other), place, _length(one, other)]
    return found


def _of_sentences(first: Sequence[Statement], second: Sequence[Statement], words: Words, others: Words) -> tuple[Array, Array]:
    """Return how much their whole sentences hold of each other, as ``held`` does, (first, second)."""
    joined = []
    for report, known in ((first, words), (second, others)):
        by: dict[int, Words] = {}
        for one, pair in zip(report, known, strict=True):
            by.setdefault(one.sentence, []).append(pair)
        joined.append({number: (np.concatenate([v for v, _ in some]), np.concatenate([w for _, w in some])) for number, some in by.items()})
    rows, columns = ([list(by).index(one.sentence) for one in report] for report, by in zip((first, second), joined, strict=True))
    there, back = held(list(joined[0].values()), list(joined[1].values()))
    return there[np.ix_(rows, columns)], back[np.ix_(rows, columns)]


def _pair(one: Statement, other: Statement) -> list[float]:
    return [*_names(one, other), *_amounts_and_times(one, other), *_doings(one, other), *_speaking(one, other)]


def _shared(one: tuple[set[str], float], other: tuple[set[str], float], weights: Weights) -> list[float]:
    """Return how much of their words two statements share, of both and of the one that has less; one, other: the words, and how much they count."""
    both = weights.of(one[0] & other[0])
    return [2 * both / max(one[1] + other[1], _TINY), both / max(min(one[1], other[1]), _TINY)]


def _names(one: Statement, other: Statement) -> list[float]:
    return [
        min(longest_run(one.words, other.words), _LONGEST_RUN) / _LONGEST_RUN,
        _dice(one.names, other.names),
        float(bool(one.names and other.names) and not one.names & other.names),
        _dice(one.sides, other.sides),
        float(bool(one.sides and other.sides) and not one.sides & other.sides),
    ]


def _amounts_and_times(one: Statement, other: Statement) -> list[float]:
    numbers = {(amount.value, amount.unit) for amount in one.amounts} & {(amount.value, amount.unit) for amount in other.amounts}
    values = {amount.value for amount in one.amounts} & {amount.value for amount in other.amounts}
    times = {(at.kind, at.value) for at in one.moments} & {(at.kind, at.value) for at in other.moments}
    return [
        float(bool(values)) + float(bool(numbers)),
        float(bool(one.amounts and other.amounts) and not values),
        float(bool(times)),
        float(any(not a.agrees(b) for a in one.moments for b in other.moments)),
    ]


def _doings(one: Statement, other: Statement) -> list[float]:
    lemmas = {deed.lemma for deed in one.deeds} & {deed.lemma for deed in other.deeds}
    deeds = [(a, b) for a in one.deeds for b in other.deeds if a.lemma == b.lemma or a.act == b.act not in ("speech", "other")]
    return [
        float(bool(lemmas)),
        float(bool(deeds)),
        float(any(a.agent == b.agent is not None for a, b in deeds)),
        float(any(a.patient == b.patient is not None for a, b in deeds)),
        float(any(swapped(a, b) for a, b in deeds)),
        float(one.negated != other.negated),
    ]


def _speaking(one: Statement, other: Statement) -> list[float]:
    same = same_speaker(one, other)
    return [float(same is True), float(same is False), float(one.said and other.said), float(one.said != other.said)]


def swapped(one: Deed, other: Deed) -> bool:
    """Say whether two deeds are done the other way round: who does it in the one suffers it in the other."""
    pairs = [(one.agent, other.patient, other.agent), (one.patient, other.agent, other.patient)]
    return any(name is not None and name == turned and name != same for name, turned, same in pairs)


def same_speaker(one: Statement, other: Statement) -> bool | None:
    """Say whether two statements are said by one: by the last word of the name, or the side; None where one has no speaker."""
    if not (one.speaker and other.speaker):
        return None
    if named_alike(one.speaker, other.speaker):
        return True
    return one.speaker_side == other.speaker_side if one.speaker_side and other.speaker_side else False


def longest_run(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the length of the longest run of words that stands in both."""
    best, before = 0, [0] * (len(other) + 1)
    for word in one:
        row = [0] * (len(other) + 1)
        for j, there in enumerate(other):
            if word == there:
                row[j + 1] = before[j] + 1
                best = max(best, row[j + 1])
        before = row
    return best


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _length(one: Statement, other: Statement) -> float:
    """Return the shorter length by the longer, 0 to 1."""
    short, long = sorted((len(one.lemmas), len(other.lemmas)))
    return short / max(long, 1)


@cache
def shipped() -> dict[str, Any]:
    """Return what was learned: "facts", a model for ``likely``, and the "threshold"."""
    return read_learned(WEIGHTS, "facts", "threshold")


def likely(found: Array, model: Mapping[str, Any]) -> Array:
    """Return how likely each pair tells one fact, 0 to 1, (first, second); model: as ``trees.chances_of`` takes it."""
    return chances_of(found.reshape(-1, found.shape[-1]), model).reshape(found.shape[:-1])
