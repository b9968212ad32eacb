"""What a check says, and what it first looks at: is there an answer, and is it a number or a text?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.templates import render

DOTS = "Nothing yet: write your answer in the place of the three dots, run that cell, then this one."
ROUNDED = 0.006
"""An answer rounded to two places counts as right."""


@dataclass(frozen=True)
class Feedback:
    """What a check says: whether the answer is right, and a sentence or two on it."""

    right: bool
    text: str

    def _repr_html_(self) -> str:
        return render("feedback.html.j2", right=self.right, text=self.text)


def right(text: str) -> Feedback:
    """Say that the answer is right, and what to take from it."""
    return Feedback(True, text)


def again(text: str) -> Feedback:
    """Say that the answer is not right yet, and what to look at again."""
    return Feedback(False, text)


def not_a_number(answer: Any) -> Feedback | None:
    """Return what to say of an answer that is missing or no number; None for a number."""
    if answer is ... or answer is None:
        return again(DOTS)
    if isinstance(answer, bool) or not isinstance(answer, (int, float, np.integer, np.floating)):
        return again(f"The answer should be a number such as 12 or 0.5; this is {type(answer).__name__} {str(answer)[:40]!r}.")
    if not np.isfinite(float(answer)):
        return again("The answer is not a number you can compare: it is missing or infinite. Did you divide by zero?")
    return None


def not_a_text(answer: Any) -> Feedback | None:
    """Return what to say of an answer that is missing or no text; None for a text."""
    if answer is ... or answer is None or (isinstance(answer, str) and not answer.strip()):
        return again(DOTS)
    if not isinstance(answer, str):
        return again(f"The answer should be a text between quotation marks; this is {type(answer).__name__}.")
    return None


def not_matched(answer: Any, wanted: Mapping[str, str], hints: Mapping[str, str], what: str, known: Sequence[str]) -> Feedback | None:
    """Return what to say of letters matched with words that are missing or wrong; None where all are right.

    wanted: letter -> word.  hints: what to look at again, by letter.  what: what the words are called ("form").  known: all there are.
    """
    if answer is ...:
        return again(DOTS)
    if not isinstance(answer, dict) or set(answer) != set(wanted):
        return again(f'Give a {what} for each letter: {{"a": "{known[0]}", "b": ..., ...}}.')
    unknown = [str(word) for word in answer.values() if word not in known]
    if unknown:
        return again(f"“{unknown[0]}” is not a {what}. Choose from {', '.join(known)}.")
    wrong = [letter for letter, word in wanted.items() if answer[letter] != word]
    return again(f"Look at {wrong[0]} again. {hints[wrong[0]]}") if wrong else None


def close(answer: Any, wanted: float, by: float = ROUNDED) -> bool:
    """Say whether a number lies within ``by`` of the one that is wanted."""
    return abs(float(answer) - wanted) <= by


def higher_or_lower(answer: Any, wanted: float) -> str:
    """Say on which side of the right number an answer lies."""
    return "too high" if float(answer) > wanted else "too low"
