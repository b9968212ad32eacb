"""Tables of figures for the model cards and code books, each between its marks ``<!-- NAME -->`` and ``<!-- /NAME -->``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def between(figures: Mapping[str, Any]) -> str:
    """Return the interval of some figures in words."""
    return "{} to {}".format(*figures["interval"])


def markdown(lines: Sequence[Sequence[Any]]) -> str:
    """Return rows, the first of them the head, as a Markdown table."""
    return "\n".join("| " + " | ".join(map(str, cells)) + " |" for cells in [lines[0], ["---"] * len(lines[0]), *lines[1:]])


def write_between_marks(card: Path, found: Mapping[str, str]) -> None:
    """Put each text between its marks in the card; raise ValueError where they lack."""
    text = card.read_text(encoding="utf-8")
    for name, lines in found.items():
        marks = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
        if not marks.search(text):
            raise ValueError(f"{card} has no lines <!-- {name} --> and <!-- /{name} -->; put them where the figures belong")
        text = marks.sub(lambda _, lines=lines: lines + "\n", text)  # type: ignore[misc]
    card.write_text(text, encoding="utf-8")
