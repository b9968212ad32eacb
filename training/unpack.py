"""Turn shipped ONNX weights back into a Hugging Face checkpoint in float32: to fine-tune further, or to run them with torch.

    python -m training.unpack --out training/runs/unpacked

The checkpoint holds what the small numbers stand for, so it answers like the shipped model but for the rounding of activations.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import onnx
import torch
from safetensors.numpy import load_file
from transformers import MPNetConfig, MPNetForTokenClassification, PreTrainedModel, PreTrainedTokenizerFast

from analysis.model import WEIGHTS
from analysis.stance.stance import EMBEDDED
from training.graph import mpnet_weights
from training.network import LateMarked


def unpack(folder: Path, out: Path) -> PreTrainedModel:
    """Write ``folder`` as a checkpoint with tokenizer to ``out``; return the model."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    settings = config.pop("framing")
    settings.pop("sha256", None)
    graphs = [onnx.load(str(path), load_external_data=False) for path in sorted(folder.glob("*.onnx"))]
    found = mpnet_weights(graphs, load_file(str(folder / WEIGHTS)))
    network = MPNetForTokenClassification if "classifier.weight" in found else LateMarked
    model = network(MPNetConfig(**{**config, "framing": settings})).eval()
    state = {name: torch.tensor(value) for name, value in found.items()}
    model.load_state_dict(state, strict=True)
    model.save_pretrained(out)
    special = {"bos_token": "<s>", "eos_token": "</s>", "sep_token": "</s>", "cls_token": "<s>", "unk_token": "[UNK]", "pad_token": "<pad>"}
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"), mask_token="<mask>", **special)
    tokenizer.save_pretrained(out)
    return model


def main() -> None:
    """Read the command line and unpack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=EMBEDDED)
    parser.add_argument("--out", type=Path, default=Path("training/runs/unpacked"))
    args = parser.parse_args()
    unpack(args.model, args.out)
    print(f"wrote {args.out}")


if __name__ == "__main__":
    main()
