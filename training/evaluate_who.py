"""Measure who is who on the hand-coded articles; called as ``python -m training.evaluate who``.

A side that is reported is a party where one of the two has the other's usual name among its names.  A mention counts as found where a
mention of the same side shares a character with it.  A speaker is asked only where the suite found the attribution: a row of the voices
whose speaker shares a character with the coded one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.reading.article import Article
from analysis.reading.encoder import Encoder
from analysis.reading.parse import Parsed, parse
from analysis.voices.voices import hear, with_speakers
from analysis.who.mentions import mentions_in
from analysis.who.referents import Referents
from analysis.who.sides import Sides, SidesError, find_sides
from training.cards import markdown
from training.metrics import proportion_interval
from training.who_gold import Coded, GoldSide, Span, read_gold

_PLAIN = re.compile(r"[^\w]+")


@dataclass
class Read:
    """A coded article as the suite reads it: the sides it finds, with their mentions and voices, and those with the right sides given."""

    gold: Coded
    sides: Sides
    voices: pd.DataFrame
    given_mentions: pd.DataFrame
    given_voices: pd.DataFrame


def evaluate_who(data: Path) -> dict[str, Any]:
    """Measure both halves: the one the rules were built on, and the one that was held back."""
    encoder = Encoder()
    return {
        "command": "python -m training.evaluate who --data DATA",
        **{half: figures([read_one(gold, encoder) for gold in read_gold(data, half) if gold.corpus != "seed"]) for half in ("build", "test")},
        "coders": agreement(list(read_gold(data)), list(read_gold(data, coder="second"))),
    }


def agreement(first: Sequence[Coded], second: Sequence[Coded]) -> dict[str, Any]:
    """Return how often a second coder wrote down what the first did: main parties, and the side of a speaker, 0 for none."""
    by_name = {(one.corpus, one.name): one for one in first}
    main: list[bool] = []
    speakers: list[bool] = []
    for other in second:
        one = by_name[other.corpus, other.name]
        pairs = {0: 0}
        for number, side in enumerate(other.sides, 1):
            fits = (k for k, known in enumerate(one.sides, 1) if k not in pairs.values() and is_same(side.names[0], side.names, known))
            pairs[number] = next(fits, 0)
        main += [k in pairs.values() for k, side in enumerate(one.sides, 1) if side.essential]
        said = {(start, end): side for start, end, side in one.speakers}
        speakers += [pairs[side] == said[start, end] for start, end, side in other.speakers if (start, end) in said]
    return {"main parties": _share(main), "side of a speaker": _share(speakers)}


def who_tables(results: dict[str, Any]) -> dict[str, str]:
    """Return the Markdown table of the figures, by the name of its mark."""
    rows = [["measured", "build half", "test half", "95 % interval", "of"]]
    for name, row in results["test"].items():
        if isinstance(row, dict):
            interval = f"{row['low']} to {row['high']} %" if "low" in row else f"precision {row['precision']}, recall {row['recall']}"
            rows.append([name, results["build"][name]["share"], row["share"], interval, row["of"]])
    rows.append(["articles", results["build"]["articles"], results["test"]["articles"], "", ""])
    coders = [["two coders agree", "share", "of"], *([name, row["share"], row["of"]] for name, row in results["coders"].items())]
    return {"who": markdown(rows), "coders": markdown(coders)}


def read_one(gold: Coded, encoder: Encoder | None) -> Read:
    """Read one coded article, with sides found and with sides given."""
    parsed = parse(Article(text=gold.text))
    sides, _ = find_sides(parsed)
    heard = hear(parsed, encoder)
    voices = with_speakers(heard, Referents(parsed, sides, heard))
    given_mentions, given_voices = _given(parsed, gold, heard)
    return Read(gold, sides, voices, given_mentions, given_voices)


def _given(parsed: Parsed, gold: Coded, heard: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    names: dict[str, list[str]] = {}
    taken: set[str] = set()
    for side in gold.sides:
        names[side.names[0]] = [name for name in side.names if name not in taken]
        taken.update(side.names)
    try:
        sides = find_sides(parsed, names)[0] if names else {}
    except SidesError:
        sides = {}
    referents = Referents(parsed, sides, heard)
    return mentions_in(referents), with_speakers(heard, referents)


# ---- figures ---------------------------------------------------------------------------------------------------------


def figures(read: Sequence[Read]) -> dict[str, Any]:
    """Return every figure with its 95 % interval."""
    main, reported, whole = zip(*(sides_right(one.gold.sides, one.sides) for one in read), strict=True)
    mentions = [mentions_right(one.gold, one.given_mentions) for one in read if one.gold.mentions is not None]
    right, found, there = (sum(column) for column in zip(*mentions, strict=True)) if mentions else (0, 0, 0)
    found_sides = (hit for one in read for hit in speakers_right(one.gold, one.voices, paired(one.gold.sides, one.sides)))
    given_sides = (hit for one in read for hit in speakers_right(one.gold, one.given_voices, _as_given(one.gold)))
    precision, recall = right / max(found, 1), right / max(there, 1)
    return {
        "articles": len(read),
        "main parties found": _share(sum(main, [])),
        "reported sides that are parties": _share(sum(reported, [])),
        "articles with every side right": _share(whole),
        "speaker's side right, sides found": _share(found_sides),
        "speaker's side right, sides given": _share(given_sides),
        "mentions of given sides": {
            "share": round(2 * right / max(found + there, 1), 3), "precision": round(precision, 3), "recall": round(recall, 3), "of": there
        },
    }  # fmt: skip


def _share(hits: Iterable[bool]) -> dict[str, Any]:
    listed = list(hits)
    if not listed:
        return {"share": None, "of": 0}
    low, high = proportion_interval(sum(listed), len(listed))
    return {"share": round(sum(listed) / len(listed), 3), "of": len(listed), "low": low, "high": high}


def paired(gold: Sequence[GoldSide], sides: Sides) -> dict[str, int]:
    """Return the number of the coded side that each reported one is; 0 for one that is no party, or the second report of one."""
    pairs: dict[str, int] = {}
    for side, names in sides.items():
        fits = [k for k, one in enumerate(gold, 1) if k not in pairs.values() and is_same(side, names, one)]
        pairs[side] = fits[0] if fits else 0
    return pairs


def is_same(side: str, names: Iterable[str], gold: GoldSide) -> bool:
    """Say whether a reported side is a coded one: the usual name of one is among the names of the other."""
    coded = {_plain(name) for name in gold.names}
    if any(_is_part(_plain(side), name) or _is_part(name, _plain(side)) for name in coded):
        return True
    return _plain(side) in coded or _plain(gold.names[0]) in {_plain(name) for name in names}


def _is_part(short: str, long: str) -> bool:
    """Say whether a name of several words is the end of another: "Lehel Lazar" of "Marcel Lehel Lazar"."""
    return " " in short and long.endswith(f" {short}")


def _plain(name: str) -> str:
    words = _PLAIN.sub(" ", name.casefold()).split()
    return " ".join(word for word in words if word != "the")


def sides_right(gold: Sequence[GoldSide], sides: Sides) -> tuple[list[bool], list[bool], bool]:
    """Say of each essential side whether it is found, of each reported one whether it is a party, and whether all of it is right."""
    pairs = paired(gold, sides)
    main = [k in pairs.values() for k, side in enumerate(gold, 1) if side.essential]
    reported = [number > 0 for number in pairs.values()]
    return main, reported, all(main) and all(reported)


def _as_given(gold: Coded) -> dict[str, int]:
    return {side.names[0]: k for k, side in enumerate(gold.sides, 1)}


def speakers_right(gold: Coded, voices: pd.DataFrame, pairs: dict[str, int]) -> list[bool]:
    """Say of each coded speaker that a row of the voices has whether that row has the right side.

    A speaker of an extra side that was not reported is right with no side.
    """
    rows = [(int(row.speaker_start), int(row.speaker_end), row.side) for row in voices.itertuples() if not pd.isna(row.speaker_start)]
    hits = []
    for start, end, side in gold.speakers:
        said = [pairs.get(answer, 0) if isinstance(answer, str) else None for first, last, answer in rows if first < end and last > start]
        if said:
            wanted = {side} if side else {None}
            if side and side not in pairs.values() and not gold.sides[side - 1].essential:
                wanted = {None}
            hits.append(said[0] in wanted)
    return hits


def mentions_right(gold: Coded, mentions: pd.DataFrame) -> tuple[float, int, int]:
    """Return right, found and coded mentions; right is the mean of those found that are coded and those coded that are found."""
    numbers = _as_given(gold)
    found: list[Span] = [(int(row.start), int(row.end), numbers[row.side]) for row in mentions.itertuples()]
    assert gold.mentions is not None
    both = _hits(found, gold.mentions), _hits(gold.mentions, found)
    return sum(both) / 2, len(found), len(gold.mentions)


def _hits(spans: Iterable[Span], others: Sequence[Span]) -> int:
    return sum(any(first < end and last > start and side == number for first, last, number in others) for start, end, side in spans)
