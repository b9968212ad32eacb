"""A loaded word in its sentence, with what the list, the model or a person knows of it; and what a person changed among those that were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.corrections import CORRECTED, CorrectionError
from analysis.lexicons import word_values
from analysis.terms.about import About
from analysis.terms.lexicon import CATEGORIES, OWN_LIST
from analysis.terms.marker import MODEL, Loaded, category_of
from analysis.terms.proposals import dictionary_form, proposed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.corrected import Placed

PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adv"}


@dataclass(frozen=True)
class Found:
    """A term in its sentence, with what is known of it."""

    at: int
    """The place of its first word among those of the sentence."""
    words: tuple[Token, ...]
    head: Token
    pos: str
    term: str
    category: str
    by: str
    tone: str | None = None
    neutral: str | None = None
    also: str | None = None
    note: str | None = None
    corrected: bool = False
    about: About | None = None
    """Whom it is about, where a person said so."""
    reworded: bool = False
    """Whether the wording is a person's."""

    @property
    def neutral_by(self) -> str:
        """Who knows the wording."""
        return CORRECTED if self.reworded else self.by


def marked_words(at: int, words: Sequence[Token], category: str) -> Found:
    """Return a mark on words that no list has, with the wording that a rule proposes."""
    head = next((token for token in words if token.head == token or token.head not in words), words[-1])
    pos = PARTS.get(head.pos_, "phrase")
    return Found(
        at, tuple(words), head, pos, dictionary_form(list(words), head), category, MODEL,
        word_values("categories", "tone of a mark").get(category), proposed(list(words), head, pos),
    )  # fmt: skip


def with_corrected(found: Sequence[Found], tokens: list[Token], placed: Iterable[Placed], loaded: Loaded | None) -> Iterator[Found]:
    """Yield the terms of a sentence in order, as a person corrected them.

    tokens: of the sentence.  What a person marks takes the place of every mark that shares a word with it.  Raises CorrectionError for a category
    that the code book does not have, and where none is known.
    """
    kept = list(found)
    for one in placed:
        words = [token for token in tokens if token.idx < one.end and one.start < token.idx + len(token)]
        if not words:
            continue
        touched = [term for term in kept if not {token.i for token in term.words}.isdisjoint(token.i for token in words)]
        kept = [term for term in kept if term not in touched]
        if one.change.get("loaded", True):
            kept.append(_corrected(one, words, touched, tokens.index(words[0]), loaded))
    yield from sorted(kept, key=lambda term: term.at)


def _corrected(one: Placed, words: list[Token], touched: Sequence[Found], at: int, loaded: Loaded | None) -> Found:
    category = one.change.get("category") or next((term.category for term in touched), None) or (category_of(words, loaded) if loaded else None)
    if category not in CATEGORIES and category != OWN_LIST:
        told = f"{category!r} is not a category" if category else "no category is known"
        raise CorrectionError(f"{one}: {told}; write `category`, one of {', '.join(CATEGORIES)}")
    same = next((term for term in touched if [token.i for token in term.words] == [token.i for token in words]), None)
    if same is None and len(touched) == 1 and "category" not in one.change:
        same = touched[0]  # some of its words stand for all of it
    if same is None or same.category != category:
        new = marked_words(at, words, category)
        same = replace(new, neutral=same.neutral, also=same.also, by=same.by, term=same.term) if same is not None and same.neutral else new
    if "about" in one.change:
        same = replace(same, about=About(one.change["about"], True, True))
    if "neutral" in one.change:
        same = replace(same, neutral=one.change["neutral"], also=None, reworded=True)
    return replace(same, corrected=True)
