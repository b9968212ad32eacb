"""What the narrative tables say, in plain sentences: harms with and without the one who did them, roles, frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.frames.frames import PRESENT
from analysis.intervals import FEW_SENTENCES
from analysis.narrative.balance import authors, side_balance
from analysis.templates import times

if TYPE_CHECKING:
    from analysis.framing import Framing


def about_actions(framing: Framing) -> list[str]:
    """Say how many of the harms done to each side name who did it, from five on, and how often each side acts."""
    table = authors(framing.actions, framing.sides).to_dict("records")
    enough, few = ([row for row in table if row["harms"] and (row["harms"] >= FEW_SENTENCES) == many] for many in (True, False))
    items = []
    if enough:
        first, *rest = enough
        names = "is" if first["named"] == 1 else "are"
        told = [f"Of {first['harms']} harms done to {first['side']}, {first['named']} {names} reported with the name of who did it"]
        told += [f"of {row['harms']} done to {row['side']}, {row['named']}" for row in rest]
        told += [f"those done to {row['side']} are too few to compare ({row['harms']})" for row in few]
        items.append("; ".join(told) + ".")
    acts = side_balance(framing.actions, framing.sides).groupby("side", sort=False)[["acts", "suffers"]].sum()
    if len(acts) and acts.to_numpy().any():
        items.append(
            "; ".join(f"{side} acts {times(int(row.acts))} and is acted on {times(int(row.suffers))}" for side, row in acts.iterrows()) + "."
        )
    return items


def about_roles(framing: Framing) -> list[str]:
    """Say which role the article gives each side, and who casts whom."""
    if not len(framing.roles) and not len(framing.casts):
        return []
    items = [f"The article as a whole casts {row.side} as a {row.role} ({_sentences(row.sentences)})." for row in framing.roles.itertuples()]
    unclear = [side for side in framing.sides if side not in set(framing.roles["side"])]
    if unclear:
        items.append(f"No clear role in the article as a whole: {', '.join(unclear)}.")
    by = framing.casts[framing.casts["voice"] == "source"]
    for speaker, part in by.groupby(by["speaker_side"].where(by["speaker_side"].notna(), ""), sort=False):
        who = f"Sources of {speaker}" if speaker else "Other sources"
        items.append(f"{who} cast " + ", ".join(f"{row.side} as a {row.role}" for row in part.itertuples()) + ".")
    return items


def about_frames(framing: Framing) -> list[str]:
    """Say which frames the article has, and the strongest evidence for each."""
    if not len(framing.frames):
        return []
    present = framing.frames[framing.frames["p"] >= PRESENT].sort_values("p", ascending=False, kind="stable")
    if not len(present):
        return ["None of the five frames is likely in this article as a whole."]
    return [f"Frames: {'; '.join(f'{row.frame} ({_sentences(row.sentences)})' for row in present.itertuples())}."]


def _sentences(cell: object) -> str:
    numbers = [] if pd.isna(cell) else str(cell).split()[:3]
    return f"sentence{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}" if numbers else "no single sentence"
