"""From the tagger's spans to acts of speech: a table of marked texts, each one attribution."""

from __future__ import annotations

import pytest
from marked_spans import read_marked

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.voices.contents import join_and_stretch, voices_of
from analysis.voices.speech import Voice

ATTRIBUTIONS = [
    # text; content, speaker and cue of each part
    ("[s Anna Weiss] [c said] [t that the dam held] .", [("that the dam held", "Anna Weiss", "said")]),
    # cut at the ends of sentences
    (
        "[s Anna Weiss] [c said] : [q “The dam held all night. It is quite new.”]",
        [("“The dam held all night.", "Anna Weiss", "said"), ("It is quite new.”", "Anna Weiss", "said")],
    ),
    ("[s Anna Weiss] [c said] [t the dam held all night. The] wall fell.", [("the dam held all night.", "Anna Weiss", "said")]),
    # trimmed
    ("[s Anna Weiss] [c said] [t the dam held, but] Karl Berg denied it.", [("the dam held", "Anna Weiss", "said")]),
    ("[s Prosecutors] [c accused] the mayor [t of taking gifts] .", [("taking gifts", "Prosecutors", "accused")]),
    ("[s Anna Weiss] [c said,] [t the dam held,] .", [("the dam held", "Anna Weiss", "said")]),
    ("[s Anna Weiss, too,] [c said] [t the dam held] .", [("the dam held", "Anna Weiss", "said")]),
    ("[s Anna Weiss, the mayor,] [c said] [t the dam held] .", [("the dam held", "Anna Weiss, the mayor,", "said")]),
    ("[s The museum, which reopened] in June, [c says] [t it is full] .", [("it is full", "The museum", "says")]),
    # a cue without a source takes its subject
    ("The mayor [c said] [t the dam held] .", [("the dam held", "The mayor", "said")]),
    # nobody is named: kept where it is reported or quoted
    ("The mayor has been [c? accused] [t? of taking gifts] .", [("taking gifts", None, "accused")]),
    ("It was [c? expected] [t? that the dam would break] .", []),
    ("It was [c? feared] [t? that the dam would break] .", []),
    ("[t The dam held all night] .", []),
    ("[q “The dam held all night.”]", [("“The dam held all night.”", None, None)]),
    ("The [q “moderates”] won.", []),
    # a few quoted words only name something where their cue stands in another sentence
    ("The so-called [q “moderates”] won. [s The mayor] [c said] so.", []),
    ("[s The mayor] [c called] them [q “moderates”] .", [("“moderates”", "The mayor", "called")]),
    # the wish for no name, and words too small to say anything
    ("[s He] [c asked] [t not to be named] .", []),
    ("[s He] [c said] [t the] dam held.", []),
    # a headline: all before the colon speaks, all after it is said
    ("Baku[c :] [t Armenia broke] the truce", [("Armenia broke the truce", "Baku", ":")]),
    ("[s Baku][c :] [t Armenia broke] the truce", [("Armenia broke the truce", "Baku", ":")]),
    # a quotation left open ends with its paragraph
    ("[s The farmer] [c said] : [t “We lost the whole crop.\n\nPrices rose] in May.", [("“We lost the whole crop.", "The farmer", "said")]),
]


@pytest.mark.parametrize(("marked", "expected"), ATTRIBUTIONS)
def test_contents_are_cut_and_trimmed(marked, expected):
    text, spans = read_marked(marked)
    cue, source = (spans[role][0] if spans[role] else None for role in ("cue", "source"))
    voices = voices_of(parse(Article(text=text)), [(content, cue, source) for content in spans["content"]])
    found = [
        (text[voice.start : voice.end], voice.speaker and text[slice(*voice.speaker)], voice.cue and text[slice(*voice.cue)]) for voice in voices
    ]
    assert found == expected


JOINED = [
    # text, contents, clauses by rules under "said", contents after
    ("He said the dam held  and was new.", ["the dam held", "and was new"], [], ["the dam held  and was new"]),
    ("He said the dam held, and was new.", ["the dam held", "and was new"], [], ["the dam held", "and was new"]),
    ("He said the dam held. It was new.", ["the dam held.", "It was new."], [], ["the dam held.", "It was new."]),
    ("He said the dam held and was new.", ["the dam held"], ["the dam held and was new"], ["the dam held and was new"]),
    ("He said the dam held and was new.", ["the dam held", "new"], ["the dam held and was new"], ["the dam held", "new"]),
    ("He said the dam held and was new.", ["the dam held"], ["was new"], ["the dam held"]),
    ("Rain fell.", [], [], []),
]


@pytest.mark.parametrize(("text", "contents", "clauses", "expected"), JOINED)
def test_contents_are_joined_and_reach_as_far_as_their_clause(text, contents, clauses, expected):
    cue = text.find("said"), text.find("said") + 4

    def voices(parts):
        return [Voice(text.index(part), text.index(part) + len(part), None, cue) for part in parts]

    found = join_and_stretch(parse(Article(text=text)), voices(contents), voices(clauses))
    assert [text[voice.start : voice.end] for voice in found] == expected
