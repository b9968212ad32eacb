"""What is no report of speech, which cues are mended, and quotations whose marks were forgotten: tables of sentences, with the tagger."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.reading.article import Article
from analysis.reading.encoder import embedded_encoder
from analysis.reading.parse import parse
from analysis.voices.voices import hear

Heard = tuple[str, str | None, str | None]  # content, speaker, cue


def heard(text: str) -> list[Heard]:
    voices = hear(parse(Article(text=text)), embedded_encoder())
    return [(text[v.start : v.end].removeprefix("that "), v.speaker, v.cue) for v in voices.itertuples()]


def kinds(text: str) -> list[str]:
    return hear(parse(Article(text=text)), embedded_encoder())["kind"].tolist()


def wrong(text: str, *expected: Any, why: str) -> Any:
    return pytest.param(text, *expected, marks=pytest.mark.xfail(reason=why))


# No report


NO_REPORT = [
    # acts
    "The council voted 9 to 3 on the new ferry line.",
    "The lords voted to block the bill.",
    "Norway signed the treaty in May.",
    "Holm recorded a song in the empty mill.",
    "She wore her coat as the crowd tried to enter the hall.",
    "The mill was closed, and the yard has been swept since.",
    # nothing was said
    "The bank declined to comment on the sale.",
    "Holm refused to comment.",
    "Nunes, of the union, declined to answer questions on Friday.",
    "The clerk did not reply.",
    wrong("Lawyers for Holm plan to appeal.", why="a lone “plan” is a cue: “The chain plans to close forty shops” is coded so in voices.jsonl"),
    wrong("The court jailed Holm for nine years. He plans to appeal.", why="as before"),
    # topics before a colon
    "Kenya sanctions: Holm leaves the board of the bank",
    "Explainer: Norway bans the nets",
    "Brexit: Norway signs a new deal",
    "Mill strike: weavers leave the yard after nine weeks",
    "Storm review: the ferry finds no harbour",
    "Harbour budget: Norway pays for the wall",
    # mottos, titles, nicknames
    "The regiment marched under the motto “Ever onward.”",
    "The boat, named “Grey Lady,” sank off the cape.",
    "The boy goes by the nickname “Rabbit.”",
    "The singer won with a song entitled “Cold Harbour.”",
    "The mayor used the slogan “Boats first” on Friday.",
    "Ines “Thread” Okoro closed the yard.",
    'Ines "Thread" Okoro closed the yard.',
    # single small words
    "Carla Nunes added salt.",
]


@pytest.mark.parametrize("text", NO_REPORT)
def test_nobody_reports_anything(text):
    assert heard(text) == []


REPORTS: list[tuple[str, list[Heard]]] = [
    # words like those of an act
    ("Kenya said it would appeal.", [("it would appeal", "Kenya", "said")]),
    ("The union said it planned to strike in May.", [("it planned to strike in May", "The union", "said")]),
    ("The chain plans to close forty shops.", [("to close forty shops", "The chain", "plans")]),
    ("“I opposed it,” said Holm.", [("“I opposed it,”", "Holm", "said")]),
    ("Nunes backed the plan as “a gift to the harbour.”", [("the plan as “a gift to the harbour.”", "Nunes", "backed")]),
    # a speaker before a colon
    ("Norway: Kenya broke the truce", [("Kenya broke the truce", "Norway", ":")]),
    ("Nunes: Norway pays for the wall", [("Norway pays for the wall", "Nunes", ":")]),
    ("Police: Driver was asleep", [("Driver was asleep", "Police", ":")]),
    ("Mill owner: weavers left the yard after nine weeks", [("weavers left the yard after nine weeks", "Mill owner", ":")]),
    ("Carla Nunes: “The boys were brave”", [("“The boys were brave”", "Carla Nunes", ":")]),
    # short words between marks, and names in speech
    ("The owner said “No.”", [("“No.”", "The owner", "said")]),
    ("“Never,” said the captain.", [("“Never,”", "the captain", "said")]),
    ('Holm said: "Wait."', [('"Wait."', "Holm", "said")]),
    ('The weavers chanted "Ferri out" under the window.', [('"Ferri out"', "The weavers", "chanted")]),
    ("The captain said: “The name of the boat is Grey Lady.”", [("“The name of the boat is Grey Lady.”", "The captain", "said")]),
    ("“We saw the smoke,” said Tomas “Sparks” Wieland, 54.", [("“We saw the smoke,”", "Tomas “Sparks” Wieland, 54", "said")]),
    ("He called the plan “a gift.”", [("the plan “a gift.”", "He", "called")]),
    # the name of the accuser is not among what is said
    (
        "The money is gone, said her brother. Kenya accused the board of lying.",
        [("The money is gone", "her brother", "said"), ("the board of lying", "Kenya", "accused")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), REPORTS)
def test_speech_stays_speech(text, expected):
    assert heard(text) == expected


# Cues


CUES = [
    ("Ruth Calder said, quietly, “the mill is lost.”", "“the mill is lost.”", "Ruth Calder", "said"),
    ("She replied, angrily, “nobody asked us.”", "“nobody asked us.”", "She", "replied"),
    ("Ruth Calder said, quietly, that the mill was lost.", "the mill was lost", "Ruth Calder", "said"),
    ("The clerk whispered, slowly, “the safe is empty.”", "“the safe is empty.”", "The clerk", "whispered"),
    ("Boats idle as Nunes slams Ferri: “You were never at sea.”", "“You were never at sea.”", "Nunes", "slams"),
    ("Two owners quit the board as Nunes slams Ferri: “You were never at sea.”", "“You were never at sea.”", "Nunes", "slams"),
    ("The boats lay idle as Nunes ridiculed Ferri: “You were never at sea.”", "“You were never at sea.”", "Nunes", "ridiculed"),
    wrong("Ferry cancelled as Holm attacks Ferri: “You sank it.”", "“You sank it.”", "Holm", "attacks", why="“attacks” is read as a noun"),
    ("She shrugged: “The boats are old.”", "“The boats are old.”", "She", "shrugged"),
    ("The captain said: “The boats are old.”", "“The boats are old.”", "The captain", "said"),
]


@pytest.mark.parametrize(("text", "content", "speaker", "cue"), CUES)
def test_the_verb_is_the_cue(text, content, speaker, cue):
    assert heard(text)[-1] == (content, speaker, cue)


# Marks


OPEN: list[tuple[str, list[tuple[str, str | None]]]] = [
    # the next paragraph takes it up
    ("The room went dark. “The ferry is late.\n\n“It always was,” Nunes said.", [("“The ferry is late.", "Nunes"), ("“It always was,”", "Nunes")]),
    (
        "“The looms are gone. They went at night.\n\n“Nobody saw the cart,” Ines Okoro added.",
        [("“The looms are gone.", "Ines Okoro"), ("They went at night.", "Ines Okoro"), ("“Nobody saw the cart,”", "Ines Okoro")],
    ),
    # closed: each has its own speaker
    ("“We sold the boat,” said Holm.\n\n“We never sold it,” said Nunes.", [("“We sold the boat,”", "Holm"), ("“We never sold it,”", "Nunes")]),
    # the closing mark is forgotten before the speaker
    (
        "“The money is gone and I will not hide it, said Carla Nunes, the clerk.\n\n“That is true,” Holm said.",
        [("“The money is gone and I will not hide it,", "Carla Nunes, the clerk"), ("“That is true,”", "Holm")],
    ),
    (
        "The mill is shut.\n\n“The owners have sold the looms and we cannot eat cloth, said Ines Okoro, the weavers’ leader.\n\n"
        "“Nobody has sold a loom,” owner Aldo Ferri said.",
        [
            ("“The owners have sold the looms and we cannot eat cloth,", "Ines Okoro, the weavers’ leader"),
            ("“Nobody has sold a loom,”", "owner Aldo Ferri"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), OPEN)
def test_a_quotation_left_open(text, expected):
    assert [row[:2] for row in heard(text)] == expected
    assert set(kinds(text)) == {"direct"}


SPACES = [
    ('" The owners hid the money , and the police looked away , " the minister said .', "the minister", "said"),
    ('She said:"We have waited long enough."', "She", "said"),
    ('The clerk replied,"The minister has never been here."', "The clerk", "replied"),
    ("“ The mill is empty , ” said a weaver , Ines Okoro .", "a weaver , Ines Okoro", "said"),
    ("He told us,“They sold the looms.”", "He", "told"),
]


@pytest.mark.parametrize(("text", "speaker", "cue"), SPACES)
def test_spaces_beside_marks_change_nothing(text, speaker, cue):
    ((content, *rest),) = heard(text)
    assert content[0] in '"“' and content[-1] in '"”'
    assert [rest, kinds(text)] == [[speaker, cue], ["direct"]]
