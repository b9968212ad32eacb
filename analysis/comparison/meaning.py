"""How much of what one statement says another says too, word by word, in the states of the transformer that scores stance.

Each content word of the one is held against its nearest word of the other, weighed by how rare it is among the statements compared, as BERTScore does
(Zhang et al. 2020, "BERTScore: Evaluating Text Generation with BERT", ICLR).  The states are those that the stance model works out
anyway: once as they are, and once turned so that words of one fact lie near each other, as ``training.word_metric`` has learned from coded reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.stance.stance import StanceModel, chosen_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.comparison.statements import Statement

    Array = NDArray[np.float64]
    Weighed = Sequence[tuple[Array, Array]]

METRIC = Path(__file__).parents[1] / "models" / "comparison" / "words.npz"
_TINY = 1e-9


def word_states(reports: Sequence[Sequence[Statement]], sentences: Sequence[Mapping[int, tuple[str, int]]]) -> list[list[Array]]:
    """Return for each statement the states of its content words, (words, hidden).

    sentences: of each report, number -> (its text, where it begins).
    """
    model = chosen_model(None)
    assert isinstance(model, StanceModel)
    found = []
    for statements, texts in zip(reports, sentences, strict=True):
        numbers = sorted({one.sentence for one in statements})
        states = dict(zip(numbers, model.word_states([texts[number][0] for number in numbers]), strict=True))
        found.append([_states(one, *states[one.sentence], texts[one.sentence][1]) for one in statements])
    return found


def _states(one: Statement, states: Array, spans: NDArray[np.int64], begun: int) -> Array:
    """Return the mean state of the pieces of each content word; zeros for a word that the model did not read."""
    rows = np.zeros((len(one.spans), states.shape[1]))
    for row, (start, end) in zip(rows, one.spans, strict=True):
        inside = (spans[:, 0] < end - begun) & (spans[:, 1] > start - begun) & (spans[:, 1] > spans[:, 0])
        if inside.any():
            row[:] = states[inside].mean(axis=0)
    return rows


def centred(states: Sequence[Sequence[Array]]) -> list[list[Array]]:
    """Return the directions of words, of length 1 around the mean of all that are given."""
    every = [vectors for report in states for vectors in report if len(vectors)]
    centre = np.concatenate(every).mean(axis=0) if every else 0.0
    return [[_directions(vectors - centre) for vectors in report] for report in states]


@cache
def metric() -> dict[str, Array]:
    """Return what was learned of words: "centre", (hidden,), "turn", (hidden, directions), "weight", (directions,), and "rarity", one number."""
    with np.load(METRIC) as file:
        return {name: file[name].astype(np.float64) for name in file.files}


def turned(states: Sequence[Array], rarities: Sequence[Array], learned: Mapping[str, Array]) -> list[tuple[Array, Array]]:
    """Return the directions of the words of each statement as learned, and how much each word counts; rarities: of each word."""
    if not states:
        return []
    words = np.concatenate(states) - learned["centre"]
    counts = np.logaddexp(0, learned["rarity"] * np.concatenate(rarities) + words @ learned["weight"])
    cuts = np.cumsum([len(vectors) for vectors in states])[:-1]
    return list(zip(np.split(_directions(words @ learned["turn"]), cuts), np.split(counts, cuts), strict=True))


def _directions(vectors: Array) -> Array:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), _TINY))


class Near:
    """How near the words of the statements of two reports are to each other.

    first, second: the directions of the words of each statement, and how much each counts.
    """

    def __init__(self, first: Weighed, second: Weighed) -> None:
        self._own, self._their = ([k for k, (vectors, _) in enumerate(some) if len(vectors)] for some in (first, second))
        self._shape = (len(first), len(second))
        self._starts, self._other_starts = (np.cumsum([0, *(len(some[k][0]) for k in ks)])[:-1] for some, ks in self._both(first, second))
        self.alike = np.zeros((0, 0))
        if self._own and self._their:
            (words, counts), (others, other_counts) = (
                (np.concatenate([some[k][0] for k in ks]), np.concatenate([some[k][1] for k in ks])) for some, ks in self._both(first, second)
            )
            self.alike, self._counts, self._other_counts = words @ others.T, counts, other_counts

    def _both(self, first: Weighed, second: Weighed) -> list[tuple[Weighed, list[int]]]:
        return [(first, self._own), (second, self._their)]

    def held(self, nearer: float | None = None) -> tuple[Array, Array]:
        """Return how much of each of the first the second holds, and the other way round, both (first, second), from -1 to 1.

        nearer: None for the mean over the words of how near the nearest is; else the share of words, as they count, that have one nearer than that.
        """
        there, back = np.zeros(self._shape), np.zeros(self._shape)
        if self.alike.size:
            rows, columns = np.maximum.reduceat(self.alike, self._other_starts, axis=1), np.maximum.reduceat(self.alike, self._starts, axis=0)
            if nearer is not None:
                rows, columns = (rows > nearer).astype(np.float64), (columns > nearer).astype(np.float64)
            own, theirs = np.add.reduceat(self._counts, self._starts), np.add.reduceat(self._other_counts, self._other_starts)
            places = np.ix_(self._own, self._their)
            there[places] = np.add.reduceat(rows * self._counts[:, None], self._starts, axis=0) / np.maximum(own, _TINY)[:, None]
            back[places] = np.add.reduceat(columns * self._other_counts, self._other_starts, axis=1) / np.maximum(theirs, _TINY)
        return there, back

    def best(self, chosen: NDArray[np.bool_], others: NDArray[np.bool_]) -> Array:
        """Return how near the nearest two of some words are, (first, second), 0 where a statement has none of them.

        chosen, others: whether each word of the first, and of the second, is one of them, in order.
        """
        found = np.zeros(self._shape)
        if self.alike.size:
            masked = np.where(chosen[:, None] & others, self.alike, -np.inf)
            most = np.maximum.reduceat(np.maximum.reduceat(masked, self._other_starts, axis=1), self._starts, axis=0)
            found[np.ix_(self._own, self._their)] = np.where(np.isfinite(most), most, 0.0)
        return found


def held(first: Weighed, second: Weighed) -> tuple[Array, Array]:
    """Return ``Near.held`` of the words of two reports."""
    return Near(first, second).held()


def cosines(first: Weighed, second: Weighed) -> Array:
    """Return the cosines of the weighted means of the words, (first, second)."""
    hidden = next((vectors.shape[1] for vectors, _ in (*first, *second) if len(vectors)), 1)
    return _means(first, hidden) @ _means(second, hidden).T


def _means(some: Weighed, hidden: int) -> Array:
    return _directions(np.array([weights @ vectors if len(vectors) else np.zeros(hidden) for vectors, weights in some]).reshape(-1, hidden))
