"""The articles constructed for teaching: their papers, their hand-coded answers, and how far the suite agrees with these."""

from __future__ import annotations

import hashlib
from functools import cache

import pandas as pd
import pytest
from taught import ARTICLES, LABELS, SEEDS, coded, framing_of, read, right, story

from analysis.reading.parse import Parsed, parse
from analysis.voices.voices import voice_at
from analysis.who.sides import find_sides

COLUMNS = {
    "voices": ["stretch", "sentence", "start", "end", "kind", "speaker", "side", "cue", "text"],
    "terms": ["sentence", "start", "end", "voice", "about", "text"],
    "stance": ["sentence", "side", "start", "end", "label", "text"],
}
SIDES = {
    "border_clash": {"Armenia", "Azerbaijan"},
    "tram_strike": {"Allied Tram Workers", "Tessaline Trams", "Labour Ministry"},
    "harbour_turbines": {"Corvane Power", "Merrowick Fishing Association"},
}


@cache
def parsed(name: str) -> Parsed:
    return parse(read(name))


# ---------------------------------------------------------------------------------------------------- articles and papers


@pytest.mark.parametrize("name", ARTICLES)
def test_every_article_says_that_it_is_constructed(name):
    article = read(name)
    assert article.outlet == "Constructed for teaching" and article.author and "invented" in article.author
    assert article.title and article.headline and article.text.startswith(article.title)
    assert article.date is None and article.url is None and not article.warnings
    assert "licence: CC0 1.0" in (SEEDS / "articles" / f"{name}.txt").read_text(encoding="utf-8").split("\n---\n")[0]


@pytest.mark.parametrize("name", ARTICLES)
def test_every_article_is_as_long_as_a_lesson_can_bear(name):
    assert 250 <= len(read(name).text.split()) <= (550 if name == "harbour_turbines" else 450), "a shift needs length to be found"


def test_papers_name_every_file_with_its_sum():
    papers = (SEEDS / "articles" / "README.md").read_text(encoding="utf-8")
    for path in sorted((SEEDS / "articles").iterdir()):
        if path.suffix == ".txt":
            body = path.read_bytes().split(b"\n---\n", 1)[1]
        elif path.suffix == ".json":
            body = path.read_bytes()
        else:
            continue
        row = next((line for line in papers.splitlines() if line.startswith(f"| `{path.name}`")), "")
        assert hashlib.sha256(body).hexdigest() in row, f"put the sum of {path.name} into its line of the table"


@pytest.mark.parametrize("name", ARTICLES)
def test_no_sentence_is_that_of_another_article(name):
    def runs(text: str) -> set[tuple[str, ...]]:
        words = text.split()
        return {tuple(words[i : i + 6]) for i in range(len(words) - 5)}

    shared = {"“The offer is fair, and it is still on the table,” said Piers Aldane, the company's head of operations."}
    allowed = set().union(*(runs(sentence) for sentence in shared))
    others = [read(other).text for other in [*ARTICLES, "armenia_azerbaijan_clash"] if other != name]
    assert not runs(read(name).text) & set().union(*(runs(text) for text in others)) - allowed


# ------------------------------------------------------------------------------------------------------ hand-coded answers


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("table", COLUMNS)
def test_answers_are_words_of_the_article(name, table):
    text = read(name).text
    sentences = parsed(name).sentences.set_index("sentence")
    rows = coded(name, table)
    assert list(rows[0]) == COLUMNS[table]
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        assert text[start:end] == row["text"]
        place = sentences.loc[int(row["sentence"])]
        assert place["start"] <= start < end <= place["end"], row
        around = text[max(0, place["start"] - 250) : place["end"]]  # a cue may stand in the sentence before
        assert all(row.get(words, "") in around for words in ("speaker", "cue")), row


@pytest.mark.parametrize("name", ARTICLES)
def test_answers_are_those_of_the_code_book(name):
    sides = SIDES[story(name)]
    voices, terms, stance = (coded(name, table) for table in COLUMNS)
    assert {row["kind"] for row in voices} == {"direct", "indirect", "mixed"}
    assert {row["side"] for row in voices} <= sides | {""}
    assert {row["voice"] for row in terms} <= {"narrator", "source"} and {row["about"] for row in terms} <= sides | {""}
    assert {row["label"] for row in stance} <= set(LABELS) and {row["side"] for row in stance} <= sides
    assert 10 <= len(stance) <= (30 if name == "harbour_turbines" else 14)
    unnamed = ("official", "nurse", "teacher", "shopkeeper", "diplomats", "Aid workers")
    assert any(word in row["speaker"] for row in voices for word in unnamed)
    assert any(row["speaker"].lower() in ("it", "she", "he", "the ministry", "the union") for row in voices)


def test_what_was_put_there_on_purpose():
    harsh = {name: [row["voice"] for row in coded(name, "terms")] for name in ARTICLES}
    assert set(harsh["border_clash_wire"]) == set(harsh["border_clash_peace"]) == {"source"}
    judged = {name: {row["label"] for row in coded(name, "stance")} for name in ARTICLES}
    assert judged["border_clash_peace"] == {"neutral"}
    mirror = {row["side"] for row in coded("border_clash_other_side", "stance") if row["label"] == "negative"}
    assert mirror == {"Azerbaijan"}
    for name, verdict in (("tram_strike_city", "negative"), ("tram_strike_depot", "positive")):
        assert verdict in {row["label"] for row in coded(name, "stance") if row["side"] == "Allied Tram Workers"}
    turn = [int(row["sentence"]) for row in coded("tram_strike_city", "terms")]
    assert min(turn) == 11
    assert {row["label"] for row in coded("tram_strike_city", "stance") if int(row["sentence"]) < 11} == {"neutral"}


# --------------------------------------------------------------------------------------------- the suite against the coder


def table_of(measure: str) -> str:
    return "voices" if measure in ("kind", "side") else measure


# article, measure, how many of the coder's answers the suite gives at least: as measured, not as wished
MEASURED = [
    ("border_clash_wire", "kind", 18), ("border_clash_wire", "side", 16), ("border_clash_wire", "terms", 3), ("border_clash_wire", "stance", 12),
    ("border_clash_other_side", "kind", 17), ("border_clash_other_side", "side", 12), ("border_clash_other_side", "terms", 14),
    ("border_clash_other_side", "stance", 8),
    ("border_clash_peace", "kind", 19), ("border_clash_peace", "side", 18), ("border_clash_peace", "terms", 1), ("border_clash_peace", "stance", 10),
    ("tram_strike_city", "kind", 17), ("tram_strike_city", "side", 17), ("tram_strike_city", "terms", 11), ("tram_strike_city", "stance", 13),
    ("tram_strike_depot", "kind", 19), ("tram_strike_depot", "side", 20), ("tram_strike_depot", "terms", 6), ("tram_strike_depot", "stance", 9),
    ("harbour_turbines", "kind", 21), ("harbour_turbines", "side", 21), ("harbour_turbines", "terms", 14), ("harbour_turbines", "stance", 22),
]  # fmt: skip


@pytest.mark.parametrize(("name", "measure", "least"), MEASURED)
def test_agreement_with_the_coder(name, measure, least):
    framing, rows = framing_of(name), coded(name, table_of(measure))
    wrong = [f"{row['sentence']}: {row['text']}" for row in rows if not right(framing, measure, row)]
    assert len(rows) - len(wrong) >= least, wrong


# article -> how many stretches the suite attributes at most that the coder left to the reporter; one more or less with the processor
FALSE_ALARMS = {
    "border_clash_wire": 0, "border_clash_other_side": 4, "border_clash_peace": 5,
    "tram_strike_city": 4, "tram_strike_depot": 3, "harbour_turbines": 5,
}  # fmt: skip


@pytest.mark.parametrize(("name", "most"), FALSE_ALARMS.items())
def test_false_alarms_are_few(name, most):
    by_hand = pd.DataFrame(coded(name, "voices")).astype({"start": int, "end": int})
    middles = (framing_of(name).voices["start"] + framing_of(name).voices["end"]) // 2
    assert sum(voice_at(by_hand, middle, middle + 1) is None for middle in middles) <= most


# reason: (measure, [(article, sentences)]); the words are those of the coder's rows of these sentences that the suite misses
KNOWN_FAILURES = {
    "“a senior official there” points back to a place": ("side", [("border_clash_other_side", [23])]),
    "“its counterpart in Yerevan” is a body of the capital named": ("side", [("border_clash_peace", [7])]),
    "quoted words alone, as a part of the reporter's sentence, are called direct": (
        "kind", [("border_clash_other_side", [16]), ("tram_strike_depot", [4]), ("harbour_turbines", [38])],
    ),
    "everyday words that judge here are not on the list: slogans, kept its patience, militants, threatening, a gift": (
        "terms", [("tram_strike_city", [11, 18, 26]), ("tram_strike_depot", [18, 22])],
    ),
    "words of praise that judge here are not on the list: honest, graceful, generous, splendid, with grace, the decency": (
        "terms", [("harbour_turbines", [3, 6, 10, 11, 16, 37])],
    ),
    "words that are plain elsewhere are not on the list: siege, invasion, ancient, a hero": (
        "terms", [("border_clash_wire", [21]), ("border_clash_other_side", [7, 17]), ("border_clash_peace", [9])],
    ),
    "“we”, “our” and “they” in a quotation have no side where the speaker has none": (
        "stance", [("border_clash_wire", [10]), ("border_clash_other_side", [6, 9]), ("tram_strike_depot", [14])],
    ),
    "“they” for people named two words or a sentence before": ("stance", [("tram_strike_city", [27]), ("tram_strike_depot", [4])]),
    "“they” and “their” in a quotation, for a company or its critics; “it” for a side after a passage about others": (
        "stance", [("harbour_turbines", [12, 15, 26, 35, 40])],
    ),
    "“its members” belong to the body named in the sentence before": ("side", [("harbour_turbines", [14])]),
    "“the regime in Baku” and “its counterpart in Yerevan” pass for places": (
        "stance", [("border_clash_other_side", [19]), ("border_clash_peace", [7])],
    ),
    "a judgement in an added clause: a pretext, a ministry that sat idle, a modest demand": (
        "stance", [("border_clash_other_side", [21]), ("tram_strike_depot", [9, 20])],
    ),
    "“It offered no evidence” passes for a plain fact": ("stance", [("border_clash_other_side", [12])]),
    "a polite promise passes for praise": ("stance", [("border_clash_peace", [25])]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "places"), [pytest.param(*what, marks=pytest.mark.xfail(reason=why), id=why) for why, what in KNOWN_FAILURES.items()]
)
def test_known_failures(measure, places):
    wrong = [
        f"{name} {row['sentence']}: {row['text']}"
        for name, sentences in places
        for row in coded(name, table_of(measure))
        if int(row["sentence"]) in sentences and not right(framing_of(name), measure, row)
    ]
    assert not wrong


@pytest.mark.parametrize("name", ["tram_strike_city", "tram_strike_depot"])
def test_sides_of_the_strike_are_found_without_being_told(name):
    found = set(find_sides(parsed(name))[0])
    assert found >= {"Allied Tram Workers", "Tessaline Trams"} and not found & {"union", "company"}


@pytest.mark.parametrize("name", [name for name in ARTICLES if name.startswith("border_clash")])
def test_sides_of_the_clash_are_found_without_being_told(name):
    assert set(framing_of(name).sides) == {"Armenia", "Azerbaijan"}


@pytest.mark.parametrize("name", ["border_clash_wire", "border_clash_peace", "tram_strike_depot"])
def test_no_shift_is_found_where_none_was_built(name):
    assert (framing_of(name).changes["p_value"] > 0.05).all()


@pytest.mark.xfail(reason="two dozen sentences are few for the test, corrected for eight measures")
def test_the_shift_of_a_short_article_is_found():
    assert (framing_of("tram_strike_city").changes["p_value"] <= 0.05).any()


def test_the_shift_of_a_long_article_is_found_where_the_coder_has_it():
    labels = [(int(row["sentence"]), row["label"]) for row in coded("harbour_turbines", "stance") if row["side"] == "Corvane Power"]
    last_before = max(sentence for sentence, label in labels if label != "negative")
    assert last_before == 19 < min(sentence for sentence, label in labels if label == "negative")
    changes = framing_of("harbour_turbines").changes
    (found,) = changes[changes["p_value"] <= 0.05].itertuples()
    assert (found.metric, found.sentence) == ("stance: Corvane Power", last_before)
    assert found.before > 0.5 and found.after < -0.5 and found.p_raw < found.p_value
    loaded = changes.set_index("metric").loc["loaded words per 100 words"]
    assert loaded["p_raw"] < 0.1 < loaded["p_value"], "lesson 5 shows what the correction costs"
