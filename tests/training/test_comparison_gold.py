"""The hand-coded reports of one event keep their form, and what measures comparisons counts as it says."""

from __future__ import annotations

import json

import pytest

from analysis.comparison.alike import CLUES, shipped
from analysis.comparison.facts import Fact
from analysis.reading.article import read_article
from training.comparison_gold import GOLD, LETTERS, ROOT, CodedFact, Event, _fact
from training.evaluate_comparison import _figures, _told

ROWS = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
DETAILS = {"number", "actor", "time", "place", "cause", "outcome"}


def test_there_is_as_much_as_the_papers_say():
    card = (ROOT / "analysis" / "models" / "comparison" / "README.md").read_text(encoding="utf-8")
    assert f"{len(ROWS)} events in {sum(len(row['articles']) for row in ROWS)} reports" in card
    assert f"over {len(CLUES)} clues" in card
    assert sum(row["half"] == "test" for row in ROWS) == 11


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["group"])
def test_every_event_keeps_its_form(row):
    letters = set(LETTERS[: len(row["articles"])])
    texts = {letter: read_article(ROOT / path).text for letter, path in zip(LETTERS, row["articles"], strict=False) if not path.startswith("DATA/")}
    for fact in row["facts"]:
        assert fact["fact"] and fact["told"] and set(fact["told"]) <= letters
        for letter, places in fact["told"].items():
            assert all(0 <= start < end <= len(texts.get(letter, " " * 100_000)) for start, end in places)
        for differing in fact.get("differs", ()):
            assert differing["detail"] in DETAILS and len(differing["values"]) > 1 and set(differing["values"]) <= set(fact["told"])
            for letter, (start, end) in differing["values"].items():
                assert 0 <= start < end <= len(texts.get(letter, " " * 100_000))


def test_details_of_one_kind_are_all_kept():
    rows = [
        {"detail": "number", "values": {"A": [0, 1], "B": [2, 3]}},
        {"detail": "number", "values": {"A": [4, 5], "B": [6, 7]}},
    ]
    found = _fact({"fact": "x", "told": {"A": [[0, 9]], "B": [[0, 9]]}, "differs": rows})
    assert found.differs == (("number", {0: (0, 1), 1: (2, 3)}), ("number", {0: (4, 5), 1: (6, 7)}))


def test_nothing_of_the_corpora_is_shipped():
    for row in ROWS:
        if row["articles"][0].startswith("DATA/"):
            assert "sides" not in row and all(set(fact) <= {"fact", "told", "differs"} for fact in row["facts"])


def test_weights_are_those_of_the_clues():
    assert len(shipped()["facts"]["weights"]) == len(CLUES) and 0 < shipped()["threshold"] < 1


def test_a_fact_counts_once_for_each_other_report(monkeypatch):
    event = Event("typed", "build", (None, None), (CodedFact({0: ((0, 1),), 1: ((0, 1),)}), CodedFact({0: ((2, 3),)})), {})
    places = {0: {0: [0], 1: [0]}, 1: {0: [1]}}
    monkeypatch.setattr(Event, "statements_of", lambda self, fact: places[self.facts.index(fact)])
    joined = [Fact({0: (0,), 1: (0,)}, {(0, 0): 0.9, (1, 0): 0.9}), Fact({0: (1,)}, {})]
    apart = [Fact({0: (0,)}, {}), Fact({1: (0,)}, {}), Fact({0: (1,), 1: (1,)}, {(0, 1): 0.9, (1, 1): 0.9})]
    assert list(_told(event, joined)) == [2, 0, 0, 1, 2]
    assert list(_told(event, apart)) == [0, 2, 1, 0, 0]
    assert _figures(_told(event, joined))["facts shared, F1"] == 1
