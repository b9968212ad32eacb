"""Who says and what is said by the grammar of a cue: tables of sentences."""

from __future__ import annotations

import pytest

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.voices.clauses import around_insertion, clause_of, phrase_of, spans_of, subject_of
from analysis.voices.speech import sentence_of


def cue_in(text: str, cue: str):
    """Return the sentence of a text and the cue in it."""
    parsed = parse(Article(text=text))
    sentence = sentence_of(parsed, 0, int(parsed.sentences["end"].iat[0]))
    return sentence, next(token for token in sentence.tokens if token.text == cue)


def words(text: str, content, verb):
    """Return content as it stands in the text, cut where its cue and speaker interrupt it."""
    subject = subject_of(verb)
    return [text[start:end] for start, end in spans_of(content, [verb] if subject is None else [verb, subject])]


def wrong(why: str, *case):
    return pytest.param(*case, marks=pytest.mark.xfail(strict=True, reason=why))


SPEAKERS = [
    # text, cue, who speaks
    ("The mayor said the dam held.", "said", "The mayor"),
    ("The dam held, said Anna Weiss, the mayor.", "said", "Anna Weiss, the mayor"),
    ("The mayor, who was elected in May, said the dam held.", "said", "The mayor"),
    ("The dam was called unsafe by engineers.", "called", "engineers"),
    ("The mayor defended the dam and added that it was new.", "added", "The mayor"),
    ("Anna Weiss, saying the dam held, left the room.", "saying", "Anna Weiss"),
    ("The engineer who said the dam held left the room.", "said", "The engineer"),
    ("The mayor’s office said the dam held.", "said", "The mayor’s office"),
    ("It was said that the dam held.", "said", None),
    ("The bridge is said to be unsafe.", "said", None),
    ("Say nothing of the dam.", "Say", None),
]


@pytest.mark.parametrize(("text", "cue", "expected"), SPEAKERS)
def test_who_speaks(text, cue, expected):
    _, verb = cue_in(text, cue)
    subject = subject_of(verb)
    found = None if subject is None else text[slice(*phrase_of(subject, stop_at=verb))]
    assert found == expected


INSERTIONS = [
    # text, cue, the words around "he said"
    # at the end
    ("Two people were hurt, police said.", "said", ["Two people were hurt"]),
    ("Two people were hurt, the police said on Friday.", "said", ["Two people were hurt"]),
    ("The dam held, the mayor told reporters in Kyiv.", "told", ["The dam held"]),
    ("The dam held, the mayor assured residents on Friday.", "assured", ["The dam held"]),
    ("The bridge is not safe, engineers have warned.", "warned", ["The bridge is not safe"]),
    ("The dam held, said Anna Weiss, the mayor of the town.", "said", ["The dam held"]),
    ("The dam held, the mayor of the town by the river said.", "said", ["The dam held"]),
    ("The dam held, the mayor, who was elected in May, said.", "said", ["The dam held"]),
    # between
    ("The party, she said, had lost its way.", "said", ["The party", "had lost its way"]),
    ("The budget – critics say – will hurt the poor.", "say", ["The budget", "will hurt the poor"]),
    ("The dam, the mayor said, is safe and will hold for years.", "said", ["The dam", "is safe and will hold for years"]),
    ("The dam held, he said, though the rain fell.", "said", ["The dam held", "though the rain fell"]),
    # what goes on belongs to the narrator, or to a cue of its own
    ("The dam held, the mayor said, waving a map at the crowd.", "said", ["The dam held"]),
    ("The dam held, the mayor said, and engineers added that it was new.", "said", ["The dam held"]),
    ("The dam held, the mayor said, but Sudland denied that rain had fallen.", "said", ["The dam held"]),
    ("Rain fell; the dam held, the mayor said.", "said", ["the dam held"]),
    # not set off: what is said follows
    ("The mayor said the dam held.", "said", []),
    ("On Friday, the mayor said the dam held.", "said", []),
    ("In Kyiv, the mayor said that the dam held.", "said", []),
    ("The dam held and the mayor said nothing.", "said", []),
    ("The union, which called the strike, said on Friday.", "said", []),
    # left to the quotation marks
    ("“The dam held,” the mayor said.", "said", []),
    ("“The dam held”, the mayor said.", "said", []),
    ("In Kyiv, the mayor said: “The dam held.”", "said", []),
    ("When the rain fell, the mayor said, “The dam will hold.”", "said", []),
    wrong("fewer than three words after it are not taken up", "The dam, the mayor said, holds.", "said", ["The dam", "holds"]),
    wrong("who is warned is not what is said", "After the storm, the mayor warned the people of the valley.", "warned", []),
    wrong("an order follows", "As rain fell, the mayor told the people to leave.", "told", []),
    wrong(
        "a semicolon after it is not seen",
        *("The dam, he claimed, was never in danger; the engineers disagreed.", "claimed", ["The dam", "was never in danger"]),
    ),
]


@pytest.mark.parametrize(("text", "cue", "expected"), INSERTIONS)
def test_the_words_around_an_insertion(text, cue, expected):
    sentence, verb = cue_in(text, cue)
    subject = subject_of(verb)
    assert subject is not None
    assert words(text, around_insertion(sentence, verb, subject), verb) == expected


CLAUSES = [
    # text, cue, what is said
    # a clause
    ("The mayor said that the dam held.", "said", ["that the dam held"]),
    ("The mayor said on Friday that the dam had held.", "said", ["that the dam had held"]),
    ("The mayor told reporters the dam held.", "told", ["the dam held"]),
    ("The mayor asked whether the dam would hold.", "asked", ["whether the dam would hold"]),
    ("The mayor said the dam was new and that it would hold.", "said", ["the dam was new and that it would hold"]),
    ("The mayor promised to repair the dam.", "promised", ["to repair the dam"]),
    ("The mayor denied taking money.", "denied", ["taking money"]),
    ("The bridge is said to be unsafe.", "said", ["to be unsafe"]),
    ("Engineers found that the dam leaked.", "found", ["that the dam leaked"]),
    ("The survey showed that voters stayed home.", "showed", ["that voters stayed home"]),
    # without a clause that has a cue of its own
    ("The mayor said the dam held, while Sudland claimed that it broke.", "said", ["the dam held"]),
    # an object, for cues that take one
    ("The mayor denied the charge.", "denied", ["the charge"]),
    ("The mayor condemned the attack on the dam.", "condemned", ["the attack on the dam"]),
    ("The mayor called the charge a lie.", "called", ["the charge a lie"]),
    ("He described the inquiry as a witch hunt.", "described", ["the inquiry as a witch hunt"]),
    ("The mayor praised the firefighters for their courage.", "praised", ["the firefighters for their courage"]),
    # the accused and the charge
    ("Norland accused Sudland of breaking the truce.", "accused", ["Sudland of breaking the truce"]),
    ("Sudland blamed Norland for the blast.", "blamed", ["Norland for the blast"]),
    ("The mayor was accused of hiding the report.", "accused", ["hiding the report"]),
    ("The mayor was accused by the union of hiding the report.", "accused", ["hiding the report"]),
    ("The mayor was blamed for the flood.", "blamed", ["the flood"]),
    # nothing is said
    ("Officials found it difficult to reach the village.", "found", []),
    ("Engineers found a crack.", "found", []),
    ("The mayor said nothing.", "said", []),
    ("The mayor said.", "said", []),
    wrong("of a passive the subject is left out", "The attack was condemned by Norland.", "condemned", ["The attack"]),
    wrong("the object of a small clause is left out", "They branded him a traitor.", "branded", ["him a traitor"]),
    wrong(
        "the conjunction before a clause with its own cue stays",
        *("The mayor said the dam held and Sudland denied that it broke.", "said", ["the dam held"]),
    ),
]


@pytest.mark.parametrize(("text", "cue", "expected"), CLAUSES)
def test_the_clause_or_object_of_a_cue(text, cue, expected):
    _, verb = cue_in(text, cue)
    assert words(text, clause_of(verb), verb) == expected
