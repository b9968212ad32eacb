"""Reports of one event laid side by side: sides, facts, details, words, sources, treatment, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis import Article, ComparisonError, analyse, compare
from analysis.comparison.comparison import TABLES
from analysis.comparison.facts import facts_of, facts_table
from analysis.comparison.sides import _without_shared
from analysis.comparison.treatment import ENOUGH, FEW, NONE

ONE = """Armenian troops shell village

Armenian forces shelled the village of Veld on Friday. Three Azerbaijani soldiers were killed, the Defence Ministry in Baku said.

"This was a cowardly act," said Azerbaijani spokesman Karl Brandt. Azerbaijan closed the road to Armenia in the evening.
"""
OTHER = """Clash at Veld

The village of Veld was shelled by Armenian forces on Friday. Five Azerbaijani soldiers were killed.

Armenia denied that it had used artillery. Azerbaijan shut the road to Armenia in the evening.
Yerevan asked for talks, Armenian minister Ann Cole said.
"""


@pytest.fixture(scope="module")
def comparison():
    return compare([Article(ONE, headline=True, outlet="The Post", source="a.txt"), Article(OTHER, headline=True, outlet="The Wire", source="b.txt")])


def fact_of(comparison, text):
    rows = comparison.facts[comparison.facts["text"].str.contains(text)]
    return comparison.facts[comparison.facts["fact"].isin(rows["fact"])]


def test_the_sides_are_the_same(comparison):
    assert set(comparison.names) == {"Armenia", "Azerbaijan"}
    assert [list(framing.sides) for framing in comparison.reports] == [list(comparison.names)] * 2
    yerevan = comparison.sides.query("name == 'Yerevan'").iloc[0]
    assert (yerevan["article"], bool(yerevan["only_here"])) == ("The Wire", True)


def test_a_name_of_two_parties_is_left_to_one():
    own = {"teachers": {"unions": "description", "the teachers": "given"}, "union": {"unions": "description", "union": "name"}}
    assert _without_shared(own) == {"teachers": ["unions", "the teachers"], "union": ["union"]}


def test_active_and_passive_are_one_fact(comparison):
    rows = fact_of(comparison, "Armenian forces shelled the village")
    assert set(rows["article"]) == {"The Post", "The Wire"} and set(rows["told"]) == {"all"}
    assert rows["text"].str.startswith("The village of Veld was shelled").any()


def test_what_one_alone_tells_is_left_out_there(comparison):
    assert "cowardly" in " ".join(comparison.only("The Post")["text"])
    assert "cowardly" in " ".join(comparison.left_out("The Wire")["text"])
    with pytest.raises(KeyError, match="The Post"):
        comparison.only("The Times")


def test_numbers_that_cannot_both_be_right(comparison):
    found = comparison.details[comparison.details["detail"] == "number"]
    assert list(zip(found["article"], found["value"], strict=True)) == [("The Post", "Three"), ("The Wire", "Five")]


def test_two_sides_that_do_one_deed():
    blamed = "Azerbaijani forces shelled the village of Veld on Friday. Armenia said that two men were killed.\n"
    found = compare([Article(ONE, headline=True, outlet="A"), Article(blamed, outlet="B")]).details.query("detail == 'actor'")
    (first, value), second = zip(found["article"], found["value"], strict=True)
    assert first == "A" and value in ("Armenian troops", "Armenian forces") and second == ("B", "Azerbaijani forces")


def test_two_words_for_one_deed(comparison):
    deeds = comparison.words[comparison.words["kind"] == "deed"]
    assert {"closed", "shut"} <= set(deeds["text"])


def test_places_are_those_of_the_texts(comparison):
    texts = dict(zip(comparison.keys, (ONE, OTHER), strict=True))
    for row in comparison.facts.itertuples():
        assert texts[row.article][row.start : row.end] == row.text
    for row in comparison.details.itertuples():
        assert texts[row.article][row.start : row.end] == row.value


def test_sources(comparison):
    table = comparison.sources.set_index("source")
    assert table.loc["Karl Brandt", "side"] == "Azerbaijan" and bool(table.loc["Karl Brandt", "only_here"])


def test_a_pronoun_is_nobody_that_only_one_report_quotes():
    alone = "She said that Armenia had opened fire on Azerbaijan.\n\nAzerbaijan said no.\n"
    found = compare([Article(alone, outlet="A"), Article(OTHER, outlet="B")]).sources
    assert not found.loc[found["source"].str.lower() == "she", "only_here"].any()


def test_treatment_holds_the_voice_constant(comparison):
    table = comparison.treatment
    assert set(table["verdict"]) <= {ENOUGH, FEW, NONE} and len(table) == 2 * 2 * 2
    assert table.loc[table["sentences"] < 5, "low"].isna().all()
    whole, shared = (table[table["part"] == part]["mentions"].sum() for part in ("whole report", "shared facts"))
    assert shared <= whole


def test_readings_give_what_articles_give(comparison):
    again = compare([framing.without_parse() for framing in comparison.reports])
    for name, table in comparison.to_frames().items():
        assert table.equals(again.to_frames()[name]), name


def test_saved_tables_come_back(comparison, tmp_path):
    comparison.save(tmp_path)
    for name in TABLES:
        assert len(pd.read_parquet(tmp_path / f"{name}.parquet")) == len(getattr(comparison, name))
        assert (tmp_path / f"{name}.csv").exists()
    assert (tmp_path / "report_2" / "framing.json").exists()


def test_differences_are_sentences(comparison):
    told = comparison.differences()
    assert all(one.endswith(".") for one in told)
    assert any("“Three”" in one and "“Five”" in one for one in told)
    assert any("contradict each other on the number" in one and "“Three Azerbaijani soldiers were killed, the" in one for one in told)


def test_hidden_letters_do_not_move_places():
    soft = ONE.replace("village", "vil\u00adlage")
    found = compare([Article(soft, outlet="A"), Article(OTHER, outlet="B")])
    for row in found.facts[found.facts["article"] == "A"].itertuples():
        assert soft[row.start : row.end] == row.text


@pytest.mark.parametrize(
    ("reports", "told"),
    [
        ([Article(ONE)], "1 reports were given"),
        ([Article(ONE), Article(ONE, title="again")], "report 1 and report 2 are the same text"),
        ([Article(ONE), Article("Bread rose. The bakers sang of flour and water.")], "none of the sides"),
    ],
)
def test_refused(reports, told):
    with pytest.raises(ComparisonError, match=told):
        compare(reports)


def test_a_path_is_no_report():
    with pytest.raises(TypeError, match="read_article"):
        compare(["a.txt", "b.txt"])
    with pytest.raises(TypeError, match="list"):
        compare("a.txt")


def test_reports_of_one_outlet_keep_names_apart():
    made = compare([analyse(Article(ONE, outlet="X", source="a.txt")), Article(OTHER, outlet="X", source="b.txt")])
    assert made.keys == ("a", "b")


# joining


def test_a_chain_of_half_likenesses_joins_nothing():
    likely = {(0, 1): np.array([[0.9, 0.1], [0.6, 0.9]]), (0, 2): np.array([[0.0], [0.0]]), (1, 2): np.array([[0.0], [0.0]])}
    facts = facts_of([["a", "b"], ["c", "d"], ["e"]], likely, 0.5)
    assert [dict(fact.places) for fact in facts] == [{0: (0,), 1: (0,)}, {0: (1,), 1: (1,)}, {2: (0,)}]


def test_no_statement_is_lost(comparison):
    told = comparison.facts.groupby("article").size().to_dict()
    assert told["The Post"] >= 5 and told["The Wire"] >= 5
    assert facts_table([], [], []).empty
