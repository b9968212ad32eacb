"""What a person corrects in a reading: sides, mentions, speakers and loaded words, each told by its sentence and its words.

Only the form is looked at here; ``analysis.corrected`` looks the words up in an article, and ``analysis.steps.read`` computes all else from them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from numbers import Integral
from pathlib import Path
from typing import Any

from analysis.files import replace_file
from analysis.given import decode_given, parse_json, read_given

CORRECTED = "corrected"
"""How a mention, a voice or a loaded word is known, or who found it, where a person said so."""
MENTIONS, SPEAKERS, TERMS = "mentions", "speakers", "terms"
CHANGES: dict[str, tuple[str, ...]] = {MENTIONS: ("side",), SPEAKERS: ("speaker", "side"), TERMS: ("loaded", "category", "about", "neutral")}
"""Kind of a correction -> what it may change."""
"""Kind of entry -> what it may change."""
HOW_TO, AS_READ = "how to use this file", "as read"
"""Parts of a file that are for a person only (``analysis.correctable``)."""
_PLACE = ("sentence", "words", "start")
_LARGEST = 1_000_000
_EXAMPLE = (
    '{"sides": {"Armenia": ["the brigade"], "police": null}, '
    '"mentions": [{"sentence": 2, "words": "its soldiers", "side": "Armenia"}], '
    '"speakers": [{"sentence": 4, "words": "two were killed", "speaker": "the ministry", "side": "Azerbaijan"}], '
    '"terms": [{"sentence": 3, "words": "liberated", "loaded": false}]}'
)
FORM = f"corrections look like {_EXAMPLE}; leave out what you do not need"


class CorrectionError(ValueError):
    """A correction cannot be used; the message names the entry, its value, what is allowed, and what to do."""


@dataclass(frozen=True)
class Correction:
    """One entry: which words of which sentence, and what they are from now on.

    kind: ``MENTIONS``, ``SPEAKERS`` or ``TERMS``.  start: where the words begin in the text of the article; needed only where they stand more than
    once in the sentence.  change: for mentions ``side`` (None: no mention); for speakers ``speaker`` (None: the reporter) and ``side``; for terms
    ``loaded``, ``category``, ``about`` and ``neutral``.
    """

    kind: str
    sentence: int
    words: str
    change: Mapping[str, Any]
    start: int | None = None

    def __str__(self) -> str:
        """Name the entry in an error."""
        return f"{self.kind}, sentence {self.sentence}, {self.words!r}"

    @property
    def place(self) -> tuple[str, int, str, int | None]:
        """What two entries on the same words have in common."""
        return self.kind, self.sentence, self.words, self.start

    def then(self, later: Correction) -> Correction:
        """Return the entry that says what this one said, and then the later one on the same words."""
        told, last = dict(self.change), dict(later.change)
        if "speaker" in last or last.get("loaded") is False:
            told = {}
        elif last and told.get("loaded") is False:
            del told["loaded"]
        return Correction(later.kind, later.sentence, later.words, told | last, later.start)

    def as_dict(self) -> dict[str, Any]:
        """Return the entry as it stands in a file."""
        return {"sentence": self.sentence, "words": self.words, **({} if self.start is None else {"start": self.start}), **self.change}


@dataclass(frozen=True)
class Corrections:
    """What a person corrected in one article; false where there is nothing.

    sides: side -> names to add to it, or None to take the side away.  entries: corrections of single places, in order.
    """

    sides: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    entries: tuple[Correction, ...] = ()

    def __len__(self) -> int:
        """Count the sides and the places that are corrected."""
        return len(self.sides) + len(self.entries)

    def of(self, kind: str) -> list[Correction]:
        """Return the entries of a kind, in order."""
        return [one for one in self.entries if one.kind == kind]

    def then(self, later: Corrections) -> Corrections:
        """Return both together; on the same words, or the same side, the later one has the last word."""
        sides = dict(self.sides)
        for side, names in later.sides.items():
            known = sides.pop(side, None)
            sides[side] = names if names is None else tuple(dict.fromkeys([*(known or ()), *names]))
        entries = {one.place: one for one in self.entries}
        for one in later.entries:
            known_entry = entries.pop(one.place, None)
            entries[one.place] = known_entry.then(one) if known_entry else one
        return Corrections(sides, tuple(entries.values()))

    def as_dict(self) -> dict[str, Any]:
        """Return what ``read_corrections`` takes, as plain lists and dicts."""
        kinds = {kind: [one.as_dict() for one in self.of(kind)] for kind in CHANGES}
        sides = {side: None if names is None else list(names) for side, names in self.sides.items()}
        return {name: value for name, value in {"sides": sides, **kinds}.items() if value}

    def to_json(self) -> str:
        """Return what ``read_corrections`` takes, as JSON text."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2) + "\n"

    def save(self, path: str | Path) -> Path:
        """Write the corrections into a file for ``corrections=`` and ``--corrections``; return its path."""
        return replace_file(path, self.to_json())


def read_corrections(given: object) -> Corrections:
    """Return the corrections in a file, in JSON text or in a dict of its form; Corrections stay as they are, and None is none.

    The parts that are for a person only are not read, and what a word that is not loaded was found as is dropped.
    Raises CorrectionError, naming the entry, for what does not have the form; nothing is left out in silence.
    """
    if given is None or isinstance(given, Corrections):
        return given or Corrections()
    name = "corrections"
    if isinstance(given, str) and given.lstrip()[:1] == "{":
        given = parse_json(given, name, FORM, error=CorrectionError)
    elif isinstance(given, (str, Path)):
        name = str(given)
        try:
            data = read_given(given, FORM, most=_LARGEST, error=CorrectionError)
        except FileNotFoundError as error:
            raise CorrectionError(str(error)) from None
        given = parse_json(decode_given(data, name, FORM, printed=True, error=CorrectionError), name, FORM, error=CorrectionError)
    if not isinstance(given, Mapping):
        raise CorrectionError(f"{name}: {_shown(given)} holds no corrections; {FORM}")
    if unknown := [key for key in given if key not in ("sides", *CHANGES, HOW_TO, AS_READ)]:
        raise CorrectionError(f"{name}: {unknown[0]!r} is not a part of corrections; allowed are sides, {', '.join(CHANGES)}; {FORM}")
    entries = [_entry(kind, number, one) for kind in CHANGES for number, one in enumerate(_listed(kind, given.get(kind, [])), start=1)]
    return Corrections(_sides(given.get("sides", {})), tuple(_each_once(entries)))


def one_correction(sentence: int | None, words: Mapping[str, str | None], start: int | None, sides: object, change: Mapping[str, Any]) -> Corrections:
    """Return the corrections that a call in a notebook names one by one.

    words: kind of entry -> its words, of which at most one is not None.  Raises CorrectionError for anything else.
    """
    named = {kind: text for kind, text in words.items() if text is not None}
    if len(named) > 1:
        raise CorrectionError("correct one thing at a time: a mention, the words of a speaker (said) or a term")
    if not named and (change or sentence is not None):
        raise CorrectionError(f"{_shown(dict(change) or sentence)}: of which words? Name mention=..., said=... or term=..., and sentence=...")
    place = {"sentence": sentence} | ({} if start is None else {"start": start})
    given = {kind: [{**place, "words": text, **change}] for kind, text in named.items()}
    return read_corrections(given if sides is None else {**given, "sides": sides})


def _sides(given: object) -> dict[str, tuple[str, ...] | None]:
    if not isinstance(given, Mapping):
        raise CorrectionError(f"sides: {_shown(given)} is not a side with its names; {FORM}")
    found: dict[str, tuple[str, ...] | None] = {}
    for side, names in given.items():
        listed = [names] if isinstance(names, str) else names
        fits = listed is None or (isinstance(listed, (list, tuple)) and all(_is_words(name) for name in listed))
        if not _is_words(side) or not fits:
            raise CorrectionError(f"sides, {_shown(side)}: {_shown(names)}; write a list of names to add, or null to take the side away")
        found[side.strip()] = None if listed is None else tuple(name.strip() for name in listed)
    return found


def _listed(kind: str, given: object) -> Iterable[object]:
    if not isinstance(given, (list, tuple)):
        raise CorrectionError(f"{kind}: {_shown(given)} is not a list of entries; {FORM}")
    return given


def _entry(kind: str, number: int, given: object) -> Correction:
    where = f"{kind}, entry {number}"
    allowed = CHANGES[kind]
    if not isinstance(given, Mapping):
        raise CorrectionError(f"{where}: {_shown(given)} is not an entry; {FORM}")
    if unknown := [key for key in given if key not in (*_PLACE, *allowed)]:
        raise CorrectionError(f"{where}: {unknown[0]!r} is not known here; allowed are {', '.join((*_PLACE, *allowed))}")
    sentence, words, start = _whole(given.get("sentence")), given.get("words"), _whole(given.get("start"))
    if not isinstance(sentence, int) or sentence < 1:
        raise CorrectionError(f"{where}: {_shown(sentence)} is not a sentence; write its number, from 1, as the report shows it")
    if not isinstance(words, str) or not words.strip():
        raise CorrectionError(f"{where}: {_shown(words)} is not a piece of text; copy the words from sentence {sentence}")
    if start is not None and not isinstance(start, int):
        step = "write the number in the column `start` of the tables, or leave it out"
        raise CorrectionError(f"{where}: {_shown(start)} is not a place for `start`; {step}")
    change = {key: given[key] for key in allowed if key in given}
    if change.get("loaded") is False:
        change = {"loaded": False}
    for problem in _problems(kind, change):
        raise CorrectionError(f"{where} (sentence {sentence}, {words!r}): {problem}")
    return Correction(kind, sentence, words, change, start)


def _problems(kind: str, change: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with what an entry changes."""
    if not change:
        yield f"nothing is changed; write one of {', '.join(CHANGES[kind])}"
    for name, value in change.items():
        if name == "loaded" and not isinstance(value, bool):
            yield f"{_shown(value)} is not an answer for `loaded`; write true or false"
        elif name == "category" and not _is_words(value):
            yield f"{_shown(value)} is not a `category`; write one of the code book's, or leave it out"
        elif name not in ("loaded", "category") and value is not None and not _is_words(value):
            yield f"{_shown(value)} is not a `{name}`; write it between quotation marks, or null for none"
    if change.get("speaker", "") is None and len(change) > 1:
        yield "the reporter (speaker null) speaks for no side; leave `side` out"


def _each_once(entries: list[Correction]) -> Iterator[Correction]:
    seen = set()
    for one in entries:
        if one.place in seen:
            raise CorrectionError(f"{one}: these words are corrected twice; keep one of the two entries")
        seen.add(one.place)
        yield one


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _whole(value: object) -> object:
    """Return a whole number as an int, those of a table too, and anything else as it is; True is none."""
    return int(value) if isinstance(value, Integral) and not isinstance(value, bool) else value if not isinstance(value, bool) else str(value)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:80] + "..."
