"""A random sample to code by hand, its worksheets, and the agreement over its articles."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.classroom.annotation import Annotation, Answer, Whole, coded_article
from analysis.classroom.model_coder import model_answers
from analysis.classroom.questions import KEYS
from analysis.corpus import CorpusError, agreement_by_article, make_corpus, sample_articles
from analysis.spreadsheet import read_csv

SIDES = {"Union": ["union"], "Firm": ["firm"]}
TEXTS = [
    f"The union of port {n} called the firm greedy. The firm said that its offer was fair. “They have betrayed us,” said the union." for n in range(8)
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sampled")
    outlets = ["Daily"] * 6 + ["Post"] * 2
    table = pd.DataFrame({"text": TEXTS, "outlet": outlets, "title": [f"Port {n}" for n in range(8)], "date": "2026-02-03"})
    table.to_csv(folder / "a.csv", index=False)
    return make_corpus(folder / "a.csv", folder / "out", workers=2, sides=SIDES)


def test_a_sample_is_drawn_by_its_seed(corpus):
    one, same, other = (sample_articles(corpus, 3, seed=seed).table for seed in (1, 1, 2))
    assert one.equals(same) and not one["article"].equals(other["article"])
    assert one["outlet"].value_counts().to_dict() == {"Daily": 3, "Post": 2}, "a group with fewer gives all it has"
    assert len(sample_articles(corpus, 5, by=None).table) == 5
    assert one["article"].is_unique


def test_every_article_may_be_drawn(corpus):
    drawn = {key for seed in range(40) for key in sample_articles(corpus, 1, by=None, seed=seed).table["article"]}
    assert len(drawn) == 8


def test_what_cannot_be_drawn(corpus):
    with pytest.raises(CorpusError, match="0 articles cannot be drawn"):
        sample_articles(corpus, 0)
    with pytest.raises(CorpusError, match="articles cannot be drawn by 'paper'; use one of outlet"):
        sample_articles(corpus, 1, by="paper")


def test_worksheets_ask_about_the_sides_of_the_corpus(corpus, tmp_path):
    sample = sample_articles(corpus, 1)
    sample.write_worksheets(tmp_path)
    listed = read_csv(tmp_path / "sample.csv")
    assert listed["article"].tolist() == sample.table["article"].tolist()
    for name, title in zip(listed["worksheet"], listed["title"], strict=True):
        page = (tmp_path / name).read_text(encoding="utf-8")
        assert title in page and "Union" in page and "Firm" in page


def annotate(corpus, key, coder, folder, change=None):
    """Write the file of a coder who says what the model says, but for the voice of the first sentence where ``change`` is given."""
    framing = corpus.framing(key)
    said = model_answers(framing, tuple(SIDES)).answers
    voices = said[said["variable"] == "voice"].set_index("sentence")["value"].to_dict()
    words = {"positive": 1, "neutral": 0, "negative": -1}
    answers = []
    for number in framing.sentences["sentence"]:
        own = said[(said["sentence"] == number) & said["variable"].str.startswith("stance: ")]
        stance = {row.variable.removeprefix("stance: "): words.get(row.value) for row in own.itertuples()}
        answers.append(Answer(int(number), change if change and number == 1 else voices[number], None, stance))
    coded = Annotation(coded_article(framing.article, len(framing.sentences)), coder, tuple(SIDES), 1, tuple(answers))
    coded.save(folder / f"{coder}_{key.replace(':', '_')}.json")


def test_agreement_over_all_articles(corpus, tmp_path):
    sample = sample_articles(corpus, 6, by=None, seed=3)
    keys = sample.table["article"].tolist()
    for key in keys:
        annotate(corpus, key, "K01", tmp_path)
        annotate(corpus, key, "K02", tmp_path, change="mixed")
    table = agreement_by_article(sample, tmp_path).set_index("variable")
    voice = table.loc["voice"]
    assert (voice["articles"], voice["coders"], voice["units"]) == (6, 2, 24)
    assert voice["agreement"] == pytest.approx(3 / 4), "of headline and three sentences the coders differ in one"
    assert 0 < voice["alpha"] < voice["alpha_with"] < 1
    assert voice["low"] <= voice["alpha"] <= voice["high"]
    assert (voice["same"], voice["compared"]) == (1, 18), "without a majority there is nothing to compare"
    assert table.loc["stance", "alpha"] == 1 and table.loc["stance", "same"] == 1


def test_agreement_on_harm_roles_and_frames_draws_whole_articles(corpus, tmp_path):
    sample = sample_articles(corpus, 6, by=None, seed=3)
    frames = ("conflict", "human interest", "economic", "morality", "resolution")
    for at, key in enumerate(sample.table["article"]):
        framing = corpus.framing(key)
        said = model_answers(framing, tuple(SIDES)).answers.set_index(["sentence", "variable"])["value"]
        for coder in ("K01", "K02"):
            odd = coder == "K02" and at == 0  # who differs in one article, in every question on it
            answers = [Answer(int(n), harm="both" if odd else said[n, "harm"]) for n in framing.sentences["sentence"]]
            roles = {side: "victim" if odd and at == 0 else "hero" if at < 3 else "no clear role" for side in SIDES}
            yes = {frame: "yes" if (frame == "conflict") != odd else "no" for frame in frames}
            whole = Whole({} if at == 5 else roles, yes)  # of the last article nobody answers on roles
            coded = Annotation(coded_article(framing.article, len(answers)), coder, tuple(SIDES), 1, tuple(answers), "", KEYS, whole)
            coded.save(tmp_path / f"{coder}_{at}.json")
    table = agreement_by_article(sample, tmp_path).set_index("variable")
    assert list(table.index) == ["voice", "stance", "loaded words", "harm", "roles", "frames", *(f"frame: {frame}" for frame in frames)]
    assert (table.loc["harm", "units"], table.loc["harm", "agreement"]) == (24, pytest.approx(20 / 24))
    assert (table.loc["roles", "articles"], table.loc["roles", "units"]) == (5, 10) and table.loc["roles", "agreement"] == pytest.approx(8 / 10)
    assert (table.loc["frames", "units"], table.loc["frames", "agreement"]) == (30, pytest.approx(25 / 30))
    conflict = table.loc["frame: conflict"]
    assert (conflict["articles"], conflict["units"], conflict["agreement"]) == (6, 6, pytest.approx(5 / 6))
    assert table.loc["roles", "low"] <= table.loc["roles", "alpha"] <= table.loc["roles", "high"] == 1, "five articles are enough to draw from"
    assert table.loc["harm", "same"] == 1 and table.loc["harm", "compared"] == 20


def test_answers_to_other_texts_are_none(corpus, tmp_path):
    with pytest.raises(CorpusError, match="holds no answers to an article of this sample"):
        agreement_by_article(sample_articles(corpus, 1), tmp_path)


def test_a_reading_from_a_corpus_is_one(corpus):
    framing = corpus.framing(sample_articles(corpus, 1).table["article"][0])
    assert "greedy" in framing.marked()._repr_html_()
    assert framing.provenance["version"] and framing.sides == {side: framing.sides[side] for side in SIDES}
    with pytest.raises(KeyError, match="no article has the key 'x'"):
        corpus.framing("x")
