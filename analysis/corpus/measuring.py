"""What each article of a corpus measures: one row an article, measure and side, from which groups of articles are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.frames.frames import FRAMES
from analysis.narrative.balance import AS_NOUN, LEFT_OUT, harms_to, told_as_done
from analysis.stance.means import plain_means
from analysis.voices.voices import voice_parts

if TYPE_CHECKING:
    from analysis.corpus.frames import Corpus

STANCE, QUOTED = "stance, reporter’s voice", "stance, quoted"
SOURCED, DIRECT = "words of sources", "words quoted directly"
LOADED, LOADED_QUOTED = "loaded words, reporter’s voice", "loaded words, quoted"
NO_AUTHOR, SUBJECTIVE = "harm without an author", "opinionated sentences"
FRAME = "frame: "
MEASURES: dict[str, tuple[str, float, float, float]] = {
    STANCE: ("mean score of the mentions of a side in the reporter’s voice", 1, -1, 1),
    QUOTED: ("mean score of the mentions of a side in the words of sources", 1, -1, 1),
    SOURCED: ("words that belong to sources, per 100 words", 100, 0, 100),
    DIRECT: ("words in direct quotation, per 100 words of sources", 100, 0, 100),
    LOADED: ("loaded words in the reporter’s voice, per 100 words in that voice", 100, 0, float("inf")),
    LOADED_QUOTED: ("loaded words in the words of sources, per 100 of these words", 100, 0, float("inf")),
    NO_AUTHOR: ("harms done to a side without naming who did them, or put as a noun, per 100 harms", 100, 0, 100),
    SUBJECTIVE: ("mean probability that a sentence is opinionated", 1, 0, 1),
    **{FRAME + name: (f"mean probability of the {name} frame", 1, 0, 1) for name in FRAMES},
}
"""Measure -> what it is, what total / of is multiplied by, and the lowest and highest value there can be."""
COLUMNS = ["article", "outlet", "date", "measure", "side", "total", "of"]
_NEEDED = ("articles", "sentences", "stance", "voices", "terms", "actions", "frames")


def measures(corpus: Corpus) -> pd.DataFrame:
    """Return what each article measures: article, outlet, date, measure, side (None where it has none), total, of.

    The value of an article is ``total / of`` times the factor in ``MEASURES``; that of several is the sum of their totals by the sum of their
    ``of``: see ``by_group``.  An article in which there is nothing to measure (no harm, no mention of a side) has no row.  The rows grow with the
    articles alone, about fifteen each, so they fit into memory where the tables do not.
    """
    rows: list[tuple[Any, ...]] = []
    for parts in zip(*(corpus.parts(name) for name in _NEEDED), strict=True):
        tables = dict(zip(_NEEDED, parts, strict=True))
        split = {name: dict(tuple(table.groupby("article", sort=False))) for name, table in tables.items()}
        for one in tables["articles"].itertuples():
            own = {name: split[name].get(one.article, tables[name].iloc[:0]) for name in _NEEDED}
            rows += ((one.article, one.outlet, one.date, *row) for row in article_measures(own))
    return pd.DataFrame(rows, columns=COLUMNS)


def article_measures(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, str | None, float, float]]:
    """Yield measure, side, total and of for one article, from its tables by name."""
    sentences, voices, actions = tables["sentences"], tables["voices"], tables["actions"]
    for row in plain_means(tables["stance"]).sort_values(["voice", "side"]).itertuples():
        yield QUOTED if row.voice == "source" else STANCE, str(row.side), float(row.mean * row.mentions), float(row.mentions)
    parts = voice_parts(sentences, voices)
    words = {voice: float(parts.loc[parts["voice"] == voice, "words"].sum()) for voice in ("narrator", "source")}
    yield SOURCED, None, words["source"], words["narrator"] + words["source"]
    if words["source"]:
        yield DIRECT, None, float(parts.loc[parts["kind"] == "direct", "words"].sum()), words["source"]
    for name, voice in ((LOADED, "narrator"), (LOADED_QUOTED, "source")):
        if words[voice]:
            yield name, None, float((tables["terms"]["voice"] == voice).sum()), words[voice]
    for side in told_as_done(actions)["patient_side"].dropna().unique():
        harms = harms_to(actions, side)
        if len(harms):
            yield NO_AUTHOR, str(side), float(harms["author"].isin([LEFT_OUT, AS_NOUN]).sum()), float(len(harms))
    subjective = sentences["subjective"].dropna()
    if len(subjective):
        yield SUBJECTIVE, None, float(subjective.sum()), float(len(subjective))
    for row in tables["frames"].itertuples():
        yield FRAME + row.frame, None, float(row.p), 1.0
