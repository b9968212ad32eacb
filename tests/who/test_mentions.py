"""Every mention of the sides, with its evidence."""

from __future__ import annotations

import pandas as pd
import pytest
from mentioned import SEED, A, B, either_side, how_of, mentions_of, parsed

from analysis.reading.article import read_article
from analysis.reading.parse import parse
from analysis.who.mentions import find_mentions
from analysis.who.sides import Sides, find_sides

MENTIONS: list[tuple[str, list[tuple[str, str]]]] = [
    ("Armenian troops met Azerbaijan’s envoy.", [("Armenian", A), ("Azerbaijan", B)]),
    ("ARMENIA ACCUSES BAKU", [("ARMENIA", A), ("BAKU", B)]),
    ("Armenians fled.", [("Armenians", A)]),
    # capitals: a government, or only a place
    ("Baku denied it, and Yerevan insisted.", [("Baku", B), ("Yerevan", A)]),
    ("Armenia met them in Baku.", [("Armenia", A)]),
    ("YEREVAN — Armenia waited.", [("Armenia", A)]),
    # bodies
    (
        "Azerbaijan's Defense Ministry said no. The ministry left.",
        [("Azerbaijan", B), ("The ministry", B)],
    ),
    ("The leaders of this country (Armenia) left.", [("this country", A), ("Armenia", A)]),
    ("Armenia's ministry spoke. The Italian ministry left.", [("Armenia", A)]),
    ("Armenia waited. In Baku, the foreign ministry said no.", [("Armenia", A), ("the foreign ministry", B)]),
    # pronouns
    ("Armenia said it had lost its tanks.", [("Armenia", A), ("it", A), ("its", A)]),
    ("Azerbaijan waited. It left.", [("Azerbaijan", B), ("It", B)]),
    (
        "Armenia said Azerbaijan shelled its positions.",
        [("Armenia", A), ("Azerbaijan", B), ("its", A)],
    ),
    ("Armenia waited. It is clear that nobody won.", [("Armenia", A)]),
    ("It rained in Armenia.", [("Armenia", A)]),
    ("Armenia and Azerbaijan said they were ready.", [("Armenia", A), ("Azerbaijan", B)]),
    ("The rival of Armenia said it was ready.", [("Armenia", A)]),
    # we, they in a quote
    ("“We are ready,” Armenia said.", [("We", A), ("Armenia", A)]),
    (
        "“Armenia sends troops here,” Azerbaijan said. “They want a war.”",
        [("Armenia", A), ("Azerbaijan", B), ("They", A)],
    ),
    # people with a title of their side
    (
        "Armenian Prime Minister Nikol Pashinyan spoke. Pashinyan said he was ready.",
        [("Armenian", A), ("Nikol Pashinyan", A), ("Pashinyan", A), ("he", A)],
    ),
    # other things of the same name
    ("Armenia Street was closed, and Armenia waited.", [("Armenia", A)]),
]


@pytest.mark.parametrize(("text", "expected"), MENTIONS, ids=[text[:40] for text, _ in MENTIONS])
def test_mentions_of_countries(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions_of(text, either_side(text)) == expected


PEOPLE: list[tuple[str, list[str], list[tuple[str, str]]]] = [
    (
        "Hillary Clinton met Donald Trump. She told him that he was late.",
        ["Hillary Clinton", "Donald Trump"],
        [
            ("Hillary Clinton", "Hillary Clinton"), ("Donald Trump", "Donald Trump"),
            ("She", "Hillary Clinton"), ("him", "Donald Trump"), ("he", "Donald Trump"),
        ],
    ),
    (
        "Mark Denton met John Ross. He was late.",
        ["Mark Denton", "John Ross"],
        [("Mark Denton", "Mark Denton"), ("John Ross", "John Ross"), ("He", "Mark Denton")],
    ),
    (
        "Mark Denton voted. The law, it seems, will pass. It has its critics.",
        ["Mark Denton"],
        [("Mark Denton", "Mark Denton")],
    ),
    ("Theresa May left in May.", ["Theresa May"], [("Theresa May", "Theresa May")]),
    ("Jordan Peele made a film. Jordan objected to it.", ["Jordan"], [("Jordan", "Jordan")]),
    ("Jordan sang of peace and praised it.", ["Jordan"], [("Jordan", "Jordan")]),
    ("He lives in New Mexico. Mexico paid.", ["Mexico"], [("Mexico", "Mexico")]),
    ("He lives in Atlanta, Georgia. On Friday, Georgia voted.", ["Georgia"], [("Georgia", "Georgia")]),
    ("PARIS — France won. Paris is full.", ["France"], [("France", "France"), ("Paris", "France")]),
    ("Latin American leaders met. America left early.", ["United States"], [("America", "United States")]),
    ("The Washington Post wrote that Washington had agreed.", ["United States"], [("Washington", "United States")]),
    ("Police said no. The police station was empty.", ["police"], [("Police", "police"), ("police", "police")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "given", "expected"), PEOPLE, ids=[text[:40] for text, _, _ in PEOPLE])
def test_mentions_of_people_and_others(text: str, given: list[str], expected: list[tuple[str, str]]) -> None:
    assert mentions_of(text, given) == expected


@pytest.mark.parametrize(
    ("text", "words", "evidence"),
    [
        ("Armenia left.", "Armenia", "name"),
        ("Armenian men left.", "Armenian", "demonym"),
        ("Yerevan denied it.", "Yerevan", "capital"),
        ("Armenia's defence ministry met them. The ministry left.", "The ministry", "The ministry = Armenia's defence ministry (sentence 1)"),
        ("Armenia left. It lost.", "It", "it = Armenia (sentence 1)"),
        ("“We lost,” Armenia said.", "We", "we = speaker Armenia (sentence 1)"),
        ("This country (Armenia) lost.", "This country", "This country (Armenia)"),
    ],
)
def test_the_evidence_is_told(text: str, words: str, evidence: str) -> None:
    assert how_of(text, ["Armenia"], words) == evidence


def test_mentions_never_overlap_and_name_their_sentence() -> None:
    article = parse(read_article(SEED))
    table = find_mentions(article, find_sides(article)[0])
    assert (table["start"].iloc[1:].to_numpy() >= table["end"].iloc[:-1].to_numpy()).all()
    assert [article.sentence_at(start) for start in table["start"]] == table["sentence"].tolist()


def test_the_seed_names_the_mentions_coded_by_hand() -> None:
    coded = pd.read_csv(SEED.parents[1] / "annotations" / "armenia_azerbaijan_clash.stance.csv")
    article = parse(read_article(SEED))
    table = find_mentions(article, find_sides(article)[0])
    for row in coded.itertuples():
        over = table[(table["start"] < row.end) & (row.start < table["end"])]
        assert over["side"].tolist() == [row.side], row.text


def test_no_sides_no_mentions() -> None:
    assert find_mentions(parsed("Rain fell."), Sides()).empty


def test_a_name_keeps_to_its_sentence() -> None:
    text = "Norland sails to Port\n\nHale said on Monday that it was ready.\n\nPort Hale said no to Norland."
    given = {"Norland": [], "Port Hale": []}
    named = [(words, side) for words, side in mentions_of(text, given) if words != "Port"]  # "Port" alone is a short name
    assert named == [("Norland", "Norland"), ("Port Hale", "Port Hale"), ("Norland", "Norland")]


def test_a_name_runs_over_a_margin() -> None:
    text = (
        "The ministry said on Monday that the bridge to Port\nHale across the river would stay closed until the\n"
        "engineers had looked at every one of its cables.\n\nNorland did not agree.\n"
    )
    assert ("Port\nHale", "Port Hale") in mentions_of(text, {"Norland": [], "Port Hale": []})
