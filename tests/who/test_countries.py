"""Every name of the world leads to its side, and what only looks like one leads nowhere."""

from __future__ import annotations

from collections import defaultdict

import pytest
from mentioned import mentions_of, parsed

from analysis.lexicons import read_rows
from analysis.who.countries import countries_in
from analysis.who.entities import telling_ents
from analysis.who.gazetteer import depending, gazetteer
from analysis.who.naming import Page
from analysis.who.people import full_names
from analysis.who.sides import find_sides

ROWS = read_rows("countries")
DRC = "Democratic Republic of the Congo"


def named(text: str) -> list[tuple[str, str]]:
    """Return (words, side) of every country named in a text."""
    article = parsed(text)
    page, ents = Page(article), telling_ents(article)
    return [(text[m.start : m.end], m.side) for m in page.mentions(countries_in(page, ents, full_names(ents)))]


def sentence(name: str, how: str) -> str:
    """Return a sentence in which a name of this kind means its side."""
    if how == "demonym":
        return f"The {name} said so on Monday." if name.endswith(("s", "men")) else f"The {name} government said so on Monday."
    return f"The {name} said so on Monday." if how in ("direction", "parliament", "forces") else f"{name} said so on Monday."


def test_every_row_leads_to_its_side() -> None:
    by_side = defaultdict(list)
    for row in ROWS:
        if row["name"] not in depending():
            by_side[row["side"]].append(row)
    sure = {side: min((row["name"] for row in rows if row["how"] == "name"), key=lambda name: name != side) for side, rows in by_side.items()}
    wrong = []
    for side, rows in by_side.items():
        found = named("\n".join(sentence(row["name"], row["how"]) for row in rows))
        wrong += [(row["name"], side, found) for row in rows if (row["name"], side) not in found]
    for name, meanings in depending().items():
        for meaning in meanings:
            beside = f"It had met {sure[meaning.beside[0]]} in May." if meaning.beside else "It was late."
            bare = name.split()[-1] if meaning.how == "direction" else name
            found = named(f"Nobody slept.\n{sentence(bare, meaning.how)}\n{beside}")
            words = f"The {bare}" if meaning.how == "direction" else name
            wrong += [] if (words, meaning.side) in found else [(name, meaning.side, found)]
    assert [(name, side) for name, side, _ in wrong] == []


MEANT: list[tuple[str, list[tuple[str, str]]]] = [
    # accents, apostrophes, old and new spellings
    ("N’Djamena and Bogota agreed.", [("N’Djamena", "Chad"), ("Bogota", "Colombia")]),
    ("Ivorians sang in Côte d’Ivoire.", [("Ivorians", "Ivory Coast"), ("Côte d’Ivoire", "Ivory Coast")]),
    ("Cote d'Ivoire won.", [("Cote d'Ivoire", "Ivory Coast")]),
    ("Kiev was the old name, and Kyiv insisted.", [("Kiev", "Ukraine"), ("Kyiv", "Ukraine")]),
    ("Burma became Myanmar. Swaziland voted.", [("Burma", "Myanmar"), ("Myanmar", "Myanmar"), ("Swaziland", "Eswatini")]),
    # peoples and today's owners of a name
    ("A Filipino met Philippine troops.", [("Filipino", "Philippines"), ("Philippine", "Philippines")]),
    ("Ecuadorian and Nepali miners struck.", [("Ecuadorian", "Ecuador"), ("Nepali", "Nepal")]),
    ("Belgrade denied it. Serbian and Montenegrin deputies left.", [("Belgrade", "Serbia"), ("Serbian", "Serbia"), ("Montenegrin", "Montenegro")]),
    ("Skopje insisted. Macedonian farmers left.", [("Skopje", "North Macedonia"), ("Macedonian", "North Macedonia")]),
    ("The Soviet army left East Germany.", [("Soviet", "Soviet Union"), ("East Germany", "East Germany")]),
    # bodies of a country, and whose they are
    ("The IDF fired. The Israel Defense Forces denied it.", [("IDF", "Israel"), ("Israel Defense Forces", "Israel")]),
    ("The Duma met, and the Knesset voted.", [("Duma", "Russia"), ("Knesset", "Israel")]),
    ("The Foreign Office waited. The German Foreign Office did not.", [("Foreign Office", "United Kingdom"), ("German", "Germany")]),
    # two of one name
    ("Democratic Republic of Congo: Congolese men fled.", [("Democratic Republic of Congo", DRC), ("Congolese", DRC)]),
    ("Congo waited. The Republic of Congo voted.", [("Congo", "Republic of the Congo"), ("Republic of Congo", "Republic of the Congo")]),
    ("Congo waited. Kinshasa denied it. Brazzaville did not.", [("Congo", DRC), ("Kinshasa", DRC), ("Brazzaville", "Republic of the Congo")]),
    ("Dominica voted. Dominican shops closed.", [("Dominica", "Dominica"), ("Dominican", "Dominica")]),
    ("The Dominican Republic voted. Dominican shops closed.", [("Dominican Republic", "Dominican Republic"), ("Dominican", "Dominican Republic")]),
    ("Niger met Nigeria. Nigerien troops left.", [("Niger", "Niger"), ("Nigeria", "Nigeria"), ("Nigerien", "Niger")]),
    ("Guinea met Guinea-Bissau.", [("Guinea", "Guinea"), ("Guinea-Bissau", "Guinea-Bissau")]),
    ("Equatorial Guinea met Papua New Guinea.", [("Equatorial Guinea", "Equatorial Guinea"), ("Papua New Guinea", "Papua New Guinea")]),
    ("Sudan met South Sudan. South Sudanese men left.", [("Sudan", "Sudan"), ("South Sudan", "South Sudan"), ("South Sudanese", "South Sudan")]),
    ("Ireland met Northern Ireland.", [("Ireland", "Ireland"), ("Northern Ireland", "Northern Ireland")]),
    ("Brussels waited. The European Union voted.", [("Brussels", "European Union"), ("European Union", "European Union")]),
    ("Brussels waited. Belgian farmers wept.", [("Brussels", "Belgium"), ("Belgian", "Belgium")]),
    # Korea, and only where the article is about it
    ("Seoul waited. Korean ships left.", [("Seoul", "South Korea"), ("Korean", "South Korea")]),
    ("North Korea and South Korea met. Koreans wept.", [("North Korea", "North Korea"), ("South Korea", "South Korea")]),
    ("Shells fall on South\nSeoul waited.", [("South", "South Korea"), ("Seoul", "South Korea")]),
    ("Shells fell.\nPyongyang waited. The North’s army did not.", [("Pyongyang", "North Korea"), ("The North", "North Korea")]),
    ("Pyongyang drilled in the north. Fog hung over the South Pacific.", [("Pyongyang", "North Korea")]),
    ("The South rejected him. The North had won the war.", []),
    # short forms that are also something else
    ("Cars burned. The CAR was late.", []),
    ("Bangui waited. The CAR was calm.", [("Bangui", "Central African Republic"), ("CAR", "Central African Republic")]),
    ("Hamilton won the race. Kingston came second, and Victoria wept.", []),
    ("Jamaica lost. Kingston denied it.", [("Jamaica", "Jamaica"), ("Kingston", "Jamaica")]),
    ("Male nurses struck. Reunion shows sold out.", []),
    # parts of other names
    ("The Bank of America and the Bank of England met at Georgia Tech.", []),
    ("Ships crossed the South China Sea, the Indian Ocean. They passed the Panama Canal.", []),
    ("American Airlines, Turkish Airlines and Air France cut jobs in New Mexico.", []),
    ("Oil leaked in the Niger Delta, the Gulf of Mexico and Lake Chad.", []),
    ("Heard and McDonald Islands have no people. Kansas City has many.", []),
    ("The University of Georgia and Washington State University closed.", []),
    ("The Paris agreement took effect. The Vienna Convention did not.", []),
    ("He moved from Paris, Texas, to Athens, Ga., and to Lebanon, Pennsylvania.", []),
    ("New Russian rules took effect.", [("Russian", "Russia")]),
    # datelines
    ("Rain in town\nPARIS (Reuters) - Rain fell.", []),
    ("Rain in town\nWASHINGTON, March 3 - Rain fell.", []),
    ("Rain in town\nSEOUL, South Korea (AP) — Rain fell.", []),
    ("Rain in town\nSINGAPORE: Rain fell.", []),
    ("Rain in town\nLondon (dpa) - Rain fell.", []),
    ("NATO — the alliance — met.", [("NATO", "NATO")]),
    # people
    ("Tom Jordan spoke. Critics attacked Jordan. Jordan laughed.", []),
    ("Rep. Jordan spoke. Jordan laughed.", []),
    ("“Jordan waits,” said the Judge. Jordan waited.", [("Jordan", "Jordan"), ("Jordan", "Jordan")]),
    ("Jack London wrote. Critics liked London.", []),
    ("Thomas Mann wrote. Mann was tired.", []),
    ("Michael Jordan flew to Amman. Fans in Jordan sang. Jordan waited.", [("Jordan", "Jordan"), ("Jordan", "Jordan")]),
    # other meanings
    ("Turkey was dear before Thanksgiving.", []),
    ("Turkey waited. Turkish jets flew before Thanksgiving.", [("Turkey", "Turkey"), ("Turkish", "Turkey")]),
    ("The china broke.", []),
    ("Kemp won Georgia. Republicans cheered in Atlanta.", []),
    ("Georgia waited. Tbilisi denied it.", [("Georgia", "Georgia"), ("Tbilisi", "Georgia")]),
    ("Fog closed the airport in Tbilisi, Georgia.", [("Georgia", "Georgia")]),
    ("She wrote it in English and speaks Russian. Spanish-speaking voters left.", []),
    ("English fans met Russian fans.", [("English", "United Kingdom"), ("Russian", "Russia")]),
    # "us" in capitals
    ("THEY STOLE FROM US", []),
    ("“LEAVE US ALONE,” a sign read.", []),
    ("US TROOPS LEAVE AS US CUTS AID", [("US", "United States"), ("US", "United States")]),
    ("IRAN BLAMES THE US", [("IRAN", "Iran"), ("US", "United States")]),
    ("The US waited. US GDP fell.", [("US", "United States"), ("US", "United States")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MEANT, ids=[text[:40] for text, _ in MEANT])
def test_countries_named(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


STORIES: list[tuple[str, set[str]]] = [
    ("Tom Jordan attacked the Democrats on Monday. Jordan said Democrats had lied. Democrats blamed Jordan.", {"Tom Jordan", "Democrats"}),
    ("Brian London fought Joe Paris. London said Paris was weak. Paris laughed at London.", {"Brian London", "Joe Paris"}),
    ("Leo Marsh sued Clara Heard. Heard said Marsh had lied. Marsh blamed Heard.", {"Leo Marsh", "Clara Heard"}),
    ("Serbia accused Kosovo of an attack. Belgrade recalled its envoy. Kosovo denied it. Serbian troops waited.", {"Serbia", "Kosovo"}),
    ("Manila protested. The Philippine navy said China had rammed a boat. Chinese officials blamed Philippine sailors.", {"Philippines", "China"}),
    ("Rwanda attacked the Democratic Republic of Congo. The DRC fired back. Congolese troops shelled Rwanda.",
     {"Rwanda", DRC}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STORIES, ids=[text[:40] for text, _ in STORIES])
def test_sides_of_a_story(text: str, expected: set[str]) -> None:
    assert set(find_sides(parsed(text))[0]) == expected


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("South Sudan met Sudan.", ["Sudan"], [("Sudan", "Sudan")]),
        ("The People's Republic of China met Taiwan.", ["Taiwan"], [("Taiwan", "Taiwan")]),
        ("American Samoa met Samoa.", ["Samoa"], [("Samoa", "Samoa")]),
        ("Tom Jordan spoke. Jordan left.", ["Jordan"], [("Tom Jordan", "Jordan"), ("Jordan", "Jordan")]),
    ],
)
def test_sides_given_are_not_found_in_longer_names(text: str, given: list[str], expected: list[tuple[str, str]]) -> None:
    assert mentions_of(text, given) == expected


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Côte d’Ivoire denied it.", "Ivory Coast"),
        ("Cote d'Ivoire denied it.", "Ivory Coast"),
        ("Chisinau denied it.", "Moldova"),
        ("Bogota denied it.", "Colombia"),
        ("The Philippine navy denied it.", "Philippines"),
        ("Belgrade denied it.", "Serbia"),
        ("Skopje denied it.", "North Macedonia"),
        ("The Democratic Republic of Congo denied it.", "Democratic Republic of the Congo"),
        ("The IDF denied it.", "Israel"),
        ("The Nepali army denied it.", "Nepal"),
        ("US TROOPS LEFT THE CITY", "United States"),
    ],
)
def test_a_name_of_a_country(text: str, side: str) -> None:
    assert [one for _, one in named(text)] == [side]


@pytest.mark.parametrize(
    "text",
    [
        "He crossed the South China Sea.",
        "The Bank of England raised rates.",
        "He studied at Georgia Tech.",
        "The Panama Canal was shut.",
        "They met on the Gulf of Mexico.",
        "Turkish Airlines cancelled flights.",
        "He flew with Air France.",
        "Oil spilled in the Niger Delta.",
        "They live in New Mexico.",
        "PARIS (Wire) - The talks failed.",
        "THEY LIED TO US, FAMILIES SAY",
        "“GIVE US OUR JOBS BACK,” they sang.",
    ],
)
def test_no_country_within_another_name(text: str) -> None:
    assert named(text) == []


def test_the_north_and_the_south_are_koreas_beside_their_names() -> None:
    text = "North Korea fired at South Korea. The North denied it. Seoul said that the South was calm."
    sides = find_sides(parsed(text), ["North Korea", "South Korea"])[0]
    assert "The North" in sides["North Korea"]
    assert ("The North", "North Korea") in mentions_of(text, ["North Korea", "South Korea"])
    assert "The North" not in gazetteer()


@pytest.mark.parametrize(("name", "surname"), [("Ann Jordan", "Jordan"), ("Chad Ellis", "Ellis"), ("Tom Mann", "Mann")])
def test_people_are_no_countries(name: str, surname: str) -> None:
    text = (
        f"{name} sued the mayor, Lena Vogt, on Monday. {surname} said Vogt had lied.\nVogt said {surname} was wrong. "
        f"Vogt laughed at {surname}, and {surname} left the room. {surname} will appeal, and Vogt will wait."
    )
    sides = find_sides(parsed(text))[0]
    assert set(sides) == {name, "Lena Vogt"}
