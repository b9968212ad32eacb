"""Run a model folder: check its files, read its tokenizer and config, and give one text at a time to onnxruntime or torch.

A folder in Hugging Face layout holds ``config.json``, ``tokenizer.json``, ``model.onnx`` (the stance model: two graphs, see
``analysis.stance.runner``) and ``weights.safetensors``, which has the large weights of the network as codes of 4 or 5 bits, or as bytes; the
settings of this suite stand in the config under ``framing``.  onnxruntime, tokenizers
and torch are loaded late, by what needs them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, update_wrapper
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS = "weights.safetensors"
_PARTS = ("codes", "multipliers", "signs")
REMEMBERED = 4096
"""Answers a model keeps: the steps of one article ask for the same sentence and target more than once."""

Loaded = TypeVar("Loaded")
Encoded = TypeVar("Encoded")
Answer = TypeVar("Answer")
Ids = tuple[int, ...]
Runner = Callable[[Ids], "NDArray[np.float64]"]
"""One encoded text in, its logits out, a row of numbers."""


class ModelError(RuntimeError):
    """A model cannot be used: a file is missing or damaged, or a package it needs is not installed."""


class Once(Generic[Loaded]):
    """A loader that runs once a process, also where several threads ask for it at the same time; ``cache_clear`` lets it run again."""

    def __init__(self, load: Callable[[], Loaded]) -> None:
        update_wrapper(self, load)
        self._load = lru_cache(maxsize=1)(load)
        self._lock = Lock()

    def __call__(self) -> Loaded:
        """Return what was loaded, the first time by loading it."""
        with self._lock:
            return self._load()

    def cache_clear(self) -> None:
        """Forget what was loaded."""
        self._load.cache_clear()


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
    return str(expected.get(WEIGHTS) or next(digest for name, digest in expected.items() if name.endswith(".onnx")))


def read_config(folder: Path) -> dict[str, Any]:
    """Return ``config.json``, with ``framing`` as an empty dict where the config has none."""
    config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return {"framing": {}, **config}


def read_learned(file: Path, *names: str) -> dict[str, Any]:
    """Return what a JSON file of ``models`` holds under these names; raise ModelError where it is missing or damaged."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {name: found[name] for name in names}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"models/{file.parent.name}/{file.name} is missing or damaged ({error}); install the suite again") from error


def load_tokenizer(folder: Path) -> Tokenizer:
    """Return the tokenizer of a folder, without truncation or padding; folders with the same file share one."""
    return _tokenizer((folder / "tokenizer.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def _tokenizer(text: str) -> Tokenizer:
    from tokenizers import Tokenizer

    return _plain(Tokenizer.from_str(text))


def unpack_codes(codes: NDArray[np.uint8], multipliers: NDArray[np.int8], signs: NDArray[np.uint8] | None = None) -> NDArray[np.int8]:
    """Return the 8-bit weight (K, N) of codes (K, N / 2), two numbers of 4 bits a byte, times multipliers (blocks, N).

    signs: the fifth bits of the codes (K, N / 8), for codes from -16 to 15; without them codes are from -8 to 7.  The multipliers keep every
    product within 8 bits (``training.grid``); a block is K / blocks rows.
    """
    rows, half = codes.shape
    whole = np.empty((rows, half, 2), dtype=np.int8)
    if signs is None:
        whole[:, :, 0] = (codes << 4).view(np.int8) >> 4
        whole[:, :, 1] = codes.view(np.int8) >> 4
    else:
        whole[:, :, 0] = codes & 15
        whole[:, :, 1] = codes >> 4
        whole -= np.unpackbits(signs, axis=1, count=2 * half).view(np.int8).reshape(whole.shape) << 4
    blocks = whole.reshape(len(multipliers), -1, 2 * half)
    blocks *= multipliers[:, None, :]
    return blocks.reshape(rows, 2 * half)


def unpacked(packed: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.int8]:
    """Return the 8-bit weight (K, N) of one layer in a file of packed weights."""
    return unpack_codes(packed[f"{name}.codes"], packed[f"{name}.multipliers"], packed.get(f"{name}.signs"))


def read_weights(path: Path, wanted: Callable[[str], bool] = lambda name: True) -> Iterator[tuple[str, NDArray[Any]]]:
    """Give the weights of a file one by one, as name and array, those kept as codes unpacked to 8 bits; wanted: which, by their names."""
    from safetensors import safe_open

    with safe_open(path, framework="numpy") as packed:
        names = [name for name in packed.keys() if wanted(name)]  # noqa: SIM118 - the file is no dict
        for name in names:
            layer, _, part = name.rpartition(".")
            if part == "codes":
                parts = {f"{layer}.{one}": packed.get_tensor(f"{layer}.{one}") for one in _PARTS if f"{layer}.{one}" in names}
                yield layer, unpacked(parts, layer)
            elif part not in _PARTS:
                yield name, packed.get_tensor(name)


def onnx_session(path: Path, *, wanted: Callable[[str], bool] = lambda name: True, cores: int = 1) -> InferenceSession:
    """Return an onnxruntime session of a graph, with its weights from the file of weights beside it; several threads may call it.

    wanted: says by their names which weights are this graph's.  cores: how many work on one call.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = cores
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # who waits leaves the core to others
    options.enable_mem_pattern = False  # a plan of memory for each length of text, which only pays where all texts are of one length
    if (path.parent / WEIGHTS).is_file():  # one weight at a time, so that no two copies of all of them lie in memory
        weights = read_weights(path.parent / WEIGHTS, wanted)
        given = {name: onnxruntime.OrtValue.ortvalue_from_numpy(value) for name, value in weights}
        options.add_external_initializers(list(given), list(given.values()))
    slower = ["SkipLayerNormFusion"]  # sum and norm in one operator take longer than in two, onnxruntime 1.31
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=slower)
    _give_back_memory()
    return session


def onnx_runner(folder: Path) -> Runner:
    """Return a function that gives one text's token ids to ``model.onnx`` on one core; it may be called from several threads."""
    session = onnx_session(folder / "model.onnx")
    masked = "attention_mask" in {one.name for one in session.get_inputs()}

    def run(ids: Ids) -> NDArray[np.float64]:
        row = np.array([ids], dtype=np.int64)
        logits: NDArray[np.float64] = session.run(None, {"input_ids": row} | ({"attention_mask": np.ones_like(row)} if masked else {}))[0][0]
        return logits.astype(np.float64)

    return lru_cache(REMEMBERED)(run)


def _give_back_memory() -> None:
    """Hand the memory that loading has left free (100 MB) back to the system, where the C library can: glibc, so Linux; elsewhere it stays."""
    import ctypes

    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def torch_checkpoint(name: str) -> tuple[Tokenizer, Runner, dict[str, Any]]:
    """Return tokenizer, runner and config of a sequence classifier: a local folder or a hub id.

    Raises ModelError where torch is missing, or the checkpoint cannot be loaded.
    """
    try:
        import torch
    except ImportError as error:
        raise ModelError(f"the checkpoint {name!r} needs torch; install the extra: pip install 'framing-notebooks[hub]'") from error
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    try:
        model = AutoModelForSequenceClassification.from_pretrained(name).eval()
        tokenizer = AutoTokenizer.from_pretrained(name)
    except (OSError, ValueError) as error:
        raise ModelError(f"the checkpoint {name!r} cannot be loaded (no such folder, no such name on the hub, or no network): {error}") from error
    if not tokenizer.is_fast:
        raise ModelError(f"the checkpoint {name!r} has no fast tokenizer (tokenizer.json); save it with one first")

    def run(ids: Ids) -> NDArray[np.float64]:
        with torch.inference_mode():
            logits: NDArray[np.float64] = model(input_ids=torch.tensor([ids])).logits[0].double().numpy()
        return logits

    config = {"framing": {}, **model.config.to_dict()}
    return _plain(tokenizer.backend_tokenizer), lru_cache(REMEMBERED)(run), config


def run_all(run: Callable[[Encoded], Answer], encoded: Sequence[Encoded], *, progress: str = "", cores: int | None = None) -> list[Answer]:
    """Give each text to the model on its own, a text a core: faster than one text on all cores, and no answer depends on its neighbours.

    progress: what a progress bar is called, shown where the run will take more than about two seconds; empty for none.  cores: how many to use
    at most; None for all.
    """
    if len(encoded) < 2:
        return [run(one) for one in encoded]
    with ThreadPoolExecutor(min(cores or usable_cores(), usable_cores())) as pool:
        return list(shown(pool.map(run, encoded), len(encoded), progress))


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn logits of shape (n, classes) into probabilities; rows add up to 1."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def tempered(logits: NDArray[np.float64], temperature: NDArray[np.float64] | float, power: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Turn logits of shape (n, classes) into calibrated probabilities; the order of the classes stays.

    Each row is divided by the temperature times h ** power, where h, from 0 to 1, is the entropy of the row at temperature 1 as a share of the
    largest there can be: with a power above 0, a sure answer is cooled less than an unsure one (Balanya, Maroñas and Ramos 2024, "Adaptive
    temperature scaling").  A power of 0 leaves the temperature alone.  temperature and power: one for all rows, or of shape (n, 1).
    """
    shares = softmax(logits)
    entropy = -(shares * np.log(shares.clip(min=1e-12))).sum(axis=1, keepdims=True) / np.log(logits.shape[1])
    return softmax(logits / (temperature * entropy.clip(min=1e-6) ** power))


def _plain(tokenizer: Tokenizer) -> Tokenizer:
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def usable_cores() -> int:
    """Return the number of processors this process may use: at most 8, and no more than OMP_NUM_THREADS says, which Dask sets to 1 in its workers."""
    told = os.environ.get("OMP_NUM_THREADS", "").split(",")[0]
    most = int(told) if told.isdecimal() and int(told) else 8
    return min(8, most, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def shown(answers: Iterable[Answer], total: int, progress: str) -> Iterator[Answer]:
    """Give answers on, with a progress bar of that name where it has one and there are more than 60 of them."""
    if progress and total > 60:
        from tqdm import tqdm

        yield from tqdm(answers, total=total, desc=progress, unit="text", leave=False)
    else:
        yield from answers
