"""The article with its marks, as HTML: whose voice, loaded terms, mentions of the sides, stance of each sentence.

Three steps in three places: ``mark`` decides what to draw (plain data), ``Marked.html`` hands it to the template, the template
draws and escapes.  The text is cut at every offset of every mark, so overlapping marks never print a letter twice.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

import pandas as pd

from analysis.templates import render
from analysis.terms.lexicon import LEAVE_OUT

MOST_SIDES = 5  # colours there are; further sides are marked without colour
NEAR_ZERO = 0.05  # scores that print as 0.0 are drawn in the strip, and only named among the details
GLYPHS = {"narrator": "●○", "source": "◆◇"}  # filled, and hollow for the second side: told apart without colour too
UNDERLINES = ("solid", "wavy", "double", "dashed")
COLOURS = 4  # of terms: with four kinds of line there are sixteen looks, and each category has its code


class HasText(Protocol):
    """Anything with a text, such as an Article."""

    @property
    def text(self) -> str:
        """The text the offsets count in."""


@dataclass(frozen=True, eq=False)
class Marked:
    """What to draw: paragraphs of stretches of voice, pieces of text, notes to the terms, stance per sentence."""

    paragraphs: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    categories: list[dict[str, Any]]
    sides: list[dict[str, Any]]
    uid: str

    def html(self) -> str:
        """Return the marked article as a fragment of HTML with its own style."""
        return render("marked.html.j2", paragraphs=self.paragraphs, notes=self.notes, categories=self.categories, sides=self.sides, uid=self.uid)

    def _repr_html_(self) -> str:
        return self.html()


def mark(
    article: HasText,
    sentences: pd.DataFrame,
    voices: pd.DataFrame,
    terms: pd.DataFrame,
    mentions: pd.DataFrame,
    stance: pd.DataFrame,
    *,
    sides: Sequence[str] | None = None,
) -> Marked:
    """Decide what to draw for every stretch of ``article.text``; every character comes out exactly once, in order.

    Where voices overlap, the shortest one is drawn; overlapping terms share a piece; of overlapping mentions the shortest is drawn.
    """
    text = article.text
    order = list(sides or mentions.attrs.get("sides") or _distinct([*mentions.side, *voices.side, *stance.side]))
    number = {side: i for i, side in enumerate(order[:MOST_SIDES], start=1)}
    looks = _looks(_distinct(terms.category))
    voice_rows = [_voice(row, number) for row in voices.itertuples()]
    notes = [_note(i, row, looks, voice_rows) for i, row in enumerate(terms.itertuples(), start=1)]
    scores = _scores(stance, text, number)
    mention_rows = [_mention(row, number) for row in mentions.itertuples()]
    segments = _segments(text, sentences, voice_rows, notes, mention_rows)
    heads = {int(row.sentence): str(row.zone) == "headline" for row in sentences.itertuples()}
    paragraphs = []
    for paragraph, members in groupby(segments, key=lambda segment: segment["paragraph"]):
        pieces = list(members)
        present = _distinct(piece["sentence"] for piece in pieces)
        paragraphs.append(
            {
                "number": paragraph,
                "headline": bool(present) and all(heads.get(sentence, False) for sentence in present),
                "stretches": _stretches(pieces),
                "runs": _runs(pieces),
                "stance": [{"sentence": sentence, "rows": scores[sentence]} for sentence in present if scores.get(sentence)],
            }
        )
    uid = "m" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:6]
    shown = [{"name": side, "number": number.get(side, 0), "hollow": number.get(side, 0) == 2} for side in order]
    return Marked(paragraphs, notes, list(looks.values()), shown, uid)


def category_codes(categories: Iterable[str]) -> dict[str, str]:
    """Give each category a short code of two letters (three or more where two would be taken)."""
    codes: dict[str, str] = {}
    for category in categories:
        letters = "".join(c for c in category.upper() if c.isalnum()) or "X"
        tries = [letters[:2], *(letters[0] + c for c in letters[2:]), letters[:3], letters[:4], letters]
        taken = set(codes.values())
        codes[category] = next((code for code in tries if code not in taken), f"{letters[:2]}{len(codes)}")
    return codes


def speaker_name(speaker: str | None, side: str | None) -> str:
    """Return a speaker with the side where the words do not name it: "the ministry (Azerbaijan)"."""
    name = " ".join((speaker or "a source without a name").split())
    return name if side is None or side.casefold() in name.casefold() else f"{name} ({side})"


def _looks(categories: Sequence[str]) -> dict[str, dict[str, Any]]:
    codes = category_codes(categories)
    return {
        category: {"name": category, "code": codes[category], "line": UNDERLINES[i // COLOURS % len(UNDERLINES)], "colour": i % COLOURS + 1}
        for i, category in enumerate(categories)
    }


def _note(number: int, row: Any, looks: dict[str, dict[str, Any]], voices: list[dict[str, Any]]) -> dict[str, Any]:
    around = _shortest(voices, {i for i, voice in enumerate(voices) if voice["start"] <= row.start and row.end <= voice["end"]})
    return {
        "number": number,
        "start": int(row.start),
        "end": int(row.end),
        "sentence": int(row.sentence),
        "text": str(row.text),
        "look": looks[str(row.category)],
        "voice": str(row.voice),
        "speaker": around["name"] if around else speaker_name(_text(row.speaker), _text(row.speaker_side)),
        "about": _text(row.about),
        "neutral": None if _text(row.neutral) == LEAVE_OUT else _text(row.neutral),
        "left_out": _text(row.neutral) == LEAVE_OUT,
        "effect": None if pd.isna(row.effect) else float(row.effect),
        "note": _text(row.note),
    }


def _voice(row: Any, number: dict[str, int]) -> dict[str, Any]:
    side, speaker = _text(row.side), _text(row.speaker)
    return {
        "start": int(row.start),
        "end": int(row.end),
        "kind": str(row.kind),
        "speaker": speaker,
        "name": speaker_name(_text(getattr(row, "who", None)) or speaker, side),
        "side": side,
        "number": number.get(side or "", 0),
        "cue": _text(row.cue),
    }


def _mention(row: Any, number: dict[str, int]) -> dict[str, Any]:
    side = str(row.side)
    named = side.casefold() in str(row.text).casefold()
    return {"start": int(row.start), "end": int(row.end), "side": side, "number": number.get(side, 0), "how": _text(row.how), "named": named}


def _scores(stance: pd.DataFrame, text: str, number: dict[str, int]) -> dict[int, list[dict[str, Any]]]:
    """Return, per sentence, one mean score per side and voice with the mentions behind it."""
    out: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for (sentence, side, voice), part in stance.groupby(["sentence", "side", "voice"], sort=False):
        mean = float(part.score.mean())
        if pd.isna(mean):
            continue
        behind = [
            {"text": text[int(row.start) : int(row.end)], "neg": float(row.p_neg), "neu": float(row.p_neu), "pos": float(row.p_pos)}
            for row in part.itertuples()
        ]
        out[int(sentence)].append(
            {
                "side": str(side),
                "number": number.get(str(side), 0),
                "voice": str(voice),
                "score": mean,
                "place": round(50 + 50 * mean, 1),
                "near": abs(mean) < NEAR_ZERO,
                "glyph": GLYPHS[str(voice)][number.get(str(side), 0) == 2],
                "mentions": behind,
            }
        )
    return out


def _segments(
    text: str, sentences: pd.DataFrame, voices: list[dict[str, Any]], terms: list[dict[str, Any]], mentions: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Cut the text at all offsets; say for each stretch its sentence, paragraph, voice, terms and mention."""
    places = [{"start": int(r.start), "end": int(r.end), "sentence": int(r.sentence), "paragraph": int(r.paragraph)} for r in sentences.itertuples()]
    layers = {"place": places, "voice": voices, "terms": terms, "mention": mentions}
    begins: dict[int, list[tuple[str, int]]] = defaultdict(list)
    stops: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for name, spans in layers.items():
        for i, span in enumerate(spans):
            start, end = max(0, span["start"]), min(len(text), span["end"])
            if start < end:
                begins[start].append((name, i))
                stops[end].append((name, i))
    cuts = sorted({0, len(text), *begins, *stops})
    active: dict[str, set[int]] = {name: set() for name in layers}
    paragraph = places[0]["paragraph"] if places else 1
    segments = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        for name, i in stops.get(start, ()):
            active[name].discard(i)
        for name, i in begins.get(start, ()):
            active[name].add(i)
        place = _shortest(places, active["place"])
        paragraph = place["paragraph"] if place else paragraph
        now = sorted(active["terms"], key=lambda i: (terms[i]["start"], -terms[i]["end"]))
        segments.append(
            {
                "text": text[start:end],
                "sentence": place["sentence"] if place else None,
                "paragraph": paragraph,
                "first": place is not None and start == place["start"],
                "voice": _shortest(voices, active["voice"]),
                "terms": tuple(now),
                "notes": [terms[i] for i in now],
                "starting": [terms[i] for i in now if terms[i]["start"] == start],
                "ending": [terms[i] for i in now if terms[i]["end"] == end],
                "mention": _shortest(mentions, active["mention"]),
            }
        )
    return segments


def _shortest(spans: list[dict[str, Any]], active: set[int]) -> dict[str, Any] | None:
    return min((spans[i] for i in sorted(active)), key=lambda span: span["end"] - span["start"], default=None)


def _same_voice(segment: dict[str, Any]) -> tuple[Any, ...]:
    voice = segment["voice"]
    return (voice["speaker"], voice["side"], voice["kind"]) if voice else ()


def _stretches(segments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rail of a paragraph: one entry per stretch of one voice, with its length in characters."""
    rail: list[dict[str, Any]] = []
    for key, members in groupby((s for s in segments if s["text"].strip()), key=_same_voice):
        parts = list(members)
        length = sum(len(part["text"].strip()) for part in parts)
        if key or length > 2:  # a full stop after a quotation is not a stretch of the reporter
            rail.append({"voice": parts[0]["voice"], "length": length, "again": False})
    merged: list[dict[str, Any]] = []
    for stretch in rail:
        if merged and merged[-1]["voice"] and stretch["voice"] and _key(merged[-1]["voice"]) == _key(stretch["voice"]):
            merged[-1]["length"] += stretch["length"]
        else:
            merged.append(stretch)
    seen: set[tuple[Any, ...]] = set()
    for stretch in merged:
        if stretch["voice"]:
            stretch["again"] = _key(stretch["voice"]) in seen
            seen.add(_key(stretch["voice"]))
    return merged


def _key(voice: dict[str, Any]) -> tuple[Any, ...]:
    return (voice["speaker"], voice["side"], voice["kind"])


def _runs(segments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Nest the segments of a paragraph: runs of one voice row, in them groups of one set of terms, in them pieces of text."""
    runs = []
    for _, members in groupby(segments, key=lambda segment: id(segment["voice"]) if segment["voice"] else 0):
        parts = list(members)
        groups = []
        for _, inner in groupby(parts, key=lambda segment: segment["terms"]):
            pieces = list(inner)
            groups.append(
                {
                    "notes": pieces[0]["notes"],
                    "starting": pieces[0]["starting"],
                    "ending": pieces[-1]["ending"],
                    "pieces": [
                        {"text": piece["text"], "mention": piece["mention"], "sentence": piece["sentence"] if piece["first"] else None}
                        for piece in pieces
                    ],
                }
            )
        runs.append({"voice": parts[0]["voice"], "groups": groups})
    return runs


def _distinct(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(value for value in values if value is not None and not pd.isna(value)))


def _text(value: object) -> str | None:
    return None if value is None or pd.isna(value) else str(value)
