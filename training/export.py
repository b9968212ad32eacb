"""Turn a fine-tuned checkpoint into the embedded model: temperature, ONNX, 4-bit weights in blocks, hashes.

    python -m training.export --checkpoint training/runs/stance/epoch-3 --data DATA/newsmtsc --out analysis/models/stance

Weights and embeddings are stored as 4-bit numbers in blocks of 32 with a scale each; activations stay float32, so an answer does
not depend on the other texts of a batch.  The temperature divides the logits; it is fitted on the dev files by likelihood.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from transformers import AutoModelForSequenceClassification

from analysis.stance import LABELS, MAX_TOKENS, file_hash
from training.data import read_dev
from training.train import load_tokenizer, predict


def fit_temperature(logits: torch.Tensor, labels: torch.Tensor) -> float:
    """Return the temperature (0.5 to 5, steps of 0.01) with the highest likelihood of the labels (Guo et al. 2017)."""
    grid = [0.5 + 0.01 * i for i in range(451)]
    losses = [torch.nn.functional.cross_entropy(logits / t, labels).item() for t in grid]
    return round(grid[losses.index(min(losses))], 2)


def export_onnx(model: torch.nn.Module, path: Path) -> None:
    """Write the model as one float32 ONNX file with free batch and length."""
    ids = torch.ones(1, 8, dtype=torch.long)
    axes = {"input_ids": {0: "batch", 1: "length"}, "attention_mask": {0: "batch", 1: "length"}, "logits": {0: "batch"}}
    torch.onnx.export(
        model, (ids, torch.ones_like(ids)), str(path), input_names=["input_ids", "attention_mask"], output_names=["logits"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantise(source: Path, out: Path) -> None:
    """Write the model with weights and embeddings in 4-bit blocks of 32."""
    quantizer = MatMulNBitsQuantizer(
        onnx.load(str(source)), bits=4, block_size=32, is_symmetric=True, accuracy_level=4,
        op_types_to_quantize=("MatMul", "Gather"), quant_axes=(("MatMul", 0), ("Gather", 1)),
    )  # fmt: skip
    quantizer.process()
    onnx.save(quantizer.model.model, str(out))


def export(args: argparse.Namespace) -> None:
    """Write model.onnx, tokenizer.json and config.json (temperature and hashes under ``framing``) to ``args.out``."""
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    model = AutoModelForSequenceClassification.from_pretrained(args.checkpoint, attn_implementation="eager").eval()
    tokenizer = load_tokenizer(args.checkpoint)
    dev = read_dev(Path(args.data))
    temperature = fit_temperature(predict(model, tokenizer, dev), torch.tensor([e.label for e in dev]))
    with tempfile.TemporaryDirectory() as folder:
        export_onnx(model, Path(folder) / "float.onnx")
        quantise(Path(folder) / "float.onnx", Path(folder) / "model.onnx")
        shutil.move(Path(folder) / "model.onnx", out / "model.onnx")
        if args.keep_float:
            shutil.move(Path(folder) / "float.onnx", args.keep_float)
    tokenizer.save(str(out / "tokenizer.json"))
    config = json.loads((Path(args.checkpoint) / "config.json").read_text(encoding="utf-8"))
    config.pop("_name_or_path", None)
    config["framing"] = {
        "labels": LABELS,
        "input": "<s> text with * target * </s></s> target </s>",
        "max_tokens": MAX_TOKENS,
        "temperature": temperature,
        "sha256": {name: file_hash(out / name) for name in ("model.onnx", "tokenizer.json")},
    }
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    print(f"{out / 'model.onnx'}: {(out / 'model.onnx').stat().st_size / 1e6:.1f} MB, temperature {temperature}")


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", required=True, help="folder of the fine-tuned checkpoint")
    parser.add_argument("--data", required=True, help="folder with dev_rw.jsonl and dev_mt.jsonl")
    parser.add_argument("--out", default="analysis/models/stance")
    parser.add_argument("--keep-float", help="also keep the float32 ONNX file here, to compare with")
    export(parser.parse_args())


if __name__ == "__main__":
    main()
