"""Who the story is about: sides found and given."""

from __future__ import annotations

from typing import Any

import pytest
from mentioned import SEED, mentions_of, parsed

from analysis.reading.article import read_article
from analysis.reading.parse import parse
from analysis.who.sides import SidesError, find_sides

# ---------------------------------------------------------------------------------------------------------- sides found

STORIES: dict[str, tuple[str, list[str], list[str]]] = {
    # kind of story: text, sides that must be found, sides that must not
    "war": (
        "Russia launched 40 drones at Ukraine overnight, Ukrainian officials said on Sunday.\n"
        "Ukraine shot down 31 of them. Moscow did not comment.\n"
        "The Kremlin has repeatedly denied that it targets civilians.\n"
        "Kyiv urged its allies to send more air defences. Russia called the request a threat.",
        ["Russia", "Ukraine"],
        ["United States"],
    ),
    "ceasefire talks": (
        "Israel and Hamas edged closer to a ceasefire on Wednesday, mediators said.\n"
        "Israel said it would not accept a deal that left Hamas in power.\n"
        "Hamas said it wanted guarantees that Israel would leave.\n"
        "Palestinians said they had lost hope. Palestinian leaders blamed the Israeli army.",
        ["Israel", "Hamas"],
        [],
    ),
    "election at home": (
        "Donald Trump attacked Hillary Clinton on Monday over her taxes. Clinton laughed.\n"
        "The Republican said America was tired of Mrs. Clinton. She told voters in Ohio that Mr. Trump was afraid.\n"
        "Trump said the United States needed a new start. Bill Clinton campaigned for his wife in Washington.\n"
        "Clinton leads Trump by two points, the Washington Post reported.",
        ["Donald Trump", "Hillary Clinton"],
        ["United States", "Bill Clinton", "Washington Post"],
    ),
    "parties": (
        "Democrats blocked the bill on Tuesday. Republicans said the vote was a disgrace.\n"
        "The Democrats want more money for schools. Republicans want none.\n"
        "One Republican crossed the aisle. Democrats cheered him.",
        ["Democrats", "Republicans"],
        [],
    ),
    "strike": (
        "Rail workers walked out on Tuesday after talks between the union and the company broke down.\n"
        "The union said its members had no choice. The company called the strike reckless.\n"
        "Workers stood outside the depot in London. Management sent them home.\n"
        "The union wants five per cent. The company has offered two.",
        ["union", "company"],
        ["United Kingdom"],
    ),
    "protest": (
        "Police fired tear gas at protesters in the capital on Saturday.\n"
        "Demonstrators threw stones, police said. Protesters accused officers of brutality.\n"
        "Forty protesters were arrested. Twelve police officers were hurt.",
        ["police", "protesters"],
        [],
    ),
    "company": (
        "Brightwave Inc. fired its chief executive, Alan Voss, on Monday.\n"
        "Voss denied that he had lied. Brightwave said that Voss had hidden its losses.\n"
        "The company will sue, Brightwave said. Mr. Voss has hired a lawyer.",
        ["Brightwave Inc.", "Alan Voss"],
        [],
    ),
    "country as a scene": (
        "Anna Weiss and Mark Denton met in Germany on Monday. Weiss won the debate. Denton lost it.\n"
        "Germany was cold. Weiss spoke in Berlin, and Denton in Paris. Weiss thanked Denton.",
        ["Anna Weiss", "Mark Denton"],
        ["Germany", "France"],
    ),
    "outlets": (
        "Ruth Calloway leads Mark Denton, CNN reported on Monday. Calloway told Reuters that she was glad.\n"
        "Denton told CNN that he would win. Calloway and Denton meet on Friday, Reuters said.",
        ["Ruth Calloway", "Mark Denton"],
        ["CNN", "Reuters"],
    ),
    "capitals only": (
        "Baku accused Yerevan of shelling a village. Yerevan denied it.\nBaku said two men had died. Yerevan said none had.",
        ["Azerbaijan", "Armenia"],
        [],
    ),
}


@pytest.mark.parametrize("story", STORIES, ids=list(STORIES))
def test_sides_found(story: str) -> None:
    text, wanted, unwanted = STORIES[story]
    sides, warnings = find_sides(parsed(text))
    assert set(wanted) <= set(sides)
    assert not set(unwanted) & set(sides)
    assert len(sides) <= 4
    assert warnings == []


def test_the_seed_is_about_armenia_and_azerbaijan() -> None:
    sides, warnings = find_sides(parse(read_article(SEED)))
    assert set(sides) == {"Armenia", "Azerbaijan"}
    assert sides["Azerbaijan"]["Baku"] == "capital"
    assert warnings == []


def test_no_sides_is_said_with_the_remedy() -> None:
    sides, warnings = find_sides(parsed("Rain fell. The wind rose. It was cold."))
    assert sides == {}
    assert len(warnings) == 1
    assert "--sides" in warnings[0]


def test_the_outlet_is_no_side() -> None:
    text = "Acme Watch met Anna Weiss. Anna Weiss praised Mark Denton. Acme Watch saw Denton. Denton thanked Weiss."
    assert "Acme Watch" not in find_sides(parsed(text, outlet="Acme Watch"))[0]


def test_a_headline_in_title_case_teaches_no_names() -> None:
    text = "Angry Denton Slams Calloway Over Schools\nMark Denton met Ruth Calloway. Denton said Calloway was wrong. Calloway said Denton was late."
    assert set(find_sides(parsed(text))[0]) == {"Mark Denton", "Ruth Calloway"}


def test_a_name_shortened() -> None:
    text = "The National Rail Union (NRU) met Northline. The NRU said no. The union left the talks. Northline blamed the union."
    sides = find_sides(parsed(text))[0]
    assert {"NRU", "union"} <= set(sides["National Rail Union"])
    sides = find_sides(parsed(STORIES["company"][0]))[0]
    assert {"Brightwave", "company"} <= set(sides["Brightwave Inc."])


# ---------------------------------------------------------------------------------------------------------- sides given


def test_given_sides_keep_their_order_and_bring_a_countrys_names() -> None:
    text = "Yerevan denied it. The Azeris insisted. The separatists waited."
    sides, warnings = find_sides(parsed(text), {"the north": ["separatists"], "Armenia": [], "Azerbaijan": ("Azeris",)})
    assert list(sides) == ["the north", "Armenia", "Azerbaijan"]
    assert sides["the north"] == {"the north": "name", "separatists": "given"}
    assert sides["Armenia"]["Yerevan"] == "capital"
    assert warnings == []
    assert mentions_of(text, {"the north": ["separatists"], "Armenia": [], "Azerbaijan": []}) == [
        ("Yerevan", "Armenia"),
        ("Azeris", "Azerbaijan"),
        ("separatists", "the north"),
    ]


@pytest.mark.parametrize("given", [["Armenia", "Azerbaijan"], '["Armenia", "Azerbaijan"]', '{"Armenia": ["Yerevan"], "Azerbaijan": "Baku"}'])
def test_a_list_or_json_will_do(given: Any) -> None:
    assert list(find_sides(parsed("Armenia met Azerbaijan."), given)[0]) == ["Armenia", "Azerbaijan"]


def test_a_person_given_by_last_name_is_found_by_full_name_and_not_in_others() -> None:
    text = "Hillary Clinton met Donald Trump. Clinton smiled; Bill Clinton did not. Trump left."
    assert mentions_of(text, ["Clinton", "Trump"]) == [
        ("Hillary Clinton", "Clinton"),
        ("Donald Trump", "Trump"),
        ("Clinton", "Clinton"),
        ("Trump", "Trump"),
    ]


def test_people_may_be_given_to_a_side() -> None:
    text = "Maria Hollis met the press. Hollis said she was glad. The union cheered."
    assert mentions_of(text, {"union": ["Hollis"]}) == [("Maria Hollis", "union"), ("Hollis", "union"), ("she", "union"), ("union", "union")]


def test_a_name_that_is_given_to_one_side_is_not_added_to_another() -> None:
    text = "All of Merrowick cheered. The Merrowick Fishing Association stayed away. We owe it to Merrowick, the association said."
    alone, _ = find_sides(parsed(text), {"Merrowick Fishing Association": ["association"]})
    assert "Merrowick" in alone["Merrowick Fishing Association"], "the town's name passes for a short name of the association"
    sides, _ = find_sides(parsed(text), {"Merrowick Fishing Association": ["association"], "the town": ["Merrowick"]})
    assert "Merrowick" not in sides["Merrowick Fishing Association"] and "Merrowick" in sides["the town"]


def test_a_side_that_is_not_named_is_warned_of() -> None:
    sides, warnings = find_sides(parsed("Armenia waited."), ["Armenia", "Georgia"])
    assert list(sides) == ["Armenia", "Georgia"]
    assert warnings == ["sides: Georgia is not named in the article"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("Armenia", ("'Armenia'", "dict", "list")),
        ("{Armenia}", ("not readable JSON", "dict")),
        ({}, ("empty", "None")),
        ([], ("empty",)),
        (7, ("7", "dict")),
        ({"Armenia": [""]}, ("Armenia", "non-empty")),
        ({"": ["x"]}, ("non-empty",)),
        ({"Armenia": None}, ("Armenia", "None", "non-empty")),
        ({"Armenia": [3]}, ("Armenia", "3")),
        ([None], ("None", "non-empty")),
        ({"A": ["Baku"], "B": ["Baku"]}, ("'Baku'", "'A'", "'B'", "one of them")),
        (["Atlantis"], ("Atlantis", "as they are in the text")),
        (["Armenia", "Fox News"], ("Fox News", "outlet")),
        (["Armenia", "Acme Watch"], ("Acme Watch", "outlet")),
    ],
)
def test_wrong_sides_are_refused(given: Any, words: tuple[str, ...]) -> None:
    with pytest.raises(SidesError) as error:
        find_sides(parsed("Armenia waited in Baku.", outlet="Acme Watch"), given)
    for word in words:
        assert word in str(error.value)
