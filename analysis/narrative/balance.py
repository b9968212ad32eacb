"""Count the actions of each side: how often it acts, suffers, harms and is harmed, in which voice; and how much of its harm is told with its author.

Only what is told as done counts (``modality`` "asserted"): neither denials nor plans, threats and fears.  A share has an interval from
``FEW_SENTENCES`` actions on (Wilson 1927), and below it none is given.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.intervals import FEW_SENTENCES, wilson
from analysis.narrative.predicates import NOUN

NAMED, ELSEWHERE, LEFT_OUT, AS_NOUN = AUTHORS = ("named", "elsewhere", "left out", "noun")
"""How a harm tells its author: in the action itself, elsewhere in the sentence, nowhere; or it is a noun that names none."""
VOICES = ("narrator", "source")


def told_as_done(actions: pd.DataFrame) -> pd.DataFrame:
    """Return the actions that are told as done."""
    return actions[~actions["modality"].isin(["denied", "supposed"])]


def side_balance(actions: pd.DataFrame, sides: Iterable[str]) -> pd.DataFrame:
    """Return a row a side and voice: side, voice, acts, suffers, harms, harmed, helps, helped; all are counts of actions told as done.

    acts: it does something other than speak.  suffers: something is done to it; what it does to its own (sends, builds) counts only where that is
    harm.  harms, harmed: as much of this as is harm.
    """
    done = told_as_done(actions)
    rows = []
    for side in sides:
        for voice in VOICES:
            part = done[done["voice"] == voice]
            doing, done_to = part[part["agent_side"] == side], part[part["patient_side"] == side]
            done_to = done_to[(done_to["agent_side"] != side) | (done_to["act"] == "harm")]
            counts = {"acts": (doing["act"] != "speech").sum(), "suffers": (done_to["act"] != "speech").sum()}
            counts |= {"harms": (doing["act"] == "harm").sum(), "harmed": (done_to["act"] == "harm").sum()}
            counts |= {"helps": (doing["act"] == "help").sum(), "helped": (done_to["act"] == "help").sum()}
            rows.append({"side": side, "voice": voice} | {name: int(count) for name, count in counts.items()})
    return pd.DataFrame(rows, columns=["side", "voice", "acts", "suffers", "harms", "harmed", "helps", "helped"])


def harms_to(actions: pd.DataFrame, side: str) -> pd.DataFrame:
    """Return the harms told as done to a side, with ``author``: how each names who did it (one of ``AUTHORS``)."""
    done = told_as_done(actions)
    harms = done[(done["act"] == "harm") & (done["patient_side"] == side)]
    named, elsewhere = harms["agent"].notna(), harms["elsewhere"].notna()
    author = np.select([named, elsewhere, harms["form"] == NOUN], [NAMED, ELSEWHERE, AS_NOUN], LEFT_OUT)
    return harms.assign(author=author.astype(object))


def authors(actions: pd.DataFrame, sides: Iterable[str]) -> pd.DataFrame:
    """Return a row a side: side, harms (told as done to it), named, elsewhere, left out, noun (counts), share, low, high.

    share: of the harms that name their author, 0 to 1, with its 95 % interval; NaN where there are fewer than five harms.
    """
    rows = []
    for side in sides:
        harms = harms_to(actions, side)
        counts = {author: int((harms["author"] == author).sum()) for author in AUTHORS}
        row = {"side": side, "harms": len(harms), **counts, "share": np.nan, "low": np.nan, "high": np.nan}
        if len(harms) >= FEW_SENTENCES:
            low, high = wilson(counts[NAMED], len(harms))
            row |= {"share": counts[NAMED] / len(harms), "low": float(low), "high": float(high)}
        rows.append(row)
    return pd.DataFrame(rows, columns=["side", "harms", *AUTHORS, "share", "low", "high"])
