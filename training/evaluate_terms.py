"""Measure the list of loaded words and the model beside it: on our own labelled texts, and against words that coders called biased.

``python -m training.evaluate terms --data DATA``.  Our own texts (``training/terms/labels.jsonl``) are read whole, and counted are the words of the
labelled sentences of the part "test", on which nothing was learnt or chosen: precision, recall and F1 by word, the error of calibration, and
how far two readers agree.

BABE (Spinde et al. 2021, "Neural Media Bias Detection Using Distant Supervision With BABE", Findings of EMNLP) holds sentences of US news in
which coders marked the words that make them biased.  They marked more than loaded words (plain words for ugly things, whole clauses, function
words), and a loaded word in a quotation often went unmarked, so neither precision nor recall can come near 100.  Nothing was learnt or chosen on it.
Counted are words, function words (spaCy's stop words) left out: a word is biased where it is in the coders' list of its sentence.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.reading.article import Article
from analysis.reading.encoder import Encoder
from analysis.reading.parse import Parsed, parse
from analysis.tables import make_table
from analysis.terms.lexicon import read_lexicon
from analysis.terms.marker import FLOOR, THRESHOLD, at_threshold, read_words
from analysis.terms.terms import find_terms
from training.cards import markdown
from training.metrics import bootstrap_interval, calibration_error, word_quality
from training.terms_gold import GOLD, read_labels

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
    """Measure everything that is published about the list of loaded words and the model beside it."""
    lexicon, encoder = read_lexicon(), Encoder()
    return {
        "command": "python -m training.evaluate terms --data DATA",
        "lexicon": dict(lexicon.attrs),
        "sha256": encoder.hash,
        "threshold": THRESHOLD,
        "own": own_figures(data, lexicon, encoder),
        "babe": babe_figures(data / "babe" / "final_labels_SG2.csv", lexicon, encoder),
    }


def terms_tables(results: dict[str, Any]) -> dict[str, str]:
    """Return the Markdown of each marked place of the code book, by the name of its mark."""
    return {"results": _quality_table(results["babe"], "biased"), "own": _quality_table(results["own"]["words"], "loaded"), "facts": _facts(results)}


def _quality_table(rows: dict[str, Any], true: str) -> str:
    names = ("precision", "recall", "f1")
    lines: list[list[Any]] = [
        ["found by", "sentences", "words marked", f"words {true}", "marked in 100", *(name.replace("f1", "F1") for name in names)]
    ]
    for by, row in rows.items():
        quality = ["{} ({} to {})".format(row[name], *row[f"{name}_interval"]) for name in names]
        lines.append([by, row["sentences"], row["marked"], row["true"], row["marked_in_100"], *quality])
    return markdown(lines)


def _facts(results: dict[str, Any]) -> str:
    own = results["own"]
    agreement = own["agreement"]
    return markdown([
        ["what", "measured"],
        ["sentences read by two", agreement["sentences"]],
        ["agreement of two readers by word: F1, Krippendorff's alpha", f"{agreement['f1']}, {agreement['alpha']}"],
        ["agreement on opinion by sentence: alpha", agreement["opinion_alpha"]],
        ["F1 of list and model on the sentences that two read, against the first reader", own["f1_where_two_read"]],
        ["error of calibration of p, by word; of words from 0.1 on", f"{own['calibration_error']}; {own['calibration_error_from_floor']}"],
    ])  # fmt: skip


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
                raise ValueError(f"{path}, line {reader.line_num}: {row['biased_words']!r} is not a list of words") from error
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


def figures(counts: list[tuple[int, int, int]], words: int, groups: list[str] | None = None) -> dict[str, Any]:
    """Return precision, recall and F1 over words (percent), with 95 % bootstrap intervals.

    counts: of each sentence, as ``word_counts`` gives them.  words: of all sentences.  groups: of each sentence, to resample whole groups;
    None resamples sentences.
    """
    table = np.array(counts, dtype=float).reshape(-1, 3)
    found: dict[str, Any] = {"sentences": len(table), "marked": int(table[:, 1].sum()), "true": int(table[:, 2].sum())}
    found["marked_in_100"] = round(100 * found["marked"] / max(words, 1), 2)
    for at, name in enumerate(("precision", "recall", "f1")):
        rows = groups if groups is not None else len(table)
        low, high = bootstrap_interval(lambda rows, at=at: word_quality(table[rows])[at], rows, RESAMPLES, seed=0)  # type: ignore[misc]
        found[name] = round(word_quality(table)[at], 1)
        found[f"{name}_interval"] = [round(low, 1), round(high, 1)]
    return found


def marks_in(parsed: Parsed, lexicon: pd.DataFrame, encoder: Encoder | None, threshold: float = THRESHOLD) -> list[Span]:
    """Return the spans of the terms of an article: by the list alone where no encoder is given."""
    loaded = read_words(parsed, encoder) if encoder else None
    found = find_terms(parsed, make_table("voices", []), make_table("mentions", []), lexicon, loaded)
    kept = at_threshold(found, threshold)
    return list(zip(kept["start"].tolist(), kept["end"].tolist(), strict=True))


def babe_figures(path: Path, lexicon: pd.DataFrame, encoder: Encoder) -> dict[str, Any]:
    """Measure the list, the model and both on every sentence of BABE, beside a mark on every word."""
    from spacy.lang.en.stop_words import STOP_WORDS

    coded = read_babe(path)
    counts: dict[str, list[tuple[int, int, int]]] = {name: [] for name in ("list", "list and model", "every word")}
    for texts, starts, parsed in _parsed(coded):
        marks = {"list": marks_in(parsed, lexicon, None), "list and model": marks_in(parsed, lexicon, encoder)}
        for one, start in zip(texts, starts, strict=True):
            inside = {name: [(a - start, b - start) for a, b in spans if start <= a < start + len(one.text)] for name, spans in marks.items()}
            inside["every word"] = [(0, len(one.text))]  # what a mark on every word would reach
            for name, spans in inside.items():
                counts[name].append(word_counts(one, spans, STOP_WORDS))
    words = sum(len(_WORD.findall(one.text)) for one in coded)
    return {name: figures(found, words) for name, found in counts.items()}


def _parsed(coded: list[Coded]) -> Iterator[tuple[list[Coded], list[int], Parsed]]:
    """Yield some texts at a time: the texts, where each begins in the article made of them, and its parse; a text is a paragraph."""
    for first in range(0, len(coded), _TOGETHER):
        texts = coded[first : first + _TOGETHER]
        starts = [0]
        for one in texts[:-1]:
            starts.append(starts[-1] + len(one.text) + 2)
        yield texts, starts, parse(Article("\n\n".join(one.text for one in texts)))


def own_figures(data: Path, lexicon: pd.DataFrame, encoder: Encoder, part: str = "test", path: Path = GOLD) -> dict[str, Any]:
    """Measure list, model and both on our own labelled texts, and how far two readers agree on all that two have read."""
    counts: dict[str, list[tuple[int, int, int]]] = {name: [] for name in ("list", "model", "list and model")}
    groups, words, twice, rows = [], 0, [], []
    second = {one.text for one in read_labels(data, part, reader="second", path=path)}
    for one in read_labels(data, part, path=path):
        parsed = parse(Article(one.text))
        loaded = read_words(parsed, encoder)
        sure = [(token.idx, token.idx + len(token)) for token in parsed.doc if loaded.p[token.i] >= THRESHOLD]
        marks = {"list": marks_in(parsed, lexicon, None), "model": sure, "list and model": marks_in(parsed, lexicon, encoder)}
        gold = [(mark.start, mark.end) for mark in one.marks]
        for start, end, _ in one.sentences:
            tokens = [token for token in parsed.doc if start <= token.idx < end and token.text[0].isalnum()]
            is_true = [covered(token.idx, gold) for token in tokens]
            for name, spans in marks.items():
                is_told = [covered(token.idx, spans) for token in tokens]
                counts[name].append((sum(a and b for a, b in zip(is_told, is_true, strict=True)), sum(is_told), sum(is_true)))
            rows += [(loaded.p[token.i], true) for token, true in zip(tokens, is_true, strict=True)]
            groups.append(f"{one.corpus}/{one.name}")
            words += len(tokens)
            twice.append(one.text in second)
    both = np.array(counts["list and model"], dtype=float)[np.array(twice)]
    p, true = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    return {
        "words": {name: figures(found, words, groups) for name, found in counts.items()},
        "agreement": agreement(data, path),
        "f1_where_two_read": round(word_quality(both)[2], 1),
        "calibration_error": round(_calibration_error(p, true), 4),
        "calibration_error_from_floor": round(_calibration_error(p[p >= FLOOR], true[p >= FLOOR]), 4),
    }


def _calibration_error(p: NDArray[np.float64], true: NDArray[np.float64]) -> float:
    return calibration_error(np.stack([1 - p, p], axis=1), true.astype(np.int64))


def covered(place: int, spans: Iterable[Span]) -> bool:
    """Say whether a character stands inside one of some spans."""
    return any(start <= place < end for start, end in spans)


def agreement(data: Path, path: Path = GOLD) -> dict[str, Any]:
    """Return how far two readers agree on the sentences that both have read: by word (F1, alpha), and on opinion by sentence (alpha)."""
    first = {one.text: one for one in read_labels(data, path=path)}
    words: list[tuple[bool, bool]] = []
    opinions: list[tuple[bool, bool]] = []
    for two in read_labels(data, reader="second", path=path):
        one = first[two.text]
        theirs = {(start, end): opinion for start, end, opinion in two.sentences}
        spans = [[(mark.start, mark.end) for mark in each.marks] for each in (one, two)]
        for start, end, opinion in one.sentences:
            opinions.append((opinion, theirs[start, end]))
            places = (match.start() + start for match in _WORD.finditer(one.text[start:end]))
            words += [(covered(place, spans[0]), covered(place, spans[1])) for place in places]
    table = np.array(words)
    quality = word_quality(np.array([[(table[:, 0] & table[:, 1]).sum(), table[:, 1].sum(), table[:, 0].sum()]], dtype=float))
    return {
        "sentences": len(opinions),
        "f1": round(quality[2], 1),
        "alpha": round(_alpha(table), 3),
        "opinion_alpha": round(_alpha(np.array(opinions)), 3),
    }


def _alpha(pairs: NDArray[np.bool_]) -> float:
    """Return Krippendorff's alpha of two coders, nominal, every unit coded by both (Krippendorff 2019, chapter 12)."""
    units = pairs.size
    marked = int(pairs.sum())
    expected = 2 * marked * (units - marked) / (units * (units - 1))
    return float(1 - (pairs[:, 0] != pairs[:, 1]).mean() / expected)
