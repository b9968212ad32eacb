"""Loaded words found in context: the encoder's head for loaded words, read as spans with a probability and a category.

A list cannot know every loaded word, nor tell "the plan was bulldozed through" from "the house was bulldozed"; this head reads the sentence.  It was
trained on news that readers labelled for this project by the code book (``training/terms``, ``training.tagger``), and its probabilities
are calibrated on articles it did not learn from (``training.calibrate_terms``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.corrections import CORRECTED
from analysis.lexicons import word_list
from analysis.terms.lexicon import CATEGORIES
from analysis.terms.matching import HYPHENS

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Token

    from analysis.reading.encoder import Encoder
    from analysis.reading.parse import Parsed

PAINTED_CUE = "painted cue"
"""A verb of saying that paints how something was said ("blasted", "grumbled")."""
LABELS = ("not loaded", *CATEGORIES, PAINTED_CUE)
"""The columns of the encoder's head for loaded words, in order."""
LIST, MODEL, BOTH = "list", "model", "both"
"""Who finds a term."""
CATEGORY_OF_CUES = "drama"

FLOOR = 0.1
"""No mark below this probability is kept: ``terms_at`` can go down to it and no further."""
THRESHOLD = 0.8
"""From this probability on a word is marked unless the reader asks for another: four in five of such marks were judged right, see
``training.judge_terms``."""
DOUBTED = 0.1
"""A word of the list whose probability is below this is one that the model doubts in this sentence."""
_TOGETHER = 0.4
"""Neighbours of one category are one mark where the less likely is at least this share of the other."""
_FUNCTION_WORDS = frozenset({"DET", "PRON", "CCONJ", "SCONJ", "AUX", "PART", "ADP"})
_OF_FUNCTION_WORDS = frozenset({"booster", "hedge"})


@dataclass(frozen=True)
class Loaded:
    """How the head reads the words of an article: by token index, the probability of being loaded (calibrated) and the likeliest category."""

    p: NDArray[np.float64]
    category: tuple[str, ...]

    def of(self, tokens: Sequence[Token]) -> float:
        """Return the probability of a mark on some words: that of the likeliest of them."""
        return float(max(self.p[token.i] for token in tokens))


def read_words(parsed: Parsed, encoder: Encoder) -> Loaded:
    """Return how likely each word of an article is loaded, and its category; (tokens,), 0 for white space and marks."""
    p, category = np.zeros(len(parsed.doc)), [LABELS[1]] * len(parsed.doc)
    words = [token for token in parsed.doc if not token.is_space and not token.is_punct]
    shares = encoder.word_shares(parsed, words)
    for token, likely, kind in zip(words, calibrated(1 - shares[:, 0], encoder.settings), shares[:, 1:].argmax(axis=1), strict=True):
        p[token.i], category[token.i] = likely, LABELS[1 + int(kind)]
    return Loaded(p, tuple(CATEGORY_OF_CUES if one == PAINTED_CUE else one for one in category))


def calibrated(p: NDArray[np.float64], settings: dict[str, Any]) -> NDArray[np.float64]:
    """Return probabilities as the share of such words that a reader marks: Platt scaling of the log odds, as the model's config has it."""
    slope, shift = settings.get("terms", {}).get("platt", (1.0, 0.0))
    odds = np.log(p.clip(1e-9, 1 - 1e-9)) - np.log1p(-p.clip(1e-9, 1 - 1e-9))
    return np.asarray(1 / (1 + np.exp(-(slope * odds + shift))))


def spans_of(tokens: Sequence[Token], loaded: Loaded, taken: set[int]) -> Iterator[list[Token]]:
    """Yield the marks of a sentence: runs of words of one category, none less likely than ``FLOOR``.

    Function words end no mark, and a hyphen joins what it stands between.  taken: token indices that are marked already.
    """
    run: list[Token] = []
    for token in tokens:
        free = token.i not in taken
        hyphen = token.text in HYPHENS
        begins = free and not hyphen and loaded.p[token.i] >= FLOOR
        joins_by_hyphen = free and hyphen and run and not token.whitespace_ and not run[-1].whitespace_
        if joins_by_hyphen or (begins and _joins(run, token, loaded)):
            run.append(token)
        else:
            yield from _trimmed(run, loaded)
            run = [token] if begins else []
    yield from _trimmed(run, loaded)


def _joins(run: list[Token], token: Token, loaded: Loaded) -> bool:
    words = [one for one in run if one.text not in HYPHENS]
    if not words or run[-1].i + 1 < token.i:
        return False
    if run[-1].text in HYPHENS:
        return True
    before, here = loaded.p[words[-1].i], loaded.p[token.i]
    return loaded.category[words[-1].i] == loaded.category[token.i] and min(before, here) >= _TOGETHER * max(before, here)


def _trimmed(run: list[Token], loaded: Loaded) -> Iterator[list[Token]]:
    """Yield a run without the hyphens and function words at its ends, if more than a degree ("absolutely") is left; "of course" keeps its own."""
    whole = bool(run) and loaded.category[run[0].i] in _OF_FUNCTION_WORDS
    plain = [token.text not in HYPHENS and (whole or token.pos_ not in _FUNCTION_WORDS) for token in run]
    if any(plain):
        kept = run[plain.index(True) : len(plain) - plain[::-1].index(True)]
        if any(token.lower_ not in word_list("function_words", "no mark alone") for token in kept):
            yield kept


def category_of(words: Sequence[Token], loaded: Loaded) -> str:
    """Return the category of a mark: that of its likeliest word."""
    return loaded.category[max(words, key=lambda token: loaded.p[token.i]).i]


def checked_threshold(threshold: float) -> float:
    """Return a threshold; raise ValueError, naming it and what is allowed, where it is no number from ``FLOOR`` to 1."""
    if isinstance(threshold, bool) or not isinstance(threshold, (int, float)) or not FLOOR <= threshold <= 1:
        raise ValueError(f"{threshold!r} is not a threshold; give a number from {FLOOR} (many words) to 1 (the list alone), for example 0.7")
    return float(threshold)


def marked_at(terms: pd.DataFrame, threshold: float) -> pd.Series:
    """Say of each row whether it is marked at a threshold: it is on the list, a person marked it, or the model is at least so sure."""
    return (terms["found_by"] != MODEL) | (terms["p"] >= threshold)


def at_threshold(terms: pd.DataFrame, threshold: float) -> pd.DataFrame:
    """Return the rows that are marked at a threshold, in the order of the text; ``found_by`` says who finds each there."""
    kept = terms[marked_at(terms, threshold)].sort_values(["start", "end"]).reset_index(drop=True)
    listed = kept["found_by"] != MODEL
    sure = kept["p"] >= threshold
    by = np.select([kept["found_by"] == CORRECTED, listed & sure, listed], [CORRECTED, BOTH, LIST], MODEL)
    return kept.assign(found_by=pd.Series(by, index=kept.index, dtype=object))


def doubted(terms: pd.DataFrame) -> pd.Series:
    """Say of each row whether it is on the list and the model doubts that the word is loaded in this sentence."""
    return (terms["found_by"] == LIST) & (terms["p"] < DOUBTED)
