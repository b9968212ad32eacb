"""Which differing values count as a conflict, and how they reach the table of details."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from analysis.comparison.conflicts import ASKED, Conflict, conflicts_of, detail_of, shipped
from analysis.comparison.details import details_table
from analysis.comparison.facts import Fact, facts_of
from analysis.comparison.meaning import Near, held
from analysis.comparison.rivals import CLUES, Rivals
from analysis.comparison.trees import chances, chances_of


def rivals(value, statements, first, second, **clues):
    row = np.zeros(len(CLUES))
    for name, number in clues.items():
        row[CLUES.index(name.replace("_", " "))] = number
    return Rivals(value, (0, 1), statements, first, second, row)


def model(clue, threshold):
    """Return a model that says yes where a clue is 1."""
    weights = [20.0 * (name == clue) for name in CLUES]
    return {"weights": weights, "constant": -10.0, "base": 0.0, "trees": [], "threshold": threshold}


def test_of_two_statements_one_conflict_a_detail_is_kept():
    found = [
        rivals("amount", (0, 0), ("two", 0, 3), ("five", 0, 4), one_fact=1.0),
        rivals("amount", (0, 0), ("two", 0, 3), ("nine", 9, 13), one_fact=0.9),
        rivals("amount", (1, 0), ("six", 20, 23), ("five", 0, 4), one_fact=0.9),
        rivals("amount", (1, 1), ("six", 20, 23), ("ten", 30, 33), one_fact=0.0),
        rivals("place", (0, 0), ("in Ware", 5, 12), ("in Lod", 5, 11), one_fact=1.0),
    ]
    kept = conflicts_of(found, {"amount": model("one fact", 0.5), "place": model("one fact", 0.5)})
    assert [(one.detail, one.first[0], one.second[0]) for one in kept] == [("number", "two", "five"), ("place", "in Ware", "in Lod")]
    assert conflicts_of([], {"amount": model("one fact", 0.5)}) == []


def test_an_amount_of_days_is_a_time():
    assert detail_of(rivals("amount", (0, 0), ("five days", 0, 9), ("two weeks", 0, 9), days=1.0)) == "time"
    assert detail_of(rivals("amount", (0, 0), ("five", 0, 4), ("two", 0, 3))) == "number"


def test_statements_that_contradict_each_other_are_one_fact():
    likely = {(0, 1): np.array([[0.1, 0.0], [0.0, 0.0]])}
    apart, tied = (facts_of([["a", "b"], ["c", "d"]], likely, 0.5, ties) for ties in ([], [((0, 0), (1, 1))]))
    assert [dict(fact.places) for fact in apart if len(fact.places) > 1] == []
    assert [dict(fact.places) for fact in tied if len(fact.places) > 1] == [{0: (0,), 1: (1,)}]


def test_a_third_report_joins_with_the_same_value():
    reports = [[SimpleNamespace(sentence=1, deeds=(), sides=frozenset())] for _ in range(3)]
    fact = Fact({0: (0,), 1: (0,), 2: (0,)}, {(report, 0): 0.9 for report in range(3)})
    found = [
        Conflict("number", (0, 1), (0, 0), ("two", 0, 3), ("five", 4, 8), 0.9),
        Conflict("number", (1, 2), (0, 0), ("five", 4, 8), ("two", 7, 10), 0.8),
        Conflict("number", (0, 2), (0, 0), ("six", 20, 23), ("ten", 30, 33), 0.7),
    ]
    rows = details_table([fact], found, reports, ["A", "B", "C"])
    assert list(zip(rows["article"], rows["value"], strict=True)) == [("A", "two"), ("B", "five"), ("C", "two")]


def test_models_are_those_of_the_clues():
    assert set(shipped()) == set(ASKED)
    for one in shipped().values():
        assert len(one["weights"]) == len(CLUES) and 0 < one["threshold"] < 1
        assert max(clue for tree in one["trees"] for clue in tree["clues"]) < len(CLUES)


def test_a_tree_asks_its_questions_in_turn():
    trees = {"base": 0.0, "trees": [{"clues": [0, 1, -1], "cuts": [0.5, 2.0, 0.0], "leaves": [-3.0, 3.0, 1.0, 9.0]}]}
    rows = np.array([[0.0, 1.0], [0.0, 3.0], [1.0, 9.0]])
    assert chances(rows, trees) == pytest.approx(1 / (1 + np.exp([3.0, -3.0, -1.0])))
    both = chances_of(rows, trees | {"weights": [0.0, 0.0], "constant": 1.0})
    assert both == pytest.approx(1 / (1 + np.exp([1.0, -2.0, -1.0])))
    assert chances(np.zeros((0, 2)), trees).shape == (0,)


def test_words_are_held_against_their_nearest():
    one, across, none = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0], [1.0, 0.0]]), np.zeros((0, 2))
    first, second = [(one, np.array([2.0])), (none, np.zeros(0))], [(across, np.array([1.0, 3.0]))]
    there, back = held(first, second)
    assert there.tolist() == [[1.0], [0.0]] and back.tolist() == [[0.75], [0.0]]
    near = Near(first, second)
    assert near.held(0.5)[1].tolist() == [[0.75], [0.0]]
    assert near.best(np.array([True]), np.array([True, False])).tolist() == [[0.0], [0.0]]
    assert near.best(np.array([False]), np.array([True, True])).tolist() == [[0.0], [0.0]]
