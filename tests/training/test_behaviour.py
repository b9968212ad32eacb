"""The sentences and templates for what the model must not react to."""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict

import numpy as np
import pytest

from analysis.stance.stance import EMBEDDED
from training.behaviour import FOLDER, NOTHING, SLOT, behaviour_examples, fitting, identity_words, is_identity, read_behaviour, with_identity
from training.data import pairs_together
from training.evaluate_behaviour import CASES, Check, figures, is_right, made_from_templates, thirds

HALVES = {half: read_behaviour(half) for half in ("train", "dev", "test")}


def test_there_are_enough_situations_of_each_kind_and_a_third_is_kept_for_testing():
    situations = defaultdict(set)
    for half, sentences in HALVES.items():
        for one in sentences:
            situations[one.case].add((one.situation, half))
    assert all(len(found) >= 150 for found in situations.values())
    for case, found in situations.items():
        share = sum(half == "test" for _, half in found) / len(found)
        assert 0.25 < share < 0.42, (case, share)
    split = Counter(situation for found in situations.values() for situation, _ in found)
    assert not [name for name in {s.situation for s in HALVES["train"]} if name in {s.situation for s in HALVES["test"]}] and split


def test_no_sentence_is_trained_and_tested():
    texts = {half: {one.rendered()[0] for one in sentences} for half, sentences in HALVES.items()}
    assert not texts["train"] & texts["test"] and not texts["dev"] & texts["test"] and not texts["train"] & texts["dev"]
    made = {text for _, check in made_from_templates() for text, _, _ in check.targets}
    assert not made & texts["train"]


def test_identity_words_are_put_in_with_their_article():
    told = {one.rendered()[0]: one for one in HALVES["train"] if is_identity(one)}
    sentence = next(one for text, one in told.items() if re.search(rf"\ba {SLOT} \w", text))
    text, targets = with_identity(sentence, "elderly").rendered()
    assert "an elderly " in text and SLOT not in text and targets
    assert all(text[start:end] == part.words for start, end, part in targets)
    assert " a elderly" not in text and "an Muslim" not in with_identity(sentence, "Muslim").rendered()[0]
    predicate = next(one for text, one in told.items() if re.search(rf"is {SLOT}[.,]", text))
    assert NOTHING not in fitting(predicate, [NOTHING, "gay"])
    with pytest.raises(ValueError, match="would say nothing"):
        with_identity(predicate, NOTHING)


def test_words_of_the_test_half_are_not_trained_on():
    examples = behaviour_examples([one for one in HALVES["train"] if is_identity(one)], random.Random(1), pairs=3)
    kept = {one.word for one in identity_words() if one.half == "test"} - {"single"}
    found = {word for word in kept for one in examples if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", one.text)}
    assert len(found) < 4, found  # some stand in the sentences themselves


def test_pairs_have_one_label_and_other_words():
    examples = behaviour_examples(HALVES["train"][:300], random.Random(2))
    pairs = [rows for rows in pairs_together(one.pair for one in examples) if len(rows) > 1]
    assert len(pairs) > 200 and all(len(rows) == 2 for rows in pairs)
    for first, second in pairs:
        assert examples[first].label == examples[second].label and examples[first].text != examples[second].text


def test_templates_make_as_many_cases_as_promised_and_none_twice():
    made = list(made_from_templates())
    assert set(Counter(kind for kind, _ in made).values()) == {CASES}
    texts = [check.targets for _, check in made]
    assert len(set(texts)) > 0.95 * len(texts)
    for _, check in made:
        for text, start, end in check.targets:
            assert text[start:end].strip() and "{" not in text and not re.search(r"\ba (?:[aeiou]|elderly|Asian)\w", text), text
            assert text[0].isupper() or text[0] == '"'


def test_what_is_right():
    sure = np.array([[0.1, 0.8, 0.1], [0.15, 0.8, 0.05]])
    targets = (("A.", 0, 1), ("B.", 0, 1))
    assert is_right(Check(targets, (), same=True), sure)
    assert not is_right(Check(targets, (), same=True), np.array([[0.1, 0.8, 0.1], [0.8, 0.1, 0.1]]))
    assert is_right(Check(targets, ("not -", "0")), sure) and not is_right(Check(targets, ("+", "0")), sure)
    assert not is_right(Check(targets[:1], ("not -",)), np.array([[0.8, 0.1, 0.1]]))


def test_failures_are_told_in_words():
    class Grumpy:
        def score(self, targets):
            return np.tile([0.9, 0.05, 0.05], (len(targets), 1))

    told = figures(Grumpy(), [("plain", Check((("The firm closed.", 0, 8),), ("0",)))])["plain"]
    assert told["right"] == 0 and told["failures"] == [[{"text": "The firm closed.", "target": "The firm", "score": -0.85, "found": "-"}]]


def test_every_kind_of_the_test_third_is_measured():
    kinds = {kind.split(",")[0] for kind, _ in thirds()}
    assert kinds == {one.case for one in HALVES["test"]}


def test_the_numbers_of_the_readme_are_those_of_the_file():
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    every = [one for sentences in HALVES.values() for one in sentences]
    assert f"{len(every):,} sentences in {len({one.situation for one in every}):,} situations" in told
    for case in {one.case for one in every} - {"plain fact", "judging twin"}:
        count = len({one.situation for one in every if one.case == case})
        assert re.search(rf"\| {case} \|[^|]*\| {count} \|", told), (case, count)


def test_the_files_say_where_they_come_from():
    assert "CC0" in (FOLDER / "README.md").read_text(encoding="utf-8")
    assert json.loads((FOLDER / "templates.json").read_text(encoding="utf-8"))["tests"]


def test_published_behaviour_is_that_of_these_weights():
    told = json.loads((EMBEDDED / "behaviour.json").read_text(encoding="utf-8"))
    config = json.loads((EMBEDDED / "config.json").read_text(encoding="utf-8"))
    assert told["sha256"] == config["framing"]["sha256"]["weights.safetensors"], "run training.evaluate behaviour again"
