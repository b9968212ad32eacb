"""The checks of lesson 7, class agreement: percent agreement and alpha by hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.classroom.exercises.feedback import Feedback, again, close, higher_or_lower, not_a_number, right


def _pairs(answers: pd.DataFrame) -> list[tuple[Any, Any]]:
    """Return every pair of answers to one sentence; one row is a sentence, one column a coder, missing answers left out."""
    return [pair for _, row in answers.iterrows() for pair in combinations(row.dropna(), 2)]


def check_percent_agreement(answer: Any, answers: pd.DataFrame) -> Feedback:
    """Check the share, in percent, of pairs of answers to the same sentence that are equal; one row is a sentence, one column a coder."""
    if wrong := not_a_number(answer):
        return wrong
    pairs = _pairs(answers)
    wanted = 100 * sum(a == b for a, b in pairs) / len(pairs)
    whole = answers.dropna()
    unanimous = 100 * sum(len(set(row)) == 1 for row in whole.to_numpy()) / max(1, len(whole))
    if close(answer, wanted, 1):
        return right("Each pair of coders who both answered counts once.")
    if close(answer, wanted / 100):
        return again("That is the share. The question asks for the percentage.")
    if close(answer, unanimous, 1):
        return again("That is the share of sentences on which all agree. Count pairs of answers instead: with three coders a sentence has three.")
    with_missing = [pair for _, row in answers.iterrows() for pair in combinations(row, 2)]
    if close(answer, 100 * sum(a == b for a, b in pairs) / len(with_missing), 1):
        return again("A missing answer is not a disagreement. Leave out the pairs in which one is missing.")
    return again(f"That is {higher_or_lower(answer, wanted)}. List the pairs of answers to each sentence and count the equal ones.")


def check_alpha(answer: Any, first: Sequence[str], second: Sequence[str]) -> Feedback:
    """Check Krippendorff's nominal alpha of two coders without missing answers: 1 - observed / expected disagreement."""
    if wrong := not_a_number(answer):
        return wrong
    pairs = list(zip(first, second, strict=True))
    observed = sum(a != b for a, b in pairs) / len(pairs)
    every = [*first, *second]
    n = len(every)
    alike = sum(every.count(value) * (every.count(value) - 1) for value in set(every)) / (n * (n - 1))
    wanted = 1 - observed / (1 - alike)
    if close(answer, wanted, 0.015):
        return right("Agreement beyond what chance alone would give: 0 is chance, 1 is perfect.")
    if close(answer, 1 - observed):
        return again("That is the plain share of equal answers. If you picked two of the answers at random, how often would they be equal?")
    if close(answer, alike, 0.015) or close(answer, 1 - alike, 0.015):
        return again("That is what chance gives. Set the observed disagreement against the disagreement by chance.")
    return again(f"That is {higher_or_lower(answer, wanted)}. It is 1 minus (observed disagreement / disagreement by chance).")
