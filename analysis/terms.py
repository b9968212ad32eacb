"""Loaded terms: which words carry a judgment, in whose voice, about whom, and what each one does.

The words come from a list (see ``analysis.lexicon``).  Matching is on word form and part of speech; the side a term speaks about is
read off the grammar; the effect of a term is the change of the stance score when a neutral wording stands in its place.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.lexicon import COLUMNS, LEAVE_OUT, OWN_LIST
from analysis.stance import Scorer
from analysis.tables import make_table
from analysis.voices import voice_at
from analysis.wording import PREPOSITIONS, inflected, replace_term, spellings

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.parse import Parsed

LONGEST_GAP = 3
CONTEXT_WINDOW = 6
_HYPHENS = frozenset("-‐‑–")


@dataclass(frozen=True)
class _Word:
    """One word of an entry: its spellings, and what may stand before it."""

    base: str
    forms: frozenset[str]
    gap: bool = False
    hyphen: bool = False


@dataclass(frozen=True)
class _Entry:
    row: dict[str, str]
    words: tuple[_Word, ...]
    head: int
    wanted: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()

    @property
    def pos(self) -> str:
        return self.row["pos"]


@dataclass(frozen=True)
class _Match:
    """An entry found in a sentence: its tokens, gap words left out, and where in the sentence it begins and ends (inclusive)."""

    entry: _Entry
    tokens: tuple[Token, ...]
    at: int
    end: int

    @property
    def head(self) -> Token:
        return self.tokens[self.entry.head]

    @property
    def rank(self) -> tuple[int, int, bool, int]:
        """Sort key: more words first, then the longer text, then the part of speech that fits, then the earlier one."""
        length = self.tokens[-1].idx + len(self.tokens[-1]) - self.tokens[0].idx
        modifier = self.head.dep_ in ("amod", "compound", "nmod")
        return (-len(self.entry.words), -length, modifier != (self.entry.pos == "adj"), self.at)


def _entry(row: dict[str, str]) -> _Entry:
    pos, parts = row["pos"], re.findall(r"\*|-|[^\s*-]+", row["term"])
    plain = [part for part in parts if part not in "*-"]
    if pos == "verb":
        head = next((i for i, word in enumerate(plain) if not word.endswith("ly")), 0)
    elif pos == "noun":
        head = next((i for i, word in enumerate(plain) if i and word in PREPOSITIONS), len(plain)) - 1
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
    kind, _, listed = row["context"].partition(":")
    context = frozenset(listed.lower().split())
    return _Entry(row, tuple(words), head, context if kind == "with" else frozenset(), context if kind == "without" else frozenset())


def _index(lexicon: pd.DataFrame) -> dict[str, list[_Entry]]:
    index: dict[str, list[_Entry]] = {}
    for row in lexicon.reindex(columns=list(COLUMNS)).astype(object).fillna("").to_dict("records"):
        row["pos"], row["category"] = row["pos"] or "phrase", row["category"] or OWN_LIST
        entry = _entry({str(name): str(value) for name, value in row.items()})
        for form in entry.words[0].forms | {entry.words[0].base}:
            index.setdefault(form, []).append(entry)
    return index


def _is(token: Token, word: _Word) -> bool:
    return token.lower_ in word.forms or token.lemma_.lower() == word.base


def _align(tokens: list[Token], begin: int, entry: _Entry) -> _Match | None:
    """Return the match of an entry that begins at a position of a sentence, or None."""
    at = begin
    found = [tokens[at]]
    for word in entry.words[1:]:
        at += 1
        hyphen = at < len(tokens) and tokens[at].text in _HYPHENS and not tokens[at - 1].whitespace_
        if hyphen:
            at += 1
        elif word.hyphen:
            return None
        reach = at + (LONGEST_GAP if word.gap else 0)
        while at < len(tokens) and not _is(tokens[at], word):
            if at >= reach or tokens[at].is_punct and tokens[at].text not in _HYPHENS:
                return None
            at += 1
        if at >= len(tokens):
            return None
        found.append(tokens[at])
    return _Match(entry, tuple(found), begin, at)


def _fits(match: _Match, tokens: list[Token], titled: bool) -> bool:
    """Say whether a spelling found is the term: part of speech, no proper name, no part of a compound, right company."""
    entry, at = match.entry, match.at
    if at > 1 and tokens[at - 1].text in _HYPHENS and not tokens[at - 1].whitespace_ and not tokens[at - 2].whitespace_:
        return False
    if not _right_part(match.head, entry, titled) or (not titled and _is_name(match, tokens)):
        return False
    if not (entry.wanted or entry.unwanted):
        return True
    near = [*tokens[max(0, at - CONTEXT_WINDOW) : at], *tokens[match.end + 1 : match.end + 1 + CONTEXT_WINDOW]]
    company = {t.lower_ for t in near} | {t.lemma_.lower() for t in near}
    return not company & entry.unwanted and (not entry.wanted or bool(company & entry.wanted))


def _right_part(head: Token, entry: _Entry, titled: bool) -> bool:
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


def _is_name(match: _Match, tokens: list[Token]) -> bool:
    """Say whether capital letters make this a proper name ("the Patriot Act", "the Economic Freedom Fighters")."""
    if any(ch.isupper() for ch in match.entry.row["term"]):
        return False
    if not all(token.text[0].isupper() and not token.is_upper for token in match.tokens if token.text not in _HYPHENS):
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


def _matches(tokens: list[Token], index: dict[str, list[_Entry]]) -> list[_Match]:
    """Return the terms of one sentence in order, the longest first where two overlap."""
    titled = _titled(tokens)
    found: list[_Match] = []
    for at, token in enumerate(tokens):
        entries = {id(entry): entry for key in (token.lower_, token.lemma_.lower()) for entry in index.get(key, ())}
        for entry in entries.values():
            match = _align(tokens, at, entry)
            if match is not None and _fits(match, tokens, titled):
                found.append(match)
    taken: set[int] = set()
    kept: list[_Match] = []
    for match in sorted(found, key=lambda m: m.rank):
        span = range(match.at, match.end + 1)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(match)
    return sorted(kept, key=lambda m: m.at)


# ---- whom a term is about

_SUBJECTS = ("nsubj", "nsubjpass")
_ACCUSING = frozenset({
    "accuse", "blame", "charge", "suspect", "convict", "condemn", "criticize", "denounce", "stop", "prevent", "deter", "keep",
})  # fmt: skip
_SUFFERING = frozenset({
    "condemn", "denounce", "reject", "deny", "dismiss", "prevent", "avoid", "avert", "oppose", "resist", "stop", "halt", "end", "fight",
    "combat", "counter", "repel", "face", "suffer", "endure", "survive", "flee", "escape", "decry", "deplore", "criticize", "protest",
    "fear", "report", "investigate", "see", "witness", "mourn", "remember", "call", "describe", "label", "brand", "discuss", "expect",
    "warn", "demand", "say", "tell", "claim", "allege", "commemorate", "recall",
})  # fmt: skip
"""Verbs whose subject is not the one who does what the object names: who condemns a provocation did not cause it."""

_REACTIONS = frozenset({
    "condemnation", "rejection", "response", "reaction", "victim", "fear", "accusation", "report", "criticism", "prevention", "end",
    "charge", "allegation", "claim", "warning", "memory",
})  # fmt: skip
_MEANS = frozenset({
    "through", "with", "by", "via", "for", "of", "into", "on", "without",
})  # fmt: skip

_OBJECT_OF = frozenset({"violence", "territory", "euphemism"})
"""Categories where "of X" names the one it is done to ("massacre of X"); elsewhere it names the one who does or is it."""

_NAMING = frozenset({"label", "legitimacy", "praise", "victimhood"})
"""Categories that name someone: "the dictator X met" is not X, so only adjective, owner, apposition and "is a" count, or an event staged."""

_STAGING = frozenset({"hold", "stage", "organize", "conduct", "run", "launch", "begin", "start"})

_WHO = ("who", "which", "that", "whom")


@dataclass
class _Grammar:
    """Sides on the tokens of one sentence, and who acts on whom."""

    side_of: dict[int, str]
    inside: range
    spared: set[int] = field(default_factory=set)

    def noun(self, token: Token, of: bool = True, depth: int = 0) -> str | None:
        """Return the side that a noun phrase names or belongs to; None when it names none or several."""
        if token.i not in self.inside or depth > 8:
            return None
        if token.i in self.side_of:
            others = {self.side_of[t.i] for t in token.conjuncts if t.i in self.side_of}
            return self.side_of[token.i] if others <= {self.side_of[token.i]} else None
        if token.lower_ in _WHO and token.dep_ in (*_SUBJECTS, "dobj", "pobj"):
            clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None)
            return self.noun(clause.head, True, depth + 1) if clause is not None else None
        for child in token.children:
            if child.dep_ in ("amod", "compound", "nmod", "poss", "appos") and not child.tag_.startswith("VB"):
                side = self.side_of.get(child.i) or (self.noun(child, True, depth + 1) if child.dep_ in ("poss", "nmod", "appos") else None)
                if side:
                    return side
        for child in token.children:
            if child.dep_ in ("prep", "agent") and child.lower_ in (("of", "by", "from") if of else ("by",)):
                for object_ in child.children:
                    if object_.dep_ in ("pobj", "pcomp") and (side := self.noun(object_, True, depth + 1)):
                        return side
            if child.dep_ in ("acl", "relcl"):
                subject = next((t for t in child.children if t.dep_ == "nsubj" and t.lower_ not in _WHO), None)
                agent = self._by(child, depth + 1) or (self.noun(subject, True, depth + 1) if subject is not None else None)
                if agent:
                    return agent
        shares = token.dep_ == "conj" and not any(child.dep_ in ("det", "poss") for child in token.children)
        if shares and token.head.pos_ in ("NOUN", "PROPN") and token.head.i not in self.side_of:  # "Russian lies and provocations"
            return self.noun(token.head, of, depth + 1)
        return None

    def _by(self, verb: Token, depth: int = 0) -> str | None:
        """Return the side in a verb's "by" phrase; "" when someone else stands there; None without such a phrase."""
        for child in verb.children:
            if child.lower_ == "by" and child.dep_ in ("agent", "prep"):
                for object_ in child.children:
                    side = self.noun(object_, True, depth + 1) if object_.dep_ == "pobj" else None
                    if side or (object_.dep_ == "pobj" and child.dep_ == "agent"):
                        return side or ""
            if child.dep_ == "npadvmod" and child.i in self.side_of:
                return self.side_of[child.i]  # "Armenian-occupied"
        return None

    def subject(self, verb: Token) -> str | None:
        """Return the side of a verb's own subject; "" when it is someone else; None when the verb has no subject."""
        for child in verb.children:
            if child.dep_ in _SUBJECTS:
                return self.noun(child) or ""
        return None

    def agent(self, verb: Token, depth: int = 0) -> str | None:
        """Return the side that does what a verb says, as in ``subject``."""
        if verb.i not in self.inside or depth > 8:
            return None
        if (by := self._by(verb)) is not None and (depth == 0 or any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)):
            return by
        passive = verb.tag_ == "VBN" and not any(c.dep_ == "nsubj" for c in verb.children)
        if depth == 0 and (any(c.dep_ == "nsubjpass" for c in verb.children) or (passive and verb.dep_ in ("acl", "amod", "relcl"))):
            return None
        own = self.subject(verb)
        if own is not None:
            return own
        return self._from_above(verb, depth)

    def _from_above(self, token: Token, depth: int) -> str | None:
        """Return the side that the clause above gives a verb without a subject, or a noun in an object's place."""
        head = token.head
        if head is token or head.i not in self.inside or depth > 12:
            return None
        if token.dep_ in ("ccomp", "csubj", "parataxis", *_SUBJECTS):
            return None
        if head.pos_ in ("VERB", "AUX"):
            return self._controller(token, head, depth)
        if head.dep_ in ("prep", "agent", "dative"):
            return self._prep(head, depth)
        if head.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
            return self.noun(head) or self._from_above(head, depth + 1)
        return self._from_above(head, depth + 1)

    def _prep(self, prep: Token, depth: int) -> str | None:
        """Return who acts where the word stands after a preposition: "through disinformation" yes, "after a provocation" no."""
        above = prep.head
        if above.i not in self.inside:
            return None
        if above.pos_ in ("NOUN", "PROPN", "NUM", "PRON"):
            if prep.lower_ in ("of", "for", "by") and above.lemma_ not in _REACTIONS and (side := self.noun(above)):
                return side
            return self._from_above(above, depth + 1) if prep.lower_ in ("of", "for", "with", "through", "by") else None
        if prep.lower_ in _MEANS or (prep.lower_ == "in" and above.lemma_ in ("engage", "participate", "involve", "persist")):
            return self._controller(prep, above, depth) if above.pos_ in ("VERB", "AUX") else self._from_above(above, depth + 1)
        self._spare(c for c in above.children if c.dep_ in _SUBJECTS)
        return None

    def _controller(self, token: Token, verb: Token, depth: int) -> str | None:
        """Return who acts below ``verb``: the accused for "accuse X of ...", the one made to act for "urge X to ...", else the subject."""
        object_ = next((c for c in verb.children if c.dep_ == "dobj" and c is not token), None)
        if token.dep_ == "prep" and token.lower_ in ("of", "for", "from") and verb.lemma_ in _ACCUSING:
            if object_ is not None:
                return self.noun(object_) or ""
            return next((self.noun(c) or "" for c in verb.children if c.dep_ == "nsubjpass"), None)
        if token.dep_ == "xcomp" and object_ is not None:
            return self.noun(object_) or ""
        if token.dep_ in ("dobj", "prep", "attr") and verb.lemma_ in _SUFFERING:
            self._spare(c for c in verb.children if c.dep_ in _SUBJECTS)
            return None
        own = self.subject(verb)
        if own is not None:
            passive = any(c.dep_ == "nsubjpass" for c in verb.children)
            if passive and token.dep_ == "prep":
                return None
            return own
        if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN":
            return self._by(verb)
        return self.agent(verb, depth + 1)

    def _spare(self, tokens: Iterator[Token]) -> None:
        for token in tokens:
            self.spared.update(t.i for t in token.subtree)

    def about_verb(self, verb: Token) -> str | None:
        """Return the side of the one who acts; the ones acted upon are set aside."""
        self._spare(c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "dative"))
        self._spare(c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("from", "against", "on", "at"))
        if verb.dep_ == "amod":
            if verb.tag_ == "VBG":
                return self.noun(verb.head)
            self.spared.update(t.i for t in verb.head.subtree)
            return self._by(verb)
        return self.agent(verb)

    def about_noun(self, noun: Token, category: str, words: Sequence[Token] = ()) -> str | None:
        """Return the side a noun speaks about: its adjective, owner or "by" phrase, what it is said of, or who does it."""
        for word in (noun, *words):
            self._spare(c for c in word.children if c.dep_ == "prep" and c.lower_ in ("against", "on", "upon", "towards", "toward", "to"))
        done_to = category in _OBJECT_OF
        if done_to:
            self._spare(c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of")
        if side := self.noun(noun, of=not done_to):
            return side
        if category in ("label", "legitimacy", "praise", "doubt"):
            for child in noun.children:
                if child.dep_ == "prep" and child.lower_ == "in" and (side := next((self.noun(c) for c in child.children), None)):
                    return side
        if category in _NAMING and noun.dep_ in ("dobj", "pobj") and noun.head.lemma_ not in (*_STAGING, "as"):
            return ""
        return self._said_of(noun) or ("" if category in _NAMING else None)

    def _said_of(self, word: Token) -> str | None:
        """Follow "X is a ...", "X, a ..., ...", "call X a ..." and "describe X as a ..."; else ask the clause above."""
        head = word.head
        if word.dep_ in ("attr", "acomp", "oprd"):
            target = next((c for c in head.children if c.dep_ in ("dobj", *_SUBJECTS) and (word.dep_ != "oprd" or c.dep_ != "nsubj")), None)
            target = target or next((c for c in head.children if c.dep_ == "nsubj"), None)
            return (self.noun(target) or "") if target is not None else None
        if word.dep_ == "appos":
            return self.noun(head)
        if word.dep_ in _SUBJECTS:
            self._spare(c for c in head.children if c.dep_ in ("dobj", "prep"))
            return None
        if word.dep_ == "pobj" and head.lower_ == "as":
            object_ = next((c for c in head.head.children if c.dep_ in ("dobj", "nsubjpass")), None)
            return (self.noun(object_) or "") if object_ is not None else None
        if word.dep_ == "compound":
            return self.noun(head)
        if word.pos_ in ("ADJ", "ADV"):
            return None
        return self._from_above(word, 0)

    def about(self, match: _Match) -> str | None:
        """Return the side a term speaks about, "" for someone who is no side, None when the grammar does not say."""
        inside = {self.side_of[i] for i in range(match.tokens[0].i, match.tokens[-1].i + 1) if i in self.side_of}
        if len(inside) == 1:
            return inside.pop()
        head, category = match.head, match.entry.row["category"]
        pos = match.entry.pos
        if pos == "phrase":
            head = next((t for t in match.tokens if t.head not in match.tokens), head)
            pos = {"VERB": "verb", "AUX": "verb", "ADJ": "adj", "ADV": "adv"}.get(head.pos_, "noun")
        if pos == "adv" and head.dep_ == "advmod":
            head = head.head
            if head.dep_ == "amod":
                head = head.head
            pos = "verb" if head.pos_ in ("VERB", "AUX") else "noun"
        elif pos == "adj":
            if head.dep_ in ("amod", "compound", "nmod") or (head.dep_ == "conj" and head.head.dep_ == "amod"):
                head = head.head if head.dep_ != "conj" else head.head.head
                pos = "noun" if head.pos_ not in ("VERB", "AUX") else "verb"
            else:
                return self._said_of(head)
        return self.about_verb(head) if pos == "verb" else self.about_noun(head, category, match.tokens)


# ---- the findings


def find_terms(parsed: Parsed, voices: pd.DataFrame, mentions: pd.DataFrame, lexicon: pd.DataFrame) -> pd.DataFrame:
    """Find the loaded terms of an article: where, in whose voice, about whom, and what could stand there instead.

    Returns the table ``terms``; ``effect`` is NaN until ``term_effects``.  A multiword term wins over its parts, and no two terms
    overlap.  ``neutral`` is ready to put in place: "liberated" gets "captured", not "capture"; None where the list has none.

    ``about`` follows the grammar first (who liberates, whose occupation), then takes the only side named in the same stretch
    of the same voice; None when neither says.  It is not a judgment whether the term praises or blames.
    """
    index = _index(lexicon)
    by_sentence = _spans_by_sentence(mentions)
    contents = _spans_by_sentence(voices)
    rows: list[dict[str, Any]] = []
    for number, tokens in _sentences(parsed):
        found = _matches(tokens, index)
        if not found:
            continue
        named = [(start, end, mentions.at[label, "side"]) for start, end, label in by_sentence.get(number, [])]
        side_of = _sides_on_tokens(tokens, named)
        spoken = voices.loc[[label for _, _, label in contents.get(number, [])]]
        for match in found:
            start, end = match.tokens[0].idx, match.tokens[-1].idx + len(match.tokens[-1])
            voice = voice_at(spoken, start, end)
            grammar = _Grammar(side_of, range(tokens[0].i, tokens[-1].i + 1))
            about = grammar.about(match)
            if about is None:
                stretch = _stretch(tokens, named, contents.get(number, []), voices, voice)
                sides = {side for i, side in stretch.items() if i not in grammar.spared}
                about = sides.pop() if len(sides) == 1 and len(set(stretch.values())) == 1 else None
            speaker = {"speaker": None, "speaker_side": None}
            if voice is not None:
                speaker = {"speaker": voices.at[voice, "speaker"], "speaker_side": voices.at[voice, "side"]}
            rows.append({
                "sentence": number, "start": start, "end": end, "text": parsed.article.text[start:end],
                "term": match.entry.row["term"], "category": match.entry.row["category"],
                "voice": "narrator" if voice is None else "source", **speaker,
                "about": about or None, "neutral": _wording(match), "effect": math.nan, "note": match.entry.row["note"] or None,
            })  # fmt: skip
    return make_table("terms", rows)


def _sentences(parsed: Parsed) -> Iterator[tuple[int, list[Token]]]:
    """Yield each sentence's number and its tokens, white space left out; one pass over the document."""
    numbers = parsed.sentences["sentence"].tolist()
    starts = parsed.sentences["start"].tolist()
    groups: dict[int, list[Token]] = {}
    for token in parsed.doc:
        if not token.is_space and (at := bisect_right(starts, token.idx)):
            groups.setdefault(numbers[at - 1], []).append(token)
    yield from sorted(groups.items())


def _spans_by_sentence(table: pd.DataFrame) -> dict[int, list[tuple[int, int, Any]]]:
    spans: dict[int, list[tuple[int, int, Any]]] = {}
    for label, sentence, start, end in zip(table.index, table["sentence"], table["start"], table["end"], strict=True):
        spans.setdefault(int(sentence), []).append((int(start), int(end), label))
    return spans


def _sides_on_tokens(tokens: list[Token], named: list[tuple[int, int, str]]) -> dict[int, str]:
    """Return token index -> side; where mentions overlap the shorter one counts."""
    sides: dict[int, str] = {}
    starts = [token.idx for token in tokens]
    for start, end, side in sorted(named, key=lambda m: m[0] - m[1]):
        for token in tokens[max(0, bisect_right(starts, start) - 1) :]:
            if token.idx >= end:
                break
            if token.idx + len(token) > start:
                sides[token.i] = side
    return sides


def _stretch(
    tokens: list[Token], named: list[tuple[int, int, str]], contents: list[tuple[int, int, Any]], voices: pd.DataFrame, voice: Any
) -> dict[int, str]:
    """Return the sides named in the same stretch of voice: inside the same content, or outside all contents."""
    if voice is not None:
        low, high = int(voices.at[voice, "start"]), int(voices.at[voice, "end"])
        kept = [m for m in named if low <= m[0] and m[1] <= high]
    else:
        kept = [m for m in named if not any(a <= m[0] and m[1] <= b for a, b, _ in contents)]
    return _sides_on_tokens(tokens, kept)


def _wording(match: _Match) -> str | None:
    """Return the neutral wording in the form it needs in this place, or None."""
    row, pos = match.entry.row, match.entry.pos
    neutral = row["neutral"]
    if not neutral:
        return None
    if neutral == LEAVE_OUT:
        return neutral if pos != "adj" or match.head.dep_ not in ("acomp", "attr", "oprd") else None
    wording = inflected(neutral, pos, match.head, match.entry.words[match.entry.head].base)
    if "*" in wording:
        words = iter(match.tokens[1:])
        gap: list[str] = []
        last = match.tokens[0]
        for token in words:
            gap += [t.text_with_ws for t in match.head.doc[last.i + 1 : token.i]]
            last = token
        wording = " ".join(wording.replace("*", "".join(gap).strip()).split())
    return wording


def term_effects(parsed: Parsed, terms: pd.DataFrame, mentions: pd.DataFrame, model: Scorer) -> pd.DataFrame:
    """Return the terms with ``effect``: the stance score with the neutral wording in place, minus the score as written.

    The score (p_pos - p_neg, from -1 to 1) is towards the side the term is ``about``, or the first side named in the sentence where that is None;
    of several mentions of that side the one nearest to the term counts.  A positive effect means: the neutral wording treats the
    side better than the term does.  NaN where the sentence names no side, the list has no wording, or the wording takes the mention's own words away.
    The model is asked once for all terms.
    """
    effects = [math.nan] * len(terms)
    spans = {
        int(n): (int(a), int(b)) for n, a, b in zip(parsed.sentences["sentence"], parsed.sentences["start"], parsed.sentences["end"], strict=True)
    }
    by_sentence = _spans_by_sentence(mentions)
    questions: dict[tuple[str, int, int], int] = {}
    asked: list[tuple[int, int, int]] = []
    for at, term in enumerate(terms.to_dict("records")):
        named = by_sentence.get(int(term["sentence"]), [])
        if not named or not isinstance(term["neutral"], str):
            continue
        low, high = spans[int(term["sentence"])]
        text = parsed.article.text[low:high]
        start, end = int(term["start"]) - low, int(term["end"]) - low
        replaced = replace_term(text, start, end, term["neutral"])
        side = term["about"] if isinstance(term["about"], str) else mentions.at[min(named)[2], "side"]
        own = [(a - low, b - low) for a, b, label in named if mentions.at[label, "side"] == side]
        for a, b in sorted(own, key=lambda m: (max(start - m[1], m[0] - end, 0), m[0])):
            if (moved := replaced.moved(a, b)) is not None:
                pair = [(text, a, b), (replaced.text, *moved)]
                first, second = (questions.setdefault(question, len(questions)) for question in pair)
                asked.append((at, first, second))
                break
    if questions:
        probabilities = model.score(list(questions))
        for at, first, second in asked:
            as_written, neutral = probabilities[first], probabilities[second]
            effects[at] = float((neutral[2] - neutral[0]) - (as_written[2] - as_written[0]))
    return make_table("terms", terms.assign(effect=effects).to_dict("records"))
