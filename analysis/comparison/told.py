"""What sets the reports apart, in plain sentences: names, facts, details, sources, treatment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.comparison.facts import LIKELY, ONE
from analysis.comparison.treatment import ENOUGH, SHARED, WHOLE
from analysis.comparison.words import DEED
from analysis.templates import counted, first_words, signed

if TYPE_CHECKING:
    from analysis.comparison.comparison import Comparison

_SPEAKS_ALONE = 4
"""Words; a longer value is understood without those around it."""
_AROUND = 3
_WORD = re.compile(r"\S+")
DETAILS_TOLD = {
    "number": "the number",
    "actor": "who did it",
    "time": "the time",
    "place": "the place",
    "cause": "the cause",
    "outcome": "how it ended",
}
MOST = 3
"""Examples of a kind that are told; the tables have them all."""


def differences(comparison: Comparison) -> list[str]:
    """Return what sets the reports apart, in plain sentences, facts first."""
    return [*_facts(comparison), *_details(comparison), *_names(comparison), *_words(comparison), *_sources(comparison), *_treatment(comparison)]


def _facts(comparison: Comparison) -> Iterator[str]:
    facts = comparison.facts
    shared = comparison.beside()["p"]
    likely = int((shared >= LIKELY).sum())
    alone = {key: facts.loc[(facts["told"] == ONE) & (facts["article"] == key), "fact"].nunique() for key in comparison.keys}
    rest = "; ".join(f"{key} has {number} that were not found elsewhere" for key, number in alone.items())
    perhaps = f", and perhaps {len(shared) - likely} more" if len(shared) > likely else ""
    yield f"{counted(likely, 'fact')} {'is' if likely == 1 else 'are'} in more than one report{perhaps}; {rest}."
    for key in comparison.keys:
        lead = facts[(facts["article"] == key) & facts["zone"].isin(["headline", "lead"])]
        own = lead[lead["told"] == ONE]
        if len(own):
            yield f"In its headline or lead, {key} says something that was not found in the others: “{_short(own.iloc[0]['text'])}”."


def _details(comparison: Comparison) -> Iterator[str]:
    for (_, detail), part in list(comparison.details.groupby(["fact", "detail"], sort=False))[: 2 * MOST]:
        values = "; ".join(f"{row.article} {value_told(comparison, row)}" for row in part.itertuples())
        yield f"The reports may contradict each other on {DETAILS_TOLD[str(detail)]}: {values}."


def value_told(comparison: Comparison, row: Any) -> str:
    """Return a value of the table of details in quotation marks, and a short one with the words around it; row: as ``itertuples`` gives it."""
    value = _short(row.value, 60)
    framing = comparison.reports[comparison.keys.index(row.article)]
    sentence = framing.sentences.set_index("sentence").loc[row.sentence]
    begin, end, text = int(sentence["start"]), int(sentence["end"]), framing.article.text
    before, after = list(_WORD.finditer(text, begin, row.start)), list(_WORD.finditer(text, row.end, end))
    if len(value.split()) > _SPEAKS_ALONE or not (before or after):
        return f"“{value}”"
    first = before[-_AROUND].start() if len(before) > _AROUND else begin
    last = after[_AROUND + 1].end() if len(after) > _AROUND + 2 else end
    words = " ".join(text[first:last].split()).strip(' .,;:“”"')
    return f"“{value}” in “{'… ' if first > begin else ''}{words}{' …' if last < end else ''}”"


def _names(comparison: Comparison) -> Iterator[str]:
    for side, part in comparison.sides.groupby("side", sort=False):
        own = part[part["only_here"] & (part["name"].str.lower() != str(side).lower())]
        told = [f"{key} “{'”, “'.join(rows['name'].head(MOST))}”" for key, rows in own.groupby("article", sort=False)]
        if told:
            yield f"Names for {side} that only one report uses: {'; '.join(told)}."
    for key in comparison.keys:
        missing = [
            side for side in comparison.names if not len(comparison.sides[(comparison.sides["side"] == side) & (comparison.sides["article"] == key)])
        ]
        if missing:
            yield f"{key} does not name {' or '.join(missing)}."


def _words(comparison: Comparison) -> Iterator[str]:
    deeds = comparison.words[comparison.words["kind"] == DEED]
    loaded_first = sorted(deeds.groupby("fact", sort=False), key=lambda pair: not pair[1]["category"].notna().any())
    for _, part in loaded_first[:MOST]:
        used = "; ".join(
            f"{row.article} “{row.text}”" + ("" if pd.isna(row.category) else " (loaded)")
            for row in part.drop_duplicates(["article", "text"]).itertuples()
        )
        yield f"Different words for the same act: {used}."


def _sources(comparison: Comparison) -> Iterator[str]:
    for key in comparison.keys:
        part = comparison.sources[comparison.sources["article"] == key]
        if not len(part):
            yield f"{key} quotes no source."
            continue
        own = part[part["only_here"]]["source"].head(MOST).tolist()
        first, last = (part.loc[part[end], "source"].tolist() for end in ("has_first_word", "has_last_word"))
        ends = f"{first[0]} has the first word and {last[0]} the last" if first and last else ""
        only = f"only this report quotes {', '.join(own)}" if own else ""
        if ends or only:
            yield f"In {key}, {'; '.join(one for one in (ends, only) if one)}."


def _treatment(comparison: Comparison) -> Iterator[str]:
    table = comparison.treatment
    for part, where in ((WHOLE, "In the reporter’s own voice"), (SHARED, "In the facts they share, in the reporter’s voice")):
        for side in comparison.names:
            rows = table[(table["part"] == part) & (table["side"] == side) & (table["verdict"] == ENOUGH)]
            if len(rows) > 1:
                yield (
                    f"{where}, the mean score towards {side} is "
                    + ", ".join(f"{signed(row['mean'])} in {row['article']}" for _, row in rows.iterrows())
                    + "."
                )
    few = sorted({f"{row.article} ({row.side})" for row in table[(table["part"] == WHOLE) & (table["verdict"] == "too little")].itertuples()})
    if few:
        yield f"Too few sentences in the reporter’s voice to compare means: {', '.join(few)}."


def _short(text: object, length: int = 110) -> str:
    return first_words(" ".join(str(text).split()), length)
