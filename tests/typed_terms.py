"""Sentences read for tests of loaded words: sides and voices typed in, and a scorer that can be worked out by hand."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from analysis.reading.parse import Parsed
from analysis.tables import make_table

ADDRESSES = {
    "Armenia": ["Armenia", "Armenian", "Yerevan"],
    "Azerbaijan": ["Azerbaijan", "Azerbaijani", "Baku", "BAKU"],
    "Russia": ["Russia", "Russian", "Moscow"],
    "Ukraine": ["Ukraine", "Ukrainian", "Kyiv"],
    "Israel": ["Israel", "Israeli"],
    "Iran": ["Iran", "Iranian", "Tehran"],
}


def mentions_in(parsed: Parsed, **pronouns: str) -> pd.DataFrame:
    """Type in the mentions: every name above, and pronouns given as ``They="Armenia"``."""
    names = {name: side for side, names in ADDRESSES.items() for name in names} | pronouns
    rows = [
        {"sentence": parsed.sentence_at(m.start()), "side": names[m.group()], "start": m.start(), "end": m.end(), "text": m.group(), "how": "name"}
        for m in re.finditer(rf"\b({'|'.join(sorted(names, key=len, reverse=True))})\b", parsed.article.text)
    ]
    return make_table("mentions", rows)


def voices_in(parsed: Parsed, *contents: tuple[str, str, str | None]) -> pd.DataFrame:
    """Type in the voices: (content, speaker, side)."""
    rows = []
    for content, speaker, side in contents:
        start = parsed.article.text.index(content)
        place = {"sentence": parsed.sentence_at(start), "start": start, "end": start + len(content)}
        rows.append(place | {"kind": "direct", "speaker": speaker, "side": side})
    return make_table("voices", rows)


class WordCounter:
    """A scorer by counting: words that sound bad lower the score of a text, so every effect can be worked out by hand."""

    def __init__(self) -> None:
        self.calls: list[list[tuple[str, int, int]]] = []

    def score(self, texts: list[tuple[str, int, int]]) -> np.ndarray:
        self.calls.append(texts)
        bad = np.array([sum(word in text for word in ("occupied", "provocation", "brutal", "regime")) for text, _, _ in texts])
        p_neg = np.minimum(0.1 + 0.3 * bad, 1.0)
        return np.column_stack([p_neg, 1 - p_neg, np.zeros(len(texts))])
