"""Sentences for what the stance model must not react to (``training/behaviour``): negation, disproof, contrast, plain facts, identity words.

``sentences.jsonl`` has the form of our other sentences (``training.domain``); those of the case "identity" hold ``<ID>`` once, where a word
of ``identity_words.csv`` is put.  ``half`` is "train", "dev" or "test"; ``README.md`` beside them says how they were made.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from analysis.edits import before_words
from training.data import Example
from training.domain import Part, Sentence, other_names, read_domain

FOLDER = Path(__file__).parent / "behaviour"
SLOT = "<ID>"
NOTHING = ""
"""An identity that is not told: "a teacher" for "a gay teacher"."""
_QUESTION = re.compile(r"(?:Is|Was|Were|Are|Did|Does|Do|Has|Have|Had|Can|Could) [^.?!]*\?(?= \S)")
_NEUTRAL = 1


@dataclass(frozen=True)
class IdentityWord:
    """A word for who somebody is, the group it belongs to ("religion", "age", ... or "plain"), and the half it is used in."""

    word: str
    group: str
    half: str


@lru_cache(maxsize=1)
def identity_words() -> tuple[IdentityWord, ...]:
    """Return the words of ``identity_words.csv``."""
    with (FOLDER / "identity_words.csv").open(encoding="utf-8", newline="") as file:
        return tuple(IdentityWord(row["word"], row["group"], row["half"]) for row in csv.DictReader(file))


def read_behaviour(half: str) -> list[Sentence]:
    """Return the sentences of one half, "train", "dev" or "test"."""
    return [one for one in read_domain(FOLDER / "sentences.jsonl") if one.half == half]


def is_identity(sentence: Sentence) -> bool:
    """Say whether a sentence has a place for an identity word."""
    return any(SLOT in (piece if isinstance(piece, str) else piece.words) for piece in sentence.pieces)


def with_identity(sentence: Sentence, word: str) -> Sentence:
    """Put a word in the place for it, and "a" or "an" before it as it needs; with the empty word the place closes.

    Raises ValueError for the empty word where the place stands in the predicate ("is <ID>."), since nothing would be said then.
    """
    pieces: list[str | Part] = []
    for piece in sentence.pieces:
        words = piece if isinstance(piece, str) else piece.words
        if not word and SLOT in words and not re.search(rf"{SLOT} \w", words):
            raise ValueError(f"without a word, {words!r} would say nothing")
        filled = _filled(words, word)
        pieces.append(filled if isinstance(piece, str) else replace(piece, words=filled))
    return replace(sentence, pieces=tuple(pieces))


def _filled(words: str, word: str) -> str:
    """Put a word in the place in some words; the empty word takes the space behind the place with it."""
    before, place, after = words.partition(SLOT)
    if not place:
        return words
    told = word + after if word else after.removeprefix(" ")
    return before_words(before, told) + told


def fitting(sentence: Sentence, words: Iterable[str]) -> list[str]:
    """Return the words that can stand in a sentence: the empty one only before a noun."""
    closes = any(re.search(rf"{SLOT} \w", piece if isinstance(piece, str) else piece.words) for piece in sentence.pieces)
    return [word for word in words if word or closes]


def behaviour_examples(sentences: Sequence[Sentence], rng: random.Random, *, pairs: int = 1) -> list[Example]:
    """Return the targets of sentences as examples of stance, in pairs that should get one answer.

    The two of a pair have other names; where there is a place for an identity word, other such words (of the training half) too, and ``pairs``
    of them are made.  The first of the first pair has the names the sentence was written with.
    """
    words = [NOTHING, *(one.word for one in identity_words() if one.half == "train")]
    examples: list[Example] = []
    pair = 0
    for sentence in sentences:
        for turn in range(pairs if is_identity(sentence) else 1):
            both = [sentence, sentence]
            if is_identity(sentence):
                both = [with_identity(sentence, word) for word in rng.sample(fitting(sentence, words), 2)]
            names = [other_names(sentence, rng) if turn or at else sentence.names for at in range(2)]
            if names[0] == names[1] and not is_identity(sentence):
                both, names = both[:1], names[:1]
            rendered = [one.rendered(used) for one, used in zip(both, names, strict=True)]
            for place, (_, _, part) in enumerate(rendered[0][1]):
                pair += 1
                for text, targets in rendered:
                    start, end, _ = targets[place]
                    assert part.label is not None
                    examples.append(Example(text, start, end, part.label, "stance", pair if len(rendered) > 1 else 0))
    return examples


def questions_alone(sentences: Sequence[Sentence], rng: random.Random) -> list[Example]:
    """Return the questions that a text begins with and then answers, as texts of their own: alone they say nothing, so every target is neutral.

    The suite may see no more than the question, where the answer does not begin as ``analysis.stance.stance.with_answers`` expects.
    """
    found: dict[tuple[str, int], Example] = {}
    for sentence in sentences:
        text, targets = sentence.rendered(other_names(sentence, rng))
        question = _QUESTION.match(text)
        for start, end, _ in targets:
            if question and end <= question.end():
                found[question[0], start] = Example(question[0], start, end, _NEUTRAL)
    return list(found.values())
