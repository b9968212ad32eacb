"""Make the notebooks from their sources: ``notebooks/src/*.py`` (py:percent) to ``notebooks/*.ipynb`` without outputs.

    python notebooks/build.py            write them
    python notebooks/build.py --check    write nothing; name the stale ones and exit 1

The result depends on the sources alone: cell ids come from the file name and the cell's place.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def notebook_text(source: Path) -> str:
    """Return one source as the text of a notebook without outputs."""
    import jupytext
    import nbformat

    parsed = jupytext.reads(source.read_text(encoding="utf-8"), fmt="py:percent")
    notebook = nbformat.v4.new_notebook(cells=parsed.cells, metadata={"kernelspec": KERNEL, "language_info": {"name": "python"}})
    for index, cell in enumerate(notebook.cells):
        cell.id = hashlib.sha1(f"{source.stem}:{index}".encode()).hexdigest()[:12]
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def stale_notebooks(folder: Path) -> dict[Path, str | None]:
    """Return the notebooks that differ from their source with the text they should have, None for one without a source."""
    wanted: dict[Path, str | None] = {folder / f"{source.stem}.ipynb": notebook_text(source) for source in sorted((folder / "src").glob("*.py"))}
    wanted |= {path: None for path in sorted(folder.glob("*.ipynb")) if path not in wanted}
    return {path: text for path, text in wanted.items() if text is None or not path.exists() or path.read_text(encoding="utf-8") != text}


def main(arguments: list[str] | None = None, folder: Path = HERE) -> int:
    """Write the stale notebooks, or only name them."""
    parser = argparse.ArgumentParser(description="Make notebooks/*.ipynb from notebooks/src/*.py.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a notebook differs from its source")
    check = parser.parse_args(arguments).check
    stale = stale_notebooks(folder)
    for path, text in stale.items():
        if text is None:
            print(f"{path.name}: has no source src/{path.stem}.py; add one, or delete the notebook", file=sys.stderr)
        elif check:
            print(f"{path.name}: differs from src/{path.stem}.py; run `make notebooks`", file=sys.stderr)
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {path.name}")
    return int(bool(stale) and (check or None in stale.values()))


if __name__ == "__main__":
    sys.exit(main())
