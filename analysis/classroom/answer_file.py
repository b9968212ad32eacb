"""Read the file of one coder's answers, and check every field of it: files come from many hands.

An error names the file, the field, the value and what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.classroom.annotation import (
    CONFIDENCE,
    FORMAT,
    FRAME_ANSWERS,
    HARMS,
    LONGEST_NAME,
    PASSES,
    ROLES,
    STANCES,
    VOICES,
    Annotation,
    AnnotationError,
    Answer,
    CodedArticle,
    LoadedWord,
    Whole,
    coded_article,
)
from analysis.classroom.answer_values import list_of, object_of, one_of, text_of, time_of, whole_number, wrong
from analysis.classroom.questions import KEYS, SHORT, joined, names
from analysis.given import decode_given, parse_json, read_given

if TYPE_CHECKING:
    from analysis.reading.article import Article

LARGEST_FILE = 10_000_000
_MAKE = "give the file of one coder, as the worksheet downloads it"

_FIELDS = ("format", "article", "coder", "pass", "saved", "sides", "answers")
_LATER = ("asked", "whole")  # older files have neither
_ARTICLE_FIELDS = ("title", "sha256", "sentences")
_ANSWER_FIELDS = ("sentence", "voice", "speaker", "stance", "loaded", "harm", "confidence", "comment")
_LOADED_FIELDS = ("start", "end", "text")


def read_annotation(path: str | Path, article: Article | None = None) -> Annotation:
    """Read the answers of one coder from a JSON file.

    article: where given, the file must belong to it, and every loaded word must stand where the file says.  Raises AnnotationError with
    file, field, value and what is allowed, or saying why the file cannot be read.
    """
    return annotation_from(read_answers(path), str(path), article)


def read_answers(path: str | Path) -> object:
    """Return what a file of answers holds, not yet checked; raise AnnotationError where it cannot be read."""
    path = Path(path)
    try:
        data = read_given(path, _MAKE, most=LARGEST_FILE, error=AnnotationError)
    except FileNotFoundError:
        raise AnnotationError(f"{path} does not exist; the widget and the worksheet make such files") from None
    again = "it may be cut off: download it again from the worksheet"
    text = decode_given(data, path, again, what="is not readable JSON: it is not UTF-8 text", error=AnnotationError)
    return parse_json(text, path, again, halves=True, error=AnnotationError)


def annotation_from(data: object, name: str, article: Article | None = None) -> Annotation:
    """Check data of the format and return them as an Annotation; ``name`` stands for the file in errors.  Raises AnnotationError."""
    given = object_of(data, name, "the file", (*_FIELDS, *_LATER), required=_FIELDS)
    if given["format"] != FORMAT:
        raise wrong(name, "format", given["format"], f"{FORMAT!r}; is this a file of answers?")
    coded = _coded_article(given["article"], name, article)
    sides = _sides(given["sides"], name)
    answers = _answers(given["answers"], name, sides, coded.sentences, article)
    return Annotation(
        coded,
        check_coder(given["coder"], name),
        sides,
        one_of(given["pass"], name, "pass", PASSES),
        tuple(sorted(answers, key=lambda answer: answer.sentence)),
        time_of(given["saved"], name),
        _asked(given.get("asked", list(SHORT)), name),
        whole_from(given.get("whole", {}), name, sides),
    )


def _coded_article(value: object, name: str, article: Article | None) -> CodedArticle:
    """Return which article the file is about; it must be the one that is given, if one is."""
    about = object_of(value, name, "article", _ARTICLE_FIELDS, required=_ARTICLE_FIELDS)
    coded = CodedArticle(
        text_of(about["title"], name, "article.title"),
        text_of(about["sha256"], name, "article.sha256", longest=64),
        whole_number(about["sentences"], name, "article.sentences", 1, 100_000),
    )
    if not re.fullmatch("[0-9a-f]{64}", coded.sha256):
        raise wrong(name, "article.sha256", coded.sha256, "64 hexadecimal digits")
    if article is not None and coded.sha256 != coded_article(article, 1).sha256:
        raise AnnotationError(f"{name}: the answers belong to another text ({coded.title!r}), or the article was changed after it was coded")
    return coded


def _sides(value: object, name: str) -> tuple[str, ...]:
    listed = list_of(value, name, "sides")
    sides = tuple(text_of(side, name, f"sides[{i}]", longest=200, blank=False) for i, side in enumerate(listed))
    if len(set(sides)) < len(sides):
        raise wrong(name, "sides", list(sides), "each side once")
    return sides


def _asked(value: object, name: str) -> tuple[str, ...]:
    listed = list_of(value, name, "asked")
    for i, key in enumerate(listed):
        one_of(key, name, f"asked[{i}]", KEYS)
    return joined(listed)


def _answers(value: object, name: str, sides: Sequence[str], sentences: int, article: Article | None) -> list[Answer]:
    """Return the answers as they are listed, at most one a sentence."""
    listed = list_of(value, name, "answers")
    answers = [answer_from(each, f"{name}: answers[{i}]", sides, sentences, article) for i, each in enumerate(listed)]
    seen: set[int] = set()
    for answer in answers:
        if answer.sentence in seen:
            raise AnnotationError(f"{name}: answers holds sentence {answer.sentence} twice; allowed is one answer a sentence")
        seen.add(answer.sentence)
    return answers


def answer_from(data: object, name: str, sides: Sequence[str], sentences: int, article: Article | None = None) -> Answer:
    """Check one answer and return it; ``name`` stands for its place in errors, ``sentences`` is how many the article has."""
    given = object_of(data, name, "", _ANSWER_FIELDS, required=("sentence",))
    stance = given.get("stance", {})
    if not isinstance(stance, dict):
        raise wrong(name, "stance", stance, 'an object such as {"Armenia": -1}')
    for side, value in stance.items():
        if side not in sides:
            raise wrong(name, "stance", side, f"the sides of the file: {', '.join(sides) or 'none'}")
        one_of(value, name, f"stance.{side}", (*STANCES, None))
    speaker = given.get("speaker")
    return Answer(
        whole_number(given["sentence"], name, "sentence", 1, sentences),
        one_of(given.get("voice"), name, "voice", (*VOICES, None)),
        None if speaker is None else text_of(speaker, name, "speaker"),
        {side: stance[side] for side in sides if side in stance},
        _loaded(given.get("loaded", []), name, article),
        one_of(given.get("confidence"), name, "confidence", (*CONFIDENCE, None)),
        text_of(given.get("comment", ""), name, "comment"),
        one_of(given.get("harm"), name, "harm", (*HARMS, None)),
    )


def whole_from(data: object, name: str, sides: Sequence[str]) -> Whole:
    """Check the answers on the article as a whole and return them; ``name`` stands for their place in errors."""
    given = object_of(data, name, "whole", ("roles", "frames"), required=())
    found = {}
    for key, allowed in (("roles", ROLES), ("frames", FRAME_ANSWERS)):
        known, said = names(key, sides), given.get(key, {})
        if not isinstance(said, dict):
            raise wrong(name, f"whole.{key}", said, f'an object such as {{"{known[0] if known else "Armenia"}": "{allowed[0]}"}}')
        for each, value in said.items():
            if each not in known:
                raise wrong(name, f"whole.{key}", each, ", ".join(known) or "none")
            one_of(value, name, f"whole.{key}.{each}", allowed)
        found[key] = {each: said[each] for each in known if each in said}
    return Whole(**found)


def check_coder(value: object, name: str = "annotate") -> str:
    """Return a coder's name with single spaces; raise AnnotationError where it is none, blank or longer than LONGEST_NAME."""
    coder = " ".join(text_of(value, name, "coder", blank=False).split())
    if len(coder) > LONGEST_NAME:
        raise wrong(name, "coder", coder, f"at most {LONGEST_NAME} characters")
    return coder


def _loaded(value: object, name: str, article: Article | None) -> tuple[LoadedWord, ...]:
    words = tuple(_loaded_words(value, name))
    for i, word in enumerate(words):
        if article is not None and article.text[word.start : word.end] != word.text:
            there = article.text[word.start : word.end][:60]
            raise wrong(name, f"loaded[{i}].text", word.text, f"the words at {word.start} to {word.end} of the article, {there!r}")
    return tuple(sorted(words, key=lambda word: (word.start, word.end)))


def _loaded_words(value: object, name: str) -> Iterator[LoadedWord]:
    for i, each in enumerate(list_of(value, name, "loaded")):
        given = object_of(each, name, f"loaded[{i}]", _LOADED_FIELDS, required=_LOADED_FIELDS)
        start = whole_number(given["start"], name, f"loaded[{i}].start", 0, 100_000_000)
        end = whole_number(given["end"], name, f"loaded[{i}].end", start + 1, 100_000_000)
        text = text_of(given["text"], name, f"loaded[{i}].text")
        if len(text) != end - start:
            raise wrong(name, f"loaded[{i}].text", text, f"{end - start} characters, as start and end say")
        yield LoadedWord(start, end, text)
