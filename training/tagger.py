"""Train the tagger of voices: for every piece of an article, whether it is source, cue, content or none (``analysis.voices.tagger``).

    python -m training.tagger --data DATA/polnear --encoder FOLDER_OR_HUB_ID --out training/runs/tagger --bf16

A token classifier with cross-entropy, AdamW, warm-up 10 % then linear decay, gradient clipping at 1.  The windows begin elsewhere every
epoch, and the quotation marks of some articles are exchanged for another style, since the corpus knows few.  Saves after every epoch,
goes on from the last one saved, and logs token F1 on the dev split.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import AutoModelForTokenClassification, PreTrainedModel

from analysis.voices.tagger import LABELS, Pieces, pieces_of, special_tokens, tag_windows
from training.checkpoints import load_tokenizer
from training.polnear import ROLES, Annotated, read_polnear
from training.train import fit, last_epoch, padded

_STYLES = (('“”"', '"""'), ('“”"', '"""'), ('"', "“"), ("“”", "‘’"), ("“”", "«»"), ("“”", "„“"))
"""Quotation marks and what stands in their place; straight ones come twice, being the most frequent."""


def labels_of(article: Annotated, pieces: Pieces) -> NDArray[np.int64]:
    """Return the label of every piece (index into ``LABELS``); where attributions overlap, the first has the piece."""
    labels = np.zeros(len(pieces.ids), dtype=np.int64)
    starts = pieces.spans[:, 0]
    words = pieces.spans[:, 1] > starts  # no separators of paragraphs
    for one in article.attributions:
        for role in ROLES:
            name = role if one.source else f"nameless {role}"
            for number, (start, end) in enumerate(getattr(one, role)):
                inside = np.flatnonzero((starts >= start) & (starts < end) & (labels == 0) & words)
                labels[inside] = LABELS.index(f"I {name}")
                if number == 0 and len(inside):
                    labels[inside[0]] = LABELS.index(f"B {name}")
    return labels


def other_marks(text: str, rng: random.Random) -> str:
    """Exchange the quotation marks of one article in three for another style, character by character, so that no offset moves."""
    if rng.random() > 1 / 3:
        return text
    old, new = rng.choice(_STYLES)
    return text.translate(str.maketrans(old, new))


def paragraphs_of(text: str) -> list[int]:
    """Return the offsets at which paragraphs after the first begin: after empty lines, or after every line where there is none empty."""
    breaks = list(re.finditer(r"\n[ \t\r]*\n\s*", text)) or list(re.finditer(r"\n\s*", text))
    return [one.end() for one in breaks]


def batches(articles: list[Annotated], tokenizer: Tokenizer, size: int, longest: int, rng: random.Random) -> list[list[tuple[list[int], list[int]]]]:
    """Cut all articles into windows that begin at a place of chance, and put windows of similar length together: ids and labels."""
    first, last = special_tokens(tokenizer)
    windows = []
    for article in articles:
        pieces = pieces_of(tokenizer, other_marks(article.text, rng), paragraphs_of(article.text))
        labels = labels_of(article, pieces)
        start = -rng.randrange(longest)
        while start < len(labels):
            part = slice(max(start, 0), start + longest - 2)
            if part.stop - part.start > 8:
                windows.append(([first, *pieces.ids[part], last], [-100, *labels[part].tolist(), -100]))
            start += longest - 2
    rng.shuffle(windows)
    windows.sort(key=lambda one: len(one[0]) // 32)
    made = [windows[i : i + size] for i in range(0, len(windows), size)]
    rng.shuffle(made)
    return made


def dev_scores(model: PreTrainedModel, tokenizer: Tokenizer, articles: list[Annotated], *, bf16: bool) -> dict[str, float]:
    """Return F1 in percent over pieces, by role, of attributions that name a source."""
    model.eval()

    def run(ids: tuple[int, ...]) -> NDArray[np.float64]:
        with torch.inference_mode(), torch.autocast(model.device.type, torch.bfloat16, enabled=bf16):
            return model(input_ids=torch.tensor([ids]).to(model.device)).logits[0].double().cpu().numpy()

    hits = dict.fromkeys(ROLES, 0)
    sizes = dict.fromkeys(ROLES, 0)
    for article in articles:
        pieces = pieces_of(tokenizer, article.text, paragraphs_of(article.text))
        answers, gold = tag_windows(run, tokenizer, pieces).argmax(1), labels_of(article, pieces)
        for role in ROLES:
            both = [LABELS.index(f"B {role}"), LABELS.index(f"I {role}")]
            told, true = np.isin(answers, both), np.isin(gold, both)
            hits[role] += int((told & true).sum())
            sizes[role] += int(told.sum() + true.sum())
    return {role: round(200 * hits[role] / sizes[role], 2) if sizes[role] else 0.0 for role in ROLES}


def train(args: argparse.Namespace) -> None:
    """Train, save a checkpoint an epoch to ``args.out/epoch-N`` and log token F1 on dev after each."""
    articles, dev = list(read_polnear(args.data / "train")), list(read_polnear(args.data / "dev"))
    found = last_epoch(args)
    source = found or args.encoder
    tokenizer = load_tokenizer(source)
    named = {"num_labels": len(LABELS), "id2label": dict(enumerate(LABELS))}
    depth = {"num_hidden_layers": args.layers} if args.layers and not found else {}
    model = AutoModelForTokenClassification.from_pretrained(source, **named, **depth)

    def loss(batch: list[tuple[list[int], list[int]]], device: str) -> torch.Tensor:
        ids, mask = padded([row for row, _ in batch], model.config.pad_token_id)
        labels = torch.full(ids.shape, -100)
        for row, (_, own) in enumerate(batch):
            labels[row, : len(own)] = torch.tensor(own)
        with torch.autocast(device, torch.bfloat16, enabled=args.bf16):
            logits = model(input_ids=ids.to(device), attention_mask=mask.to(device)).logits
        return torch.nn.functional.cross_entropy(logits.float().transpose(1, 2), labels.to(device))

    fit(
        args, model, source,
        batches=lambda seed: batches(articles, tokenizer, args.batch, args.window, random.Random(seed)),
        loss=loss,
        scores=lambda: {f"{role}_f1": score for role, score in dev_scores(model, tokenizer, dev, bf16=args.bf16).items()},
    )  # fmt: skip


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path, help="folder of PolNeAR, with train/ and dev/")
    parser.add_argument("--encoder", required=True, help="folder or hub id of the encoder to start from (an MPNet)")
    parser.add_argument("--layers", type=int, help="keep the first layers of the encoder, as many as this; default: all")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=8, help="windows a step")
    parser.add_argument("--window", type=int, default=256, help="pieces a window")
    parser.add_argument("--lr", type=float, default=6e-5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bf16", action="store_true", help="faster only on processors with bf16 matrix products, and on GPUs")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
