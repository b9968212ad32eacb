"""Checkpoints in Hugging Face layout: read one with its tokenizer, write one, and name its weights as the graph and the grid do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoModelForTokenClassification, AutoTokenizer, PreTrainedModel

from analysis.stance.stance import encode_target, encode_text
from training.data import Example

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
    """Return the network of a checkpoint, ready to answer: a classifier of texts, or a tagger of their pieces."""
    tagger = "ForTokenClassification" in (AutoConfig.from_pretrained(folder).architectures or [""])[0]
    return (AutoModelForTokenClassification if tagger else AutoModelForSequenceClassification).from_pretrained(folder).eval()


def save_checkpoint(folder: Path, model: PreTrainedModel, source: str) -> None:
    """Write a network to a folder, with the tokenizer of the checkpoint it came from."""
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(source).save_pretrained(folder)


def encode(tokenizer: Tokenizer, example: Example) -> list[int]:
    """Return the token ids of an example: marked pair where it has a target, otherwise the text alone."""
    if example.start is None or example.end is None:
        return encode_text(tokenizer, example.text)[0]
    return encode_target(tokenizer, example.text, example.start, example.end)[0]


def state_of(model: PreTrainedModel) -> dict[str, Array]:
    """Return the weights of a model as float32, names without ``mpnet.``."""
    return {name.removeprefix("mpnet."): value.float().numpy() for name, value in model.state_dict().items()}


def named_for_torch(weights: Weights) -> dict[str, torch.Tensor]:
    """Return weights as tensors by their names in transformers."""
    return {name if name.startswith("classifier") else f"mpnet.{name}": torch.tensor(value) for name, value in weights.items()}
