"""The report: run ``notebooks/report.ipynb`` on one article and export it as one HTML file that fetches nothing.

A teacher who edits the notebook edits the report.  The page is built here from the executed cells with our own template; the
HTML of our own objects has been escaped by their templates, everything else is escaped here by Jinja.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import sys
import tempfile
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from analysis.files import replace_file
from analysis.reading.web import is_web_address
from analysis.templates import render

NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "report.ipynb"
CELL_SECONDS = 600
DECIMALS = 4
Step = Callable[[str, int, int], None]
CARD, STRIP = "application/vnd.framing.card+json", "application/vnd.framing.strip+html"
"""Kinds of output besides HTML, in which a notebook hands on what a list of reports shows."""
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class ReportError(RuntimeError):
    """The report could not be made; the message says why and what to do."""


@dataclass(frozen=True)
class Report:
    """A report that was written: its file, and what a list of reports shows of it."""

    path: Path
    title: str
    about: tuple[tuple[str, str], ...]  # the rows of the article card
    strip: str  # HTML made by analysis.report.glance


def write_report(
    source: str | Path,
    out: str | Path,
    *,
    sides: Mapping[str, Sequence[str]] | None = None,
    on_step: Step | None = None,
) -> Path:
    """Analyse one article and write its report to the file ``out``; return the path.

    source: a file or a web address.  sides: names of each side, or None to find them.  on_step: called at the beginning of each step
    with its name and how far the report is (steps done, of steps).  Raises ReportError, and then leaves ``out`` as it was.
    """
    return make_report(source, out, sides=sides, on_step=on_step).path


def make_report(
    source: str | Path,
    out: str | Path,
    *,
    sides: Mapping[str, Sequence[str]] | None = None,
    on_step: Step | None = None,
) -> Report:
    """Write a report as ``write_report`` does; return it with what ``write_index`` needs."""
    notebook = _read(NOTEBOOK)
    web = isinstance(source, str) and is_web_address(source)
    given = str(source) if web else str(Path(source).expanduser().resolve())
    named = {str(side): [str(name) for name in names] for side, names in sides.items()} if sides is not None else None
    _inject(notebook, {"path": given, "sides": named})
    _execute(notebook, NOTEBOOK.parent, on_step)
    path = replace_file(out, _page(notebook, "folded", fallback=Path(given).name))
    card = _shown_as(notebook, CARD) or {"title": path.stem, "rows": []}
    return Report(path, card["title"], tuple((name, value) for name, value in card["rows"]), _shown_as(notebook, STRIP) or "")


def write_index(reports: Sequence[Report], folder: str | Path) -> Path:
    """Write ``index.html`` into the folder: a link to each report with its strip; return the path.

    The colours of the sides belong to each article: a side can have another colour in the next one, so its name stands beside it.
    """
    from markupsafe import Markup

    styles: dict[str, None] = {}
    for report in reports:
        styles |= dict.fromkeys(_STYLE.findall(report.strip))
    folder = Path(folder)
    entries = [
        {
            "href": urllib.parse.quote(os.path.relpath(report.path, folder).replace(os.sep, "/")),
            "title": report.title,
            "about": [(name, value) for name, value in report.about if name in ("Outlet", "Date", "Length", "Sides")],
            "strip": Markup(_STYLE.sub("", report.strip)),  # escaped by the template that made it
        }
        for report in reports
    ]
    return replace_file(folder / "index.html", render("index.html.j2", entries=entries, styles=Markup("\n".join(styles)), date=_today()))


def export_notebook(path: str | Path, out: str | Path, *, on_step: Step | None = None) -> Path:
    """Run a notebook in its folder and write it as one HTML file, with its code shown; return the path."""
    path = Path(path).resolve()
    notebook = _read(path)
    _execute(notebook, path.parent, on_step)
    return replace_file(out, _page(notebook, "shown", fallback=path.stem))


# ---- what the report shows besides charts and findings ------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Card:
    """The article at a glance: title, outlet, date, source, size, sides."""

    title: str
    rows: tuple[tuple[str, str], ...]
    url: str | None = None

    def _repr_html_(self) -> str:
        return render("card.html.j2", title=self.title, rows=self.rows, url=self.url)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/html": self._repr_html_(), CARD: {"title": self.title, "rows": [list(row) for row in self.rows]}}


@dataclass(frozen=True, eq=False)
class Downloads:
    """The tables as links that hold their data: JSON for all, CSV for each."""

    files: tuple[tuple[str, str, bytes], ...]  # name, media type, content

    def _repr_html_(self) -> str:
        links = [
            {"name": name, "href": f"data:{kind};base64,{base64.b64encode(content).decode()}", "size": f"{max(1, len(content) // 1024)} KB"}
            for name, kind, content in self.files
        ]
        return render("downloads.html.j2", links=links)


def article_card(framing: Any) -> Card:
    """Show what is known about the article; nothing is invented where it is not known."""
    article = framing.article
    source = _file_name(article.source)
    known = [("Outlet", article.outlet), ("Date", article.date), ("Author", article.author), ("Source", source)]
    size = f"{int(framing.sentences.words.sum())} words in {len(framing.sentences)} sentences"
    sides = "; ".join(framing.sides) or "none found"
    url = str(article.url or (article.source if is_web_address(str(article.source)) else "")) or None
    if url and urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        url = None
    rows = [(name, str(value)) for name, value in known if value] + [("Length", size), ("Sides", sides)]
    if not article.title:
        rows.insert(0, ("Title", "not known; the first words stand above"))
    return Card(str(article.title or _first_words(article.text) or source or "Article without a title"), tuple(rows), url)


def downloads(framing: Any) -> Downloads:
    """Offer all tables as one JSON file and each as CSV, held in the page itself; numbers with four decimals, to keep the page small."""
    numbers = json.loads(framing.to_json(), parse_float=lambda digits: round(float(digits), DECIMALS))
    everything = json.dumps(numbers, ensure_ascii=False, separators=(",", ":"))
    files = [("framing.json", "application/json", everything.encode("utf-8"))]
    for name, table in framing.to_frames().items():
        files.append((f"{name}.csv", "text/csv", table.round(DECIMALS).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")))
    return Downloads(tuple(files))


def _first_words(text: str, length: int = 90) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _file_name(source: object) -> str:
    text = str(source or "")
    return text if is_web_address(text) else re.split(r"[/\\]", text)[-1]


# ---- run the notebook ---------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _without_grammar_of_addresses() -> Iterator[None]:
    """Import nbformat without ``rfc3987_syntax``: compiling its grammar takes seconds, and no notebook is checked for such addresses.

    jsonschema, which nbformat imports, takes that package where it is installed and does without where it is not.
    """
    hidden = "rfc3987_syntax" not in sys.modules
    if hidden:
        sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if hidden:
            sys.modules.pop("rfc3987_syntax", None)


def _read(path: Path) -> Any:
    with _without_grammar_of_addresses():
        import nbformat

    if not path.is_file():
        raise ReportError(f"the notebook `{path.name}` is missing from `{path.parent}`; in a checkout of the project `make notebooks` makes it")
    try:
        return nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError) as error:
        raise ReportError(f"`{path.name}` is not a readable notebook ({type(error).__name__}); `make notebooks` makes it again") from error


def _inject(notebook: Any, parameters: dict[str, Any]) -> None:
    """Put a cell with the parameters after the cell tagged ``parameters``."""
    import nbformat

    for index, cell in enumerate(notebook.cells):
        if "parameters" in _tags(cell):
            code = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
            cell = nbformat.v4.new_code_cell(code, id="injected-parameters", metadata={"tags": ["injected-parameters"]})
            notebook.cells.insert(index + 1, cell)
            return
    raise ReportError("notebooks/report.ipynb has no cell tagged `parameters`, so it cannot be given an article; add the tag or run `make notebooks`")


def _execute(notebook: Any, folder: Path, on_step: Step | None) -> None:
    """Run the cells in a kernel of this very interpreter, started in ``folder``; the outputs land in the notebook."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    names = _step_names(notebook)

    def tell(*, cell_index: int, **_: Any) -> None:
        if on_step is not None and cell_index in names:
            on_step(names[cell_index], list(names).index(cell_index), len(names))

    if on_step is not None:
        on_step("start the kernel", 0, len(names))
    with _kernel() as (manager, environment):
        client = NotebookClient(
            notebook,
            kernel_manager_class=manager,
            kernel_name="python3",
            shutdown_kernel="immediate",
            timeout=CELL_SECONDS,
            resources={"metadata": {"path": str(folder)}},
            record_timing=False,
            on_cell_execute=tell,
        )
        try:
            client.execute(env=environment, cwd=str(folder))
        except CellExecutionError as error:
            text = _ANSI.sub("", str(error.evalue))
            ours = error.ename in ("ArticleError", "SidesError", "ModelError")
            raise ReportError(text if ours else f"the report's notebook stopped with {error.ename}: {text}") from error
        except CellTimeoutError as error:
            raise ReportError(f"a cell of the report's notebook ran for more than {CELL_SECONDS} seconds; is the article very long?") from error
        except DeadKernelError as error:
            raise ReportError("the process that runs the report's notebook died; is there enough memory (1 GB)?") from error


def _shown_as(notebook: Any, kind: str) -> Any:
    """Return the first output of that kind among the cells, or None."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    return next((output.data[kind] for output in outputs if kind in output.get("data", {})), None)


def _step_names(notebook: Any) -> dict[int, str]:
    """Return cell number -> what the code cell does for the reader: the second-level heading above it."""
    names: dict[int, str] = {}
    heading = "read and analyse"
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            heading = next((title for level, title, _ in reversed(_split(cell.source)) if level == 2), heading)
        elif cell.cell_type == "code":
            names[index] = heading
    return names


@contextlib.contextmanager
def _kernel() -> Iterator[tuple[Any, dict[str, str]]]:
    """Offer a kind of kernel that is this interpreter, and its environment; it reads no setting of the user and leaves no file.

    Where the system has sockets in the file system they are used, so no port is opened and no network is needed.
    """
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.enabled=False"]

    class ThisPython(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            return KernelSpec(argv=command, display_name="Python 3", language="python")

    with tempfile.TemporaryDirectory(prefix="fr", ignore_cleanup_errors=True) as folder:
        options: dict[str, Any] = {"connection_file": os.path.join(folder, "k.json")}
        if os.name == "posix" and len(folder) < 60:  # the path of a socket may have about 100 bytes
            options |= {"transport": "ipc", "ip": os.path.join(folder, "s")}
        root = str(Path(__file__).resolve().parents[2])
        environment = {
            **os.environ,
            "IPYTHONDIR": os.path.join(folder, "ipython"),
            "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")])),
            "PYTHONHASHSEED": "0",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            "MPLBACKEND": "agg",
        }

        class ThisKernel(AsyncKernelManager):
            def __init__(self, **given: Any) -> None:
                super().__init__(**{**given, **options, "kernel_spec_manager": ThisPython()})

        yield ThisKernel, environment


# ---- make the page ------------------------------------------------------------------------------------------------------


def _page(notebook: Any, code: str, *, fallback: str) -> str:
    """Build the page: sections at the second-level headings, each with its outputs and its code."""
    from markupsafe import Markup

    sections: list[dict[str, Any]] = [{"id": "", "title": "", "parts": [], "code": []}]
    styles: dict[str, None] = {}
    notes: list[str] = []
    slugs: set[str] = set()
    for cell in notebook.cells:
        if "lab" in _tags(cell) and code == "folded":
            continue
        if cell.cell_type == "markdown":
            for level, title, text in _split(cell.source):
                if level == 2:
                    sections.append({"id": _slug(title, slugs), "title": title, "parts": [], "code": []})
                if text.strip():
                    sections[-1]["parts"].append({"kind": "html", "html": Markup(_markdown(text))})
        elif cell.cell_type == "code":
            if "injected-parameters" in _tags(cell):
                continue  # the path of the article on this machine is nobody's business
            if code == "shown":
                sections[-1]["parts"].append({"kind": "code", "text": cell.source})
            else:
                sections[-1]["code"].append(cell.source)
            for part in _outputs(cell, notes):
                for style in _STYLE.findall(part.get("html", "")):
                    styles[style] = None
                if part["kind"] == "html":
                    part["html"] = Markup(_STYLE.sub("", part["html"]))
                sections[-1]["parts"].append(part)
    for section in sections:
        section["rows"] = _rows(section["parts"]) if code == "folded" else [[part] for part in section["parts"]]
    head, rest = sections[0], sections[1:]
    first = re.search(r"<h1[^>]*>(.*?)</h1>", "".join(str(part.get("html", "")) for section in sections for part in section["parts"]), re.DOTALL)
    title = Markup(first[1]).striptags() if first else fallback
    return render(
        "report.html.j2",
        title=title,
        has_heading=first is not None,
        styles=Markup("\n".join(styles)),
        head=head,
        sections=rest,
        code=code,
        notes=list(dict.fromkeys(notes)),
        date=_today(),
    )


def _rows(parts: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Set the parts of a section in rows of one or two: charts by twos, an odd one beside the text before it."""
    rows: list[list[dict[str, Any]]] = []
    for drawn, members in groupby(parts, key=lambda part: '<figure class="chart">' in part.get("html", "")):
        run = list(members)
        if not drawn:
            rows += [[part] for part in run]
            continue
        if len(run) % 2 and rows and rows[-1][0]["kind"] == "html" and "<table" not in rows[-1][0]["html"].split("<ul", 1)[0]:
            rows[-1].append(run.pop(0))
        rows += [run[i : i + 2] for i in range(0, len(run), 2)]
    return rows


def _split(source: str) -> list[tuple[int, str, str]]:
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


def _markdown(text: str) -> str:
    import mistune

    return str(mistune.create_markdown(escape=True, plugins=["table"])(text))


def _outputs(cell: Any, notes: list[str]) -> Iterator[dict[str, Any]]:
    """Yield what a cell shows: HTML of our objects and tables, pictures, plain text; warnings go to ``notes``."""
    for output in cell.get("outputs", []):
        kind = output.output_type
        if kind == "stream":
            if output.name == "stderr":
                notes += [line.strip() for line in _ANSI.sub("", output.text).splitlines() if "Warning" in line]
            elif output.text.strip():
                yield {"kind": "text", "text": _ANSI.sub("", output.text)}
        elif kind in ("execute_result", "display_data"):
            data = output.data
            if "text/html" in data:
                yield {"kind": "html", "html": data["text/html"]}
            elif "image/png" in data:
                yield {"kind": "image", "src": "data:image/png;base64," + re.sub(r"\s", "", data["image/png"]), "alt": data.get("text/plain", "")}
            elif data.get("text/plain", "").strip():
                yield {"kind": "text", "text": data["text/plain"]}


def _tags(cell: Any) -> Sequence[str]:
    return cell.get("metadata", {}).get("tags", [])


def _slug(title: str, taken: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "section"
    slug = next(name for name in (base, *(f"{base}-{i}" for i in range(2, 10_000))) if name not in taken)
    taken.add(slug)
    return slug


def _today() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return now.date().isoformat()
