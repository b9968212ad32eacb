"""The article with its marks, as HTML: whose voice, loaded words, mentions of the sides, stance of each sentence.

Three steps in three places: ``mark`` decides what to draw (plain data), ``Marked.html`` hands it to the template, the template
draws and escapes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

import pandas as pd

from analysis.reading.furniture import Furniture
from analysis.report.marks import ScoreMark, SideMark, TermNote, VoiceMark, act_marks, mention_mark, numbered, score_marks, term_note, voice_mark
from analysis.report.pieces import Place, Run, Stretch, cut, nest, rail
from analysis.templates import render
from analysis.terms.looks import Look, looks_of
from analysis.terms.marker import doubted

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class HasText(Protocol):
    """Anything with a text, such as an Article."""

    @property
    def text(self) -> str:
        """The text the offsets count in."""


@dataclass(frozen=True)
class SentenceStance:
    """The mean scores of one sentence, for the margin."""

    sentence: int
    rows: tuple[ScoreMark, ...]

    @property
    def sides(self) -> list[str]:
        """The sides it mentions, each once; the strip has a line for each."""
        return _distinct(row.side for row in self.rows)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it is drawn: the rail on its left, its text in runs, the scores on its right."""

    number: int
    headline: bool
    stretches: tuple[Stretch, ...]
    runs: tuple[Run, ...]
    stance: tuple[SentenceStance, ...]
    aside: str | None = None
    """What a line is that is not part of the story ("byline"); it has no voice and no scores."""

    def letter(self, voice: VoiceMark) -> str:
        """Return the letter that stands for a source at its name and at its words; empty where the paragraph has one source only."""
        order = _distinct(stretch.voice.source for stretch in self.stretches if stretch.voice)
        if len(order) < 2 or voice.source not in order:
            return ""
        at = order.index(voice.source)
        return LETTERS[at] if at < len(LETTERS) else str(at + 1)


@dataclass(frozen=True, eq=False)
class Marked:
    """What to draw: paragraphs of stretches of voice, pieces of text, notes to the terms, stance per sentence."""

    paragraphs: tuple[Paragraph, ...]
    notes: tuple[TermNote, ...]
    categories: tuple[Look, ...]
    sides: tuple[SideMark, ...]
    uid: str

    @property
    def furniture(self) -> bool:
        """Whether anything is drawn that is not part of the story."""
        pieces = (piece for paragraph in self.paragraphs for run in paragraph.runs for group in run.groups for piece in group.pieces)
        return any(piece.furniture for piece in pieces)

    @property
    def harms(self) -> bool:
        """Whether any harm is marked."""
        pieces = (piece for paragraph in self.paragraphs for run in paragraph.runs for group in run.groups for piece in group.pieces)
        return any(piece.acts for piece in pieces)

    @property
    def lettered(self) -> bool:
        """Whether any paragraph has several sources."""
        return any(paragraph.letter(stretch.voice) for paragraph in self.paragraphs for stretch in paragraph.stretches if stretch.voice)

    @property
    def doubted(self) -> bool:
        """Whether the model doubts a term of the list here."""
        return any(note.doubted for note in self.notes)

    def html(self) -> str:
        """Return the marked article as a fragment of HTML with its own style."""
        shown = {
            name: getattr(self, name) for name in ("paragraphs", "notes", "categories", "sides", "uid", "furniture", "doubted", "harms", "lettered")
        }
        return render("marked.html.j2", **shown)

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
    furniture: Sequence[Furniture] = (),
    actions: pd.DataFrame | None = None,
) -> Marked:
    """Decide what to draw for every stretch of ``article.text``; every character comes out exactly once, in order.

    furniture: what is not part of the story, as ``Parsed.furniture`` has it.  Where voices overlap, the shortest one is drawn; overlapping terms
    share a piece; of overlapping mentions the shortest is drawn.  actions: given, the parts of every harm are marked.
    """
    text = article.text
    order = list(sides or mentions.attrs.get("sides") or _distinct([*mentions.side, *voices.side, *stance.side]))
    number = numbered(order)
    doubts = doubted(terms)
    places = [Place(int(row.start), int(row.end), int(row.sentence), int(row.paragraph)) for row in sentences.itertuples()]
    voice_marks = [voice_mark(row, number) for row in voices.itertuples()]
    notes = [term_note(i, row, voice_marks, doubts=doubt) for i, (row, doubt) in enumerate(zip(terms.itertuples(), doubts, strict=True), start=1)]
    mention_marks = [mention_mark(row, number) for row in mentions.itertuples()]
    scores = score_marks(stance, text, number)
    headlines = {int(row.sentence) for row in sentences.itertuples() if str(row.zone) == "headline"}
    paragraphs = []
    drawn = cut(text, places, voice_marks, notes, mention_marks, furniture, act_marks(actions) if actions is not None else ())
    for (paragraph, aside), members in groupby(drawn, key=lambda piece: (piece.paragraph, piece.aside)):
        pieces = list(members)
        if aside is not None:
            paragraphs.append(Paragraph(paragraph, False, (), nest(pieces), (), pieces[0].furniture))
            continue
        present = _distinct(piece.within for piece in pieces)
        told = tuple(SentenceStance(sentence, tuple(scores[sentence])) for sentence in present if sentence in scores)
        paragraphs.append(Paragraph(paragraph, bool(present) and headlines.issuperset(present), rail(pieces), nest(pieces), told))
    uid = "m" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:6]
    shown = tuple(SideMark(side, number.get(side, 0)) for side in order)
    return Marked(tuple(paragraphs), tuple(notes), looks_of(terms.category), shown, uid)


def _distinct(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(value for value in values if isinstance(value, tuple) or not pd.isna(value)))
