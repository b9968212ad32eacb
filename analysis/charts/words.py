"""The words on charts: sides in their order, names of voices, texts cut to length."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.charts.style import SIDES
from analysis.tables import text_or_none
from analysis.templates import clean


def side_order(sides: Sequence[str] | None, table: pd.DataFrame, column: str) -> list[str]:
    """Return the sides in the order that gives them their colours: as told, as the table says, or as they first appear."""
    given = sides if sides is not None else table.attrs.get("sides")
    order = list(given) if given else list(dict.fromkeys(str(value) for value in table[column].dropna()))
    return order[: len(SIDES)]


def with_sides(voices: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """Return the voices with the sides of ``order`` alone; all others become None, drawn as other sources."""
    sides = [side if side in order else None for side in map(text_or_none, voices.side)]
    return voices.assign(side=pd.Series(sides, index=voices.index, dtype=object))


def left_out(sides: Sequence[str] | None, table: pd.DataFrame, column: str) -> str:
    """Name the sides for which there is no colour, as an end to a note."""
    shown = set(side_order(sides, table, column))
    rest = [side for side in dict.fromkeys(str(value) for value in table[column].dropna()) if side not in shown]
    return f" Not drawn: {', '.join(rest)}." if rest else ""


def engine_note(voices: pd.DataFrame) -> str:
    """Say, as an end to a note, that no tagger read the voices."""
    return " Rules alone found the voices, and they miss many." if "rules alone" in set(voices.get("found_by", ())) else ""


def voice_label(voice: str, side: object, order: Sequence[str]) -> str:
    """Return what the charts call a voice: Reporter, Sources: side, or Other sources."""
    if voice == "narrator":
        return "Reporter"
    return f"Sources: {side}" if text_or_none(side) in order else "Other sources"


def short(text: str, length: int) -> str:
    """Cut a text to a length in characters, spaces made single."""
    text = " ".join(clean(text).split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def wrap(text: str, width: int) -> str:
    """Break a text into lines of a width in characters."""
    import textwrap

    return "\n".join(textwrap.wrap(clean(text), width))
