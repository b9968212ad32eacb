from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis import Article, analyse, read_article, read_framing
from analysis.framing import TABLES
from analysis.model import verify_model
from analysis.parquet import read_parquet
from analysis.reading.encoder import EMBEDDED as READING
from analysis.report.caution import trust
from analysis.report.findings import key_findings
from analysis.stance.stance import EMBEDDED
from analysis.tables import COLUMNS
from analysis.terms.marker import FLOOR, THRESHOLD
from analysis.who.network import FOLDER as SIDES

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"
ANNOTATIONS = ROOT / "seeds" / "annotations"
STRIKE = """Nurses at three Leeds hospitals walked out on Monday in a row over pay.
The union said its members had been left with no choice. “We did not want this,” said Ann Cole, who leads the union.
The company accused the union of a reckless gamble with patients’ lives.
“The union has refused every offer,” the company said in a statement. “It must come back to the table.”
Talks between the company and the union are to resume on Thursday."""


@pytest.fixture(scope="module")
def seed():
    return analyse(read_article(SEED))


def test_tables_keep_their_contract(seed):
    frames = seed.to_frames()
    assert tuple(frames) == TABLES
    for name, frame in frames.items():
        assert list(frame.columns) == list(COLUMNS[name])
        assert len(frame) or name == "roles", name  # no clear role is an answer


def test_every_span_is_the_words_found(seed):
    text = seed.article.text
    for name in ("sentences", "mentions", "terms"):
        for row in seed.to_frames()[name].itertuples():
            assert text[row.start : row.end] == row.text
    for row in seed.voices.dropna(subset=["cue_start"]).itertuples():
        assert text[row.cue_start : row.cue_end] == row.cue


def test_sides_of_the_seed_are_found_without_being_told(seed):
    assert set(seed.sides) == {"Armenia", "Azerbaijan"}
    assert len(seed.sentences) == 18


def test_loaded_terms_of_the_seed(seed):
    coded = pd.read_csv(ANNOTATIONS / "armenia_azerbaijan_clash.terms.csv", keep_default_na=False)
    for row in coded.itertuples():
        over = seed.terms[(seed.terms["start"] < row.end) & (seed.terms["end"] > row.start)]
        assert len(over) == 1, f"{row.text!r} in sentence {row.sentence} is not marked once"
        assert over["voice"].iloc[0] == row.voice, row.text
        assert (over["about"].iloc[0] or "") == row.about, row.text
    for row in seed.terms.itertuples():
        assert ((coded["start"] < row.end) & (coded["end"] > row.start)).any(), f"{row.text!r} is marked, and is an ordinary word"


def test_effects_of_plain_loaded_words(seed):
    effect = {(row.sentence, row.text): row.effect for row in seed.terms.itertuples()}
    assert effect[15, "liberated"] < -0.2, "without “liberated” Azerbaijan is treated less well"
    assert effect[14, "illegally occupied"] > 0.2, "without it Armenia is treated better"


def test_what_the_terms_of_the_seed_do_to_their_sides(seed):
    said = {(row.sentence, row.text): row.judges for row in seed.terms.itertuples()}
    assert said[14, "liberated"] == said[15, "liberated"] == "praises"
    blaming = ("illegally occupied", "disinformation", "provocation", "purposefully")
    assert {judges for (_, text), judges in said.items() if text in blaming} == {"blames"}
    assert said[14, "deadly"] is None and said[17, "humanitarian catastrophe"] is None
    assert set(seed.terms["quoted"].dropna()) == {"word", "speech"} and not seed.terms["negated"].notna().any()
    own = "Of the 5 loaded words in the reporter’s own voice, 4 favour Azerbaijan."
    assert any(item.startswith(own) for item in key_findings(seed))


def test_a_term_of_the_seed_is_swapped(seed):
    number = 1 + seed.terms.index[(seed.terms["sentence"] == 15) & (seed.terms["text"] == "liberated")][0]
    swap = seed.swap_term(number, "captured")
    assert swap.before.replace("liberated", "captured") == swap.after
    assert swap.scores["side"].tolist() == ["Azerbaijan", "Armenia"]
    assert swap.scores["change"][0] == pytest.approx(seed.terms["effect"][number - 1])
    assert seed.wordings(number)["effect"][0] == pytest.approx(seed.terms["effect"][number - 1])
    without = replace(seed, _parsed=None).swap_term(number, "captured")
    pd.testing.assert_frame_equal(without.scores, swap.scores)


def test_a_threshold_moves_without_a_second_reading(seed):
    assert_frame_equal(seed.terms_at(THRESHOLD), seed.terms)
    wide, narrow = seed.terms_at(FLOOR), seed.terms_at(0.9)
    assert len(wide) > len(seed.terms) >= len(narrow)
    assert (wide["end"].to_numpy()[:-1] <= wide["start"].to_numpy()[1:]).all(), "no two marks overlap, and all are in order"
    assert (wide["p"] >= FLOOR)[wide["found_by"] != "list"].all() and (narrow["p"] < 0.9)[narrow["found_by"] == "list"].all()
    listed = seed.terms["found_by"] != "model"
    assert set(seed.terms["text"][listed]) <= set(narrow["text"]), "the list stays at every threshold"
    assert_frame_equal(read_framing(seed.to_json()).terms_at(0.3), seed.terms_at(0.3), rtol=1e-9)
    with pytest.raises(ValueError, match="is not a threshold"):
        seed.terms_at(0)


def test_the_loaded_words_of_the_seed_as_a_table(seed):
    words = seed.words().set_index("word")
    assert words["count"].sum() == len(seed.terms) and words["count"].is_monotonic_decreasing
    row = words.loc["liberate"]
    assert (row["count"], row["narrator"], row["source"], row["about"], row["neutral"]) == (2, 2, 0, "Azerbaijan 2", "captured")
    assert row["example"].startswith("The pair have been locked in a deadly dispute") and 0 <= row["p"] <= 1


def test_a_sentence_without_a_mention_has_no_stance(seed):
    named = set(seed.mentions["sentence"])
    assert set(seed.stance["sentence"]) == named
    assert 16 not in named


def test_same_article_same_tables(seed):
    again = analyse(read_article(SEED))
    for name, frame in seed.to_frames().items():
        pd.testing.assert_frame_equal(frame, again.to_frames()[name])
    assert seed.to_json() == again.to_json()


def test_json_holds_everything(seed):
    data = json.loads(seed.to_json())
    assert set(TABLES) < set(data)
    assert data["article"]["text"] == seed.article.text
    assert data["provenance"]["models"]["stance"]["sha256"]
    assert len(data["stance"]) == len(seed.stance)


def test_save_and_read_back(seed, tmp_path):
    seed.save(tmp_path / "new" / "folder")
    files = sorted(p.name for p in (tmp_path / "new" / "folder").iterdir())
    assert files == sorted(["framing.json", *[f"{t}.{kind}" for t in TABLES for kind in ("csv", "parquet")]])
    for name in TABLES:
        assert_frame_equal(read_parquet(tmp_path / "new" / "folder" / f"{name}.parquet"), getattr(seed, name))
    stance = pd.read_csv(tmp_path / "new" / "folder" / "stance.csv")
    assert stance["score"].round(6).tolist() == seed.stance["score"].round(6).tolist()


def test_provenance_names_everything(seed):
    p = seed.provenance
    assert {"version", "date", "python", "packages", "models", "lexicon", "engines", "parameters", "warnings"} <= set(p)
    assert p["lexicon"]["entries"] >= 150
    assert p["engines"]["voices"] == "tagger and rules"
    assert p["models"]["reading"] == {"id": "framing-reading (embedded)", "sha256": verify_model(READING)}
    assert p["models"]["sides"] == {"id": "framing-sides (embedded)", "sha256": verify_model(SIDES)}
    assert any(w.startswith("length:") for w in p["warnings"])
    assert {"safetensors", "pandas", "numpy", "transformers"} <= p["packages"].keys()
    assert {name: version(name) for name in p["packages"]} == p["packages"]
    config = json.loads((EMBEDDED / "config.json").read_text(encoding="utf-8"))["framing"]
    stance = {"id": "framing-stance (embedded)", "sha256": config["sha256"]["weights.safetensors"], "close_call": config["close_call"]}
    assert list(p["models"]["stance"].items()) == list(stance.items())


def test_transformers_is_listed_only_where_it_is_installed(monkeypatch):
    def without(name):
        if name == "transformers":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr("analysis.provenance.version", without)
    packages = analyse(Article(text=STRIKE), model=Undecided()).provenance["packages"]
    assert "transformers" not in packages and packages["safetensors"] == version("safetensors")


def test_provenance_counts_what_is_no_part_of_the_story():
    page = analyse(Article(text=f"{STRIKE}\nADVERTISEMENT\nENDS\nADVERTISEMENT"), model=Undecided())
    assert page.provenance["furniture"] == {"advertisement": 2, "end mark": 1}


class Undecided:
    """Another model than the embedded one."""

    id = "undecided"

    def score(self, targets, *, progress=False):
        return np.full((len(targets), 3), 1 / 3)


def test_published_accuracy_is_that_of_the_model_that_read_the_article(seed):
    shown = trust(seed)
    assert shown.rows and not shown.warnings and any("too close to call" in line for line in shown)
    other = analyse(Article(text=STRIKE), model=Undecided())
    assert other.provenance["models"]["stance"] == {"id": "undecided", "sha256": None, "close_call": None}
    shown = trust(other)
    assert not shown.rows and not any("too close to call" in line for line in shown)
    assert shown.warnings == ("The model that read this article (undecided) is not the one that was tested, so its accuracy is unknown.",)


def test_the_parse_is_kept_and_never_exported(seed):
    (kept,) = [each for each in fields(seed) if each.name == "_parsed"]
    assert seed._parsed.article == seed.article and not kept.repr and not kept.compare
    without = replace(seed, _parsed=None)
    assert without.to_json() == seed.to_json() and repr(without) == repr(seed)


def test_a_domestic_story_with_other_sides():
    framing = analyse(Article(text=STRIKE))
    assert {"union", "company"} <= set(framing.sides)
    accused = framing.stance[(framing.stance["sentence"] == 4) & (framing.stance["side"] == "union")]
    assert (accused["score"] < -0.2).any()
    assert set(framing.voices["kind"]) >= {"direct", "indirect"}


def test_sides_given_by_the_user():
    framing = analyse(Article(text=STRIKE), sides={"staff": ["Nurses", "Ann Cole", "union"], "firm": ["company"]})
    assert set(framing.mentions["side"]) == {"staff", "firm"}


def test_no_sides_is_said_not_hidden():
    framing = analyse(Article(text="It rained all day. The river rose by a metre, and then it fell again."))
    assert framing.sides == {}
    assert framing.stance.empty
    assert any(w.startswith("sides: none found") for w in framing.warnings)


def test_a_path_in_place_of_an_article_is_explained():
    with pytest.raises(TypeError, match="read_article"):
        analyse(str(SEED))  # type: ignore[arg-type]


OFFLINE = """
import socket, sys
class Cut(socket.socket):
    def connect(self, *args): raise OSError("the network is cut")
    connect_ex = connect
socket.socket = Cut
socket.create_connection = socket.getaddrinfo = lambda *a, **k: (_ for _ in ()).throw(OSError("the network is cut"))
sys.argv = ["framing", "json", sys.argv[1]]
from analysis.__main__ import main
sys.exit(main())
"""


def test_works_with_the_network_cut():
    done = subprocess.run([sys.executable, "-c", OFFLINE, str(SEED)], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["sides"].keys() == {"Armenia", "Azerbaijan"}


def test_one_core_reads_the_same(seed, monkeypatch):
    """As in a worker of a corpus, where OMP_NUM_THREADS is 1 and nothing works aside."""
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    again = analyse(read_article(SEED))
    for name, table in seed.to_frames().items():
        assert_frame_equal(again.to_frames()[name], table)

    def broken(model, lexicon):
        raise ValueError("no model here")

    monkeypatch.setattr("analysis.framing.load_models", broken)
    with pytest.raises(ValueError, match="no model here"):
        analyse(read_article(SEED))


INTERVIEW = """Interview with union leader Marta Lindqvist

Marta Lindqvist has led the Harbour Union in Norvik for nine years. Her deputy is Tomas Holm.

What do you see from your window?

I see an empty quay, and my members see it too.

Did the city help you?

The mayor promised me a plan.

Would you do it again?

I would."""


def test_a_text_read_as_an_interview_says_so_and_its_answers_can_be_given_to_another():
    found = analyse(Article(text=INTERVIEW), ["Marta Lindqvist", "Tomas Holm"])
    told = [warning for warning in found.warnings if warning.startswith("interview: ")]
    assert len(told) == 1 and "said by Marta Lindqvist" in told[0]
    assert set(found.voices["side"]) == {"Marta Lindqvist"}
    corrected = found.correct(sentence=5, said="I see an empty quay, and my members see it too.", speaker="Tomas Holm")
    sides = dict(corrected.mentions.loc[corrected.mentions["sentence"] == 5, ["text", "side"]].to_numpy())
    assert sides == {"I": "Tomas Holm", "my": "Tomas Holm"}
    assert not any(warning.startswith("interview: ") for warning in analyse(Article(text=STRIKE)).warnings)
