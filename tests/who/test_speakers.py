"""Who is meant by a speaker who is not named in full: a table of invented texts, negatives included."""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analysis.reading.article import Article, read_article
from analysis.reading.draft import ArticleError
from analysis.reading.parse import Parsed, parse
from analysis.tables import make_table
from analysis.voices.voices import hear
from analysis.who.referents import Resolved, resolve_speakers
from analysis.who.sides import Sides, find_sides
from analysis.who.unnamed import is_unnamed

SEED = Path(__file__).parents[2] / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"

Row = tuple[str | None, str | None, str | None]  # speaker as it stands, who, evidence
NOBODY = (None, None)


def tables(text: str, sides: list[str] | None = None) -> tuple[Parsed, pd.DataFrame, Sides]:
    parsed = parse(Article(text=text))
    found = find_sides(parsed, sides)[0] if sides else Sides()
    return parsed, hear(parsed), found


def by_hand(parsed: Parsed, voices: list[tuple[str, str | None]]) -> pd.DataFrame:
    """The table of voices from (content, speaker), each found after the one before it in the text."""
    rows = []
    text, at = parsed.article.text, 0
    for content, speaker in voices:
        start = text.index(content, at)
        paragraph = text.rfind("\n", 0, start) + 1
        before, after = text.rfind(speaker or "", paragraph, start), text.find(speaker or "", start + len(content))
        place = after if before < at or (after >= 0 and after - start - len(content) < start - before) else before
        at = max(start + len(content), place + len(speaker or ""))
        rows.append(
            {
                "sentence": parsed.sentence_at(start), "start": start, "end": start + len(content), "kind": "indirect", "speaker": speaker,
                "speaker_start": place if speaker else None, "speaker_end": place + len(speaker) if speaker else None,
            }
        )  # fmt: skip
    return make_table("voices", rows)


def check(parsed: Parsed, voices: pd.DataFrame, sides: Sides, expected: list[Row]) -> None:
    found = resolve_speakers(parsed, voices, sides)
    assert [(speaker, one.who, one.evidence) for speaker, one in zip(voices["speaker"], found, strict=True)] == expected


CASES: list[tuple[str, list[Row]]] = [
    # named in full: without title, apposition, article
    (
        "Anna Weiss, the mayor of Norburg, said the bridge was closed.",
        [("Anna Weiss, the mayor of Norburg", "Anna Weiss", "named")],
    ),
    (
        "Mayor Anna Weiss said the bridge was closed.",
        [("Mayor Anna Weiss", "Anna Weiss", "named")],
    ),
    (
        "“The bridge is closed,” said spokesman Karl Brandt.",
        [("spokesman Karl Brandt", "Karl Brandt", "named")],
    ),
    (
        "The mayor, Anna Weiss, said the bridge was closed.",
        [("The mayor, Anna Weiss", "Anna Weiss", "named")],
    ),
    (
        "Azerbaijan’s Defense Ministry said three soldiers were wounded.",
        [("Azerbaijan’s Defense Ministry", "Azerbaijan’s Defense Ministry", "named")],
    ),
    (
        "The United Nations said the convoy had arrived.",
        [("The United Nations", "United Nations", "named")],
    ),
    (
        "A spokesman for the Defense Ministry said the convoy had arrived.",
        [("A spokesman for the Defense Ministry", "spokesman for the Defense Ministry", "named")],
    ),
    (
        "Anna Weiss and Paul Kern said the bridge was closed.",
        [("Anna Weiss and Paul Kern", "Anna Weiss and Paul Kern", "named")],
    ),
    # surname, first name, short name
    (
        "Anna Weiss said the bridge was closed. Weiss added that it would open soon.",
        [("Anna Weiss", "Anna Weiss", "named"), ("Weiss", "Anna Weiss", "surname of “Anna Weiss” (sentence 1)")],
    ),
    (
        "Paul Kern said the bridge was closed. Traffic was heavy. Mr. Kern warned that it would stay so.",
        [("Paul Kern", "Paul Kern", "named"), ("Mr. Kern", "Paul Kern", "surname of “Paul Kern” (sentence 1)")],
    ),
    (
        "Anna Weiss opened the meeting in Berlin. The hall was full. Weiss said the bridge was closed.",
        [("Weiss", "Anna Weiss", "surname of “Anna Weiss” (sentence 1)")],
    ),
    (
        "Anna Weiss and her husband Paul Weiss came to the meeting. Mrs. Weiss said the bridge was closed.",
        [("Mrs. Weiss", "Anna Weiss", "surname of “Anna Weiss” (sentence 1)")],
    ),
    (
        "Amnesty International said the camp was full. Amnesty warned that winter was near.",
        [
            ("Amnesty International", "Amnesty International", "named"),
            ("Amnesty", "Amnesty International", "short for “Amnesty International” (sentence 1)"),
        ],
    ),
    (
        "The World Health Organization said the camp was full. The WHO warned that winter was near.",
        [
            ("The World Health Organization", "World Health Organization", "named"),
            ("The WHO", "World Health Organization", "initials of “World Health Organization” (sentence 1)"),
        ],
    ),
    (
        "Azerbaijan’s Defense Ministry said three soldiers were wounded. The Defense Ministry blamed Armenia.",
        [
            ("Azerbaijan’s Defense Ministry", "Azerbaijan’s Defense Ministry", "named"),
            ("The Defense Ministry", "Azerbaijan’s Defense Ministry", "short for “Azerbaijan’s Defense Ministry” (sentence 1)"),
        ],
    ),
    (
        "Otto J. Brandt opened the meeting. Otto Brandt said the bridge was closed. Brandt added that it would open soon.",
        [("Otto Brandt", "Otto J. Brandt", "named"), ("Brandt", "Otto J. Brandt", "surname of “Otto J. Brandt” (sentence 1)")],
    ),
    (
        "The powerful United Nations agreed to a truce. The highly respected Red Cross said the camp was full.",
        [("The highly respected Red Cross", "Red Cross", "named")],
    ),
    # two bearers of a surname: no guess
    (
        "Anna Weiss and Laura Weiss came to the meeting. Weiss said the bridge was closed.",
        [("Weiss", *NOBODY)],
    ),
    # head noun: body, role, document, company
    (
        "Azerbaijan’s Defense Ministry said three soldiers were wounded. The ministry warned that more would follow.",
        [
            ("Azerbaijan’s Defense Ministry", "Azerbaijan’s Defense Ministry", "named"),
            ("The ministry", "Azerbaijan’s Defense Ministry", "“ministry” in “Azerbaijan’s Defense Ministry” (sentence 1)"),
        ],
    ),
    (
        "Anna Weiss, the mayor of Norburg, said the bridge was closed. Residents were angry. The mayor said she was sorry.",
        [
            ("Anna Weiss, the mayor of Norburg", "Anna Weiss", "named"),
            ("The mayor", "Anna Weiss", "“mayor” in “Anna Weiss, the mayor” (sentence 1)"),
        ],
    ),
    (
        "Mayor Anna Weiss opened the bridge. Hundreds came. The mayor said it had taken years.",
        [("The mayor", "Anna Weiss", "“mayor” in “Mayor Anna Weiss” (sentence 1)")],
    ),
    (
        "“The bridge is closed,” said spokeswoman Laura Vogt. The spokeswoman added that it would open soon.",
        [
            ("spokeswoman Laura Vogt", "Laura Vogt", "named"),
            ("The spokeswoman", "Laura Vogt", "“spokeswoman” in “spokeswoman Laura Vogt” (sentence 1)"),
        ],
    ),
    (
        "Prime Minister Otto Brandt said the budget would not change. The prime minister added that wages would rise.",
        [
            ("Prime Minister Otto Brandt", "Otto Brandt", "named"),
            ("The prime minister", "Otto Brandt", "“minister” in “Prime Minister Otto Brandt” (sentence 1)"),
        ],
    ),
    (
        "Prime Minister Otto Brandt said the budget would not change. The foreign minister said wages would rise.",
        [("Prime Minister Otto Brandt", "Otto Brandt", "named"), ("The foreign minister", "foreign minister", "unnamed")],
    ),
    (
        "A report by Oxfam said the camp was full. The report warned that winter was near.",
        [
            ("A report by Oxfam", "report by Oxfam", "named"),
            ("The report", "report by Oxfam", "“report” in “report by Oxfam” (sentence 1)"),
        ],
    ),
    (
        "Siemens said profits had fallen. The company warned that jobs were at risk.",
        [("Siemens", "Siemens", "named"), ("The company", "Siemens", "“company” for “Siemens” (sentence 1)")],
    ),
    (
        "Siemens and Bosch lost money this year. The company said jobs were at risk.",
        [("The company", *NOBODY)],
    ),
    (
        "Paul Kern, a police officer, said the road was blocked. The spokesman said it would open soon.",
        [("Paul Kern, a police officer", "Paul Kern", "named"), ("The spokesman", "spokesman", "unnamed")],
    ),
    (
        "Mayor Anna Weiss and Mayor Paul Kern met on the bridge. The mayor said it had taken years.",
        [("The mayor", *NOBODY)],
    ),
    (
        "The police said two men were hurt. Police added that the road was closed.",
        [("The police", "police", "unnamed"), ("Police", "police", "unnamed")],
    ),
    (
        "Norburg Mayor Anna Weiss opened the bridge. The Norburg mayor said it had taken years.",
        [("The Norburg mayor", "Anna Weiss", "“mayor” in “Norburg Mayor Anna Weiss” (sentence 1)")],
    ),
    (
        "A driver said the road was icy. Rain fell. Snow followed. The road froze. Dogs barked. Shops closed. The clock struck. The wind rose. "
        "The driver said nobody had warned him.",
        [("A driver", "driver", "unnamed"), ("The driver", "driver", "unnamed")],
    ),
    # he, she
    (
        "Anna Weiss said the bridge was closed. She added that it would open soon.",
        [("Anna Weiss", "Anna Weiss", "named"), ("She", "Anna Weiss", "she = “Anna Weiss” (sentence 1)")],
    ),
    (
        "Anna Weiss met Paul Kern in Berlin. He said the bridge was closed. She said it was open.",
        [("He", "Paul Kern", "he = “Paul Kern” (sentence 1)"), ("She", "Anna Weiss", "she = “Anna Weiss” (sentence 1)")],
    ),
    (
        "Paul Kern said the bridge was closed. Traffic was heavy. He added that it would open soon. He warned that the work was hard.",
        [
            ("Paul Kern", "Paul Kern", "named"),
            ("He", "Paul Kern", "he = “Paul Kern” (sentence 1)"),
            ("He", "Paul Kern", "he = “Paul Kern” (sentence 1)"),
        ],
    ),
    (
        "Paul Kern said the bridge was closed. “It is old,” he added.",
        [("Paul Kern", "Paul Kern", "named"), ("he", "Paul Kern", "he = “Paul Kern” (sentence 1)")],
    ),
    (
        "A driver said the road was icy. She added that nobody had warned her.",
        [("A driver", "driver", "unnamed"), ("She", "driver", "she = “driver” (sentence 1)")],
    ),
    (
        "Siemens said profits had fallen. Peter Hahn left the company in May. He said he was tired.",
        [("Siemens", "Siemens", "named"), ("He", "Peter Hahn", "he = “Peter Hahn” (sentence 2)")],
    ),
    (
        "Speaking to Otto Brandt on Monday, Paul Kern said the bridge was closed. He added that it would open soon.",
        [("Paul Kern", "Paul Kern", "named"), ("He", "Paul Kern", "he = “Paul Kern” (sentence 1)")],
    ),
    # no guess: two men, nobody, cataphora, another sex, only in a quotation, too far away, the man within his own words
    (
        "Paul Kern and Otto Brandt met on Monday. He said the talks were hard.",
        [("He", *NOBODY)],
    ),
    (
        "The bridge was closed on Monday. He said it would open soon.",
        [("He", *NOBODY)],
    ),
    (
        "He said the bridge was closed. Paul Kern left the room.",
        [("He", *NOBODY)],
    ),
    (
        "Anna Weiss said the bridge was closed. He said it was open.",
        [("Anna Weiss", "Anna Weiss", "named"), ("He", *NOBODY)],
    ),
    (
        "“Paul Kern knows nothing about this bridge,” Anna Weiss said. He added that it was open.",
        [("Anna Weiss", "Anna Weiss", "named"), ("He", *NOBODY)],
    ),
    (
        "Paul Kern said the bridge was closed. Rain fell. Snow followed. The road froze. Trains stopped. Shops closed. Night came. "
        "The wind rose. He said it would open soon.",
        [("Paul Kern", "Paul Kern", "named"), ("He", *NOBODY)],
    ),
    (
        "Paul Kern had been warned twice, he said.",
        [("he", *NOBODY)],
    ),
    (
        "Otto Brandt opened the meeting. A letter was sent to Paul Kern. He said the bridge was closed.",
        [("He", *NOBODY)],
    ),
    (
        "A letter said the bridge was closed. He added that it would open soon.",
        [("A letter", "letter", "unnamed"), ("He", *NOBODY)],
    ),
    # it, they, who
    (
        "Azerbaijan’s Defense Ministry said three soldiers were wounded. It warned that more would follow.",
        [
            ("Azerbaijan’s Defense Ministry", "Azerbaijan’s Defense Ministry", "named"),
            ("It", "Azerbaijan’s Defense Ministry", "it = “Azerbaijan’s Defense Ministry” (sentence 1)"),
        ],
    ),
    (
        "Siemens said profits had fallen. Paul Kern left the room. It warned that jobs were at risk.",
        [("Siemens", "Siemens", "named"), ("It", "Siemens", "it = “Siemens” (sentence 1)")],
    ),
    (
        "Paul Kern said the bridge was closed. It warned that more would follow.",
        [("Paul Kern", "Paul Kern", "named"), ("It", *NOBODY)],
    ),
    (
        "Residents said the bridge was closed. They complained that nobody had warned them.",
        [("Residents", "residents", "unnamed"), ("They", "residents", "they = “residents” (sentence 1)")],
    ),
    (
        "Anna Weiss and Paul Kern said the bridge was closed. They added that it would open soon.",
        [
            ("Anna Weiss and Paul Kern", "Anna Weiss and Paul Kern", "named"),
            ("They", "Anna Weiss and Paul Kern", "they = “Anna Weiss and Paul Kern” (sentence 1)"),
        ],
    ),
    (
        "Paul Kern said the bridge was closed. They added that it would open soon.",
        [("Paul Kern", "Paul Kern", "named"), ("They", *NOBODY)],
    ),
    (
        "Chicago was cold on Monday. They said the bridge was closed.",
        [("They", *NOBODY)],
    ),
    # unnamed sources
    (
        "Officials said the bridge was closed.",
        [("Officials", "officials", "unnamed")],
    ),
    (
        "Two people were hurt, police said.",
        [("police", "police", "unnamed")],
    ),
    (
        "Twelve residents said the bridge was closed.",
        [("Twelve residents", "twelve residents", "unnamed")],
    ),
    (
        "The mayor said the bridge was closed.",
        [("The mayor", "mayor", "unnamed")],
    ),
    (
        "A source close to the talks said the bridge was closed.",
        [("A source close to the talks", "source close to the talks", "unnamed")],
    ),
    # nobody
    (
        "The road is closed. “Nobody knows when it will open again.”",
        [(None, *NOBODY)],
    ),
    (
        "I said the bridge was closed.",
        [("I", *NOBODY)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:60] for text, _ in CASES])
def test_text(text: str, expected: list[Row]) -> None:
    check(*tables(text), expected)


BY_HAND: list[tuple[str, list[tuple[str, str | None]], list[Row]]] = [
    (
        "Paul Kern, who said the bridge was closed, left the room.",
        [("the bridge was closed", "who")],
        [("who", "Paul Kern", "who = “Paul Kern” (sentence 1)")],
    ),
    (
        "An official who asked not to be named said the bridge was closed.",
        [("the bridge was closed", "An official who asked not to be named")],
        [("An official who asked not to be named", "official who asked not to be named", "unnamed")],
    ),
    (
        "Anna Weiss, who has led the city since May, said the bridge was closed.",
        [("the bridge was closed", "Anna Weiss, who has led the city since May,")],
        [("Anna Weiss, who has led the city since May,", "Anna Weiss", "named")],
    ),
    (
        "The bridge is closed, a spokesman for the ministry, Karl Brandt, said.\nThe spokesman said it would open soon.",
        [("The bridge is closed", "a spokesman for the ministry, Karl Brandt"), ("it would open soon", "The spokesman")],
        [
            ("a spokesman for the ministry, Karl Brandt", "Karl Brandt", "named"),
            ("The spokesman", "Karl Brandt", "“spokesman” in “spokesman for the ministry, Karl Brandt” (sentence 1)"),
        ],
    ),
    (
        "Lena Vogt is the head of the union in Norburg.\nThe head said the bridge was closed.",
        [("the bridge was closed", "The head")],
        [("The head", "Lena Vogt", "“head” in “Lena Vogt is the head” (sentence 1)")],
    ),
    (
        "Paul Kern came late.\nHe was tired.\nThe hall was cold.\nRain fell.\nSnow followed.\nHe looked at the bridge.\nNobody spoke.\n"
        "The bridge was closed, he said.",
        [("The bridge was closed", "he")],
        [("he", "Paul Kern", "he = “Paul Kern” (sentence 1)")],
    ),
    (
        "The speaker of “we are tired, he said” was never found.",
        [("we are tired", "he")],
        [("he", *NOBODY)],
    ),
    # a relative pronoun stands for the noun before it, also where nobody was known by it
    (
        "It was a gift to a company that has refused talks on the roster.",
        [("talks on the roster", "that")],
        [("that", "company", "that = “company” (sentence 1)")],
    ),
    (
        "The report, which warned of floods and which asked for higher walls, was never printed.",
        [("higher walls", "which")],
        [("which", "report", "which = “report” (sentence 1)")],
    ),
    (
        "Two voters who said the bridge was closed had left.",
        [("the bridge was closed", "who")],
        [("who", "two voters", "who = “two voters” (sentence 1)")],
    ),
    (
        "The plan of Paul Kern, a broker who backed the bridge, was never printed.",
        [("the bridge", "who")],
        [("who", "Paul Kern", "who = “Paul Kern” (sentence 1)")],
    ),
    (
        "Norburg has a demographic that backed the bridge.",
        [("the bridge", "that")],
        [("that", "demographic", "unnamed")],
    ),
    (
        "The plan helped those who backed the bridge. He said that it was open.",
        [("the bridge", "who"), ("it was open", "that")],
        [("who", *NOBODY), ("that", *NOBODY)],
    ),
]


@pytest.mark.parametrize(("text", "voices", "expected"), BY_HAND, ids=[text[:60] for text, _, _ in BY_HAND])
def test_table_by_hand(text: str, voices: list[tuple[str, str | None]], expected: list[Row]) -> None:
    parsed = parse(Article(text=text))
    check(parsed, by_hand(parsed, voices), Sides(), expected)


SIDED: list[tuple[str, list[str], list[tuple[str | None, str | None, str | None]]]] = [  # text, sides, then speaker, who, side
    (
        "Armenia said two soldiers were killed. It warned that Azerbaijan would answer for it.",
        ["Armenia", "Azerbaijan"],
        [("Armenia", "Armenia", "Armenia"), ("It", "Armenia", "Armenia")],
    ),
    (
        "Azerbaijan’s Defense Ministry said three soldiers were wounded by Armenia. The ministry warned that more would follow.",
        ["Armenia", "Azerbaijan"],
        [
            ("Azerbaijan’s Defense Ministry", "Azerbaijan’s Defense Ministry", "Azerbaijan"),
            ("The ministry", "Azerbaijan’s Defense Ministry", "Azerbaijan"),
        ],
    ),
    (
        "Armenian spokeswoman Laura Vogt said Azerbaijan had fired first. The road was closed. The spokeswoman added that talks had failed.",
        ["Armenia", "Azerbaijan"],
        [("Armenian spokeswoman Laura Vogt", "Laura Vogt", "Armenia"), ("The spokeswoman", "Laura Vogt", "Armenia")],
    ),
    (
        "A driver said the road was icy. He added that it was dark. Armenia and Azerbaijan share the road.",
        ["Armenia", "Azerbaijan"],
        [("A driver", "driver", None), ("He", "driver", None)],
    ),
]


@pytest.mark.parametrize(("text", "sides", "expected"), SIDED, ids=[text[:60] for text, _, _ in SIDED])
def test_sides(text: str, sides: list[str], expected: list[tuple[str | None, str | None, str | None]]) -> None:
    parsed, voices, sides = tables(text, sides)
    found = resolve_speakers(parsed, voices, sides)
    assert [(speaker, one.who, one.side) for speaker, one in zip(voices["speaker"], found, strict=True)] == expected


def test_the_seed() -> None:
    parsed = parse(read_article(SEED))
    sides = find_sides(parsed)[0]
    voices = hear(parsed)
    found = resolve_speakers(parsed, voices, sides)
    who = {(row.sentence, row.speaker): one.who for row, one in zip(voices.itertuples(), found, strict=True)}
    assert who[3, "the ministry"] == who[6, "the ministry"] == who[7, "It"] == who[10, "it"] == "Azerbaijan’s Defense Ministry"
    assert who[11, "The Azerbaijani Foreign Ministry"] == "Azerbaijani Foreign Ministry"


pieces = st.sampled_from(
    [
        "Anna Weiss", "Paul Kern", "Mr. Kern", "Weiss", "the mayor", "Mayor", "The ministry", "Norland’s Defense Ministry", "Siemens", "the company",
        "he", "She", "it", "They", "who", "officials", "Police", "a spokesman", " said ", " said that ", " added ", " told ", " according to ",
        "the bridge was closed", "it rained", "“", "”", '"', ", ", ". ", ".\n", ", the ", ": ", " and ", " of ", " for ", "\u200b", "\n\n", "U.N.",
        "(", ")", "’s", "—",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.lists(pieces, min_size=1, max_size=40).map("".join), st.text(min_size=1, max_size=60)))
@example("he said who said it said they said")
@example("According to , Anna Weiss, the mayor, said, he said.")
def test_any_text(text: str) -> None:
    try:
        parsed, voices, sides = tables(text)
    except ArticleError:
        return
    found = resolve_speakers(parsed, voices, sides)
    assert len(found) == len(voices)
    for speaker, one in zip(voices["speaker"], found, strict=True):
        assert (one.who is None) == (one.evidence is None)
        assert speaker is not None or one == Resolved(None, None, None)
        assert one.evidence != "unnamed" or is_unnamed(str(one.who))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(pieces, min_size=1, max_size=30).map("".join), st.data())
def test_any_table(text: str, data: st.DataObject) -> None:
    """Whatever stretch of the text is called a speaker, in whatever order."""
    try:
        parsed = parse(Article(text=text))
    except ArticleError:
        return
    length = len(parsed.article.text)
    spans = data.draw(st.lists(st.tuples(st.integers(0, length), st.integers(0, length)).map(sorted), max_size=6))
    rows = [
        {"sentence": parsed.sentence_at(a), "start": a, "end": b, "kind": "direct", "speaker": text[a:b], "speaker_start": a, "speaker_end": b}
        for a, b in spans
    ]
    assert len(resolve_speakers(parsed, make_table("voices", rows), Sides())) == len(rows)


def test_time_grows_with_the_length() -> None:
    text = "Mayor Anna Weiss said the ministry was closed. The foreign minister said it was open. Kern warned that he knew. He added that it rained. "
    took = []
    for times in (50, 200):
        parsed, voices, sides = tables(text * times)
        start = time.perf_counter()
        resolve_speakers(parsed, voices, sides)
        took.append(time.perf_counter() - start)
    assert took[1] < 10 * took[0] + 0.5
