"""The checks of lesson 4, loaded terms: a sentence in plain words, the term that moves the score most."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from analysis.classroom.exercises.feedback import Feedback, again, not_a_text, right
from analysis.classroom.exercises.written import lost, read_alone

if TYPE_CHECKING:
    from analysis.framing import Framing


def check_plain_words(text: Any, keep: Collection[str]) -> Feedback:
    """Check that a rewritten sentence holds no word of the list, with the words in ``keep`` still in it."""
    if wrong := not_a_text(text) or lost(text, keep):
        return wrong
    marked = len(read_alone(str(text)).terms)
    if not marked:
        return right("No word of the list is left. Whether the sentence is fair is for readers to say: the list knows words and no context.")
    words = "word or phrase of the list is" if marked == 1 else "words or phrases of the list are"
    return again(f"{marked} {words} still in it.")


def check_strongest_term(answer: Any, framing: Framing) -> Feedback:
    """Check which loaded term changes the score most when its neutral wording takes its place, up or down."""
    if wrong := not_a_text(answer):
        return wrong
    effects = framing.terms.dropna(subset=["effect"])
    if effects.empty:
        return again("No term of this article has an effect: either none was found, or no side stands beside one. Choose another article.")
    sizes = effects.effect.abs().groupby(effects.text.str.lower()).max()
    given = " ".join(str(answer).lower().split())
    if given not in sizes.index:
        return again("No term with an effect has these words. Write the term as it stands in the column `text`.")
    if sizes[given] == sizes.max():
        return right("It moves this model’s score most. What it does to a reader is another question.")
    if given == effects.loc[effects.effect.idxmax(), "text"].lower():
        return again("That one moves the score up most. Does another move it further down?")
    return again(f"{int((sizes > sizes[given]).sum())} of the others move the score further. A move down counts as much as one up.")
