"""The model's marks without its weights: words with probabilities become spans, thresholds keep or leave them, list and model are told apart."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.reading.article import Article
from analysis.reading.encoder import embedded_encoder
from analysis.reading.parse import parse
from analysis.tables import make_table
from analysis.terms.lexicon import read_lexicon
from analysis.terms.marker import FLOOR, LABELS, Loaded, at_threshold, calibrated, checked_threshold, doubted, read_words
from analysis.terms.terms import find_terms


def read(text: str, **sure: tuple[float, str]) -> pd.DataFrame:
    """Find the terms of a text whose words, by their letters, the model finds so likely loaded, and of that category."""
    parsed = parse(Article(text=text))
    p, category = np.full(len(parsed.doc), 0.01), ["drama"] * len(parsed.doc)
    for token in parsed.doc:
        if token.lower_ in sure:
            p[token.i], category[token.i] = sure[token.lower_]
    return find_terms(parsed, make_table("voices", []), make_table("mentions", []), read_lexicon(), Loaded(p, tuple(category)))


SPANS = [
    # text, what the model says of its words, the marks with their category and probability
    ("The plan was bulldozed through.", {"bulldozed": (0.9, "violence")}, [("bulldozed", "violence", 0.9)]),
    ("The plan is a shabby joke.", {"shabby": (0.8, "blame"), "joke": (0.7, "blame")}, [("shabby joke", "blame", 0.8)]),
    (
        "It was a wildly slapdash plan.",
        {"wildly": (0.8, "intensifier"), "slapdash": (0.9, "blame")},
        [("wildly", "intensifier", 0.8), ("slapdash", "blame", 0.9)],
    ),
    # too unlike to be one
    ("The shabby plan failed.", {"shabby": (0.9, "blame"), "plan": (0.2, "blame")}, [("shabby", "blame", 0.9), ("plan", "blame", 0.2)]),
    ("They accuse it of asset-stripping.", {"asset": (0.9, "blame"), "stripping": (0.5, "blame")}, [("asset-stripping", "blame", 0.9)]),
    ("It will drag its feet.", {"drag": (0.9, "blame"), "its": (0.8, "blame"), "feet": (0.9, "blame")}, [("drag its feet", "blame", 0.9)]),
    ("The mayor saw the wall.", {"the": (0.9, "label")}, []),  # a function word is no mark
    ("Of course it failed.", {"of": (0.6, "booster"), "course": (0.9, "booster")}, [("Of course", "booster", 0.9)]),
    ("They all absolutely lied.", {"absolutely": (0.9, "intensifier")}, []),  # nor is a degree alone
    ("The mayor grumbled.", {"grumbled": (0.09, "drama")}, []),
    ("He called it a “swindle” and left.", {"swindle": (0.9, "deceit")}, [("swindle", "deceit", 0.9)]),
    ("He avoided the word “sneaky” all day.", {"sneaky": (0.9, "deceit")}, []),  # named, not used
    ("One shabby end.\n\nJoke books sell.", {"end": (0.9, "drama"), "joke": (0.9, "drama")}, [("end", "drama", 0.9), ("Joke", "drama", 0.9)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sure", "expected"), SPANS)
def test_words_become_marks(text, sure, expected):
    found = read(text, **sure)
    found = found[found.found_by == "model"]
    assert [(row.text, row.category, pytest.approx(row.p)) for row in found.itertuples()] == expected


def test_the_list_keeps_its_words_and_what_it_knows_of_them():
    found = read("The brutal and sneaky regime lied.", brutal=(0.9, "violence"), sneaky=(0.6, "deceit"), regime=(0.02, "legitimacy"))
    assert found.text.tolist() == ["brutal", "sneaky", "regime"]
    assert found.found_by.tolist() == ["list", "model", "list"]
    assert found.p.tolist() == pytest.approx([0.9, 0.6, 0.02])
    assert found.neutral_by.tolist()[0] == "list" and found.note.notna().tolist() == [True, False, True]
    marked = at_threshold(found, 0.5)
    assert marked.found_by.tolist() == ["both", "model", "list"]
    assert doubted(marked).tolist() == [False, False, True]
    assert at_threshold(found, 0.7).text.tolist() == ["brutal", "regime"]
    assert at_threshold(found, 0.95).found_by.tolist() == ["list", "list"]


def test_terms_do_not_overlap():
    found = read("The brutally slapdash plan failed.", brutally=(0.9, "blame"), slapdash=(0.9, "blame"))
    assert (found.end.to_numpy()[:-1] <= found.start.to_numpy()[1:]).all()


@pytest.mark.parametrize("threshold", [0, 0.05, 1.01, "0.7", None, True, float("nan")])
def test_a_threshold_that_is_none_is_refused(threshold):
    with pytest.raises(ValueError, match=r"is not a threshold; give a number from 0\.1 \(many words\) to 1"):
        checked_threshold(threshold)


def test_calibration_keeps_the_order_and_is_nothing_by_default():
    p = np.array([0.0, 0.1, 0.5, 0.9, 1.0])
    assert calibrated(p, {}) == pytest.approx(p, abs=1e-6)
    found = calibrated(p, {"terms": {"platt": [0.8, 0.5]}})
    assert (np.diff(found) > 0).all() and found[2] == pytest.approx(1 / (1 + np.exp(-0.5)))


# With the weights


def test_the_embedded_encoder_has_the_heads_columns_last():
    assert embedded_encoder().labels[-len(LABELS) :] == tuple(f"terms: {label}" for label in LABELS)


CONTEXT = [
    # a word in a loaded and in a plain use
    ("The shameless governor bankrolled a circus of lies.", "The children went to the circus on Sunday.", "circus"),
    ("This toxic minister has poisoned our politics.", "The plant stores toxic waste in steel drums.", "toxic"),
    ("Ministers let a flood of illegals swamp the county.", "The flood of 1953 killed 307 people along the coast.", "flood"),
    ("The radical mob wants to torch our history.", "Surgeons chose a radical mastectomy in both cases.", "radical"),
    ("It is a brazen attack on working families.", "He died of a heart attack on Friday.", "attack"),
]  # fmt: skip


@pytest.mark.parametrize(("loaded", "plain", "word"), CONTEXT)
def test_the_model_reads_the_sentence(loaded, plain, word):
    found = []
    for text in (loaded, plain):
        parsed = parse(Article(text=text))
        words = read_words(parsed, embedded_encoder())
        found.append(next(words.p[token.i] for token in parsed.doc if token.lower_ == word))
    assert found[0] > 0.5 > found[1] and found[0] > found[1] + 0.2


def test_nothing_is_marked_in_an_article_of_signs_alone():
    assert not (read_words(parse(Article(text="…")), embedded_encoder()).p >= FLOOR).any()
