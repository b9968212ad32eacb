"""Bodies of a side: "the ministry" after "Azerbaijan's Defense Ministry", "this country (Armenia)", the ministry that speaks "in Baku"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.who.naming import MODIFIERS, SUBJECTS, Mention
from analysis.who.notes import Notes

if TYPE_CHECKING:
    from spacy.tokens import Token

_SOMEBODY = ("GPE", "NORP", "ORG", "PERSON")


@dataclass(frozen=True)
class _Body:
    """A body that the text has introduced: its side, the words that did so, and their sentence."""

    side: str
    words: str
    sentence: int


class Bodies:
    """Walks from body to body, in order, and keeps in mind whose each is."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.words = notes.words
        self.introduced: dict[str, _Body] = {}

    def read(self, body: Token) -> None:
        """Note "Azerbaijan's Defense Ministry" as a body of its side; resolve a later "the ministry" and "this country (Armenia)"."""
        lemma = body.lemma_.lower()
        if lemma not in self.words.institutions or body.pos_ not in ("NOUN", "PROPN") or body.i in self.notes.by_token:
            return
        before = [t for t in body.lefts if t.dep_ in MODIFIERS or t.dep_ == "det"]
        start, end = self._span(body, before)
        words, sentence = self.notes.text[start:end], self.notes.sentence(body)
        owner = self._owner_before(before) or self._owner_behind(body)
        if owner is not None:
            self.introduced[lemma] = _Body(owner.side, words, sentence)
        elif not self._is_pointed_at(before):
            return
        elif (named := self._named_behind(body)) is not None:
            self._add(named.side, start, end, f"{words} ({self.notes.text[named.start : named.end]})")
        elif self._is_somebody_elses(body, before):
            return
        elif (seat := self._seat(body)) is not None:
            side, capital = seat
            self._add(side, start, end, f"{words} in {capital} (sentence {sentence})")
            self.introduced[lemma] = _Body(side, f"{words} in {capital}", sentence)
        elif (known := self.introduced.get(lemma)) is not None:
            self._add(known.side, start, end, f"{words} = {known.words} (sentence {known.sentence})")

    def _add(self, side: str, start: int, end: int, how: str) -> None:
        self.notes.add(Mention(side, start, end, how))

    def _span(self, body: Token, before: list[Token]) -> tuple[int, int]:
        first = min((t.i for t in before), default=body.i)
        return body.doc[first].idx, body.idx + len(body)

    def _owner_before(self, before: list[Token]) -> Mention | None:
        """Return the side that stands before a body: "Azerbaijan's ministry", "the Armenian army"."""
        return next((self.notes.by_token[t.i] for t in before if t.i in self.notes.by_token), None)

    def _owner_behind(self, body: Token) -> Mention | None:
        """Return the side that stands behind it: "the ministry of Azerbaijan"."""
        owners = (t for preposition in body.rights if preposition.lower_ == "of" for t in preposition.children)
        return next((self.notes.by_token[t.i] for t in owners if t.i in self.notes.by_token), None)

    def _named_behind(self, body: Token) -> Mention | None:
        """Return the side that says which body is meant: "this country (Armenia)"."""
        return next((self.notes.by_token[t.i] for t in body.rights if t.dep_ == "appos" and t.i in self.notes.by_token), None)

    def _is_pointed_at(self, before: list[Token]) -> bool:
        """Say whether a body is one the reader knows: "the ministry", "this ministry"."""
        return any(t.lower_ in self.words.pointing for t in before)

    def _is_somebody_elses(self, body: Token, before: list[Token]) -> bool:
        """Say whether a body has another owner ("the Italian ministry", "the other ministry") or is none ("the ministry building")."""
        return body.dep_ == "compound" or any(
            t.lower_ in self.words.other or t.ent_type_ in _SOMEBODY or (t.pos_ == "PROPN" and t.dep_ == "poss") for t in before
        )

    def _seat(self, body: Token) -> tuple[str, str] | None:
        """Return side and name of the capital where a body sits or speaks: "the regime in Moscow", "In Moscow, the ministry said"."""
        before = body.head.lefts if body.dep_ in SUBJECTS else ()
        for preposition in (*body.rights, *before):
            for place in preposition.children if preposition.lower_ == "in" else ():
                side, how = self.notes.book.get(place.text, ("", ""))
                if place.dep_ == "pobj" and how == "capital":
                    return side, place.text
        return None
