"""The head for voices: reading spans off logits, without the weights; and a long article with them."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest

from analysis.reading.article import Article
from analysis.reading.encoder import Pieces, embedded_encoder
from analysis.reading.parse import parse
from analysis.voices.pairing import Span
from analysis.voices.tagger import LABELS, ROLES, spans_by_role, tagged

# From logits to spans

CODES = {".": "O", "S": "B source", "s": "I source", "C": "B cue", "c": "I cue", "T": "B content", "t": "I content"}
CODES |= {"N": "B nameless cue", "n": "I nameless cue", "X": "B nameless content", "x": "I nameless content"}


def read_off(text: str, codes: str, sure: float = 9.0):
    """Read spans off a text of words with a space between, a piece a word, labelled by one sign each; “ ” hold quotations."""
    words = [match.span() for match in re.finditer(r"\S+", text)]
    assert len(words) == len(codes)
    logits = sure * np.eye(len(LABELS))[[LABELS.index(CODES[sign]) for sign in codes]]
    quotes = [match.span() for match in re.finditer("“[^”]*”", text)]
    return spans_by_role(words, Pieces([7] * len(words), np.array(words).reshape(-1, 2)), logits, quotes)


SPANS = [
    # text, label of each word, source, cue, content
    ("Anna Weiss said the dam held .", "SsCTtt.", ["Anna Weiss"], ["said"], ["the dam held"]),
    ("Anna Weiss said the dam held .", ".......", [], [], []),
    ("Held", "T", [], [], ["Held"]),
    # an inside without a beginning is a span all the same; a beginning cuts
    ("He said rain fell .", "sctt.", ["He"], ["said"], ["rain fell"]),
    ("He said rain fell snow fell .", "SCTtTt.", ["He"], ["said"], ["rain fell", "snow fell"]),
    ("Rain fell , he said , for days .", "Tt.SC.tt.", ["he"], ["said"], ["Rain fell", "for days"]),
    ("He said and added rain fell .", "SC.CTt.", ["He"], ["said", "added"], ["rain fell"]),
    ("He went on saying rain fell .", "SCCcTt.", ["He"], ["went", "on saying"], ["rain fell"]),
    # named and nameless are one role
    ("It was feared rain fell .", "NnnXx.", [], ["It was feared"], ["rain fell"]),
    ("He said rain fell .", "SCTx.", ["He"], ["said"], ["rain fell"]),
    # a source is not cut by its own beginnings, nor by one stop
    ("the minister Anna Weiss said rain fell .", "SsSsCTt.", ["the minister Anna Weiss"], ["said"], ["rain fell"]),
    ("the minister , Anna Weiss said rain fell .", "Ss.SsCTt.", ["the minister , Anna Weiss"], ["said"], ["rain fell"]),
    ("the minister and Anna said rain fell .", "Ss.SCTt.", ["the minister", "Anna"], ["said"], ["rain fell"]),
    ("the minister , , Anna said rain fell .", "Ss..SCTt.", ["the minister", "Anna"], ["said"], ["rain fell"]),
    ("Rain , snow fell , he said .", "T.Tt.SC.", ["he"], ["said"], ["Rain", "snow fell"]),
    # between quotation marks the most of it decides
    ("“ the dam held ” he said .", ".ttt.SC.", ["he"], ["said"], ["“ the dam held ”"]),
    pytest.param(
        *("“ the dam held ” he said .", ".Ttt.SC.", ["he"], ["said"], ["“ the dam held ”"]),
        marks=pytest.mark.xfail(strict=True, reason="a beginning after an opening mark that got no label cuts the mark off"),
    ),
    ("“ the dam held ” he said .", "..Tt.SC.", ["he"], ["said"], ["dam held"]),
    ("“ dam held ” he said .", ".Tt.SC.", ["he"], ["said"], ["dam held"]),
    ("“ the dam held up ” he said .", "TtStttSC.", ["he"], ["said"], ["“ the dam held up ”"]),
    # one quotation right after another is a content of its own
    ("“ rain fell ” “ snow fell ” he said .", "TtttttttSC.", ["he"], ["said"], ["“ rain fell ”", "“ snow fell ”"]),
    ("“ rain fell ” and “ snow fell ” he said .", "Ttttt.tt.SC.", ["he"], ["said"], ["“ rain fell ” and", "snow fell"]),
]


@pytest.mark.parametrize(("text", "codes", "source", "cue", "content"), SPANS)
def test_spans_are_read_off_the_logits(text, codes, source, cue, content):
    found = read_off(text, codes)
    assert {role: [text[one.start : one.end] for one in spans] for role, spans in found.items()} == {"source": source, "cue": cue, "content": content}


FLAGS = [
    # text, label of each word; of each content: begins here, nameless, quoted
    ("Rain fell , he said , for days .", "Tt.SC.tt.", [(True, False, False), (False, False, False)]),
    ("It was feared rain fell hard .", "NnnXxx.", [(True, True, False)]),
    ("He said rain fell hard .", "SCTxx.", [(True, True, False)]),
    ("He said rain fell hard .", "SCTtx.", [(True, False, False)]),
    ("“ the dam held ” he said .", "Ttttt" + "SC.", [(True, False, True)]),
    ("“ rain fell ” “ snow fell ” he said .", "TtttttttSC.", [(True, False, True), (True, False, True)]),
    ("It was feared that much “ rain ” fell .", ".nn" + "Xxxxxx.", [(True, True, False)]),  # marks count like words: three of six
]


@pytest.mark.parametrize(("text", "codes", "expected"), FLAGS)
def test_spans_know_whether_they_begin_are_nameless_are_quoted(text, codes, expected):
    assert [(one.begins, one.nameless, one.quoted) for one in read_off(text, codes)["content"]] == expected


def test_a_role_is_the_sum_of_its_labels():
    logits = np.log(np.full((1, len(LABELS)), 0.02))
    logits[0, LABELS.index("O")] = np.log(0.3)
    for label in ("B content", "I content", "B nameless content", "I nameless content"):
        logits[0, LABELS.index(label)] = np.log(0.14)  # each below "none", together above
    found = spans_by_role([(0, 4)], Pieces([7], np.array([[0, 4]])), logits)
    assert found["content"] == [Span(0, 4, begins=False)]


CUT_TWICE = pytest.mark.xfail(strict=True, reason='both words of one piece ("can|not") count as beginnings')
PIECEMEAL = [
    # spans of the words, spans of the pieces with their labels, contents
    pytest.param([(0, 5), (6, 9)], [(0, 4, "T"), (4, 5, "."), (6, 9, "t")], [(0, 9)], id="the first piece speaks for its word"),
    pytest.param([(0, 4), (5, 6), (7, 9)], [(0, 4, "T"), (7, 9, "t")], [(0, 4), (7, 9)], id="a sign without a piece has no role"),
    pytest.param([(0, 4), (6, 9)], [(0, 4, "."), (6, 6, "T"), (6, 9, ".")], [], id="a separator speaks for nobody"),
    pytest.param([(0, 9)], [(0, 4, "T"), (4, 9, ".")], [(0, 9)], id="a word of two pieces"),
    pytest.param([(0, 2), (2, 4)], [(0, 4, "T")], [(0, 4)], id="two words in one piece", marks=CUT_TWICE),
    pytest.param([(0, 4), (5, 6)], [(0, 4, "T")], [(0, 4)], id="a sign without a piece at the end"),
]


@pytest.mark.parametrize(("words", "pieces", "expected"), PIECEMEAL)
def test_words_and_pieces_need_not_be_cut_alike(words, pieces, expected):
    logits = 9 * np.eye(len(LABELS))[[LABELS.index(CODES[sign]) for *_, sign in pieces]]
    found = spans_by_role(words, Pieces([7] * len(pieces), np.array([span for *span, _ in pieces])), logits)
    assert [(one.start, one.end) for one in found["content"]] == expected


def test_nothing_in_nothing_out():
    nothing = {role: [] for role in ROLES}
    no_pieces = Pieces([], np.zeros((0, 2), dtype=np.int64))
    assert spans_by_role([], no_pieces, np.zeros((0, len(LABELS)))) == nothing
    assert spans_by_role([(0, 1)], no_pieces, np.zeros((0, len(LABELS)))) == nothing
    assert spans_by_role([], Pieces([7], np.array([[0, 4]])), np.zeros((1, len(LABELS)))) == nothing


# With the weights


def test_a_long_article_is_read_to_its_end():
    names = ("Anna Weiss", "Karl Berg", "Mara Lund", "Jonas Falk")
    sentences = [f"“The wall at gate {number} is new and will hold,” {names[number % 4]} said." for number in range(1, 61)]
    text = "\n\n".join(sentences)
    found = tagged(parse(Article(text=text)), embedded_encoder())
    assert [text[source.start : source.end] for _, _, source in found if source] == [names[number % 4] for number in range(1, 61)]
    assert all(cue and text[cue.start : cue.end] == "said" for _, cue, _ in found)
    assert all(one.end <= other.start for (one, *_), (other, *_) in pairwise(found))


def test_an_article_of_signs_alone_has_no_attributions():
    assert tagged(parse(Article(text="…")), embedded_encoder()) == []


def test_what_names_nobody_is_not_a_source():
    text = (
        "Trams stood still on Tuesday. “My patients did not call this strike,” said the nurse, who asked not to be named. "
        "“The union is holding them hostage.”"
    )
    found = tagged(parse(Article(text=text)), embedded_encoder())
    assert [text[source.start : source.end].startswith("the nurse") for _, _, source in found if source] == [True, True]
