"""What the encoder is to answer for every piece of a text: the labels of voices (PolNeAR), and how likely readers call it loaded (our own)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.reading.encoder import Pieces
from analysis.terms.marker import LABELS as TERMS
from analysis.voices.tagger import LABELS as VOICES
from training.polnear import ROLES, Annotated
from training.terms_gold import Labelled

UNREAD = -100
"""The label of a piece that nobody labelled."""
TRUST = {2: 0.98, 1: 0.8}
"""How likely a word is loaded that one reader marked, by the strength given to it."""


def labels_of(article: Annotated, pieces: Pieces) -> NDArray[np.int64]:
    """Return the label of every piece (index into the labels of voices); where attributions overlap, the first has the piece."""
    labels = np.zeros(len(pieces.ids), dtype=np.int64)
    starts = pieces.spans[:, 0]
    words = pieces.spans[:, 1] > starts  # no separators of paragraphs
    for one in article.attributions:
        for role in ROLES:
            name = role if one.source else f"nameless {role}"
            for number, (start, end) in enumerate(getattr(one, role)):
                inside = np.flatnonzero((starts >= start) & (starts < end) & (labels == 0) & words)
                labels[inside] = VOICES.index(f"I {name}")
                if number == 0 and len(inside):
                    labels[inside[0]] = VOICES.index(f"B {name}")
    return labels


def shares_of(readings: Sequence[Labelled], pieces: Pieces) -> NDArray[np.float32]:
    """Return how likely each piece has each label of loaded words, (pieces, labels), as the readers of one text tell; a row of zeros was not read."""
    total = np.zeros((len(pieces.ids), len(TERMS)), dtype=np.float32)
    starts, words = pieces.spans[:, 0], pieces.spans[:, 1] > pieces.spans[:, 0]
    for one in readings:
        own = np.zeros_like(total)
        for start, end, _ in one.sentences:
            own[(starts >= start) & (starts < end) & words, 0] = 1
        for mark in one.marks:
            inside = (starts >= mark.start) & (starts < mark.end) & words
            own[inside] = 0
            own[inside, 0] = 1 - TRUST[mark.strength]
            own[inside, TERMS.index(mark.category)] = TRUST[mark.strength]
        total += own
    return np.asarray(total / total.sum(axis=1, keepdims=True).clip(min=1))
