"""Logistic regressions with a penalty, classes weighted to be equally common: what roles and frames are learnt with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[np.float64]

_CONSTANT = 1e-3
"""A feature that spreads less is the same everywhere, and is not scaled."""


def fit(x: Array, y: NDArray[np.int64], penalty: float) -> tuple[Array, Array]:
    """Return weights (classes, features) and constants (classes,) of a multinomial regression, classes weighted to be equally common.

    Two classes have one row.  x is standardised; the penalty is half of it times the squared weights, against the sum of the losses.
    """
    classes = int(y.max()) + 1
    counts = np.bincount(y, minlength=classes).clip(min=1)
    weight = (len(y) / (classes * counts))[y]
    wanted = np.eye(classes)[y]
    penalty *= 2 if classes == 2 else 1  # two rows, of which the difference counts

    def loss(flat: Array) -> tuple[float, Array]:
        w = flat.reshape(classes, -1)
        logits = x @ w[:, :-1].T + w[:, -1]
        logits -= logits.max(axis=1, keepdims=True)
        log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        wrong = (np.exp(log_p) - wanted) * weight[:, None]
        gradient = np.c_[wrong.T @ x + penalty * w[:, :-1], wrong.sum(axis=0)]
        return float(-(log_p * wanted).sum(axis=1) @ weight + penalty / 2 * (w[:, :-1] ** 2).sum()), gradient.ravel()

    start = np.zeros(classes * (x.shape[1] + 1))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x.reshape(classes, -1)
    if classes == 2:
        found = found[1:] - found[:1]
    return found[:, :-1], found[:, -1]


@dataclass(frozen=True)
class Scaled:
    """A regression with the means and spreads of its features; ``logits`` gives (n, classes)."""

    mean: Array
    scale: Array
    weights: Array
    bias: Array

    def logits(self, x: Array) -> Array:
        """Return the logits of rows, (n, classes)."""
        return np.asarray((x - self.mean) / self.scale @ self.weights.T + self.bias)

    def plain(self) -> tuple[Array, Array]:
        """Return weights and constants for features as they are."""
        own = self.weights / self.scale
        return own, self.bias - own @ self.mean


def scaled_fit(x: Array, y: NDArray[np.int64], penalty: float) -> Scaled:
    """Standardise and fit."""
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale = np.where(scale < _CONSTANT, 1.0, scale)
    return Scaled(mean, scale, *fit((x - mean) / scale, y, penalty))


def as_json(model: Scaled) -> dict[str, Any]:
    """Return a regression as a file keeps it: of two classes the numbers of the one row."""
    weights, bias = (model.weights[0], float(model.bias[0])) if len(model.weights) == 1 else (model.weights, model.bias.round(4).tolist())
    return {"mean": model.mean.round(4).tolist(), "scale": model.scale.round(4).tolist(), "weights": weights.round(4).tolist(), "bias": bias}
