"""The transformer that marks sources, cues and contents of attribution in an article, and the rules that pair them.

A token classifier trained on PolNeAR (``training.tagger``): a small encoder reads the article in windows that overlap, so no text is cut.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.model import ModelError, Runner, load_tokenizer, onnx_runner, run_all, softmax, verify_model

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from analysis.reading.parse import Parsed

EMBEDDED = Path(__file__).parents[1] / "models" / "voices"
ROLES = ("source", "cue", "content")
LABELS = ("O", *(f"{place} {role}" for role in ("source", "cue", "content", "nameless cue", "nameless content") for place in "BI"))
"""None; beginning and inside of each role.  "Nameless" are cue and content of an attribution whose source the text does not name."""

WINDOW = 256
MARGIN = 48
"""Pieces at the edge of a window whose answers are taken from the neighbouring window, which sees more around them."""

# how contents, cues and sources are paired, in characters
_BETWEEN = 40
"""What a cue or content between two spans adds to their distance in characters when they are paired."""
_NEXT = 200
"""What the end of a sentence between them adds."""
_BEFORE = 15
"""What it adds that the content stands before the cue."""
_ASIDE = 20
"""Characters at most beside cue and source between two parts of one content."""
_BESIDE = 12
"""Characters at most between a content and a source without a cue ("...” ― Anna Weiss")."""


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


class Tagger:
    """The embedded tagger, or one in another folder in the same form; raises ModelError when files are missing or damaged."""

    def __init__(self, folder: Path | None = None) -> None:
        self.id = "framing-voices (embedded)" if folder is None else str(folder)
        folder = folder or EMBEDDED
        self.hash = verify_model(folder)
        self._tokenizer = load_tokenizer(folder)
        self._run = onnx_runner(folder)

    def attributions(self, parsed: Parsed) -> list[Paired]:
        """Return the contents of an article in order, each with its cue and source where it has them."""
        table = parsed.sentences
        paragraphs = table.loc[table["paragraph"].diff().fillna(0) > 0, "start"].tolist()
        pieces = pieces_of(self._tokenizer, parsed.article.text, paragraphs)
        if not pieces.ids:
            return []
        words = [(token.idx, token.idx + len(token)) for token in parsed.doc if not token.is_space]
        spans = spans_by_role(words, pieces, tag_windows(self._run, self._tokenizer, pieces), [(q.start, q.end) for q in parsed.quotes])
        spans["cue"] = [one for one in spans["cue"] if _can_introduce(parsed.article.text[one.start : one.end])]
        return pair_spans(spans, parsed.sentence_at)


@lru_cache(maxsize=1)
def embedded_tagger() -> Tagger:
    """Return the embedded tagger, loaded once a process."""
    return Tagger()


@dataclass(frozen=True)
class Pieces:
    """A text cut into word pieces: ids (n,) and character spans (n, 2); paragraphs are parted by </s>, which has an empty span."""

    ids: list[int]
    spans: NDArray[np.int64]


def pieces_of(tokenizer: Tokenizer, text: str, paragraphs: Sequence[int]) -> Pieces:
    """Cut a text into word pieces; paragraphs: the offsets at which paragraphs after the first begin."""
    bounds = [0, *paragraphs, len(text)]
    separator = special_tokens(tokenizer)[1]
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    for start, end in zip(bounds, bounds[1:], strict=False):
        encoded = tokenizer.encode(text[start:end], add_special_tokens=False)
        if not encoded.ids:
            continue
        if ids:
            ids.append(separator)
            spans.append((start, start))
        ids += encoded.ids
        spans += [(start + a, start + b) for a, b in encoded.offsets]
    return Pieces(ids, np.array(spans, dtype=np.int64).reshape(-1, 2))


def tag_windows(run: Runner, tokenizer: Tokenizer, pieces: Pieces) -> NDArray[np.float64]:
    """Return logits of shape (pieces, labels), worked out in windows that overlap, so that no text is cut."""
    first, last = special_tokens(tokenizer)
    size = WINDOW - 2
    starts = list(range(0, max(len(pieces.ids) - size, 0), size - 2 * MARGIN)) + [max(len(pieces.ids) - size, 0)]
    answers = run_all(run, [(first, *pieces.ids[start : start + size], last) for start in starts])
    logits = np.zeros((len(pieces.ids), len(LABELS)))
    for start, answer in zip(starts, answers, strict=True):
        skip = MARGIN if start else 0
        logits[start + skip : start + size] = answer[1 + skip : -1]
    return logits


def special_tokens(tokenizer: Tokenizer) -> tuple[int, int]:
    """Return the ids of <s> and </s>, which begin and end a text; raise ModelError where the tokenizer has none."""
    first, last = (tokenizer.token_to_id(sign) for sign in ("<s>", "</s>"))
    if first is None or last is None:
        raise ModelError("the tokenizer of the tagger has no <s> and </s>; it must be that of an MPNet")
    return first, last


def spans_by_role(
    words: Sequence[tuple[int, int]], pieces: Pieces, logits: NDArray[np.float64], quotes: Sequence[tuple[int, int]] = ()
) -> dict[str, list[Span]]:
    """Read source, cue and content off the logits of the pieces, each in order; words: the character spans of words and stops.

    A word has the role with the highest probability, beginning and inside, named and nameless taken together.  Of what stands between
    quotation marks, all is content where most of it is.
    """
    found: dict[str, list[Span]] = {role: [] for role in ROLES}
    if not words or not pieces.ids:
        return found
    starts, ends = (np.array(edge) for edge in zip(*words, strict=True))
    at = np.minimum(np.searchsorted(pieces.spans[:, 1], starts, side="right"), len(pieces.ids) - 1)
    probabilities = softmax(logits)
    of_word = probabilities[at]
    after_break = (at > 0) & (pieces.spans[at - 1, 0] == pieces.spans[at - 1, 1])  # the beginning may lie on the separator of paragraphs
    of_break = probabilities[at - 1]
    of_word[(pieces.spans[at, 0] >= ends) | (pieces.spans[at, 1] <= starts)] = np.eye(len(LABELS))[0]  # a sign the tokenizer passes over
    totals = [of_word[:, _columns(role)].sum(axis=1).clip(min=1e-12) for role in ROLES]
    roles = np.stack([of_word[:, 0], *totals], axis=1).argmax(axis=1)
    content = 1 + ROLES.index("content")
    quoted = np.zeros(len(words), bool)
    opens = np.zeros(len(words), bool)
    for start, end in quotes:
        first, last = np.searchsorted(starts, [start, end])
        if last > first and (roles[first:last] == content).mean() > 0.5:
            roles[first:last] = content
            quoted[first:last] = True
            opens[first] = first > 0 and quoted[first - 1]
    source = 1 + ROLES.index("source")
    roles[1:-1][(roles[:-2] == source) & (roles[2:] == source) & (ends[1:-1] - starts[1:-1] == 1) & (roles[1:-1] == 0)] = source
    for number, role in enumerate(ROLES, start=1):
        begins = of_word[:, _columns(role, "B")].sum(axis=1) > 0.5 * totals[number - 1]
        begins |= after_break & (of_break[:, _columns(role, "B")].sum(axis=1) > 0.5)
        nameless = of_word[:, _columns(f"nameless {role}")].sum(axis=1) / totals[number - 1]
        inside = np.flatnonzero(roles == number)
        begins |= opens  # a quotation right after another
        begins[1:] &= (role != "source") | (roles[:-1] != number)  # "the minister, | Ms. Weiss" is one source
        cuts = [k for k, word in enumerate(inside) if k == 0 or inside[k - 1] != word - 1 or begins[word]]
        for first, last in pairwise([*cuts, len(inside)]):
            run = inside[first:last]
            flags = (bool(value) for value in (begins[run[0]], nameless[run].mean() > 0.5, quoted[run].mean() > 0.5))
            found[role].append(Span(int(starts[run[0]]), int(ends[run[-1]]), *flags))
    return found


def _can_introduce(words: str) -> bool:
    """Say whether words can be a cue: a stop can, if it is a colon or a dash, a lone comma cannot."""
    return any(sign.isalnum() or sign in ":—–―" for sign in words)


def _columns(role: str, place: str = "") -> list[int]:
    return [i for i, label in enumerate(LABELS) if label.startswith(place) and label.endswith(role)]


def pair_spans(spans: Mapping[str, Sequence[Span]], sentence_at: Callable[[int], int]) -> list[Paired]:
    """Give every content its cue and its source, or None; sentence_at: the number of the sentence at an offset.

    Contents and cues are paired from the nearest on, each cue once, in one sentence sooner than in the next ("He went on:" and a paragraph
    of quotation); then cues and sources of one sentence in the same way.  A cue left over takes the source nearest to it.  A content
    left over ("..., he said, ...") goes with the content before it or, with little between them, after it; in the same sentence or, where it
    is quoted, in the next.
    """
    contents = spans["content"]
    cues, sources = (_by_sentence(spans[role], sentence_at) for role in ("cue", "source"))
    held = [range(sentence_at(one.start), sentence_at(one.end - 1) + 1) for one in contents]
    costs = []
    for number, content in enumerate(contents):
        others = contents[max(0, number - 3) : number + 4]
        for at in range(held[number][0] - 1, held[number][-1] + 2):
            for cue in cues.get(at, []):
                further = (0 if at in held[number] else _NEXT) + (_BEFORE if content.end <= cue.start else 0)
                costs.append((_apart(content, cue, [*others, *cues[at]]) + further, number, cue))
    cue_of = _nearest(costs)
    costs = []
    for number, cue in cue_of.items():
        at = sentence_at(cue.start)
        costs += [
            (_apart(cue, source, cues[at]) + _late(cue, source), number, source)
            for source in sources.get(at, [])
            if not cue.nameless or _touch(cue, source)
        ]
    source_of = _nearest(costs)
    for number, cue in cue_of.items():
        if number not in source_of and not cue.nameless and sources.get(sentence_at(cue.start)):
            near = sources[sentence_at(cue.start)]
            source_of[number] = min(near, key=lambda one, cue=cue: _apart(cue, one, ()) + _late(cue, one))  # type: ignore[misc]
    free = sorted(set(spans["source"]) - set(source_of.values()), key=lambda one: one.start)
    alone = [(number, content) for number, content in enumerate(contents) if number not in cue_of]
    beside = [(_apart(content, one, ()), number, one) for number, content in alone for one in _within(free, content)]
    source_of |= _nearest(beside)
    paired: list[Paired] = []
    for number, content in enumerate(contents):
        with_whom = number
        if number not in cue_of and number not in source_of and not content.nameless:
            before = bool(paired) and held[number][0] - held[number - 1][-1] <= int(content.quoted)
            after = number + 1 in cue_of and _goes_on(content, contents[number + 1], cue_of[number + 1], source_of.get(number + 1))
            if after and before:  # of two in one sentence the nearer; a quotation of its own sentence goes on from the one before
                same = held[number + 1][0] == held[number][-1]
                after = same and contents[number + 1].start - content.end < content.start - contents[number - 1].end
            with_whom += 1 if after else -1 if before else 0
        if with_whom < number:
            paired.append((content, *paired[-1][1:]))
        else:
            paired.append((content, cue_of.get(with_whom), source_of.get(with_whom)))
    return paired


def _apart(one: Span, other: Span, parting: Iterable[Span]) -> int:
    low, high = min(one.end, other.end), max(one.start, other.start)
    return max(high - low, 0) + _BETWEEN * sum(low <= span.start and span.end <= high for span in parting)


def _goes_on(content: Span, following: Span, cue: Span, source: Span | None) -> bool:
    """Say whether little but a cue and its source stands between two contents: "..., he said on Friday, ..."."""
    inside = sum(one.end - one.start for one in (cue, source) if one and content.end <= one.start < following.start)
    return following.start - content.end - inside <= _ASIDE and content.quoted == following.quoted


def _touch(cue: Span, source: Span) -> bool:
    return -2 < cue.start - source.end <= 3


def _late(cue: Span, source: Span) -> int:
    """Say what it adds that a source stands after the cue, but not next to it ("said Anna Weiss")."""
    return _BETWEEN if source.start > cue.end + 3 else 0


def _within(sources: Sequence[Span], content: Span) -> list[Span]:
    near = sources[bisect_left(sources, content.start - 200, key=lambda one: one.start) :][:12]
    return [one for one in near if _apart(content, one, ()) <= _BESIDE]


def _by_sentence(spans: Sequence[Span], sentence_at: Callable[[int], int]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for span in spans:
        found.setdefault(sentence_at(span.start), []).append(span)
    return found


def _nearest(costs: Iterable[tuple[int, int, Span]]) -> dict[int, Span]:
    """Pair from the lowest cost on, each number and each span once."""
    paired: dict[int, Span] = {}
    taken: set[Span] = set()
    for _, number, span in sorted(costs, key=lambda one: (one[0], one[1], one[2].start)):
        if number not in paired and span not in taken:
            paired[number] = span
            taken.add(span)
    return paired
