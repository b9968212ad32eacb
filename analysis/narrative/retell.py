"""Tell an action in its other form, "Azerbaijan shelled its positions" as "its positions were shelled", and score the sentence again.

The rule is that of school grammars: the object becomes the subject, "be" takes tense and number, the verb its participle, and the one who acts
follows
"by" or is left out; and back again.  Only verbs whose subject, helpers and object the sentence names in this order are turned; the rest of it stays
as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.narrative.arguments import phrase_of
from analysis.narrative.predicates import doer_by, is_passive, is_relative
from analysis.stance.stance import with_answers
from analysis.templates import render, signed
from analysis.terms.about import mentions_by_sentence
from analysis.terms.changes import change_in_words
from analysis.terms.forms import inflect
from analysis.who.grammar import children, has

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from analysis.reading.parse import Parsed
    from analysis.stance.scorer import Scorer, Target

WITH, WITHOUT = "with the one who acts", "without the one who acts"
_OBJECT_FORM = {"i": "me", "he": "him", "she": "her", "we": "us", "they": "them", "who": "whom"}
_SUBJECT_FORM = {new: old for old, new in _OBJECT_FORM.items()} | {"me": "I"}
_COLUMNS = ("form", "side", "mention", "before", "after", "change")


class RetellError(ValueError):
    """An action cannot be told in another form; the message says why, and which can."""


@dataclass(frozen=True)
class _Piece:
    """A stretch of the new sentence: old words from ``start`` to ``end`` (characters in the sentence), or new ones in their place."""

    text: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True)
class Retelling:
    """The sentence in one other form; ``form`` says whether it names the one who acts."""

    form: str
    text: str
    pieces: tuple[_Piece, ...]

    def moved(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the words of the old sentence from ``start`` to ``end`` stand in the new one; None where they are left out."""
        at = 0
        for piece in self.pieces:
            if piece.start <= start and end <= piece.end:
                same = len(piece.text) == piece.end - piece.start
                return (at + start - piece.start, at + end - piece.start) if same else (at, at + len(piece.text))
            at += len(piece.text)
        return None


@dataclass(frozen=True, eq=False)
class Retold:
    """An action in its other forms, and the score towards each mention of a side before and after.

    number: of the action, from 1.  before: the sentence as written.  after: the other forms.  scores: one row a form and mention that it keeps: form,
    side, mention, before and after (p_pos - p_neg, -1 to 1), change (after - before).
    """

    number: int
    sentence: int
    before: str
    after: tuple[Retelling, ...]
    scores: pd.DataFrame

    def _repr_html_(self) -> str:
        told = [(one.form, one.text, [_as_row(row) for row in self.scores.itertuples() if row.form == one.form]) for one in self.after]
        return render("retold.html.j2", sentence=self.sentence, before=self.before, told=told)


def _as_row(row: object) -> tuple[str, ...]:
    side, mention, before, after, change = (getattr(row, name) for name in _COLUMNS[1:])
    return side, mention, signed(before), signed(after), change_in_words(change)


def retell_action(parsed: Parsed, actions: pd.DataFrame, mentions: pd.DataFrame, number: int, model: Scorer) -> Retold:
    """Tell action ``number`` (from 1, in the order of the table) in its other forms, and score every mention of its sentence that stays.

    Raises IndexError for a number there is not, and RetellError where the action has no other form.
    """
    if isinstance(number, bool) or not isinstance(number, (int, np.integer)) or not 1 <= number <= len(actions):
        there = (
            f"the actions are numbered from 1 to {len(actions)}, in the order of `framing.actions`" if len(actions) else "this article has no action"
        )
        raise IndexError(f"there is no action {number!r}; {there}")
    action = actions.iloc[number - 1]
    sentence = int(action["sentence"])
    low, text = int(parsed.sentences["start"].iloc[sentence - 1]), str(parsed.sentences["text"].iloc[sentence - 1])
    forms = other_forms(parsed.tokens(int(action["start"]), int(action["end"])), text, low)
    if not forms:
        turned = 'an active verb with its subject and object, or a passive one with "by"'
        raise RetellError(f"action {number}, {action['text']!r} in sentence {sentence}, has no other form; choose {turned}")
    answer = with_answers(parsed.sentences, {sentence: text})[sentence].removeprefix(text)
    named = [(a - low, b - low, side) for a, b, side in mentions_by_sentence(mentions).get(sentence, [])]
    kept = [(form, side, (a, b), span) for form in forms for a, b, side in named if (span := form.moved(a, b))]
    questions: list[Target] = [(text + answer, *was) for _, _, was, _ in kept] + [(form.text + answer, *now) for form, _, _, now in kept]
    probabilities = model.score(questions) if questions else np.empty((0, 3))
    scores = probabilities[:, 2] - probabilities[:, 0]
    rows = [
        (form.form, side, text[slice(*was)], before, after, after - before)
        for (form, side, was, _), before, after in zip(kept, scores[: len(kept)], scores[len(kept) :], strict=True)
    ]
    return Retold(int(number), sentence, text, forms, pd.DataFrame(rows, columns=list(_COLUMNS)))


def can_be_retold(words: Sequence[Token]) -> bool:
    """Say whether an action, given by the words of its predicate, has another form."""
    verb = next((word for word in words if word.pos_ == "VERB"), None)
    return verb is not None and _parts(verb) is not None


def other_forms(words: Sequence[Token], text: str, low: int = 0) -> tuple[Retelling, ...]:
    """Return the sentence in the other forms of an action; () where it has none.

    words: of the predicate.  text: the sentence; low: where it begins in the article.
    """
    verb = next((word for word in words if word.pos_ == "VERB"), None)
    found = _parts(verb) if verb is not None else None
    if verb is None or found is None:
        return ()
    subject, helpers, goal, by = found
    last = _last_of(verb)
    head, tail = text[: subject.start_char - low], (subject.end_char - low, len(text))
    middle = _Piece(text[subject.end_char - low : (helpers or [verb])[0].idx - low], subject.end_char - low, (helpers or [verb])[0].idx - low)
    opens = not any(letter.isalnum() for letter in head)
    if by is None:
        new_subject, rest = _as_subject(goal, text, low, opens), goal.end_char - low
        between = text[last.idx + len(last) - low : goal.start_char - low]
        verb_words = _passive(verb, helpers, goal) + (f" {last.text}" if last != verb else "")
        start = (_Piece(head, 0, len(head)), new_subject, middle, _Piece(verb_words + (between.rstrip() if between.strip() else "")))
        doer = _as_object(subject, text, low)
        end = _Piece(text[rest:], rest, tail[1])
        named, unnamed = (*start, _Piece(" by "), doer, end), (*start, end)
        return tuple(Retelling(form, "".join(one.text for one in pieces), pieces) for form, pieces in ((WITH, named), (WITHOUT, unnamed)))
    agent = by
    new_subject, after = _as_subject(agent, text, low, opens), last.idx + len(last) - low
    preposition = agent.root.head
    before_by = _Piece(text[after : preposition.idx - low].rstrip(), after, len(text[: preposition.idx - low].rstrip()))
    verb_words = _active(verb, helpers, agent) + (f" {last.text}" if last != verb else "")
    pieces = (
        _Piece(head, 0, len(head)), new_subject, middle, _Piece(f"{verb_words} "), _as_object(subject, text, low), before_by,
        _Piece(text[agent.end_char - low :], agent.end_char - low, len(text)),
    )  # fmt: skip
    return (Retelling(WITH, "".join(one.text for one in pieces), pieces),)


# ---- what there is


def _parts(verb: Token) -> tuple[Span, list[Token], Span, Span | None] | None:
    """Return subject, helpers, object (in a passive the subject again) and "by" phrase (None in an active form); None where nothing can be turned."""
    helpers = sorted((one for one in children(verb, "aux", "auxpass") if one.i < verb.i), key=lambda one: one.i)
    if any(one.tag_ == "TO" for one in helpers) or has(verb, "ccomp", "dative", "oprd") or verb.dep_ == "amod":
        return None
    if is_passive(verb):
        subject, doer = next(children(verb, "nsubjpass"), None), doer_by(verb)
        if subject is None or doer is None or is_relative(subject) or doer.head.head != verb or not helpers:
            return None
        return phrase_of(subject), helpers, phrase_of(subject), phrase_of(doer)
    subject, goal = next(children(verb, "nsubj"), None), next(children(verb, "dobj"), None)
    joined = any(one.pos_ == "VERB" for one in children(verb, "conj")) or (verb.dep_ == "conj" and not has(verb, "nsubj"))
    if subject is None or goal is None or joined or is_relative(subject) or _turns_on_itself(goal) or (verb.tag_ == "VBG" and not helpers):
        return None
    named, done_to = phrase_of(subject), phrase_of(goal)
    in_order = named.end <= verb.i < done_to.start and all(named.end <= one.i for one in helpers)
    return (named, helpers, done_to, None) if in_order else None


def _turns_on_itself(goal: Token) -> bool:
    """Say whether an object cannot be a subject: "itself", "each other", "what"."""
    return goal.lower_.endswith(("self", "selves")) or goal.lower_ in ("other", "another", "what", "which", "that", "so")


def _last_of(verb: Token) -> Token:
    """Return the last word of a verb: itself, or its particle where that follows at once."""
    return next((one for one in children(verb, "prt") if one.i == verb.i + 1), verb)


# ---- what it becomes


def _as_subject(phrase: Span, text: str, low: int, opens: bool) -> _Piece:
    start, end = phrase.start_char - low, phrase.end_char - low
    words = _SUBJECT_FORM.get(phrase.text.lower(), text[start:end])
    return _Piece(words[0].upper() + words[1:] if opens else words, start, end)


def _as_object(phrase: Span, text: str, low: int) -> _Piece:
    start, end = phrase.start_char - low, phrase.end_char - low
    words = _OBJECT_FORM.get(phrase.text.lower(), text[start:end])
    first = phrase[0]
    keeps = first.pos_ == "PROPN" or first.ent_type_ in ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "DATE") or first.text[:2].isupper()
    return _Piece(words if keeps else words[0].lower() + words[1:], start, end)


def _passive(verb: Token, helpers: Sequence[Token], goal: Span) -> str:
    """Return the verb in the passive, in the tense it has, agreeing with its new subject."""
    participle = inflect(verb.lemma_, "participle")
    many, person = _is_many(goal), goal.text.lower()
    words = [one.text for one in helpers]
    between = [one.text for one in verb.lefts if one.dep_ in ("advmod", "neg") and helpers and one.i > helpers[0].i]
    if not helpers:
        return f"{_be(verb.tag_ == 'VBD', many, person)} {participle}"
    first = helpers[0]
    low = first.lower_
    if first.lemma_ == "do":
        return " ".join([_be(low == "did", many, person), *_spelled(between), participle])
    if low in ("is", "are", "am", "was", "were", "’s", "'s") and len(helpers) == 1:
        return " ".join([_be(low in ("was", "were"), many, person), *_spelled(between), "being", participle])
    if low in ("has", "have", "had", "’s", "'s", "’ve", "'ve") and len(helpers) == 1:
        return " ".join(["had" if low == "had" else "have" if many or person in ("i", "you") else "has", *_spelled(between), "been", participle])
    rest = "being" if verb.tag_ == "VBG" else "been" if any(one.lemma_ == "have" for one in helpers[1:]) else "be"
    return " ".join([words[0], *_spelled(between), *words[1:], rest, participle])


def _active(verb: Token, helpers: Sequence[Token], agent: Span) -> str:
    """Return a passive verb in the active form, in the tense it has, agreeing with its new subject."""
    between = [one.text for one in verb.lefts if one.dep_ in ("advmod", "neg") and helpers and one.i > helpers[0].i]
    many, person = _is_many(agent) or agent.text.lower() in ("i", "me", "you"), agent.text.lower()
    first, low = helpers[0], helpers[0].lower_
    if first.dep_ == "auxpass":
        past = low in ("was", "were", "got")
        if any(one.lower_ in ("not", "n't", "n’t") for one in verb.lefts):
            return " ".join(["did" if past else "do" if many else "does", *_spelled(between), verb.lemma_])
        return " ".join([*between, inflect(verb.lemma_, "past") if past else inflect(verb.lemma_, "base" if many else "s")])
    if first.lemma_ == "have":
        return " ".join(["had" if low == "had" else "have" if many else "has", *_spelled(between), inflect(verb.lemma_, "participle")])
    if first.lemma_ == "be":
        return " ".join([_be(low in ("was", "were"), _is_many(agent), person), *_spelled(between), inflect(verb.lemma_, "ing")])
    perfect = any(one.lemma_ == "have" for one in helpers)
    return " ".join([first.text, *_spelled(between), *(["have", inflect(verb.lemma_, "participle")] if perfect else [verb.lemma_])])


def _spelled(words: Sequence[str]) -> list[str]:
    """Return helpers' companions as words of their own: "not" for "n't"."""
    return ["not" if one.lower() in ("n't", "n’t") else one for one in words]


def _be(past: bool, many: bool, person: str) -> str:
    if person in ("i", "me"):
        return "was" if past else "am"
    many = many or person in ("you", "we", "they", "us", "them")
    return ("were" if many else "was") if past else ("are" if many else "is")


def _is_many(phrase: Span) -> bool:
    root = phrase.root
    return (
        root.tag_ in ("NNS", "NNPS")
        or root.lower_ in ("they", "we", "these", "those", "them", "us")
        or any(one.dep_ == "conj" and phrase.start <= one.i < phrase.end for one in root.rights)
        or (root.pos_ == "NUM" and root.lower_ != "one")
    )
