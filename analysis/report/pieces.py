"""Cut a text at every offset of every mark, so that overlapping marks never print a letter twice; then nest the pieces for drawing.

A paragraph holds runs of one voice, a run holds groups of the same terms, a group holds pieces of text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, Generic, Protocol, TypeVar

from analysis.reading.furniture import Furniture
from analysis.report.marks import ActMark, MentionMark, TermNote, VoiceMark

SHORT = 2  # characters: a full stop after a quotation is not a stretch of the reporter


class Span(Protocol):
    """Anything that stands between two offsets."""

    @property
    def start(self) -> int:
        """Its first offset."""

    @property
    def end(self) -> int:
        """The offset after its last."""


@dataclass(frozen=True)
class Place:
    """Where a sentence stands."""

    start: int
    end: int
    sentence: int
    paragraph: int


@dataclass(frozen=True)
class Piece:
    """A stretch of text that no mark begins or ends in, with the marks around it; ``sentence`` is the number of the one that begins with it."""

    start: int
    end: int
    text: str
    paragraph: int
    within: int | None
    sentence: int | None
    voice: VoiceMark | None
    notes: tuple[TermNote, ...]
    mention: MentionMark | None
    furniture: str | None = None
    """What it is where it is not part of the story: "byline", "dateline"."""
    aside: int | None = None
    """Where the line begins that is furniture as a whole."""
    acts: tuple[ActMark, ...] = ()
    """The parts of harms that end with it."""


@dataclass(frozen=True)
class Group:
    """Neighbouring pieces inside the same loaded words."""

    notes: tuple[TermNote, ...]
    pieces: tuple[Piece, ...]

    @property
    def starting(self) -> list[TermNote]:
        """The terms that begin here."""
        return [note for note in self.notes if note.start == self.pieces[0].start]

    @property
    def ending(self) -> list[TermNote]:
        """The terms that end here."""
        return [note for note in self.notes if note.end == self.pieces[-1].end]


@dataclass(frozen=True)
class Run:
    """Neighbouring groups in one voice; None is the reporter's."""

    voice: VoiceMark | None
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Stretch:
    """A stretch of the rail beside a paragraph: its voice, its length in characters, and whether its source stood there before."""

    voice: VoiceMark | None
    length: int
    again: bool


SpanT = TypeVar("SpanT", bound=Span)


class _Layer(Generic[SpanT]):
    """The spans of one kind of mark; walked along the text from offset to offset, it says which of them are open."""

    def __init__(self, spans: Sequence[SpanT], length: int) -> None:
        """length: of the text; what stands outside it is not drawn."""
        self.spans = spans
        self.begins: dict[int, list[int]] = defaultdict(list)
        self.stops: dict[int, list[int]] = defaultdict(list)
        self._open: set[int] = set()
        for i, span in enumerate(spans):
            start, end = max(0, span.start), min(length, span.end)
            if start < end:
                self.begins[start].append(i)
                self.stops[end].append(i)

    def open_at(self, offset: int) -> list[SpanT]:
        """Return the spans around the text from this offset on; to be asked for every offset in turn."""
        self._open.difference_update(self.stops.get(offset, ()))
        self._open.update(self.begins.get(offset, ()))
        return [self.spans[i] for i in sorted(self._open)]

    def shortest_at(self, offset: int) -> SpanT | None:
        """Return the shortest of the open spans, the first of equally short ones."""
        return min(self.open_at(offset), key=lambda span: span.end - span.start, default=None)


def cut(
    text: str,
    places: Sequence[Place],
    voices: Sequence[VoiceMark],
    notes: Sequence[TermNote],
    mentions: Sequence[MentionMark],
    furniture: Sequence[Furniture] = (),
    acts: Sequence[ActMark] = (),
) -> list[Piece]:
    """Cut the text at all offsets; say of each piece its paragraph, voice, terms and mention (of several voices or mentions the shortest)."""
    ending: dict[int, list[ActMark]] = defaultdict(list)
    for act in acts:
        ending[act.end].append(act)
    length = len(text)
    sentences, speech, terms, sides = _Layer(places, length), _Layer(voices, length), _Layer(notes, length), _Layer(mentions, length)
    around = _Layer(furniture, length)
    layers: tuple[_Layer[Any], ...] = (sentences, speech, terms, sides, around)
    offsets = sorted({0, length}.union(ending, *(layer.begins.keys() | layer.stops.keys() for layer in layers)))
    paragraph = places[0].paragraph if places else 1
    firsts = [place.start for place in places]
    pieces: list[Piece] = []
    aside: int | None = None
    for start, end in pairwise(offsets):
        place, beside = sentences.shortest_at(start), around.shortest_at(start)
        if place is None and beside is not None:
            at = bisect_left(firsts, end)
            before_sentence = at < len(places) and "\n" not in text[end : firsts[at]]
            whole = not before_sentence and not text[text.rfind("\n", 0, beside.start) + 1 : beside.start].strip()
            place_after = places[at].paragraph if before_sentence else paragraph
            paragraph, aside = place_after, beside.start if whole else None
        elif place is not None or text[start:end].strip():
            aside = None
        paragraph = place.paragraph if place else paragraph
        pieces.append(
            Piece(
                start=start,
                end=end,
                text=text[start:end],
                paragraph=paragraph,
                within=place.sentence if place else None,
                sentence=place.sentence if place and place.start == start else None,
                voice=speech.shortest_at(start),
                notes=tuple(sorted(terms.open_at(start), key=lambda note: (note.start, -note.end))),
                mention=sides.shortest_at(start),
                furniture=beside.kind if beside else None,
                aside=aside,
                acts=tuple(ending.get(end, ())),
            )
        )
    return pieces


def nest(pieces: Sequence[Piece]) -> tuple[Run, ...]:
    """Nest the pieces of a paragraph: runs of one voice, in them groups of one set of terms, in them pieces of text."""
    return tuple(
        Run(voice, tuple(Group(notes, tuple(inner)) for notes, inner in groupby(members, key=lambda piece: piece.notes)))
        for voice, members in groupby(pieces, key=lambda piece: piece.voice)
    )


def rail(pieces: Sequence[Piece]) -> tuple[Stretch, ...]:
    """Return the rail of a paragraph: one stretch per source speaking, and one for the reporter between two of them."""
    spoken = groupby((piece for piece in pieces if piece.text.strip()), key=_source)
    lengths = [(source, [(piece.voice, len(piece.text.strip())) for piece in members]) for source, members in spoken]
    kept = [(source, parts) for source, parts in lengths if source or sum(length for _, length in parts) > SHORT]
    stretches: list[Stretch] = []
    seen = set()
    for source, neighbours in groupby(kept, key=lambda one: one[0]):
        parts = [part for _, group in neighbours for part in group]
        stretches.append(Stretch(parts[0][0], sum(length for _, length in parts), again=source in seen))
        if source:
            seen.add(source)
    return tuple(stretches)


def _source(piece: Piece) -> tuple[str | None, str | None, str] | None:
    return piece.voice.source if piece.voice else None
