"""One coder's answers to one article: read and checked, saved whole after every answer, exported as CSV.

One JSON file holds the answers of one coder to one article in one pass.  The widget (``analysis.classroom.widget``) and the worksheet
(``analysis.classroom.worksheet``) write it, whoever compares coders reads it.  Spans are character offsets into ``article.text``, end exclusive.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.files import replace_file
from analysis.reading.article import Article

FORMAT = "framing-annotation 1"
VOICES = ("narrator", "direct", "indirect", "mixed")
STANCES = (-1, 0, 1)
CONFIDENCE = (1, 2, 3)
PASSES = (1, 2)
LONGEST_NAME = 40
LONGEST_TEXT = 2_000
LARGEST_FILE = 10_000_000

_FIELDS = ("format", "article", "coder", "pass", "saved", "sides", "answers")
_ARTICLE_FIELDS = ("title", "sha256", "sentences")
_ANSWER_FIELDS = ("sentence", "voice", "speaker", "stance", "loaded", "confidence", "comment")
_LOADED_FIELDS = ("start", "end", "text")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    "not mentioned or unsure"; a side that is missing was not answered.  confidence: 1 a guess, 2 fairly sure, 3 sure.
    """

    sentence: int
    voice: str | None = None
    speaker: str | None = None
    stance: Mapping[str, int | None] = field(default_factory=dict)
    loaded: tuple[LoadedWord, ...] = ()
    confidence: int | None = None
    comment: str = ""

    def complete(self, sides: Iterable[str]) -> bool:
        """Say whether voice, stance towards each of the sides and confidence are answered; no loaded words is an answer too."""
        return self.voice is not None and self.confidence is not None and all(side in self.stance for side in sides)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as it stands in the file."""
        return {
            "sentence": self.sentence,
            "voice": self.voice,
            "speaker": self.speaker,
            "stance": dict(self.stance),
            "loaded": [{"start": word.start, "end": word.end, "text": word.text} for word in self.loaded],
            "confidence": self.confidence,
            "comment": self.comment,
        }


@dataclass(frozen=True)
class Annotation:
    """The answers of one coder to one article in one pass; ``saved`` is the ISO time of the last save, empty before the first."""

    article: CodedArticle
    coder: str
    sides: tuple[str, ...]
    pass_number: int = 1
    answers: tuple[Answer, ...] = ()
    saved: str = ""

    @property
    def complete(self) -> int:
        """The number of sentences whose questions are all answered."""
        return sum(answer.complete(self.sides) for answer in self.answers)

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
            "answers": [answer.to_dict() for answer in self.answers],
        }

    def save(self, path: str | Path) -> Annotation:
        """Write the file and return the annotation with its new time.

        It is written beside its place and then renamed, so a crash leaves the old file or the new one, never half of one.
        """
        now = replace(self, saved=datetime.now(UTC).isoformat(timespec="seconds"))
        replace_file(path, json.dumps(now.to_dict(), ensure_ascii=False, indent=1) + "\n")
        return now

    def export_csv(self, folder: str | Path) -> tuple[Path, Path]:
        """Write two tables into the folder, one row a sentence and one row a loaded word; return their paths.

        A question left open is an empty cell, "not mentioned or unsure" is NA.  A text that a spreadsheet would take for a formula
        gets an apostrophe in front: the files come from many hands.
        """
        stem = file_name(self).removesuffix(".json")
        answers, loaded = Path(folder) / f"{stem}.answers.csv", Path(folder) / f"{stem}.loaded.csv"
        same: tuple[Any, ...] = (_cell(self.coder), self.pass_number, _cell(self.article.title))
        columns = ["coder", "pass", "article", "sentence", "voice", "speaker", *(f"stance_{side}" for side in self.sides)]
        rows = [
            [*same, a.sentence, a.voice or "", _cell(a.speaker), *(_stance_cell(a, side) for side in self.sides)]
            + [a.confidence or "", _cell(a.comment), int(a.complete(self.sides))]
            for a in self.answers
        ]
        replace_file(answers, _csv([*columns, "confidence", "comment", "complete"], rows), encoding="utf-8-sig")
        words = [[*same, a.sentence, word.start, word.end, _cell(word.text)] for a in self.answers for word in a.loaded]
        replace_file(loaded, _csv(["coder", "pass", "article", "sentence", "start", "end", "text"], words), encoding="utf-8-sig")
        return answers, loaded

    def _repr_html_(self) -> str:
        return answers_html(self)


def coded_article(article: Article, sentences: int) -> CodedArticle:
    """Return what the file says of an article: title (its first words where there is none), hash, number of sentences."""
    first = next(line.strip() for line in article.text.splitlines() if line.strip())
    short = first if len(first) <= 80 else first[:80].rsplit(" ", 1)[0] + " …"
    return CodedArticle(article.title or short, hashlib.sha256(article.text.encode("utf-8")).hexdigest(), sentences)


def read_annotation(path: str | Path, article: Article | None = None) -> Annotation:
    """Read the answers of one coder from a JSON file.

    article: where given, the file must belong to it, and every loaded word must stand where the file says.  Raises AnnotationError with
    file, field, value and what is allowed; OSError where the file cannot be opened.
    """
    path = Path(path)
    if path.is_dir():
        raise AnnotationError(f"{path} is a folder; give one file of it, such as {path.name}/NAME.json")
    if not path.exists():
        raise AnnotationError(f"{path} does not exist; the widget and the worksheet make such files")
    if path.stat().st_size > LARGEST_FILE:
        raise AnnotationError(f"{path} is larger than {LARGEST_FILE // 1_000_000} MB, so it holds no answers to one article")
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise AnnotationError(f"{path} is not readable JSON ({error}); it may be cut off: download it again from the worksheet") from None
    return annotation_from(data, str(path), article)


def annotation_from(data: object, name: str, article: Article | None = None) -> Annotation:
    """Check data of the format and return them as an Annotation; ``name`` stands for the file in errors.  Raises AnnotationError."""
    given = _object(data, name, "the file", _FIELDS, required=_FIELDS)
    if given["format"] != FORMAT:
        raise _wrong(name, "format", given["format"], f"{FORMAT!r}; is this a file of answers?")
    about = _object(given["article"], name, "article", _ARTICLE_FIELDS, required=_ARTICLE_FIELDS)
    coded = CodedArticle(
        _text(about["title"], name, "article.title"),
        _text(about["sha256"], name, "article.sha256", longest=64),
        _whole(about["sentences"], name, "article.sentences", 1, 100_000),
    )
    if not re.fullmatch("[0-9a-f]{64}", coded.sha256):
        raise _wrong(name, "article.sha256", coded.sha256, "64 hexadecimal digits")
    if article is not None and coded.sha256 != coded_article(article, 1).sha256:
        raise AnnotationError(f"{name}: the answers belong to another text ({coded.title!r}), or the article was changed after it was coded")
    sides = _list(given["sides"], name, "sides")
    checked = tuple(_text(side, name, f"sides[{i}]", longest=200, blank=False) for i, side in enumerate(sides))
    if len(set(checked)) < len(checked):
        raise _wrong(name, "sides", list(checked), "each side once")
    listed = _list(given["answers"], name, "answers")
    answers = [answer_from(each, f"{name}: answers[{i}]", checked, coded.sentences, article) for i, each in enumerate(listed)]
    numbers = [answer.sentence for answer in answers]
    twice = next((n for i, n in enumerate(numbers) if n in numbers[:i]), None) if len(set(numbers)) < len(numbers) else None
    if twice is not None:
        raise AnnotationError(f"{name}: answers holds sentence {twice} twice; allowed is one answer a sentence")
    return Annotation(
        coded,
        check_coder(given["coder"], name),
        checked,
        _one_of(given["pass"], name, "pass", PASSES),
        tuple(sorted(answers, key=lambda answer: answer.sentence)),
        _time(given["saved"], name),
    )


def answer_from(data: object, name: str, sides: Sequence[str], sentences: int, article: Article | None = None) -> Answer:
    """Check one answer and return it; ``name`` stands for its place in errors, ``sentences`` is how many the article has."""
    given = _object(data, name, "", _ANSWER_FIELDS, required=("sentence",))
    stance = given.get("stance", {})
    if not isinstance(stance, dict):
        raise _wrong(name, "stance", stance, 'an object such as {"Armenia": -1}')
    for side, value in stance.items():
        if side not in sides:
            raise _wrong(name, "stance", side, f"the sides of the file: {', '.join(sides) or 'none'}")
        _one_of(value, name, f"stance.{side}", (*STANCES, None))
    speaker = given.get("speaker")
    return Answer(
        _whole(given["sentence"], name, "sentence", 1, sentences),
        _one_of(given.get("voice"), name, "voice", (*VOICES, None)),
        None if speaker is None else _text(speaker, name, "speaker"),
        {side: stance[side] for side in sides if side in stance},
        _loaded(given.get("loaded", []), name, article),
        _one_of(given.get("confidence"), name, "confidence", (*CONFIDENCE, None)),
        _text(given.get("comment", ""), name, "comment"),
    )


def check_coder(value: object, name: str = "annotate") -> str:
    """Return a coder's name with single spaces; raise AnnotationError where it is none, blank or longer than LONGEST_NAME."""
    coder = " ".join(_text(value, name, "coder", blank=False).split())
    if len(coder) > LONGEST_NAME:
        raise _wrong(name, "coder", coder, f"at most {LONGEST_NAME} characters")
    return coder


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


def answers_html(annotation: Annotation, sentences: Sequence[str] | None = None, note: str = "") -> str:
    """Return the answers so far as an HTML table, with the words of the sentences where given (all of the article, in order)."""
    from analysis.templates import render

    words = {1: "a guess", 2: "fairly sure", 3: "sure"}
    signs = {-1: "−", 0: "0", 1: "+", None: "not mentioned or unsure"}
    rows = [
        {
            "sentence": a.sentence,
            "text": sentences[a.sentence - 1] if sentences else "",
            "voice": a.voice or "",
            "speaker": a.speaker or "",
            "stance": [signs[a.stance[side]] if side in a.stance else "" for side in annotation.sides],
            "loaded": [word.text for word in a.loaded],
            "confidence": words.get(a.confidence or 0, ""),
            "comment": a.comment,
        }
        for a in annotation.answers
    ]
    return render("answers.html.j2", annotation=annotation, rows=rows, with_text=sentences is not None, note=note)


# ---- checks ---------------------------------------------------------------------------------------------------------------


def _wrong(name: str, where: str, value: object, allowed: str) -> AnnotationError:
    shown = json.dumps(value, ensure_ascii=True, default=str)
    shown = shown if len(shown) <= 80 else shown[:80] + "…"
    return AnnotationError(f"{name}{': ' if ': ' not in name else '.'}{where} is {shown}; allowed: {allowed}")


def _object(data: object, name: str, where: str, fields: Sequence[str], *, required: Sequence[str]) -> dict[str, Any]:
    place = f"{name}: {where}" if where else name
    if not isinstance(data, dict):
        raise AnnotationError(f"{place} holds {type(data).__name__} {str(data)[:60]!r}; allowed: an object with the fields {', '.join(fields)}")
    for key in data:
        if key not in fields:
            raise AnnotationError(f"{place} has the unknown field {str(key)[:60]!r}; allowed: {', '.join(fields)}")
    for key in required:
        if key not in data:
            raise AnnotationError(f"{place} lacks the field {key!r}; needed: {', '.join(required)}")
    return data


def _list(value: object, name: str, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(name, where, value, "a list")
    return value


def _text(value: object, name: str, where: str, *, longest: int = LONGEST_TEXT, blank: bool = True) -> str:
    if not isinstance(value, str) or _SURROGATE.search(value):
        raise _wrong(name, where, value, "a text")
    if len(value) > longest:
        raise _wrong(name, where, value, f"at most {longest:,} characters")
    if not blank and not value.strip():
        raise _wrong(name, where, value, "a text that is not empty")
    return value


def _whole(value: object, name: str, where: str, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise _wrong(name, where, value, f"a whole number from {low} to {high}")
    return value


def _one_of(value: Any, name: str, where: str, allowed: Sequence[Any]) -> Any:
    if isinstance(value, (bool, float)) or not isinstance(value, (str, int, type(None))) or value not in allowed:
        raise _wrong(name, where, value, ", ".join("null" if each is None else str(each) for each in allowed))
    return value


def _time(value: object, name: str) -> str:
    text = _text(value, name, "saved", longest=40)
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise _wrong(name, "saved", value, "a time such as 2026-01-31T10:00:00+00:00") from None
    return text


def _loaded(value: object, name: str, article: Article | None) -> tuple[LoadedWord, ...]:
    words = tuple(_loaded_words(value, name))
    for i, word in enumerate(words):
        if article is not None and article.text[word.start : word.end] != word.text:
            there = article.text[word.start : word.end][:60]
            raise _wrong(name, f"loaded[{i}].text", word.text, f"the words at {word.start} to {word.end} of the article, {there!r}")
    return tuple(sorted(words, key=lambda word: (word.start, word.end)))


def _loaded_words(value: object, name: str) -> Iterator[LoadedWord]:
    for i, each in enumerate(_list(value, name, "loaded")):
        given = _object(each, name, f"loaded[{i}]", _LOADED_FIELDS, required=_LOADED_FIELDS)
        start = _whole(given["start"], name, f"loaded[{i}].start", 0, 100_000_000)
        end = _whole(given["end"], name, f"loaded[{i}].end", start + 1, 100_000_000)
        text = _text(given["text"], name, f"loaded[{i}].text")
        if len(text) != end - start:
            raise _wrong(name, f"loaded[{i}].text", text, f"{end - start} characters, as start and end say")
        yield LoadedWord(start, end, text)


# ---- CSV ------------------------------------------------------------------------------------------------------------------


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_cell(column) for column in columns])
    writer.writerows(rows)
    return out.getvalue()


def _cell(text: str | None) -> str:
    return "'" + text if text and text.startswith(_FORMULA) else text or ""


def _stance_cell(answer: Answer, side: str) -> str:
    if side not in answer.stance:
        return ""
    value = answer.stance[side]
    return "NA" if value is None else str(value)
