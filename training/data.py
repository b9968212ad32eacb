"""Read labelled sentences: target sentiment in the formats of NewsMTSC (Hamborg and Donnay 2021)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

# NewsMTSC train: 2 negative, 4 neutral, 6 positive.  The few 3 and 5 are averages of disagreeing coders and are left out.
_TRAIN_LABELS = {2.0: 0, 4.0: 1, 6.0: 2}


@dataclass(frozen=True)
class Example:
    """A text, the character span of its target, and a label: 0 negative, 1 neutral, 2 positive."""

    text: str
    start: int
    end: int
    label: int


def read_newsmtsc(path: str | Path) -> list[Example]:
    """Read one NewsMTSC file (``train.jsonl``: many targets a row; ``dev_*.jsonl``: one target a row).

    Raises ValueError, with file and line, for a row whose offsets do not give the mention.
    """
    examples = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        if "targets" in row:
            text = row["sentence_normalized"]
            targets = [(t["from"], t["to"], t["mention"], _TRAIN_LABELS.get(t["polarity"])) for t in row["targets"]]
        else:
            text = row["sentence"]
            targets = [(row["from"], row["to"], row["mention"], row["polarity"] + 1)]
        for start, end, mention, label in targets:
            if text[start:end] != mention:
                raise ValueError(f"{path}, line {number}: text[{start}:{end}] is {text[start:end]!r}, not {mention!r}")
            if label is not None:
                examples.append(Example(text, start, end, label))
    return examples


def read_dev(folder: Path) -> list[Example]:
    """Read both dev files of NewsMTSC: real-world (one target a sentence) and multi-target."""
    return read_newsmtsc(folder / "dev_rw.jsonl") + read_newsmtsc(folder / "dev_mt.jsonl")
