"""Who is speaking where: the narrator, or a source; directly, indirectly, or mixed.

A transformer marks contents, cues and sources (``analysis.voices.tagger``); plain rules on the grammar (``analysis.voices.voice_rules``) add what it
leaves out, and stand in for it where its weights are missing; then speakers are traced back to whom they mean (``analysis.who.speakers``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.reading.parse import Parsed
from analysis.tables import check_table, make_table, text_or_none
from analysis.voices.voice_rules import ANONYMITY, FULL_QUOTE, INWARD, Voice, cues, speaker_of, voices_by_rules
from analysis.who.speakers import resolve_speakers

if TYPE_CHECKING:
    from analysis.voices.tagger import Paired, Span, Tagger

_ABOUT = re.compile(r"\b(?:to|with|against|on|about|over) (?:the )?$")
_OPPOSED = re.compile(r"(?:['’]s?)? (?:\w+ ){0,2}(?:rival|enem|opponent|critic|ally|allies|neighbo)")
_AFTER_SPEAKER = re.compile(r"(?:[\s,]+(?:who|which|too|also|meanwhile|however|in turn))?[\s,]*$")
_CUT_CLAUSE = re.compile(r",? (?:who|which)\b[^,]*$")
_OF_DOING = re.compile(r"(?:of|for) (?=\w+ing\b)")
_TRAILING = re.compile(r"[\s,;]+(?:although|though|while|whereas|but|and|because|as)[\s,]*$")
_SMALL = frozenset(("ADP", "CCONJ", "DET", "PART", "PUNCT", "SCONJ", "SPACE"))
_LONGEST_BEFORE_COLON = 5
_OPENING = '“„«"‘'
_EDGES = " \t\n\r\u00a0,;:–—-"


def voice_at(voices: pd.DataFrame, start: int, end: int) -> int | None:
    """Return the label of the innermost (shortest) voice whose content covers ``text[start:end]``; None is the narrator."""
    starts, ends = voices["start"].to_numpy(), voices["end"].to_numpy()
    over = np.flatnonzero((starts <= start) & (ends >= end))
    return int(voices.index[over[(ends - starts)[over].argmin()]]) if len(over) else None


def voice_parts(sentences: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Cut every sentence into the stretches of each voice and count their words (as the parser does: "Russia-brokered" is two).

    Returns one row per stretch: sentence, start, end, voice (narrator|source), kind, speaker (as written), side, who (the speaker in
    full where it is known, otherwise as written), words.  Where voices overlap, the shortest one has the words.
    """
    spans: dict[int, list[tuple[int, int, str, str | None, str | None, str | None]]] = {}
    for row in check_table("voices", voices).itertuples():
        speaker, side, who = map(text_or_none, (row.speaker, row.side, row.who))
        spans.setdefault(int(row.sentence), []).append((int(row.start), int(row.end), row.kind, speaker, side, who or speaker))
    rows: list[tuple[Any, ...]] = []
    for sentence in sentences.itertuples():
        first, last = int(sentence.start), int(sentence.end)
        inside = spans.get(int(sentence.sentence), [])
        cuts = sorted({first, last, *(min(max(cut, first), last) for span in inside for cut in span[:2])})
        starts = [first + word.start() for word in re.finditer(r"\w+(?:[.,]\w+)*", str(sentence.text))]
        for start, end in pairwise(cuts):
            covering = [span for span in inside if span[0] <= start and end <= span[1]]
            words = sum(start <= at < end for at in starts)
            if covering:
                _, _, *of_voice = min(covering, key=lambda span: span[1] - span[0])
                rows.append((sentence.sentence, start, end, "source", *of_voice, words))
            else:
                rows.append((sentence.sentence, start, end, "narrator", None, None, None, None, words))
    return pd.DataFrame(rows, columns=["sentence", "start", "end", "voice", "kind", "speaker", "side", "who", "words"])


def find_voices(parsed: Parsed, mentions: pd.DataFrame, tagger: Tagger | None = None) -> pd.DataFrame:
    """Return the table of voices: one row for each sentence of each attributed content, in order, without overlaps.

    mentions: the table of ``find_mentions``; a speaker's side is that of the mention within the speaker's words, or of whoever is meant by
    them (``analysis.who.speakers``), which ``who`` and ``evidence`` say.  tagger: None for rules alone.  ``found_by`` says for each row what
    found it: "tagger", "rules" beside it, or "rules alone"; ``cue_tone`` is that of ``lexicons/cues.csv``.
    """
    sides = mentions["side"].to_numpy(), mentions["start"].to_numpy(), mentions["end"].to_numpy()
    by_rules = voices_by_rules(parsed)
    by_tagger: list[Voice] = []
    if tagger is not None:
        headlines = [voice for voice in by_rules if voice.cue and parsed.article.text[slice(*voice.cue)] == ":"]  # "Baku: Armenia broke truce"
        by_tagger = [voice for voice in _joined(parsed, _read(parsed, tagger.attributions(parsed)), by_rules) if not _overlaps(voice, headlines)]
        by_rules = [voice for voice in by_rules if not _overlaps(voice, by_tagger)]
    found = sorted(
        [(voice, "tagger") for voice in by_tagger] + [(voice, "rules" if tagger else "rules alone") for voice in by_rules],
        key=lambda one: one[0].start,
    )
    rows = [_row(parsed, sides, voice, name) for voice, name in found]
    table = make_table("voices", [row for row in rows if row is not None])
    meant = resolve_speakers(parsed, table, mentions)
    for name in ("who", "side", "evidence"):
        table[name] = pd.Series([getattr(one, name) for one in meant], dtype=object)
    return check_table("voices", table)


def _read(parsed: Parsed, attributions: list[Paired]) -> Iterator[Voice]:
    """Cut the tagger's contents at the ends of sentences and trim them; a cue without a source takes its subject.

    What has no source at all is kept between quotation marks or where it is reported.
    """
    text = parsed.article.text
    starts, ends = (parsed.sentences[edge].tolist() for edge in ("start", "end"))
    for content, cue, source in attributions:
        if cue and content.quoted and _named_only(parsed, content, cue):
            continue
        speaker = _trimmed(text, source, cue) if source else None
        start, stop = content.start, content.end
        said = (cue.start, cue.start + len(text[cue.start : cue.end].rstrip(_EDGES) or text[cue.start : cue.end])) if cue else None
        if cue and text[cue.start : cue.end] == ":":  # a headline: all before the colon speaks, all after it is said
            begin = starts[parsed.sentence_at(cue.start) - 1]
            speaker = speaker or ((begin, cue.start) if len(parsed.tokens(begin, cue.start)) <= _LONGEST_BEFORE_COLON else None)
            stop = max(stop, ends[parsed.sentence_at(start) - 1]) if speaker and speaker[0] == begin else stop
        elif speaker is None and cue and not cue.nameless:
            speaker = speaker_of(parsed, cue.start, cue.end)
        if text[start] in _OPENING and not parsed.quoted(start, start + 1):  # never closed: it costs its paragraph at most
            stop = min(stop, text.find("\n", start) if "\n" in text[start:stop] else stop)
        while start < stop:
            end = max(min(ends[parsed.sentence_at(start) - 1], stop) if start < ends[-1] else stop, start + 1)
            part = _TRAILING.sub("", text[start:end])
            first, last = start + len(part) - len(part.lstrip(_EDGES)), start + len(part.rstrip(_EDGES))
            if of := _OF_DOING.match(text, first, last):  # "accused | of taking gifts"
                first = of.end()
            voice = Voice(first, last, speaker, said)
            if start > content.start and end == stop and len(parsed.tokens(first, last)) < FULL_QUOTE and not parsed.quoted(first, last):
                break  # "The", the first word of the next sentence
            if (
                first < last
                and _says(parsed, voice)
                and not ANONYMITY.match(text, first, last)
                and (speaker or _speech(parsed, voice) or _reported(parsed, content, cue))
            ):
                yield voice
            start = end


def _named_only(parsed: Parsed, content: Span, cue: Span) -> bool:
    """Say whether a few quoted words only name something ('the so-called "moderates" won'): their cue and the rest of their sentence stand apart."""
    number = parsed.sentence_at(content.start)
    whole = parsed.sentences.iloc[number - 1]
    short = len(parsed.tokens(content.start, content.end)) < FULL_QUOTE + 2  # the marks are two
    return number != parsed.sentence_at(cue.start) and short and content.end - content.start < 0.8 * (whole["end"] - whole["start"])


def _joined(parsed: Parsed, voices: Iterator[Voice], by_rules: list[Voice]) -> list[Voice]:
    """Join contents of one sentence and cue with nothing but space between them, and let each reach as far as its clause, which the rules know."""
    joined: list[Voice] = []
    for voice in voices:
        last = joined[-1] if joined else None
        beside = last and last.cue == voice.cue and voice.cue and parsed.article.text[last.end : voice.start].isspace()
        if last and beside and parsed.sentence_at(last.start) == parsed.sentence_at(voice.start):
            joined[-1] = replace(last, end=voice.end)
        else:
            joined.append(voice)
    clauses: dict[int, list[Voice]] = {}
    for voice in by_rules:
        if voice.cue:
            clauses.setdefault(parsed.sentence_at(voice.cue[0]), []).append(voice)
    for at, voice in enumerate(joined):
        following = joined[at + 1].start if at + 1 < len(joined) else len(parsed.article.text)
        for clause in clauses.get(parsed.sentence_at(voice.cue[0]), []) if voice.cue else []:
            same_cue = clause.cue and voice.cue and clause.cue[0] < voice.cue[1] and voice.cue[0] < clause.cue[1]
            if same_cue and clause.start < voice.end < clause.end <= following:
                joined[at] = replace(voice, end=clause.end)
    return joined


def _trimmed(text: str, source: Span, cue: Span | None) -> tuple[int, int]:
    """Return the span of a speaker without ", who", ", too" or a clause cut off at its end, and without a comma that closes no apposition."""
    words = text[source.start : source.end]
    following = source.end + text[source.end : source.end + 1].isspace()
    if text[following : following + 1].isalpha() and not (cue and cue.start == following):  # "the museum, which reopened | in June, says"
        words = _CUT_CLAUSE.sub("", words)
    trimmed = _AFTER_SPEAKER.sub("", words)
    closes = words.rstrip().endswith(",") and "," in trimmed
    return source.start, source.start + len(words.rstrip() if closes else trimmed or words)


def _says(parsed: Parsed, voice: Voice) -> bool:
    """Say whether the words can tell anything: "The" alone cannot."""
    return any(token.pos_ not in _SMALL for token in parsed.tokens(voice.start, voice.end))


def _reported(parsed: Parsed, content: Span, cue: Span | None) -> bool:
    """Say whether words without a source are somebody's all the same.

    Under a cue that names nobody they are where they hold a verb and the cue reports what is said ("has been accused of"), not what is
    expected or known.
    """
    if content.nameless or (cue and cue.nameless):
        tokens = parsed.tokens(content.start, content.end)
        lemmas = {token.lemma_.lower() for token in parsed.tokens(cue.start, cue.end)} if cue else set()
        return bool(lemmas & cues().keys() - INWARD) and any(token.pos_ in ("VERB", "AUX") for token in tokens)
    return cue is not None


def _speech(parsed: Parsed, voice: Voice) -> bool:
    words = [t for t in parsed.tokens(voice.start, voice.end) if any(c.isalnum() for c in t.text)]
    return len(words) >= FULL_QUOTE and sum(parsed.quoted(t.idx, t.idx + len(t)) for t in words) > len(words) / 2


def _row(parsed: Parsed, sides: tuple[Any, Any, Any], voice: Voice, found_by: str) -> dict[str, Any] | None:
    text = parsed.article.text
    words = [t for t in parsed.tokens(voice.start, voice.end) if any(c.isalnum() for c in t.text)]
    if not words:
        return None
    marked = sum(parsed.quoted(t.idx, t.idx + len(t)) for t in words)
    return {
        "sentence": parsed.sentence_at(voice.start), "start": voice.start, "end": voice.end,
        "kind": "direct" if marked >= 0.85 * len(words) or (not marked and text[voice.start] in _OPENING) else "mixed" if marked else "indirect",
        "speaker": " ".join(text[slice(*voice.speaker)].split()) if voice.speaker else None,
        "speaker_start": voice.speaker[0] if voice.speaker else None, "speaker_end": voice.speaker[1] if voice.speaker else None,
        "side": _side_of(text, sides, voice.speaker) if voice.speaker else None, "cue": text[slice(*voice.cue)] if voice.cue else None,
        "cue_start": voice.cue[0] if voice.cue else None, "cue_end": voice.cue[1] if voice.cue else None,
        "cue_tone": _tone(parsed, voice.cue) if voice.cue else None, "found_by": found_by,
    }  # fmt: skip


def _tone(parsed: Parsed, cue: tuple[int, int]) -> str | None:
    """Return the tone of the last word of a cue that is on the list of cues; None where none is."""
    tones = [cues()[token.lemma_.lower()][0] for token in parsed.tokens(*cue) if token.lemma_.lower() in cues()]
    return tones[-1] if tones else None


def _overlaps(voice: Voice, found: list[Voice]) -> bool:
    """Say whether a voice shares a character with one of those found, which are in order and without overlaps."""
    before = bisect_left(found, voice.end, key=lambda one: one.start) - 1
    return before >= 0 and found[before].end > voice.start


def _side_of(text: str, sides: tuple[Any, Any, Any], speaker: tuple[int, int]) -> str | None:
    """Return the side named in the speaker's words, before their first comma if it is named there; None for two sides or none."""
    names, starts, ends = sides
    near = np.flatnonzero((starts < speaker[1]) & (speaker[0] < ends)).tolist()
    at = [k for k in near if not _ABOUT.search(text[max(speaker[0], starts[k] - 12) : starts[k]]) and not _OPPOSED.match(text, ends[k], speaker[1])]
    comma = text.find(",", *speaker)
    head = {names[k] for k in at if comma < 0 or starts[k] < comma}
    whole = head or {names[k] for k in at}
    return str(next(iter(whole))) if len(whole) == 1 else None
