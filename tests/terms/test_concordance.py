"""The words of an article as a table: counts, voices, whom they are about, and which wording."""

from __future__ import annotations

import pandas as pd
from typed import AM, typed

from analysis.terms.concordance import COLUMNS, term_words


def test_one_row_a_word_the_most_frequent_first():
    f = typed()
    words = term_words(f.terms, f.sentences)
    assert list(words.columns) == list(COLUMNS)
    assert words.word.tolist()[:3] == ["provocation", "liberated", "purposefully"] and words["count"].sum() == len(f.terms)
    first = words.iloc[0]
    assert (first.narrator, first.source, first.about, first.found_by, first.p) == (0, 2, f"{AM} 1", "both", 0.7)
    assert first.example.startswith("“They’re trying to create")


def test_a_wording_of_the_list_comes_before_a_proposal():
    f = typed()
    twice = f.terms[f.terms.term == "liberated"]
    for by in (["model", "list"], ["list", "model"]):
        words = term_words(twice.assign(neutral=["a", "b"], neutral_by=by), f.sentences).iloc[0]
        assert (words.neutral, words.neutral_by) == ("ab"[by.index("list")], "list")
    none = term_words(twice.assign(neutral=None, neutral_by=None), f.sentences).iloc[0]
    assert pd.isna(none.neutral) and pd.isna(none.neutral_by)
    by_hand = term_words(twice.assign(neutral=["a", None], neutral_by=None), f.sentences).iloc[0]
    assert by_hand.neutral == "a" and pd.isna(by_hand.neutral_by)


def test_who_found_it_at_different_places():
    f = typed()
    twice = f.terms[f.terms.term == "liberated"]
    words = term_words(twice.assign(found_by=["list", "both"], p=[0.02, 0.6]), f.sentences).iloc[0]
    assert (words.found_by, round(words.p, 2)) == ("both", 0.31)
