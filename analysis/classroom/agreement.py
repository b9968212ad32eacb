"""How far the coders of an article agree with each other: by variable, by coder, by sentence.

Agreement is no truth: a class can agree and be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.classroom.agreement_says import apart_says, size_says, variable_says, verdict
from analysis.classroom.alpha import interval, krippendorff_alpha, percent_agreement
from analysis.classroom.coders import OF_WHOLE, UNSURE, WORDS, ClassCoding, show
from analysis.classroom.units import Units, units_of
from analysis.intervals import DRAWS, FEW_SENTENCES

if TYPE_CHECKING:
    from numpy.typing import NDArray

APART_DEVIATIONS, APART_SHARE = 3.0, 0.1
"""A coder stands apart who agrees with the rest less than the median coder by more than this many scaled median absolute deviations
(Leys and others 2013, "Detecting outliers", Journal of Experimental Social Psychology 49:4) and by more than this share, our own convention."""

AS_A_WHOLE = "(the article as a whole)"


@dataclass(frozen=True, eq=False)
class Agreement:
    """How well the coders agree.

    summary: one row a variable: variable, level (nominal or ordinal), coders and sentences (with at least two answers), answers, agreement
    (percent agreement: the share of pairs of coders with the same answer, 0 to 1), alpha (at most 1; 0 is chance), low and high (95 %
    bootstrap over sentences), verdict (in words).  The units of ``loaded words`` are words: marked or not marked.  Those of ``roles`` are the sides,
    those of ``frames`` the five frames; they are read off one article, so there ``sentences`` is missing and there is no interval.

    by_coder: one row a coder: coder, sentences (answered), one column a variable, its agreement with all others (share of pairs, 0 to 1),
    and apart, a tuple of the variables in which the coder stands apart from the rest (see ``APART_SHARE``).  For loaded words it is the
    positive agreement, 2 x marked by both / (marked by one + marked by the other): most words are marked by nobody, and agreeing on those is
    no merit (Hripcsak and Rothschild 2005, "Agreement, the F-measure, and reliability in information retrieval", JAMIA 12:3).

    by_sentence: one row a sentence and variable (voice, stance, harm), and one a question on the article as a whole (``role: SIDE``,
    ``frame: NAME``; sentence missing): sentence, variable, answers, disagreement (share of pairs with different answers), said (how often each value
    was given), majority (see ``Units.majority``), text; most divided first.
    """

    summary: pd.DataFrame
    by_coder: pd.DataFrame
    by_sentence: pd.DataFrame
    coders: int
    sentences: int
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def in_words(self) -> tuple[str, ...]:
        """What the tables say, in plain sentences."""
        if not self.coders:
            return ("There are no coders, so there is no agreement to measure.",)
        if self.coders == 1:
            return ("There is one coder. Agreement needs at least two who coded the same sentences.",)
        return (*(variable_says(row) for row in self.summary.itertuples()), *size_says(self), *apart_says(self.by_coder))

    def divided(self, most: int = 10) -> pd.DataFrame:
        """Return the sentences and variables, or questions on the whole article, that divide the class most."""
        return self.by_sentence[self.by_sentence.disagreement > 0].head(most).reset_index(drop=True)

    def _repr_html_(self) -> str:
        return show(self.in_words, [("Agreement by variable", self.summary)])


def measure_agreement(coding: ClassCoding, *, seed: int = 0, draws: int = DRAWS) -> Agreement:
    """Measure how far the coders agree on voice, stance and loaded words; on harm, roles and frames where they answered them.

    All are nominal but stance, which is ordinal, so that negative against positive weighs more than against neutral.  "Not
    mentioned or unsure" counts as missing.  Loaded words are compared word by word, marked or not, among coders who answered anything about
    the sentence: a mark that is one word longer is a small disagreement.  seed and draws: of the bootstrap.
    """
    random = np.random.default_rng(seed)
    every = [units_of(coding, variable) for variable in coding.variables]
    summary = pd.DataFrame([_summary_row(units, draws, random) for units in every]).astype({"sentences": "Int64"})
    by_coder = coding.coders[["coder", "sentences"]].assign(**{units.variable: with_the_rest(units) for units in every})
    by_coder["apart"] = _apart(by_coder, every)
    by_sentence = _by_sentence(coding, [units for units in every if units.variable != WORDS])
    return Agreement(summary, by_coder, by_sentence, len(coding.coders), len(coding.sentences), {"seed": seed, "draws": draws})


def _summary_row(units: Units, draws: int, random: np.random.Generator) -> dict[str, Any]:
    counts = units.counts
    pairable = counts.sum(axis=1) > 1
    alpha = krippendorff_alpha(counts, units.level)
    low, high, undefined = (float("nan"), float("nan"), 0.0) if np.isnan(alpha) else interval(units, draws, random)
    used = np.flatnonzero((units.coded[pairable] >= 0).any(axis=0))
    return {
        "variable": units.variable, "level": units.level, "coders": len(used),
        "sentences": None if units.variable in OF_WHOLE else len(np.unique(units.sentence[pairable])),
        "answers": int(counts[pairable].sum()), "agreement": percent_agreement(counts), "alpha": alpha, "low": low, "high": high,
        "verdict": verdict(counts[pairable], units.values, alpha, (low, high, undefined), of_whole=units.variable in OF_WHOLE),
    }  # fmt: skip


def with_the_rest(units: Units) -> list[float]:
    """Return each coder's agreement with all others: the share of pairs with the same value; for words, of marks alone."""
    counts = units.counts
    total = counts.sum(axis=1)
    found = []
    for own in units.coded.T:
        read = own >= 0
        if units.variable == WORDS:
            marked = counts[read, 1] - (own[read] == 1)  # by the others
            both = int(marked[own[read] == 1].sum())
            either = int(((own[read] == 1) * (total[read] - 1) + marked).sum())
            found.append(2 * both / either if either else float("nan"))
            continue
        pairs = int((total[read] - 1).sum())
        same = int((counts[read, own[read]] - 1).sum())
        found.append(same / pairs if pairs else float("nan"))
    return found


def _apart(by_coder: pd.DataFrame, every: Sequence[Units]) -> list[tuple[str, ...]]:
    """Name for each coder the variables in which it agrees with the rest far less than the median coder does."""
    apart: list[list[str]] = [[] for _ in range(len(by_coder))]
    for units in every:
        shares = by_coder[units.variable].to_numpy(dtype=float)
        answered = np.array([len(np.unique(units.sentence[own >= 0])) for own in units.coded.T], dtype=int)  # the whole article is one
        judged = ~np.isnan(shares) & (answered >= FEW_SENTENCES)
        if judged.sum() < 3:
            continue
        middle = float(np.median(shares[judged]))
        spread = 1.4826 * float(np.median(np.abs(shares[judged] - middle)))
        for i in np.flatnonzero(judged & (middle - shares > max(APART_DEVIATIONS * spread, APART_SHARE))):
            apart[i].append(units.variable)
    return [tuple(names) for names in apart]


def _by_sentence(coding: ClassCoding, every: Iterable[Units]) -> pd.DataFrame:
    text = dict(zip(coding.sentences.sentence, coding.sentences.text, strict=True))
    rows = []
    for units in every:
        whole = units.variable in OF_WHOLE
        asked = coding.questions(units.variable) if whole else (units.variable,) * len(units.sentence)
        for number, name, counts, unsure, majority in zip(units.sentence, asked, units.counts, units.unsure, units.majority, strict=True):
            told = AS_A_WHOLE if whole else str(text[number])
            disagreement = 1 - percent_agreement(counts[np.newaxis])
            place = None if whole else int(number)
            rows.append((place, name, int(counts.sum()), disagreement, _said(counts, unsure, units.values), majority, told))
    frame = pd.DataFrame(rows, columns=["sentence", "variable", "answers", "disagreement", "said", "majority", "text"]).astype({"sentence": "Int64"})
    frame["majority"] = pd.Series([row[5] for row in rows], dtype=object)  # None stays None
    return frame.sort_values(["disagreement", "sentence"], ascending=[False, True], kind="stable", ignore_index=True)


def _said(counts: NDArray[np.int64], unsure: int, values: Sequence[str]) -> str:
    """Return how often each value was given, the most frequent first, such as ``direct 8, mixed 3``."""
    said = [(values[i], int(counts[i])) for i in np.argsort(-counts, kind="stable")] + [(UNSURE, int(unsure))]
    return ", ".join(f"{value} {count}" for value, count in said if count)
