"""The report: ``notebooks/report.ipynb`` run on one article and written as one HTML file that fetches nothing.

A teacher who edits the notebook edits the report.
"""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.corrections import read_corrections
from analysis.files import ready, replace_file
from analysis.reading.article import Article
from analysis.reading.web import is_web_address
from analysis.report.card import CARD
from analysis.report.glance import STRIP
from analysis.report.notebook import Cell, ReportError, Step, heading_of, inject, plain_python, read_notebook, run_here, shown_as, step_names
from analysis.report.page import STYLE, make_page, today
from analysis.templates import render

COMPARISON = "comparison.html"
"""What ``framing compare`` calls its page."""
NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "report.ipynb"


@dataclass(frozen=True)
class Report:
    """A report that was written: its file, and what a list of reports shows of it."""

    path: Path
    title: str
    about: tuple[tuple[str, str], ...]  # the rows of the article card
    strip: str  # HTML made by analysis.report.glance


def write_report(
    source: str | Path | Article,
    out: str | Path,
    *,
    sides: Mapping[str, Sequence[str]] | None = None,
    corrections: object = None,
    on_step: Step | None = None,
) -> Path:
    """Analyse one article and write its report to the file ``out``; return the path.

    source: a file, a web address, or an Article that has been read.  sides: names of each side, or None to find them.  corrections: a file or dict
    of ``analysis.corrections``, or ``framing.corrections``.  on_step: called at the beginning of each step with its name and how far the report is
    (steps done, of steps).  Raises CorrectionError for corrections without their form, ReportError for all that fails in the notebook, and then
    leaves ``out`` as it was; WriteError, before the work, where ``out`` cannot be written.
    """
    return make_report(source, out, sides=sides, corrections=corrections, on_step=on_step).path


def make_report(
    source: str | Path | Article,
    out: str | Path,
    *,
    sides: Mapping[str, Sequence[str]] | None = None,
    corrections: object = None,
    on_step: Step | None = None,
) -> Report:
    """Write a report as ``write_report`` does; return it with what ``write_index`` needs."""
    ready(out)
    named = {str(side): [str(name) for name in names] for side, names in sides.items()} if sides is not None else None
    if isinstance(source, Article):
        given = source.source or "article"
        code = f"from analysis.reading.article import Article, LeftOut, hand_on\nhand_on({given!r}, {source!r})\n"
    else:
        web = isinstance(source, str) and is_web_address(source)
        given, code = str(source) if web else str(Path(source).expanduser().resolve()), ""
    corrected = read_corrections(corrections).as_dict()
    cells = read_notebook(NOTEBOOK)
    if corrected and not any("corrections" in cell.source for cell in cells if cell.kind == "code"):
        raise ReportError(
            "notebooks/report.ipynb does not use `corrections`, so they would be lost; write analyse(article, sides, corrections) in it"
        )
    cells = inject(cells, f"{code}path = {given!r}\nsides = {named!r}\ncorrections = {corrected or None!r}")
    _run(cells, NOTEBOOK.parent, on_step, here=plain_python(cells))
    card = shown_as(cells, CARD)
    page = make_page(cells, "folded", title=card and card["title"], fallback=Path(given).name)
    path = replace_file(out, page)
    known = card or {"title": path.stem, "rows": []}
    return Report(path, known["title"], tuple((name, value) for name, value in known["rows"]), shown_as(cells, STRIP) or "")


def export_notebook(path: str | Path, out: str | Path, *, on_step: Step | None = None) -> Path:
    """Run a notebook in its folder and write it as one HTML file, with its code shown; return the path."""
    ready(out)
    return replace_file(out, cells_page(read_notebook(Path(path)), path, on_step=on_step))


def cells_page(
    cells: Sequence[Cell], path: str | Path, *, finish: Callable[[Sequence[Cell]], Sequence[Cell]] | None = None, on_step: Step | None = None
) -> str:
    """Run the cells of the notebook ``path`` in its folder, in a kernel where they ask for Jupyter; return their page, with its code shown.

    finish: takes the cells that have run and returns those to show.  Raises ReportError.
    """
    path = Path(path).resolve()
    _run(cells, path.parent, on_step, here=plain_python(cells))
    return make_page(finish(cells) if finish else cells, "shown", title=heading_of(cells), fallback=path.stem)


def _run(cells: Sequence[Cell], folder: Path, on_step: Step | None, *, here: bool) -> None:
    """Run the cells, here or in a kernel, and tell the steps by the headings above them."""
    names = step_names(cells)

    def tell(index: int) -> None:
        if on_step is not None:
            on_step(names[index], list(names).index(index), len(names))

    if here:
        run_here(cells, folder, tell)
        return
    from analysis.report.kernel import run_in_kernel

    if on_step is not None:
        on_step("start the kernel", 0, len(names))
    run_in_kernel(cells, folder, tell)


def write_index(reports: Sequence[Report], folder: str | Path) -> Path:
    """Write ``index.html`` into the folder: a link to each report with its strip, and to ``comparison.html`` where it lies there; return the path.

    The colours of the sides belong to each article: a side can have another colour in the next one, so its name stands beside it.
    """
    from markupsafe import Markup

    styles: dict[str, None] = {}
    for report in reports:
        styles |= dict.fromkeys(STYLE.findall(report.strip))
    folder = Path(folder)
    entries = [
        {
            "href": urllib.parse.quote(os.path.relpath(report.path, folder).replace(os.sep, "/")),
            "title": report.title,
            "about": [(name, value) for name, value in report.about if name in ("Outlet", "Date", "Length", "Sides")],
            "strip": Markup(STYLE.sub("", report.strip)),  # escaped by the template that made it
        }
        for report in reports
    ]
    return replace_file(
        folder / "index.html",
        render("index.html.j2", entries=entries, compared=(folder / COMPARISON).is_file(), styles=Markup("\n".join(styles)), date=today()),
    )
