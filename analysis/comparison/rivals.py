"""Two values of one detail in statements of two reports, and what speaks for their conflict: the clues of ``analysis.comparison.conflicts``."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.comparison.numbers import Amount
from analysis.comparison.phrases import Phrase
from analysis.comparison.rarity import named_alike
from analysis.comparison.times import Moment
from analysis.lexicons import word_list, word_values

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.comparison.statements import Statement

    Array = NDArray[np.float64]

NUMBER, ACTOR, TIME, PLACE, CAUSE, OUTCOME = DETAILS = ("number", "actor", "time", "place", "cause", "outcome")
CLUES = (
    "one fact", "next best there", "next best back", "one fact in the sentence", "held there", "held back", "cosine", "headline", "values alike",
    "rest alike", "same head", "same verb", "verbs alike", "same lead", "both named", "words shared", "only one denied", "only one turns",
    "opposites", "both said", "one said", "same speaker", "shared names", "no name shared", "same unit", "one without unit", "units alike",
    "ratio", "one is zero", "bounded", "known already", "value also there", "value also here", "values there", "values here", "share", "money",
    "people", "hours", "days", "age", "plain", "weekday", "date", "month", "year", "clock", "part", "length here", "length there",
    "another agrees",
)  # fmt: skip
_LEAST = 0.02
_BEST = 2
_TINY = 1e-9


@dataclass(frozen=True)
class Rivals:
    """Two values: their kind, one of ``conflicts.ASKED``; the reports and the numbers of their statements; the places of both values; clues."""

    value: str
    reports: tuple[int, int]
    statements: tuple[int, int]
    first: tuple[str, int, int]
    second: tuple[str, int, int]
    clues: Array


class Words:
    """The content words of a statement as the transformer reads them, with their places."""

    def __init__(self, one: Statement, vectors: Array) -> None:
        self.spans = np.array(one.spans, dtype=np.int64).reshape(-1, 2)
        self.vectors = vectors

    def inside(self, start: int, end: int) -> NDArray[np.bool_]:
        """Say which words stand in a stretch."""
        found: NDArray[np.bool_] = (self.spans[:, 0] < end) & (self.spans[:, 1] > start)
        return found

    def mean(self, chosen: NDArray[np.bool_]) -> Array:
        """Return the direction of the mean of some words; zeros for none."""
        if not chosen.any():
            return np.zeros(self.vectors.shape[-1] if self.vectors.ndim == 2 else 0)
        found = self.vectors[chosen].mean(axis=0)
        return np.asarray(found / max(float(np.linalg.norm(found)), _TINY))


def rivals(
    reports: Sequence[Sequence[Statement]], vectors: Sequence[Sequence[Array]], pair: tuple[int, int], likely: Array, clues: Array
) -> Iterator[Rivals]:
    """Yield the values of two reports that differ, in statements that may tell one fact.

    vectors: of each report and statement, the directions of its words.  likely: how likely each pair of statements tells one fact, (n, m).  clues:
    (n, m, 3), how much of the one statement the other holds, the other way round, and the cosine.
    """
    a, b = pair
    firsts, seconds = reports[a], reports[b]
    if not likely.size:
        return
    rows, columns = np.argsort(np.argsort(-likely, axis=1), axis=1), np.argsort(np.argsort(-likely, axis=0), axis=0)
    near = (likely >= _LEAST) & (np.minimum(rows, columns) < _BEST) | (likely >= 0.3)
    words = [[Words(one, v) for one, v in zip(reports[r], vectors[r], strict=True)] for r in pair]
    known = [_known(reports[r]) for r in pair]
    for i, j in np.argwhere(near):
        one, other = firsts[i], seconds[j]
        link = _link(likely, clues, int(i), int(j), firsts, seconds)
        for value, here, there, own in _values(one, other, words[0][i], words[1][j], known):
            yield Rivals(value, pair, (int(i), int(j)), here, there, np.array([*link, *own]))


Value = tuple[str, int, int]


def _link(likely: Array, clues: Array, i: int, j: int, firsts: Sequence[Statement], seconds: Sequence[Statement]) -> list[float]:
    row, column = np.delete(likely[i], j), np.delete(likely[:, j], i)
    same = np.ix_(
        [k for k, one in enumerate(firsts) if one.sentence == firsts[i].sentence],
        [k for k, one in enumerate(seconds) if one.sentence == seconds[j].sentence],
    )
    return [
        float(likely[i, j]),
        float(row.max(initial=0.0)),
        float(column.max(initial=0.0)),
        float(likely[same].max()),
        *(float(one) for one in clues[i, j]),
        float((firsts[i].zone == "headline") + (seconds[j].zone == "headline")),
    ]


Known = dict[tuple[float, str], int]


def _known(report: Sequence[Statement]) -> Known:
    """Return how often a report tells each amount, in its plainest unit."""
    found: Known = {}
    for one in report:
        for amount in one.amounts:
            found[amount.plain] = found.get(amount.plain, 0) + 1
            found[amount.plain[0], "any"] = found.get((amount.plain[0], "any"), 0) + 1
    return found


def _values(one: Statement, other: Statement, words: Words, others: Words, known: Sequence[Known]) -> Iterator[tuple[str, Value, Value, list[float]]]:
    """Yield the differing values of two statements: their kind, where they stand, and their clues."""
    for a in one.amounts:
        for b in other.amounts:
            if not a.agrees(b):
                common = _common(one, other, _Part(a.start, a.end), _Part(b.start, b.end), words, others)
                again = any(a.plain == x.plain for x in other.amounts) + any(b.plain == x.plain for x in one.amounts)
                yield (
                    "amount",
                    _at(a),
                    _at(b),
                    [*common, *_of_amounts(a, b, one, other, words, others, known), *[0.0] * 6, *_sizes(a, b), float(again)],
                )
    for x in one.moments:
        for y in other.moments:
            if not x.agrees(y):
                common = _common(one, other, _Part(x.start, x.end), _Part(y.start, y.end), words, others)
                again = any(x.kind == z.kind and x.agrees(z) for z in other.moments) + any(y.kind == z.kind and y.agrees(z) for z in one.moments)
                yield "moment", _at(x), _at(y), [*common, *[0.0] * 18, *_of_moments(x, y), *_sizes(x, y), float(again)]
    for value, firsts, seconds in (("place", one.places, other.places), ("end", one.ends, other.ends)):
        for p in firsts:
            for q in seconds:
                if p.words == q.words and p.denied == q.denied:
                    continue
                again = any(p.head == x.head for x in seconds if x is not q) + any(q.head == x.head for x in firsts if x is not p)
                yield value, _at(p), _at(q), [*_common(one, other, p, q, words, others), *[0.0] * 24, *_sizes(p, q), float(again)]


@dataclass(frozen=True)
class _Part:
    start: int
    end: int


def _at(one: Amount | Moment | Phrase) -> Value:
    return one.text, one.start, one.end


def _sizes(one: Amount | Moment | Phrase, other: Amount | Moment | Phrase) -> list[float]:
    return [float(len(one.text.split())), float(len(other.text.split()))]


def _common(one: Statement, other: Statement, p: _Part | Phrase, q: _Part | Phrase, words: Words, others: Words) -> list[float]:
    """Return the clues that all values have: how alike they and the rest of their statements are, denial, opposites, speakers, names."""
    here, there = words.inside(p.start, p.end), others.inside(q.start, q.end)
    alike = float(words.mean(here) @ others.mean(there)) if len(here) and len(there) else 0.0
    rest = float(words.mean(~here) @ others.mean(~there)) if len(here) and len(there) else 0.0
    phrases = isinstance(p, Phrase) and isinstance(q, Phrase)
    verbs, other_verbs = ({end.head for end in s.ends} for s in (one, other))
    of_phrase = [0.0] * 8
    if isinstance(p, Phrase) and isinstance(q, Phrase):
        of_phrase = [
            float(p.head == q.head),
            float(p.verb == q.verb != ""),
            _nearest(words, others, one, other),
            float(p.lead == q.lead),
            float(p.named and q.named),
            2 * len(p.words & q.words) / max(len(p.words) + len(q.words), 1),
            float(p.denied != q.denied),
            float(_turns(p) != _turns(q)),
        ]
    else:
        of_phrase[1] = float(bool(verbs & other_verbs))
        of_phrase[2] = _nearest(words, others, one, other)
        of_phrase[6] = float(one.negated != other.negated)
    against = _opposed(p.words, q.words) if phrases else _opposed(frozenset(one.lemmas), frozenset(other.lemmas))  # type: ignore[union-attr]
    speakers = bool(one.speaker and other.speaker and named_alike(one.speaker, other.speaker))
    names, other_names = one.names | one.sides, other.names | other.sides
    return [
        alike,
        rest,
        *of_phrase,
        float(against),
        float(one.said and other.said),
        float(one.said != other.said),
        float(speakers),
        float(len(names & other_names)),
        float(bool(names and other_names) and not names & other_names),
    ]


def _nearest(words: Words, others: Words, one: Statement, other: Statement) -> float:
    """Return how alike the likest two verbs of two statements are."""
    own = np.array([any(end.head == lemma for end in one.ends) for lemma in one.lemmas], dtype=bool)
    theirs = np.array([any(end.head == lemma for end in other.ends) for lemma in other.lemmas], dtype=bool)
    if not own.any() or not theirs.any():
        return 0.0
    return float((words.vectors[own] @ others.vectors[theirs].T).max())


def _turns(phrase: Phrase) -> bool:
    return bool(phrase.words & word_list("conflicts", "turning"))


def _opposed(some: frozenset[str], others: frozenset[str]) -> int:
    """Return how many pairs of words are opposites."""
    known = word_values("conflicts", "opposites")
    return sum(word in others for one in some for word in known.get(one, "").split()) + sum(
        word in some for one in others for word in known.get(one, "").split()
    )


def _of_amounts(a: Amount, b: Amount, one: Statement, other: Statement, words: Words, others: Words, known: Sequence[Known]) -> list[float]:
    (value, unit), (rival, other_unit) = a.plain, b.plain
    low, high = sorted((value, rival))
    units = unit if unit == other_unit else ""
    nearby = [w.mean(w.inside(x.end, x.end + 25)) for w, x in ((words, a), (others, b))]
    return [
        float(unit == other_unit != ""),
        float((unit == "") != (other_unit == "")),
        float(nearby[0] @ nearby[1]),
        min(math.log(high / low), 7.0) if low > 0 else 7.0,
        float(low == 0),
        float(bool(a.bound) + bool(b.bound)),
        float(a.known or b.known),
        float(bool(known[1].get((value, unit if unit else "any")))),
        float(bool(known[0].get((rival, other_unit if other_unit else "any")))),
        float(len(other.amounts)),
        float(len(one.amounts)),
        float(units == "%"),
        float(len(units) == 1 and units != "%"),
        float(units == "person"),
        float(units == "minute"),
        float(units == "day"),
        float(units == "year old"),
        float(unit == other_unit == ""),
    ]


def _of_moments(x: Moment, y: Moment) -> list[float]:
    return [float(kind in (x.kind, y.kind)) for kind in ("weekday", "date", "month", "year", "clock", "part")]
