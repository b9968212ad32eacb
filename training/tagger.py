"""Train the encoder that reads an article: for every piece, whether it is source, cue, content or none, and whether it is loaded.

    python -m training.tagger --data DATA --encoder FOLDER_OR_HUB_ID --out training/runs/tagger --bf16

A token classifier with two heads side by side: voices (``analysis.voices.tagger``), learnt from PolNeAR, and loaded words
(``analysis.terms.marker``), learnt from our own labels.  Cross-entropy of each, AdamW, warm-up 10 % then linear decay, gradient clipping
at 1.  The windows begin elsewhere every epoch, and the quotation marks of some articles are exchanged for another style, since the corpus
knows few.  Saves after every epoch, goes on from the last one saved, and logs F1 over pieces on the texts to choose on.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from tokenizers import Tokenizer
from transformers import AutoModelForTokenClassification, PreTrainedModel

from analysis.model import Runner, softmax
from analysis.reading.encoder import TERMS as PREFIX
from analysis.reading.encoder import Pieces, pieces_of, special_tokens, tag_windows
from analysis.terms.marker import LABELS as TERMS
from analysis.voices.tagger import LABELS as VOICES
from training.checkpoints import load_checkpoint, load_tokenizer
from training.labels import UNREAD, labels_of, shares_of
from training.network import padded
from training.polnear import ROLES, Annotated, read_polnear
from training.terms_gold import GOLD, Labelled, read_labels
from training.train import fit, last_epoch

LABELS = (*VOICES, *(f"{PREFIX}{label}" for label in TERMS))

_STYLES = (('“”"', '"""'), ('“”"', '"""'), ('"', "“"), ("“”", "‘’"), ("“”", "«»"), ("“”", "„“"))
"""Quotation marks and what stands in their place; straight ones come twice, being the most frequent."""


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


@dataclass(frozen=True)
class Text:
    """What is learnt from a text: its attributions (None where nobody marked them) and the readings of its loaded words (none: nobody read it)."""

    text: str
    attributions: Annotated | None
    readings: tuple[Labelled, ...] = ()
    taught: tuple[NDArray[np.int64], NDArray[np.float32]] | None = None
    """Where no reader was: the beginnings of pieces, and the shares that a teacher gives them."""

    def shares(self, pieces: Pieces) -> NDArray[np.float32]:
        """Return how likely each piece has each label of loaded words, (pieces, labels)."""
        if self.readings or self.taught is None:
            return shares_of(self.readings, pieces)
        starts, answers = self.taught
        at = np.searchsorted(starts, pieces.spans[:, 0]).clip(max=len(starts) - 1)
        same = (starts[at] == pieces.spans[:, 0]) & (pieces.spans[:, 1] > pieces.spans[:, 0])
        return np.asarray(np.where(same[:, None], answers[at], 0), dtype=np.float32)


Window = tuple[list[int], list[int], NDArray[np.float32]]
"""Ids, labels of voices, shares of loaded words; a row a piece."""


def texts_of(articles: Iterable[Annotated], labelled: Iterable[Labelled]) -> list[Text]:
    """Join what is marked in the same text; texts read for loaded words come first."""
    readings: dict[str, list[Labelled]] = defaultdict(list)
    for one in labelled:
        readings[one.text].append(one)
    voices = {one.text: one for one in articles}
    read = [Text(text, voices.pop(text, None), tuple(found)) for text, found in readings.items()]
    return read + [Text(text, one) for text, one in voices.items()]


def windows_of(one: Text, tokenizer: Tokenizer, longest: int, rng: random.Random) -> list[Window]:
    """Cut a text into windows that begin at a place of chance; those in which nothing is labelled are left out."""
    first, last = special_tokens(tokenizer)
    pieces = pieces_of(tokenizer, other_marks(one.text, rng), paragraphs_of(one.text))
    labels = labels_of(one.attributions, pieces) if one.attributions else np.full(len(pieces.ids), UNREAD)
    shares = one.shares(pieces)
    edge = np.zeros((1, len(TERMS)), dtype=np.float32)
    made: list[Window] = []
    for start in range(-rng.randrange(longest), len(labels), longest - 2):
        part = slice(max(start, 0), start + longest - 2)
        if part.stop - part.start > 8 and (labels[part].max() >= 0 or shares[part].any()):
            made.append(([first, *pieces.ids[part], last], [UNREAD, *labels[part].tolist(), UNREAD], np.concatenate([edge, shares[part], edge])))
    return made


def batches(texts: Sequence[Text], tokenizer: Tokenizer, size: int, longest: int, share: float, rng: random.Random) -> list[list[Window]]:
    """Cut texts into windows and put windows of similar length together; share: of the texts without readings, drawn anew every epoch."""
    read, others = [one for one in texts if one.readings], [one for one in texts if not one.readings]
    chosen = [*read, *rng.sample(others, round(share * len(others)))]
    windows = [window for one in chosen for window in windows_of(one, tokenizer, longest, rng)]
    rng.shuffle(windows)
    windows.sort(key=lambda one: len(one[0]) // 32)
    made = [windows[i : i + size] for i in range(0, len(windows), size)]
    rng.shuffle(made)
    return made


def loss_of(logits: torch.Tensor, labels: torch.Tensor, shares: torch.Tensor, weight: float) -> torch.Tensor:
    """Return the cross-entropy of both heads, (): a mean over the pieces labelled for each; weight: of the loaded words.

    logits: (n, pieces, voices and terms).  labels: (n, pieces).  shares: (n, pieces, terms), zeros for a piece that nobody read.
    """
    found = logits.new_zeros(())
    if (labels >= 0).any():
        found = found + torch.nn.functional.cross_entropy(logits[..., : len(VOICES)].transpose(1, 2), labels)
    read = shares.sum(-1) > 0
    if read.any():
        logs = torch.log_softmax(logits[..., len(VOICES) :][read], dim=-1)
        found = found - weight * (shares[read] * logs).sum(-1).mean()
    return found


def runner(model: PreTrainedModel, *, bf16: bool) -> Runner:
    """Return a function from ids to the logits of a network, (pieces, labels)."""
    model.eval()

    def run(ids: tuple[int, ...]) -> NDArray[np.float64]:
        with torch.inference_mode(), torch.autocast(model.device.type, torch.bfloat16, enabled=bf16):
            return model(input_ids=torch.tensor([ids]).to(model.device)).logits[0].double().cpu().numpy()

    return run


def taught(texts: Sequence[Text], folder: str, *, bf16: bool) -> list[Text]:
    """Let another tagger say how likely each piece is loaded in the texts that nobody read."""
    run, tokenizer = runner(load_checkpoint(folder), bf16=bf16), load_tokenizer(folder)
    found = []
    for one in texts:
        if not one.readings:
            pieces = pieces_of(tokenizer, one.text, paragraphs_of(one.text))
            words = pieces.spans[:, 1] > pieces.spans[:, 0]
            answers = softmax(tag_windows(run, tokenizer, pieces, len(LABELS), cores=1)[:, len(VOICES) :])
            one = replace(one, taught=(pieces.spans[words, 0], answers[words].astype(np.float32)))  # noqa: PLW2901
        found.append(one)
    return found


def dev_scores(model: PreTrainedModel, tokenizer: Tokenizer, texts: Sequence[Text], *, bf16: bool) -> dict[str, float]:
    """Return F1 in percent over pieces: of each role, and of loaded pieces at the probability where it is best; the latter's average precision."""
    run = runner(model, bf16=bf16)
    hits, sizes = dict.fromkeys(ROLES, 0), dict.fromkeys(ROLES, 0)
    loaded: list[NDArray[np.float64]] = []
    for one in texts:
        pieces = pieces_of(tokenizer, one.text, paragraphs_of(one.text))
        logits = tag_windows(run, tokenizer, pieces, len(LABELS))
        if one.attributions:
            answers, gold = logits[:, : len(VOICES)].argmax(1), labels_of(one.attributions, pieces)
            for role in ROLES:
                both = [VOICES.index(f"B {role}"), VOICES.index(f"I {role}")]
                told, true = np.isin(answers, both), np.isin(gold, both)
                hits[role] += int((told & true).sum())
                sizes[role] += int(told.sum() + true.sum())
        shares = shares_of(one.readings, pieces)
        read = shares.sum(axis=1) > 0
        if read.any():
            loaded.append(np.stack([1 - softmax(logits[read][:, len(VOICES) :])[:, 0], 1 - shares[read, 0]], axis=1))
    found = {f"{role}_f1": round(200 * hits[role] / sizes[role], 2) if sizes[role] else 0.0 for role in ROLES}
    return {**found, **_ranked(np.concatenate(loaded))} if loaded else found


def _ranked(rows: NDArray[np.float64]) -> dict[str, float]:
    """Return how well pieces are ranked; rows: (n, 2), the probability given and the one the readers tell."""
    gold = rows[np.argsort(-rows[:, 0]), 1] >= 0.5
    hits = np.cumsum(gold)
    told = np.arange(1, len(gold) + 1)
    f1 = 200 * hits / (told + max(hits[-1], 1))
    return {"terms_f1": round(float(f1.max()), 2), "terms_ap": round(float(100 * (hits / told)[gold].mean()) if gold.any() else 0.0, 2)}


def keep_head(model: PreTrainedModel, source: str) -> None:
    """Give the head of voices the weights it has in a checkpoint that knows voices alone."""
    path = Path(source) / "model.safetensors"
    if path.is_file():
        with safe_open(path, framework="pt") as stored:
            for name in ("classifier.weight", "classifier.bias"):
                if name in stored.keys() and len(kept := stored.get_tensor(name)) == len(VOICES):  # noqa: SIM118
                    model.get_parameter(name).data[: len(VOICES)] = kept


def train(args: argparse.Namespace) -> None:
    """Train, save a checkpoint an epoch to ``args.out/epoch-N`` and log F1 over pieces after each."""
    corpus = args.data / "polnear"
    labels = partial(read_labels, args.data, reader=None, path=args.labels)
    texts, dev = texts_of(read_polnear(corpus / "train"), labels("train")), texts_of(read_polnear(corpus / "dev"), labels("choose"))
    held_back = {one.text for one in labels("choose", "test")}
    texts = [one for one in texts if one.text not in held_back]
    found = last_epoch(args)
    source = found or args.encoder
    tokenizer = load_tokenizer(source)
    named = {"num_labels": len(LABELS), "id2label": dict(enumerate(LABELS)), "label2id": {label: number for number, label in enumerate(LABELS)}}
    depth = {"num_hidden_layers": args.layers} if args.layers and not found else {}
    model = AutoModelForTokenClassification.from_pretrained(source, **named, **depth, ignore_mismatched_sizes=True)
    keep_head(model, source)
    if args.teacher:
        texts = taught(texts, args.teacher, bf16=args.bf16)

    def loss(batch: list[Window], device: str) -> torch.Tensor:
        ids, mask = padded([row for row, _, _ in batch], model.config.pad_token_id)
        labels = torch.full(ids.shape, UNREAD)
        shares = torch.zeros(*ids.shape, len(TERMS))
        for row, (_, own, loaded) in enumerate(batch):
            labels[row, : len(own)] = torch.tensor(own)
            shares[row, : len(own)] = torch.from_numpy(loaded)
        with torch.autocast(device, torch.bfloat16, enabled=args.bf16):
            logits = model(input_ids=ids.to(device), attention_mask=mask.to(device)).logits
        return loss_of(logits.float(), labels.to(device), shares.to(device), args.weight)

    fit(
        args, model, source,
        batches=lambda seed: batches(texts, tokenizer, args.batch, args.window, args.share, random.Random(seed)),
        loss=loss,
        scores=lambda: dev_scores(model, tokenizer, dev, bf16=args.bf16),
    )  # fmt: skip


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path, help="folder that holds polnear and the texts that were labelled")
    parser.add_argument("--labels", type=Path, default=GOLD, help="file of labelled loaded words")
    parser.add_argument("--encoder", required=True, help="folder or hub id of the encoder to start from (an MPNet)")
    parser.add_argument("--layers", type=int, help="keep the first layers of the encoder, as many as this; default: all")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=8, help="windows a step")
    parser.add_argument("--window", type=int, default=256, help="pieces a window")
    parser.add_argument("--share", type=float, default=1.0, help="of the articles with voices only, drawn anew every epoch")
    parser.add_argument("--weight", type=float, default=2.0, help="of the loaded words beside the voices")
    parser.add_argument("--teacher", help="folder of a tagger that says how likely words are loaded where nobody read the text")
    parser.add_argument("--lr", type=float, default=6e-5)
    parser.add_argument("--head-lr", type=float, default=1e-3, help="of the two heads, which begin with weights of chance")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bf16", action="store_true", help="faster only on processors with bf16 matrix products, and on GPUs")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
