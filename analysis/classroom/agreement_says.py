"""What the numbers of an agreement say, in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.classroom.alpha import RELIABLE, TENTATIVE
from analysis.classroom.coders import FRAMES_OF, OF_WHOLE, ROLES_OF, STANCE, WORDS
from analysis.templates import clean, counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.classroom.agreement import Agreement

SOME_UNDEFINED = 0.05
"""With more undefined draws than this, the verdict says how many.  A convention of this suite."""
_QUESTIONS = {STANCE: "Stance towards", OF_WHOLE[ROLES_OF]: "Role of", OF_WHOLE[FRAMES_OF]: "Frame:"}
FEW_CODERS = 5
"""Below: the result says that each coder weighs heavily.  A convention of this suite."""


def coefficient(value: float) -> str:
    """Return alpha as papers print it: ``.71``, ``−.12``, ``1.00``; a dash where it is undefined."""
    if np.isnan(value):
        return "–"
    text = f"{abs(value):.2f}"
    return ("−" if value < 0 and float(text) else "") + (text[1:] if text.startswith("0") else text)


def variable_name(variable: str) -> str:
    """Return a variable, or a question on the article as a whole, as the start of a sentence: ``Stance towards Armenia``, ``Role of Armenia``."""
    for begin, words in _QUESTIONS.items():
        if variable.startswith(begin):
            return f"{words} {clean(variable.removeprefix(begin))}"
    return variable.capitalize()


def _grade(alpha: float) -> str:
    return "reliable" if alpha >= RELIABLE else "tentative" if alpha >= TENTATIVE else "not reliable"


def verdict(counts: NDArray[np.int64], values: Sequence[str], alpha: float, interval: tuple[float, float, float], *, of_whole: bool = False) -> str:
    """Say what the value allows, and what else the interval leaves possible; of_whole: it was read off one article as a whole."""
    if not len(counts):
        return f"not measured: no two coders answered the same {'question' if of_whole else 'sentence'}"
    if np.isnan(alpha):
        return f"undefined: every answer is “{values[int(counts.sum(axis=0).argmax())]}”, so agreement cannot be told from chance"
    low, high, undefined = interval
    if of_whole:
        return "too few to say; questions on an article as a whole need at least five articles"
    if np.isnan(low):
        return f"{_grade(alpha)}; no interval, since {'too few answers differ' if undefined else 'there are too few sentences'}"
    span = list(dict.fromkeys((_grade(low), _grade(high))))
    text = _grade(alpha) if len(span) == 1 else f"{_grade(alpha)}; the interval allows anything from {span[0]} to {span[1]}"
    return f"{text}; alpha is undefined in {undefined:.0%} of the draws" if undefined > SOME_UNDEFINED else text


def variable_says(row: Any) -> str:
    """Say how far the coders agree on one variable; a row of ``Agreement.summary``."""
    name = variable_name(row.variable)
    if not row.answers:
        return f"{name}: {row.verdict}."
    of = counted(row.sentences, "sentence") if row.variable not in OF_WHOLE else "one article"
    where = f"{counted(row.coders, 'coder')}, {of}"
    same = "two coders treat a word alike, marked or not," if row.variable == WORDS else "two coders gave the same answer"
    same += f" in {row.agreement:.0%} of the cases"
    if np.isnan(row.alpha):
        return f"{name}: {same} ({where}). Alpha is {row.verdict}."
    spread = f" (between {coefficient(row.low)} and {coefficient(row.high)}; {where})" if not np.isnan(row.low) else f" ({where})"
    return f"{name}: {same}; alpha is {coefficient(row.alpha)}{spread}: {row.verdict}."


def size_says(agreement: Agreement) -> list[str]:
    """Say what a class and a text of this size allow one to say."""
    items = []
    widths = (agreement.summary.high - agreement.summary.low).dropna()
    if len(widths):
        spread = f"{coefficient(widths.min())} to {coefficient(widths.max())}" if len(widths) > 1 else coefficient(widths.iloc[0])
        items.append(
            f"The intervals are {spread} wide. They show how far alpha could move with other sentences of this kind; half the width would take about "
            f"four times as many sentences ({4 * agreement.sentences}). They do not show what other coders would have done."
        )
    if agreement.coders < FEW_CODERS:
        items.append(
            f"With {counted(agreement.coders, 'coder')}, each reading weighs heavily: this shows how these people agree, not how readers in "
            "general would."
        )
    return items


def apart_says(by_coder: pd.DataFrame) -> list[str]:
    """Name the coders who stand apart, with their agreement and that of the median coder."""
    said = []
    for row in by_coder[by_coder.apart.map(len) > 0].to_dict("records"):
        shares = [f"{clean(name)} {row[name]:.0%} (the median coder {by_coder[name].median():.0%})" for name in row["apart"]]
        said.append(f"{clean(row['coder'])} agrees with the rest far less than the others do: {'; '.join(shares)}.")
    if said:
        said.append("A coder who differs may have understood the code book differently, been careless, or been the only one who read closely. Ask.")
    return said
