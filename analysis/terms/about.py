"""Whom words speak about: the side that does, is or has what they say, read off the grammar of the sentence.

"Liberated" speaks about who liberates, "illegal occupation" about whose it is, "provocation" about who is accused of it.  Who suffers what
a word names is set aside.  Nothing is said where the grammar names two sides or none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.voices.voices import voice_at

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed

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
class Grammar:
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
            if token.dep_ == "conj" and head.i in self.side_of:  # "Ankara and the regime": someone else
                return None
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
        if prep.lower_ in _MEANS or _from_doing(prep) or (prep.lower_ == "in" and above.lemma_ in ("engage", "participate", "involve", "persist")):
            return self._controller(prep, above, depth) if above.pos_ in ("VERB", "AUX") else self._from_above(above, depth + 1)
        self._spare(c for c in above.children if c.dep_ in _SUBJECTS)
        return None

    def _controller(self, token: Token, verb: Token, depth: int) -> str | None:
        """Return who acts below ``verb``: the accused for "accuse X of ...", the one made to act for "urge X to ...", else the subject."""
        object_ = next((c for c in verb.children if c.dep_ == "dobj" and c is not token), None)
        if _from_doing(token) and object_ is not None:
            return self.noun(object_) or ""
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

    def about(self, words: Sequence[Token], head: Token, pos: str, category: str) -> str | None:
        """Return the side that words speak about, "" for someone who is no side, None when the grammar does not say.

        head: the main one of the words.  pos: verb, noun, adj, adv, or phrase, which stands for what its main word is.
        """
        inside = {self.side_of[i] for i in range(words[0].i, words[-1].i + 1) if i in self.side_of}
        if len(inside) == 1:
            return inside.pop()
        head, pos = carrier(words, head, pos)
        if pos == "adj":
            return self._said_of(head)
        return self.about_verb(head) if pos == "verb" else self.about_noun(head, category, words)

    def described(self, words: Sequence[Token], head: Token, pos: str) -> bool:
        """Say whether a side is what the words describe, own or belong to ("the plight of X", "X, helpless victims"), and not who does it."""
        if any(i in self.side_of for i in range(words[0].i, words[-1].i + 1)):
            return True
        head, pos = carrier(words, head, pos)
        if head.dep_ in ("attr", "acomp", "appos"):
            return bool(self._said_of(head))
        for child in head.children:
            named = [child] if child.dep_ in ("amod", "compound", "nmod", "poss") else []
            named += [t for t in child.children if t.dep_ == "pobj"] if child.dep_ == "prep" and child.lower_ == "of" else []
            if any(self.noun(one) for one in named):
                return True
        return head.i in self.side_of


def _from_doing(word: Token) -> bool:
    """Say whether a word is the "from" of "bar X from spreading lies" or "refrain from spreading lies"."""
    return word.lower_ == "from" and any(child.dep_ == "pcomp" for child in word.children)


def carrier(words: Sequence[Token], head: Token, pos: str) -> tuple[Token, str]:
    """Return the word through which words of a part of speech speak about someone, and whether it is a verb, a noun or an adjective said of one.

    An adverb speaks through its verb, an adjective through its noun, a phrase through its main word.
    """
    if pos == "phrase":
        head = next((t for t in words if t.head not in words), head)
        pos = {"VERB": "verb", "AUX": "verb", "ADJ": "adj", "ADV": "adv"}.get(head.pos_, "noun")
    if pos == "adv" and head.dep_ == "advmod":
        head = head.head
        if head.dep_ == "amod":
            head = head.head
        return head, "verb" if head.pos_ in ("VERB", "AUX") else "noun"
    if pos == "adj":
        describes = head.head if head.dep_ == "conj" else head
        if describes.dep_ not in ("amod", "compound", "nmod") or (describes is not head and describes.dep_ != "amod"):
            return head, "adj"
        head = describes.head
        return head, "noun" if head.pos_ not in ("VERB", "AUX") else "verb"
    return head, "verb" if pos == "verb" else "noun"


# ---- in a sentence


@dataclass(frozen=True)
class About:
    """Whom words speak about: a side or None; whether the grammar says so, and whether the side is what they describe, not who does it."""

    side: str | None
    by_grammar: bool = False
    described: bool = False


@dataclass(frozen=True)
class Setting:
    """One sentence with the sides named in it and the voices that cover parts of it; spans are (start, end, ...) in the article's text."""

    tokens: list[Token]
    named: list[tuple[int, int, str]]
    contents: list[tuple[int, int, Any]]
    voices: pd.DataFrame

    @cached_property
    def side_of(self) -> dict[int, str]:
        """Token index -> the side it names."""
        return _sides_on_tokens(self.tokens, self.named)

    @cached_property
    def _spoken(self) -> pd.DataFrame:
        return self.voices.loc[[label for _, _, label in self.contents]]

    def voice(self, start: int, end: int) -> int | None:
        """Return the label in ``voices`` of the voice whose content covers a span, or None for the narrator."""
        return voice_at(self._spoken, start, end)

    def about(self, words: Sequence[Token], head: Token, pos: str, category: str, voice: int | None) -> About:
        """Say whom words speak about: by the grammar, else the only side named in the same stretch of the same voice."""
        grammar = Grammar(self.side_of, range(self.tokens[0].i, self.tokens[-1].i + 1))
        side = grammar.about(words, head, pos, category)
        if side is not None:
            return About(side or None, True, bool(side) and grammar.described(words, head, pos))
        stretch = _stretch(self.tokens, self.named, self.contents, self.voices, voice)
        sides = {side for i, side in stretch.items() if i not in grammar.spared}
        only = len(sides) == 1 and len(set(stretch.values())) == 1
        return About(sides.pop() if only else None)


def settings(parsed: Parsed, voices: pd.DataFrame, mentions: pd.DataFrame) -> Iterator[tuple[int, Setting]]:
    """Yield each sentence's number and its setting; white space is no token."""
    by_sentence, contents = spans_by_sentence(mentions), spans_by_sentence(voices)
    for number, tokens in _sentences(parsed):
        named = [(start, end, mentions.at[label, "side"]) for start, end, label in by_sentence.get(number, [])]
        yield number, Setting(tokens, named, contents.get(number, []), voices)


def _sentences(parsed: Parsed) -> Iterator[tuple[int, list[Token]]]:
    """Yield each sentence's number and its tokens, white space left out; one pass over the document."""
    numbers = parsed.sentences["sentence"].tolist()
    starts = parsed.sentences["start"].tolist()
    groups: dict[int, list[Token]] = {}
    for token in parsed.doc:
        if not token.is_space and (at := bisect_right(starts, token.idx)):
            groups.setdefault(numbers[at - 1], []).append(token)
    yield from sorted(groups.items())


def spans_by_sentence(table: pd.DataFrame) -> dict[int, list[tuple[int, int, Any]]]:
    """Return sentence number -> (start, end, label of the row) of a table with spans."""
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
