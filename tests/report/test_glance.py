"""The glance: its numbers are those of the tables, its strip stands where the text stands."""

from __future__ import annotations

import lxml.html
import pandas as pd
import pytest
from hostile import INJECTIONS, hostile_framing
from typed import AM, AZ, bare, typed

from analysis.report.glance import MOST_MARKS, STRIP_HEIGHT, Shifts, glance
from analysis.voices.voices import voice_parts


def dom(html):
    return lxml.html.fragment_fromstring(html)


@pytest.fixture(scope="module")
def framing():
    return typed()


@pytest.fixture(scope="module")
def shown(framing):
    return glance(framing)


def test_shares_add_up_and_are_those_of_the_words(framing, shown):
    parts = voice_parts(framing.sentences, framing.voices)
    assert [one.name for one in shown.shares] == ["the reporter", f"sources of {AM}", f"sources of {AZ}"]
    assert sum(one.words for one in shown.shares) == parts.words.sum() and sum(one.share for one in shown.shares) == pytest.approx(1)
    assert sum(one.words for one in shown.strip.segments) == parts.words.sum()
    assert f"the reporter {shown.shares[0].share:.0%}" in shown.alt


def test_means_have_their_interval_or_say_that_there_are_too_few(framing, shown):
    means = framing.stance.groupby(["side", "voice"]).score.mean()
    assert {(row.side, row.voice): row.mean for row in shown.stance} == pytest.approx(dict(means))
    for row in shown.stance:
        assert row.place == pytest.approx(50 + 50 * row.mean, abs=0.1)
        if row.interval:
            assert row.low <= row.place <= row.high
    few = glance(typed(stance=framing.stance[framing.stance.sentence < 3]))
    assert all(row.interval is None for row in few.stance) and "too few" in few._repr_html_()


def test_bars_go_up_for_well_and_down_for_badly(framing):
    stance = framing.stance.head(2).assign(side=AM, sentence=[3, 5], score=[0.5, -1.0])
    (row, _) = glance(typed(stance=stance)).strip.rows
    half = STRIP_HEIGHT / 2
    assert [(bar.y, bar.height) for bar in row.bars] == [(half / 2, half / 2), (half, half)]
    words = voice_parts(framing.sentences, framing.voices).groupby("sentence").words.sum()
    assert [bar.x + bar.width / 2 for bar in row.bars] == pytest.approx([words[:2].sum() + words[3] / 2, words[:4].sum() + words[5] / 2], abs=0.1)


def test_tiles_tell_terms_and_shift(framing, shown):
    text = dom(shown._repr_html_()).text_content()
    assert "5 of 13" in text and shown.terms.marks.count("●") == 5 and ", in text order" not in text
    assert shown.shift == Shifts(found=1, tested=4) and "4 measures tested" in text
    many = pd.concat([framing.terms] * 6, ignore_index=True)
    assert f"the first {MOST_MARKS}, in text order" in glance(typed(terms=many))._repr_html_()


def test_the_compact_form_has_the_same_strip(shown):
    full, compact = (dom(html).xpath(".//*[@role='img']")[0] for html in (shown._repr_html_(), shown.compact()))
    assert lxml.html.tostring(full).split() == lxml.html.tostring(compact).split()


def test_an_empty_framing_shows_what_there_is():
    html = glance(bare())._repr_html_()
    assert "No mention of a side was scored" in html and "0 of 0" in html


@pytest.mark.parametrize("text", INJECTIONS)
def test_hostile_text_shows_as_text(text):
    shown = glance(hostile_framing(text))
    for html in (shown._repr_html_(), shown.compact()):
        root = dom(html)
        assert not root.xpath(".//script | .//img | .//iframe | .//link | .//base | .//meta")
        assert not [name for element in root.iter() if isinstance(element.tag, str) for name in element.attrib if name.startswith("on")]
