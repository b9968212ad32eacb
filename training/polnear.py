"""Read PolNeAR: news articles in which sources, cues and contents of attribution are marked (Newell, Margolin and Ruths 2018, LREC).

The folder has ``train`` and ``dev``, each with ``text/*.txt`` and ``attributions/*.ann`` (brat standoff).  Some articles were annotated
several times; the first file by name is taken.  ``Discuss`` and ``Discard`` are notes of the annotators and are left out.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.who.gazetteer import first_names
from training.data import Example

ROLES = ("source", "cue", "content")

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Attribution:
    """One attribution: the character spans of source (none where the text names none), cue and content, each in order."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True)
class Annotated:
    """An article of the corpus with its attributions in order of their content."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def read_exactly(path: Path) -> str:
    """Return the text of an article as it stands, line ends too: offsets count every character."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def read_polnear(folder: Path) -> Iterator[Annotated]:
    """Read one split (``polnear/train``), an article a step, in order of the names; lines that are malformed are passed over."""
    texts = sorted((folder / "text").glob("*.txt"))
    if not texts:
        raise ValueError(f"{folder} holds no text/*.txt; give a split of PolNeAR, such as polnear/dev")
    for path in texts:
        annotations = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if annotations:
            text = read_exactly(path)
            found = _attributions(annotations[0].read_text(encoding="utf-8"), len(text))
            yield Annotated(path.stem, text, tuple(sorted(found, key=lambda one: one.content)))


def _attributions(lines: str, length: int) -> Iterator[Attribution]:
    spans: dict[str, tuple[str, Spans]] = {}
    relations = []
    for line in lines.splitlines():
        if mark := re.match(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t", line):
            pairs = tuple(sorted(tuple(map(int, pair.split())) for pair in mark[3].split(";")))
            spans[mark[1]] = (mark[2].lower(), pairs)  # type: ignore[assignment]
        elif re.match(r"E\d+\tAttribution", line):
            relations.append(re.findall(r" (Source|Cue|Content)\d*:(T\d+)", line))
    for relation in relations:
        parts: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
        for role, number in relation:
            if number in spans and spans[number][1][-1][1] <= length:
                parts[role.lower()] += spans[number][1]
        if parts["content"]:
            yield Attribution(*(tuple(sorted(parts[role])) for role in ROLES))


_FULL_NAME = re.compile(r"\b([A-Z][a-z]+)(?: [A-Z]\.)? ([A-Z][A-Za-z’'-]+)\b")
_SENTENCES = re.compile(r"(?<=[.!?”\"]) (?=[“\"A-Z])")
NEWS_LENGTH = (60, 400)
"""Characters of a sentence that is taken for a teacher to answer: longer than the first, shorter than the second."""


def unlabelled_persons(folder: Path, most: int = 8) -> list[Example]:
    """Return sentences of the articles with a person as target and no judgement of their own (label 1), for ``training.teach`` to answer.

    A person is whoever is once called by a common first name and a second name; up to ``most`` sentences an article, drawn by lot.
    """
    known = set(first_names())
    examples = []
    for path in sorted(folder.glob("*/text/*.txt")):
        text = " ".join(path.read_text(encoding="utf-8").split())
        surnames = {found[2] for found in _FULL_NAME.finditer(text) if found[1] in known}
        if not surnames:
            continue
        person = re.compile(rf"\b(?:[A-Z][a-z]+ )?(?:{'|'.join(map(re.escape, sorted(surnames)))})\b")
        rng = random.Random(path.name)
        sentences = [one for one in _SENTENCES.split(text) if NEWS_LENGTH[0] < len(one) < NEWS_LENGTH[1] and person.search(one)]
        for sentence in rng.sample(sentences, min(most, len(sentences))):
            found = rng.choice(list(person.finditer(sentence)))
            examples.append(Example(sentence, found.start(), found.end(), 1))
    return examples
