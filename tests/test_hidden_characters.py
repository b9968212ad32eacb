"""Hidden characters hide no name, voice, cue or term: every table is that of the clean text, in the places of the text as written."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hidden import TEXTS, ways
from pandas.testing import assert_frame_equal

from analysis.classroom.coders import words_of
from analysis.classroom.coding import coding_task, words_in
from analysis.classroom.playground import rewrite
from analysis.framing import Framing, analyse, read_framing
from analysis.reading.article import Article
from analysis.reading.as_read import sentences_of
from analysis.voices.voices import voice_parts

TABLES = ("sentences", "mentions", "voices", "stance", "terms")
SPANS = (("start", "end"), ("speaker_start", "speaker_end"), ("cue_start", "cue_end"))
WAYS = dict(ways())


@cache
def clean(number: int) -> Framing:
    return analyse(Article(text=TEXTS[number]))


def moved(table: pd.DataFrame, written: str, places: list[tuple[int, int]]) -> pd.DataFrame:
    """Return a table of the clean text with its spans where they stand in the text as written."""
    rows: list[dict[str, Any]] = table.to_dict("records")
    for row in rows:
        for first, last in SPANS:
            if first in row and not pd.isna(row[first]):
                row[first], row[last] = places[int(row[first])][0], places[int(row[last]) - 1][1]
        for column, (first, last) in (("text", SPANS[0]), ("cue", SPANS[2])):
            if isinstance(row.get(column), str):
                row[column] = written[row[first] : row[last]]
    return pd.DataFrame(rows, columns=table.columns).astype(table.dtypes)


CASES = [(number, name) for number in range(len(TEXTS)) for name in (list(WAYS)[number % (len(WAYS) - 1)], "all")]
"""Each text with one way to hide characters, and with all of them."""


@pytest.mark.parametrize(("number", "name"), CASES, ids=[f"{number} {name}" for number, name in CASES])
def test_tables_are_those_of_the_clean_text(number: int, name: str) -> None:
    before = clean(number)
    assert len(before.voices) and len(before.mentions)
    written, places = WAYS[name](TEXTS[number], random.Random(number))
    found = analyse(Article(text=written))
    assert found.sides == before.sides
    for table in TABLES:
        assert_frame_equal(getattr(found, table), moved(getattr(before, table), written, places), check_exact=True)
    assert_frame_equal(found.shift, before.shift)
    assert_frame_equal(found.changes, before.changes)


@pytest.fixture(scope="module")
def hidden() -> tuple[Framing, str, list[tuple[int, int]]]:
    written, places = WAYS["all"](TEXTS[0], random.Random(3))
    return analyse(Article(text=written)), written, places


def test_what_is_asked_later_agrees(hidden) -> None:
    found, written, places = hidden
    before = clean(0)
    assert len(before.terms)
    assert_frame_equal(found.sides_table(), before.sides_table())
    audit, expected = found.swap_audit(), before.swap_audit()
    assert_frame_equal(audit.table, moved(expected.table, written, places))
    assert audit.exchanged == expected.exchanged
    for number, term in enumerate(before.terms.itertuples(), start=1):
        assert_frame_equal(found.wordings(number), before.wordings(number))
        if isinstance(term.neutral, str):
            assert found.swap_term(number).after == before.swap_term(number).after
    parts = voice_parts(found.sentences, found.voices)
    assert parts.words.tolist() == voice_parts(before.sentences, before.voices).words.tolist()
    assert [zone for zone in found.zones().tests.p_value.fillna(-1)] == list(before.zones().tests.p_value.fillna(-1))


def test_a_saved_reading_agrees(hidden) -> None:
    found, _, _ = hidden
    again = read_framing(found.to_json())
    assert_frame_equal(again.swap_audit().table, found.swap_audit().table)


def test_the_marked_article_draws_every_character(hidden) -> None:
    found, written, _ = hidden
    pieces = [piece for part in found.marked().paragraphs for run in part.runs for group in run.groups for piece in group.pieces]
    assert "".join(piece.text for piece in pieces).split() == written.split()


def test_readers_of_sentences_agree(hidden) -> None:
    found, written, places = hidden
    table = sentences_of(found.article)
    assert table[["start", "end", "text"]].equals(found.sentences[["start", "end", "text"]])
    task = coding_task(found.article)
    assert [(one.start, one.end) for one in task.sentences] == list(zip(table.start, table.end, strict=True))
    assert list(task.sides) == list(found.sides)
    expected = [(places[a][0], places[b - 1][1]) for a, b in words_in(TEXTS[0], 0, len(TEXTS[0]))]
    assert [word for one in task.sentences for word in one.words] == expected
    counted = words_of(table)
    assert len(counted) == len(words_of(clean(0).sentences))
    assert [written[a:b] for a, b in zip(counted.start, counted.end, strict=True)] == counted.text.tolist()


def test_a_playground_begins_with_plain_words(hidden) -> None:
    assert rewrite(hidden[0]).fields[0].value == rewrite(clean(0)).fields[0].value


def test_what_was_read_over_is_told() -> None:
    found = analyse(Article(text="Ger\u00admany accused France of a con\ufb02ict."))
    assert found.provenance["read_over"] == {"soft hyphen": 1, "ligature letter": 1}
    assert clean(0).provenance["read_over"] == {}


def test_sides_given_with_hidden_characters() -> None:
    found = analyse(
        Article(text="Germany accused France. The Ber\u00adlin office agreed."), sides={"Ger\u00admany": ["Berlin\u00a0office"], "France": []}
    )
    assert list(found.sides) == ["Germany", "France"]
    assert found.mentions.text.tolist() == ["Germany", "France", "Ber\u00adlin office"]


def test_a_mark_left_open_is_told_in_the_place_as_written() -> None:
    text = "Ger\u00admany said: “We \ufb01nd it odd.\n\nFrance left."
    (warning,) = [one for one in analyse(Article(text=text)).warnings if "left open" in one]
    assert f"character {text.index('“')} " in warning
