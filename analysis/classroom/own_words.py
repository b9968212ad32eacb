"""A reader's own underlining beside the marks: which words the list found, the model, both or neither, and which marks the reader left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.corrections import CORRECTED
from analysis.reading.folding import fold, plain
from analysis.terms.marker import FLOOR

if TYPE_CHECKING:
    from analysis.framing import Framing

NOBODY, NOT_THERE = "neither", "not in the article"
_WORD = re.compile(r"\w[\w’'-]*")
_SHARED = 0.5
"""An underlining and a mark are the same find where they share at least this part of the mark's own content words."""

Span = tuple[int, int]


def compare_words(words: Sequence[str], framing: Framing) -> pd.DataFrame:
    """Say of each underlined word or phrase who else found it; one row each, in the order given, blanks left out.

    words: as they stand in the article, in capitals or not.  Columns: ``your words``, ``found_by`` (list, model, both, corrected, neither, or not in
    the article), ``marked as`` (the marks, as they stand) and ``p`` (how likely the model finds the likeliest of them; NaN below 0.1 and without
    one).

    Whole words are compared, and small words such as "is" and "on" count for nothing unless they are the whole mark.
    """
    rows, everything = [], framing.terms_at(FLOOR)
    for given in _given(words):
        places = _places(given, framing)
        touched = _touched(places, framing.terms, framing)
        found = set(framing.terms.loc[touched, "found_by"].fillna("list"))
        by = NOBODY if places else NOT_THERE
        if found:
            by = found.pop() if len(found) == 1 else CORRECTED if CORRECTED in found else "both"
        p = everything.loc[_touched(places, everything, framing), "p"].max()
        marks = dict.fromkeys(plain(str(text)) for text in framing.terms.loc[touched, "text"])
        rows.append((given, by, ", ".join(marks) or None, p))
    return pd.DataFrame(rows, columns=["your words", "found_by", "marked as", "p"])


def missed_words(words: Sequence[str], framing: Framing) -> pd.DataFrame:
    """Return the marks that none of the underlined words touches: sentence, text, category, ``found_by`` and ``p``, in the order of the text."""
    touched = {index for given in _given(words) for index in _touched(_places(given, framing), framing.terms, framing)}
    left = framing.terms[~framing.terms.index.isin(touched)]
    return left[["sentence", "text", "category", "found_by", "p"]].reset_index(drop=True)


def _given(words: Sequence[str]) -> list[str]:
    """Return what was typed, once each and without blanks or marks around it."""
    typed = (" ".join(plain(str(each)).split()).strip(" .,;:!?“”\"'‘’") for each in ([words] if isinstance(words, str) else words))
    return list({each.casefold(): each for each in reversed([each for each in typed if each])}.values())[::-1]


def _places(given: str, framing: Framing) -> list[Span]:
    """Return where whole words stand in the article, in capitals or not; offsets as written."""
    folded = fold(framing.article.text)
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in given.split()) + r"(?!\w)"
    return [folded.span_as_written(*match.span()) for match in re.finditer(pattern, folded.text, re.IGNORECASE)]


def _touched(places: Sequence[Span], terms: pd.DataFrame, framing: Framing) -> list[int]:
    """Return the labels of the rows of ``terms`` that are the same find as one of the places."""
    text = framing.article.text
    found = []
    for row in terms.itertuples():
        span = int(row.start), int(row.end)
        near = [place for place in places if place[0] < span[1] and span[0] < place[1]]
        if near and any(_same(place, _own(_words(text, span), str(row.term)), text) for place in near):
            found.append(row.Index)
    return found


def _same(place: Span, mark: list[Span], text: str) -> bool:
    covered = [word for word in mark if place[0] <= word[0] and word[1] <= place[1]]
    content = [word for word in mark if _has_content(text, word)]
    if not content:
        return covered == mark
    return sum(word in covered for word in content) >= _SHARED * len(content)


def _own(words: list[Span], term: str) -> list[Span]:
    """Return the words of a mark without those that stand in the gap of a list entry ("drag * to a standstill")."""
    if "*" not in term:
        return words
    before, after = (len(_WORD.findall(part)) for part in (term.split("*")[0], term.split("*")[-1]))
    return words[:before] + words[max(before, len(words) - after) :]


def _words(text: str, span: Span) -> list[Span]:
    return [match.span() for match in _WORD.finditer(text, *span)]


def _has_content(text: str, word: Span) -> bool:
    from spacy.lang.en.stop_words import STOP_WORDS

    return plain(text[word[0] : word[1]]).lower() not in STOP_WORDS
