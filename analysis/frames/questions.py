"""The questions behind the frames: which of them an article answers with yes, how likely, and in which sentences.

The questions are those of Semetko and Valkenburg (2000, "Framing European Politics", Journal of Communication 50/2, 93-109), as Frermann et al.
(2023, "Conflicts, Villains, Resolutions", ACL) ask them; ``lexicons/frame_questions.csv`` has them in our words.  A head of the stance model says of
each sentence how much it speaks for a yes; three numbers of the sentences' scores (the highest, the mean of the three highest, the mean) say how
likely the article does.  A sentence is evidence where its own score is past the point that was best on hand-coded articles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.lexicons import read_rows
from analysis.model import read_learned
from analysis.tables import make_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).parents[1] / "models" / "narrative" / "frames.json"
MOST_EVIDENCE = 8
"""Sentences of evidence that are told for one question: the strongest."""


@dataclass(frozen=True)
class Question:
    """A question on an article: its code, the frame it belongs to, its words, and what a sentence that answers it shows."""

    code: str
    frame: str
    question: str
    evidence: str


@cache
def all_questions() -> tuple[Question, ...]:
    """Return the questions, in the order of the list."""
    return tuple(Question(row["code"], row["frame"], row["question"], row["evidence"]) for row in read_rows("frame_questions"))


@cache
def weights() -> dict[str, Any]:
    """Return what was learnt of questions and frames (``training.train_narrative``); raise ModelError where the file is missing or damaged."""
    return read_learned(WEIGHTS, "codes", "questions", "frames")


def features(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return an article as three numbers a question and its length: highest score, mean of the three highest, mean; shape (3 * questions + 1,).

    scores: log odds of its sentences, (sentences, questions), at least one sentence.
    """
    ordered = np.sort(scores, axis=0)[::-1]
    return np.concatenate([ordered[0], ordered[:3].mean(axis=0), scores.mean(axis=0), [np.log(len(scores))]])


def likely(model: dict[str, Any], values: NDArray[np.float64]) -> float:
    """Return the probability that a logistic model (``mean``, ``scale``, ``weights``, ``bias``) gives to an article's features."""
    scaled = (values - np.array(model["mean"])) / np.array(model["scale"])
    return float(1 / (1 + np.exp(-(scaled @ np.array(model["weights"]) + model["bias"]))))


def answer(sentences: pd.DataFrame, scores: NDArray[np.float64]) -> pd.DataFrame:
    """Return the table ``questions``: question (its code), frame, p (that the article answers yes), sentences (the evidence, strongest first).

    scores: log odds of shape (sentences, questions), in the order of the weights' ``codes``.
    """
    known = {one.code: one for one in all_questions()}
    values = features(scores) if len(scores) else None
    rows = []
    for column, code in enumerate(weights()["codes"]):
        model = weights()["questions"][code]
        p = likely(model, values) if values is not None else 0.0
        found = evidence(sentences["sentence"].tolist(), scores[:, column] - model["limit"])
        rows.append({"question": code, "frame": known[code].frame, "p": p, "sentences": " ".join(map(str, found)) or None})
    return make_table("questions", rows)


def evidence(numbers: Sequence[int], over: NDArray[np.float64]) -> list[int]:
    """Return the numbers of the sentences whose score is past its limit, the strongest first; over: score minus limit."""
    ordered = np.argsort(-over, kind="stable")
    return [int(numbers[at]) for at in ordered[:MOST_EVIDENCE] if over[at] > 0]
