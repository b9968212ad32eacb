"""Reading the file of one coder: what is saved is read again, and every error names field, value and what is allowed."""

from __future__ import annotations

import copy
import json

import pytest
from answered import ANNOTATION, ANSWERS, ARTICLE, WHOLE

from analysis.classroom.annotation import AnnotationError, Answer, Whole
from analysis.classroom.answer_file import annotation_from, read_annotation
from analysis.classroom.questions import SHORT
from analysis.reading.article import Article


def good() -> dict:
    return copy.deepcopy({**ANNOTATION.to_dict(), "saved": "2026-01-31T10:00:00.000Z"})


def test_what_is_saved_is_read_again(tmp_path):
    path = tmp_path / "new folder" / "ann.json"
    saved = ANNOTATION.save(path)
    assert read_annotation(path) == read_annotation(path, ARTICLE) == saved
    assert saved.saved and saved.answers == ANSWERS and saved.whole == WHOLE
    assert [each.name for each in path.parent.iterdir()] == ["ann.json"]


def test_partial_and_missing_answers_are_read():
    data = good()
    data["answers"] = [{"sentence": 2}]
    assert annotation_from(data, "x.json").answers == (Answer(2),)
    data["answers"] = []
    assert annotation_from(data, "x.json").complete == 0


def test_a_file_from_before_harm_roles_and_frames_is_read(tmp_path):
    data = good()
    del data["asked"], data["whole"]
    for answer in data["answers"]:
        del answer["harm"]
    path = tmp_path / "old.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    found = read_annotation(path, ARTICLE)
    assert found.asked == SHORT and found.whole == Whole() and found.asked_of_whole == 0
    assert [answer.harm for answer in found.answers] == [None, None] and found.complete == 2, "what was not asked is not missing"
    assert read_annotation(path).save(tmp_path / "again.json").answers == found.answers


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
        (put("answers.0.harm", "agent"), ["answers[0].harm", '"agent"', "no harm, agent named, agent left out, both, null"]),
        (put("asked", "all"), ["asked", "a list"]),
        (put("asked.0", "mood"), ["asked[0]", '"mood"', "loaded, voice, stance, harm"]),
        (put("whole", []), ["whole", "list", "roles, frames"]),
        (put("whole.mood", {}), ["whole", "unknown field 'mood'"]),
        (put("whole.roles", ["hero"]), ["whole.roles", "an object"]),
        (put("whole.roles.Westland", "hero"), ["whole.roles", '"Westland"', "Norland, Sudland"]),
        (put("whole.roles.Norland", "winner"), ["whole.roles.Norland", '"winner"', "hero, villain, victim, no clear role"]),
        (put("whole.roles.Norland", None), ["whole.roles.Norland", "null"]),
        (put("whole.frames.sport", "yes"), ["whole.frames", '"sport"', "conflict, human interest, economic, morality, resolution"]),
        (put("whole.frames.conflict", True), ["whole.frames.conflict", "true", "yes, no"]),
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
