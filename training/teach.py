"""Let a checkpoint answer examples, for another network to learn its answers instead of labels.

    python -m training.teach --teacher training/runs/both --examples training/runs/data/persons.jsonl --out training/runs/data/taught.jsonl

Hinton, Vinyals and Dean 2015, "Distilling the Knowledge in a Neural Network", NIPS Deep Learning Workshop.
What is lost when weights are rounded to their grid comes back so, without the training rows being learnt by heart once more.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
from pathlib import Path

import torch

from training.checkpoints import load_checkpoint, load_tokenizer
from training.data import read_examples, write_examples
from training.train import HEADS, predict


def main() -> None:
    """Read the command line, answer and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher", required=True, help="folder of a checkpoint")
    parser.add_argument("--examples", required=True, nargs="+", type=Path)
    parser.add_argument("--rows", type=int, help="so many of all, drawn by lot; all without it")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bf16", action="store_true", help="as for training.train")
    args = parser.parse_args()
    examples = [one for path in args.examples for one in read_examples(path)]
    if args.rows and args.rows < len(examples):
        examples = random.Random(args.seed).sample(examples, args.rows)
    with torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
        logits = predict(load_checkpoint(args.teacher), load_tokenizer(args.teacher), examples)
    soft = [logits[row, HEADS[one.task]].softmax(0).tolist() for row, one in enumerate(examples)]
    write_examples(args.out, [dataclasses.replace(one, soft=[round(value, 4) for value in part]) for one, part in zip(examples, soft, strict=True)])


if __name__ == "__main__":
    main()
