"""Which words name nobody: "officials", "a source close to the talks"."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.who.gazetteer import first_names
from analysis.who.words import role_words

_NAMELESS = re.compile(
    r"\b(?:anonym\w+|unnamed|unidentified|not to be (?:named|identified|quoted)|sources?|insiders?)\b|^(?:Sources?|Insiders?|Anonymous)\b"
)
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
_APOSTROPHE = re.compile("['’]")
_REMEMBERED = 10_000


def is_unnamed(words: str) -> bool:
    """Say whether a speaker's words name nobody: no person, body or country ("officials", "a source close to the talks").

    words: a speaker as it stands in the text, or ``Resolved.who``.  A source kept nameless on purpose is unnamed whatever else is said of
    it ("a Kremlin source", "a Norland official who asked not to be named"); "U.S. officials" name a country and are not.
    """
    if _NAMELESS.search(words):
        return True
    return not any(_is_name(word, first=k == 0) for k, word in enumerate(_WORD.findall(words)))


def _is_name(word: str, first: bool) -> bool:
    """Say whether a word has a capital that makes it a name; not that of a day, a month, or the beginning of a sentence."""
    if not word[0].isupper() or before_apostrophe(word) in role_words().capitals:
        return False
    return not (first and is_common(word))


def before_apostrophe(word: str) -> str:
    """Return a word without possessive: "Monday’s" -> "Monday"."""
    return _APOSTROPHE.split(word)[0]


@lru_cache(maxsize=_REMEMBERED)
def is_common(word: str) -> bool:
    """Say whether a capital at the beginning is only that of a sentence: "Residents", "The", "She", but not "WHO"."""
    if (len(word) > 1 and word.isupper()) or word in first_names():
        return False
    word = word.lower()
    singular = {word, word.removesuffix("s"), word.removesuffix("es"), re.sub(r"ies$", "y", word), re.sub(r"men$", "man", word)}
    return not singular.isdisjoint(role_words().no_names)
