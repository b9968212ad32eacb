"""The corpus constructed for teaching: its table, and what the lesson says of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from analysis.corpus import by_group, make_corpus, measures
from analysis.corpus.measuring import LOADED, STANCE
from analysis.corpus.rows import open_rows
from analysis.who import read_sides

FOLDER = Path(__file__).parents[2] / "seeds" / "corpus"
UNION, COMPANY = "Allied Tram Workers", "Osmere Tram Company"


@pytest.mark.parametrize("name", ["port_osmere.csv", "port_osmere.sides.json"])
def test_its_sum_is_in_the_readme(name):
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_every_event_is_told_by_three_papers():
    rows = [cells for _, cells in open_rows(FOLDER / "port_osmere.csv")]
    assert len(rows) == 48 and all(len(row) == 6 - 1 for row in rows)
    assert sorted(row["id"] for row in rows) == sorted(f"{paper}{event:02}" for paper in "cdl" for event in range(1, 17))


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    corpus = make_corpus(
        FOLDER / "port_osmere.csv", tmp_path_factory.mktemp("corpus") / "out", workers=2, sides=read_sides(FOLDER / "port_osmere.sides.json")
    )
    assert len(corpus) == 48 and corpus.problems() == {}
    return measures(corpus)


def test_the_papers_differ_as_they_were_written_to(measured):
    """What lesson 12 lets students find."""
    value = by_group(measured, "outlet").set_index(["measure", "side", "outlet"])["value"]
    assert value[STANCE, UNION, "City Ledger"] < value[STANCE, UNION, "Osmere Courier"] < value[STANCE, UNION, "The Depot"]
    assert value[STANCE, COMPANY, "The Depot"] < value[STANCE, COMPANY, "City Ledger"]
    loaded = by_group(measured, "outlet", measure=LOADED).set_index("outlet")
    assert loaded.loc["Osmere Courier", "high"] < loaded.loc["The Depot", "low"]


def test_one_paper_turns_after_the_court_order(measured):
    own = measured[(measured["measure"] == STANCE) & (measured["side"] == UNION) & (measured["outlet"] == "City Ledger")]
    before, after = own[own["date"] < "2026-04-08"], own[own["date"] > "2026-04-20"]
    assert before["total"].sum() / before["of"].sum() < -0.2 < after["total"].sum() / after["of"].sum()
