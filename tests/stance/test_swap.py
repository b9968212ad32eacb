"""The swap audit: which name comes in and how the sentence takes it, where mentions stand afterwards, and what the audit says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import lxml.html
import numpy as np
import pandas as pd
import pytest
from typed import AM, AZ, bare, typed

import analysis
from analysis import charts
from analysis.framing import Framing, analyse
from analysis.reading.article import Article, read_article
from analysis.reading.parse import parse
from analysis.report.caution import trust
from analysis.stance.names import NewName, exchange, find_places, known_sides, new_names, placeholder_sides
from analysis.stance.swap import NAMES, PLACEHOLDERS, STAND_INS, SwapAudit
from analysis.who.mentions import find_mentions
from analysis.who.sides import find_sides

SEED = Path(__file__).parents[2] / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"
BOTH = [AM, AZ]
NAME = re.compile("Armenian|Azerbaijani|Armenia|Azerbaijan|Baku|Yerevan")
OTHER = {"Armenian": "Azerbaijani", "Armenia": "Azerbaijan", "Yerevan": "Baku"}
OTHER |= {other: name for name, other in OTHER.items()}
UNION = {"Union": ["RMT", "the union"], "Firm": ["Northern Rail", "the company"]}


def exchanged(text, given, *, placeholders=False):
    """Return the sentences with the names of their sides exchanged, and the notes."""
    parsed = parse(Article(text))
    sides, _ = find_sides(parsed, given)
    mentions = find_mentions(parsed, sides)
    known = known_sides(sides, mentions, text)
    order = list(sides)
    turned = placeholder_sides(known) if placeholders else {side: known[order[(i + 1) % len(order)]] for i, side in enumerate(order)}
    names, notes = new_names(find_places(parsed, mentions, known), known, turned)
    rows = parsed.sentences.itertuples()
    new = [exchange(row.text, [name.moved(-row.start) for name in names if row.start <= name.start < row.end]).text for row in rows]
    return " ".join(new), notes


# ---------------------------------------------------------------------------------------------------------- new names

SENTENCES = {
    "an and a": (BOTH, "An Armenian officer met an Azerbaijani in Baku.", "An Azerbaijani officer met an Armenian in Yerevan."),
    "a and an": (
        ["Russia", "Iran"],
        "A Russian soldier shot an Iranian. Moscow blamed Tehran.",
        "An Iranian soldier shot a Russian. Tehran blamed Moscow.",
    ),
    "a by sound": (
        ["Ukraine", "Armenia"],
        "An Armenian envoy met Ukraine's army. Armenia fell.",
        "A Ukrainian envoy met Armenia's army. Ukraine fell.",
    ),
    "people": (
        BOTH,
        "Armenians are angry, and Azerbaijanis’ homes burned. Baku and Yerevan talk.",
        "Azerbaijanis are angry, and Armenians’ homes burned. Yerevan and Baku talk.",
    ),
    "capital letters": (BOTH, "ARMENIA ATTACKS AZERBAIJANI TOWN\nArmenia attacked.", "AZERBAIJAN ATTACKS ARMENIAN TOWN Azerbaijan attacked."),
    "possessive": (
        ["Cyprus", "Greece"],
        "Cyprus’ army and Greece’s navy met. Cyprus's ships left.",
        "Greece’s army and Cyprus’ navy met. Greece's ships left.",
    ),
    "two names with the": (
        ["Netherlands", "United States"],
        "The Netherlands said the eastern United States was safe. A Dutch ship left the United States.",
        "The United States said the eastern Netherlands was safe. An American ship left the Netherlands.",
    ),
    "the comes and goes": (
        ["Netherlands", "Germany"],
        "Germany sued the Netherlands. Germany’s court heard it, and eastern Germany agreed.",
        "The Netherlands sued Germany. The Netherlands’ court heard it, and the eastern Netherlands agreed.",
    ),
    "U.S. before a noun": (
        ["United States", "Iran"],
        "U.S. forces struck Iran. The U.S. said Iranian forces fled. Iran is angry at the US-led talks.",
        "Iranian forces struck the United States. Iran said American forces fled. The United States is angry at the Iran-led talks.",
    ),
    "a government without counterpart": (
        ["Russia", "Ukraine"],
        "The Kremlin said Ukraine was to blame. Kyiv denied it. In Moscow, people laughed at a Ukrainian envoy.",
        "Kyiv said Russia was to blame. Moscow denied it. In Kyiv, people laughed at a Russian envoy.",
    ),
    "French is no person": (
        ["France", "Germany"],
        "A French envoy and a German met. Germans are glad. French troops left.",
        "A German envoy and a French citizen met. French people are glad. German troops left.",
    ),
    "Turk and Turkish": (
        ["Turkey", "Greece"],
        "Greek ships met Turkish ships. Turks and Greeks fought. A Greek died.",
        "Turkish ships met Greek ships. Greeks and Turks fought. A Turk died.",
    ),
    "the two Congos": (
        ["Republic of the Congo", "Democratic Republic of the Congo"],
        "The Republic of the Congo closed its border with Congo. Brazzaville blamed Congolese rebels.",
        "The Democratic Republic of the Congo closed its border with the Republic of the Congo. Kinshasa blamed Republic of the Congo rebels.",
    ),
    "a group has no people's name": (
        ["Israel", "Hamas"],
        "Israel struck Hamas. Israeli forces met Hamas fighters. Israelis are tired. An Israeli was hurt.",
        "Hamas struck Israel. Hamas forces met Israeli fighters. Members of Hamas are tired. A member of Hamas was hurt.",
    ),
    "parties": (
        ["Republicans", "Democrats"],
        "Republicans blocked Democrats. A Democratic senator called a Republican a liar. The Republican Party wept.",
        "Democrats blocked Republicans. A Republican senator called a Democrat a liar. The Democratic Party wept.",
    ),
    "British parties": (
        ["Labour", "Conservatives"],
        "Labour MPs voted with the Conservatives. A Conservative MP shouted at the Labour Party.",
        "Conservative MPs voted with Labour. A Labour MP shouted at the Conservative Party.",
    ),
    "given names by position": (
        UNION,
        "The RMT said Northern Rail lied. The union accused the company. An RMT member met a Northern Rail manager.",
        "Northern Rail said the RMT lied. The company accused the union. A Northern Rail member met an RMT manager.",
    ),
    "common nouns": (
        ["police", "protesters"],
        "Police attacked protesters. A police officer hit a protester.",
        "Protesters attacked police. A protester hit a police officer.",
    ),
    "persons who are sides": (
        ["Donald Trump", "Hillary Clinton"],
        "Donald Trump mocked Hillary Clinton. Trump said Clinton lied. Bill Clinton laughed.",
        "Hillary Clinton mocked Donald Trump. Clinton said Trump lied. Bill Clinton laughed.",
    ),
    "persons of a side stay": (
        BOTH,
        "Armenian Prime Minister Nikol Pashinyan met Azerbaijani President Ilham Aliyev in Yerevan. Pashinyan left.",
        "Azerbaijani Prime Minister Nikol Pashinyan met Armenian President Ilham Aliyev in Baku. Pashinyan left.",
    ),
    "a given name that holds a name": (
        {"Armenia": [], "Azerbaijan": ["Azerbaijani Foreign Ministry"]},
        "The Azerbaijani Foreign Ministry condemned Armenia.",
        "The Armenian Foreign Ministry condemned Azerbaijan.",
    ),
    "three sides rotate": (
        ["India", "China", "Pakistan"],
        "India, China and Pakistan met. Chinese and Indian officials spoke; Pakistanis left. Beijing blamed New Delhi.",
        "China, Pakistan and India met. Pakistani and Chinese officials spoke; Indians left. Islamabad blamed Beijing.",
    ),
    "other names are not touched": (
        ["Russia", "United States"],
        "Russian officials in Prussia read the Moscow Times. The Washington Post said Russia met America. The Bank of America watched.",
        "American officials in Prussia read the Moscow Times. The Washington Post said the United States met Russia. The Bank of America watched.",
    ),
}


@pytest.mark.parametrize(("given", "text", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_exchanged_sentences(given, text, expected):
    assert exchanged(text, given)[0] == expected


@pytest.mark.parametrize(
    ("given", "text", "expected"),
    [
        (BOTH, "An Armenian officer shot an Azerbaijani in Baku.", "A Country A officer shot a citizen of Country B in Country B."),
        (BOTH, "Armenians fled, and Azerbaijanis’ homes burned.", "People of Country A fled, and people of Country B’s homes burned."),
        (
            ["Germany", "Netherlands"],
            "Germany left the Netherlands. The Dutch said no.",
            "Country A left Country B. The people of Country B said no.",
        ),
        (UNION, "The RMT said Northern Rail lied.", "Group A said Group B lied."),
        (["Israel", "Hamas"], "Israeli forces struck Hamas.", "Country A forces struck Group B."),
    ],
)
def test_placeholders(given, text, expected):
    assert exchanged(text, given, placeholders=True)[0] == expected


def test_a_name_without_counterpart_is_noted():
    _, notes = exchanged("Israelis met Hamas. Israel spoke.", ["Israel", "Hamas"])
    assert notes == ["No name like “Israelis” is known for Hamas; “members of Hamas” was used instead."]


# -------------------------------------------------------------------------------------------------- the offset map


def test_exchange_works_on_a_plain_sentence():
    new = exchange("A Russian shot Iran’s envoy.", [NewName(2, 9, "Iranian"), NewName(15, 19, "Cyprus")])
    assert new.text == "An Iranian shot Cyprus’ envoy."
    assert new.text[slice(*new.span(2, 9))] == "Iranian" and new.text[slice(*new.span(22, 27))] == "envoy"
    assert exchange("Nothing here.", []).text == "Nothing here."
    with pytest.raises(ValueError, match="2:99 does not lie inside"):
        exchange("A Russian", [NewName(2, 99, "Iranian")])


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("In the end the Netherlands kept its word.", NewName(15, 26, "Germany", False), {"Netherlands": "Germany", "its": "its"}),
        ("In the end Germany kept its word.", NewName(11, 18, "Netherlands", True), {"Germany": "Netherlands", "its": "its", "end": "end"}),
        ("Germany kept its word.", NewName(0, 7, "Netherlands", True), {"Germany": "Netherlands", "its": "its"}),
        ("They left Cyprus’ army.", NewName(10, 16, "Greece"), {"They": "They", "Cyprus": "Greece", "army": "army"}),
    ],
)
def test_every_mention_is_found_again(text, name, words):
    new = exchange(text, [name])
    for old, expected in words.items():
        start = text.index(old)
        assert new.text[slice(*new.span(start, start + len(old)))] == expected


# ----------------------------------------------------------------------------------------------------- toy scorers


class NameBlind:
    """Reads the sentence and never a name."""

    id = "name-blind"

    def score(self, targets, *, progress=False):
        return np.array([[0.7, 0.2, 0.1] if "illegal" in text or "accused" in text else [0.2, 0.5, 0.3] for text, _, _ in targets])


class NameReading:
    """Likes one side, whatever is said of it."""

    id = "name-reading"

    def score(self, targets, *, progress=False):
        return np.array([[0.8, 0.1, 0.1] if text[a:b].startswith(("Armen", "Yerevan")) else [0.1, 0.8, 0.1] for text, a, b in targets])


def test_a_name_blind_scorer_is_cleared():
    audit = typed().swap_audit(model=NameBlind())
    assert (audit.table.change == 0).all() and (audit.table.placeholder_change == 0).all()
    assert audit.flips.empty and audit.summary.flips.tolist() == [0, 0]
    assert "moves by 0.00 on average (between 0.00 and 0.00;" in audit.sentences[0] and "no mention changes its class" in audit.sentences[0]


def test_a_name_reading_scorer_is_found_out():
    audit = typed().swap_audit(model=NameReading())
    named = audit.table[audit.table.text.str.startswith(("Armenia", "Azerbaijan", "Yerevan", "Baku"))]
    assert named.flipped.all() and np.allclose(named.change.abs(), 0.7)
    by_side = audit.by_side[audit.by_side.run == NAMES].set_index("side")
    assert by_side.loc[AM, "low"] > 0 and by_side.loc[AZ, "high"] < 0
    assert any(line.startswith("What is said about Armenia changes by +0.6") and "better under the other name" in line for line in audit.sentences)
    assert any("better under its own name" in line for line in audit.sentences)


def test_each_mention_is_scored_in_the_exchanged_sentence():
    asked = []

    class Listening(NameBlind):
        def score(self, targets, *, progress=False):
            asked.extend(text[a:b] for text, a, b in targets)
            return super().score(targets)

    audit = typed().swap_audit(model=Listening())
    before, after, plain = np.array(asked, dtype=object).reshape(3, -1).tolist()
    assert before == audit.table.text.tolist()
    pairs = set(zip(before, after, strict=True))
    assert {("Armenian", "Azerbaijani"), ("Azerbaijan", "Armenia"), ("Baku", "Yerevan"), ("the ministry", "the ministry")} <= pairs
    assert ("Azerbaijan", "Country B") in set(zip(before, plain, strict=True))
    assert audit.exchanged["Yerevan"] == "Baku" and audit.exchanged["Azerbaijani"] == "Armenian"


def test_audit_is_the_same_every_time():
    one, two = (typed().swap_audit(model=NameReading(), seed=3) for _ in range(2))
    pd.testing.assert_frame_equal(one.table, two.table)
    pd.testing.assert_frame_equal(one.summary, two.summary)
    assert one._repr_html_() == two._repr_html_()


def test_an_audit_begun_aside_is_the_same():
    begun = typed().begin_audit(model=NameReading(), seed=3)
    pd.testing.assert_frame_equal(begun.result().table, typed().swap_audit(model=NameReading(), seed=3).table)
    assert "One side only" in replace(typed(), sides={AM: []}).begin_audit().result().missing


def test_audit_takes_the_parse_of_the_analysis(monkeypatch):
    parses = []

    def counting(article):
        parses.append(article)
        return parse(article)

    monkeypatch.setattr("analysis.framing.parse_folded", counting)
    framing = analyse(Article("Armenia accused Azerbaijan. Baku said an Armenian officer had lied."), BOTH, model=NameReading())
    kept = framing.swap_audit(model=NameReading())
    assert parses == [] and len(kept.table)
    titled = replace(framing.article, title="Another article with these words")
    for other in (replace(framing, _parsed=None), replace(framing, article=titled)):
        pd.testing.assert_frame_equal(other.swap_audit(model=NameReading()).table, kept.table)
    assert parses == [framing.article, titled]


def test_a_mention_in_a_sentence_without_names_is_not_counted():
    audit = typed().swap_audit(model=NameBlind())
    assert audit.summary.mentions.tolist() == [int(audit.table.named.sum())] * 2
    text = "Armenia met Azerbaijan. It lied.\nArmenia left."
    framing = analyse(Article(text), BOTH, model=NameBlind())
    stance = framing.stance.assign(sentence=2, start=24, end=26).head(1)
    other = replace(framing, stance=stance).swap_audit(model=NameBlind())
    assert other.summary.mentions.tolist() == [0, 0] and other.summary.share.isna().all()
    assert other.sentences == ("1 mention is in a sentence that names no side; it cannot change and is not counted.",)


def test_below_five_sentences_there_is_no_interval():
    framing = analyse(Article("Armenia accused Azerbaijan. Azerbaijan accused Armenia."), BOTH, model=NameReading())
    audit = framing.swap_audit(model=NameReading())
    assert audit.summary.low.isna().all() and "too few sentences for an interval" in audit.sentences[0]


# ------------------------------------------------------------------------------------------------- nothing to exchange


@pytest.mark.parametrize(
    ("framing", "says"),
    [
        (bare(), "No side was found, so there is nothing to swap."),
        (typed(sides={AM: ["Armenia"]}), "One side only was found (Armenia), so there is nothing to swap."),
        (typed(stance=bare().stance), "No mention of a side was found (Armenia, Azerbaijan), so there is nothing to swap."),
    ],
    ids=["no side", "one side", "no mention"],
)
def test_without_two_sides_the_audit_says_so(framing, says):
    audit = framing.swap_audit(model=NameBlind())
    assert len(audit.table) == len(audit.summary) == len(audit.by_side) == len(audit.flips) == 0
    assert audit.sentences[0].startswith(says) and "sides={...}" in audit.sentences[0]
    assert says in lxml.html.fragment_fromstring(audit._repr_html_(), create_parent=True).text_content()
    chart = charts.swap_audit(audit)
    assert chart.alt == audit.sentences[0] and chart._repr_html_()
    assert audit.sentences[0] in list(trust(framing, audit=audit))


# --------------------------------------------------------------------------------------------------- findings and chart


@pytest.fixture(scope="module")
def toy():
    return typed().swap_audit(model=NameReading())


def test_trust_carries_the_audit(toy):
    assert set(toy.sentences) <= set(trust(typed(), audit=toy))
    assert not any("not tested" in line for line in trust(typed(), audit=toy))


def test_chart_draws_before_and_after(toy):
    chart = charts.swap_audit(toy)
    named = toy.table[toy.table.named]
    joined = [line.get_xdata() for line in chart.figure.axes[0].lines if line.get_marker() == "None" and len(set(line.get_ydata())) == 1]
    joined = [tuple(x) for x in joined if tuple(x) != (0, 1)]
    by_side = pd.concat([named[named.side == side] for side in (AM, AZ)])
    assert joined == list(zip(by_side.score, by_side.swapped, strict=True)), "side by side, each in text order"
    filled = [line for line in chart.figure.axes[0].lines if line.get_marker() in ("o", "D") and line.get_color() != charts.style.PAPER]
    assert [line.get_xdata()[0] for line in filled] == by_side.score.tolist(), "filled: as written"
    assert len(chart.table) == len(named) and f"Scores of {len(named)} mentions" in chart.alt
    flips = named[named.flipped]
    assert f"{len(flips)} of {len(named)} changed class: Armenian in sentence 1 from negative to neutral" in chart.alt
    labels = [text.get_text() for text in chart.figure.axes[0].texts]
    assert labels.count("negative → neutral") + labels.count("neutral → negative") == len(flips)
    root = lxml.html.fragment_fromstring(chart._repr_html_())
    assert len(root.xpath(".//tbody/tr")) == len(named)


def test_chart_tells_voices_by_shape_names_the_sides_and_says_what_it_leaves_out(toy):
    chart = charts.swap_audit(toy)
    filled = [line for line in chart.figure.axes[0].lines if line.get_marker() in ("o", "D") and line.get_color() != charts.style.PAPER]
    named = toy.table[toy.table.named]
    voices = pd.concat([named[named.side == side] for side in (AM, AZ)]).voice
    assert [line.get_marker() for line in filled] == voices.map(charts.style.MARKERS).tolist()
    assert [text.get_text() for text in chart.figure.axes[0].texts if text.get_color() in charts.SIDES] == [AM, AZ]
    many = pd.concat([toy.table] * 4, ignore_index=True)
    full = charts.swap_audit(replace(toy, table=many))
    count = int(many.named.sum())
    assert f"The {charts.MOST_MENTIONS} largest changes of {count} are drawn" in full.note and len(full.table) == count


def test_hostile_names_show_as_text(toy):
    bad = '"><img src=x onerror="alert(1)">{{7*7}}'
    audit = replace(toy, table=toy.table.assign(text=bad, side=bad), exchanged={bad: bad}, notes=(bad,))
    for shown in (audit, charts.swap_audit(audit), trust(typed(), audit=audit)):
        root = lxml.html.fragment_fromstring(shown._repr_html_(), create_parent=True)
        assert not root.xpath(".//script | .//img") and bad in root.text_content()
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]


def test_hostile_given_names_pass_through_the_exchange():
    text = "<b>Ann (x) accused Bob+ of lying. Bob+ denied that <b>Ann (x) was right."
    assert exchanged(text, {"<b>Ann (x)": [], "Bob+": []})[0] == "Bob+ accused <b>Ann (x) of lying. <b>Ann (x) denied that Bob+ was right."


# ------------------------------------------------------------------------------------------------- the seed, real model


@pytest.fixture(scope="module")
def seed() -> tuple[Framing, SwapAudit]:
    framing = analyse(read_article(SEED))
    return framing, framing.swap_audit()


def test_audit_of_the_seed(seed):
    framing, audit = seed
    assert isinstance(audit, analysis.SwapAudit) and not audit.missing and audit.notes == (STAND_INS,)
    assert len(audit.table) == len(framing.stance)
    assert np.allclose(audit.table.score, framing.stance.score)
    assert np.allclose(audit.table.change, audit.table.swapped - audit.table.score)
    assert audit.table.change.abs().max() <= 2 and audit.summary.run.tolist() == [NAMES, PLACEHOLDERS]
    for row in audit.summary.itertuples():
        assert 0 <= row.low <= row.change <= row.high <= 2 and row.share == row.flips / row.mentions
    for row in audit.by_side.itertuples():
        assert row.low <= row.change <= row.high


def test_flips_of_the_seed_are_those_of_the_table(seed):
    _, audit = seed
    for run, column, new in ((NAMES, "flipped", "swapped_label"), (PLACEHOLDERS, "placeholder_flipped", "placeholder_label")):
        flips = audit.flips[audit.flips.run == run]
        assert flips.text.tolist() == audit.table[audit.table[column]].text.tolist()
        assert (flips.before != flips.after).all() and (audit.table[column] == (audit.table.label != audit.table[new])).all()
        assert audit.summary.set_index("run").loc[run, "flips"] == len(flips)


def test_every_name_of_the_seed_is_exchanged(seed):
    framing, audit = seed
    swapped = audit.table.drop_duplicates("sentence").set_index("sentence").swapped_text
    assert swapped[1].startswith("Two Azerbaijani soldiers were killed and three Armenian service personnel")
    assert swapped[10].startswith('"We inform you that the military and political leadership of this country (Azerbaijan) bears')
    for number, text in swapped.items():
        old = Counter(NAME.findall(framing.sentences.text[number - 1]))
        assert Counter(NAME.findall(text)) == Counter({OTHER[name]: count for name, count in old.items()})


def test_names_in_furniture_stay_as_they_are():
    text = (
        "Norway and Sweden in row over fish\n\nNorway said Swedish boats had broken the law. Sweden denied it.\n\n"
        "Also read: Sweden beats Norway\n\nNorway was glad."
    )
    found = analyse(Article(text=text), sides=["Norway", "Sweden"]).swap_audit()
    assert "Also read" not in " ".join(found.table.swapped_text) and set(found.table.sentence) == {1, 2, 3, 4}


def test_a_question_keeps_its_answer_in_the_exchange():
    asked = []

    class Listening(NameBlind):
        def score(self, targets, *, progress=False):
            asked.extend(text for text, _, _ in targets)
            return super().score(targets)

    framing = analyse(Article(text="Did Armenia lie to Azerbaijan? No, said Armenia."), sides=["Armenia", "Azerbaijan"], model=NameBlind())
    framing.swap_audit(model=Listening())
    assert "Did Armenia lie to Azerbaijan? No, said Armenia." in asked and "Did Azerbaijan lie to Armenia? No, said Azerbaijan." in asked
