"""Spans typed into a text: [s source], [c cue], [t content], [q quotation]; with a question mark nameless, as in [c? it is feared]."""

from __future__ import annotations

import re

from analysis.voices.pairing import Span
from analysis.voices.tagger import ROLES

MARKED = re.compile(r"\[([sctq])(\?)? ([^\]]*)\]")
LETTERS = {"s": "source", "c": "cue", "t": "content", "q": "content"}


def read_marked(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """Return the text without its marks, and the spans of each role in order."""
    text, spans, last = "", {role: [] for role in ROLES}, 0
    for match in MARKED.finditer(marked):
        text += marked[last : match.start()]
        spans[LETTERS[match[1]]].append(Span(len(text), len(text) + len(match[3]), True, match[2] is not None, match[1] == "q"))
        text += match[3]
        last = match.end()
    return text + marked[last:], spans
