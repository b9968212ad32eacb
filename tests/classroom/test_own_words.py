"""A reader's own words beside the list and the model: whole words, each with the one right answer."""

from __future__ import annotations

from dataclasses import replace

import lxml.html
import pandas as pd
import pytest
from typed import typed

from analysis.classroom.own_words import compare_words, missed_words
from analysis.classroom.threshold import ThresholdSlider
from analysis.framing import Framing
from analysis.reading.article import Article
from analysis.tables import make_table

TEXT = (
    "The mayor blasted the so-called reform on Monday. It is a reckless gamble, and it is on the table, of course. "
    "The strike dragged a proud city to a standstill. Union bosses and a proud mayor met on Tuesday."
)
MARKS = [  # text, term, category, found by, p
    ("blasted", "blast", "drama", "both", 0.9),
    ("so-called", "so-called", "doubt", "list", 0.02),
    ("reckless gamble", "reckless gamble", "blame", "model", 0.7),
    ("of course", "of course", "booster", "model", 0.6),
    ("dragged a proud city to a standstill", "drag * to a standstill", "drama", "both", 0.55),
    ("Union bosses", "union boss", "label", "list", 0.2),
]
FAINT = [("table", "table", "drama", "model", 0.15)]


def rows(marks):
    made = []
    for text, term, category, found_by, p in marks:
        start = TEXT.index(text)
        sentence = TEXT.count(". ", 0, start) + 1
        made.append({"sentence": sentence, "start": start, "end": start + len(text), "text": text, "term": term, "category": category,
                     "voice": "narrator", "found_by": found_by, "p": p})  # fmt: skip
    return make_table("terms", made)


@pytest.fixture(scope="module")
def framing() -> Framing:
    return replace(typed(), article=Article(text=TEXT), terms=rows(MARKS), _faint=rows(FAINT))


@pytest.mark.parametrize(
    ("word", "by", "marks"),
    [
        ("blasted", "both", "blasted"),
        ("BLASTED.", "both", "blasted"),
        ("“so-called”", "list", "so-called"),
        ("reckless", "model", "reckless gamble"),
        ("a reckless gamble", "model", "reckless gamble"),
        ("of course", "model", "of course"),
        ("of", "neither", None),
        ("is", "neither", None),
        ("on", "neither", None),
        ("a", "neither", None),
        ("to a", "neither", None),
        ("proud", "neither", None),  # stands in the gap of a phrase, and once more elsewhere
        ("standstill", "both", "dragged a proud city to a standstill"),
        ("proud city", "neither", None),
        ("bosses", "list", "Union bosses"),
        ("boss", "not in the article", None),
        ("blast", "not in the article", None),
        ("called", "neither", None),
        ("table", "neither", None),
        ("The mayor blasted the so-called reform", "both", "blasted, so-called"),
    ],
)
def test_who_else_found_a_word(framing, word, by, marks):
    (row,) = compare_words([word], framing).to_dict("records")
    assert (row["found_by"], row["marked as"]) == (by, marks)


def test_p_is_the_models_for_words_below_its_threshold_too(framing):
    p = compare_words(["blasted", "so-called", "table", "Monday"], framing).p
    assert p[:3].tolist() == [0.9, 0.02, 0.15] and pd.isna(p[3])


def test_blanks_and_words_typed_twice_give_no_second_row(framing):
    assert compare_words(["", " ", "Blasted", "blasted ", "Monday"], framing)["your words"].tolist() == ["Blasted", "Monday"]
    assert list(compare_words(["", ""], framing).columns) == ["your words", "found_by", "marked as", "p"]


def test_the_other_way_round(framing):
    left = missed_words(["blasted", "reckless", "proud", "is", "on"], framing)
    assert left.text.tolist() == ["so-called", "of course", "dragged a proud city to a standstill", "Union bosses"]
    assert left["found_by"].tolist() == ["list", "model", "both", "list"]
    assert len(missed_words([], framing)) == len(MARKS)


def test_a_long_text_is_compared_at_once(framing):
    long = replace(framing, article=Article(text=TEXT + " It is on." * 10_000))
    assert compare_words(["is", "on"], long)["found_by"].tolist() == ["neither", "neither"]


def test_an_article_without_marks(framing):
    bare = replace(framing, terms=make_table("terms", ()), _faint=make_table("terms", ()))
    assert compare_words(["blasted"], bare)["found_by"].tolist() == ["neither"]
    assert missed_words(["blasted"], bare).empty


# the slider


def test_the_table_of_three_thresholds(framing):
    table = ThresholdSlider(framing).table()
    assert table.threshold.tolist() == [0.3, 0.5, 0.8]
    assert table["by both"].tolist() == [2, 2, 1]
    assert table["by the list alone"].tolist() == [2, 2, 3]
    assert table["by the model alone"].tolist() == [2, 2, 0]
    assert table["which are"].fillna("").tolist() == ["reckless gamble, of course"] * 2 + [""]
    assert table.marked.tolist() == [6, 6, 4]


def test_the_slider_moves_the_marks_and_asks_no_model():
    terms = typed().terms.iloc[:3].assign(found_by=["list", "both", "model"], p=[0.01, 0.9, 0.85])
    box = ThresholdSlider(replace(typed(), terms=terms)).widget()
    slider, shown = box.children
    assert "At 0.80, 3 marked: 1 by the list and the model, 1 by the list alone, 1 by the model alone." in shown.value
    slider.value = 0.9
    assert "At 0.90, 2 marked: 1 by the list and the model, 1 by the list alone, 0 by the model alone." in shown.value
    slider.value = 0.95
    assert "At 0.95, 2 marked: 0 by the list and the model, 2 by the list alone" in shown.value


def test_the_twin_is_a_table_and_says_where_no_model_read(framing):
    data, _ = ThresholdSlider(framing)._repr_mimebundle_()
    assert "<table" in data["text/html"] and "<input" not in data["text/html"] and "move a slider" in data["text/html"]
    by_list = replace(typed(), terms=typed().terms.assign(found_by="list", p=float("nan")))
    assert "No model has read" in ThresholdSlider(by_list)._repr_html_()
    cells = [cell.text_content() for cell in lxml.html.fromstring(data["text/html"]).xpath(".//tbody/tr[3]/*")]
    assert cells == ["0.80", "4", "1", "3", "0", "–"]


@pytest.mark.parametrize("at", [0, 1.5, "high"])
def test_a_threshold_that_is_none(framing, at):
    with pytest.raises(ValueError, match="is not a threshold"):
        ThresholdSlider(framing, at)
