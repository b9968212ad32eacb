"""Who is meant by a speaker who is not named in full: "Weiss", "the mayor", "the ministry", "she", "it", "officials".

Plain rules, read once from the first word to the last.  A short name goes to the only bearer that stands before it, a noun to the last
speaker introduced with that noun, a pronoun to the subject or speaker of its own sentence or the one before.  Where two fit equally well,
or nobody fits, there is no answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.reading.parse import Parsed
from analysis.tables import text_or_none
from analysis.who.figures import BODY_LABELS, Figure, Known, Stretch, is_one_of, is_role
from analysis.who.memory import Memory
from analysis.who.phrases import Phrases
from analysis.who.unnamed import is_unnamed
from analysis.who.words import role_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_Step = tuple[int, int, "Stretch | Span"]
"""Offset, and which comes first at the same offset; then a speaker or a noun phrase of the story."""

_NAMED, _GOES_ON, _TOLD = 0, 1, 2
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_OTHER, _SUBJECT, _SPEAKER = 0, 1, 2
"""Ranks of a place: what is neither, a subject, and the speaker or main subject of a sentence."""


@dataclass(frozen=True)
class Resolved:
    """Who speaks a row of the voices: the fullest name in the text, the side, and in plain words how that is known; None where it is not."""

    who: str | None
    side: str | None
    evidence: str | None


def resolve_speakers(parsed: Parsed, voices: pd.DataFrame, mentions: pd.DataFrame) -> list[Resolved]:
    """Return who is meant by the speaker of each row of ``voices``, in order.

    mentions: the table of ``find_mentions``; the side of a speaker without one is that of whoever is meant.  A side that the row has is
    kept.  Unnamed sources keep their words in lower case, without article.
    """
    reader = _Reader(parsed, voices, mentions)
    reader.read()
    out = []
    for row in voices.itertuples():
        own = text_or_none(row.side)
        answer = None if _has_no_speaker(row) else reader.answers[int(row.speaker_start), int(row.speaker_end)]
        out.append(Resolved(answer.figure.name, own or answer.side, answer.evidence) if answer else Resolved(None, own, None))
    return out


def _has_no_speaker(row: Any) -> bool:
    return pd.isna(row.speaker) or pd.isna(row.speaker_start)


@dataclass(frozen=True)
class _Answer:
    figure: Figure
    side: str | None
    evidence: str


class _Reader:
    """Walks the article once, from first word to last, and keeps in mind who has been named and who has spoken."""

    def __init__(self, parsed: Parsed, voices: pd.DataFrame, mentions: pd.DataFrame) -> None:
        self.parsed = parsed
        self.words = role_words()
        self.memory = Memory(parsed, mentions)
        self.phrases = Phrases(parsed, self.memory)
        self.answers: dict[Stretch, _Answer | None] = {}
        self.contents: dict[Stretch, list[Stretch]] = defaultdict(list)
        self.sides: dict[Stretch, str] = {}
        self.reported: set[int] = set()
        for row in voices.itertuples():
            self.reported.update(token.i for token in parsed.tokens(int(row.start), int(row.end)))
            if not _has_no_speaker(row):
                speaker = int(row.speaker_start), int(row.speaker_end)
                self.contents[speaker].append((int(row.start), int(row.end)))
                if not pd.isna(row.side):
                    self.sides.setdefault(speaker, str(row.side))

    def read(self) -> None:
        """Answer every speaker, each from what stands before it."""
        for offset, kind, what in sorted([*self._speaking(), *self._told()], key=lambda step: step[:2]):
            if not isinstance(what, tuple):
                self._tell(what)
            elif kind == _NAMED:
                self.answers[what] = self._answer(what)
            elif answer := self.answers.get(what):
                self._speaks_at(answer.figure, offset)

    def _speaking(self) -> Iterator[_Step]:
        """Yield every speaker where the text names them, and once more where words of theirs begin behind that place."""
        for speaker, contents in self.contents.items():
            yield speaker[0], _NAMED, speaker
            yield from ((start, _GOES_ON, speaker) for start, _ in contents if start >= speaker[1])

    def _told(self) -> Iterator[_Step]:
        """Yield every noun phrase of the story, and every name within one, that is not itself a speaker."""
        speakers = [head for speaker in self.contents if (head := self._head(speaker)) is not None]
        heads = {head.i for head in speakers if not head.conjuncts}
        roots = set()
        for chunk in self.parsed.doc.noun_chunks:
            roots.add(chunk.root.i)
            if chunk.root.i not in heads:
                yield chunk.start_char, _TOLD, chunk
        taken = roots | heads
        for ent in self.parsed.doc.ents:
            owns = ent.label_ in ("ORG", "GPE") and ent.root.dep_ == "poss"
            if (ent.label_ == "PERSON" or owns) and ent.root.i not in taken:
                yield ent.start_char, _TOLD, ent

    def _head(self, speaker: Stretch) -> Token | None:
        tokens = [token for token in self.parsed.tokens(*speaker) if any(c.isalnum() for c in token.text)]
        return self.parsed.doc[tokens[0].i : tokens[-1].i + 1].root if tokens else None

    # ---- speakers ------------------------------------------------------------------------------------------------------

    def _answer(self, speaker: Stretch) -> _Answer | None:
        """Return who a speaker is, and keep in mind that they speak."""
        head, side = self._head(speaker), self.sides.get(speaker)
        found = self._meant_by(speaker, head) if head is not None else None
        if head is None or found is None:
            return None
        figure, evidence = found
        if not is_one_of(head, self.words.pronouns):
            figure.side = figure.side or side
        self.memory.at_token[head.i] = figure
        self._speaks_at(figure, speaker[0])
        return _Answer(figure, side or figure.side, evidence)

    def _meant_by(self, speaker: Stretch, head: Token) -> Known | None:
        if is_one_of(head, self.words.nobody):
            return None
        if is_one_of(head, self.words.pronouns):
            return None if self.parsed.quoted(*speaker) else self._pronoun(head, speaker)
        tokens = self.parsed.tokens(*speaker)
        return self.phrases.named(tokens, head) or self.phrases.described(tokens, head)

    def _speaks_at(self, figure: Figure, offset: int) -> None:
        figure.spoke_at = offset
        self.memory.note(figure, offset, _SPEAKER)

    def _pronoun(self, token: Token, at: Stretch) -> Known | None:
        """Return whom a pronoun means, from the words before it; None where two fit equally well, or nobody."""
        word = token.lower_
        if word == "who":
            figure = self.memory.at_token.get(token.head.head.i) if token.head.dep_ == "relcl" else None
        else:
            figure = self.memory.antecedent(word, at[0], self.contents.get(at, []), self.sides.get(at))
        if figure is None:
            return None
        if word in self.words.he_or_she:
            figure.pronoun = word
        return figure, f"{word} = “{figure.words}” (sentence {figure.sentence})"

    # ---- everybody else ------------------------------------------------------------------------------------------------

    def _tell(self, phrase: Span) -> None:
        """Keep in mind whoever a noun phrase of the story means; what stands in a quotation counts for names only."""
        quoted = self.parsed.quoted(phrase.start_char, phrase.end_char)
        known = self._told_of(phrase, quoted)
        if known is not None and not quoted:
            figure, _ = known
            self.memory.at_token[phrase.root.i] = figure
            self.memory.note(figure, phrase.start_char, self._rank(phrase.root))

    def _told_of(self, phrase: Span, quoted: bool) -> Known | None:
        root = phrase.root
        person = self.phrases.person(root)
        if is_one_of(root, self.words.he_or_she):
            return self._pronoun(root, (root.idx, root.idx + len(root))) if not quoted and root.dep_ in _SUBJECTS else None
        if root.dep_ == "attr" and is_role(root):
            self._call_subject(root)
            return None
        if root.dep_ == "appos" and person is None:
            return None
        if person is not None or not is_unnamed(phrase.text):
            return self.phrases.named(list(phrase), root) if person is not None or root.ent_type_ in BODY_LABELS else None
        return self.phrases.described(list(phrase), root) if not quoted and self._may_speak(root) else None

    def _call_subject(self, role: Token) -> None:
        """Keep in mind what the subject is said to be: "Lena Vogt is the head of the union"."""
        at_token = self.memory.at_token
        subject = next((at_token[t.i] for t in role.head.children if t.dep_ in _SUBJECTS and t.i in at_token), None)
        if subject is not None and "person" in subject.kinds:
            self.memory.call(subject, role, self.phrases.from_name(subject, role))

    def _may_speak(self, noun: Token) -> bool:
        """Say whether a noun without a name is somebody to keep in mind: a person, body or document that does something."""
        acts = noun.dep_ in _SUBJECTS or any(t.dep_ == "relcl" for t in noun.children)
        return acts and noun.lemma_.lower() in self.words.speakers

    def _rank(self, token: Token) -> int:
        while token.dep_ in ("conj", "appos") and token.head.i < token.i:
            token = token.head
        if token.dep_ not in _SUBJECTS:
            return _OTHER
        return _SPEAKER if token.head.dep_ in ("ROOT", "conj", "parataxis") and token.i not in self.reported else _SUBJECT
