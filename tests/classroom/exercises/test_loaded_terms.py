"""Plain words, and the term that moves the score most."""

from __future__ import annotations

from said import said
from typed import typed

from analysis.classroom import exercises


def test_plain_words():
    assert exercises.check_plain_words("Police ended a protest on Sunday.", keep=["protest"]).right
    text = said(exercises.check_plain_words("The regime’s thugs ended a protest.", keep=["protest"]))
    assert "2 words or phrases" in text and "regime" not in text


def test_strongest_term():
    framing = typed()
    effects = framing.terms.dropna(subset=["effect"])
    strongest = effects.loc[effects.effect.abs().idxmax(), "text"]
    weakest = effects.loc[effects.effect.abs().idxmin(), "text"]
    assert exercises.check_strongest_term(strongest.upper(), framing).right
    text = said(exercises.check_strongest_term(weakest, framing))
    assert strongest.lower() not in text.lower()
    assert "No term" in said(exercises.check_strongest_term("banana", framing))
