"""Every regular expression of the package, collected from its source, and texts made from it that cost a pattern with backtracking its time."""

from __future__ import annotations

import ast
import builtins
import contextlib
import importlib
import re
import re._parser as parser
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from re._constants import AT, BRANCH, CATEGORY, IN, LITERAL, MAX_REPEAT, MAXREPEAT, MIN_REPEAT, NOT_LITERAL, POSSESSIVE_REPEAT, RANGE, SUBPATTERN

ROOT = Path(__file__).resolve().parents[1]
SCANS = {"sub": "finditer", "subn": "finditer", "split": "finditer", "findall": "finditer", "finditer": "finditer"}
METHODS = ("search", "match", "fullmatch", *SCANS)
_BEFORE_FLAGS = {"compile": 1, "sub": 4, "subn": 4, "split": 3}
STAND_IN = "Ab cd"
"""What stands for a part that is known only while an article is read, such as a name."""
REPEATS = (MAX_REPEAT, MIN_REPEAT, POSSESSIVE_REPEAT)
MOST_ATTACKS = 40


@dataclass(frozen=True)
class Found:
    """A pattern where it is written: file and line, the pattern, its flags, and how it is asked (search, match, fullmatch, finditer)."""

    place: str
    pattern: str | bytes
    flags: int
    method: str

    @property
    def compiled(self) -> re.Pattern:
        return re.compile(self.pattern, self.flags)


@cache
def collect(folder: str = "analysis") -> list[Found]:
    """Return every pattern that a file of the folder gives to ``re``, once for each way it is asked."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / folder).rglob("*.py"))}
    asked = _methods(trees.values())
    found: dict[tuple[str | bytes, int, str], Found] = {}
    for path, tree in trees.items():
        calls = [node for node in ast.walk(tree) if _is_re(node)]
        if not calls:
            continue
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
        names, targets = _Names(vars(module), tree), _targets(tree)
        for call in calls:
            method = call.func.attr
            pattern, flags = names.value(call.args[0]), 0
            after = [word.value for word in call.keywords if word.arg == "flags"] or call.args[_BEFORE_FLAGS.get(method, 2) :]
            if after:
                flags = int(names.value(after[0]))
            ways = asked.get(targets.get(call, ""), {"search"}) if method == "compile" else {SCANS.get(method, method)}
            for way in ways:
                place = f"{path.relative_to(ROOT).as_posix()}:{call.lineno}"
                found.setdefault((pattern, flags, way), Found(place, pattern, flags, way))
    return list(found.values())


class _Names(dict):
    """The names of a module; a local one is what its first assignment in the file says, or a stand-in."""

    def __init__(self, known: dict, tree: ast.Module) -> None:
        super().__init__(known)
        self._assigned: dict[str, ast.expr] = {}
        for node in (node for node in ast.walk(tree) if isinstance(node, ast.Assign)):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    self._assigned.setdefault(target.id, node.value)

    def value(self, expression: ast.expr):
        return eval(compile(ast.Expression(expression), "", "eval"), self, self)

    def __missing__(self, name: str):
        if hasattr(builtins, name):
            return getattr(builtins, name)
        self[name] = STAND_IN  # also for itself
        if name in self._assigned:
            with contextlib.suppress(Exception):
                value = self.value(self._assigned[name])
                self[name] = value if isinstance(value, str) else STAND_IN
        return self[name]


def _is_re(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)):
        return False
    return node.func.value.id == "re" and node.func.attr in ("compile", *METHODS)


def _targets(tree: ast.Module) -> dict[ast.AST, str]:
    """Return call -> the name that its compiled pattern is given."""
    named: dict[ast.AST, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
            named |= {inside: name for inside in ast.walk(node.value) if _is_re(inside)}
    return named


def _methods(trees) -> dict[str, set[str]]:
    """Return name -> the ways in which a compiled pattern of that name is asked, anywhere in the package."""
    asked: dict[str, set[str]] = {}
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Attribute) and node.attr in METHODS and isinstance(node.value, (ast.Name, ast.Attribute)):
            name = node.value.attr if isinstance(node.value, ast.Attribute) else node.value.id
            asked.setdefault(name, set()).add(SCANS.get(node.attr, node.attr))
    return asked


# ---- texts against a pattern -----------------------------------------------------------------------------------------


def attacks(pattern: str | bytes, flags: int) -> Iterator[tuple[str, str, str]]:
    """Yield (before, piece, after): the piece, repeated often, is what a part of the pattern takes, and what follows keeps it from an end.

    Each repeated part gives its members, alone and in pairs, after what the pattern asks before it; the beginning of a whole match is repeated
    too, as by many opening tags without a closing one.
    """
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    tree = parser.parse(text, flags & ~re.UNICODE if isinstance(pattern, bytes) else flags)
    whole = _sample(tree)
    yielded: dict[tuple[str, str], None] = {}
    for before, bodies in _repeats(tree, ""):
        pieces = list(dict.fromkeys(piece for piece in bodies if piece))[:6]
        pieces += [a + b for a in pieces[:4] for b in pieces[:4] if a != b][:6]
        yielded |= dict.fromkeys((start, piece) for piece in pieces for start in ("", before))
    for cut in {len(whole) - 1, len(whole) // 2, len(whole)} - {0, -1}:
        yielded["", whole[:cut]] = None
    yielded["", " "] = yielded["", "a"] = None
    for start, piece in list(yielded)[:MOST_ATTACKS]:
        yield start, piece, "\x00"
    yield "", whole, ""


def _repeats(tree, before: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each part that may repeat without an end, as what comes before it and the texts that one turn may take."""
    for op, value in tree:
        if op in REPEATS:
            _, most, body = value
            if most is MAXREPEAT or most > 50:
                yield before, _members(body)
            yield from _repeats(body, before)
        elif op is SUBPATTERN:
            yield from _repeats(value[-1], before)
        elif op is BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before)
        before += _sample([(op, value)])


def _members(tree) -> list[str]:
    """Return several texts that a part takes: one for each branch, literal and kind of letter in it."""
    texts = [""]
    for op, value in tree:
        texts = [text + choice for text in texts for choice in _choices(op, value)][:8]
    return texts


def _choices(op, value) -> list[str]:
    if op is LITERAL:
        return [chr(value)]
    if op is NOT_LITERAL:
        return ["b" if value == 97 else "a", " "]
    if op is CATEGORY:
        return {"DIGIT": ["1"], "SPACE": [" ", "\n"], "WORD": ["a", "A", "1"], "NOT_SPACE": ["a", "."], "NOT_WORD": [" ", "."], "NOT_DIGIT": ["a"]}[
            str(value).removeprefix("CATEGORY_")
        ]
    if op is IN:
        if str(value[0][0]) == "NEGATE":
            taken = re.compile("[^" + "".join(map(_class_part, value[1:])) + "]")
            return [each for each in ("a", " ", ".", "A", "1", "-", "\n", "é") if taken.match(each)][:4] or ["\x01"]
        return [choice for kind, part in value for choice in ([chr(part[0])] if kind is RANGE else _choices(kind, part))][:5]
    if op is BRANCH:
        return [choice for branch in value[1] for choice in _members(branch)[:2]][:6]
    if op is SUBPATTERN:
        return _members(value[-1])
    if op in REPEATS:
        least, most, body = value
        once = _members(body)[:3]
        return [each * max(least, 1) for each in once] if most else [""]
    return ["a"] if str(op) == "ANY" else [""]


def _class_part(part) -> str:
    kind, value = part
    if kind is LITERAL:
        return re.escape(chr(value))
    if kind is RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    sign = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[str(value).removeprefix("CATEGORY_").removeprefix("NOT_")]
    return "\\" + (sign.upper() if "NOT_" in str(value) else sign)


def _sample(tree) -> str:
    """Return one text that a part of a pattern takes, as far as its conditions on neighbours let it."""
    return "".join(_choices(op, value)[0] for op, value in tree if op is not AT)
