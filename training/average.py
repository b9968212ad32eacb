"""Average two checkpoints of one network, weight by weight: what the last training taught, without forgetting what came before.

    python -m training.average --before training/runs/second/epoch-1 --after training/runs/last/epoch-1 --share 0.5 --out training/runs/stance

Wortsman et al. 2022, "Robust fine-tuning of zero-shot models", CVPR.  Both must come from one encoder and one
head, with one grid or without; ``--share`` is that of the later one.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from training.grid import FILE, load_grid, save_grid


def average(before: str, after: str, share: float, out: Path) -> None:
    """Write the average to a folder; raise ValueError where the grids differ or the share is not between 0 and 1."""
    from transformers import AutoTokenizer

    from training.train import load_checkpoint

    if not 0 <= share <= 1:
        raise ValueError(f"the share of the later checkpoint is {share}; needed is a number from 0 to 1")
    grids = load_grid(before) or {}, load_grid(after) or {}
    if grids[0].keys() != grids[1].keys() or any(not np.array_equal(grids[0][name].size, grids[1][name].size) for name in grids[0]):
        raise ValueError(f"{before} and {after} lie on different grids; both must have been trained from one folder of training.grid")
    first, second = (load_checkpoint(folder) for folder in (before, after))
    state = second.state_dict()
    first.load_state_dict({name: (1 - share) * value + share * state[name] for name, value in first.state_dict().items()})
    first.save_pretrained(out)
    AutoTokenizer.from_pretrained(before).save_pretrained(out)
    if grids[0]:
        save_grid(grids[0], out / FILE)


def main() -> None:
    """Read the command line and average."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", required=True)
    parser.add_argument("--after", required=True)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    average(args.before, args.after, args.share, args.out)


if __name__ == "__main__":
    main()
