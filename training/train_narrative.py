"""Learn roles and frames from hand-coded articles, and put their heads into the graphs of the stance model; ten minutes on two cores.

    python -m training.train_narrative --data DATA

A head on the states of a sentence after six layers says how much it speaks for a yes to each question on frames; one on the last layer's first token
says in which role a sentence casts a target.  Logistic regressions over articles and sides make frames and roles of them; those for frames learn
from the climate news of Frermann et al. (2023) too.  Only the build half is learnt from.  Writes ``frames.json`` and ``roles.json`` in
``analysis/models/narrative``, and ``text.onnx``, ``target.onnx`` and ``config.json`` of the stance model anew; run it after each export of that.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pandas as pd
from numpy.typing import NDArray

from analysis.frames import questions as frame_questions
from analysis.frames.frames import FRAMES
from analysis.frames.questions import all_questions, features
from analysis.model import file_hash, softmax
from analysis.narrative import roles as narrative_roles
from analysis.narrative.roles import ROLES, clues
from analysis.reading.parse import parse
from analysis.stance.stance import EMBEDDED, mention_targets
from analysis.steps import load_models, read
from analysis.terms.effects import term_effects
from training.heads import Vectors, load_graph, with_questions, with_roles, without_heads
from training.logistic import Array, as_json, scaled_fit
from training.metrics import f1, macro_f1
from training.narrative_gold import Coded, climate, given_sides, read_coded

FOLDS = 5
SENTENCE, ARTICLE = 1 / 0.003, 1 / 0.03
MENTION, SIDE = 1 / 0.001, 1 / 0.03
"""Penalties of the four regressions on standardised weights, chosen by cross-validation on the build half."""
FEWEST = 8
"""Sentences that answer a question with yes below which it is not learnt."""


# ---- frames


def sentence_answers(coded: Coded, starts: Sequence[int]) -> Array:
    """Return which questions each sentence answers, (sentences, questions), by where the sentences begin."""
    at = {start: number for number, start in enumerate(starts)}
    answers = np.zeros((len(starts), len(all_questions())))
    for column, question in enumerate(all_questions()):
        for start, _ in coded.row["questions"].get(question.code, ()):
            if start in at:
                answers[at[start], column] = 1
    return answers


def learn_frames(data: Path, vectors: Vectors, told: dict[str, Any]) -> tuple[list[str], Array, Array, dict[str, Any]]:
    """Return the codes learnt, weights (questions, hidden) and constants of the head, and what ``frames.json`` holds.

    told: takes the cross-validated figures.
    """
    coded = list(read_coded(data, "readings", "build"))
    states, answers = [], []
    for one in coded:
        table = parse(one.article).sentences
        states.append(np.array([vectors.of_text(text) for text in table["text"]]))
        answers.append(sentence_answers(one, table["start"].tolist()))
    every = np.concatenate(answers)
    learnt = [column for column in range(every.shape[1]) if every[:, column].sum() >= FEWEST]
    codes = [all_questions()[column].code for column in learnt]
    fold = np.arange(len(coded)) % FOLDS
    x, y = np.concatenate(states), every[:, learnt].astype(np.int64)
    of = np.repeat(np.arange(len(coded)), [len(one) for one in states])
    held = np.zeros((len(x), len(learnt)))
    heads = []
    for column in range(len(learnt)):
        for number in range(FOLDS):
            seen = fold[of] != number
            held[~seen, column] = scaled_fit(x[seen], y[seen, column], SENTENCE).logits(x[~seen])[:, 0]
        heads.append(scaled_fit(x, y[:, column], SENTENCE).plain())
    weights, bias = np.concatenate([w for w, _ in heads]), np.concatenate([b for _, b in heads])
    own = np.array([features(held[of == number]) for number in range(len(coded))])
    yes = np.array([[frame in one.row["frames"] for frame in FRAMES] for one in coded]).astype(np.int64)
    news = list(climate(data))
    far = np.array(
        [features(np.array([vectors.of_text(text) for text in parse(article).sentences["text"]]) @ weights.T + bias) for _, article, _ in news]
    )
    far_yes = np.array([frames for _, _, frames in news]).astype(np.int64)
    far_fold = np.random.default_rng(0).integers(0, FOLDS, len(news))
    kept: dict[str, Any] = {"codes": codes, "questions": {}, "frames": {}}
    figures: dict[str, list[float]] = {"own": [], "climate": []}
    for number, frame in enumerate(FRAMES):
        guess, guess_far = np.zeros(len(own)), np.zeros(len(far))
        for part in range(FOLDS):
            seen, seen_far = fold != part, far_fold != part
            model = scaled_fit(np.r_[own[seen], far[seen_far]], np.r_[yes[seen, number], far_yes[seen_far, number]], ARTICLE)
            guess[~seen], guess_far[~seen_far] = model.logits(own[~seen])[:, 0], model.logits(far[~seen_far])[:, 0]
        figures["own"].append(_f1(guess > 0, yes[:, number]))
        figures["climate"].append(_f1(guess_far > 0, far_yes[:, number]))
        kept["frames"][frame] = as_json(scaled_fit(np.r_[own, far], np.r_[yes[:, number], far_yes[:, number]], ARTICLE))
    for column, code in enumerate(codes):
        answered = np.array([code in one.row["questions"] for one in coded]).astype(np.int64)
        limit = best_limit(held[:, column], y[:, column])
        kept["questions"][code] = {**as_json(scaled_fit(own, answered, ARTICLE)), "limit": round(limit, 3)}
    told["frames, cross-validated"] = {
        part: dict(zip((*FRAMES, "macro"), [*scores, round(float(np.mean(scores)), 3)], strict=True)) for part, scores in figures.items()
    }
    return codes, weights, bias, kept


def best_limit(scores: Array, right: NDArray[np.int64]) -> float:
    """Return the score from which on sentences are best called evidence, by F1."""
    order = np.argsort(-scores)
    hits = np.cumsum(right[order])
    reached = 2 * hits / (np.arange(1, len(scores) + 1) + right.sum())
    return float(scores[order][int(reached.argmax())]) - 1e-6


def _f1(guess: NDArray[np.bool_], right: NDArray[np.int64]) -> float:
    return f1(int((guess & (right == 1)).sum()), int((~guess & (right == 1)).sum()), int((guess & (right == 0)).sum()))


# ---- roles


@dataclass(frozen=True)
class Cast:
    """One coded article: the role of each side, the tables of its reading, the state of every mention, how each is cast (-1: in two ways)."""

    sides: dict[str, int]
    tables: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]
    states: Array
    cast: NDArray[np.int64]


def read_cast(coded: Coded, vectors: Vectors, models: Callable[[], Any]) -> Cast | None:
    """Read one coded article with its coded sides; None where the text names none of them."""
    sides = given_sides(coded)
    if not sides:
        return None
    steps = read(coded.article, sides, models, subjectivity=False)
    number = dict(zip(steps.parsed.sentences["start"], steps.parsed.sentences["sentence"], strict=True))
    roles: dict[str, int] = {}
    told: dict[tuple[str, int], set[str]] = {}
    for side in coded.row["sides"]:
        if side["names"][0] not in sides:
            continue
        roles[side["names"][0]] = ROLES.index(side["role"])
        for cast in side["casts"]:
            for start, _ in cast["sentences"]:
                if start in number:
                    told.setdefault((side["names"][0], int(number[start])), set()).add(cast["role"])
    cast_of = []
    for side, sentence in zip(steps.mentions["side"], steps.mentions["sentence"], strict=True):
        found = told.get((str(side), int(sentence)), {"none"})
        cast_of.append(ROLES.index(next(iter(found))) if len(found) == 1 else -1)
    states = [vectors.of_target(*target) for target in mention_targets(steps.parsed.sentences, steps.mentions)]
    terms = term_effects(steps.parsed, steps.terms, steps.mentions, steps.models.scorer)
    tables = (steps.mentions, steps.stance, terms, steps.actions)
    return Cast(roles, tables, np.array(states).reshape(len(states), -1), np.array(cast_of, dtype=np.int64))


def learn_roles(data: Path, vectors: Vectors, told: dict[str, Any]) -> tuple[Array, Array, dict[str, Any]]:
    """Return weights (roles, hidden) and constants of the head, and what ``roles.json`` holds; told: takes the cross-validated figures."""
    loaded = load_models()
    casts = [one for coded in read_coded(data, "readings", "build") if (one := read_cast(coded, vectors, lambda: loaded)) is not None]
    fold = np.arange(len(casts)) % FOLDS
    hidden = max(one.states.shape[1] for one in casts)
    x = np.concatenate([one.states.reshape(-1, hidden) for one in casts])
    y = np.concatenate([one.cast for one in casts])
    of = np.repeat(np.arange(len(casts)), [len(one.cast) for one in casts])
    shares = np.zeros((len(x), len(ROLES)))
    for number in range(FOLDS):
        seen = (fold[of] != number) & (y >= 0)
        shares[fold[of] == number] = softmax(scaled_fit(x[seen], y[seen], MENTION).logits(x[fold[of] == number]))
    rows, right, whose = [], [], []
    for number, one in enumerate(casts):
        for side, role in one.sides.items():
            mentions, stance, terms, actions = one.tables
            rows.append(clues(side, mentions, stance, terms, actions, shares[of == number]))
            right.append(role)
            whose.append(number)
    names = list(rows[0])
    values, roles = np.array([[row[name] for name in names] for row in rows]), np.array(right)
    guess = np.zeros(len(roles), dtype=np.int64)
    for part in range(FOLDS):
        held = fold[np.array(whose)] == part
        guess[held] = scaled_fit(values[~held], roles[~held], SIDE).logits(values[held]).argmax(axis=1)
    told["roles, cross-validated"] = {
        "macro F1": round(macro_f1(guess, roles, len(ROLES))[0] / 100, 3),
        "right": round(float((guess == roles).mean()), 3),
    }
    weights, bias = scaled_fit(x[y >= 0], y[y >= 0], MENTION).plain()
    prior = (np.bincount(roles, minlength=len(ROLES)) / len(roles)).round(4).tolist()
    return weights, bias, {"roles": list(ROLES), "names": names, **as_json(scaled_fit(values, roles, SIDE)), "prior": prior}


def main() -> None:
    """Read the command line, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with polnear/, gum_wikinews/ and narrative_frames/")
    args = parser.parse_args()
    vectors = Vectors()
    told: dict[str, Any] = {}
    role_weights, role_bias, roles = learn_roles(args.data, vectors, told)
    codes, weights, bias, frames = learn_frames(args.data, vectors, told)
    for path, kept in ((narrative_roles.WEIGHTS, roles), (frame_questions.WEIGHTS, frames)):
        path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    for name, graph in (
        ("text.onnx", with_questions(without_heads(load_graph("text.onnx")), weights, bias)),
        ("target.onnx", with_roles(without_heads(load_graph("target.onnx")), role_weights, role_bias)),
    ):
        onnx.save(graph, str(EMBEDDED / name))
    config = json.loads((EMBEDDED / "config.json").read_text(encoding="utf-8"))
    config["framing"] |= {"questions": codes, "roles": list(ROLES)}
    config["framing"]["sha256"] |= {name: file_hash(EMBEDDED / name) for name in ("text.onnx", "target.onnx")}
    (EMBEDDED / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    (narrative_roles.WEIGHTS.parent / "learnt.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
