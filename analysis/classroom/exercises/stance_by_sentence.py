"""The checks of lesson 3, stance by sentence: a score by hand, a mean in one voice, a sentence rewritten."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from analysis.classroom.exercises.feedback import Feedback, again, close, higher_or_lower, not_a_number, not_a_text, right
from analysis.classroom.exercises.written import lost, read_alone
from analysis.stance.means import mean_scores
from analysis.templates import counted, signed
from analysis.voices.sourcing import names_speaker

if TYPE_CHECKING:
    from analysis.classroom.comparing import Reader
    from analysis.framing import Framing


def check_score(answer: Any, negative: float, neutral: float, positive: float) -> Feedback:
    """Check the score that follows from three probabilities: that of positive minus that of negative."""
    if wrong := not_a_number(answer):
        return wrong
    wanted = positive - negative
    if close(answer, wanted):
        return right("The probability of neutral plays no part in the score; it only leaves less for the other two.")
    if close(answer, -wanted):
        return again("The size is right, the sign is not: a sentence that treats the side badly has a score below 0.")
    if close(answer, max(negative, neutral, positive)):
        return again("That is the largest of the three probabilities. The score is a difference of two of them.")
    return again("Not yet. The score is one probability minus another one.")


def check_mean_score(answer: Any, framing: Framing, side: str, voice: str) -> Feedback:
    """Check the mean score towards a side in one voice, "narrator" or "source"."""
    if wrong := not_a_number(answer):
        return wrong
    towards = framing.stance[framing.stance.side == side]
    own = towards[towards.voice == voice]
    means = {row.voice: float(row.mean) for row in mean_scores(towards).itertuples()}
    if voice not in means:
        return again(f"The article has no mention of {side} in this voice, so there is no mean. Choose another side or voice.")
    if close(answer, means[voice]):
        return right(f"It is the bar of the chart, and rests on {counted(len(own), 'mention')}. How far would you trust it?")
    if close(answer, float(towards.score.mean())):
        return again("That is the mean over all mentions of the side. Keep the reporter and the sources apart.")
    if any(close(answer, mean) for name, mean in means.items() if name != voice):
        return again("That is the mean of the other voice.")
    if close(answer, float(mean_scores(own, ("sentence",))["mean"].mean())):
        return again("That is the mean of the sentences. The question asks for the mean of the mentions; some sentences have several.")
    if close(answer, float(own[~names_speaker(own, framing.voices)].score.mean())):
        return again("You left out the mentions that name a speaker. Every mention counts once, those near 0 too.")
    return again(f"That is {higher_or_lower(answer, means[voice])}. Choose the rows by `side` and by `voice`, then take the mean of `score`.")


def check_rewriting(text: Any, reader: Reader, before: str, side: str, keep: Collection[str], least: float = 0.3) -> Feedback:
    """Check that a rewritten sentence treats a side better than ``before`` by at least ``least``, with the words in ``keep`` still in it."""
    if wrong := not_a_text(text) or lost(text, keep):
        return wrong
    was, now = reader.read(before).towards(side), reader.read(str(text)).towards(side)
    if was is None:
        raise ValueError(f"the sentence does not name {side!r}: {before[:60]!r}")
    if now is None:
        return again(f"The sentence no longer names {side}. A sentence without the side has no score; that is not the same as a kind one.")
    change = (now[2] - now[0]) - (was[2] - was[0])
    moved = f"The score towards {side} moved by {signed(change)}"
    if change >= least:
        if len(read_alone(str(text)).terms):
            return again(f"{moved}, but a word that the program marks as loaded is in it. The facts should stay and the judgement go.")
        return right(
            f"{moved}, and the words of the task are still there. Are the facts there too? That is for you to check. And did a new verdict come in?"
        )
    return again(
        f"{moved}; the task asks for at least {signed(least)}. Which words carry the verdict? Look for a plainer word, or for who does the accusing."
    )
