"""How far the coders of an article agree with each other: by variable, by coder, by sentence, by word.

Agreement beyond chance is Krippendorff's alpha: 1 - observed / expected disagreement (Krippendorff 2004, "Reliability in content analysis:
some common misconceptions and recommendations", Human Communication Research 30:3).  It takes any number of coders and missing answers.
Agreement is no truth: a class can agree and be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from analysis.classroom.coders import STANCE, UNSURE, VALUES, WORDS, ClassCoding, show, words_between, words_of
from analysis.intervals import DRAWS, FEW_SENTENCES
from analysis.stance.stance import LABELS
from analysis.templates import clean, counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

Level = Literal["nominal", "ordinal"]


RELIABLE, TENTATIVE = 0.8, 0.667
"""Rely on variables from .800 on, draw tentative conclusions from .667 on: Krippendorff (2004), Content Analysis, 2nd edition, page 241."""
MOST_UNDEFINED, SOME_UNDEFINED = 0.5, 0.05
"""With more undefined draws than this there is no interval; with more than some, the verdict says how many.  Conventions of this suite."""
FEW_CODERS = 5
"""Below: the result says that each coder weighs heavily.  A convention of this suite."""
APART_DEVIATIONS, APART_SHARE = 3.0, 0.1
"""A coder stands apart who agrees with the rest less than the median coder by more than this many scaled median absolute deviations
(Leys and others 2013, "Detecting outliers", Journal of Experimental Social Psychology 49:4) and by more than this share, our own convention."""

# ---- what is compared ------------------------------------------------------------------------------------------------


SILENT, UNSURE_CODE = -1, -2


@dataclass(frozen=True, eq=False)
class Units:
    """One variable as a matrix: the units (sentences, or words), and what each coder said of each.

    sentence: of each unit, shape (units,).  coded: index into ``values``, shape (units, coders); below 0 where missing: ``SILENT``, or
    ``UNSURE_CODE`` where the coder said "not mentioned or unsure".
    """

    variable: str
    values: tuple[str, ...]
    sentence: NDArray[np.int64]
    coders: tuple[str, ...]
    coded: NDArray[np.int8]

    @property
    def level(self) -> Level:
        """Stance is ordinal, the others are nominal."""
        return "ordinal" if self.variable.startswith(STANCE) else "nominal"

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many coders gave each value to each unit, shape (units, values)."""
        return np.stack([(self.coded == value).sum(axis=1) for value in range(len(self.values))], axis=1)

    @property
    def unsure(self) -> NDArray[np.int64]:
        """How many coders said "not mentioned or unsure" of each unit, shape (units,)."""
        return np.asarray((self.coded == UNSURE_CODE).sum(axis=1), dtype=np.int64)

    @property
    def majority(self) -> list[str | None]:
        """The most frequent value of each unit; None without answers, at a tie, and where "not mentioned or unsure" is as frequent."""
        best = []
        for counts, unsure in zip(self.counts, self.unsure, strict=True):
            top = np.flatnonzero(counts == counts.max())
            best.append(self.values[int(top[0])] if counts.max() > unsure and len(top) == 1 else None)
        return best


def units_of(coding: ClassCoding, variable: str) -> Units:
    """Return one variable of a class as a matrix.  Raises ValueError for a variable that was not asked about."""
    if variable not in coding.variables:
        raise ValueError(f"there is no variable {variable!r}; the variables are {', '.join(coding.variables)}")
    coders = tuple(coding.coders.coder)
    column = {coder: i for i, coder in enumerate(coders)}
    values = VALUES.get(variable, LABELS)
    if variable == WORDS:
        return _word_units(coding, coders, column)
    row = {int(number): i for i, number in enumerate(coding.sentences.sentence)}
    code = {UNSURE: UNSURE_CODE} | {value: i for i, value in enumerate(values)}
    coded = np.full((len(row), len(coders)), SILENT, dtype=np.int8)
    for one in coding.answers[coding.answers.variable == variable].itertuples():
        coded[row[int(one.sentence)], column[one.coder]] = code[one.value]
    return Units(variable, values, coding.sentences.sentence.to_numpy(dtype=np.int64), coders, coded)


def _word_units(coding: ClassCoding, coders: tuple[str, ...], column: dict[str, int]) -> Units:
    """Return each word as a unit: marked, or not marked by a coder who answered anything about its sentence."""
    words = words_of(coding.sentences)
    sentence = words.sentence.to_numpy(dtype=np.int64)
    coded = np.full((len(words), len(coders)), SILENT, dtype=np.int8)
    read = pd.concat([coding.answers[["coder", "sentence"]], coding.marks[["coder", "sentence"]]]).drop_duplicates()
    for one in read.itertuples():
        first, last = np.searchsorted(sentence, [one.sentence, one.sentence + 1])
        coded[first:last, column[one.coder]] = 0
    for mark in coding.marks.itertuples():
        inside = np.arange(len(words))[words_between(words, mark.start, mark.end)]
        coded[inside[sentence[inside] == mark.sentence], column[mark.coder]] = 1
    return Units(WORDS, VALUES[WORDS], sentence, coders, coded)


def krippendorff_alpha(counts: NDArray[np.int64], level: Level) -> float:
    """Return Krippendorff's alpha; missing where it is undefined: no unit with two answers, or the same answer everywhere.

    counts: how many coders gave each value to each unit, shape (units, values), the values in order; see ``Units.counts``.
    """
    import krippendorff

    pairable = counts[counts.sum(axis=1) > 1]
    if np.count_nonzero(pairable.sum(axis=0)) < 2:
        return float("nan")
    return float(krippendorff.alpha(value_counts=pairable, level_of_measurement=level))


def percent_agreement(counts: NDArray[np.int64]) -> float:
    """Return the share of pairs of coders that gave a unit the same value, over all units; missing where there is no pair."""
    total = counts.sum(axis=1)
    pairs = int((total * (total - 1)).sum())
    return float((counts * (counts - 1)).sum() / pairs) if pairs else float("nan")


def _interval(units: Units, draws: int, random: np.random.Generator) -> tuple[float, float, float]:
    """Return the 95 % percentile bootstrap of alpha over sentences, low and high, and the share of draws in which alpha is undefined.

    Low and high are missing below ``FEW_SENTENCES``, and where most draws are undefined; the others are left out.

    Whole sentences are drawn, with all their words, as words of one sentence are no independent units.  Zapf and others (2016), "Measuring
    inter-rater reliability for nominal data", BMC Medical Research Methodology 16:93, found this closer to its nominal level than
    Krippendorff's own draws from pairs.
    """
    counts = units.counts
    pairable = counts.sum(axis=1) > 1
    counts, sentence = counts[pairable], units.sentence[pairable]
    rows = [np.flatnonzero(sentence == number) for number in np.unique(sentence)]
    if len(rows) < FEW_SENTENCES:
        return float("nan"), float("nan"), 0.0
    drawn = random.integers(0, len(rows), (draws, len(rows)))
    alphas = [krippendorff_alpha(counts[np.concatenate([rows[i] for i in one])], units.level) for one in drawn]
    kept = np.array(alphas)[~np.isnan(alphas)]
    undefined = 1 - len(kept) / draws
    if undefined > MOST_UNDEFINED:
        return float("nan"), float("nan"), undefined
    low, high = np.percentile(kept, [2.5, 97.5])
    return float(low), float(high), undefined


# ---- agreement of the class ------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Agreement:
    """How far the coders agree.

    summary: one row a variable: variable, level (nominal or ordinal), coders and sentences (with at least two answers), answers, agreement
    (percent agreement: the share of pairs of coders with the same answer, 0 to 1), alpha (at most 1; 0 is chance), low and high (95 %
    bootstrap over sentences), verdict (in words).  The units of ``loaded words`` are words: marked or not marked.

    by_coder: one row a coder: coder, sentences (answered), one column a variable, its agreement with all others (share of pairs, 0 to 1),
    and apart, a tuple of the variables in which the coder stands apart from the rest (see ``APART_SHARE``).  For loaded words it is the
    positive agreement, 2 x marked by both / (marked by one + marked by the other): most words are marked by nobody, and agreeing on those is
    no merit (Hripcsak and Rothschild 2005, "Agreement, the F-measure, and reliability in information retrieval", JAMIA 12:3).

    by_sentence: one row a sentence and variable (voice, stance): sentence, variable, answers, disagreement (share of pairs with different
    answers), said (how often each value was given), majority (see ``Units.majority``), text; most divided first.
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
        return (*(_variable_says(row) for row in self.summary.itertuples()), *_size_says(self), *_apart_says(self.by_coder))

    def divided(self, most: int = 10) -> pd.DataFrame:
        """Return the sentences and variables that divide the class most."""
        return self.by_sentence[self.by_sentence.disagreement > 0].head(most).reset_index(drop=True)

    def _repr_html_(self) -> str:
        return show(self.in_words, [("Agreement by variable", self.summary)])


def measure_agreement(coding: ClassCoding, *, seed: int = 0, draws: int = DRAWS) -> Agreement:
    """Measure how far the coders agree on voice, stance and loaded words.

    Voice and loaded words are nominal; stance is ordinal, so that negative against positive weighs more than against neutral.  "Not
    mentioned or unsure" counts as missing.  Loaded words are compared word by word, marked or not, among coders who answered anything about
    the sentence: a mark that is one word longer is a small disagreement.  seed and draws: of the bootstrap.
    """
    random = np.random.default_rng(seed)
    every = [units_of(coding, variable) for variable in coding.variables]
    summary = pd.DataFrame([_summary_row(units, draws, random) for units in every])
    by_coder = coding.coders[["coder", "sentences"]].assign(**{units.variable: with_the_rest(units) for units in every})
    by_coder["apart"] = _apart(by_coder, every)
    by_sentence = _by_sentence(coding, [units for units in every if units.variable != WORDS])
    return Agreement(summary, by_coder, by_sentence, len(coding.coders), len(coding.sentences), {"seed": seed, "draws": draws})


def _summary_row(units: Units, draws: int, random: np.random.Generator) -> dict[str, Any]:
    counts = units.counts
    pairable = counts.sum(axis=1) > 1
    alpha = krippendorff_alpha(counts, units.level)
    low, high, undefined = (float("nan"), float("nan"), 0.0) if np.isnan(alpha) else _interval(units, draws, random)
    used = np.flatnonzero((units.coded[pairable] >= 0).any(axis=0))
    return {
        "variable": units.variable, "level": units.level, "coders": len(used), "sentences": len(np.unique(units.sentence[pairable])),
        "answers": int(counts[pairable].sum()), "agreement": percent_agreement(counts), "alpha": alpha, "low": low, "high": high,
        "verdict": _verdict(counts[pairable], units.values, alpha, (low, high, undefined)),
    }  # fmt: skip


def _grade(alpha: float) -> str:
    return "reliable" if alpha >= RELIABLE else "tentative" if alpha >= TENTATIVE else "not reliable"


def _verdict(counts: NDArray[np.int64], values: Sequence[str], alpha: float, interval: tuple[float, float, float]) -> str:
    """Say what the value allows, and what else the interval leaves possible."""
    if not len(counts):
        return "not measured: no two coders answered the same sentence"
    if np.isnan(alpha):
        return f"undefined: every answer is “{values[int(counts.sum(axis=0).argmax())]}”, so there is nothing to tell agreement from chance"
    low, high, undefined = interval
    if np.isnan(low):
        return f"{_grade(alpha)}; no interval, since {'too few answers differ' if undefined else 'there are too few sentences'}"
    span = list(dict.fromkeys((_grade(low), _grade(high))))
    text = _grade(alpha) if len(span) == 1 else f"{_grade(alpha)}; the interval allows anything from {span[0]} to {span[1]}"
    return f"{text}; alpha is undefined in {undefined:.0%} of the draws" if undefined > SOME_UNDEFINED else text


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
        answered = np.array([len(np.unique(units.sentence[own >= 0])) for own in units.coded.T], dtype=int)
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
    rows = [
        (int(number), units.variable, int(counts.sum()), 1 - percent_agreement(counts[np.newaxis]), _said(counts, unsure, units.values), majority,
         str(text[number]))
        for units in every
        for number, counts, unsure, majority in zip(units.sentence, units.counts, units.unsure, units.majority, strict=True)
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["sentence", "variable", "answers", "disagreement", "said", "majority", "text"])
    frame["majority"] = pd.Series([row[5] for row in rows], dtype=object)  # None stays None
    return frame.sort_values(["disagreement", "sentence"], ascending=[False, True], kind="stable", ignore_index=True)


def _said(counts: NDArray[np.int64], unsure: int, values: Sequence[str]) -> str:
    """Return how often each value was given, the most frequent first, such as ``direct 8, mixed 3``."""
    said = [(values[i], int(counts[i])) for i in np.argsort(-counts, kind="stable")] + [(UNSURE, int(unsure))]
    return ", ".join(f"{value} {count}" for value, count in said if count)


# ---- what is mixed up with what --------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Confusion:
    """Which answers the coders mix up.

    coincidences: values x values; how often two coders of one unit gave these two values, each unit counting as often as it has answers
    (Krippendorff's coincidence matrix; symmetric).  shares: each row divided by its sum: when one coder says the row, another says the column.
    """

    variable: str
    coincidences: pd.DataFrame

    @property
    def shares(self) -> pd.DataFrame:
        """The coincidences of each row as shares of 1; missing in the row of a value that nobody gave."""
        return self.coincidences.div(self.coincidences.sum(axis=1).replace(0, np.nan), axis=0)

    @property
    def in_words(self) -> tuple[str, ...]:
        """Which two answers are mixed up most, in plain sentences."""
        table = self.coincidences.to_numpy()
        if not table.sum():
            return (f"No two coders answered the same sentence ({self.variable}), so nothing could be mixed up.",)
        apart = np.triu(table, 1)
        if not apart.sum():
            return (f"No two coders gave different answers ({self.variable}).",)
        first, second = (int(i) for i in np.unravel_index(apart.argmax(), apart.shape))
        names, shares = list(self.coincidences.index), self.shares.to_numpy()
        return (
            f"Most often mixed up ({self.variable}): {names[first]} and {names[second]}. Where one coder says {names[first]}, another says "
            f"{names[second]} in {shares[first, second]:.0%} of the cases; where one says {names[second]}, another says {names[first]} in "
            f"{shares[second, first]:.0%}.",
        )

    def _repr_html_(self) -> str:
        table = self.shares.rename_axis("one coder says").rename(columns=lambda value: f"another: {value}").reset_index()
        return show(self.in_words, [(f"Shares of each row, {self.variable}", table)])


def confusion(coding: ClassCoding, variable: str) -> Confusion:
    """Return which answers are mixed up.

    variable: one of ``coding.variables``, or ``stance`` for the stance towards all sides together.  Raises ValueError for another.
    """
    if variable == STANCE.strip(": "):
        every = [units_of(coding, one) for one in coding.variables if one.startswith(STANCE)]
        values: tuple[str, ...] = LABELS
    else:
        every = [units_of(coding, variable)]
        values = every[0].values
    table = np.zeros((len(values), len(values)))
    for units in every:
        counts = units.counts[units.counts.sum(axis=1) > 1].astype(float)
        weights = 1 / (counts.sum(axis=1) - 1)
        table += np.einsum("uv,uw,u->vw", counts, counts, weights) - np.diag((counts * weights[:, np.newaxis]).sum(axis=0))
    return Confusion(variable, pd.DataFrame(table, index=list(values), columns=list(values)))


def word_shares(coding: ClassCoding, terms: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return which share of the coders marked each word.

    terms: the table of loaded terms of a Framing; without it no word counts as listed.  Returns one row a word of the article: sentence, start,
    end, text, coders (who answered anything about the sentence), marked (by how many of them), share (missing without coders), listed.
    """
    words, counts = words_of(coding.sentences), units_of(coding, WORDS).counts
    coders = counts.sum(axis=1)
    listed = np.zeros(len(words), dtype=bool)
    for start, end in () if terms is None else zip(terms.start, terms.end, strict=True):
        listed[words_between(words, start, end)] = True
    share = np.divide(counts[:, 1], coders, out=np.full(len(words), np.nan), where=coders > 0)
    return words.assign(coders=coders, marked=counts[:, 1], share=share, listed=listed)


# ---- in plain sentences ----------------------------------------------------------------------------------------------


def coefficient(value: float) -> str:
    """Return alpha as papers print it: ``.71``, ``−.12``, ``1.00``; a dash where it is undefined."""
    if np.isnan(value):
        return "–"
    text = f"{abs(value):.2f}"
    return ("−" if value < 0 and float(text) else "") + (text[1:] if text.startswith("0") else text)


def variable_name(variable: str) -> str:
    """Return a variable as the start of a sentence: ``Stance towards Armenia``."""
    return f"Stance towards {clean(variable.removeprefix(STANCE))}" if variable.startswith(STANCE) else variable.capitalize()


def _variable_says(row: Any) -> str:
    name = variable_name(row.variable)
    if not row.answers:
        return f"{name}: {row.verdict}."
    where = f"{counted(row.coders, 'coder')}, {counted(row.sentences, 'sentence')}"
    same = "two coders treat a word alike, marked or not," if row.variable == WORDS else "two coders gave the same answer"
    same += f" in {row.agreement:.0%} of the cases"
    if np.isnan(row.alpha):
        return f"{name}: {same} ({where}). Alpha is {row.verdict}."
    spread = f" (between {coefficient(row.low)} and {coefficient(row.high)}; {where})" if not np.isnan(row.low) else f" ({where})"
    return f"{name}: {same}; alpha is {coefficient(row.alpha)}{spread}: {row.verdict}."


def _size_says(agreement: Agreement) -> list[str]:
    """Say what a class and a text of this size allow one to say."""
    items = []
    widths = (agreement.summary.high - agreement.summary.low).dropna()
    if len(widths):
        spread = f"{coefficient(widths.min())} to {coefficient(widths.max())}" if len(widths) > 1 else coefficient(widths.iloc[0])
        items.append(
            f"The intervals are {spread} wide. They say how far alpha could move with other sentences of this kind; half as wide would take about "
            f"four times as many sentences ({4 * agreement.sentences}). They do not say what other coders would have done."
        )
    if agreement.coders < FEW_CODERS:
        items.append(
            f"With {counted(agreement.coders, 'coder')}, each one’s reading weighs heavily: this is the agreement of these people, not of readers."
        )
    return items


def _apart_says(by_coder: pd.DataFrame) -> list[str]:
    """Name the coders who stand apart, with their agreement and that of the median coder."""
    said = []
    for row in by_coder[by_coder.apart.map(len) > 0].to_dict("records"):
        shares = [f"{clean(name)} {row[name]:.0%} (the median coder {by_coder[name].median():.0%})" for name in row["apart"]]
        said.append(f"{clean(row['coder'])} agrees with the rest far less than the others do: {'; '.join(shares)}.")
    if said:
        said.append("Who stands apart may have understood the code book differently, been careless, or been the one who read closely: ask.")
    return said
