"""Average two checkpoints of one network, weight by weight: what the last training taught, without forgetting what came before.

    python -m training.average --before training/runs/second/epoch-1 --after training/runs/last/epoch-1 --share 0.5 --out training/runs/stance

Wortsman et al. 2022, "Robust fine-tuning of zero-shot models", CVPR.  Both must come from one encoder and one
head, with one grid or without; ``--share`` is that of the later one, and ``--upper`` its share of the upper half of the layers and of the
head, where that is to be another.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
import torch

from training.checkpoints import load_checkpoint, save_checkpoint
from training.grid import FILE, load_grid, save_grid


def average(before: str, after: str, share: float, out: Path, upper: float | None = None) -> None:
    """Write the average to a folder; raise ValueError where the grids differ or a share is not between 0 and 1."""
    upper = share if upper is None else upper
    if not (0 <= share <= 1 and 0 <= upper <= 1):
        raise ValueError(f"the share of the later checkpoint is {share}, in the upper half {upper}; needed is a number from 0 to 1")
    grids = load_grid(before) or {}, load_grid(after) or {}
    if grids[0].keys() != grids[1].keys() or any(not np.array_equal(grids[0][name].size, grids[1][name].size) for name in grids[0]):
        raise ValueError(f"{before} and {after} lie on different grids; both must have been trained from one folder of training.grid")
    first, second = (load_checkpoint(folder) for folder in (before, after))
    half, state = first.config.num_hidden_layers // 2, second.state_dict()

    def mixed(name: str, value: torch.Tensor) -> torch.Tensor:
        layer = re.search(r"\.layer\.(\d+)\.", name)
        own = upper if name.startswith(("classifier", "mark")) or (layer and int(layer[1]) >= half) else share
        return (1 - own) * value + own * state[name]

    first.load_state_dict({name: mixed(name, value) for name, value in first.state_dict().items()})
    save_checkpoint(out, first, before)
    if grids[0]:
        save_grid(grids[0], out / FILE)


def main() -> None:
    """Read the command line and average."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", required=True)
    parser.add_argument("--after", required=True)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--upper", type=float, help="share in the upper half of the layers and the head; as --share without it")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    average(args.before, args.after, args.share, args.out, args.upper)


if __name__ == "__main__":
    main()
