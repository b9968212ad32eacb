"""What is no report of speech, whatever it looks like: acts, mottos and nicknames, topics before a colon; and cues that missed their verb."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.voices.clauses import phrase_of, subject_of
from analysis.voices.speech import Voice, cues, is_quoted, span_of

if TYPE_CHECKING:
    from analysis.reading.parse import Parsed

_WORDS_BEFORE = re.compile(r"(?<![\w-])([\w-]+)(?: as)?[\s,:“\"‘']*$")
_LONGEST_NAME = 6
"""Words in quotation marks that may be a motto, a title or a nickname."""
_CLAUSE = 4
"""Words in marks from which they are a statement, not a piece of one."""
_MEANWHILE = frozenset(("before", "after", "then", "while"))
_FAR = 40
"""Characters before a name in marks in which the word stands that says it is one."""


def reports(parsed: Parsed, voice: Voice) -> bool:
    """Say whether somebody reports the words of a voice: no act, motto or nickname, no topic before a colon, no speaker, and no small word alone."""
    if _is_own_speaker(voice):
        return False
    return not (_is_topic(parsed, voice) or _is_act(parsed, voice) or _is_called_so(parsed, voice) or _is_empty(parsed, voice))


def mended(parsed: Parsed, voice: Voice) -> Voice:
    """Return a voice with the verb as its cue where an adverb or a colon stands for it: "he said, softly, ...", "as Marsh blasts Stiles: ..."."""
    if _is_left_open(parsed, voice) and (closed := _closed_by_speaker(parsed, voice)):
        return closed
    voice = _without_deed(parsed, voice)
    if voice.cue is None:
        return voice
    if owned := _by_owner(parsed, voice):
        return owned
    if parsed.article.text[slice(*voice.cue)] == ":":
        return _with_verb_before(parsed, voice)
    words = [t for t in parsed.tokens(*voice.cue) if t.pos_ != "PUNCT"]
    if any(t.pos_ != "ADV" for t in words):
        verbs = [t for t in words if t.pos_ != "ADV" or t.dep_ in ("neg", "prt")]
        return replace(voice, cue=span_of(words[: words.index(verbs[-1]) + 1])) if verbs else voice
    verb = next((t.head for t in words if t.head.lemma_.lower() in cues()), None)
    return replace(voice, cue=span_of([verb])) if verb is not None else voice


def carried_back(parsed: Parsed, voices: list[Voice]) -> list[Voice]:
    """Give a quotation that is left open at the end of its paragraph the speaker of the next one, which takes it up again.

    What was marked as said of the speaker of words cut short (``mended``) is left out.
    """
    out = voices[:1] + [voice for before, voice in pairwise(voices) if before.speaker is None or before.speaker[0] != voice.start]
    for at in range(len(out) - 2, -1, -1):
        voice, following = out[at], out[at + 1]
        taken_up = "\n" in parsed.article.text[voice.end : following.start + 1] and following.speaker is not None
        if taken_up and _is_left_open(parsed, voice) and (voice.speaker is None or not _stands_in_paragraph(parsed, voice)):
            out[at] = replace(voice, speaker=following.speaker, cue=following.cue)
    return out


def _stands_in_paragraph(parsed: Parsed, voice: Voice) -> bool:
    assert voice.speaker is not None
    first, last = sorted((voice.start, voice.speaker[0]))
    return "\n" not in parsed.article.text[first:last].strip()


def _is_left_open(parsed: Parsed, voice: Voice) -> bool:
    """Say whether a voice opens with a mark that its paragraph does not close."""
    return parsed.closing(voice.start) in ("runs on", "left open")


def _closed_by_speaker(parsed: Parsed, voice: Voice) -> Voice | None:
    """Cut words whose closing mark was forgotten before who says them: "“I will not sign them, said Dana Frost", "“It is broke, the mayor said"."""
    end = int(parsed.sentences["end"].iloc[parsed.sentence_at(voice.start) - 1])
    for token in parsed.tokens(voice.start, end):
        subject = subject_of(token) if token.lemma_.lower() in cues() else None
        if subject is None:
            continue
        speaker = phrase_of(subject, stop_at=token)
        first = token if subject.i > token.i else parsed.tokens(*speaker)[0]
        beside = subject.i > token.i or not parsed.article.text[speaker[1] : token.idx].strip()
        before = parsed.doc[first.i - 1] if first.i else None
        if beside and before is not None and before.text == "," and before.idx > voice.start:
            return Voice(voice.start, before.idx + 1, speaker, span_of([token]))
    return None


def _by_owner(parsed: Parsed, voice: Voice) -> Voice | None:
    """Give words to whoever decided or vowed them, not to whoever backs that: "Holm backed the league's decision to declare that ..."."""
    assert voice.cue is not None
    for verb in parsed.tokens(*voice.cue):
        deed = next((child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i), None)
        owner = next((child for child in deed.children if child.dep_ == "poss"), None) if deed is not None else None
        told = next((t for t in [*deed.children, *verb.children] if t.dep_ in ("acl", "xcomp") and t.i > deed.i), None) if deed is not None else None
        if owner is None or told is None or owner.idx < voice.start or told.lemma_.lower() not in cues():
            continue
        clause = next((child for child in told.children if child.dep_ == "ccomp"), None)
        if clause is not None and clause.left_edge.i > told.i and clause.left_edge.idx < voice.end:
            return Voice(clause.left_edge.idx, voice.end, (owner.left_edge.idx, owner.idx + len(owner)), span_of([told]))
    return None


def _without_deed(parsed: Parsed, voice: Voice) -> Voice:
    """Cut off what the speaker does behind the closing mark: "she said: “We will fight” and left the hall"."""
    quotes = parsed.quotes_in(voice.start, voice.end)
    if len(quotes) != 1 or quotes[0].start != voice.start or quotes[0].end >= voice.end:
        return voice
    said, tail = parsed.tokens(voice.start, quotes[0].end), parsed.tokens(quotes[0].end, voice.end)
    if len([t for t in said if t.is_alpha]) < _CLAUSE or len(tail) < 2:
        return voice
    acts = tail[0].dep_ == "cc" and tail[1].tag_ in ("VBD", "VBZ", "VBP")
    return replace(voice, end=quotes[0].end) if acts or tail[0].lower_ in _MEANWHILE else voice


def _with_verb_before(parsed: Parsed, voice: Voice) -> Voice:
    """Give quoted words after a colon to the subject of the last verb before it, where the clause is more than a name."""
    if voice.cue is None or not is_quoted(parsed, parsed.tokens(voice.start, voice.end)[0]):
        return voice
    number = parsed.sentence_at(voice.cue[0])
    before = [t for t in parsed.sentence_tokens(number) if t.idx < voice.cue[0]]
    for token in reversed(before):
        subject = subject_of(token) if token.pos_ == "VERB" and not is_quoted(parsed, token) else None
        if subject is not None:
            return replace(voice, speaker=phrase_of(subject, stop_at=token), cue=span_of([token]))
    return voice


# ---- what is no report ------------------------------------------------------------------------------------------------


def _is_own_speaker(voice: Voice) -> bool:
    """Say whether the words are those that name their speaker: "Norway" in "Norway accused Sweden of lying"."""
    return voice.speaker is not None and voice.speaker[0] <= voice.start and voice.end <= voice.speaker[1]


def _is_topic(parsed: Parsed, voice: Voice) -> bool:
    """Say whether a topic and no speaker stands before a colon: "Ukraine war: ...", "Explainer: ..."."""
    if voice.cue is None or voice.speaker is None or parsed.article.text[slice(*voice.cue)] != ":":
        return False
    return parsed.tokens(*voice.speaker)[-1].lower_ in word_list("saying", "topic")


def _is_act(parsed: Parsed, voice: Voice) -> bool:
    """Say whether a cue tells of a deed ("voted 9 to 3", "signed the law", "plans to appeal") and nothing is quoted."""
    if voice.cue is None:
        return False
    verbs = [t for t in parsed.tokens(*voice.cue) if t.pos_ in ("VERB", "AUX")]
    if len(verbs) > 1 and verbs[0].lemma_ == "plan" and verbs[-1].lemma_.lower() not in cues() and not _any_quoted(parsed, voice):
        return True  # "plans to appeal"
    verb = next(iter(verbs), None)
    return verb is not None and verb.lemma_.lower() in word_list("saying", "deed") and not _any_quoted(parsed, voice)


def _is_called_so(parsed: Parsed, voice: Voice) -> bool:
    """Say whether words in marks are a motto, a title or a nickname: 'by the name "Patch"', 'Daniel "Boots" Herrera'."""
    words = [t for t in parsed.tokens(voice.start, voice.end) if any(c.isalnum() for c in t.text)]
    if not words or len(words) > _LONGEST_NAME or not _any_quoted(parsed, voice):
        return False
    before = _WORDS_BEFORE.search(parsed.article.text, max(0, voice.start - _FAR), voice.start)
    if before and before[1].lower() in word_list("saying", "called"):
        return True
    left, right = words[0].i - 2, words[-1].i + 2
    doc = parsed.doc
    return len(words) == 1 and left >= 0 and right < len(doc) and all(doc[i].pos_ == "PROPN" and doc[i].text[0].isupper() for i in (left, right))


def _is_empty(parsed: Parsed, voice: Voice) -> bool:
    """Say whether a voice is one word that nobody marked as said, or whether its speaker is an article."""
    words = [t for t in parsed.tokens(voice.start, voice.end) if any(c.isalnum() for c in t.text)]
    if voice.speaker is not None and all(t.lower_ in word_list("saying", "nobody speaks") and t.tag_ != "WDT" for t in parsed.tokens(*voice.speaker)):
        return not _any_quoted(parsed, voice)
    after_cue = voice.cue is None or voice.cue[0] < voice.start
    if [t.lower_ for t in words[:2]] == ["to", "comment"]:
        return True  # "refused to comment"
    reported = voice.cue is not None and any(t.pos_ == "VERB" for t in parsed.tokens(*voice.cue))
    small = not reported and all(t.pos_ != "PROPN" for t in words)
    return len(words) < 2 and small and (after_cue or words[0].pos_ == "PRON") and not _any_quoted(parsed, voice)


def _any_quoted(parsed: Parsed, voice: Voice) -> bool:
    return any(is_quoted(parsed, token) for token in parsed.tokens(voice.start, voice.end))
