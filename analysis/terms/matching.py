"""Find the entries of the list of loaded words in the words of a sentence.

By spelling in any inflection, by part of speech, and by the conditions of the entry (see ``analysis.terms.context``).  The longest entry wins,
and no two overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from analysis.terms.context import Context, parse_context
from analysis.terms.forms import noun_head, spellings
from analysis.terms.lexicon import COLUMNS, OWN_LIST

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST_GAP = 3
HYPHENS = frozenset("-‐‑–")

Index = Mapping[str, Sequence["Entry"]]
"""Spelling of the first word of an entry -> the entries that may begin with it."""


@dataclass(frozen=True)
class _Word:
    """One word of an entry: its spellings, and what may stand before it."""

    base: str
    forms: frozenset[str]
    gap: bool = False
    hyphen: bool = False


@dataclass(frozen=True)
class Entry:
    """A line of the list, ready for matching: its words, which of them is the main one, and its conditions."""

    row: Mapping[str, str]
    words: tuple[_Word, ...]
    head: int
    context: Context = Context()

    @property
    def pos(self) -> str:
        """Part of speech: verb, noun, adj, adv, or phrase, which is not checked."""
        return self.row["pos"]


@dataclass(frozen=True)
class Match:
    """An entry found in a sentence: its tokens, gap words left out, and where in the sentence it begins and ends (inclusive)."""

    entry: Entry
    tokens: tuple[Token, ...]
    at: int
    end: int

    @property
    def head(self) -> Token:
        """The main one of the tokens."""
        return self.tokens[self.entry.head]

    @property
    def rank(self) -> tuple[int, int, bool, int]:
        """Sort key: more words first, then the longer text, then the part of speech that fits, then the earlier one."""
        length = self.tokens[-1].idx + len(self.tokens[-1]) - self.tokens[0].idx
        modifier = self.head.dep_ in ("amod", "compound", "nmod")
        return (-len(self.entry.words), -length, modifier != (self.entry.pos == "adj"), self.at)


def _entry(row: Mapping[str, str]) -> Entry:
    pos, parts = row["pos"], re.findall(r"\*|-|[^\s*-]+", row["term"])
    plain = [part for part in parts if part not in "*-"]
    if pos == "verb":
        head = next((i for i, word in enumerate(plain) if not word.endswith("ly")), 0)
    elif pos == "noun":
        head = noun_head(plain)
    else:
        head = len(plain) - 1
    words: list[_Word] = []
    gap = hyphen = False
    for part in parts:
        if part in "*-":
            gap, hyphen = gap or part == "*", part == "-"
            continue
        inflects = pos == "phrase" or len(words) == head
        words.append(_Word(part.lower(), spellings(part.lower(), pos if inflects else ""), gap, hyphen))
        gap = hyphen = False
    try:
        context = parse_context(row["context"])
    except ValueError as error:
        raise ValueError(f"the term {row['term']!r}: {error}") from error
    return Entry(row, tuple(words), head, context)


def index_terms(lexicon: pd.DataFrame) -> Index:
    """Prepare a list of terms for matching; the same list is prepared once.

    Raises ValueError for a condition that cannot be read; the message names the term.
    """
    filled = lexicon[[name for name in COLUMNS if name in lexicon]].astype(object).fillna("")
    columns = [list(map(str, filled[name].tolist())) if name in filled else [""] * len(filled) for name in COLUMNS]
    return _index(tuple(zip(*columns, strict=True)))


@lru_cache(maxsize=4)
def _index(rows: tuple[tuple[str, ...], ...]) -> Index:
    """Index a list given as the cells of its rows, in the order of ``COLUMNS``; what is kept cannot be changed."""
    index: dict[str, list[Entry]] = {}
    for cells in rows:
        row = dict(zip(COLUMNS, cells, strict=True))
        row["pos"], row["category"] = row["pos"] or "phrase", row["category"] or OWN_LIST
        entry = _entry(MappingProxyType(row))
        for form in entry.words[0].forms | {entry.words[0].base}:
            index.setdefault(form, []).append(entry)
    return MappingProxyType({form: tuple(entries) for form, entries in index.items()})


def _is(token: Token, word: _Word) -> bool:
    return token.lower_ in word.forms or token.lemma_.lower() == word.base


def _align(tokens: list[Token], begin: int, entry: Entry) -> Match | None:
    """Return the match of an entry that begins at a position of a sentence, or None."""
    at = begin
    found = [tokens[at]]
    for word in entry.words[1:]:
        at += 1
        hyphen = at < len(tokens) and tokens[at].text in HYPHENS and not tokens[at - 1].whitespace_
        if hyphen:
            at += 1
        elif word.hyphen:
            return None
        reach = at + (LONGEST_GAP if word.gap else 0)
        while at < len(tokens) and not _is(tokens[at], word):
            if at >= reach or tokens[at].is_punct and tokens[at].text not in HYPHENS:
                return None
            at += 1
        if at >= len(tokens):
            return None
        found.append(tokens[at])
    return Match(entry, tuple(found), begin, at)


def _fits(match: Match, tokens: list[Token], titled: bool) -> bool:
    """Say whether a spelling found is the term: part of speech, no proper name, no part of a compound, right company."""
    entry, at = match.entry, match.at
    if at > 1 and tokens[at - 1].text in HYPHENS and not tokens[at - 1].whitespace_ and not tokens[at - 2].whitespace_:
        return False
    if not _right_part(match.head, entry, titled) or (not titled and _is_name(match, tokens)):
        return False
    return entry.context.allows(match.head, tokens, at, match.end)


def _right_part(head: Token, entry: Entry, titled: bool) -> bool:
    """Check the part of speech, with room for the small tagger's usual slips (participles as adjectives, odd tags in headlines)."""
    tag, low = head.tag_, head.lower_
    if entry.pos == "phrase":
        return True
    if entry.pos == "verb":
        inflected = low != entry.words[entry.head].base and (titled or low.endswith(("ed", "ing")))
        return tag.startswith("VB") or (tag[:2] in ("JJ", "NN") and inflected)
    if entry.pos == "noun":
        if len(entry.words) > 1:
            return tag not in ("VBD", "VBZ", "VBP")
        if head.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass", "attr", "appos", "compound"):
            return not tag.startswith("VB") or tag == "VBG"
        return tag.startswith("NN") or (tag == "VBG" and low.endswith("ing") and entry.words[0].base.endswith("ing"))
    if entry.pos == "adj":
        return len(entry.words) > 1 or tag[:2] == "JJ" or head.dep_ in ("amod", "compound", "nmod", "acomp")
    return tag.startswith("RB") or head.dep_ == "advmod"


def _is_name(match: Match, tokens: list[Token]) -> bool:
    """Say whether capital letters make this a proper name ("the Patriot Act", "the Economic Freedom Fighters")."""
    if any(ch.isupper() for ch in match.entry.row["term"]):
        return False
    if not all(token.text[0].isupper() and not token.is_upper for token in match.tokens if token.text not in HYPHENS):
        return False
    at, end = match.at, match.end
    before = [t for t in tokens[:at] if not t.is_punct]
    opens = not before or tokens[at - 1].text in ':“"„«‘'
    after = tokens[end + 1] if end + 1 < len(tokens) else None
    followed = after is not None and after.text[0].isupper() and after.tag_.startswith("NNP") and not match.tokens[-1].tag_.startswith("RB")
    if opens:
        return followed and match.tokens[-1].tag_.startswith("NNP")
    return len(match.tokens) == 1 or followed or (len(before) > 1 and before[-1].text[0].isupper())


def _titled(tokens: list[Token]) -> bool:
    """Say whether a sentence is set like a headline, so that capitals mean nothing."""
    words = [token.text for token in tokens if token.is_alpha and len(token) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


def _entries(token: Token, index: Index) -> Iterable[Entry]:
    """Return the entries that may begin with a word, by its spelling or its dictionary form, each once."""
    low, lemma = token.lower_, token.lemma_.lower()
    entries = index.get(low, ())
    if lemma == low or lemma not in index:
        return entries
    return {id(entry): entry for entry in (*entries, *index[lemma])}.values()


def find_matches(tokens: list[Token], index: Index) -> list[Match]:
    """Return the terms of one sentence in order, the longest first where two overlap."""
    spelled = [match for at, token in enumerate(tokens) for entry in _entries(token, index) if (match := _align(tokens, at, entry))]
    titled = bool(spelled) and _titled(tokens)
    found = [match for match in spelled if _fits(match, tokens, titled)]
    taken: set[int] = set()
    kept: list[Match] = []
    for match in sorted(found, key=lambda m: m.rank):
        span = range(match.at, match.end + 1)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(match)
    return sorted(kept, key=lambda m: m.at)
