"""A class summed up: one row a student for a gradebook, one row a question of each sentence for the talk in class.

Agreement is no grade: who stands alone may have read most closely.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.classroom.agreement import measure_agreement
from analysis.classroom.coders import LEFT_OUT, STANCE, VOICE, WORDS, show
from analysis.classroom.units import Units, units_of, word_shares
from analysis.templates import counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.classroom.agreement import Agreement
    from analysis.classroom.coders import ClassCoding

Counted = tuple["NDArray[np.int64]", "NDArray[np.int64]"]
"""Of each coder: how many answers were compared, and how many were the same."""
NO_GRADE = (
    "Agreement is not a grade. It says who read alike and not who read well: the class can agree and be wrong, and whoever stands alone may "
    "have read most closely. Mark the reasons."
)


@dataclass(frozen=True, eq=False)
class ClassSummary:
    """What a class answered, student by student and sentence by sentence.

    students: one row a student: student (the code name in the file), answered (sentences with any answer), complete (sentences with all answers),
    marked (loaded words marked), comments; then how often the answer is the one that most of the others gave: others_voice_compared,
    others_voice_same, others_stance_compared, others_stance_same (over all sides), others_words (words that most of the others marked),
    others_words_found (those that the student marked too).  Compared are the answers to which most of the others gave one answer; "not mentioned or
    unsure" counts as missing.  With a reference the same again as reference_...; reference_words are the reference's marks in sentences that the
    student answered, and one is found where a mark of the student overlaps it.

    sentences: one row a sentence and question: sentence, question, answers ("not mentioned or unsure" among them), said, majority (see
    ``Units.majority``; of loaded words those that most marked), share (of the answers that are the most frequent one; missing for loaded words),
    split (whether no answer has more than half), disagreement (share of pairs with different answers; missing for loaded words), reference (missing
    where there is none), text.
    """

    coding: ClassCoding
    agreement: Agreement
    students: pd.DataFrame
    sentences: pd.DataFrame
    reference: ClassCoding | None = None

    @property
    def in_words(self) -> tuple[str, ...]:
        """What was read, and what the numbers are not."""
        left = self.coding.problems[self.coding.problems.outcome == LEFT_OUT].file.nunique()
        told = f"{counted(len(self.students), 'student')} handed in answers to {counted(len(self.coding.sentences), 'sentence')}"
        told += f"; {int((self.students.complete == len(self.coding.sentences)).sum())} answered every question." if len(self.students) else "."
        files = [f"{counted(left, 'file')} {'was' if left == 1 else 'were'} left out; the list of files says why."] if left else []
        return (told, *files, NO_GRADE)

    def divided(self, most: int = 8) -> pd.DataFrame:
        """Return the sentences and questions that divide the class most: first where no answer has more than half, then by disagreement."""
        part = self.sentences[self.sentences.split | (self.sentences.disagreement > 0)]
        return part.sort_values(["split", "disagreement", "sentence"], ascending=[False, False, True], kind="stable", ignore_index=True).head(most)

    def _repr_html_(self) -> str:
        return show(self.in_words, [("Student by student", self.students), ("Sentence by sentence", self.sentences)])


def sum_up_class(coding: ClassCoding, reference: ClassCoding | None = None) -> ClassSummary:
    """Sum up a class student by student and sentence by sentence.

    reference: the answers of one reader to lay beside, such as the teacher's (``analysis.classroom.reference``).  Raises ValueError where they
    are of other sentences or of no single reader.
    """
    if reference is not None:
        if list(reference.sentences.text) != list(coding.sentences.text):
            raise ValueError("the reference answers belong to other sentences than those of the class")
        if len(reference.coders) != 1:
            raise ValueError(f"the reference holds {counted(len(reference.coders), 'coder')}; needed is one")
    agreement = measure_agreement(coding)
    return ClassSummary(coding, agreement, _students(coding, reference), _sentences(coding, agreement, reference), reference)


def _students(coding: ClassCoding, reference: ClassCoding | None) -> pd.DataFrame:
    table = coding.coders.rename(columns={"coder": "student", "sentences": "answered", "marks": "marked"})
    table = table[["student", "answered", "complete", "marked"]].copy()
    comments = coding.answers[coding.answers.variable == "comment"].coder.value_counts()
    table["comments"] = table.student.map(comments).fillna(0).astype("int64")
    stances = [variable for variable in coding.variables if variable.startswith(STANCE)]
    for name, variables in (("voice", [VOICE]), ("stance", stances)):
        table[f"others_{name}_compared"], table[f"others_{name}_same"] = _sum([_with_others(units_of(coding, one)) for one in variables], len(table))
    table["others_words"], table["others_words_found"] = _words_of_others(units_of(coding, WORDS))
    if reference is not None:
        for name, variables in (("voice", [VOICE]), ("stance", stances)):
            asked = [variable for variable in variables if variable in reference.variables]
            compared = [_with_reference(units_of(coding, one), units_of(reference, one)) for one in asked]
            table[f"reference_{name}_compared"], table[f"reference_{name}_same"] = _sum(compared, len(table))
        table["reference_words"], table["reference_words_found"] = _words_of_reference(coding, reference)
    return table


def _sum(each: Iterable[Counted], coders: int) -> Counted:
    """Add up what was compared and what was the same, over several variables."""
    compared, same = np.zeros(coders, dtype=np.int64), np.zeros(coders, dtype=np.int64)
    for further, alike in each:
        compared, same = compared + further, same + alike
    return compared, same


def _without(units: Units, place: int) -> Units:
    return replace(units, coders=(*units.coders[:place], *units.coders[place + 1 :]), coded=np.delete(units.coded, place, axis=1))


def _with_others(units: Units) -> Counted:
    """Compare each coder with the majority of the others: nobody's own answer makes the majority."""
    compared, same = [], []
    for place, own in enumerate(units.coded.T):
        majority = np.array([-1 if value is None else units.values.index(value) for value in _without(units, place).majority])
        both = (own >= 0) & (majority >= 0)
        compared.append(int(both.sum()))
        same.append(int((own[both] == majority[both]).sum()))
    return np.array(compared, dtype=np.int64), np.array(same, dtype=np.int64)


def _words_of_others(units: Units) -> Counted:
    """Count for each coder the words that most of the others marked, in sentences the coder answered, and those marked by the coder too."""
    asked, found = [], []
    for place, own in enumerate(units.coded.T):
        counts = _without(units, place).counts
        most = (counts[:, 1] * 2 > counts.sum(axis=1)) & (own >= 0)
        asked.append(int(most.sum()))
        found.append(int((most & (own == 1)).sum()))
    return np.array(asked, dtype=np.int64), np.array(found, dtype=np.int64)


def _with_reference(units: Units, reference: Units) -> Counted:
    own = reference.coded[:, [0]]
    both = (units.coded >= 0) & (own >= 0)
    return both.sum(axis=0), (both & (units.coded == own)).sum(axis=0)


def _words_of_reference(coding: ClassCoding, reference: ClassCoding) -> Counted:
    """Count for each coder the marks of the reference in sentences the coder answered, and those that a mark of the coder overlaps."""
    rows = pd.concat([coding.answers[["coder", "sentence"]], coding.marks[["coder", "sentence"]]])
    asked, found = [], []
    for coder in coding.coders.coder:
        answered, own = set(rows[rows.coder == coder].sentence), coding.marks[coding.marks.coder == coder]
        marks = [mark for mark in reference.marks.itertuples() if mark.sentence in answered]
        asked.append(len(marks))
        found.append(sum(bool(((own.start < mark.end) & (own.end > mark.start)).any()) for mark in marks))
    return np.array(asked, dtype=np.int64), np.array(found, dtype=np.int64)


def _sentences(coding: ClassCoding, agreement: Agreement, reference: ClassCoding | None) -> pd.DataFrame:
    """Return what the class answered to each question of each sentence that anybody answered, in the order of the article."""
    measured = {(row.sentence, row.variable): row for row in agreement.by_sentence.itertuples()}
    given = _given(reference)
    rows = []
    for variable in coding.variables[:-1]:
        units = units_of(coding, variable)
        for number, counts, unsure in zip(units.sentence, units.counts, units.unsure, strict=True):
            every, row = int(counts.sum() + unsure), measured[number, variable]
            if every:
                most = max(int(counts.max()), int(unsure))
                rows.append((int(number), variable, every, row.said, row.majority, most / every, every > 1 and most * 2 <= every, row.disagreement,
                             given.get((number, variable)), row.text))  # fmt: skip
    words = word_shares(coding)
    for number, part in words[words.coders > 0].groupby("sentence"):
        marked = part[part.marked > 0].sort_values("marked", ascending=False, kind="stable")
        said = ", ".join(f"{row.text} {row.marked}" for row in marked.itertuples())
        most_marked = "; ".join(part[part.marked * 2 > part.coders].text)
        text = measured[number, VOICE].text
        rows.append((int(number), WORDS, int(part.coders.max()), said or "nothing marked", most_marked or None, float("nan"), False, float("nan"),
                     given.get((number, WORDS)), text))  # fmt: skip
    columns = ["sentence", "question", "answers", "said", "majority", "share", "split", "disagreement", "reference", "text"]
    table = pd.DataFrame(rows, columns=columns).astype({"split": bool})
    for place in (4, 8):  # None stays None
        table[columns[place]] = pd.Series([row[place] for row in rows], dtype=object)
    order = table.question.map(coding.variables.index)
    return table.assign(order=order).sort_values(["sentence", "order"], kind="stable", ignore_index=True).drop(columns="order")


def _given(reference: ClassCoding | None) -> dict[tuple[int, str], str]:
    """Return what the reference says: (sentence, question) -> answer."""
    if reference is None:
        return {}
    said = {(int(row.sentence), str(row.variable)): str(row.value) for row in reference.answers.itertuples()}
    marks = {(int(number), WORDS): "; ".join(part.text) for number, part in reference.marks.groupby("sentence")}
    return said | marks
