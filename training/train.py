"""Fine-tune an encoder to tell the stance of a text towards a marked target.

    python -m training.train --data DATA/newsmtsc --encoder FOLDER_OR_HUB_ID --out training/runs/stance

Plain fine-tuning: AdamW, warm-up 10 % then linear decay, gradient clipping at 1, batches of similar length.  Saves after
every epoch and goes on from the last epoch saved when called again; logs to ``OUT/log.jsonl``.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import AutoModelForSequenceClassification, AutoTokenizer, PreTrainedModel, get_linear_schedule_with_warmup

from analysis.stance import LABELS, encode_target
from training.data import Example, read_dev, read_newsmtsc
from training.metrics import macro_f1


def batches_of_similar_length(lengths: list[int], size: int, seed: int) -> list[list[int]]:
    """Shuffle, sort by length within windows of 20 batches, cut into batches, shuffle the batches."""
    rng = random.Random(seed)
    order = list(range(len(lengths)))
    rng.shuffle(order)
    batches = []
    for window in range(0, len(order), 20 * size):
        part = sorted(order[window : window + 20 * size], key=lambda i: lengths[i])
        batches += [part[i : i + size] for i in range(0, len(part), size)]
    rng.shuffle(batches)
    return batches


def load_tokenizer(folder: str) -> Tokenizer:
    """Return the fast tokenizer of a checkpoint, without truncation or padding."""
    tokenizer = AutoTokenizer.from_pretrained(folder).backend_tokenizer
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def padded(encoded: list[list[int]], pad: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Pad token ids to one length; return ids and mask, both of shape (n, longest)."""
    longest = max(map(len, encoded))
    ids = torch.tensor([row + [pad] * (longest - len(row)) for row in encoded])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in encoded])
    return ids, mask


def predict(model: PreTrainedModel, tokenizer: Tokenizer, examples: list[Example], size: int = 32) -> torch.Tensor:
    """Return logits of shape (n, 3) in the order of ``examples``."""
    encoded = [encode_target(tokenizer, e.text, e.start, e.end)[0] for e in examples]
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i]))
    logits = torch.empty(len(encoded), 3)
    model.eval()
    with torch.inference_mode():
        for i in range(0, len(order), size):
            part = order[i : i + size]
            ids, mask = padded([encoded[j] for j in part], model.config.pad_token_id)
            logits[part] = model(input_ids=ids.to(model.device), attention_mask=mask.to(model.device)).logits.float().cpu()
    return logits


def _steps(batches: list[list[int]], encoded: list[list[int]], labels: list[int], pad: int) -> Iterator[tuple[torch.Tensor, ...]]:
    for batch in batches:
        yield *padded([encoded[i] for i in batch], pad), torch.tensor([labels[i] for i in batch])


def train(args: argparse.Namespace) -> None:
    """Train, save a checkpoint an epoch to ``args.out/epoch-N`` and print macro F1 on dev after each."""
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(args.seed)
    data = Path(args.data)
    examples = read_newsmtsc(data / "train.jsonl")
    dev = read_dev(data)

    done = sorted(int(p.name.split("-")[1]) for p in out.glob("epoch-*") if (p / "state.pt").exists())
    source = str(out / f"epoch-{done[-1]}") if done else args.encoder
    tokenizer = load_tokenizer(source)
    model = AutoModelForSequenceClassification.from_pretrained(
        source, num_labels=3, id2label=dict(enumerate(LABELS)), label2id={name: i for i, name in enumerate(LABELS)}
    ).to(device)
    encoded = [encode_target(tokenizer, e.text, e.start, e.end)[0] for e in examples]
    labels = [e.label for e in examples]
    lengths = [len(row) for row in encoded]

    steps = -(-len(encoded) // args.batch) * args.epochs
    decayed = [p for p in model.parameters() if p.ndim > 1]
    plain = [p for p in model.parameters() if p.ndim <= 1]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=args.lr)
    schedule = get_linear_schedule_with_warmup(optimizer, int(0.1 * steps), steps)
    if done:
        state = torch.load(out / f"epoch-{done[-1]}" / "state.pt", weights_only=True)
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])

    begun = time.monotonic()
    for epoch in range(done[-1] + 1 if done else 1, args.epochs + 1):
        model.train()
        loss_sum = 0.0
        batches = batches_of_similar_length(lengths, args.batch, args.seed + epoch)
        for step, (ids, mask, gold) in enumerate(_steps(batches, encoded, labels, model.config.pad_token_id), start=1):
            with torch.autocast(device, torch.bfloat16, enabled=args.bf16):
                loss = model(input_ids=ids.to(device), attention_mask=mask.to(device), labels=gold.to(device)).loss
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            loss_sum += loss.item()
            if step % 50 == 0 or step == len(batches):
                _log(out, epoch=epoch, step=step, of=len(batches), loss=round(loss_sum / step, 4), seconds=round(time.monotonic() - begun))
        folder = out / f"epoch-{epoch}"
        model.save_pretrained(folder)
        AutoTokenizer.from_pretrained(source).save_pretrained(folder)
        torch.save({"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}, folder / "state.pt")
        f1, _ = macro_f1(predict(model, tokenizer, dev).argmax(1).numpy(), np.array([e.label for e in dev]))
        _log(out, epoch=epoch, dev_macro_f1=round(f1, 2), seconds=round(time.monotonic() - begun))


def _log(out: Path, **entry: object) -> None:
    line = json.dumps(entry)
    print(line, flush=True)
    with (out / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder with train.jsonl, dev_rw.jsonl, dev_mt.jsonl")
    parser.add_argument("--encoder", required=True, help="folder or hub id of the encoder to start from")
    parser.add_argument("--out", default="training/runs/stance")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--lr", type=float, default=3e-5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bf16", action="store_true", help="faster only on processors with bf16 matrix products, and on GPUs")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
