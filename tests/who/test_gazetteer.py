"""Names known before an article is read."""

from __future__ import annotations

from analysis.who.gazetteer import gazetteer


def test_the_gazetteer_gives_a_shared_name_to_the_larger_country() -> None:
    names = gazetteer()
    assert names["Indian"] == ("India", "demonym")
    assert names["American"] == ("United States", "demonym")
    assert names["Congo"][0] == "Democratic Republic of the Congo"
    assert names["Baku"] == ("Azerbaijan", "capital")
    assert "Island" not in names
