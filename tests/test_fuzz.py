"""Two hundred odd texts are read without a fault; ``python tests/fuzz.py 2000`` reads more (CONTRIBUTING, Tests)."""

from __future__ import annotations

import random

import pytest
from fuzz import faults, odd_text

FIRST_OF_EACH_PART = range(0, 200, 20)


@pytest.mark.parametrize("first", FIRST_OF_EACH_PART)
def test_spans_keep_to_their_sentence_and_apart(first: int) -> None:
    for seed in range(first, first + 20):
        text = odd_text(random.Random(seed))
        assert faults(text) == [], f"text {seed}: {text!r}"


def test_a_text_is_the_same_in_every_run() -> None:
    assert odd_text(random.Random(5)) == odd_text(random.Random(5)) != odd_text(random.Random(6))


@pytest.mark.parametrize(
    "text",
    [
        # a name over a line break that is no margin
        "Norland to leave the North\n\nKorea said on Monday that it was ready.",
        "Talks begin in the United\nStates blamed for delay.\nMexico said so.",
        "Voters in Côte\nd’Ivoire: Ghana lied\n",
        # a headline before a colon, and words of another in its sentence
        "Baku: Armenia broke the truce The chairman, Felix Offer, said Yerevan was a sore loser.",
        "Côte d’Ivoire: Ghana lied Ankara confirmed the flights but denied any harassment..",
        # a colon with nobody before it
        ": “Nobody wins”\nArmenia and Azerbaijan traded fire again.\nCôte\nd’Ivoire: Ghana lied Published 3 May 2024, 10:14 The union's leader, "
        "Carl Voss, who heads the Dock Workers' Union, said it was a farce.  Oslo warned of “grave consequences” on Tuesday.",
        # a speaker with white space beside it
        "The council agreed..  German officials dismissed the claim as propaganda.",
    ],
)
def test_faults_that_were_found(text: str) -> None:
    assert faults(text) == []
