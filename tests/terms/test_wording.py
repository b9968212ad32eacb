"""The verb, "a" and "this" follow the noun that takes a term's place."""

from __future__ import annotations

import pytest

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.terms.wording import agreement, replace_term


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
