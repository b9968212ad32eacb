"""How one coder's answers show themselves: an HTML table on a page, CSV tables for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.classroom.questions import names, question
from analysis.spreadsheet import csv_text
from analysis.templates import render

if TYPE_CHECKING:
    from analysis.classroom.annotation import Annotation, Answer

SURE = {choice.value: choice.title for choice in question("confidence").choices}
"""Confidence, in the words of the form."""


def answers_html(annotation: Annotation, sentences: Sequence[str] | None = None, note: str = "") -> str:
    """Return the answers so far as an HTML table, with the words of the sentences where given (all of the article, in order)."""
    signs = {-1: "−", 0: "0", 1: "+", None: "not mentioned or unsure"}
    rows = [
        {
            "sentence": a.sentence,
            "text": sentences[a.sentence - 1] if sentences else "",
            "voice": a.voice or "",
            "speaker": a.speaker or "",
            "stance": [signs[a.stance[side]] if side in a.stance else "" for side in annotation.sides],
            "harm": a.harm or "",
            "loaded": [word.text for word in a.loaded],
            "confidence": SURE.get(a.confidence or 0, ""),
            "comment": a.comment,
        }
        for a in annotation.answers
    ]
    return render("answers.html.j2", annotation=annotation, rows=rows, whole=_of_whole(annotation), with_text=sentences is not None, note=note)


def answers_csv(annotation: Annotation) -> str:
    """Return the answers as CSV, one row a sentence; see ``Annotation.export_csv``."""
    columns = ["coder", "pass", "article", "sentence", "voice", "speaker", *(f"stance_{side}" for side in annotation.sides)]
    with_harm = "harm" in annotation.asked
    rows = [
        [*_about(annotation), a.sentence, a.voice, a.speaker, *(_stance_cell(a, side) for side in annotation.sides), *([a.harm] * with_harm)]
        + [a.confidence, a.comment, int(a.complete(annotation.sides, annotation.asked))]
        for a in annotation.answers
    ]
    return csv_text([*columns, *(["harm"] * with_harm), "confidence", "comment", "complete"], rows)


def loaded_csv(annotation: Annotation) -> str:
    """Return the loaded words as CSV, one row a word or run of words."""
    rows = [[*_about(annotation), a.sentence, word.start, word.end, word.text] for a in annotation.answers for word in a.loaded]
    return csv_text(["coder", "pass", "article", "sentence", "start", "end", "text"], rows)


def whole_csv(annotation: Annotation) -> str:
    """Return the answers on the article as a whole as CSV, one row a question; see ``Annotation.export_csv``."""
    rows = [[*_about(annotation), key.removesuffix("s"), name, value] for key, name, value in _of_whole(annotation)]
    return csv_text(["coder", "pass", "article", "question", "of", "answer"], rows)


def _of_whole(annotation: Annotation) -> list[tuple[str, str, str]]:
    """Return every question on the article as a whole that was asked: its key, what it is asked of, and the answer; empty where there is none."""
    given = annotation.whole.to_dict()
    asked = [key for key in given if key in annotation.asked]
    return [(key, name, given[key].get(name, "")) for key in asked for name in names(key, annotation.sides)]


def _about(annotation: Annotation) -> tuple[Any, ...]:
    """Return the cells that every row begins with: coder, pass, article."""
    return annotation.coder, annotation.pass_number, annotation.article.title


def _stance_cell(answer: Answer, side: str) -> int | str | None:
    return (answer.stance[side] if answer.stance[side] is not None else "NA") if side in answer.stance else None
