"""Is the text English?  Word lists and models are for no other language."""

from __future__ import annotations

import re

from analysis.lexicons import word_list, word_values
from analysis.reading.folding import fold

_ENOUGH = 10_000
"""Characters looked at."""
_SHARE_OF_ENGLISH = 0.1


def language_warning(text: str) -> list[str]:
    """Return a warning where the text does not look English, else nothing.

    A text full of words that only English has is English; only the others wait for the language detector to load.
    """
    beginning = fold(text[:_ENOUGH]).text
    words = re.findall(r"\w+", beginning.lower())
    english = word_list("languages", "only in English")
    if sum(word in english for word in words) >= _SHARE_OF_ENGLISH * len(words):
        return []
    import py3langid

    code = str(py3langid.classify(beginning)[0])
    if code == "en":
        return []
    return [f"language: the text looks {_named(code)}; word lists and models are for English, do not trust the results"]


def _named(code: str) -> str:
    """Name a language by its code; "zxx" is the detector's code for no language at all."""
    names = word_values("languages", "names")
    if code in names:
        return f"{names[code]} ({code})"
    return "like a list" if code == "zxx" else f"like another language ({code})"
