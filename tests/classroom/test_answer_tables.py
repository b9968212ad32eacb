"""The tables of one coder's answers: CSV without formulas, HTML without foreign markup."""

from __future__ import annotations

import csv
from dataclasses import replace

import lxml.html
import pytest
from answered import ANNOTATION

from analysis.classroom.annotation import Annotation, Answer, CodedArticle, LoadedWord, Whole
from analysis.classroom.questions import KEYS, SHORT


def rows(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_has_one_row_a_sentence_and_one_a_loaded_word(tmp_path):
    answers, words, whole = ANNOTATION.with_answers([Answer(2, stance={"Norland": 1})]).export_csv(tmp_path)
    assert rows(answers) == [
        {
            "coder": "Ann", "pass": "1", "article": "A clash", "sentence": "1", "voice": "indirect", "speaker": "Norland", "stance_Norland": "0",
            "stance_Sudland": "-1", "harm": "agent left out", "confidence": "3", "comment": "who is meant?", "complete": "1",
        },
        {
            "coder": "Ann", "pass": "1", "article": "A clash", "sentence": "2", "voice": "", "speaker": "", "stance_Norland": "1",
            "stance_Sudland": "", "harm": "", "confidence": "", "comment": "", "complete": "0",
        },
    ]  # fmt: skip
    assert rows(words) == [{"coder": "Ann", "pass": "1", "article": "A clash", "sentence": "1", "start": "4", "end": "10", "text": "regime"}]
    assert [(row["question"], row["of"], row["answer"]) for row in rows(whole)] == [
        ("role", "Norland", "villain"), ("role", "Sudland", ""), ("frame", "conflict", "yes"), ("frame", "human interest", ""),
        ("frame", "economic", "no"), ("frame", "morality", ""), ("frame", "resolution", ""),
    ]  # fmt: skip
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


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "\u202eabc"])
def test_the_table_escapes_what_coders_wrote(text):
    hostile = Annotation(
        CodedArticle(text, "b" * 64, 1), text, (text,), 1, (Answer(1, "direct", text, {text: 1}, (LoadedWord(0, 9, text),), 1, text),),
        asked=KEYS, whole=Whole({text: "hero"}),
    )  # fmt: skip
    drawn = lxml.html.fromstring(hostile._repr_html_())
    assert not drawn.xpath(".//script | .//img")
    shown = text.replace("\u202e", "")
    assert drawn.xpath("(.//table)[1]//td")[-1].text_content() == shown and drawn.xpath("(.//table)[2]//td")[0].text_content() == shown
    assert shown in drawn.xpath("string(.//thead)")


def test_the_table_shows_the_answers():
    cells = [[cell.text_content() for cell in row.xpath("./th|./td")] for row in lxml.html.fromstring(ANNOTATION._repr_html_()).xpath(".//tr")]
    assert cells == [
        ["Sentence", "Voice", "Norland", "Sudland", "Harm", "Loaded words", "How sure", "Comment"],
        ["1", "indirect: Norland", "0", "−", "agent left out", "regime", "sure", "who is meant?"],
        ["2", "narrator", "+", "not mentioned or unsure", "", "heroic; liberated", "fairly sure", ""],
        ["Question", "Of", "Answer"],
        ["role", "Norland", "villain"], ["role", "Sudland", ""], ["frame", "conflict", "yes"], ["frame", "human interest", ""],
        ["frame", "economic", "no"], ["frame", "morality", ""], ["frame", "resolution", ""],
    ]  # fmt: skip


def test_the_short_form_has_the_tables_it_had(tmp_path):
    short = replace(ANNOTATION, asked=SHORT, whole=Whole())
    answers, words = short.export_csv(tmp_path)
    assert "harm" not in rows(answers)[0] and len(rows(words)) == 3
    assert [head.text_content() for head in lxml.html.fromstring(short._repr_html_()).xpath(".//thead//th")][3:5] == ["Sudland", "Loaded words"]
