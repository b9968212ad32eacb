"""Make the notebooks from their sources, py:percent to notebooks without outputs.

    python notebooks/build.py            write them
    python notebooks/build.py --check    write nothing; name the stale ones and exit 1

``src/NAME.py`` becomes ``NAME.ipynb``.  ``src/exercises/NAME.py`` holds exercises with their solutions; it becomes ``solutions/NAME.ipynb``, the
whole, and ``exercises/NAME.ipynb``, in which each cell tagged ``solution`` is a place to write: of its code, comments at the top stay, and names
that later cells need are set to ``...``.

The result depends on the sources alone: cell ids come from the notebook's name and the cell's place.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
SOLUTION = "solution"
EXERCISES, SOLUTIONS = "exercises", "solutions"
WRITE_HERE = "*Write your answer here.*"


def read_cells(source: Path) -> list[Any]:
    """Return the cells of a source."""
    import jupytext

    return list(jupytext.reads(source.read_text(encoding="utf-8"), fmt="py:percent").cells)


def notebook_text(cells: list[Any], name: str) -> str:
    """Return cells as the text of a notebook without outputs; name: what the cell ids are made from."""
    import nbformat

    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "language_info": {"name": "python"}})
    for index, cell in enumerate(notebook.cells):
        cell.id = hashlib.sha1(f"{name}:{index}".encode()).hexdigest()[:12]
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def solutions(cells: list[Any]) -> list[Any]:
    """Return the cells of exercises with their solutions, under a title that says so."""
    cells[0].source = re.sub(r"^# Exercises\b", "# Solutions", cells[0].source)
    return cells


def exercises(cells: list[Any]) -> list[Any]:
    """Return the cells with a place to write where a solution stood.

    Raises ValueError for a solution that gives no later cell a name, since nothing could be checked then.
    """
    for index, cell in enumerate(cells):
        if SOLUTION not in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "markdown":
            cell.source = WRITE_HERE
            continue
        needed = {name for later in cells[index + 1 :] for name in _names(later, ast.Load)}
        answers = [name for name in _names(cell, ast.Store) if name in needed]
        if not answers:
            raise ValueError(f"the solution {cell.source[:60]!r} sets no name that a later cell uses; check it, or tag it as no solution")
        kept = re.match(r"(?:#.*\n)*", cell.source)
        cell.source = (kept[0] if kept else "") + "\n".join(f"{name} = ..." for name in answers)
    return cells


def _names(cell: Any, use: type[ast.expr_context]) -> list[str]:
    """Return the names a cell of code sets (ast.Store) or needs (ast.Load), in order; none of a cell that is a solution itself or prose."""
    if cell.cell_type != "code" or (use is ast.Load and SOLUTION in cell.metadata.get("tags", [])):
        return []
    found = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Name) and isinstance(node.ctx, use)]
    return list(dict.fromkeys(node.id for node in sorted(found, key=lambda node: (node.lineno, node.col_offset))))


def wanted_notebooks(folder: Path) -> dict[Path, str]:
    """Return every notebook the sources make, with its text."""
    wanted = {folder / f"{source.stem}.ipynb": notebook_text(read_cells(source), source.stem) for source in sorted((folder / "src").glob("*.py"))}
    for source in sorted((folder / "src" / EXERCISES).glob("*.py")):
        for kind, made in ((EXERCISES, exercises), (SOLUTIONS, solutions)):
            wanted[folder / kind / f"{source.stem}.ipynb"] = notebook_text(made(read_cells(source)), f"{kind}/{source.stem}")
    return wanted


def stale_notebooks(folder: Path) -> dict[Path, str | None]:
    """Return the notebooks that differ from their source with the text they should have, None for one without a source."""
    wanted: dict[Path, str | None] = {**wanted_notebooks(folder)}
    there = [path for part in (folder, folder / EXERCISES, folder / SOLUTIONS) for path in sorted(part.glob("*.ipynb"))]
    wanted |= {path: None for path in there if path not in wanted}
    return {path: text for path, text in wanted.items() if text is None or not path.exists() or path.read_text(encoding="utf-8") != text}


def main(arguments: list[str] | None = None, folder: Path = HERE) -> int:
    """Write the stale notebooks, or only name them."""
    parser = argparse.ArgumentParser(description="Make the notebooks from notebooks/src.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a notebook differs from its source")
    check = parser.parse_args(arguments).check
    stale = stale_notebooks(folder)
    for path, text in stale.items():
        name = path.relative_to(folder).as_posix()
        source = f"src/{'' if path.parent == folder else EXERCISES + '/'}{path.stem}.py"
        if text is None:
            print(f"{name}: has no source {source}; add one, or delete the notebook", file=sys.stderr)
        elif check:
            print(f"{name}: differs from {source}; run `make notebooks`", file=sys.stderr)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {name}")
    return int(bool(stale) and (check or None in stale.values()))


if __name__ == "__main__":
    sys.exit(main())
