"""The places and turns of what a PDF draws: six numbers move, stretch and turn what is drawn after them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

Matrix = tuple[float, float, float, float, float, float]

PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def matrix(operands: Sequence[Any]) -> Matrix:
    """Return six numbers of a file as a matrix; raise TypeError or ValueError where they are none."""
    a, b, c, d, e, f = (float(each) for each in operands[:6])
    return a, b, c, d, e, f


def times(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that does m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3], m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def turn(a: float, b: float) -> int:
    """Return how many quarter turns letters are turned by, -1 where they stand aslant."""
    angle = math.atan2(b, a) / (math.pi / 2)
    return round(angle) % 4 if abs(angle - round(angle)) < 0.12 else -1


def upright(x: float, y: float, turn: int) -> tuple[float, float]:
    """Return a place as seen by a reader who turns the page until letters so turned stand upright."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[max(turn, 0)]
