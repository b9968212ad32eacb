"""The answers of students to the worksheet for two reports, beside what the program found in a comparison of the same two."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.classroom.annotation import PASSES, STANCES, AnnotationError
from analysis.classroom.answer_file import check_coder, read_answers
from analysis.classroom.answer_values import list_of, object_of, one_of, text_of, time_of, whole_number, wrong
from analysis.comparison.facts import LIKELY, ONE
from analysis.comparison.pair import FORMAT, LETTERS, NO_FACT, ONLY_HERE, OTHER, SAME, TOLD, joined_text
from analysis.comparison.treatment import WHOLE

if TYPE_CHECKING:
    from analysis.comparison.comparison import Comparison

TOLD_COLUMNS = ["place", "report", "sentence", "text", "answers", "yours", "program", "agree", "where_you", "where_program", "words"]
TREATMENT_COLUMNS = ["report", "side", "answers", "yours", "mean", "low", "high", "verdict"]
_ANSWERS = tuple(choice.value for choice in TOLD.choices)
_FIELDS = ("format", "article", "coder", "pass", "saved", "sides", "asked", "answers", "whole")
PERHAPS = "perhaps"
_STANCES = {-1: "negative", 0: "neutral", 1: "positive"}
_PLACE = re.compile(r"[^\s,;]+")


@dataclass(frozen=True)
class PairAnswer:
    """What a student says of a sentence: a value of ``TOLD`` or None, where the other report says it, and words for one thing."""

    told: str | None
    where: str
    words: str


@dataclass(frozen=True)
class PairAnswers:
    """The answers of one student: sentence (from 1, through both reports) -> its answer, and "A: side" -> -1, 0, 1 or None (unsure)."""

    coder: str
    pass_number: int
    sentences: Mapping[int, PairAnswer]
    treatment: Mapping[str, int | None]


def read_pair_answers(path: str | Path, comparison: Comparison) -> PairAnswers:
    """Read the answers of one student; raise AnnotationError for a file that is damaged, or belongs to other reports than the comparison's."""
    path = Path(path)
    name = str(path)
    given = object_of(read_answers(path), name, "the file", _FIELDS, required=_FIELDS)
    if given["format"] != FORMAT:
        raise wrong(name, "format", given["format"], f"{FORMAT!r}; is this a file of answers to the worksheet for two reports?")
    about = object_of(given["article"], name, "article", ("title", "sha256", "sentences"), required=("sha256",))
    first, second = (framing.article.text for framing in comparison.reports[:2])
    if about["sha256"] != hashlib.sha256(joined_text(first, second).encode()).hexdigest():
        raise AnnotationError(f"{name}: the answers belong to other reports, or to these in another order; compare them in that of the worksheet")
    time_of(given["saved"], name)
    whole = object_of(given["whole"], name, "whole", ("treatment",), required=())
    treatment = whole.get("treatment", {})
    if not isinstance(treatment, dict):
        raise wrong(name, "whole.treatment", treatment, 'an object such as {"A: Armenia": -1}')
    return PairAnswers(
        check_coder(given["coder"], name),
        one_of(given["pass"], name, "pass", PASSES),
        dict(_answers(given["answers"], name, sum(len(framing.sentences) for framing in comparison.reports))),
        {side: one_of(value, name, f"whole.treatment.{side}", (*STANCES, None)) for side, value in treatment.items()},
    )


def _answers(given: object, name: str, sentences: int) -> Iterator[tuple[int, PairAnswer]]:
    seen: set[int] = set()
    for i, each in enumerate(list_of(given, name, "answers")):
        place = f"{name}: answers[{i}]"
        one = object_of(each, place, "", ("sentence", "told", "where", "words"), required=("sentence",))
        told = one_of(one.get("told"), place, "told", (*_ANSWERS, None))
        where, words = (text_of(one.get(key) or "", place, key) for key in ("where", "words"))
        sentence = whole_number(one["sentence"], place, "sentence", 1, sentences)
        if sentence in seen:
            raise AnnotationError(f"{name}: answers holds sentence {sentence} twice; allowed is one answer a sentence")
        seen.add(sentence)
        yield sentence, PairAnswer(told, where, words)


def _read_all(source: str | Path | None, comparison: Comparison) -> list[PairAnswers]:
    """Return the answers in the file of one student, or in the files of a folder, in the order of their names; none where none are given."""
    if len(comparison.keys) != len(LETTERS):
        raise ValueError(f"the comparison has {len(comparison.keys)} reports; the worksheet is for two")
    if source is None:
        return []
    source = Path(source)
    paths = sorted(source.glob("*.json")) if source.is_dir() else [source]
    if not paths:
        raise AnnotationError(f"{source} holds no file of answers; put the files there that the worksheet for two reports downloads")
    return [read_pair_answers(path, comparison) for path in paths]


def answers_beside(comparison: Comparison, source: str | Path | None = None) -> pd.DataFrame:
    """Return a row a sentence of both reports: what students said of it, and what the program found.

    source: the file that one student's worksheet made, or a folder with those of a class; None before anybody has answered.
    place: "A3".  answers: how many gave each answer.  yours: the one most gave, of equals the first of the form; None where nobody answered.
    program: "same"; "perhaps"; a detail in which the reports may contradict each other; or "only here".  agree: whether both say that the
    other report tells it, or both that it does not; NA where nobody answered, or most see no fact.  where_you, where_program: the sentences of the
    other report.  words: what students wrote of words for one thing.

    Raises ValueError for a comparison of more than two reports, AnnotationError as ``read_pair_answers`` does.
    """
    answers = _read_all(source, comparison)
    rows, before = [], 0
    for letter, key, framing in zip(LETTERS, comparison.keys, comparison.reports, strict=True):
        found = _found(comparison, key)
        for row in framing.sentences.itertuples():
            number = int(row.sentence)
            given = [one.sentences[before + number] for one in answers if before + number in one.sentences]
            program, there = found.get(number, (ONLY_HERE, ()))
            rows.append(_row(f"{letter}{number}", key, number, str(row.text), given, program, there))
        before += len(framing.sentences)
    return pd.DataFrame(rows, columns=TOLD_COLUMNS).astype({"yours": object, "agree": "boolean"})


def _row(place: str, key: str, number: int, text: str, given: Sequence[PairAnswer], program: str, there: Sequence[str]) -> list[Any]:
    said = Counter(one.told for one in given if one.told is not None)
    yours = max(_ANSWERS, key=lambda value: said[value]) if said else None
    agree = None if yours in (None, NO_FACT) else (yours == ONLY_HERE) == (program == ONLY_HERE)
    counts = ", ".join(f"{value} {said[value]}" for value in _ANSWERS if said[value])
    where = Counter(each.upper() for one in given for each in dict.fromkeys(_PLACE.findall(one.where)))
    words = "; ".join(dict.fromkeys(one.words.strip() for one in given if one.words.strip()))
    told = ", ".join(each for each, _ in where.most_common(3))
    return [place, key, number, text, counts, yours, program, agree, told, ", ".join(there), words]


def _found(comparison: Comparison, key: str) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Return sentence -> what the program says of it, and the sentences of the other report that tell the same; only those told by both."""
    letter = LETTERS[1 - comparison.keys.index(key)]
    facts, details = comparison.facts, comparison.details
    differs = {(row.fact, row.sentence): str(row.detail) for row in details[details["article"] == key].itertuples()}
    found: dict[int, tuple[str, tuple[str, ...]]] = {}
    for row in facts[(facts["article"] == key) & (facts["told"] != ONE)].itertuples():
        there = facts.loc[(facts["fact"] == row.fact) & (facts["article"] != key), "sentence"]
        likely = SAME if row.p >= LIKELY else PERHAPS
        told, before = found.get(int(row.sentence), (likely, ()))
        detail = differs.get((row.fact, row.sentence), likely if told == PERHAPS else told)
        known = {*before, *(f"{letter}{number}" for number in there)}
        found[int(row.sentence)] = (detail if detail in (PERHAPS, *_ANSWERS) else OTHER, tuple(sorted(known, key=lambda place: int(place[1:]))))
    return found


def treatment_beside(comparison: Comparison, source: str | Path | None = None) -> pd.DataFrame:
    """Return a row for each report and side: what students said of its treatment, and the program's mean score in the reporter's voice.

    yours: the answer most gave, "negative", "neutral" or "positive"; None where nobody did.  mean, low, high, verdict: as in the table of treatment.
    source, errors: as those of ``answers_beside``.
    """
    answers = _read_all(source, comparison)
    table = comparison.treatment[comparison.treatment["part"] == WHOLE].set_index(["article", "side"])
    rows = []
    for letter, key in zip(LETTERS, comparison.keys, strict=True):
        for side in comparison.names:
            said = Counter(_STANCES[value] for one in answers if (value := one.treatment.get(f"{letter}: {side}")) is not None)
            counts = ", ".join(f"{value} {said[value]}" for value in _STANCES.values() if said[value])
            yours = max(_STANCES.values(), key=lambda value: said[value]) if said else None
            rows.append([key, side, counts, yours, *(table.loc[(key, side), name] for name in TREATMENT_COLUMNS[4:])])
    return pd.DataFrame(rows, columns=TREATMENT_COLUMNS).astype({"yours": object})
