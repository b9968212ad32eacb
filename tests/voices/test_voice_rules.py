"""Attribution by rules alone: a table of sentences."""

from __future__ import annotations

import pytest

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.voices.speech import cues
from analysis.voices.voices import find_voices
from analysis.who.sides import find_sides

SIDES = {"Norland": ["Norland", "Norlanders", "Norlandic"], "Sudland": ["Sudland", "Sudlandic"], "police": [], "union": []}

Expected = tuple[str, str, str | None, str | None, str | None]  # content, kind, speaker, side, cue


def voices_of(text: str) -> list[Expected]:
    parsed = parse(Article(text=text))
    present = {side: names for side, names in SIDES.items() if side.lower() in text.lower()}
    sides = find_sides(parsed, present)[0] if present else {}
    table = find_voices(parsed, sides)
    return [(text[v.start : v.end].removeprefix("that "), v.kind, v.speaker, v.side, v.cue) for v in table.itertuples()]


def one(content: str, kind: str, speaker: str | None, side: str | None, cue: str | None) -> list[Expected]:
    return [(content, kind, speaker, side, cue)]


CASES: list[tuple[str, list[Expected]]] = [
    # indirect speech: speaker before, after, between
    (
        "Norland said that its troops had left the valley.",
        one("its troops had left the valley", "indirect", "Norland", "Norland", "said"),
    ),
    (
        "Two people were hurt, police said.",
        one("Two people were hurt", "indirect", "police", "police", "said"),
    ),
    (
        "Two people were hurt near the station, police said on Friday.",
        one("Two people were hurt near the station", "indirect", "police", "police", "said"),
    ),
    (
        "The minister told reporters that the budget would not change.",
        one("the budget would not change", "indirect", "The minister", None, "told"),
    ),
    (
        "The minister said on Friday that the budget would not change.",
        one("the budget would not change", "indirect", "The minister", None, "said"),
    ),
    (
        "The party, she said, had lost its way.",
        [("The party", "indirect", "she", None, "said"), ("had lost its way", "indirect", "she", None, "said")],
    ),
    (
        "Sudland warned that the talks could fail.",
        one("the talks could fail", "indirect", "Sudland", "Sudland", "warned"),
    ),
    (
        "According to police, three cars were burned.",
        one("three cars were burned", "indirect", "police", "police", "According to"),
    ),
    (
        "Three cars were burned, according to the union.",
        one("Three cars were burned", "indirect", "the union", "union", "according to"),
    ),
    (
        "The general denied that his soldiers had fired first.",
        one("his soldiers had fired first", "indirect", "The general", None, "denied"),
    ),
    (
        "Norland condemned the attack.",
        one("the attack", "indirect", "Norland", "Norland", "condemned"),
    ),
    (
        "The U.N. said Mr. Ali of the St. James clinic had been warned.",
        one("Mr. Ali of the St. James clinic had been warned", "indirect", "The U.N.", None, "said"),
    ),
    # accusations begin with whoever is accused
    (
        "Norland accused Sudland of breaking the truce.",
        one("Sudland of breaking the truce", "indirect", "Norland", "Norland", "accused"),
    ),
    (
        "The mayor was accused of hiding the report.",
        one("hiding the report", "indirect", None, None, "accused"),
    ),
    (
        "The mayor was accused by the union of hiding the report.",
        one("hiding the report", "indirect", "the union", "union", "accused"),
    ),
    (
        "Sudland blamed Norland for the blast.",
        one("Norland for the blast", "indirect", "Sudland", "Sudland", "blamed"),
    ),
    # direct speech: speaker before, after, between
    (
        "“The bridge is gone,” the mayor said.",
        one("“The bridge is gone,”", "direct", "the mayor", None, "said"),
    ),
    (
        '"The bridge is gone," said Anna Weiss, the mayor.',
        one('"The bridge is gone,"', "direct", "Anna Weiss, the mayor", None, "said"),
    ),
    (
        'The mayor said: "The bridge is gone."',
        one('"The bridge is gone."', "direct", "The mayor", None, "said"),
    ),
    (
        '"Nobody knows," she said, "what he will do next."',
        [('"Nobody knows,"', "direct", "she", None, "said"), ('"what he will do next."', "direct", "she", None, "said")],
    ),
    (
        '"Is the road open?" the driver asked.',
        one('"Is the road open?"', "direct", "the driver", None, "asked"),
    ),
    (
        '"We inform you that the road is closed,” it added.',
        one('"We inform you that the road is closed,”', "direct", "it", None, "added"),
    ),
    (
        "'We have waited long enough,' said Mrs Dale.",
        one("'We have waited long enough,'", "direct", "Mrs Dale", None, "said"),
    ),
    (
        "‘We have waited long enough,’ the workers’ leader said.",
        one("‘We have waited long enough,’", "direct", "the workers’ leader", None, "said"),
    ),
    (
        "«The season is over,» the coach said.",
        one("«The season is over,»", "direct", "the coach", None, "said"),
    ),
    (
        "''The season is over,'' the coach said.",
        one("''The season is over,''", "direct", "the coach", None, "said"),
    ),
    (
        '"The race is close," tweeted pollster Greg Nunez.',
        one('"The race is close,"', "direct", "pollster Greg Nunez", None, "tweeted"),
    ),
    (
        "The senator said: \"My father told me, 'Never give up,' and I listened.\"",
        one("\"My father told me, 'Never give up,' and I listened.\"", "direct", "The senator", None, "said"),
    ),
    # mixed speech
    (
        "Norland said Sudland was “playing with fire” on the border.",
        one("Sudland was “playing with fire” on the border", "mixed", "Norland", "Norland", "said"),
    ),
    (
        "The union accused the firm of “holding families hostage”.",
        one("the firm of “holding families hostage”", "mixed", "The union", "union", "accused"),
    ),
    (
        'The governor called the charge "a fairy tale."',
        one('the charge "a fairy tale."', "mixed", "The governor", None, "called"),
    ),
    (
        'He described the inquiry as "a witch hunt".',
        one('the inquiry as "a witch hunt"', "mixed", "He", None, "described"),
    ),
    # two speakers in one sentence
    (
        "Norland said the hill was theirs, while Sudland claimed that no battle had taken place.",
        [
            ("the hill was theirs", "indirect", "Norland", "Norland", "said"),
            ("no battle had taken place", "indirect", "Sudland", "Sudland", "claimed"),
        ],
    ),
    (
        "The two sides met, mediators said, but Norlandic officials warned that gaps remained.",
        [
            ("The two sides met", "indirect", "mediators", None, "said"),
            ("gaps remained", "indirect", "Norlandic officials", "Norland", "warned"),
        ],
    ),
    # several sentences and paragraphs
    (
        '"The bridge is gone," the mayor said. "We will build a new one. It will be better."',
        [
            ('"The bridge is gone,"', "direct", "the mayor", None, "said"),
            ('"We will build a new one.', "direct", "the mayor", None, "said"),
            ('It will be better."', "direct", "the mayor", None, "said"),
        ],
    ),
    (
        "“We face a hard winter.\n\n“We have no money.\n\n“And that is enough,” he said.",
        [
            ("“We face a hard winter.", "direct", "he", None, "said"),
            ("“We have no money.", "direct", "he", None, "said"),
            ("“And that is enough,”", "direct", "he", None, "said"),
        ],
    ),
    (
        'The mayor was blunt: "The money is gone." Nobody spoke.',
        one('"The money is gone."', "direct", "The mayor", None, ":"),
    ),
    (
        "The bridge is said to be unsafe.",
        one("to be unsafe", "indirect", None, None, "said"),
    ),
    # headlines
    (
        "Norland: Sudland broke the truce",
        one("Sudland broke the truce", "indirect", "Norland", "Norland", ":"),
    ),
    (
        "Police say missing boy was found",
        one("missing boy was found", "indirect", "Police", "police", "say"),
    ),
    # hard-wrapped lines
    (
        "The minister told reporters on Monday that the\nbudget would not change before the summer and\nthat taxes would\nstay as they are.",
        one(
            "the\nbudget would not change before the summer and\nthat taxes would\nstay as they are",
            "indirect",
            "The minister",
            None,
            "told",
        ),
    ),
    # the narrator's own words
    ("Two soldiers were killed on Friday.", []),
    ('The so-called "cereal wars" are not over.', []),
    ("The film “Sugar Town” opened the festival.", []),
    ("The book 'A Long Way Home' won the prize.", []),
    ("She spoke for an hour about the weather.", []),
    ("The workers' union met the employers' federation.", []),
    ("Rain is expected to fall on Sunday.", []),
    ("The rock 'n' roll band played on.", []),
    ("The law, which passed in May, takes effect today.", []),
    ("He asked not to be named.", []),
    ("Officials found it difficult to reach the village.", []),
]

FAILURES: list[tuple[str, list[Expected], str]] = [
    (
        "The claim that Norland fired first is disputed.",
        one("Norland fired first", "indirect", None, None, "claim"),
        "nouns of saying are no cues yet",
    ),
    (
        "In the view of the union, the offer was an insult.",
        one("the offer was an insult", "indirect", "the union", "union", "In the view of"),
        "of the prepositions only `according to` is a cue",
    ),
    (
        "The mayor spoke. The bridge, finished last year, was unsafe. Nobody had told her.",
        [
            ("The bridge, finished last year, was unsafe.", "indirect", "The mayor", None, "spoke"),
            ("Nobody had told her.", "indirect", "The mayor", None, "spoke"),
        ],
        "free indirect speech has no mark at all",
    ),
    (
        "He told the crowd this week he would stay, making a joke of the rumours.",
        one("he would stay", "indirect", "He", None, "told"),
        "the rules do not see where the narrator goes on within a clause",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:48] for text, _ in CASES])
def test_sentence(text: str, expected: list[Expected]) -> None:
    assert voices_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(text, expected, marks=pytest.mark.xfail(reason=why)) for text, expected, why in FAILURES],
)
def test_known_failure(text: str, expected: list[Expected]) -> None:
    assert voices_of(text) == expected


def test_a_source_of_two_sides_has_none() -> None:
    assert voices_of("Norland and Sudland said the talks had failed.") == one("the talks had failed", "indirect", "Norland and Sudland", None, "said")


def test_cues_are_well_formed() -> None:
    tones = {"neutral", "assertive", "doubting", "accusing", "conceding", "painted"}
    assert len(cues()) >= 120
    assert {tone for tone, _ in cues().values()} == tones
    assert {takes for _, takes in cues().values()} == {"clause", "object", "accused", "quote"}
