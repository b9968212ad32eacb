"""Quoted words by plain rules: which cue of their sentence they join, and who is still speaking where a sentence is quoted whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.voices.clauses import SUBJECTS, phrase_of
from analysis.voices.speech import FULL_QUOTE, Sentence, Voice, cues, span_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed, Quote

_LOOK_AHEAD = 12
"""Sentences of one quotation that may stand before its speaker is named."""
_AROUND = 6
"""Words on each side of a quotation among which its speaker is looked for."""
_CUE_BEFORE = 3
"""Words before a quotation among which its cue is looked for."""
_WHOLLY = 0.8
"""Share of a sentence between quotation marks from which it is quoted whole."""
_ENDS = re.compile(r"[,.?!…]\W{1,2}$")
_NOUNS = ("PROPN", "NOUN", "PRON")


# Within one sentence


def content_beside(sentence: Sentence, verb: Token, subject: Token) -> list[Token]:
    """Return the content of a cue without a clause of its own: the clause it was parsed into, or the quotes nearest to it."""
    quotes = [quote for quote in sentence.quotes if _nearest_cue(sentence, quote) == verb]
    if verb.dep_ == "parataxis" and verb.head.i < verb.i and not quotes:
        own = {token.i for token in verb.subtree}
        return [token for token in verb.head.subtree if token.i not in own]
    own = {verb.i, *[token.i for token in subject.subtree]}
    return [token for start, end in quotes for token in sentence.parsed.tokens(start, end) if token.i not in own]


def _nearest_cue(sentence: Sentence, quote: tuple[int, int]) -> Token | None:
    return min(sentence.cues, key=lambda cue: min(abs(cue.idx - quote[1]), abs(quote[0] - cue.idx)), default=None)


def beside_quote(sentence: Sentence) -> list[Voice]:
    """Read "..." said X, or X said "...", from the words next to the marks alone, for sentences that the parser gets wrong."""
    for quote in sentence.quotes:
        if _is_clause(sentence, quote):
            voice = _after_a_colon(sentence, quote) or _introduced_after(sentence, quote) or _introduced_before(sentence, quote)
            if voice is not None:
                return [voice]
    return []


def _is_clause(sentence: Sentence, quote: tuple[int, int]) -> bool:
    """Say whether a quotation has words enough to be speech, and ends as a sentence or a part of one does."""
    start, end = quote
    text = sentence.parsed.article.text
    if len(sentence.parsed.tokens(start, end)) < FULL_QUOTE:
        return False
    return _ENDS.search(text[start:end]) is not None or text[end : end + 1] == ","


def _before(sentence: Sentence, quote: tuple[int, int]) -> list[Token]:
    return [token for token in sentence.tokens if token.idx + len(token) <= quote[0]][-_AROUND:]


def _after_a_colon(sentence: Sentence, quote: tuple[int, int]) -> Voice | None:
    """Read 'The mayor was blunt: "..."'."""
    before = _before(sentence, quote)
    subject = next((token for token in sentence.tokens if token.dep_ in SUBJECTS and token.idx < quote[0]), None)
    if not before or before[-1].text != ":" or subject is None:
        return None
    return Voice(*quote, phrase_of(subject, stop_at=before[-1]), span_of(before[-1:]))


def _introduced_after(sentence: Sentence, quote: tuple[int, int]) -> Voice | None:
    """Read '"..." said X' or '"..." X said'."""
    after = [token for token in sentence.tokens if token.idx >= quote[1]][:_AROUND]
    cue = _cue_among(after)
    if cue is None:
        return None
    at = after.index(cue)
    return _said(quote, after[:at] if _has_noun(after[:at]) else after[at + 1 :], cue)


def _introduced_before(sentence: Sentence, quote: tuple[int, int]) -> Voice | None:
    """Read 'X said "..."'."""
    before = _before(sentence, quote)
    cue = _cue_among(before[-_CUE_BEFORE:])
    return None if cue is None else _said(quote, before[: before.index(cue)], cue)


def _cue_among(tokens: Iterable[Token]) -> Token | None:
    endings = tuple(word_list("saying", "ending beside a quotation"))
    return next((token for token in tokens if token.lemma_.lower() in cues() and token.text.endswith(endings)), None)


def _said(quote: tuple[int, int], near: Iterable[Token], cue: Token) -> Voice | None:
    """Return who says a quotation by the words near its cue, up to a stop or another verb; None where these name nobody."""
    names = list(takewhile(lambda token: not token.is_punct and token.pos_ not in ("VERB", "ADP", "SCONJ"), near))
    return Voice(*quote, span_of(names), span_of([cue])) if _has_noun(names) else None


def _has_noun(tokens: Iterable[Token]) -> bool:
    return any(token.pos_ in _NOUNS for token in tokens)


def join_quotes(sentence: Sentence, voices: list[Voice]) -> list[Voice]:
    """Stretch each content to the quotation marks it touches, and give a quote outside all contents to the nearest cue.

    A quote that nobody's content touches joins when it has words enough to be speech, or stands next to the cue.
    """
    joined, with_cue = list(voices), [voice for voice in voices if voice.cue]
    for start, end in sentence.quotes:
        touching = [number for number, voice in enumerate(joined) if voice.start < end and start < voice.end]
        if touching:
            most = max(touching, key=lambda number: min(joined[number].end, end) - max(joined[number].start, start))
            joined[most] = _stretched(joined[most], start, end)
        elif with_cue and _count_words(sentence, start, end) >= FULL_QUOTE:
            nearest = min(with_cue, key=lambda voice: _from_cue(voice, start, end))
            joined.append(replace(nearest, start=start, end=end))
    return joined


def _stretched(voice: Voice, start: int, end: int) -> Voice:
    """Return a voice with the whole of a quotation it touches, unless its own speaker or cue stands within the marks."""
    if any(edge and start <= edge[0] < end for edge in (voice.speaker, voice.cue)):
        return voice
    return replace(voice, start=min(voice.start, start), end=max(voice.end, end))


def _from_cue(voice: Voice, start: int, end: int) -> int:
    """Return how far the cue of a voice is from a quotation."""
    return min(abs(voice.cue[0] - end), abs(start - voice.cue[1])) if voice.cue else 0


def _count_words(sentence: Sentence, start: int, end: int) -> int:
    return sum(any(sign.isalnum() for sign in token.text) for token in sentence.parsed.tokens(start, end))


# Over several sentences


@dataclass(frozen=True)
class Told:
    """An article's sentences in order, and what is attributed in each so far."""

    parsed: Parsed
    bounds: list[tuple[int, int]]
    paragraphs: list[int]
    words: list[int]
    found: list[list[Voice]]
    names_speaker: list[bool]
    """Whether a sentence attributes anything by itself."""


def told_by(parsed: Parsed, bounds: list[tuple[int, int]], found: list[list[Voice]]) -> Told:
    """Return the sentences of an article with what each attributes by itself."""
    paragraphs, words = (parsed.sentences[column].tolist() for column in ("paragraph", "words"))
    return Told(parsed, bounds, paragraphs, words, found, [bool(voices) for voices in found])


def running_on(told: Told, index: int) -> list[Voice]:
    """Give a sentence that is wholly quoted to the speaker who is still speaking: of the sentence before, or of one after it."""
    quotes = told.parsed.quotes_in(*told.bounds[index])
    if told.words[index] < 1 or not _is_quoted_whole(quotes, *told.bounds[index]):
        return []
    start, end = max(told.bounds[index][0], quotes[0].start), min(told.bounds[index][1], quotes[-1].end)
    before = _still_speaking(told, index, quotes)
    if before is not None:
        return [Voice(start, end, before.speaker, before.cue)]
    at = _named_later(told, index)
    if at is not None:
        after = told.found[at][0]
        quoted = told.parsed.quoted(after.start, after.end)
        return [Voice(start, end, after.speaker, after.cue) if quoted else Voice(start, end, None, None)]
    return [Voice(start, end, None, None)] if told.words[index] >= FULL_QUOTE else []


def _is_quoted_whole(quotes: Sequence[Quote], start: int, end: int) -> bool:
    covered = sum(min(quote.end, end) - max(quote.start, start) for quote in quotes)
    return covered >= _WHOLLY * (end - start)


def _still_speaking(told: Told, index: int, quotes: Sequence[Quote]) -> Voice | None:
    """Return the last voice of the sentence before if its speaker goes on in this one; None where nobody does."""
    if not index or not told.found[index - 1]:
        return None
    last = told.found[index - 1][-1]
    goes_on = (
        told.paragraphs[index - 1] == told.paragraphs[index]
        or any(quote.start < last.end and last.start < quote.end for quote in quotes)  # one quotation
        or any(quote.runs_on for quote in told.parsed.quotes_in(last.start, last.end))
        or told.parsed.article.text[told.bounds[index - 1][1] - 1] == ":"
    )
    return last if goes_on and last.speaker is not None else None


def _named_later(told: Told, index: int) -> int | None:
    """Return the index of the next sentence that names a speaker; None where the quotation ends before.

    The speaker after a long quotation stands in its paragraph, or in the next that takes the quotation up.
    """
    for later in range(index + 1, min(index + 1 + _LOOK_AHEAD, len(told.bounds))):
        if told.paragraphs[later] != told.paragraphs[later - 1] and not _runs_on(told, later - 1):
            return None
        if told.names_speaker[later]:
            return later
        if not told.parsed.quotes_in(*told.bounds[later]):
            return None
    return None


def _runs_on(told: Told, index: int) -> bool:
    """Say whether the last quotation of a sentence is taken up in the next paragraph."""
    quotes = told.parsed.quotes_in(*told.bounds[index])
    return bool(quotes) and quotes[-1].runs_on
