"""Run a notebook in a kernel of this very interpreter, as JupyterLab would: for lessons, and for a report that asks for Jupyter."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from analysis.files import short_folder
from analysis.report.notebook import TEXT, Cell, Output, ReportError, failed

CELL_SECONDS = 600


def run_in_kernel(cells: Sequence[Cell], folder: Path, tell: Callable[[int], None]) -> None:
    """Run the code cells in a kernel started in ``folder``; the outputs land in the cells.

    tell: called with the number of each cell before it runs.  Raises ReportError for a cell that fails, one that runs for more than
    ``CELL_SECONDS``, and a kernel that dies.
    """
    with _without_grammar_of_addresses():
        import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    made = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    notebook = nbformat.v4.new_notebook(cells=[made[cell.kind](cell.source) for cell in cells])
    with _kernel() as (manager, environment):
        client = NotebookClient(
            notebook,
            kernel_manager_class=manager,
            kernel_name="python3",
            shutdown_kernel="immediate",
            timeout=CELL_SECONDS,
            resources={"metadata": {"path": str(folder)}},
            record_timing=False,
            on_cell_execute=lambda *, cell_index, **_: tell(cell_index) if cells[cell_index].kind == "code" else None,
        )
        try:
            client.execute(env=environment, cwd=str(folder))
        except CellExecutionError as error:
            raise failed(error.ename, str(error.evalue)) from error
        except CellTimeoutError as error:
            raise ReportError(f"a cell of the report's notebook ran for more than {CELL_SECONDS} seconds; is the article very long?") from error
        except DeadKernelError as error:
            raise ReportError("the process that runs the report's notebook died; is there enough memory (1 GB)?") from error
    for cell, run in zip(cells, notebook.cells, strict=True):
        cell.outputs = [shown for output in run.get("outputs", []) if (shown := _output(output)) is not None]


def _output(output: Any) -> Output | None:
    """Return an output of Jupyter's as ours; None for kinds that no page shows."""
    if output.output_type == "stream":
        return Output({TEXT: output.text}, output.name)
    return Output(dict(output.data)) if output.output_type in ("execute_result", "display_data") else None


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

    with short_folder() as folder:
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
