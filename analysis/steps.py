"""The steps from an article to what is in it: sentences, sides, voices, stance, loaded words, actions; of an article and of one typed sentence."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.corrected import place_all, what_changed
from analysis.corrections import MENTIONS, SPEAKERS, TERMS, Corrections
from analysis.model import ModelError, usable_cores
from analysis.narrative.agency import find_actions
from analysis.reading.as_read import parse_folded
from analysis.reading.encoder import embedded_encoder
from analysis.reading.folding import fold_article
from analysis.stance.scorer import Scores
from analysis.stance.stance import chosen_model, mention_targets, stance_table
from analysis.terms.lexicon import read_lexicon
from analysis.terms.marker import THRESHOLD, at_threshold, marked_at, read_words
from analysis.terms.terms import find_terms
from analysis.voices.corrected import settled_speakers, with_said, with_settled
from analysis.voices.voices import hear, with_speakers
from analysis.who.mentions import mentions_in
from analysis.who.referents import Referents
from analysis.who.settled import NOTHING, Settled
from analysis.who.sides import SidesError, corrected_sides, find_sides

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

    from analysis.corrected import Change, Placed
    from analysis.reading.article import Article
    from analysis.reading.encoder import Encoder
    from analysis.reading.parse import Parsed
    from analysis.stance.scorer import HasScore, Scorer, Target
    from analysis.who.sides import Sides


@dataclass(frozen=True)
class Models:
    """What reads: the stance model, the encoder (None: rules and list alone, ``without_encoder`` says why), and the list of loaded words."""

    scorer: Scorer
    encoder: Encoder | None
    lexicon: pd.DataFrame
    without_encoder: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Steps:
    """What every step found, the tables as in ``analysis.tables``; the terms are without their effects.

    All offsets are those of the copy that was read, ``parsed.article``; ``parsed.folded.as_written(table)`` leads to the text as written.
    """

    models: Models
    parsed: Parsed
    sides: Sides
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    voices: pd.DataFrame
    stance: pd.DataFrame
    terms: pd.DataFrame
    actions: pd.DataFrame
    faint: pd.DataFrame
    """Further rows of ``terms``: words that the model finds less likely loaded than ``THRESHOLD``."""
    shares: NDArray[np.float64] | None
    """How likely each mention is cast in each role (mentions, roles); None where the stance model tells none."""
    question_scores: NDArray[np.float64] | None
    """What speaks for a yes to each question on frames in each sentence (sentences, questions); None where the stance model answers none."""
    cut: int
    """Mentions whose sentence was longer than the model reads."""
    warnings: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    """What a person changed, from what to what."""


class Clock:
    """Seconds by step, each from the end of the one before."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """End a step."""
        now = time.perf_counter()
        self.laps[name] = now - self._last
        self._last = now


def load_models(model: HasScore | None = None, lexicon: str | Path | None = None) -> Models:
    """Load what reads; rules and the list stand in for an encoder whose weights are missing or damaged, with a warning.

    model: another stance model than the embedded one.  lexicon: a list of loaded words instead of ours.
    """
    scorer, words = chosen_model(model), read_lexicon(lexicon)
    try:
        return Models(scorer, embedded_encoder(), words)
    except ModelError as error:
        return Models(scorer, None, words, (f"voices and terms: only rules and a list found them, and these miss more than the model: {error}",))


def read(
    article: Article,
    sides: Mapping[str, Iterable[str]] | Iterable[str] | None,
    models: Callable[[], Models],
    *,
    corrections: Corrections | None = None,
    clock: Clock | None = None,
    subjectivity: bool = True,
    sides_may_be_absent: bool = False,
    progress: bool = False,
) -> Steps:
    """Go through the steps of one article.

    models: gives the models; it is asked aside, so that they load while the grammar is parsed.  corrections: of a person; each step takes its
    own before the next one begins, so that all that follows is computed from them.  subjectivity: whether to ask how
    opinionated each sentence is.  sides_may_be_absent: whether a text that names none of the given sides is an answer (no mentions) and no
    mistake.  Raises TypeError when no Article is given, SidesError for sides that cannot be used, CorrectionError for corrections that do not fit
    the article, ModelError for a missing or damaged model.
    """
    clock = clock or Clock()
    with _aside() as aside:  # the models answer while the words are looked at; neither waits for the other
        loading = aside.submit(models)
        ahead = aside.submit(_read_ahead, loading.result, article)
        parsed = parse_folded(article)
        used = loading.result()
        clock.lap("sentences")
        unchanged, side_warnings = _sides_of(parsed, sides, sides_may_be_absent)
        corrections = corrections or Corrections()
        chosen = corrected_sides(parsed, unchanged, corrections.sides)
        placed = place_all(parsed, corrections, chosen)
        ahead.result()
        heard = hear(parsed, used.encoder)
        clock.lap("voices")
        referents, mentions, voices = _who_speaks(parsed, chosen, heard, placed)
        clock.lap("sides")
        targets = mention_targets(parsed.sentences, mentions)
        texts = parsed.sentences["text"].tolist() if subjectivity and used.scorer.tells_subjectivity else []
        answers = aside.submit(_answers, used.scorer, targets, texts, progress)
        loaded = read_words(parsed, used.encoder) if used.encoder else None
        found = find_terms(parsed, voices, mentions, used.lexicon, loaded, placed[TERMS])
        marked = marked_at(found, THRESHOLD)
        clock.lap("terms")
        actions = find_actions(parsed, voices, mentions, referents.sides_meant())
        clock.lap("actions")
        changes: tuple[Change, ...] = ()
        if corrections:
            _, *before = _who_speaks(parsed, unchanged, heard, place_all(parsed, Corrections(), unchanged))
            listed = at_threshold(find_terms(parsed, before[1], before[0], used.lexicon, loaded), THRESHOLD)
            after = (mentions, voices, at_threshold(found, THRESHOLD))
            changes = what_changed(corrections, placed, (unchanged, *before, listed), (chosen, *after))
    scores, subjective, shares, questions = answers.result()
    stance = stance_table(mentions, voices, scores.probabilities)
    sentences = parsed.sentences if subjective is None else parsed.sentences.assign(subjective=subjective)
    clock.lap("stance")
    warnings = (*article.warnings, *parsed.warnings, *(() if corrections.sides else side_warnings), *used.without_encoder)
    return Steps(
        used,
        parsed,
        chosen,
        sentences,
        mentions,
        voices,
        stance,
        at_threshold(found, THRESHOLD),
        actions,
        found[~marked].reset_index(drop=True),
        shares,
        questions,
        len(scores.cut),
        warnings,
        changes,
    )


class _AtOnce(Executor):
    """Does what it is given at once, in the thread that asks: on one core nothing is gained by taking turns."""

    def submit(self, call: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Return the result, as one that is there already."""
        done: Future[Any] = Future()
        try:
            done.set_result(call(*given, **named))
        except Exception as error:
            done.set_exception(error)
        return done


def _aside() -> Executor:
    """Return what works beside the main thread, where there is more than one core."""
    return ThreadPoolExecutor(2) if usable_cores() > 1 else _AtOnce()


def _read_ahead(models: Callable[[], Models], article: Article) -> None:
    """Let the encoder read the article as soon as it is loaded."""
    encoder = models().encoder
    if encoder is not None:
        encoder.read_ahead(fold_article(article)[0])


def _sides_of(parsed: Parsed, sides: Mapping[str, Iterable[str]] | Iterable[str] | None, may_be_absent: bool) -> tuple[Sides, list[str]]:
    try:
        return find_sides(parsed, sides)
    except SidesError:
        if not may_be_absent:
            raise
        return {}, []


def _who_speaks(
    parsed: Parsed, sides: Sides, heard: pd.DataFrame, placed: Mapping[str, Sequence[Placed]]
) -> tuple[Referents, pd.DataFrame, pd.DataFrame]:
    """Return whom the words mean, the mentions and the voices, as a person corrected them."""
    said, settled = heard, NOTHING
    if any(placed.values()):
        said = with_said(parsed, heard, placed[SPEAKERS])
        settled = Settled({one.span: one.change["side"] for one in placed[MENTIONS]}, settled_speakers(said, placed[SPEAKERS]))
    referents = Referents(parsed, sides, said, settled)
    return referents, mentions_in(referents), with_settled(with_speakers(said, referents), placed[SPEAKERS], sides)


def _answers(
    scorer: Scorer, targets: list[Target], texts: list[str], progress: bool
) -> tuple[Scores, NDArray[np.float64] | None, NDArray[np.float64] | None, NDArray[np.float64] | None]:
    """Return what the model says of the targets, how opinionated the texts are, in which roles the targets are cast, and the questions on frames.

    None where there is nothing to ask about, or the model does not tell.
    """
    scores = scorer.scores(targets, progress=progress) if targets else Scores(np.empty((0, 3)))
    shares = scorer.role_scores(targets) if scorer.roles else None
    return scores, scorer.subjective(texts) if texts else None, shares, scorer.question_scores(texts) if texts and scorer.questions else None
