"""Names of the world: every name of every country leads to its one side, and a country's name within another name does not."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from mentioned import mentions_of, parsed

from analysis.lexicons import read_rows
from analysis.who.gazetteer import countries, gazetteer
from analysis.who.naming import Page, country_names
from analysis.who.sides import find_sides

MEMBERS = """
Afghanistan, Albania, Algeria, Andorra, Angola, Antigua and Barbuda, Argentina, Armenia, Australia, Austria, Azerbaijan, The Bahamas,
Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia, Bosnia and Herzegovina, Botswana, Brazil, Brunei, Bulgaria,
Burkina Faso, Burundi, Cape Verde, Cambodia, Cameroon, Canada, Central African Republic, Chad, Chile, China, Colombia, Comoros, Republic of
the Congo, Democratic Republic of the Congo, Costa Rica, Croatia, Cuba, Cyprus, Czech Republic, Denmark, Djibouti, Dominica, Dominican
Republic, East Timor, Ecuador, Egypt, El Salvador, Equatorial Guinea, Eritrea, Estonia, Eswatini, Ethiopia, Fiji, Finland, France, Gabon,
The Gambia, Georgia, Germany, Ghana, Greece, Grenada, Guatemala, Guinea, Guinea-Bissau, Guyana, Haiti, Honduras, Hungary, Iceland, India,
Indonesia, Iran, Iraq, Ireland, Israel, Italy, Ivory Coast, Jamaica, Japan, Jordan, Kazakhstan, Kenya, Kiribati, Kuwait, Kyrgyzstan, Laos,
Latvia, Lebanon, Lesotho, Liberia, Libya, Liechtenstein, Lithuania, Luxembourg, Madagascar, Malawi, Malaysia, Maldives, Mali, Malta,
Marshall Islands, Mauritania, Mauritius, Mexico, Micronesia, Moldova, Monaco, Mongolia, Montenegro, Morocco, Mozambique, Burma, Namibia,
Nauru, Nepal, Netherlands, New Zealand, Nicaragua, Niger, Nigeria, North Korea, North Macedonia, Norway, Oman, Pakistan, Palau, Panama,
Papua New Guinea, Paraguay, Peru, Philippines, Poland, Portugal, Qatar, Romania, Russia, Rwanda, Saint Kitts and Nevis, Saint Lucia, Saint
Vincent and the Grenadines, Samoa, San Marino, São Tomé and Príncipe, Saudi Arabia, Senegal, Serbia, Seychelles, Sierra Leone, Singapore,
Slovakia, Slovenia, Solomon Islands, Somalia, South Africa, South Korea, South Sudan, Spain, Sri Lanka, Sudan, Suriname, Sweden,
Switzerland, Syria, Tajikistan, Tanzania, Thailand, Togo, Tonga, Trinidad and Tobago, Tunisia, Turkey, Turkmenistan, Tuvalu, Uganda,
Ukraine, United Arab Emirates, United Kingdom, United States, Uruguay, Uzbekistan, Vanuatu, Venezuela, Vietnam, Yemen, Zambia, Zimbabwe
"""
UN = [" ".join(name.split()) for name in MEMBERS.replace("\n", " ").split(",")]
SHARED = {"Dominica", "Republic of the Congo"}
"""Countries whose people are called as those of another, larger one are."""


def test_every_member_of_the_united_nations_has_name_people_and_capital() -> None:
    kinds = defaultdict(set)
    for row in read_rows("countries"):
        kinds[row["side"]].add(row["how"])
    assert len(UN) == 193 and set(UN) <= countries()
    lacking = {name: {"name", "demonym", "capital"} - kinds[name] for name in UN}
    assert {name for name, kind in lacking.items() if kind} == SHARED


def test_no_name_has_two_sides() -> None:
    assert [name for name, times in Counter(row["name"] for row in read_rows("countries")).items() if times > 1] == []


def test_every_row_leads_to_its_side() -> None:
    rows = read_rows("countries")
    lines = [f"Then {row['name']} denied it." for row in rows]
    page = Page(parsed("\n".join(lines)))
    found = {page.parsed.sentence_at(mention.start): mention.side for mention in page.mentions(country_names())}
    starts = dict(zip(page.parsed.sentences["sentence"], page.parsed.sentences["paragraph"], strict=True))
    by_line = {starts[sentence]: side for sentence, side in found.items()}
    missed = [row["name"] for number, row in enumerate(rows, 1) if by_line.get(number) != row["side"]]
    assert missed == []


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
    assert [one.side for one in Page(parsed(text)).mentions(country_names())] == [side]


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
    assert Page(parsed(text)).mentions(country_names()) == []


def test_the_north_and_the_south_are_koreas_beside_their_names() -> None:
    text = "North Korea fired at South Korea. The North denied it. Seoul said that the South was calm."
    sides = find_sides(parsed(text), ["North Korea", "South Korea"])[0]
    assert "The North" in sides["North Korea"] and "the South" in sides["South Korea"]
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
