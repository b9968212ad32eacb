"""Read labelled sentences: target sentiment (NewsMTSC, directed sentiment), subjectivity (NewsSD-ENG), and the prepared mixture.

Every reader checks what it reads and names file and line of a row that does not fit.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

# NewsMTSC train: 2 negative, 4 neutral, 6 positive.  The few 3 and 5 are averages of disagreeing coders and are left out.
_TRAIN_LABELS = {2.0: 0, 4.0: 1, 6.0: 2}
# Directed sentiment: relation -> (which of the two entities is judged, label).
_JUDGED = {"1": (1, 2), "2": (0, 2), "3": (1, 0), "4": (0, 0)}
_VIOLENCE = "attack kill bomb strike struck shell fire invad missile troops fight fought shot shoot die dead death"
_VIOLENT = re.compile(rf"\b({_VIOLENCE.replace(' ', '|')}|war\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Example:
    """A text, the character span of its target (None: the whole text), a label, and the task it belongs to.

    Labels of stance and tone: 0 negative, 1 neutral, 2 positive; of subjective: 0 objective, 1 subjective.  Examples with one ``pair``
    above 0 are the same sentence under different names, which should get the same answer.  ``soft``: instead of the label, how likely a
    teacher finds each label of the task (``training.teach``).
    """

    text: str
    start: int | None
    end: int | None
    label: int
    task: str = "stance"
    pair: int = 0
    soft: Sequence[float] = ()


def read_newsmtsc(path: str | Path) -> list[Example]:
    """Read one NewsMTSC file (``train.jsonl``: many targets a row; ``dev_*.jsonl``: one target a row).

    Hamborg and Donnay 2021, EACL.  Raises ValueError, with file and line, for a row whose offsets do not give the mention.
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


def read_directed(path: str | Path) -> list[Example]:
    """Read a file of directed sentiment (Park, Pan and Joo 2021, ACL): sentence with two entities in brackets, both again, relation 0 to 4.

    Kept is the entity that is judged, with the sign of the judgement.  The one who judges is not neutral by that, nor are both where the
    relation is 0, so they are left out; and so are sentences of violence, because being attacked is not being blamed.  Brackets that
    miss the end of a word are mended.  Raises ValueError, with file and line, for a row without its four columns and two entities.
    """
    examples = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
        columns = line.split("\t")
        pieces = re.split(r"\[([^\[\]]*)\]", columns[0])
        if len(columns) != 4 or len(pieces) != 5:
            raise ValueError(f"{path}, line {number}: expected a sentence with two [entities], both again and a relation, got {line[:80]!r}")
        if columns[3] not in _JUDGED or _VIOLENT.search(columns[0]):
            continue
        which, label = _JUDGED[columns[3]]
        text, before = "".join(pieces), "".join(pieces[: 1 + 2 * which])
        start, end = len(before), len(before) + len(pieces[1 + 2 * which])
        while end < len(text) and text[end].isalpha():
            end += 1
        if text[start:end].strip():
            examples.append(Example(text, start, end, label))
    return examples


def read_subjectivity(path: str | Path) -> list[Example]:
    """Read a table of sentences that are opinionated or factual: NewsSD-ENG (Antici et al. 2024) or our own.

    Columns ``Sentence`` and ``Label`` (SUBJ, OBJ), or ``text`` and ``subjective`` (1, 0).  Raises ValueError, with file and row, for other labels.
    """
    labels = {"SUBJ": 1, "OBJ": 0, "1": 1, "0": 0}
    examples = []
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=1):
            text, label = row.get("Sentence") or row.get("text"), row.get("Label") or row.get("subjective")
            if not text or label not in labels:
                raise ValueError(f"{path}, row {number}: expected a sentence and one of {', '.join(labels)}, got {text!r} and {label!r}")
            examples.append(Example(text.strip(), None, None, labels[label], "subjective"))
    return examples


def agreed_tone(examples: Iterable[Example]) -> list[Example]:
    """Return the texts whose targets (at least two) all have one label, as examples of tone with that label."""
    labels: dict[str, list[int]] = {}
    for one in examples:
        labels.setdefault(one.text, []).append(one.label)
    return [Example(text, None, None, found[0], "tone") for text, found in labels.items() if len(found) >= 2 and len(set(found)) == 1]


def pairs_together(pairs: Iterable[int]) -> list[list[int]]:
    """Return the rows in units: those with one number above 0 in ``pairs`` together, every other row for itself; in the order of their first."""
    units: dict[tuple[int, int], list[int]] = {}
    for row, pair in enumerate(pairs):
        units.setdefault((pair, 0 if pair else row), []).append(row)
    return list(units.values())


def write_examples(path: Path, examples: Iterable[Example]) -> None:
    """Write examples as JSON lines."""
    path.write_text("".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in examples), encoding="utf-8")


def read_examples(path: str | Path) -> list[Example]:
    """Read what ``write_examples`` wrote."""
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").split("\n") if line]
    return [Example(**{**row, "soft": tuple(row.get("soft", ()))}) for row in rows]
