"""Findings: plain sentences whose numbers come from the tables, and no verdict."""

from __future__ import annotations

import re

import lxml.html
import pandas as pd
import pytest
from typed import AM, bare, typed

from analysis.reading.article import Article
from analysis.report.caution import forewarning, method, trust
from analysis.report.findings import key_findings


@pytest.fixture(scope="module")
def found():
    return key_findings(typed())


def test_findings_carry_the_numbers_of_the_tables(found):
    text = "\n".join(found)
    f = typed()
    own = int((f.terms.voice == "narrator").sum())
    assert f"Of {len(f.terms)} loaded words, {own} are in the reporter’s own voice; of these, 2 are about" in text
    assert re.search(r"^\d+% of the words \(\d+ of 444\) are in the reporter’s own voice", text)
    assert "The source with the most words is Azerbaijan’s Defense Ministry: " in text
    assert "“liberated” (sentence 15): with “took” instead the score towards Azerbaijan changes by −0.55" in text


@pytest.mark.parametrize(
    ("effect", "neutral_by", "told"),
    [
        (0.05, "list", "with “informing” instead the score towards Armenia changes by +0.05."),
        (-0.2, "model", "with “informing” (the program’s suggestion) instead the score towards Armenia changes by −0.20."),
        (0.049, "list", None),
        (0.0, "list", None),
    ],
)
def test_an_effect_is_a_finding_from_the_limit_on(effect, neutral_by, told):
    terms = typed().terms
    found = key_findings(typed(terms=terms.assign(effect=[effect if text == "deceiving" else 0.01 for text in terms.text], neutral_by=neutral_by)))
    assert [one for one in found if "changes the score most" in one] == (
        [f"The word that changes the score most is “deceiving” (sentence 11): {told}"] if told else []
    )


def test_whom_the_reporter_s_own_terms_favour(found):
    said = "Of the 5 loaded words in the reporter’s own voice, 4 favour Azerbaijan. A word favours a side by praising, excusing or pitying it"
    assert f"{said} or by blaming the other side." in found
    f = typed()
    three = key_findings(typed(sides={**f.sides, "Russia": ["Moscow"]}))
    own = "Of the 5 loaded words in the reporter’s own voice, 2 favour Azerbaijan, 2 blame Armenia."
    assert f"{own} A word favours a side by praising, excusing or pitying it." in three
    one = key_findings(typed(terms=f.terms[f.terms.text == "illegally occupied"]))
    assert any(item.startswith("The only loaded word in the reporter’s own voice favours Azerbaijan. A word favours") for item in one)
    nobody = key_findings(typed(terms=f.terms.assign(judges=None, judged_by=None)))
    assert not any("favour" in item for item in nobody)


def test_the_sourcing_balance_is_told(found):
    first, last = "Azerbaijan’s Defense Ministry in sentence 2", "Baku (Azerbaijan) in sentence 18"
    assert f"Among the sources, the first word goes to {first}, the last to {last}." in found
    assert "Each of the 12 attributions gives a name." in found
    assert (
        "Verbs that doubt the speaker, accuse, or colour how something was said: 1 of 10 for sources of Azerbaijan (accused), 0 of 2 for "
        "sources of Armenia." in found
    )


@pytest.mark.parametrize(
    ("unnamed", "line"),
    [
        ([5], "1 of 12 attributions gives no name."),
        ([4, 5, 8, 9], "3 of 12 attributions give no name."),  # the quotation of sentence 8 runs on in sentence 9
    ],
)
def test_attributions_that_name_nobody_are_counted(unnamed, line):
    f = typed()
    f.voices.loc[f.voices.sentence.isin(unnamed), "evidence"] = "unnamed"
    assert line in key_findings(f)


def test_doubting_cues_and_the_person_behind_a_pronoun_are_told():
    f = typed()
    f.voices.loc[f.voices.sentence == 4, ["cue", "cue_tone"]] = ["claimed", "doubting"]
    f.voices.loc[f.voices.sentence == 6, "side"] = None
    f.voices.loc[f.voices.sentence == 18, ["speaker", "who"]] = ["he", "Ilham Orlov"]
    found = key_findings(f)
    (line,) = [line for line in found if line.startswith("Verbs that doubt")]
    expected = "1 of 9 for sources of Azerbaijan (accused), 1 of 2 for sources of Armenia (claimed), 0 of 1 for sources without a side."
    assert line == f"Verbs that doubt the speaker, accuse, or colour how something was said: {expected}"
    assert any(line.endswith("the last to Ilham Orlov (Azerbaijan) in sentence 18.") for line in found)


@pytest.mark.parametrize(
    ("sentences", "changes", "lines"),
    [
        (
            [4],
            {},
            [
                "The only attribution, in sentence 4, names Armenia.",
                "Verbs that doubt the speaker, accuse, or colour how something was said: 0 of 1 for sources of Armenia.",
            ],
        ),
        ([4], {"speaker": None, "who": None, "cue_tone": None}, ["The only attribution, in sentence 4, gives no name."]),
        (
            [2, 3],
            {},
            [
                "Among the sources, Azerbaijan’s Defense Ministry has both the first word, in sentence 2, and the last, in sentence 3.",
                "Each of the 2 attributions gives a name.",
                "Verbs that doubt the speaker, accuse, or colour how something was said: 0 of 2 for sources of Azerbaijan.",
            ],
        ),
        (
            [2, 3],
            {"speaker": "officials", "who": None, "evidence": "unnamed"},
            [
                "Among the sources, the first word goes to officials (Azerbaijan) in sentence 2, the last to officials (Azerbaijan) in sentence 3.",
                "2 of 2 attributions give no name.",
                "Verbs that doubt the speaker, accuse, or colour how something was said: 0 of 2 for sources of Azerbaijan.",
            ],
        ),
        ([], {}, []),
    ],
)
def test_few_sources_are_told_in_good_english(sentences, changes, lines):
    f = typed()
    voices = f.voices[f.voices.sentence.isin(sentences)].assign(**changes)
    found = key_findings(typed(voices=voices))
    told = [
        line for line in found if line.startswith(("The only attribution", "Among the sources", "Each ", "Verbs that doubt")) or " no name." in line
    ]
    assert told == lines


def test_stance_is_told_by_voice_with_an_interval(found):
    (line,) = [line for line in found if line.startswith(f"Mean score towards {AM}")]
    assert re.search(r"in the reporter’s voice: −0\.\d\d \(between −0\.\d\d and −0\.\d\d; 8 mentions in 8 sentences\)", line)
    assert "too few sentences for an interval" in line


def test_mentions_that_name_a_speaker_are_counted_and_told():
    f = typed()
    own = f.stance[(f.stance.side == AM) & (f.stance.voice == "narrator")]
    voices = f.voices.assign(
        speaker_start=pd.array([int(own.start.iloc[0])] * len(f.voices)), speaker_end=pd.array([int(own.end.iloc[0])] * len(f.voices))
    )
    (line,) = [line for line in key_findings(typed(voices=voices)) if line.startswith(f"Mean score towards {AM}")]
    assert "8 mentions in 8 sentences; 1 of them names the speaker)" in line


def test_a_shift_is_told_only_with_evidence(found):
    text = "\n".join(found)
    assert "A shift in the reporter’s share of the words after sentence 11: on average 18% before, 85% after (p = .004" in text
    assert "(p = .004, uncorrected p = .001)." in text
    assert "No evidence of a shift along the article in the stance towards Armenia, the stance towards Azerbaijan or loaded words" in text


def test_no_verdict_and_no_lean_label(found):
    text = " ".join([*found, *trust(typed())]).lower()
    for word in ("biased", "left-wing", "right-wing", "leaning", "propaganda", "objective"):
        assert word not in text


def test_warnings_are_shown_once_and_as_sentences():
    f = typed(article=Article("x", warnings=("encoding: odd letters", "encoding: odd letters")))
    assert key_findings(f).warnings == ("Encoding: odd letters.", "An article of 18 sentences is little data.")


def test_empty_tables_give_sentences_not_errors():
    found = key_findings(bare())
    assert any("No loaded word" in line for line in found) and any("No shift could be tested" in line for line in found)
    assert "No sentence was found in this article." in found.warnings
    nameless = key_findings(typed(sides={}, stance=bare().stance))
    assert any("No side was found" in line for line in nameless.warnings)
    for block in (found, forewarning(bare()), trust(bare()), method(bare())):
        assert block._repr_html_()


def test_hostile_text_shows_as_text():
    f = typed()
    bad = '<img src=x onerror="alert(1)">{{7*7}}'
    f.voices["speaker"] = bad
    f.terms[["text", "neutral", "about"]] = bad
    f.provenance["warnings"] = [bad]
    f.provenance[bad] = bad
    f.provenance["models"]["stance"]["id"] = bad
    for block in (key_findings(f), method(f), trust(f)):
        root = lxml.html.fragment_fromstring(block._repr_html_())
        assert not root.xpath(".//img") and bad in root.text_content()
