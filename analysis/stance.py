"""How a sentence treats a marked target: P(negative, neutral, positive), by a transformer.

The embedded model is a fine-tuned encoder in ONNX form (``analysis/models/stance``); onnxruntime runs it, so no torch is needed.
Each text is scored on its own, never padded beside others, so its answer does not depend on its neighbours.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pandas as pd

from analysis.parse import Parsed
from analysis.tables import make_table
from analysis.voices import voice_at

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

EMBEDDED = Path(__file__).parent / "models" / "stance"
LABELS = ("negative", "neutral", "positive")
MAX_TOKENS = 160
_MAX_TARGET_TOKENS = 32
_REMEMBERED = 4096
"""Answers a model keeps: the steps of one article ask for the same sentence and target more than once."""

Target = tuple[str, int, int]
"""A text and the character span of the target in it."""


class ModelError(RuntimeError):
    """A model cannot be used: a file is missing or damaged, or a package it needs is not installed."""


class Scorer(Protocol):
    """What the suite asks of a stance model."""

    id: str

    def score(self, targets: Sequence[Target], *, progress: bool = False) -> NDArray[np.float64]:
        """Return probabilities of shape (n, 3): negative, neutral, positive."""
        ...


def mark_target(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the two segments the model reads: the text with ``* target *`` marked, and the target again."""
    target = text[start:end]
    return f"{text[:start]}* {target} *{text[end:]}", target


def encode_target(tokenizer: Tokenizer, text: str, start: int, end: int, max_tokens: int = MAX_TOKENS) -> tuple[list[int], bool]:
    """Turn a text and its target into token ids; also say whether the text had to be cut.

    tokenizer: without truncation or padding; it adds its own special tokens (here ``<s> marked text </s></s> target </s>``).  A text
    over ``max_tokens`` is cut to a window around the target, a target over 32 tokens to its first 32.
    """
    marked, target = mark_target(text, start, end)
    pair = tokenizer.encode(marked, target)
    if len(pair.ids) <= max_tokens:
        return pair.ids, False
    second = tokenizer.encode(target, add_special_tokens=False)
    target = target[: second.offsets[_MAX_TARGET_TOKENS - 1][1]] if len(second.ids) > _MAX_TARGET_TOKENS else target
    words = tokenizer.encode(marked, add_special_tokens=False).offsets
    room = max_tokens - (len(pair.ids) - len(words) - len(second.ids)) - min(len(second.ids), _MAX_TARGET_TOKENS)
    inside = [i for i, (a, b) in enumerate(words) if a < end + 4 and b > start] or [0]
    left = max(0, min((inside[0] + inside[-1]) // 2 - room // 2, len(words) - room))
    window = marked[words[left][0] : words[min(left + room, len(words)) - 1][1]]
    return tokenizer.encode(window, target).ids[:max_tokens], True


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class StanceModel:
    """A stance model: the embedded weights, or any compatible Hugging Face checkpoint (needs torch, the extra ``hub``).

    name: None for the embedded weights, otherwise a local folder or a hub id whose config has three labels in the order negative,
    neutral, positive.  Raises ModelError when files are missing or damaged, or when torch is needed and not installed.
    """

    def __init__(self, name: str | Path | None = None) -> None:
        folder = EMBEDDED if name is None else Path(name)
        self.id = "framing-stance (embedded)" if name is None else str(name)
        self.cut: list[Target] = []
        """Targets whose text was longer than the model reads, from the last call of ``score``."""
        if name is None or (folder / "model.onnx").exists():
            self.hash: str | None = verify_model(folder)
            self._tokenizer = _load_tokenizer(folder)
            self._run = _onnx_runner(folder)
        else:
            self.hash = None
            self._tokenizer, self._run = _torch_runner(str(name))

    def score(self, targets: Sequence[Target], *, progress: bool = False) -> NDArray[np.float64]:
        """Return probabilities of shape (n, 3), negative, neutral and positive towards ``text[start:end]``; rows add up to 1.

        Raises ValueError for a span that is empty or lies outside its text.
        """
        encoded = []
        self.cut = []
        for text, start, end in targets:
            if not 0 <= start < end <= len(text):
                raise ValueError(f"the target {start}:{end} lies outside the text of {len(text)} characters, or is empty: {text[:60]!r}")
            ids, cut = encode_target(self._tokenizer, text, start, end)
            encoded.append(tuple(ids))
            if cut:
                self.cut.append((text, start, end))
        with ThreadPoolExecutor(_cores()) as pool:  # a text a core: faster than one text on all cores, and each is still scored on its own
            answers = list(_shown(pool.map(self._run, encoded), len(encoded), progress))
        return np.array([_softmax(logits) for logits in answers]).reshape(-1, 3)


def _cores() -> int:
    """Return the number of processors this process may use, at most 8."""
    return min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _shown(answers: Iterator[NDArray[Any]], total: int, progress: bool) -> Iterator[NDArray[Any]]:
    """Go through the answers, with a progress bar where they will take more than about two seconds."""
    if progress and total > 30:
        from tqdm import tqdm

        yield from tqdm(answers, total=total, desc="stance", unit="mention", leave=False)
    else:
        yield from answers


def _softmax(logits: NDArray[Any]) -> NDArray[np.float64]:
    raised = np.exp(logits.astype(np.float64) - logits.max())
    return raised / raised.sum()


def verify_model(folder: Path) -> str:
    """Compare the model's files with the hashes in ``config.json``; return the hash of the weights.

    Raises ModelError naming the file that is missing or damaged.
    """
    try:
        expected = json.loads((folder / "config.json").read_text(encoding="utf-8"))["framing"]["sha256"]
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(f"{folder / 'config.json'} is missing or damaged ({error}); install the suite again") from error
    for name, digest in expected.items():
        if not (folder / name).is_file():
            raise ModelError(f"{folder / name} is missing; install the suite again, or get the file from the repository")
        if file_hash(folder / name) != digest:
            raise ModelError(f"{folder / name} is damaged (its hash is not the one in config.json); get the file from the repository again")
    return str(expected["model.onnx"])


def _load_tokenizer(folder: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _onnx_runner(folder: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    temperature = float(config["framing"]["temperature"])
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])

    @lru_cache(_REMEMBERED)
    def run(ids: tuple[int, ...]) -> NDArray[Any]:
        row = np.array([ids], dtype=np.int64)
        logits: NDArray[Any] = session.run(None, {"input_ids": row, "attention_mask": np.ones_like(row)})[0][0]
        return logits / temperature

    return run


def _torch_runner(name: str) -> tuple[Tokenizer, Any]:
    try:
        import torch
    except ImportError as error:
        raise ModelError(f"the checkpoint {name!r} needs torch; install the extra: pip install 'framing-notebooks[hub]'") from error
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    try:
        model = AutoModelForSequenceClassification.from_pretrained(name).eval()
        tokenizer = AutoTokenizer.from_pretrained(name).backend_tokenizer
    except (OSError, ValueError) as error:
        raise ModelError(f"the checkpoint {name!r} cannot be loaded (no such folder, or no network): {error}") from error
    if model.config.num_labels != 3:
        raise ModelError(f"the checkpoint {name!r} has {model.config.num_labels} labels; needed are 3: {', '.join(LABELS)}")
    tokenizer.no_truncation()
    tokenizer.no_padding()

    @lru_cache(_REMEMBERED)
    def run(ids: tuple[int, ...]) -> NDArray[Any]:
        with torch.inference_mode():
            return model(input_ids=torch.tensor([ids])).logits[0].float().numpy()

    return tokenizer, run


@lru_cache(maxsize=1)
def embedded_model() -> StanceModel:
    """Return the embedded model, loaded once a process."""
    return StanceModel()


def score_mentions(parsed: Parsed, mentions: pd.DataFrame, voices: pd.DataFrame, model: Scorer, *, progress: bool = False) -> pd.DataFrame:
    """Return the stance table: one row a mention, scored in its sentence, with the voice whose content covers it.

    A sentence without a mention of a side has no row.
    """
    sentences = parsed.sentences.set_index("sentence")
    targets: list[Target] = []
    for mention in mentions.itertuples():
        row = sentences.loc[mention.sentence]
        targets.append((row["text"], mention.start - row["start"], min(mention.end, row["end"]) - row["start"]))
    probabilities = model.score(targets, progress=progress) if targets else np.empty((0, 3))
    rows = []
    for mention, (neg, neu, pos) in zip(mentions.itertuples(), probabilities, strict=True):
        at = voice_at(voices, mention.start, mention.end)
        rows.append(
            {
                "sentence": mention.sentence, "side": mention.side, "start": mention.start, "end": mention.end,
                "voice": "narrator" if at is None else "source",
                "speaker": None if at is None else voices.loc[at, "speaker"], "speaker_side": None if at is None else voices.loc[at, "side"],
                "p_neg": neg, "p_neu": neu, "p_pos": pos, "score": pos - neg,
            }
        )  # fmt: skip
    return make_table("stance", rows)
