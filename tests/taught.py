"""The articles constructed for teaching, what was coded in them by hand, and what the suite finds; each read once a run."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

import pandas as pd

from analysis import Article, StanceModel, analyse, read_article
from analysis.framing import Framing
from analysis.voices.voices import voice_at

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
SEED = "armenia_azerbaijan_clash"
ARTICLES = ["border_clash_wire", "border_clash_other_side", "border_clash_peace", "tram_strike_city", "tram_strike_depot", "harbour_turbines"]
LABELS = ("negative", "neutral", "positive")
LONGER = {"Fishing Association": "Merrowick Fishing Association"}
"""A side as its file of sides calls it, shorter than the coder does, who has no need to keep the town apart."""
Row = dict[str, str]


def story(name: str) -> str:
    return "_".join(name.split("_")[:2])


def sides_file(name: str) -> Path:
    return SEEDS / "articles" / f"{story(name)}.sides.json"


def read(name: str) -> Article:
    return read_article(SEEDS / "articles" / f"{name}.txt")


def coded(name: str, table: str) -> list[Row]:
    with (SEEDS / "annotations" / f"{name}.{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _model() -> StanceModel:
    return StanceModel()


@cache
def framing_of(name: str) -> Framing:
    sides = sides_file(name)
    return analyse(read(name), sides=json.loads(sides.read_text(encoding="utf-8")) if sides.exists() else None, model=_model())


def side_of(found: str | None) -> str:
    """Return a side that the suite names, as the coder calls it; "" for none."""
    return LONGER.get(found or "", found or "")


def voice_answers(framing: Framing, row: Row) -> dict[str, bool]:
    """Ask for the voice of the middle of a stretch, as the lesson on trust does."""
    middle = (int(row["start"]) + int(row["end"])) // 2
    at = voice_at(framing.voices, middle, middle + 1)
    if at is None:
        return {"kind": False, "side": False}
    found = framing.voices.loc[at]
    return {"kind": found["kind"] == row["kind"], "side": side_of(found["side"]) == row["side"]}


def overlapping(table: pd.DataFrame, row: Row) -> pd.DataFrame:
    return table[(table["start"] < int(row["end"])) & (table["end"] > int(row["start"]))]


def label_found(framing: Framing, row: Row) -> str | None:
    """Return how the suite labels a mention that was coded; None where it finds none, or several."""
    found = overlapping(framing.stance, row)
    found = found[found["side"].map(side_of) == row["side"]]
    return LABELS[found[["p_neg", "p_neu", "p_pos"]].to_numpy()[0].argmax()] if len(found) == 1 else None


def right(framing: Framing, measure: str, row: Row) -> bool:
    if measure in ("kind", "side"):
        return voice_answers(framing, row)[measure]
    if measure == "terms":
        return len(overlapping(framing.terms, row)) > 0
    return label_found(framing, row) == row["label"]
