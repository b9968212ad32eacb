"""Measure the stance model on NewsMTSC, NewsSD-ENG and the test half of our own sentences; called as ``python -m training.evaluate stance``."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.stance.stance import EMBEDDED, LABELS, SUBJECTIVITY, StanceModel
from training.cards import between, markdown
from training.data import Example, read_newsmtsc, read_subjectivity
from training.domain import Part, Sentence, exchanged_names, read_domain
from training.metrics import bootstrap_interval, calibration_error, macro_f1, proportion_interval, reliability

RESAMPLES = 1000
EXCHANGES = 5
"""How often the names of each own sentence are exchanged: the sides with each other, and a name alone of its kind with five others."""

Figures = dict[str, Any]


def figures(probabilities: NDArray[np.float64], gold: NDArray[np.int64], names: tuple[str, ...] = LABELS, groups: list[str] | None = None) -> Figures:
    """Return macro F1 (percent, with a 95 % bootstrap interval), F1 a class, accuracy, calibration error and the reliability curve (15 bins).

    groups: resampled together, such as the sentences of one situation; None: every row for itself.
    """
    answers, classes = probabilities.argmax(1), len(names)
    low, high = bootstrap_interval(lambda rows: macro_f1(answers[rows], gold[rows], classes)[0], groups or len(gold), RESAMPLES, seed=0)
    f1, by_class = macro_f1(answers, gold, classes)
    return {
        "rows": len(gold),
        "macro_f1": round(f1, 1),
        "interval": [round(low, 1), round(high, 1)],
        "f1": {label: round(value, 1) for label, value in zip(names, by_class, strict=True)},
        "accuracy": round(100 * float((answers == gold).mean()), 1),
        "calibration_error": round(calibration_error(probabilities, gold), 3),
        "reliability": [{name: round(value, 3) for name, value in part.items()} for part in reliability(probabilities, gold)],
    }


def newsmtsc_figures(model: StanceModel, folder: Path) -> tuple[dict[str, Figures], Figures]:
    """Measure on both dev files, apart and together; also what lies on either side of the threshold of too close calls."""
    sets = {name: read_newsmtsc(folder / f"{name}.jsonl") for name in ("dev_rw", "dev_mt")}
    scored = {name: (model.score([(e.text, e.start, e.end) for e in part]), _gold(part)) for name, part in sets.items()}  # type: ignore[misc]
    scored["dev"] = tuple(np.concatenate(part) for part in zip(*scored.values(), strict=True))  # type: ignore[assignment]
    return {f"newsmtsc {name}": figures(*one) for name, one in scored.items()}, close_calls(*scored["dev"], model.close_call or 0.0)


def close_calls(probabilities: NDArray[np.float64], gold: NDArray[np.int64], threshold: float) -> Figures:
    """Return how many answers are too close to call, and how often answers below and above the threshold are right (percent)."""
    close, right = probabilities.max(1) < threshold, probabilities.argmax(1) == gold
    below, above = (round(100 * float(right[part].mean()), 1) if part.any() else None for part in (close, ~close))
    return {"threshold": threshold, "rows": len(gold), "close": int(close.sum()), "accuracy_below": below, "accuracy_above": above}


def own_figures(model: StanceModel, sentences: list[Sentence]) -> tuple[Figures, dict[str, dict[str, Figures]], Figures]:
    """Measure stance on our own sentences: in all, by kind of target, voice, length and case, and their tone."""
    rows: list[tuple[str, int, int, Part, Sentence]] = []
    for sentence in sentences:
        text, targets = sentence.rendered()
        rows += [(text, start, end, part, sentence) for start, end, part in targets]
    probabilities = model.score([(text, start, end) for text, start, end, *_ in rows])
    gold = np.array([part.label for *_, part, _ in rows])
    groups = [sentence.situation for *_, sentence in rows]
    split: dict[str, Callable[[Any], str]] = {
        "kind of target": lambda row: row[3].kind,
        "voice": lambda row: row[3].voice,
        "length": lambda row: _length(row[0]),
        "case": lambda row: row[4].case,
    }
    parts: dict[str, dict[str, Figures]] = {}
    for name, key in split.items():
        keys = np.array([key(row) for row in rows])
        parts[name] = {}
        for value in sorted(set(keys)):
            at = np.flatnonzero(keys == value)
            whole = figures(probabilities[at], gold[at], groups=[groups[i] for i in at])
            right = int((probabilities[at].argmax(1) == gold[at]).sum())
            parts[name][value] = {"rows": len(at), "accuracy": whole["accuracy"], "accuracy_interval": proportion_interval(right, len(at))}
            if len(set(gold[at])) == len(LABELS):  # of fewer labels the mean over three says nothing
                parts[name][value] |= {"macro_f1": whole["macro_f1"], "interval": whole["interval"]}
    tone = model.score([sentence.rendered()[0] for sentence in sentences])
    toned = figures(tone, np.array([sentence.tone for sentence in sentences]), groups=[sentence.situation for sentence in sentences])
    return figures(probabilities, gold, groups=groups), parts, toned


def swap_figures(model: StanceModel, sentences: list[Sentence]) -> Figures:
    """Exchange names of the same kind in our own sentences; return how far scores move (mean absolute change, 0 to 2) and classes flip (percent).

    The interval resamples situations.
    """
    rng = random.Random(1)
    before, after, groups = [], [], []
    for sentence in sentences:
        if not sentence.names:
            continue
        text, targets = sentence.rendered()
        for _ in range(EXCHANGES):
            other, moved = sentence.rendered(exchanged_names(sentence, rng))
            before += [(text, start, end) for start, end, _ in targets]
            after += [(other, start, end) for start, end, _ in moved]
            groups += [sentence.situation] * len(targets)
    was, now = model.score(before), model.score(after)
    change = np.abs((now[:, 2] - now[:, 0]) - (was[:, 2] - was[:, 0]))
    flips = was.argmax(1) != now.argmax(1)
    low, high = bootstrap_interval(lambda rows: float(change[rows].mean()), groups, RESAMPLES, seed=0)
    return {
        "pairs": len(change),
        "mean_change": round(float(change.mean()), 4),
        "interval": [round(low, 4), round(high, 4)],
        "flips": round(100 * float(flips.mean()), 2),
    }


def twin_figures(model: StanceModel, twin: Path, examples: list[Example]) -> Figures:
    """Score the same examples with the float32 twin (the folder of one); return both macro F1 and how far the probabilities lie apart."""
    targets = [(e.text, e.start, e.end) for e in examples]
    with tempfile.TemporaryDirectory() as folder:
        beside = Path(folder) / "twin"
        shutil.copytree(twin, beside)
        config, shipped = (json.loads((one / "config.json").read_text(encoding="utf-8")) for one in (beside, EMBEDDED))
        config["framing"] = {**shipped["framing"], "sha256": config["framing"]["sha256"]}  # with the temperatures of the shipped one
        (beside / "config.json").write_text(json.dumps(config), encoding="utf-8")
        exact, small = StanceModel(beside).score(targets), model.score(targets)  # type: ignore[arg-type]
    gold = _gold(examples)
    scores = {name: round(macro_f1(p.argmax(1), gold)[0], 2) for name, p in (("float", exact), ("shipped", small))}
    same = 100 * float((exact.argmax(1) == small.argmax(1)).mean())
    return {"rows": len(gold), "macro_f1": scores, "same_answer": round(same, 1), "mean_difference": round(float(np.abs(exact - small).mean()), 4)}


def evaluate_stance(data: Path, twin: Path | None) -> dict[str, Any]:
    """Measure everything that is published about the embedded model."""
    model = StanceModel()
    test = [one for one in read_domain() if one.half == "test"]
    stance, close = newsmtsc_figures(model, data / "newsmtsc")
    own, parts, tone = own_figures(model, test)
    opinion = read_subjectivity(data / "newssd_eng" / "english" / "test.csv")
    subjective = model.subjective([one.text for one in opinion])
    results: dict[str, Any] = {
        "command": "python -m training.evaluate stance --data DATA",
        "sha256": model.hash,
        "stance": {**stance, "own sentences": own},
        "parts": parts,
        "close_calls": close,
        "tone": {"own sentences": tone},
        "subjectivity": {"newssd_eng test": figures(np.stack([1 - subjective, subjective], axis=1), _gold(opinion), SUBJECTIVITY)},
        "swap": swap_figures(model, test),
    }
    if twin:
        dev = [one for name in ("dev_rw", "dev_mt") for one in read_newsmtsc(data / "newsmtsc" / f"{name}.jsonl")]
        results["twin"] = twin_figures(model, twin, dev)
    return results


def _gold(examples: list[Example]) -> NDArray[np.int64]:
    return np.array([one.label for one in examples])


def _length(text: str) -> str:
    words = len(text.split())
    return "up to 15 words" if words <= 15 else "16 to 30 words" if words <= 30 else "over 30 words"


def stance_tables(results: dict[str, Any]) -> dict[str, str]:
    """Return the Markdown of each marked place of the card, by the name of its mark."""
    whole = [(f"stance, {name}", row) for name, row in results["stance"].items()]
    whole += [(f"{task}, {name}", row) for task in ("tone", "subjectivity") for name, row in results[task].items()]
    lines = [["data", "rows", "macro F1", "95 % interval", "F1 by class", "accuracy", "calibration error"]]
    for name, row in whole:
        classes = ", ".join(f"{label} {value}" for label, value in row["f1"].items())
        lines.append([name, row["rows"], row["macro_f1"], between(row), classes, row["accuracy"], row["calibration_error"]])
    parts = [["own sentences by", "", "rows", "accuracy", "95 % interval", "macro F1", "95 % interval"]]
    for name, values in results["parts"].items():
        for value, row in values.items():
            f1 = [row["macro_f1"], between(row)] if "macro_f1" in row else ["–", ""]
            parts.append([name, value, row["rows"], row["accuracy"], "{} to {}".format(*row["accuracy_interval"]), *f1])
    close, swap = results["close_calls"], results["swap"]
    facts = [
        ["what", "measured"],
        ["too close to call", f"highest probability below {close['threshold']}: {close['close']} of {close['rows']} dev targets"],
        ["accuracy below and above that", f"{close['accuracy_below']} % and {close['accuracy_above']} %"],
        ["names exchanged: mean absolute change of score", f"{swap['mean_change']} ({between(swap)}), {swap['pairs']} pairs"],
        ["names exchanged: class flips", f"{swap['flips']} %"],
    ]
    if "twin" in results:
        twin = results["twin"]
        facts.append(["macro F1 on dev, float32 and shipped", f"{twin['macro_f1']['float']} and {twin['macro_f1']['shipped']}"])
        facts.append(["same answer as float32", f"{twin['same_answer']} %; mean difference of a probability {twin['mean_difference']}"])
    return {"results": markdown(lines), "parts": markdown(parts), "facts": markdown(facts)}
