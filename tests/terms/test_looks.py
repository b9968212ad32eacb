"""The looks of the categories: fixed, distinct, told apart without colour."""

from __future__ import annotations

from analysis.terms.lexicon import CATEGORIES, OWN_LIST
from analysis.terms.looks import in_order, look_of, looks_of, meaning_of

FIXED = {
    "territory": ("TE", "double", 2), "legitimacy": ("LE", "wavy", 2), "violence": ("VI", "solid", 1), "blame": ("BL", "wavy", 1),
    "deceit": ("DE", "double", 1), "victimhood": ("VC", "wavy", 3), "praise": ("PR", "solid", 3), "label": ("LA", "solid", 2),
    "euphemism": ("EU", "double", 3), "drama": ("DR", "dashed", 1), "intensifier": ("IN", "solid", 4), "doubt": ("DO", "wavy", 4),
    "hedge": ("HE", "double", 4), "booster": ("BO", "dashed", 4), OWN_LIST: ("OW", "dashed", 2),
}  # fmt: skip
"""Written down a second time: a look that changes would change the meaning of pages that were printed."""


def test_every_category_has_its_own_look():
    assert {name: (look.code, look.line, look.colour) for name in (*CATEGORIES, OWN_LIST) if (look := look_of(name))} == FIXED
    assert len({look.code for look in map(look_of, FIXED)}) == len({(look.line, look.colour) for look in map(look_of, FIXED)}) == 15


def test_an_unknown_category_looks_like_no_other():
    other = look_of("made up")
    assert (other.name, other.code) == ("made up", "OT")
    assert (other.line, other.colour) not in {(line, colour) for _, line, colour in FIXED.values()}


def test_the_order_is_that_of_the_code_book():
    assert in_order(["own list", "made up", "drama", "territory", "drama"]) == ["territory", "drama", "own list", "made up"]
    assert [look.code for look in looks_of(["hedge", "blame"])] == ["BL", "HE"]


def test_each_category_says_what_its_words_do():
    assert meaning_of("euphemism") == "Such a word hides what was done behind a mild, technical or official name."
    assert all(meaning_of(name).startswith("Such a word ") for name in CATEGORIES)
    assert meaning_of(OWN_LIST) and not meaning_of("made up")
