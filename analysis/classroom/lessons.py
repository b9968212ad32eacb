"""The lessons for reading without Python: each run and written as one HTML page, its exercises as a second, their answers in a folder for teachers.

The pages keep the rules of the report: no script, nothing fetched.  Widgets stand there as their static twins.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.classroom.documents import write_document
from analysis.files import ready, replace_file
from analysis.reading.article import Article
from analysis.reading.web import is_web_address
from analysis.report.notebook import Cell, ReportError, Step, read_notebook
from analysis.report.report import cells_page
from analysis.templates import render

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
GLOSSARY = "glossary.html"
FOLDERS = {"lesson": "", "exercises": "exercises", "answers": "for_teachers"}
"""Where the pages of each kind go, below the folder of the lessons."""
_SOURCES = {"lesson": "", "exercises": "exercises", "answers": "solutions"}
_NAME = re.compile(r"\d\d_\w+")
_OTHER, _MANY, _CLASS = "other_path", "sides_path", "class"
# What a lesson on two reports sets, what one on a corpus sets, and the tag of the cell that names the folder of a class.
_IN_JUPYTER = re.compile(
    r"Write\s+your\s+answers?\s+in\s+the\s+place\s+of\s+the\s+three\s+dots,.*?then\s+run\s+the\s+check\s+below\s+it\.", re.DOTALL
)
_MAIN = '<main id="main" tabindex="-1">\n'


@dataclass(frozen=True)
class Lesson:
    """One page to make: its notebook, and what its first cell says of it, each "" where it does not.

    kind: "lesson", "exercises" or "answers".
    """

    path: Path
    title: str
    aim: str
    time: str
    level: str
    kind: str = "lesson"

    @property
    def page(self) -> str:
        """The name of its page, below the folder of the lessons."""
        return f"{FOLDERS[self.kind]}/{self.path.stem}.html".lstrip("/")


@dataclass(frozen=True)
class Reading:
    """What the lessons read instead of the articles that come with them: one article, perhaps a second report of its event, and the sides."""

    article: Article
    other: Article | None = None
    sides: Mapping[str, Sequence[str]] | None = None


def list_lessons(folder: str | Path = NOTEBOOKS, kind: str = "lesson") -> list[Lesson]:
    """Return the lessons of a folder in order: the notebooks whose names begin with two digits; or their exercises, or the answers to these.

    Raises ReportError where there are none.
    """
    import json

    folder = Path(folder) / _SOURCES[kind]
    lessons = []
    for path in sorted(folder.glob("*.ipynb")):
        if not _NAME.fullmatch(path.stem):
            continue
        try:
            first = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])
        except (ValueError, LookupError, TypeError) as error:
            raise ReportError(f"{path.name} is not a readable notebook ({type(error).__name__}); `make notebooks` makes it again") from error
        name = title[1].strip() if (title := re.match(r"# (.+)", first)) else path.stem
        lessons.append(Lesson(path, name, _said(first, "Aim"), _said(first, "Time"), _said(first, "Level"), kind))
    if not lessons:
        raise ReportError(f"there are no lessons in {folder}; in a checkout of the project `make notebooks` makes them")
    return lessons


def list_course() -> list[Lesson]:
    """Return every page of the course: the lessons, their exercises, the answers."""
    return [lesson for kind in FOLDERS for lesson in list_lessons(NOTEBOOKS, kind)]


def reading_of(articles: Sequence[Article], sides: Mapping[str, Sequence[str]] | None = None) -> Reading | None:
    """Return what the lessons are to read: an article, and perhaps a second report of its event; None where no article is given.

    Raises ReportError for more than two articles, and for sides without one.
    """
    if len(articles) > 2:
        raise ReportError(f"the lessons read one article, and lesson 11 a second report of the same event; {len(articles)} were given")
    if not articles:
        if sides is not None:
            raise ReportError("the sides belong to an article; name it too: framing lessons ARTICLE --sides FILE")
        return None
    return Reading(articles[0], articles[1] if len(articles) == 2 else None, sides)


def _said(first: str, name: str) -> str:
    """Return what stands after a bold name, up to the next one or the end of the paragraph."""
    found = re.search(rf"\*\*{name}:\*\*(.+?)(?=\*\*|\n\s*\n|\Z)", first, re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def export_lesson(lesson: Lesson, folder: str | Path, *, reading: Reading | None = None, on_step: Step | None = None) -> Path:
    """Run a lesson, or its exercises, and write the page into the folder; return the path.

    Names of other lessons become links to their pages.  reading: what it reads instead of its own article.  Raises ReportError, and then leaves
    the page as it was; WriteError, before the lesson is run, where the page cannot be written.
    """
    page = Path(folder) / lesson.page
    ready(page)
    cells = read_notebook(lesson.path)
    uses = _uses(cells, reading)
    given = _give(cells, reading) if reading is not None and uses == "reading" else cells
    try:
        text = cells_page(given, lesson.path, finish=lambda run: _to_read(run, lesson.kind, reading), on_step=on_step)
    except ReportError as error:
        raise ReportError(f"{lesson.path.name}: {error}") from error
    up = "../" if FOLDERS[lesson.kind] else ""
    top = render("lesson_top.html.j2", lesson=lesson, up=up, uses=uses, title=reading and reading.article.title or "", folders=FOLDERS)
    text = text.replace(_MAIN, _MAIN + top, 1)
    return replace_file(page, _with_links(text, up))


def _with_links(text: str, up: str) -> str:
    """Return a page in which the names of lessons, exercises and the glossary lead to their pages."""
    text = re.sub(r"<code>((?:exercises/)?\d\d_\w+)\.ipynb</code>", rf'<a href="{up}\1.html">\1</a>', text)
    return text.replace('href="GLOSSARY.md"', f'href="{up}{GLOSSARY}"')


def _uses(cells: Sequence[Cell], reading: Reading | None) -> str:
    """Say what a notebook reads: "reading" (what was given); its own articles: "class", "two", "many"; "" where it takes none or none was given."""
    if reading is None or not any("parameters" in cell.tags for cell in cells):
        return ""
    if any(_CLASS in cell.tags for cell in cells):
        return "class"
    names = {name for cell in cells if "parameters" in cell.tags for name in _names(cell)}
    if _MANY in names:
        return "many"
    return "two" if reading.other is None and _OTHER in names else "reading"


def _give(cells: Sequence[Cell], reading: Reading) -> list[Cell]:
    """Return the cells with one more after each that is tagged ``parameters``: it sets the same names to what the lesson is to read."""
    values: dict[str, Any] = {"sides": None if reading.sides is None else {side: list(names) for side, names in reading.sides.items()}}
    before = "from analysis.reading.article import Article, LeftOut, hand_on\n"
    for name, article in (("path", reading.article), (_OTHER, reading.other)):
        if article is not None:
            values[name] = article.source or name
            before += f"hand_on({values[name]!r}, {article!r})\n"
    given = []
    for cell in cells:
        given.append(cell)
        if "parameters" in cell.tags:
            lines = "\n".join(f"{name} = {values[name]!r}" for name in _names(cell) if name in values)
            given.append(Cell("code", f"{before if 'path =' in lines else ''}{lines}", ("injected-parameters",)))
    return given


def _names(cell: Cell) -> list[str]:
    """Return the names that a cell sets at its top level."""
    return [node.id for line in ast.parse(cell.source).body if isinstance(line, ast.Assign) for node in line.targets if isinstance(node, ast.Name)]


def _to_read(cells: Sequence[Cell], kind: str, reading: Reading | None) -> list[Cell]:
    """Return cells that have run as a page shows them: the names of what was read; in exercises a box for each answer and no check.

    The code above the first exercise only gets things ready, so it is left out; what it shows stays.
    """
    shown: list[Cell] = []
    ready = kind == "lesson"
    for cell, after in zip(cells, [*cells[1:], None], strict=True):
        ready = ready or "solution" in cell.tags or (cell.kind == "markdown" and bool(re.search("^## ", cell.source, re.MULTILINE)))
        if cell.kind == "code" and not ready:
            shown.append(replace(cell, source=""))
        elif after is not None and "injected-parameters" in after.tags and reading is not None:
            shown.append(Cell("code", _as_called(after.source), cell.tags))
        elif kind == "exercises" and "solution" in cell.tags:
            shown.append(Cell("markdown", f"> **Your answer** {_form(cell)}"))
        elif kind != "lesson" and cell.kind == "markdown":
            shown.append(Cell("markdown", _IN_JUPYTER.sub("", cell.source)))
        elif not (kind == "exercises" and re.search(r"^exercises\.check_", cell.source, re.MULTILINE)):
            shown.append(cell)
    return shown


def _as_called(source: str) -> str:
    """Return the lines that set what is read, with the names of files in place of their places on this machine."""
    lines = (line for line in source.splitlines() if re.match(r"\w+ = ", line))
    files = re.compile(r"((?:other_)?path) = (.+)")
    return "\n".join(f"{found[1]} = {_file(ast.literal_eval(found[2]))!r}" if (found := files.match(line)) else line for line in lines)


def _file(source: str) -> str:
    return source if is_web_address(source) else Path(source).name


def _form(cell: Cell) -> str:
    """Return what form an answer has, as the comment above the place for it says; "" where there is none."""
    said = " ".join(line.lstrip("# ") for line in cell.source.splitlines() if line.startswith("#")) if cell.kind == "code" else ""
    return f"({said.rstrip('.')})" if said else ""


def write_lesson_list(lessons: Iterable[Lesson], folder: str | Path) -> Path:
    """Write the glossary and ``index.html`` into the folder, with a link to the page of each lesson and its exercises; return the list's path.

    Where there are answers, their folder gets a list of its own, with a warning: nothing outside it leads there.
    """
    folder = Path(folder)
    lessons = list(lessons)
    of = {kind: {each.path.stem: each for each in lessons if each.kind == kind} for kind in FOLDERS}
    write_document(NOTEBOOKS / "GLOSSARY.md", folder / GLOSSARY, back=("index.html", "All lessons"))
    if of["answers"]:
        answers = [(Path(each.page).name, each.title) for each in of["answers"].values()]
        replace_file(folder / FOLDERS["answers"] / "index.html", render("answers_list.html.j2", answers=answers))
    return replace_file(
        folder / "index.html", render("lessons.html.j2", lessons=list(of["lesson"].values()), exercises=of["exercises"], glossary=GLOSSARY)
    )
