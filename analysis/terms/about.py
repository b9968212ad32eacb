"""Whom words speak about: the side that does, is or has what they say, read off the grammar of the sentence.

"Liberated" speaks about who liberates, "illegal occupation" about whose it is, "provocation" about who is accused of it.  Who suffers what
a word names is set aside.  Nothing is said where the grammar names two sides or none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.lexicons import word_list
from analysis.who.grammar import Grammar, children, sides_on_tokens

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed


def about_words(grammar: Grammar, words: Sequence[Token], head: Token, pos: str, category: str) -> str | None:
    """Return the side that words speak about, "" for someone who is no side, None when the grammar does not say.

    head: the main one of the words.  pos: verb, noun, adj, adv, or phrase, which stands for what its main word is.
    """
    inside = {grammar.side_of[i] for i in range(words[0].i, words[-1].i + 1) if i in grammar.side_of}
    if len(inside) == 1:
        return inside.pop()
    head, pos = carrier(words, head, pos)
    if pos == "adj":
        return grammar.said_of(head)
    return about_verb(grammar, head) if pos == "verb" else about_noun(grammar, head, category, words)


def about_verb(grammar: Grammar, verb: Token) -> str | None:
    """Return the side of the one who acts; the ones acted upon are set aside."""
    grammar.spare(children(verb, "dobj", "nsubjpass", "dative"))
    grammar.spare(c for c in children(verb, "prep") if c.lower_ in word_list("function_words", "acted upon"))
    if verb.dep_ != "amod":
        return grammar.agent(verb)
    if verb.tag_ == "VBG":
        return grammar.noun(verb.head)
    grammar.spare([verb.head])
    return grammar.by(verb)


def about_noun(grammar: Grammar, noun: Token, category: str, words: Sequence[Token] = ()) -> str | None:
    """Return the side a noun speaks about: its adjective, owner or "by" phrase, what it is said of, or who does it."""
    for word in (noun, *words):
        grammar.spare(c for c in children(word, "prep") if c.lower_ in word_list("function_words", "aimed at"))
    done_to = category in word_list("categories", "of the one it is done to")
    if done_to:
        grammar.spare(c for c in children(noun, "prep") if c.lower_ == "of")
    names = category in word_list("categories", "names someone")
    if side := grammar.noun(noun, of=not done_to) or (_seat(grammar, noun) if category in word_list("categories", "with a seat") else None):
        return side
    if names and noun.dep_ in ("dobj", "pobj") and noun.head.lemma_ != "as" and noun.head.lemma_ not in word_list("verbs", "staging"):
        return ""  # "the dictator X met" is not X
    return grammar.said_of(noun) or ("" if names else None)


def _seat(grammar: Grammar, noun: Token) -> str | None:
    """Return the side in whose seat a noun stands: "the regime in Tehran"."""
    within = (c for c in children(noun, "prep") if c.lower_ == "in")
    return next((side for place in within if (side := next((grammar.noun(c) for c in place.children), None))), None)


def described(grammar: Grammar, words: Sequence[Token], head: Token, pos: str) -> bool:
    """Say whether a side is what the words describe, own or belong to ("the plight of X", "X, helpless victims"), and not who does it."""
    if any(i in grammar.side_of for i in range(words[0].i, words[-1].i + 1)):
        return True
    head, pos = carrier(words, head, pos)
    if head.dep_ in ("attr", "acomp", "appos"):
        return bool(grammar.said_of(head))
    named = [*children(head, "amod", "compound", "nmod", "poss")]
    named += [t for c in children(head, "prep") if c.lower_ == "of" for t in children(c, "pobj")]
    return any(grammar.noun(one) for one in named) or head.i in grammar.side_of


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

    @cached_property
    def side_of(self) -> dict[int, str]:
        """Token index -> the side it names."""
        return sides_on_tokens(self.tokens, self.named)

    def voice(self, start: int, end: int) -> int | None:
        """Return the label in ``voices`` of the innermost (shortest) voice whose content covers a span, or None for the narrator."""
        over = ((b - a, label) for a, b, label in self.contents if a <= start and end <= b)
        _, label = min(over, key=lambda voice: voice[0], default=(0, None))
        return None if label is None else int(label)

    def about(self, words: Sequence[Token], head: Token, pos: str, category: str, voice: int | None) -> About:
        """Say whom words speak about: by the grammar, else the only side named in the same stretch of the same voice."""
        grammar = Grammar(self.side_of, range(self.tokens[0].i, self.tokens[-1].i + 1))
        side = about_words(grammar, words, head, pos, category)
        if side is not None:
            return About(side or None, True, bool(side) and described(grammar, words, head, pos))
        stretch = sides_on_tokens(self.tokens, self._named_by(voice))
        sides = {side for i, side in stretch.items() if i not in grammar.spared}
        only = len(sides) == 1 and len(set(stretch.values())) == 1
        return About(sides.pop() if only else None)

    def _named_by(self, voice: int | None) -> list[tuple[int, int, str]]:
        """Return the mentions in the same stretch of voice: inside the same content, or outside all contents."""
        if voice is None:
            return [m for m in self.named if not any(a <= m[0] and m[1] <= b for a, b, _ in self.contents)]
        low, high = next((a, b) for a, b, label in self.contents if label == voice)
        return [m for m in self.named if low <= m[0] and m[1] <= high]


def settings(parsed: Parsed, voices: pd.DataFrame, mentions: pd.DataFrame) -> Iterator[tuple[int, Setting]]:
    """Yield each sentence's number and its setting; white space is no token."""
    named, contents = mentions_by_sentence(mentions), spans_by_sentence(voices)
    for number, tokens in _sentences(parsed):
        yield number, Setting(tokens, named.get(number, []), contents.get(number, []))


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
    return _by_sentence(table, table.index)


def mentions_by_sentence(mentions: pd.DataFrame) -> dict[int, list[tuple[int, int, str]]]:
    """Return sentence number -> (start, end, side) of the mentions in it."""
    return _by_sentence(mentions, mentions["side"])


def _by_sentence(table: pd.DataFrame, values: Iterable[Any]) -> dict[int, list[tuple[int, int, Any]]]:
    spans: dict[int, list[tuple[int, int, Any]]] = {}
    for value, sentence, start, end in zip(values, table["sentence"], table["start"], table["end"], strict=True):
        spans.setdefault(int(sentence), []).append((int(start), int(end), value))
    return spans
