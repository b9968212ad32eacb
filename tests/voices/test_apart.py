"""No voice reaches into the next: each ends where the next one, or what introduces it, begins."""

from __future__ import annotations

import pytest

from analysis.reading.article import Article
from analysis.reading.encoder import embedded_encoder
from analysis.reading.parse import parse
from analysis.voices.voices import hear


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(  # a headline before a colon, its line lost, and the words of another
            "Baku: Armenia broke the truce The chairman, Felix Offer, said Yerevan was a sore loser.",
            [("Baku", "Armenia broke the truce"), ("The chairman, Felix Offer", "Yerevan was a sore loser")],
            marks=pytest.mark.xfail(reason="the headline goes to the chairman"),
        ),
        (
            "Baku: Armenia broke the truce\n\nThe chairman, Felix Offer, said Yerevan was a sore loser.",
            [("Baku", "Armenia broke the truce"), ("The chairman, Felix Offer", "Yerevan was a sore loser")],
        ),
        ("The council agreed.  German officials dismissed the claim as propaganda.", [("German officials", "the claim as propaganda")]),
        ("“It is over,” Ann Cole said. “It is,” said Felix Offer.", [("Ann Cole", "“It is over,”"), ("Felix Offer", "“It is,”")]),
    ],
)
def test_each_has_words_of_its_own(text: str, expected: list[tuple[str, str]]) -> None:
    table = hear(parse(Article(text=text)), embedded_encoder())
    assert [(row.speaker.rstrip(","), text[row.start : row.end]) for row in table.itertuples()] == expected
