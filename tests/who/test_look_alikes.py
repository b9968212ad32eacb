"""What is written like a country's name and is none: a table of kinds, each with what is a country after all."""

from __future__ import annotations

import re

import pytest
from mentioned import parsed
from timed import least_seconds

from analysis.lexicons import read_rows
from analysis.who.cast import cast_of
from analysis.who.gazetteer import countries, gazetteer
from analysis.who.look_alikes import dateline_end


def countries_of(text: str) -> list[tuple[str, str]]:
    """Return (words, side) of every country named in a text, in order."""
    actors = cast_of(parsed(text)).actors.values()
    found = [(one.start, text[one.start : one.end], actor.name) for actor in actors if actor.kind == "country" for one in actor.namings]
    return [(words, side) for _, words, side in sorted(found)]


WITHIN_A_NAME = [
    "British Columbia voted on Tuesday.",
    "New South Wales burned for a week.",
    "He studied at Georgia Tech in Atlanta.",
    "New England froze overnight, and the New England Patriots lost.",
    "The Northern Territory voted. So did Indiana.",
    "American Airlines cut 300 jobs.",
    "British Airways and Qatar Airways cancelled flights.",
    "Air France and Air India apologised to travellers.",
    "Bank of America raised fees.",
    "A ferry sank in the Irish Sea, and a second one in the English Channel.",
    "Ships met in the South China Sea.",
    "Turkish Airlines and Singapore Airlines landed late.",
    "Deutsche Bank lost its case.",
    "New Mexico sued the maker.",
    "Georgetown University closed its library.",
    "The Philippine Sea was calm.",
    "The Bank of Japan raised rates.",
    "The Sea of Japan was rough.",
    "The Belgian Waffles Company paid.",
    "U.S. Steel closed a plant.",
    "The Korean War ended.",
    "Native Americans and African Americans marched.",
    "A train left Berlin Central Station.",
    "The Panama Papers named him.",
    "Lake Victoria rose, and Lake Malawi fell.",
]  # fmt: skip
THINGS = [
    "Brazil nuts were recalled.",
    "Turkey farms lost thousands of birds.",
    "He is a bull in a China shop.",
    "Lima beans were recalled.",
    "A Panama hat lay on the bench.",
    "He smoked Havana cigars and ate French fries.",
    "A German Shepherd bit him.",
    "Turkey sandwiches, Cuban sandwiches and Brazil nuts were recalled.",
    "Chile peppers burn, and China plates break.",
]  # fmt: skip
PEOPLE = [
    "Jordan Peele made a film.",
    "Chad Smith beat the drums.",
    "Israel Adesanya won in round two.",
    "Georgia Meloni spoke on Monday.",
    "Paris Hilton sued the magazine.",
    "London Breed ran for mayor.",
    "Kenya Barris wrote it.",
    "Victoria said she would appeal.",
    "Santiago said he was tired.",
    "Sofia said she was tired.",
]  # fmt: skip
IN_CAPITALS = [
    "NEW MEXICO SUES MAKER",
    "BRITISH COLUMBIA VOTES",
    "PANAMA CANAL SHUT",
    "SOUTH CHINA SEA CALM",
    "TURKISH AIRLINES CUTS JOBS",
    "GULF OF MEXICO SPILL GROWS",
    "FIRE IN PARIS, TEXAS",
    "BANK OF AMERICA RAISES FEES",
]  # fmt: skip
TOWNS = [
    "She grew up in Paris, Texas, before the war.",
    "Fire destroyed homes in Lebanon, Ohio.",
    "Cuba, Missouri, elected a mayor.",
    "Peru, Indiana, lost its circus.",
    "Athens, Ga., was dark, and so was Rome, N.Y., on Monday.",
    "San José police arrested a man.",
    "Kingston lost the match.",
    "Nassau County sued.",
]  # fmt: skip
WORDS = ["Male suspects were held on Monday.", "Nice weather came back.", "Roman soldiers built the wall.", "CAR BOMB KILLS TWO", "A CAR WAS STOLEN"]
PLACES = [
    "The Paris suburbs burned.",
    "London streets were empty.",
    "The Beijing air was thick.",
    "Kyiv apartments went cold.",
    "Berlin weather is grey.",
]  # fmt: skip


@pytest.mark.parametrize("text", [*WITHIN_A_NAME, *THINGS, *PEOPLE, *IN_CAPITALS, *TOWNS, *WORDS, *PLACES])
def test_no_country(text: str) -> None:
    assert countries_of(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgia Foreign Minister Maka Kvirikia met them.", [("Georgia", "Georgia")]),
        ("Israel Police Commissioner Dan Regev met them.", [("Israel", "Israel")]),
        ("Chad President Karim Issa spoke.", [("Chad", "Chad")]),
        ("Paris denied it.", [("Paris", "France")]),
        ("Moscow officials denied it. The Tehran government did not.", [("Moscow", "Russia"), ("Tehran", "Iran")]),
        ("New British rules took effect.", [("British", "United Kingdom")]),
        ("New Iran talks began. New Chinese rules took effect.", [("Iran", "Iran"), ("Chinese", "China")]),
        ("OWNERS: CHINA RIPPED US OFF", [("CHINA", "China")]),
        ("GEORGIA HOLDS VOTE\nPolls closed on Monday.", [("GEORGIA", "Georgia")]),
        ("Turkish airlines lost money.", [("Turkish", "Turkey")]),
        ("Chile, Peru and Brazil agreed.", [("Chile", "Chile"), ("Peru", "Peru"), ("Brazil", "Brazil")]),
        ("French farmers blocked the road.", [("French", "France")]),
        ("CAR BOMB KILLS FIVE\nThe Central African Republic mourned. The CAR waited.",
         [("Central African Republic", "Central African Republic"), ("CAR", "Central African Republic")]),
        ("Bulgaria waited. Sofia denied it.", [("Bulgaria", "Bulgaria"), ("Sofia", "Bulgaria")]),
        ("Officials in Chile waited. Santiago said no.", [("Chile", "Chile"), ("Santiago", "Chile")]),
    ],
)  # fmt: skip
def test_a_country_after_all(text: str, expected: list[tuple[str, str]]) -> None:
    assert countries_of(text) == expected


PRONOUN = [
    "LET US IN",
    "THEY LIED TO US",
    "JOIN US",
    "GIVE US BREAD",
    "WHO WILL SAVE US?",
    "DON'T TREAD ON US",
    "TAKE US BACK",
    "THEY SOLD US OUT, SAY MINERS",
    "HELP US, FLOOD VICTIMS TELL PREMIER",
]  # fmt: skip
COUNTRY = [
    "IRAN WARNS US OVER STRIKES",
    "IRAN WARNS US",
    "RUSSIA EXPELS US ENVOY",
    "US WARNS IRAN",
    "CHINA SELLS CORN TO US",
    "MEXICO AND US SIGN DEAL",
    "TALKS BETWEEN IRAN AND US STALL",
    "PREMIER TELLS US ALLIES TO PAY",
    "CANADA HITS US WITH TARIFFS",
    "CHINA SLAPS DUTIES ON US",
    "AS US TROOPS LEAVE, FEAR GROWS",
]  # fmt: skip


@pytest.mark.parametrize(("text", "is_country"), [*((text, False) for text in PRONOUN), *((text, True) for text in COUNTRY)])
def test_us_in_capitals(text: str, is_country: bool) -> None:
    assert (("US", "United States") in countries_of(text)) == is_country


DATELINES = [
    "PARIS (AP) — ",
    "GAZA CITY, Gaza Strip (AP) — ",
    "Paris, June 3 (AP) - ",
    "Paris, June 3 - ",
    "Moscow — ",
    "Moscow - ",
    "Mexico City (Reuters) – ",
    "WASHINGTON, March 3 - ",
    "Kyiv, Ukraine (AP) — ",
    "London (dpa) -- ",
    "SAN SALVADOR, El Salvador (AP) _ ",
    "BEIRUT | ",
    "Beijing/Shanghai - ",
]  # fmt: skip


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_is_no_mention(dateline: str) -> None:
    text = f"Rain in town\n{dateline}Rain fell on Sunday."
    assert text[13 : dateline_end(text, 13)] == dateline
    assert countries_of(text) == []


@pytest.mark.parametrize(
    ("line", "side"),
    [
        ("Moscow — long an ally — waited.", "Russia"),
        ("NATO — the alliance — met.", "NATO"),
        ("HAMAS — the group in Gaza — waited.", "Hamas"),
        ("Russia - which had fired first - waited.", "Russia"),
    ],
)
def test_what_only_begins_like_a_dateline(line: str, side: str) -> None:
    assert side in {found for _, found in countries_of(f"Rain in town\n{line}")}


def test_every_longer_name_holds_a_country_and_is_none() -> None:
    longer = [row["word"] for row in read_rows("look_alikes") if row["list"] == "longer name"]
    assert [name for name in longer if name in gazetteer()] == []
    words = {word for name in gazetteer() for word in re.findall(r"\w+", name)}
    assert [name for name in longer if words.isdisjoint(re.findall(r"\w+", name))] == []
    assert len(countries()) > 200


def test_a_line_of_dashes_or_capitals_takes_no_time() -> None:
    texts = ("A" * 10_000, "PARIS, " * 10_000, "Paris " * 10_000, "A-B " * 10_000, "US " * 10_000)
    assert least_seconds(lambda: [dateline_end(text, 0) for text in texts], 1) < 1
