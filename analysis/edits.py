"""Put other words into a text, know where everything is afterwards, and choose "a" or "an" before them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.lexicons import word_values

Edit = tuple[int, int, str]
"""The place of some words in a text, and what is put there."""


@dataclass(frozen=True)
class Edited:
    """A text after edits: its new words, and the edits (start, end, new words), in order and without overlaps, that lead there from the old."""

    text: str
    edits: tuple[Edit, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``old[start:end]`` stands in ``text``; a name that was exchanged is where its new name is."""
        first = last = 0
        for a, b, new in self.edits:
            grown = len(new) - (b - a)
            first += grown if b <= start else a - start if a < start else 0
            last += grown if b <= end and a < end else a + len(new) - end if a < end < b else 0
        return start + first, end + last


def apply_edits(text: str, edits: Iterable[Edit]) -> Edited:
    """Return the text with the edits made; they must not overlap, and may come in any order."""
    ordered = tuple(sorted(edits))
    new = text
    for start, end, words in reversed(ordered):
        new = new[:start] + words + new[end:]
    return Edited(new, ordered)


AFTER_ARTICLE = re.compile(r"[$£€]?[\w.]+")
"""What ``article_for`` asks for of the words after "a" or "an": the first one, as far as a hyphen, with its currency sign."""
_LAST_ARTICLE = re.compile(r"\b([Aa]n?)( [“\"‘'(]?)$")
_LONGEST_ACRONYM = 5
_AN_NUMBER = re.compile(r"8|1[18](?!\d)|1[18]\d\d(?!\d)")
"""Eight and eighty, eleven and eighteen (also 11.5, 18th, 11,000), and 1100 or 1812, said by hundreds; not 110 or 1.8."""
_AN_LETTERS = "AEFHILMNORSX"
"""Letters whose names begin with a vowel sound."""


def article_for(word: str, old: str) -> str:
    """Return "a" or "an" before a word, by sound; keeps the capitals of the old article.

    word: as ``AFTER_ARTICLE`` finds it, a word, number, sum of money or initials.  Its words are in ``lexicons/a_or_an.csv``; an acronym
    that is not there is taken to be spelled out letter by letter, and a word in capitals of more than five letters to be a word.
    """
    return old[0] + (("N" if old[1:].isupper() else "n") if _begins_with_vowel(word.lstrip("$£€")) else "")


def before_words(text: str, words: str) -> str:
    """Return a text with its last word, where that is "a" or "an", as it has to be before some words."""
    article, first = _LAST_ARTICLE.search(text), AFTER_ARTICLE.match(words)
    if article is None or first is None:
        return text
    return f"{text[: article.start()]}{article_for(first.group(), article[1])}{article[2]}"


def _begins_with_vowel(word: str) -> bool:
    if word[:1].isdigit():
        return _AN_NUMBER.match(word) is not None
    as_word = word_values("a_or_an", "said as a word")
    if word in as_word:
        return as_word[word] == "an"
    if _is_spelled_out(word):
        return word[0].upper() in _AN_LETTERS
    low, beginnings = unicodedata.normalize("NFD", word.lower()), word_values("a_or_an", "beginning")
    listed = next((low[:n] for n in range(len(low), 1, -1) if low[:n] in beginnings), None)
    return beginnings[listed] == "an" if listed else low[:1] in tuple("aeiou")


def _is_spelled_out(word: str) -> bool:
    """Say whether a word is said letter by letter: "FBI", "U.N.", "MPs", "mRNA", the "X" of "X-ray"."""
    letters = word.replace(".", "")
    if len(letters) == 1:
        return letters.isalpha()
    initials = re.match(r"[A-Z]{2}|[a-z][A-Z]", letters) is not None
    return initials and len(letters.removesuffix("s")) <= _LONGEST_ACRONYM
