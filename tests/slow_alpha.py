"""Krippendorff's alpha straight from its definition, for classes written as strings."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import numpy as np


def counts_of(coders, values):
    """One string a coder, one letter a unit, "." where missing -> how many coders gave each value to each unit."""
    return np.array([[sum(coder[unit] == value for coder in coders) for value in values] for unit in range(len(coders[0]))])


def slow_alpha(coders, values, level):
    """Alpha straight from its definition, pair by pair, in fractions."""
    units = [[coder[u] for coder in coders if coder[u] != "."] for u in range(len(coders[0]))]
    units = [unit for unit in units if len(unit) > 1]
    total = Counter(value for unit in units for value in unit)
    n = sum(total.values())

    def distance(one, other):
        if level == "nominal" or one == other:
            return Fraction(one != other)
        low, high = sorted((values.index(one), values.index(other)))
        between = sum(total[value] for value in values[low : high + 1])
        return (Fraction(between) - Fraction(total[one] + total[other], 2)) ** 2

    pairs = [(Fraction(1, len(unit) - 1), unit[i], unit[j]) for unit in units for i in range(len(unit)) for j in range(len(unit)) if i != j]
    observed = sum(weight * distance(one, other) for weight, one, other in pairs) / n
    expected = sum(Fraction(total[one] * (total[other] - (one == other)), n * (n - 1)) * distance(one, other) for one in total for other in total)
    return float(1 - observed / expected)
