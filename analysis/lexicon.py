"""The list of loaded terms: read it, or a reader's own, and check it.

A list is a CSV file; ``lexicons/README.md`` is the code book of ours.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

LEXICON_PATH = Path(__file__).parent / "lexicons" / "loaded_terms.csv"
LEXICON_VERSION = "1"

CATEGORIES: dict[str, str] = {
    "territory": "says in one word whom a place belongs to",
    "legitimacy": "grants or denies the right to rule or to act",
    "violence": "paints a use of force as cruelty instead of describing it",
    "blame": "settles who is guilty, who started it, or what someone meant to do",
    "deceit": "says that what others say or believe is false or made to mislead",
    "victimhood": "shows people as victims and asks for pity",
    "praise": "celebrates people, leaders or weapons",
    "label": "puts people in a drawer instead of saying what they do",
    "euphemism": "hides what was done behind a mild, technical or official name",
    "drama": "makes an event larger or hotter: disaster, fight and alarm words",
    "intensifier": "adds force or outrage without adding a fact",
    "doubt": "casts doubt on a name or a claim without saying why",
}
"""Category -> what it holds; the code book in ``lexicons/README.md`` says the same at length."""

OWN_LIST = "own list"
TONES = ("negative", "positive", "neutral-sounding")
PARTS = ("verb", "noun", "adj", "adv", "phrase")

LEAVE_OUT = "(leave out)"
"""The neutral wording of a word that is best left out ("brutally")."""

COLUMNS = ("term", "pos", "category", "tone", "neutral", "note", "source", "context")
_REQUIRED = COLUMNS[:7]


def read_lexicon(path: str | Path | None = None) -> pd.DataFrame:
    """Read a list of loaded terms and check it.

    path: a CSV file; None reads the list that comes with the suite.  A reader's own list needs only the column ``term``: part of
    speech then is not checked, the category is "own list", and no neutral wording means no effect.  Commas or semicolons.
    The table's ``attrs`` hold name, version, sha256 and number of entries, for the provenance of a result.

    Raises FileNotFoundError, or ValueError naming file, line, value and what is allowed.
    """
    own = path is not None
    file = Path(path) if path is not None else LEXICON_PATH
    if not file.is_file():
        raise FileNotFoundError(f"{file}: no such list of terms; give a CSV file with a column `term`, or none for the suite's own list")
    data = file.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{file} is not UTF-8 text; save it as `CSV UTF-8` and try again") from error
    rows = _checked_rows(file, text, own)
    if not rows:
        raise ValueError(f"{file} holds no terms; write one term a line under the heading `term`")
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(object)
    table.attrs = {
        "name": file.name,
        "version": None if own else LEXICON_VERSION,
        "sha256": hashlib.sha256(data).hexdigest(),
        "entries": len(table),
    }
    return table


def _checked_rows(file: Path, text: str, own: bool) -> list[dict[str, str]]:
    heading = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in heading and "," not in heading else ",")
    columns = [name.strip().lower() for name in next(reader, [])]
    for name in ("term",) if own else _REQUIRED:
        if name not in columns:
            raise ValueError(f"{file}, line 1: no column `{name}` among {columns}; the columns are {', '.join(COLUMNS)}")
    unknown = [name for name in columns if name not in COLUMNS]
    if unknown and not own:
        raise ValueError(f"{file}, line 1: unknown column `{unknown[0]}`; the columns are {', '.join(COLUMNS)}")
    rows: list[dict[str, str]] = []
    seen: dict[tuple[str, str], int] = {}
    for cells in reader:
        where = f"{file}, line {reader.line_num}"
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns):
            raise ValueError(f"{where}: {len(cells)} cells for {len(columns)} columns; put a text that holds a comma between quotation marks")
        given = dict(zip(columns, (" ".join(cell.split()) for cell in cells), strict=False))
        row = {name: given.get(name, "") for name in COLUMNS}
        if own:
            row["pos"], row["category"] = row["pos"] or "phrase", row["category"] or OWN_LIST
        _check_row(where, row, own)
        key = (row["term"].lower(), row["pos"])
        if key in seen:
            raise ValueError(f"{where}: {row['term']!r} ({row['pos']}) was already listed on line {seen[key]}; remove one of the two")
        seen[key] = reader.line_num
        rows.append(row)
    return rows


def _check_row(where: str, row: dict[str, str], own: bool) -> None:
    if not row["term"] or not re.search(r"\w", row["term"]):
        raise ValueError(f"{where}: empty `term`; write the dictionary form of the word or words")
    if row["term"].startswith("*") or row["term"].endswith("*") or "* *" in row["term"]:
        raise ValueError(f"{where}: {row['term']!r} has a gap `*` at its edge or twice in a row; a gap stands between two words")
    _allowed(where, row, "pos", PARTS)
    _allowed(where, row, "category", (*CATEGORIES, OWN_LIST) if own else tuple(CATEGORIES))
    if row["tone"] or not own:
        _allowed(where, row, "tone", TONES)
    for name, remedy in () if own else (("neutral", f"one wording, or {LEAVE_OUT}"), ("note", "one sentence")):
        if not row[name]:
            raise ValueError(f"{where}: {row['term']!r} has an empty `{name}`; write {remedy}")
    if row["neutral"] == LEAVE_OUT and row["pos"] in ("noun", "verb"):
        raise ValueError(f"{where}: {row['term']!r} is a {row['pos']}, and a {row['pos']} cannot be left out; write one wording in `neutral`")
    if row["neutral"].lower() == row["term"].lower():
        raise ValueError(f"{where}: the neutral wording of {row['term']!r} is the term itself; write another one")
    if row["context"] and not re.fullmatch(r"(with|without): ?\S.*", row["context"]):
        raise ValueError(f"{where}: `context` is {row['context']!r}; allowed are `with: word word` and `without: word word`")


def _allowed(where: str, row: dict[str, str], name: str, allowed: Sequence[str]) -> None:
    if row[name] not in allowed:
        raise ValueError(f"{where}: {row[name]!r} is no `{name}` (term {row['term']!r}); allowed are {', '.join(allowed)}")
