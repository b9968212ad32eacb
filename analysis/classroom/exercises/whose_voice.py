"""The checks of lesson 2, whose voice: the reporter's words, sources without quotation marks, three kinds of speech."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from analysis.classroom.exercises.feedback import DOTS, Feedback, again, close, higher_or_lower, not_a_number, not_a_text, right
from analysis.classroom.exercises.written import lost, read_alone
from analysis.templates import counted
from analysis.voices.voices import voice_parts

if TYPE_CHECKING:
    from analysis.framing import Framing


def check_narrator_words(answer: Any, framing: Framing, sentence: int) -> Feedback:
    """Check how many words of a sentence are in the reporter's own voice; one more or less counts as right."""
    if wrong := not_a_number(answer):
        return wrong
    parts = voice_parts(framing.sentences, framing.voices)
    own = parts[parts.sentence == sentence]
    wanted, words = int(own.loc[own.voice == "narrator", "words"].sum()), int(own.words.sum())
    if close(answer, wanted, 1):
        return right("As the program counts. Words are counted between spaces and hyphens, so being one word out does not matter.")
    if close(answer, words - wanted, 1):
        return again("That is the number of the source’s words. The question asks for the reporter’s.")
    if close(answer, words, 1):
        return again("Those are all the words of the sentence. Some of them belong to a source.")
    hint = (
        "some of these words belong to a source" if float(answer) > wanted else "the words of saying and the name of the speaker are the reporter’s"
    )
    return again(f"That is {higher_or_lower(answer, wanted)}: {hint}.")


def check_without_marks(answer: Any, framing: Framing) -> Feedback:
    """Check which sentences carry a source's words although they hold no quotation (indirect speech alone)."""
    kinds = framing.voices.groupby("sentence").kind.agg(set)
    wanted = {int(number) for number, found in kinds.items() if found == {"indirect"}}
    quoted = {int(number) for number in kinds.index} - wanted
    if answer is ... or answer is None:
        return again(DOTS)
    if isinstance(answer, (str, Mapping)) or not isinstance(answer, Iterable):
        return again("The answer should be a list of numbers, such as [1, 5, 9].")
    given = {int(number) for number in answer}
    if given == wanted:
        return right("The program finds the same sentences. If you look only for quotation marks, you miss all of them.")
    said = [f"{len(given & wanted)} of your {counted(len(given), 'sentence')} {'is' if len(given & wanted) == 1 else 'are'} in the program’s list."]
    if given & quoted:
        said.append(f"{counted(len(given & quoted), 'sentence')} of yours {'holds' if len(given & quoted) == 1 else 'hold'} quoted words.")
    if given - wanted - quoted:
        said.append(f"For {len(given - wanted - quoted)} of yours the program finds no source at all: is there a word of saying?")
    if wanted - given:
        said.append(f"{len(wanted - given)} of the program’s {'is' if len(wanted - given) == 1 else 'are'} missing.")
    said.append("This compares you with the program: if a sentence supports you, keep your answer and note it for lesson 6.")
    return again(" ".join(said))


def check_speech(text: Any, kind: str, keep: Collection[str]) -> Feedback:
    """Check that a written sentence is direct, indirect or mixed speech and still holds the words in ``keep``."""
    if kind not in ("direct", "indirect", "mixed"):
        raise ValueError(f"kind is {kind!r}; allowed: direct, indirect, mixed")
    if wrong := not_a_text(text) or lost(text, keep):
        return wrong
    found = set(read_alone(str(text)).voices.kind)
    if found == {kind} or (kind == "mixed" and "mixed" in found and "direct" not in found):  # beside quoted words there may be retold ones
        return right(f"The program reads it as {kind} speech.")
    if not found:
        return again("The program finds nobody speaking. Name the speaker and use a word of saying, such as “said”.")
    hints = {
        "direct": "Put the speaker’s own words, and nothing else, between quotation marks.",
        "indirect": "Retell what was said, without quotation marks.",
        "mixed": "Retell it, and keep a few of the speaker’s own words between quotation marks.",
    }
    return again(f"The program reads {' and '.join(sorted(found))} speech. {hints[kind]}")
