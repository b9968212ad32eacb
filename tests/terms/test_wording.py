"""The verb, "a" and "this" follow the noun that takes a term's place."""

from __future__ import annotations

import pytest

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.terms.wording import agreement, inflected, replace_term


@pytest.mark.parametrize(
    ("text", "old", "wording", "expected"),
    [
        ("The regime was toppled.", "regime", "authorities", "The authorities were toppled."),
        ("A regime has fallen.", "regime", "authorities", "Authorities have fallen."),
        ("This regime lies.", "regime", "leaders", "These leaders lie."),
        ("These provocations are over.", "provocations", "incident", "This incident is over."),
        ("It was a lie.", "lie", "information", "It was information."),
        ("The collateral damage was small.", "collateral damage", "civilian casualties", "The civilian casualties were small."),
        ("There was a massacre.", "massacre", "killings", "There were killings."),
        ("There is a brutal massacre.", "massacre", "killings", "There are brutal killings."),
        ("A brutal provocation was seen.", "provocation", "incidents", "Brutal incidents were seen."),
        ("The mob does not listen.", "mob", "protesters", "The protesters do not listen."),
        ("The mob goes home.", "mob", "protesters", "The protesters go home."),
        ("The mob that was armed ran.", "mob", "protesters", "The protesters that were armed ran."),
        ("The thugs carry knives.", "thugs", "man", "The man carries knives."),
        ("The mob has left.", "mob", "crowd", "The crowd has left."),
        ("The regime and its allies are weak.", "regime", "authorities", "The authorities and its allies are weak."),
        ("The regime will fall.", "regime", "authorities", "The authorities will fall."),
        ("It was an atrocity.", "atrocity", "killing", "It was a killing."),
        ("They hate the regime leaders.", "regime", "authorities", "They hate the authorities leaders."),
        ("The town was liberated.", "liberated", "captured", "The town was captured."),
        ("The kamikaze drones were seen.", "kamikaze drones", "aircraft", "The aircraft were seen."),
        ("The attacks go on.", "attacks", "violence", "The violence goes on."),
        ("A handout was refused.", "handout", "aid", "Aid was refused."),
    ],
)
def test_agreement(text: str, old: str, wording: str, expected: str) -> None:
    parsed = parse(Article(text))
    start = text.index(old)
    end = start + len(old)
    replaced = replace_term(text, start, end, wording, agreement(parsed.tokens(start, end), wording))
    assert replaced.text == expected
    kept = text.split()[-1]
    at = text.index(kept)
    moved = replaced.moved(at, at + len(kept))
    if moved is not None:  # the last word may be the verb that changed
        assert replaced.text[slice(*moved)] == kept
    assert [replaced.text[a:b] for a, b in replaced.spans()] == [new for _, _, new in replaced.edits]


@pytest.mark.parametrize(
    ("text", "old", "wording", "expected"),
    [
        ("A MASSACRE IN THE CITY", "MASSACRE", "incident", "AN INCIDENT IN THE CITY"),
        ("AN ATROCITY IN THE CITY", "ATROCITY", "riot", "A RIOT IN THE CITY"),
        ("It was a MASSACRE.", "MASSACRE", "riot", "It was a RIOT."),
        ("a deadly 11-year-old war", "deadly", "", "an 11-year-old war"),
        ("a staggering $8 million", "staggering", "", "an $8 million"),
        ("an utterly European idea", "utterly", "", "a European idea"),
        ("a blatantly honest answer", "blatantly", "", "an honest answer"),
        ("an outrageous NATO plan", "outrageous", "", "a NATO plan"),
        ("a radical MP", "radical", "", "an MP"),
    ],
)
def test_the_article_follows_the_sound(text: str, old: str, wording: str, expected: str) -> None:
    start = text.index(old)
    assert replace_term(text, start, start + len(old), wording).text == expected


@pytest.mark.parametrize(
    ("text", "word", "lemma", "expected"),
    [
        ("They laid down their lives.", "laid", "lay", "were killed"),
        ("He laid down his life.", "laid", "lay", "was killed"),
        ("He and she laid down their lives.", "laid", "lay", "were killed"),
        ("They have laid down their lives.", "laid", "lay", "been killed"),
        ("They lay down their lives.", "lay", "lay", "are killed"),
        ("I lay down my life.", "lay", "lay", "am killed"),
        ("He lays down his life.", "lays", "lay", "is killed"),
        ("He will lay down his life.", "lay", "lay", "be killed"),
        ("He is laying down his life.", "laying", "lay", "being killed"),
    ],
)
def test_forms_of_be(text: str, word: str, lemma: str, expected: str) -> None:
    (token,) = (token for token in parse(Article(text)).doc if token.text == word)
    assert inflected("be killed", "verb", token, lemma) == expected


@pytest.mark.parametrize(
    ("text", "word", "lemma", "expected"),
    [
        ("They cling to power.", "cling", "cling", "remain in power"),
        ("They clung to power.", "clung", "cling", "remained in power"),
        ("They are clinging to power.", "clinging", "cling", "remaining in power"),
        ("Troops overran the town.", "overran", "overrun", "remained in power"),
        ("Rebels have overrun the town.", "overrun", "overrun", "remained in power"),
    ],
)
def test_forms_of_irregular_terms(text: str, word: str, lemma: str, expected: str) -> None:
    (token,) = (token for token in parse(Article(text)).doc if token.text == word)
    assert inflected("remain in power", "verb", token, lemma) == expected
