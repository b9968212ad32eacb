"""The figures of an article: whom it has spoken of, where, and what each may later be called by."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.who.words import role_words

if TYPE_CHECKING:
    from spacy.tokens import Token

BODY_LABELS = frozenset(("ORG", "GPE", "NORP", "LOC", "FAC"))

_CIVIL = frozenset(("attorney", "inspector", "surgeon", "solicitor", "director", "consul", "secretary", "auditor", "comptroller"))
_PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
_SOMEBODY = re.compile(r"(?:er|or|ist|ian|ant|(?<!m)ent|ee|man|person|mate)$")
_BEHIND_A_NAME = frozenset((",", ";", ":", "’s", "'s", "’", "'", "–", "—"))

Stretch = tuple[int, int]
"""Start and end of a piece of the text."""


@dataclass
class Figure:
    """Somebody the text has spoken of, and where it last named and last quoted them (character offsets, -1 for never)."""

    name: str
    kinds: frozenset[str]
    pronoun: str | None = None
    side: str | None = None
    words: str = ""
    sentence: int = 0
    named_at: int = -1
    spoke_at: int = -1

    def may_be(self, pronoun: str | None) -> bool:
        """Say whether nothing known of the figure speaks against "he" or "she"."""
        return not pronoun or self.pronoun in (None, pronoun)

    def fits(self, pronoun: str) -> bool:
        """Say whether a pronoun may stand for the figure."""
        if pronoun in role_words().he_or_she:
            return "person" in self.kinds and self.may_be(pronoun)
        kinds = {"body", "country"} if pronoun == "it" else {"group", "body"}
        return not self.pronoun and not kinds.isdisjoint(self.kinds)


@dataclass(frozen=True)
class Resolved:
    """Who speaks a row of the voices: the fullest name in the text, the side, and in plain words how that is known; None where it is not."""

    who: str | None
    side: str | None
    evidence: str | None


@dataclass(frozen=True)
class Place:
    """A stretch of text that means a figure; rank 2 for the speaker or main subject of a sentence, 1 for another subject, 0 else."""

    figure: Figure
    offset: int
    rank: int


@dataclass(frozen=True)
class Short:
    """What a figure may later be called by: the words that introduced it, and every word in them that a modifier may repeat."""

    figure: Figure
    noun: str
    words: str
    sentence: int
    vocabulary: frozenset[str] = frozenset()
    plural: bool = False

    def evidence(self, head: Token) -> str:
        """Return in plain words why a noun means the figure."""
        link = f"“{self.noun}” in “{self.words}”" if self.noun else f"“{head.lower_}” for “{self.figure.name}”"
        return f"{link} (sentence {self.sentence})"


Known = tuple[Figure, str]
"""A figure, and in plain words how it is known that it is meant."""


def only(figures: Mapping[int, Figure]) -> Figure | None:
    """Return the one figure there is; None for two or none."""
    return next(iter(figures.values())) if len(figures) == 1 else None


# ---- words of a figure -----------------------------------------------------------------------------------------------


def is_one_of(token: Token, words: frozenset[str]) -> bool:
    """Say whether a token is one of the words, and no name in capitals ("WHO", "US", "IT")."""
    return token.lower_ in words and (len(token) == 1 or not token.text.isupper())


def role_of(noun: Token) -> str:
    """Return the noun of a role or body in the singular: "Gov." -> "governor"."""
    return role_words().abbreviated.get(noun.lower_.rstrip("."), noun.lemma_.lower().rstrip("."))


def is_role(noun: Token) -> bool:
    """Say whether a noun is what a person may be: "mayor", "Gov."."""
    return role_of(noun) in role_words().people


def is_civil(token: Token) -> bool:
    """Say whether "general" or "attorney" is half of a civil office: an attorney general commands nobody and pleads for no client."""
    general = token.lower_ == "general" and token.i > 0 and token.nbor(-1).lower_ in _CIVIL
    return general or (token.lower_ == "attorney" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "general")


def is_plural(noun: Token) -> bool:
    """Say whether a noun stands in the plural."""
    return noun.tag_ in ("NNS", "NNPS")


def pronoun_of_role(role: str) -> str | None:
    """Return "he" or "she" where a role tells: "spokeswoman"."""
    return role_words().gender.get(role)


def pronoun_of_honorific(token: Token) -> str | None:
    """Return "he" or "she" where an honorific tells: "Mrs."."""
    return role_words().honorifics.get(token.lower_.rstrip(".")) or None


def is_honorific(token: Token) -> bool:
    """Say whether a token is a title such as "Mr." or "Dr."."""
    return token.lower_.rstrip(".") in role_words().honorifics


def kinds_of(head: Token) -> frozenset[str]:
    """Return what a head word may be: person, body, group, country; none for a thing that does not speak."""
    words, noun, role = role_words(), head.lemma_.lower(), role_of(head)
    if noun in words.plural_bodies:
        return frozenset(("group", "body"))
    if head.ent_type_ in _PLACE_LABELS:
        return frozenset(("country",))
    if noun in words.bodies or noun in words.documents or (head.ent_type_ in BODY_LABELS and head.ent_type_ != "NORP"):
        return frozenset(("group" if is_plural(head) and not head.ent_type_ else "body",))
    if is_plural(head):
        return frozenset(("group",))
    if head.pos_ == "PROPN" and role not in words.people:
        return frozenset(("person", "body"))
    return frozenset(("person",)) if role in words.people or _SOMEBODY.search(noun) else frozenset()


def joined_to(head: Token, tokens: Sequence[Token]) -> list[Token]:
    """Return the other heads of a phrase: "Kern" in "Weiss and Kern"."""
    return [t for t in head.conjuncts if tokens[0].i <= t.i <= tokens[-1].i]


def text_of(tokens: list[Token]) -> str:
    """Return the words from the first token to the last, without article in front and possessive behind."""
    articles = role_words().articles
    first, last = 0, len(tokens)
    while first < last and (tokens[first].lower_ in articles or tokens[first].is_punct or tokens[first].is_space):
        first += 1
    while last > first and (tokens[last - 1].is_space or tokens[last - 1].text in _BEHIND_A_NAME):
        last -= 1
    return " ".join(tokens[0].doc[tokens[first].i : tokens[last - 1].i + 1].text.split()) if last > first else ""
