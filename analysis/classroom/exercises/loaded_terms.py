"""The checks of lesson 4, loaded words: what p says, a word of the list that the model doubts, the strongest term, a sentence in plain words."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from analysis.classroom.exercises.feedback import ROUNDED, Feedback, again, close, higher_or_lower, not_a_number, not_a_text, right
from analysis.classroom.exercises.written import lost, read_alone
from analysis.terms.changes import NO_CHANGE
from analysis.terms.marker import BOTH, MODEL, doubted

if TYPE_CHECKING:
    from analysis.framing import Framing


def check_expected(answer: Any, framing: Framing) -> Feedback:
    """Check how many of the words that the model marks a reader can be expected to mark too: the sum of their p."""
    if wrong := not_a_number(answer):
        return wrong
    p = framing.terms.loc[framing.terms.found_by.isin([MODEL, BOTH]), "p"]
    if p.empty:
        return again("The model marks no word of this article, so there is nothing to add up. Choose another article.")
    if close(answer, p.sum(), 0.05):
        return right(
            "That is how many to expect, on average over many articles. In this one it may be more or fewer, and p does not say which words they are."
        )
    if close(answer, len(p), 0):
        return again("That is how many words the model marks. Not all of them would be marked by a reader; what does the column `p` say?")
    if close(answer, p.mean()):
        return again("That is the share of them. How many words are that?")
    return again(f"That is {higher_or_lower(answer, p.sum())}. Take the words with `model` or `both` in the column `found_by`, and only those.")


def check_doubted(answer: Any, framing: Framing) -> Feedback:
    """Check which word of the list the model doubts most in its sentence."""
    if wrong := not_a_text(answer):
        return wrong
    doubts = framing.terms[doubted(framing.terms)]
    if doubts.empty:
        return again("The model doubts no word of the list in this article. Choose another article.")
    given = " ".join(str(answer).casefold().split())
    found = doubts[[" ".join(text.casefold().split()) == given for text in doubts.text]]
    if found.empty:
        return again("The model does not doubt these words. Look for `list` in the column `found_by`, and for the smallest `p`.")
    if found.p.min() <= doubts.p.min() + ROUNDED:
        return right("List and model disagree here, and neither is the judge. Read the sentence, then decide.")
    return again("The model doubts that one, and it doubts another one more.")


def check_plain_words(text: Any, keep: Collection[str]) -> Feedback:
    """Check that neither the list nor the model marks a word of a rewritten sentence, with the words in ``keep`` still in it."""
    if wrong := not_a_text(text) or lost(text, keep):
        return wrong
    by = read_alone(str(text)).terms.found_by
    if by.empty:
        return right("Nothing is marked any more, neither by the list nor by the model. Whether the sentence is fair is for readers to say.")
    marked = "word or phrase is" if len(by) == 1 else "words or phrases are"
    said = f"{len(by)} {marked} still marked: {(by != 'model').sum()} on the list, {(by == 'model').sum()} by the model alone."
    return again(said)


def check_strongest_term(answer: Any, framing: Framing) -> Feedback:
    """Check which loaded word changes the score most when its neutral wording takes its place, up or down."""
    if wrong := not_a_text(answer):
        return wrong
    effects = framing.terms.dropna(subset=["effect"])
    if effects.empty:
        return again("No term of this article has an effect: either none was found, or none has a side in its sentence. Choose another article.")
    sizes = effects.effect.abs().groupby(effects.text.str.lower()).max()
    given = " ".join(str(answer).lower().split())
    if given not in sizes.index:
        return again("No term with an effect has these words. Write the term exactly as in the column `text`.")
    if sizes[given] == sizes.max():
        if sizes[given] < NO_CHANGE:
            return right("It moves the score most, and so little that it counts as no change in this model. The others count as none either.")
        return right("It moves this model’s score most. What it does to a reader is another question.")
    if given == effects.loc[effects.effect.idxmax(), "text"].lower():
        return again("That one moves the score up most. Does another move it further down?")
    return again(f"{int((sizes > sizes[given]).sum())} of the others move the score further. A move down counts as much as one up.")
