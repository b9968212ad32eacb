"""Who is speaking where: the narrator, or a source; directly, indirectly, or mixed.

Rules on the parse and the quotation marks.  A cue is a verb of ``lexicons/cues.csv`` (or "according to"); its subject is the speaker,
its clause or object the content.  Quoted words join the cue of their sentence, or the speaker of the sentence before; quoted words
without any cue (scare quotes, titles) stay the narrator's.  After Pareti (2015) the content leaves out "that" and keeps its quotation
marks; after "accused" it begins with whoever is accused.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.parse import Parsed
from analysis.tables import make_table

if TYPE_CHECKING:
    from spacy.tokens import Token

ENGINE = "rules"

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_FULL_QUOTE = 4
"""Quoted words from this number on that form a clause are speech even without a cue in their sentence; fewer may be scare quotes."""
_TRIM = frozenset(", ; : – — -".split())


@dataclass(frozen=True)
class _Voice:
    """One act of speech before it is cut into sentences: content, speaker and cue as character spans (or None)."""

    start: int
    end: int
    speaker: tuple[int, int] | None
    cue: tuple[int, int] | None


@lru_cache(maxsize=1)
def cues() -> dict[str, tuple[str, str]]:
    """Return cue lemma -> (tone, what it takes: a clause, an object, the accused, or only quoted words)."""
    with (Path(__file__).parent / "lexicons" / "cues.csv").open(encoding="utf-8") as file:
        return {row["cue"]: (row["tone"], row["takes"]) for row in csv.DictReader(file)}


def voice_at(voices: pd.DataFrame, start: int, end: int) -> int | None:
    """Return the label of the innermost (shortest) voice whose content covers ``text[start:end]``; None is the narrator."""
    over = voices[(voices["start"] <= start) & (voices["end"] >= end)]
    return None if over.empty else int((over["end"] - over["start"]).idxmin())


def find_voices(parsed: Parsed, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the table of voices: one row for each sentence of each attributed content, in order, without overlaps.

    mentions: the table of ``find_mentions``; a speaker's side is that of the mention within the speaker's words.
    """
    found: list[_Voice] = []
    for row in parsed.sentences.itertuples():
        inside = _in_sentence(parsed, row.start, row.end)
        if not inside:
            inside = _running_on(parsed, int(row.sentence), found)
        found += inside
    rows = [_row(parsed, mentions, voice) for voice in _without_overlap(found)]
    return make_table("voices", [row for row in rows if row is not None])


def _in_sentence(parsed: Parsed, start: int, end: int) -> list[_Voice]:
    tokens = parsed.tokens(start, end)
    quotes = [(max(q.start, start), min(q.end, end)) for q in parsed.quotes if q.start < end and start < q.end]
    voices: list[_Voice] = []
    for token in tokens:
        if _is_cue(parsed, token):
            voice = _from_verb(parsed, token, quotes, (start, end))
            if voice is not None:
                voices.append(voice)
    voices += _according_to(parsed, tokens, (start, end))
    if not voices:
        voices += _after_colon(parsed, tokens, (start, end))
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


def _from_verb(parsed: Parsed, verb: Token, quotes: list[tuple[int, int]], bounds: tuple[int, int]) -> _Voice | None:
    takes = cues()[verb.lemma_.lower()][1]
    passive = any(t.dep_ in ("nsubjpass", "auxpass") for t in verb.children)
    subject = _subject(verb)
    speaker = _phrase(subject, stop_at=verb) if subject is not None else None
    content = _clause(verb, takes, passive)
    if not content and takes != "accused" and subject is not None:
        content = _beside(parsed, verb, subject, quotes, bounds)
    if not content or (subject is None and not passive):
        return None
    span = _span_of(parsed, content, avoid=[t for t in (verb,) if t] + ([] if subject is None else [subject]))
    if span is None or (takes == "quote" and not any(a < span[1] and span[0] < b for a, b in quotes)):
        return None
    return _Voice(*span, speaker, (verb.idx, verb.idx + len(verb)))


def _clause(verb: Token, takes: str, passive: bool) -> list[Token]:
    """Return the tokens of what is said: the clause that depends on the cue, or its object where the cue takes one."""
    clauses = [t for t in verb.children if t.dep_ == "ccomp" or (t.dep_ == "xcomp" and takes != "accused" and t.tag_ in ("VB", "VBG", "VBN"))]
    if clauses and takes != "accused":
        return [t for clause in clauses for t in _without(clause, verb)]
    objects = [t for t in verb.children if t.dep_ in ("dobj", "oprd")]
    if takes == "accused":
        ofs = [t for t in verb.children if t.dep_ == "prep" and t.lower_ in ("of", "for", "as") and t.i > verb.i]
        if passive:
            return [t for of in ofs for t in of.subtree if t.i > of.i]
        return [t for part in [*objects, *ofs] for t in part.subtree]
    if takes in ("object", "quote") and not passive:
        return [t for part in objects for t in part.subtree]
    return []


def _without(clause: Token, verb: Token) -> list[Token]:
    """Return the subtree of a clause without the cue's own words, and without a further clause that has a cue of its own."""
    out = []
    own = {t.i for t in clause.subtree if t.lemma_.lower() in cues() and t.dep_ in ("advcl", "conj") and t.i > clause.i and _has_subject(t)}
    for token in clause.subtree:
        if token.i == verb.i or any(a.i in own for a in (token, *token.ancestors)):
            continue
        out.append(token)
    return out


def _has_subject(verb: Token) -> bool:
    return any(t.dep_ in _SUBJECTS for t in verb.children)


def _beside(parsed: Parsed, verb: Token, subject: Token, quotes: list[tuple[int, int]], bounds: tuple[int, int]) -> list[Token]:
    """Return the content of a cue without a clause of its own: "X, the ministry said" parsed as an insertion, or the quotes around it."""
    if verb.dep_ in ("parataxis", "conj", "advcl", "dep") and verb.head.i != verb.i and verb.head.i < verb.i and not quotes:
        own = {t.i for t in verb.subtree}
        tail = not any(t.i > max(own) and not t.is_punct for t in parsed.tokens(*bounds))
        comma = min(own) > 0 and any(t.text == "," for t in parsed.tokens(verb.head.idx, verb.idx + 1) if t.i < verb.i)
        if verb.dep_ == "parataxis" or (tail and comma and verb.dep_ == "dep"):
            return [t for t in verb.head.subtree if t.i not in own]
    own_words = {verb.i, *[t.i for t in subject.subtree]}
    return [t for a, b in quotes for t in parsed.tokens(a, b) if t.i not in own_words]


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
    run = [t for t in kept if t.i <= head.i]
    run += [t for t in kept if t.i > head.i and t.i - head.i <= 12]
    last = run[-1]
    if last.text in ("'s", "’s") and len(run) > 1:
        last = run[-2]
    return run[0].idx, last.idx + len(last)


def _span_of(parsed: Parsed, content: list[Token], avoid: Iterable[Token]) -> tuple[int, int] | None:
    """Return the content as one span: the longest run that the cue and its speaker do not interrupt, "that" and commas trimmed."""
    blocked = sorted(t.i for t in avoid)
    ordered = sorted({t.i: t for t in content}.values(), key=lambda t: t.i)
    runs: list[list[Token]] = []
    for token in ordered:
        if runs and not any(runs[-1][-1].i < b < token.i for b in blocked):
            runs[-1].append(token)
        else:
            runs.append([token])
    if not runs:
        return None
    run = max(runs, key=len)
    while run and (run[0].text in _TRIM or run[0].is_space or (run[0].lower_ == "that" and run[0].dep_ in ("mark", "advmod") and len(run) > 1)):
        run = run[1:]
    while run and (run[-1].text in _TRIM or run[-1].is_space):
        run = run[:-1]
    return (run[0].idx, run[-1].idx + len(run[-1])) if run else None


def _according_to(parsed: Parsed, tokens: list[Token], bounds: tuple[int, int]) -> list[_Voice]:
    """Read "X, according to S" and "According to S, X": the content is the clause beside it."""
    for first, second in zip(tokens, tokens[1:], strict=False):
        if first.lower_ != "according" or second.lower_ != "to" or parsed.quoted(first.idx, second.idx):
            continue
        objects = [t for t in (*second.children, *first.children) if t.dep_ == "pobj"]
        if not objects:
            continue
        speaker = _phrase(objects[0], stop_at=first)
        before = [t for t in tokens if t.i < first.i]
        after = [t for t in tokens if t.idx >= speaker[1]]
        content = before if len(before) >= len(after) else after[next((i + 1 for i, t in enumerate(after) if t.text == ","), 0) :]
        words = [t for t in content if not t.is_punct or t.text in '“”"']
        if len(words) >= 2:
            span = _span_of(parsed, content[:-1] if content[-1].text == "." else content, avoid=[])
            return [_Voice(*span, speaker, (first.idx, second.idx + len(second)))] if span else []
    return []


def _after_colon(parsed: Parsed, tokens: list[Token], bounds: tuple[int, int]) -> list[_Voice]:
    """Read a headline "Baku: Armenia broke truce": a short name, a colon, a clause."""
    colon = next((i for i, t in enumerate(tokens[:7]) if t.text == ":"), None)
    if not colon or len(tokens) < colon + 3:
        return []
    head, rest = tokens[:colon], tokens[colon + 1 :]
    named = head[-1].ent_type_ in ("GPE", "ORG", "PERSON", "NORP") or all(t.pos_ == "PROPN" for t in head)
    if not named or not any(t.pos_ in ("VERB", "AUX") for t in rest) or any(t.pos_ == "VERB" for t in head):
        return []
    return [
        _Voice(rest[0].idx, rest[-1].idx + len(rest[-1]), (head[0].idx, head[-1].idx + len(head[-1])), (tokens[colon].idx, tokens[colon].idx + 1))
    ]


def _join_quotes(parsed: Parsed, voices: list[_Voice], quotes: list[tuple[int, int]]) -> list[_Voice]:
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
        near = [v for v in voices if v.cue and words >= _FULL_QUOTE]
        if near:
            v = min(near, key=lambda v: min(abs(v.cue[0] - b), abs(a - v.cue[1])) if v.cue else 0)
            out.append(replace(v, start=a, end=b))
    return out


def _running_on(parsed: Parsed, number: int, before: list[_Voice]) -> list[_Voice]:
    """Give a sentence that is wholly quoted to the speaker who is still speaking: of the sentence before, or of the one after it."""
    row = parsed.sentences.iloc[number - 1]
    start, end = int(row["start"]), int(row["end"])
    quotes = [q for q in parsed.quotes if q.start < end and start < q.end]
    covered = sum(min(q.end, end) - max(q.start, start) for q in quotes)
    if covered < 0.8 * (end - start) or row["words"] < 1:
        return []
    same_quote = [v for v in before if any(q.start <= v.start < q.end for q in quotes)]
    previous = parsed.sentences.iloc[number - 2] if number > 1 else None
    spoke_last = before[-1] if before and previous is not None and before[-1].end > previous["start"] else None
    near = previous is not None and (
        previous["paragraph"] == row["paragraph"]
        or previous["text"].rstrip().endswith(":")
        or any(q.runs_on and q.end <= start and q.end >= previous["start"] for q in parsed.quotes)
    )
    if same_quote or (spoke_last and near):
        v = same_quote[-1] if same_quote else spoke_last
        assert v is not None
        return [_Voice(start, end, v.speaker, v.cue)]
    for later in parsed.sentences.iloc[number : number + 4].itertuples():
        if later.paragraph != row["paragraph"]:
            break
        following = _in_sentence(parsed, later.start, later.end)
        if following:
            return [_Voice(start, end, following[0].speaker, following[0].cue)]
    return [_Voice(start, end, None, None)] if row["words"] >= _FULL_QUOTE else []


def _without_overlap(found: list[_Voice]) -> list[_Voice]:
    """Keep the longer of two contents that overlap; in order of the text."""
    kept: list[_Voice] = []
    for voice in sorted(found, key=lambda v: v.start - v.end):
        if voice.end > voice.start and not any(voice.start < k.end and k.start < voice.end for k in kept):
            kept.append(voice)
    return sorted(kept, key=lambda v: v.start)


def _row(parsed: Parsed, mentions: pd.DataFrame, voice: _Voice) -> dict[str, object] | None:
    text = parsed.article.text
    words = [t for t in parsed.tokens(voice.start, voice.end) if any(c.isalnum() for c in t.text)]
    if not words:
        return None
    marked = sum(parsed.quoted(t.idx, t.idx + len(t)) for t in words)
    side = None
    if voice.speaker is not None:
        over = mentions[(mentions["start"] < voice.speaker[1]) & (voice.speaker[0] < mentions["end"])]
        sides = over["side"].unique()
        side = sides[0] if len(sides) == 1 else None
    return {
        "sentence": parsed.sentence_at(voice.start), "start": voice.start, "end": voice.end,
        "kind": "indirect" if not marked else "direct" if marked >= 0.85 * len(words) else "mixed",
        "speaker": re.sub(r"\s+", " ", text[slice(*voice.speaker)]) if voice.speaker else None,
        "speaker_start": voice.speaker[0] if voice.speaker else None, "speaker_end": voice.speaker[1] if voice.speaker else None,
        "side": side, "cue": text[slice(*voice.cue)] if voice.cue else None,
        "cue_start": voice.cue[0] if voice.cue else None, "cue_end": voice.cue[1] if voice.cue else None,
    }  # fmt: skip
