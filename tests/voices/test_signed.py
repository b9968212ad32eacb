"""Quotations whose speaker stands on the next line, whose mark was forgotten, or that hold another; and names in marks that nobody speaks."""

from __future__ import annotations

import pytest

from analysis.reading.article import Article
from analysis.reading.encoder import embedded_encoder
from analysis.reading.parse import parse
from analysis.voices.voices import find_voices, hear

HEAD = "Ferry line closes after storm\n\nThe harbour board met on Monday.\n\n"


def said(text: str) -> list[tuple[str | None, str, str]]:
    """Return speaker, kind and words of what is said after the opening."""
    table = hear(parse(Article(text=HEAD + text)), embedded_encoder())
    return [(row.speaker, row.kind, (HEAD + text)[row.start : row.end]) for row in table.itertuples() if row.start >= len(HEAD)]


CASES = [
    # signed on the next line
    ("“The port is ours.”\n\n— Ruth Calder, union leader", [("Ruth Calder, union leader", "direct", "“The port is ours.”")]),
    (
        "“We will not pay. We never have.”\n– Tomas Holm, mayor of the town\n\nThe board went home.",
        [("Tomas Holm, mayor of the town", "direct", "“We will not pay."), ("Tomas Holm, mayor of the town", "direct", "We never have.”")],
    ),
    ("‘Nobody asked us.’\n- Ruth Calder", [("Ruth Calder", "direct", "‘Nobody asked us.’")]),
    # a closing mark forgotten before the speaker, and the next paragraph opens with one
    (
        "“The line will close and I will not sign it, said Ruth Calder, the union leader.\n\n“Nobody will lose a job,” Tomas Holm said.",
        [
            ("Ruth Calder, the union leader", "direct", "“The line will close and I will not sign it,"),
            ("Tomas Holm", "direct", "“Nobody will lose a job,”"),
        ],
    ),
    (
        "“The line will close and we will not accept it, Ruth Calder said.\n\n“Nobody will lose a job,” Tomas Holm said.",
        [("Ruth Calder", "direct", "“The line will close and we will not accept it,"), ("Tomas Holm", "direct", "“Nobody will lose a job,”")],
    ),
    ('"We were never asked, said the union leader, Ruth Calder.', [("the union leader, Ruth Calder", "direct", '"We were never asked,')]),
    # one pair of marks within another
    ("‘He said “no” twice,’ Calder said.", [("Calder", "direct", "‘He said “no” twice,’")]),
    ("'He said \"no\" to all of us,' Calder said.", [("Calder", "direct", "'He said \"no\" to all of us,'")]),
    # no space before a mark
    ('He said:"We will not wait any longer."', [("He", "direct", '"We will not wait any longer."')]),
    ("She told me,“They sank the boat.”", [("She", "direct", "“They sank the boat.”")]),
    # the words of whoever decided or vowed, not of whoever backs that
    (
        "Mr Holm backed the union's decision to declare that the “cruel and costly rules” were a threat.",
        [("the union", "mixed", "that the “cruel and costly rules” were a threat")],
    ),
    # nicknames
    ("“They took my boat twice,” said Carlos “Nets” Ruiz, 54.", [("Carlos “Nets” Ruiz, 54", "direct", "“They took my boat twice,”")]),
    ("The man nicknamed “Patch” left the harbour.", []),
    ("Ruth Calder, known as “Mother Red”, left the harbour.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_says_what(text, expected):
    assert said(text) == expected


NOT_SIGNED = [
    "“The port is ours,” Calder said.\n\n— It was the first strike of the year.",
    "The board said that the port was shut.\n\n— Ruth Calder, union leader",
]


@pytest.mark.parametrize("text", NOT_SIGNED)
def test_a_line_with_a_dash_signs_only_a_paragraph_of_quotation(text):
    assert "Ruth Calder, union leader" not in [speaker for speaker, _, _ in said(text)]


def test_he_whose_deed_is_criticised_does_it():
    text = "Spokesman Paul Calder criticised Mr Holm for making “reckless remarks” after he urged the port to learn from its “great blunder”."
    table = find_voices(parse(Article(text=text)), {}, embedded_encoder())
    assert "Paul Calder" not in table.loc[table["speaker"] == "he", "who"].tolist()
