"""Do the scores hang on the names?  Exchange the names of the sides, score every mention again, and compare.

A counterfactual audit: only the name changes, the role stays, so a score that moves was moved by the name.  After Kiritchenko and Mohammad
(2018), "Examining Gender and Race Bias in Two Hundred Sentiment Analysis Systems", *SEM, and Prabhakaran, Hutchinson and Mitchell (2019),
"Perturbation Sensitivity Analysis to Detect Unintended Model Biases", EMNLP.  How names are exchanged is in ``analysis.stance.names``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.edits import Edited
from analysis.intervals import bootstrap
from analysis.stance.names import Known, Place, exchange, find_places, known_sides, new_names, placeholder_sides
from analysis.stance.scorer import Scorer, Target
from analysis.stance.stance import LABELS, mention_targets, with_answers
from analysis.templates import counted, render, signed

if TYPE_CHECKING:
    from analysis.reading.parse import Parsed

NAMES, PLACEHOLDERS = "names exchanged", "placeholders"
RUNS = {NAMES: ("swapped", "change", "flipped"), PLACEHOLDERS: ("placeholder", "placeholder_change", "placeholder_flipped")}
"""Run -> its columns of score, change and flip in the table of an audit."""

STAND_INS = (
    "The model reads placeholders for the names of the countries it knows, so two countries that swap names get the same scores, or nearly. "
    "Other names, such as those of governments, parties and people, can still change a score. StanceModel(read_names=True) reads the names "
    "themselves."
)
"""Said of a model that is given stand-ins to read."""

_COLUMNS = (
    "sentence", "side", "start", "end", "text", "voice", "score", "swapped", "placeholder", "change", "placeholder_change", "flipped",
    "placeholder_flipped", "swapped_text", "label", "swapped_label", "placeholder_label", "named",
)  # fmt: skip
_SUMMARY = ("run", "mentions", "sentences", "change", "low", "high", "flips", "share")
_BY_SIDE = ("run", "side", "mentions", "change", "low", "high")
_SHOWN_FLIPS = 4


@dataclass(frozen=True, eq=False)
class SwapAudit:
    """What happened to the scores when the sides took each other's names.

    table: one row a mention of the stance table, in text order: sentence, side, start, end, text, voice as there; score (-1 to 1), swapped
    (with the names exchanged) and placeholder (with "Country A", "Country B"); change and placeholder_change, each new score - score, for the
    same role (-2 to 2); flipped and placeholder_flipped, whether the most likely class is another one; swapped_text, the sentence with the names
    exchanged; label, swapped_label, placeholder_label, the classes; named, whether the sentence names a side.  A mention in a sentence that
    names none cannot change: it is in the table, and not counted in the summaries.

    summary: one row a run: mentions, sentences, change (mean absolute change, 0 to 2) with low and high (95 % percentile bootstrap over
    sentences, 2,000 draws; missing below five sentences), flips and share (flips / mentions).  by_side: run, side, mentions, change (mean
    signed change: above 0, the role scores better under the other name), low, high.
    exchanged: name in the text -> the name put in its place.  notes: where no name of the same kind was known, and
    that the model reads stand-ins.  missing: why there is no result, "" where there is one.
    """

    table: pd.DataFrame
    summary: pd.DataFrame
    by_side: pd.DataFrame
    exchanged: dict[str, str]
    notes: tuple[str, ...] = ()
    missing: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def flips(self) -> pd.DataFrame:
        """The mentions whose most likely class changed in one of the runs: run, sentence, side, text, before, after, score, new_score."""
        parts = []
        for run, (new, _, flipped) in RUNS.items():
            part = self.table[self.table[flipped].astype(bool)]
            shown = part[["sentence", "side", "text", "label", f"{new}_label", "score", new]]
            parts.append(shown.set_axis(["sentence", "side", "text", "before", "after", "score", "new_score"], axis=1).assign(run=run))
        every = pd.concat(parts, ignore_index=True)
        return every[["run", *every.columns[:-1]]]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the tables say, in plain sentences."""
        if self.missing:
            return (self.missing,)
        said = [*(_run_says(row, self.flips) for row in self.summary.itertuples()), *_sides_say(self.by_side), _not_counted(self.table)]
        return tuple(item for item in said if item)

    def _repr_html_(self) -> str:
        flips = self.flips
        rows = [(row.run, row.sentence, row.side, row.text, f"{row.before} → {row.after}", f"{signed(row.score)} → {signed(row.new_score)}")
                for row in flips.itertuples()]  # fmt: skip
        return render("swap.html.j2", items=self.sentences, warnings=self.notes, flips=rows, pairs=self.exchanged.items(),
                      title="", rows=())  # fmt: skip


def audit(
    parsed: Parsed | Callable[[], Parsed],
    sides: Mapping[str, Sequence[str]],
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    stance: pd.DataFrame,
    scorer: Scorer,
    *,
    read_with: str | None = None,
    seed: int = 0,
    progress: bool = False,
) -> SwapAudit:
    """Exchange the names of the sides in every sentence, score every mention again, and once more with placeholders.

    With three or more sides the names rotate (A -> B -> C -> A).  Pronouns, "the ministry" and the persons of a side keep their words and are
    scored in the new sentence; persons take each other's names only where they are the sides themselves.  Verbs stay, so a sentence may be
    clumsy, and its meaning may be untrue: the wording is tested, not the fact.

    parsed: the article's grammar, or what gives it, asked only where it is needed.  sides: side -> its names.  sentences, mentions, stance: the
    tables of the reading.  scorer: scores before and after.  read_with: the id of the model that scored the article, where it may be another.
    seed: of the bootstrap.

    With fewer than two sides, or no name to exchange, the result holds no row and says why.  Raises ModelError as the model does.
    """
    order = list(sides)
    parameters = {"seed": seed, "order": order}
    if len(order) < 2:
        return _nothing("One side only" if order else "No side", order, parameters)
    if stance.empty:
        return _nothing("No mention of a side", order, parameters)
    grammar = parsed() if callable(parsed) else parsed
    text = grammar.story
    known = known_sides(sides, mentions, text)
    places = find_places(grammar, mentions, known)
    if not places:
        return _nothing("No name that could be swapped", order, parameters)
    turned = {side: known[order[(i + 1) % len(order)]] for i, side in enumerate(order)}
    swapped, pairs, notes = _sentences(sentences, places, known, turned)
    neutral, _, _ = _sentences(sentences, places, known, placeholder_sides(known))
    targets = mention_targets(sentences, stance)
    asked = [targets, *(_moved(sentences, made, stance["sentence"], targets) for made in (swapped, neutral))]
    scores = np.split(np.asarray(scorer.score([one for each in asked for one in each], progress=progress), dtype=float), len(asked))
    table = _table(text, stance, scores, swapped)
    summary, by_side = _summaries(table, order, np.random.default_rng(seed))
    if scorer.id != (read_with or scorer.id):
        notes.append(f"The model {read_with} read the article, and {scorer.id} made this audit; the scores before the swap are the audit’s own.")
    if scorer.reads_stand_ins:
        notes.append(STAND_INS)
    return SwapAudit(table, summary, by_side, pairs, tuple(notes), parameters=parameters | {"model": scorer.id})


def _moved(sentences: pd.DataFrame, made: Mapping[int, Edited], numbers: Iterable[int], targets: Iterable[Target]) -> list[Target]:
    """Return the targets of the sentences with these numbers in the new ones; made: the new sentences, by number."""
    read = with_answers(sentences, {number: one.text for number, one in made.items()})
    return [(read[number], *made[number].span(*target[1:])) for number, target in zip(numbers, targets, strict=True)]


def _sentences(
    sentences: pd.DataFrame, places: list[Place], known: Mapping[str, Known], turned: Mapping[str, Known]
) -> tuple[dict[int, Edited], dict[str, str], list[str]]:
    """Return every sentence with its new names, by number; the names exchanged; and the notes on names without a counterpart."""
    names, notes = new_names(places, known, turned)
    made = {}
    for row in sentences.itertuples():
        here = [name for name in names if row.start <= name.start and name.end <= row.end]
        made[row.sentence] = exchange(row.text, [name.moved(-row.start) for name in here])
    pairs: dict[str, list[str]] = {}
    for place, name in zip(places, names, strict=True):
        pairs.setdefault(place.name, []).append(name.new)
    return made, {old: " / ".join(dict.fromkeys(new)) for old, new in pairs.items()}, list(dict.fromkeys(notes))


def _table(text: str, stance: pd.DataFrame, scores: list[Any], swapped: Mapping[int, Edited]) -> pd.DataFrame:
    best = [probabilities.argmax(axis=1) for probabilities in scores]
    values = [probabilities[:, 2] - probabilities[:, 0] for probabilities in scores]
    stance = stance.reset_index(drop=True)
    table = stance[["sentence", "side", "start", "end", "voice"]].assign(
        text=[text[row.start : row.end] for row in stance.itertuples()],
        score=values[0], swapped=values[1], placeholder=values[2],
        change=values[1] - values[0], placeholder_change=values[2] - values[0],
        flipped=best[1] != best[0], placeholder_flipped=best[2] != best[0],
        swapped_text=[swapped[number].text for number in stance.sentence],
        named=[bool(swapped[number].edits) for number in stance.sentence],
    )  # fmt: skip
    for name, classes in zip(("label", "swapped_label", "placeholder_label"), best, strict=True):
        table[name] = [LABELS[i] for i in classes]
    return table[list(_COLUMNS)]


def _summaries(table: pd.DataFrame, sides: list[str], random: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    counted = table[table.named]
    summary, by_side = [], []
    for run, (_, change, flipped) in RUNS.items():
        size, flips = counted.assign(score=counted[change].abs()), int(counted[flipped].sum())
        summary.append((run, len(size), size.sentence.nunique(), *_mean(size, random), flips, flips / len(size) if len(size) else np.nan))
        for side in sides:
            part = counted[counted.side == side].assign(score=counted[change])
            by_side.append((run, side, len(part), *_mean(part, random)))
    return pd.DataFrame(summary, columns=list(_SUMMARY)), pd.DataFrame(by_side, columns=list(_BY_SIDE))


def _mean(part: pd.DataFrame, random: np.random.Generator) -> tuple[float, float, float]:
    """Return the mean of the column ``score`` with its interval; missing where there are no rows, or too few sentences for an interval."""
    low, high = bootstrap(part, random, limit=2.0) or (np.nan, np.nan)
    return float(part.score.mean()) if len(part) else np.nan, low, high


def _nothing(what: str, sides: list[str], parameters: dict[str, Any]) -> SwapAudit:
    """Return an audit without rows that says why there is nothing to exchange."""
    named = f" ({', '.join(sides)})" if sides else ""
    missing = f"{what} was found{named}, so there is nothing to swap. The article must name two sides; give them with sides={{...}}."
    booleans = {"flipped": bool, "placeholder_flipped": bool, "named": bool}
    table = pd.DataFrame(columns=list(_COLUMNS)).astype(booleans | dict.fromkeys(("sentence", "start", "end"), "int64"))
    table = table.astype(dict.fromkeys(("score", "swapped", "placeholder", "change", "placeholder_change"), "float64"))
    return SwapAudit(table, pd.DataFrame(columns=list(_SUMMARY)), pd.DataFrame(columns=list(_BY_SIDE)), {}, (), missing, parameters)


# ---- in plain sentences ----------------------------------------------------------------------------------------------


def _run_says(row: Any, flips: pd.DataFrame) -> str:
    """Say how far the scores of one run moved, and which mentions changed their class."""
    if not row.mentions:
        return ""
    start = "When the sides swap names" if row.run == NAMES else "With placeholders such as “Country A” instead of the names"
    where = f"{counted(row.mentions, 'mention')} in {counted(row.sentences, 'sentence')}"
    spread = f"between {row.low:.2f} and {row.high:.2f}" if not np.isnan(row.low) else "too few sentences for an interval"
    text = f"{start}, a mention’s score moves by {row.change:.2f} on average ({spread}; {where}); "
    if not row.flips:
        return text + "no mention changes its class."
    text += f"{row.flips} of {counted(row.mentions, 'mention')} {'changes its' if row.flips == 1 else 'change their'} class"
    if row.run != NAMES:
        return text + "."
    part = flips[flips.run == row.run]
    shown = [f"“{one.text}” in sentence {one.sentence} ({one.before} to {one.after})" for one in part.head(_SHOWN_FLIPS).itertuples()]
    more = f" and {len(part) - len(shown)} more" if len(part) > len(shown) else ""
    return f"{text}: {', '.join(shown)}{more}."


def _sides_say(by_side: pd.DataFrame) -> list[str]:
    """Say whether one side gains by its name."""
    said, two = [], by_side.side.nunique() == 2
    for row in by_side[(by_side.run == NAMES) & (by_side.mentions > 0)].itertuples():
        text = f"What is said about {row.side} changes by {signed(row.change)} on average under {'the other' if two else 'another'} side’s name"
        if np.isnan(row.low):
            said.append(f"{text} ({counted(row.mentions, 'mention')}; too few sentences for an interval).")
            continue
        clear = "no clear difference" if row.low <= 0 <= row.high else f"better under {'the other' if row.change > 0 else 'its own'} name"
        said.append(f"{text} (between {signed(row.low)} and {signed(row.high)}): {clear}.")
    return said


def _not_counted(table: pd.DataFrame) -> str:
    left = int((~table.named).sum())
    if not left:
        return ""
    be, they = ("is", "it") if left == 1 else ("are", "they")
    return f"{counted(left, 'mention')} {be} in a sentence that names no side; {they} cannot change and {be} not counted."
