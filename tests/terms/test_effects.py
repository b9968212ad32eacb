"""Another wording in a term's place: the sentence before and after, the scores, and what a wrong use is told."""

from __future__ import annotations

import math
import re
from typing import Any

import pandas as pd
import pytest
from typed_terms import WordCounter, mentions_in, voices_in

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.terms.effects import TermSwap, swap_term, wording_effects
from analysis.terms.lexicon import LEAVE_OUT, read_lexicon
from analysis.terms.terms import find_terms

TEXT = "Armenia illegally occupied the town near Azerbaijan. An illegal Russian occupation ended. The provocation was over."


def swapped(number: Any, wording: Any = None, text: str = TEXT, lexicon: pd.DataFrame | None = None) -> TermSwap:
    parsed = parse(Article(text))
    mentions = mentions_in(parsed)
    terms = find_terms(parsed, voices_in(parsed), mentions, read_lexicon() if lexicon is None else lexicon)
    return swap_term(parsed, terms, mentions, number, wording, WordCounter())  # type: ignore[arg-type]


def test_every_mention_of_the_sentence_is_scored_before_and_after() -> None:
    result = swapped(1, "took")
    assert (result.before, result.after) == (
        "Armenia illegally occupied the town near Azerbaijan.",
        "Armenia took the town near Azerbaijan.",
    )
    assert result.scores.round(6).values.tolist() == [["Armenia", "Armenia", -0.4, -0.1, 0.3], ["Azerbaijan", "Azerbaijan", -0.4, -0.1, 0.3]]
    assert (result.number, result.sentence, result.term, result.wording) == (1, 1, "illegally occupied", "took")
    assert [result.before[a:b] for a, b in result.changed_before] == ["illegally occupied"]
    assert [result.after[a:b] for a, b in result.changed_after] == ["took"]


@pytest.mark.parametrize(
    ("number", "wording", "after"),
    [
        (1, None, "Armenia controlled the town near Azerbaijan."),
        (1, " held  on to ", "Armenia held on to the town near Azerbaijan."),
        (2, None, "Russian control ended."),
        (2, "occupation by Russian troops", "An occupation by Russian troops ended."),
        (3, None, "The incident was over."),
        (3, "incidents", "The incidents were over."),
        (3, "", "The was over."),
        (3, LEAVE_OUT, "The was over."),
    ],
)
def test_the_sentence_with_a_wording(number: int, wording: str | None, after: str) -> None:
    assert swapped(number, wording).after == after


def test_a_sentence_without_a_side_has_no_scores() -> None:
    result = swapped(3)
    assert result.scores.empty
    assert list(result.scores) == ["side", "mention", "before", "after", "change"]
    assert "names no side" in result._repr_html_()


def test_it_shows_itself_and_escapes() -> None:
    page = swapped(1, "<b>took</b>")._repr_html_()
    assert "<mark>illegally occupied</mark>" in page
    assert "&lt;b&gt;took&lt;/b&gt;" in page and "<b>" not in page
    assert re.search(r"Armenia.*−0\.40.*−0\.10.*\+0\.30", page, re.DOTALL)


@pytest.mark.parametrize("number", [0, 4, -1, True, "1", 1.0, None])
def test_a_number_there_is_not(number: Any) -> None:
    with pytest.raises(IndexError, match=rf"there is no term {re.escape(repr(number))}; the terms are numbered from 1 to 3"):
        swapped(number, "took")


def test_an_article_without_terms() -> None:
    with pytest.raises(IndexError, match="there is no term 1; this article has no term"):
        swapped(1, text="It rained.")


def test_a_wording_that_takes_the_mention_away() -> None:
    with pytest.raises(
        ValueError, match="'control' takes away 'Russian', by which the sentence names Russia; keep it in the wording: 'Russian control'"
    ):
        swapped(2, "control")


def test_a_wording_that_is_no_text() -> None:
    with pytest.raises(TypeError, match=r"a wording is a text, not int 3; write for example swap_term\(1, 'captured'\)"):
        swapped(1, 3)


def test_no_wording_on_the_list() -> None:
    with pytest.raises(ValueError, match=r"no other wording is known for term 1, 'junta'; give one: swap_term\(1, 'your wording'\)"):
        swapped(1, text="The junta met.", lexicon=pd.DataFrame({"term": ["junta"]}))


def test_every_wording_of_the_list_is_put_in_its_form_and_scored() -> None:
    lexicon = pd.DataFrame(
        {"term": ["liberate"], "pos": ["verb"], "neutral": ["capture"], "also": ["take / take control of / use brutal force against"]}
    )
    parsed = parse(Article("Azerbaijan liberated the town."))
    mentions = mentions_in(parsed)
    terms = find_terms(parsed, voices_in(parsed), mentions, lexicon)
    assert terms[["neutral", "also"]].values.tolist() == [["captured", "took / took control of / used brutal force against"]]
    found = wording_effects(parsed, terms, mentions, 1, WordCounter())  # type: ignore[arg-type]
    assert found["effect"].round(6).tolist() == [0.0, 0.0, 0.0, -0.3]
    assert found["sentence"][2] == "Azerbaijan took control of the town."


def test_wordings_of_a_term_without_any_or_without_a_side() -> None:
    parsed = parse(Article("The junta met. Two regimes fell."))
    mentions = mentions_in(parsed)
    lexicon = pd.DataFrame({"term": ["junta", "regime"], "pos": ["noun", "noun"], "neutral": ["", "government"]})
    terms = find_terms(parsed, voices_in(parsed), mentions, lexicon)
    assert wording_effects(parsed, terms, mentions, 1, WordCounter()).empty  # type: ignore[arg-type]
    found = wording_effects(parsed, terms, mentions, 2, WordCounter())  # type: ignore[arg-type]
    assert found["wording"].tolist() == ["governments"]
    assert math.isnan(found["effect"][0])
