"""Measure the speed of the shipped model against the plain ``transformers`` pipeline of the same network, and against a word list.

    make bench        # or: python -m training.bench

Everything in one run, in turns (ours, pipeline, ours, pipeline), on the sentences of our own test half under names never seen before, so that
no answer is remembered: targets one by one, in batches, and sentence by sentence with all their targets, where there are two or more.  Medians
over the rounds.  Writes ``speed.json`` beside the weights and the table in the model card.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from analysis.stance.encoding import mark_target
from analysis.stance.scorer import Target
from analysis.stance.stance import EMBEDDED, StanceModel
from training.cards import markdown, write_between_marks
from training.domain import other_names, read_domain
from training.unpack import unpack

ROUNDS = 5
PAIRS = 96
BATCH = 32
_ALONE = """
import json, resource, sys, time
begun = time.perf_counter()
from analysis.stance.stance import StanceModel
model = StanceModel()
targets = [tuple(one) for one in json.load(sys.stdin)]
model.score(targets[:1])
first = time.perf_counter() - begun
begun = time.perf_counter()
model.score(targets)
seconds = time.perf_counter() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
print(json.dumps({"first": first, "seconds": seconds, "peak": peak}))
"""


def pairs(count: int, seed: int) -> list[Target]:
    """Return targets in sentences of natural length; another seed puts other names into the same sentences."""
    rng = random.Random(seed)
    found: list[Target] = []
    sentences = [one for one in read_domain() if one.half == "test" and one.names]
    while len(found) < count:
        for sentence in sentences:
            text, targets = sentence.rendered(other_names(sentence, rng))
            found += [(text, start, end) for start, end, _ in targets]
    return rng.sample(found, count)


def whole_sentences(count: int, seed: int) -> list[list[Target]]:
    """Return all targets of sentences with two or more of them, ``count`` targets or a few more; another seed puts other names in."""
    rng = random.Random(seed)
    found: list[list[Target]] = []
    sentences = [one for one in read_domain() if one.half == "test" and one.names]
    for sentence in rng.sample(sentences, len(sentences)):
        text, targets = sentence.rendered(other_names(sentence, rng))
        if len(targets) > 1 and sum(map(len, found)) < count:
            found.append([(text, start, end) for start, end, _ in targets])
    return found


def timed(score: Callable[[Sequence[Target]], Any], portions: Sequence[Sequence[Target]]) -> float:
    """Return targets a second when they are given in these portions."""
    begun = time.perf_counter()
    for portion in portions:
        score(portion)
    return sum(map(len, portions)) / (time.perf_counter() - begun)


def contenders(folder: Path) -> dict[str, Callable[[Sequence[Target]], Any]]:
    """Return who is measured: the suite, the plain pipeline of the same network in float32, and a word list (VADER) that knows no target.

    The pipeline reads every target as a marked pair, through all layers; the weights are ours, its answers are not looked at.
    """
    from transformers import AutoTokenizer, MPNetConfig, MPNetForSequenceClassification, pipeline
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    ours, words = StanceModel(), SentimentIntensityAnalyzer()
    late = unpack(EMBEDDED, folder)
    network = MPNetForSequenceClassification(MPNetConfig(**late.config.to_dict())).eval()
    network.load_state_dict(late.state_dict(), strict=False)
    plain = pipeline("text-classification", model=network, tokenizer=AutoTokenizer.from_pretrained(folder), top_k=None)

    def piped(targets: Sequence[Target]) -> Any:
        marked = [mark_target(*target) for target in targets]
        return plain([{"text": text, "text_pair": target} for text, target in marked], batch_size=len(marked))

    return {"suite": ours.score, "pipeline": piped, "lexicon": lambda targets: [words.polarity_scores(text) for text, _, _ in targets]}


def alone(count: int) -> dict[str, float]:
    """Score ``count`` pairs in a process of its own: seconds to the first score, seconds for all, peak memory in MiB."""
    done = subprocess.run([sys.executable, "-c", _ALONE], input=json.dumps(pairs(count, seed=count)), capture_output=True, text=True, check=True)
    return {name: round(value, 2) for name, value in json.loads(done.stdout).items()}


def measure() -> dict[str, Any]:
    """Run everything; speeds in targets a second, ratios suite / pipeline."""
    growth = {str(count): alone(count) for count in (250, 500, 1000)}  # first: a child's peak counts its parent's memory, still small here
    with tempfile.TemporaryDirectory() as folder:
        rivals = contenders(Path(folder))
        speeds: dict[str, dict[str, list[float]]] = {
            name: {way: [] for way in ("one by one", f"batches of {BATCH}", "by sentence")} for name in rivals
        }
        for turn in range(ROUNDS + 1):
            for number, way in enumerate(speeds["suite"]):
                targets = pairs(PAIRS, seed=3 * turn + number)
                size = BATCH if way.startswith("batches") else 1
                portions = [targets[at : at + size] for at in range(0, len(targets), size)]
                if way == "by sentence":
                    portions = whole_sentences(PAIRS, seed=3 * turn + number)
                for name, score in rivals.items():
                    speed = timed(score, portions)
                    if turn:  # the first round warms up
                        speeds[name][way].append(speed)
    ways = list(speeds["suite"])
    ratios = {way: statistics.median(a / b for a, b in zip(speeds["suite"][way], speeds["pipeline"][way], strict=True)) for way in ways}
    return {
        "command": "make bench",
        "cores": os.cpu_count(),
        "words": round(statistics.mean(len(text.split()) for text, _, _ in pairs(PAIRS, 0)), 1),
        "targets_per_second": {name: {way: round(statistics.median(found), 1) for way, found in own.items()} for name, own in speeds.items()},
        "times_pipeline": {way: round(ratio, 2) for way, ratio in ratios.items()},
        "alone": growth,
    }


def tables(speed: dict[str, Any]) -> dict[str, str]:
    """Return the Markdown of the speed table by the name of its mark."""
    ways = list(speed["times_pipeline"])
    named = {"suite": "this suite", "pipeline": "transformers pipeline, same network", "lexicon": "word list (VADER), knows no target"}
    lines: list[list[Any]] = [["targets a second", *ways]]
    lines += [[named[name], *(own[way] for way in ways)] for name, own in speed["targets_per_second"].items()]
    lines.append(["suite / pipeline", *(f"{speed['times_pipeline'][way]} times" for way in ways)])
    alone_lines = [["pairs in a fresh process", "to the first score", "all", "peak memory"]]
    alone_lines += [[count, f"{one['first']} s", f"{one['seconds']} s", f"{one['peak']:.0f} MiB"] for count, one in speed["alone"].items()]
    return {"speed": markdown(lines) + "\n\n" + markdown(alone_lines)}


def main() -> None:
    """Measure, write and print."""
    speed = measure()
    (EMBEDDED / "speed.json").write_text(json.dumps(speed, indent=2) + "\n", encoding="utf-8")
    write_between_marks(EMBEDDED / "README.md", tables(speed))
    print(tables(speed)["speed"])


if __name__ == "__main__":
    main()
