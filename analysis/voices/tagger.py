"""Sources, cues and contents of attribution in an article, read off the encoder's head for voices (``analysis.reading.encoder``).

The head was trained on PolNeAR (``training.tagger``).  Which of the spans belong together, ``analysis.voices.pairing`` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.model import softmax
from analysis.reading.encoder import TERMS, Encoder, Pieces, first_pieces
from analysis.voices.pairing import Paired, Span, pair_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed

ROLES = ("source", "cue", "content")
LABELS = ("O", *(f"{place} {role}" for role in ("source", "cue", "content", "nameless cue", "nameless content") for place in "BI"))
"""The head's columns, the first of the encoder: none; beginning and inside of each role.  "Nameless" are cue and content of an attribution
whose source the text does not name."""
PAINTED = "painted"
"""The tone of a cue that paints how something was said."""
_PAINTED_FROM = 0.4
_SOURCE, _CONTENT = 1 + ROLES.index("source"), 1 + ROLES.index("content")
"""The numbers of roles; 0 is none."""


def tagged(parsed: Parsed, encoder: Encoder) -> list[Paired]:
    """Return the contents of an article in order, each with its cue and source where it has them."""
    pieces, logits = encoder.read(parsed)
    if not pieces.ids:
        return []
    words = [(token.idx, token.idx + len(token)) for token in parsed.doc if not token.is_space]
    starts = parsed.sentences["start"].tolist()
    spans = spans_by_role(words, pieces, logits[:, : len(LABELS)], [(q.start, q.end) for q in parsed.quotes], starts)
    spans["cue"] = [one for one in spans["cue"] if _can_introduce(parsed.article.text[one.start : one.end])]
    spans["source"] = [one for one in spans["source"] if any(map(_can_name, parsed.tokens(one.start, one.end)))]
    return pair_spans(spans, parsed.sentence_at, _passages(parsed).__getitem__)


def painted_words(parsed: Parsed, encoder: Encoder) -> frozenset[int]:
    """Return the indices of the words that the encoder reads as a painted verb of saying ("blasted", "grumbled"), by its head for loaded words."""
    words = [token for token in parsed.doc if token.pos_ in ("VERB", "AUX", "NOUN")]
    painted = [label for label in encoder.labels if label.startswith(TERMS)].index(f"{TERMS}{PAINTED} cue")
    shares = encoder.word_shares(parsed, words)[:, painted]
    return frozenset(token.i for token, share in zip(words, shares, strict=True) if share >= _PAINTED_FROM)


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
    at, there = first_pieces(starts, ends, pieces)
    of_word = probabilities[at]
    of_word[~there] = np.eye(len(LABELS))[0]
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


def _can_name(word: Token) -> bool:
    """Say whether a word can be part of what a source is called: not "to be named"; what spaCy takes for a verb can, with a capital: "Trump"."""
    return word.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X") or word.text[:1].isupper()


def _columns(role: str, place: str = "") -> list[int]:
    return [i for i, label in enumerate(LABELS) if label.startswith(place) and label.endswith(role)]
