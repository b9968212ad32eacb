"""Who is cast as what: hero, villain or victim; for each side in the article as a whole, and in each voice.

A head of the stance model says of each mention how likely its sentence casts it in each role; a logistic model over these, the stance scores, the
actions and the loaded words about a side says which role the article leaves it in.  Most sides have no clear role: then there is no row.  The roles
are those of Frermann et al. (2023, "Conflicts, Villains, Resolutions", ACL); a role says how a text casts somebody, not what they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.model import read_learned, softmax
from analysis.narrative.balance import told_as_done
from analysis.tables import make_table, text_or_none

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).parents[1] / "models" / "narrative" / "roles.json"
ROLES = ("none", "hero", "villain", "victim")
CLEAR = 0.6
"""A mention with at least this share of a role is evidence for it: a convention of this suite."""
SURE = 0.8
"""One sentence alone casts somebody only with at least this share."""
MOST_EVIDENCE = 8
_STRONG = 0.5
_NO_MENTION = (0.9, 0.03, 0.03, 0.03)


@cache
def weights() -> dict[str, Any]:
    """Return what was learnt (``training.train_narrative``); raise ModelError where the file is missing or damaged."""
    found = read_learned(WEIGHTS, "names", "roles", "mean", "scale", "weights", "bias", "prior")
    return {name: value if name in ("names", "roles") else np.array(value) for name, value in found.items()}


def clues(
    side: str, mentions: pd.DataFrame, stance: pd.DataFrame, terms: pd.DataFrame, actions: pd.DataFrame, shares: NDArray[np.float64]
) -> dict[str, float]:
    """Return what speaks for a role of a side, by name; counts as the logarithm of one more.

    The tables are those of a framing.  shares: of each role in each mention, (mentions, 4), in the order of ``mentions`` and ``ROLES``.
    """
    own = (mentions["side"] == side).to_numpy()
    scored = stance[stance["side"] == side]
    done = told_as_done(actions)
    doing, done_to, about = done[done["agent_side"] == side], done[done["patient_side"] == side], terms[terms["about"] == side]
    by_voice = {voice: scored.loc[scored["voice"] == voice, "score"] for voice in ("narrator", "source")}
    counts = {"mentions": int(own.sum())}
    for voice, scores in by_voice.items():
        counts |= {f"negative, {voice}": int((scores < -_STRONG).sum()), f"positive, {voice}": int((scores > _STRONG).sum())}
    counts |= {f"{act} done": int((doing["act"] == act).sum()) for act in ("harm", "help", "other")}
    counts |= {f"{act} suffered": int((done_to["act"] == act).sum()) for act in ("harm", "help")}
    counts |= {f"terms: {what}": int((about["judges"] == what).sum()) for what in ("blames", "praises", "pities")}
    found = {name: float(np.log1p(count)) for name, count in counts.items()}
    found |= {column: float(scored[column].mean()) if len(scored) else 0.0 for column in ("p_neg", "p_pos", "score")}
    found["share of mentions"] = float(own.sum() / max(1, len(mentions)))
    part = shares[own] if own.any() else np.array([_NO_MENTION])
    for number, role in enumerate(ROLES):
        found[f"mean, {role}"] = float(np.log(part[:, number].mean() + 1e-3))
        found[f"highest, {role}"] = float(np.log(part[:, number].max() + 1e-3))
        found[f"sum, {role}"] = float(part[:, number].sum()) if own.any() else 0.0
    return found


def role_shares(values: dict[str, float]) -> NDArray[np.float64]:
    """Return how much speaks for each role, shape (4,), from the clues of a side; adds up to 1, as if all roles were equally common."""
    known = weights()
    row = (np.array([values[name] for name in known["names"]]) - known["mean"]) / known["scale"]
    return softmax((known["weights"] @ row + known["bias"])[None])[0]


def find_roles(
    sides: Iterable[str], mentions: pd.DataFrame, stance: pd.DataFrame, terms: pd.DataFrame, actions: pd.DataFrame, shares: NDArray[np.float64]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables ``roles`` and ``casts``.

    roles: a row for each side with a clear role: role, p, the sentences it rests on (the strongest first), and the voice in which most of them stand.
    casts: a row for each voice and side cast by it: side, role, p (the mean of its evidence), sentences, voice, speaker_side.
    shares: as for ``clues``.  p of a role takes into account how common it is: "none" is the usual answer.
    """
    told = mentions.assign(voice=stance["voice"].to_numpy(), speaker_side=stance["speaker_side"].to_numpy())  # a row of stance is a mention
    roles, casts = [], []
    for side in sides:
        balanced = role_shares(clues(side, mentions, stance, terms, actions, shares))
        at = int(balanced.argmax())
        own = (mentions["side"] == side).to_numpy()
        casts += _casts(side, told[own], shares[own])
        if ROLES[at] == "none":
            continue
        likely = balanced * weights()["prior"]
        part = told[own].assign(share=shares[own][:, at])
        best = part.groupby("sentence")["share"].max().sort_values(ascending=False, kind="stable")
        rests = [int(number) for number in best.index[:MOST_EVIDENCE] if best[number] >= _STRONG] or [int(number) for number in best.index[:1]]
        voices = part[part["sentence"].isin(rests) & (part["share"] >= _STRONG)]["voice"]
        voice = "source" if (voices == "source").sum() > (voices == "narrator").sum() else "narrator"
        roles.append(
            {"side": side, "role": ROLES[at], "p": float(likely[at] / likely.sum()), "sentences": " ".join(map(str, rests)) or None, "voice": voice}
        )
    return make_table("roles", roles), make_table("casts", casts)


def _casts(side: str, told: pd.DataFrame, shares: NDArray[np.float64]) -> list[dict[str, object]]:
    """Return the rows of ``casts`` for one side; told: its mentions, with voice and speaker_side."""
    rows = []
    speaker = told["speaker_side"].where(told["speaker_side"].notna(), "")
    for (voice, speaks), part in told.assign(speaks=speaker, at=range(len(told))).groupby(["voice", "speaks"], sort=False):
        by_sentence: dict[int, NDArray[np.float64]] = {}
        for row in part.itertuples():
            number = int(row.sentence)
            by_sentence[number] = np.maximum(by_sentence.get(number, np.zeros(len(ROLES))), shares[row.at])
        for number, role in list(enumerate(ROLES))[1:]:
            found = sorted(((float(values[number]), sentence) for sentence, values in by_sentence.items() if values[number] >= CLEAR), reverse=True)
            if len(found) > 1 or (found and found[0][0] >= SURE):
                numbers = " ".join(str(sentence) for _, sentence in found[:MOST_EVIDENCE])
                p = float(np.mean([share for share, _ in found]))
                rows.append({"side": side, "role": role, "p": p, "sentences": numbers, "voice": voice, "speaker_side": text_or_none(speaks) or None})
    return rows
