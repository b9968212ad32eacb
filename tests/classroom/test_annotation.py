"""The record of one coder's answers: the format, saving, the name of its file."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

import pytest
from answered import ANNOTATION, ANSWERS, SIDES, TEXT

from analysis.classroom.annotation import Annotation, Answer, CodedArticle, file_name
from analysis.classroom.answer_file import check_coder


def test_the_file_keeps_the_format(tmp_path):
    path = tmp_path / "ann.json"
    ANNOTATION.save(path)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["format"] == "framing-annotation 1"
    assert data["article"] == {"title": "A clash", "sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "sentences": 2}
    assert data["answers"][0] == {
        "sentence": 1, "voice": "indirect", "speaker": "Norland", "stance": {"Norland": 0, "Sudland": -1},
        "loaded": [{"start": 4, "end": 10, "text": "regime"}], "harm": "agent left out", "confidence": 3, "comment": "who is meant?",
    }  # fmt: skip
    assert data["asked"] == ["loaded", "voice", "stance", "harm", "confidence", "roles", "frames"]
    assert data["whole"] == {"roles": {"Norland": "villain"}, "frames": {"conflict": "yes", "economic": "no"}}
    assert data["answers"][1]["stance"]["Sudland"] is None


def test_complete_with_the_question_on_harm():
    assert ANSWERS[0].complete(SIDES, ANNOTATION.asked) and not ANSWERS[1].complete(SIDES, ANNOTATION.asked)
    assert ANNOTATION.complete == 1
    assert (ANNOTATION.asked_of_whole, ANNOTATION.whole.answered) == (7, 3)
    only_whole = Annotation(ANNOTATION.article, "Ann", SIDES, asked=("frames",))
    assert only_whole.asked_of_whole == 5 and only_whole.empty and not ANNOTATION.empty


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


def test_reading_needs_nothing_heavy():
    code = "import sys, analysis.classroom.annotation; print(*sorted({'numpy', 'pandas', 'spacy', 'ipywidgets', 'jinja2'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
