"""The transformer that marks sources, cues and contents of attribution in an article.

A token classifier trained on PolNeAR (``training.tagger``): a small encoder reads the article in windows that overlap, so no text is cut.
Which of them belong together, ``analysis.voices.pairing`` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.model import ModelError, Once, Runner, load_tokenizer, onnx_runner, run_all, softmax, verify_model
from analysis.reading.paragraphs import paragraph_spans
from analysis.voices.pairing import Paired, Span, pair_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from analysis.reading.parse import Parsed

EMBEDDED = Path(__file__).parents[1] / "models" / "voices"
ROLES = ("source", "cue", "content")
LABELS = ("O", *(f"{place} {role}" for role in ("source", "cue", "content", "nameless cue", "nameless content") for place in "BI"))
"""None; beginning and inside of each role.  "Nameless" are cue and content of an attribution whose source the text does not name."""
_SOURCE, _CONTENT = 1 + ROLES.index("source"), 1 + ROLES.index("content")
"""The numbers of roles; 0 is none."""

WINDOW = 256
MARGIN = 48
"""Pieces at the edge of a window whose answers are taken from the neighbouring window, which sees more around them."""


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
        pieces, logits = self._tagged(parsed.article.text, paragraphs)
        if not pieces.ids:
            return []
        words = [(token.idx, token.idx + len(token)) for token in parsed.doc if not token.is_space]
        spans = spans_by_role(words, pieces, logits, [(q.start, q.end) for q in parsed.quotes], table["start"].tolist())
        spans["cue"] = [one for one in spans["cue"] if _can_introduce(parsed.article.text[one.start : one.end])]
        return pair_spans(spans, parsed.sentence_at, _passages(parsed).__getitem__)

    def read_ahead(self, text: str) -> None:
        """Let the transformer read a text that is still being parsed; ``attributions`` then finds its answers among those remembered."""
        spans = paragraph_spans(text)[1:]
        self._tagged(text, [end - len(text[start:end].lstrip()) for start, end in spans], cores=1)  # the parser has the other

    def _tagged(self, text: str, paragraphs: Sequence[int], cores: int | None = None) -> tuple[Pieces, NDArray[np.float64]]:
        pieces = pieces_of(self._tokenizer, text, paragraphs)
        return pieces, tag_windows(self._run, self._tokenizer, pieces, cores) if pieces.ids else np.zeros((0, len(LABELS)))


@Once
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


def tag_windows(run: Runner, tokenizer: Tokenizer, pieces: Pieces, cores: int | None = None) -> NDArray[np.float64]:
    """Return logits of shape (pieces, labels), worked out in windows that overlap, so that no text is cut."""
    first, last = special_tokens(tokenizer)
    size = WINDOW - 2
    starts = list(range(0, max(len(pieces.ids) - size, 0), size - 2 * MARGIN)) + [max(len(pieces.ids) - size, 0)]
    answers = run_all(run, [(first, *pieces.ids[start : start + size], last) for start in starts], cores=cores)
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
    words: Sequence[tuple[int, int]],
    pieces: Pieces,
    logits: NDArray[np.float64],
    quotes: Sequence[tuple[int, int]] = (),
    sentences: Sequence[int] = (),
) -> dict[str, list[Span]]:
    """Read source, cue and content off the logits of the pieces, each in order; words: the character spans of words and stops.

    A word has the role with the highest probability, beginning and inside, named and nameless taken together.  Of what stands between
    quotation marks, all is content where most of it is.  No source and no cue goes on where one of the ``sentences`` (offsets) begins.
    """
    if not words or not pieces.ids:
        return {role: [] for role in ROLES}
    starts, ends = np.array(words).T
    of_word, of_break = _of_words(starts, ends, pieces, softmax(logits))
    totals = [of_word[:, _columns(role)].sum(axis=1).clip(min=1e-12) for role in ROLES]
    roles = np.stack([of_word[:, 0], *totals], axis=1).argmax(axis=1)
    quoted, opens = _fill_quotations(roles, starts, quotes)
    new_sentence = np.isin(np.arange(len(starts)), np.searchsorted(starts, sentences))
    _fill_sources(roles, ends - starts, new_sentence)
    found = {}
    for number, (role, total) in enumerate(zip(ROLES, totals, strict=True), start=1):
        begins = of_word[:, _columns(role, "B")].sum(axis=1) > 0.5 * total
        begins |= of_break[:, _columns(role, "B")].sum(axis=1) > 0.5
        begins |= opens  # a quotation right after another
        begins |= new_sentence & (role != "content")
        begins[1:] &= (role != "source") | (roles[:-1] != number) | new_sentence[1:]  # "the minister, | Ms. Weiss" is one source
        nameless = of_word[:, _columns(f"nameless {role}")].sum(axis=1) / total
        found[role] = [
            Span(int(starts[first]), int(ends[last - 1]), *map(bool, (begins[first], nameless[first:last].mean() > 0.5, _mostly(quoted[first:last]))))
            for first, last in _runs(roles == number, begins)
        ]
    return found


def _passages(parsed: Parsed) -> dict[int, int]:
    """Return sentence -> the number of its passage: a paragraph, or several that one quotation runs through."""
    table = parsed.sentences
    runs_on = {parsed.sentence_at(quote.end - 1) for quote in parsed.quotes if quote.runs_on}
    passages: dict[int, int] = {}
    number, before = 0, None
    for sentence, paragraph in zip(table["sentence"].tolist(), table["paragraph"].tolist(), strict=True):
        number += before not in (None, paragraph) and sentence - 1 not in runs_on
        passages[sentence], before = number, paragraph
    return passages


def _of_words(
    starts: NDArray[np.int64], ends: NDArray[np.int64], pieces: Pieces, probabilities: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the probabilities of each word (those of its first piece) and, for the first of a paragraph, those of the separator before it."""
    at = np.minimum(np.searchsorted(pieces.spans[:, 1], starts, side="right"), len(pieces.ids) - 1)
    of_word = probabilities[at]
    of_word[(pieces.spans[at, 0] >= ends) | (pieces.spans[at, 1] <= starts)] = np.eye(len(LABELS))[0]  # a sign the tokenizer passes over
    after_break = (at > 0) & (pieces.spans[at - 1, 0] == pieces.spans[at - 1, 1])  # the beginning may lie on the separator of paragraphs
    return of_word, np.where(after_break[:, None], probabilities[at - 1], 0.0)


def _fill_quotations(
    roles: NDArray[np.int64], starts: NDArray[np.int64], quotes: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Make a quotation content where most of it is; say of each word whether it is in one, and whether it opens one right after another."""
    quoted, opens = np.zeros(len(roles), bool), np.zeros(len(roles), bool)
    for first, last in np.searchsorted(starts, np.array(quotes, dtype=np.int64).reshape(-1, 2)).tolist():
        if last > first and _mostly(roles[first:last] == _CONTENT):
            roles[first:last] = _CONTENT
            quoted[first:last] = True
            opens[first] = first > 0 and quoted[first - 1]
    return quoted, opens


def _fill_sources(roles: NDArray[np.int64], lengths: NDArray[np.int64], new_sentence: NDArray[np.bool_]) -> None:
    """Make a single sign between two words of a source part of it: "the minister, Ms. Weiss"; not the stop between two sentences."""
    between = (roles[:-2] == _SOURCE) & (roles[2:] == _SOURCE) & ~new_sentence[2:] & ~new_sentence[1:-1]
    roles[1:-1][between & (lengths[1:-1] == 1) & (roles[1:-1] == 0)] = _SOURCE


def _runs(inside: NDArray[np.bool_], begins: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Return first word and end of every run of words with one role; a word that begins an attribution begins a run."""
    at = np.flatnonzero(inside)
    opens = begins[at]
    opens[:1] = True
    opens[1:] |= np.diff(at) > 1
    firsts = np.flatnonzero(opens)
    lasts = np.append(firsts[1:], len(at)) - 1 if len(at) else firsts
    return zip(at[firsts].tolist(), (at[lasts] + 1).tolist(), strict=True)


def _mostly(flags: NDArray[np.bool_]) -> bool:
    return 2 * int(np.count_nonzero(flags)) > len(flags)


def _can_introduce(words: str) -> bool:
    """Say whether words can be a cue: a stop can, if it is a colon or a dash, a lone comma cannot."""
    return any(sign.isalnum() or sign in ":—–―" for sign in words)


def _columns(role: str, place: str = "") -> list[int]:
    return [i for i, label in enumerate(LABELS) if label.startswith(place) and label.endswith(role)]
