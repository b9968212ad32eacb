"""How lines begin that are no part of a story: "Sign up for", "This article was updated", by the list of phrases."""

from __future__ import annotations

from functools import cache

from analysis.lexicons import word_list, word_values


def listed_beginning(words: str) -> str | None:
    """Return what begins with the first words of a line, by the longest phrase of the list; None where none does."""
    return next((kind for phrase, kind in _beginnings().get(words.split(" ", 1)[0], ()) if _starts(words, phrase)), None)


def tells_of_the_text(words: str) -> bool:
    """Say whether a note speaks of the text it stands under: "An earlier version of this article ..."."""
    return any(phrase in words for phrase in word_list("furniture", "on the text itself"))


@cache
def _beginnings() -> dict[str, list[tuple[str, str]]]:
    """Return first word -> the phrases that begin with it and what a line of each is, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, kind in word_values("furniture", "beginning").items():
        found.setdefault(phrase.split(" ", 1)[0], []).append((phrase, kind))
    return {word: sorted(phrases, key=lambda one: -len(one[0])) for word, phrases in found.items()}


def _starts(words: str, phrase: str) -> bool:
    return words.startswith(phrase) and (len(words) == len(phrase) or not (phrase[-1].isalnum() and words[len(phrase)].isalnum()))
