"""Reading and comparing short texts, checked on numbers."""

from __future__ import annotations

import numpy as np
import pytest
from by_words import ByWords

from analysis.classroom.comparing import Reader, change_words, compare, exchange_names
from analysis.reading.draft import ArticleError
from analysis.who.sides import SidesError

SIDES = {"Armenia": ["Armenian", "Yerevan"], "Azerbaijan": ["Azerbaijani", "Baku"]}
LIBERATED = "Azerbaijan liberated several cities from illegal Armenian occupation."


@pytest.fixture
def reader():
    return Reader(SIDES, model=ByWords())


def row(comparison, side):
    (found,) = comparison.table[comparison.table.iloc[:, 0] == side].to_dict("records")
    return found


# Reading


def test_reading_scores_every_side_that_is_named(reader):
    reading = reader.read(LIBERATED)
    assert reading.towards("Armenia") == pytest.approx((0.7, 0.2, 0.1))
    assert reading.towards("Azerbaijan") == pytest.approx((0.1, 0.2, 0.7))
    assert set(reading.terms.text) >= {"liberated"}


def test_reading_without_a_side_has_no_score(reader):
    reading = reader.read("It rained all day.")
    assert reading.towards("Armenia") is None and reading.stance.empty


def test_readings_are_kept(reader):
    first = reader.read(LIBERATED)
    asked = len(reader.model.asked)
    assert reader.read(LIBERATED) is first and len(reader.model.asked) == asked


@pytest.mark.parametrize(("text", "problem"), [("", "blank"), ("word " * 300, "too many")])
def test_reading_refuses(reader, text, problem):
    with pytest.raises(ArticleError, match=problem):
        reader.read(text)


# Comparing


def test_compare_gives_scores_and_marks(reader):
    comparison = compare(reader, LIBERATED, "Azerbaijan captured several cities from Armenian control.")
    assert row(comparison, "Azerbaijan") == {
        "side": "Azerbaijan", "as written": pytest.approx(0.6), "now": pytest.approx(0), "change": pytest.approx(-0.6),
        "reads now as": "neutral (too close to call)",
    }  # fmt: skip
    assert row(comparison, "Armenia")["change"] == pytest.approx(0.6)
    assert any("No longer marked as loaded" in item and "liberated" in item for item in comparison.items)


def test_a_side_no_longer_named_has_no_score(reader):
    comparison = compare(reader, LIBERATED, "Azerbaijan liberated several cities.")
    lost = row(comparison, "Armenia")
    assert np.isnan(lost["now"]) and np.isnan(lost["change"]) and lost["reads now as"] == "no score"
    assert any("that is not zero" in item for item in comparison.items)
    assert "not named" in comparison._repr_html_() and "nan" not in comparison._repr_html_()


def test_a_small_change_is_told_as_none(reader):
    comparison = compare(reader, LIBERATED, LIBERATED.replace("several", "many"))
    assert comparison.table.change.tolist() == [0.0, 0.0], "the table keeps the numbers"
    assert comparison._repr_html_().count("no change in this model") == 2


def test_compare_needs_sides():
    with pytest.raises(SidesError, match="no sides"):
        compare(Reader({}, model=ByWords()), LIBERATED, LIBERATED)


@pytest.mark.parametrize(
    ("words", "wording", "now"),
    [
        ("liberated", "captured", "Azerbaijan captured several cities from illegal Armenian occupation."),
        ("LIBERATED", "captured", "Azerbaijan captured several cities from illegal Armenian occupation."),
        ("illegal Armenian occupation", "Armenian control", "Azerbaijan liberated several cities from Armenian control."),
        ("illegal", "", "Azerbaijan liberated several cities from Armenian occupation."),
        ("libera", "captu", LIBERATED),
        ("", "captured", LIBERATED),
        ("(", "captured", LIBERATED),
    ],
)
def test_change_words(reader, words, wording, now):
    assert change_words(reader, LIBERATED, words, wording).after.text == now


def test_words_that_do_not_occur_are_named(reader):
    assert "“banana” is not in the sentence" in change_words(reader, LIBERATED, "banana", "apple").items[0]


def test_exchange_names_keeps_the_roles(reader):
    comparison = exchange_names(reader, LIBERATED)
    assert comparison.after.text == "Armenia liberated several cities from illegal Azerbaijani occupation."
    found = row(comparison, "Armenia")
    assert found["words"] == "Armenian → Azerbaijani"
    assert (found["as written"], found["now"]) == (pytest.approx(-0.6), pytest.approx(0))


def test_nothing_to_exchange_is_said(reader):
    comparison = exchange_names(reader, "It rained all day.")
    assert comparison.table.empty and "does not name a side" in comparison.items[0]


def test_markup_in_a_sentence_is_escaped(reader):
    shown = compare(reader, LIBERATED, "<script>alert(1)</script> Armenia said {{7*7}}.")._repr_html_()
    assert "<script" not in shown and "{{7*7}}" in shown
