"""What a coder is given: the article cut into sentences and words, the sides, and the code book.

The widget and the worksheet draw the same form from it (``form_script``).  The text is parsed, the sides are given or found
(for that the encoder is loaded), and nothing the program thinks of a sentence is in here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.classroom.annotation import LONGEST_NAME, LONGEST_TEXT, Annotation, coded_article, file_name
from analysis.classroom.answer_file import check_coder
from analysis.classroom.questions import ALL, QUESTIONS, asked_of
from analysis.reading.as_read import parse_folded
from analysis.reading.folding import fold
from analysis.templates import render, script
from analysis.who.sides import find_sides

if TYPE_CHECKING:
    from analysis.reading.article import Article
    from analysis.reading.parse import Parsed

CODEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "CODEBOOK.md"
SECTIONS = {question.key: question.section for question in QUESTIONS}
"""The section of the code book that rules each question, in the order of the form."""

_LETTER = "[\\w\u0300-\u036f]"  # combining accents belong to their letter
_WORD = re.compile(rf"\w{_LETTER}*(?:[-’'.,](?=\d){_LETTER}+|[-’'.]\w{_LETTER}*)*")


@dataclass(frozen=True)
class Sentence:
    """A sentence to code: its span, the number of its paragraph, and the spans of the words that can be marked."""

    start: int
    end: int
    paragraph: int
    words: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class CodeBook:
    """The rules for coders, as HTML: what holds for all questions, and a section for each question, by its key."""

    rules: str
    sections: Mapping[str, str]

    def _repr_html_(self) -> str:
        return render("codebook.html.j2", book=self, titles=SECTIONS)


@dataclass(frozen=True)
class CodingTask:
    """An article made ready for coders; ``warnings`` say what a teacher should know, such as that no sides were found.

    ask: which questions, as in ``coding_task``.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    sides: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    ask: str | tuple[str, ...] = ALL

    @property
    def asked(self) -> tuple[str, ...]:
        """The keys of the questions that are asked, in the order of the form."""
        return asked_of(self.ask, self.sides)

    def empty(self, coder: str, pass_number: int = 1) -> Annotation:
        """Return the annotation of a coder who has not begun.  Raises AnnotationError for a name that is none."""
        return Annotation(coded_article(self.article, len(self.sentences)), check_coder(coder), self.sides, pass_number, asked=self.asked)

    def texts(self) -> list[str]:
        """Return the words of every sentence, in order."""
        return [self.article.text[sentence.start : sentence.end] for sentence in self.sentences]

    def paragraphs(self) -> list[list[tuple[int, str]]]:
        """Return the paragraphs, each as its sentences with their numbers."""
        found: dict[int, list[tuple[int, str]]] = {}
        for number, (sentence, text) in enumerate(zip(self.sentences, self.texts(), strict=True), start=1):
            found.setdefault(sentence.paragraph, []).append((number, text))
        return list(found.values())

    def payload(self) -> dict[str, Any]:
        """Return everything the form draws, as plain data; all offsets count characters, not the units of the browser."""
        blank = self.empty("x")
        sentences = [{"start": s.start, "end": s.end, "paragraph": s.paragraph, "words": [list(word) for word in s.words]} for s in self.sentences]
        return {
            "text": self.article.text,
            "article": blank.to_dict()["article"],
            "sides": list(self.sides),
            "asks": list(self.asked),
            "questions": {each.key: each.as_data() for each in QUESTIONS},  # all: a file may hold answers to those that are not asked
            "sentences": sentences,
            "codebook": dict(codebook(self.asked).sections),
            "limits": {"name": LONGEST_NAME, "text": LONGEST_TEXT},
            "file": file_name(blank).split(".")[0],
        }


def coding_task(article: Article, sides: Mapping[str, Iterable[str]] | Iterable[str] | None = None, ask: str | Iterable[str] = ALL) -> CodingTask:
    """Cut an article into what a coder answers.

    sides: as in ``analyse``; None to have them found.  ask: which questions: ``all``; ``short`` for loaded words, voice, stance and how sure; or the
    keys of some (``analysis.classroom.questions``), as a list or with commas between them.  What is about sides is left out where there are none.

    Raises TypeError when no Article is given, SidesError for sides that cannot be used, AskError for a question that there is not.
    """
    chosen = ask if isinstance(ask, str) else tuple(ask)
    asked_of(chosen, ("any",))  # a wrong key is told before the article is parsed
    parsed = parse_folded(article)
    found, warnings = find_sides(parsed, sides)
    task = CodingTask(article, sentences_to_code(parsed), tuple(found), tuple(warnings), chosen)
    asked_of(chosen, task.sides)
    return task


def sentences_to_code(parsed: Parsed) -> tuple[Sentence, ...]:
    """Return the sentences of an article, in its text as written."""
    text = parsed.written.text
    return tuple(
        Sentence(int(row.start), int(row.end), int(row.paragraph), tuple(words_in(text, int(row.start), int(row.end))))
        for row in parsed.folded.as_written(parsed.sentences).itertuples()
    )


def form_script(fields: str = "fields.js") -> str:
    """Return the script that draws the form; the widget and the worksheet put theirs behind it.  fields: the script that says what an answer has."""
    return "".join(script(name) for name in (fields, "elements.js", "marking.js", "answers.js", "undo.js", "asking.js", "coding.js"))


def words_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the words in ``text[start:end]``: "kamikaze-drone", "Armenia's", "U.N" and "1,600" are one word each."""
    folded = fold(text[start:end])
    spans = (folded.span_as_written(*match.span()) for match in _WORD.finditer(folded.text))
    return [(start + first, start + last) for first, last in spans]


def codebook(ask: str | Iterable[str] = ALL) -> CodeBook:
    """Return the code book for coders; ask: which questions, as in ``coding_task``.

    Raises FileNotFoundError with the remedy where it is missing, AskError for a question that there is not.
    """
    whole = _whole_codebook()
    return CodeBook(whole.rules, {key: whole.sections[key] for key in asked_of(ask, ("any",))})


@cache
def _whole_codebook() -> CodeBook:
    return read_codebook(CODEBOOK, SECTIONS)


def read_codebook(path: Path, sections: Mapping[str, str]) -> CodeBook:
    """Return a code book; sections: question -> its heading, in the order of the book.

    Raises FileNotFoundError with the remedy where it is missing, ValueError where it has other sections.
    """
    if not path.is_file():
        raise FileNotFoundError(f"the code book {path} is missing; get it again from the project's repository")
    first, *rest = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = {title.strip(): body for title, _, body in (section.partition("\n") for section in rest)}
    if list(found) != list(sections.values()):
        raise ValueError(f"the code book has the sections {', '.join(found)}; needed are {', '.join(sections.values())}, in this order")
    return CodeBook(_html(re.sub(r"^# .*\n", "", first)), {key: _html(found[title]) for key, title in sections.items()})


def _html(markdown: str) -> str:
    import mistune

    return str(mistune.create_markdown(escape=True, plugins=["table"])(markdown))
