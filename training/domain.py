"""Our own labelled sentences (``training/domain``): names in slots, so that they can be exchanged for others of the same kind.

``sentences.jsonl``, for training, and ``held_out.jsonl`` mark a name or target as ``[SLOT.FORM|words|label|kind|voice]``; ``README.md`` beside
them is the code book.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.edits import before_words
from training.data import Example

FOLDER = Path(__file__).parent / "domain"
FILES = (FOLDER / "sentences.jsonl", FOLDER / "held_out.jsonl")
FORMS = ("name", "adj", "people", "capital")
STAND_INS = ("Lithuania", "Latvia", "Romania", "Bulgaria", "Slovakia", "Croatia", "Hungary", "Slovenia", "Portugal", "Denmark", "Finland", "Norway")
"""The names that are read in the place of countries' names, see the model card; all their forms begin with a consonant."""
LABELS = {"-": 0, "0": 1, "+": 2}
VOICES = {"n": "narrator", "q": "quoted"}
KINDS = frozenset("country army government party police union company ministry rebels peacekeepers court protesters person club agency".split())  # noqa: SIM905
_MARK = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)(?:\|([-0+])\|(\w+)\|([nq]))?\]")

Name = dict[str, str]
"""A name in its forms: kind, name, and for countries adj, people, capital."""


@dataclass(frozen=True)
class Part:
    """A marked stretch of a sentence: its words, the slot and form of the name in it, and, where it is a target, label, kind and voice."""

    words: str
    slot: str
    form: str
    label: int | None
    kind: str
    voice: str


@dataclass(frozen=True)
class Sentence:
    """One sentence of the set; ``pieces`` are plain words and marked parts in order."""

    situation: str
    half: str
    case: str
    pieces: tuple[str | Part, ...]
    names: dict[str, Name]
    tone: int
    subjective: int

    def rendered(self, names: dict[str, Name] | None = None) -> tuple[str, list[tuple[int, int, Part]]]:
        """Return the text with other names in the slots (default: its own), and the spans of its targets; "a" and "an" follow the names."""
        names = names or self.names
        text = ""
        targets = []
        for piece in self.pieces:
            if isinstance(piece, str):
                text += piece
                continue
            words = piece.words.replace(self.names[piece.slot][piece.form], names[piece.slot][piece.form], 1) if piece.slot else piece.words
            text = before_words(text, words)
            if piece.label is not None:
                targets.append((len(text), len(text) + len(words), piece))
            text += words
        return text, targets


@lru_cache(maxsize=1)
def names() -> dict[str, list[Name]]:
    """Return the names by kind, from ``names.csv``."""
    found: dict[str, list[Name]] = {}
    with (FOLDER / "names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["kind"], []).append(row)
    return found


def stand_ins() -> dict[str, list[str] | list[list[str]]]:
    """Return what a stance model's config says of countries: the forms of all, and the names that the model reads in their place."""
    return {"stand_ins": list(STAND_INS), "countries": [[one[form] for form in FORMS] for one in names()["country"]]}


def placeholder(kind: str, letter: str) -> Name:
    """Return the name that says nothing: "Country A" in all forms, or "Company A", ..."""
    plain = f"{kind.capitalize()} {letter}"
    return {"kind": kind, "name": plain, "adj": plain, "people": f"people of {plain}", "capital": plain}


def read_domain(*paths: Path) -> list[Sentence]:
    """Read the set, or the files named; raise ValueError, with file and line, for a mark or name that does not fit."""
    known = {f"{kind}:{one['name']}": one for kind, listed in names().items() for one in listed}
    return [one for path in paths or FILES for one in _read(path, known)]


def _read(path: Path, known: dict[str, Name]) -> Iterator[Sentence]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line:
            continue
        row = json.loads(line)
        try:
            used = {slot: known[name] for slot, name in row["names"].items()}
            pieces = _pieces(row["text"], used)
            yield Sentence(row["situation"], row["half"], row["case"], pieces, used, LABELS[row["tone"]], int(row["subjective"]))
        except (KeyError, ValueError) as error:
            raise ValueError(f"{path}, line {number}: {error} in {row.get('text', '')!r}") from error


def _pieces(text: str, used: dict[str, Name]) -> tuple[str | Part, ...]:
    pieces: list[str | Part] = []
    done = 0
    for mark in _MARK.finditer(text):
        pieces.append(text[done : mark.start()])
        place, words, label, kind, voice = mark.groups()
        slot, _, form = place.partition(".")
        if slot and used[slot][form] not in words:
            raise ValueError(f"the mark {mark[0]!r} does not hold {used[slot][form]!r}")
        if label and kind not in KINDS:
            raise ValueError(f"the mark {mark[0]!r} has the kind {kind!r}; known are {', '.join(sorted(KINDS))}")
        pieces.append(Part(words, slot, form, LABELS[label] if label else None, kind or "", VOICES.get(voice, "")))
        done = mark.end()
    pieces.append(text[done:])
    if any(isinstance(piece, str) and re.search(r"[\[\]|]", piece) for piece in pieces):
        raise ValueError("a broken mark")
    return tuple(pieces)


def other_names(sentence: Sentence, rng: random.Random, *, placeholders: float = 0.0) -> dict[str, Name]:
    """Fill the slots with other names of the same kind, all different; with the given chance with placeholders instead."""
    if rng.random() < placeholders:
        return {slot: placeholder(own["kind"], "ABC"[at % 3]) for at, (slot, own) in enumerate(sorted(sentence.names.items()))}
    filled: dict[str, Name] = {}
    for slot, own in sentence.names.items():
        filled[slot] = rng.choice([one for one in names()[own["kind"]] if one is not own and one not in filled.values()])
    return filled


def exchanged_names(sentence: Sentence, rng: random.Random) -> dict[str, Name]:
    """Let the names of the same kind in a sentence change places; a name alone of its kind gives way to another of that kind."""
    filled = other_names(sentence, rng)
    for kind in {own["kind"] for own in sentence.names.values()}:
        slots = sorted(slot for slot, own in sentence.names.items() if own["kind"] == kind)
        if len(slots) > 1:
            filled |= {slot: sentence.names[slots[(at + 1) % len(slots)]] for at, slot in enumerate(slots)}
    return filled


def domain_examples(sentences: list[Sentence], rng: random.Random, *, pairs: int) -> list[Example]:
    """Return the sentences as examples of stance in pairs of two sets of names, and once as a whole, in turn of tone and of subjectivity.

    The first set of the first pair is the sentence's own; a sentence without names is there once.
    """
    examples = []
    pair = 0
    for number, sentence in enumerate(sentences):
        filled = [sentence.names, *(other_names(sentence, rng, placeholders=0.1) for _ in range(2 * pairs - 1))]
        rendered = [sentence.rendered(names_used) for names_used in (filled if sentence.names else filled[:1])]
        for place in range(len(rendered[0][1])):
            for at, (text, targets) in enumerate(rendered):
                start, end, part = targets[place]
                pair += at % 2 == 0
                assert part.label is not None
                examples.append(Example(text, start, end, part.label, "stance", pair if len(rendered) > 1 else 0))
        whole = (sentence.tone, "tone") if number % 2 else (sentence.subjective, "subjective")
        examples.append(Example(rendered[-1][0], None, None, *whole))
    return examples


def domain_targets(sentences: list[Sentence]) -> list[Example]:
    """Return every target of the sentences, under their own names, as an example of stance."""
    rendered = [sentence.rendered() for sentence in sentences]
    return [Example(text, start, end, part.label) for text, targets in rendered for start, end, part in targets if part.label is not None]
