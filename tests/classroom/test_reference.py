"""The answers to lay beside a class: hand-coded tables or one reader's file, with every row checked."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.classroom.annotation import AnnotationError, coded_article
from analysis.classroom.coders import STANCE, UNSURE, VOICE
from analysis.classroom.reference import REFERENCE, read_reference
from analysis.reading.article import Article, read_article
from analysis.reading.as_read import sentences_of

ROOT = Path(__file__).resolve().parents[2]
TEXTS = (
    "The heroic union called a strike.",
    "Takings have plummeted by half, according to the traders' association, which called the walkout “reckless”.",
    "“My patients did not call this strike,” said the nurse, who asked not to be named.",
    "Prices rose, the board said.",
)
TEXT = " ".join(TEXTS)
ARTICLE = Article(TEXT, source="somewhere/strike.txt")
STARTS = [TEXT.index(text) for text in TEXTS]
SENTENCES = pd.DataFrame({"sentence": range(1, 5), "start": STARTS, "end": [a + len(t) for a, t in zip(STARTS, TEXTS, strict=True)], "text": TEXTS})
VOICES = [
    (2, "Takings have plummeted by half", "indirect", "the traders' association", "according to"),
    (2, "the walkout “reckless”", "mixed", "which", "called"),
    (3, "“My patients did not call this strike,”", "direct", "the nurse", "said"),
    (4, "Prices rose", "indirect", "the board", "said"),
]
STANCES = [
    (1, "union", "Union", "positive"), (1, "The heroic union", "Union", "neutral"), (2, "walkout", "Union", "negative"),
    (3, "strike", "Union", "positive"), (3, "call this strike", "Union", "negative"), (4, "board", "Board", "neutral"),
]  # fmt: skip


def spans(rows):
    for number, text, *rest in rows:
        start = TEXT.index(text, STARTS[number - 1])
        yield (number, start, start + len(text), *rest, text)


def folder_of(tmp_path, **tables):
    for kind, (columns, rows) in tables.items():
        pd.DataFrame(list(rows), columns=columns).to_csv(tmp_path / f"strike.{kind}.csv", index=False)
    return tmp_path


VOICE_COLUMNS = ["sentence", "start", "end", "kind", "speaker", "cue", "text"]
STANCE_COLUMNS = ["sentence", "start", "end", "side", "label", "text"]
TERM_COLUMNS = ["sentence", "start", "end", "text"]


def test_tables_become_one_coder(tmp_path):
    folder = folder_of(
        tmp_path, voices=(VOICE_COLUMNS, spans(VOICES)), stance=(STANCE_COLUMNS, spans(STANCES)),
        terms=(TERM_COLUMNS, spans([(1, "heroic"), (2, "reckless")])),
    )  # fmt: skip
    read = read_reference(folder, ARTICLE, SENTENCES)
    said = {(row.variable, row.sentence): row.value for row in read.answers.itertuples()}
    assert {n: said[VOICE, n] for n in range(1, 5)} == {1: "narrator", 2: "indirect", 3: "direct", 4: "indirect"}
    assert {key: value for key, value in said.items() if key[0] != VOICE} == {
        (STANCE + "Union", 1): "positive", (STANCE + "Union", 2): "negative", (STANCE + "Board", 4): "neutral",
    }  # fmt: skip
    assert list(read.marks.text) == ["heroic", "reckless"] and list(read.coders.coder) == [REFERENCE] and read.sides == ("Union", "Board")


def test_a_table_that_is_missing_says_nothing(tmp_path):
    read = read_reference(folder_of(tmp_path, terms=(TERM_COLUMNS, spans([(1, "heroic")]))), ARTICLE, SENTENCES)
    assert not len(read.answers) and list(read.coders.sentences) == [1] and read.sides == ()


def wrong(place, value):
    row = [1, 4, 10, "heroic"]
    row[place] = value
    return (TERM_COLUMNS, [row])


TROUBLE = {
    "no table": ({}, "holds none of strike.voices.csv, strike.stance.csv, strike.terms.csv"),
    "no column": ({"terms": (["sentence", "start", "text"], [(1, 4, "heroic")])}, "strike.terms.csv lacks the column 'end'"),
    "no number": ({"terms": wrong(1, "four")}, "strike.terms.csv: row 2: start is 'four'; allowed: a whole number"),
    "a minus": ({"terms": wrong(1, -4)}, "start is '-4'"),
    "no sentence": ({"terms": wrong(0, 5)}, "sentence is 5; allowed: 1 to 4"),
    "another text": ({"terms": wrong(3, "brave")}, "text is 'brave', and the article has 'heroic' there"),
    "behind the end": ({"terms": wrong(1, 90000)}, "the article has '' there"),
    "no voice": (
        {"voices": (VOICE_COLUMNS, spans([(4, "Prices rose", "narrator", "", "")]))},
        "kind is 'narrator'; allowed: direct, indirect, mixed",
    ),
    "no label": ({"stance": (STANCE_COLUMNS, spans([(1, "union", "Union", "good")]))}, "label is 'good'; allowed: negative, neutral, positive"),
}


@pytest.mark.parametrize(("tables", "told"), TROUBLE.values(), ids=TROUBLE)
def test_a_row_that_cannot_be_used_is_named(tables, told, tmp_path):
    with pytest.raises(AnnotationError) as error:
        read_reference(folder_of(tmp_path, **tables), ARTICLE, SENTENCES)
    assert told in str(error.value) and str(tmp_path) in str(error.value)


def test_the_file_of_one_reader(tmp_path):
    about = coded_article(ARTICLE, 4)
    answer = {"sentence": 2, "voice": "mixed", "speaker": None, "stance": {"Union": -1, "Board": None}, "loaded": [], "confidence": 3, "comment": ""}
    data = {"format": "framing-annotation 1", "article": {"title": about.title, "sha256": about.sha256, "sentences": 4}, "coder": "Owl", "pass": 1}
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(data | {"saved": "2026-01-15T10:00:00+00:00", "sides": ["Union", "Board"], "answers": [answer]}))
    read = read_reference(path, ARTICLE, SENTENCES)
    assert list(read.coders.coder) == [REFERENCE] and list(read.coders.complete) == [1]
    assert {row.variable: row.value for row in read.answers.itertuples()} == {
        VOICE: "mixed", STANCE + "Union": "negative", STANCE + "Board": UNSURE, "confidence": "3",
    }  # fmt: skip
    with pytest.raises(AnnotationError, match="counts 4 sentences where this installation counts 3"):
        read_reference(path, ARTICLE, SENTENCES.head(3))


@pytest.mark.parametrize("path", sorted((ROOT / "seeds" / "articles").glob("*.txt")), ids=lambda path: path.stem)
def test_the_hand_coded_answers_to_every_article_are_read(path):
    article = read_article(path)
    sentences = sentences_of(article)
    read = read_reference(ROOT / "seeds" / "annotations", article, sentences)
    assert list(read.answers[read.answers.variable == VOICE].sentence) == list(sentences.sentence)
    assert len(read.marks) == len(pd.read_csv(ROOT / "seeds" / "annotations" / f"{path.stem}.terms.csv"))
    assert len(read.sides) >= 2
