"""What a coder is asked: every question, with its answers as they stand in the file and as the form words them.

The form in JupyterLab, the worksheet, its print, the file of answers and the tables all take their questions from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

ALL, SHORT_FORM = "all", "short"


class AskError(ValueError):
    """Questions that cannot be asked; the message names them and what is allowed."""


@dataclass(frozen=True)
class Choice:
    """An answer that can be chosen: its value in the file (None: seen, and left open on purpose), its words, and what it means."""

    value: Any
    title: str
    hint: str = ""


@dataclass(frozen=True)
class Field:
    """What is typed along with an answer.

    key: its name in the file.  label, hint: its words in the form.  on_paper: its word there.  without: the answers with which it is not asked.
    """

    key: str
    label: str
    hint: str
    on_paper: str
    without: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question of the form.

    key: its name in the file and for ``ask``.  section: of the code book.  asks: its words.  whole: it is about the article as a whole, and not
    about each sentence.  items: what it is asked of in turn, name -> words, where that is not the sides; ``by_side`` says that it is asked of each.
    open: what it is called where it is still open; before each name where it is asked in turn.
    """

    key: str
    section: str
    asks: str
    choices: tuple[Choice, ...] = ()
    whole: bool = False
    by_side: bool = False
    items: tuple[tuple[str, str], ...] = ()
    open: str = ""
    field: Field | None = None

    @property
    def each(self) -> bool:
        """Whether it is asked of several in turn."""
        return self.by_side or bool(self.items)

    def as_data(self) -> dict[str, Any]:
        """Return the question as the form draws it."""
        return {
            "asks": self.asks,
            "section": self.section.lower(),
            "choices": [[choice.value, choice.title, choice.hint] for choice in self.choices],
            "items": [list(item) for item in self.items],
            "whole": self.whole,
            "each": self.each,
            "open": self.open,
            "field": None if self.field is None else asdict(self.field),
        }


QUESTIONS = (
    Question("loaded", "Loaded words", "Which words are loaded?"),
    Question(
        "voice",
        "Voice",
        "Whose voice is it?",
        (
            Choice("narrator", "narrator", "the reporter’s own words"),
            Choice("direct", "direct", "a source, in quotation marks"),
            Choice("indirect", "indirect", "a source, reworded"),
            Choice("mixed", "mixed", "reworded, with quoted words"),
        ),
        open="whose voice",
        field=Field("speaker", "Who speaks?", "The article’s words, such as “the ministry”; empty if it names nobody.", "Speaker", ("narrator",)),
    ),
    Question(
        "stance",
        "Stance",
        "How does the sentence treat each side?",
        (Choice(-1, "− negative"), Choice(0, "0 neutral"), Choice(1, "+ positive"), Choice(None, "not mentioned or unsure")),
        by_side=True,
        open="stance towards ",
    ),
    Question(
        "harm",
        "Harm",
        "Does it report harm, and does it say who did it?",
        (
            Choice("no harm", "no harm", "none that happened"),
            Choice("agent named", "agent named", "“the army shelled the village”"),
            Choice("agent left out", "agent left out", "“was shelled”, “the shelling”"),
            Choice("both", "both", "one harm of each kind"),
        ),
        open="harm",
    ),
    Question("confidence", "How sure", "How sure are you?", (Choice(1, "a guess"), Choice(2, "fairly sure"), Choice(3, "sure")), open="how sure"),
    Question(
        "roles",
        "Roles",
        "Which role does the article give each side?",
        (
            Choice("hero", "hero", "helps, rescues, protects"),
            Choice("villain", "villain", "does wrong, is to blame"),
            Choice("victim", "victim", "suffers harm or injustice"),
            Choice("no clear role", "no clear role", "the usual answer"),
        ),
        whole=True,
        by_side=True,
        open="role of ",
    ),
    Question(
        "frames",
        "Frames",
        "From which angle is the story told?",
        (Choice("yes", "yes"), Choice("no", "no")),
        whole=True,
        items=(
            ("conflict", "Conflict: as a quarrel between sides, with blame or attacks?"),
            ("human interest", "Human interest: as the fate of people, and what they live through?"),
            ("economic", "Economic: as a matter of money, of losses, gains or costs?"),
            ("morality", "Morality: as a matter of right and wrong, of how people ought to behave?"),
            ("resolution", "Resolution: as a way out: a solution, or a step towards one?"),
        ),
    ),
)
"""Every question, in the order of the form."""
KEYS = tuple(question.key for question in QUESTIONS)
SHORT = ("loaded", "voice", "stance", "confidence")
"""The questions of the short form, and of every file of answers that does not say what was asked."""


def question(key: str) -> Question:
    """Return the question with this key.  Raises KeyError for another."""
    return {each.key: each for each in QUESTIONS}[key]


def values(key: str) -> tuple[Any, ...]:
    """Return the values that a question allows, "not mentioned or unsure" (None) left out."""
    return tuple(choice.value for choice in question(key).choices if choice.value is not None)


def names(key: str, sides: Iterable[str]) -> tuple[str, ...]:
    """Return what a question is asked of in turn: the sides, or its items."""
    asked = question(key)
    return tuple(sides) if asked.by_side else tuple(name for name, _ in asked.items)


def asked_of(ask: str | Iterable[str], sides: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the keys of the questions that are asked, in the order of the form.

    ask: ``all``; ``short`` for the four questions of ``SHORT``; or keys, as a list or with commas between them.  sides: of the article; without any,
    nothing is asked about sides.  Loaded words are never asked alone, but with how sure the coder is: else nothing tells a sentence that has none
    from one that was not read.  Raises AskError for a key that is none, and where nothing is left to ask.
    """
    known = {ALL: KEYS, SHORT_FORM: SHORT}
    parts = ask.split(",") if isinstance(ask, str) else ask
    chosen = known.get(ask.strip(), ()) if isinstance(ask, str) else ()
    chosen = chosen or tuple(part.strip() for part in parts)
    for key in chosen:
        if key not in KEYS:
            raise AskError(f"there is no question {str(key)[:40]!r} to ask; use {ALL}, {SHORT_FORM}, or some of {', '.join(KEYS)}")
    if not {"voice", "stance", "harm", "confidence"} & set(chosen) and "loaded" in chosen:
        chosen = (*chosen, "confidence")
    kept = tuple(each.key for each in QUESTIONS if each.key in chosen and (sides or not each.by_side))
    if not kept:
        raise AskError(f"nothing is left to ask: {', '.join(chosen) or 'no question'} without any side; name the sides, or ask something else")
    return kept


def joined(*asked: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of several forms together, in the order of the form."""
    every = {key for each in asked for key in each}
    return tuple(key for key in KEYS if key in every)
