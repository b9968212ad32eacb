"""Read the hand-labelled loaded words: where they are, which category each has, and which sentences are opinionated.

``training/terms/labels.jsonl`` has a line a text and reader: corpus, name, part ("train", "choose" or "test"), sha256 of the text, the reader
("first", "second"), ``sentences`` ``[start, end, opinionated]`` and ``marks`` ``[start, end, category, strength]``.  Offsets are characters;
``opinionated`` is 1 or 0; the strength is 2 for a word that most careful readers would mark, 1 for one that they could leave.  The texts
are not ours: they are read from the corpora in DATA, and our own from ``training/terms/articles``.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from training.domain import FILES, read_domain
from training.polnear import read_exactly
from training.who_gold import text_of as text_of_article

FOLDER = Path(__file__).parent / "terms"
GOLD = FOLDER / "labels.jsonl"
PARTS = ("train", "choose", "test")


@dataclass(frozen=True)
class Mark:
    """A loaded word or phrase: its characters, its category, and its strength, 1 or 2."""

    start: int
    end: int
    category: str
    strength: int


@dataclass(frozen=True)
class Labelled:
    """One text as one reader read it; ``sentences``: start, end and whether the writer gives an opinion; the rest was not read."""

    corpus: str
    name: str
    part: str
    reader: str
    text: str
    sentences: tuple[tuple[int, int, bool], ...]
    marks: tuple[Mark, ...]


def read_labels(data: Path, *parts: str, reader: str | None = "first", path: Path = GOLD) -> Iterator[Labelled]:
    """Read the texts of some parts (all where none is named), in the order of the file.

    reader: "first", "second", or None for both.  Raises ValueError where a text in DATA is not the one that was labelled.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if reader not in (None, row["reader"]) or (parts and row["part"] not in parts):
            continue
        text = text_of(data, row["corpus"], row["name"])
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"{row['corpus']}/{row['name']}: the text in {data} is not the one that was labelled; get the version named there")
        sentences = tuple((start, end, bool(opinionated)) for start, end, opinionated in row["sentences"])
        yield Labelled(row["corpus"], row["name"], row["part"], row["reader"], text, sentences, tuple(Mark(*mark) for mark in row["marks"]))


def labelled_names(path: Path = GOLD) -> list[str]:
    """Return the names of the texts that were labelled."""
    return sorted({json.loads(line)["name"] for line in path.read_text(encoding="utf-8").splitlines()})


def text_of(data: Path, corpus: str, name: str) -> str:
    """Return a text as it was labelled; single sentences ("factappeal", "newsmtsc", our own of "domain") stand one a line, named "17+20+21"."""
    if corpus == "own":
        return read_exactly(FOLDER / "articles" / f"{name}.txt")
    if corpus in ("factappeal", "newsmtsc", "domain"):
        rows = _sentences(data, corpus)
        return "\n".join(rows[int(number)] for number in name.split("+"))
    return text_of_article(data, corpus, name)


@lru_cache(maxsize=3)
def _sentences(data: Path, corpus: str) -> tuple[str, ...]:
    """Return the sentences of the training file of a corpus, in order, white space folded."""
    if corpus == "domain":
        return tuple(" ".join(one.rendered()[0].split()) for one in read_domain(FILES[0]))
    if corpus == "newsmtsc":
        lines = (data / corpus / "train.jsonl").read_text(encoding="utf-8").splitlines()
        return tuple(" ".join(json.loads(line)["sentence_normalized"].split()) for line in lines)
    with (data / corpus / "train.csv").open(encoding="utf-8", newline="") as file:
        return tuple(" ".join(row["sentence"].split()) for row in csv.DictReader(file))
