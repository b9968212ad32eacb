"""The checks of lesson 9, who acts: forms of an action, answers by the code book, harms that name who did them, a sentence told without its agent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.classroom.annotation import HARMS
from analysis.classroom.exercises.feedback import Feedback, again, close, higher_or_lower, not_a_number, not_a_text, not_matched, right
from analysis.narrative.agency import find_actions
from analysis.narrative.balance import told_as_done
from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.tables import make_table

if TYPE_CHECKING:
    import pandas as pd

    from analysis.framing import Framing

FORMS = {"a": "passive", "b": "active", "c": "noun", "d": "agentless"}
_HINTS = {
    "a": "Is it done by somebody, and does the sentence say by whom?",
    "b": "Who is the subject, the one who does it or the one it is done to?",
    "c": "Is the word a verb here?",
    "d": "“By” is followed by a day. Can a day raid a depot?",
}

CODES = dict(zip("abcde", (HARMS[1], HARMS[2], HARMS[0], HARMS[3], HARMS[1]), strict=True))
_CODE_HINTS = {
    "a": "Is somebody arrested, and does the sentence say by whom?",
    "b": "“The arrests” is a noun. Does any word say who made them?",
    "c": "Does the sentence say that it happened?",
    "d": "There are two harms. Ask of each who did it.",
    "e": "Look at the whole sentence, and not at “were wounded” alone.",
}


def check_harm_codes(answer: Any) -> Feedback:
    """Check the answers of five sentences to the question on harm: letter -> answer of the code book."""
    if wrong := not_matched(answer, CODES, _CODE_HINTS, "answer of the code book", HARMS):
        return wrong
    return right("Five sentences, one rule: look at the whole sentence, and count only what happened.")


def check_forms(answer: Any) -> Feedback:
    """Check the form of four actions: letter -> active, passive, agentless or noun."""
    if wrong := not_matched(answer, FORMS, _HINTS, "form", sorted(set(FORMS.values()))):
        return wrong
    return right("“By” names the one who did it only where somebody follows, not a day, a train or a number.")


def check_named_harms(answer: Any, framing: Framing) -> Feedback:
    """Check how many harms told as done name their agent."""
    if wrong := not_a_number(answer):
        return wrong
    every = framing.actions[framing.actions["act"] == "harm"]
    harms = told_as_done(every)
    named = int(harms["agent"].notna().sum())
    if close(answer, named):
        return right(f"That is {named} of {len(harms)}. The others leave out who did it; the table does not show why.")
    if close(answer, len(harms) - named):
        return again("Those are the harms that name nobody. The question asks for the others.")
    if close(answer, int(every["agent"].notna().sum())):
        return again("You have counted harms that are denied, planned or feared too. Keep those that happened.")
    if close(answer, int(harms["patient"].notna().sum())):
        return again("Those are the harms that name the one who suffers. The question is who did it: see the column `agent`.")
    return again(f"That is {higher_or_lower(answer, named)}. Count the rows in which `agent` is not empty.")


def check_agentless(answer: Any, sentence: str, *, agent: str, patient: str) -> Feedback:
    """Check that a sentence tells the action of another one in the passive, without its agent and with its patient."""
    if wrong := not_a_text(answer):
        return wrong
    text = " ".join(str(answer).split())
    if text == sentence:
        return again("That is the sentence as it was. Begin with the one it was done to.")
    if agent.casefold() in text.casefold():
        return again(f"The sentence still names {agent}. Leave out the one who did it.")
    if patient.casefold() not in text.casefold():
        return again(f"The sentence has lost the {patient}. Only the one who did it should go.")
    found = _actions_in(text)
    forms = set(found["form"])
    if "agentless" in forms:
        return right("Nothing in it is false, but the reader no longer learns who did it.")
    if "noun" in forms:
        return again("You have made a noun of the action. That hides the agent too; the task asks for a verb: “... was ...”.")
    return again("The verb is still active. Use a form of “be” and the participle: “... was blocked ...”.")


def _actions_in(text: str) -> pd.DataFrame:
    return find_actions(parse(Article(text=text)), make_table("voices", ()), make_table("mentions", ()))
