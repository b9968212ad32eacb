"""Measure the list of loaded terms against words that coders called biased; ``python -m training.evaluate terms``.

BABE (Spinde et al. 2021, "Neural Media Bias Detection Using Distant Supervision With BABE", Findings of EMNLP) holds sentences of US news in
which coders marked the words that make them biased.  They marked more than loaded terms (plain words for ugly things, whole clauses, function
words), and a loaded term in a quotation often went unmarked, so neither precision nor recall can come near 100.  No setting was chosen on it.

Counted are words, function words (spaCy's stop words) left out: a word is biased where it is in the coders' list of its sentence.
"""

from __future__ import annotations

import ast
import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.tables import make_table
from analysis.terms.lexicon import read_lexicon
from analysis.terms.terms import find_terms
from training.cards import markdown
from training.metrics import bootstrap_interval, word_quality

RESAMPLES = 1000
_TOGETHER = 100
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Span = tuple[int, int]


@dataclass(frozen=True)
class Coded:
    """A sentence and the words of it that coders called biased, in lower case."""

    text: str
    biased: frozenset[str]


def evaluate_terms(data: Path) -> dict[str, Any]:
    """Measure everything that is published about the list of loaded terms."""
    lexicon = read_lexicon()
    return {
        "command": "python -m training.evaluate terms --data DATA",
        "lexicon": dict(lexicon.attrs),
        "babe": terms_figures(data / "babe" / "final_labels_SG2.csv", lexicon),
    }


def terms_tables(results: dict[str, Any]) -> dict[str, str]:
    """Return the Markdown of the marked place of the code book, by the name of its mark."""
    names = ("precision", "recall", "f1")
    lines: list[list[Any]] = [["found by", "sentences", "words marked", "words biased", *(name.replace("f1", "F1") for name in names)]]
    for by, row in results["babe"].items():
        quality = ["{} ({} to {})".format(row[name], *row[f"{name}_interval"]) for name in names]
        lines.append([by, row["sentences"], row["marked"], row["biased"], *quality])
    return {"results": markdown(lines)}


def read_babe(path: str | Path) -> list[Coded]:
    """Read the file of labels (``;`` between columns; needs ``text`` and ``biased_words``, a list of words).

    Raises ValueError, with file and line, for a row whose list cannot be read or whose text is empty.
    """
    coded = []
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter=";")
        if missing := {"text", "biased_words"} - set(reader.fieldnames or ()):
            raise ValueError(f"{path} has no column {sorted(missing)[0]!r}; it has {reader.fieldnames}")
        for row in reader:
            try:
                listed = ast.literal_eval(row["biased_words"])
                words = frozenset(word.lower() for one in listed for word in _WORD.findall(one))
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValueError(f"{path}, line {reader.line_num}: {row['biased_words']!r} is no list of words") from error
            text = " ".join(row["text"].split())
            if not text:
                raise ValueError(f"{path}, line {reader.line_num}: the text is empty")
            coded.append(Coded(text, words))
    return coded


def word_counts(coded: Coded, marked: list[Span], stop_words: frozenset[str] | set[str]) -> tuple[int, int, int]:
    """Count the words of a sentence, function words left out: marked and biased, marked, biased.  marked: spans in the text."""
    right = told = true = 0
    for word in _WORD.finditer(coded.text):
        low = word.group().lower()
        if low not in stop_words:
            middle = (word.start() + word.end()) // 2
            is_told, is_true = any(a <= middle < b for a, b in marked), low in coded.biased
            right, told, true = right + (is_told and is_true), told + is_told, true + is_true
    return right, told, true


def figures(counts: list[tuple[int, int, int]]) -> dict[str, Any]:
    """Return precision, recall and F1 over words (percent), with 95 % bootstrap intervals over sentences."""
    table = np.array(counts, dtype=float).reshape(-1, 3)
    found: dict[str, Any] = {"sentences": len(table), "marked": int(table[:, 1].sum()), "biased": int(table[:, 2].sum())}
    for at, name in enumerate(("precision", "recall", "f1")):
        low, high = bootstrap_interval(lambda rows, at=at: word_quality(table[rows])[at], len(table), RESAMPLES, seed=0)  # type: ignore[misc]
        found[name] = round(word_quality(table)[at], 1)
        found[f"{name}_interval"] = [round(low, 1), round(high, 1)]
    return found


def marks_of_list(coded: list[Coded], lexicon: pd.DataFrame) -> list[list[Span]]:
    """Return for each sentence the spans of the terms in it."""
    marks: list[list[Span]] = []
    for texts, starts, parsed in _parsed(coded):
        found = find_terms(parsed, make_table("voices", []), make_table("mentions", []), lexicon)
        spans = list(zip(found["start"].tolist(), found["end"].tolist(), strict=True))
        for text, start in zip(texts, starts, strict=True):
            marks.append([(a - start, b - start) for a, b in spans if start <= a and b <= start + len(text)])
    return marks


def _parsed(coded: list[Coded]) -> Any:
    """Yield some texts at a time: the texts, where each begins in the article made of them, and its parse; a text is a paragraph."""
    for first in range(0, len(coded), _TOGETHER):
        texts = [one.text for one in coded[first : first + _TOGETHER]]
        starts = [0]
        for text in texts[:-1]:
            starts.append(starts[-1] + len(text) + 2)
        yield texts, starts, parse(Article("\n\n".join(texts)))


def terms_figures(path: Path, lexicon: pd.DataFrame) -> dict[str, Any]:
    """Measure the list, and a mark on every word, on every sentence."""
    from spacy.lang.en.stop_words import STOP_WORDS

    coded = read_babe(path)
    marks = {"list": marks_of_list(coded, lexicon), "every word": [[(0, len(one.text))] for one in coded]}
    return {
        f"{name}, every sentence": figures([word_counts(*one, STOP_WORDS) for one in zip(coded, found, strict=True)]) for name, found in marks.items()
    }
