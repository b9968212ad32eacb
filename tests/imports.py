"""Who imports whom in a tree of Python files, read from the files without running them.

Blocks under ``if TYPE_CHECKING:`` do not count, nor do ``import_module(...)`` and the tables given to ``analysis.lazy.hand_on``: nothing is
loaded by them until a name is used.  Imports inside functions count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Import:
    """One import: the module that asks, in which line, for which module of the tree, and for which name in it (None: the module itself)."""

    module: str
    line: int
    target: str
    name: str | None = None

    def __str__(self) -> str:
        asked = f"from {self.target} import {self.name}" if self.name else f"import {self.target}"
        return f"{self.module}, line {self.line}: {asked}"


def find_modules(root: Path, packages: Iterable[str]) -> dict[str, Path]:
    """Return dotted name -> file of every module of the packages that lie in a folder; a package itself has the name of its folder."""
    found = {}
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def read_imports(modules: Mapping[str, Path]) -> list[Import]:
    """Return every import of one of these modules by another, in the order of the files; what lies outside the tree is left out."""
    return [found for module, path in modules.items() for found in _imports_of(module, path, modules) if found.target != module]


def _imports_of(module: str, path: Path, modules: Mapping[str, Path]) -> Iterator[Import]:
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in _nodes(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name in modules:
                    yield Import(module, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            source = _absolute(node, package)
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                if inner in modules:
                    yield Import(module, node.lineno, inner)
                elif source in modules:
                    yield Import(module, node.lineno, source, alias.name)


def _absolute(node: ast.ImportFrom, package: str) -> str:
    """Return the full name of the module an import names, where it names it by dots too."""
    if not node.level:
        return node.module or ""
    parents = package.split(".")
    return ".".join([*parents[: len(parents) - node.level + 1], *([node.module] if node.module else [])])


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all below it, but not what is only there for the checker of types."""
    yield node
    kept = node.orelse if isinstance(node, ast.If) and _for_types_only(node.test) else ast.iter_child_nodes(node)
    for child in kept:
        yield from _nodes(child)


def _for_types_only(test: ast.expr) -> bool:
    return ast.unparse(test).removeprefix("typing.") == "TYPE_CHECKING"


def find_circles(imports: Iterable[Import]) -> list[list[str]]:
    """Return the circles, each as the modules along it, the first again at the end; of modules that form several circles, a shortest one."""
    targets: dict[str, set[str]] = {}
    for one in imports:
        targets.setdefault(one.module, set()).add(one.target)
    circles, seen = [], set()
    for module in sorted(targets):
        way = _way_back(module, targets)
        if way and not seen & set(way):
            circles.append(way)
            seen |= set(way)
    return circles


def _way_back(start: str, targets: Mapping[str, set[str]]) -> list[str] | None:
    """Return a shortest way from a module back to it, None where there is none."""
    ways = [[start]]
    reached: set[str] = set()
    while ways:
        way = ways.pop(0)
        for target in sorted(targets.get(way[-1], ())):
            if target == start:
                return [*way, start]
            if target not in reached:
                reached.add(target)
                ways.append([*way, target])
    return None


def room_of(module: str) -> str:
    """Return the room of a module: its folder in the package or, for a file on the ground floor, its own name; of a package, the package."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def find_upward(imports: Iterable[Import], floors: Sequence[Sequence[str]]) -> list[Import]:
    """Return the imports of a room above one's own.

    floors: from the ground up, the rooms of each; those of one floor may import each other.  Rooms on no floor are left to ``without_floor``.
    """
    height = {room: number for number, floor in enumerate(floors) for room in floor}
    return [one for one in imports if height.get(room_of(one.target), -1) > height.get(room_of(one.module), len(floors))]


def without_floor(modules: Iterable[str], floors: Sequence[Sequence[str]]) -> list[str]:
    """Return the rooms that stand on no floor."""
    known = {room for floor in floors for room in floor}
    return sorted({room_of(module) for module in modules} - known)


def through_the_door(imports: Iterable[Import], modules: Mapping[str, Path]) -> list[Import]:
    """Return the imports of a name from a package that hands it on: those of a name which its ``__init__`` does not define itself."""
    asked = [one for one in imports if one.name and modules[one.target].name == "__init__.py"]
    own = {target: _defined(modules[target]) for target in {one.target for one in asked}}
    return [one for one in asked if one.name not in own[one.target]]


def _defined(path: Path) -> set[str]:
    """Return the names that a file defines or imports at its top level."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {alias.asname or alias.name for alias in node.names}
        else:
            found |= {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    return found
