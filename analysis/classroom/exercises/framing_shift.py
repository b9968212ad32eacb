"""The checks of lesson 5, framing shift: a rate for a part of the article, a p-value by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.classroom.exercises.feedback import Feedback, again, close, higher_or_lower, not_a_number, right

if TYPE_CHECKING:
    from analysis.framing import Framing


def check_zone_rate(answer: Any, framing: Framing, zone: str) -> Feedback:
    """Check how many loaded words there are per 100 words in a zone of the article."""
    if wrong := not_a_number(answer):
        return wrong
    inside = framing.sentences[framing.sentences.zone == zone]
    if inside.empty:
        return again(f"The article has no {zone}; choose another zone.")
    found = framing.terms.groupby("sentence").size().reindex(inside.sentence, fill_value=0)
    wanted = 100 * int(found.sum()) / max(1, int(inside.words.sum()))
    if close(answer, wanted, 0.06):
        return right("All terms of the zone over all its words: a long sentence weighs more than a short one.")
    if close(answer, float((100 * found.to_numpy() / inside.words.clip(lower=1).to_numpy()).mean()), 0.06):
        return again("That is the mean of the sentences’ rates, in which a short sentence weighs as much as a long one. Give one rate for the zone.")
    if close(answer, int(found.sum()), 0):
        return again("That is the number of terms. Divide by the words of the zone and multiply by 100.")
    if close(answer, wanted / 100, 0.0006):
        return again("That is the rate per word. The question asks for the rate per 100 words.")
    return again(f"That is {higher_or_lower(answer, wanted)}. Count the terms whose sentence lies in the zone, and the words of these sentences.")


def check_p_value(answer: Any, observed: float, shuffled: Sequence[float]) -> Feedback:
    """Check a permutation p-value: (orders at least as strong as the observed one + 1) / (orders + 1)."""
    if wrong := not_a_number(answer):
        return wrong
    at_least = sum(value >= observed for value in shuffled)
    n = len(shuffled)
    if close(answer, (at_least + 1) / (n + 1), 0.002):
        return right("The order of the article itself is one of the possible orders: that is the 1 above and below the line.")
    if close(answer, at_least / n, 0.002):
        return again("Nearly: the order that the article has is a possible order too. Count it above and below the line.")
    if close(answer, 1 - at_least / n, 0.002) or close(answer, 1 - (at_least + 1) / (n + 1), 0.002):
        return again("That is the share of weaker orders. The question asks how often chance does at least as well.")
    if close(answer, at_least, 0):
        return again("That is a number of orders. The question asks for a share.")
    return again(f"That is {higher_or_lower(answer, (at_least + 1) / (n + 1))}. Count the orders that are at least as strong as the article’s.")
