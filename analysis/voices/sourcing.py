"""Who gets the words: how much each side's sources may say, named or not, first or last, and through which kind of verb.

An attribution is one act of saying: everything that stands under one cue, over as many sentences as it runs.  Words are counted by
``analysis.voices.voice_parts``, each once.  Tones are those of ``lexicons/cues.csv``, and "painted" where the encoder
reads a cue as one that paints how something was said: the choice of cue frames the speaker.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from analysis.reading.folding import plain
from analysis.tables import check_table, text_or_none
from analysis.voices.voices import voice_parts
from analysis.who.unnamed import is_unnamed

TONES = ("neutral", "assertive", "conceding", "doubting", "accusing", "painted")
KINDS = ("direct", "indirect", "mixed")


def sourcing(sentences: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each side whose sources are heard, in order of first appearance; side None (sources without a side) is last.

    Columns: side; words, of these direct, indirect and mixed; attributions that name a source and that do not (named, unnamed);
    first_sentence and last_sentence in which a source of the side is heard.
    """
    parts = voice_parts(sentences, voices)
    parts = parts[parts.voice == "source"]
    acts = attributions(voices)
    rows = []
    for side in _sides(voices):
        said, told, heard = (_of_side(table, side) for table in (parts, acts, voices))
        words = {kind: int(said.loc[said.kind == kind, "words"].sum()) for kind in KINDS}
        named = int(told.named.sum())
        first, last = int(heard.sentence.min()), int(heard.sentence.max())
        rows.append((side, sum(words.values()), *words.values(), named, len(told) - named, first, last))
    return _table(rows, ["side", "words", *KINDS, "named", "unnamed", "first_sentence", "last_sentence"])


def cue_tones(voices: pd.DataFrame) -> pd.DataFrame:
    """Count the attributions of each side by the tone of their cue, with the cues themselves.

    Returns one row for each side and each of the six tones, also where the count is 0: side, tone, count, cues (as written, in small
    letters, the most frequent first: "said ×3, added").  Attributions without a cue, or with a cue of no known tone, are not counted.
    """
    acts = attributions(voices)
    acts = acts[acts.cue_tone.notna()]
    rows = []
    for side in _sides(acts):
        for tone in TONES:
            used = Counter(plain(str(cue)).lower() for cue in _of_side(acts[acts.cue_tone == tone], side).cue)
            cues = ", ".join(cue if count == 1 else f"{cue} ×{count}" for cue, count in used.most_common())
            rows.append((side, tone, used.total(), cues))
    return _table(rows, ["side", "tone", "count", "cues"])


def names_speaker(stance: pd.DataFrame, voices: pd.DataFrame) -> pd.Series:
    """Say of each mention whether it is part of the words that name a speaker ("the ministry" in "the ministry said").

    Such a mention tells who speaks and not how its side is treated; its score is near zero in most cases.  The index is that of ``stance``.
    """
    speakers = voices[["speaker_start", "speaker_end"]].dropna().to_numpy(dtype=int)
    spans = stance[["start", "end"]].to_numpy(dtype=int)
    inside = (speakers[:, 0] < spans[:, 1:]) & (spans[:, :1] < speakers[:, 1]) if len(speakers) else np.zeros((len(spans), 1), dtype=bool)
    return pd.Series(inside.any(axis=1), index=stance.index, dtype=bool)


def first_and_last(voices: pd.DataFrame) -> pd.DataFrame:
    """Return which source has the first and which the last word: place (first|last), sentence, speaker, who, side.

    The first word is that of the content that begins first, the last that of the content that ends last.  Empty without voices.
    """
    columns = ["place", "sentence", "speaker", "who", "side"]
    if not len(voices):
        return pd.DataFrame(columns=columns)
    voices = check_table("voices", voices)
    table = voices.loc[[voices.start.idxmin(), voices.end.idxmax()], columns[1:]].assign(place=["first", "last"])
    return table[columns].reset_index(drop=True)


def attributions(voices: pd.DataFrame) -> pd.DataFrame:
    """Return the first row of every attribution, with a column ``named``: False where nobody is named ("officials say", "it is said").

    Rows that share a cue are one attribution.  A row without the place of its cue goes on with the row before it when the speaker is
    the same, or missing in both, and it stands in the same sentence or the next.
    """
    voices = check_table("voices", voices).sort_values("start", kind="stable")
    keys: list[tuple[str, int]] = []
    last: tuple[str | None, int] | None = None
    for number, row in enumerate(voices.itertuples()):
        speaker, sentence = text_or_none(row.speaker), int(row.sentence)
        goes_on = last is not None and last[0] == speaker and sentence - last[1] <= 1
        keys.append(("cue", int(row.cue_start)) if not pd.isna(row.cue_start) else keys[-1] if goes_on else ("row", number))
        last = speaker, sentence
    firsts = voices[~pd.Series(keys, index=voices.index, dtype=object).duplicated()]
    meant = firsts.who.where(firsts.who.notna(), firsts.speaker)
    told = np.array([not pd.isna(words) and not is_unnamed(str(words)) for words in meant], dtype=bool)
    return firsts.assign(named=(told | firsts.side.notna()) & firsts.speaker.notna() & (firsts.evidence != "unnamed"))


def _table(rows: list[tuple[Any, ...]], columns: list[str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=columns)
    table["side"] = pd.Series([row[0] for row in rows], dtype=object)  # pandas would make a missing side NaN
    return table


def _sides(table: pd.DataFrame) -> list[str | None]:
    """Return the sides of a table as they first appear, then None if any row has no side."""
    named: list[str | None] = list(dict.fromkeys(str(side) for side in table.side.dropna()))
    return [*named, None] if table.side.isna().any() else named


def _of_side(table: pd.DataFrame, side: str | None) -> pd.DataFrame:
    return table[table.side.isna() if side is None else table.side == side]
