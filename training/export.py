"""Export a fine-tuned checkpoint to the ONNX form the suite runs: small weights, byte products, one text at a time (see ``training.graph``).

    python -m training.export --checkpoint training/runs/stance --float training/runs/both --out training/runs/export

Writes ``model.onnx``, ``weights.safetensors``, ``tokenizer.json`` and ``config.json`` to OUT, and with ``--float`` the float32 twin
beside, ``float.onnx``, to compare with: mostly the checkpoint before it was rounded.
Then: ``training.calibrate``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import onnx
from safetensors.numpy import save_file

from analysis.model import WEIGHTS, file_hash
from analysis.stance.stance import INPUTS, MAX_TOKENS
from training.checkpoints import load_checkpoint, load_tokenizer, state_of
from training.domain import stand_ins
from training.graph import mpnet_graph
from training.grid import FILE, load_grid


def export(checkpoint: str, out: Path, *, float_twin: str = "") -> None:
    """Write the files of one checkpoint to a folder: a stance model or a tagger; raise ValueError where its grid is missing.

    float_twin: the checkpoint to write in float32 beside it.
    """
    out.mkdir(parents=True, exist_ok=True)
    model = load_checkpoint(checkpoint)
    weights = state_of(model)
    grid = load_grid(checkpoint)
    if grid is None:
        raise ValueError(f"{checkpoint} has no {FILE}; run training.grid, then train from its folder")
    settings: dict[str, object] = {} if "classifier.weight" in weights else {"input": INPUTS[0], "max_tokens": MAX_TOKENS, **stand_ins()}
    graph, packed = mpnet_graph(weights, model.config, grid)
    onnx.save(graph, str(out / "model.onnx"))
    save_file(packed, str(out / WEIGHTS))
    if float_twin:
        twin = load_checkpoint(float_twin)
        onnx.save(mpnet_graph(state_of(twin), twin.config)[0], str(out / "float.onnx"))
    load_tokenizer(checkpoint).save(str(out / "tokenizer.json"))
    config = {name: value for name, value in model.config.to_dict().items() if name != "_name_or_path"}
    hashes = {name: file_hash(out / name) for name in ("model.onnx", WEIGHTS, "tokenizer.json")}
    config["framing"] = {**settings, "sha256": hashes}
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    print(f"{out}: {sum((out / name).stat().st_size for name in hashes) / 1e6:.1f} MB")


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", required=True, help="folder of the fine-tuned checkpoint")
    parser.add_argument("--out", type=Path, default=Path("training/runs/export"))
    parser.add_argument("--float", default="", metavar="CHECKPOINT", help="also write float.onnx: this checkpoint in float32")
    args = parser.parse_args()
    export(args.checkpoint, args.out, float_twin=args.float)


if __name__ == "__main__":
    main()
