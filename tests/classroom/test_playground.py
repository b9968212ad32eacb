"""The playgrounds: reading and comparing are checked on numbers; the widget on what it shows after a change."""

from __future__ import annotations

import asyncio
import re

import lxml.html
import numpy as np
import pytest
from typed import empty, typed

from analysis.classroom import playground
from analysis.classroom.playground import Field, Later, Playground, Reader, change_words, compare, exchange_names
from analysis.reading.draft import ArticleError
from analysis.who.sides import SidesError

SIDES = {"Armenia": ["Armenian", "Yerevan"], "Azerbaijan": ["Azerbaijani", "Baku"]}
LIBERATED = "Azerbaijan liberated several cities from illegal Armenian occupation."


class ByWords:
    """Scores a target by the words of its text: "illegal" is bad for Armenia's, "liberated" good for whatever stands first."""

    id = "by words"
    close_call = 0.5

    def __init__(self):
        self.asked = []

    def score(self, targets, *, progress=False):
        self.asked += targets
        rows = []
        for text, start, end in targets:
            bad = "illegal" in text and text[start:end].startswith("Armenia")
            good = "liberated" in text and start == 0
            rows.append([0.7, 0.2, 0.1] if bad else [0.1, 0.2, 0.7] if good else [0.3, 0.4, 0.3])
        return np.array(rows).reshape(-1, 3)


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
    assert "“banana” does not stand in the sentence" in change_words(reader, LIBERATED, "banana", "apple").items[0]


def test_exchange_names_keeps_the_roles(reader):
    comparison = exchange_names(reader, LIBERATED)
    assert comparison.after.text == "Armenia liberated several cities from illegal Azerbaijani occupation."
    found = row(comparison, "Armenia")
    assert found["words"] == "Armenian → Azerbaijani"
    assert (found["as written"], found["now"]) == (pytest.approx(-0.6), pytest.approx(0))


def test_nothing_to_exchange_is_said(reader):
    comparison = exchange_names(reader, "It rained all day.")
    assert comparison.table.empty and "names no side" in comparison.items[0]


def test_markup_in_a_sentence_is_escaped(reader):
    shown = compare(reader, LIBERATED, "<script>alert(1)</script> Armenia said {{7*7}}.")._repr_html_()
    assert "<script" not in shown and "{{7*7}}" in shown


# Playgrounds on an article


@pytest.mark.parametrize("make", [playground.change_word, playground.swap_sides, playground.rewrite])
def test_playground_starts_with_a_worked_example(make):
    made = make(typed(), model=ByWords())
    page = lxml.html.fromstring(f"<div>{made._repr_html_()}</div>")
    assert page.xpath("//table//tbody/tr") and not page.xpath("//script | //textarea | //input[@type!='checkbox']")
    assert re.search(r"sentence \d+", made.title)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_playgrounds_on_one_page_share_no_anchor():
    framing = typed()
    made = [make(framing, 14, model=ByWords()) for make in (playground.change_word, playground.swap_sides, playground.rewrite)]
    ids = lxml.html.fromstring("<div>" + "".join(each._repr_html_() for each in made) + "</div>").xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("make", [playground.change_word, playground.swap_sides, playground.rewrite])
def test_playground_of_an_article_without_sides_says_so(make):
    framing = typed(sides={}, mentions=empty("mentions"), stance=empty("stance"))
    assert "no sides" in make(framing, model=ByWords())._repr_html_()


def test_playground_refuses_a_sentence_that_is_not_there():
    with pytest.raises(ValueError, match="sentence 99 does not exist; allowed: 1 to"):
        playground.rewrite(typed(), 99, model=ByWords())


def test_widget_follows_what_is_typed():
    made = playground.rewrite(typed(), 14, model=ByWords())
    box = made.widget()
    _, area, _, shown = box.children
    assert area.description == "Your wording" and "bought" not in shown.value
    area.value = "Azerbaijan bought several cities."  # no event loop here, so it is read at once
    assert "bought" in shown.value
    area.value = ""
    assert "blank" in shown.value
    box.children[2].click()
    assert area.value == made.fields[0].value


def test_bundle_holds_the_widget_and_its_static_twin():
    made = Playground("A title", (Field("Text", "x"),), lambda text: (_ for _ in ()).throw(ValueError(f"not {text}")))
    data, _ = made._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "not x" in data["text/html"] and "A worked example" in data["text/html"]


def test_many_keys_lead_to_one_reading():
    calls = []

    async def type_fast():
        later = Later(lambda: calls.append(1), 0.02)
        for _ in range(5):
            later()
            await asyncio.sleep(0.002)
        assert calls == []
        await asyncio.sleep(0.05)

    asyncio.run(type_fast())
    assert calls == [1]
