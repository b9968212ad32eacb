"""The loaded words of an article as a table that can be printed: one row a word, with its counts and an example."""

from __future__ import annotations

import pandas as pd

from analysis.corrections import CORRECTED

COLUMNS = ("word", "category", "count", "narrator", "source", "about", "found_by", "p", "neutral", "neutral_by", "example")


def term_words(terms: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return one row a word, the most frequent first, then in the order of the text.

    terms, sentences: as in ``Framing``.  Columns: ``word`` (dictionary form), ``category``, ``count``, how often the ``narrator`` and a ``source``
    says it, ``about`` (the sides it is about, each with its count), ``found_by`` (corrected where a person said so of one of them), ``p`` (mean,
    NaN without the model), ``neutral`` (the first wording, one of the list before a proposal), ``neutral_by`` (list, model or corrected) and
    ``example`` (the first sentence with it).
    """
    texts = sentences.set_index("sentence")["text"]
    rows = []
    for (word, category), group in terms.groupby(["term", "category"], sort=False):
        about = group["about"].dropna().value_counts(sort=False).sort_values(ascending=False, kind="stable")
        by = set(group["found_by"].dropna())
        by = {CORRECTED} if CORRECTED in by else by
        wordings = group[group["neutral"].notna()].sort_values("neutral_by", kind="stable")  # list before model
        rows.append({
            "word": word, "category": category, "count": len(group),
            "narrator": int((group["voice"] == "narrator").sum()), "source": int((group["voice"] == "source").sum()),
            "about": ", ".join(f"{side} {number}" for side, number in about.items()) or None,
            "found_by": by.pop() if len(by) == 1 else "both" if by else None, "p": group["p"].mean(),
            "neutral": next(iter(wordings["neutral"]), None),
            "neutral_by": next(iter(wordings["neutral_by"]), None), "example": " ".join(texts[group["sentence"].iloc[0]].split()),
        })  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS)).sort_values("count", ascending=False, kind="stable").reset_index(drop=True)
