"""Read the hand-coded narratives: actions, roles and frames of articles (``training/narrative``).

``actions.jsonl`` has a line an article: corpus, name, half ("build" or "test"), sha256 of the text, ``read`` (the characters that were coded), the
sides (names) and the actions ``[start, end, form, act, agent, patient, agent's side, patient's side]``; agent and patient are ``[start, end]`` or
null.  ``readings.jsonl`` has a line an article and coder ("first", "second"): the sides with their role in the article ("none" is one) and ``casts``
(role, voice, the side that speaks, sentences), the questions answered with yes (code -> sentences), and the frames.  Sentences and spans are
characters.  Texts are read from DATA, as their authors publish them, and our own from ``training/*/articles``.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.frames.frames import FRAMES
from analysis.reading.article import Article, read_article
from training import terms_gold
from training.polnear import read_exactly
from training.who_gold import SEEDS, text_of

FOLDER = Path(__file__).parent / "narrative"
COLUMNS = dict(zip(FRAMES, ("CO", "HI", "EC", "MO", "RE"), strict=True))
"""Frame -> its column in ``narrative_frames/articles.tsv``."""

_SURE = 3
"""Phrases that say which side a coder means by a word of their own."""


@dataclass(frozen=True)
class Coded:
    """One article as one coder read it; ``row``: its line in the file."""

    corpus: str
    name: str
    half: str
    coder: str
    article: Article
    row: dict[str, Any]


def read_coded(data: Path, file: str, half: str | None = None, *, coder: str = "first") -> Iterator[Coded]:
    """Read the articles of a half (all where it is None) from "actions" or "readings", in the order of the file.

    Raises ValueError where a text in DATA is not the one that was coded.
    """
    for line in (FOLDER / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if half not in (None, row["half"]) or row.get("coder", "first") != coder:
            continue
        article = article_of(data, row["corpus"], row["name"])
        if hashlib.sha256(article.text.encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"{row['corpus']}/{row['name']}: the text in {data} is not the one that was coded; get the version named there")
        yield Coded(row["corpus"], row["name"], row["half"], row.get("coder", "first"), article, row)


def article_of(data: Path, corpus: str, name: str) -> Article:
    """Return an article as it was coded."""
    if corpus == "seed":
        return read_article(SEEDS / f"{name}.txt")
    if corpus == "narrative":
        return Article(text=read_exactly(FOLDER / "articles" / f"{name}.txt"))
    if corpus == "terms":
        return Article(text=terms_gold.text_of(data, "own", name))
    return Article(text=text_of(data, "own" if corpus == "who" else corpus, name))


def climate(data: Path) -> Iterator[tuple[str, Article, tuple[bool, ...]]]:
    """Yield name, article and frames (in the order of ``FRAMES``) of the climate news of Frermann et al. 2023."""
    csv.field_size_limit(sys.maxsize)
    with (data / "narrative_frames" / "articles.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield row["ID"], Article(text=row["text"]), tuple(row[COLUMNS[frame]] == "True" for frame in FRAMES)


def given_sides(coded: Coded) -> dict[str, list[str]]:
    """Return the coded sides as ``analyse`` takes them, first name -> all names; those whose names the text lacks are left out."""
    low = coded.article.text.lower()
    sides = coded.row["sides"]
    named = [side["names"] if isinstance(side, dict) else side for side in sides]
    return {names[0]: names for names in named if any(name.lower() in low for name in names)}


def sides_called(coded: Coded) -> dict[str, str]:
    """Return what the coder of the actions calls a side -> the first name of the side.

    That is a name of the side, or a word of one ("patients": "cancer patients"); or any other word, where at least three phrases of whoever is
    called so end in a name of that side ("gang": "sixteen members of the drug network").  Whoever is none of the sides is left out.
    """
    sides = coded.row["sides"]
    called = {name: names[0] for names in reversed(sides) for name in names}
    phrases: dict[str, list[str]] = defaultdict(list)
    for action in coded.row["actions"]:
        for span, name in zip(action[4:6], action[6:8], strict=True):
            if span is not None and name is not None and name not in called:
                phrases[name].append(coded.article.text[slice(*span)].lower())
    for name, told in phrases.items():
        for names in sides:
            part_of_name = any(name.lower() in one.lower().split() for one in names)
            if part_of_name or sum(any(phrase.endswith(one.lower()) for one in names) for phrase in told) >= _SURE:
                called.setdefault(name, names[0])
    return called
