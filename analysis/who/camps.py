"""Actors without a proper name: rebels, the opposition, protesters, prosecutors, tenants, and any other group of people that acts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from analysis.who.figures import is_plural
from analysis.who.gazetteer import Book, groups
from analysis.who.naming import OBJECTS, SUBJECTS
from analysis.who.words import role_words, side_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed

ACTS = 2
"""A group that no list knows is an actor only where it acts, or is acted on, as often as this."""
_PEOPLE = re.compile(r"(?:er|or|ist|ian|ant|ee|man|person)$")


def camps_in(parsed: Parsed) -> Book:
    """Return name -> (side, how) of the groups of people that the text names by no proper name; those of the list keep their side."""
    known = groups()
    acting: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for token in parsed.doc:
        if token.pos_ != "NOUN" or not _is_small(token) or not is_plural(token) or token.lower_ in known:
            continue
        name = _name(token)
        if name is not None:
            forms[token.lemma_][name] += 1
            acting[token.lemma_] += token.dep_ in SUBJECTS or token.dep_ in OBJECTS
    found: Book = {}
    for lemma, names in forms.items():
        if acting[lemma] >= ACTS:
            usual = max(names, key=lambda name: (names[name], len(name)))
            found |= {name: (usual, "collective") for name in names}
    return {**found, **known}


def _is_small(token: Token) -> bool:
    """Say whether a word has small letters, but for the one with which a sentence begins."""
    return token.text.islower() or (bool(token.is_sent_start) and token.text[1:].islower())


def _name(token: Token) -> str | None:
    """Return what a group is called, with the noun or adjective that makes it one ("asylum seekers", "environmental groups"); None for no people."""
    before = [t for t in token.lefts if t.dep_ in ("compound", "amod") and t.i == token.i - 1 and _is_small(t) and t.pos_ in ("NOUN", "ADJ")]
    lemma = token.lemma_.lower()
    if lemma in side_words().gathered:
        return f"{before[0].lower_} {token.lower_}" if before and before[0].lower_ not in role_words().common | role_words().vague else None
    if not (lemma in role_words().people or _PEOPLE.search(lemma)) or lemma in side_words().no_camp:
        return None
    return f"{before[0].lower_} {token.lower_}" if before and before[0].pos_ == "NOUN" else token.lower_
