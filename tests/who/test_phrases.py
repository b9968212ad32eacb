"""Whom a name means: people introduced, recalled by part of their name, by title or by role.  A table of invented texts, negatives included."""

from __future__ import annotations

import pytest

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.voices.voices import find_voices
from analysis.who.sides import find_sides

Row = tuple[str, str | None, str | None]  # speaker as it stands, who, evidence


def speakers_of(text: str) -> list[Row]:
    parsed = parse(Article(text=text))
    voices = find_voices(parsed, {})
    return list(zip(voices["speaker"], voices["who"], voices["evidence"], strict=True))


NAMES: list[tuple[str, Row]] = [  # the last speaker of a text
    # a full name, whatever stands around it
    ("Mayor Anna Weiss said it was closed.", ("Mayor Anna Weiss", "Anna Weiss", "named")),
    ("The mayor, Anna Weiss, said it was closed.", ("The mayor, Anna Weiss", "Anna Weiss", "named")),
    ("Anna Weiss, the mayor of Norburg, said it was closed.", ("Anna Weiss, the mayor of Norburg", "Anna Weiss", "named")),
    ("A spokesman for the ministry, Karl Brandt, said it was shut.", ("A spokesman for the ministry, Karl Brandt", "Karl Brandt", "named")),
    ("Norburg police chief Paul Kern said it was closed.", ("Norburg police chief Paul Kern", "Paul Kern", "named")),
    # a middle name makes no other person
    ("Donald J. Trump came. Donald Trump said it was shut.", ("Donald Trump", "Donald J. Trump", "named")),
    # surname and first name
    ("Paul Kern came. Kern said it was closed.", ("Kern", "Paul Kern", "surname of “Paul Kern” (sentence 1)")),
    ("Paul Kern came. Mr. Kern said it was closed.", ("Mr. Kern", "Paul Kern", "surname of “Paul Kern” (sentence 1)")),
    ("Paul Kern came. Paul said it was closed.", ("Paul", "Paul Kern", "first name of “Paul Kern” (sentence 1)")),
    ("Lady Anna Weiss came. Lady Weiss said it was shut.", ("Lady Weiss", "Anna Weiss", "surname of “Anna Weiss” (sentence 1)")),
    ("Kern came. Paul Kern met him. Kern said it was shut.", ("Kern", "Paul Kern", "surname of “Paul Kern” (sentence 2)")),
    # the title tells which of two, and who has spoken is meant again
    ("Paul Kern and Anna Kern came. Mr. Kern said it was shut.", ("Mr. Kern", "Paul Kern", "surname of “Paul Kern” (sentence 1)")),
    ("Paul Kern and Anna Kern came. Mrs. Kern said it was shut.", ("Mrs. Kern", "Anna Kern", "surname of “Anna Kern” (sentence 1)")),
    (
        "Paul Kern and Anna Kern came. Mrs. Kern said it was shut. Kern said it was open.",
        ("Kern", "Anna Kern", "surname of “Anna Kern” (sentence 1)"),
    ),
    # two bear the name: no guess
    ("Paul Kern and Anna Kern came. Kern said it was closed.", ("Kern", None, None)),
    ("Paul Kern and Paul Brandt came. Paul said it was closed.", ("Paul", None, None)),
    # nobody before bears it
    ("Paul Kern came. Mrs. Kern said it was closed.", ("Mrs. Kern", "Kern", "named")),
    ("Anna Weiss came. Paul said it was closed.", ("Paul", "Paul", "named")),
    # a person is in the name, and somebody else speaks
    ("Paul Kern’s lawyer said it was closed.", ("Paul Kern’s lawyer", "Paul Kern’s lawyer", "named")),
    ("The lawyer of Paul Kern said it was closed.", ("The lawyer of Paul Kern", "lawyer of Paul Kern", "named")),
    # every way to say the role is kept: before, behind, within the name
    ("Mayor Anna Weiss came. The mayor said it was shut.", ("The mayor", "Anna Weiss", "“mayor” in “Mayor Anna Weiss” (sentence 1)")),
    (
        "The mayor, Anna Weiss, said it was open. The mayor said it was shut.",
        ("The mayor", "Anna Weiss", "“mayor” in “mayor, Anna Weiss” (sentence 1)"),
    ),
    ("Anna Weiss, the mayor, came. The mayor said it was shut.", ("The mayor", "Anna Weiss", "“mayor” in “Anna Weiss, the mayor” (sentence 1)")),
    ("Sen. Paul Kern came. The senator said it was shut.", ("The senator", "Paul Kern", "“senator” in “Sen. Paul Kern” (sentence 1)")),
    ("Judge Anna Weiss came. The judge said it was shut.", ("The judge", "Anna Weiss", "“judge” in “Judge Anna Weiss” (sentence 1)")),
    # two have the role, or nobody
    ("Minister Anna Weiss and Minister Paul Kern met. The minister said it was shut.", ("The minister", None, None)),
    ("Mayor Anna Weiss came. The senator said it was shut.", ("The senator", "senator", "unnamed")),
    # the first name tells the pronoun
    ("Anna Weiss came. She said it was shut.", ("She", "Anna Weiss", "she = “Anna Weiss” (sentence 1)")),
    ("Anna Weiss came. He said it was shut.", ("He", None, None)),
]


@pytest.mark.parametrize(("text", "expected"), NAMES, ids=[text[:60] for text, _ in NAMES])
def test_name(text: str, expected: Row) -> None:
    assert speakers_of(text)[-1] == expected


def test_a_role_within_the_name_tells_the_pronoun() -> None:
    assert speakers_of("Spokeswoman Robin Kern said it was shut. He said it was open.")[-1] == ("He", None, None)


def test_a_person_has_the_side_of_the_title() -> None:
    parsed = parse(Article(text="Armenian spokesman Paul Kern said it was shut. Kern said it was open."))
    voices = find_voices(parsed, find_sides(parsed, ["Armenia"])[0])
    assert voices["side"].tolist() == ["Armenia", "Armenia"]
