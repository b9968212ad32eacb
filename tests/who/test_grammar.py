"""Who acts on whom: whose a noun is, who does what a verb says, of whom a word is said, construction by construction."""

from __future__ import annotations

import pytest
from spacy.tokens import Token
from typed_terms import mentions_in

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.who.grammar import Grammar, sides_on_tokens


def read(text: str, word: str) -> tuple[Grammar, Token]:
    """Return the grammar of one sentence, sides on its names, and a word of it."""
    parsed = parse(Article(text))
    tokens, mentions = parsed.tokens(0, len(text)), mentions_in(parsed)
    named = zip(mentions["start"], mentions["end"], mentions["side"], strict=True)
    grammar = Grammar(sides_on_tokens(tokens, named), range(tokens[0].i, tokens[-1].i + 1))
    return grammar, next(token for token in tokens if token.text == word)


# (sentence, word, whose it is, whose it is where "of X" is the one it is done to)
NOUNS = [
    # the word is a name
    ("Armenia fired first.", "Armenia", "Armenia", "Armenia"),
    ("Russia and Moscow fired first.", "Russia", "Russia", "Russia"),
    ("Armenia and its allies fired first.", "Armenia", "Armenia", "Armenia"),
    ("Armenia and Russia fired first.", "Armenia", None, None),
    # "who" and "which"
    ("Armenia, which fired first, withdrew.", "which", "Armenia", "Armenia"),
    ("The Armenian army that fired first withdrew.", "that", "Armenia", "Armenia"),
    ("The army that fired first withdrew.", "that", None, None),
    ("He said that Armenia fired first.", "that", None, None),
    # before the noun
    ("Armenian lies spread fast.", "lies", "Armenia", "Armenia"),
    ("Moscow's lies spread fast.", "lies", "Russia", "Russia"),
    ("Moscow's allies' lies spread fast.", "lies", "Russia", "Russia"),
    ("Reporters praised the Ukrainian prisoners' courage.", "courage", "Ukraine", "Ukraine"),
    ("The aggressor, Russia, withdrew.", "aggressor", "Russia", "Russia"),
    ("The Armenian-occupied land is empty.", "land", None, None),
    ("The lies spread fast.", "lies", None, None),
    # after the noun
    ("The lies of Moscow spread fast.", "lies", "Russia", None),
    ("The lies from Moscow spread fast.", "lies", "Russia", None),
    ("The lies by Moscow spread fast.", "lies", "Russia", "Russia"),
    ("The head of the office of the ministry of Russia resigned.", "head", "Russia", None),
    ("The lies of Moscow and Kyiv spread fast.", "lies", None, None),
    ("The lies of reporters spread fast.", "lies", None, None),
    ("The lies about Moscow spread fast.", "lies", None, None),
    ("The attack on Kyiv failed.", "attack", None, None),
    ("The regime in Tehran fell.", "regime", None, None),
    # a clause after the noun
    ("The lies told by Moscow spread fast.", "lies", "Russia", "Russia"),
    ("The lies that Moscow told spread fast.", "lies", "Russia", "Russia"),
    ("The lies that hurt Moscow spread fast.", "lies", None, None),
    ("The lies told by reporters spread fast.", "lies", None, None),
    # joined nouns
    ("Russian lies and provocations fill the pages.", "provocations", "Russia", "Russia"),
    ("Russian lies and the provocations fill the pages.", "provocations", None, None),
    ("Russian lies and their provocations fill the pages.", "provocations", None, None),
    ("Russia and provocations fill the pages.", "provocations", None, None),
    ("Provocations and Russian lies fill the pages.", "Provocations", None, None),
]

# (sentence, verb, who does it, its own subject, its "by" phrase); "" is someone who is no side
VERBS = [
    ("Russia shelled the town.", "shelled", "Russia", "Russia", None),
    ("Rebels shelled the town.", "shelled", "", "", None),
    ("Kyiv said that rebels shelled the town.", "shelled", "", "", None),
    ("The town was shelled by Russia.", "shelled", "Russia", "", "Russia"),
    ("The town was shelled by rebels.", "shelled", "", "", ""),
    ("The town was shelled.", "shelled", None, "", None),
    ("The town shelled by Russia is empty.", "shelled", "Russia", None, "Russia"),
    ("The shelled town is empty.", "shelled", None, None, None),
    ("The Armenian-occupied land is empty.", "occupied", "Armenia", None, "Armenia"),
    ("The army that shelled Ukraine withdrew.", "shelled", "", "", None),
    ("The Russian army shelled the town and withdrew.", "withdrew", "Russia", None, None),
    ("Russia began shelling the town.", "shelling", "Russia", None, None),
    ("Shelling the town, Russia broke the truce.", "Shelling", "Russia", None, None),
    ("The truce was broken by shelling the town.", "shelling", None, None, None),
    ("Kyiv urged Russia to withdraw.", "withdraw", "Russia", None, None),
    ("Kyiv accused Russia of shelling the town.", "shelling", "Russia", None, None),
    ("Russia was accused of shelling the town.", "shelling", "Russia", None, None),
    ("Ukraine kept Russia from shelling the town.", "shelling", "Russia", None, None),
]

# (sentence, word, of whom it is said, words set aside)
SAID = [
    ("Iran is a state.", "state", "Iran", []),
    ("Iran, a state, withdrew.", "state", "Iran", []),
    ("He called Iran a state.", "state", "Iran", []),
    ("Iran was called a state.", "state", "Iran", []),
    ("He described Iran as a state.", "state", "Iran", []),
    ("He described it as a state.", "state", "", []),
    ("The Russian strike was deadly.", "deadly", "Russia", []),
    ("The strike was deadly.", "deadly", "", []),
    ("Russia spread disinformation.", "disinformation", "Russia", []),
    ("Russia reached voters through disinformation.", "disinformation", "Russia", []),
    ("Russia engaged in disinformation.", "disinformation", "Russia", []),
    ("Kyiv accused Russia of disinformation.", "disinformation", "Russia", []),
    ("Russia left after a provocation.", "provocation", None, ["Russia"]),
    ("Russia condemned the provocation.", "provocation", None, ["Russia"]),
    ("Disinformation hurt Russia.", "Disinformation", None, ["Russia"]),
    ("The response of Russia to the provocation came.", "provocation", None, []),
    ("There was a provocation.", "provocation", None, []),
]


@pytest.mark.parametrize(("text", "word", "side", "without_of"), NOUNS, ids=[text for text, *_ in NOUNS])
def test_whose_a_noun_is(text: str, word: str, side: str | None, without_of: str | None) -> None:
    grammar, token = read(text, word)
    assert (grammar.noun(token), grammar.noun(token, of=False)) == (side, without_of)
    assert grammar.spared == set()


@pytest.mark.parametrize(("text", "verb", "agent", "subject", "by"), VERBS, ids=[text for text, *_ in VERBS])
def test_who_does_what_a_verb_says(text: str, verb: str, agent: str | None, subject: str | None, by: str | None) -> None:
    grammar, token = read(text, verb)
    assert (grammar.agent(token), grammar.subject(token), grammar.by(token)) == (agent, subject, by)


@pytest.mark.parametrize(("text", "word", "side", "aside"), SAID, ids=[text for text, *_ in SAID])
def test_of_whom_a_word_is_said(text: str, word: str, side: str | None, aside: list[str]) -> None:
    grammar, token = read(text, word)
    assert grammar.said_of(token) == side
    assert [other.text for other in token.doc if other.i in grammar.spared] == aside


def test_a_word_outside_the_sentence_belongs_to_nobody() -> None:
    grammar, token = read("Russian lies spread fast.", "lies")
    assert grammar.noun(token) == "Russia"
    grammar.inside = range(0)
    assert grammar.noun(token) is None and grammar.agent(token.head) is None


def test_the_shorter_of_two_mentions_counts() -> None:
    tokens = parse(Article("The Armenian side fired.")).tokens(0, 23)
    assert sides_on_tokens(tokens, [(0, 17, "Azerbaijan"), (4, 12, "Armenia")]) == {0: "Azerbaijan", 1: "Armenia", 2: "Azerbaijan"}
