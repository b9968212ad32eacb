"""What is looked at in a sentence that a learner wrote: are the facts still there, and how does the suite read it?"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from analysis.classroom.exercises.feedback import Feedback, again

if TYPE_CHECKING:
    from analysis.classroom.comparing import Reader, Reading


def lost(text: Any, keep: Collection[str]) -> Feedback | None:
    """Say which facts are missing, if any."""
    missing = [word for word in keep if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", str(text), re.IGNORECASE)]
    if missing:
        return again(f"These words of the task are missing: {', '.join(missing)}. The facts should stay.")
    return None


def read_alone(text: str) -> Reading:
    """Read a text for its voices and terms, whoever it is about."""
    return _reader_without_sides().read(text)


@lru_cache(maxsize=1)
def _reader_without_sides() -> Reader:
    from analysis.classroom.comparing import Reader

    return Reader({})
