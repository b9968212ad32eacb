"""Where a speaker ends: somebody ends one sentence and somebody else opens the next, in pairs of sentences made from lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import pandas as pd
import pytest

from analysis.reading.article import Article
from analysis.reading.encoder import embedded_encoder
from analysis.reading.parse import Parsed, parse
from analysis.voices.voices import hear

SPEAKERS = [
    "Ruth Calder",
    "Tomas Wieland",
    "J.P. Holm",
    "Mr. Osei",
    "army spokesman Karl Brandt",
    "union leader Ines Okoro",
    "Mayor Lena Hask",
    "President Aldo Ferri",
    "Colonel Peter Voss of the border guard",
    "the finance minister",
    "the head of the harbour board",
    "a lawyer for the family",
    "her brother",
    "officials",
    "police",
    "the Coast Guard",
    "the Ministry of Fisheries",
    "the International Rail Federation",
    "St. Anne’s Hospital",
    "Greenwater",
    "Norway",
    "Kenya",
]
ENDINGS = [
    "“{claim},” said {speaker}.",
    "“Is it true that {lower}?” asked {speaker}.",
    "{claim}, according to {speaker}.",
    "{claim}, said {speaker}.",
    "{claim}, {speaker} said.",
    "The plan was praised by {speaker}.",
]
OPENINGS = [
    "{speaker} said {claim}.",
    "{speaker} denied the charge.",
    "{speaker} warned that {claim}.",
    "{speaker} told reporters that {claim}.",
    "{speaker} said: “{upper}.”",
]
FIRST = ["The ferry will not sail", "The tunnel is dry", "Nobody has been paid", "The old mill must go", "The money is gone"]
SECOND = ["the lighthouse had lost its lamp", "two trucks were missing", "the school would open in May", "a second pipe had burst"]
A_DAY = "The valley was quiet on Monday."


@dataclass(frozen=True)
class Pair:
    """Two sentences, what stands between them, and who speaks in each."""

    first: str
    second: str
    between: str
    speakers: tuple[str, str]

    @property
    def text(self) -> str:
        return self.first + self.between + self.second


def upper(words: str) -> str:
    return words[0].upper() + words[1:]


def pairs_with(ending: str) -> list[Pair]:
    """Return a pair for each speaker, followed by another one on the list; every other pair is two paragraphs."""
    found = []
    for number, speaker in enumerate(SPEAKERS):
        at = number + 7 * ENDINGS.index(ending)
        claim = FIRST[at % len(FIRST)]
        first = ending.format(claim=claim, lower=claim[0].lower() + claim[1:], speaker=speaker)
        other = upper(SPEAKERS[(at + 5) % len(SPEAKERS)])
        later = SECOND[at % len(SECOND)]
        second = OPENINGS[at % len(OPENINGS)].format(claim=later, upper=upper(later), speaker=other)
        found.append(Pair(first, second, "\n\n" if at % 2 else " ", (speaker, other)))
    return found


PAIRS = [pair for ending in ENDINGS for pair in pairs_with(ending)]


@cache
def heard(ending: str) -> tuple[Parsed, pd.DataFrame]:
    """Return one article of all pairs with an ending, and who speaks where."""
    parsed = parse(Article(text="\n\n".join([A_DAY, *(pair.text for pair in pairs_with(ending))])))
    return parsed, hear(parsed, embedded_encoder())


def speakers_of(pair: Pair, ending: str) -> list[str | None]:
    parsed, voices = heard(ending)
    at = parsed.article.text.index(pair.text)
    return voices.loc[voices["start"].between(at, at + len(pair.text) - 1), "speaker"].tolist()


def rows() -> list[Any]:
    found = []
    for ending in ENDINGS:
        for pair in pairs_with(ending):
            found.append(pytest.param(ending, pair, id=f"{pair.first} {pair.second}"))
    return found


def test_there_are_pairs_enough_and_each_is_another():
    texts = {f"{pair.first} {pair.second}" for pair in PAIRS}
    assert len(texts) == len(PAIRS) >= 60


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_speaker_and_no_cue_holds_the_end_of_a_sentence(ending):
    parsed, voices = heard(ending)
    ends = parsed.sentences["end"].to_numpy()
    for role, end in product(("speaker", "cue"), ends):
        over = voices[(voices[f"{role}_start"] < end) & (end < voices[f"{role}_end"])]
        assert over.empty, over[role].tolist()


@pytest.mark.parametrize(("ending", "pair"), rows())
def test_each_sentence_has_its_own_speaker(ending, pair):
    assert speakers_of(pair, ending) == list(pair.speakers)
