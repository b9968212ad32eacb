"""What the program answers to the questions on harm, roles and frames, in the words of the code book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.classroom.annotation import FRAME_ANSWERS, HARMS, ROLES, WHOLE
from analysis.classroom.coders import FRAMES_OF, HARM, OF_WHOLE, ROLES_OF
from analysis.frames.frames import PRESENT
from analysis.narrative.balance import told_as_done

if TYPE_CHECKING:
    from analysis.framing import Framing

_NONE, _NAMED, _LEFT_OUT, _BOTH = HARMS
_NO_ROLE = ROLES[-1]
_YES, _NO = FRAME_ANSWERS


def narrative_answers(framing: Framing, sides: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield what the program says of each sentence and of the article as a whole: sentence, variable, value, as in ``ClassCoding.answers``.

    Harm: the harms of a sentence that are told as done; one names its agent where it has one, or where the sentence names it elsewhere; as that
    is said of every harm beside one with an agent, "both" is rarer than with readers.  Roles: for each of the sides that the program knows, the one
    of ``framing.roles``, or none.  Frames: yes from a probability of ``PRESENT`` on.  A reading that has no frames, saved before they were found or
    of an article without sentences, gives no answer at all.
    """
    if not len(framing.frames):
        return
    harms = told_as_done(framing.actions[framing.actions["act"] == "harm"])
    named = harms["agent"].notna() | harms["elsewhere"].notna()
    with_agent, without = set(harms.loc[named, "sentence"]), set(harms.loc[~named, "sentence"])
    for number in framing.sentences["sentence"]:
        told = _BOTH if number in with_agent & without else _NAMED if number in with_agent else _LEFT_OUT if number in without else _NONE
        yield int(number), HARM, told
    roles = dict(zip(framing.roles["side"], framing.roles["role"], strict=True))
    for side in sides:
        if side in framing.sides:
            yield WHOLE, OF_WHOLE[ROLES_OF] + side, str(roles.get(side, _NO_ROLE))
    for frame, likely in zip(framing.frames["frame"], np.asarray(framing.frames["p"], dtype=float) >= PRESENT, strict=True):
        yield WHOLE, OF_WHOLE[FRAMES_OF] + str(frame), _YES if likely else _NO
