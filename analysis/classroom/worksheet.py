"""The worksheet: one HTML file in which a student codes an article in any browser, without Python and without a network.

The page holds its own script, allowed by its hash, and nothing else may run: the article's words are text in the page and data in
the script, never markup.  Answers stay in the browser until the student downloads them, in the format of ``analysis.classroom.annotation``.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.classroom.annotation import LONGEST_NAME
from analysis.classroom.coding import CodeBook, CodingTask, codebook, coding_task, form_script
from analysis.classroom.questions import ALL, QUESTIONS
from analysis.files import ready, replace_file
from analysis.templates import render, script

if TYPE_CHECKING:
    from analysis.classroom.questions import Question
    from analysis.reading.article import Article

AS_A_WHOLE = "the article as a whole"
_NUMBERS = ("no", "one", "two", "three", "four", "five")


def write_worksheet(
    article: Article,
    out: str | Path,
    *,
    sides: Mapping[str, Iterable[str]] | Iterable[str] | None = None,
    ask: str | Iterable[str] = ALL,
) -> CodingTask:
    """Write the worksheet for an article to the file ``out``; return what it asks, whose ``warnings`` a teacher should read.

    sides: as in ``analyse``; None to have them found.  ask: which questions, as in ``coding_task``.  All of them by default, because whatever the
    program will show should first have been asked of the students; ``short`` leaves out harm, roles and frames, for a young class, for a first
    lesson, and where there are fewer than 20 minutes: they take a third more time, and their terms come in lessons 9 and 10.

    Nothing is scored; the encoder is loaded only where sides are to be found.  Raises SidesError for sides that cannot be used, AskError for a
    question that there is not; a failure leaves ``out`` as it was.  Raises WriteError, before the article is read, where ``out`` cannot be written.
    """
    ready(out)
    task = coding_task(article, sides, ask)
    replace_file(out, worksheet_page(task))
    return task


@dataclass(frozen=True)
class Text:
    """A text to read first: its title, what is known about it, and its paragraphs, each as its sentences with what they are called."""

    title: str
    about: tuple[str, ...]
    paragraphs: list[list[tuple[str, str]]]


@dataclass(frozen=True)
class Sheet:
    """What a worksheet is made of.

    read: what is to be read, as in "Read the article".  kicker, lead: the lines above and below the title.  asked: the questions.  book: their rules.
    payload: what the form draws.  fields: the script that says what an answer has.  note: what the last line on paper asks of a sentence.
    """

    title: str
    kicker: str
    lead: str
    read: str
    whole: str
    texts: tuple[Text, ...]
    sides: tuple[str, ...]
    asked: Sequence[Question]
    book: CodeBook
    payload: Mapping[str, Any]
    fields: str = "fields.js"
    note: str = "Comment"


def worksheet_page(task: CodingTask) -> str:
    """Return the page as HTML; its policy lets in the one script and the one style by their hashes, and nothing from outside."""
    article, title = task.article, task.empty("x").article.title
    paragraphs = [[(str(number), text) for number, text in paragraph] for paragraph in task.paragraphs()]
    about = tuple(part for part in (article.outlet, article.date, article.author) if part)
    asked = [each for each in QUESTIONS if each.key in task.asked]
    text = Text(title, about, paragraphs)
    kicker, lead = "Worksheet: how is this article framed?", _lead(asked, task.sides, len(task.sentences))
    return sheet_page(Sheet(title, kicker, lead, "the article", AS_A_WHOLE, (text,), task.sides, asked, codebook(task.asked), task.payload()))


def _lead(asked: Sequence[Question], sides: Sequence[str], sentences: int) -> str:
    of_each, of_whole = sum(not each.whole for each in asked), any(each.whole for each in asked)
    parts = [f"{_NUMBERS[of_each]} question{'' if of_each == 1 else 's'} for each of its {sentences} sentences"] if of_each else []
    if of_whole:
        parts.append(("and at the end a few" if of_each else "a few questions") + f" about {AS_A_WHOLE}")
    told = f" The sides of the story are {', '.join(sides)}." if sides else ""
    return f"Read the article. Then answer {', '.join(parts)}.{told}"


def sheet_page(sheet: Sheet) -> str:
    """Return a worksheet as HTML; see ``worksheet_page``."""
    from markupsafe import Markup

    program = "\n" + form_script(sheet.fields) + script("worksheet.js")
    style = render("worksheet.css.j2")
    return render(
        "worksheet.html.j2",
        sheet=sheet,
        of_whole=any(each.whole for each in sheet.asked),
        longest_name=LONGEST_NAME,
        task=Markup(json_in_html(sheet.payload)),
        script=Markup(program),
        script_hash=Markup(_hash(program)),
        style=Markup(style),
        style_hash=Markup(_hash(style)),
    )


def json_in_html(data: object) -> str:
    """Return data as JSON that is safe inside a script element: ASCII only, and no ``<``, ``>`` or ``&`` that could end it."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()
