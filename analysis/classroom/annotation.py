"""One coder's answers to one article: the record, saved whole after every answer.

One JSON file holds the answers of one coder to one article in one pass.  The widget (``analysis.classroom.widget``) and the worksheet
(``analysis.classroom.worksheet``) write it, ``analysis.classroom.answer_file`` reads it.  Spans are character offsets into ``article.text``,
end exclusive.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.classroom.questions import SHORT, names, values
from analysis.files import replace_file

if TYPE_CHECKING:
    from analysis.reading.article import Article

FORMAT = "framing-annotation 1"
VOICES = values("voice")
STANCES = values("stance")
HARMS = values("harm")
CONFIDENCE = values("confidence")
ROLES = values("roles")
FRAME_ANSWERS = values("frames")
WHOLE = 0
"""Stands for the number of the sentence where an answer is about the article as a whole, in the tables and in what the form hands over."""
PASSES = (1, 2)
LONGEST_NAME = 40
LONGEST_TEXT = 2_000


def changed_in(held: Mapping[str, Any], given: Mapping[str, Any], parts: Collection[str]) -> dict[str, Any]:
    """Return an answer that the file holds with some parts of a given one in place of its own, both as ``to_dict`` gives them.

    parts: fields, or of a field with many answers such as ``stance`` the field, a colon and what is asked about.
    """
    merged = dict(held)
    for name, value in given.items():
        if isinstance(value, Mapping):
            kept = {key: one for key, one in held[name].items() if f"{name}:{key}" not in parts}
            merged[name] = kept | {key: one for key, one in value.items() if f"{name}:{key}" in parts}
        elif name in parts:
            merged[name] = value
    return merged


class AnnotationError(ValueError):
    """Answers that cannot be used; the message names the file, the field, the value and what is allowed."""


@dataclass(frozen=True)
class CodedArticle:
    """Which article was coded: its title, the SHA-256 of its text (UTF-8, as hex) and its number of sentences."""

    title: str
    sha256: str
    sentences: int


@dataclass(frozen=True)
class LoadedWord:
    """A word, or neighbouring words, that the coder calls loaded; ``article.text[start:end] == text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Answer:
    """What a coder says of one sentence (numbered from 1); any part may be missing.

    voice: one of VOICES, None where not answered.  speaker: who speaks, in the article's words.  stance: side -> -1, 0, 1, or None for
    "not mentioned or unsure"; a side that is missing was not answered.  confidence: 1 a guess, 2 fairly sure, 3 sure.  harm: one of HARMS, None
    where not answered.
    """

    sentence: int
    voice: str | None = None
    speaker: str | None = None
    stance: Mapping[str, int | None] = field(default_factory=dict)
    loaded: tuple[LoadedWord, ...] = ()
    confidence: int | None = None
    comment: str = ""
    harm: str | None = None

    def complete(self, sides: Iterable[str], asked: Iterable[str] = SHORT) -> bool:
        """Say whether all questions that were asked are answered, stance towards each of the sides; no loaded words is an answer too."""
        keys = set(asked)
        given = {"voice": self.voice, "harm": self.harm, "confidence": self.confidence}
        return all(given[key] is not None for key in keys & set(given)) and ("stance" not in keys or all(side in self.stance for side in sides))

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as it stands in the file."""
        return {
            "sentence": self.sentence,
            "voice": self.voice,
            "speaker": self.speaker,
            "stance": dict(self.stance),
            "loaded": [{"start": word.start, "end": word.end, "text": word.text} for word in self.loaded],
            "harm": self.harm,
            "confidence": self.confidence,
            "comment": self.comment,
        }


@dataclass(frozen=True)
class Whole:
    """What a coder says of the article as a whole; what is missing was not answered.

    roles: side -> one of ROLES.  frames: frame -> one of FRAME_ANSWERS.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    frames: Mapping[str, str] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        """The number of questions that are answered; 0 where nothing is."""
        return len(self.roles) + len(self.frames)

    def to_dict(self) -> dict[str, dict[str, str]]:
        """Return the answers as they stand in the file."""
        return {"roles": dict(self.roles), "frames": dict(self.frames)}


@dataclass(frozen=True)
class Annotation:
    """The answers of one coder to one article in one pass; ``saved`` is the ISO time of the last save, empty before the first.

    asked: the keys of the questions that were asked (``analysis.classroom.questions``).  whole: the answers on the article as a whole.
    """

    article: CodedArticle
    coder: str
    sides: tuple[str, ...]
    pass_number: int = 1
    answers: tuple[Answer, ...] = ()
    saved: str = ""
    asked: tuple[str, ...] = SHORT
    whole: Whole = field(default_factory=Whole)

    @property
    def complete(self) -> int:
        """The number of sentences whose questions are all answered."""
        return sum(answer.complete(self.sides, self.asked) for answer in self.answers)

    @property
    def progress(self) -> str:
        """How far the coder is: ``3 of 18 sentences answered; 5 of 7 questions on the article as a whole``."""
        parts = [f"{self.complete} of {self.article.sentences} sentences answered"] if set(self.asked) - {"roles", "frames"} else []
        if self.asked_of_whole:
            parts.append(f"{self.whole.answered} of {self.asked_of_whole} questions on the article as a whole")
        return "; ".join(parts)

    @property
    def asked_of_whole(self) -> int:
        """The number of questions asked about the article as a whole: one a side for its role, one a frame."""
        return sum(len(names(key, self.sides)) for key in ("roles", "frames") if key in self.asked)

    @property
    def empty(self) -> bool:
        """Whether nothing has been answered."""
        return not self.answers and not self.whole.answered

    def answer(self, sentence: int) -> Answer | None:
        """Return the answer to the sentence with this number, or None."""
        return next((answer for answer in self.answers if answer.sentence == sentence), None)

    def with_answers(self, answers: Iterable[Answer]) -> Annotation:
        """Return a copy in which these answers stand in place of those to the same sentences; empty ones are dropped."""
        kept = {answer.sentence: answer for answer in (*self.answers, *answers)}
        return replace(self, answers=tuple(kept[n] for n in sorted(kept) if kept[n] != Answer(n)))

    def to_dict(self) -> dict[str, Any]:
        """Return everything as it stands in the file."""
        article = {"title": self.article.title, "sha256": self.article.sha256, "sentences": self.article.sentences}
        return {
            "format": FORMAT,
            "article": article,
            "coder": self.coder,
            "pass": self.pass_number,
            "saved": self.saved,
            "sides": list(self.sides),
            "asked": list(self.asked),
            "answers": [answer.to_dict() for answer in self.answers],
            "whole": self.whole.to_dict(),
        }

    def save(self, path: str | Path) -> Annotation:
        """Write the file and return the annotation with its new time.

        It is written beside its place and then renamed, so a crash leaves the old file or the new one, never half of one.
        """
        now = replace(self, saved=datetime.now(UTC).isoformat(timespec="seconds"))
        replace_file(path, json.dumps(now.to_dict(), ensure_ascii=False, indent=1) + "\n")
        return now

    def export_csv(self, folder: str | Path) -> tuple[Path, ...]:
        """Write tables into the folder; return their paths.

        They have one row a sentence, one row a loaded word and, where any was asked, one row a question on the article as a whole.  A question left
        open is an empty cell, "not mentioned or unsure" is NA.  A text that a spreadsheet would take for a formula
        gets an apostrophe in front: the files come from many hands.
        """
        from analysis.classroom.answer_tables import answers_csv, loaded_csv, whole_csv

        stem = file_name(self).removesuffix(".json")
        tables = {"answers": answers_csv, "loaded": loaded_csv} | ({"whole": whole_csv} if self.asked_of_whole else {})
        return tuple(replace_file(Path(folder) / f"{stem}.{name}.csv", make(self), encoding="utf-8-sig") for name, make in tables.items())

    def _repr_html_(self) -> str:
        from analysis.classroom.answer_tables import answers_html

        return answers_html(self)


def coded_article(article: Article, sentences: int) -> CodedArticle:
    """Return what the file says of an article: title (its first words where there is none), hash, number of sentences."""
    first = next(line.strip() for line in article.text.splitlines() if line.strip())
    short = first if len(first) <= 80 else first[:80].rsplit(" ", 1)[0] + " …"
    return CodedArticle(article.title or short, hashlib.sha256(article.text.encode("utf-8")).hexdigest(), sentences)


def file_name(annotation: Annotation) -> str:
    """Return the name of the file for these answers: article, coder and pass; no two coders share one, in capitals or not.

    Letters, digits and hyphens of the coder's name stay, a space becomes ``_``, any other character ``~`` with its number.
    """
    title = unicodedata.normalize("NFKD", annotation.article.title.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", title).strip("-") or "article"
    article = words if len(words) <= 32 else words[:33].rpartition("-")[0] or words[:32]
    coder = "".join(c if c.isalnum() or c == "-" else "_" if c == " " else f"~{ord(c):x}" for c in annotation.coder.casefold())
    if len(coder.encode("utf-8")) > 100:
        coder = coder.encode("utf-8")[:80].decode("utf-8", "ignore") + "~" + hashlib.sha256(coder.encode("utf-8")).hexdigest()[:12]
    return f"{article}-{annotation.article.sha256[:8]}.{coder}.pass{annotation.pass_number}.json"
