"""The lessons for reading without Python: each run and written as one HTML page, and a page that lists them.

The pages keep the rules of the report: no script, nothing fetched.  Widgets stand there as their static twins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.files import ready, replace_file
from analysis.report.notebook import ReportError, Step
from analysis.report.report import notebook_page
from analysis.templates import render

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
_NAME = re.compile(r"\d\d_\w+")


@dataclass(frozen=True)
class Lesson:
    """One lesson: its notebook, and what its first cell says of it, each "" where it does not."""

    path: Path
    title: str
    aim: str
    time: str
    level: str

    @property
    def page(self) -> str:
        """The name of its page."""
        return f"{self.path.stem}.html"


def list_lessons(folder: str | Path = NOTEBOOKS) -> list[Lesson]:
    """Return the lessons of a folder in order: the notebooks whose names begin with two digits.

    Raises ReportError where there are none.
    """
    import json

    folder = Path(folder)
    lessons = []
    for path in sorted(folder.glob("*.ipynb")):
        if not _NAME.fullmatch(path.stem):
            continue
        try:
            first = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])
        except (ValueError, LookupError, TypeError) as error:
            raise ReportError(f"{path.name} is not a readable notebook ({type(error).__name__}); `make notebooks` makes it again") from error
        title = re.match(r"# (.+)", first)
        lessons.append(Lesson(path, title[1].strip() if title else path.stem, *(_said(first, name) for name in ("Aim", "Time", "Level"))))
    if not lessons:
        raise ReportError(f"there are no lessons in {folder}; in a checkout of the project `make notebooks` makes them")
    return lessons


def _said(first: str, name: str) -> str:
    """Return what stands after a bold name, up to the next one or the end of the paragraph."""
    found = re.search(rf"\*\*{name}:\*\*(.+?)(?=\*\*|\n\s*\n|\Z)", first, re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def export_lesson(lesson: Lesson, folder: str | Path, *, on_step: Step | None = None) -> Path:
    """Run a lesson and write its page into the folder; return the path.

    Names of other lessons become links to their pages.  Raises ReportError, and then leaves the page as it was; WriteError, before the lesson
    is run, where the page cannot be written.
    """
    page = Path(folder) / lesson.page
    ready(page)
    try:
        text = notebook_page(lesson.path, on_step=on_step)
    except ReportError as error:
        raise ReportError(f"{lesson.path.name}: {error}") from error
    text = re.sub(r"<code>(\d\d_\w+)\.ipynb</code>", r'<a href="\1.html">\1</a>', text)
    return replace_file(page, text.replace("<footer>", '<footer><p><a href="index.html">All lessons</a></p>', 1))


def write_lesson_list(lessons: Sequence[Lesson], folder: str | Path) -> Path:
    """Write ``index.html`` into the folder, with a link to the page of each lesson; return the path."""
    return replace_file(Path(folder) / "index.html", render("lessons.html.j2", lessons=lessons))
