"""What the suite asks of a stance model, and what it gets: any object with ``id`` and ``score`` will do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from analysis.model import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Target = tuple[str, int, int]
"""A text and the character span of the target in it."""
NoTarget = tuple[str, None, None]
"""A text whose overall tone is asked for."""


@dataclass(frozen=True)
class Scores:
    """What a model answered: probabilities of shape (n, 3), negative, neutral, positive; and the numbers, from 0, of the texts it had to cut."""

    probabilities: NDArray[np.float64]
    cut: tuple[int, ...] = ()


class HasScore(Protocol):
    """The least a stance model has: a name, and probabilities of shape (n, 3) for targets."""

    id: str

    def score(self, targets: Sequence[Target], *, progress: bool = False) -> NDArray[np.float64]:
        """Return probabilities of shape (n, 3): negative, neutral, positive."""
        ...


class Scorer(Protocol):
    """All that the suite asks of a stance model; ``scorer_from`` gives one that has no more than ``id`` and ``score`` the rest."""

    id: str
    hash: str | None
    """SHA-256 of its weights; None where they have no such thing."""
    close_call: float | None
    """A highest probability below this is too close to call; None where the model has no such threshold."""
    reads_stand_ins: bool
    """Whether it reads stand-ins in the place of countries' names."""
    tells_subjectivity: bool
    """Whether it was trained to tell opinionated from factual sentences."""
    questions: tuple[str, ...]
    """Codes of the questions on frames that it answers for a sentence; () for none."""
    roles: tuple[str, ...]
    """The roles that it tells of a target, "none" first; () for none."""

    def score(self, targets: Sequence[Target], *, progress: bool = False) -> NDArray[np.float64]:
        """Return probabilities of shape (n, 3): negative, neutral, positive."""
        ...

    def scores(self, targets: Sequence[Target], *, progress: bool = False) -> Scores:
        """Return the same with the texts that were cut."""
        ...

    def subjective(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return, in shape (n,), the probability that each text is opinionated; raise ModelError where the model does not tell."""
        ...

    def question_scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return log odds of shape (n, questions); raise ModelError where the model answers none."""
        ...

    def role_scores(self, targets: Sequence[Target]) -> NDArray[np.float64]:
        """Return probabilities of shape (n, roles); raise ModelError where the model tells none."""
        ...


class Plain:
    """A model of which only ``id`` and ``score`` are known, with the answers "none" and "no" to all else that the suite asks."""

    def __init__(self, model: HasScore) -> None:
        self.id = model.id
        self.model = model
        self.hash: str | None = getattr(model, "hash", None)
        self.close_call: float | None = getattr(model, "close_call", None)
        self.reads_stand_ins = False
        self.tells_subjectivity = False
        self.questions: tuple[str, ...] = ()
        self.roles: tuple[str, ...] = ()

    def score(self, targets: Sequence[Target], *, progress: bool = False) -> NDArray[np.float64]:
        """Return what the model answers."""
        return self.model.score(targets, progress=progress)

    def scores(self, targets: Sequence[Target], *, progress: bool = False) -> Scores:
        """Return what the model answers; nothing is known of texts it cut."""
        return Scores(self.score(targets, progress=progress))

    def subjective(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Raise ModelError: the model does not tell."""
        raise ModelError(f"{self.id!r} does not tell opinion from fact, nor does it say whether it could")

    def question_scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Raise ModelError: the model answers none."""
        raise ModelError(f"{self.id!r} cannot answer questions about frames")

    def role_scores(self, targets: Sequence[Target]) -> NDArray[np.float64]:
        """Raise ModelError: the model tells none."""
        raise ModelError(f"{self.id!r} cannot find roles")


def scorer_from(model: HasScore) -> Scorer:
    """Return the model as all the suite asks for; one that has no more than ``id`` and ``score`` is given the rest."""
    whole = all(hasattr(model, name) for name in ("scores", "tells_subjectivity", "role_scores"))
    return cast("Scorer", model) if whole else Plain(model)
