"""Who says which words and to whom: speech with marks and without, what a speaker quotes in turn, and whom a question speaks to."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.lexicons import read_rows
from analysis.reading.marks import STRAIGHT, single_quotes_in
from analysis.who.figures import Stretch, is_one_of
from analysis.who.pronouns import subject_of_clause
from analysis.who.words import side_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed

_MARKED = 0.85
"""Share of words between quotation marks from which a sentence is direct speech by its marks."""
_CUE_WITHIN = 8
"""Words before a quotation within a quotation among which its verb of saying stands."""
_AHEAD = 2
"""Paragraphs below a question of which one begins the answer: a caption may stand between them."""
OWN, OTHER = "own", "other"


class Spoken:
    """The words of each speaker, by the rows of the voices; a speaker is known by where the text names them.

    contents: speaker -> the stretches they say.  reported: the indices of all tokens that somebody says.  speaker_of: token index -> speaker.
    """

    def __init__(self, parsed: Parsed, voices: pd.DataFrame) -> None:
        self.parsed = parsed
        self.contents: dict[Stretch, list[Stretch]] = defaultdict(list)
        self.reported: set[int] = set()
        self.speaker_of: dict[int, Stretch] = {}
        self._set_off: dict[int, Stretch | None] = {}
        turns: dict[tuple[Stretch | None, int | None], list[Stretch]] = defaultdict(list)
        without_marks = set()
        for row in voices.itertuples():
            start, end = int(row.start), int(row.end)
            tokens = parsed.tokens(start, end)
            self.reported.update(token.i for token in tokens)
            speaker = (int(row.speaker_start), int(row.speaker_end)) if has_speaker(row) else None
            if speaker is not None:
                self.contents[speaker].append((start, end))
                self.speaker_of.update((token.i, speaker) for token in tokens)
            turn = speaker, None if pd.isna(row.cue_start) else int(row.cue_start)
            turns[turn].append((start, end))
            if row.kind == "direct" and self._has_no_marks(start, tokens):
                without_marks.add(turn)
        for turn in without_marks:  # with the sentences of an answer that hold nothing but what it quotes
            self._set_off.update((token.i, turn[0]) for stretch in turns[turn] for token in parsed.tokens(*stretch))

    def _has_no_marks(self, start: int, tokens: list[Token]) -> bool:
        """Say whether direct speech has no marks of its own, as an answer of an interview or a turn of a transcript has none."""
        if not tokens or self.parsed.closing(start) in ("runs on", "left open"):
            return False
        words = [token for token in tokens if any(sign.isalnum() for sign in token.text)]
        return sum(self.parsed.quoted(token.idx, token.idx + len(token)) for token in words) < _MARKED * len(words)

    def is_set_off(self, token: Token) -> bool:
        """Say whether a word is speech without marks."""
        return token.i in self._set_off

    def goes_on(self, speaker: Stretch) -> Iterator[int]:
        """Yield where words of a speaker begin behind their name; not of an interview's answers, in which nobody speaks of himself as "he"."""
        for start, _ in self.contents[speaker]:
            if start >= speaker[1] and not any(self.is_set_off(token) for token in self.parsed.tokens(start, start + 1)):
                yield start

    # ---- I and you -----------------------------------------------------------------------------------------------------

    def meant_by(self, token: Token) -> Stretch | None:
        """Return where the one is named whom "I" or "you" means: who speaks, or whom a question, or somebody quoted by a speaker, speaks to."""
        words, inner = side_words(), self._within(token)
        if token.lower_ in words.i:
            return self.speaker_of.get(token.i) if inner != OTHER else None
        if token.lower_ in words.you:
            return self.speaker_of.get(token.i) if inner == OTHER else None if inner == OWN else self._asked(token)
        return None

    def is_pronoun_of_speaker(self, token: Token) -> bool:
        """Say whether a word is a pronoun that the speaker gives a meaning: any between marks, "we" in an answer, "I" and "you" of all who speak."""
        words = side_words()
        if is_one_of(token, words.i | words.you) and self.meant_by(token) is not None:
            return True
        if is_one_of(token, words.he_or_she | words.it_or_they):
            return self.parsed.quoted(token.idx, token.idx + len(token))
        if not is_one_of(token, words.we | words.i) or self._within(token) == OTHER:
            return False
        return self.parsed.quoted(token.idx, token.idx + len(token)) or (is_one_of(token, words.we) and self.is_set_off(token))

    def _within(self, token: Token) -> str | None:
        """Say whose words a speaker quotes where a token stands: the speaker's own, another's, or nobody's (None)."""
        at = bisect_right(self._inner, (token.idx, len(self.parsed.story))) - 1
        if at < 0 or token.idx >= self._inner[at][1]:
            return None
        return self._told_by(self._inner[at])

    def _told_by(self, stretch: Stretch) -> str | None:
        before = [token for token in self.parsed.tokens(max(0, stretch[0] - 100), stretch[0]) if token.idx < stretch[0]][-_CUE_WITHIN:]
        for verb in reversed(before):
            subject = subject_of_clause(verb) if verb.lemma_.lower() in _saying() else None
            if subject is not None and subject.i < verb.i:
                return OWN if subject.lower_ in side_words().i | side_words().we else OTHER
        return None

    @cached_property
    def _inner(self) -> list[Stretch]:
        """The quotations within what somebody says, in order."""
        found: list[Stretch] = []
        for quote in self.parsed.quotes:
            tokens = self.parsed.tokens(quote.start, quote.end)
            if any(self.is_set_off(token) for token in tokens[:1]):
                found.append((quote.start, quote.end))
            elif self.parsed.story.startswith((*STRAIGHT, "“", "„", "«"), quote.start):
                found += single_quotes_in(self.parsed.story, quote.start + 1, quote.end - 1)
        return found

    # ---- whom a question speaks to -------------------------------------------------------------------------------------

    def _asked(self, token: Token) -> Stretch | None:
        """Return who answers the question in which "you" stands: whoever speaks in the paragraph below it."""
        if not self._set_off or self.parsed.quoted(token.idx, token.idx + len(token)):
            return None
        here = self._paragraph_of(token.idx)
        own, asks = self._paragraphs[here]
        if own is not None and not asks:
            return None
        for below in range(here + 1, min(here + 1 + (_AHEAD if asks else 1), len(self._paragraphs))):
            answers, _ = self._paragraphs[below]
            if answers is not None:
                return answers if answers != own else None
        return None

    def _paragraph_of(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    @cached_property
    def _starts(self) -> list[int]:
        return [int(start) for start in self.parsed.sentences.groupby("paragraph")["start"].min()]

    @cached_property
    def _paragraphs(self) -> list[tuple[Stretch | None, bool]]:
        """Of each paragraph, who says it where it is set off as speech, and whether it ends with a question."""
        ends = self.parsed.sentences.groupby("paragraph")["end"].max().tolist()
        found = []
        for start, end in zip(self._starts, ends, strict=True):
            speakers = (self._set_off[token.i] for token in self.parsed.tokens(start, end) if token.i in self._set_off)
            found.append((next(speakers, None), self.parsed.story[start:end].rstrip(' )]”"').endswith("?")))
        return found


def has_speaker(row: Any) -> bool:
    """Say whether a row of the voices names a speaker."""
    return not (pd.isna(row.speaker) or pd.isna(row.speaker_start))


@cache
def _saying() -> frozenset[str]:
    return frozenset(row["cue"] for row in read_rows("cues"))
