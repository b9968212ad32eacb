"""Fine-tune an encoder on stance towards a marked target, tone and subjectivity: one encoder, one head of five logits.

    python -m training.train --train training/runs/data/newsmtsc.jsonl --encoder FOLDER_OR_HUB_ID --out training/runs/first
    python -m training.train --train training/runs/data/*.jsonl --encoder training/runs/first/epoch-2 --out training/runs/stance

AdamW, warm-up 10 % then linear decay, gradient clipping at 1, batches of similar length.  Saves after every epoch and goes on from the
last epoch saved when called again; logs to ``OUT/log.jsonl``.  A file given twice is seen twice an epoch.  Where a grid lies beside the
checkpoint (``training.grid``), every step is taken with the weights rounded to it, and the gradient moves the exact ones.  Where a
sentence is there under two sets of names, a difference of the two answers costs too, so that names decide nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.optim.lr_scheduler import LRScheduler
from transformers import PreTrainedModel, get_linear_schedule_with_warmup

from analysis.stance.stance import LABELS, SUBJECTIVITY
from training.checkpoints import encode, load_tokenizer, save_checkpoint
from training.data import Example, pairs_together, read_examples
from training.grid import FILE, HIGHEST, LOWEST, load_grid, save_grid
from training.metrics import macro_f1
from training.network import LateMarked

Batch = Any
"""What one step of training sees; only those who make batches and their loss know its kind."""

AT_ONCE = 32
"""Examples that are answered in one batch."""
HEADS = {"stance": slice(0, 3), "tone": slice(0, 3), "subjective": slice(3, 5)}


def batches_of_similar_length(lengths: list[int], pairs: list[int], size: int, seed: int) -> list[list[int]]:
    """Shuffle, sort by length within windows of 20 batches, cut into batches, shuffle the batches.

    Rows with the same number above 0 in ``pairs`` move as one, so that only the edge of a batch can part them.
    """
    rng = random.Random(seed)
    order = pairs_together(pairs)
    rng.shuffle(order)
    batches = []
    rows = [(row, max(lengths[i] for i in unit), at) for at, unit in enumerate(order) for row in unit]
    for window in range(0, len(rows), 20 * size):
        part = [row for row, _, _ in sorted(rows[window : window + 20 * size], key=lambda one: one[1:])]
        batches += [part[i : i + size] for i in range(0, len(part), size)]
    rng.shuffle(batches)
    return batches


def predict(model: PreTrainedModel, tokenizer: Tokenizer, examples: Sequence[Example]) -> torch.Tensor:
    """Return logits of shape (n, 5) in the order of ``examples``."""
    encoded = [encode(tokenizer, e) for e in examples]
    order = sorted(range(len(encoded)), key=lambda i: (len(encoded[i].ids), encoded[i].ids))
    logits = torch.empty(len(encoded), 5)
    model.eval()
    with torch.inference_mode():
        for i in range(0, len(order), AT_ONCE):
            part = order[i : i + AT_ONCE]
            logits[part] = model([encoded[at] for at in part]).float().cpu()
    return logits


def targets_of(examples: Sequence[Example]) -> torch.Tensor:
    """Return what each example should be answered, as probabilities of shape (n, 5); those of the other tasks are 0."""
    targets = torch.zeros(len(examples), 5)
    for row, one in zip(targets, examples, strict=True):
        head = HEADS[one.task]
        if one.soft:
            row[head] = torch.tensor(one.soft)
        else:
            row[head.start + one.label] = 1
    return targets


def loss_of(logits: torch.Tensor, targets: torch.Tensor, tasks: list[str]) -> torch.Tensor:
    """Return the mean cross-entropy of a mixed batch, each row over the logits of its own task; logits and targets of shape (n, 5)."""
    total = logits.new_zeros(())
    for head in {(part.start, part.stop) for part in HEADS.values()}:
        rows = [i for i, task in enumerate(tasks) if (HEADS[task].start, HEADS[task].stop) == head]
        if rows:
            own, wanted = (part[rows, head[0] : head[1]].float() for part in (logits, targets))
            total = total + torch.nn.functional.cross_entropy(own, wanted, reduction="sum")
    return total / len(tasks)


def disagreement(logits: torch.Tensor, pairs: list[int]) -> torch.Tensor:
    """Return how far the answers to one sentence under two sets of names lie apart: symmetric Kullback-Leibler divergence, mean over the batch.

    logits: of shape (n, 5), of which the three of stance count.
    """
    places: dict[int, list[int]] = {}
    for row, pair in enumerate(pairs):
        if pair:
            places.setdefault(pair, []).append(row)
    both = [rows for rows in places.values() if len(rows) == 2]
    if not both:
        return logits.new_zeros(())
    one, other = (logits[[rows[k] for rows in both], HEADS["stance"]].float().log_softmax(1) for k in (0, 1))
    return ((one.exp() - other.exp()) * (one - other)).sum() / len(pairs)


@contextmanager
def on_grid(model: PreTrainedModel, sizes: dict[str, torch.Tensor]) -> Iterator[None]:
    """Put the weights rounded to their grid into the model, and the exact ones back at the end; without sizes, do nothing."""
    exact = {}
    for name, size in sizes.items():
        weight = model.get_parameter(f"mpnet.{name}.weight")
        exact[name] = weight.data
        weight.data = (weight.data / size).round_().clamp_(LOWEST, HIGHEST).mul_(size)
    try:
        yield
    finally:
        for name, data in exact.items():
            model.get_parameter(f"mpnet.{name}.weight").data = data


def score_dev(model: PreTrainedModel, tokenizer: Tokenizer, examples: list[Example]) -> float:
    """Return macro F1 in percent on examples of one task."""
    head = HEADS[examples[0].task]
    answers = predict(model, tokenizer, examples)[:, head].argmax(1).numpy()
    return macro_f1(answers, np.array([e.label for e in examples]), head.stop - head.start)[0]


def train(args: argparse.Namespace) -> None:
    """Train, save a checkpoint an epoch to ``args.out/epoch-N`` and log macro F1 on the files in ``dev/`` after each."""
    examples = [one for path in args.train for one in read_examples(path)]
    dev = {path.stem: read_examples(path) for path in sorted((Path(args.train[0]).parent / "dev").glob("*.jsonl"))}
    source = last_epoch(args) or args.encoder
    tokenizer = load_tokenizer(source)
    model = LateMarked.from_pretrained(source, num_labels=5, id2label=dict(enumerate((*LABELS, *SUBJECTIVITY))))
    freeze(model, args.frozen)
    encoded = [encode(tokenizer, e) for e in examples]
    lengths, pairs = [len(one.ids) for one in encoded], [one.pair for one in examples]

    def loss(batch: list[int], device: str) -> torch.Tensor:
        with torch.autocast(device, torch.bfloat16, enabled=args.bf16):
            logits = model([encoded[i] for i in batch])
        own = loss_of(logits, targets_of([examples[i] for i in batch]).to(device), [examples[i].task for i in batch])
        return own + args.same_answer * disagreement(logits, [pairs[i] for i in batch])

    fit(
        args, model, source,
        batches=lambda seed: batches_of_similar_length(lengths, pairs, args.batch, seed),
        loss=loss,
        scores=lambda: {f"{name}_macro_f1": round(score_dev(model, tokenizer, part), 2) for name, part in dev.items()},
    )  # fmt: skip


def fit(
    args: argparse.Namespace,
    model: PreTrainedModel,
    source: str,
    *,
    batches: Callable[[int], Sequence[Batch]],
    loss: Callable[[Batch, str], torch.Tensor],
    scores: Callable[[], dict[str, float]],
) -> None:
    """Train a network loaded from ``source``, going on after the last epoch saved; save, measure and log after every epoch.

    args: out, epochs, lr, seed.  batches: the batches of an epoch, from a seed; as many in every epoch.  loss: that of one batch, on the
    device named.  scores: what is logged after an epoch.  A grid beside the source is kept to.
    """
    out, done = Path(args.out), epochs_done(args.out)
    out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(args.seed)
    torch.nn.Module.to(model, torch.device(device))  # the signature that transformers gives its own is for other things
    grid = load_grid(source) or {}
    sizes = {name: torch.tensor(steps.size.T.copy()).to(device) for name, steps in grid.items()}
    if grid:
        model.get_parameter("mpnet.embeddings.word_embeddings.weight").requires_grad_(False)  # rounded already, once for all
    steps = len(batches(args.seed)) * args.epochs
    optimizer = torch.optim.AdamW(_groups(model, args.lr, getattr(args, "head_lr", None) or args.lr), lr=args.lr, fused=True)
    schedule = get_linear_schedule_with_warmup(optimizer, int(0.1 * steps), steps)
    if done:
        restore(Path(source), optimizer, schedule)
    begun = time.monotonic()
    for epoch in range(done + 1, args.epochs + 1):
        model.train()
        loss_sum = 0.0
        made = batches(args.seed + epoch)
        for step, batch in enumerate(made, start=1):
            with on_grid(model, sizes):
                found = loss(batch, device)
                found.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            loss_sum += found.item()
            if step % 50 == 0 or step == len(made):
                log(out, epoch=epoch, step=step, of=len(made), loss=round(loss_sum / step, 4), seconds=round(time.monotonic() - begun))
        folder = out / f"epoch-{epoch}"
        save(folder, model, source, optimizer, schedule)
        if grid:
            save_grid(grid, folder / FILE)
        with on_grid(model, sizes):
            measured = scores()
        log(out, epoch=epoch, **measured, seconds=round(time.monotonic() - begun))


def _groups(model: PreTrainedModel, lr: float, head_lr: float) -> list[dict[str, Any]]:
    """Return the parameters to train in groups: those of the head have a rate of their own, biases and norms no decay."""
    groups = []
    for head, rate in ((False, lr), (True, head_lr)):
        own = [p for name, p in model.named_parameters() if p.requires_grad and name.startswith("classifier.") == head]
        groups.append({"params": [p for p in own if p.ndim > 1], "weight_decay": 0.01, "lr": rate})
        groups.append({"params": [p for p in own if p.ndim <= 1], "weight_decay": 0.0, "lr": rate})
    return groups


def freeze(model: PreTrainedModel, layers: int) -> None:
    """Leave the lowest layers, the words' vectors and the bias of distances as they are, without a gradient; with 0 layers, nothing."""
    if not layers:
        return
    lowest = tuple(f"encoder.layer.{number}." for number in range(layers))
    for name, parameter in model.base_model.named_parameters():
        if name.startswith(("embeddings.", "encoder.relative_attention_bias.", *lowest)):
            parameter.requires_grad_(False)


def last_epoch(args: argparse.Namespace) -> str | None:
    """Return the folder of the last epoch saved in ``args.out``, None for none."""
    done = epochs_done(args.out)
    return str(Path(args.out) / f"epoch-{done}") if done else None


def epochs_done(out: str | Path) -> int:
    """Return the number of the last epoch saved in a folder, 0 for none."""
    return max((int(p.name.split("-")[1]) for p in Path(out).glob("epoch-*") if (p / "state.pt").exists()), default=0)


def restore(folder: Path, optimizer: torch.optim.Optimizer, schedule: LRScheduler) -> None:
    """Put optimizer and schedule where they were when an epoch was saved."""
    state = torch.load(folder / "state.pt", weights_only=True)
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])


def save(folder: Path, model: PreTrainedModel, source: str, optimizer: torch.optim.Optimizer, schedule: LRScheduler) -> None:
    """Write a checkpoint with the tokenizer of the one it came from, and what is needed to go on."""
    save_checkpoint(folder, model, source)
    torch.save({"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}, folder / "state.pt")


def log(out: Path, **entry: object) -> None:
    """Print an entry and append it to ``log.jsonl`` in the folder."""
    line = json.dumps(entry)
    print(line, flush=True)
    with (out / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", required=True, nargs="+", help="files of examples made by training.prepare; dev/ beside the first is measured")
    parser.add_argument("--encoder", required=True, help="folder or hub id of the encoder to start from")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--lr", type=float, default=3e-5)
    parser.add_argument("--frozen", type=int, default=0, help="so many of the lowest layers, and the words, stay as they are, which saves time")
    parser.add_argument("--same-answer", type=float, default=0.5, help="weight of the loss where names change the answer; 0 for none")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bf16", action="store_true", help="faster only on processors with bf16 matrix products, and on GPUs")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
