"""The list of loaded words: read it, or a reader's own, and check it.

A list is a CSV file; ``lexicons/README.md`` is the code book of ours.  ``python -m analysis.terms.lexicon [FILE]`` checks a list and prints
every problem with its line; without a file it checks the list that comes with the suite.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.given import decode_given, read_given
from analysis.terms.context import parse_context

LEXICON_PATH = Path(__file__).parents[1] / "lexicons" / "loaded_terms.csv"
LEXICON_VERSION = "3"

CATEGORIES: dict[str, str] = {
    "territory": "says in one word whom a place belongs to",
    "legitimacy": "grants or denies the right to rule or to act",
    "violence": "makes a use of force look cruel instead of describing it",
    "blame": "settles who is guilty, who started it, or what someone meant to do",
    "deceit": "says that what others say or believe is false or meant to mislead",
    "victimhood": "shows people as victims and asks for pity",
    "praise": "celebrates people, leaders or weapons",
    "label": "puts people or their views in a box instead of saying what they do",
    "euphemism": "hides what was done behind a mild, technical or official name",
    "drama": "makes an event bigger or more heated: words of disaster, fight and alarm",
    "intensifier": "adds force or outrage but no fact",
    "doubt": "casts doubt on a name or a claim without saying why",
    "hedge": "makes the writer sound less committed to a claim",
    "booster": "strengthens a claim beyond the evidence shown",
}
"""Category -> what it holds; the code book in ``lexicons/README.md`` says the same at length."""

OWN_LIST = "own list"
TONES = ("negative", "positive", "neutral-sounding")
PARTS = ("verb", "noun", "adj", "adv", "phrase")

LEAVE_OUT = "(leave out)"
"""The neutral wording of a word that is best left out ("brutally")."""

COLUMNS = ("term", "pos", "category", "tone", "users", "neutral", "also", "note", "source", "context")
OPTIONAL = ("users", "also", "context")
_REQUIRED = tuple(name for name in COLUMNS if name not in OPTIONAL)

LARGEST_FILE = 10_000_000
LONGEST_CELL = 2_000
LONGEST_TERM = 200
_GIVE = "give a CSV file with a column `term`, or none for the suite's own list"

LONGEST_NOTE = 160
"""Characters a note may have: it stands in a tooltip and in a table."""


def read_lexicon(path: str | Path | None = None) -> pd.DataFrame:
    """Read a list of loaded words and check it.

    path: a CSV file; None reads the list that comes with the suite.  A reader's own list needs only the column ``term``: part of
    speech then is not checked, the category is "own list", and no neutral wording means no effect.  Commas or semicolons.
    The table's ``attrs`` hold name, version, sha256 and number of entries, for the provenance of a result.

    Raises FileNotFoundError, or ValueError naming file, line, value and what is allowed.
    """
    own = path is not None
    file = Path(path) if path is not None else LEXICON_PATH
    data, text = _read(file)
    table = pd.DataFrame(_checked(file, text, own), columns=list(COLUMNS), dtype=object)
    table.attrs = {
        "name": file.name,
        "version": None if own else LEXICON_VERSION,
        "sha256": hashlib.sha256(data).hexdigest(),
        "entries": len(table),
    }
    return table


@lru_cache(maxsize=8)
def _checked(file: Path, text: str, own: bool) -> tuple[tuple[str, ...], ...]:
    """Return the cells of the entries of a list, checked once for each text."""
    rows = []
    for where, row, problems in _rows(file, text, own):
        for problem in problems:
            raise ValueError(f"{where}: {problem}")
        rows.append(tuple(row[name] for name in COLUMNS))
    if not rows:
        raise ValueError(f"{file} holds no terms; write one term a line under the heading `term`")
    return tuple(rows)


def lint_lexicon(path: str | Path | None = None) -> list[str]:
    """Return every problem of a list, one line each: what ``read_lexicon`` refuses, and what an editor would.

    path: a CSV file; None checks the list that comes with the suite, and asks of each entry all that the code book asks.  Of a reader's own list
    it asks a full stop and the length of a note only where there is one.  An empty list means that nothing was found.

    Raises FileNotFoundError, or ValueError where the file is no such table at all.
    """
    file = Path(path) if path is not None else LEXICON_PATH
    _, text = _read(file)
    return [f"{where}: {problem}" for where, row, problems in _rows(file, text, path is not None) for problem in (*problems, *_untidy(row))]


def _read(file: Path) -> tuple[bytes, str]:
    try:
        data = read_given(file, _GIVE, most=LARGEST_FILE)
    except FileNotFoundError:
        raise FileNotFoundError(f"{file}: no such list of terms; {_GIVE}") from None
    return data, decode_given(data, file, "choose `CSV UTF-8` where the spreadsheet asks", what="is not UTF-8 text")


def _rows(file: Path, text: str, own: bool) -> Iterator[tuple[str, dict[str, str], list[str]]]:
    """Yield each entry with its place ("file, line 3") and what is wrong with it."""
    heading = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in heading and "," not in heading else ",")
    lines = _lines(file, reader)
    columns = [name.strip().lower() for name in next(lines, [])]
    for name in ("term",) if own else _REQUIRED:
        if name not in columns:
            raise ValueError(f"{file}, line 1: no column `{name}` among {columns}; the columns are {', '.join(COLUMNS)}")
    unknown = [name for name in columns if name not in COLUMNS]
    if unknown and not own:
        raise ValueError(f"{file}, line 1: unknown column `{unknown[0]}`; the columns are {', '.join(COLUMNS)}")
    seen: dict[tuple[str, str], int] = {}
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        given = dict(zip(columns, (" ".join(cell.split()) for cell in cells), strict=False))
        row = {name: given.get(name, "") for name in COLUMNS}
        if own:
            row["pos"], row["category"] = row["pos"] or "phrase", row["category"] or OWN_LIST
        problems = list(_problems(row, own))
        if len(cells) > len(columns):
            problems = [f"{len(cells)} cells for {len(columns)} columns; put a text that holds a comma between quotation marks"]
        key = (row["term"].lower(), row["pos"])
        if key in seen:
            problems.append(f"{row['term']!r} ({row['pos']}) was already listed on line {seen[key]}; remove one of the two")
        seen.setdefault(key, reader.line_num)
        yield f"{file}, line {reader.line_num}", row, problems


def _lines(file: Path, reader: Any) -> Iterator[list[str]]:
    """Yield the cells of each line; raise ValueError for what is no table, such as a quotation mark that is never closed."""
    try:
        for cells in reader:
            if long := next((cell for cell in cells if len(cell) > LONGEST_CELL), None):
                raise csv.Error(f"a cell has {len(long):,} characters, allowed are {LONGEST_CELL:,}")
            yield cells
    except csv.Error as error:
        step = "look for a quotation mark that is never closed, and write one term a line"
        raise ValueError(f"{file}, line {reader.line_num}: {error}; {step}") from None


def _problems(row: dict[str, str], own: bool) -> Iterator[str]:
    """Yield what keeps an entry from being used."""
    term, neutral = row["term"], row["neutral"]
    if not re.search(r"\w", term):
        yield "empty `term`; write the dictionary form of the word or words"
    if len(term) > LONGEST_TERM:
        yield f"{term[:40]!r}... has {len(term)} characters, a term may have {LONGEST_TERM}; write one term a line"
    if term.startswith("*") or term.endswith("*") or "* *" in term:
        yield f"{term!r} has a gap `*` at its edge or twice in a row; a gap goes between two words"
    yield from _not_allowed(row, "pos", PARTS)
    yield from _not_allowed(row, "category", (*CATEGORIES, OWN_LIST) if own else tuple(CATEGORIES))
    if row["tone"] or not own:
        yield from _not_allowed(row, "tone", TONES)
    for name, remedy in () if own else (("neutral", f"one wording, or {LEAVE_OUT}"), ("note", "one sentence")):
        if not row[name]:
            yield f"{term!r} has an empty `{name}`; write {remedy}"
    if neutral == LEAVE_OUT and row["pos"] in ("noun", "verb"):
        yield f"{term!r} is a {row['pos']}, and a {row['pos']} cannot be left out; write one wording in `neutral`"
    if neutral and neutral.lower() == term.lower():
        yield f"the neutral wording of {term!r} is the term itself; write another one"
    try:
        parse_context(row["context"])
    except ValueError as error:
        yield f"`context` of {term!r}: {error}"


def _not_allowed(row: dict[str, str], name: str, allowed: Sequence[str]) -> Iterator[str]:
    if row[name] not in allowed:
        yield f"{row[name]!r} is not a valid `{name}` (term {row['term']!r}); allowed are {', '.join(allowed)}"


def _untidy(row: dict[str, str]) -> Iterator[str]:
    """Yield what does no harm to the program and is still wrong in print."""
    term, note = row["term"], row["note"]
    if note and not note.endswith("."):
        yield f"the note of {term!r} ends in {note[-1]!r}; end it with a full stop"
    if len(note) > LONGEST_NOTE:
        yield f"the note of {term!r} has {len(note)} characters; allowed are {LONGEST_NOTE}"
    words = row["context"].split()
    for word in dict.fromkeys(words):
        if words.count(word) > 1:
            yield f"`context` of {term!r} holds {word!r} twice; once is enough"
    wordings = [row["neutral"], *(re.split(r" /(?: |$)", row["also"]) if row["also"] else ())]
    for wording in wordings[1:]:
        if wording.lower() in ("", term.lower()) or wordings.count(wording) > 1:
            yield f"`also` of {term!r} holds {wording!r}; allowed are further wordings parted by ` / `, none empty, none the term, none given twice"
    if row["term"].count("*") < row["neutral"].count("*"):
        yield f"the neutral wording {row['neutral']!r} has a gap `*` that {term!r} lacks; a gap keeps the words found in the term's gap"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a list from the command line; return 1 when something is wrong with it."""
    import argparse

    parser = argparse.ArgumentParser(prog="python -m analysis.terms.lexicon", description="Check a list of loaded words.")
    parser.add_argument("file", nargs="?", help="a CSV file with a column `term`; without it the list that comes with the suite")
    chosen = parser.parse_args(arguments)
    try:
        problems = lint_lexicon(chosen.file)
        entries = 0 if problems else len(read_lexicon(chosen.file))
    except (OSError, ValueError) as error:
        problems = [str(error)]
    if problems:
        print("\n".join(problems))
        return 1
    print(f"{chosen.file or LEXICON_PATH.name}: {entries} entries, nothing to complain of")
    return 0


if __name__ == "__main__":
    sys.exit(main())
