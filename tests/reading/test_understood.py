"""An article printed as it was understood: nothing in it acts on the terminal, and what is not part of the story is marked."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from analysis.reading.article import Article
from analysis.reading.draft import LeftOut
from analysis.reading.folding import fold
from analysis.reading.parse import parse
from analysis.reading.understood import as_understood


@dataclass
class Stretch:
    start: int
    end: int
    kind: str


TEXT = "Port closes\n\nBy Ann Smith\n\nEASTPORT - The port closed.\n\nRead more:\nThe old port\n\nIt may open again."


def stretch(words: str, kind: str) -> Stretch:
    return Stretch(TEXT.index(words), TEXT.index(words) + len(words), kind)


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ([], TEXT),
        ([stretch("By Ann Smith", "byline")], TEXT.replace("By Ann", "· [byline] By Ann")),
        ([stretch("EASTPORT - ", "dateline")], TEXT.replace("EASTPORT - ", "· [dateline] EASTPORT -  [/]")),
        ([stretch("Read more:\nThe old port", "link")], TEXT.replace("Read more:\n", "· [link] Read more:\n· ")),
        ([stretch("It may open again.", "x"), stretch("By Ann Smith", "byline")],
         TEXT.replace("By Ann", "· [byline] By Ann").replace("It may", "· [x] It may")),
    ],
)  # fmt: skip
def test_lines_that_are_no_part_of_the_story_are_marked(marks, shown):
    parsed = SimpleNamespace(written=Article(TEXT), folded=fold(TEXT), warnings=(), furniture=tuple(marks))
    assert as_understood(parsed).split("\n\n", 1)[1] == shown + "\n"


def test_hidden_characters_are_told_and_stay():
    text = TEXT.replace("Smith", "Smi\u00adth").replace("old", "o\u00adld")
    parsed = SimpleNamespace(written=Article(text), folded=fold(text), warnings=(), furniture=(stretch("Read more:\nThe old port", "link"),))
    shown = as_understood(parsed)
    assert "read over: 2 soft hyphens" in shown.splitlines()
    assert "· [link] Read more:\n· The o\u00adld port\n" in shown


def test_papers_warnings_and_what_was_left_out_come_first():
    article = Article("The port closed.", title="The port closed.", warnings=("length: short",), left_out=(LeftOut("footnote", 2, "See\nabove"),))
    lines = as_understood(parse(article)).splitlines()
    assert lines[0] == "title:     The port closed." and "outlet:    -" in lines and "warning:   length: short" in lines
    assert "left out:  2 footnotes (See above)" in lines


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x9b", "\u202e"])
def test_nothing_acts_on_the_terminal(sign):
    article = Article(f"The {sign}[2Jport closed.", title=f"{sign}[31mPort", author=sign, left_out=(LeftOut("note", 1, sign),))
    assert sign not in as_understood(parse(article))
