"""What stands in brackets and is not part of the story: stage directions of a transcript, and credits of a picture."""

from __future__ import annotations

import re

from analysis.lexicons import word_list
from analysis.reading.bylines import plain

BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{1,120})[)\]]")


def is_stage(inside: str) -> bool:
    """Say whether words in brackets are a stage direction: "(BEGIN VIDEO CLIP)", "[applause]", "(SOUNDBITE OF PROTEST)"; no "[commercial]"."""
    parts = [part for part in re.findall(r"[\w-]+", inside) if not part.isdigit()]
    shouted = inside.isupper()
    listed, small = word_list("furniture", "stage"), word_list("furniture", "stage, small")
    known = [part.lower() in listed or (shouted and part.lower() in word_list("furniture", "stage, in capitals")) for part in parts]
    if not any(known):
        return False
    beginning = known[0] or (parts[0] in ("BEGIN", "END") and len(parts) > 1)
    return all(at or part.lower() in small for at, part in zip(known, parts, strict=True)) or (shouted and beginning)


def is_credit(inside: str) -> bool:
    """Say whether words in brackets name who took a picture: "AP Photo/Anna Lind", "Photo by Anna Lind", "Reuters/Anna Lind"."""
    words = plain(inside)
    listed = word_list("furniture", "credit")
    first = re.match(r"[\w ]+", words)
    begins = first is not None and any(first[0] == word or first[0].startswith(word + " ") for word in listed)
    known = inside.split("/")[0] in word_list("furniture", "agency") and "/" in inside
    return (begins and (":" in inside or "/" in inside or " by " in inside)) or known or (words in listed and " " in words)
