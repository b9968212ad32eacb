"""The playgrounds: what the fields show at first, and after a change."""

from __future__ import annotations

import asyncio
import re

import lxml.html
import pytest
from by_words import ByWords
from typed import empty, typed

from analysis.classroom import playground
from analysis.classroom.playground import Field, Later, Playground


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


def test_a_proposed_wording_comes_after_those_of_the_list_and_is_not_written_into_a_sentence():
    terms = typed().terms
    framing = typed(terms=terms.assign(neutral_by=["model" if text == "liberated" else "list" for text in terms.text]))
    changed = playground.change_word(framing, model=ByWords()).fields
    assert (changed[1].value, changed[2].value) == ("illegally occupied", "held"), "though liberated moves the score further"
    assert "liberated" in changed[1].options and "retaken" in changed[2].options
    rewritten = playground.rewrite(framing, 14, model=ByWords()).fields[0].value
    assert "liberated" in rewritten and "illegally occupied" not in rewritten


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
