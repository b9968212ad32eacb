"""The answers of one coder: the format, its errors, saving, the tables."""

from __future__ import annotations

import copy
import csv
import hashlib
import json
import os
import subprocess
import sys

import lxml.html
import pytest

from analysis.classroom.annotation import (
    Annotation,
    AnnotationError,
    Answer,
    CodedArticle,
    LoadedWord,
    annotation_from,
    check_coder,
    coded_article,
    file_name,
    read_annotation,
)
from analysis.reading.article import Article

TEXT = "The regime fired first, Norland said. 🕊 Its heroic army liberated the town."
ARTICLE = Article(TEXT, title="A clash")
SIDES = ("Norland", "Sudland")


def loaded(word: str) -> LoadedWord:
    start = TEXT.index(word)
    return LoadedWord(start, start + len(word), word)


ANSWERS = (
    Answer(1, "indirect", "Norland", {"Norland": 0, "Sudland": -1}, (loaded("regime"),), 3, "who is meant?"),
    Answer(2, "narrator", None, {"Norland": 1, "Sudland": None}, (loaded("heroic"), loaded("liberated")), 2),
)
ANNOTATION = Annotation(coded_article(ARTICLE, 2), "Ann", SIDES, 1, ANSWERS)


def good() -> dict:
    return copy.deepcopy({**ANNOTATION.to_dict(), "saved": "2026-01-31T10:00:00.000Z"})


# reading and writing


def test_what_is_saved_is_read_again(tmp_path):
    path = tmp_path / "new folder" / "ann.json"
    saved = ANNOTATION.save(path)
    assert read_annotation(path) == read_annotation(path, ARTICLE) == saved
    assert saved.saved and saved.answers == ANSWERS
    assert [each.name for each in path.parent.iterdir()] == ["ann.json"]


def test_the_file_keeps_the_format(tmp_path):
    path = tmp_path / "ann.json"
    ANNOTATION.save(path)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["format"] == "framing-annotation 1"
    assert data["article"] == {"title": "A clash", "sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "sentences": 2}
    assert data["answers"][0] == {
        "sentence": 1, "voice": "indirect", "speaker": "Norland", "stance": {"Norland": 0, "Sudland": -1},
        "loaded": [{"start": 4, "end": 10, "text": "regime"}], "confidence": 3, "comment": "who is meant?",
    }  # fmt: skip
    assert data["answers"][1]["stance"]["Sudland"] is None


def test_partial_and_missing_answers_are_read():
    data = good()
    data["answers"] = [{"sentence": 2}]
    assert annotation_from(data, "x.json").answers == (Answer(2),)
    data["answers"] = []
    assert annotation_from(data, "x.json").complete == 0


@pytest.mark.parametrize(
    ("answer", "complete"),
    [
        (ANSWERS[0], True),
        (ANSWERS[1], True),
        (Answer(1, "direct", None, {"Norland": 0, "Sudland": 0}, (), 1), True),
        (Answer(1, None, None, {"Norland": 0, "Sudland": 0}, (), 1), False),
        (Answer(1, "direct", None, {"Norland": 0}, (), 1), False),
        (Answer(1, "direct", None, {"Norland": 0, "Sudland": 0}, ()), False),
    ],
)
def test_complete(answer, complete):
    assert answer.complete(SIDES) is complete


def test_new_answers_replace_old_ones_and_empty_ones_go():
    changed = ANNOTATION.with_answers([Answer(2), Answer(1, "direct")])
    assert changed.answers == (Answer(1, "direct"),)
    assert ANNOTATION.answers == ANSWERS
    assert changed.answer(1) == Answer(1, "direct") and changed.answer(2) is None


def put(path: str, value: object):
    def change(data: dict) -> None:
        *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in steps:
            data = data[step]
        data[last] = value

    return change


def drop(path: str):
    def change(data: dict) -> None:
        *steps, last = path.split(".")
        for step in steps:
            data = data[int(step) if step.isdigit() else step]
        del data[last]

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("format", "framing-annotation 2"), ["format", '"framing-annotation 2"', "framing-annotation 1"]),
        (drop("coder"), ["lacks", "'coder'"]),
        (put("colour", 1), ["unknown field 'colour'", "coder"]),
        (put("article", "A clash"), ["article", "str 'A clash'", "sha256"]),
        (put("article.sha256", "abc"), ["article.sha256", '"abc"', "64"]),
        (put("article.sentences", 0), ["article.sentences", "is 0", "1 to"]),
        (put("coder", "  "), ["coder", "not empty"]),
        (put("coder", "x" * 41), ["coder", "at most 40"]),
        (put("pass", 3), ["pass", "is 3", "1, 2"]),
        (put("pass", True), ["pass", "true", "1, 2"]),
        (put("saved", "yesterday"), ["saved", '"yesterday"', "2026-01-31"]),
        (put("sides", ["Norland", "Norland"]), ["sides", "each side once"]),
        (put("sides.0", ""), ["sides[0]", "not empty"]),
        (put("answers", {}), ["answers", "a list"]),
        (put("answers.0", 7), ["answers[0]", "int '7'", "sentence"]),
        (put("answers.0.sentence", 3), ["answers[0].sentence", "is 3", "1 to 2"]),
        (put("answers.0.sentence", 1.0), ["answers[0].sentence", "1.0", "whole number"]),
        (put("answers.1.sentence", 1), ["sentence 1 twice"]),
        (put("answers.0.voice", "narator"), ["answers[0].voice", '"narator"', "narrator, direct, indirect, mixed, null"]),
        (put("answers.0.voice", ["direct"]), ["answers[0].voice", "narrator"]),
        (put("answers.0.speaker", 5), ["answers[0].speaker", "is 5", "a text"]),
        (put("answers.0.stance", [0]), ["answers[0].stance", "an object"]),
        (put("answers.0.stance.Norland", 2), ["answers[0].stance.Norland", "is 2", "-1, 0, 1, null"]),
        (put("answers.0.stance.Norland", 0.0), ["answers[0].stance.Norland", "0.0", "-1, 0, 1, null"]),
        (put("answers.0.stance.Norland", False), ["answers[0].stance.Norland", "false"]),
        (put("answers.0.stance.Westland", 0), ["answers[0].stance", '"Westland"', "Norland, Sudland"]),
        (put("answers.0.confidence", 4), ["answers[0].confidence", "is 4", "1, 2, 3, null"]),
        (put("answers.0.comment", None), ["answers[0].comment", "null", "a text"]),
        (put("answers.0.comment", "x" * 2001), ["answers[0].comment", "2,000"]),
        (put("answers.0.comment", "\ud800"), ["answers[0].comment", "a text"]),
        (put("answers.0.loaded", "regime"), ["answers[0].loaded", "a list"]),
        (put("answers.0.loaded.0.start", -1), ["answers[0].loaded[0].start", "is -1"]),
        (put("answers.0.loaded.0.end", 4), ["answers[0].loaded[0].end", "is 4", "5 to"]),
        (put("answers.0.loaded.0.text", "regimes"), ["answers[0].loaded[0].text", '"regimes"', "6 characters"]),
        (put("answers.0.loaded.0.text", "fiemer"), ["answers[0].loaded[0].text", '"fiemer"', "'regime'"]),
        (drop("answers.0.sentence"), ["answers[0]", "lacks", "'sentence'"]),
        (put("answers.0.stanse", {}), ["answers[0]", "'stanse'", "stance"]),
    ],
)
def test_errors_name_file_field_value_and_what_is_allowed(change, said, tmp_path):
    data = good()
    change(data)
    path = tmp_path / "ann.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(AnnotationError) as error:
        read_annotation(path, ARTICLE)
    for part in [str(path), *said]:
        assert part in str(error.value)


@pytest.mark.parametrize("content", ['{"format": "framing', "[" * 100_000, "\x00\x01", "[1, 2]", '"text"', "null"])
def test_what_is_no_file_of_answers(content, tmp_path):
    path = tmp_path / "odd.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"odd\.json"):
        read_annotation(path)


def test_files_that_are_missing_a_folder_latin_or_of_another_article(tmp_path):
    with pytest.raises(AnnotationError, match="does not exist"):
        read_annotation(tmp_path / "nothing.json")
    with pytest.raises(AnnotationError, match="is a folder"):
        read_annotation(tmp_path)
    latin = tmp_path / "latin.json"
    latin.write_bytes('{"coder": "Zoë"}'.encode("latin-1"))
    with pytest.raises(AnnotationError, match=r"latin\.json is not readable JSON"):
        read_annotation(latin)
    ANNOTATION.save(tmp_path / "ann.json")
    with pytest.raises(AnnotationError, match="belong to another text .*A clash"):
        read_annotation(tmp_path / "ann.json", Article("Something else was written here."))


def test_a_byte_order_mark_is_no_hurdle(tmp_path):
    path = tmp_path / "ann.json"
    path.write_text(json.dumps(good()), encoding="utf-8-sig")
    assert read_annotation(path).answers == ANSWERS


# saving


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "ann.json"
    ANNOTATION.save(path)
    before = path.read_bytes()

    def fail(*_):
        raise OSError("the stick is full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="full"):
        ANNOTATION.with_answers([Answer(1)]).save(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["ann.json"]


def named(coder: str, title: str = "A clash", pass_number: int = 1) -> str:
    return file_name(Annotation(CodedArticle(title, "b" * 64, 2), check_coder(coder), (), pass_number))


def test_file_names_are_plain():
    assert named("Ann") == "a-clash-bbbbbbbb.ann.pass1.json"
    assert named("Anne-Marie  O’Neill", pass_number=2) == "a-clash-bbbbbbbb.anne-marie_o~2019neill.pass2.json"
    long = "„Straße“ & Café: what happened on the long road to the border town"
    assert named("Zoë", long) == "strasse-cafe-what-happened-on-bbbbbbbb.zoë.pass1.json"
    assert named("../../etc") == "a-clash-bbbbbbbb.~2e~2e~2f~2e~2e~2fetc.pass1.json"
    assert named("Ann", "???").startswith("article-")


def test_no_two_coders_share_a_file_name():
    coders = ["Ann B", "Ann_B", "AnnB", "Ann-B", "Ann.B", "Ann~b", "🙂", "🙃", "🙂" * 40, "🙂" * 39 + "🙃"]
    names = [named(coder) for coder in coders]
    assert len(set(names)) == len(coders)
    assert max(len(name.encode()) for name in names) < 200
    assert named("ann") == named("ANN"), "one person, however the name is typed"


# tables


def rows(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_has_one_row_a_sentence_and_one_a_loaded_word(tmp_path):
    answers, words = ANNOTATION.with_answers([Answer(2, stance={"Norland": 1})]).export_csv(tmp_path)
    assert rows(answers) == [
        {
            "coder": "Ann", "pass": "1", "article": "A clash", "sentence": "1", "voice": "indirect", "speaker": "Norland", "stance_Norland": "0",
            "stance_Sudland": "-1", "confidence": "3", "comment": "who is meant?", "complete": "1",
        },
        {
            "coder": "Ann", "pass": "1", "article": "A clash", "sentence": "2", "voice": "", "speaker": "", "stance_Norland": "1",
            "stance_Sudland": "", "confidence": "", "comment": "", "complete": "0",
        },
    ]  # fmt: skip
    assert rows(words) == [{"coder": "Ann", "pass": "1", "article": "A clash", "sentence": "1", "start": "4", "end": "10", "text": "regime"}]
    not_mentioned = rows(ANNOTATION.export_csv(tmp_path)[0])[1]["stance_Sudland"]
    assert not_mentioned == "NA"


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1"])
def test_no_cell_is_a_formula(text, tmp_path):
    odd = Annotation(
        CodedArticle(text, "b" * 64, 1), text.strip(), (text,), 1, (Answer(1, "direct", text, {text: 1}, (LoadedWord(0, len(text), text),), 1, text),)
    )
    for path in odd.export_csv(tmp_path):
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert not [cell for row in csv.reader(file) for cell in row if cell[:1] in ("=", "+", "-", "@", "\t")]


# shown


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "\u202eabc"])
def test_the_table_escapes_what_coders_wrote(text):
    hostile = Annotation(
        CodedArticle(text, "b" * 64, 1), text, (text,), 1, (Answer(1, "direct", text, {text: 1}, (LoadedWord(0, 9, text),), 1, text),)
    )
    drawn = lxml.html.fromstring(hostile._repr_html_())
    assert not drawn.xpath(".//script | .//img")
    shown = text.replace("\u202e", "")
    assert drawn.xpath(".//td")[-1].text_content() == shown
    assert shown in drawn.xpath("string(.//thead)")


def test_the_table_shows_the_answers():
    cells = [[cell.text_content() for cell in row.xpath("./th|./td")] for row in lxml.html.fromstring(ANNOTATION._repr_html_()).xpath(".//tr")]
    assert cells == [
        ["Sentence", "Voice", "Norland", "Sudland", "Loaded words", "How sure", "Comment"],
        ["1", "indirect: Norland", "0", "−", "regime", "sure", "who is meant?"],
        ["2", "narrator", "+", "not mentioned or unsure", "heroic; liberated", "fairly sure", ""],
    ]


def test_reading_needs_nothing_heavy():
    code = "import sys, analysis.classroom.annotation; print(*sorted({'numpy', 'pandas', 'spacy', 'ipywidgets', 'jinja2'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
