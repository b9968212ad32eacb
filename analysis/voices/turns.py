"""Transcripts: paragraphs that begin with the name of whoever speaks ("Q:", "MR. HOLM:", "CARL HOLM, ANCHOR:"), up to the next such name.

An interview whose paragraphs bear no names is read by ``analysis.who.interviews``: its answers are speech, its questions the reporter's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.voices.speech import Voice, cues
from analysis.who.gazetteer import first_names
from analysis.who.interviews import Interview, interview_in
from analysis.who.words import side_words

if TYPE_CHECKING:
    from analysis.reading.parse import Parsed

_HEAD = re.compile(r"(?P<label>[^\n:?!“”\"]{1,110}?)\s*:(?=\s|\*\*|__)")
_LETTER = re.compile(r"(?P<label>[QA])(?P<sign>:|\.|(?=\s{2}))\s*")
_GLUED = re.compile(r"(?P<label>Q)(?=[A-Z](?:[a-z]|[’'][a-z]))")
_ASTERISKS = re.compile(r"\*\*|__|")
_BRACKETS = re.compile(r"(?<!\s)\s*\([^()\n]*\)")
_CAPITALS = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]*")
_CAPITALIZED = re.compile(r"[A-ZÀ-Þ][\w.’'-]*")
_LONGEST = 4
"""Words of a name at the head of a turn; more with a title before it."""
FEWEST_TURNS = 3
"""Paragraphs with a label from which a text is a transcript, one of the labels twice: fewer are headings."""
_FEWEST_QUESTIONS = 2
"""Turns that end with a paragraph of question from which it is the reporter's, where nobody named asks."""


@dataclass(frozen=True)
class _Head:
    """What begins a turn: the span of the name, the colon (or None), where the words begin, who is meant by it, and how sure it is a name."""

    name: tuple[int, int]
    colon: tuple[int, int] | None
    begins: int
    key: str
    sure: bool


@dataclass(frozen=True)
class _Turn:
    head: _Head
    start: int
    end: int


def turns_in(parsed: Parsed) -> list[Voice]:
    """Return what is said in each sentence of each turn, in order; nothing where the text is no transcript."""
    heads = _heads(parsed)
    if not heads:
        return _answers(parsed)
    return [voice for turn in _turns(parsed, heads) for voice in _said(parsed, turn.head.name, turn.head.colon, turn.head.begins, turn.end)]


def names_at_heads(parsed: Parsed) -> dict[tuple[int, int], str]:
    """Return the span of each name at the head of a turn -> the fullest name of the same person: "HOLM" -> "CARL HOLM"; no labels like "Q"."""
    text = parsed.article.text
    fullest: dict[str, str] = {}
    heads = [head for head in _heads(parsed) if not _is_label(head.key)]
    for head in heads:
        name = bare_name(text[slice(*head.name)])
        if len(name.split()) > len(fullest.get(head.key, "").split()):
            fullest[head.key] = name
    return {head.name: _as_written_in_full(parsed, head.key) or fullest[head.key] for head in heads}


# ---- heads --------------------------------------------------------------------------------------------------------------


def _heads(parsed: Parsed) -> list[_Head]:
    """Return the heads of all turns; none where there are too few, or where nothing shows that they are names."""
    starts = parsed.sentences.groupby("paragraph")["start"].min().tolist()
    found = [head for start in starts if (head := _head_at(parsed.story, start))]
    surnames = {head.key for head in found if head.sure}
    names = {head.key for head in found if head.sure or head.key in surnames or _is_a_person(parsed, head)}
    often = {key for key, count in Counter(head.key for head in found).items() if count > 1}
    if not often <= names and interview_in(parsed) is not None:
        names |= often  # in an interview, whatever stands before several turns is who speaks: "Norvik Post: Did you know?"
    kept = [head for head in found if head.key in names]
    if [head.key for head in kept].count("A") > 1:  # "QDid you know?", where the page had set the letter apart
        glued = (_GLUED.match(parsed.story, start) for start in starts)
        kept += [_Head(letter.span("label"), None, letter.end(), "Q", True) for letter in glued if letter is not None]
        kept.sort(key=lambda head: head.name)
    if len(kept) < FEWEST_TURNS or max(Counter(head.key for head in kept).values()) < 2:
        return []
    return kept


def _head_at(text: str, start: int) -> _Head | None:
    """Return the head of a turn that begins at an offset: a letter, capitals, a full name, a title and a name, or the name of a role."""
    start = _after(_ASTERISKS, text, start)
    letter = _LETTER.match(text, start)
    if letter is not None and letter.end() < len(text):
        colon = letter.span("sign") if letter["sign"] == ":" else None
        return _Head(letter.span("label"), colon, _after(_ASTERISKS, text, letter.end()), letter["label"], True)
    first = start + (text[start : start + 1] == "(")
    found = _HEAD.match(text, first)
    begins = _after(_ASTERISKS, text, found.end()) if found is not None else first
    if found is None or _goes_on_small(text, begins):
        return None
    label = found["label"]
    name = label if label.startswith("The ") else re.split(r"[,(]", label, maxsplit=1)[0]
    span = first, first + len(name.rstrip(" )" if first > start else " "))
    words = _BRACKETS.sub("", text[slice(*span)]).split()
    kind = _kind(words)
    if kind is None or (first > start and not label.endswith(")")):
        return None
    inner = re.search(r"\(([^()]*)\)$", name.rstrip())
    key = words[-1] if inner is None or not label.startswith("The ") else inner[1].split()[-1]
    role = " ".join(words).lower()
    return _Head(span, (found.end("label"), found.end("label") + 1), begins, role if _is_label(role) else key.upper().strip("."), kind == "sure")


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found is not None else at


def _kind(words: Sequence[str]) -> str | None:
    """Say whether words are the name of somebody who speaks ("sure"), or may be one ("perhaps"); None where they cannot."""
    if not words:
        return None
    if _is_label(" ".join(words).lower()):
        return "sure"
    titled = words[0].rstrip(".").lower() in word_list("saying", "title before a turn")
    if len(words) > _LONGEST + 4 * titled:
        return None
    if all(_CAPITALS.fullmatch(word) for word in words) and len("".join(words)) > 1:
        return "sure"
    if words[0] == "The":
        return "perhaps" if titled and len(words) > 1 and words[1].rstrip(",").lower() in word_list("saying", "title before a turn") else None
    if not all(_CAPITALIZED.fullmatch(word) for word in words):
        return None
    return "sure" if titled and len(words) > 1 else "perhaps"


def _is_label(words: str) -> bool:
    """Say whether words name no person but a part in a talk: "Interviewer", "Q", "Unidentified male"."""
    return words in ("Q", "A") or words.removeprefix("the ") in word_list("saying", "part in a talk")


def _goes_on_small(text: str, at: int) -> bool:
    """Say whether a line is a heading with a colon ("Media contact: ..."), by the small letter or sign that follows."""
    sign = text[at:].lstrip()[:1] if at < len(text) else ""
    return not (sign.isupper() or sign.isdigit() or (sign and sign in "“\"'‘¿([…—-*"))


def _is_a_person(parsed: Parsed, head: _Head) -> bool:
    """Say whether a name in small letters is that of a person: by its first name, its label in the grammar, or as the end of a full name."""
    words = bare_name(parsed.article.text[slice(*head.name)]).split()
    if len(words) == 1:
        return _as_written_in_full(parsed, head.key) is not None
    tokens = parsed.tokens(*head.name)
    return words[0] in first_names() or all(token.ent_type_ == "PERSON" for token in tokens)


def bare_name(words: str) -> str:
    """Return a name without titles and brackets; what a ministry's brackets hold is the name: "The Minister (Sarah Penn)"."""
    inner = re.search(r"\(([^()]+)\)$", words)
    parts = (inner[1] if inner and words.startswith("The ") else _BRACKETS.sub("", words)).split()
    while len(parts) > 1 and parts[0].rstrip(".").lower() in word_list("saying", "title before a turn"):
        parts = parts[1:]
    return " ".join(parts)


def _as_written_in_full(parsed: Parsed, surname: str) -> str | None:
    """Return the full name that the text itself gives somebody: "Ruth Calder" for "CALDER"; None where it names none, or several."""
    names = {bare_name(" ".join(ent.text.split())) for ent in parsed.doc.ents if ent.label_ == "PERSON" and ent[-1].text.upper() == surname}
    if surname.isalpha():
        places = re.finditer(rf"\b([A-Z][a-z]+) {surname.capitalize()}\b", parsed.story)
        names |= {found[0] for found in places if found[1] in first_names()}
    full = {name.upper(): name for name in names if " " in name and not name.isupper()}
    return next(iter(full.values())) if len(full) == 1 else None


# ---- turns --------------------------------------------------------------------------------------------------------------


def _turns(parsed: Parsed, heads: Sequence[_Head]) -> list[_Turn]:
    """Return the turns; what the narrator tells after the last is not part of it."""
    text = parsed.article.text
    turns = [_Turn(head, head.name[0], after.name[0] if after else len(text.rstrip())) for head, after in zip_longest(heads, heads[1:])]
    turns = [*_without_questions(parsed, turns[:-1]), turns[-1]]
    last = turns[-1]
    paragraphs = _paragraphs(parsed, last.head.begins, last.end)
    long = any(len(_paragraphs(parsed, turn.head.begins, turn.end)) > 1 for turn in turns[:-1])
    kept = next((at for at, span in enumerate(paragraphs) if at and (not long or _tells(parsed, span, heads))), len(paragraphs))
    end = paragraphs[kept - 1][1] if paragraphs else last.end
    return [*turns[:-1], _Turn(last.head, last.start, end)]


def _without_questions(parsed: Parsed, turns: list[_Turn]) -> list[_Turn]:
    """Return the turns without the reporter's questions below them, where only those who answer are named: "Do you want it?", "HOLM: Yes."."""
    within = [_paragraphs(parsed, turn.head.begins, turn.end) for turn in turns]
    asks = [[parsed.story[start:end].rstrip(" *_").endswith("?") for start, end in spans] for spans in within]
    if sum(each[0] for each in asks if each) * 2 > len(turns) or sum(len(each) > 1 and each[-1] for each in asks) < _FEWEST_QUESTIONS:
        return turns
    stops = [spans[-1][0] if len(each) > 1 and each[-1] else turn.end for turn, spans, each in zip(turns, within, asks, strict=True)]
    return [replace(turn, end=stop) for turn, stop in zip(turns, stops, strict=True)]


def _paragraphs(parsed: Parsed, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs whose sentences lie between two offsets."""
    table = parsed.sentences
    rows = table[(table["end"] > start) & (table["start"] < end)].groupby("paragraph")
    return list(zip(rows["start"].min().tolist(), rows["end"].max().tolist(), strict=True))


def _tells(parsed: Parsed, span: tuple[int, int], heads: Sequence[_Head]) -> bool:
    """Say whether a paragraph speaks of the talk or of those who spoke, as only the narrator does."""
    words = {token.text.upper() for token in parsed.tokens(*span) if not parsed.quoted(token.idx, token.idx + 1)}
    talk = {word.upper() for word in word_list("saying", "talk")}
    return not words.isdisjoint(talk | {head.key for head in heads if not _is_label(head.key)})


def _said(parsed: Parsed, name: tuple[int, int] | None, colon: tuple[int, int] | None, begins: int, stop: int) -> Iterator[Voice]:
    table = parsed.sentences
    for start, end in zip(table["start"].tolist(), table["end"].tolist(), strict=True):
        first = max(start, begins)
        words = parsed.story[first:end]
        first += len(words) - len(words.lstrip())
        if first < end <= stop + 1 and any(sign.isalnum() for sign in words):
            yield Voice(first, end, name, colon, set_off=True)


# ---- without names -------------------------------------------------------------------------------------------------------


def interview_without_names(parsed: Parsed) -> Interview | None:
    """Return the interview that an article is whose paragraphs bear no names; None where they do, and for any other article."""
    return None if _heads(parsed) else interview_in(parsed)


def _answers(parsed: Parsed) -> list[Voice]:
    """Return the answers of an interview whose paragraphs bear no names, all of whoever its beginning names."""
    interview = interview_in(parsed)
    return [voice for answer in interview.answers for voice in _said(parsed, interview.guest, None, *answer)] if interview else []


def beside_questions(parsed: Parsed, voices: list[Voice]) -> list[Voice]:
    """Return the voices without those that an interview's questions only seem to hold: "I wanted to know ...", "when you see ..."."""
    interview = interview_in(parsed)
    asked = interview.questions if interview is not None else ()
    return [voice for voice in voices if not any(start <= voice.start < end and _is_asked(parsed, voice, start, end) for start, end in asked)]


def _is_asked(parsed: Parsed, voice: Voice, start: int, end: int) -> bool:
    """Say whether the reporter says himself what stands in his question: nobody in it reports it but "I", or a "you" who is only asked."""
    if voice.speaker is None or not start <= voice.speaker[0] < end:
        return not parsed.quoted(voice.start, voice.end)
    who = parsed.story[slice(*voice.speaker)].lower()
    told = not str(parsed.sentences["text"].iloc[parsed.sentence_at(voice.start) - 1]).rstrip().endswith("?")
    said = told and voice.cue is not None and any(token.lemma_.lower() in cues() for token in parsed.tokens(*voice.cue))
    return who in side_words().i | side_words().we or (who in side_words().you and not said)
