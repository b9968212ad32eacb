"""How far coders agree with each other, and the model with them, over the articles of a sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.classroom.alpha import interval as alpha_interval
from analysis.classroom.alpha import krippendorff_alpha, percent_agreement
from analysis.classroom.coders import FRAMES_OF, HARM, OF_WHOLE, ROLES_OF, STANCE, VOICE, WORDS, ClassCoding, read_class
from analysis.classroom.model_coder import MODEL, model_answers
from analysis.classroom.units import SILENT, Units, units_of
from analysis.corpus.folder import CorpusError
from analysis.corpus.sample import Sample

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS = 500
_ALL_SIDES = STANCE.removesuffix(": ")
_FRAME = OF_WHOLE[FRAMES_OF]


def agreement_by_article(sample: Sample, answers: str | Path, *, seed: int = 0) -> pd.DataFrame:
    """Return how far coders and the model agree over all articles of a sample that somebody coded.

    answers: the folder with the files that coders handed in, of all articles together.  One row a variable (voice, stance towards any side, loaded
    words; where anybody answered them harm, roles of any side, frames of any kind, and each frame alone as ``frame: NAME``): variable, articles,
    coders, units (with at least two answers: sentences, words, or questions on an article as a whole), agreement (share of pairs of coders with the
    same answer), alpha (Krippendorff's, of the coders), low and high (95 %, drawing whole articles; NaN below five), alpha_with (with the model as
    one more coder), same (share of the units with a majority in which the model says the same), compared (how many these are).

    Raises CorpusError where no file holds answers to an article of the sample.
    """
    pairs: list[tuple[ClassCoding, ClassCoding]] = []
    for key in sample.table["article"]:
        framing = sample.corpus.framing(str(key))
        coding = read_class(answers, framing.article, sentences=framing.sentences)
        if len(coding.coders):
            pairs.append((coding, coding.joined(model_answers(framing, coding.sides))))
    if not pairs:
        raise CorpusError(f"{answers} holds no answers to an article of this sample; give the folder with the files that coders downloaded")
    random = np.random.default_rng(seed)
    given = [variable for variable in (HARM, ROLES_OF, FRAMES_OF) if any(variable in coding.variables for coding, _ in pairs)]
    frames = pairs[0][0].questions(FRAMES_OF) if FRAMES_OF in given else ()
    return pd.DataFrame([_row(variable, pairs, random) for variable in (VOICE, _ALL_SIDES, WORDS, *given, *frames)])


def _row(variable: str, pairs: Sequence[tuple[ClassCoding, ClassCoding]], random: np.random.Generator) -> dict[str, Any]:
    by_coders, by_all = (_pooled(variable, pairs, which) for which in (0, 1))
    counts = by_coders.counts
    pairable = counts.sum(axis=1) > 1
    alpha = krippendorff_alpha(counts, by_coders.level)
    low, high, _ = (np.nan, np.nan, 0.0) if np.isnan(alpha) else alpha_interval(by_coders, DRAWS, random)
    model = by_all.coded[:, by_all.coders.index(MODEL)]
    majority = np.array([by_coders.values.index(one) if one is not None else SILENT for one in by_coders.majority])
    compared = (majority >= 0) & (model >= 0) & (counts.sum(axis=1) > 0)
    if variable == WORDS:
        compared &= (majority == 1) | (model == 1)  # most words are marked by nobody; agreeing on those is no merit
    return {
        "variable": variable,
        "articles": len(np.unique(by_coders.sentence[counts.sum(axis=1) > 0])),
        "coders": len(by_coders.coders),
        "units": int(pairable.sum()),
        "agreement": percent_agreement(counts),
        "alpha": alpha,
        "low": low,
        "high": high,
        "alpha_with": krippendorff_alpha(by_all.counts, by_all.level),
        "same": float((majority == model)[compared].mean()) if compared.any() else np.nan,
        "compared": int(compared.sum()),
    }


def _is_part(name: str, variable: str) -> bool:
    """Say whether a variable of one article goes into a variable of all."""
    return name == variable or (variable == _ALL_SIDES and name.startswith(STANCE)) or (name == FRAMES_OF and variable.startswith(_FRAME))


def _pooled(variable: str, pairs: Sequence[tuple[ClassCoding, ClassCoding]], which: int) -> Units:
    """Return one variable of several articles as one matrix; its ``sentence`` is the number of the article, so that whole articles are drawn.

    pairs: of each article the coders alone, and with the model; which of the two.  What the coders did not answer is left out of both.
    """
    codings = [pair[which] for pair in pairs]
    coders = tuple(dict.fromkeys(coder for coding in codings for coder in coding.coders["coder"]))
    column = {coder: at for at, coder in enumerate(coders)}
    pieces: list[NDArray[np.int8]] = []
    articles: list[int] = []
    values: Mapping[str, tuple[str, ...]] = {}
    for number, coding in enumerate(codings):
        for own in [name for name in pairs[number][0].variables if _is_part(name, variable)]:
            units = units_of(coding, own)
            if variable.startswith(_FRAME):
                units = replace(units, coded=units.coded[[coding.questions(own).index(variable)]])
            wide = np.full((len(units.coded), len(coders)), SILENT, dtype=np.int8)
            wide[:, [column[coder] for coder in units.coders]] = units.coded
            pieces.append(wide)
            articles += [number] * len(wide)
            values = {own: units.values}
    told = next(iter(values.values()), ())
    name = STANCE if variable == _ALL_SIDES else variable
    coded = np.concatenate(pieces) if pieces else np.empty((0, len(coders)), dtype=np.int8)
    return Units(name, told, np.array(articles, dtype=np.int64), coders, coded)
