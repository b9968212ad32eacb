"""Read the hand-coded sides: who the parties of an article are, where each is mentioned, and for whom each speaker speaks.

``training/who/sides.jsonl`` has a line an article: corpus, name, half ("build", "test", or "learn" and "choose" for those of which only
the sides were coded), sha256 of the text, the coder, the sides (name, every name that stands for it, essential or extra), names that would be a
mistake, mentions ``[start, end, side]`` and speakers
``[start, end, side]``; a side counts from 1, and 0 is a speaker who belongs to none.  Offsets are characters.  The texts are not ours:
they are read from the corpora in DATA, and our own from ``training/who/articles``.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.polnear import read_exactly

FOLDER = Path(__file__).parent / "who"
SEEDS = Path(__file__).parents[1] / "seeds" / "articles"
GOLD = FOLDER / "sides.jsonl"

Span = tuple[int, int, int]
"""Start, end and the number of a side."""


@dataclass(frozen=True)
class GoldSide:
    """A party of the story: its names, the usual one first; ``essential`` where a program must find it."""

    names: tuple[str, ...]
    essential: bool


@dataclass(frozen=True)
class Coded:
    """One article as one coder read it."""

    corpus: str
    name: str
    half: str
    coder: str
    text: str
    sides: tuple[GoldSide, ...]
    mistakes: tuple[str, ...]
    mentions: tuple[Span, ...] | None
    """None where only the sides and the speakers were coded."""
    speakers: tuple[Span, ...]


def read_gold(data: Path, half: str | None = None, *, coder: str = "first", path: Path = GOLD) -> Iterator[Coded]:
    """Read the articles of a half, all where it is None, in the order of the file.

    coder: "first", or "second" for the articles that were coded twice.  Raises ValueError where a text in DATA is not the one that was coded.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["coder"] != coder or half not in (None, row["half"]):
            continue
        text = text_of(data, row["corpus"], row["name"])
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"{row['corpus']}/{row['name']}: the text in {data} is not the one that was coded; get the version named there")
        yield Coded(
            row["corpus"], row["name"], row["half"], row["coder"], text,
            tuple(GoldSide(tuple(side["names"]), side["essential"]) for side in row["sides"]),
            tuple(row["mistakes"]), None if row["mentions"] is None else _spans(row["mentions"]), _spans(row["speakers"]),
        )  # fmt: skip


def _spans(rows: Iterable[list[int]]) -> tuple[Span, ...]:
    return tuple((start, end, side) for start, end, side in rows)


def text_of(data: Path, corpus: str, name: str) -> str:
    """Return the text of an article as it was coded."""
    if corpus == "seed":
        return read_exactly(SEEDS / f"{name}.txt")
    if corpus == "own":
        return read_exactly(FOLDER / "articles" / f"{name}.txt")
    if corpus == "gum_wikinews":
        return text_of_gum(data / corpus / "dep" / f"{name}.conllu")
    if corpus == "narrative_frames":
        csv.field_size_limit(sys.maxsize)
        with (data / corpus / "articles.tsv").open(encoding="utf-8", newline="") as file:
            return next(row["text"] for row in csv.DictReader(file, delimiter="\t") if row["ID"] == name)
    return read_exactly(data / corpus / "text" / f"{name}.txt")


def text_of_gum(path: Path) -> str:
    """Return the running text of a CoNLL-U file: words as they are spaced, paragraphs parted by an empty line."""
    words: list[str] = []
    gap, within = "", range(0)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            gap = "\n\n" if words else ""
        elif line.startswith("# sent_id"):
            within, gap = range(0), gap or (" " if words else "")
        elif line and not line.startswith("#"):
            number, form, misc = (line.split("\t")[k] for k in (0, 1, 9))
            if "-" in number:
                first, last = map(int, number.split("-"))
                within = range(first, last + 1)
            elif "." in number or int(number) in within:
                continue
            words.append(gap + form)
            gap = "" if "SpaceAfter=No" in misc else " "
    return "".join(words)
