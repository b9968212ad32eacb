"""The transformer that reads an article once, for all who ask about its words: who speaks (``voices``), and which words are loaded (``terms``).

A token classifier trained on PolNeAR and on our own labels of loaded words (``training.tagger``): a small encoder reads the article in windows
that overlap, so no text is cut.  Each of its heads has columns of its own in the answer; what they say is read by the room that asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.model import REMEMBERED, Ids, ModelError, Once, Runner, load_tokenizer, onnx_session, read_config, run_all, softmax, verify_model
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
STATES = "states"
"""The output of the graph with the states of a middle layer, for those who read on from there (``analysis.who.network``)."""
FIRST_PIECES = 512
"""How many pieces at the beginning of an article have their states kept."""
_STATES_KEPT = 4
"""Articles whose states are remembered."""


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
        self._session = onnx_session(folder / "model.onnx")
        self.gives_states = STATES in {one.name for one in self._session.get_outputs()}
        self._run = lru_cache(REMEMBERED)(lambda ids: self._both(ids)[0])
        self._both = lru_cache(_STATES_KEPT * len(_window_starts(FIRST_PIECES)))(self._answer)
        self._states = lru_cache(_STATES_KEPT)(self._states_of)
        self._one_reads = Lock()

    def read(self, parsed: Parsed) -> tuple[Pieces, NDArray[np.float64]]:
        """Return the word pieces of an article and the logits of all heads, (pieces, labels); what was read already is remembered."""
        return self._read(parsed.story, _paragraph_starts(parsed))

    def states(self, parsed: Parsed) -> tuple[Pieces, NDArray[np.float32]]:
        """Return the first word pieces of an article, at most ``FIRST_PIECES``, and their states in a middle layer, (pieces, hidden).

        Raises ModelError where the graph does not give them.
        """
        if not self.gives_states:
            raise ModelError(f"the graph of {self.id} has no output {STATES!r}; export the encoder again with training.export")
        pieces = pieces_of(self._tokenizer, parsed.story, _paragraph_starts(parsed))
        return Pieces(pieces.ids[:FIRST_PIECES], pieces.spans[:FIRST_PIECES]), self._beginning(tuple(pieces.ids))

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
        if self.gives_states and pieces.ids:
            self._beginning(tuple(pieces.ids))  # the windows at the beginning are then read once for both
        return pieces, tag_windows(self._run, self._tokenizer, pieces, len(self.labels), cores)

    def _answer(self, ids: Ids) -> tuple[NDArray[np.float64], NDArray[np.float16] | None]:
        """Return the logits of a window, and its states where the graph gives them."""
        wanted = ["logits", STATES] if self.gives_states else ["logits"]
        logits, *states = self._session.run(wanted, {"input_ids": np.array([ids], dtype=np.int64)})
        return logits[0].astype(np.float64), states[0][0].astype(np.float16) if states else None

    def _beginning(self, ids: Ids) -> NDArray[np.float32]:
        """Return the states of the beginning; who asks while another thread works them out waits for them."""
        with self._one_reads:
            return self._states(ids)

    def _states_of(self, ids: Ids) -> NDArray[np.float32]:
        first, last = special_tokens(self._tokenizer)
        size = WINDOW - 2
        starts = [start for start in _window_starts(len(ids)) if not start or start + MARGIN < FIRST_PIECES]
        answers = run_all(self._both, [(first, *ids[start : start + size], last) for start in starts], cores=1)
        return joined([states[1:-1] for _, states in answers if states is not None], starts)[:FIRST_PIECES].astype(np.float32)


@Once
def embedded_encoder() -> Encoder:
    """Return the embedded encoder, loaded once a process."""
    return Encoder()


def _paragraph_starts(parsed: Parsed) -> list[int]:
    """Return the offsets at which paragraphs after the first begin."""
    table = parsed.sentences
    return list(table.loc[table["paragraph"].diff().fillna(0) > 0, "start"].tolist())


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
    if not pieces.ids:
        return np.zeros((0, labels))
    first, last = special_tokens(tokenizer)
    starts = _window_starts(len(pieces.ids))
    answers = run_all(run, [(first, *pieces.ids[start : start + WINDOW - 2], last) for start in starts], cores=cores)
    return joined([answer[1:-1] for answer in answers], starts)


def _window_starts(count: int) -> list[int]:
    """Return where the windows of a text of so many pieces begin."""
    size = WINDOW - 2
    return list(range(0, max(count - size, 0), size - 2 * MARGIN)) + [max(count - size, 0)]


def joined(answers: Sequence[NDArray[Any]], starts: Sequence[int]) -> NDArray[Any]:
    """Return the rows of windows that overlap as those of one text; each but the first gives way to the one before for its first pieces."""
    ends = [*(start + MARGIN for start in starts[1:]), starts[-1] + len(answers[-1])]
    begins = [0, *ends[:-1]]
    return np.concatenate([answer[begin - start : end - start] for answer, start, begin, end in zip(answers, starts, begins, ends, strict=True)])


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
