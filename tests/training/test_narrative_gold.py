"""The hand-coded narratives keep their form, and what learns from and measures them does what it says."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from analysis.frames.frames import FRAMES
from analysis.frames.questions import all_questions
from analysis.narrative.roles import ROLES, WEIGHTS
from analysis.reading.article import Article
from training.evaluate_narrative import _kappa, gold_passives
from training.logistic import as_json, scaled_fit
from training.narrative_gold import FOLDER, Coded, article_of, sides_called

ACTIONS = [json.loads(line) for line in (FOLDER / "actions.jsonl").read_text(encoding="utf-8").splitlines()]
READINGS = [json.loads(line) for line in (FOLDER / "readings.jsonl").read_text(encoding="utf-8").splitlines()]


def test_there_is_as_much_as_the_papers_say():
    papers = (FOLDER / "README.md").read_text(encoding="utf-8")
    first, second = ({(row["corpus"], row["name"]) for row in READINGS if row["coder"] == coder} for coder in ("first", "second"))
    assert f"{sum(len(row['actions']) for row in ACTIONS):,} actions in {len(ACTIONS)} articles" in papers
    assert f"{len(first)} articles, {len(second)} of them by two" in papers and second < first
    assert f"{len(first)} articles on many topics" in (WEIGHTS.parent / "README.md").read_text(encoding="utf-8")
    assert f"{len(list((FOLDER / 'articles').glob('*.txt')))} invented articles" in papers


@pytest.mark.parametrize("row", ACTIONS, ids=lambda row: row["name"])
def test_every_action_keeps_its_form(row):
    for start, end, form, act, agent, patient, *_ in row["actions"]:
        assert 0 <= start < end <= row["read"]
        assert form in ("active", "passive", "agentless", "noun") and act in ("harm", "help", "speech", "other")
        assert all(span is None or 0 <= span[0] < span[1] <= row["read"] for span in (agent, patient))


def test_every_reading_keeps_its_form():
    codes = {one.code for one in all_questions()}
    for row in READINGS:
        assert set(row["frames"]) <= set(FRAMES) and set(row["questions"]) <= codes
        for side in row["sides"]:
            assert side["names"] and side["role"] in ROLES
            assert all(cast["role"] in ROLES[1:] and cast["voice"] in ("narrator", "source") and cast["sentences"] for cast in side["casts"])


def test_no_article_is_in_both_halves():
    halves = {}
    for row in (*ACTIONS, *READINGS):
        assert halves.setdefault((row["corpus"], row["name"]), row["half"]) == row["half"]


def test_our_own_articles_are_the_ones_coded():
    import hashlib

    own = [row for row in READINGS if row["corpus"] == "narrative"]
    assert len(own) == len(list((FOLDER / "articles").glob("*.txt")))
    for row in own:
        assert hashlib.sha256(article_of(Path(), "narrative", row["name"]).text.encode()).hexdigest() == row["sha256"]


def test_a_regression_finds_what_parts_two_classes():
    random = np.random.default_rng(0)
    y = np.arange(200) % 2
    x = np.c_[y + random.normal(0, 0.3, 200), random.normal(0, 1, 200), np.full(200, 7.0)]
    model = scaled_fit(x, y, 1.0)
    assert ((model.logits(x)[:, 0] > 0) == (y == 1)).mean() > 0.9
    kept = as_json(model)
    assert abs(kept["weights"][0]) > 5 * abs(kept["weights"][1]) and kept["weights"][2] == 0 and kept["scale"][2] == 1
    weights, bias = model.plain()
    assert np.allclose(x @ weights.T + bias, model.logits(x))


def test_classes_count_alike_however_rare():
    x = np.r_[np.zeros((90, 1)), np.ones((10, 1))]
    y = np.r_[np.zeros(90, dtype=int), np.ones(10, dtype=int)]
    assert abs(float(scaled_fit(x, y, 1.0).logits(np.array([[0.5]]))[0, 0])) < 0.5


GOLD = """# newpar
# sent_id = 1
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
2\tmen\tman\tNOUN\tNNS\t_\t4\tnsubj:pass\t_\t_
3\twere\tbe\tAUX\tVBD\t_\t4\taux:pass\t_\t_
4\tbeaten\tbeat\tVERB\tVBN\t_\t0\troot\t_\t_
5\tby\tby\tADP\tIN\t_\t6\tcase\t_\t_
6\tguards\tguard\tNOUN\tNNS\t_\t4\tobl:agent\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

"""


def test_passives_of_a_gold_parse(tmp_path):
    path = tmp_path / "GUM_news_small.conllu"
    path.write_text(GOLD, encoding="utf-8")
    text, passive, doer = gold_passives(path)
    assert text == "The men were beaten by guards."
    assert passive == doer == {text.index("beaten")}


def test_agreement_beyond_chance():
    assert _kappa([True, False, True, False], [True, False, True, False]) == 1.0
    assert _kappa([True, True, False, False], [True, False, True, False]) == 0.0


def test_a_coders_own_word_for_a_side_is_that_side():
    text = "A river gang, a river gang, a river gang. The river patients. A judge."
    actions = [[0, 1, "active", "other", [start, start + 12], None, "robbers", None] for start in (0, 14, 28)]
    actions += [[0, 1, "active", "other", None, [42, 60], None, "patients"], [0, 1, "active", "other", [62, 69], None, "court", None]]
    row = {"sides": [["river gang", "gang"], ["river patients"]], "actions": actions}
    called = sides_called(Coded("who", "x", "build", "first", Article(text=text), row))
    assert {called[name] for name in ("river gang", "gang", "robbers")} == {"river gang"}
    assert {called[name] for name in ("river patients", "patients")} == {"river patients"} and "court" not in called
