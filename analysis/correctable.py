"""A file of corrections to fill in: empty lists, and below them what the program found, in the same form, to copy from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.corrected import with_start
from analysis.corrections import AS_READ, CHANGES, HOW_TO, MENTIONS, SPEAKERS, TERMS, Correction, CorrectionError, read_corrections
from analysis.files import replace_file
from analysis.reading.as_read import parse_folded
from analysis.tables import text_or_none

if TYPE_CHECKING:
    import pandas as pd

    from analysis.framing import Framing

_STEPS = (
    f'This file changes nothing yet. Copy a line from "{AS_READ}" into the list of the same name above it, and correct the copy there. '
    "Put a comma between two lines. Lines that you do not copy stay as they are.",
    'mentions: write another "side", or null if the words stand for no side.',
    'speakers: write another "speaker", in the words of the article, and its "side". If the reporter says it, write "speaker": null, '
    'and take out "side".',
    'terms: write "loaded": false to take the mark off. Or change "category", "about" (a side, or null) or "neutral".',
    'sides: write names to add, or null to take a side away: {"Armenia": ["Kalbajar"], "police": null}.',
    'If the program missed something, write a new line with its "sentence" and "words".',
)


def corrections_file(framing: Framing) -> str:
    """Return JSON for ``--corrections`` that changes nothing as it is.

    Its lists are empty; what was found stands below, under a name that is not read, each line as it would stand in its list.
    """
    names = {side: list(side_names) for side, side_names in _names(framing)}
    lists = {"sides": "{}", **{kind: "[]" for kind in CHANGES}}
    found = {"sides": _lines(((json.dumps(side, ensure_ascii=False) + ": ", each) for side, each in names.items()), "{}")}
    found |= {kind: _lines((("", entry) for entry in _entries(framing, kind)), "[]") for kind in CHANGES}
    parts = {HOW_TO: _lines((("", step) for step in _STEPS), "[]", indent=4), **lists, AS_READ: _object(found, 4)}
    return _object(parts, 2) + "\n"


def refuse_to_replace(path: str | Path) -> None:
    """Raise CorrectionError where a file is there that holds corrections, or something else, so that nobody's work is lost."""
    path, step = Path(path), "name another file, or move this one away"
    if not path.exists():
        return
    try:
        held = len(read_corrections(path))
    except CorrectionError as error:
        raise CorrectionError(f"{path} is there, and is not a file of corrections that can be read; {step} ({error})") from None
    if held:
        raise CorrectionError(f"{path} holds {held} correction{'s' * (held > 1)}, which would be lost; {step}")


def write_corrections_file(framing: Framing, path: str | Path) -> Path:
    """Write ``corrections_file`` of a reading; return its path.  Raises CorrectionError as ``refuse_to_replace`` does."""
    refuse_to_replace(path)
    return replace_file(Path(path), corrections_file(framing))


def _names(framing: Framing) -> Iterator[tuple[str, list[str]]]:
    table = framing.sides_table()
    for side in framing.sides:
        yield side, [name for name in table.loc[table["side"] == side, "name"] if name != side]


def _entries(framing: Framing, kind: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a kind as entries of corrections, in the order of the text."""
    parsed = parse_folded(framing.article)
    table: pd.DataFrame = {MENTIONS: framing.mentions, SPEAKERS: framing.voices, TERMS: framing.terms.assign(loaded=True)}[kind]
    for row in table.sort_values(["start", "end"], ascending=[True, False]).to_dict("records"):
        words = " ".join(framing.article.text[row["start"] : row["end"]].split())
        change = {name: row[name] if name == "loaded" else text_or_none(row[name]) for name in CHANGES[kind]}
        if kind == SPEAKERS and change["speaker"] is None:
            del change["speaker"]  # null would give the words to the reporter
        yield with_start(parsed, Correction(kind, int(row["sentence"]), words, change), int(row["start"])).as_dict()


def _lines(values: Iterator[tuple[str, Any]], brackets: str, *, indent: int = 6) -> str:
    """Return a list or an object with one value a line."""
    lines = [" " * indent + before + json.dumps(value, ensure_ascii=False) for before, value in values]
    return brackets if not lines else "\n".join([brackets[0], ",\n".join(lines), " " * (indent - 2) + brackets[1]])


def _object(parts: dict[str, str], indent: int) -> str:
    inside = ",\n".join(f"{' ' * indent}{json.dumps(name)}: {text}" for name, text in parts.items())
    return "\n".join(["{", inside, " " * (indent - 2) + "}"])
