"""Which texts are interviews, which paragraphs ask and which answer, and who is said to answer."""

from __future__ import annotations

import pytest

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.who.cast import cast_of
from analysis.who.interviews import interview_in

HEADLINE = "Interview with union leader Marta Lindqvist"
ASKED = ("What goes through your head when you see the empty quay?", "Did the city help you?", "Would you do it again?")
SAID = ("I understand it. We lost the ships in March.", "No. The mayor promised me a plan. He never came.", "I would. It is my job.")


def paragraphs(*lines: str) -> str:
    return "\n\n".join(lines)


def turns(*preface: str, asked: tuple[str, ...] = ASKED, said: tuple[str, ...] = SAID) -> str:
    return paragraphs(*preface, *(line for pair in zip(asked, said, strict=True) for line in pair))


def read(text: str):
    """Return the questions, the answers and the guest of an interview, in words; None where the text is none."""
    found = interview_in(parse(Article(text=text)))
    if found is None:
        return None
    asked, said = ([text[start:end] for start, end in spans] for spans in (found.questions, found.answers))
    return asked, said, found.guest and text[slice(*found.guest)]


def test_questions_and_answers_in_turn():
    assert read(turns(HEADLINE)) == (list(ASKED), list(SAID), "Marta Lindqvist")


def test_a_text_that_says_nothing_of_an_interview_needs_more():
    begins = "Marta Lindqvist has led the Harbour Union in Norvik for nine years."
    assert read(turns(begins)) == (list(ASKED), list(SAID), "Marta Lindqvist")
    assert read(turns(begins, asked=ASKED[:2], said=SAID[:2])) is None
    assert read(turns(HEADLINE, asked=ASKED[:2], said=SAID[:2])) == (list(ASKED[:2]), list(SAID[:2]), "Marta Lindqvist")


BESIDE = [
    ("a caption", "Marta Lindqvist on the quay in Norvik."),
    ("a picture", "The quay at noon. Image: Norvik Post"),
    ("a heading", "On the harbour"),
    ("a note", "Ed.: The plan was dropped in May."),
    ("how it was held", "This interview was held by telephone."),
]


@pytest.mark.parametrize("line", [line for _, line in BESIDE], ids=[name for name, _ in BESIDE])
def test_what_stands_beside_the_talk_is_neither_asked_nor_said(line):
    text = paragraphs(HEADLINE, ASKED[0], SAID[0], line, ASKED[1], SAID[1], ASKED[2], SAID[2])
    assert read(text) == (list(ASKED), list(SAID), "Marta Lindqvist")


def test_a_remark_to_whoever_answers_is_a_question():
    text = paragraphs(HEADLINE, ASKED[0], SAID[0], "You have been called stubborn.", "Well, I am.", "They say it is over.", "No, it is not.")
    asked, said, _ = read(text)
    assert asked == [ASKED[0], "You have been called stubborn.", "They say it is over."]
    assert said == [SAID[0], "Well, I am.", "No, it is not."]


def test_an_answer_may_have_several_paragraphs_and_ask_back():
    long = "I went there every day for a month, and each day somebody from the board stood at the gate and sent me home, as if I had come to " * 2
    text = paragraphs(HEADLINE, ASKED[0], SAID[0], "The ships were sold.", ASKED[1], f"{long}steal. Who does that?", ASKED[2], SAID[2])
    assert read(text)[1] == [SAID[0], "The ships were sold.", f"{long}steal. Who does that?", SAID[2]]


def test_what_is_told_behind_the_last_answer_is_not_part_of_it():
    assert read(turns(HEADLINE) + "\n\nNorvik votes in May.")[1] == list(SAID)


GUESTS = [
    (HEADLINE, "Marta Lindqvist"),
    ("Norvik Post interviews Marta Lindqvist, leader of the Harbour Union", "Marta Lindqvist"),
    ("Marta Lindqvist: An interview with the “Queen of the Quay”", "Marta Lindqvist"),
    ("The empty quay\n\nOn Monday, Marta Lindqvist sat down with Tomas Holm for an interview in her office.", "Marta Lindqvist"),
    ("The empty quay\n\nMarta Lindqvist, the union’s leader, answered five questions sent by our reporter Tomas Holm.", "Marta Lindqvist"),
    ("The empty quay\n\nOur reporter Tomas Holm met the union’s leader, Marta Lindqvist, for an interview.", "Marta Lindqvist"),
    ("The empty quay\n\nMarta Lindqvist leads the union. She met the reporter Tomas Holm in May.", "Marta Lindqvist"),
    ("An interview about the empty quay", None),
    ("The empty quay\n\nThe union is led by Marta Lindqvist and Tomas Holm.", None),
]


@pytest.mark.parametrize(("preface", "guest"), GUESTS)
def test_who_answers_is_told_by_the_beginning(preface, guest):
    assert read(turns(preface))[2] == guest


FAQ = turns(
    "Ferry strike: what you need to know",
    asked=("Will my ferry sail?", "What should you do with your ticket?", "When will it end?"),
    said=("Most ferries stay in port until Monday.", "You can ask for your money back at the harbour.", "Nobody knows."),
)
SHOP = turns(
    "Questions and answers about our boats",
    asked=("Do you sell engines?", "Can you repair my boat?", "Do you deliver?"),
    said=("Yes. We sell engines of all makes.", "We repair boats of up to nine metres.", "We deliver on Mondays."),
)
COLUMN = paragraphs(
    "The quay is ours",
    "I walked to the quay on Monday, as I do each week. My dog came along. Do you know what we saw?",
    "I saw nothing. No ship, no crane, no man at work. I have lived here for forty years, and I had never seen it so still.",
    "The mayor says that trade has moved on. I do not believe her. Trade goes where it is wanted.",
    "I asked three neighbours. My neighbour Lise laughed at me. What did you expect?",
    "I expected an answer. I still do.",
    "Norland has money for a stadium and for a road through the forest. It has none for me and for you. Why is that?",
    "I will ask again next week.",
)
QUOTED = paragraphs(
    "Mayor is questioned over the quay",
    "The council of Norvik questioned the mayor, Ane Berg, for two hours on Monday.",
    "“Did you know of the sale?”",
    "“I did not,” Ms Berg said. “I learned of it in May.”",
    "“Who told you?”",
    "“I will not say,” she answered.",
    "“Will you resign?”",
    "“I will not,” she said, and left the hall.",
)
LETTER = paragraphs(
    "Dear Anna",
    "My sister sold the boat that our father left to both of us. I am angry. She says that I never sailed it. What should I do?",
    "You are right to be angry. Your sister should have asked you. Have you told her so?",
    "Write to her before you see her. You may find that she is sorry.",
    "Do you have a question for Anna?",
)
REPORT = paragraphs(
    "Union leader speaks of the empty quay in an interview",
    "Marta Lindqvist, who leads the Harbour Union, said in an interview that the ships would not come back.",
    "Who is to blame? The union points to the city, and the city to the union.",
    "“I have waited for a year,” she said. “What more can I do?”",
    "Will the ships return? Few in Norvik think so.",
    "The mayor did not answer questions on Monday.",
)


@pytest.mark.parametrize("text", [FAQ, SHOP, COLUMN, QUOTED, LETTER, REPORT], ids=["faq", "shop", "column", "quoted", "letter", "report"])
def test_other_texts_that_ask_are_no_interviews(text):
    assert read(text) is None


def test_an_answer_in_an_interview_lets_its_speaker_speak_as_a_side():
    cast = cast_of(parse(Article(text=turns(HEADLINE))))
    assert cast.answers["Marta Lindqvist"] == len(SAID)
    assert not cast_of(parse(Article(text=QUOTED))).answers
