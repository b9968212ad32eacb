"""The checks of lesson 10, which frame: sentences and frames, frames and passing remarks, the strongest evidence, the words of ordinary people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.classroom.annotation import FRAME_ANSWERS
from analysis.classroom.exercises.feedback import Feedback, again, close, higher_or_lower, not_a_number, not_matched, right
from analysis.frames.frames import FRAMES
from analysis.tables import text_or_none

if TYPE_CHECKING:
    from analysis.framing import Framing

MATCHED = {"a": "human interest", "b": "conflict", "c": "economic", "d": "resolution", "e": "morality"}
_HINTS = {
    "a": "Whose life does it show?",
    "b": "Who speaks against whom?",
    "c": "What is counted?",
    "d": "Does it look back, or ahead to a solution?",
    "e": "What is the issue judged by?",
}

REMARKS = {"a": "no", "b": "yes", "c": "no", "d": "yes", "e": "no"}
_REMARK_HINTS = {
    "a": "Could you cut that sentence, and have the same article?",
    "b": "What would be left of the article without the money?",
    "c": "Who says it: the article, or one person in it?",
    "d": "What would be left of the article without the quarrel?",
    "e": "Does one closing sentence make the article one about a solution?",
}


def check_frame_or_remark(answer: Any) -> Feedback:
    """Check whether five articles have a frame or only a passing remark: letter -> yes or no."""
    if wrong := not_matched(answer, REMARKS, _REMARK_HINTS, "yes or no", FRAME_ANSWERS):
        return wrong
    return right("A frame is what the article would not be the same without.")


def check_matched_frames(answer: Any) -> Feedback:
    """Check the frame of five sentences: letter -> frame."""
    if wrong := not_matched(answer, MATCHED, _HINTS, "frame", FRAMES):
        return wrong
    return right("Five sentences about one ferry, and five stories. Which would your paper print?")


def check_strongest_sentence(answer: Any, framing: Framing, question: str) -> Feedback:
    """Check the number of the strongest sentence of a question, by its code; 0 where it has none."""
    if wrong := not_a_number(answer):
        return wrong
    rows = framing.questions[framing.questions["question"] == question]
    cell = text_or_none(rows["sentences"].iloc[0]) if len(rows) else None
    numbers = [int(number) for number in cell.split()] if cell else []
    wanted = numbers[0] if numbers else 0
    if close(answer, wanted):
        return right("Read it again in the article. Would you have chosen it?" if numbers else "No sentence answers the question with yes.")
    if any(close(answer, number) for number in numbers[1:]):
        return again("That sentence is evidence, but not the strongest: the strongest comes first.")
    if not numbers:
        return again("The program finds no sentence for this question. Then the answer is 0.")
    return again("Look at the row of the question in the table: its last column lists the sentences, the strongest first.")


def check_share_of_people(answer: Any, framing: Framing) -> Feedback:
    """Check the share of the sources' words that ordinary people have, 0 to 1."""
    if wrong := not_a_number(answer):
        return wrong
    first = framing.peace().iloc[0]
    words, total = int(first["count"]), int(first["of"])
    wanted = words / total if total else 0.0
    if close(answer, wanted):
        return right(f"That is {words} of {total} words. Which of the people most affected are not heard?")
    if total and close(answer, 1 - wanted):
        return again("That is the share of everybody else. The question asks about ordinary people.")
    if close(answer, 100 * wanted) and wanted:
        return again("That is in percent. The question asks for a share from 0 to 1.")
    if close(answer, words) and words:
        return again("That is the number of words. Divide it by all words of sources.")
    return again(f"That is {higher_or_lower(answer, wanted)}. Divide the `count` of the first row by its `of`.")
