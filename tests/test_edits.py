"""Choosing "a" or "an" by sound."""

from __future__ import annotations

import pytest

from analysis.edits import AFTER_ARTICLE, article_for

ARTICLES = """
a: unit, union, unionist, unique, uniform, unilateral, unanimous, unified, universal, UN, U.N., UK, US, U.S., UAE, USAID, UNESCO, UNICEF
a: European, euphemism, eulogy, Ukrainian, Ugandan, Uruguayan, Uyghur, Utah, uranium, urine, utility, utopia, utensil, ubiquitous
a: user, useful, usual, usurper, U-turn, one-day, one, once, ewe, year, war, humanitarian, historic, hotel, Honduran, Honolulu, herb
a: NATO, NASA, FIFA, FEMA, MAGA, SWAT, CNN, BBC, PhD, T-shirt, Mr., McDonald, MASSACRE, REGIME, 1, 10, 100, 110, 180, 1.8m, 1,100, 2016, $1.8, £100
an: hour, hourly, honest, honour, honor, honorary, heir, heirloom, MP, MPs, FBI, SUV, NGO, EU, F-16, S-400, X-ray, H-bomb, O'Brien, mRNA, iPhone
an: army, incident, outrage, urgent, urban, ugly, umbrella, uncle, unarmed, unidentified, unimportant, unintended, uninhabited, unissued, Urdu
an: onerous, opponent, eight, eleven, 8, 8th, 80, 800, 8,000, 11, 11-year-old, 11.5, 11,000, 18, 18th, 1812, $8, $8bn, £11, €18, ISIS, ISIL, OPEC
an: Élysée, INCIDENT, ACLU, NAACP, MRSA, HIV, MSNBC
"""
CASES = [(line.partition(": ")[0], word) for line in ARTICLES.strip().splitlines() for word in line.partition(": ")[2].split(", ")]


@pytest.mark.parametrize(("article", "word"), CASES, ids=[word for _, word in CASES])
def test_a_or_an(article: str, word: str) -> None:
    first = AFTER_ARTICLE.match(word)
    assert first is not None
    assert article_for(first.group(), "a") == article
    assert article_for(first.group(), "An") == article.capitalize()
    assert article_for(first.group(), "AN") == article.upper()
