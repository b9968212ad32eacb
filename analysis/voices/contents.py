"""From the spans that the tagger paired to acts of speech: cut at the ends of sentences, trimmed, joined, and stretched to their clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.voices.clauses import speaker_of
from analysis.voices.speech import ANONYMITY, FULL_QUOTE, Voice, cues, is_quoted

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed
    from analysis.voices.pairing import Paired, Span

_AFTER_SPEAKER = re.compile(r"(?<![\s,])(?:[\s,]+(?:who|which|too|also|meanwhile|however|in turn))?[\s,]*$")
_CUT_CLAUSE = re.compile(r",? (?:who|which)\b[^,]*$")
_OF_DOING = re.compile(r"(?:of|for) (?=\w+ing\b)")
_TRAILING = re.compile(r"(?<![\s,;])[\s,;]+(?:although|though|while|whereas|but|and|because|as)[\s,]*$")
_SMALL = frozenset(("ADP", "CCONJ", "DET", "PART", "PUNCT", "SCONJ", "SPACE"))
_LONGEST_BEFORE_COLON = 5
_MOSTLY = 0.8
"""Share of a sentence from which quoted words are more than a name."""
_EDGES = " \t\n\r\u00a0,;:–—-"

Offsets = tuple[int, int]


def voices_of(parsed: Parsed, attributions: Iterable[Paired]) -> Iterator[Voice]:
    """Cut the tagger's contents at the ends of sentences and trim them; a cue without a source takes its subject.

    What has no source at all is kept between quotation marks or where it is reported.
    """
    bounds = list(zip(*(parsed.sentences[edge].tolist() for edge in ("start", "end")), strict=True))
    for content, cue, source in attributions:
        if cue and _only_names(parsed, bounds, content, cue):
            continue
        speaker, stop = _speaker_and_end(parsed, bounds, content, cue, source)
        said = _cue_words(parsed.article.text, cue) if cue else None
        for start, end in _parts(parsed, bounds, content.start, _where_left_open(parsed, content.start, stop)):
            voice = Voice(start, end, speaker, said)
            if _can_be_said(parsed, voice) and (speaker or is_speech(parsed, voice) or _is_reported(parsed, content, cue)):
                yield voice


# Who speaks, and how far


def _speaker_and_end(parsed: Parsed, bounds: list[Offsets], content: Span, cue: Span | None, source: Span | None) -> tuple[Offsets | None, int]:
    """Return the span of the speaker or None, and where the content ends."""
    text = parsed.article.text
    speaker = _trimmed(text, source, cue) if source and any(map(str.isalnum, text[source.start : source.end])) else None
    if cue and text[cue.start : cue.end] == ":":
        return _of_headline(parsed, bounds, content, cue, speaker)
    if speaker is None and cue and not cue.nameless:
        speaker = speaker_of(parsed, cue.start, cue.end)
    return speaker, content.end


def _of_headline(parsed: Parsed, bounds: list[Offsets], content: Span, cue: Span, speaker: Offsets | None) -> tuple[Offsets | None, int]:
    """Read a headline: all before the colon speaks if it is short, all after it is said."""
    begin = bounds[parsed.sentence_at(cue.start) - 1][0]
    if speaker is None and 0 < len(parsed.tokens(begin, cue.start)) <= _LONGEST_BEFORE_COLON:
        speaker = begin, cue.start
    if speaker and speaker[0] == begin:
        return speaker, max(content.end, bounds[parsed.sentence_at(content.start) - 1][1])
    return speaker, content.end


def _trimmed(text: str, source: Span, cue: Span | None) -> Offsets:
    """Return the span of a speaker without ", who", ", too" or a clause cut off at its end, and without a comma that closes no apposition."""
    words = text[source.start : source.end]
    following = source.end + text[source.end : source.end + 1].isspace()
    if text[following : following + 1].isalpha() and not (cue and cue.start == following):  # "the museum, which reopened | in June, says"
        words = _CUT_CLAUSE.sub("", words)
    trimmed = _AFTER_SPEAKER.sub("", words)
    closes = words.rstrip().endswith(",") and "," in trimmed
    return source.start, source.start + len(words.rstrip() if closes else trimmed or words)


def _cue_words(text: str, cue: Span) -> Offsets:
    """Return the span of a cue without stops and spaces at its end, unless it is nothing else."""
    words = text[cue.start : cue.end]
    return cue.start, cue.start + len(words.rstrip(_EDGES) or words)


def _only_names(parsed: Parsed, bounds: list[Offsets], content: Span, cue: Span) -> bool:
    """Say whether a few quoted words only name something ('the so-called "moderates" won'): their cue and the rest of their sentence stand apart."""
    number = parsed.sentence_at(content.start)
    if not content.quoted or number == parsed.sentence_at(cue.start):
        return False
    start, end = bounds[number - 1]
    is_part = content.end - content.start < _MOSTLY * (end - start)
    return is_part and len(parsed.tokens(content.start, content.end)) < FULL_QUOTE + 2  # the marks are two


def _where_left_open(parsed: Parsed, start: int, stop: int) -> int:
    """Return where a content ends; one that opens with a mark never closed ends with its paragraph, so it costs no more than that."""
    if parsed.closing(start) != "left open":
        return stop
    line = parsed.story.find("\n", start, stop)
    return stop if line < 0 else line


# The parts in each sentence


def _parts(parsed: Parsed, bounds: list[Offsets], start: int, stop: int) -> Iterator[Offsets]:
    """Cut a content at the ends of sentences; return the trimmed parts, without "The", the first word of the next sentence."""
    first = start
    while start < stop:
        end = max(min(bounds[parsed.sentence_at(start) - 1][1], stop) if start < bounds[-1][1] else stop, start + 1)
        part = without_edges(parsed.article.text, start, end)
        if not (start > first and end == stop and _is_scrap(parsed, *part)):
            yield part
        start = end


def without_edges(text: str, start: int, end: int) -> Offsets:
    """Return the span of a part without stops, spaces and conjunctions at its edges; "accused | of taking gifts" is said to be "taking gifts"."""
    part = _TRAILING.sub("", text[start:end])
    first, last = start + len(part) - len(part.lstrip(_EDGES)), start + len(part.rstrip(_EDGES))
    of = _OF_DOING.match(text, first, last)
    return of.end() if of else first, last


def _is_scrap(parsed: Parsed, start: int, end: int) -> bool:
    return len(parsed.tokens(start, end)) < FULL_QUOTE and not parsed.quoted(start, end)


def _can_be_said(parsed: Parsed, voice: Voice) -> bool:
    """Say whether the words can tell anything: "The" alone cannot, and the wish for no name tells nothing."""
    if voice.start >= voice.end or ANONYMITY.match(parsed.article.text, voice.start, voice.end):
        return False
    return any(token.pos_ not in _SMALL for token in parsed.tokens(voice.start, voice.end))


def is_speech(parsed: Parsed, voice: Voice) -> bool:
    """Say whether words are speech by their marks alone: enough of them, more than half between quotation marks."""
    words = words_of(parsed, voice.start, voice.end)
    return len(words) >= FULL_QUOTE and sum(is_quoted(parsed, token) for token in words) > len(words) / 2


def words_of(parsed: Parsed, start: int, end: int) -> list[Token]:
    """Return the tokens of ``text[start:end]`` with a letter or digit."""
    return [token for token in parsed.tokens(start, end) if any(sign.isalnum() for sign in token.text)]


def _is_reported(parsed: Parsed, content: Span, cue: Span | None) -> bool:
    """Say whether words without a source are somebody's all the same.

    Under a cue that names nobody they are where they hold a verb and the cue reports what is said ("has been accused of"), not what is
    expected or known.
    """
    if not (content.nameless or (cue and cue.nameless)):
        return cue is not None
    lemmas = {token.lemma_.lower() for token in parsed.tokens(cue.start, cue.end)} if cue else set()
    reports = lemmas & cues().keys() - word_list("saying", "inward")
    return bool(reports) and any(token.pos_ in ("VERB", "AUX") for token in parsed.tokens(content.start, content.end))


# Neighbours


def join_and_stretch(parsed: Parsed, voices: Iterable[Voice], by_rules: Iterable[Voice]) -> list[Voice]:
    """Join contents of one sentence and cue with nothing but space between them, and let each reach as far as its clause, which the rules know."""
    joined: list[Voice] = []
    for voice in voices:
        if joined and _is_one(parsed, joined[-1], voice):
            joined[-1] = replace(joined[-1], end=voice.end)
        else:
            joined.append(voice)
    clauses: dict[int, list[Voice]] = {}
    for clause in by_rules:
        if clause.cue:
            clauses.setdefault(parsed.sentence_at(clause.cue[0]), []).append(clause)
    limits = [*(following.start for following in joined[1:]), len(parsed.article.text)]
    return [
        _stretched(voice, clauses.get(parsed.sentence_at(voice.cue[0]), ()), limit) if voice.cue else voice
        for voice, limit in zip(joined, limits, strict=False)
    ]


def _is_one(parsed: Parsed, last: Voice, voice: Voice) -> bool:
    """Say whether two contents are one: the same cue and sentence, and nothing but space between them."""
    if voice.cue is None or last.cue != voice.cue or not parsed.article.text[last.end : voice.start].isspace():
        return False
    return parsed.sentence_at(last.start) == parsed.sentence_at(voice.start)


def _stretched(voice: Voice, clauses: Iterable[Voice], limit: int) -> Voice:
    """Return a voice as far as the last clause of the same cue that begins in or before it and ends before the next content."""
    end = voice.end
    for clause in clauses:
        if _share_cue(clause, voice) and clause.start < voice.end < clause.end <= limit:
            end = clause.end
    return replace(voice, end=end)


def _share_cue(one: Voice, other: Voice) -> bool:
    return one.cue is not None and other.cue is not None and one.cue[0] < other.cue[1] and other.cue[0] < one.cue[1]
