"""What everything that finds speech shares: one act of speech, the words that introduce one, and a sentence with its quotations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from analysis.lexicons import read_rows

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed

FULL_QUOTE = 4
"""Quoted words from this number on that form a clause are speech even without a cue in their sentence; fewer may be scare quotes."""
ANONYMITY = re.compile(r"not to be (?:named|identified|quoted)|anonymity")


@dataclass(frozen=True)
class Voice:
    """One act of speech before it is cut into sentences: content, speaker and cue as character spans (or None).

    set_off: whether the page itself sets it off as speech, as a turn of a transcript is; then it is direct without marks.
    """

    start: int
    end: int
    speaker: tuple[int, int] | None
    cue: tuple[int, int] | None
    set_off: bool = False


@dataclass(frozen=True)
class Sentence:
    """The tokens of one sentence, the parts of quotations in it (character spans), and the verbs of saying outside them."""

    parsed: Parsed
    tokens: list[Token]
    quotes: list[tuple[int, int]]
    cues: list[Token]


@cache
def cues() -> dict[str, tuple[str, str]]:
    """Return cue lemma -> (tone, what it takes: a clause, an object, the accused, or only quoted words)."""
    return {row["cue"]: (row["tone"], row["takes"]) for row in read_rows("cues")}


def sentence_of(parsed: Parsed, start: int, end: int) -> Sentence:
    """Return the sentence ``text[start:end]`` as the finders of speech need it."""
    tokens = parsed.tokens(start, end)
    quotes = [(max(quote.start, start), min(quote.end, end)) for quote in parsed.quotes_in(start, end)]
    listed = cues()
    spoken = [token for token in tokens if token.pos_ == "VERB" and token.lemma_.lower() in listed and not is_quoted(parsed, token)]
    return Sentence(parsed, tokens, quotes, spoken)


def is_quoted(parsed: Parsed, token: Token) -> bool:
    """Say whether a token stands between quotation marks."""
    return parsed.quoted(token.idx, token.idx + len(token))


def span_of(tokens: Sequence[Token]) -> tuple[int, int]:
    """Return the character span from the first of some tokens to the last."""
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def overlaps(voice: Voice, found: Sequence[Voice]) -> bool:
    """Say whether a voice shares a character with one of those found, which are in order and without overlaps."""
    before = bisect_left(found, voice.end, key=lambda one: one.start) - 1
    return before >= 0 and found[before].end > voice.start
