"""How each category of loaded words looks: its code, its line and its colour, the same in every article, chart and lesson."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.terms.lexicon import CATEGORIES, OWN_LIST


@dataclass(frozen=True)
class Look:
    """How the loaded words of a category look."""

    name: str
    code: str
    line: str
    """The kind of underline."""
    colour: int
    """The number of a colour: 1 for deeds and whose fault, 2 for who is what, 3 for praise, pity and mildness, 4 for how sure and how much."""


_LOOKS = {
    look.name: look
    for look in (
        Look("violence", "VI", "solid", 1),
        Look("blame", "BL", "wavy", 1),
        Look("deceit", "DE", "double", 1),
        Look("drama", "DR", "dashed", 1),
        Look("label", "LA", "solid", 2),
        Look("legitimacy", "LE", "wavy", 2),
        Look("territory", "TE", "double", 2),
        Look(OWN_LIST, "OW", "dashed", 2),
        Look("praise", "PR", "solid", 3),
        Look("victimhood", "VC", "wavy", 3),
        Look("euphemism", "EU", "double", 3),
        Look("intensifier", "IN", "solid", 4),
        Look("doubt", "DO", "wavy", 4),
        Look("hedge", "HE", "double", 4),
        Look("booster", "BO", "dashed", 4),
    )
}
_OTHER_CODE, _OTHER_LINE, _OTHER_COLOUR = "OT", "dashed", 3
_ORDER = (*CATEGORIES, OWN_LIST)


def look_of(category: str) -> Look:
    """Return the look of a category; one that the code book does not know gets that of all others."""
    return _LOOKS.get(category) or Look(category, _OTHER_CODE, _OTHER_LINE, _OTHER_COLOUR)


def in_order(categories: Iterable[str]) -> list[str]:
    """Return the categories there are, each once, in the order of the code book; others after them, in their own order."""
    there = dict.fromkeys(map(str, categories))
    return [category for category in _ORDER if category in there] + [category for category in there if category not in _ORDER]


def looks_of(categories: Iterable[str]) -> tuple[Look, ...]:
    """Return the looks of the categories there are, for a legend."""
    return tuple(look_of(category) for category in in_order(categories))


def meaning_of(category: str) -> str:
    """Say in a sentence what a word of a category does, as the code book has it; nothing of one that it does not know."""
    meaning = CATEGORIES.get(category)
    if meaning is None:
        return "It is on your own word list." if category == OWN_LIST else ""
    return f"Such a word {meaning}."
