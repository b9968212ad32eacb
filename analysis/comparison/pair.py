"""The worksheet for two reports of one event: students say what both report, and how each treats the sides, before the program compares them.

It is the form of ``analysis.classroom.worksheet`` with other questions; the sentences of both reports stand in one row, called A1, A2 ... B1, B2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.classroom.annotation import LONGEST_NAME, LONGEST_TEXT, Annotation, coded_article, file_name
from analysis.classroom.coding import CODEBOOK, CodeBook, Sentence, read_codebook, sentences_to_code
from analysis.classroom.questions import Choice, Field, Question, question
from analysis.classroom.worksheet import Sheet, Text, sheet_page
from analysis.comparison.comparison import ComparisonError, check_reports, keys_of
from analysis.comparison.sides import common_sides
from analysis.files import ready, replace_file
from analysis.reading.article import Article
from analysis.reading.as_read import parse_folded
from analysis.who.sides import given_sides

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT = "framing-pair 1"
LETTERS = ("A", "B")
SAME, ONLY_HERE, NO_FACT, OTHER = "same", "only here", "no fact", "other"
TOLD = Question(
    "told",
    "Told by both",
    "Does the other report say this too?",
    (
        Choice(SAME, "yes, the same"),
        Choice("number", "yes, but another number"),
        Choice("time", "yes, but another time"),
        Choice("actor", "yes, but somebody else did it"),
        Choice("place", "yes, but another place"),
        Choice(OTHER, "yes, another difference", "the cause, how it ended ..."),
        Choice(ONLY_HERE, "no, only here"),
        Choice(NO_FACT, "it reports no fact", "an opinion, a question, a wish"),
    ),
    open="whether the other report says it",
    field=Field("where", "In which sentence of it?", "Such as B4; several with commas.", "Where", (ONLY_HERE, NO_FACT)),
)
_GAP = "\n\n"
_BOOK = CODEBOOK.with_name("CODEBOOK_TWO_REPORTS.md")
_SECTIONS = {"told": TOLD.section, "treatment": "Treatment"}


def joined_text(first: str, second: str) -> str:
    """Return two texts in one, as the form and its file of answers know them."""
    return first + _GAP + second


@dataclass(frozen=True)
class PairTask:
    """Two reports made ready for students.

    articles, keys: the reports, and what each is called.  of_each: the sentences of each.  sides: those that both share; none where none were found.
    """

    articles: tuple[Article, Article]
    keys: tuple[str, str]
    of_each: tuple[tuple[Sentence, ...], tuple[Sentence, ...]]
    sides: tuple[str, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of both, each in the offsets of its own report."""
        return self.of_each[0] + self.of_each[1]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a teacher should know."""
        missing = "no side was found that both reports share, so nothing is asked about their treatment; name the sides with --sides FILE"
        return () if self.sides else (missing,)

    @property
    def joined(self) -> Article:
        """Both texts in one, which the offsets of the form belong to."""
        return Article(joined_text(*(article.text for article in self.articles)), title=" and ".join(self.keys))

    @property
    def labels(self) -> list[str]:
        """What each sentence is called, in order: "A1", "A2" ... "B1"."""
        return [f"{letter}{k}" for letter, own in zip(LETTERS, self.of_each, strict=True) for k in range(1, len(own) + 1)]

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions: of each sentence, and where there are sides of each report as a whole."""
        parts = [(f"{letter}: {side}", f"{key} ({letter}): {side}") for letter, key in zip(LETTERS, self.keys, strict=True) for side in self.sides]
        treatment = Question(
            "treatment",
            _SECTIONS["treatment"],
            "How does each report treat each side, in the reporter’s own voice?",
            question("stance").choices,
            whole=True,
            items=tuple(parts),
            open="",
        )
        return (TOLD, treatment) if parts else (TOLD,)

    def texts(self) -> tuple[Text, ...]:
        """Return both reports as they are read, their sentences with labels."""
        labels = iter(self.labels)
        return tuple(
            Text(f"{key} ({letter})", _about(article), _paragraphs(article.text, own, labels))
            for letter, key, article, own in zip(LETTERS, self.keys, self.articles, self.of_each, strict=True)
        )

    def payload(self) -> dict[str, Any]:
        """Return everything the form draws, as ``CodingTask.payload`` does."""
        joined, starts = self.joined, (0, len(self.articles[0].text) + len(_GAP))
        labels = iter(self.labels)
        sentences = [
            {"start": one.start + at, "end": one.end + at, "paragraph": one.paragraph, "words": [], "report": report, "label": next(labels)}
            for report, (own, at) in enumerate(zip(self.of_each, starts, strict=True))
            for one in own
        ]
        blank = Annotation(coded_article(joined, len(sentences)), "x", self.sides)
        return {
            "text": joined.text,
            "article": blank.to_dict()["article"],
            "reports": [f"{key} ({letter})" for letter, key in zip(LETTERS, self.keys, strict=True)],
            "sides": list(self.sides),
            "asks": [each.key for each in self.asked],
            "questions": {each.key: each.as_data() for each in self.asked},
            "sentences": sentences,
            "codebook": dict(pair_codebook().sections),
            "limits": {"name": LONGEST_NAME, "text": LONGEST_TEXT},
            "file": file_name(blank).split(".")[0],
        }


def _about(article: Article) -> tuple[str, ...]:
    title = article.title or ""
    return tuple(one for one in ("" if article.text.lstrip().startswith(title) else title, article.date, article.author) if one)


def _paragraphs(text: str, sentences: Sequence[Sentence], labels: Iterable[str]) -> list[list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for one, label in zip(sentences, labels, strict=False):
        found.setdefault(one.paragraph, []).append((label, text[one.start : one.end]))
    return list(found.values())


def pair_codebook() -> CodeBook:
    """Return the code book for two reports; errors as those of ``read_codebook``."""
    return read_codebook(_BOOK, _SECTIONS)


def pair_task(articles: Sequence[Article], sides: Mapping[str, Iterable[str]] | None = None) -> PairTask:
    """Cut two reports into what students answer; sides: None to have those found that both share.

    Nothing is scored.  Raises ComparisonError for anything but two different reports, SidesError for sides that cannot be used.
    """
    check_reports(articles)
    if len(articles) != len(LETTERS):
        raise ComparisonError(f"{len(articles)} reports were given; a worksheet for a pair takes two")
    first, second = (parse_folded(article) for article in articles)
    named = list(given_sides(sides)) if sides is not None else list(common_sides([first, second]))
    keys = keys_of(articles)
    return PairTask((articles[0], articles[1]), (keys[0], keys[1]), (sentences_to_code(first), sentences_to_code(second)), tuple(named))


def pair_page(task: PairTask) -> str:
    """Return the worksheet as HTML, as closed to everything from outside as that for one article."""
    sizes = [len(own) for own in task.of_each]
    told = f" The sides are {', '.join(task.sides)}." if task.sides else ""
    end = " At the end, say how each report treats each side." if task.sides else ""
    asks = "Then say of each sentence whether the other report has it too."
    lead = f"Read both reports, A with {sizes[0]} sentences and B with {sizes[1]}. {asks}{end}{told}"
    title = " and ".join(task.keys)
    whole, kicker = "each report as a whole", "Worksheet: two reports of one event"
    return sheet_page(
        Sheet(
            title,
            kicker,
            lead,
            "both reports",
            whole,
            task.texts(),
            task.sides,
            task.asked,
            pair_codebook(),
            task.payload(),
            "fields_of_pair.js",
            "Words for one thing",
        )  # fmt: skip
    )


def write_pair_worksheet(articles: Sequence[Article], out: str | Path, *, sides: Mapping[str, Iterable[str]] | None = None) -> PairTask:
    """Write the worksheet for two reports to the file ``out``; return what it asks.

    Parameters and errors as those of ``pair_task``; raises WriteError, before a report is read, where ``out`` cannot be written.
    """
    ready(out)
    task = pair_task(articles, sides)
    replace_file(out, pair_page(task))
    return task
