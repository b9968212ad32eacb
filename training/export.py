"""Export a fine-tuned checkpoint to the ONNX form the suite runs: small weights, byte products, one text at a time (see ``training.graph``).

    python -m training.export --checkpoint training/runs/stance --float training/runs/both --out training/runs/export

Writes the graphs (``text.onnx`` and ``target.onnx`` of the stance model, ``model.onnx`` of a tagger), ``weights.safetensors``, ``tokenizer.json`` and
``config.json`` to OUT, and with ``--float`` the same graphs in float32 to OUT/float, to compare with: mostly the checkpoint before it was rounded.
Then: ``training.calibrate``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import onnx
from safetensors.numpy import save_file

from analysis.model import WEIGHTS, file_hash
from analysis.stance.encoding import INPUTS, MAX_TOKENS
from training.checkpoints import load_checkpoint, load_tokenizer, state_of
from training.domain import stand_ins
from training.graph import mpnet_graphs
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
    settings: dict[str, object] = {}
    if "mark" in weights:
        settings = {"input": INPUTS[0], "max_tokens": MAX_TOKENS, "shared_layers": model.config.framing["shared_layers"], **stand_ins()}
    graphs, packed = mpnet_graphs(weights, model.config, grid)
    save_file(packed, str(out / WEIGHTS))
    _write(out, graphs, checkpoint, model.config, settings, WEIGHTS)
    if float_twin:
        twin = load_checkpoint(float_twin)
        _write(out / "float", mpnet_graphs(state_of(twin), twin.config)[0], float_twin, twin.config, settings)
    print(f"{out}: {sum(one.stat().st_size for one in out.iterdir() if one.is_file() and one.name != 'config.json') / 1e6:.1f} MB")


def _write(out: Path, graphs: dict[str, onnx.ModelProto], checkpoint: str, config: Any, settings: dict[str, object], *others: str) -> None:
    """Write graphs, tokenizer and config to a folder; others: files that lie there and are to be verified too."""
    out.mkdir(exist_ok=True)
    for name, graph in graphs.items():
        onnx.save(graph, str(out / name))
    load_tokenizer(checkpoint).save(str(out / "tokenizer.json"))
    told = {name: value for name, value in config.to_dict().items() if name != "_name_or_path"}
    told["framing"] = {**settings, "sha256": {name: file_hash(out / name) for name in (*graphs, *others, "tokenizer.json")}}
    (out / "config.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", required=True, help="folder of the fine-tuned checkpoint")
    parser.add_argument("--out", type=Path, default=Path("training/runs/export"))
    parser.add_argument("--float", default="", metavar="CHECKPOINT", help="also write OUT/float: this checkpoint in float32")
    args = parser.parse_args()
    export(args.checkpoint, args.out, float_twin=args.float)


if __name__ == "__main__":
    main()
