"""How much each word of the statements compared counts, and whether two names are one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.comparison.statements import Statement

    Array = NDArray[np.float64]


def named_alike(one: str, other: str) -> bool:
    """Say whether two speakers have one name, by its last word: "Ann Cole" and "Cole"."""
    return one.split()[-1].lower() == other.split()[-1].lower()


class Weights:
    """How much each content word counts: the rarer among the statements compared, the more."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        found = Counter(lemma for one in statements for lemma in set(one.lemmas))
        of = len(statements)
        self._each = {lemma: math.log((of + 1) / many) for lemma, many in found.items()}
        self._new = math.log(of + 1)

    def one(self, lemma: str) -> float:
        """Return the weight of a word."""
        return self._each.get(lemma, self._new)

    def each(self, lemmas: Sequence[str]) -> Array:
        """Return the weight of each word, (words,)."""
        return np.array([self.one(lemma) for lemma in lemmas])

    def of(self, lemmas: set[str]) -> float:
        """Return the weight of some words together."""
        return sum(self.one(lemma) for lemma in sorted(lemmas))
