"""Learn to turn the states of words so that the words of one fact lie near each other: ``analysis.comparison.meaning.turned``.

Statements of two reports are held against each other word by word; of all statements of the other report, those that tell the same fact shall be the
likest (InfoNCE: van den Oord et al. 2018, "Representation Learning with Contrastive Predictive Coding"), both ways.  Needs torch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

Array = NDArray[np.float64]
DIRECTIONS = 256
_POWER = 0.25
"""How far the directions are made equally long before training: 0 not at all, 1 altogether."""
_EPOCHS, _RATE, _PENALTY, _DROPPED = 14, 1e-3, 1e-4, 0.3


@dataclass(frozen=True)
class Told:
    """An event to learn from: the states and the rarities of the words of each report's statements, and which pairs of statements tell one fact."""

    states: Sequence[Sequence[Array]]
    rarities: Sequence[Sequence[Array]]
    labels: Mapping[tuple[int, int], NDArray[np.int64]]


def learn(events: Sequence[Told], seed: int = 1) -> dict[str, Array]:
    """Return what ``analysis.comparison.meaning.metric`` reads."""
    import torch

    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    every = np.concatenate([words for event in events for report in event.states for words in report])
    centre = every.mean(axis=0)
    _, sizes, axes = np.linalg.svd(every - centre, full_matrices=False)
    axes, scale = axes[:DIRECTIONS], (sizes[:DIRECTIONS] / sizes[0]) ** -_POWER
    begun = torch.tensor(np.diag(scale / np.sqrt((scale**2).mean())), dtype=torch.float32)
    learned = {
        "turn": begun.clone(),
        "weight": torch.zeros(DIRECTIONS),
        "rarity": torch.tensor(1.0),
        "sharp": torch.tensor(2.5),
        "mix": torch.zeros(3),
    }
    for one in learned.values():
        one.requires_grad_()
    laid = [[_laid(report, rarity, centre, axes) for report, rarity in zip(event.states, event.rarities, strict=True)] for event in events]
    steps = torch.optim.Adam(learned.values(), lr=_RATE)
    for _ in range(_EPOCHS):
        for at in rng.permutation(len(events)):
            loss = _loss(laid[at], events[at].labels, learned)
            if loss is None:
                continue
            steps.zero_grad()
            (loss + _PENALTY * ((learned["turn"] - begun) ** 2).sum() + _PENALTY * (learned["weight"] ** 2).sum()).backward()
            steps.step()
    found = {name: one.detach().numpy().astype(np.float64) for name, one in learned.items()}
    return {"centre": centre, "turn": axes.T @ found["turn"], "weight": axes.T @ found["weight"], "rarity": found["rarity"]}


Laid = tuple["torch.Tensor", "torch.Tensor", "torch.Tensor"]


def _laid(report: Sequence[Array], rarities: Sequence[Array], centre: Array, axes: Array) -> Laid:
    """Return the words of statements on the axes, (statements, words, directions), their rarities, and which are there."""
    import torch

    longest = max((len(words) for words in report), default=1) or 1
    words, rare = torch.zeros(len(report), longest, len(axes)), torch.zeros(len(report), longest)
    there = torch.zeros(len(report), longest, dtype=torch.bool)
    for k, (own, rarity) in enumerate(zip(report, rarities, strict=True)):
        words[k, : len(own)] = torch.tensor((own - centre) @ axes.T, dtype=torch.float32)
        rare[k, : len(own)] = torch.tensor(rarity, dtype=torch.float32)
        there[k, : len(own)] = True
    return words, rare, there


def _loss(laid: Sequence[Laid], labels: Mapping[tuple[int, int], NDArray[np.int64]], learned: Mapping[str, Any]) -> Any:
    import torch

    losses = []
    for (a, b), truth in labels.items():
        score, same = _alike(laid[a], laid[b], learned), torch.tensor(truth, dtype=torch.float32)
        for found, told in ((score, same), (score.T, same.T)):
            has = told.sum(dim=1) > 0
            if has.any():
                losses.append(-torch.logsumexp(torch.log_softmax(found[has], dim=1) + torch.log(told[has].clamp(min=1e-9)), dim=1))
    return torch.cat(losses).mean() if losses else None


def _alike(first: Laid, second: Laid, learned: Mapping[str, Any]) -> torch.Tensor:
    """Return how alike the statements of two reports are, (first, second)."""
    import torch
    from torch.nn.functional import dropout, normalize, softplus

    (words, rare, there), (others, other_rare, also) = first, second
    words, others = dropout(words, _DROPPED), dropout(others, _DROPPED)
    own, theirs = normalize(words @ learned["turn"], dim=-1), normalize(others @ learned["turn"], dim=-1)
    n, length, _ = own.shape
    m, width, _ = theirs.shape
    near = (own.reshape(n * length, -1) @ theirs.reshape(m * width, -1).T).reshape(n, length, m, width)
    near = near.masked_fill(~also[None, None], -1.0).masked_fill(~there[:, :, None, None], -1.0)
    counts = softplus(learned["rarity"] * rare + words @ learned["weight"]) * there
    other_counts = softplus(learned["rarity"] * other_rare + others @ learned["weight"]) * also
    held = torch.einsum("nlm,nl->nm", near.amax(dim=3), counts) / counts.sum(dim=1).clamp(min=1e-6)[:, None]
    back = torch.einsum("nmw,mw->nm", near.amax(dim=1), other_counts) / other_counts.sum(dim=1).clamp(min=1e-6)[None]
    means = normalize((own * counts[..., None]).sum(dim=1), dim=-1) @ normalize((theirs * other_counts[..., None]).sum(dim=1), dim=-1).T
    mix = torch.softmax(learned["mix"], dim=0)
    return torch.exp(learned["sharp"]) * (mix[0] * (held + back) / 2 + mix[1] * torch.minimum(held, back) + mix[2] * means)
