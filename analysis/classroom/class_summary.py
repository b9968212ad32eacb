"""A class summed up: one row a student for a gradebook, one row a question of each sentence for the talk in class.

Agreement is no grade: who stands alone may have read most closely.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.classroom.agreement import measure_agreement
from analysis.classroom.annotation import WHOLE
from analysis.classroom.coders import HARM, LEFT_OUT, OF_WHOLE, STANCE, VOICE, WORDS, show
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
    unsure" counts as missing.  Where the class was asked about harm, roles and frames there are others_harm_compared, others_harm_same, whole (how
    many questions on the article as a whole the student answered), others_whole_compared, others_whole_same too.  With a reference the same again
    as reference_...; reference_words are the reference's marks in sentences that the student answered, and one is found where a mark of the student
    overlaps it.

    sentences: one row a sentence and question, and then one a question on the article as a whole (sentence missing): sentence, question, answers
    ("not mentioned or unsure" among them), said, majority (see ``Units.majority``; of loaded words those that most marked), share (of the answers
    that are the most frequent one; missing for loaded words), split (whether no answer has more than half), disagreement (share of pairs with
    different answers; missing for loaded words), reference (missing where there is none), text.
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
        what = "the article as a whole" if self._whole_alone else counted(len(self.coding.sentences), "sentence")
        told = f"{counted(len(self.students), 'student')} handed in answers to {what}"
        told += f"; {int(self._complete.sum())} answered every question." if len(self.students) else "."
        files = [f"{counted(left, 'file')} {'was' if left == 1 else 'were'} left out; the list of files says why."] if left else []
        return (told, *files, NO_GRADE)

    @property
    def of_whole(self) -> int:
        """The number of questions on the article as a whole that anybody in the class answered one of: one a side, one a frame."""
        return sum(len(self.coding.questions(variable)) for variable in self.coding.whole)

    @property
    def _whole_alone(self) -> bool:
        """Whether the class answered about the article as a whole and about no sentence."""
        return self.of_whole > 0 and not self.students.answered.any()

    @property
    def _complete(self) -> pd.Series[bool]:
        """Whether each student answered every question: of every sentence, and of the article as a whole where the class did so."""
        every = (self.students.complete == len(self.coding.sentences)) | self._whole_alone
        return every & (self.students.whole == self.of_whole) if self.of_whole else every

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
    variables = _compared(coding)
    if coding.whole:
        of_whole = coding.answers[coding.answers.sentence == WHOLE].coder.value_counts()
        table["whole"] = table.student.map(of_whole).fillna(0).astype("int64")
    for name, own in variables.items():
        table[f"others_{name}_compared"], table[f"others_{name}_same"] = _sum([_with_others(units_of(coding, one)) for one in own], len(table))
    table["others_words"], table["others_words_found"] = _words_of_others(units_of(coding, WORDS))
    if reference is not None:
        beside = replace(reference, sides=coding.sides)  # so that its units are those of the class
        for name, own in variables.items():
            asked = [variable for variable in own if variable in beside.variables]
            compared = [_with_reference(units_of(coding, one), units_of(beside, one)) for one in asked]
            table[f"reference_{name}_compared"], table[f"reference_{name}_same"] = _sum(compared, len(table))
        table["reference_words"], table["reference_words_found"] = _words_of_reference(coding, reference)
    return table


def _compared(coding: ClassCoding) -> dict[str, list[str]]:
    """Return which variables are counted together, in the order of the table; loaded words apart."""
    found = {"voice": [VOICE], "stance": [variable for variable in coding.variables if variable.startswith(STANCE)]}
    later = {"harm": [HARM] if HARM in coding.variables else [], "whole": list(coding.whole)}
    return found | {name: own for name, own in later.items() if own}


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
        marks_asked = rows[rows.coder == coder] if coder not in coding.not_marking else rows.head(0)
        answered, own = set(marks_asked.sentence), coding.marks[coding.marks.coder == coder]
        marks = [mark for mark in reference.marks.itertuples() if mark.sentence in answered]
        asked.append(len(marks))
        found.append(sum(bool(((own.start < mark.end) & (own.end > mark.start)).any()) for mark in marks))
    return np.array(asked, dtype=np.int64), np.array(found, dtype=np.int64)


def _sentences(coding: ClassCoding, agreement: Agreement, reference: ClassCoding | None) -> pd.DataFrame:
    """Return what the class answered to each question of each sentence that anybody answered, in the order of the article."""
    measured = {(_place(row.sentence), row.variable): row for row in agreement.by_sentence.itertuples()}
    given = _given(reference)
    rows = []
    for variable in coding.variables:
        if variable == WORDS:
            continue
        units = units_of(coding, variable)
        asked = coding.questions(variable) if variable in OF_WHOLE else (variable,) * len(units.sentence)
        for number, question, counts, unsure in zip(units.sentence, asked, units.counts, units.unsure, strict=True):
            answers, row = int(counts.sum() + unsure), measured[int(number), question]
            if answers:
                most = max(int(counts.max()), int(unsure))
                split = answers > 1 and most * 2 <= answers
                told = given.get((int(number), question))
                rows.append((int(number), question, answers, row.said, row.majority, most / answers, split, row.disagreement, told, row.text))
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
    every = [question for variable in coding.variables for question in coding.questions(variable)]
    shown = sorted(every, key=lambda question: question == WORDS)  # loaded words last, as on the page
    place = table.sentence.where(table.sentence != WHOLE, len(coding.sentences) + 1)
    order = table.assign(place=place, order=table.question.map(shown.index)).sort_values(["place", "order"], kind="stable", ignore_index=True)
    return order.assign(sentence=order.sentence.astype("Int64").where(order.sentence != WHOLE)).drop(columns=["place", "order"])


def _place(sentence: Any) -> int:
    return WHOLE if pd.isna(sentence) else int(sentence)


def _given(reference: ClassCoding | None) -> dict[tuple[int, str], str]:
    """Return what the reference says: (sentence, question) -> answer."""
    if reference is None:
        return {}
    said = {(int(row.sentence), str(row.variable)): str(row.value) for row in reference.answers.itertuples()}
    marks = {(int(number), WORDS): "; ".join(part.text) for number, part in reference.marks.groupby("sentence")}
    return said | marks
