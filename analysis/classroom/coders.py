"""The coders of an article: their files read into tidy tables, with every problem named.

One file holds the answers of one coder to one article in one pass (``analysis.classroom.annotation``).  How far coders agree is in
``analysis.classroom.agreement``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.classroom.annotation import FRAME_ANSWERS, HARMS, ROLES, VOICES, WHOLE, AnnotationError
from analysis.classroom.answer_file import read_annotation
from analysis.classroom.questions import names
from analysis.reading.folding import fold
from analysis.stance.stance import LABELS
from analysis.templates import counted, render

if TYPE_CHECKING:
    from analysis.classroom.annotation import Annotation, Answer
    from analysis.reading.article import Article

VOICE, WORDS = "voice", "loaded words"
STANCE = "stance: "
"""A variable of stance is called ``stance: SIDE``."""
HARM, ROLES_OF, FRAMES_OF = "harm", "roles", "frames"
OF_WHOLE = {ROLES_OF: "role: ", FRAMES_OF: "frame: "}
"""A variable on the article as a whole, and how its questions begin in the table of answers: ``role: SIDE``, ``frame: NAME``."""
VALUES = {VOICE: VOICES, WORDS: ("not marked", "marked"), HARM: HARMS, ROLES_OF: ROLES, FRAMES_OF: FRAME_ANSWERS}
"""Variable -> its values; the values of stance are ``LABELS``, in that order."""
UNSURE = "not mentioned or unsure"

_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*")  # "Russia-brokered" and "U.N" are one word
_COLUMNS = {
    "coders": ("coder", "file", "saved", "sentences", "complete", "marks"),
    "answers": ("coder", "sentence", "variable", "value"),
    "marks": ("coder", "sentence", "start", "end", "text"),
    "problems": ("file", "coder", "problem", "outcome"),
}
_NUMBERS = ("sentence", "sentences", "complete", "marks", "start", "end")
LEFT_OUT, _READ = "left out", "read"
_CONTAINERS = {
    b"PK\x03\x04": "is a ZIP archive; unpack it into this folder",
    b"<": "is a web page, perhaps the worksheet itself; ask for the JSON file that it downloads",
}


@dataclass(frozen=True, eq=False)
class ClassCoding:
    """The answers of all coders to one article, as tidy tables.

    sentences: the article's (sentence, start, end, text).  sides: those the coders were asked about.
    coders: one row a coder: coder, file, saved, sentences (how many have an answer), complete (how many have all of theirs), marks (loaded words
    marked).
    answers: coder, sentence, variable, value, all in words; variable is ``voice``, ``stance: SIDE``, ``harm``, ``speaker``, ``confidence`` or
    ``comment``; or, with the sentence ``WHOLE``, ``role: SIDE`` or ``frame: NAME``.
    marks: coder, sentence, start, end, text; offsets into the article's text.
    problems: file, coder, problem, outcome (``read`` or ``left out``): whatever a reader of the results must know about the files.
    not_marking: coders who were not asked for loaded words, so that a sentence without a mark of theirs says nothing.
    """

    sentences: pd.DataFrame
    sides: tuple[str, ...]
    coders: pd.DataFrame
    answers: pd.DataFrame
    marks: pd.DataFrame
    problems: pd.DataFrame
    not_marking: frozenset[str] = frozenset()

    @property
    def variables(self) -> tuple[str, ...]:
        """What is compared: voice, the stance towards each side, loaded words; then harm, roles and frames where a coder answered them.

        Not confidence, speaker and comment.
        """
        harm = (HARM,) if HARM in set(self.answers.variable) else ()
        return (VOICE, *(STANCE + side for side in self.sides), WORDS, *harm, *self.whole)

    @property
    def whole(self) -> tuple[str, ...]:
        """Those of the variables that are about the article as a whole."""
        given = set(self.answers.variable)
        return tuple(variable for variable in OF_WHOLE if given & set(self.questions(variable)))

    def questions(self, variable: str) -> tuple[str, ...]:
        """Return the questions of a variable as they stand in ``answers``: one, but on the article as a whole one a side, or one a frame."""
        return tuple(OF_WHOLE[variable] + name for name in names(variable, self.sides)) if variable in OF_WHOLE else (variable,)

    def without(self, *names: str) -> ClassCoding:
        """Return the class without these coders, to see what one of them does to the agreement.  Raises ValueError for an unknown name."""
        known = list(self.coders.coder)
        for name in names:
            if name not in known:
                raise ValueError(f"there is no coder {name!r}; the coders are {', '.join(known) or 'none'}")
        coders, answers, marks = (frame[~frame.coder.isin(names)].reset_index(drop=True) for frame in (self.coders, self.answers, self.marks))
        return replace(self, coders=coders, answers=answers, marks=marks)

    def joined(self, other: ClassCoding) -> ClassCoding:
        """Return this class with the coders of another behind its own.

        Raises ValueError where the two coded different sentences, and where both have a coder of the same name.
        """
        if list(self.sentences.text) != list(other.sentences.text):
            raise ValueError("the two classes coded different sentences; read both from the same article")
        if both := sorted(set(self.coders.coder) & set(other.coders.coder)):
            raise ValueError(f"both classes have a coder {both[0]!r}; give one of the two another name")
        coders, answers, marks = (
            pd.concat([getattr(self, name), getattr(other, name)], ignore_index=True) for name in ("coders", "answers", "marks")
        )
        sides, not_marking = tuple(dict.fromkeys((*self.sides, *other.sides))), self.not_marking | other.not_marking
        return replace(self, coders=coders, answers=answers, marks=marks, sides=sides, not_marking=not_marking)

    @property
    def in_words(self) -> tuple[str, ...]:
        """What was read, in plain sentences."""
        if not len(self.coders):
            return ("No file with answers to this article was found, so there is nothing to compare.",)
        whole = int((self.coders.sentences == len(self.sentences)).sum())
        items = [
            f"{counted(len(self.coders), 'coder')} coded an article of {counted(len(self.sentences), 'sentence')}; {whole} answered all of them."
        ]
        left = self.problems[self.problems.outcome == LEFT_OUT].file.nunique()
        if left:
            items.append(f"{counted(left, 'file')} {'was' if left == 1 else 'were'} left out; the table says why.")
        return tuple(items)

    def _repr_html_(self) -> str:
        return show(self.in_words, [("Files to look at", self.problems), ("Coders", self.coders)])


def read_class(folder: str | Path, article: Article, *, sentences: pd.DataFrame | None = None, pass_number: int = 1) -> ClassCoding:
    """Read the answers of a class from a folder of JSON files, one a coder; folders inside it too, as learning platforms hand them out.

    sentences: the article's table of sentences, such as ``framing.sentences``; None: the article is parsed.  pass_number: 1 or 2.
    A coder is known by the name inside the file, in capitals or not, whatever the file is called.  Two files of one coder: the one saved
    last counts.  A file that cannot be used, belongs to another text or pass, or holds no answer is left out, and ``problems`` says so;
    hidden files and those called README are passed over.  Raises AnnotationError where there is no such folder.
    """
    from analysis.reading.as_read import sentences_of

    folder = Path(folder)
    if not folder.is_dir():
        raise AnnotationError(f"{folder} is not a folder; give the folder that holds the coders' JSON files")
    if pass_number not in (1, 2):
        raise ValueError(f"pass_number is {pass_number!r}; allowed are 1 and 2")
    table = sentences_of(article) if sentences is None else sentences
    problems: list[tuple[str, str, str, str]] = []
    found: list[tuple[str, Annotation]] = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_dir() or any(part.startswith((".", "__MACOSX")) for part in inside.parts) or path.name.upper().startswith("README"):
            continue
        name = inside.as_posix()
        try:
            annotation = _read_file(path, article)
        except ValueError as error:
            problems.append((name, "", str(error).removeprefix(str(path)).removeprefix(":").strip(), LEFT_OUT))
            continue
        except OSError as error:
            problems.append((name, "", f"cannot be opened ({error.strerror})", LEFT_OUT))
            continue
        if refused := _refused(annotation, len(table), pass_number):
            problems.append((name, annotation.coder, refused, LEFT_OUT))
        else:
            found.append((name, annotation))
    kept = _newest(found, problems)
    sides = _common_sides(kept, problems)
    for name, annotation in kept:
        missing = len(table) - len(annotation.answers) if set(annotation.asked) - set(OF_WHOLE) else 0
        if missing:
            done = f"answered {len(annotation.answers)} of {counted(len(table), 'sentence')}; the others count as missing"
            problems.append((name, annotation.coder, done, _READ))
    words = [(coded.coder, one.sentence, word.start, word.end, word.text) for _, coded in kept for one in coded.answers for word in one.loaded]
    marked = Counter(word[0] for word in words)
    return make_class(
        table,
        sides,
        coders=[(coded.coder, name, coded.saved, len(coded.answers), coded.complete, marked[coded.coder]) for name, coded in kept],
        answers=[answer for _, coded in kept for answer in answers_of(coded)],
        marks=words,
        problems=problems,
        not_marking=(coded.coder for _, coded in kept if "loaded" not in coded.asked),
    )


def class_of_one(annotation: Annotation, sentences: pd.DataFrame, *, name: str | None = None, file: str = "") -> ClassCoding:
    """Return the answers of one coder as a class; name: another than that of the coder."""
    coder = annotation.coder if name is None else name
    marks = [(coder, one.sentence, word.start, word.end, word.text) for one in annotation.answers for word in one.loaded]
    row = (coder, file, annotation.saved, len(annotation.answers), annotation.complete, len(marks))
    silent = [coder] if "loaded" not in annotation.asked else []
    return make_class(sentences, annotation.sides, coders=[row], answers=answers_of(annotation, coder), marks=marks, not_marking=silent)


def _read_file(path: Path, article: Article) -> Annotation:
    """Read one file.  Raises ValueError, in plain words, for one that holds no usable answers to the article."""
    if path.exists() and not path.is_file():
        raise ValueError("is not an ordinary file (a pipe, a socket or a device), so it is not opened")
    with path.open("rb") as file:
        head = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        raise ValueError("is empty")
    if not head.startswith(b"{") and path.suffix.lower() != ".json":
        raise ValueError(next((told for start, told in _CONTAINERS.items() if head.startswith(start)), "is not a JSON file of answers"))
    return read_annotation(path, article)


def _refused(annotation: Annotation, sentences: int, pass_number: int) -> str:
    """Say why a readable file cannot be counted; empty where it can."""
    if annotation.pass_number != pass_number:
        return f"holds pass {annotation.pass_number}; this is a comparison of pass {pass_number}"
    if annotation.article.sentences != sentences:
        return (
            f"counts {counted(annotation.article.sentences, 'sentence')} where this installation counts {sentences}, so its numbers do not fit; "
            "code with the same version"
        )
    if annotation.empty:
        return "holds no answer yet"
    return ""


def _newest(found: Iterable[tuple[str, Annotation]], problems: list[tuple[str, str, str, str]]) -> list[tuple[str, Annotation]]:
    """Keep one file a coder, the one saved last, and tell of the others; in the order of the coders' names."""
    by_coder: dict[str, list[tuple[str, Annotation]]] = {}
    for name, annotation in found:
        by_coder.setdefault(" ".join(annotation.coder.split()).casefold(), []).append((name, annotation))
    kept = []
    for key in sorted(by_coder):
        *older, (name, newest) = sorted(by_coder[key], key=lambda one: (_time(one[1].saved), one[0]))
        kept.append((name, newest))
        for other, annotation in older:
            if (annotation.answers, annotation.whole) == (newest.answers, newest.whole):
                told = f"holds the same answers as {name}, which is used"
            else:
                told = (
                    f"is an older file of the same coder ({counted(len(annotation.answers), 'sentence')} answered); {name} is used, saved later "
                    f"({len(newest.answers)} answered). If these are two people, give them two names"
                )
            problems.append((other, annotation.coder, told, LEFT_OUT))
    return kept


def _time(saved: str) -> datetime:
    time = datetime.fromisoformat(saved)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _common_sides(kept: Sequence[tuple[str, Annotation]], problems: list[tuple[str, str, str, str]]) -> tuple[str, ...]:
    """Return every side that a coder was asked about, those of most files first; tell of files with other sides than most."""
    asked = [annotation.sides for _, annotation in kept]
    if not asked:
        return ()
    usual = max(asked, key=lambda sides: sum(set(sides) == set(other) for other in asked))
    for (name, annotation), sides in zip(kept, asked, strict=True):
        if set(sides) != set(usual):
            told = f"asks about other sides ({_names(sides)}) than most files ({_names(usual)}); each side is compared among those asked about it"
            problems.append((name, annotation.coder, told, _READ))
    return tuple(dict.fromkeys((*usual, *(side for sides in asked for side in sides))))


def _names(sides: Iterable[str]) -> str:
    return ", ".join(sides) or "none"


def make_class(
    sentences: pd.DataFrame,
    sides: Sequence[str],
    *,
    coders: Sequence[tuple[Any, ...]],
    answers: Sequence[tuple[Any, ...]],
    marks: Sequence[tuple[Any, ...]],
    problems: Sequence[tuple[Any, ...]] = (),
    not_marking: Iterable[str] = (),
) -> ClassCoding:
    """Return a class from rows in the order of the columns of ``ClassCoding``; sentences may have more columns than it keeps."""
    table = sentences[["sentence", "start", "end", "text"]].reset_index(drop=True)
    rows = {"coders": coders, "answers": answers, "marks": marks, "problems": problems}
    frames = {name: pd.DataFrame(list(rows[name]), columns=list(columns)).astype(_types(columns)) for name, columns in _COLUMNS.items()}
    return ClassCoding(table, tuple(sides), **frames, not_marking=frozenset(not_marking))


def _types(columns: Iterable[str]) -> dict[str, str]:
    return {name: "int64" if name in _NUMBERS else "object" for name in columns}


def answers_of(annotation: Annotation, coder: str | None = None) -> list[tuple[str, int, str, str]]:
    """Return all that one coder says, as rows of ``ClassCoding.answers``; coder: another name than that of the file."""
    name = annotation.coder if coder is None else coder
    rows = [(name, one.sentence, *given) for one in annotation.answers for given in values_of(one)]
    whole = annotation.whole.to_dict()
    return rows + [(name, WHOLE, begin + of, value) for variable, begin in OF_WHOLE.items() for of, value in whole[variable].items()]


def values_of(answer: Answer) -> list[tuple[str, str]]:
    """Return what one answer says, variable by variable; a mark alone is an answer without values."""
    given = [(VOICE, answer.voice), ("speaker", answer.speaker)]
    given += [(STANCE + side, UNSURE if value is None else LABELS[value + 1]) for side, value in answer.stance.items()]
    given += [(HARM, answer.harm)]
    given += [("confidence", None if answer.confidence is None else str(answer.confidence)), ("comment", answer.comment)]
    return [(variable, value) for variable, value in given if value]


def words_of(sentences: pd.DataFrame) -> pd.DataFrame:
    """Cut sentences into words: sentence, start, end (offsets into the article's text), text.  A word with a hyphen is one."""
    found = [
        (int(row.sentence), int(row.start) + start, int(row.start) + end, str(row.text)[start:end])
        for row in sentences.itertuples()
        for start, end in _words_in(str(row.text))
    ]
    columns = ("sentence", "start", "end", "text")
    return pd.DataFrame(found, columns=list(columns)).astype(_types(columns))


def _words_in(text: str) -> list[tuple[int, int]]:
    folded = fold(text)
    return [folded.span_as_written(*word.span()) for word in _WORD.finditer(folded.text)]


def words_between(words: pd.DataFrame, start: int, end: int) -> slice:
    """Return where the words that overlap ``text[start:end]`` stand in a table of ``words_of``."""
    return slice(int(words.end.searchsorted(start, side="right")), int(words.start.searchsorted(end, side="left")))


def show(items: Sequence[str], tables: Sequence[tuple[str, pd.DataFrame]], *, warnings: Sequence[str] = ()) -> str:
    """Return plain sentences and the tables behind them, each with its caption, as HTML; tables without rows are left out."""
    shown = [
        {
            "caption": caption,
            "columns": [str(name) for name in frame.columns],
            "rows": list(frame.astype(object).itertuples(index=False, name=None)),
            "numeric": [bool(pd.api.types.is_numeric_dtype(frame[name])) for name in frame.columns],
        }
        for caption, frame in tables
        if len(frame)
    ]
    return render("agreement.html.j2", items=items, warnings=warnings, tables=shown, title="", rows=(), groups=())
