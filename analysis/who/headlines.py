"""Headlines set in Title Case or CAPITALS: there a capital shows no name, and spaCy takes "Clinton Breaks" for a person."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.who.words import side_words

if TYPE_CHECKING:
    from spacy.tokens import Span

    from analysis.reading.parse import Parsed

_TITLE_CASE = 0.9
"""Share of the words with a capital from which a line is a headline in Title Case."""


@lru_cache(maxsize=2)
def title_case_lines(parsed: Parsed) -> frozenset[int]:
    """Return the numbers (from 1) of the sentences set in Title Case or CAPITALS; none where all are.  Those of the last two articles are kept."""
    small = side_words().small
    found = set()
    for number, text in zip(parsed.sentences["sentence"].tolist(), parsed.sentences["text"], strict=True):
        words = [word for word in re.findall(r"[^\W\d_]+", text)[1:] if len(word) > 1 and word.lower() not in small]
        if len(words) > 2 and sum(word[0].isupper() for word in words) >= _TITLE_CASE * len(words):
            found.add(number)
    return frozenset(found if len(found) < len(parsed.sentences) else ())


def ents_to_trust(parsed: Parsed) -> list[Span]:
    """Return the names that spaCy found, without those of headlines that the rest of the text does not have."""
    shouted = title_case_lines(parsed)
    placed = [(ent, parsed.sentence_at(ent.start_char) in shouted) for ent in parsed.doc.ents]
    elsewhere = {ent.text for ent, in_headline in placed if not in_headline}
    return [ent for ent, in_headline in placed if not in_headline or ent.text in elsewhere]
