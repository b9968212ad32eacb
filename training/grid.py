"""Choose the coarse grid each weight of the small form lies on, before the last training, so that training can get used to it.

    python -m training.grid --checkpoint training/runs/first/epoch-3 --texts training/runs/data/newsmtsc.jsonl --out training/runs/rounded

A weight on the grid is a 5-bit code (-16 to 15) times a whole multiplier (one a block of 32) times a scale (one a column).  Writes the same
network as a checkpoint with its channels in another order, and ``grid.safetensors`` beside it; ``training.train --encoder`` of that folder
keeps to the grid, ``training.export`` stores it.

A few channels of the activations are a hundred times larger than the rest, and would leave these no room in a byte.  Each channel is
therefore divided by the root of its peak, and its weights multiplied by it (Xiao et al. 2023, "SmoothQuant", ICML); channels are put in
the order of their peaks, so that blocks of weights stay alike.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from transformers import PreTrainedModel

from analysis.stance.encoding import EncodedText
from training.checkpoints import Array, Weights, encode, load_checkpoint, load_tokenizer, named_for_torch, save_checkpoint, state_of
from training.data import Example, read_examples
from training.network import LateMarked

BLOCK = 32
LOWEST, HIGHEST = -16, 15
"""The codes."""
LARGEST = 4
"""Largest multiplier, either sign: no unpacked weight is beyond 64."""
TABLE_BLOCK = 32
"""Words are stored in blocks of 32 codes (-7 to 7) with a scale of 16 bits each."""
TEXTS = 192
TOKENS = 8192
"""So many at a time are multiplied with each other, in float32, before the products are added up in float64."""
DAMP = 0.01
"""What is added to the diagonal of a matrix of products, as a share of its mean, so that the matrix can be inverted."""
FILE = "grid.safetensors"

Peaks = Mapping[str, Array]
"""Largest absolute input of a linear layer by channel, (K,), over some texts; by the name of the layer."""


@dataclass(frozen=True)
class Steps:
    """The grid of one linear layer with weight (K, N): multipliers (K / 32, N) from -4 to 4, scales (N,), and what evens its input out, (K,)."""

    multipliers: NDArray[np.int8]
    scales: Array
    even: Array

    @property
    def size(self) -> Array:
        """The distance between neighbours on the grid, (K, N), in the weight as the float network has it."""
        return np.repeat(self.multipliers.astype(np.float32), BLOCK, axis=0) * self.scales / self.even[:, None]

    def codes(self, weight: Array) -> NDArray[np.int8]:
        """Return the codes (K, N) nearest to a weight (K, N)."""
        return np.clip(np.rint(weight / self.size), LOWEST, HIGHEST).astype(np.int8)


Grid = Mapping[str, Steps]
"""The steps of each linear layer of the encoder, by its name without ``mpnet.``."""


def choose_steps(weight: Array, even: Array) -> Steps:
    """Return the steps whose grid is nearest to a weight (K, N) in squares, among all multipliers a block and four scales a column.

    Raises ValueError where K is no multiple of 16.
    """
    rows, columns = weight.shape
    if rows % BLOCK:
        raise ValueError(f"a weight of shape {weight.shape} does not divide into blocks of {BLOCK} rows")
    evened = weight * even[:, None]
    parts = [_steps_of(evened[:, at : at + 256]) for at in range(0, columns, 256)]  # a part at a time stays in the cache
    return Steps(np.concatenate([part[0] for part in parts], axis=1), np.concatenate([part[1] for part in parts]), even)


def _steps_of(weight: Array) -> tuple[NDArray[np.int8], Array]:
    blocks = weight.reshape(-1, BLOCK, weight.shape[1])
    largest = np.abs(weight).max(axis=0).clip(min=1e-12)
    signs = np.where(blocks.max(axis=1) > -blocks.min(axis=1), -1, 1)  # the largest of a block meets the longer end of the codes
    best_error = np.full(weight.shape[1], np.inf, dtype=np.float32)
    best: tuple[NDArray[np.int8], Array] = (np.ones(signs.shape, np.int8), np.ones(weight.shape[1], np.float32))
    for share in (0.7, 0.8, 0.9, 1.0):
        scale = (share * largest / (-LOWEST * LARGEST)).astype(np.float32)
        error = np.full(signs.shape, np.inf, dtype=np.float32)
        multipliers = np.ones(signs.shape, np.int8)
        for multiplier in range(1, LARGEST + 1):
            step = (scale * multiplier * signs)[:, None, :]
            missed = np.square(blocks - np.clip(np.rint(blocks / step), LOWEST, HIGHEST) * step).sum(axis=1)
            multipliers = np.where(missed < error, np.int8(multiplier), multipliers)
            error = np.minimum(error, missed)
        keep = error.sum(axis=0) < best_error
        best_error = np.where(keep, error.sum(axis=0), best_error)
        best = np.where(keep, multipliers * signs.astype(np.int8), best[0]), np.where(keep, scale, best[1]).astype(np.float32)
    return best


def round_table(table: Array) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Return codes (V, H) and scales (V, H / 32) of the words' vectors."""
    blocks = table.reshape(-1, TABLE_BLOCK)
    scales = (np.abs(blocks).max(axis=1, keepdims=True) / 7).clip(min=1e-6).astype(np.float16)
    return np.rint(blocks / scales).clip(-7, 7).astype(np.int8).reshape(table.shape), scales.reshape(len(table), -1)


def linear_layers(layers: int) -> list[str]:
    """Return the names of the linear layers of the encoder."""
    parts = [*(f"attention.attn.{part}" for part in "qkvo"), "intermediate.dense", "output.dense"]
    return [f"encoder.layer.{number}.{part}" for number in range(layers) for part in parts]


def reordered(weights: Weights, peaks: Peaks, layers: int) -> tuple[dict[str, Array], dict[str, Array]]:
    """Put the channels in the order of their peaks: those of the hidden states once for the whole model, those inside each layer for themselves.

    The model computes the same; names as in transformers, without ``mpnet.``.
    """
    high = dict(peaks)
    hidden = [f"encoder.layer.{number}.{part}" for number in range(layers) for part in ("attention.attn.q", "intermediate.dense")]
    order = np.argsort(sum(np.log(high[name] + 1e-6) for name in hidden))
    for name in hidden:
        high[name] = high[name][order]
    inside = [np.argsort(high[f"encoder.layer.{number}.output.dense"]) for number in range(layers)]
    for number, channels in enumerate(inside):
        high[f"encoder.layer.{number}.output.dense"] = high[f"encoder.layer.{number}.output.dense"][channels]
    return permuted(weights, order, inside), high


def permuted(weights: Weights, hidden: NDArray[np.int64], inside: list[NDArray[np.int64]]) -> dict[str, Array]:
    """Return the weights with the channels of the hidden states in one order, and those inside each layer in its own; the model computes the same."""
    own = dict(weights)
    for name, value in weights.items():
        reads_hidden = name.endswith((".q.weight", ".k.weight", ".v.weight", "intermediate.dense.weight", "classifier.dense.weight"))
        reads_hidden |= name in ("classifier.weight", "mark")
        if reads_hidden or name.endswith("embeddings.weight"):
            own[name] = value[:, hidden]
        elif name.endswith((".o.weight", ".o.bias", "output.dense.weight", "output.dense.bias")) or "LayerNorm" in name:
            own[name] = value[hidden]
    for number, channels in enumerate(inside):
        wide, narrow = f"encoder.layer.{number}.intermediate.dense", f"encoder.layer.{number}.output.dense"
        own[f"{wide}.weight"], own[f"{wide}.bias"] = own[f"{wide}.weight"][channels], own[f"{wide}.bias"][channels]
        own[f"{narrow}.weight"] = own[f"{narrow}.weight"][:, channels]
    return own


def choose_grid(weights: Weights, peaks: Peaks, layers: int) -> tuple[dict[str, Array], dict[str, Steps]]:
    """Return the weights of the same network in the new order, with the words' vectors rounded, and the grid of its linear layers."""
    own, high = reordered(weights, peaks, layers)
    words = "embeddings.word_embeddings.weight"
    codes, scales = round_table(own[words])
    own[words] = (codes * np.repeat(scales, TABLE_BLOCK, axis=1)).astype(np.float32)
    grid = {}
    for name in linear_layers(layers):
        weight = own[f"{name}.weight"].T
        seen = name[:-1] + "q" if name.endswith((".k", ".v")) else name  # q, k and v read the same
        even = np.sqrt(high[seen].clip(min=1e-3)) if seen in high else np.ones(len(weight), np.float32)
        grid[name] = choose_steps(weight, even.astype(np.float32))
    return own, grid


def save_grid(grid: Grid, path: Path) -> None:
    """Write a grid as safetensors."""
    save_file({f"{name}.{part}": getattr(steps, part) for name, steps in grid.items() for part in ("multipliers", "scales", "even")}, str(path))


def load_grid(folder: str | Path) -> dict[str, Steps] | None:
    """Read the grid of a checkpoint's folder; None where it has none."""
    path = Path(folder) / FILE
    if not path.is_file():
        return None
    stored = load_file(str(path))
    names = {name.removesuffix(".scales") for name in stored if name.endswith(".scales")}
    return {name: Steps(stored[f"{name}.multipliers"], stored[f"{name}.scales"], stored[f"{name}.even"]) for name in sorted(names)}


def compensated(weight: Array, steps: Steps, gram: NDArray[np.float64]) -> Array:
    """Round a weight (K, N) to its grid, row by row; what each row misses is made good by the rows after it, as far as the inputs allow.

    gram: the inputs' products with each other, summed over many tokens, (K, K).  Frantar et al. 2023, "GPTQ", ICLR, algorithm 1.
    """
    size, exact = torch.from_numpy(steps.size), torch.from_numpy(weight.astype(np.float32))
    products = torch.from_numpy(gram) + DAMP * float(np.diag(gram).mean()) * torch.eye(len(gram), dtype=torch.float64)
    inverse = torch.cholesky_inverse(torch.linalg.cholesky(products))
    upper = torch.linalg.cholesky(inverse, upper=True).float()
    rounded = torch.empty_like(exact)
    for first in range(0, len(exact), 128):
        last = min(first + 128, len(exact))
        part, missed = exact[first:last].clone(), torch.empty(last - first, exact.shape[1])
        for row in range(last - first):
            at = first + row
            rounded[at] = (part[row] / size[at]).round().clamp(LOWEST, HIGHEST) * size[at]
            missed[row] = (part[row] - rounded[at]) / upper[at, at]
            part[row + 1 :] -= torch.outer(upper[at, at + 1 : last], missed[row])
        exact[last:] -= upper[first:last, last:].T @ missed
    return rounded.numpy()


def compensate(model: PreTrainedModel, grid: Grid, encoded: list[EncodedText]) -> None:
    """Round the linear layers of a network to their grid in place, from the first to the last, each to the inputs it gets from those before.

    encoded: the texts that the inputs are taken from.
    """
    body: Any = model.base_model
    seen: dict[str, list[Any]] = {}

    def keeping(name: str) -> Any:
        def keep(_: Any, inputs: tuple[Any, ...], __: Any) -> None:
            seen.setdefault(name, []).append(inputs[0].reshape(-1, inputs[0].shape[-1]))

        return keep

    with torch.inference_mode():
        marks = [model.marks([one], len(one.ids)) for one in encoded] if isinstance(model, LateMarked) else []
        states = [body.embeddings(input_ids=torch.tensor([one.ids])) for one in encoded]
        biases = [body.encoder.compute_position_bias(state) for state in states]
    for number, layer in enumerate(body.encoder.layer):
        names = linear_layers(number + 1)[-6:]
        if isinstance(model, LateMarked) and number == model.shared:
            with torch.inference_mode():
                states = [state + added for state, added in zip(states, marks, strict=True)]
        hooks = [model.get_submodule(f"mpnet.{name}").register_forward_hook(keeping(name)) for name in names if not name.endswith((".k", ".v"))]
        with torch.inference_mode():
            for state, bias in zip(states, biases, strict=True):
                layer(state, None, bias)
        for hook in hooks:
            hook.remove()
        grams = {name: sum((part.T @ part).double() for part in torch.cat(inputs).split(TOKENS)).numpy() for name, inputs in seen.items()}
        seen.clear()
        for name in names:
            weight = model.get_parameter(f"mpnet.{name}.weight")
            gram = grams[name[:-1] + "q" if name.endswith((".k", ".v")) else name]  # q, k and v read the same
            weight.data = torch.from_numpy(compensated(weight.data.numpy().T, grid[name], gram).T.copy())
        with torch.inference_mode():
            states = [layer(state, None, bias)[0] for state, bias in zip(states, biases, strict=True)]


def measure_peaks(model: PreTrainedModel, encoded: list[EncodedText]) -> dict[str, Array]:
    """Return the largest absolute input of the layers that read hidden states or the wide middle, by channel; names without ``mpnet.``."""
    peaks: dict[str, Any] = {}
    hooks = []
    for name, layer in model.named_modules():
        short = name.removeprefix("mpnet.")
        if short.startswith("encoder.") and short.endswith(("attn.q", "intermediate.dense", "output.dense")):

            def keep(_: Any, inputs: tuple[Any, ...], __: Any, short: str = short) -> None:
                high = inputs[0].abs().amax(dim=(0, 1))
                peaks[short] = torch.maximum(peaks[short], high) if short in peaks else high

            hooks.append(layer.register_forward_hook(keep))
    with torch.inference_mode():
        for one in encoded:
            model([one]) if isinstance(model, LateMarked) else model(input_ids=torch.tensor([one.ids]))
    for hook in hooks:
        hook.remove()
    return {name: high.float().numpy() for name, high in peaks.items()}


def round_checkpoint(checkpoint: str, texts: list[Example], out: Path, seed: int = 1, *, compensating: bool = False) -> None:
    """Write the checkpoint in its new order, its tokenizer and its grid to a folder; raise ValueError for another architecture than MPNet.

    compensating: write it rounded already (``compensate``), for a network that is not trained any more.
    """
    model = load_checkpoint(checkpoint)
    tokenizer = load_tokenizer(checkpoint)
    chosen = random.Random(seed).sample(texts, min(TEXTS, len(texts)))
    encoded = [encode(tokenizer, one) for one in chosen]
    peaks = measure_peaks(model, encoded)
    weights, grid = choose_grid(state_of(model), peaks, model.config.num_hidden_layers)
    model.load_state_dict(named_for_torch(weights))
    if compensating:
        compensate(model, grid, encoded)
    save_checkpoint(out, model, checkpoint)
    save_grid(grid, out / FILE)


def main() -> None:
    """Read the command line and choose the grid."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", required=True, help="folder of a fine-tuned checkpoint")
    parser.add_argument("--texts", required=True, nargs="+", help="files of examples made by training.prepare")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--compensate", action="store_true", help="round the weights at once, for a checkpoint that is not trained any more")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    texts = [one for path in args.texts for one in read_examples(path)]
    round_checkpoint(args.checkpoint, texts, args.out, args.seed, compensating=args.compensate)


if __name__ == "__main__":
    main()
