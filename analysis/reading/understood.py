"""An article as it was understood, for a person to check: papers, warnings, what was left out, and the text with what is not part of the story."""

from __future__ import annotations

from typing import Any

from analysis.reading.parse import Parsed
from analysis.templates import clean, counted

_PAPERS = ("title", "outlet", "date", "author", "section", "url", "source")
_UNKNOWN = "-"
_LONGEST_EXAMPLE = 60


def as_understood(parsed: Parsed) -> str:
    """Return an article as plain text: its papers first ("-" for what is not known), warnings, what was left out or read over, then the text.

    A paragraph that is not part of the story begins with its kind ("· [byline] By Ann Smith"); one that is so in part is marked there.  Control
    characters, which would act on a terminal, are not printed.
    """
    article = parsed.written
    lines = [f"{name + ':':10} {getattr(article, name) or _UNKNOWN}" for name in _PAPERS if name != "section" or article.section]
    filled = sum(bool(line.strip()) for line in article.text.split("\n"))
    lines.append(f"{'text:':10} {counted(len(article.text.split()), 'word')} in {counted(filled, 'paragraph')}")
    lines += [f"{'warning:':10} {warning}" for warning in (*article.warnings, *parsed.warnings)]
    lines += [f"{'left out:':10} {counted(each.count, each.kind)}{_example(each.example)}" for each in article.left_out]
    lines += [f"{'read over:':10} {counted(number, kind)}" for kind, number in parsed.folded.read_over().items()]
    told = sorted(getattr(parsed, "furniture", ()), key=lambda each: each.start)
    furniture = [(*parsed.folded.span_as_written(each.start, each.end), each.kind) for each in told]
    return clean("\n".join([*lines, "", _marked(article.text, furniture)])) + "\n"


def _example(example: str) -> str:
    """Return the beginning of what was left out, in brackets."""
    words = " ".join(example.split())
    return f" ({words[:_LONGEST_EXAMPLE]}{'...' if len(words) > _LONGEST_EXAMPLE else ''})" if words else ""


def _marked(text: str, furniture: list[tuple[int, int, Any]]) -> str:
    """Return the text with each stretch that is not part of the story marked before it, and behind it where more follows on its line."""
    parts, at = [], 0
    for begin, end, kind in furniture:
        start = max(begin, at)
        if start >= end:
            continue
        parts.append(text[at:start])
        opens = not text[text.rfind("\n", 0, start) + 1 : start].strip()
        closes = text.find("\n", end) == end or end == len(text)
        words = text[start:end].replace("\n", "\n· ")
        parts.append(f"{'· ' if opens else ''}[{kind}] {words}{'' if closes else ' [/]'}")
        at = end
    return "".join([*parts, text[at:]])
