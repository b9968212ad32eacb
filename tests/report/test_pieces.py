"""Pieces: the text cut at every mark, every letter once, and nested again."""

from __future__ import annotations

import pytest

from analysis.report.marks import MentionMark, TermNote, VoiceMark
from analysis.report.pieces import Place, cut, nest, rail
from analysis.terms.looks import look_of

TEXT = "He said no. Then they fled."
PLACES = [Place(0, 11, 1, 1), Place(12, 27, 2, 2)]


def voice(start, end, speaker="He", kind="direct"):
    return VoiceMark(start, end, kind, speaker, speaker, None, 0, None)


def term(number, start, end):
    return TermNote(number, start, end, 1, TEXT[start:end], look_of("label"), "narrator", "", None, None, False, None, False, False, None, "")


def mention(start, end, side="A"):
    return MentionMark(start, end, side, 1, None, True)


@pytest.mark.parametrize(
    ("voices", "terms", "mentions", "expected"),
    [
        ([], [], [], ["He said no.", " ", "Then they fled."]),
        ([(8, 10)], [], [], ["He said ", "no", ".", " ", "Then they fled."]),
        ([(3, 10)], [(8, 20)], [(8, 9)], ["He ", "said ", "n", "o", ".", " ", "Then the", "y fled."]),
        ([], [(-3, 2)], [(22, 99)], ["He", " said no.", " ", "Then they ", "fled."]),
        ([], [(5, 5)], [(9, 4)], ["He said no.", " ", "Then they fled."]),
    ],
    ids=["no mark", "one", "crossing", "outside the text", "no width"],
)
def test_the_text_is_cut_at_every_mark_and_comes_out_once(voices, terms, mentions, expected):
    notes = [term(i, *span) for i, span in enumerate(terms, start=1)]
    pieces = cut(TEXT, PLACES, [voice(*span) for span in voices], notes, [mention(*span) for span in mentions])
    assert [piece.text for piece in pieces] == expected and "".join(expected) == TEXT
    assert [piece.sentence for piece in pieces if piece.sentence] == [1, 2]
    assert [inner for run in nest(pieces) for group in run.groups for inner in group.pieces] == pieces


def test_of_overlapping_marks_the_shortest_is_drawn_and_terms_share_a_piece():
    inner, outer = voice(8, 10, "she"), voice(3, 11, "He")
    pieces = cut(TEXT, PLACES, [outer, inner], [term(1, 3, 10), term(2, 8, 10)], [mention(3, 11, "A"), mention(8, 10, "B")])
    (piece,) = [piece for piece in pieces if piece.text == "no"]
    assert piece.voice is inner and piece.mention.side == "B" and [note.number for note in piece.notes] == [1, 2]


def test_a_term_begins_and_ends_in_the_groups_that_hold_its_ends():
    (run,) = nest(cut(TEXT, [], [], [term(1, 3, 10), term(2, 8, 15)], []))
    assert [([n.number for n in g.starting], [n.number for n in g.ending]) for g in run.groups if g.notes] == [([1], []), ([2], [1]), ([], [2])]


def test_the_rail_joins_what_only_a_full_stop_parts_and_names_a_source_once():
    text = "“A” . “B” and then he went on: “C”"
    voices = [voice(0, 3), voice(6, 9), voice(len(text) - 3, len(text))]
    stretches = rail(cut(text, [], voices, [], []))
    assert [(one.voice and one.voice.speaker, one.length, one.again) for one in stretches] == [("He", 6, False), (None, 20, False), ("He", 3, True)]
