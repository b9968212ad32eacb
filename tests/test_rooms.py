"""One room a question: imports run down only, nobody goes in a circle, and no file or function is too large to read."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from imports import find_circles, find_modules, find_upward, read_imports, through_the_door, without_floor

ROOT = Path(__file__).resolve().parents[1]
GROUND = ("lazy", "progress", "files", "given", "edits", "intervals", "tables", "spreadsheet", "model", "shipped", "lexicons", "templates", "parquet",
          "saved", "command_line", "installed", "corrections")  # fmt: skip
ROOMS = (
    "reading", "who", "voices", "stance", "shift", "terms", "narrative", "frames", "corrected", "steps", "provenance", "report", "framing",
    "correctable", "classroom", "charts", "comparison", "corpus", "stick", "check", "expected", "__main__",
)  # fmt: skip
FLOORS = [GROUND, *((room,) for room in ROOMS), ("analysis",)]
MOST_LINES = 350
MOST_WAYS = 30
"""Ways through a function, each condition counted; ruff's C901, which counts statements only, is held to 15 in pyproject.toml."""

MODULES = find_modules(ROOT, ["analysis", "training"])
IMPORTS = read_imports(MODULES)


def lines(found) -> str:
    return "\n".join(map(str, found))


# The tree itself


def test_no_circle():
    circles = [" -> ".join(circle) for circle in find_circles(IMPORTS)]
    assert not circles, f"these modules import each other in a circle; what both need belongs into a module below both:\n{lines(circles)}"


def test_imports_run_down():
    inside = [one for one in IMPORTS if one.module.startswith("analysis.")]
    upward = find_upward(inside, FLOORS)
    assert not upward, f"these import a room above their own; hand the value down, or move what is needed to a room below:\n{lines(upward)}"


def test_the_package_does_not_import_training():
    outward = [one for one in IMPORTS if one.module.startswith("analysis") and one.target.startswith("training")]
    assert not outward, f"the package must run without training/:\n{lines(outward)}"


def test_every_room_has_its_floor():
    nowhere = without_floor((module for module in MODULES if module.startswith("analysis.")), FLOORS)
    assert not nowhere, f"not in the order of rooms above: {', '.join(nowhere)}; give each its place, or put the file into a room"


def test_modules_are_imported_themselves():
    asked = through_the_door(IMPORTS, MODULES)
    assert not asked, f"import from the module that defines the name, so that its type is known and nothing is loaded twice:\n{lines(asked)}"


def long_files(root, folders):
    found = []
    for path in sorted(path for folder in folders for kind in ("py", "js") for path in (root / folder).rglob(f"*.{kind}")):
        length = len(path.read_text(encoding="utf-8").splitlines())
        if length > MOST_LINES:
            found.append(f"{path.relative_to(root).as_posix()}: {length} lines")
    return found


def test_no_file_is_too_long():
    long = long_files(ROOT, ["analysis", "training"])
    assert not long, f"over {MOST_LINES} lines; split where there are two reasons to change:\n{lines(long)}"


BRANCHES = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.Assert, ast.match_case)


def ways_through(function) -> int:
    """Count the ways through a function: one, and one more for each branch, loop, handler and further condition, functions inside it included."""
    inside = list(ast.walk(function))
    branches = sum(isinstance(node, BRANCHES) for node in inside)
    filters = sum(1 + len(node.ifs) for node in inside if isinstance(node, ast.comprehension))
    return 1 + branches + filters + sum(len(node.values) - 1 for node in inside if isinstance(node, ast.BoolOp))


def test_no_function_is_a_maze():
    found = []
    for module, path in MODULES.items():
        functions = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef))
        found += [f"{module}.{one.name}, line {one.lineno}: {ways}" for one in functions if (ways := ways_through(one)) > MOST_WAYS]
    assert not found, f"more than {MOST_WAYS} ways through; name each condition in a function of its own:\n{lines(found)}"


# What reads it, on small trees made up here


@pytest.fixture
def tree(tmp_path):
    def make(files):
        for name, text in files.items():
            path = tmp_path / "analysis" / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        modules = find_modules(tmp_path, ["analysis"])
        return modules, read_imports(modules)

    return make


def test_a_circle_is_found(tree):
    _, imports = tree(
        {
            "who/sides": "from analysis.who import people\n",
            "who/people": "def find():\n    from analysis.voices.voices import cue\n",
            "voices/voices": "from ..who.sides import Sides\ncue = 1\n",
            "tables": "",
            "files": "import analysis.tables\n",
        }
    )
    (circle,) = find_circles(imports)
    assert circle == ["analysis.voices.voices", "analysis.who.sides", "analysis.who.people", "analysis.voices.voices"]


def test_two_circles_are_two(tree):
    _, imports = tree(
        {"a": "import analysis.b", "b": "import analysis.a", "c": "from . import d", "d": "from .c import name", "e": "import analysis.a"}
    )
    assert find_circles(imports) == [["analysis.a", "analysis.b", "analysis.a"], ["analysis.c", "analysis.d", "analysis.c"]]


def test_an_upward_import_is_found(tree):
    _, imports = tree(
        {
            "tables": "def late():\n    if True:\n        from analysis.reading.parse import parse\n",
            "files": "import analysis.tables\nimport json\n",
            "reading/parse": "from analysis import tables\n",
            "who/sides": "from analysis.reading.parse import parse\n",
            "who/people": "import analysis\n",
            "__init__": "from analysis.lazy import hand_on\n",
            "lazy": "",
        }
    )
    assert [str(one) for one in find_upward(imports, FLOORS)] == [
        "analysis.tables, line 3: from analysis.reading.parse import parse",
        "analysis.who.people, line 1: import analysis",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from analysis.who.sides import Sides\n",
        "import typing\nif typing.TYPE_CHECKING:\n    from analysis.who.sides import Sides\nelse:\n    Sides = object\n",
        "def name():\n    return import_module('analysis.who.sides')\n",
        "__getattr__, __dir__, __all__ = hand_on(__name__, {'sides': 'Sides'})\n",
    ],
    ids=["for types", "for types, another spelling", "import_module", "handed on"],
)
def test_what_loads_nothing_does_not_count(tree, text):
    assert tree({"reading/parse": text, "who/sides": "class Sides: ...\n"})[1] == []


def test_a_type_imported_for_real_counts(tree):
    text = "if TYPE_CHECKING:\n    import json\nelse:\n    from analysis.who.sides import Sides\n"
    _, imports = tree({"reading/parse": text, "who/sides": "class Sides: ...\n"})
    assert [str(one) for one in find_upward(imports, FLOORS)] == ["analysis.reading.parse, line 4: from analysis.who.sides import Sides"]


def test_a_room_without_a_floor_is_found(tree):
    modules, _ = tree({"__init__": "", "helpers/odds": "", "who/sides": "", "utils": ""})
    assert without_floor((module for module in modules if module != "analysis"), FLOORS) == ["helpers", "utils"]


def test_the_door_is_for_those_outside(tree):
    modules, imports = tree(
        {
            "who/__init__": "__getattr__, __dir__, __all__ = hand_on(__name__, {'sides': 'Sides'})\n",
            "who/sides": "class Sides: ...\n",
            "lexicons/__init__": "from functools import cache\nFOLDER, OTHER = 1, 2\n@cache\ndef word_list(): ...\n",
            "voices/voices": "from analysis.who import Sides, sides\nfrom analysis.lexicons import FOLDER, OTHER, word_list\n"
            "from analysis.who.sides import Sides\n",
        }
    )
    assert [str(one) for one in through_the_door(imports, modules)] == ["analysis.voices.voices, line 1: from analysis.who import Sides"]


def test_a_long_file_is_found(tmp_path):
    (tmp_path / "analysis").mkdir()
    for name, length in {"short.py": MOST_LINES, "long.py": MOST_LINES + 1, "long.js": MOST_LINES + 2, "table.csv": 2 * MOST_LINES}.items():
        (tmp_path / "analysis" / name).write_text("1\n" * length, encoding="utf-8")
    assert sorted(long_files(tmp_path, ["analysis"])) == ["analysis/long.js: 352 lines", "analysis/long.py: 351 lines"]


@pytest.mark.parametrize(
    ("body", "ways"),
    [
        ("return 1", 1),
        ("return a if b else c", 2),
        ("if a and b or c:\n        return 1", 4),
        ("return [x for x in a if x if not b]", 4),
        ("for x in a:\n        while x:\n            assert b", 4),
        ("try:\n        f()\n    except KeyError:\n        g()", 2),
        ("def inner():\n        return a or b\n    return inner", 2),
    ],
)
def test_ways_through_a_function(body, ways):
    (function,) = ast.parse(f"def f(a, b, c):\n    {body}\n").body
    assert ways_through(function) == ways
