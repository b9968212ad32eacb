"""The HTML of the suite: Jinja templates, and the one place where text is escaped."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

_DISTURBING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


def render(name: str, **context: Any) -> str:
    """Fill the template of that name; every value is escaped unless it is ``Markup`` made by this package.

    Templates pass texts through the filter ``clean``, or ``plain`` for cells of tables.
    """
    return _environment().get_template(name).render(**context)


def script(name: str) -> str:
    """Return a script of that name as it stands; nothing is filled into it."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def first_words(text: str, length: int = 90) -> str:
    """Return the beginning of a text, at most so many characters, cut between two words."""
    return text if len(text) <= length else text[:length].rsplit(None, 1)[0].rstrip(",;:") + " …"


def plain(value: object) -> str:
    """Return a value as readable text: missing as a dash, true as yes, minus as a minus sign, no control characters."""
    import numpy as np
    import pandas as pd

    if value is None or (not isinstance(value, (list, tuple, dict)) and pd.isna(value)):
        return "–"
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}".replace("-", "−") if value != int(value) or abs(value) < 1e6 else f"{value:.0f}"
    if isinstance(value, (list, tuple)):
        return ", ".join(plain(item) for item in value)
    return clean(value)


def clean(text: object) -> str:
    """Drop the characters that can disturb the page around a text: control characters and marks of direction."""
    return _DISTURBING.sub("", str(text))


def signed(value: float) -> str:
    """Return a score with its sign, ``+0.42`` or ``−0.31``, and plain ``0.00`` at zero."""
    rounded = round(float(value), 2)
    return "0.00" if rounded == 0 else f"{rounded:+.2f}".replace("-", "−")


def counted(count: int, noun: str) -> str:
    """Return a number with its noun, ``1 mention`` or ``3 mentions``."""
    return f"{count} {noun}" + ("" if count == 1 else "s")


def times(count: int) -> str:
    """Return how often, ``once``, ``twice``, ``3 times`` or ``0 times``."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("analysis", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["plain"] = plain
    environment.filters["signed"] = signed
    environment.filters["clean"] = clean
    return environment
