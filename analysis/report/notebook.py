"""A notebook as plain data, and its run: here, where it is plain Python, or in a kernel, where it asks for Jupyter.

Starting a kernel costs more time and memory than reading an article, and the report's own notebook needs none.  A teacher may still change
it as they like: with a magic, a shell command or a widget in it, it runs in a kernel (``analysis.report.kernel``).
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Step = Callable[[str, int, int], None]
"""Called at the beginning of each step with its name, how many steps are done, and of how many."""
HTML, TEXT = "text/html", "text/plain"
EXPECTED = ("ArticleError", "SidesError", "CorrectionError", "ModelError")
"""Errors whose words are meant for the person who gave the article."""
_NEEDS_JUPYTER = frozenset(("get_ipython", "display", "input", "exit", "quit"))
_JUPYTER_PACKAGES = frozenset(("IPython", "ipywidgets", "anywidget", "ipykernel"))
_WORKERS = "analysis.corpus"  # starts processes, each of which imports the program that is running: in a kernel that is a small one
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class ReportError(RuntimeError):
    """The report could not be made; the message says why and what to do."""


@dataclass(frozen=True)
class Output:
    """What a cell shows: a value in one or more media types, or printed text (``printed``: "stdout" or "stderr")."""

    data: dict[str, Any]
    printed: str = ""


@dataclass
class Cell:
    """One cell: ``kind`` is "markdown" or "code"; a run fills its outputs."""

    kind: str
    source: str
    tags: tuple[str, ...] = ()
    outputs: list[Output] = field(default_factory=list)


def read_notebook(path: Path) -> list[Cell]:
    """Return the cells of a notebook of format 4; raise ReportError where it is missing or no notebook."""
    if not path.is_file():
        raise ReportError(f"the notebook `{path.name}` is missing from `{path.parent}`; in a checkout of the project `make notebooks` makes it")
    try:
        cells = [
            Cell(cell["cell_type"], "".join(cell["source"]), tuple(cell["metadata"].get("tags", ())))
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        ]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ReportError(f"`{path.name}` is not a readable notebook ({type(error).__name__}); `make notebooks` makes it again") from error
    return [cell for cell in cells if cell.kind in ("markdown", "code")]


def inject(cells: Sequence[Cell], code: str) -> list[Cell]:
    """Return the cells with one of this code after the cell tagged ``parameters``; raise ReportError where none is tagged so."""
    at = next((index for index, cell in enumerate(cells) if "parameters" in cell.tags), None)
    if at is None:
        wrong = "has no cell tagged `parameters`, so it cannot be given an article; add the tag or run `make notebooks`"
        raise ReportError(f"notebooks/report.ipynb {wrong}")
    return [*cells[: at + 1], Cell("code", code, ("injected-parameters",)), *cells[at + 1 :]]


def step_names(cells: Sequence[Cell]) -> dict[int, str]:
    """Return cell number -> what the code cell does for the reader: the second-level heading above it."""
    names: dict[int, str] = {}
    heading = "read and analyse"
    for index, cell in enumerate(cells):
        if cell.kind == "markdown":
            heading = next((title for level, title, _ in reversed(split_headings(cell.source)) if level == 2), heading)
        else:
            names[index] = heading
    return names


def split_headings(source: str) -> list[tuple[int, str, str]]:
    """Cut Markdown at its second-level headings: (2, title, text below) each, (0, "", text) before the first."""
    parts: list[tuple[int, str, str]] = []
    level, title, fenced = 0, "", False
    lines: list[str] = []
    for line in source.splitlines():
        fenced ^= line.lstrip().startswith("```")
        if line.startswith("## ") and not fenced:
            if level or lines:
                parts.append((level, title, "\n".join(lines)))
            level, title, lines = 2, line[3:].strip(), []
        else:
            lines.append(line)
    return [*parts, (level, title, "\n".join(lines))]


def heading_of(cells: Sequence[Cell]) -> str | None:
    """Return the first first-level heading of the Markdown cells; None where there is none."""
    lines = (line for cell in cells if cell.kind == "markdown" for line in cell.source.splitlines())
    return next((line[2:].strip() for line in lines if line.startswith("# ")), None)


def without_colours(text: str) -> str:
    """Return printed text without the codes by which terminals colour it."""
    return _ANSI.sub("", text)


def shown_as(cells: Sequence[Cell], kind: str) -> Any:
    """Return the first output of that media type among the cells, or None."""
    return next((output.data[kind] for cell in cells for output in cell.outputs if kind in output.data), None)


def plain_python(cells: Sequence[Cell]) -> bool:
    """Say whether every code cell is Python that needs no Jupyter: no magic, shell command, top-level await, widget, pyplot or corpus."""
    try:
        trees = [ast.parse(cell.source) for cell in cells if cell.kind == "code"]
    except SyntaxError:  # "%timeit", "!ls", or a mistake, which a kernel tells in the usual words
        return False
    return not any(_asks_for_jupyter(node) for tree in trees for node in ast.walk(tree))


def _asks_for_jupyter(node: ast.AST) -> bool:
    if isinstance(node, ast.Name):
        return node.id in _NEEDS_JUPYTER
    if isinstance(node, ast.Import):
        named = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        named = [f"{node.module or ''}.{alias.name}" for alias in node.names]
    else:
        return isinstance(node, (ast.Await, ast.AsyncFor, ast.AsyncWith))
    return any(name.split(".")[0] in _JUPYTER_PACKAGES or "pyplot" in name.split(".") or name.startswith(_WORKERS) for name in named)


def run_here(cells: Sequence[Cell], folder: Path, tell: Callable[[int], None]) -> None:
    """Run the code cells one after another in this process, with ``folder`` as the current one; the outputs land in the cells.

    tell: called with the number of each cell before it runs.  Raises ReportError for a cell that fails, with its words alone where the error is
    one of ``EXPECTED``.
    """
    namespace: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.chdir(folder):
        for index, cell in enumerate(cells):
            if cell.kind == "code":
                tell(index)
                cell.outputs = list(_run_cell(cell, namespace))


def _run_cell(cell: Cell, namespace: dict[str, Any]) -> Iterator[Output]:
    """Run one cell as Jupyter would: what is printed comes out, and the value of its last line, unless a semicolon ends it."""
    body = ast.parse(cell.source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) and not cell.source.rstrip().endswith(";") else None
    printed, remarks = io.StringIO(), io.StringIO()
    value = None
    with warnings.catch_warnings(record=True) as seen, contextlib.redirect_stdout(printed), contextlib.redirect_stderr(remarks):
        warnings.simplefilter("default")
        try:
            exec(compile(ast.Module(body, []), "<notebook>", "exec", dont_inherit=True), namespace)
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), "<notebook>", "eval", dont_inherit=True), namespace)
            shown = None if value is None else media_of(value)
        except Exception as error:
            raise failed(type(error).__name__, str(error)) from error
        except SystemExit as error:
            raise failed("SystemExit", f"the notebook asked to stop ({error})") from error
    told = [*remarks.getvalue().splitlines(), *(f"{one.category.__name__}: {one.message}" for one in seen)]
    for text, stream in ((printed.getvalue(), "stdout"), ("\n".join(told), "stderr")):
        if text:
            yield Output({TEXT: text}, stream)
    if shown is not None:
        yield Output(shown)


def media_of(value: Any) -> dict[str, Any]:
    """Return how a value shows itself, by media type: its own choice (``_repr_mimebundle_``), its HTML, and its plain text."""
    if hasattr(value, "_repr_mimebundle_"):
        own = value._repr_mimebundle_()
        return {TEXT: repr(value), **(own[0] if isinstance(own, tuple) else own or {})}  # a widget adds metadata; None: it has nothing to show
    html = value._repr_html_() if hasattr(value, "_repr_html_") else None
    return {TEXT: repr(value)} | ({} if html is None else {HTML: html})


def failed(name: str, words: str) -> ReportError:
    """Return the error of a cell that failed with an error of that name and these words."""
    text = without_colours(words)
    return ReportError(text if name in EXPECTED else f"the report's notebook stopped with {name}: {text}")
