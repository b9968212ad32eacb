"""One value of a file of answers at a time: the value, or an error that names the file, the field, the value and what is allowed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from analysis.classroom.annotation import LONGEST_TEXT, AnnotationError

_SURROGATE = re.compile("[\ud800-\udfff]")


def wrong(name: str, where: str, value: object, allowed: str) -> AnnotationError:
    """Return the error for a value: ``name`` stands for the file, ``where`` for the field."""
    shown = json.dumps(value, ensure_ascii=True, default=str)
    shown = shown if len(shown) <= 80 else shown[:80] + "…"
    return AnnotationError(f"{name}{': ' if ': ' not in name else '.'}{where} is {shown}; allowed: {allowed}")


def object_of(data: object, name: str, where: str, fields: Sequence[str], *, required: Sequence[str]) -> dict[str, Any]:
    """Return data that must be an object with these fields and no others; raise AnnotationError, as all here do."""
    place = f"{name}: {where}" if where else name
    if not isinstance(data, dict):
        raise AnnotationError(f"{place} holds {type(data).__name__} {str(data)[:60]!r}; allowed: an object with the fields {', '.join(fields)}")
    for key in data:
        if key not in fields:
            raise AnnotationError(f"{place} has the unknown field {str(key)[:60]!r}; allowed: {', '.join(fields)}")
    for key in required:
        if key not in data:
            raise AnnotationError(f"{place} lacks the field {key!r}; needed: {', '.join(required)}")
    return data


def list_of(value: object, name: str, where: str) -> list[Any]:
    """Return a value that must be a list."""
    if not isinstance(value, list):
        raise wrong(name, where, value, "a list")
    return value


def text_of(value: object, name: str, where: str, *, longest: int = LONGEST_TEXT, blank: bool = True) -> str:
    """Return a value that must be a text, at most so many characters long; blank: whether it may be empty."""
    if not isinstance(value, str) or _SURROGATE.search(value):
        raise wrong(name, where, value, "a text")
    if len(value) > longest:
        raise wrong(name, where, value, f"at most {longest:,} characters")
    if not blank and not value.strip():
        raise wrong(name, where, value, "a text that is not empty")
    return value


def whole_number(value: object, name: str, where: str, low: int, high: int) -> int:
    """Return a value that must be a whole number in a range."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise wrong(name, where, value, f"a whole number from {low} to {high}")
    return value


def one_of(value: Any, name: str, where: str, allowed: Sequence[Any]) -> Any:
    """Return a value that must be one of some."""
    if isinstance(value, (bool, float)) or not isinstance(value, (str, int, type(None))) or value not in allowed:
        raise wrong(name, where, value, ", ".join("null" if each is None else str(each) for each in allowed))
    return value


def time_of(value: object, name: str) -> str:
    """Return a value that must be a time."""
    text = text_of(value, name, "saved", longest=40)
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise wrong(name, "saved", value, "a time such as 2026-01-31T10:00:00+00:00") from None
    return text
