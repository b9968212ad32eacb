"""The sourcing balance: words, names, first and last word, and the tone of the cues, counted by hand on an invented article."""

from __future__ import annotations

import pandas as pd
import pytest
from typed import AM, AZ, empty, typed

from analysis.tables import make_table
from analysis.voices.sourcing import TONES, attributions, cue_tones, first_and_last, names_speaker, sourcing
from analysis.voices.speech import cues
from analysis.voices.voices import voice_parts

SENTENCES = [
    "The council will close the bridge, officials said.",
    "Mayor Ann Cole insisted that the work was safe.",
    "“We checked every bolt,” Cole said.",
    "“Nobody was ever at risk.”",
    "The union claimed it had been ignored and accused the council of a “reckless gamble”.",
    "It was alleged that papers had gone missing.",
    "The river rose.",
    "“We only want answers,” she added.",
]
COUNCIL, UNION = "Council", "Union"

# sentence, content, kind, speaker, side, cue with its sentence, tone, who, evidence
VOICES = [
    (1, "The council will close the bridge", "indirect", "officials", COUNCIL, (1, "said"), "neutral", None, "unnamed"),
    (2, "the work was safe", "indirect", "Mayor Ann Cole", COUNCIL, (2, "insisted"), "assertive", "Ann Cole", "named"),
    (3, "“We checked every bolt,”", "direct", "Cole", COUNCIL, (3, "said"), "neutral", "Ann Cole", "surname of Ann Cole"),
    (4, "“Nobody was ever at risk.”", "direct", "Cole", COUNCIL, (3, "said"), "neutral", "Ann Cole", "surname of Ann Cole"),
    (5, "it had been ignored", "indirect", "The union", UNION, (5, "claimed"), "doubting", "The union", "named"),
    (5, "the council of a “reckless gamble”", "mixed", "The union", UNION, (5, "accused"), "accusing", "The union", "named"),
    (6, "papers had gone missing", "indirect", None, None, (6, "alleged"), "doubting", None, None),
    (8, "“We only want answers,”", "direct", "she", UNION, (8, "added"), "neutral", "Mia Roth", "named"),
]


def bridge():
    """Return sentences and voices of the invented article."""
    text = " ".join(SENTENCES)
    starts = [text.index(sentence) for sentence in SENTENCES]
    sentences = [
        {"sentence": i, "start": start, "end": start + len(words), "text": words, "paragraph": 1, "zone": "body", "words": len(words.split())}
        for i, (start, words) in enumerate(zip(starts, SENTENCES, strict=True), start=1)
    ]
    voices = []
    for sentence, content, kind, speaker, side, (where, cue), tone, who, evidence in VOICES:
        start, cue_start = text.index(content, starts[sentence - 1]), text.index(cue, starts[where - 1])
        row = {"sentence": sentence, "start": start, "end": start + len(content), "kind": kind, "speaker": speaker, "side": side}
        row |= {"cue": cue, "cue_start": cue_start, "cue_end": cue_start + len(cue), "cue_tone": tone, "who": who, "evidence": evidence}
        voices.append(row)
    return make_table("sentences", sentences), make_table("voices", voices)


def rows(table):
    return [tuple(None if pd.isna(value) else value for value in row) for row in table.itertuples(index=False)]


def test_words_names_and_places_of_each_side():
    table = sourcing(*bridge())
    assert list(table) == ["side", "words", "direct", "indirect", "mixed", "named", "unnamed", "first_sentence", "last_sentence"]
    assert rows(table) == [
        (COUNCIL, 19, 9, 10, 0, 2, 1, 1, 4),
        (UNION, 14, 4, 4, 6, 3, 0, 5, 8),
        (None, 4, 0, 4, 0, 0, 1, 6, 6),
    ]
    assert table.side.iloc[2] is None


def test_each_word_is_counted_once_where_voices_overlap():
    sentences, voices = bridge()
    inner = voices.iloc[[0]].assign(start=4, end=16, side=UNION)  # "council will"
    table = sourcing(sentences, pd.concat([voices.iloc[[0]], inner], ignore_index=True))
    assert table.set_index("side").words.to_dict() == {COUNCIL: 4, UNION: 2}


def test_words_of_all_sides_are_the_words_of_all_sources():
    f = typed()
    parts = voice_parts(f.sentences, f.voices)
    assert sourcing(f.sentences, f.voices).words.sum() == parts[parts.voice == "source"].words.sum()


def test_tones_with_their_cues():
    tones = cue_tones(bridge()[1])
    assert len(tones) == 3 * len(TONES)
    assert rows(tones[tones["count"] > 0]) == [
        (COUNCIL, "neutral", 2, "said ×2"),
        (COUNCIL, "assertive", 1, "insisted"),
        (UNION, "neutral", 1, "added"),
        (UNION, "doubting", 1, "claimed"),
        (UNION, "accusing", 1, "accused"),
        (None, "doubting", 1, "alleged"),
    ]


def test_tones_are_those_of_the_list_of_cues():
    assert {tone for tone, _ in cues().values()} == set(TONES)


def test_a_cue_without_a_tone_is_not_counted():
    _, voices = bridge()
    voices.loc[voices.cue == "claimed", "cue_tone"] = None
    assert cue_tones(voices)["count"].sum() == 6


def test_the_first_and_the_last_word():
    assert rows(first_and_last(bridge()[1])) == [("first", 1, "officials", None, COUNCIL), ("last", 8, "she", "Mia Roth", UNION)]


@pytest.mark.parametrize(
    ("sentence", "speaker", "evidence", "named"),
    [
        (2, "Mayor Ann Cole", "named", True),
        (3, "Cole", "surname of Ann Cole", True),
        (1, "officials", "unnamed", False),
        (6, None, None, False),
        (6, None, "named", False),
        (2, "Mayor Ann Cole", None, True),
    ],
)
def test_who_counts_as_named(sentence, speaker, evidence, named):
    _, voices = bridge()
    voice = voices[voices.sentence == sentence].assign(speaker=speaker, evidence=evidence)
    assert attributions(voice).named.tolist() == [named]


@pytest.mark.parametrize(
    ("sentences", "speakers", "cue_starts", "count"),
    [
        ([3, 4, 5], ["Cole"] * 3, [20, 20, 20], 1),  # one cue for three sentences
        ([3, 3], ["Cole"] * 2, [20, 40], 2),
        ([3, 4, 5], ["Cole"] * 3, [20, None, None], 1),
        ([3, 5], ["Cole"] * 2, [20, None], 2),  # a sentence of the reporter's stands between
        ([3, 4], ["Cole", "Roth"], [20, None], 2),
        ([3, 4], ["Cole", None], [20, None], 2),
        ([3, 4, 5], [None] * 3, [None] * 3, 1),  # a long quotation of nobody
        ([3, 6], [None] * 2, [None] * 2, 2),
    ],
)
def test_what_is_one_attribution(sentences, speakers, cue_starts, count):
    at = zip(sentences, speakers, cue_starts, strict=True)
    voices = make_table(
        "voices",
        [
            {"sentence": sentence, "start": 10 * i, "end": 10 * i + 5, "kind": "direct", "speaker": speaker, "cue_start": cue, "cue_end": cue}
            for i, (sentence, speaker, cue) in enumerate(at)
        ],
    )
    assert len(attributions(voices)) == count
    assert len(attributions(voices.iloc[::-1])) == count


def test_the_seed_article():
    f = typed()
    table = sourcing(f.sentences, f.voices).set_index("side")
    assert table[["named", "unnamed", "first_sentence", "last_sentence"]].to_dict("index") == {
        AZ: {"named": 10, "unnamed": 0, "first_sentence": 2, "last_sentence": 18},
        AM: {"named": 2, "unnamed": 0, "first_sentence": 4, "last_sentence": 17},
    }


def test_no_voices_give_empty_tables():
    sentences, voices = bridge()
    for none in (empty("voices"), voices.iloc[:0]):
        assert sourcing(sentences, none).empty and cue_tones(none).empty and first_and_last(none).empty and attributions(none).empty


def test_the_given_table_is_not_changed():
    sentences, voices = bridge()
    before = voices.copy()
    sourcing(sentences, voices), cue_tones(voices), first_and_last(voices)
    pd.testing.assert_frame_equal(voices, before)


def test_a_mention_that_names_a_speaker_is_told_from_one_that_is_spoken_of():
    stance = pd.DataFrame({"start": [0, 10, 20, 35], "end": [4, 14, 28, 40]}, index=[7, 8, 9, 11])
    voices = pd.DataFrame({"speaker_start": [8, pd.NA, 28], "speaker_end": [14, pd.NA, 35]}, dtype="Int64")
    assert names_speaker(stance, voices).to_dict() == {7: False, 8: True, 9: False, 11: False}, "to touch is not to be part"
    assert not names_speaker(stance, voices.iloc[1:2]).any() and names_speaker(stance.head(0), voices).empty
