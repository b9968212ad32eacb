"""What a word does: put another wording in its place, score the sentence again, and compare."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.stance.scorer import Scorer, Target
from analysis.stance.stance import with_answers
from analysis.tables import make_table
from analysis.templates import render, signed
from analysis.terms.about import mentions_by_sentence
from analysis.terms.changes import change_in_words
from analysis.terms.judging import contradicted, judged_by_score, open_to_model
from analysis.terms.lexicon import LEAVE_OUT
from analysis.terms.terms import ALSO
from analysis.terms.wording import Replaced, agreement, replace_term

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed

_COLUMNS = ("side", "mention", "before", "after", "change")


@dataclass(frozen=True, eq=False)
class TermSwap:
    """One sentence with another wording in a term's place, and the score towards each mention before and after.

    number: of the term, from 1.  term: its words.  wording: what was put there, "(leave out)" for nothing.  before, after: the sentence.
    changed_before, changed_after: (start, end) of the words that differ, in either.  scores: one row a mention of a side: side, mention (its
    words), before and after (p_pos - p_neg, -1 to 1), change (after - before).  No row where the sentence names no side.
    """

    number: int
    sentence: int
    term: str
    wording: str
    before: str
    after: str
    changed_before: tuple[tuple[int, int], ...]
    changed_after: tuple[tuple[int, int], ...]
    scores: pd.DataFrame

    def _repr_html_(self) -> str:
        rows = [(row.side, row.mention, signed(row.before), signed(row.after), change_in_words(row.change)) for row in self.scores.itertuples()]
        pieces = [_pieces(text, spans) for text, spans in ((self.before, self.changed_before), (self.after, self.changed_after))]
        return render("term_swap.html.j2", sentence=self.sentence, before=pieces[0], after=pieces[1], rows=rows)


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Cut a text into stretches, each with whether it changed."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def term_effects(parsed: Parsed, terms: pd.DataFrame, mentions: pd.DataFrame, model: Scorer) -> pd.DataFrame:
    """Return the terms with ``effect``: the stance score with the neutral wording in place, minus the score as written.

    The score (p_pos - p_neg, from -1 to 1) is towards the side the term is ``about``, or the first side named in the sentence where that is None;
    of several mentions of that side the one nearest to the term counts.  A positive effect means: the neutral wording treats the
    side better than the term does.  NaN where the sentence names no side, the list has no wording, or the wording takes the mention's own words away.

    Where the list left ``judges`` open for a side, the score as written decides (see ``judged_by_score``), and ``judged_by`` is "model"; where
    that score clearly contradicts the list, both become None.  The model is asked once for all terms.
    """
    places = _places(parsed, terms, mentions)
    pairs = [place.pair(place.term["neutral"]) if isinstance(place.term["neutral"], str) else None for place in places]
    alone = [place.written() if pair is None and place.open else None for place, pair in zip(places, pairs, strict=True)]
    questions = dict.fromkeys(question for pair in pairs if pair for question in pair) | dict.fromkeys(one for one in alone if one)
    scores = dict(zip(questions, _scores(model, list(questions)), strict=True))
    rows = []
    for place, pair, one in zip(places, pairs, alone, strict=True):
        effect = float(scores[pair[1]] - scores[pair[0]]) if pair else math.nan
        written = pair[0] if pair else one
        row = place.term | {"effect": effect}
        if written and place.open:
            judged = judged_by_score(place.tone, float(scores[written]), effect)
            row |= {"judges": judged, "judged_by": "model" if judged else None}
        elif written and contradicted(row["judges"], float(scores[written])):
            row |= {"judges": None, "judged_by": None}
        rows.append(row)
    return make_table("terms", rows)


def wording_effects(parsed: Parsed, terms: pd.DataFrame, mentions: pd.DataFrame, number: int, model: Scorer) -> pd.DataFrame:
    """Return every other wording known for term ``number`` (from 1), of list or rules: wording, effect (as in ``terms``), and the sentence with it.

    Raises IndexError for a number there is not.
    """
    _check_number(number, terms)
    (place,) = _places(parsed, terms.iloc[[number - 1]], mentions)
    further = place.term["also"].split(ALSO) if isinstance(place.term["also"], str) else []
    wordings = [wording for wording in (place.term["neutral"], *further) if isinstance(wording, str)]
    pairs = [place.pair(wording) for wording in wordings]
    questions = list(dict.fromkeys(question for pair in pairs if pair for question in pair))
    scores = dict(zip(questions, _scores(model, questions), strict=True))
    effects = [float(scores[pair[1]] - scores[pair[0]]) if pair else math.nan for pair in pairs]
    sentences = [place.replaced(wording).text for wording in wordings]
    return pd.DataFrame({"wording": wordings, "effect": effects, "sentence": sentences})


@dataclass(frozen=True)
class _Place:
    """A term in its sentence; ``start``, ``end`` and the spans of ``own``, the mentions of its side from the nearest on, count in ``text``."""

    term: dict[Any, Any]
    tokens: list[Token]
    text: str
    low: int
    own: list[tuple[int, int]]
    answer: str
    """What the model reads behind the sentence: where it is a question, a space and the sentence that answers it."""

    @property
    def start(self) -> int:
        return int(self.term["start"]) - self.low

    @property
    def end(self) -> int:
        return int(self.term["end"]) - self.low

    @property
    def tone(self) -> str | None:
        return self.term["tone"] if isinstance(self.term["tone"], str) else None

    @property
    def open(self) -> bool:
        """Whether the list left open what the term does to its side, and the model may say it."""
        settled = not isinstance(self.term["about"], str) or isinstance(self.term["judges"], str) or isinstance(self.term["negated"], str)
        return not settled and open_to_model(self.term["category"], self.tone)

    def replaced(self, wording: str) -> Replaced:
        return replace_term(self.text, self.start, self.end, wording, agreement(self.tokens, wording, self.low))

    def written(self) -> Target | None:
        return (self.text + self.answer, *self.own[0]) if self.own else None

    def pair(self, wording: str) -> tuple[Target, Target] | None:
        """Return the questions for the sentence as written and with the wording, towards the nearest mention that stays; None where none does."""
        replaced = self.replaced(wording)
        for span in self.own:
            if (moved := replaced.moved(*span)) is not None:
                return (self.text + self.answer, *span), (replaced.text + self.answer, *moved)
        return None


def _places(parsed: Parsed, terms: pd.DataFrame, mentions: pd.DataFrame) -> list[_Place]:
    by_sentence = mentions_by_sentence(mentions)
    starts, texts = parsed.sentences["start"].tolist(), parsed.sentences["text"].tolist()
    read = with_answers(parsed.sentences, dict(enumerate(texts, start=1)))
    places = []
    for term in terms.to_dict("records"):
        number, start, end = int(term["sentence"]), int(term["start"]), int(term["end"])
        named = by_sentence.get(number, [])
        side = term["about"] if isinstance(term["about"], str) else min(named, key=lambda m: m[:2])[2] if named else None
        own = [(a, b) for a, b, its in named if its == side]
        own.sort(key=lambda m: (max(start - m[1], m[0] - end, 0), m[0]))  # noqa: B023  # sorted at once
        low = starts[number - 1]
        answer = read[number].removeprefix(texts[number - 1])
        places.append(_Place(term, parsed.tokens(start, end), texts[number - 1], low, [(a - low, b - low) for a, b in own], answer))
    return places


def _check_number(number: int, terms: pd.DataFrame) -> None:
    if isinstance(number, bool) or not isinstance(number, (int, np.integer)) or not 1 <= number <= len(terms):
        there_are = f"the terms are numbered from 1 to {len(terms)}, in the order of `framing.terms`" if len(terms) else "this article has no term"
        raise IndexError(f"there is no term {number!r}; {there_are}")


def swap_term(parsed: Parsed, terms: pd.DataFrame, mentions: pd.DataFrame, number: int, wording: str | None, model: Scorer) -> TermSwap:
    """Put a wording in the place of term ``number`` (from 1, in the order of the table) and score every mention of its sentence anew.

    wording: in the form that the place needs ("captured" for "liberated"), "(leave out)" or "" for nothing, None for the list's neutral one.
    "A" and "an", "this" and the verb are put into agreement.

    Raises IndexError for a number there is not, TypeError for a wording that is no text, and ValueError where the list has no wording or the
    wording takes away the name of a side.
    """
    _check_number(number, terms)
    (place,) = _places(parsed, terms.iloc[[number - 1]], mentions)
    term, text, low = place.term, place.text, place.low
    if wording is None:
        wording = term["neutral"]
        if not isinstance(wording, str):
            raise ValueError(f"no other wording is known for term {number}, {term['text']!r}; give one: swap_term({number}, 'your wording')")
    if not isinstance(wording, str):
        raise TypeError(f"a wording is a text, not {type(wording).__name__} {wording!r}; write for example swap_term({number}, 'captured')")
    wording = " ".join(wording.split()) or LEAVE_OUT
    replaced = place.replaced(wording)
    named = [(a - low, b - low, side) for a, b, side in mentions_by_sentence(mentions).get(int(term["sentence"]), [])]
    moved = []
    for a, b, side in named:
        span = replaced.moved(a, b)
        if span is None:
            raise ValueError(
                f"the wording {wording!r} takes away {text[a:b]!r}, by which the sentence names {side}; "
                f"keep it in the wording: {f'{text[a:b]} {wording}' if wording != LEAVE_OUT else text[a:b]!r}"
            )
        moved.append(span)
    before, after = text + place.answer, replaced.text + place.answer
    questions: list[Target] = [(before, a, b) for a, b, _ in named] + [(after, *span) for span in moved]
    scores = _scores(model, questions)
    rows = [(side, text[a:b], was, now, now - was) for (a, b, side), was, now in zip(named, scores[: len(named)], scores[len(named) :], strict=True)]
    return TermSwap(
        int(number), int(term["sentence"]), str(term["text"]), wording, text, replaced.text,
        tuple((a, b) for a, b, _ in replaced.edits), tuple(replaced.spans()), pd.DataFrame(rows, columns=list(_COLUMNS)),
    )  # fmt: skip


def _scores(model: Scorer, questions: list[Target]) -> np.ndarray[Any, np.dtype[np.float64]]:
    if not questions:
        return np.empty(0)
    probabilities = model.score(questions)
    return np.asarray(probabilities[:, 2] - probabilities[:, 0])
