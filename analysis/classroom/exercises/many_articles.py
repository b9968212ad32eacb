"""The checks of lesson 12, many articles: what counts as a unit, a value from its parts, which difference is sure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis.classroom.exercises.feedback import DOTS, Feedback, again, close, higher_or_lower, not_a_number, right

if TYPE_CHECKING:
    import pandas as pd

UNITS = {"a": 40, "b": 1, "c": 9}
_HINTS = {
    "a": "Sentences of one article were written by one reporter on one day.",
    "b": "How many articles are there?",
    "c": "Do twelve copies of one text tell you more than one copy?",
}
_LOADED = "loaded words, reporter’s voice"


def check_units(answer: Any) -> Feedback:
    """Check how many units three studies have: letter -> number."""
    if answer is ...:
        return again(DOTS)
    if not isinstance(answer, Mapping) or set(answer) != set(UNITS):
        return again('Give a number for each letter: {"a": 12, "b": ..., "c": ...}.')
    for letter, wanted in UNITS.items():
        if wrong := not_a_number(answer[letter]):
            return wrong
        if not close(answer[letter], wanted):
            return again(f"Look at {letter} again. {_HINTS[letter]}")
    return right("More sentences make each article’s own value surer. Only more articles make the paper’s value surer.")


def check_value(answer: Any, measured: pd.DataFrame) -> Feedback:
    """Check the loaded words per 100 of the first paper in the table of measures."""
    if wrong := not_a_number(answer):
        return wrong
    rows = measured[measured["measure"] == _LOADED]
    own = rows[rows["outlet"].fillna("") == (rows["outlet"].fillna("").iloc[0])]
    wanted = 100 * float(own["total"].sum()) / float(own["of"].sum())
    if close(answer, wanted):
        return right("A long article weighs more than a short one: it says more.")
    if close(answer, wanted / 100):
        return again("That is a share of one. The question asks how many in 100 words.")
    if close(answer, 100 * float((own["total"] / own["of"]).mean())):
        return again("That is the mean of the articles’ values, in which a short article counts as much as a long one. Add up first, then divide.")
    if close(answer, 100 * float(rows["total"].sum()) / float(rows["of"].sum())):
        return again("Those are all papers together. Take the rows of one.")
    return again(f"That is {higher_or_lower(answer, wanted)}. Add up both columns over the rows of the paper, divide, and multiply by 100.")


def check_apart(answer: Any, outlets: pd.DataFrame) -> Feedback:
    """Check which two papers differ for sure, by their intervals."""
    if answer is ...:
        return again(DOTS)
    if not isinstance(answer, (tuple, list)) or len(answer) != 2 or not all(isinstance(one, str) for one in answer):
        return again('Give two names in brackets: ("The Daily", "The Post"), or ("", "") for none.')
    known = outlets.dropna(subset=["low"]).set_index("outlet")
    sure = {frozenset((one, other)) for one in known.index for other in known.index if known["low"][one] > known["high"][other]}
    if not any(answer):
        return again("There are two whose intervals do not touch.") if sure else right("All intervals touch: this corpus is too small to tell.")
    if wrong := [one for one in answer if one not in set(outlets["outlet"])]:
        return again(f"“{wrong[0]}” is not in the table. Write the names as the table has them.")
    if frozenset(answer) in sure:
        return right("Their intervals do not touch. Where two touch a little, the papers may still differ; then you would need more articles.")
    return again("The interval of one reaches into that of the other. Look for a low end that lies above a high end.")
