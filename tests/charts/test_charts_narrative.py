"""Charts of the narrative: counts of acting and suffering, harms with and without the one who did them, castings, frames."""

from __future__ import annotations

from typed import AM, AZ, bare, typed

from analysis import charts


def test_the_balance_tells_its_counts():
    framing = typed()
    chart = charts.acting_balance(framing.actions, sides=[AM, AZ])
    table = chart.table.set_index(["side", "voice"])
    assert table.groupby("side")[["acts", "suffers", "harms", "harmed"]].sum().to_dict("index") == {
        AM: {"acts": 3, "suffers": 0, "harms": 3, "harmed": 0},
        AZ: {"acts": 0, "suffers": 6, "harms": 0, "harmed": 6},
    }
    assert f"{AM}, reporter: acts" in chart.alt and "of them harm" in chart.alt


def test_harms_by_author_with_an_interval_from_five_on():
    framing = typed()
    table = charts.harm_authors(framing.actions, sides=[AM, AZ]).table.set_index("side")
    assert (table.loc[AZ, "harms"], table.loc[AZ, "named"], table.loc[AZ, "left out"]) == (6, 3, 3)
    assert table.loc[AZ, "low"] < table.loc[AZ, "share"] == 0.5 < table.loc[AZ, "high"]
    assert table.loc[AM, "harms"] == 0 and table.loc[AM].isna()["share"]


def test_castings_stand_with_who_casts_and_the_article_as_a_whole():
    framing = typed()
    chart = charts.who_casts_whom(framing.casts, framing.roles, sides=[AM, AZ])
    assert chart.table["cast by"].tolist() == ["Reporter", f"Sources: {AZ}", "article as a whole"]
    drawn = [text.get_text() for text in chart.figure.axes[0].texts]
    assert "▼ villain (3, 7)" in drawn and "no clear role" in drawn


def test_frames_are_large_where_they_are_said_to_be_there():
    framing = typed()
    chart = charts.frame_evidence(framing.sentences, framing.frames)
    assert chart.table["frame"].tolist()[:2] == ["conflict", "resolution"]
    lines = [line for line in chart.figure.axes[0].lines if line.get_marker() == "s"]
    assert [list(line.get_xdata()) for line in lines][:2] == [[7, 3], [16]]
    sizes = [line.get_markersize() for line in lines]
    assert sizes[0] == sizes[1] > sizes[2] == sizes[-1] and len({line.get_markerfacecolor() for line in lines}) == 1
    assert "not said to be there" in " ".join(text.get_text() for text in chart.figure.axes[0].texts)


def test_tables_behind_the_frames():
    framing = typed()
    assert charts.question_table(framing.questions).table["likely yes"].tolist() == [0.9]
    assert charts.peace_table(framing.peace()).table["indicator"].iloc[0] == "sources"


def test_without_rows_the_charts_say_so():
    empty = bare()
    for chart in (charts.acting_balance(empty.actions), charts.harm_authors(empty.actions), charts.who_casts_whom(empty.casts, empty.roles),
                  charts.frame_evidence(empty.sentences, empty.frames)):  # fmt: skip
        assert chart.alt and not len(chart.table.dropna(how="all"))
