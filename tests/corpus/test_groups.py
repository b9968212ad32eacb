"""Groups of articles: values, intervals by article, words that set outlets apart, and the charts of 10,000 articles."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from analysis import analyse
from analysis.charts import by_month, by_outlet, spread_of_articles, words_apart
from analysis.corpus import CorpusError, by_group, distinctive_words
from analysis.corpus.groups import ratio_of_sums
from analysis.corpus.measuring import COLUMNS, LOADED, MEASURES, NO_AUTHOR, SOURCED, STANCE, article_measures
from analysis.reading import Article
from analysis.stance.means import mean_scores


def measured(count, *, outlets=("Daily", "Post"), seed=0):
    """Return loaded words per 100 words and the stance towards one side for some articles, the second outlet's higher by one word in a hundred."""
    random = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        outlet = outlets[number % len(outlets)]
        words = int(random.integers(200, 900))
        loaded = random.poisson(words * (0.02 + 0.01 * (number % len(outlets) == 1)))
        about = (f"a{number}", outlet, f"2026-{1 + number % 12:02}-03")
        rows += [(*about, LOADED, None, loaded, words), (*about, STANCE, "Union", float(random.normal(-0.2, 0.3)) * 3, 3)]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_a_value_is_a_ratio_of_sums():
    table = pd.DataFrame(
        [("a", "Daily", "2026-01-01", SOURCED, None, 30, 100), ("b", "Daily", None, SOURCED, None, 0, 200), ("c", None, None, SOURCED, None, 5, 10)],
        columns=COLUMNS,
    )
    rows = by_group(table, measure=SOURCED)
    assert rows[["outlet", "articles", "value"]].values.tolist() == [["Daily", 2, 10.0], ["unknown", 1, 50.0]]
    assert rows["low"].isna().all() and set(rows["verdict"]) == {"too few articles"}
    months = by_group(table, ["outlet", "month"], measure=SOURCED)
    assert months["month"].tolist() == ["2026-01", "unknown", "unknown"]


def test_the_interval_is_that_of_a_bootstrap_over_articles():
    random = np.random.default_rng(3)
    of = random.integers(5, 60, 80).astype(float)
    total = random.binomial(of.astype(int), random.beta(2, 5, 80)).astype(float)
    drawn = random.integers(0, 80, (4000, 80))
    low, high = np.percentile(total[drawn].sum(axis=1) / of[drawn].sum(axis=1), [2.5, 97.5])
    found = ratio_of_sums(total, of, 1, 0, 1)
    assert found["low"] == pytest.approx(low, abs=0.012) and found["high"] == pytest.approx(high, abs=0.012)


def test_intervals_hold_the_truth_as_often_as_they_say():
    """Articles of very different level: counting sentences would be far too sure."""
    random = np.random.default_rng(1)
    held = 0
    for _ in range(400):
        of = random.integers(3, 40, 25).astype(float)
        level = random.normal(0.1, 0.3, 25)
        found = ratio_of_sums(of * level, of, 1, -1, 1)
        held += found["low"] <= 0.1 <= found["high"]
    assert 0.91 <= held / 400 <= 0.98


def test_none_seen_is_not_none_for_certain():
    found = ratio_of_sums(np.zeros(16), np.full(16, 60.0), 100, 0, float("inf"))
    assert (found["value"], found["low"]) == (0, 0) and found["high"] == pytest.approx(100 * 3.689 / 960, abs=1e-3)


@pytest.mark.parametrize(
    ("by", "measure", "told"),
    [
        ("paper", None, "articles cannot be grouped by .*'paper'.*; use outlet, month, year, day"),
        ([], None, "cannot be grouped by"),
        ("outlet", "stanze", "'stanze' is not measured; the measures are stance, reporter’s voice"),
    ],
)
def test_unknown_groups_and_measures(by, measure, told):
    with pytest.raises(CorpusError, match=told):
        by_group(measured(4), by, measure=measure)


def test_what_one_article_measures():
    article = Article(
        text="Rebels shelled the town of Velin on Monday. Two villagers were killed. “This is a massacre,” said the mayor of Velin. "
        "The town of Velin has been shelled before. The regime said nothing."
    )
    framing = analyse(article, sides={"Velin": ["town", "villagers"], "Rebels": ["rebels"]})
    found = pd.DataFrame(article_measures(framing.to_frames()), columns=["measure", "side", "total", "of"])
    assert set(found["measure"]) <= set(MEASURES)
    by_name = found.set_index(["measure", "side"])
    assert by_name.loc[(SOURCED, None), "total"].item() == 4
    for mean in mean_scores(framing.stance).query("voice == 'narrator'").itertuples():
        one = by_name.loc[(STANCE, mean.side)]
        assert one["of"].item() == mean.mentions and one["total"].item() / one["of"].item() == pytest.approx(mean.mean)
    own = framing.terms[framing.terms["voice"] == "narrator"]
    assert by_name.loc[(LOADED, None), "total"].item() == len(own)
    harms = framing.actions.query("act == 'harm' and patient_side == 'Velin'")
    assert by_name.loc[(NO_AUTHOR, "Velin"), "of"].item() == len(harms) >= 2


@dataclass
class Tables:
    """Stands for a corpus where only its tables matter."""

    articles: pd.DataFrame
    terms: pd.DataFrame

    def parts(self, name):
        yield getattr(self, name)


def corpus_of(uses):
    """outlet -> for each of its articles the words it uses."""
    listed = [(f"{outlet}{number}", outlet, words) for outlet, all_of in uses.items() for number, words in enumerate(all_of)]
    articles = pd.DataFrame([(key, outlet, "2026-01-01") for key, outlet, _ in listed], columns=["article", "outlet", "date"])
    terms = pd.DataFrame(
        [(key, outlet, word, "judgement", "narrator") for key, outlet, words in listed for word in words],
        columns=["article", "outlet", "term", "category", "voice"],
    )
    return Tables(articles, terms)


def test_words_are_sized_by_the_articles_that_use_them():
    thirty, common = [["regime"]] * 30, [["chaos"]] * 30
    corpus = corpus_of({"Daily": [*thirty, *common, ["stooge"] * 40, ["stooge"], ["stooge"]], "Post": [*common, *[["regime"]] * 2, *[[]] * 31]})
    table = distinctive_words(corpus, "Daily", "Post")
    assert table["term"].tolist()[0] == "regime"
    row = table.set_index("term")
    assert row.loc["regime", ["articles_one", "articles_other"]].tolist() == [30, 2]
    assert row.loc["stooge", "articles_one"] == 3, "forty times in one article is one article"
    assert abs(row.loc["stooge", "z"]) < abs(row.loc["regime", "z"])
    assert abs(row.loc["chaos", "z"]) < 0.5
    mirrored = distinctive_words(corpus, "Post", "Daily").set_index("term")
    assert mirrored.loc["regime", "z"] == pytest.approx(-row.loc["regime", "z"])


def test_against_all_others_and_third_outlets():
    corpus = corpus_of({"A": [["regime"]] * 5, "B": [[]] * 5, "C": [["regime"]] * 5})
    assert distinctive_words(corpus, "A", "B")["articles_other"].tolist() == [0]
    assert distinctive_words(corpus, "A")["articles_other"].tolist() == [5]
    with pytest.raises(CorpusError, match="no article is from 'D'; the outlets are A, B, C"):
        distinctive_words(corpus, "D")
    with pytest.raises(CorpusError, match="nothing to compare 'A' with; name another outlet: B, C"):
        distinctive_words(corpus, "A", "A")


@pytest.fixture(scope="module")
def many():
    return measured(10_000, outlets=[f"Outlet {number}" for number in range(25)])


def test_charts_of_ten_thousand_articles_are_small_and_quick(many):
    begun = time.process_time()
    outlets, months = by_group(many), by_group(many, ["outlet", "month"])
    charts = [
        by_outlet(outlets, LOADED, unit="per 100 words"),
        by_month(months, STANCE, side="Union", unit="mean score"),
        spread_of_articles(many, LOADED, 100, unit="per 100 words"),
    ]
    assert time.process_time() - begun < 20
    for chart in charts:
        html = chart._repr_html_()
        assert len(html) < 400_000 and "Outlet 1" in html
    assert len(charts[0].table) == 25 and "10 outlets with the fewest articles" in charts[0].note
    top, drawn = charts[0].table.iloc[0], charts[0].figure.axes[0]
    assert top["outlet"] == "Outlet 1" and drawn.get_yticklabels()[-1].get_text().startswith("Outlet 1 (400)")
    assert f"Outlet 1 {top['value']:.2f}" in charts[0].alt


def test_the_chart_of_words_and_charts_of_nothing():
    corpus = corpus_of({"Daily": [["regime"]] * 20, "Post": [[]] * 20})
    chart = words_apart(distinctive_words(corpus, "Daily", "Post"), "Daily", "Post")
    assert "regime: 100% of Daily, 0% of Post" in chart.alt
    chart.figure.draw_without_rendering()
    legend, paper = chart.figure.legends[0].get_window_extent(), chart.figure.bbox
    assert paper.y0 <= legend.y0 and legend.y1 <= chart.figure.axes[0].get_window_extent().y0, "below the axes, and not cut off"
    empty = words_apart(distinctive_words(corpus_of({"A": [[]], "B": [[]]}), "A", "B"), "A", "B")
    assert "No loaded word sets them apart" in empty.alt
    assert "No article in this corpus has this measure" in by_outlet(by_group(measured(2)), SOURCED).alt
