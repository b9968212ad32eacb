"""Bodies of a side: whose is "the ministry"?  A table of invented texts, negatives included."""

from __future__ import annotations

import pytest
from mentioned import A, B, either_side, how_of, mentions_of

WHOSE: list[tuple[str, list[tuple[str, str]]]] = [
    # introduced by its owner, before it or behind it
    ("Azerbaijan's Defense Ministry said no. The ministry left.", [("Azerbaijan", B), ("The ministry", B)]),
    ("The Defense Ministry of Azerbaijan said no. The ministry left.", [("Azerbaijan", B), ("The ministry", B)]),
    ("The Azerbaijani army fired. The army denied it.", [("Azerbaijani", B), ("The army", B)]),
    ("Armenian troops fired. The troops withdrew.", [("Armenian", A), ("The troops", A)]),
    ("Azerbaijan's president spoke. The president left.", [("Azerbaijan", B), ("The president", B)]),
    # pointed at in other words, and as somebody's owner
    ("Azerbaijan's ministry spoke. This ministry left.", [("Azerbaijan", B), ("This ministry", B)]),
    ("Azerbaijan's ministry spoke. That ministry left.", [("Azerbaijan", B), ("That ministry", B)]),
    ("Azerbaijan's ministry spoke. The ministry's spokesman left.", [("Azerbaijan", B), ("The ministry", B)]),
    ("Azerbaijan's ministry spoke. “The ministry is wrong,” a man said.", [("Azerbaijan", B), ("The ministry", B)]),
    # the last owner has it, and a noun with an owner of its own is a new body
    ("Azerbaijan's army fired. Armenia's army fired back. The army withdrew.", [("Azerbaijan", B), ("Armenia", A), ("The army", A)]),
    ("Azerbaijan’s government said no. Armenian officials met the government.", [("Azerbaijan", B), ("Armenian", A), ("the government", B)]),
    # the side in brackets
    ("The leaders of this country (Armenia) left.", [("this country", A), ("Armenia", A)]),
    # the capital where it speaks, and from then on
    ("Armenia waited. In Baku, the foreign ministry said no.", [("Armenia", A), ("the foreign ministry", B)]),
    ("Armenia waited. In Baku, the army fired. The army left.", [("Armenia", A), ("the army", B), ("The army", B)]),
    # the capital behind it
    (
        "Azerbaijan waited. The government in Baku said no. The government left.",
        [("Azerbaijan", B), ("The government", B), ("The government", B)],
    ),
    # not introduced, or not this one
    ("Azerbaijan waited. The ministry left.", [("Azerbaijan", B)]),
    ("Azerbaijan's ministry spoke. The army left.", [("Azerbaijan", B)]),
    ("Armenia's border town waited. The town was full.", [("Armenia", A)]),
    # not pointed at
    ("Azerbaijan's ministry spoke. A ministry left.", [("Azerbaijan", B)]),
    ("The leaders of a country (Armenia) left.", [("Armenia", A)]),
    ("Armenia waited. In Baku, a ministry said no.", [("Armenia", A)]),
    # somebody else's
    ("Azerbaijan's ministry spoke. The Italian ministry left.", [("Azerbaijan", B)]),
    ("Azerbaijan's ministry spoke. The other ministry left.", [("Azerbaijan", B)]),
    ("Azerbaijan's ministry spoke. The former ministry left.", [("Azerbaijan", B)]),
    ("Azerbaijan's ministry spoke. Brandt's ministry left.", [("Azerbaijan", B)]),
    ("The ministry of Azerbaijan's rival left. The ministry was late.", [("Azerbaijan", B)]),
    # no body at all
    ("Azerbaijan's ministry spoke. The ministry building burned.", [("Azerbaijan", B)]),
    # a place where something else happens, and one that is no side's capital
    ("Armenia waited. In Baku, people met the ministry.", [("Armenia", A)]),
    ("Armenia waited. In Rome, the ministry said no.", [("Armenia", A)]),
]


@pytest.mark.parametrize(("text", "expected"), WHOSE, ids=[text[:60] for text, _ in WHOSE])
def test_whose_body(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions_of(text, either_side(text)) == expected


@pytest.mark.parametrize(
    ("text", "words", "evidence"),
    [
        ("Armenia's defence ministry spoke. The ministry left.", "The ministry", "The ministry = Armenia's defence ministry (sentence 1)"),
        ("This country (Armenia) lost.", "This country", "This country (Armenia)"),
        ("In Yerevan, the ministry said no.", "the ministry", "the ministry in Yerevan (sentence 1)"),
        ("In Yerevan, the army fired. The army left.", "The army", "The army = the army in Yerevan (sentence 1)"),
    ],
)
def test_why(text: str, words: str, evidence: str) -> None:
    assert how_of(text + " Armenia waited.", [A], words) == evidence


WRONG = [
    (
        "Azerbaijan's ministry and Armenia's ministry spoke. The ministry left.",
        [("Azerbaijan", B), ("Armenia", A)],
        "two bodies in one sentence: nothing tells which is meant, and the second gets it",
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(text, expected, marks=pytest.mark.xfail(reason=reason, strict=True)) for text, expected, reason in WRONG]
)
def test_known_failure(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions_of(text, either_side(text)) == expected
