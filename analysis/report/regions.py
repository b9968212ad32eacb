"""Tables that scroll on a small screen, each a region with a name of its own: a screen reader lists regions by name."""

from __future__ import annotations

import re

_TABLE = re.compile(r"<h[23][^<>]*>(?P<heading>(?:(?!<h[23]).)*?)</h[23]>|<table>(?:(?!<table>).)*?</table>", re.DOTALL)
_CODE = re.compile(r"<code>[^<>]*</code>")
_TAG = re.compile(r'<div class="scroll" [^<>]*>')
_NAME = re.compile(r'(?<= aria-label=")[^"]*')


def with_regions(html: str, heading: str = "") -> str:
    """Return HTML made of Markdown with each of its tables in a region that scrolls, named after the heading above it.

    heading: the one that stands above the whole.
    """

    def wrapped(found: re.Match[str]) -> str:
        nonlocal heading
        if found["heading"] is not None:
            heading = re.sub(r"<[^<>]+>", "", found["heading"])
            return found[0]
        name = f"Table: {heading}" if heading else "Table"
        table = _CODE.sub(lambda code: code[0].replace("_", "_<wbr>"), found[0])  # a name of a file may go on in a second line there
        return f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">{table}</div>'

    heading = heading.replace('"', "&quot;")
    return _TABLE.sub(wrapped, html)


def told_apart(html: str, taken: set[str]) -> str:
    """Return HTML in which no region has the name of another: a repeated one gets a number.

    taken: names in small letters, to which those of this HTML are added.
    """

    def numbered(found: re.Match[str]) -> str:
        name = next(each for each in (found[0], *(f"{found[0]} ({i})" for i in range(2, 10_000))) if each.lower() not in taken)
        taken.add(name.lower())
        return name

    return _TAG.sub(lambda tag: _NAME.sub(numbered, tag[0], count=1), html)
