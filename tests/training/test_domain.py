"""Our own labelled sentences: they can be read, exchanged and trusted not to leak from one half into the other."""

from __future__ import annotations

import json
import random
from collections import Counter

import pytest

from training.domain import FOLDER, KINDS, domain_examples, domain_targets, exchanged_names, names, other_names, placeholder, read_domain


@pytest.fixture(scope="module")
def sentences():
    return read_domain()


def test_the_set_is_as_large_and_as_balanced_as_promised(sentences):
    assert len(sentences) >= 600
    parts = [(one.half, part) for one in sentences for _, _, part in one.rendered()[1]]
    for half in ("train", "dev", "test"):
        labels = Counter(part.label for own, part in parts if own == half)
        assert min(labels.values()) >= 0.25 * sum(labels.values()), f"{half}: {labels}"
        voices = Counter(part.voice for own, part in parts if own == half)
        assert min(voices.values()) >= 0.3 * sum(voices.values())
    assert {part.kind for _, part in parts} == KINDS - {"person", "club", "agency"}, "those three are in training/behaviour alone"


def test_no_situation_stands_in_two_halves(sentences):
    assert {one.half for one in read_domain(FOLDER / "sentences.jsonl")} == {"train"}
    assert {one.half for one in read_domain(FOLDER / "held_out.jsonl")} == {"dev", "test"}
    halves = {}
    for one in sentences:
        halves.setdefault(one.situation, set()).add(one.half)
    assert all(len(found) == 1 for found in halves.values())
    assert len({one.rendered()[0] for one in sentences}) == len(sentences), "a sentence stands twice"


def test_every_target_is_where_it_is_said_to_be_under_any_name(sentences):
    rng = random.Random(3)
    for one in sentences:
        for used in (one.names, exchanged_names(one, rng), other_names(one, rng), other_names(one, rng, placeholders=1)):
            text, targets = one.rendered(used)
            assert "[" not in text and "|" not in text
            for start, end, part in targets:
                assert 0 <= start < end <= len(text)
                assert not part.slot or used[part.slot][part.form] in text[start:end]


ROWS = [
    (
        "An [A.adj|Armenian|-|army|n] unit fired at [B.name|Turkey|0|country|n]'s post; [A.name|Armenia] denied it.",
        {"A": "country:Armenia", "B": "country:Turkey"},
        "A Turkish unit fired at Armenia's post; Turkey denied it.",
    ),
    (
        "The [U.name|Nurses' Association|+|union|q] won a [A.adj|German|0|court|q] court's praise.",
        {"U": "union:Nurses' Association", "A": "country:Germany"},
        None,
    ),
]


def _written(tmp_path, text, used):
    row = {"situation": "x01", "half": "train", "case": "blame", "text": text, "names": used, "tone": "-", "subjective": 0}
    path = tmp_path / "sentences.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "used", "exchanged"), ROWS)
def test_names_change_places_with_their_articles(tmp_path, text, used, exchanged):
    (one,) = read_domain(_written(tmp_path, text, used))
    rng = random.Random(0)
    other, targets = one.rendered(exchanged_names(one, rng))
    if exchanged:
        assert other == exchanged
        assert [other[start:end] for start, end, _ in targets] == ["Turkish", "Armenia"]
    else:
        assert "Nurses" not in other and "German" not in other, "a name alone of its kind gives way to another"


def test_placeholders_say_nothing(tmp_path):
    (one,) = read_domain(_written(tmp_path, *ROWS[0][:2]))
    assert one.rendered({"A": placeholder("country", "A"), "B": placeholder("country", "B")})[0] == (
        "A Country A unit fired at Country B's post; Country A denied it."
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[A.adj|Turkish|-|army|n] guns.", "does not hold 'Armenian'"),
        ("[A.adj|Armenian|-|choir|n] guns.", "has the kind 'choir'"),
        ("[A.adj|Armenian|?|army|n] guns.", "a broken mark"),
        ("[B.adj|Armenian|-|army|n] guns.", "'B'"),
    ],
)
def test_a_mark_that_does_not_fit_is_named_with_its_line(tmp_path, text, wrong):
    with pytest.raises(ValueError, match="line 1: .*" + wrong):
        read_domain(_written(tmp_path, text, {"A": "country:Armenia"}))


def test_examples_hold_every_fill_and_each_task(tmp_path):
    (one,) = read_domain(_written(tmp_path, *ROWS[0][:2]))
    both = domain_examples([one, one], random.Random(1), pairs=2)
    assert Counter(each.task for each in both) == {"stance": 16, "tone": 1, "subjective": 1}
    examples = both[:9]
    assert len({each.text for each in examples}) == 4
    pairs = Counter(each.pair for each in examples if each.task == "stance")
    assert set(pairs) == {1, 2, 3, 4} and set(pairs.values()) == {2}
    for pair in pairs:  # the two of a pair are one target under other names
        two = [each for each in examples if each.pair == pair]
        assert two[0].label == two[1].label and two[0].text != two[1].text
    assert {each.text[each.start : each.end] for each in examples if each.task == "stance" and each.label == 0} >= {"Armenian"}


def test_targets_to_choose_on_stand_under_their_own_names(tmp_path):
    found = domain_targets(read_domain(_written(tmp_path, *ROWS[0][:2])))
    assert [(one.text[one.start : one.end], one.label, one.pair) for one in found] == [("Armenian", 0, 0), ("Turkey", 1, 0)]


def test_papers_and_names():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "CC0" in text and all(f"`{path.name}`" in text for path in FOLDER.glob("*.[cj]s*"))
    listed = names()
    assert len(listed["country"]) >= 40 and all(one[form] for one in listed["country"] for form in ("name", "adj", "people", "capital"))
    assert all(len(found) >= 6 for found in listed.values())
