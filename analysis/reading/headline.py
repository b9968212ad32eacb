"""The headline: a known title becomes the first paragraph of the text, once."""

from __future__ import annotations

import re

from analysis.reading.folding import fold

_TOP = 4
"""Paragraphs among which a title is looked for."""
_DASH = r"\s+[|·–—-]\s+"


def with_headline(text: str, title: str | None, outlet: str | None) -> tuple[str, str | None, bool]:
    """Make the title the first paragraph unless it is there already; return text, title, and whether the first paragraph is the headline.

    A title that stands a little below the top, under the section or a date, stays where it is.
    """
    if not title:
        return text, None, False
    first = text.split("\n", 1)[0].strip()
    if _only_adds_the_outlet(title, first):
        return text, first, True
    if outlet:
        title = re.sub(r"(?<!\s)" + _DASH + re.escape(outlet) + r"\s*$", "", title, flags=re.IGNORECASE).strip() or title
    top = re.split(r"\n\s*\n", text[:2000], maxsplit=_TOP)[:_TOP]
    bare = compared(title)
    if bare and bare in (compared(first), compared(top[0])):
        return text, title, True
    if bare and bare in map(compared, top[1:]):
        return text, title, False
    return f"{title}\n\n{text}", title, True


def compared(line: str) -> str:
    """Reduce a line to its letters and digits, to compare a headline with a title."""
    return re.sub(r"[\W_]+", " ", fold(line).text).strip().casefold()


def _only_adds_the_outlet(title: str, first: str) -> bool:
    """Say whether a page calls itself "Headline - Outlet" or "Headline | Section | Outlet", the headline being the first line of the text."""
    before, _, after = title.partition(first)
    return not before and re.fullmatch(_DASH + ".+", after) is not None
