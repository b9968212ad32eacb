"""For whom somebody speaks, and for whom not: a table of invented sentences, negatives included."""

from __future__ import annotations

import pytest
from mentioned import parsed

from analysis.who.camps import camps_in
from analysis.who.cast import cast_of


def tied(text: str, name: str) -> set[str]:
    """Return for whom an actor speaks."""
    actors = cast_of(parsed(text)).actors
    return {tie.to for tie in actors[name].ties} if name in actors else set()


FOR: list[tuple[str, str, str]] = [
    ("Armenian spokesman Karl Brandt said no.", "Karl Brandt", "Armenia"),
    ("Karl Brandt, a spokesman for Armenia, said no.", "Karl Brandt", "Armenia"),
    ("Hamas spokesman Karl Brandt said no.", "Karl Brandt", "Hamas"),
    ("Democrats met. Sen. Lucy Hale, D-Vt., said no.", "Lucy Hale", "Democrats"),
    ("Republicans met. Sen. Tom Brandt (R-Texas) said no.", "Tom Brandt", "Republicans"),
    ("Tom Brandt, a Republican, said no.", "Tom Brandt", "Republicans"),
    ("Anna Weiss spoke. Anna Weiss's lawyer, Karl Brandt, said no.", "Karl Brandt", "Anna Weiss"),
    ("Prosecutor Karl Brandt said no. The prosecutors left.", "Karl Brandt", "prosecutors"),
    ("Anna Weiss spoke. Weiss campaign manager Karl Brandt said no.", "Karl Brandt", "Anna Weiss"),
]


@pytest.mark.parametrize(("text", "name", "whom"), FOR, ids=[text[:50] for text, _, _ in FOR])
def test_who_speaks_for_whom(text: str, name: str, whom: str) -> None:
    assert whom in tied(text, name)


AGAINST = [
    "Armenia's critic Karl Brandt said no.",
    "Karl Brandt, an opponent of Armenia, said no.",
    "Karl Brandt, an expert on Armenia, said no.",
    "Karl Brandt, a victim of Armenia, said no.",
    "Armenian historian Karl Brandt said no.",
    "U.S. District Judge Karl Brandt said no.",
    "Karl Brandt, envoy to Armenia, said no.",
    "The anti-Armenia spokesman Karl Brandt said no.",
    "Armenia and spokesman Karl Brandt said no.",
]


@pytest.mark.parametrize("text", AGAINST)
def test_against_is_not_for(text: str) -> None:
    assert tied(text, "Karl Brandt") == set()


CAMPS = [
    ("Asylum seekers crossed. Police stopped the asylum seekers. Asylum seekers sang.", "asylum seekers"),
    ("The judge met environmental groups. Then environmental groups sued. The mayor called environmental groups liars.", "environmental groups"),
    ("The hackers left. The mayor blamed hackers. Later hackers returned.", "hackers"),
]


@pytest.mark.parametrize(("text", "camp"), CAMPS)
def test_a_group_that_acts_is_an_actor(text: str, camp: str) -> None:
    assert camps_in(parsed(text))[camp][0] in (camp, "migrants")


@pytest.mark.parametrize(
    "text", ["The experts left. The mayor heard experts. Later experts returned.", "The dollars went. He lost dollars. She took dollars."]
)
def test_onlookers_and_things_are_no_camp(text: str) -> None:
    assert not {"experts", "dollars"} & set(camps_in(parsed(text)))
