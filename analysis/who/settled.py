"""What a person has settled before the engine begins: words that are a mention or none, and for whom a speaker stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from analysis.corrections import CORRECTED
from analysis.who.figures import Figure, Known, Stretch, kinds_of, text_of
from analysis.who.naming import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed


@dataclass(frozen=True)
class Settled:
    """Stretches of text with the side they mean or stand for; None for no side."""

    mentions: Mapping[Stretch, str | None] = field(default_factory=dict)
    speakers: Mapping[Stretch, str | None] = field(default_factory=dict)


NOTHING = Settled()


def mention_of(parsed: Parsed, stretch: Stretch, side: str) -> Mention:
    """Return the mention of a side that a person set."""
    words = " ".join(parsed.article.text[slice(*stretch)].split())
    return Mention(side, *stretch, f"{words} = {side} ({CORRECTED})")


def with_side(known: Known | None, side: str | None, tokens: list[Token], sentence: int) -> Known:
    """Return whom words mean, standing for a side: whoever bears the name that was read there; another one than "she" was thought to be."""
    if known is not None and known[0].side == side:
        return known
    if known is not None and known[1] == "named":
        known[0].side = side
        return known
    words, head = text_of(tokens), tokens[0].doc[tokens[0].i : tokens[-1].i + 1].root
    figure = known[0] if known else Figure(words, kinds_of(head))
    return replace(figure, name=words, side=side, words=words, sentence=sentence, named_at=tokens[0].idx), CORRECTED
