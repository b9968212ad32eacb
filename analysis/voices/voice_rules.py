"""Attribution by plain rules on the parse and the quotation marks, for where the tagger is missing or silent.

A cue is a verb of ``lexicons/cues.csv`` (or "according to"); its subject is the speaker, its clause or object the content
(``analysis.voices.clauses``).  Quoted words join the cue of their sentence, or the speaker of the sentence before
(``analysis.voices.quotations``); quoted words without any cue (scare quotes, titles) stay the narrator's.  As in PolNeAR the content keeps
its "that" and its quotation marks; after "accused" it begins with whoever is accused.
"""

from __future__ import annotations

from bisect import insort
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.voices.clauses import around_insertion, clause_of, from_semicolon, is_passive, phrase_of, spans_of, subject_of
from analysis.voices.quotations import beside_quote, content_beside, join_quotes, running_on, told_by
from analysis.voices.speech import ANONYMITY, Sentence, Voice, cues, is_quoted, overlaps, sentence_of, span_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed

_COLON_WITHIN = 7
"""Words of a headline among which the colon after a name stands ("Baku: Armenia broke truce")."""
_LONGEST_NAME = 4
_NAMES = ("GPE", "ORG", "PERSON", "NORP")


def voices_by_rules(parsed: Parsed) -> list[Voice]:
    """Return the attributions of an article in order, none over two sentences, without overlaps."""
    bounds = list(zip(*(parsed.sentences[edge].tolist() for edge in ("start", "end")), strict=True))
    told = told_by(parsed, bounds, [_without_overlap(_in_sentence(sentence_of(parsed, start, end))) for start, end in bounds])
    for index, voices in enumerate(told.found):
        if not voices:
            told.found[index] = running_on(told, index)
    return [voice for voices in told.found for voice in voices]


def _in_sentence(sentence: Sentence) -> list[Voice]:
    voices = [voice for verb in sentence.cues for voice in _from_verb(sentence, verb)]
    voices += _according_to(sentence)
    voices = voices or _after_colon(sentence.tokens) or beside_quote(sentence)
    return join_quotes(sentence, voices)


def _from_verb(sentence: Sentence, verb: Token) -> list[Voice]:
    """Return what somebody says through a verb of saying."""
    subject = subject_of(verb)
    if subject is None and not _is_said_of_somebody(verb):
        return []
    if subject is not None and is_quoted(sentence.parsed, subject):
        return []  # misread: '"..., it will," said Anna Weiss'
    speaker = None if subject is None else phrase_of(subject, stop_at=verb)
    spans = spans_of(_content(sentence, verb, subject), avoid=[verb] if subject is None else [verb, subject])
    return [Voice(*span, speaker, span_of([verb])) for span in spans if _is_speech(sentence, verb, span)]


def _is_said_of_somebody(verb: Token) -> bool:
    """Say whether a cue without a speaker reports words ("is said to", "was accused of"), not only what is expected or known."""
    return is_passive(verb) and verb.lemma_.lower() not in word_list("saying", "inward")


def _content(sentence: Sentence, verb: Token, subject: Token | None) -> list[Token]:
    """Return what is said: the words around "he said", else the clause or object of the verb, else the quotes beside it."""
    if subject is None or cues()[verb.lemma_.lower()][1] == "accused":
        return clause_of(verb)
    return around_insertion(sentence, verb, subject) or clause_of(verb) or content_beside(sentence, verb, subject)


def _is_speech(sentence: Sentence, verb: Token, span: tuple[int, int]) -> bool:
    """Say whether a span can be what a verb reports: for some verbs only quoted words are, and the wish for no name is never."""
    if cues()[verb.lemma_.lower()][1] == "quote" and not any(start < span[1] and span[0] < end for start, end in sentence.quotes):
        return False
    return not ANONYMITY.match(sentence.parsed.article.text, *span)


def _according_to(sentence: Sentence) -> list[Voice]:
    """Read "X, according to S" and "According to S, X": the content is the clause beside it."""
    for place, (first, second) in enumerate(pairwise(sentence.tokens)):
        named = _named_after(sentence, first, second) if first.lower_ == "according" else None
        if named is None:
            continue
        speaker = phrase_of(named, stop_at=first)
        before = sentence.tokens[:place]
        content = from_semicolon(before) if len(before) > 2 else _from_comma([t for t in sentence.tokens if t.idx >= speaker[1]])
        spans = spans_of(content, avoid=[])
        if spans and len(content) > 1:
            return [Voice(*spans[0], speaker, span_of([first, second]))]
    return []


def _named_after(sentence: Sentence, first: Token, second: Token) -> Token | None:
    """Return whom "according to" names; None where nobody is named, or the words are quoted."""
    if second.lower_ != "to" or sentence.parsed.quoted(first.idx, second.idx):
        return None
    return next((token for token in (*second.children, *first.children) if token.dep_ == "pobj"), None)


def _from_comma(after: list[Token]) -> list[Token]:
    """Return the words after "according to S,", without the last stop."""
    content = after[next((place + 1 for place, token in enumerate(after) if token.text == ","), 0) :]
    return content[:-1] if content and content[-1].text in ".?!" else content


def _after_colon(tokens: list[Token]) -> list[Voice]:
    """Read a headline "Baku: Armenia broke truce": a short name, a colon, a clause."""
    colon = next((place for place, token in enumerate(tokens[:_COLON_WITHIN]) if token.text == ":"), None)
    if not colon or len(tokens) < colon + 3:
        return []
    head, rest = tokens[:colon], tokens[colon + 1 :]
    if not _is_name(head) or not any(token.pos_ in ("VERB", "AUX") for token in rest):
        return []
    return [Voice(*span_of(rest), span_of(head), span_of(tokens[colon : colon + 1]))]


def _is_name(head: list[Token]) -> bool:
    """Say whether a few words are a name: one proper noun, or all but one word at most parts of a named entity; no verb among them."""
    if len(head) > _LONGEST_NAME or any(token.pos_ == "VERB" for token in head):
        return False
    named = sum(token.ent_type_ in _NAMES for token in head)
    return named >= max(1, len(head) - 1) or (len(head) == 1 and head[0].pos_ == "PROPN")


def _without_overlap(found: list[Voice]) -> list[Voice]:
    """Keep the longer of two contents of a sentence that overlap; in order of the text."""
    kept: list[Voice] = []
    for voice in sorted(found, key=lambda voice: voice.start - voice.end):
        if voice.end > voice.start and not overlaps(voice, kept):
            insort(kept, voice, key=lambda one: one.start)
    return kept
