"""Train the network that reads on from the encoder's states and says which actors are the sides; a quarter of an hour on two cores with bf16.

    python -m training.read_sides --data DATA --out training/runs/sides

Two layers of an MPNet, which begin as the last two of the encoder, and a head (``analysis.who.network``).  What they say of a set of actors is
added to the weighted clues of ``training.choose_sides``, and learnt is the same: that the sets that are right, or nearest to it, are likely.
AdamW, warm-up 10 % then linear decay, gradient clipping at 1.  Learns from the halves "build" and "learn".
How many sides are right in the half "choose" is told after every epoch; what makes the right sets likeliest there says how much clues and
network count at last.  The articles as they are read are kept in OUT, for another run; remove OUT after a change of clues.
Writes ``model.onnx`` (8-bit weights), ``head.safetensors`` and ``config.json`` to OUT, and the log beside them.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file, save_file

from analysis.model import file_hash
from analysis.reading.article import Article
from analysis.reading.encoder import EMBEDDED, Encoder
from analysis.reading.parse import parse
from analysis.who.cast import cast_of
from analysis.who.choosing import MOST_SIDES, in_order, shipped_weights
from analysis.who.network import HEAD, PAIRS_COUNT, Network, places_of
from training.choose_sides import COUNTS, NEAR, Row, row_of
from training.evaluate_who import sides_right
from training.graph import READ_ON, layers_graph
from training.unpack import unpack
from training.who_gold import Coded, read_gold

MIXED, KEYS = 256, 32


@dataclass
class Page:
    """One article: its sets of actors, the encoder's states (pieces, hidden), and the pieces that name each actor."""

    row: Row
    states: NDArray[np.float16]
    places: list[NDArray[np.int64]]


def pages_of(coded: Sequence[Coded], kept: Path) -> list[Page]:
    """Read the articles, or take them from a file that an earlier run kept; those in which nobody is named are left out."""
    if kept.is_file():
        pages: list[Page] = pickle.loads(kept.read_bytes())
        return pages
    encoder, weights = Encoder(), shipped_weights()
    pages = []
    for gold in coded:
        row = row_of(gold, weights)
        cast = cast_of(parse(Article(text=gold.text)))
        pieces, states = encoder.states(cast.parsed)
        if row.choices.actors:
            pages.append(Page(row, states.astype(np.float16), places_of(cast, row.choices.actors, pieces)))
    kept.write_bytes(pickle.dumps(pages))
    return pages


class Head(torch.nn.Module):
    """What is said of actors, of two together, and of the number of sides; as ``analysis.who.network.say`` works it out."""

    def __init__(self, hidden: int, drop: float) -> None:
        super().__init__()
        self.drop = torch.nn.Dropout(drop)
        self.mix = torch.nn.Linear(2 * hidden, MIXED)
        self.out = torch.nn.Linear(MIXED, 1)
        self.pair = torch.nn.Linear(MIXED, KEYS, bias=False)
        self.size = torch.nn.Linear(hidden, MOST_SIDES + 1)
        self.scale = torch.nn.Parameter(torch.ones(1))
        for layer in (self.out, self.size):
            torch.nn.init.zeros_(layer.weight)
            torch.nn.init.zeros_(layer.bias)

    def forward(self, read: torch.Tensor, page: Page, clues: torch.Tensor) -> torch.Tensor:
        """Return the score of every set of actors, (sets,); read: (pieces, hidden); clues: the weighted clues of the sets, (sets,)."""
        blank = read.new_zeros(2 * read.shape[1])
        named = torch.stack([torch.cat([read[at].mean(0), read[at].max(0).values]) if len(at) else blank for at in page.places])
        mixed = torch.nn.functional.gelu(self.mix(self.drop(named)), approximate="tanh")
        keys = self.pair(mixed)
        pairs = torch.triu(keys @ keys.T / KEYS**0.5, 1) * PAIRS_COUNT
        members = torch.tensor(page.row.choices.members, dtype=torch.float32)
        alone = members @ self.out(self.drop(mixed))[:, 0]
        return self.scale * clues + alone + ((members @ pairs) * members).sum(1) + self.size(read.mean(0))[members.sum(1).long()]


class Reader(torch.nn.Module):
    """The last layers of the encoder and the head, for several articles at once."""

    def __init__(self, body: Any, drop: float) -> None:
        super().__init__()
        self.body = body.mpnet.encoder
        self.body.layer = self.body.layer[-READ_ON:]
        self.head = Head(body.config.hidden_size, drop)

    def forward(self, pages: Sequence[Page], clues: Sequence[torch.Tensor], *, bf16: bool) -> list[torch.Tensor]:
        """Return the scores of the sets of each article."""
        longest = max(len(page.states) for page in pages)
        kind = torch.bfloat16 if bf16 else torch.float32
        x = torch.zeros(len(pages), longest, pages[0].states.shape[1], dtype=kind)
        hidden = torch.full((len(pages), 1, 1, longest), -1e4, dtype=kind)
        for number, page in enumerate(pages):
            x[number, : len(page.states)] = torch.from_numpy(page.states).to(kind)
            hidden[number, ..., : len(page.states)] = 0
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            bias = self.body.compute_position_bias(x)
            for layer in self.body.layer:
                x = layer(x, hidden, bias)[0]
        return [self.head(x[n, : len(page.states)].float(), page, own) for n, (page, own) in enumerate(zip(pages, clues, strict=True))]


def loss_of(scores: torch.Tensor, page: Page) -> torch.Tensor:
    """Return how unlikely the sets are that are right, or nearest to it, ()."""
    near = torch.tensor(-NEAR * page.row.costs, dtype=torch.float32)
    return -COUNTS.get(page.row.gold.corpus, 1.0) * torch.logsumexp(torch.log_softmax(scores, 0) + near, 0)


def batches(pages: Sequence[Page], size: int, rng: random.Random) -> list[list[Page]]:
    """Return the articles in an order of chance, those of similar length together."""
    order = rng.sample(list(pages), len(pages))
    near = [one for k in range(0, len(order), 8 * size) for one in sorted(order[k : k + 8 * size], key=lambda page: len(page.states))]
    made = [near[k : k + size] for k in range(0, len(near), size)]
    rng.shuffle(made)
    return made


def shares_right(pages: Sequence[Page], scores: Sequence[NDArray[np.float64]]) -> dict[str, float]:
    """Return how many sides are right where each article has the sets of actors that scores make likely."""
    hits = []
    for page, score in zip(pages, scores, strict=True):
        likely = np.exp(score - score.max())
        choices = page.row.choices
        chosen = np.flatnonzero(choices.members[choices.best(likely / likely.sum())])
        hits.append(sides_right(page.row.gold.sides, {choices.actors[k]: dict.fromkeys(page.row.names[k], "") for k in chosen}))
    main, reported, whole = zip(*hits, strict=True)
    return {
        "main parties found": round(float(np.mean(sum(main, []))), 3),
        "reported sides that are parties": round(float(np.mean(sum(reported, []))), 3),
        "articles with every side right": round(float(np.mean(whole)), 3),
    }


def export(reader: Reader, config: Any, out: Path) -> None:
    """Write the layers with 8-bit weights, the head, and their hashes."""
    layers = {name: value.float().numpy() for name, value in reader.body.state_dict().items()}
    onnx.save(layers_graph(layers, config), str(out / "float.onnx"))
    how = {"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True}
    quantize_dynamic(out / "float.onnx", out / "model.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8, extra_options=how)
    (out / "float.onnx").unlink()
    write_head({name: value.detach().numpy() for name, value in reader.head.state_dict().items()}, out)


def write_head(head: dict[str, NDArray[np.float32]], out: Path) -> None:
    """Write the head in half precision, and the hashes of all files."""
    save_file({name: value.astype(np.float16) for name, value in head.items()}, str(out / HEAD))
    told = {"framing": {"sha256": {name: file_hash(out / name) for name in ("model.onnx", HEAD)}}}
    (out / "config.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def cool(out: Path, pages: Sequence[Page], weights: NDArray[np.float64]) -> dict[str, float]:
    """Let clues and network count for less, as far as makes the right sets likeliest in articles that were not learnt from; return how much.

    What was learnt is too sure of itself elsewhere.  Writes the head again.
    """
    network = Network(out)
    said = [network.say(page.states.astype(np.float32), page.places) for page in pages]

    def unlikely(clues: float, read: float) -> float:
        scores = (
            clues * (page.row.choices.clues @ weights) + read * one.of_sets(page.row.choices.members) for one, page in zip(said, pages, strict=True)
        )
        return sum(float(loss_of(torch.tensor(score, dtype=torch.float32), page)) for score, page in zip(scores, pages, strict=True))

    grid = [(clues, read) for clues in np.arange(0.5, 1.15, 0.05) for read in np.arange(0.1, 1.15, 0.05)]
    clues, read = min(grid, key=lambda pair: unlikely(*pair))
    head = load_file(str(out / HEAD))
    for name in ("out.weight", "out.bias", "size.weight", "size.bias"):
        head[name] = head[name] * read
    head["pair.weight"] = head["pair.weight"] * read**0.5
    head["scale"] = np.array([clues])
    write_head(head, out)
    return {"clues": round(float(clues), 2), "network": round(float(read), 2)}


def exported_scores(network: Network, page: Page, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the scores of the sets of an article as the suite works them out, (sets,)."""
    said = network.say(page.states.astype(np.float32), page.places)
    return np.asarray(said.clues_count * (page.row.choices.clues @ weights) + said.of_sets(page.row.choices.members))


def train(args: argparse.Namespace) -> None:
    """Train, tell of each epoch, and export."""
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    pages = {half: pages_of(list(read_gold(args.data, half)), args.out / f"{half}.pickle") for half in ("build", "learn", "choose")}
    learnt, chosen = pages["build"] + pages["learn"], pages["choose"]
    weights = in_order(shipped_weights())
    clues = {id(page): torch.tensor(page.row.choices.clues @ weights, dtype=torch.float32) for page in learnt + chosen}
    body = unpack(EMBEDDED, args.out / "unpacked")
    reader = Reader(body, args.drop)
    groups = [{"params": reader.body.layer.parameters(), "lr": args.lr}, {"params": reader.head.parameters(), "lr": args.head_lr}]
    optimizer = torch.optim.AdamW(groups, weight_decay=args.decay)
    steps = args.epochs * -(-len(learnt) // args.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / (0.1 * steps), max(0.0, (steps - step) / (0.9 * steps))))
    rng = random.Random(args.seed)
    by_clues = shares_right(chosen, [clues[id(page)].double().numpy() for page in chosen])
    told = {name: value for name, value in vars(args).items() if name not in ("data", "out")}
    log: list[dict[str, Any]] = [{"articles": len(learnt), "to choose on": len(chosen), "by clues alone": by_clues, **told}]
    for epoch in range(1, args.epochs + 1):
        reader.train()
        total = 0.0
        for batch in batches(learnt, args.batch, rng):
            optimizer.zero_grad()
            scores = reader(batch, [clues[id(page)] for page in batch], bf16=args.bf16)
            loss = torch.stack([loss_of(score, page) for score, page in zip(scores, batch, strict=True)]).mean()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch)
        reader.eval()
        with torch.inference_mode():
            answers = [reader([page], [clues[id(page)]], bf16=args.bf16)[0].double().numpy() for page in chosen]
        log.append({"epoch": epoch, "loss": round(total / len(learnt), 4), **shares_right(chosen, answers)})
        print(json.dumps(log[-1]), flush=True)
    export(reader, body.config, args.out)
    log.append({"counts for": cool(args.out, chosen, weights)})
    log.append({"as exported": shares_right(chosen, [exported_scores(Network(args.out), page, weights) for page in chosen])})
    print(json.dumps(log[-1]))
    (args.out / "training_log.jsonl").write_text("".join(json.dumps(line) + "\n" for line in log), encoding="utf-8")


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path, help="folder with the corpora that training/who was coded on")
    parser.add_argument("--out", type=Path, default=Path("training/runs/sides"))
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=8, help="articles a step")
    parser.add_argument("--lr", type=float, default=6e-5)
    parser.add_argument("--head-lr", type=float, default=2e-3)
    parser.add_argument("--drop", type=float, default=0.1)
    parser.add_argument("--decay", type=float, default=0.01)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bf16", action="store_true", help="faster only on processors with bf16 matrix products")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
