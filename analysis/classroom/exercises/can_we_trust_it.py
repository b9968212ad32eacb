"""The checks of lesson 6, can we trust it: a macro F1 by hand, how far scores hang on names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.classroom.exercises.feedback import Feedback, again, close, higher_or_lower, not_a_number, right

if TYPE_CHECKING:
    from analysis.stance.swap import SwapAudit


def check_macro_f1(answer: Any, coder: Sequence[str], program: Sequence[str]) -> Feedback:
    """Check the macro F1 of a program against a coder, from 0 to 1: the mean over the labels of 2 * hits / (coder's + program's)."""
    if wrong := not_a_number(answer):
        return wrong
    pairs = list(zip(coder, program, strict=True))
    labels = list(dict.fromkeys([*coder, *program]))
    each = [2 * sum(a == b == label for a, b in pairs) / sum((a == label) + (b == label) for a, b in pairs) for label in labels]
    wanted, same = float(np.mean(each)), sum(a == b for a, b in pairs) / len(pairs)
    if close(answer, wanted):
        return right(
            "Rare answers weigh as much as frequent ones here, which is why it lies below the plain share." if same > wanted else "That is right."
        )
    if close(answer, same):
        return again("That is the plain share of equal answers. A program that always says the most frequent label would do well on it.")
    if any(close(answer, value) for value in each):
        return again("That is the F1 of one label. Take the mean over all labels.")
    return again(f"That is {higher_or_lower(answer, wanted)}. For each label: twice the hits, over the coder’s answers plus the program’s.")


def check_mean_move(answer: Any, audit: SwapAudit) -> Feedback:
    """Check by how much scores move on average when the names are exchanged, up or down, over the mentions that can move."""
    if wrong := not_a_number(answer):
        return wrong
    if audit.missing:
        return again(audit.missing)
    moves = audit.table.loc[audit.table.named, "change"]
    wanted = float(moves.abs().mean())
    if close(answer, wanted):
        return right("It shows how far scores depend on names, not in whose favour: the signed mean shows that.")
    if close(answer, float(moves.mean())):
        return again("That is the signed mean, in which a move up and a move down cancel out. How far does a score move, in whichever direction?")
    if close(answer, float(audit.table.change.abs().mean())):
        return again("Some mentions are in a sentence that names no side and cannot move. Leave them out; the column `named` shows which.")
    return again(f"That is {higher_or_lower(answer, wanted)}. Take the sizes of `change` without their signs.")
