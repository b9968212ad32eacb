"""How a model reads a text and its target: as token ids, with the target marked in the text or among the ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

INPUTS = ("late mark", "marked pair", "pair", "text")
"""How a model reads a target: the text, and from a layer on which tokens are the target (the embedded model); the text with ``* target *`` and
the target as second segment; text and target; the text alone."""
MAX_TOKENS = 160
_MAX_TARGET_TOKENS = 32


@dataclass(frozen=True)
class EncodedText:
    """A text as token ids, and the places among them that are the target; no places for a text as a whole.  cut: whether the text was longer."""

    ids: tuple[int, ...]
    marked: tuple[int, ...] = ()
    cut: bool = False


def mark_target(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the two segments a model of marked pairs reads: the text with ``* target *`` marked, and the target again."""
    target = text[start:end]
    return f"{text[:start]}* {target} *{text[end:]}", target


def encode_marked(tokenizer: Tokenizer, text: str, start: int, end: int, max_tokens: int = MAX_TOKENS) -> EncodedText:
    """Return the ids of a text (``<s> text </s>``) and which of them are the target's.

    tokenizer: without truncation or padding.  A text over ``max_tokens`` is cut to a window around the target.
    """
    encoded = tokenizer.encode(text)
    ids, spans = encoded.ids, encoded.offsets
    marked = [at for at, (first, last) in enumerate(spans) if first < end and last > start and last > first]
    if len(ids) <= max_tokens:
        return EncodedText(tuple(ids), tuple(marked))
    left = _window(marked, len(ids) - 2, max_tokens - 2, offset=1)
    window = range(1 + left, 1 + left + max_tokens - 2)
    return EncodedText((ids[0], *(ids[at] for at in window), ids[-1]), tuple(at - left for at in marked if at in window), cut=True)


def encode_pair(tokenizer: Tokenizer, text: str, start: int, end: int, max_tokens: int = MAX_TOKENS, *, stars: bool = True) -> EncodedText:
    """Return the ids of a text and its target as second segment (``<s> text </s></s> target </s>``).

    tokenizer: as for ``encode_marked``; it adds its own special tokens.  A text over ``max_tokens`` is cut to a window around the target, a
    target over 32 tokens to its first 32.  stars: whether they stand around the target in the text.
    """
    first, target = mark_target(text, start, end) if stars else (text, text[start:end])
    pair = tokenizer.encode(first, target)
    if len(pair.ids) <= max_tokens:
        return EncodedText(tuple(pair.ids))
    second = tokenizer.encode(target, add_special_tokens=False)
    target = target[: second.offsets[_MAX_TARGET_TOKENS - 1][1]] if len(second.ids) > _MAX_TARGET_TOKENS else target
    words = tokenizer.encode(first, add_special_tokens=False).offsets
    room = max_tokens - (len(pair.ids) - len(words) - len(second.ids)) - min(len(second.ids), _MAX_TARGET_TOKENS)
    left = _window([i for i, (a, b) in enumerate(words) if a < end + 4 * stars and b > start], len(words), room)
    window = first[words[left][0] : words[min(left + room, len(words)) - 1][1]]
    return EncodedText(tuple(tokenizer.encode(window, target).ids[:max_tokens]), cut=True)


def encode_text(tokenizer: Tokenizer, text: str, max_tokens: int = MAX_TOKENS) -> EncodedText:
    """Return the ids of a text without target (``<s> text </s>``), its end cut off over ``max_tokens``."""
    ids = tokenizer.encode(text).ids
    return EncodedText(tuple(ids)) if len(ids) <= max_tokens else EncodedText((*ids[: max_tokens - 1], ids[-1]), cut=True)


def _window(inside: list[int], length: int, room: int, offset: int = 0) -> int:
    """Return where a window of ``room`` tokens begins that has the tokens ``inside`` in its middle."""
    inside = inside or [offset]
    return max(0, min((inside[0] + inside[-1]) // 2 - offset - room // 2, length - room))
