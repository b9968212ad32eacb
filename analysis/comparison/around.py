"""More clues of whether two statements tell one fact: how near their words and parts are, what stands around them, and which others compete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.comparison.meaning import Near
from analysis.comparison.phrases import DOER, DONE_TO, VERB

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.comparison.meaning import Weighed
    from analysis.comparison.rarity import Weights
    from analysis.comparison.statements import Statement

    Array = NDArray[np.float64]

NEARNESS = (0.5, 0.65, 0.8)
CLUES = (
    *(f"words nearer than {near}" for near in NEARNESS), *(f"words nearer than {near} back" for near in NEARNESS),
    "verbs alike", "doers alike", "sufferers alike", "doer like sufferer",
    "before and after alike", "best nearby", "share of the row", "share of the column", "share of both",
    "rare words shared", "rarest word shared", "beginnings shared", "fewest words", "most words", "both headlines", "one headline", "both at the top",
    "words of the sentence", "numbers of the sentence", "sentence before", "sentence after", "how much later",
)  # fmt: skip
LEARNED = (
    "learned held there", "learned held back", "learned held both ways", "learned meaning", "learned rank there", "learned rank back",
    "learned share of both", "learned share of the row", "learned share of the column", "learned beside the next best", "learned before and after",
)  # fmt: skip
_SHARP, _SHARPER = 0.05, 0.06
_BEGINNING = 5
_TOP = ("headline", "lead")


def clues_around(first: Sequence[Statement], second: Sequence[Statement], words: Weighed, others: Weighed, weights: Weights) -> Array:
    """Return ``CLUES`` of every pair of statements of two reports, (first, second, clues)."""
    near = Near(words, others)
    shares = [near.held(least) for least in NEARNESS]
    own, theirs = ({part: _are(report, part) for part in (VERB, DOER, DONE_TO)} for report in (first, second))
    parts = [near.best(own[part], theirs[part]) for part in (VERB, DOER, DONE_TO)]
    crossed = np.maximum(near.best(own[DOER], theirs[DONE_TO]), near.best(own[DONE_TO], theirs[DOER]))
    both = np.mean(near.held(), axis=0)
    row, column = _share(both, _SHARP, 1), _share(both, _SHARP, 0)
    placed = [diagonal(both), _nearby(both), row, column, np.sqrt(row * column)]
    found = np.stack([*(there for there, _ in shares), *(back for _, back in shares), *parts, crossed, *placed], axis=-1)
    return np.concatenate([found, _told(first, second, weights), _of_sentences(first, second, both, weights)], axis=-1)


def among_others(both: Array) -> tuple[Array, Array, Array]:
    """Return how each cell stands among the others of its row and column.

    By how much it is greater than the greatest of the others, and 1 by its place in its row, and in its column, the greatest first: 1, 1/2, 1/3 ...
    """
    return both - np.maximum(_best_of_others(both), _best_of_others(both.T).T), _rank(both), _rank(both.T).T


def _rank(found: Array) -> Array:
    return np.asarray(1 / (1 + np.argsort(np.argsort(-found, axis=1, kind="stable"), axis=1, kind="stable")))


def _best_of_others(found: Array) -> Array:
    """Return for each cell the greatest of the others in its row, (n, m); 0 where there is none."""
    if found.shape[1] < 2:
        return np.zeros_like(found)
    order = np.argsort(-found, axis=1, kind="stable")
    best, second = (np.take_along_axis(found, order[:, [at]], axis=1) for at in (0, 1))
    return np.where(np.arange(found.shape[1])[None] == order[:, [0]], second, best)


def _are(report: Sequence[Statement], part: str) -> NDArray[np.bool_]:
    """Say of all words of a report, in order, whether they are a part of their clauses."""
    return np.array([own == part for one in report for own in one.parts], dtype=bool)


def learned_clues(there: Array, back: Array, cosine: Array) -> Array:
    """Return ``LEARNED`` from how much statements hold of each other, and their cosines, all as learned, each (first, second)."""
    both = (there + back) / 2
    row, column = _share(both, _SHARPER, 1), _share(both, _SHARPER, 0)
    beside, *ranks = among_others(both)
    shares = (np.sqrt(row * column), row, column)
    return np.stack([there, back, np.minimum(there, back), cosine, *ranks, *shares, beside, diagonal(both)], axis=-1)


def _share(both: Array, sharp: float, axis: int) -> Array:
    """Return how much of the likeness in its row (axis 1) or column (0) each pair has, the greatest counting most by far."""
    powers = np.exp(both / sharp)
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True))


def _padded(both: Array) -> Array:
    return np.pad(both, 2)


def diagonal(both: Array) -> Array:
    """Return for each pair how alike the two before them are, or the two after them, whichever is more."""
    wide = _padded(both)
    return np.maximum(wide[1:-3, 1:-3], wide[3:-1, 3:-1])


def _nearby(both: Array) -> Array:
    wide, (n, m) = _padded(both), both.shape
    return np.asarray(np.max([wide[2 + i : n + 2 + i, 2 + j : m + 2 + j] for i in (-1, 1) for j in range(-2, 3)], axis=0))


def _told(first: Sequence[Statement], second: Sequence[Statement], weights: Weights) -> Array:
    """Return the clues of wording and of place in the report."""
    found = np.zeros((len(first), len(second), 8))
    sets, others = ([set(one.lemmas) for one in report] for report in (first, second))
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            shared = sets[i] & others[j]
            each = [weights.one(lemma) for lemma in shared]
            begun, there = ({lemma[:_BEGINNING] for lemma in own - shared if len(lemma) >= _BEGINNING} for own in (sets[i], others[j]))
            fewest, most = sorted((len(one.lemmas), len(other.lemmas)))
            headlines = (one.zone == "headline") + (other.zone == "headline")
            top = one.zone in _TOP and other.zone in _TOP
            found[i, j] = [sum(each), max(each, default=0.0), len(begun & there), fewest, most, headlines == 2, headlines == 1, top]
    return found


def _of_sentences(first: Sequence[Statement], second: Sequence[Statement], both: Array, weights: Weights) -> Array:
    """Return the clues of the sentences that two statements stand in, and of those around them."""
    found = np.zeros((len(first), len(second), 5))
    best: dict[tuple[int, int], float] = {}
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            key = (one.sentence, other.sentence)
            best[key] = max(best.get(key, 0.0), float(both[i, j]))
    (words, numbers), (other_words, other_numbers) = (_by_sentence(report) for report in (first, second))
    lengths = [max((one.sentence for one in report), default=1) for report in (first, second)]
    known: dict[tuple[int, int], list[float]] = {}
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            a, b = key = (one.sentence, other.sentence)
            if key not in known:
                before, after = (max(best.get((a + way, b + step), 0.0) for step in (0, way)) for way in (-1, 1))
                known[key] = [
                    weights.of(words[a] & other_words[b]),
                    len(numbers[a] & other_numbers[b]),
                    before,
                    after,
                    a / lengths[0] - b / lengths[1],
                ]
            found[i, j] = known[key]
    return found


def _by_sentence(report: Sequence[Statement]) -> tuple[dict[int, set[str]], dict[int, set[float]]]:
    words: dict[int, set[str]] = {}
    numbers: dict[int, set[float]] = {}
    for one in report:
        words.setdefault(one.sentence, set()).update(one.lemmas)
        numbers.setdefault(one.sentence, set()).update(amount.value for amount in one.amounts)
    return words, numbers
