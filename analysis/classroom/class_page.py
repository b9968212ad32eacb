"""One folder that sums up a class: a page to read, and tables for a gradebook and a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.classroom.agreement_says import apart_says, size_says, variable_name, variable_says
from analysis.classroom.annotation import coded_article
from analysis.classroom.answer_file import read_annotation
from analysis.classroom.class_summary import ClassSummary, sum_up_class
from analysis.classroom.coders import LEFT_OUT, STANCE, UNSURE, WORDS, read_class
from analysis.classroom.reference import read_reference
from analysis.classroom.units import Units, units_of, word_shares
from analysis.files import WriteError, ready, replace_file
from analysis.report.page import today
from analysis.spreadsheet import table_csv
from analysis.templates import render

if TYPE_CHECKING:
    from analysis.classroom.coders import ClassCoding
    from analysis.reading.article import Article

PAGE, GRADEBOOK, BY_SENTENCE, FILES = "class.html", "gradebook.csv", "by_sentence.csv", "files.csv"

_SHARES = {"voice": "voice", "stance": "stance", "words": "loaded words", "harm": "harm", "whole": "the whole article"}
"""What is compared of a student, with the head of its column."""


@dataclass(frozen=True)
class Bar:
    """One answer to a question: how many gave it, their share in percent, whether it is the majority's and the reference's."""

    answer: str
    count: int
    percent: int
    most: bool
    reference: bool


@dataclass(frozen=True)
class Question:
    """A question of a sentence as the page shows it: its name, and a bar for each answer, the most frequent first; split as in ``ClassSummary``."""

    name: str
    bars: tuple[Bar, ...]
    split: bool


def write_class(folder: str | Path, article: Article, out: str | Path, *, reference: str | Path | None = None, pass_number: int = 1) -> ClassSummary:
    """Read the answers of a class from a folder and sum them up in another; return the summary.

    Written are ``class.html``, a page that runs no program and fetches nothing, ``gradebook.csv`` (one row a student), ``by_sentence.csv`` (one row
    a question of each sentence, then those on the article as a whole, where the sentence is empty) and ``files.csv`` (every file with its problem,
    if it has one).  folder, pass_number: as in ``read_class``.
    reference: as in ``read_reference``; whoever gave it is not counted among the students.  Raises AnnotationError where the folder or the reference
    cannot be used, WriteError where ``out`` cannot be written or lies in the folder of answers.
    """
    from analysis.reading.as_read import sentences_of

    out = Path(out)
    if out.resolve().is_relative_to(Path(folder).resolve()):
        raise WriteError(f"{out} lies in the folder of answers, and its files would be taken for answers; name another folder")
    for name in (PAGE, GRADEBOOK, BY_SENTENCE, FILES):
        ready(out / name)
    sentences = sentences_of(article)
    given = None if reference is None else read_reference(reference, article, sentences)
    coding = read_class(folder, article, sentences=sentences, pass_number=pass_number)
    if reference is not None and Path(reference).is_file():
        coding = _without_reader(coding, read_annotation(reference).coder)
    summary = sum_up_class(coding, given)
    replace_file(out / GRADEBOOK, table_csv(gradebook(summary, article, pass_number)), encoding="utf-8-sig")
    replace_file(out / BY_SENTENCE, table_csv(_plain(summary.sentences)), encoding="utf-8-sig")
    replace_file(out / FILES, table_csv(list_files(coding)), encoding="utf-8-sig")
    replace_file(out / PAGE, class_page(summary, article, pass_number))
    return summary


def gradebook(summary: ClassSummary, article: Article, pass_number: int = 1) -> pd.DataFrame:
    """Return one row a student: student, article, pass, sentences (of the article), and the columns of ``ClassSummary.students``."""
    table = summary.students.copy()
    if summary.of_whole:
        table.insert(list(table.columns).index("whole"), "of_whole", summary.of_whole)
    size = len(summary.coding.sentences)
    for place, (name, value) in enumerate((("article", coded_article(article, size).title), ("pass", pass_number), ("sentences", size)), start=1):
        table.insert(place, name, value)
    return table


def list_files(coding: ClassCoding) -> pd.DataFrame:
    """Return every file of the folder: file, coder, outcome (``read`` or ``left out``), problem (missing where there is none)."""
    told = coding.problems[["file", "coder", "outcome", "problem"]]
    fine = coding.coders.loc[~coding.coders.file.isin(told.file), ["file", "coder"]].assign(outcome="read", problem=None)
    return pd.concat([told, fine.astype(object)]).sort_values("file", kind="stable", ignore_index=True)


def class_page(summary: ClassSummary, article: Article, pass_number: int = 1) -> str:
    """Return the HTML of a summary."""
    coding, agreement = summary.coding, summary.agreement
    measured = agreement.in_words if agreement.coders < 2 else [*map(variable_says, agreement.summary.itertuples()), *size_says(agreement)]
    about = [part for part in (article.outlet, article.date, "second pass" if pass_number == 2 else "") if part]
    return render(
        "class.html.j2",
        title=coded_article(article, len(coding.sentences)).title,
        about=about,
        told=summary.in_words,
        measured=measured,
        apart=apart_says(agreement.by_coder) if agreement.coders > 1 else [],
        notes=_notes(summary),
        divided=[(row, variable_name(str(row.question))) for row in summary.divided().itertuples()],
        students=[_student(row, summary) for row in summary.students.to_dict("records")],
        compared=[name for name in _SHARES if name == "words" or f"others_{name}_compared" in summary.students],
        titles=_SHARES,
        of_whole=summary.of_whole,
        size=len(coding.sentences),
        with_reference=summary.reference is not None,
        sentences=list(_sentences(summary)),
        whole=_whole(summary),
        problems=[(row.file, row.coder, row.problem, row.outcome) for row in coding.problems.itertuples()],
        files={outcome: part.file.nunique() for outcome, part in coding.problems.groupby("outcome")},
        date=today(),
    )


def _without_reader(coding: ClassCoding, reader: str) -> ClassCoding:
    """Take the reader who gave the reference out of the class, and say so."""
    same = coding.coders[coding.coders.coder.str.casefold() == reader.casefold()]
    if not len(same):
        return coding
    rows = [(row.file, row.coder, "gave the reference, and so is not counted as a student", LEFT_OUT) for row in same.itertuples()]
    told = coding.problems[coding.problems.coder.str.casefold() != reader.casefold()]
    problems = pd.concat([told, pd.DataFrame(rows, columns=coding.problems.columns)], ignore_index=True)
    return replace(coding.without(*same.coder), problems=problems)


def _plain(sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the table of sentences for a spreadsheet: yes and no, shares with three decimals."""
    return sentences.assign(split=sentences.split.map({True: "yes", False: "no"})).round({"share": 3, "disagreement": 3})


def _notes(summary: ClassSummary) -> list[str]:
    if summary.reference is None:
        return []
    return [
        f"The reference says something of {side}; the class was not asked about it."
        for side in summary.reference.sides
        if side not in summary.coding.sides
    ]


def _student(row: dict[str, Any], summary: ClassSummary) -> dict[str, Any]:
    """Return the cells of a student: shares as "17 of 18", a dash where nothing could be compared."""

    def share(who: str, name: str) -> str:
        asked, same = (f"{who}_words", f"{who}_words_found") if name == "words" else (f"{who}_{name}_compared", f"{who}_{name}_same")
        return f"{row[same]} of {row[asked]}" if row.get(asked) else "–"

    compared = [name for name in _SHARES if name == "words" or f"others_{name}_compared" in row]
    shares = [[share(who, name) for name in compared] for who in ("others", "reference")]
    counts = [row[name] for name in ("answered", "complete", "marked", "comments", *(["whole"] if summary.of_whole else []))]
    return {"name": row["student"], "counts": counts, "shares": shares}


def _sentences(summary: ClassSummary) -> Iterator[dict[str, Any]]:
    """Yield the sentences of the article, each with its questions, the words that were marked, and the comments."""
    coding = summary.coding
    rows = {(int(row.sentence), str(row.question)): row for row in summary.sentences.dropna(subset="sentence").itertuples()}
    every = [units_of(coding, variable) for variable in coding.variables if variable != WORDS and variable not in coding.whole]
    words, comments = word_shares(coding), coding.answers[coding.answers.variable == "comment"]
    for place, sentence in enumerate(coding.sentences.itertuples()):
        number = int(sentence.sentence)
        marked = words[(words.sentence == number) & (words.marked > 0)].sort_values("marked", ascending=False, kind="stable")
        of_words = rows.get((number, WORDS))
        yield {
            "number": number,
            "text": sentence.text,
            "questions": [_question(units, place, rows[number, units.variable]) for units in every if (number, units.variable) in rows],
            "marked": [(row.text, row.marked, row.marked * 2 > row.coders) for row in marked[marked.marked > 1].itertuples()],
            "once": list(marked.text[marked.marked == 1]),
            "coders": 0 if of_words is None else of_words.answers,
            "reference": None if of_words is None else of_words.reference,
            "comments": [(row.coder, row.value) for row in comments[comments.sentence == number].itertuples()],
        }


def _whole(summary: ClassSummary) -> list[Question]:
    """Return the questions on the article as a whole that anybody answered."""
    coding = summary.coding
    rows = {str(row.question): row for row in summary.sentences[summary.sentences.sentence.isna()].itertuples()}
    every = [(units_of(coding, variable), coding.questions(variable)) for variable in coding.whole]
    return [_question(units, place, rows[name]) for units, asked in every for place, name in enumerate(asked) if name in rows]


def _question(units: Units, place: int, row: Any) -> Question:
    counts = dict(zip(units.values, map(int, units.counts[place]), strict=True)) | {UNSURE: int(units.unsure[place])}
    shown = [(answer, count) for answer, count in counts.items() if count or answer == row.reference]
    bars = [
        Bar(answer, count, round(100 * count / row.answers), answer == row.majority, answer == row.reference)
        for answer, count in sorted(shown, key=lambda one: -one[1])
    ]
    name = units.variable.removeprefix(STANCE) if units.variable.startswith(STANCE) else variable_name(str(row.question))
    return Question(name, tuple(bars), bool(row.split))
