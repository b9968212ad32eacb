"""Every mention of the sides: names first, then people and bodies of a side, then pronouns.

Bodies and pronouns follow plain rules; ``how`` records the evidence, and where the text gives none there is no mention.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from analysis.reading.parse import Parsed
from analysis.tables import make_table
from analysis.who.bodies import Bodies
from analysis.who.naming import MODIFIERS, Mention
from analysis.who.notes import Notes
from analysis.who.people import without_title
from analysis.who.pronouns import Pronouns
from analysis.who.sides import Sides

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_TITLE_BEFORE, _TITLE_BEHIND = 7, 5
"""Words before and behind a name that may belong to the person's title."""


def find_mentions(parsed: Parsed, sides: Sides) -> pd.DataFrame:
    """Return the table of mentions: names first, then people and bodies of a side, then pronouns, each with its evidence."""
    book = {name: (side, how) for side, names in sides.items() for name, how in names.items()}
    notes = Notes(parsed, book)
    _learn_people(notes)
    _follow(notes)
    rows = [
        {
            "sentence": parsed.sentence_at(m.start), "side": m.side, "start": m.start, "end": m.end,
            "text": parsed.article.text[m.start : m.end], "how": m.how,
        }
        for m in sorted(notes.mentions, key=lambda m: (m.start, m.end))
    ]  # fmt: skip
    return make_table("mentions", rows)


def _learn_people(notes: Notes) -> None:
    """Give a person the side in their title ("Armenian Prime Minister Nikol Pashinyan"), and then every later last name."""
    learned: dict[str, tuple[str, str]] = {}
    for ent in notes.people:
        if any(i in notes.by_token for i in range(ent.start, ent.end)):
            continue
        last = without_title(ent.text).split()[-1:]
        name = last[0] if last else ""
        title = _title(notes, ent)
        side = _side_of_title(notes, title) if name[:1].isupper() else None
        if side is not None and name not in learned:
            evidence = " ".join(t.text for t in sorted({*title, *ent}, key=lambda t: t.i) if not t.is_space)
            learned[name] = (side, f"person: {evidence} (sentence {notes.sentence(ent[0])})")
        if name in learned:
            text = re.sub(r"['’]s$", "", ent.text.rstrip())
            notes.add(Mention(learned[name][0], ent.start_char, ent.start_char + len(text), learned[name][1]))


def _title(notes: Notes, ent: Span) -> list[Token]:
    """Return the words of a person's title, before the name or after it; not those of an office held elsewhere ("envoy to China")."""
    words, doc = notes.words, ent.doc
    before, behind = range(ent.start - _TITLE_BEFORE, ent.start), range(ent.end, ent.end + _TITLE_BEHIND)
    near = [t for t in ent.root.subtree if t.i in before or (t.i in behind and t.dep_ != "conj")]
    if any(t.lemma_.lower() in words.not_theirs for t in near):
        return []  # "Democratic rival Hillary Clinton"
    return [t for t in near if not any(doc[k].lower_ in words.held_abroad for k in range(max(0, t.i - 3), t.i))]


def _side_of_title(notes: Notes, title: list[Token]) -> str | None:
    """Return the one side that a title names, not for a person of it."""
    named = [notes.by_token[t.i] for t in title if t.i in notes.by_token and t.dep_ in MODIFIERS]
    sides = {mention.side for mention in named if not notes.is_person(mention)}
    return sides.pop() if len(sides) == 1 else None


def _follow(notes: Notes) -> None:
    """Resolve bodies and pronouns: first outside quotation marks, so that the speaker is known, then inside."""
    words = notes.words
    anybody = words.he_or_she | words.it_or_they
    bodies, pronouns = Bodies(notes), Pronouns(notes)
    quoted = []
    for token in notes.tokens:
        word = token.lower_
        if word not in anybody and word not in words.we:
            bodies.read(token)
        elif notes.quoted(token):
            quoted.append(token)
        elif word in anybody:
            pronouns.read(token)
    for token in quoted:
        pronouns.read_quoted(token)
