"""Who is speaking where: the narrator, or a source; directly, indirectly, or mixed.

A transformer marks contents, cues and sources (``analysis.voices.tagger``); plain rules on the grammar (``analysis.voices.voice_rules``) add what it
leaves out, and stand in for it where its weights are missing; then speakers are traced back to whom they mean (``analysis.who.referents``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.reading.folding import fold
from analysis.reading.marks import BEGINNING
from analysis.tables import check_table, make_table, text_or_none
from analysis.voices.contents import join_and_stretch, voices_of, without_edges, words_of
from analysis.voices.reporting import carried_back, mended, reports
from analysis.voices.signed import signed_quotations
from analysis.voices.spans import Spans
from analysis.voices.speech import Voice, cues, is_quoted, overlaps
from analysis.voices.tagger import PAINTED, painted_words, tagged
from analysis.voices.turns import bare_name, beside_questions, names_at_heads, turns_in
from analysis.voices.voice_rules import voices_by_rules
from analysis.who.figures import Resolved
from analysis.who.referents import Referents
from analysis.who.spoken import has_speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.encoder import Encoder
    from analysis.reading.parse import Parsed
    from analysis.who.sides import Sides

_WORD = re.compile(r"\w+(?:[.,]\w+)*")


# Asking the table


def voice_at(voices: pd.DataFrame, start: int, end: int) -> int | None:
    """Return the label of the innermost (shortest) voice whose content covers ``text[start:end]``; None is the narrator."""
    starts, ends = voices["start"].to_numpy(), voices["end"].to_numpy()
    over = np.flatnonzero((starts <= start) & (ends >= end))
    return int(voices.index[over[(ends - starts)[over].argmin()]]) if len(over) else None


def voices_at(voices: pd.DataFrame, starts: Iterable[int], ends: Iterable[int]) -> list[int | None]:
    """Return for each of many spans what ``voice_at`` returns for one."""
    firsts, lasts = voices["start"].tolist(), voices["end"].tolist()
    spans, labels = Spans(firsts, lasts), voices.index.tolist()
    found = (spans.covering(start, end) for start, end in zip(starts, ends, strict=True))
    return [labels[min(over, key=lambda at: lasts[at] - firsts[at])] if over else None for over in found]


def voice_parts(sentences: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Cut every sentence into the stretches of each voice and count their words (as the parser does: "Russia-brokered" is two).

    Returns one row per stretch: sentence, start, end, voice (narrator|source), kind, speaker (as written), side, who (the speaker in
    full where it is known, otherwise as written), words.  Where voices overlap, the shortest one has the words.
    """
    contents = _contents_by_sentence(check_table("voices", voices))
    rows: list[tuple[Any, ...]] = []
    for number, begin, stop, text in zip(*(sentences[column].tolist() for column in ("sentence", "start", "end", "text")), strict=True):
        first, last = int(begin), int(stop)
        inside = contents.get(int(number), [])
        cuts = sorted({first, last, *(min(max(cut, first), last) for content in inside for cut in content[:2])})
        folded = fold(str(text))
        words = [first + folded.span_as_written(*word.span())[0] for word in _WORD.finditer(folded.text)]
        for start, end in pairwise(cuts):
            count = bisect_left(words, end) - bisect_left(words, start)
            rows.append((number, start, end, *_whose(inside, start, end), count))
    return pd.DataFrame(rows, columns=["sentence", "start", "end", "voice", "kind", "speaker", "side", "who", "words"])


_Content = tuple[int, int, str, str | None, str | None, str | None]
"""Start and end of a content, kind, speaker as written, side, speaker in full."""


def _contents_by_sentence(voices: pd.DataFrame) -> dict[int, list[_Content]]:
    contents: dict[int, list[_Content]] = {}
    columns = (voices[column].tolist() for column in ("sentence", "start", "end", "kind", "speaker", "side", "who"))
    for number, start, end, kind, *names in zip(*columns, strict=True):
        speaker, side, who = map(text_or_none, names)
        contents.setdefault(number, []).append((start, end, kind, speaker, side, who or speaker))
    return contents


def _whose(contents: list[_Content], start: int, end: int) -> tuple[str | None, ...]:
    """Return voice, kind, speaker, side and full name for a stretch of a sentence: those of the shortest content around it."""
    covering = [content for content in contents if content[0] <= start and end <= content[1]]
    if not covering:
        return "narrator", None, None, None, None
    return "source", *min(covering, key=lambda content: content[1] - content[0])[2:]


# Making the table


def find_voices(parsed: Parsed, sides: Sides, encoder: Encoder | None = None) -> pd.DataFrame:
    """Return the table of voices: one row for each sentence of each attributed content, in order, without overlaps.

    sides: as ``find_sides`` returns them; a speaker's side is that of whoever is meant by the speaker's words (``analysis.who.referents``),
    which ``who`` and ``evidence`` say.  encoder: None for rules alone.  ``found_by`` says for each row what found it: "tagger", "rules"
    beside it, or "rules alone"; ``cue_tone`` is that of ``lexicons/cues.csv``, or
    "painted" where the encoder reads a cue so ("grumbled", "fumed").
    """
    heard = hear(parsed, encoder)
    return with_speakers(heard, Referents(parsed, sides, heard))


def hear(parsed: Parsed, encoder: Encoder | None = None) -> pd.DataFrame:
    """Return the table of voices as ``find_voices`` does, before anybody asks who the speakers are: without who, side and evidence."""
    painted = painted_words(parsed, encoder) if encoder else frozenset()
    rows = [row_of(parsed, voice, found_by, painted) for voice, found_by in _found(parsed, encoder)]
    return make_table("voices", [row for row in rows if row is not None])


def with_speakers(heard: pd.DataFrame, referents: Referents) -> pd.DataFrame:
    """Return the table of voices with who speaks, for which side, and how that is known."""
    meant = [referents.speaker(row) for row in heard.itertuples()]
    at_heads = names_at_heads(referents.parsed)
    meant = [_at_head(row, one, at_heads) for row, one in zip(heard.itertuples(), meant, strict=True)]
    meant = _one_side_each(meant, set(at_heads.values()))
    named = {name: pd.Series([getattr(one, name) for one in meant], dtype=object, index=heard.index) for name in ("who", "side", "evidence")}
    return check_table("voices", heard.assign(**named))


def _at_head(row: Any, known: Resolved, at_heads: Mapping[tuple[int, int], str]) -> Resolved:
    """Return who speaks a turn, under the fullest name at the head of any turn unless more of the name is known."""
    name = at_heads.get((int(row.speaker_start), int(row.speaker_end))) if has_speaker(row) else None
    if name is None or (known.who is not None and len(bare_name(known.who).split()) > len(name.split())):
        return known
    return Resolved(name, known.side, known.evidence or "the name at the head of the turn")


def _one_side_each(meant: list[Resolved], turns: set[str]) -> list[Resolved]:
    """Give all turns of one person the side that is known from one of them: "SEN. RUTH CALDER", then "CALDER"."""
    sides: dict[str | None, set[str]] = {}
    for one in meant:
        if one.side is not None:
            sides.setdefault(one.who, set()).add(one.side)
    only = {who: next(iter(found)) for who, found in sides.items() if who in turns and len(found) == 1}
    return [replace(one, side=only[one.who]) if one.who in only else one for one in meant]


def _found(parsed: Parsed, encoder: Encoder | None) -> list[tuple[Voice, str]]:
    """Return the voices in order, each with what found it: the tagger's, except over a headline's or a turn's, and those of the rules beside them."""
    told = beside_questions(parsed, [voice for voice in voices_by_rules(parsed) if reports(parsed, voice)])
    by_rules = [mended(parsed, voice) for voice in told]
    turns = turns_in(parsed) or signed_quotations(parsed)
    if encoder is None:
        return _in_order(parsed, [(voice, "rules alone") for voice in [*turns, *(one for one in by_rules if not overlaps(one, turns))]])
    headlines = [mended(parsed, one) for one in told if one.cue and parsed.article.text[slice(*one.cue)] == ":"]  # "Baku: Armenia broke truce"
    joined = join_and_stretch(parsed, voices_of(parsed, tagged(parsed, encoder)), by_rules)
    by_tagger = [mended(parsed, voice) for voice in joined if not overlaps(voice, headlines) and not overlaps(voice, turns)]
    by_tagger = carried_back(parsed, beside_questions(parsed, [voice for voice in by_tagger if reports(parsed, voice)]))
    beside = [voice for voice in by_rules if not overlaps(voice, by_tagger) and not overlaps(voice, turns)]
    return _in_order(parsed, [(voice, "tagger") for voice in by_tagger] + [(voice, "rules") for voice in [*turns, *beside]])


def _in_order(parsed: Parsed, found: list[tuple[Voice, str]]) -> list[tuple[Voice, str]]:
    """Return the voices in order, none reaching into the next: one ends where the next begins, or what introduces the next within it."""
    kept: list[tuple[Voice, str]] = []
    for voice, found_by in sorted(found, key=lambda one: (one[0].start, one[0].end)):
        if kept and kept[-1][0].end > voice.start:
            last, by = kept.pop()
            if last.cue == voice.cue and last.cue is not None:  # one saying, marked twice
                kept.append((replace(last, end=max(last.end, voice.end)), by))
                continue
            introduced = [part[0] for part in (voice.speaker, voice.cue) if part and last.start < part[0] < voice.start]
            start, end = without_edges(parsed.article.text, last.start, min([voice.start, *introduced]))
            names_the_next = voice.speaker is not None and voice.speaker[0] <= start and end <= voice.speaker[1]
            if words_of(parsed, start, end) and not names_the_next:
                kept.append((replace(last, start=start, end=end), by))
        kept.append((voice, found_by))
    return kept


def row_of(parsed: Parsed, voice: Voice, found_by: str, painted: frozenset[int]) -> dict[str, Any] | None:
    """Return a row of the table; None where the content holds no word."""
    words = words_of(parsed, voice.start, voice.end)
    if not words:
        return None
    text = parsed.article.text
    kind = "direct" if voice.set_off else _kind(parsed, voice, words)
    row = {"sentence": parsed.sentence_at(voice.start), "start": voice.start, "end": voice.end, "kind": kind}
    if voice.speaker:
        written = " ".join(text[slice(*voice.speaker)].split())
        row |= {"speaker": written, "speaker_start": voice.speaker[0], "speaker_end": voice.speaker[1]}
    if voice.cue:
        row |= {"cue": text[slice(*voice.cue)], "cue_start": voice.cue[0], "cue_end": voice.cue[1], "cue_tone": _tone(parsed, voice.cue, painted)}
    return {**row, "found_by": found_by}


def _kind(parsed: Parsed, voice: Voice, words: list[Token]) -> str:
    """Return direct, mixed or indirect, by how many of the words stand between quotation marks; a mark left open counts for all."""
    marked = sum(is_quoted(parsed, token) for token in words)
    if marked:
        return "direct" if marked >= 0.85 * len(words) else "mixed"
    return "direct" if parsed.article.text[voice.start] in BEGINNING else "indirect"


def _tone(parsed: Parsed, cue: tuple[int, int], painted: frozenset[int]) -> str | None:
    """Return the tone of the last word of a cue that is on the list of cues, or "painted" where the encoder reads it so and the list says no more.

    painted: indices of tokens.  None where neither says anything.
    """
    words = parsed.tokens(*cue)
    listed = next((cues()[lemma][0] for token in reversed(words) if (lemma := token.lemma_.lower()) in cues()), None)
    return PAINTED if listed in (None, "neutral", "assertive") and any(token.i in painted for token in words) else listed
