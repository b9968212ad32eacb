"""Measure what the stance model must not react to: the test third of ``training/behaviour``, and templates with fillers.

Called as ``python -m training.evaluate behaviour``.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.classroom.one_word import SAME
from analysis.edits import before_words
from analysis.stance.scorer import Target
from analysis.stance.stance import LABELS, StanceModel
from training.behaviour import FOLDER, NOTHING, fitting, identity_words, is_identity, read_behaviour, with_identity
from training.cards import markdown
from training.domain import LABELS as SIGNS
from training.metrics import proportion_interval

CASES = 60
"""Sentences (of identity: groups of sentences) that are made of each kind of template."""
TOLD = 6
"""Failures of each kind that are written down."""
IDENTITIES = 12
"""Identity words that are put into each sentence."""

Figures = dict[str, Any]


@dataclass(frozen=True)
class Check:
    """Targets that are judged together: one target with the label wanted, several, or (``same``) some that must get the same answer."""

    targets: tuple[Target, ...]
    wanted: tuple[str, ...]
    same: bool = False


def made_from_templates() -> Iterator[tuple[str, Check]]:
    """Give the kind of each test with ``CASES`` checks; the fillers are drawn at random, and no check comes twice."""
    told = json.loads((FOLDER / "templates.json").read_text(encoding="utf-8"))
    for kind, test in told["tests"].items():
        rng = random.Random(kind)
        templates, wanted = test["templates"], test["expect"]
        made: set[Check] = set()
        while len(made) < CASES:
            template = templates[len(made) % len(templates)]
            chosen = {slot: rng.choice(words) for slot, words in told["fillers"].items()}
            if "same" in wanted.values():
                words = rng.sample(told["fillers"]["identity"], IDENTITIES)
                (slot,) = wanted
                check = Check(tuple(_target(template, {**chosen, "identity": word}, slot) for word in words), (), same=True)
            else:
                check = Check(tuple(_target(template, chosen, slot) for slot in wanted), tuple(wanted.values()))
            if check not in made:
                made.add(check)
                yield kind, check


def _target(template: str, chosen: dict[str, str], slot: str) -> Target:
    """Fill a template; return the text with the span of the filler of one slot.  A slot with a capital begins a sentence."""
    text, span = "", (0, 0)
    for piece in re.split(r"(\{\w+\})", template):
        if not re.fullmatch(r"\{\w+\}", piece):
            text += piece
            continue
        name = piece[1:-1]
        words = chosen[name.lower()]
        words = words[0].upper() + words[1:] if name[0].isupper() or not text else words
        text = before_words(text, words)
        if name.lower() == slot:
            span = len(text), len(text) + len(words)
        text += words
    return text, *span


def thirds() -> Iterator[tuple[str, Check]]:
    """Give the targets of the test third by their case; of those with an identity word, the groups that must get one answer."""
    rng = random.Random(1)
    words = [NOTHING, *(one.word for one in identity_words())]
    signs = {label: sign for sign, label in SIGNS.items()}
    for sentence in read_behaviour("test"):
        if not is_identity(sentence):
            text, targets = sentence.rendered()
            for start, end, part in targets:
                yield f"{sentence.case}, {LABELS[part.label or 0]}", Check(((text, start, end),), (signs[part.label or 0],))
            continue
        chosen = rng.sample(fitting(sentence, words), IDENTITIES)
        rendered = [with_identity(sentence, word).rendered() for word in chosen]
        for place, (_, _, part) in enumerate(rendered[0][1]):
            group = tuple((text, *targets[place][:2]) for text, targets in rendered)
            yield "identity, same answer", Check(group, (), same=True)
            yield f"identity, {LABELS[part.label or 0]}", Check(group[:1], (signs[part.label or 0],))


def is_right(check: Check, probabilities: NDArray[np.float64]) -> bool:
    """Say whether the answers to the targets of a check, (n, 3), are those wanted."""
    classes = probabilities.argmax(axis=1)
    if check.same:
        score = probabilities[:, 2] - probabilities[:, 0]
        return len(set(classes)) == 1 and float(np.ptp(score)) <= SAME
    found = ["-0+"[at] for at in classes]
    return all(sign != "-" if wanted == "not -" else sign == wanted for sign, wanted in zip(found, check.wanted, strict=True))


def figures(model: StanceModel, checks: list[tuple[str, Check]]) -> Figures:
    """Return, by kind, how many checks are right (with Wilson's interval), the largest spread of a group, and some that failed."""
    answers = model.score([target for _, check in checks for target in check.targets])
    found: dict[str, list[tuple[Check, NDArray[np.float64]]]] = {}
    at = 0
    for kind, check in checks:
        found.setdefault(kind, []).append((check, answers[at : at + len(check.targets)]))
        at += len(check.targets)
    told: Figures = {}
    for kind, rows in found.items():
        right = [is_right(*row) for row in rows]
        failed = [row for row, fine in zip(rows, right, strict=True) if not fine]
        spread = [float(np.ptp(part[:, 2] - part[:, 0])) for check, part in rows if check.same]
        told[kind] = {
            "checks": len(rows), "right": sum(right), "share": round(sum(right) / len(rows), 3),
            "interval": proportion_interval(sum(right), len(rows)),
            **({"largest_spread": round(max(spread), 2)} if spread else {}),
            "failures": [_told(*row) for row in failed[:TOLD]],
        }  # fmt: skip
    return told


def _told(check: Check, answers: NDArray[np.float64]) -> list[dict[str, Any]]:
    """Return a failure in words: of a group the two answers that lie farthest apart, otherwise every target."""
    score = answers[:, 2] - answers[:, 0]
    rows = [int(score.argmin()), int(score.argmax())] if check.same else range(len(check.targets))
    return [
        {"text": text, "target": text[start:end], "score": round(float(score[row]), 2), "found": "-0+"[int(answers[row].argmax())]}
        for row in rows
        for text, start, end in [check.targets[row]]
    ]


def evaluate_behaviour() -> Figures:
    """Measure the embedded model on the test third and on the templates."""
    model = StanceModel()
    told = {"sentences": figures(model, list(thirds())), "templates": figures(model, list(made_from_templates()))}
    return {"command": "python -m training.evaluate behaviour", "sha256": model.hash, **told}


def behaviour_table(measured: Figures) -> str:
    """Return the Markdown of the card's table."""
    lines: list[list[Any]] = [["test", "checks", "right", "95 % interval", "largest spread of a group"]]
    for source in ("sentences", "templates"):
        for kind, one in sorted(measured[source].items()):
            low, high = one["interval"]
            lines.append([f"{source}: {kind}", one["checks"], f"{100 * one['share']:.1f} %", f"{low} to {high}", one.get("largest_spread", "")])
    return markdown(lines)
