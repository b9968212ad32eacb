"""A reading on disk: it comes back as it was, its tables can carry a key, and what is no reading is told."""

from __future__ import annotations

import json
import pickle

import pandas as pd
import pytest
from typed import bare, typed

from analysis import SavedError, read_framing
from analysis.framing import TABLES
from analysis.reading.article import Article
from analysis.reading.draft import LeftOut


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    text, left_out = typed().article.text, (LeftOut("footnote", 2, "Ibid."),)
    framing = typed(article=Article(text, title="A & B", source="a.txt", warnings=("language: odd",), left_out=left_out))
    return framing, framing.save(tmp_path_factory.mktemp("reading"))


@pytest.mark.parametrize("how", ["folder", "file", "text"])
def test_a_reading_comes_back_as_it_was(saved, how):
    framing, folder = saved
    again = read_framing({"folder": folder, "file": folder / "framing.json", "text": framing.to_json()}[how])
    assert again.article == framing.article and again.sides == framing.sides and again.provenance == framing.provenance
    for name, table in framing.to_frames().items():
        pd.testing.assert_frame_equal(again.to_frames()[name], table, atol=1e-9)
    assert json.loads(again.to_json()) == json.loads(framing.to_json())


def test_an_empty_reading_comes_back():
    again = read_framing(bare().to_json())
    assert {name: len(table) for name, table in again.to_frames().items()} == {name: len(table) for name, table in bare().to_frames().items()}


def test_what_comes_back_can_be_read_on(saved):
    again = read_framing(saved[1])
    assert again.marked().html() == saved[0].marked().html()
    assert len(again.zones().table)


def test_every_table_can_carry_the_key_of_its_article(saved, tmp_path):
    framing, _ = saved
    assert framing.key.startswith("a.txt:") and framing.key == typed(article=framing.article).key
    assert framing.key != typed(article=Article("Other words.", source="a.txt")).key
    for name, table in framing.to_frames(framing.key).items():
        assert list(table.columns) == ["article", *framing.to_frames()[name].columns] and set(table.article) <= {framing.key}
    framing.save(tmp_path, key="clash")
    assert set(pd.read_csv(tmp_path / "mentions.csv").article) == {"clash"}
    assert read_framing(tmp_path).mentions.columns[0] == "sentence"


def test_a_framing_is_kept_without_its_parse(saved):
    framing, _ = saved
    light = framing.without_parse()
    assert light._parsed is None and light.to_json() == framing.to_json()
    assert pickle.loads(pickle.dumps(light)).to_json() == framing.to_json()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda data: data.pop("stance"), "'stance' is missing"),
        (lambda data: data.pop("provenance"), "'provenance' is missing"),
        (lambda data: data["stance"][0].update(score=7), "`score`: 7.0 lies outside"),
        (lambda data: data["voices"][0].update(kind="whispered"), "'whispered' is not a valid `kind`"),
        (lambda data: data["article"].update(text=" "), "the text is blank"),
        (lambda data: data["article"].update(text=3), "text must be a string"),
        (lambda data: data.update(sides=["A"]), "were changed"),
        (lambda data: data.update(stance=3), "a table that was changed"),
    ],
)
def test_a_changed_reading_is_told(saved, change, expected):
    data = json.loads(saved[0].to_json())
    change(data)
    with pytest.raises(SavedError, match=expected):
        read_framing(json.dumps(data))


def test_what_is_no_reading_is_told(tmp_path):
    (tmp_path / "half.json").write_text("{", encoding="utf-8")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    for source, expected in (
        (tmp_path, "framing.json does not exist"),
        (tmp_path / "none.json", "none.json does not exist"),
        (tmp_path / "half.json", "half.json is not readable JSON"),
        (tmp_path / "list.json", "list.json holds no reading"),
        (tmp_path / "bytes.json", "is not UTF-8 text"),
        ("{}", "the text holds no reading"),
    ):
        with pytest.raises(SavedError, match=expected):
            read_framing(source)
    narrative = {"actions", "roles", "casts", "questions", "frames"}
    assert set(TABLES) == {"sentences", "mentions", "voices", "stance", "terms", "shift", "changes"} | narrative
