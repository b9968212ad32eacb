"""Measure who is found to speak where, end to end, on the dev split of PolNeAR; called as ``python -m training.evaluate voices``.

Token F1 over words and punctuation marks: a token counts as source, cue or content where its middle lies in such a span, of the corpus or
of the table ``voices``.  Each article is read as the suite reads any other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.reading.article import Article
from analysis.reading.encoder import Encoder
from analysis.reading.parse import Parsed, parse
from analysis.voices.pairing import Span, pair_spans
from analysis.voices.tagger import ROLES
from analysis.voices.voices import find_voices
from training.cards import between, markdown
from training.metrics import bootstrap_interval, word_quality
from training.polnear import Annotated, Attribution, read_polnear

RESAMPLES = 1000
_TOKEN = re.compile(r"\w+(?:[.,'’-]\w+)*|[^\w\s]")
_COLUMNS = {"source": ("speaker_start", "speaker_end"), "cue": ("cue_start", "cue_end"), "content": ("start", "end")}

Counts = dict[str, tuple[int, int, int]]
"""Role (or role and place) -> tokens found and right, found, and there are."""


def evaluate_voices(data: Path) -> dict[str, Any]:
    """Measure everything that is published about the tagger and the rules that find voices."""
    encoder = Encoder()
    return {
        "command": "python -m training.evaluate voices --data DATA",
        "sha256": encoder.hash,
        "polnear dev": voices_figures(data / "polnear" / "dev", encoder),
    }


def voices_tables(results: dict[str, Any]) -> dict[str, str]:
    """Return the Markdown of each marked place of the card of the tagger, by the name of its mark."""
    dev = results["polnear dev"]
    lines = [["found by", "counted", "token F1 of", "F1", "95 % interval", "precision", "recall"]]
    facts = [["what", "measured"], ["articles, attributions", f"{dev['articles']}, {dev['attributions']}"]]
    for engine in ("tagger and rules", "rules"):
        for counted in ("all attributions", "of a named source"):
            for role, row in dev[engine][counted].items():
                lines.append([engine, counted, role, row["f1"], between(row), row["precision"], row["recall"]])
        facts.append([f"speaker right, end to end, {engine}", f"{dev[engine]['speaker right']['percent']} % of attributions of a named source"])
    given = dev["speaker right, given the spans"]
    facts.append(["speaker right, given all spans", f"{given['percent']} % of {given['rows']} contents of a named source"])
    return {"results": markdown(lines), "facts": markdown(facts)}


def voices_figures(folder: Path, encoder: Encoder) -> dict[str, Any]:
    """Return token F1 by role, with precision, recall and a 95 % interval, and how often the speaker is right (percent), for both engines.

    folder: a split of PolNeAR.  The interval resamples articles.
    """
    articles = list(read_polnear(folder))
    parsed = [parse(Article(text=one.text)) for one in articles]
    results: dict[str, Any] = {"articles": len(articles), "attributions": sum(len(one.attributions) for one in articles)}
    for name, engine in (("tagger and rules", encoder), ("rules", None)):
        tables = [find_voices(read, {}, engine) for read in parsed]
        results[name] = {
            "all attributions": _token_figures(articles, parsed, tables, named_only=False),
            "of a named source": _token_figures(articles, parsed, tables, named_only=True),
            "speaker right": _share(speaker_is_right(one, table) for one, table in zip(articles, tables, strict=True)),
        }
    results["speaker right, given the spans"] = _share(paired_right(one, read) for one, read in zip(articles, parsed, strict=True))
    return results


def token_counts(article: Annotated, parsed: Parsed, voices: pd.DataFrame, *, named_only: bool = False) -> Counts:
    """Count tokens of each role, and of content inside and outside quotation marks.

    named_only: leave attributions without a source out of the corpus, but not out of the table.
    """
    spans = np.array([match.span() for match in _TOKEN.finditer(article.text)]).reshape(-1, 2)
    middles = spans.sum(axis=1) // 2
    quoted = _inside(middles, [(quote.start, quote.end) for quote in parsed.quotes])
    counted = [one for one in article.attributions if one.source or not named_only]
    counts: Counts = {}
    for role in ROLES:
        true = _inside(middles, [span for one in counted for span in getattr(one, role)])
        start, end = (voices[column].dropna().astype(int) for column in _COLUMNS[role])
        told = _inside(middles, list(zip(start, end, strict=True)))
        parts = {role: np.ones(len(spans), bool)}
        if role == "content":
            parts |= {"content inside quotation marks": quoted, "content outside": ~quoted}
        counts |= {name: (int((true & told & part).sum()), int((told & part).sum()), int((true & part).sum())) for name, part in parts.items()}
    return counts


def speaker_is_right(article: Annotated, voices: pd.DataFrame) -> list[bool]:
    """Say for each attribution of a named source whether the row that shares most of its content has an overlapping speaker."""
    found = []
    for one in article.attributions:
        if one.source:
            shared = sum((np.minimum(voices["end"], end) - np.maximum(voices["start"], start)).clip(lower=0) for start, end in one.content)
            best = voices.loc[shared.idxmax()] if len(voices) and shared.max() > 0 else None
            span = (best["speaker_start"], best["speaker_end"]) if best is not None and not pd.isna(best["speaker_start"]) else None
            found.append(span is not None and _overlaps(one, *map(int, span)))
    return found


def paired_right(article: Annotated, parsed: Parsed) -> list[bool]:
    """Say for each content span of a named source whether pairing gives it an overlapping source, when all spans are given."""
    spans: dict[str, list[Span]] = {role: [] for role in ROLES}
    owner: dict[Span, Attribution] = {}
    for one in article.attributions:
        for number, (start, end) in enumerate(one.content):
            content = Span(start, end, number == 0, not one.source)
            spans["content"].append(content)
            owner[content] = one
        for role, parts in (("cue", one.cue), ("source", one.source)):
            if parts:
                spans[role].append(Span(parts[0][0], parts[-1][1], True, not one.source))
    ordered = {role: sorted(set(found), key=lambda span: (span.start, span.end)) for role, found in spans.items()}
    starts = parsed.sentences["start"].tolist()
    paired = pair_spans(ordered, lambda offset: max(1, bisect_right(starts, offset)))
    return [source is not None and _overlaps(owner[content], source.start, source.end) for content, _, source in paired if owner[content].source]


def _overlaps(one: Attribution, start: int, end: int) -> bool:
    return start < one.source[-1][1] and one.source[0][0] < end


def _inside(middles: NDArray[np.int64], spans: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    inside = np.zeros(len(middles), bool)
    for start, end in spans:
        inside[np.searchsorted(middles, start) : np.searchsorted(middles, end)] = True
    return inside


def _token_figures(articles: list[Annotated], parsed: list[Parsed], tables: list[pd.DataFrame], *, named_only: bool) -> dict[str, dict[str, Any]]:
    counted = [token_counts(*one, named_only=named_only) for one in zip(articles, parsed, tables, strict=True)]
    figures = {}
    for name in counted[0]:
        counts = np.array([one[name] for one in counted], dtype=float)
        low, high = bootstrap_interval(lambda rows, counts=counts: word_quality(counts[rows])[2], len(counts), RESAMPLES, seed=0)  # type: ignore[misc]
        precision, recall, f1 = word_quality(counts)
        figures[name] = {
            "f1": round(f1, 1),
            "interval": [round(low, 1), round(high, 1)],
            "precision": round(precision, 1),
            "recall": round(recall, 1),
        }
    return figures


def _share(answers: Iterable[list[bool]]) -> dict[str, Any]:
    all_answers = [one for part in answers for one in part]
    return {"rows": len(all_answers), "percent": round(100 * float(np.mean(all_answers)), 1) if all_answers else 0.0}
