"""Block quotations of a page as direct speech: in quotation marks, where the page only indents them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.reading.page_blocks import Block

_OPENING = "“\"„«‘'"
_MARKS = '“”"„«»'


def paragraphs(blocks: Sequence[Block]) -> list[str]:
    """Return the text of each block, block quotations in marks.

    Each paragraph of a quotation opens with a mark and the last one closes it, as printers do.  A quotation that has marks stays as it is.  Marks
    inside one that a colon announces become single ones; without a colon, marks inside mean that the page has set its own.
    """
    texts: list[str] = []
    index = 0
    while index < len(blocks):
        quote = _spoken_of(blocks[index])
        end = index + 1
        while quote is not None and end < len(blocks) and _spoken_of(blocks[end]) is quote:
            end += 1
        words = [block.text for block in blocks[index:end]]
        texts += words if quote is None else _in_marks(words, announced=bool(texts) and texts[-1].endswith((":", ": —", ":-")))
        index = end
    return texts


def _spoken_of(block: Block) -> Any:
    """Return the block quotation whose words a block is, or None for other blocks, headings and signatures."""
    return None if block.place.signed or block.heading else block.place.quote


def _in_marks(words: list[str], *, announced: bool) -> list[str]:
    """Set the paragraphs of one quotation in marks."""
    if any(text.lstrip("—–- ").startswith(tuple(_OPENING)) for text in words):
        return words
    if any(mark in text for text in words for mark in _MARKS):
        if not announced:
            return words
        words = [_single_marks(text) for text in words]
    return [f"“{text}" for text in words[:-1]] + [f"“{words[-1]}”"]


def _single_marks(text: str) -> str:
    """Return a text with single marks for double ones."""
    single = text.replace("“", "‘").replace("”", "’").replace("„", "‘").replace("«", "‘").replace("»", "’")
    first, *rest = single.split('"')
    return first + "".join(("‘" if number % 2 == 0 else "’") + part for number, part in enumerate(rest))
