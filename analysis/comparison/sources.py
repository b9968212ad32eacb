"""Whom each report quotes: how often, for how many words, with which verbs, and whom no other report quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.lexicons import word_list
from analysis.reading.folding import plain
from analysis.tables import text_or_none
from analysis.voices.sourcing import attributions, first_and_last
from analysis.voices.voices import voice_parts

if TYPE_CHECKING:
    from analysis.framing import Framing

COLUMNS = ["source", "side", "article", "quotations", "words", "share", "first_sentence", "has_first_word", "has_last_word", "cues", "only_here"]
NOBODY = "(nobody named)"


def sources_table(framings: Sequence[Framing], keys: Sequence[str]) -> pd.DataFrame:
    """Return a row for each source of each report, those with most words first.

    source: as the report names it in full.  quotations: acts of saying.  words, share: given to it, and of all words of the report, 0 to 1.
    has_first_word, has_last_word: whether it is the first or the last source heard.  cues: the verbs, in small letters.  only_here: whether no other
    report quotes this source; a body is the same source as the side that it stands for only where it has the same name.
    Of a pronoun whose owner was not found it cannot be said.
    """
    rows = [row for framing, key in zip(framings, keys, strict=True) for row in _of_report(framing, key)]
    found = pd.DataFrame(rows, columns=[column for column in COLUMNS if column != "only_here"]).astype({"side": object})
    used: Mapping[str, set[str]] = {name: set() for name in map(_key, found["source"])}
    for name, key in zip(map(_key, found["source"]), found["article"], strict=True):
        used[name].add(key)
    unknown = {_key(NOBODY), *word_list("roles", "pronouns")}
    found["only_here"] = [name not in unknown and len(used[name]) == 1 for name in map(_key, found["source"])]
    return found


def _of_report(framing: Framing, key: str) -> list[dict[str, Any]]:
    voices = framing.voices
    if not len(voices):
        return []
    parts = voice_parts(framing.sentences, voices)
    total = max(int(parts["words"].sum()), 1)
    acts, ends = attributions(voices), first_and_last(voices)
    rows = []
    for source, said in acts.groupby(_named(acts), sort=False):
        told = parts[(parts["voice"] == "source") & (_named(parts) == source)]
        words = int(told["words"].sum())
        cues = dict.fromkeys(plain(str(cue)).lower() for cue in said["cue"].dropna())
        heard = {place: _named(ends[ends["place"] == place]).eq(source).any() for place in ("first", "last")}
        rows.append(
            {
                "source": source,
                "side": text_or_none(said["side"].iloc[0]),
                "article": key,
                "quotations": len(said),
                "words": words,
                "share": words / total,
                "first_sentence": int(said["sentence"].min()),
                "has_first_word": bool(heard["first"]),
                "has_last_word": bool(heard["last"]),
                "cues": ", ".join(cues),
            }
        )
    return sorted(rows, key=lambda row: -row["words"])


def _named(table: pd.DataFrame) -> pd.Series:
    """Return who speaks in each row, in full where that is known."""
    full = table["who"].where(table["who"].notna(), table["speaker"])
    return full.where(full.notna(), NOBODY).map(lambda name: plain(str(name)))


def _key(name: str) -> str:
    """Return what one source is known by in every report: a person's surname, a body without "the"."""
    words = [word for word in name.replace("’", "'").lower().split() if word not in ("the", "a", "an", "mr", "mrs", "ms", "dr")]
    return " ".join(words) if len(words) != 2 or not name[:1].isupper() or not words[-1].isalpha() else words[-1]
