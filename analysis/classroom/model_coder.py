"""The model as one more coder: its answers in the words of the code book, beside those of the class.

A difference is a sentence to read again.  The class is no answer key, nor is the model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.classroom.agreement import AS_A_WHOLE, with_the_rest
from analysis.classroom.agreement_says import variable_name
from analysis.classroom.alpha import krippendorff_alpha
from analysis.classroom.coders import OF_WHOLE, STANCE, UNSURE, VALUES, VOICE, WORDS, ClassCoding, make_class, show, words_between, words_of
from analysis.classroom.model_narrative import narrative_answers
from analysis.classroom.units import SILENT, Units, units_of
from analysis.stance.stance import LABELS
from analysis.templates import counted
from analysis.voices.voices import voice_parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.framing import Framing

MODEL = "the model"


@dataclass(frozen=True, eq=False)
class ModelComparison:
    """The model beside the class.

    table: one row a sentence and variable (voice, stance, harm), or a question on the article as a whole (sentence missing), that either answered:
    sentence, variable, answers (of coders, "not mentioned or unsure" among them), majority (see ``Units.majority``), share (of the answers that are
    the most frequent value), model (missing where its call is too close, or it finds no mention of the side), same (true, false, or missing where
    one of the two is), text.
    summary: one row a variable: variable, compared (sentences, or questions on the article as a whole, in which both have an answer; for
    loaded words, words that one of the two marked), same, share (same / compared), model and median (agreement of the model, and of the median
    coder, with all coders, as in ``Agreement.by_coder``, over the units that the model answered), alpha (of the class) and alpha_with (with the
    model as one more coder).
    coding: the model's answers, as a class of one coder.  notes: sides that only one of the two knows.  coders: how many the class has.
    """

    table: pd.DataFrame
    summary: pd.DataFrame
    coding: ClassCoding
    close_calls: int = 0
    notes: tuple[str, ...] = ()
    coders: int = 0

    @property
    def differences(self) -> pd.DataFrame:
        """The sentences and variables in which the model does not say what the majority says, the clearest majority first."""
        part = self.table[self.table.majority.notna() & (self.table.majority != self.table.model)]
        return part.sort_values(["share", "sentence"], ascending=[False, True], kind="stable", ignore_index=True)

    @property
    def in_words(self) -> tuple[str, ...]:
        """What the tables say, in plain sentences."""
        items = [_model_says(row, alone=self.coders == 1) for row in self.summary.itertuples() if row.compared]
        who = "coder" if self.coders == 1 else "class"
        if not items:
            return (f"There is nothing that both the {who} and the model answered.",)
        if self.close_calls:
            are, they = ("is", "it counts") if self.close_calls == 1 else ("are", "they count")
            items.append(f"{counted(self.close_calls, 'answer')} of the model on stance {are} too close to call, so {they} as missing.")
        items.append(
            f"A difference is a sentence to read again. It does not say which of the two is right: neither the {who} nor the model is an answer key."
        )
        return tuple(items)

    def _repr_html_(self) -> str:
        if self.coders != 1:
            return show(self.in_words, [("The model beside the class", self.summary)], warnings=self.notes)
        compared = self.summary.loc[self.summary.compared > 0, ["variable", "compared", "same", "share"]]  # one coder has nobody to agree with
        return show(self.in_words, [("The model beside the coder", compared)], warnings=self.notes)


def model_answers(framing: Framing, sides: Sequence[str] | None = None) -> ClassCoding:
    """Return what the model says of each sentence, as a class of one coder called ``the model``.

    Voice: the kind that holds most words of the sentence, the words of speaker and cue ("the ministry said") not counted, as the code book
    has it; at a tie the source's.  Stance: the probabilities of all mentions of the side in the sentence, averaged; the likeliest class, or
    ``UNSURE`` where it stays below the model's published threshold for close calls (none for a model without one).  A side that is not
    mentioned has no answer.  Loaded words: those of ``framing.terms``, by list and model.  Harm, roles and frames: as in ``narrative_answers``.
    sides: those the class was asked about; None: those of the framing.
    """
    asked = tuple(framing.sides if sides is None else sides)
    answers = [(MODEL, number, VOICE, kind) for number, kind in _voice_of_most_words(framing)]
    threshold = framing.provenance.get("models", {}).get("stance", {}).get("close_call") or 0.0
    for (number, side), mean in framing.stance.groupby(["sentence", "side"])[["p_neg", "p_neu", "p_pos"]].mean().iterrows():
        if side in asked:
            best = int(np.argmax(mean.to_numpy()))
            answers.append((MODEL, int(number), STANCE + side, LABELS[best] if mean.iloc[best] >= threshold else UNSURE))
    answers += [(MODEL, *answer) for answer in narrative_answers(framing, asked)]
    marks = [(MODEL, int(row.sentence), int(row.start), int(row.end), str(row.text)) for row in framing.terms.itertuples()]
    coder = (MODEL, "", "", len(framing.sentences), len(framing.sentences), len(marks))
    return make_class(framing.sentences, asked, coders=[coder], answers=answers, marks=marks)


def _voice_of_most_words(framing: Framing) -> Iterator[tuple[int, str]]:
    """Return the voice that holds most words of each sentence."""
    narrator, *kinds = VALUES[VOICE]
    words = words_of(framing.sentences)
    content = np.ones(len(words), dtype=bool)
    for part in ("speaker", "cue"):
        for start, end in framing.voices[[f"{part}_start", f"{part}_end"]].dropna().itertuples(index=False):
            content[words_between(words, int(start), int(end))] = False
    words = words[content]
    parts = voice_parts(framing.sentences, framing.voices).sort_values("start", kind="stable")
    place = np.searchsorted(parts.start.to_numpy(), words.start.to_numpy(), side="right") - 1
    spoken = parts.kind.where(parts.voice == "source", narrator).to_numpy()[place]
    held = words.assign(kind=spoken).groupby(["sentence", "kind"]).size()
    for number in framing.sentences.sentence:
        yield int(number), max((*kinds, narrator), key=lambda kind: held.get((number, kind), 0))


def compare_model(coding: ClassCoding, framing: Framing) -> ModelComparison:
    """Set the model beside the class as one more coder, and its answers against those of the majority.

    framing: of the same article; see ``model_answers`` for what counts as its answer.  Raises ValueError where the sentences differ, and where
    a coder is called ``the model``.
    """
    model = model_answers(framing, coding.sides)
    joined = coding.joined(model)
    rows: list[tuple[Any, ...]] = []
    summary: list[dict[str, Any]] = []
    for variable in coding.variables:
        units, every = units_of(coding, variable), units_of(joined, variable)
        own = every.coded[:, -1]
        if variable == WORDS:
            coders = units.counts.sum(axis=1)
            by_class, by_model = units.counts[:, 1] * 2 > coders, (own == 1) & (coders > 0)
            compared, same = int((by_class | by_model).sum()), int((by_class & by_model).sum())
        else:
            here = _beside_majority(coding, units, own)
            rows += here
            compared, same = sum(row[6] is not None for row in here), sum(row[6] is True for row in here)
        answered = replace(units, coded=np.where((own >= 0)[:, None], units.coded, SILENT))  # the hard sentences count for both or for neither
        alone, beside = with_the_rest(answered), with_the_rest(every)
        summary.append({
            "variable": variable, "compared": compared, "same": same, "share": same / compared if compared else float("nan"),
            "model": beside[-1], "median": _median(alone), "alpha": krippendorff_alpha(units.counts, units.level),
            "alpha_with": krippendorff_alpha(every.counts, every.level),
        })  # fmt: skip
    columns = ["sentence", "variable", "answers", "majority", "share", "model", "same", "text"]
    table = pd.DataFrame(rows, columns=columns).astype({"sentence": "Int64"})
    for place in (3, 5, 6):  # None stays None
        table[columns[place]] = pd.Series([row[place] for row in rows], dtype=object)
    close = int((model.answers.value == UNSURE).sum())
    return ModelComparison(table, pd.DataFrame(summary), model, close, _side_notes(coding.sides, tuple(framing.sides)), len(coding.coders))


def _beside_majority(coding: ClassCoding, units: Units, own: NDArray[np.int8]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    if units.variable in OF_WHOLE:
        asked = coding.questions(units.variable)
        places: list[tuple[int | None, str, str]] = [(None, question, AS_A_WHOLE) for question in asked]
    else:
        every = zip(coding.sentences.sentence, coding.sentences.text, strict=True)
        places = [(int(number), units.variable, str(text)) for number, text in every]
    for (number, question, text), counts, unsure, majority, answer in zip(places, units.counts, units.unsure, units.majority, own, strict=True):
        said = int(counts.sum() + unsure)
        if not said and answer < 0:
            continue
        model = units.values[answer] if answer >= 0 else None
        share = float(counts.max() / said) if said else float("nan")
        same = None if majority is None or model is None else majority == model
        rows.append((number, question, said, majority, share, model, same, text))
    return rows


def _median(values: Sequence[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.median(known)) if known else float("nan")


def _side_notes(coded: Sequence[str], found: Sequence[str]) -> tuple[str, ...]:
    notes = [f"The class was asked about {side}; the program did not find that side in this article." for side in coded if side not in found]
    if coded:
        notes += [f"The program found {side}; the class was not asked about it." for side in found if side not in coded]
    return tuple(notes)


def _model_says(row: Any, *, alone: bool) -> str:
    name = variable_name(row.variable)
    if row.variable == WORDS:
        both = f"{row.same} {'is' if row.same == 1 else 'are'} marked by both"
        who = "the coder" if alone else "most coders"
        text = f"{name}: of {counted(row.compared, 'word')} marked by {who} or by the program, {both}"
        beside = f"Its marks and those of single coders overlap by {row.model:.0%}; the median coder’s do by {row.median:.0%}."
    else:
        where = f"{row.same} of {counted(row.compared, 'question' if row.variable in OF_WHOLE else 'sentence')} ({row.share:.0%})"
        text = f"{name}: the model gives the {'coder' if alone else 'majority'}’s answer in {where}"
        beside = f"It agrees with single coders in {row.model:.0%} of the cases; the median coder does so in {row.median:.0%}."
    return f"{text}." if np.isnan(row.model) or np.isnan(row.median) else f"{text}. {beside}"
