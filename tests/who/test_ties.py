"""For whom somebody speaks, and for whom not: a table of invented sentences, negatives included."""

from __future__ import annotations

import pytest
from mentioned import parsed

from analysis.who.camps import camps_in
from analysis.who.cast import cast_of


def names_of(text: str, side: str) -> set[str]:
    """Return the names of an actor."""
    actors = cast_of(parsed(text)).actors
    return set(actors[side].names) if side in actors else set()


SHORT = [
    ("The Church of Scientology sued. In a letter, the Church denied it.", "Church of Scientology", "Church"),
    ("The Bank of Ruritania met on Monday. The Bank denied it.", "Bank of Ruritania", "Bank"),
]


@pytest.mark.parametrize(("text", "side", "short"), SHORT)
def test_the_first_word_of_a_body_stands_for_it(text: str, side: str, short: str) -> None:
    assert short in names_of(text, side)


def test_a_title_is_no_part_of_a_name() -> None:
    actors = cast_of(parsed("Superintendent Karl Brandt spoke. Karl Brandt left. Bishop Anna Weiss stayed. Later Anna Weiss slept.")).actors
    assert {"Karl Brandt", "Anna Weiss"} == {name for name in actors if "Brandt" in name or "Weiss" in name}


LONG = [
    ("The Church of Scientology sued the Church of England. The Church denied it.", "Church of Scientology", "Church"),
    ("The Church of Scientology sued. The church denied it.", "Church of Scientology", "Church"),
    ("The Church of Scientology sued. The Church Council denied it.", "Church of Scientology", "Church"),
    ("The Democratic National Committee met. Josh Hart, a top Democratic adviser, left.", "Democratic National Committee", "Democratic"),
]


@pytest.mark.parametrize(("text", "side", "short"), LONG)
def test_the_first_word_of_a_body_stands_for_something_else(text: str, side: str, short: str) -> None:
    assert short not in names_of(text, side)


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
    ("Karl Brandt, the minister of defence of Chile, said no.", "Karl Brandt", "Chile"),
    ("The minister of the interior of Peru, Karl Brandt, said no.", "Karl Brandt", "Peru"),
    ("Lena Vogt, a spokeswoman for the Kenyan army, said no.", "Lena Vogt", "Kenya"),
    ("Kenyan army spokesman Karl Brandt said no.", "Karl Brandt", "Kenya"),
    ("Karl Brandt is a spokesman for the army of Ghana.", "Karl Brandt", "Ghana"),
    ("Anna Weiss spoke. Karl Brandt, an attorney representing Anna Weiss, said no.", "Karl Brandt", "Anna Weiss"),
    ("Anna Weiss spoke. Karl Brandt, who represents Weiss, said no.", "Karl Brandt", "Anna Weiss"),
    ("The tenants sued. Karl Brandt, a lawyer representing the tenants, said no.", "Karl Brandt", "tenants"),
    ("Democrats met. Karl Brandt, a Democrat, said no.", "Karl Brandt", "Democrats"),
    ("Anna Weiss spoke. Karl Brandt, who has endorsed Weiss, said no.", "Karl Brandt", "Anna Weiss"),
    ("Anna Weiss spoke. Karl Brandt, a broker who is loyal to Weiss, said no.", "Karl Brandt", "Anna Weiss"),
    ("America waits. Energy Secretary Karl Brandt said no to Americans.", "Karl Brandt", "United States"),
    ("America waits. Acting Under Secretary of State Karl Brandt said no to Americans.", "Karl Brandt", "United States"),
    ("America waits. Deputy U.S. Attorney General Karl Brandt said no to Americans.", "Karl Brandt", "United States"),
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
    "Karl Brandt, a former Democrat, said no to Democrats.",
    "Karl Brandt, a former spokesman for Armenia, said no.",
    "Former Armenian minister Karl Brandt said no.",
    "Karl Brandt, an ex-minister of Armenia, said no.",
    "Karl Brandt, once represented by Armenia, said no.",
    "Karl Brandt, a lawyer who does not represent Armenia, said no.",
    "Karl Brandt, a spokesman for victims of Armenia, said no.",
    "Karl Brandt, a competitor of Armenia, said no.",
    "America waits. Ohio Secretary of State Karl Brandt said no to Americans.",
    "America waits. Former Energy Secretary Karl Brandt said no to Americans.",
    "America waits. Attorney General Karl Brandt said no to Americans.",
    "America waits. Club Secretary Karl Brandt said no to Americans.",
    "Anna Weiss spoke. Karl Brandt, who has not endorsed Weiss, said no.",
    "Anna Weiss spoke. Karl Brandt, who is no friend of Weiss, said no.",
]


@pytest.mark.parametrize("text", AGAINST)
def test_against_is_not_for(text: str) -> None:
    assert tied(text, "Karl Brandt") == set()


CAMPS = [
    ("Asylum seekers crossed. Police stopped the asylum seekers. Asylum seekers sang.", "asylum seekers"),
    ("The judge met environmental groups. Then environmental groups sued. The mayor called environmental groups liars.", "environmental groups"),
    ("The hackers left. The mayor blamed hackers. Later hackers returned.", "hackers"),
    ("Environmental groups sued. Then environmental groups went home.", "environmental groups"),
    ("Hackers left. Hackers returned.", "hackers"),
    ("Landlords and tenants met. Squatters cheered the mayor. Squatters stayed.", "squatters"),
    ("Beekeepers sued. The state fined beekeepers.", "beekeepers"),
    ("Truck drivers blocked the road. Police removed the truck drivers.", "truck drivers"),
]


@pytest.mark.parametrize(("text", "camp"), CAMPS)
def test_a_group_that_acts_is_an_actor(text: str, camp: str) -> None:
    assert camps_in(parsed(text))[camp][0] in (camp, "migrants")


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("The experts left. The mayor heard experts. Later experts returned.", {"experts"}),
        ("The dollars went. He lost dollars. She took dollars.", {"dollars"}),
        ("Containers fell. The wave broke containers.", {"containers"}),
        ("Computers failed. He sold computers.", {"computers"}),
        ("The trailers burned. He bought trailers.", {"trailers"}),
        ("Banners hung from the wall. They tore banners.", {"banners"}),
        ("Glaciers melt. The heat shrinks glaciers.", {"glaciers"}),
        ("The reactors stopped. Japan shut reactors.", {"reactors"}),
        ("Helicopters circled. The army lost helicopters.", {"helicopters"}),
        ("Tumours grow. Drugs shrink tumours.", {"tumours"}),
        ("Committees met. He chairs committees.", {"committees"}),
        ("Boosters work. Doctors gave boosters.", {"boosters"}),
    ],
)
def test_onlookers_and_things_are_no_camp(text: str, nouns: set[str]) -> None:
    assert not nouns & set(camps_in(parsed(text)))
