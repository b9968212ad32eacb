"""Whose agent and patient are: by their own words, by who makes or sends them, and by the words before."""

from __future__ import annotations

import pytest

from analysis.narrative.agency import find_actions
from analysis.reading.article import Article
from analysis.reading.encoder import embedded_encoder
from analysis.reading.parse import parse
from analysis.voices.voices import hear, with_speakers
from analysis.who.mentions import mentions_in
from analysis.who.referents import Referents
from analysis.who.sides import find_sides

NORLAND, SUDLAND = "Norland", "Sudland"
GIVEN = {NORLAND: ["Norland", "Norlandic", "Norlanders"], SUDLAND: ["Sudland", "Sudlandic"]}

PATIENTS = [
    # text, predicate, side of the patient
    ("Norland sent letters to the farmers. The farmers burned the letters.", "burned", NORLAND),
    ("Norland sent no letters to Sudland.", "sent", None),
    ("Sudland set up checkpoints on the road.", "set up", SUDLAND),
    ("The farmers mocked an offer that Norland had made.", "mocked", NORLAND),
    ("Norland was calm. Sudlandic gunners shelled the positions at dawn.", "shelled", NORLAND),
    ("Norland was calm. Two soldiers were wounded when Sudlandic gunners opened fire.", "were wounded", NORLAND),
    ("Norland was calm. Sudlandic gunners killed two nurses.", "killed", None),
    ("Norland lost a third of its trucks.", "lost", NORLAND),
    ("Farmers filmed a tenth of its trucks. Norland was angry.", "filmed", None),
    ("Farmers shot down a drone fired from Norlandic territory.", "shot down", NORLAND),
    ("The Norlandic village of Brenna slept. Rebels attacked residents of Brenna.", "attacked", NORLAND),
    ("The Norlandic village of Brenna slept. Rebels attacked Brenna.", "attacked", NORLAND),
    ("Norland's critics were jailed.", "were jailed", None),
    ("Norland and Sudland were warned.", "were warned", None),
]
AGENTS = [
    ("The Sudlandic trucks came first. The trucks crushed a fence.", "crushed", SUDLAND),
    ("The Sudlandic trucks came first. Her trucks crushed a fence.", "crushed", None),
    ("Norland answered, and its counterpart in Sudland agreed. Norland's rival left the room.", "left", None),
    ("“We burned the mill,” Norland said.", "burned", NORLAND),
    ("Lena Vogt, who chairs the Norlandic union, left the hall.", "left", NORLAND),
    ("Lena Vogt, who met the Norlandic union, left the hall.", "left", None),
    ("Norland accused Sudland of lies. “They burned the mill,” Norland said.", "burned", SUDLAND),
    ("Norland accused Sudland of lies. “The farmers came. They burned the mill,” Norland said.", "burned", None),
]


def rows_of(text: str) -> dict[str, object]:
    parsed = parse(Article(text=text))
    heard = hear(parsed, embedded_encoder())
    referents = Referents(parsed, find_sides(parsed, {side: names for side, names in GIVEN.items() if side in text})[0], heard)
    found = find_actions(parsed, with_speakers(heard, referents), mentions_in(referents), referents.sides_meant())
    return {row.text: row for row in found.itertuples()}


@pytest.mark.parametrize(("text", "predicate", "side"), PATIENTS, ids=[text[:50] for text, _, _ in PATIENTS])
def test_whose_the_patient_is(text, predicate, side):
    assert rows_of(text)[predicate].patient_side == side


@pytest.mark.parametrize(("text", "predicate", "side"), AGENTS, ids=[text[:50] for text, _, _ in AGENTS])
def test_whose_the_agent_is(text, predicate, side):
    assert rows_of(text)[predicate].agent_side == side
