"""Attribution by plain rules on the parse and the quotation marks, for where the tagger is missing or silent.

A cue is a verb of ``lexicons/cues.csv`` (or "according to"); its subject is the speaker, its clause or object the content.  Quoted words
join the cue of their sentence, or the speaker of the sentence before; quoted words without any cue (scare quotes, titles) stay the
narrator's.  As in PolNeAR the content keeps its "that" and its quotation marks; after "accused" it begins with whoever is accused.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.reading.parse import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
FULL_QUOTE = 4
"""Quoted words from this number on that form a clause are speech even without a cue in their sentence; fewer may be scare quotes."""
_LONGEST_SPEAKER = 25
_LOOK_AHEAD = 12
"""Sentences of one quotation that may stand before its speaker is named."""
_TRIM = frozenset((",", ";", ":", "–", "—", "-"))
_STOPS = frozenset((",", "–", "—", "-", "--", ";", ":", ".", "”", '"', "»", "''", "’", "'", ")", "?", "!"))
INWARD = frozenset(("expect", "plan", "want", "hope", "fear", "feel", "wonder", "worry", "anticipate", "show", "find"))
"""Cues that report nobody's words when nobody is named ("it is expected to rain")."""
_TELL = frozenset(("tell", "inform", "remind", "assure", "warn"))
ANONYMITY = re.compile(r"not to be (?:named|identified|quoted)|anonymity")


@dataclass(frozen=True)
class Voice:
    """One act of speech before it is cut into sentences: content, speaker and cue as character spans (or None)."""

    start: int
    end: int
    speaker: tuple[int, int] | None
    cue: tuple[int, int] | None


@lru_cache(maxsize=1)
def cues() -> dict[str, tuple[str, str]]:
    """Return cue lemma -> (tone, what it takes: a clause, an object, the accused, or only quoted words)."""
    with (Path(__file__).parents[1] / "lexicons" / "cues.csv").open(encoding="utf-8") as file:
        return {row["cue"]: (row["tone"], row["takes"]) for row in csv.DictReader(file)}


def voices_by_rules(parsed: Parsed) -> list[Voice]:
    """Return the attributions of an article in order, none over two sentences, without overlaps."""
    bounds = [(int(a), int(b)) for a, b in zip(parsed.sentences["start"], parsed.sentences["end"], strict=True)]
    found = [_without_overlap(_in_sentence(parsed, start, end)) for start, end in bounds]
    own = [bool(voices) for voices in found]
    for index in range(len(bounds)):
        if not found[index]:
            found[index] = _running_on(parsed, index, bounds, found, own)
    return [voice for voices in found for voice in voices]


def _in_sentence(parsed: Parsed, start: int, end: int) -> list[Voice]:
    tokens = parsed.tokens(start, end)
    quotes = [(max(q.start, start), min(q.end, end)) for q in parsed.quotes_in(start, end)]
    voices: list[Voice] = []
    for token in tokens:
        if _is_cue(parsed, token):
            voices += _from_verb(parsed, token, quotes, tokens)
    voices += _according_to(parsed, tokens)
    voices = voices or _after_colon(tokens) or _beside_quote(parsed, tokens, quotes)
    return _join_quotes(parsed, voices, quotes)


def _is_cue(parsed: Parsed, token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() in cues() and not parsed.quoted(token.idx, token.idx + len(token))


def _subject(verb: Token) -> Token | None:
    """Return who speaks: the subject, or for a participle or a second verb that of the verb above; None for "it is said"."""
    at = verb
    for _ in range(4):
        agents = [t for p in at.children if p.dep_ == "agent" for t in p.children if t.dep_ == "pobj"]
        passive = any(t.dep_ in ("nsubjpass", "auxpass") for t in at.children)
        if passive:
            return agents[0] if agents else None
        found = next((t for t in at.children if t.dep_ in _SUBJECTS), None)
        if found is not None:
            return found if found.tag_ not in ("WDT", "WP", "EX") else at.head if at.dep_ == "relcl" else None
        if at.dep_ in ("acl",) and at.tag_ == "VBG":
            return at.head
        if at.dep_ not in ("conj", "xcomp", "advcl") or at.head.i == at.i or at.head.pos_ not in ("VERB", "AUX"):
            return None
        at = at.head
    return None


def speaker_of(parsed: Parsed, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of who speaks through the cue ``text[start:end]``, by grammar alone; None where the text does not say."""
    for token in reversed(parsed.tokens(start, end)):
        subject = _subject(token) if token.pos_ == "VERB" else None
        if subject is not None and not parsed.quoted(subject.idx, subject.idx + len(subject)):
            return _phrase(subject, stop_at=token)
    return None


def _from_verb(parsed: Parsed, verb: Token, quotes: list[tuple[int, int]], tokens: list[Token]) -> list[Voice]:
    takes = cues()[verb.lemma_.lower()][1]
    passive = any(t.dep_ in ("nsubjpass", "auxpass") for t in verb.children)
    subject = _subject(verb)
    if subject is not None and parsed.quoted(subject.idx, subject.idx + len(subject)):
        return []  # misread: '"..., it will," said Anna Weiss'
    if subject is None and not (passive and verb.lemma_.lower() not in INWARD):
        return []
    speaker = _phrase(subject, stop_at=verb) if subject is not None else None
    content = _around_insertion(parsed, verb, subject, tokens) if subject is not None and takes != "accused" else []
    content = content or _clause(verb, takes, passive)
    if not content and takes != "accused" and subject is not None:
        content = _beside(parsed, verb, subject, [q for q in quotes if _nearest_cue(parsed, tokens, q) == verb])
    voices = []
    for span in _spans_of(content, avoid=[verb] if subject is None else [verb, subject]):
        quoted = any(a < span[1] and span[0] < b for a, b in quotes)
        if (takes != "quote" or quoted) and not ANONYMITY.match(parsed.article.text, *span):
            voices.append(Voice(*span, speaker, (verb.idx, verb.idx + len(verb))))
    return voices


def _around_insertion(parsed: Parsed, verb: Token, subject: Token, tokens: list[Token]) -> list[Token]:
    """Return the words around "he said" set off by commas ("X, he said." or "X, critics say, Y"); nothing where it is not set off.

    A part in quotation marks is left to the quotes; a part with a cue of its own belongs to that cue.
    """
    phrase = [t for t in subject.subtree if t.dep_ not in ("punct",) or subject.i > verb.i]
    if any(t.i > verb.i and t.dep_ in ("dobj", "ccomp", "xcomp", "oprd") for t in verb.children) and verb.lemma_.lower() not in _TELL:
        return []
    edge = {verb.i, *[t.i for t in phrase], *[t.i for t in verb.children if t.dep_ in ("aux", "neg", "advmod") and abs(t.i - verb.i) < 4]}
    place = {t.i: k for k, t in enumerate(tokens)}
    inside = sorted(place[i] for i in edge if i in place)
    if not inside or len(inside) < len(edge) or inside[-1] - inside[0] > len(inside) + 6:
        return []
    low, high = inside[0], inside[-1]
    if low == 0 or tokens[low - 1].text not in (",", "–", "—", "-", "--") or parsed.quoted(tokens[low - 1].idx, tokens[low - 1].idx + 1):
        return []
    while high + 1 < len(tokens) and tokens[high + 1].text not in _STOPS and not tokens[high + 1].text.startswith(("“", '"')):
        high += 1  # "said on Friday", "told reporters in Kyiv"
        if tokens[high].pos_ in ("VERB", "AUX") and tokens[high].dep_ in ("ccomp", "ROOT") and subject.i < verb.i:
            return []
    after = tokens[high + 1].text if high + 1 < len(tokens) else "."
    if after in ("”", '"', "»", ":"):
        return []
    left, right = tokens[: low - 1], tokens[high + 2 :] if after in (",", "–", "—", "-", "--") else []
    semicolon = max((k for k, t in enumerate(left) if t.text == ";"), default=-1)
    left = left[semicolon + 1 :]
    governed = next((t for t in right if t.head.i == verb.i and t.dep_ in ("advcl", "conj", "prep", "relcl", "acl")), None)
    if governed is not None or any(_is_cue(parsed, t) and _subject(t) is not None for t in right) or len(right) < 3:
        right = []
    right = right[:-1] if right and right[-1].text in ".?!" else right
    return [] if any(parsed.quoted(t.idx, t.idx + len(t)) for t in left[-2:]) else left + right


def _clause(verb: Token, takes: str, passive: bool) -> list[Token]:
    """Return the tokens of what is said: the clause that depends on the cue, or its object where the cue takes one."""
    clauses = [t for t in verb.children if t.dep_ == "ccomp" or (t.dep_ == "xcomp" and takes != "accused" and t.tag_ in ("VB", "VBG", "VBN"))]
    if verb.lemma_ in ("find", "show"):  # "found it difficult" reports no words
        clauses = [t for t in clauses if t.pos_ in ("VERB", "AUX") and _has_subject(t)]
    if clauses and takes != "accused":
        return [t for clause in clauses for t in _without(clause, verb)]
    objects = [t for t in verb.children if t.dep_ in ("dobj", "oprd")]
    if takes == "accused":
        ofs = [t for t in verb.children if t.dep_ == "prep" and t.lower_ in ("of", "for", "as") and t.i > verb.i]
        if passive:
            return [t for of in ofs for t in of.subtree if t.i > of.i]
        return [t for part in [*objects, *ofs] for t in part.subtree]
    if takes in ("object", "quote") and not passive:
        as_ = [t for t in verb.children if t.dep_ == "prep" and t.lower_ in ("as", "for") and t.i > verb.i] if objects else []
        return [t for part in [*objects, *as_] for t in part.subtree]
    return []


def _without(clause: Token, verb: Token) -> list[Token]:
    """Return the subtree of a clause without the cue's own words, and without a further clause that has a cue of its own."""
    words = list(clause.subtree)
    others = [t for t in words if t.lemma_.lower() in cues() and t.dep_ in ("advcl", "conj") and t.i > clause.i and _has_subject(t)]
    theirs = {verb.i, *[t.i for other in others for t in other.subtree]}
    return [t for t in words if t.i not in theirs]


def _has_subject(verb: Token) -> bool:
    return any(t.dep_ in _SUBJECTS for t in verb.children)


def _beside(parsed: Parsed, verb: Token, subject: Token, quotes: list[tuple[int, int]]) -> list[Token]:
    """Return the content of a cue without a clause of its own: the clause it was parsed into, or the quotes around it."""
    if verb.dep_ == "parataxis" and verb.head.i < verb.i and not quotes:
        own = {t.i for t in verb.subtree}
        return [t for t in verb.head.subtree if t.i not in own]
    own_words = {verb.i, *[t.i for t in subject.subtree]}
    return [t for a, b in quotes for t in parsed.tokens(a, b) if t.i not in own_words]


def _nearest_cue(parsed: Parsed, tokens: list[Token], quote: tuple[int, int]) -> Token | None:
    spoken = (t for t in tokens if _is_cue(parsed, t))
    return min(spoken, key=lambda t: min(abs(t.idx - quote[1]), abs(quote[0] - t.idx)), default=None)


def _phrase(head: Token, stop_at: Token) -> tuple[int, int]:
    """Return the span of a speaker: the noun phrase without relative clauses and without the cue."""
    kept = [head]
    for token in head.subtree:
        path = [token, *token.ancestors]
        path = path[: path.index(head)] if head in path else path
        if any(t.dep_ in ("relcl", "acl", "advcl", "ccomp", "punct") and t.i != head.i for t in path) or stop_at in path:
            continue
        kept.append(token)
    kept.sort(key=lambda t: t.i)
    run = [t for t in kept if t.i <= head.i + _LONGEST_SPEAKER]
    if len(run) < len(kept):  # too long for a speaker: back to the last comma
        commas = [t.i for t in head.doc[head.i : run[-1].i] if t.text == ","]
        run = [t for t in run if t.i < commas[-1]] if commas else run
    last = run[-1]
    if last.text in ("'s", "’s") and len(run) > 1:
        last = run[-2]
    return run[0].idx, last.idx + len(last)


def _spans_of(content: list[Token], avoid: Iterable[Token]) -> list[tuple[int, int]]:
    """Return the content as spans, cut where the cue or its speaker interrupts it, commas trimmed."""
    blocked = sorted(t.i for t in avoid)
    runs: list[list[Token]] = []
    for token in sorted({t.i: t for t in content}.values(), key=lambda t: t.i):
        if runs and bisect_left(blocked, token.i) == bisect_left(blocked, runs[-1][-1].i):
            runs[-1].append(token)
        else:
            runs.append([token])
    trimmed = [_trim(run) for run in runs]
    return [(run[0].idx, run[-1].idx + len(run[-1])) for run in trimmed if any(t.is_alpha for t in run)]


def _trim(run: list[Token]) -> list[Token]:
    while run and (run[0].text in _TRIM or run[0].is_space):
        run = run[1:]
    while run and (run[-1].text in _TRIM or run[-1].is_space):
        run = run[:-1]
    return run


def _according_to(parsed: Parsed, tokens: list[Token]) -> list[Voice]:
    """Read "X, according to S" and "According to S, X": the content is the clause beside it."""
    for k, (first, second) in enumerate(pairwise(tokens)):
        if first.lower_ != "according" or second.lower_ != "to" or parsed.quoted(first.idx, second.idx):
            continue
        objects = [t for t in (*second.children, *first.children) if t.dep_ == "pobj"]
        if not objects:
            continue
        speaker = _phrase(objects[0], stop_at=first)
        before = tokens[:k]
        after = [t for t in tokens if t.idx >= speaker[1]]
        if len(before) > 2:  # back to a semicolon, without "But" before it
            content = before[max((n + 1 for n, t in enumerate(before) if t.text == ";"), default=0) :]
        else:
            content = after[next((n + 1 for n, t in enumerate(after) if t.text == ","), 0) :]
            content = content[:-1] if content and content[-1].text in ".?!" else content
        spans = _spans_of(content, avoid=[])
        if spans and len(content) > 1:
            return [Voice(*spans[0], speaker, (first.idx, second.idx + len(second)))]
    return []


def _beside_quote(parsed: Parsed, tokens: list[Token], quotes: list[tuple[int, int]]) -> list[Voice]:
    """Read "..." said X, or X said "...", from the words next to the marks alone, for sentences that the parser gets wrong."""
    text = parsed.article.text
    for a, b in quotes:
        if len(parsed.tokens(a, b)) < FULL_QUOTE or not (re.search(r"[,.?!…]\W{1,2}$", text[a:b]) or text[b : b + 1] == ","):
            continue
        after, before = [t for t in tokens if t.idx >= b][:6], [t for t in tokens if t.idx + len(t) <= a][-6:]
        subject = next((t for t in tokens if t.dep_ in _SUBJECTS and t.idx < a), None)
        if before and before[-1].text == ":" and subject is not None:  # 'The mayor was blunt: "..."'
            return [Voice(a, b, _phrase(subject, stop_at=before[-1]), (before[-1].idx, before[-1].idx + 1))]
        for around, near in ((after, after), (before, before[-3:])):
            cue = next((t for t in near if t.lemma_.lower() in cues() and t.text.endswith(("ed", "said", "says", "told", "wrote"))), None)
            if cue is None:
                continue
            at = around.index(cue)
            names = around[:at] if any(t.pos_ in ("PROPN", "NOUN", "PRON") for t in around[:at]) or around is before else around[at + 1 :]
            names = list(takewhile(lambda t: not t.is_punct and t.pos_ not in ("VERB", "ADP", "SCONJ"), names))
            if names and any(t.pos_ in ("PROPN", "NOUN", "PRON") for t in names):
                return [Voice(a, b, (names[0].idx, names[-1].idx + len(names[-1])), (cue.idx, cue.idx + len(cue)))]
    return []


def _after_colon(tokens: list[Token]) -> list[Voice]:
    """Read a headline "Baku: Armenia broke truce": a short name, a colon, a clause."""
    colon = next((i for i, t in enumerate(tokens[:7]) if t.text == ":"), None)
    if not colon or len(tokens) < colon + 3:
        return []
    head, rest = tokens[:colon], tokens[colon + 1 :]
    named = [t for t in head if t.ent_type_ in ("GPE", "ORG", "PERSON", "NORP")]
    short = len(head) == 1 and head[0].pos_ == "PROPN"
    if (
        not (short or len(named) >= max(1, len(head) - 1))
        or len(head) > 4
        or not any(t.pos_ in ("VERB", "AUX") for t in rest)
        or any(t.pos_ == "VERB" for t in head)
    ):
        return []
    return [Voice(rest[0].idx, rest[-1].idx + len(rest[-1]), (head[0].idx, head[-1].idx + len(head[-1])), (tokens[colon].idx, tokens[colon].idx + 1))]


def _join_quotes(parsed: Parsed, voices: list[Voice], quotes: list[tuple[int, int]]) -> list[Voice]:
    """Stretch each content to the quotation marks it touches, and give a quote outside all contents to the nearest cue.

    A quote that nobody's content touches joins when it has words enough to be speech, or stands next to the cue.
    """
    out = list(voices)
    for a, b in quotes:
        touching = [i for i, v in enumerate(out) if v.start < b and a < v.end]
        if touching:
            i = max(touching, key=lambda k: min(out[k].end, b) - max(out[k].start, a))
            v = out[i]
            cut_by = [edge for edge in (v.speaker, v.cue) if edge and a <= edge[0] < b]
            if not cut_by:
                out[i] = replace(v, start=min(v.start, a), end=max(v.end, b))
            continue
        words = sum(any(c.isalnum() for c in t.text) for t in parsed.tokens(a, b))
        near = [v for v in voices if v.cue and words >= FULL_QUOTE]
        if near:
            v = min(near, key=lambda v: min(abs(v.cue[0] - b), abs(a - v.cue[1])) if v.cue else 0)
            out.append(replace(v, start=a, end=b))
    return out


def _running_on(parsed: Parsed, index: int, bounds: list[tuple[int, int]], found: list[list[Voice]], own: list[bool]) -> list[Voice]:
    """Give a sentence that is wholly quoted to the speaker who is still speaking: of the sentence before, or of one after it.

    own: which sentences name a speaker themselves.
    """
    start, end = bounds[index]
    quotes = parsed.quotes_in(start, end)
    covered = sum(min(q.end, end) - max(q.start, start) for q in quotes)
    words = int(parsed.sentences["words"].iat[index])
    if covered < 0.8 * (end - start) or words < 1:
        return []
    start, end = max(start, quotes[0].start), min(end, quotes[-1].end)
    paragraphs = parsed.sentences["paragraph"]
    if index and found[index - 1]:
        last = found[index - 1][-1]
        same_quote = any(q.start < last.end and last.start < q.end for q in quotes)
        taken_up = any(q.runs_on for q in parsed.quotes_in(last.start, last.end))
        colon = parsed.sentences["text"].iat[index - 1].rstrip().endswith(":")
        if (same_quote or taken_up or colon or paragraphs.iat[index - 1] == paragraphs.iat[index]) and last.speaker is not None:
            return [Voice(start, end, last.speaker, last.cue)]
    for later in range(index + 1, min(index + 1 + _LOOK_AHEAD, len(bounds))):
        before = parsed.quotes_in(*bounds[later - 1])
        if paragraphs.iat[later] != paragraphs.iat[later - 1] and not (before and before[-1].runs_on):
            break  # the speaker after a long quotation stands in its paragraph, or in the next that takes the quotation up
        if own[later]:
            first = found[later][0]
            return [Voice(start, end, first.speaker, first.cue)] if parsed.quoted(first.start, first.end) else [Voice(start, end, None, None)]
        if not parsed.quotes_in(*bounds[later]):
            break
    return [Voice(start, end, None, None)] if words >= FULL_QUOTE else []


def _without_overlap(found: list[Voice]) -> list[Voice]:
    """Keep the longer of two contents of a sentence that overlap; in order of the text."""
    kept: list[Voice] = []
    for voice in sorted(found, key=lambda v: v.start - v.end):
        if voice.end > voice.start and not any(voice.start < k.end and k.start < voice.end for k in kept):
            kept.append(voice)
    return sorted(kept, key=lambda v: v.start)
