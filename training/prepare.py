"""Turn the labelled data into examples, one file a source, for ``training.train``.

    python -m training.prepare --data DATA --out training/runs/data

DATA holds the folders ``newsmtsc``, ``directed_sentiment``, ``newssd_eng`` and, for sentences that nobody has labelled, ``polnear``; our own
sentences come from ``training/domain`` and ``training/behaviour``, of which those for testing are not used, and the sentences that readers
found opinionated or factual from ``training/terms``, whose corpora must be in DATA too.  Writes ``*.jsonl``, ``dev/*.jsonl`` (never trained on) and
``counts.json``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

from analysis.stance.stand_ins import StandIns
from training.behaviour import behaviour_examples, is_identity, questions_alone, read_behaviour
from training.data import Example, agreed_tone, pairs_together, read_dev, read_directed, read_newsmtsc, read_subjectivity, write_examples
from training.domain import FOLDER, domain_examples, domain_targets, read_domain, stand_ins
from training.polnear import unlabelled_persons
from training.terms_gold import GOLD, read_labels

PAIRS = 1
"""Pairs of sets of names under which a sentence of our own is seen in an epoch."""
FEWEST_WORDS = 5
"""Words of a sentence that is worth asking whether it is opinionated."""
FACTUAL = 1.6
"""Factual sentences for each that readers found opinionated; there are seven times as many."""
DIRECTED = 1000
"""Examples of directed sentiment a label: enough countries and institutions, without drowning the rest."""


def prepare(data: Path, out: Path, seed: int, *, stand_in: bool = False, labels: Path = GOLD) -> dict[str, dict[str, int]]:
    """Write the files; return the number of examples by file and "task label".

    stand_in: see ``with_stand_ins``.  labels: the file of the readers, see ``training.terms_gold``.
    """
    rng = random.Random(seed)
    newsmtsc = read_newsmtsc(data / "newsmtsc" / "train.jsonl")
    directed = read_directed(data / "directed_sentiment" / "train.txt")
    own = read_domain()
    files = {
        "newsmtsc": newsmtsc,
        "directed": [one for label in (0, 2) for one in _some([d for d in directed if d.label == label], DIRECTED, rng)],
        "domain": domain_examples([one for one in own if one.half == "train"], rng, pairs=PAIRS),
        "tone": agreed_tone(newsmtsc),
        "subjectivity": read_subjectivity(data / "newssd_eng" / "english" / "train.csv") + read_subjectivity(FOLDER / "subjectivity.csv"),
        "behaviour": [*behaviour_examples(read_behaviour("train"), rng), *questions_alone(read_behaviour("train"), rng)],
        "opinion": opinions(data, "train", rng, labels),
        "persons": unlabelled_persons(data / "polnear"),
        "dev/stance": read_dev(data / "newsmtsc"),
        "dev/own": domain_targets([one for one in own if one.half == "dev"]),
        "dev/behaviour": domain_targets([one for one in read_behaviour("dev") if not is_identity(one)]),
        "dev/opinion": opinions(data, "choose", rng, labels),
        "dev/subjectivity": read_subjectivity(data / "newssd_eng" / "english" / "val.csv"),
    }
    (out / "dev").mkdir(parents=True, exist_ok=True)
    for name, examples in files.items():
        write_examples(out / f"{name}.jsonl", with_stand_ins(examples) if stand_in else examples)
    counts = {name: dict(sorted(Counter(f"{one.task} {one.label}" for one in examples).items())) for name, examples in files.items()}
    (out / "counts.json").write_text(json.dumps({"seed": seed, **counts}, indent=1) + "\n", encoding="utf-8")
    return counts


def opinions(data: Path, part: str, rng: random.Random, labels: Path) -> list[Example]:
    """Return the sentences that the first reader of a part found opinionated, and ``FACTUAL`` times as many factual ones drawn at random."""
    found: dict[bool, list[Example]] = {True: [], False: []}
    for one in read_labels(data, part, path=labels):
        for start, end, opinionated in one.sentences:
            text = " ".join(one.text[start:end].split())
            if len(text.split()) >= FEWEST_WORDS:
                found[opinionated].append(Example(text, None, None, int(opinionated), "subjective"))
    return found[True] + _some(found[False], round(FACTUAL * len(found[True])), rng)


def with_stand_ins(examples: list[Example]) -> list[Example]:
    """Return the examples as an exported model reads them, with stand-ins for countries; the second of a pair keeps its names.

    So a sentence that is there under two sets of names binds the answer under real names to the one under stand-ins.
    """
    told = stand_ins()
    reader = StandIns(told["countries"], told["stand_ins"])  # type: ignore[arg-type]
    second = {rows[1] for rows in pairs_together(one.pair for one in examples) if len(rows) > 1}
    return [one if row in second else _read(one, reader) for row, one in enumerate(examples)]


def _read(one: Example, reader: StandIns) -> Example:
    text, start, end = reader.put_in(one.text, one.start, one.end)
    return replace(one, text=text, start=start, end=end)


def _some(examples: list[Example], most: int, rng: random.Random) -> list[Example]:
    return rng.sample(examples, most) if len(examples) > most else examples


def main() -> None:
    """Read the command line and prepare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=Path("training/runs/data"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stand-ins", action="store_true", help="write the texts as an exported model reads them, with stand-ins for countries")
    args = parser.parse_args()
    for name, counts in prepare(args.data, args.out, args.seed, stand_in=args.stand_ins).items():
        print(f"{name:18}", "  ".join(f"{label}: {number}" for label, number in counts.items()))


if __name__ == "__main__":
    main()
