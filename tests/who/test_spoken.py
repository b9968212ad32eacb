"""Whom "I", "we", "my" and "you" mean: who speaks, whom a question is put to, and nobody where a speaker quotes somebody else."""

from __future__ import annotations

import pytest

from analysis.reading.article import Article
from analysis.reading.encoder import embedded_encoder
from analysis.reading.parse import parse
from analysis.voices.voices import hear
from analysis.who.mentions import find_mentions
from analysis.who.sides import find_sides

PERSON = {"Marta Lindqvist": ["Lindqvist"]}
UNION = {"Harbour Union": ["Marta Lindqvist", "Lindqvist"]}
TALK = ("I", "me", "my", "we", "us", "our", "you", "your")


def spoken(text, given):
    """Return the first and second persons that mean a side, in order, in small letters."""
    article = parse(Article(text=text))
    mentions = find_mentions(article, find_sides(article, given)[0], hear(article, embedded_encoder()))
    return [words.lower() for words in mentions["text"] if words.lower() in {word.lower() for word in TALK}]


HEAD = "Interview with union leader Marta Lindqvist\n\nMarta Lindqvist has led the Harbour Union in Norvik for nine years.\n\n"
INTERVIEW = HEAD + (
    "What do you see from your window?\n\nI see an empty quay. We lost the ships, and my members lost their work.\n\n"
    "Did the city help?\n\nNo. The mayor told me, ‘I will help you.’ I told her, ‘My members are hungry.’\n\n"
    "You have been called stubborn.\n\nWell, I am."
)
PEOPLE = {
    "a person": (INTERVIEW, PERSON, ["you", "your", "i", "my", "me", "you", "i", "my", "you", "i"]),
    "a body": (INTERVIEW, UNION, ["you", "your", "i", "we", "my", "me", "you", "i", "my", "you", "i"]),
    "names before turns": (
        HEAD + "Norvik Post: What do you see?\n\nLindqvist: I see nothing.\n\nNorvik Post: Are you sad?\n\nLindqvist: I am.",
        PERSON,
        ["you", "i", "you", "i"],
    ),
    "a question put to the reporter": (
        "HOLM: Who will pay?\n\nLINDQVIST: I will not. Will you?\n\nHOLM: I am poor.\n\nLINDQVIST: My members will not.\n\nMarta Lindqvist left.",
        PERSON,
        ["i", "my"],
    ),
    "somebody who speaks for a body": ("“I am tired,” said Marta Lindqvist, the leader of the Harbour Union.", UNION, ["i"]),
    "words without marks": ("Marta Lindqvist said I should wait for my turn.", PERSON, ["i", "my"]),
    "quoted by a speaker": (
        "“She said, ‘I thank you for opening our door,’” said Marta Lindqvist. “I was proud.”",
        PERSON,
        ["you", "i"],
    ),
    "a source of no side": ("Marta Lindqvist left. “I am sad,” said Tomas Holm, a fisherman. “Are you?”", PERSON, []),
    "the reporter": ("I met Marta Lindqvist on the quay. You know her. We spoke for an hour.", PERSON, []),
}


@pytest.mark.parametrize(("text", "given", "expected"), PEOPLE.values(), ids=PEOPLE)
def test_the_first_and_second_person_mean_who_speaks_and_who_is_spoken_to(text, given, expected):
    assert spoken(text, given) == expected


def test_nobody_who_answers_is_he_in_his_own_words():
    text = (
        HEAD + "Did you see Tomas Holm?\n\nI did. He never spoke to me.\n\nDo you blame him?\n\nI do not. He is a good man.\n\nAre you sad?\n\nI am."
    )
    article = parse(Article(text=text))
    mentions = find_mentions(article, find_sides(article, PERSON)[0], hear(article, embedded_encoder()))
    assert not {"He", "him"} & set(mentions["text"])
