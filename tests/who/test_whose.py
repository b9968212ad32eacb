"""For whom a speaker stands whose words say so only by a pronoun, an office or an of-phrase; and who may not be meant by "he" and "it"."""

from __future__ import annotations

import pytest

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.voices.voices import find_voices
from analysis.who.sides import find_sides

SIDES = {"Karel Holm": ["Holm", "Karel Holm"], "the opposition": ["anti-Holm groups"], "Norland": ["Norland"], "Sudland": ["Sudland", "Sudlandic"]}
SPEAKERS = {
    "his lawyer": ("Holm denied it. His lawyer, Karl Brandt, said he was ill.", "Karl Brandt", "Karel Holm"),
    "whose lawyers": ("It was a blow to Holm, whose lawyers said the files were secret.", "whose lawyers", "Karel Holm"),
    "office of": ("Mayor Karel Holm’s office said the road was shut.", "Mayor Karel Holm’s office", "Karel Holm"),
    "statement from": ("A statement from Holm’s office said the road was shut.", "statement from Holm’s office", "Karel Holm"),
    "two of": ("Two of Holm’s aides said they were tired.", "two of Holm’s aides", "Karel Holm"),
    "who chairs it": ("Karl Brandt, who chairs Norland’s union, said it was late.", "Karl Brandt", "Norland"),
    "embassy": ("The Sudlandic embassy protested. “We are sad,” said Ivo Hart, a spokesman for the embassy in Oslo.", "Ivo Hart", "Sudland"),
    "another party's spokesman": ("Norland quit. The Green Party agreed, but its spokesman, Ivo Hart, said it was late.", "Ivo Hart", None),
    "former": ("Holm is in trouble. A former Holm pollster said he would lose.", "former Holm pollster", None),
    "against": ("Anti-Holm Groups Launch Ads\n\nAnti-Holm groups said the mayor had lied.", "Anti-Holm groups", "the opposition"),
    "plain noun": ("The opposition said the mayor had lied. Holm denied it.", "opposition", "the opposition"),
    "attorney general": ("Norland said no. Attorney General Ivo Hart said the files were secret.", "Ivo Hart", None),
    "two clauses": ("Sudland boasts of clean air — but Norland says it is dirty.", "Norland", "Norland"),
}
PRONOUNS = {
    "the one who is blamed": ("Spokesman Ivo Hart rebuked Mr Holm after he said that the navy was right.", "he", "Mr Holm"),
    "a name beside a role": ("“ We are hungry , ” said a villager , Sara Holt .\n\nShe told Holm,“They burned the mill.”", "She", "Sara Holt"),
    "the one who blames": ("Spokesman Ivo Hart rebuked Mr Holm. He said that the navy was wrong.", "He", "Ivo Hart"),
    "not the one who is helped": ("Home Minister Alick Norr stood by Holm. He said that no mob would march.", "He", "Alick Norr"),
    "not within his own words": ("Holm denied it. The driver, he said, was a cook.", "he", "Karel Holm"),
    "not where it was": ("Holm lost. The Calder Fund ran an ad in Bergen on Monday. It said the mayor was a fraud.", "It", "Calder Fund"),
}


@pytest.mark.parametrize(("text", "who", "side"), SPEAKERS.values(), ids=SPEAKERS)
def test_the_side_of_a_speaker(text: str, who: str, side: str | None) -> None:
    parsed = parse(Article(text=text))
    voices = find_voices(parsed, find_sides(parsed, SIDES)[0])
    assert (who, side) in {(row.who, row.side if isinstance(row.side, str) else None) for row in voices.itertuples()}


@pytest.mark.parametrize(("text", "speaker", "who"), PRONOUNS.values(), ids=PRONOUNS)
def test_whom_a_pronoun_means(text: str, speaker: str, who: str) -> None:
    parsed = parse(Article(text=text))
    voices = find_voices(parsed, find_sides(parsed, SIDES)[0])
    found = {row.who.removeprefix("Mr ") for row in voices.itertuples() if row.speaker == speaker}
    assert len(found) == 1 and found.pop().split()[-1] == who.split()[-1]
