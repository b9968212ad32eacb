"""Charts of agreement: the numbers drawn, their words and their table twins."""

from __future__ import annotations

import re

import lxml.html
import pytest
from classes import class_like, class_of
from matplotlib.path import Path
from typed import AZ, typed

from analysis import charts
from analysis.classroom.agreement import measure_agreement
from analysis.classroom.coders import STANCE, VOICE
from analysis.classroom.mixed_up import confusion
from analysis.classroom.model_coder import model_answers
from analysis.classroom.units import word_shares

FRAMING = typed()
KINDS = ["narrator", "direct", "indirect", "mixed"] * 2
SAID = {"Ada": KINDS, "Ben": [*KINDS[:7], "direct"], "Cy": ["direct", *KINDS[1:4], None, None, None, None]}


def words_of_figure(chart):
    return [text.get_text() for axes in chart.figure.axes for text in axes.texts]


def cells_of(patch):
    return sum(code == Path.CLOSEPOLY for code in patch.get_path().codes)


def test_alpha_is_drawn_with_its_interval_and_the_limits():
    found = measure_agreement(class_of(SAID), draws=100)
    chart = charts.alpha_intervals(found)
    row = found.summary.iloc[0]
    drawn = {tuple(round(float(x), 3) for x in line.get_xdata()) for line in chart.figure.axes[0].lines}
    assert {(round(row.alpha, 3),), (round(row.agreement, 3),), (round(row.low, 3), round(row.high, 3)), (0.667, 0.667), (0.8, 0.8)} <= drawn
    told = f"{row.alpha:.2f}".removeprefix("0")
    assert f"Voice: alpha {told}, between " in chart.alt and f"equal answers {row.agreement:.0%}" in chart.alt
    assert f"Voice · {told}" in words_of_figure(chart)
    assert list(chart.table.variable) == list(found.summary.variable)  # stance was not answered: in the table, not drawn
    assert not any("Stance" in text for text in words_of_figure(chart))


def test_an_undefined_alpha_is_said_and_not_drawn():
    chart = charts.alpha_intervals(measure_agreement(class_of({"a": ["direct"] * 6, "b": ["direct"] * 6}), draws=10))
    assert "Voice · alpha undefined" in words_of_figure(chart) and "alpha undefined, equal answers 100%" in chart.alt


def test_a_negative_alpha_widens_the_axis():
    chart = charts.alpha_intervals(measure_agreement(class_of({"a": ["direct", "mixed"] * 4, "b": ["mixed", "direct"] * 4}), draws=50))
    assert chart.figure.axes[0].get_xlim()[0] < -0.8 and "alpha −" in chart.alt


def test_the_raster_has_a_cell_for_every_answer():
    chart = charts.coder_raster(class_of(SAID), VOICE)
    (axes,) = chart.figure.axes
    assert sum(map(cells_of, axes.patches)) == 8 + 8 + 4 + 7  # of the last sentence there is no majority: a tie
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Ada", "Ben", "Cy", "majority"]
    signs = {text.get_position(): text.get_text() for text in axes.texts}
    assert "".join(signs.get((x, 0), ".") for x in range(1, 9)) == ".dim.dim"
    assert axes.get_title(loc="left") == "blank narrator, d direct, i indirect, m mixed"
    assert chart.table.Cy.tolist()[:4] == ["direct", "direct", "indirect", "mixed"] and chart.table.Cy.isna().sum() == 4
    assert chart.alt.startswith("Answers of 3 coders to 8 sentences, voice. Majority: narrator 2") and "without one: 1." in chart.alt


def test_the_model_is_framed_where_it_differs():
    said = {coder: {VOICE: "narrator", STANCE + AZ: "neutral"} for coder in "ab"}
    chart = charts.coder_raster(class_like(said), VOICE, model=model_answers(FRAMING))
    framed = [patch for patch in chart.figure.axes[0].patches if patch.get_linewidth() == 2]
    assert sum(map(cells_of, framed)) == 11
    assert "The model gives a different answer, or none, in sentences 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 17." in chart.alt
    assert [label.get_text() for label in chart.figure.axes[0].get_yticklabels()] == ["a", "b", "majority", "the model"]
    stance = charts.coder_raster(class_like(said), STANCE + AZ, model=model_answers(FRAMING))
    assert words_of_figure(stance).count("×") == FRAMING.sentences.sentence.nunique() - FRAMING.stance[FRAMING.stance.side == AZ].sentence.nunique()
    assert "Framed, or ×" in stance.note


def test_a_long_article_has_no_signs_and_a_large_class_is_cut():
    many = {f"coder {n}": ["direct", "narrator"] * 20 for n in range(charts.MOST_CODERS + 2)}
    chart = charts.coder_raster(class_of(many), VOICE)
    assert not words_of_figure(chart) and len(chart.figure.axes[0].get_yticklabels()) == charts.MOST_CODERS + 1
    assert chart.figure.axes[0].get_title(loc="left") == "from pale to dark: narrator, indirect, mixed, direct"
    assert f"{charts.MOST_CODERS} of {charts.MOST_CODERS + 2} coders are drawn" in chart.note and len(chart.table.columns) == charts.MOST_CODERS + 4


def test_the_raster_of_words_is_refused():
    with pytest.raises(ValueError, match="'loaded words' has an answer for each word.*charts.marked_words"):
        charts.coder_raster(class_of(SAID), "loaded words")


def test_the_confusion_map_writes_every_share():
    found = confusion(class_of(SAID), VOICE)
    chart = charts.confusion_map(found)
    shares = [f"{share:.0%}" for share in found.shares.to_numpy().ravel()]
    assert words_of_figure(chart) == shares and "where one says narrator, another says narrator 75%" in chart.alt
    dark = [text.get_color() for text in chart.figure.axes[0].texts if int(text.get_text()[:-1]) > 50]
    assert dark and set(dark) == {"#fffefa"}
    unused = charts.confusion_map(confusion(class_of({"a": ["direct", "mixed"], "b": ["direct", "direct"]}), VOICE))
    assert words_of_figure(unused).count("–") == 8  # narrator and indirect were never said: two rows of four


def test_marked_words_are_drawn_by_share_and_listed_ones_told_apart():
    coding = class_of({name: ["direct"] * 3 for name in "abcd"}, marks=[("a", 1, 6, 12), ("b", 1, 6, 12), ("a", 2, 0, 12)])
    listed = word_shares(coding).query("text == 'Word1'")[["start", "end"]]
    chart = charts.marked_words(word_shares(coding, listed))
    top, below = chart.figure.axes
    assert [text.get_text() for text in below.texts] == ["1", "loaded", "50%", "2", "Word1", "25%", "loaded", "25%"]
    assert [line.get_marker() for line in below.lines if line.get_marker() != "None"] == ["x", "s", "x"], "square: the program marks it too"
    assert chart.table.program.tolist() == [False, True, False] and chart.table.marked.tolist() == [2, 1, 1]
    assert chart.alt.startswith("3 words of 9 marked by at least one coder, 0 by most. Most often: loaded in sentence 1 50%")
    assert sum(len(line.get_xdata()) for line in top.lines) == 3


EMPTY = {
    "alpha_intervals": lambda: charts.alpha_intervals(measure_agreement(class_of({}), draws=10)),
    "coder_raster": lambda: charts.coder_raster(class_of({}), VOICE),
    "confusion_map": lambda: charts.confusion_map(confusion(class_of({}), VOICE)),
    "marked_words": lambda: charts.marked_words(word_shares(class_of({"a": ["direct"]}))),
}


@pytest.mark.parametrize("name", EMPTY)
def test_what_is_missing_is_said_in_words(name):
    chart = EMPTY[name]()
    assert re.search(r"nothing|no agreement|No two coders", chart.alt) and len(words_of_figure(chart)) == 1


def test_hostile_names_show_as_text():
    bad = "<img src=x> $x_1$"
    chart = charts.coder_raster(class_of({bad: KINDS, "b": KINDS}), VOICE)
    root = lxml.html.fragment_fromstring(chart._repr_html_(), create_parent=True)
    assert not root.xpath(".//img") and bad in root.text_content()
