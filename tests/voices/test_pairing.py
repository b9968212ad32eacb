"""Which content, cue and source belong together: marked sentences."""

from __future__ import annotations

import pytest
from marked_spans import read_marked

from analysis.voices.pairing import pair_spans
from analysis.voices.tagger import ROLES


def paired(marked: str):
    """Pair the spans marked in a text, as words (see ``read_marked``); "/" ends a sentence."""
    text, spans = read_marked(marked)
    found = pair_spans(spans, lambda offset: 1 + text.count("/", 0, offset))
    return [tuple(one and text[one.start : one.end] for one in row) for row in found]


PAIRS = [
    # the speaker before, after, between
    ("[s Anna Weiss] [c said] [t the dam held] .", [("the dam held", "said", "Anna Weiss")]),
    ("[t The dam held] , [s Anna Weiss] [c said] .", [("The dam held", "said", "Anna Weiss")]),
    ("[q “The dam held,”] [c said] [s Anna Weiss] .", [("“The dam held,”", "said", "Anna Weiss")]),
    ("[q “The dam,”] [s Anna Weiss] [c said] , [q “held.”]", [("“The dam,”", "said", "Anna Weiss"), ("“held.”", "said", "Anna Weiss")]),
    ("[t The dam] , [s Anna Weiss] [c said] , [t had held] .", [("The dam", "said", "Anna Weiss"), ("had held", "said", "Anna Weiss")]),
    (
        "[q “The dam held,”] [s Anna Weiss] [c said] . / [q “The wall did not.”]",
        [("“The dam held,”", "said", "Anna Weiss"), ("“The wall did not.”", "said", "Anna Weiss")],
    ),
    # two attributions in one sentence
    (
        "[s Anna Weiss] [c said] [t the dam was safe] , but [s Karl Berg] [c warned] [t it would break] .",
        [("the dam was safe", "said", "Anna Weiss"), ("it would break", "warned", "Karl Berg")],
    ),
    (
        "[t The dam was safe] , [s Anna Weiss] [c said] , while [s Karl Berg] [c warned] [t it would break] .",
        [("The dam was safe", "said", "Anna Weiss"), ("it would break", "warned", "Karl Berg")],
    ),
    (
        "[s Anna Weiss] [c said] [t the dam was new] and [c added] [t it was safe] .",
        [("the dam was new", "said", "Anna Weiss"), ("it was safe", "added", "Anna Weiss")],
    ),
    (
        "[s Anna Weiss] [c said] [t the dam was new] and [t that it was safe] .",
        [("the dam was new", "said", "Anna Weiss"), ("that it was safe", "said", "Anna Weiss")],
    ),
    # of two sources, the one beside the cue
    ("[s Karl Berg] left when [s Anna Weiss] [c said] [t the dam was safe] .", [("the dam was safe", "said", "Anna Weiss")]),
    ("[t The dam was safe] , [c said] [s Anna Weiss] , who had met [s Karl Berg] .", [("The dam was safe", "said", "Anna Weiss")]),
    # "He went on:" and a paragraph
    ("[s He] [c went on] : / [q “The wall is new.”]", [("“The wall is new.”", "went on", "He")]),
    (
        "[s Anna Weiss] [c said] [t the dam was safe] . / [s She] [c went on] : / [q “The wall is new.”]",
        [("the dam was safe", "said", "Anna Weiss"), ("“The wall is new.”", "went on", "She")],
    ),
    ("[s He] [c went on] : / The rain had stopped . / [q “The wall is new.”]", [("“The wall is new.”", None, None)]),
    # a source without a cue, if it stands beside
    ("[q “The wall is new.”] ― [s Anna Weiss]", [("“The wall is new.”", None, "Anna Weiss")]),
    ("[s Anna Weiss] : [q “The wall is new.”]", [("“The wall is new.”", None, "Anna Weiss")]),
    ("[q “The wall is new”] was cut in stone long before [s Anna Weiss] came .", [("“The wall is new”", None, None)]),
    (
        "[q “The wall is new.”] ― [s Anna Weiss] / [q “It leaks.”] ― [s Karl Berg]",
        [("“The wall is new.”", None, "Anna Weiss"), ("“It leaks.”", None, "Karl Berg")],
    ),
    # a nameless cue has no source, unless the text puts one right before it
    ("[c? It was expected that] [t? the dam would hold] , and [s Anna Weiss] agreed .", [("the dam would hold", "It was expected that", None)]),
    ("[s The mayor] [c? was expected to] [t? leave] .", [("leave", "was expected to", "The mayor")]),
    ("[t? Talk of a leak] spread , [s Anna Weiss] [c said] .", [("Talk of a leak", "said", "Anna Weiss")]),
    ("[t? Talk of a leak] spread .", [("Talk of a leak", None, None)]),
    # a quotation left over goes to the speaker before, what is not quoted only within the sentence
    (
        "[s Anna Weiss] [c said] : [q “The wall is new.”] / [q “It will hold.”]",
        [("“The wall is new.”", "said", "Anna Weiss"), ("“It will hold.”", "said", "Anna Weiss")],
    ),
    (
        "[s Anna Weiss] [c said] : [q “The wall is new.”] / [q “It will hold.”] / [q “I know it.”]",
        [("“The wall is new.”", "said", "Anna Weiss"), ("“It will hold.”", "said", "Anna Weiss"), ("“I know it.”", "said", "Anna Weiss")],
    ),
    (
        "[s Anna Weiss] [c said] [t the wall was new] . / [t It would hold] .",
        [("the wall was new", "said", "Anna Weiss"), ("It would hold", None, None)],
    ),
    (
        "[s Anna Weiss] [c said] : [q “The wall is new.”] / Rain fell . / [q “It will hold.”]",
        [("“The wall is new.”", "said", "Anna Weiss"), ("“It will hold.”", None, None)],
    ),
    (
        "[s Anna Weiss] [c said] : [q “The wall is new.”] / [t? Talk of a leak] spread .",
        [("“The wall is new.”", "said", "Anna Weiss"), ("Talk of a leak", None, None)],
    ),
    # of two neighbours in one sentence the nearer; a quotation of its own sentence goes on from the one before
    (
        "[s Anna Weiss] [c said] [t the dam was new] , and after a night of rain [t the wall too] , [s Karl Berg] [c said] , [t was dry] .",
        [("the dam was new", "said", "Anna Weiss"), ("the wall too", "said", "Karl Berg"), ("was dry", "said", "Karl Berg")],
    ),
    (
        "[q “It is new,”] [s Anna Weiss] [c said] . / [q “It will hold.”] / [s Karl Berg] [c added] : [q “It leaks.”]",
        [("“It is new,”", "said", "Anna Weiss"), ("“It will hold.”", "said", "Anna Weiss"), ("“It leaks.”", "added", "Karl Berg")],
    ),
    # too far away to be beside, or beyond the next sentence
    ("[s Anna Weiss] [c went on] . / Rain fell . / Snow fell . / [t It would hold] .", [("It would hold", None, None)]),
    # a quotation over two sentences has its cue in either
    ("[q “The wall is new. / It will hold,”] [s Anna Weiss] [c said] .", [("“The wall is new. / It will hold,”", "said", "Anna Weiss")]),
    ("[s Anna Weiss] [c said] : [q “The wall is new. / It will hold.”]", [("“The wall is new. / It will hold.”", "said", "Anna Weiss")]),
    # cues and sources without a content are left alone
    ("[s Anna Weiss] [c spoke] for an hour .", []),
]


@pytest.mark.parametrize(("marked", "expected"), PAIRS)
def test_contents_are_paired_with_cue_and_source(marked, expected):
    assert paired(marked) == expected


def test_nothing_in_nothing_paired():
    assert pair_spans({role: [] for role in ROLES}, lambda _: 1) == []
