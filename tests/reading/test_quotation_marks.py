"""Which quotation marks belong together, and how each is closed."""

from __future__ import annotations

import pytest
from timed import least_seconds

from analysis.reading.article import Article
from analysis.reading.marks import find_quotes
from analysis.reading.parse import paragraph_spans, parse


def quoted(text: str) -> list[str]:
    """Return the words between marks, marks included."""
    return [text[quote.start : quote.end] for quote in find_quotes(text, paragraph_spans(text))[0]]


NESTED = [
    ("‘He said “no” twice,’ Frost said.", ["‘He said “no” twice,’"]),
    ("'He said \"no\" twice,' Frost said.", ["'He said \"no\" twice,'"]),
    ("‘They said “never” and “not now”, so we left,’ Frost said.", ["‘They said “never” and “not now”, so we left,’"]),
    ("“He said ‘no and no’ twice,” Frost said.", ["“He said ‘no and no’ twice,”"]),
    ("‘We will not pay,’ Frost said. “It is late,” Poole said.", ["‘We will not pay,’", "“It is late,”"]),
    ("The workers’ union said “no” to the owners’ plan.", ["“no”"]),
]


@pytest.mark.parametrize(("text", "expected"), NESTED)
def test_the_outer_of_two_pairs_of_marks_is_the_quotation(text, expected):
    assert quoted(text) == expected


CLOSINGS = [
    ("“We will not pay,” Frost said.", "“", "closed"),
    ("“We will not pay.\n\n“We never did,” Frost said.", "“", "runs on"),
    ("“We will not pay, Frost said.\n\nThe mayor laughed.", "“", "left open"),
    ("“We will not pay, Frost said. “We never did.”", "“", "left open"),
    ("They played rock ‘n’ roll.", "‘", None),
    ("Nobody spoke. We left.", "N", None),
]


@pytest.mark.parametrize(("text", "mark", "expected"), CLOSINGS)
def test_how_a_mark_is_closed(text, mark, expected):
    assert parse(Article(text=text)).closing(text.index(mark)) == expected


@pytest.mark.parametrize("piece", ["‘a “b” ", "“", "‘", "'a b ", "“a” ‘b c’ "])
def test_time_grows_with_length_and_no_faster(piece):
    text = piece * 10_000
    assert least_seconds(lambda: find_quotes(text, [(0, len(text))]), 1) < 1
