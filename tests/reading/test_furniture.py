"""What is marked as not part of the story, line by line and within a line, and the sentences that only look so."""

from __future__ import annotations

from functools import partial

import pytest
from timed import least_seconds

from analysis.reading.article import Article
from analysis.reading.furniture import touches, without
from analysis.reading.parse import parse, story_of
from analysis.steps import load_models, read

HEAD = "Ferry line closes after storm\n"
STORY = "The harbour board shut the line on Monday. “Nobody asked us,” Ruth Calder said.\nThe union called a strike."
"""A story whose every line stays."""


def marked(text: str, **papers: object) -> list[tuple[str, str]]:
    """Return the kind and the words of all furniture."""
    article = Article(text=text, **papers)  # type: ignore[arg-type]
    return [(one.kind, text[one.start : one.end]) for one in story_of(article).furniture]


AT_THE_HEAD = [
    ("byline", "By Kari Holm"),
    ("byline", "By KARI HOLM, Political Editor"),
    ("byline", "By Kari Holm and Lars van der Ek"),
    ("byline", "By Kari Holm, Lars Ek and Tomas Berg in Oslo"),
    ("byline", "By Tomas A. Holm, Associated Press"),
    ("byline", "BY TOMAS HOLM"),
    ("byline", "Written by Tomas Holm"),
    ("byline", "Thomas Holm in Oslo"),
    ("byline", "Thomas Holm, Political Editor"),
    ("byline", "By the Harbour Desk"),
    ("byline", "Thomas Holm Transport correspondent"),
    ("date", "Published 3 June 2024, 9:14 AM"),
    ("date", "Published: 9:14 AM GMT, 3 June 2024"),
    ("date", "Mon 3 Jun 2024 09.14 BST"),
    ("date", "Updated 2 hours ago"),
    ("date", "June 3, 2024"),
    ("date", "Last updated on Monday 3 June 2024 at 09:14"),
    ("date", "First published on Mon 3 Jun 2024 06.00 BST"),
    ("reading time", "4 min read"),
    ("reading time", "Reading time: 4 minutes"),
    ("share line", "Listen to this article"),
    ("share line", "Share Facebook Twitter Email"),
    ("comments", "12 comments"),
    ("comments", "1,204 shares"),
]

ANYWHERE = [
    ("caption", "Image caption: A boat off the pier"),
    ("caption", "Image source, Getty Images"),
    ("caption", "Photo: Anna Lind/Reuters"),
    ("caption", "A boat lies off the pier. Photo: Anna Lind/Reuters"),
    ("caption", "A boat lies off the pier on Monday. (AP Photo/Anna Lind)"),
    ("caption", "The pier after the storm. Photograph: Anna Lind/The Herald"),
    ("caption", "The pier after the storm. Anna Lind/Getty Images"),
    ("caption", "FILE PHOTO: A boat off the pier, June 3, 2024. REUTERS/Anna Lind"),
    ("advertisement", "ADVERTISEMENT"),
    ("advertisement", "Article continues after advertisement"),
    ("link", "Read more: Storm sinks a boat"),
    ("link", "Also read: Storm sinks a boat"),
    ("link", "RELATED: Storm sinks a boat"),
    ("link", "Related articles"),
    ("link", "Read more about the storm"),
    ("link", "► Read more: Storm sinks a boat"),
    ("sign-up", "Sign up for our morning newsletter"),
    ("paywall", "Subscribe to continue reading"),
    ("paywall", "Already a subscriber? Log in"),
    ("paywall", "You have reached your limit of free articles."),
    ("follow line", "Follow us on Facebook and X"),
    ("separator", "* * *"),
    ("separator", "———"),
    ("stage direction", "(CROSSTALK)"),
    ("stage direction", "(BEGIN VIDEO CLIP)"),
    ("stage direction", "(SOUNDBITE OF STORM)"),
    ("stage direction", "[applause]"),
]

AT_THE_FOOT = [
    ("byline", "(Reporting by Kari Holm in Oslo; Editing by Lars Ek)"),
    ("byline", "Additional reporting by Kari Holm"),
    ("byline", "Reporting by Kari Holm; writing by Lars Ek; editing by Tomas Berg"),
    ("standards", "Our Standards: The Thomson Reuters Trust Principles."),
    ("update note", "This article was updated on June 4 to add a statement by the union."),
    ("update note", "An earlier version of this article gave the wrong name of the ferry."),
    ("update note", "Editor's note: This story was first published in May."),
    ("correction", "Correction: An earlier version of this article said the ferry had sunk."),
    ("copyright", "Copyright 2024 The Harbour Herald"),
    ("copyright", "© 2024 Harbour Media Ltd. All rights reserved."),
    ("copyright", "All rights reserved."),
    ("agency tag", "© AFP"),
    ("agency tag", "AFP"),
    ("agency tag", "(Reuters)"),
    ("agency tag", "The Associated Press contributed to this report."),
    ("end mark", "ENDS"),
    ("end mark", "-ENDS-"),
    ("contributor note", "The views expressed are her own."),
    ("contact", "Kari Holm can be reached at kari@herald.example."),
    ("contact", "kari.holm@herald.example"),
    ("contact", "Media contact: Kari Holm, press@line.example"),
    ("tags", "Tags: ferry, storm, harbour"),
    ("tags", "Filed under: Transport"),
    ("comments", "Leave a comment"),
    ("reference", "[1] The Harbour Herald, June 3."),
]


@pytest.mark.parametrize(("kind", "line"), AT_THE_HEAD)
def test_lines_under_a_headline(kind, line):
    assert marked(f"{HEAD}{line}\n{STORY}") == [(kind, line)]


@pytest.mark.parametrize(("kind", "line"), ANYWHERE)
def test_lines_in_the_middle(kind, line):
    first, last = STORY.split("\n")
    assert marked(f"{HEAD}{first}\n{line}\n{last}") == [(kind, line)]


@pytest.mark.parametrize(("kind", "line"), AT_THE_FOOT)
def test_lines_at_the_foot(kind, line):
    assert marked(f"{HEAD}{STORY}\n{line}") == [(kind, line)]


@pytest.mark.parametrize("kind, line", [AT_THE_HEAD[0], ANYWHERE[0], AT_THE_FOOT[0], AT_THE_FOOT[4]])
def test_lines_with_a_blank_line_around_them(kind, line):
    assert marked(f"{HEAD}\n{STORY}\n\n{line}\n") == [(kind, line)]


def test_what_is_told_of_the_writer_whom_the_byline_names():
    note = "Kari Holm is a columnist and keeps bees."
    assert marked(f"{HEAD}By Kari Holm\n{STORY}\n{note}")[-1] == ("contributor note", note)
    assert marked(f"{HEAD}{STORY}\n{note}", author="Kari Holm") == [("contributor note", note)]
    assert marked(f"{HEAD}{STORY}\n{note}") == []  # she may be one of the story


def test_a_name_by_itself_is_a_byline_where_the_papers_know_it_or_the_date_stands_beside_it():
    assert marked(f"{HEAD}Kari Holm\n{STORY}", author="Kari Holm") == [("byline", "Kari Holm")]
    assert marked(f"{HEAD}June 3, 2024\nThomas Holm\n{STORY}")[1] == ("byline", "Thomas Holm")
    assert marked(f"{HEAD}Thomas Holm\n{STORY}") == []


NO_FURNITURE = [
    "By Monday the line had closed.",
    "By Friday",
    "By Land and Sea",
    "By order of the board, the pier is shut.",
    "Published reports said that the board had lied.",
    "Updated rules will follow in June, the board said.",
    "Listen to this: the board never met.",
    "Read more books, the mayor told pupils.",
    "Related costs rose to 4 million.",
    "Subscribe to the theory or not, the ferry is old.",
    "Sign up or leave, the foreman told them.",
    "Follow us to the pier, the guide called.",
    "Share prices fell.",
    "Photo evidence was handed to the police.",
    "The photo: a boat on its side.",
    "Correction officers went on strike on Monday.",
    "Contact with the boat was lost at noon.",
    "Copyright law protects the chart, the judge ruled.",
    "Comments by the mayor angered the union.",
    "Twelve comments were read out in court.",
    "Reuters reported that the boat had sunk.",
    "AFP and AP both asked the board for comment.",
    "This article of the treaty was broken, Norway said.",
    "This story has no hero, the captain said.",
    "Editor's note: The mayor is a liar and has been one for years.",
    "Ends must meet, the baker said.",
    "The end",
    "The views expressed by the mayor were his own, the board said.",
    "Our standards are high, the company said.",
    "Tags on the nets told the police whose they were.",
    "“Sign up for the strike,” the union said.",
    "“Subscribe to continue,” the page told readers, who were angry.",
    "Advertisement spending fell by a third.",
    "Watch: the ferry is coming back.",
    "(The ferry was built in 1962.)",
    "The union (UFW) called a strike.",
    "The mayor praised the [commercial] harbour.",
    "He said it was a [sic] mistake.",
    "(Laughing, he left the room.)",
    "Q: Is it over?",
    "REPORTER: Will you go back?",
    "CALDER — I never said that.",
    "Trump — who was not there — denied it.",
    "The storm, June 3 and 4, sank two boats.",
    "Three minutes later the line broke.",
    "Ruth Calder, Tomas Holm and Lars Ek were hurt.",
    "EXCLUSIVE – The board knew it.",
    "The writer [of the letter] was found.",
    "He called it “the [1] lie too many”.",
    "Video showed the boat sinking.",
    "Register now or pay a fine, the board told owners.",
    "Log in the harbour floated out to sea.",
    "Pause.",
    "Listen.",
]  # fmt: skip


@pytest.mark.parametrize("line", NO_FURNITURE)
def test_sentences_of_a_story_stay(line):
    first, last = STORY.split("\n")
    assert marked(f"{HEAD}{first}\n{line}\n{last}") == []
    assert marked(f"{HEAD}{line}\n{STORY}") == []
    assert marked(f"{HEAD}{STORY}\n{line}") == []


DATELINES = [
    ("OSLO, June 3 (Reuters) - ", "Norway shut the line."),
    ("OSLO (AP) — ", "Norway shut the line."),
    ("OSLO, Norway (AP) — ", "Norway shut the line."),
    ("OSLO, Norway, June 3 /PRNewswire/ -- ", "Norway shut the line."),
    ("NEW YORK — ", "The mayor shut the line."),
    ("Oslo (AFP) – ", "Norway shut the line."),
    ("(CNN) -- ", "Norway shut the line."),
    ("MOSCOW, June 5. /TASS/. ", "Russia shut the line."),
    ("PORT HALE, Ore. (June 5, 2024) – ", "The board shut the line."),
    ("(Reuters) - ", "Norway shut the line."),
    ("MOSCOW. June 3. INTERFAX - ", "Russia shut the line."),
    ("ST. PETERSBURG, Fla. (AP) — ", "The mayor shut the line."),
]


@pytest.mark.parametrize(("line", "sentence"), DATELINES)
def test_a_sentence_begins_after_its_dateline(line, sentence):
    text = f"{HEAD}{line}{sentence}\nNobody was hurt."
    assert [kind for kind, _ in marked(text)] == ["dateline"]
    assert parse(Article(text=text)).sentences["text"].tolist()[1] == sentence


def test_a_name_above_the_date_is_a_byline():
    assert marked(f"{HEAD}Thomas Holm\nPublished: 11:04 AM, Jun 5, 2024\n{STORY}")[0] == ("byline", "Thomas Holm")


def test_titles_under_a_heading_of_links_belong_to_it_down_to_the_end():
    page = f"{HEAD}{STORY}\nMore on this story\nStorm sinks a boat\nWho owns the ferry\nTop Stories"
    assert [kind for kind, _ in marked(page)] == ["link"] * 4
    assert marked(f"{page}\nThe board met again on Friday.") == [("link", "More on this story"), ("link", "Top Stories")]
    assert [kind for kind, _ in marked(f"{HEAD}{STORY}\nMedia contact:\nTim Ray\n555-0100")] == ["contact"] * 3
    assert marked(f"{HEAD}{STORY}\nWhat happens now") == []


def test_capitals_before_a_dash_that_come_again_are_no_dateline():
    assert marked("CALDER — The wall is old.\nHOLM — Who will pay?\nCALDER — The city will.") == []


REFERENCES = [
    ("The army shelled the town.[1] Nobody was hurt.", ["The army shelled the town.", "Nobody was hurt."]),
    ("The army shelled the town.[1][2] Nobody was hurt.[3]", ["The army shelled the town.", "Nobody was hurt."]),
    ("“It lied,” she said.[12] “It always does.”[citation needed]", ["“It lied,” she said.", "“It always does.”"]),
]


@pytest.mark.parametrize(("text", "sentences"), REFERENCES)
def test_a_sentence_ends_before_its_reference_marks(text, sentences):
    assert parse(Article(text=text)).sentences["text"].tolist() == sentences


PARTS = [
    ("Nobody was hurt. (AP)", [("agency tag", "(AP)")]),
    ("Nobody was hurt. — AFP", [("agency tag", "AFP")]),
    ("Nobody was hurt. (Reporting by Kari Holm)", [("byline", "(Reporting by Kari Holm)")]),
    ("(AP Photo/Anna Lind) The ferry sank at noon.", [("caption", "(AP Photo/Anna Lind)")]),
    ("SIGN UP FOR OUR NEWSLETTER The ferry sank at noon.", [("sign-up", "SIGN UP FOR OUR NEWSLETTER ")]),
    ("CALDER: It sank. (LAUGHTER) We swam.", [("stage direction", "(LAUGHTER)")]),
    ("He works for the AP.", []),
    ("They belong to the union (UFW).", []),
]


@pytest.mark.parametrize(("line", "expected"), PARTS)
def test_parts_of_a_line(line, expected):
    assert marked(f"{HEAD}{line}\n{STORY}") == expected


def test_lines_cut_by_a_margin_hold_no_furniture_but_at_their_head_and_foot():
    wrapped = (
        "Ferry line closes after storm\n\nBy Kari Holm\nOSLO, June 3 (Reuters) - The harbour board shut the line on Monday and\n"
        "gave no reason. Sign up for\nthe strike, the union told its members, who met at the pier on\nTuesday and stood there until the evening.\n\n"
        "Nobody was hurt, and the board said that the line would open\nagain in May.\n"
    )
    assert [kind for kind, _ in marked(wrapped)] == ["byline", "dateline"]


def test_a_headline_is_never_marked_nor_a_text_of_nothing_else():
    assert marked("Read more: Storm sinks a boat\nThe board shut the line.", headline=True) == []
    assert marked("ADVERTISEMENT\nAFP") == []


def test_the_story_keeps_every_offset():
    text = f"{HEAD}By Kari Holm\n{STORY}"
    story = without(text, story_of(Article(text=text)).furniture)
    assert len(story) == len(text) and "Kari" not in story and story.replace(" ", "") == (HEAD + "\n" + STORY).replace(" ", "")


PASTED = (
    "Norway and Sweden at odds over cod\nBy Thomas Holm\nThu 6 Jun 2024 09.14 BST\nListen to this article\n"
    "OSLO, June 6 (Reuters) - Norway said Swedish boats had broken the law. Sweden denied it.[1]\n"
    "A brutal Swedish boat off Norway. Photo: Anna Lind/Reuters\nADVERTISEMENT\n"
    "Sweden said Norway had lied. “Norway is a bully,” the Swedish minister said.\nAlso read: Denmark accuses Germany of a massacre\n"
    "Norway said Sweden was greedy.\n(Reporting by Thomas Holm in Oslo)\nThomas Holm is a reporter.\n"
)


@pytest.fixture(scope="module")
def pasted():
    """Return the steps over a pasted page."""
    return read(Article(text=PASTED), None, partial(load_models), subjectivity=False)


def test_furniture_has_no_row_in_any_table(pasted):
    assert pasted.sentences["text"].tolist() == [
        "Norway and Sweden at odds over cod",
        "Norway said Swedish boats had broken the law.",
        "Sweden denied it.",
        "Sweden said Norway had lied.",
        "“Norway is a bully,” the Swedish minister said.",
        "Norway said Sweden was greedy.",
    ]
    assert pasted.sentences["paragraph"].tolist() == [1, 2, 2, 3, 3, 4]
    for table in (pasted.mentions, pasted.voices, pasted.terms, pasted.stance):
        assert not any(touches(pasted.parsed.furniture, start, end) for start, end in zip(table["start"], table["end"], strict=True))
    assert set(pasted.sides) == {"Norway", "Sweden"}
    assert touches(pasted.parsed.furniture, PASTED.index("By Thomas"), PASTED.index("By Thomas") + 4)


@pytest.mark.parametrize("piece", ["By Kari Holm ", "A", "A, ", "(", "[1]", "12 ", "Photo: ", "SIGN UP ", "OSLO, ", "By ", "a@b.", "* ", "(AP) — "])
def test_time_grows_with_length_and_no_faster(piece):
    text = "The ferry sank.\n" + piece * 10_000 + "\nNobody was hurt."
    assert least_seconds(lambda: marked(text), 1) < 1


def test_many_lines_take_no_longer_each():
    assert least_seconds(lambda: marked("The ferry sank.\n" + "By Kari\n" * 4_000 + "Nobody was hurt."), 1) < 1
