"""Who speaks for a side that governs, where the country itself is none: the police, or a president."""

from __future__ import annotations

import pytest
from mentioned import parsed

from analysis.who.cast import cast_of
from analysis.who.government import incumbent
from analysis.who.sides import names_by_side

_CLASH = "Police fought protesters in Kenya. Police fired gas at the protesters in Nairobi. "
_ORDER = "President Tom Hale signed the order. Hale left America on Monday. Anna Weiss, a beekeeper, sued Hale. "


def names_of(text: str, side: str) -> set[str]:
    """Return the names that a side has in a text where it and nobody else is one."""
    cast = cast_of(parsed(text))
    return set(names_by_side(cast, {side: cast.actors[side].names})[side])


FOR = [
    (_CLASH + "The Interior Ministry denied it.", "police", "Interior Ministry"),
    (_CLASH + "Interior Minister Karl Brandt denied it.", "police", "Karl Brandt"),
    (_CLASH + "The government denied it.", "police", "government"),
    (_CLASH + "The Inspector General, Karl Brandt, denied it.", "police", "Karl Brandt"),
    (_CLASH + "Detective Karl Brandt denied it.", "police", "Karl Brandt"),
    (_CLASH + "Under Secretary for Education Mr. Karl Brandt denied it.", "police", "Karl Brandt"),
    (_ORDER + "Energy Secretary Karl Brandt denied it.", "Tom Hale", "Karl Brandt"),
    (_ORDER + "The White House denied it.", "Tom Hale", "White House"),
    (_ORDER + "Assistant U.S. Attorney General Karl Brandt denied it.", "Tom Hale", "Karl Brandt"),
]
AGAINST = [
    (_CLASH + "Russia's Interior Ministry denied it.", "police", "Interior Ministry"),
    (_CLASH + "The Russian government denied it.", "police", "government"),
    (_CLASH + "Former Interior Minister Karl Brandt denied it.", "police", "Karl Brandt"),
    (_ORDER + "Ohio Secretary of State Karl Brandt denied it.", "Tom Hale", "Karl Brandt"),
    (_ORDER + "U.S. Sen. Karl Brandt denied it.", "Tom Hale", "Karl Brandt"),
    (_ORDER + "Energy Secretary Karl Brandt denied it.", "Anna Weiss", "Karl Brandt"),
    (_ORDER.replace("President", "Former President") + "The White House denied it.", "Tom Hale", "White House"),
]


@pytest.mark.parametrize(("text", "side", "name"), FOR, ids=[f"{name} for {side}" for _, side, name in FOR])
def test_who_speaks_for_those_who_govern(text: str, side: str, name: str) -> None:
    assert name in names_of(text, side)


@pytest.mark.parametrize(("text", "side", "name"), AGAINST, ids=[f"{text[-40:-11]} not for {side}" for text, side, _ in AGAINST])
def test_who_does_not(text: str, side: str, name: str) -> None:
    assert name not in names_of(text, side)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Tom Hale left America. Americans slept.", "Tom Hale"),
        ("The Hale administration left America. Tom Hale slept.", "Tom Hale"),
        ("President Tom Hale left America. President Ann Weiss slept.", None),
        ("President Tom Hale left America. The Hale administration undid what President Ann Weiss did.", "Tom Hale"),
        ("Former President Tom Hale left America.", None),
        ("President Tom Hale left America. Former President Hale slept.", None),
        ("Tom Hale left America.", None),
    ],
)
def test_who_is_president(text: str, name: str | None) -> None:
    assert incumbent(cast_of(parsed(text))) == name
