"""What p says, a doubted word, plain words, and the term that moves the score most."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from said import said
from typed import typed

from analysis.classroom import exercises


@pytest.fixture
def read_twice():
    """Return the typed framing with its first five terms, read by the list and a model."""
    terms = typed().terms.iloc[:5].assign(found_by=["list", "both", "model", "list", "list"], p=[0.01, 0.9, 0.85, 0.04, 0.2])
    return replace(typed(), terms=terms)


def test_expected_marks(read_twice):
    assert exercises.check_expected(1.75, read_twice).right and exercises.check_expected(np.float64(1.77), read_twice).right
    assert "how many words the model marks" in said(exercises.check_expected(2, read_twice))
    assert "share" in said(exercises.check_expected(0.875, read_twice))
    assert "too high" in said(exercises.check_expected(1.95, read_twice)) and "1.75" not in said(exercises.check_expected(1.95, read_twice))
    by_list = replace(read_twice, terms=read_twice.terms.assign(found_by="list", p=np.nan))
    assert "no word" in said(exercises.check_expected(1, by_list))
    assert "Nothing yet" in said(exercises.check_expected(..., read_twice))


def test_doubted_word(read_twice):
    most, another, listed = (read_twice.terms.text.iloc[i] for i in (0, 3, 4))
    assert exercises.check_doubted(f" {most.upper()} ", read_twice).right
    text = said(exercises.check_doubted(another, read_twice))
    assert "another one more" in text and most not in text
    assert "does not doubt" in said(exercises.check_doubted(listed, read_twice))
    by_list = replace(read_twice, terms=read_twice.terms.assign(found_by="list", p=np.nan))
    assert "doubts no word" in said(exercises.check_doubted("banana", by_list))


def test_plain_words():
    assert exercises.check_plain_words("Police ended a protest on Sunday.", keep=["protest"]).right
    text = said(exercises.check_plain_words("The regime’s thugs ended a protest.", keep=["protest"]))
    assert "words or phrases are still marked: " in text and "on the list" in text and "regime" not in text


def test_strongest_term():
    framing = typed()
    effects = framing.terms.dropna(subset=["effect"])
    strongest = effects.loc[effects.effect.abs().idxmax(), "text"]
    weakest = effects.loc[effects.effect.abs().idxmin(), "text"]
    assert exercises.check_strongest_term(strongest.upper(), framing).right
    text = said(exercises.check_strongest_term(weakest, framing))
    assert strongest.lower() not in text.lower()
    assert "No term" in said(exercises.check_strongest_term("banana", framing))


def test_a_strongest_term_that_moves_nearly_nothing():
    terms = typed().terms.assign(effect=[0.04] + [0.01] * (len(typed().terms) - 1))
    assert "no change in this model" in said(exercises.check_strongest_term(terms.text.iloc[0], replace(typed(), terms=terms)))
