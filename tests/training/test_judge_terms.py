"""Drawing marks to judge and counting the verdicts, on articles of our own."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from analysis.terms.lexicon import read_lexicon
from training.cards import write_between_marks
from training.judge_terms import CODE_BOOK, COLUMNS, JUDGEMENTS, RESULTS, draw_articles, draw_marks, main, precision, read_judgements, report

TEXT = "The regime fell.\r\n\r\nCritics slammed the puppet state. Talks went on.\n"


def judged(folder: Path, *rows: tuple[object, ...]) -> Path:
    file = folder / "judgements.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([COLUMNS, *rows])
    return file


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "polnear" / "train" / "text"
    folder.mkdir(parents=True)
    for number in range(6):
        (folder / f"article-{number}.txt").write_bytes(TEXT.encode())
    return folder


def test_articles_are_drawn_by_the_seed_and_never_twice(corpus: Path) -> None:
    first = draw_articles(corpus, 3, seed=1)
    assert list(first) == list(draw_articles(corpus, 3, seed=1))
    assert set(first.values()) == {TEXT}
    second = draw_articles(corpus, 3, seed=2, skip=list(first))
    assert set(first) | set(second) == {f"article-{number}" for number in range(6)}
    with pytest.raises(ValueError, match="holds 3 articles that may be drawn, 4 are asked for"):
        draw_articles(corpus, 4, seed=2, skip=list(first))


def test_a_mark_is_written_with_its_place_and_its_sentence() -> None:
    marks = draw_marks({"one": TEXT}, read_lexicon(), 99, seed=1)
    assert [(mark["term"], mark["sentence"]) for mark in marks] == [
        ("regime", "The [[regime]] fell."),
        ("slam", "Critics [[slammed]] the puppet state."),
        ("puppet state", "Critics slammed the [[puppet state]]."),
    ]
    assert [TEXT[mark["start"] : mark["end"]] for mark in marks] == ["regime", "slammed", "puppet state"]
    assert draw_marks({"one": TEXT, "two": TEXT}, read_lexicon(), 3, seed=5) == draw_marks({"one": TEXT, "two": TEXT}, read_lexicon(), 3, seed=5)


def test_a_second_sample_leaves_the_articles_of_the_first_alone(corpus: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    common = ["sample", "--data", str(tmp_path), "--articles", "2", "--marks", "4"]
    main([*common, "--seed", "1", "--out", str(first)])
    main([*common, "--seed", "2", "--skip", str(first), "--out", str(second)])
    a, b = (json.loads(file.read_text(encoding="utf-8")) for file in (first, second))
    assert not set(a["articles"]) & set(b["articles"])
    assert len(a["marks"]) == len(b["marks"]) == 4


def test_precision_counts_right_marks_and_resamples_articles(tmp_path: Path) -> None:
    file = judged(tmp_path, ("a", 1, 2, "regime", 1, ""), ("a", 5, 9, "slam", 0, "a door"), ("b", 1, 2, "regime", 1, ""), ("b", 3, 9, "gone", 1, ""))
    figures = precision(read_judgements(file), read_lexicon())
    assert (figures["marks"], figures["articles"], figures["right"], figures["precision"]) == (4, 2, 3, 0.75)
    assert figures["interval"] == [0.5, 1.0]  # the means of (a, a), (a, b) and (b, b) are .5, .75 and 1
    assert figures["by_category"] == {"legitimacy": [2, 2], "drama": [0, 1], "no longer listed": [1, 1]}
    book = tmp_path / "book.md"
    book.write_text("# Book\n<!-- precision -->\nold\n<!-- /precision -->\n", encoding="utf-8")
    write_between_marks(book, report(figures))
    assert "Of 4 marks drawn at random from 2 articles, 3 are right" in book.read_text(encoding="utf-8")
    assert "old" not in book.read_text(encoding="utf-8")
    book.write_text("# Book\n", encoding="utf-8")
    with pytest.raises(ValueError, match="has no lines <!-- precision -->"):
        write_between_marks(book, report(figures))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("a", 1, 2, "regime", 2, "")], "line 2: the verdict is '2'; allowed are 1"),
        ([("a", 1, 2, "regime", 0, "")], "line 2: no reason why 'regime' is not loaded"),
        ([("a", 1, 2, "regime", 1, ""), ("a", 1, 4, "slam", 1, "")], "line 3: the mark at 1 of a was judged before"),
        ([], "holds no verdicts"),
    ],
)
def test_faulty_verdicts_are_refused(tmp_path: Path, rows: list[tuple[object, ...]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_judgements(judged(tmp_path, *rows))


def test_verdicts_without_their_columns_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "judgements.csv"
    file.write_text("article,verdict\na,1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="they must be article, start, end, term, verdict, reason"):
        read_judgements(file)


def test_the_published_precision_is_that_of_the_published_verdicts() -> None:
    published = json.loads(RESULTS.read_text(encoding="utf-8"))
    judgements = read_judgements(JUDGEMENTS)
    assert published["marks"] == len(judgements) == 200
    assert published["right"] == sum(row["verdict"] == "1" for row in judgements)
    assert f"precision {published['precision']:.3f}" in CODE_BOOK.read_text(encoding="utf-8")
