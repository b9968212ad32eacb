"""Does a loaded word praise or blame the side it speaks about, and which side does that favour?

The grammar and the list say it first: whom a word is about (``analysis.terms.about``) and how it paints what it names (its tone).  Where they
do not, the stance model's reading of the sentence does.  Where that is unclear too, or clearly the opposite of what the list says, nobody does.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.lexicons import word_list
from analysis.terms.about import About
from analysis.terms.changes import NO_CHANGE

PRAISES, EXCUSES, PITIES, BLAMES = "praises", "excuses", "pities", "blames"
JUDGES = (PRAISES, EXCUSES, PITIES, BLAMES)
"""What a term can do to a side: call it good, make what it did sound milder, show it as a victim, or call it bad."""

CLEAR_SCORE = 0.5
"""A stance score at least this far from 0 is clear enough to say that a term praises or blames: half the way to certainty."""


def judgement(about: About, category: str, tone: str, negated: str | None) -> str | None:
    """Return what a term does to the side it is about, as far as grammar and list say: one of ``JUDGES``, or None.

    None for a term that is denied ("not a terrorist"), about nobody, or whose side was not found by the grammar.  A euphemism excuses
    who acts.  A word of pity pities whom it describes.  Words of drama, force and doubt judge by what they stand beside, so the list alone
    does not say.
    """
    if negated or about.side is None or not about.by_grammar:
        return None
    if category == "euphemism":
        return BLAMES if tone == "negative" else EXCUSES
    if category == "victimhood":
        return PITIES if tone == "positive" and about.described else None
    return {"negative": BLAMES, "positive": PRAISES}.get(tone) if category in word_list("categories", "judges as its tone") else None


def open_to_model(category: str, tone: str | None) -> bool:
    """Say whether a term that the list leaves open may praise or blame at all.

    Words that sound neutral, hedges, boosters, euphemisms and words of pity do neither, whatever the sentence around them does.
    """
    return category not in word_list("categories", "mild") and tone != "neutral-sounding"


def judged_by_score(tone: str | None, score: float, effect: float) -> str | None:
    """Return what a term does to its side as the stance model sees it: ``praises``, ``blames``, or None where that is not clear.

    tone: of the list; a negative one does not praise, a positive one does not blame.  score: towards the side in the sentence as written, -1
    to 1.  effect: its change when the neutral wording is put in place, NaN for none; one that goes the other way says that it is not the term
    that praises or blames.
    """
    if score >= CLEAR_SCORE and tone != "negative" and not effect >= NO_CHANGE:
        return PRAISES
    return BLAMES if score <= -CLEAR_SCORE and tone != "positive" and not effect <= -NO_CHANGE else None


def contradicted(judges: str | None, score: float) -> bool:
    """Say whether the model clearly reads the opposite of what the list says: praise in a sentence that treats the side badly is often irony.

    score: towards the side in the sentence as written, -1 to 1.
    """
    return (judges == PRAISES and score <= -CLEAR_SCORE) or (judges == BLAMES and score >= CLEAR_SCORE)


def favoured(terms: pd.DataFrame, sides: Iterable[str]) -> pd.Series:
    """Return, for each row of the table ``terms``, the side that it favours, or None.

    A term favours the side that it praises, excuses or pities.  A term that blames a side favours the other one, where the article has exactly
    two.  A term that judges nobody favours nobody, and neither does one that the reporter sets between quotation marks as a word.

    sides: of the article, as in ``framing.sides``.
    """
    names = list(sides)
    found: list[str | None] = []
    for row in terms.itertuples():
        about, judges = row.about, row.judges
        if not isinstance(about, str) or not isinstance(judges, str) or (row.voice == "narrator" and isinstance(row.quoted, str)):
            found.append(None)
        elif judges != BLAMES:
            found.append(about)
        else:
            others = [name for name in names if name != about]
            found.append(others[0] if len(names) == 2 and len(others) == 1 else None)
    return pd.Series(found, index=terms.index, dtype=object, name="favours")
