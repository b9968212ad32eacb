"""Put a checkpoint that ``training.grid`` reordered back into the order of its encoder, to average it with another training of that encoder.

    python -m training.align --checkpoint training/runs/unpacked --encoder FOLDER --out training/runs/aligned --fresh training/runs/headed

``--fresh`` writes the encoder under the checkpoint's head: what that other training begins from.

Which channel is which is read from the weights: a column that was fine-tuned still lies nearest to the one it came from (Ainsworth, Hayase
and Srinivasa 2023, "Git Re-Basin", ICLR, match the weights of networks in a like way).  Both heads must come from one, since two heads
that began from different random numbers cannot be averaged.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from transformers import AutoModel

from training.checkpoints import Array, Weights, load_checkpoint, named_for_torch, save_checkpoint, state_of
from training.grid import permuted


def order_of(changed: Array, original: Array) -> NDArray[np.int64]:
    """Return the order in which the columns of ``changed`` are those of ``original``, both of shape (rows, columns).

    Raises ValueError where two columns of the one lie nearest to the same column of the other: then they do not come from one encoder.
    """
    one, other = ((part - part.mean(axis=0)) / part.std(axis=0) for part in (changed, original))
    order = (other.T @ one).argmax(axis=1)
    if len(np.unique(order)) < len(order):
        raise ValueError("the columns do not match one to one; needed is the encoder from which the checkpoint was trained")
    return order


def aligned(weights: Weights, encoder: Weights, layers: int) -> dict[str, Array]:
    """Return the weights with the channels between the layers, and those inside each, in the order of the encoder."""
    words = "embeddings.word_embeddings.weight"
    hidden = order_of(weights[words], encoder[words])
    wide = [f"encoder.layer.{number}.intermediate.dense.weight" for number in range(layers)]  # shape (wide, hidden)
    return permuted(weights, hidden, [order_of(weights[name][:, hidden].T, encoder[name].T) for name in wide])


def align(checkpoint: str, encoder: str, out: Path, fresh: Path | None = None) -> None:
    """Write the checkpoint in the order of the encoder to ``out``, and the encoder with the checkpoint's head to ``fresh``."""
    model = load_checkpoint(checkpoint)
    bare = state_of(AutoModel.from_pretrained(encoder, add_pooling_layer=False))
    weights = aligned(state_of(model), bare, model.config.num_hidden_layers)
    for folder, state in ((out, weights), (fresh, weights | {name: value for name, value in bare.items() if name in weights})):
        if folder:
            model.load_state_dict(named_for_torch(state))
            save_checkpoint(folder, model, checkpoint)


def main() -> None:
    """Read the command line and align."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fresh", type=Path)
    args = parser.parse_args()
    align(args.checkpoint, args.encoder, args.out, args.fresh)


if __name__ == "__main__":
    main()
