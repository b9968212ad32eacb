"""Read a short text about the sides of an article, change it, and compare: scores, marks, speech.

Plain functions, whoever calls them.  A text is read alone: what "the ministry" or "it" took from the sentences before is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.reading.article import Article
from analysis.reading.draft import ArticleError
from analysis.reading.folding import plain
from analysis.reading.parse import Parsed
from analysis.stance.names import exchange, find_places, known_sides, new_names
from analysis.stance.scorer import HasScore
from analysis.stance.stance import LABELS, chosen_model, embedded_model
from analysis.steps import load_models, read
from analysis.templates import render, signed
from analysis.terms.changes import change_in_words
from analysis.who.sides import SidesError

if TYPE_CHECKING:
    from analysis.report.marked import Marked

LONGEST_TEXT = 1_000
"""Characters a reader takes: two or three long sentences."""
_NOT_NAMED = "not named"


@dataclass(frozen=True, eq=False)
class Reading:
    """What the suite finds in a text of one or two sentences: the tables of ``analysis.tables``, without the effects of terms."""

    text: str
    sides: dict[str, list[str]]
    parsed: Parsed
    mentions: pd.DataFrame
    voices: pd.DataFrame
    stance: pd.DataFrame
    terms: pd.DataFrame

    def towards(self, side: str) -> tuple[float, float, float] | None:
        """Return the mean probabilities negative, neutral, positive over the mentions of a side; None where there are none."""
        own = self.stance.loc[self.stance.side == side, ["p_neg", "p_neu", "p_pos"]]
        return tuple(own.mean().tolist()) if len(own) else None

    def marked(self, name: str) -> Marked:
        """Return the text with its marks; ``name`` keeps the anchors of several on one page apart."""
        from analysis.report.marked import mark

        tables = (self.parsed.sentences, self.voices, self.terms, self.mentions, self.stance)
        drawn = mark(self.parsed.article, *tables, sides=list(self.sides), furniture=self.parsed.furniture)
        return replace(drawn, uid=f"{name}{drawn.uid}")


class Reader:
    """Reads short texts about the sides of one article.

    sides: side -> its names, as in ``Framing.sides``; without any, a text is read for its voices and loaded words alone.  model: None is the
    embedded one.
    """

    def __init__(self, sides: Mapping[str, Sequence[str]], *, model: HasScore | None = None) -> None:
        self.sides = {side: list(names) for side, names in sides.items()}
        self.model = embedded_model() if model is None else model
        self.close_call = chosen_model(self.model).close_call
        self.read = lru_cache(maxsize=64)(self._read)
        """Text -> ``Reading``.  Raises ArticleError for a blank or overlong text."""

    def _read(self, text: str) -> Reading:
        text = plain(text)
        if len(text) > LONGEST_TEXT:
            raise ArticleError(f"{len(text)} characters are too many for this field, which takes {LONGEST_TEXT}; for an article use analyse()")
        models = partial(load_models, self.model)
        found = read(Article(text=text), self.sides, models, subjectivity=False, sides_may_be_absent=True)
        return Reading(text, self.sides, found.parsed, found.mentions, found.voices, found.stance, found.terms)


def _with_sides(reader: Reader) -> Reader:
    if not reader.sides:
        raise SidesError("the article has no sides, so there is nothing to score; name them: analyse(article, sides={'Armenia': [], ...})")
    return reader


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two readings side by side.

    table: one row a side, or a mention where names were exchanged; scores as written and now (-1 to 1, missing where the side is not named),
    change, and how the sentence now reads.  items: what else to know, in plain sentences.
    """

    before: Reading
    after: Reading
    table: pd.DataFrame
    items: tuple[str, ...]
    name: str = "p"
    """Begins the anchors of this comparison; a letter."""

    def _repr_html_(self) -> str:
        from markupsafe import Markup

        rows = [[_shown(name, cell) for name, cell in zip(self.table, row, strict=True)] for row in self.table.itertuples(index=False, name=None)]
        numeric = [column in ("as written", "now", "change") for column in self.table]
        return render(
            "playground.html.j2",
            before=self.before.text,
            after=self.after.text,
            columns=list(self.table),
            rows=rows,
            numeric=numeric,
            items=self.items,
            marks=Markup(self.after.marked(self.name).html()),  # its template has escaped it
        )


def _shown(column: str, cell: Any) -> str:
    if not isinstance(cell, float):
        return str(cell)
    if np.isnan(cell):
        return _NOT_NAMED
    return change_in_words(cell) if column == "change" else signed(cell)


def compare(reader: Reader, before: str, after: str) -> Comparison:
    """Compare two wordings of a sentence: the mean score towards each side in either, and the marks of the second.

    A side that is not named has no score, which is not zero.  Raises SidesError for a reader without sides, and as ``Reader.read`` does.
    """
    first, second = _with_sides(reader).read(before), reader.read(after)
    rows = []
    for side in reader.sides:
        was, now = first.towards(side), second.towards(side)
        if was or now:
            scores = [row[2] - row[0] if row else np.nan for row in (was, now)]
            rows.append((side, *scores, scores[1] - scores[0], _reads_as(now, reader.close_call)))
    table = pd.DataFrame(rows, columns=["side", "as written", "now", "change", "reads now as"])
    return Comparison(first, second, table, (*_said_of(first, second),))


def _reads_as(probabilities: tuple[float, float, float] | None, close: float | None) -> str:
    if probabilities is None:
        return "no score"
    best = int(np.argmax(probabilities))
    return LABELS[best] + (" (too close to call)" if close is not None and probabilities[best] < close else "")


def _said_of(before: Reading, after: Reading) -> list[str]:
    """Say what became of the marks, and what has no score."""
    items = []
    if before.text == after.text:
        items.append("Nothing has been changed yet.")
    gone = [word for word in _words(before) if word not in _words(after)]
    new = [word for word in _words(after) if word not in _words(before)]
    if gone:
        items.append(f"No longer marked as loaded: {_quoted(gone)}.")
    if new:
        items.append(f"Now marked as loaded: {_quoted(new)}.")
    if not gone and not new:
        items.append(f"Marked as loaded, as before: {_quoted(_words(after))}." if _words(after) else "No word is marked as loaded.")
    spoken = [sorted(set(reading.voices.kind)) for reading in (before, after)]
    if spoken[0] != spoken[1]:
        items.append(f"Speech: {' and '.join(spoken[0]) or 'none, the reporter alone'}, as written; {' and '.join(spoken[1]) or 'none'} now.")
    lost = [side for side in after.sides if before.towards(side) and not after.towards(side)]
    if lost:
        items.append(f"No longer named: {', '.join(lost)}. A sentence that does not name a side has no score for it; that is not zero.")
    return items


def _words(reading: Reading) -> list[str]:
    return list(dict.fromkeys(str(word).lower() for word in reading.terms.text))


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def change_words(reader: Reader, text: str, words: str, wording: str) -> Comparison:
    """Put a wording in the place of some words, everywhere they stand in the text, and compare.

    Whole words are found, in capitals or not.  An empty wording takes them away.  Words that do not occur change nothing, and the result says so.
    """
    from analysis.terms.wording import replace_term

    text, words = plain(text), plain(words)
    new = text
    found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)) if words else []
    for place in reversed(found):
        new = replace_term(new, *place.span(), " ".join(wording.split())).text
    result = compare(reader, text, new)
    if words and not found:
        return replace(result, items=(f"“{words}” is not in the sentence; write it exactly as it is there.", *result.items[1:]))
    return result


def exchange_names(reader: Reader, text: str) -> Comparison:
    """Let the sides take each other's names in a text and score every mention in its old role; see ``analysis.stance.swap`` for a whole article.

    With three or more sides the names rotate.  The table has one row a mention: role (the side it was), words, scores, change.
    """
    first = _with_sides(reader).read(text)
    sides = list(first.sides)
    known = known_sides(first.sides, first.mentions, first.text)
    turned = {side: known[sides[(i + 1) % len(sides)]] for i, side in enumerate(sides)}
    places = find_places(first.parsed, first.mentions, known) if len(sides) > 1 else []
    names, notes = new_names(places, known, turned)
    new = exchange(first.text, names)
    second = reader.read(new.text)
    rows = []
    if new.edits:
        spans = [(int(row.start), int(row.end)) for row in first.stance.itertuples()]
        moved = [new.span(*span) for span in spans]
        probabilities = reader.model.score([(new.text, *span) for span in moved]) if moved else np.empty((0, 3))
        for row, (start, end), now in zip(first.stance.itertuples(), moved, probabilities, strict=True):
            words = f"{first.text[row.start : row.end]} → {new.text[start:end]}"
            score = float(now[2] - now[0])
            rows.append((row.side, words, float(row.score), score, score - float(row.score), _reads_as(tuple(now), reader.close_call)))
    table = pd.DataFrame(rows, columns=["in the role of", "words", "as written", "now", "change", "reads now as"])
    items = [*notes, "Only the name changes, so if a score moves, the name moved it."] if rows else []
    if not rows:
        items = ["The sentence does not name a side whose name can be swapped; write one that names both."]
    return Comparison(first, second, table, tuple(items))
