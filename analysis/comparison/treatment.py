"""How each report treats each side with the voice held constant: in the reporter's own words, over the whole report and over shared facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.intervals import FEW_SENTENCES
from analysis.narrative.balance import authors, side_balance
from analysis.stance.means import mean_scores

if TYPE_CHECKING:
    from analysis.framing import Framing

WHOLE, SHARED = PARTS = ("whole report", "shared facts")
COLUMNS = [
    "side", "article", "part", "mentions", "sentences", "mean", "low", "high", "acts", "harms", "harmed", "harms_with_author", "role", "verdict",
]  # fmt: skip
ENOUGH, FEW, NONE = ("enough", "too little", "not named")


def treatment_table(
    framings: Sequence[Framing], shared: Sequence[set[int]], sides: Sequence[str], keys: Sequence[str], *, seed: int = 0
) -> pd.DataFrame:
    """Return a row for each side, report and part of it.

    part: the "whole report", or the sentences that tell "shared facts"; shared: their numbers, by report.  mentions, sentences, mean, low,
    high: in the reporter's voice, as ``analysis.stance.means.mean_scores`` counts them.  acts, harms, harmed, harms_with_author: actions told
    as done in the reporter's voice.  role: of the whole report, None where none is clear.  verdict:
    "enough"; "too little", below five sentences; "not named".
    """
    rows: list[dict[str, Any]] = []
    for framing, told, key in zip(framings, shared, keys, strict=True):
        stance = framing.stance[framing.stance["voice"] == "narrator"]
        actions = framing.actions[framing.actions["voice"] == "narrator"]
        roles = framing.roles.set_index("side")["role"].to_dict()
        for part in PARTS:
            means = mean_scores(stance if part == WHOLE else stance[stance["sentence"].isin(told)], ("side",), seed=seed).set_index("side")
            deeds = actions if part == WHOLE else actions[actions["sentence"].isin(told)]
            balance = side_balance(deeds, sides).query("voice == 'narrator'").set_index("side")
            named = authors(deeds, sides).set_index("side")["named"]
            for side in sides:
                named_here = side in means.index
                sentences = int(means.at[side, "sentences"]) if named_here else 0
                rows.append(
                    {
                        "side": side,
                        "article": key,
                        "part": part,
                        "mentions": int(means.at[side, "mentions"]) if named_here else 0,
                        "sentences": sentences,
                        **{name: float(means.at[side, name]) if named_here else np.nan for name in ("mean", "low", "high")},
                        **{name: int(balance.at[side, name]) for name in ("acts", "harms", "harmed")},
                        "harms_with_author": int(named[side]),
                        "role": roles.get(side) if part == WHOLE else None,
                        "verdict": NONE if not sentences else FEW if sentences < FEW_SENTENCES else ENOUGH,
                    }
                )
    found = pd.DataFrame(rows, columns=COLUMNS).astype({"role": object})
    order = {side: at for at, side in enumerate(sides)}
    return found.sort_values(
        ["side", "part"], key=lambda column: column.map(order) if column.name == "side" else column.map(PARTS.index), kind="stable"
    ).reset_index(drop=True)
