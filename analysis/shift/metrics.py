"""What is measured along an article: the value of each metric in each sentence, and how a metric and its values are put in words."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.stance.means import mean_scores
from analysis.templates import signed
from analysis.voices.voices import voice_parts

STANCE, GAP, CARRIED = "stance: ", "gap: ", "words carried: "
NARRATOR_SHARE = "narrator share of words"
LOADED = "loaded words per 100 words"
SUBJECTIVITY = "subjectivity"


def metric_values(sentences: pd.DataFrame, stance: pd.DataFrame, terms: pd.DataFrame, voices: pd.DataFrame) -> dict[str, pd.Series]:
    """Return metric -> values by sentence number, only for the sentences where the metric is defined.

    ``stance: SIDE``: mean score (-1 to 1) of the sentence's mentions of the side.  ``gap: A - B``: the difference (-2 to 2) where a sentence
    mentions both of the first two sides.  ``loaded words per 100 words``.  ``narrator share of words``: words outside all voices (0 to 1).
    ``words carried: SIDE``: words of the sentence in voices of the side's sources, 0 where there are none; only for sides whose sources are
    heard in the article.  ``subjectivity``: probability that the sentence is opinionated (0 to 1).  Missing values are left out.
    """
    values: dict[str, pd.Series] = {}
    sides = list(dict.fromkeys(stance["side"]))
    means = mean_scores(stance, ("side", "sentence")).sort_values("sentence")
    for side in sides:
        values[STANCE + side] = means[means["side"] == side].set_index("sentence")["mean"]
    if len(sides) >= 2:
        values[f"{GAP}{sides[0]} - {sides[1]}"] = values[STANCE + sides[0]] - values[STANCE + sides[1]]
    by_sentence = sentences.set_index("sentence")
    found = terms.groupby("sentence").size().reindex(by_sentence.index, fill_value=0)
    values[LOADED] = 100 * found / by_sentence["words"].clip(lower=1)
    parts = voice_parts(sentences, voices)
    own = parts["words"].where(parts["voice"] == "narrator", 0).groupby(parts["sentence"]).sum()
    values[NARRATOR_SHARE] = own / parts.groupby("sentence")["words"].sum().clip(lower=1)
    heard = set(parts["side"].dropna())
    for side in [*(side for side in sides if side in heard), *sorted(heard.difference(sides))]:
        carried = parts[parts["side"] == side].groupby("sentence")["words"].sum()
        values[CARRIED + side] = carried.reindex(by_sentence.index, fill_value=0)
    values[SUBJECTIVITY] = by_sentence["subjective"]
    return {name: series for name, raw in values.items() if len(series := raw.astype(float).dropna())}


def in_words(metric: str) -> str:
    """Return the name of a metric as it stands in a sentence: ``the stance towards Armenia``."""
    if metric.startswith(STANCE):
        return "the stance towards " + metric.removeprefix(STANCE)
    if metric.startswith(GAP):
        return "the gap in stance, " + metric.removeprefix(GAP).replace(" - ", " minus ")
    if metric.startswith(CARRIED):
        return "the words given to sources of " + metric.removeprefix(CARRIED)
    return {NARRATOR_SHARE: "the reporter’s share of the words"}.get(metric, metric)


def amount(metric: str, value: float) -> str:
    """Return a value of a metric as it stands in a sentence: a score with its sign, a share in percent, words and terms to one decimal."""
    if metric.startswith((STANCE, GAP)):
        return signed(value)
    return f"{value:.0%}" if metric == NARRATOR_SHARE else f"{value:.2f}" if metric == SUBJECTIVITY else f"{value:.1f}"


def any_of(names: Sequence[str]) -> str:
    """Join names by commas and "or"."""
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
