"""Transcripts: paragraphs that begin with the name of whoever speaks, headings that only look so, and who "A" is."""

from __future__ import annotations

from itertools import groupby

import pandas as pd
import pytest

from analysis.reading.article import Article
from analysis.reading.encoder import embedded_encoder
from analysis.reading.parse import parse
from analysis.voices.turns import turns_in
from analysis.voices.voices import find_voices, hear

OPENING = "The sea took the road\n\nMarta Lindqvist has sailed the strait for nine years. She met our reporter in May.\n\n"
INTERVIEW = (
    OPENING + "Q: When did the storm begin?\n\nA: At noon. The harbour board gave us no warning.\n\n"
    "Q: Who came to help?\n\nA: The Coast Guard came. The board did not. It lied to everyone."
)


def said(text: str) -> list[tuple[str, str]]:
    """Return who speaks in each turn, and the words."""
    return [(text[slice(*voice.speaker)], text[voice.start : voice.end]) for voice in turns_in(parse(Article(text=text))) if voice.speaker]


TRANSCRIPTS = [
    # questions and answers
    (
        INTERVIEW,
        [
            ("Q", "When did the storm begin?"),
            ("A", "At noon."),
            ("A", "The harbour board gave us no warning."),
            ("Q", "Who came to help?"),
            ("A", "The Coast Guard came."),
            ("A", "The board did not."),
            ("A", "It lied to everyone."),
        ],
    ),
    # names in capitals
    (
        "The harbour board met.\n\nCALDER: The wall is old. It must go.\n\nHOLM: Who will pay for it?\n\nCALDER: The city will.",
        [("CALDER", "The wall is old."), ("CALDER", "It must go."), ("HOLM", "Who will pay for it?"), ("CALDER", "The city will.")],
    ),
    (
        "REPORTER: Who sank the boat?\n\nMS. OKORO: Nobody knows.\n\n(REPORTER): Was it you?",
        [("REPORTER", "Who sank the boat?"), ("MS. OKORO", "Nobody knows."), ("REPORTER", "Was it you?")],
    ),
    # names in full
    (
        "Ruth Calder: The wall is old.\n\nTomas Holm: Who will pay?\n\nRuth Calder: The city will.",
        [("Ruth Calder", "The wall is old."), ("Tomas Holm", "Who will pay?"), ("Ruth Calder", "The city will.")],
    ),
    # words in marks, and a number
    (
        "HOLM: How many boats?\n\nOKORO: 12 of them.\n\nHOLM: “Twelve” is a lot.",
        [("HOLM", "How many boats?"), ("OKORO", "12 of them."), ("HOLM", "“Twelve” is a lot.")],
    ),
    # a turn over two paragraphs
    (
        "Ruth Calder: The wall is old.\n\nTomas Holm: Who will pay?\n\nIt is not cheap.\n\nRuth Calder: The city will.",
        [("Ruth Calder", "The wall is old."), ("Tomas Holm", "Who will pay?"), ("Tomas Holm", "It is not cheap."), ("Ruth Calder", "The city will.")],
    ),
    ("Q: Is it over?\n\nA: Yes.\n\nIt ended at noon.\n\nQ: Good.", [("Q", "Is it over?"), ("A", "Yes."), ("A", "It ended at noon."), ("Q", "Good.")]),
    # no line between the turns
    ("Q: Is it over?\nA: It is.\nQ: Are you glad?", [("Q", "Is it over?"), ("A", "It is."), ("Q", "Are you glad?")]),
]


@pytest.mark.parametrize(("text", "expected"), TRANSCRIPTS)
def test_each_sentence_is_said_by_the_name_at_the_head_of_its_turn(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in TRANSCRIPTS])
@pytest.mark.parametrize("tagger", [None, embedded_encoder], ids=["rules", "tagger"])
def test_all_turns_are_in_the_table_as_direct_speech(text, tagger):
    voices = hear(parse(Article(text=text)), tagger and tagger())
    found = [(v.speaker, text[v.start : v.end]) for v in voices.itertuples() if v.cue == ":"]
    assert found == said(text)
    assert set(voices.loc[voices["cue"] == ":", "kind"]) == {"direct"}


def test_a_quotation_before_the_turns_keeps_its_speaker():
    text = INTERVIEW.replace(" She met", " “The road is gone,” said the mayor, Ruth Calder. She met")
    voices = hear(parse(Article(text=text)), embedded_encoder())
    assert voices["speaker"].tolist()[:2] == ["the mayor, Ruth Calder", "Q"]


HEADINGS = [
    "Ferry line closes\n\nContact: Ruth Calder\n\nUpdate: The ferry will not sail.\n\nBackground: The line opened in May.",
    "Ferry line closes\n\nMedia Contact: call the harbour office\n\nMedia Contact: or write to the clerk\n\nMedia Contact: or come by",
    "Fish soup\n\nServes: 4\n\nFish: Two pounds of cod.\n\nSalt: A pinch.",
    "Holm: The wall must go\n\nThe board met on Monday.\n\nCalder: The wall must stay",
    "The Wall: A history\n\nThe Harbour: A guide\n\nThe Boats: A list",
    "Q: Is it over?\n\nA: Yes.",  # too few turns
    "The vote: 9 to 3.\n\nThe cost: 4 million.\n\nThe vote: 9 to 3.",
    "The clerk read three notes: The wall is old. The boats are old: They must go. The sea is old: It stays.",
    "Storm Warning: The ferry stays in port.\n\nRoad Works: The bridge is shut.\n\nStorm Warning: The school is shut.",
    "Ruth Calder said the wall was old.\n\nTomas Holm asked: Who will pay?\n\nRuth Calder said: The city.",
]


@pytest.mark.parametrize("text", HEADINGS)
def test_headings_with_a_colon_are_no_transcript(text):
    assert said(text) == []


CLOSED = [
    (
        "CALDER: The wall is old.\n\nHOLM: Who will pay?\n\nCALDER: The city will.\n\nThe meeting ended at noon.",
        [("CALDER", "The wall is old."), ("HOLM", "Who will pay?"), ("CALDER", "The city will.")],
    ),
    (
        "CALDER: The wall is old.\n\nIt must go.\n\nHOLM: Who will pay?\n\nCALDER: The city.\n\nIt is rich.\n\nHolm left before the vote.",
        [("CALDER", "The wall is old."), ("CALDER", "It must go."), ("HOLM", "Who will pay?"), ("CALDER", "The city."), ("CALDER", "It is rich.")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CLOSED)
def test_what_the_narrator_tells_after_the_last_turn_is_not_part_of_it(text, expected):
    assert said(text) == expected


# Who "A" is


def answering(text: str) -> dict[str, set[str | None]]:
    """Return for each label of a transcript who is meant by it."""
    table = find_voices(parse(Article(text=text)), {}, embedded_encoder())
    turns = table[table["cue"] == ":"]
    return {label: set(rows["who"]) for label, rows in turns.groupby("speaker")}


def test_who_answers_is_the_person_named_before_and_nobody_named_asks():
    assert answering(INTERVIEW) == {"Q": {None}, "A": {"Marta Lindqvist"}}


def test_who_answers_is_nobody_where_no_person_is_named():
    assert answering(INTERVIEW.replace(OPENING, "The sea took the road.\n\n"))["A"] == {None}


@pytest.mark.parametrize("text", [text for text, _ in TRANSCRIPTS if text.startswith("Ruth Calder:")])
def test_names_in_full_are_who_speaks(text):
    assert answering(text) == {"Ruth Calder": {"Ruth Calder"}, "Tomas Holm": {"Tomas Holm"}}


# Transcripts of broadcasts, press conferences and parliaments

BROADCAST = (
    "Senate debates the harbour bill\n\n"
    "CARL HOLM, CNN ANCHOR: The bill failed today. Senator Ruth Calder joins us.\n\n"
    "SEN. RUTH CALDER (D), MARYLAND: Thank you. The governor lied to us.\n\n"
    "HOLM: Let us listen.\n\n(BEGIN VIDEO CLIP)\n\n"
    "GOV. LARS EK (R), VIRGINIA: The bill was bad. (APPLAUSE) We stopped it.\n\n(END VIDEO CLIP)\n\n"
    "HOLM (voice-over): It was close.\n\nUNIDENTIFIED MALE: Shame!\n\nCALDER: It was. (CROSSTALK)"
)
RADIO = (
    "Harbour town waits for its ferry\n\nSCOTT BERG, HOST:\n\nThe ferry is gone. Anna Lind reports.\n\n"
    "ANNA LIND, BYLINE: The pier is empty.\n\n(SOUNDBITE OF WAVES)\n\nTOMAS HOLM: We lost everything. The state forgot us.\n\n"
    "LIND: Tomas Holm ran the shop.\n\nBERG: That was Anna Lind.\n\nCopyright © 2024 NPR. All rights reserved."
)
PRESS = (
    "Briefing by Press Secretary Paul Carden\n\n1:12 P.M. EDT\n\nMR. CARDEN: Good afternoon. The bill is signed.\n\n"
    "Q    Thank you. Did he lie?\n\nMR. CARDEN: He did not.\n\nQUESTION: Will he run?\n\nTHE PRESIDENT: I will. I must.\n\nEND 1:40 P.M. EDT"
)
PARLIAMENT = (
    "Ferries\n\nMr Jones (Bristol South) (Lab): Have the ferries failed? They have.\n\n"
    "The Minister for Transport (Sarah Penn): They have not.\n\nMr Jones: That is not true.\n\nHon. Members: Shame!\n\nSarah Penn: It is true."
)
INTERVIEWER = (
    "The sea took the road\n\nMarta Nowak lost her house in May.\n\nInterviewer: When did it begin?\n\nMarta Nowak: At noon. Nobody came.\n\n"
    "Interviewer: Nobody?\n\nNowak: The Coast Guard did.\n\nThe interview was edited for length."
)
BOLD = (
    "The sea took the road\n\nMarta Nowak lost her house in May.\n\n**When did it begin?**\n\nAt noon. Nobody came.\n\n"
    "**Will you go back?**\n\nNever."
)

TALK = "The sea took the road\n\nMarta Nowak lost her house in May. She spoke of it in an interview.\n\n"
OUTLET = TALK + "Norvik Post: Did you see it?\n\nNowak: I did. Nobody came.\n\nNorvik Post: Will you go back?\n\nNowak: I will not."
INITIALS = OUTLET.replace("Norvik Post:", "NP:").replace("Nowak:", "MN:")
ASTERISKS = OUTLET.replace("Norvik Post:", "**Reporter:**").replace("Nowak:", "**Nowak:**")
GLUED = OUTLET.replace("Norvik Post: ", "Q").replace("Nowak:", "A:")
ANSWERS_NAMED = (
    "Two candidates on the harbour\n\nWhat do you want for the harbour?\n\nAnna Berg: I want a quay. My party has a plan.\n\n"
    "Tomas Lund: I would sell it.\n\nWill you raise taxes?\n\nAnna Berg: No.\n\nTomas Lund: I will not. My word on it.\n\n"
    "Will you lose?\n\nAnna Berg: No."
)

RECORD_NAMES = ["broadcast", "radio", "press", "parliament", "interviewer", "bold", "outlet", "initials", "asterisks", "glued", "answers named"]
RECORDS = [
    (
        BROADCAST,
        [
            ("CARL HOLM", "CARL HOLM", 2),
            ("SEN. RUTH CALDER", "Ruth Calder", 2),
            ("HOLM", "CARL HOLM", 1),
            ("GOV. LARS EK", "LARS EK", 2),
            ("HOLM", "CARL HOLM", 1),
            ("UNIDENTIFIED MALE", "UNIDENTIFIED MALE", 1),
            ("CALDER", "Ruth Calder", 1),
        ],
    ),
    (
        RADIO,
        [
            ("SCOTT BERG", "SCOTT BERG", 2),
            ("ANNA LIND", "Anna Lind", 1),
            ("TOMAS HOLM", "Tomas Holm", 2),
            ("LIND", "Anna Lind", 1),
            ("BERG", "SCOTT BERG", 1),
        ],
    ),
    (
        PRESS,
        [
            ("MR. CARDEN", "Paul Carden", 2),
            ("Q", None, 2),
            ("MR. CARDEN", "Paul Carden", 1),
            ("QUESTION", "QUESTION", 1),
            ("THE PRESIDENT", "PRESIDENT", 2),
        ],
    ),
    (
        PARLIAMENT,
        [
            ("Mr Jones", "Jones", 2),
            ("The Minister for Transport (Sarah Penn)", "Sarah Penn", 1),
            ("Mr Jones", "Jones", 1),
            ("Hon. Members", "Hon. Members", 1),
            ("Sarah Penn", "Sarah Penn", 1),
        ],
    ),
    (
        INTERVIEWER,
        [("Interviewer", "interviewer", 1), ("Marta Nowak", "Marta Nowak", 2), ("Interviewer", "interviewer", 1), ("Nowak", "Marta Nowak", 1)],
    ),
    (BOLD, [("Marta Nowak", "Marta Nowak", 3)]),  # the questions are the reporter's own
    (OUTLET, [("Norvik Post", "Norvik Post", 1), ("Nowak", "Marta Nowak", 2), ("Norvik Post", "Norvik Post", 1), ("Nowak", "Marta Nowak", 1)]),
    (INITIALS, [("NP", "NP", 1), ("MN", "Marta Nowak", 2), ("NP", "NP", 1), ("MN", "Marta Nowak", 1)]),
    (ASTERISKS, [("Reporter", "reporter", 1), ("Nowak", "Marta Nowak", 2), ("Reporter", "reporter", 1), ("Nowak", "Marta Nowak", 1)]),
    (GLUED, [("Q", None, 1), ("A", "Marta Nowak", 2), ("Q", None, 1), ("A", "Marta Nowak", 1)]),
    (
        ANSWERS_NAMED,
        [
            ("Anna Berg", "Anna Berg", 2),
            ("Tomas Lund", "Tomas Lund", 1),
            ("Anna Berg", "Anna Berg", 1),
            ("Tomas Lund", "Tomas Lund", 2),
            ("Anna Berg", "Anna Berg", 1),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), RECORDS, ids=RECORD_NAMES)
def test_records_are_read_turn_by_turn(text, expected):
    table = find_voices(parse(Article(text=text)), {}, embedded_encoder())
    table = table[table["found_by"] == "rules"]
    assert set(table["kind"]) == {"direct"}
    runs = [(*who, len(list(rows))) for who, rows in groupby(zip(table["speaker"], table["who"], strict=True))]
    assert [tuple(None if pd.isna(part) else part for part in run) for run in runs] == expected


def test_turns_of_one_person_have_one_side():
    sides = {"Ruth Calder": {"Ruth Calder": "person", "Calder": "person"}}
    table = find_voices(parse(Article(text=BROADCAST)), sides, embedded_encoder())
    of_calder = table[table["speaker"].isin(["SEN. RUTH CALDER", "CALDER"])]
    assert set(of_calder["side"]) == {"Ruth Calder"}


INTERVIEW_WITHOUT_NAMES = (
    "Interview with union leader Marta Lindqvist\n\nMarta Lindqvist has led the Harbour Union in Norvik for nine years.\n\n"
    "I wanted to know when you heard of the sale.\n\nI heard of it in May. “We are done,” I told my members.\n\n"
    "You mentioned a plan. Did the mayor write it?\n\nNever. He did not come.\n\n"
    "Would you do it again?\n\nI would."
)


@pytest.mark.parametrize("tagger", [None, embedded_encoder], ids=["rules", "tagger"])
def test_answers_are_direct_speech_and_questions_the_reporters(tagger):
    text = INTERVIEW_WITHOUT_NAMES
    voices = find_voices(parse(Article(text=text)), {"Marta Lindqvist": {"Marta Lindqvist": "person"}}, tagger and tagger())
    answers = voices[voices["speaker"] == "Marta Lindqvist"]
    said = ["I heard of it in May.", "“We are done,” I told my members.", "Never.", "He did not come.", "I would."]
    assert [text[row.start : row.end] for row in answers.itertuples()] == said
    assert set(answers["kind"]) == {"direct"} and set(answers["side"]) == {"Marta Lindqvist"} and answers["cue"].isna().all()
    others = voices[voices["speaker"] != "Marta Lindqvist"]
    assert set(others["speaker"]) <= {"You"}, "only what the guest is said to have mentioned"
    assert set(others["side"]) <= {"Marta Lindqvist"}
