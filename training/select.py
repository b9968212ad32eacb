"""Keep the examples that an exported model does not know well yet, and some of those it knows.

    python -m training.select --model analysis/models/stance --examples training/runs/data/domain.jsonl --out training/runs/data/unsure.jsonl

Kept is what the model finds its label less likely for than ``--sure``, and of the rest the share ``--share``; examples of one pair are kept
or left together.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.stance.stance import StanceModel
from training.data import Example, pairs_together, read_examples, write_examples


def likelihoods(model: StanceModel, examples: list[Example]) -> NDArray[np.float64]:
    """Return how likely the model finds the label of each example, (n,)."""
    found = np.empty(len(examples))
    opinions = [at for at, one in enumerate(examples) if one.task == "subjective"]
    subjective = model.subjective([examples[at].text for at in opinions])
    found[opinions] = np.where([examples[at].label for at in opinions], subjective, 1 - subjective)
    others = [at for at, one in enumerate(examples) if one.task != "subjective"]
    scored = model.score([one.text if one.start is None else (one.text, one.start, one.end) for one in (examples[at] for at in others)])  # type: ignore[misc]
    found[others] = scored[np.arange(len(others)), [examples[at].label for at in others]]
    return found


def select(examples: list[Example], likely: NDArray[np.float64], *, sure: float, share: float, seed: int) -> list[Example]:
    """Return the examples to keep, in their order; likely: how likely the model finds their labels, (n,)."""
    rng = random.Random(seed)
    kept = [rows for rows in pairs_together(one.pair for one in examples) if min(likely[row] for row in rows) < sure or rng.random() < share]
    return [examples[row] for rows in kept for row in rows]


def main() -> None:
    """Read the command line, select and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, type=Path, help="folder written by training.export")
    parser.add_argument("--examples", required=True, nargs="+", type=Path)
    parser.add_argument("--sure", type=float, default=0.9)
    parser.add_argument("--share", type=float, default=0.25)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    examples = [one for path in args.examples for one in read_examples(path)]
    kept = select(examples, likelihoods(StanceModel(args.model), examples), sure=args.sure, share=args.share, seed=args.seed)
    write_examples(args.out, kept)
    print(f"kept {len(kept)} of {len(examples)}")


if __name__ == "__main__":
    main()
