"""The weights and word lists that come with the suite, and whether each is still what was published: SHA-256 against a list that stands beside them.

``python -m analysis.shipped`` writes the list, ``models/shipped.json``, after one of them has changed; ``framing check`` reads it.
"""

from __future__ import annotations

import base64
import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from analysis.model import file_hash

ROOT = Path(__file__).parent
MANIFEST = ROOT / "models" / "shipped.json"
FOLDERS = ("lexicons", "models/comparison", "models/narrative", "models/reading", "models/sides", "models/stance")
_PAPERS = (".md", ".py", ".pyc", ".jsonl")
_AGAIN = "install the suite again"


def hashes() -> dict[str, dict[str, str]]:
    """Return folder -> name of each file in it -> SHA-256, without papers and code."""
    return {folder: {path.name: file_hash(path) for path in sorted((ROOT / folder).iterdir()) if _counts(path)} for folder in FOLDERS}


def published() -> dict[str, dict[str, str]]:
    """Return what ``hashes`` gave when the list was written; raise ValueError where the list itself is missing or damaged."""
    try:
        found: dict[str, dict[str, str]] = json.loads(MANIFEST.read_text(encoding="utf-8"))
        if set(found) == set(FOLDERS) and all(found.values()):
            return found
    except (OSError, ValueError, TypeError, AttributeError):
        pass
    raise ValueError(f"models/{MANIFEST.name} is missing or damaged; {_AGAIN}")


def faults(folders: Mapping[str, Path]) -> Iterator[tuple[str, str]]:
    """Yield folder and fault of each file that was published and is missing, or changed.

    folders: where those of ``FOLDERS`` are.  Files are named by their place in the package, never by that on the machine.
    """
    for folder, files in published().items():
        for name, known in files.items():
            path = folders[folder] / name
            if not path.is_file():
                yield folder, f"{folder}/{name} is missing; {_AGAIN}"
            elif file_hash(path) != known:
                yield folder, f"{folder}/{name} is damaged or was changed (its sha256 is not the one in models/{MANIFEST.name}); {_AGAIN}"


def faults_of_package(name: str) -> Iterator[str]:
    """Yield the files of an installed package that are missing, or are not those that were installed, by the hashes that its installer kept.

    They are read from its RECORD: ``importlib.metadata.files`` leaves out those that are missing, from Python 3.12 on.
    """
    from importlib.metadata import distribution

    kept = distribution(name)
    for file, told, _ in csv.reader((kept.read_text("RECORD") or "").splitlines()):
        if not told.startswith("sha256="):
            continue
        path, value = Path(str(kept.locate_file(file))), told.removeprefix("sha256=")
        known = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).hex()
        if not path.is_file() or file_hash(path) != known:
            state = "damaged" if path.is_file() else "missing"
            yield f"{file} is {state}; install it again: pip install --force-reinstall --no-deps {name.replace('_', '-')}"


def write() -> Path:
    """Write the list of what is in the folders now; return its path."""
    from analysis.files import replace_file

    return replace_file(MANIFEST, json.dumps(hashes(), indent=1) + "\n")


def _counts(path: Path) -> bool:
    return path.is_file() and path.suffix not in _PAPERS and not path.name.startswith(".")


if __name__ == "__main__":
    print(f"{write().relative_to(ROOT.parent).as_posix()}: {sum(map(len, published().values()))} files")
