"""The checks of lesson 0, start here: count the sentences, cut one out of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.classroom.exercises.feedback import Feedback, again, close, higher_or_lower, not_a_number, not_a_text, right

if TYPE_CHECKING:
    from analysis.framing import Framing


def check_count(answer: Any, framing: Framing) -> Feedback:
    """Check the number of sentences of the article."""
    if wrong := not_a_number(answer):
        return wrong
    wanted = len(framing.sentences)
    if close(answer, wanted, 0):
        return right("That is the number of rows in the table of sentences.")
    if close(answer, framing.sentences.paragraph.max(), 0):
        return again("That is the number of paragraphs. A paragraph can hold several sentences.")
    return again(f"That is {higher_or_lower(answer, wanted)}. The numbers in the column `sentence` begin with 1.")


def check_cut(answer: Any, framing: Framing, sentence: int) -> Feedback:
    """Check that a sentence was cut out of the article's text by its offsets."""
    if wrong := not_a_text(answer):
        return wrong
    row = framing.sentences.set_index("sentence").loc[sentence]
    if answer == row["text"]:
        return right("Every finding of the suite can be cut out of the text in this way.")
    assert isinstance(answer, str)
    if answer.strip() == row["text"] or answer in row["text"]:
        return again("Nearly: at one end, there is too little or too much. `end` is the first character that no longer belongs to the sentence.")
    if row["text"] in answer:
        return again("The sentence is in it, with more around it. Are `start` and `end` those of this sentence?")
    return again(f"That is not sentence {sentence}. Look up `start` and `end` in the row whose column `sentence` holds this number.")
