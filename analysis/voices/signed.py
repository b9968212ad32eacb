"""Quotations signed on the next line: “We will not pay.” and below it "— Dana Frost, union leader"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.voices.speech import Voice

if TYPE_CHECKING:
    from analysis.reading.parse import Parsed

_SIGNATURE = re.compile(r"[—–―-]{1,2}\s{0,2}(?P<name>[A-ZÀ-Þ][^\n“”\"?!:;]{2,100}?)\.?\s*$")
_LONGEST = 14
_WHOLLY = 0.9
"""Share of a paragraph between quotation marks from which it is a quotation that a line below it may sign."""


def signed_quotations(parsed: Parsed) -> list[Voice]:
    """Return what is said in each sentence of a paragraph of quotation that the next line signs, in order."""
    rows = parsed.sentences.groupby("paragraph")
    spans = list(zip(rows["start"].min().tolist(), rows["end"].max().tolist(), strict=True))
    found: list[Voice] = []
    for (start, end), (below, stop) in zip(spans, spans[1:], strict=False):
        signature = _SIGNATURE.match(parsed.story, below, stop)
        if signature is None or not _is_name(parsed, *signature.span("name")) or not _is_quotation(parsed, start, end):
            continue
        table = parsed.sentences[(parsed.sentences["start"] >= start) & (parsed.sentences["end"] <= end)]
        edges = zip(table["start"].tolist(), table["end"].tolist(), strict=True)
        found += [Voice(first, last, signature.span("name"), None, set_off=True) for first, last in edges]
    return found


def _is_name(parsed: Parsed, start: int, end: int) -> bool:
    """Say whether words are a name with what is told of its bearer, and no sentence."""
    tokens = parsed.tokens(start, end)
    return len(tokens) <= _LONGEST and not any(token.pos_ in ("VERB", "AUX") and token.dep_ == "ROOT" and token.text[0].islower() for token in tokens)


def _is_quotation(parsed: Parsed, start: int, end: int) -> bool:
    quoted = sum(min(quote.end, end) - max(quote.start, start) for quote in parsed.quotes_in(start, end))
    return quoted >= _WHOLLY * (end - start)
