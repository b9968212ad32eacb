"""The worksheet: one HTML file in which a student codes an article in any browser, without Python and without a network.

The page holds its own script, allowed by its hash, and nothing else may run: the article's words are text in the page and data in
the script, never markup.  Answers stay in the browser until the student downloads them, in the format of ``analysis.classroom.annotation``.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.classroom.annotation import LONGEST_NAME
from analysis.classroom.coding import SECTIONS, CodingTask, codebook, coding_task, form_script
from analysis.classroom.questions import ALL, QUESTIONS
from analysis.files import ready, replace_file
from analysis.templates import render, script

if TYPE_CHECKING:
    from analysis.reading.article import Article

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

    No model is loaded.  Raises SidesError for sides that cannot be used, AskError for a question that there is not; a failure leaves ``out`` as it
    was.  Raises WriteError, before the article is read, where ``out`` cannot be written.
    """
    ready(out)
    task = coding_task(article, sides, ask)
    replace_file(out, worksheet_page(task))
    return task


def worksheet_page(task: CodingTask) -> str:
    """Return the page as HTML; its policy lets in the one script and the one style by their hashes, and nothing from outside."""
    from markupsafe import Markup

    article = task.article
    asked = {each.key: each for each in QUESTIONS if each.key in task.asked}
    program = "\n" + form_script() + script("worksheet.js")
    style = render("worksheet.css.j2")
    return render(
        "worksheet.html.j2",
        title=task.empty("x").article.title,
        about=[part for part in (article.outlet, article.date, article.author) if part],
        sides=task.sides,
        sentences=len(task.sentences),
        paragraphs=task.paragraphs(),
        texts=task.texts(),
        asked=asked,
        of_each=_NUMBERS[sum(not each.whole for each in asked.values())],
        of_whole=any(each.whole for each in asked.values()),
        book=codebook(task.asked),
        titles=SECTIONS,
        longest_name=LONGEST_NAME,
        task=Markup(json_in_html(task.payload())),
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
