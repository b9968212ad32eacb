"""What coders said, as numbers: one variable of a class as a matrix of units (sentences, or words) and coders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from analysis.classroom.annotation import WHOLE
from analysis.classroom.coders import OF_WHOLE, STANCE, UNSURE, VALUES, WORDS, ClassCoding, words_between, words_of
from analysis.stance.stance import LABELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

Level = Literal["nominal", "ordinal"]
SILENT, UNSURE_CODE = -1, -2


@dataclass(frozen=True, eq=False)
class Units:
    """One variable as a matrix: the units (sentences, words, or questions on the article as a whole), and what each coder said of each.

    sentence: of each unit, shape (units,); ``WHOLE`` for all questions on the article as a whole, which is one thing that was read.  coded: index
    into ``values``, shape (units, coders); below 0 where missing: ``SILENT``, or ``UNSURE_CODE`` where the coder said "not mentioned or unsure".
    """

    variable: str
    values: tuple[str, ...]
    sentence: NDArray[np.int64]
    coders: tuple[str, ...]
    coded: NDArray[np.int8]

    @property
    def level(self) -> Level:
        """Stance is ordinal, the others are nominal."""
        return "ordinal" if self.variable.startswith(STANCE) else "nominal"

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many coders gave each value to each unit, shape (units, values)."""
        return np.stack([(self.coded == value).sum(axis=1) for value in range(len(self.values))], axis=1)

    @property
    def unsure(self) -> NDArray[np.int64]:
        """How many coders said "not mentioned or unsure" of each unit, shape (units,)."""
        return np.asarray((self.coded == UNSURE_CODE).sum(axis=1), dtype=np.int64)

    @property
    def majority(self) -> list[str | None]:
        """The most frequent value of each unit; None without answers, at a tie, and where "not mentioned or unsure" is as frequent."""
        best = []
        for counts, unsure in zip(self.counts, self.unsure, strict=True):
            top = np.flatnonzero(counts == counts.max())
            best.append(self.values[int(top[0])] if counts.max() > unsure and len(top) == 1 else None)
        return best


def units_of(coding: ClassCoding, variable: str) -> Units:
    """Return one variable of a class as a matrix.  Raises ValueError for a variable that was not asked about."""
    if variable not in coding.variables:
        raise ValueError(f"there is no variable {variable!r}; the variables are {', '.join(coding.variables)}")
    coders = tuple(coding.coders.coder)
    column = {coder: i for i, coder in enumerate(coders)}
    values = VALUES.get(variable, LABELS)
    if variable == WORDS:
        return _word_units(coding, coders, column)
    if variable in OF_WHOLE:
        return _whole_units(coding, variable, column)
    row = {int(number): i for i, number in enumerate(coding.sentences.sentence)}
    code = {UNSURE: UNSURE_CODE} | {value: i for i, value in enumerate(values)}
    coded = np.full((len(row), len(coders)), SILENT, dtype=np.int8)
    for one in coding.answers[coding.answers.variable == variable].itertuples():
        coded[row[int(one.sentence)], column[one.coder]] = code[one.value]
    return Units(variable, values, coding.sentences.sentence.to_numpy(dtype=np.int64), coders, coded)


def _whole_units(coding: ClassCoding, variable: str, column: dict[str, int]) -> Units:
    """Return each side, or each frame, as a unit."""
    questions, values = coding.questions(variable), VALUES[variable]
    coded = np.full((len(questions), len(column)), SILENT, dtype=np.int8)
    for one in coding.answers[coding.answers.variable.isin(questions)].itertuples():
        coded[questions.index(one.variable), column[one.coder]] = values.index(one.value)
    return Units(variable, values, np.full(len(questions), WHOLE, dtype=np.int64), tuple(column), coded)


def _word_units(coding: ClassCoding, coders: tuple[str, ...], column: dict[str, int]) -> Units:
    """Return each word as a unit: marked, or not marked by a coder who was asked and answered anything about its sentence."""
    words = words_of(coding.sentences)
    sentence = words.sentence.to_numpy(dtype=np.int64)
    coded = np.full((len(words), len(coders)), SILENT, dtype=np.int8)
    read = pd.concat([coding.answers[["coder", "sentence"]], coding.marks[["coder", "sentence"]]]).drop_duplicates()
    for one in read[~read.coder.isin(coding.not_marking)].itertuples():
        first, last = np.searchsorted(sentence, [one.sentence, one.sentence + 1])
        coded[first:last, column[one.coder]] = 0
    for mark in coding.marks.itertuples():
        inside = np.arange(len(words))[words_between(words, mark.start, mark.end)]
        coded[inside[sentence[inside] == mark.sentence], column[mark.coder]] = 1
    return Units(WORDS, VALUES[WORDS], sentence, coders, coded)


def word_shares(coding: ClassCoding, terms: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return which share of the coders marked each word.

    terms: the table of loaded words of a Framing; without it no word counts as listed.  Returns one row a word of the article: sentence, start,
    end, text, coders (who answered anything about the sentence), marked (by how many of them), share (missing without coders), listed
    (whether the program marks it, by its list or its model).
    """
    words, counts = words_of(coding.sentences), units_of(coding, WORDS).counts
    coders = counts.sum(axis=1)
    listed = np.zeros(len(words), dtype=bool)
    for start, end in () if terms is None else zip(terms.start, terms.end, strict=True):
        listed[words_between(words, start, end)] = True
    share = np.divide(counts[:, 1], coders, out=np.full(len(words), np.nan), where=coders > 0)
    return words.assign(coders=coders, marked=counts[:, 1], share=share, listed=listed)
