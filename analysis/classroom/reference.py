"""Answers to lay beside those of a class: the teacher's own, or the hand-coded ones of ``seeds/annotations``, as a class of one coder.

They are one reader's answers, and no key.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.classroom.annotation import WHOLE, AnnotationError
from analysis.classroom.answer_file import read_annotation
from analysis.classroom.coders import (
    FRAMES_OF,
    HARM,
    OF_WHOLE,
    ROLES_OF,
    STANCE,
    VALUES,
    VOICE,
    class_of_one,
    make_class,
    words_between,
    words_of,
)
from analysis.classroom.questions import names
from analysis.given import decode_given, read_given
from analysis.spreadsheet import unguarded
from analysis.stance.stance import LABELS

if TYPE_CHECKING:
    import pandas as pd

    from analysis.classroom.coders import ClassCoding
    from analysis.reading.article import Article

REFERENCE = "the reference"
LARGEST_TABLE = 10_000_000
_COLUMNS = {
    "voices": ("sentence", "start", "end", "kind", "speaker", "cue", "text"),
    "stance": ("sentence", "start", "end", "side", "label", "text"),
    "terms": ("sentence", "start", "end", "text"),
    "harm": ("sentence", "start", "end", "agent", "text"),
}
_OF_WHOLE = ("question", "answer")
_NAMED, _LEFT_OUT = "named", "left out"
_ALLOWED = {"kind": VALUES[VOICE][1:], "label": LABELS, "agent": (_NAMED, _LEFT_OUT)}
_STEP = "give a folder with tables in the form of seeds/annotations, or one coder's JSON file"


def read_reference(source: str | Path, article: Article, sentences: pd.DataFrame) -> ClassCoding:
    """Read the answers of one reader, as a class of one coder called ``the reference``.

    source: a JSON file of answers, as the worksheet downloads it; or a folder with hand-coded tables, called after the article's file:
    NAME.voices.csv, NAME.stance.csv, NAME.terms.csv, NAME.harm.csv, NAME.whole.csv, of which some may be missing.  sentences: the article's table.

    In tables, the voice of a sentence is the one with most of its words, those of speaker and cue left out and at a tie the source's; its stance
    towards a side is that of the mention treated least neutrally, and none where one is treated well and another badly.  Sentences that the
    tables say nothing of have no stance, and no harm.  Raises AnnotationError, naming file and row, for answers that cannot be used or belong to
    another text.
    """
    source = Path(source)
    if not source.is_dir():
        return _from_file(source, article, sentences)
    name = Path(article.source).stem
    files = {kind: source / f"{name}.{kind}.csv" for kind in (*_COLUMNS, "whole")}
    found = {kind: list(_rows(path, kind, article, len(sentences))) for kind, path in files.items() if path.exists() and kind in _COLUMNS}
    whole = list(_whole(files["whole"])) if files["whole"].exists() else []
    if not found and not whole:
        raise AnnotationError(f"{source} holds none of {', '.join(path.name for path in files.values())}; {_STEP}")
    voices, stance = found.get("voices"), found.get("stance", [])
    answers = [] if voices is None else [(REFERENCE, number, VOICE, kind) for number, kind in _voices(voices, sentences)]
    answers += [(REFERENCE, number, STANCE + side, label) for (number, side), label in _stances(stance).items()]
    answers += [(REFERENCE, number, HARM, told) for number, told in _harms(found["harm"], sentences)] if "harm" in found else []
    answers += [(REFERENCE, WHOLE, question, answer) for question, answer in whole]
    marks = [(REFERENCE, int(row["sentence"]), int(row["start"]), int(row["end"]), row["text"]) for row in found.get("terms", [])]
    answered = len({answer[1] for answer in answers if answer[1] != WHOLE} | {mark[1] for mark in marks})
    begin = OF_WHOLE[ROLES_OF]
    cast = [question.removeprefix(begin) for question, _ in whole if question.startswith(begin)]
    sides = tuple(dict.fromkeys([*(row["side"] for row in stance), *cast]))
    return make_class(sentences, sides, coders=[(REFERENCE, source.name, "", answered, 0, len(marks))], answers=answers, marks=marks)


def _from_file(source: Path, article: Article, sentences: pd.DataFrame) -> ClassCoding:
    annotation = read_annotation(source, article)
    if annotation.article.sentences != len(sentences):
        raise AnnotationError(
            f"{source} counts {annotation.article.sentences} sentences where this installation counts {len(sentences)}; code with the same version"
        )
    return class_of_one(annotation, sentences, name=REFERENCE, file=source.name)


def _rows(path: Path, kind: str, article: Article, sentences: int) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, each checked: its columns, its words in the article, its values."""
    for number, cells in _cells(path, _COLUMNS[kind]):
        if told := _wrong(cells, article, sentences):
            raise AnnotationError(f"{path}: row {number}: {told}")
        yield cells


def _whole(path: Path) -> Iterator[tuple[str, str]]:
    """Yield question and answer of the table on the article as a whole, each checked."""
    of_frames = [OF_WHOLE[FRAMES_OF] + name for name in names(FRAMES_OF, ())]
    for number, cells in _cells(path, _OF_WHOLE):
        question, answer = cells["question"], cells["answer"]
        kind = ROLES_OF if question.startswith(OF_WHOLE[ROLES_OF]) else FRAMES_OF
        if kind == FRAMES_OF and question not in of_frames:
            allowed = f"{OF_WHOLE[ROLES_OF]}SIDE, {', '.join(of_frames)}"
            raise AnnotationError(f"{path}: row {number}: question is {question[:60]!r}; allowed: {allowed}")
        if answer not in VALUES[kind]:
            raise AnnotationError(f"{path}: row {number}: answer is {answer[:60]!r}; allowed: {', '.join(VALUES[kind])}")
        yield question, answer


def _cells(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number of each row of a table and the cells of its columns.  Raises AnnotationError for a table that lacks one."""
    text = decode_given(read_given(path, _STEP, most=LARGEST_TABLE, error=AnnotationError), path, _STEP, error=AnnotationError)
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    if missing := [column for column in columns if column not in (reader.fieldnames or ())]:
        raise AnnotationError(f"{path} lacks the column {missing[0]!r}; needed: {', '.join(columns)}")
    try:
        for number, row in enumerate(reader, start=2):
            yield number, {column: unguarded(row[column]) for column in columns}
    except csv.Error as error:
        raise AnnotationError(f"{path} cannot be read as a table ({error}); {_STEP}") from None


def _wrong(cells: Mapping[str, str], article: Article, sentences: int) -> str:
    """Say what is wrong with a row; empty where nothing is."""
    for column in ("sentence", "start", "end"):
        if not (cells[column].isascii() and cells[column].isdigit() and len(cells[column]) < 10):
            return f"{column} is {cells[column][:60]!r}; allowed: a whole number"
    if not 1 <= int(cells["sentence"]) <= sentences:
        return f"sentence is {cells['sentence']}; allowed: 1 to {sentences}"
    there = article.text[int(cells["start"]) : int(cells["end"])]
    if not there or there != cells["text"]:
        return f"text is {cells['text'][:60]!r}, and the article has {there[:60]!r} there; the table belongs to another text"
    for column, allowed in _ALLOWED.items():
        if column in cells and cells[column] not in allowed:
            return f"{column} is {cells[column][:60]!r}; allowed: {', '.join(allowed)}"
    return ""


def _voices(rows: Sequence[Mapping[str, str]], sentences: pd.DataFrame) -> Iterator[tuple[int, str]]:
    """Return the voice that holds most words of each sentence."""
    narrator, *kinds = VALUES[VOICE]
    words = words_of(sentences)
    for sentence in sentences.itertuples():
        number, start, text = int(sentence.sentence), int(sentence.start), str(sentence.text)
        held = np.full(len(words), narrator, dtype=object)
        own = [row for row in rows if int(row["sentence"]) == number]
        for row in own:
            held[words_between(words, int(row["start"]), int(row["end"]))] = row["kind"]
        for part in (row[column] for row in own for column in ("speaker", "cue") if row[column]):
            at = text.find(part)
            while at >= 0:
                place = words_between(words, start + at, start + at + len(part))
                if (held[place] == narrator).all():
                    held[place] = ""
                    break
                at = text.find(part, at + 1)
        here = held[(words["sentence"] == number).to_numpy()]
        yield number, max((*kinds, narrator), key=lambda kind, here=here: int((here == kind).sum()))  # type: ignore[misc]


def _harms(rows: Sequence[Mapping[str, str]], sentences: pd.DataFrame) -> Iterator[tuple[int, str]]:
    """Return for each sentence whether the harms in it name their agent."""
    none, named, left_out, both = VALUES[HARM]
    told = {frozenset(): none, frozenset({_NAMED}): named, frozenset({_LEFT_OUT}): left_out, frozenset({_NAMED, _LEFT_OUT}): both}
    for number in sentences.sentence:
        yield int(number), told[frozenset(row["agent"] for row in rows if int(row["sentence"]) == number)]


def _stances(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[int, str], str]:
    """Return the stance of each sentence towards each side; none where one mention is treated well and another badly."""
    labels: dict[tuple[int, str], set[str]] = {}
    for row in rows:
        labels.setdefault((int(row["sentence"]), row["side"]), set()).add(row["label"])
    negative, neutral, positive = LABELS
    return {key: (found - {neutral} or {neutral}).pop() for key, found in labels.items() if not {negative, positive} <= found}
