"""Which words name nobody."""

from __future__ import annotations

import pytest

from analysis.who.unnamed import is_unnamed

UNNAMED = ["officials", "Officials", "a source close to the talks", "Residents", "police", "The ministry", "an official who asked not to be named"]
UNNAMED += ["A Norland official who spoke on condition of anonymity", "a Kremlin source", "a resident who spoke on Monday", "she", "Critics", ""]
NAMED = [
    "Anna Weiss",
    "Weiss",
    "Azerbaijan’s Defense Ministry",
    "a spokesman for Siemens",
    "U.S. officials",
    "the U.N.",
    "the Armenian army",
    "Mr. Kern",
]


@pytest.mark.parametrize(("words", "expected"), [(words, True) for words in UNNAMED] + [(words, False) for words in NAMED])
def test_is_unnamed(words: str, expected: bool) -> None:
    assert is_unnamed(words) is expected
