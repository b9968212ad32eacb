"""How much of what one statement says another says too, word by word, in the states of the transformer that scores stance.

Each content word of the one is held against its nearest word of the other, weighed by how rare it is among the statements compared, as BERTScore does
(Zhang et al. 2020, "BERTScore: Evaluating Text Generation with BERT", ICLR).  The states are those that the stance model works out anyway.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.stance.stance import StanceModel, chosen_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.comparison.statements import Statement

    Array = NDArray[np.float64]

_TINY = 1e-9


def word_vectors(reports: Sequence[Sequence[Statement]], sentences: Sequence[Mapping[int, tuple[str, int]]]) -> list[list[Array]]:
    """Return for each statement the directions of its content words, (words, hidden), of length 1 around the mean of all.

    sentences: of each report, number -> (its text, where it begins).
    """
    model = chosen_model(None)
    assert isinstance(model, StanceModel)
    found = []
    for statements, texts in zip(reports, sentences, strict=True):
        numbers = sorted({one.sentence for one in statements})
        states = dict(zip(numbers, model.word_states([texts[number][0] for number in numbers]), strict=True))
        found.append([_vectors(one, *states[one.sentence], texts[one.sentence][1]) for one in statements])
    every = [vectors for report in found for vectors in report if len(vectors)]
    centre = np.concatenate(every).mean(axis=0) if every else 0.0
    return [[_directions(vectors - centre) for vectors in report] for report in found]


def _vectors(one: Statement, states: Array, spans: NDArray[np.int64], begun: int) -> Array:
    """Return the mean state of the pieces of each content word; zeros for a word that the model did not read."""
    rows = np.zeros((len(one.spans), states.shape[1]))
    for row, (start, end) in zip(rows, one.spans, strict=True):
        inside = (spans[:, 0] < end - begun) & (spans[:, 1] > start - begun) & (spans[:, 1] > spans[:, 0])
        if inside.any():
            row[:] = states[inside].mean(axis=0)
    return rows


def _directions(vectors: Array) -> Array:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), _TINY))


def held(first: Sequence[tuple[Array, Array]], second: Sequence[tuple[Array, Array]]) -> tuple[Array, Array]:
    """Return how much of each of the first the second holds, and the other way round, both (first, second), from -1 to 1.

    first, second: the directions of the words of each, and their weights.
    """
    there, back = np.zeros((len(first), len(second))), np.zeros((len(first), len(second)))
    for i, (vectors, weights) in enumerate(first):
        for j, (others, other_weights) in enumerate(second):
            if len(vectors) and len(others):
                near = vectors @ others.T
                there[i, j] = near.max(axis=1) @ weights / max(weights.sum(), _TINY)
                back[i, j] = near.max(axis=0) @ other_weights / max(other_weights.sum(), _TINY)
    return there, back


def cosines(first: Sequence[tuple[Array, Array]], second: Sequence[tuple[Array, Array]], hidden: int) -> Array:
    """Return the cosines of the weighted means of the words, (first, second)."""
    return _means(first, hidden) @ _means(second, hidden).T


def _means(some: Sequence[tuple[Array, Array]], hidden: int) -> Array:
    return _directions(np.array([weights @ vectors if len(vectors) else np.zeros(hidden) for vectors, weights in some]).reshape(-1, hidden))
