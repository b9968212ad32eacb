"""The checks of lesson 11, two reports of one event: same fact or not, facts left out, whom only one report quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from analysis.classroom.exercises.feedback import DOTS, Feedback, again, close, not_a_number, not_matched, right

if TYPE_CHECKING:
    import pandas as pd

SAME, TWO = "same", "two"
PAIRS = {"a": SAME, "b": TWO, "c": SAME, "d": TWO, "e": SAME}
_HINTS = {
    "a": "Who clears, and what is cleared?",
    "b": "Who attacks whom?",
    "c": "Can both numbers be right?",
    "d": "Who is it said about?",
    "e": "Leave the judgement out: who drives?",
}


class Compared(Protocol):
    """What the checks need of a comparison (``analysis.comparison``)."""

    @property
    def keys(self) -> tuple[str, ...]:
        """What each report is called."""

    @property
    def sources(self) -> pd.DataFrame:
        """Whom each report quotes."""

    def left_out(self, key: str) -> pd.DataFrame:
        """Return what others tell and one does not."""


def check_same_fact(answer: Any) -> Feedback:
    """Check of five pairs of sentences whether they tell the same fact: letter -> "same" or "two"."""
    if wrong := not_matched(answer, PAIRS, _HINTS, "verdict", (SAME, TWO)):
        return wrong
    return right("Shared words prove nothing, and neither do other words. Which pair would a program get wrong most easily?")


def check_left_out(answer: Any, comparison: Compared) -> Feedback:
    """Check how many facts the second report does not tell that others do."""
    if wrong := not_a_number(answer):
        return wrong
    rows = comparison.left_out(comparison.keys[1])
    wanted = int(rows["fact"].nunique())
    if close(answer, wanted):
        return right("Read three of them again. Does the second report have one of them in other words after all?")
    if close(answer, len(rows)):
        return again("That is the number of rows. A fact reported in two sentences has two rows; count each fact once.")
    if close(answer, int(comparison.left_out(comparison.keys[0])["fact"].nunique())):
        return again("That is what the first report leaves out. The question is about the second.")
    return again("Ask comparison.left_out(comparison.keys[1]) and count the different numbers in its column “fact”.")


def check_only_quoted(answer: Any, comparison: Compared) -> Feedback:
    """Check the name of a source that only the first report quotes."""
    if answer is ...:
        return again(DOTS)
    if not isinstance(answer, str):
        return again("Give a name in quotation marks.")
    table = comparison.sources
    own = set(table.loc[table["only_here"] & (table["article"] == comparison.keys[0]), "source"])
    name = answer.strip()
    if name in own or (not name and not own):
        return right("How would the other report read with this voice in it?" if own else "Each of its sources is quoted by the other report too.")
    if name in set(table.loc[table["article"] == comparison.keys[0], "source"]):
        return again("The first report quotes this source, and so does another: its last column says no.")
    if name in set(table["source"]):
        return again("Another report quotes this source. The question is about the first one.")
    return again("Write the name exactly as in the column “source”.")
