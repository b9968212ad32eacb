"""Which content, cue and source belong together: plain rules of distance over the spans that the tagger marked.

Contents and cues are paired from the nearest on, each cue once, in one sentence sooner than in the next ("He went on:" and a paragraph of
quotation); then cues and sources of one sentence in the same way.  A cue left over takes the source nearest to it.  A content left over
("..., he said, ...") goes with the content before it or, with little between them, after it; in the same sentence or, where it is quoted,
in the next.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

# distances and what is added to them, in characters
_BETWEEN = 40
"""What a cue or content between two spans adds to their distance when they are paired."""
_NEXT = 200
"""What the end of a sentence between them adds."""
_BEFORE = 15
"""What it adds that the content stands before the cue."""
_ASIDE = 20
"""Characters at most beside cue and source between two parts of one content."""
_BESIDE = 12
"""Characters at most between a content and a source without a cue ("...” ― Anna Weiss")."""
_FARTHEST = 200
"""Characters before a content at which a source without a cue may begin."""


@dataclass(frozen=True)
class Span:
    """Words in a row with one role: character offsets; whether an attribution begins here, whether it names no source, whether it is quoted."""

    start: int
    end: int
    begins: bool = True
    nameless: bool = False
    quoted: bool = False


Paired = tuple[Span, Span | None, Span | None]
"""A content with its cue and its source."""


def pair_spans(
    spans: Mapping[str, Sequence[Span]], sentence_at: Callable[[int], int], passage_of: Callable[[int], int] = lambda sentence: 0
) -> list[Paired]:
    """Give every content its cue and its source, or None.

    spans: role (source, cue, content) -> spans in order; sentence_at: the number of the sentence at an offset; passage_of: that of the
    paragraph, or of the paragraphs of one quotation, that a sentence stands in: nobody speaks what stands in a passage before their own.
    """
    marked = _marked(spans, sentence_at, passage_of)
    marked.cue_of |= _nearest(_cues_in_reach(marked))
    marked.source_of |= _nearest(_sources_in_reach(marked))
    marked.source_of |= _sources_shared(marked)
    marked.source_of |= _nearest(_sources_beside(marked, spans["source"]))
    paired: list[Paired] = []
    for number, content in enumerate(marked.contents):
        whose = _goes_with(marked, number)
        if whose < number:
            paired.append((content, *paired[-1][1:]))
        else:
            paired.append((content, marked.cue_of.get(whose), marked.source_of.get(whose)))
    return paired


@dataclass
class _Marked:
    """The spans of an article and what is paired so far: number of a content -> its cue, its source."""

    contents: Sequence[Span]
    held: list[range]
    """The numbers of the sentences that each content stands in."""
    cues: dict[int, list[Span]]
    """Number of a sentence -> its cues."""
    sources: dict[int, list[Span]]
    sentence_at: Callable[[int], int]
    passage_of: Callable[[int], int]
    cue_of: dict[int, Span] = field(default_factory=dict)
    source_of: dict[int, Span] = field(default_factory=dict)


def _marked(spans: Mapping[str, Sequence[Span]], sentence_at: Callable[[int], int], passage_of: Callable[[int], int]) -> _Marked:
    held = [range(sentence_at(one.start), sentence_at(one.end - 1) + 1) for one in spans["content"]]
    cues, sources = (_by_sentence(spans[role], sentence_at) for role in ("cue", "source"))
    return _Marked(spans["content"], held, cues, sources, sentence_at, passage_of)


def _by_sentence(spans: Sequence[Span], sentence_at: Callable[[int], int]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for span in spans:
        found.setdefault(sentence_at(span.start), []).append(span)
    return found


# What may be paired, and at which cost

_Cost = tuple[int, int, Span]
"""Characters apart and what is added to them; number of a content; what may be paired with it."""


def _cues_in_reach(marked: _Marked) -> Iterator[_Cost]:
    """Name every cue in the sentences of a content, in the one before and in the one after."""
    for number, (content, held) in enumerate(zip(marked.contents, marked.held, strict=True)):
        others = marked.contents[max(0, number - 3) : number + 4]
        for sentence in range(held[0] - 1, held[-1] + 1 + _may_be_told_next(marked, held)):
            cues = marked.cues.get(sentence, [])
            for cue in cues:
                yield _apart(content, cue, [*others, *cues]) + _further(content, cue, in_sentence=sentence in held), number, cue


def _may_be_told_next(marked: _Marked, held: range) -> bool:
    """Say whether the speaker of a content may stand in the sentence after it: of the same passage, and where its own sentences name nobody."""
    last = held[-1]
    follows = last + 1 in marked.cues and marked.passage_of(last) == marked.passage_of(last + 1)
    return follows and not any(sentence in marked.sources for sentence in held)


def _further(content: Span, cue: Span, *, in_sentence: bool) -> int:
    """Say what it adds that a cue stands in another sentence than a content, or after it."""
    return (0 if in_sentence else _NEXT) + (_BEFORE if content.end <= cue.start else 0)


def _sources_in_reach(marked: _Marked) -> Iterator[_Cost]:
    """Name every source in the sentence of a cue; of a nameless cue only one right before it."""
    for number, cue in marked.cue_of.items():
        sentence = marked.sentence_at(cue.start)
        for source in marked.sources.get(sentence, []):
            if not cue.nameless or _touch(cue, source):
                yield _apart(cue, source, marked.cues[sentence]) + _late(cue, source), number, source


def _sources_shared(marked: _Marked) -> dict[int, Span]:
    """Give a cue left over the source nearest to it: "Anna Weiss said ... and added ..."."""
    shared = {}
    for number, cue in marked.cue_of.items():
        near = marked.sources.get(marked.sentence_at(cue.start))
        if near and number not in marked.source_of and not cue.nameless:
            apart = [_apart(cue, one, ()) + _late(cue, one) for one in near]
            shared[number] = near[apart.index(min(apart))]
    return shared


def _sources_beside(marked: _Marked, sources: Iterable[Span]) -> Iterator[_Cost]:
    """Name the sources left over that stand beside a content without a cue."""
    free = sorted(set(sources) - set(marked.source_of.values()), key=lambda one: one.start)
    for number, content in enumerate(marked.contents):
        if number not in marked.cue_of:
            for one in _beside(free, content):
                yield _apart(content, one, ()), number, one


def _beside(sources: Sequence[Span], content: Span) -> list[Span]:
    near = sources[bisect_left(sources, content.start - _FARTHEST, key=lambda one: one.start) :][:12]
    return [one for one in near if _apart(content, one, ()) <= _BESIDE]


def _nearest(costs: Iterable[_Cost]) -> dict[int, Span]:
    """Pair from the lowest cost on, each number and each span once."""
    paired: dict[int, Span] = {}
    taken: set[Span] = set()
    for _, number, span in sorted(costs, key=lambda one: (one[0], one[1], one[2].start)):
        if number not in paired and span not in taken:
            paired[number] = span
            taken.add(span)
    return paired


def _apart(one: Span, other: Span, parting: Iterable[Span]) -> int:
    """Return how far two spans are apart, with what the spans between them add."""
    low, high = min(one.end, other.end), max(one.start, other.start)
    return max(high - low, 0) + _BETWEEN * sum(low <= span.start and span.end <= high for span in parting)


def _touch(cue: Span, source: Span) -> bool:
    return -2 < cue.start - source.end <= 3


def _late(cue: Span, source: Span) -> int:
    """Say what it adds that a source stands after the cue, but not next to it ("said Anna Weiss")."""
    return _BETWEEN if source.start > cue.end + 3 else 0


# Contents left over


def _goes_with(marked: _Marked, number: int) -> int:
    """Return the number of the content whose cue and source a content has: its own or, where it is left over, that of a neighbour."""
    if number in marked.cue_of or number in marked.source_of or marked.contents[number].nameless:
        return number
    before, after = _may_follow(marked, number), _may_lead(marked, number)
    if before and after:
        return number + 1 if _nearer_to_next(marked, number) else number - 1
    return number + 1 if after else number - 1 if before else number


def _may_follow(marked: _Marked, number: int) -> bool:
    """Say whether a content can go with the one before: of its sentence or, for a quotation, of the sentence before."""
    return number > 0 and marked.held[number][0] - marked.held[number - 1][-1] <= int(marked.contents[number].quoted)


def _may_lead(marked: _Marked, number: int) -> bool:
    """Say whether a content can go with the one after it, which has a cue: "..., he said on Friday, ..."."""
    if number + 1 not in marked.cue_of:
        return False
    return _goes_on(marked.contents[number], marked.contents[number + 1], marked.cue_of[number + 1], marked.source_of.get(number + 1))


def _goes_on(content: Span, following: Span, cue: Span, source: Span | None) -> bool:
    """Say whether little but a cue and its source stands between two contents, both quoted or neither."""
    inside = sum(one.end - one.start for one in (cue, source) if one and content.end <= one.start < following.start)
    return following.start - content.end - inside <= _ASIDE and content.quoted == following.quoted


def _nearer_to_next(marked: _Marked, number: int) -> bool:
    """Say which of two neighbours has a content: in one sentence the nearer; a quotation of its own sentence goes on from the one before."""
    before, content, after = marked.contents[number - 1 : number + 2]
    in_one_sentence = marked.held[number + 1][0] == marked.held[number][-1]
    return in_one_sentence and after.start - content.end < content.start - before.end
