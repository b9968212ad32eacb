"""The transformer that reads an article once, for all who ask about its words: who speaks (``voices``), and which words are loaded (``terms``).

A token classifier trained on PolNeAR and on our own labels of loaded words (``training.tagger``): a small encoder reads the article in windows
that overlap, so no text is cut.  Each of its heads has columns of its own in the answer; what they say is read by the room that asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.model import ModelError, Once, Runner, load_tokenizer, onnx_runner, read_config, run_all, softmax, verify_model
from analysis.reading.parse import story_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Token
    from tokenizers import Tokenizer

    from analysis.reading.article import Article
    from analysis.reading.parse import Parsed

EMBEDDED = Path(__file__).parents[1] / "models" / "reading"
TERMS = "terms: "
"""How the labels of the head for loaded words begin; those of the head for voices begin with nothing."""
WINDOW = 256
MARGIN = 48
"""Pieces at the edge of a window whose answers are taken from the neighbouring window, which sees more around them."""


@dataclass(frozen=True)
class Pieces:
    """A text cut into word pieces: ids (n,) and character spans (n, 2); paragraphs are parted by </s>, which has an empty span."""

    ids: list[int]
    spans: NDArray[np.int64]


class Encoder:
    """The embedded encoder, or one in another folder in the same form; raises ModelError when files are missing or damaged."""

    def __init__(self, folder: Path | None = None) -> None:
        self.id = "framing-reading (embedded)" if folder is None else str(folder)
        folder = folder or EMBEDDED
        self.hash = verify_model(folder)
        config = read_config(folder)
        self.labels = tuple(config["id2label"][str(number)] for number in range(len(config["id2label"])))
        self.settings = config["framing"]
        self._tokenizer = load_tokenizer(folder)
        self._run = onnx_runner(folder)

    def read(self, parsed: Parsed) -> tuple[Pieces, NDArray[np.float64]]:
        """Return the word pieces of an article and the logits of all heads, (pieces, labels); what was read already is remembered."""
        table = parsed.sentences
        return self._read(parsed.story, table.loc[table["paragraph"].diff().fillna(0) > 0, "start"].tolist())

    def word_shares(self, parsed: Parsed, words: Sequence[Token]) -> NDArray[np.float64]:
        """Return how likely each word has each label of the head for loaded words, (words, labels of that head), by its first piece.

        The order is that of ``labels``.  A word that the tokenizer passes over has the first label, which says that it is not loaded.
        """
        head = [number for number, label in enumerate(self.labels) if label.startswith(TERMS)]
        shares = np.tile(np.eye(len(head))[0], (len(words), 1))
        pieces, logits = self.read(parsed)
        if words and pieces.ids:
            starts = np.array([token.idx for token in words])
            at, there = first_pieces(starts, starts + [len(token) for token in words], pieces)
            shares[there] = softmax(logits[at][:, head])[there]
        return shares

    def read_ahead(self, article: Article) -> None:
        """Read an article that is still being parsed; ``read`` then finds its answers among those remembered."""
        story = story_of(article)
        text, spans = story.text, story.paragraphs[1:]
        self._read(text, [end - len(text[start:end].lstrip()) for start, end in spans], cores=1)  # the parser has the other

    def _read(self, text: str, paragraphs: Sequence[int], cores: int | None = None) -> tuple[Pieces, NDArray[np.float64]]:
        pieces = pieces_of(self._tokenizer, text, paragraphs)
        return pieces, tag_windows(self._run, self._tokenizer, pieces, len(self.labels), cores)


@Once
def embedded_encoder() -> Encoder:
    """Return the embedded encoder, loaded once a process."""
    return Encoder()


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


def tag_windows(run: Runner, tokenizer: Tokenizer, pieces: Pieces, labels: int, cores: int | None = None) -> NDArray[np.float64]:
    """Return logits of shape (pieces, labels), worked out in windows that overlap, so that no text is cut."""
    logits = np.zeros((len(pieces.ids), labels))
    if not pieces.ids:
        return logits
    first, last = special_tokens(tokenizer)
    size = WINDOW - 2
    starts = list(range(0, max(len(pieces.ids) - size, 0), size - 2 * MARGIN)) + [max(len(pieces.ids) - size, 0)]
    answers = run_all(run, [(first, *pieces.ids[start : start + size], last) for start in starts], cores=cores)
    for start, answer in zip(starts, answers, strict=True):
        skip = MARGIN if start else 0
        logits[start + skip : start + size] = answer[1 + skip : -1]
    return logits


def special_tokens(tokenizer: Tokenizer) -> tuple[int, int]:
    """Return the ids of <s> and </s>, which begin and end a text; raise ModelError where the tokenizer has none."""
    first, last = (tokenizer.token_to_id(sign) for sign in ("<s>", "</s>"))
    if first is None or last is None:
        raise ModelError("the tokenizer of the encoder has no <s> and </s>; it must be that of an MPNet")
    return first, last


def first_pieces(starts: NDArray[np.int64], ends: NDArray[np.int64], pieces: Pieces) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the number of the first piece of each word, (n,), and whether the word has one: a sign that the tokenizer passes over has none."""
    at = np.minimum(np.searchsorted(pieces.spans[:, 1], starts, side="right"), len(pieces.ids) - 1)
    return at, (pieces.spans[at, 0] < ends) & (pieces.spans[at, 1] > starts)
