"""Checkpoints in Hugging Face layout: read one with its tokenizer, write one, and name its weights as the graph and the grid do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModelForTokenClassification, AutoTokenizer, PreTrainedModel

from analysis.stance.encoding import EncodedText, encode_marked, encode_text
from training.data import Example
from training.network import LateMarked

Array = NDArray[np.float32]
Weights = Mapping[str, Array]
"""The weights of a network by their names in transformers, without ``mpnet.``."""


def load_tokenizer(folder: str) -> Tokenizer:
    """Return the fast tokenizer of a checkpoint, without truncation or padding."""
    tokenizer = AutoTokenizer.from_pretrained(folder).backend_tokenizer
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load_checkpoint(folder: str) -> PreTrainedModel:
    """Return the network of a checkpoint, ready to answer: one that marks its target late, or a tagger of pieces.

    Raises ValueError for another architecture than MPNet.
    """
    config = AutoConfig.from_pretrained(folder)
    if config.model_type != "mpnet":
        raise ValueError(f"{folder} is a {config.model_type}; training.grid and training.graph know the layers of mpnet")
    tagger = "ForTokenClassification" in (config.architectures or [""])[0]
    return (AutoModelForTokenClassification if tagger else LateMarked).from_pretrained(folder).eval()


def save_checkpoint(folder: Path, model: PreTrainedModel, source: str) -> None:
    """Write a network to a folder, with the tokenizer of the checkpoint it came from."""
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(source).save_pretrained(folder)


def encode(tokenizer: Tokenizer, example: Example) -> EncodedText:
    """Return an example as the network reads it: with its target marked where it has one, otherwise the text alone."""
    if example.start is None or example.end is None:
        return encode_text(tokenizer, example.text)
    return encode_marked(tokenizer, example.text, example.start, example.end)


def state_of(model: PreTrainedModel) -> dict[str, Array]:
    """Return the weights of a model as float32, names without ``mpnet.``."""
    return {name.removeprefix("mpnet."): value.float().numpy() for name, value in model.state_dict().items()}


def named_for_torch(weights: Weights) -> dict[str, torch.Tensor]:
    """Return weights as tensors by their names in transformers."""
    return {name if name.startswith(("classifier", "mark")) else f"mpnet.{name}": torch.tensor(value) for name, value in weights.items()}
