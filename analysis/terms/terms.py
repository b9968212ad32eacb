"""Loaded terms: which words carry a judgment, in whose voice, about whom, what each says of them, and what could stand there instead.

The words come from a list (``analysis.terms.lexicon``) and are found by ``analysis.terms.matching``; whom they are about is read off the grammar
(``analysis.terms.about``), and so is what denies them (``analysis.terms.negation``).  What a term does to the score is in ``analysis.terms.effects``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.lexicons import word_list
from analysis.tables import make_table
from analysis.terms.about import settings
from analysis.terms.judging import judgement
from analysis.terms.lexicon import LEAVE_OUT
from analysis.terms.matching import Match, find_matches, index_terms
from analysis.terms.negation import negating_word
from analysis.terms.wording import inflected

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed

ALSO = " / "
"""What parts further wordings, in the list and in the table."""
AS_A_WORD, IN_SPEECH = "word", "speech"
WORDS_BESIDE = 2
"""Quotation marks around a term and at most this many other words quote it as a word; around more, they quote speech."""
_OPENING, _CLOSING = "“„«\"‘'", "”»\"’'“"


def find_terms(parsed: Parsed, voices: pd.DataFrame, mentions: pd.DataFrame, lexicon: pd.DataFrame) -> pd.DataFrame:
    """Find the loaded terms of an article: where, in whose voice, about whom, and what could stand there instead.

    Returns the table ``terms``; ``effect`` is NaN until ``term_effects``.  A multiword term wins over its parts, and no two terms
    overlap.  ``neutral`` is ready to put in place: "liberated" gets "captured", not "capture"; None where the list has none.  ``also`` holds further
    neutral wordings in the same form, parted by " / ".  ``tone`` is the list's: how the word paints what it names.

    ``about`` follows the grammar first (who liberates, whose occupation), then takes the only side named in the same stretch
    of the same voice; None when neither says.  ``judges`` says what the term does to that side: praises, excuses, pities or blames it, or None;
    ``judged_by`` whether the list says so or the model (see ``term_effects``).

    ``negated`` is the word that denies the term ("no", "without"), or None.  ``quoted`` is "word" where quotation marks hold the term and at most
    two more words, which may be scare quotes or a quotation; "speech" in a longer quotation; or None.

    A term that is only named ("the phrase 'radical Islam'", "used 'illegal alien'") is left out, as the code book has it.

    Raises ValueError for a condition of the list that cannot be read.
    """
    index = index_terms(lexicon)
    speakers, speaker_sides = voices["speaker"].to_dict(), voices["side"].to_dict()
    rows: list[dict[str, Any]] = []
    for number, setting in settings(parsed, voices, mentions):
        for match in find_matches(setting.tokens, index):
            if _named_as_word(match, setting.tokens):
                continue
            entry, start, end = match.entry.row, match.tokens[0].idx, match.tokens[-1].idx + len(match.tokens[-1])
            voice = setting.voice(start, end)
            about = setting.about(match.tokens, match.head, match.entry.pos, entry["category"], voice)
            negated = negating_word(match.tokens, match.head)
            judges = judgement(about, entry["category"], entry["tone"], negated)
            rows.append({
                "sentence": number, "start": start, "end": end, "text": parsed.article.text[start:end],
                "term": entry["term"], "category": entry["category"], "voice": "narrator" if voice is None else "source",
                "speaker": None if voice is None else speakers[voice],
                "speaker_side": None if voice is None else speaker_sides[voice],
                "about": about.side, "neutral": _wording(match, entry["neutral"]), "effect": math.nan, "note": entry["note"] or None,
                "tone": entry["tone"] or None, "also": ALSO.join(_further(match)) or None,
                "negated": negated, "quoted": _quoted(parsed, start, end), "judges": judges, "judged_by": "list" if judges else None,
            })  # fmt: skip
    return make_table("terms", rows)


def _named_as_word(match: Match, tokens: list[Token]) -> bool:
    """Say whether a text speaks of the term as a word, and does not use it: after "the word", or in quotation marks after "to say"."""
    at = match.at - 1
    while at >= 0 and tokens[at].pos_ == "ADJ":
        at -= 1
    opened = at >= 0 and tokens[at].is_quote
    while at >= 0 and (tokens[at].is_quote or (opened and tokens[at].text == ",")):
        at -= 1
    return at >= 0 and (tokens[at].lower_ in word_list("nouns", "words") or (opened and tokens[at].lemma_ in word_list("verbs", "uttering")))


def _quoted(parsed: Parsed, start: int, end: int) -> str | None:
    """Return how quotation marks hold a term: as a word, in speech, or not at all."""
    text = parsed.article.text
    around = next((quote for quote in parsed.quotes_in(start, end) if quote.start <= start and end <= quote.end), None)
    if around is None:  # one word in single marks is no quotation for the parser, which reads them as apostrophes
        opens = start > 0 and text[start - 1] in _OPENING and not text[max(0, start - 2) : start - 1].isalnum()
        closes = text[end : end + 2].lstrip(",.")[:1]
        return AS_A_WORD if opens and closes and closes in _CLOSING else None
    beside = len(text[around.start : around.end].split()) - len(text[start:end].split())
    return AS_A_WORD if beside <= WORDS_BESIDE else IN_SPEECH


def _further(match: Match) -> list[str]:
    """Return the further wordings of an entry that can stand in this place, each in its form."""
    listed = (wording.strip() for wording in match.entry.row.get("also", "").split(ALSO.strip()))
    return [wording for one in listed if one and (wording := _wording(match, one))]


def _wording(match: Match, neutral: str) -> str | None:
    """Return a neutral wording of the list in the form it needs in this place, or None."""
    pos = match.entry.pos
    if not neutral:
        return None
    if neutral == LEAVE_OUT:
        return neutral if pos != "adj" or match.head.dep_ not in ("acomp", "attr", "oprd") else None
    wording = inflected(neutral, pos, match.head, match.entry.words[match.entry.head].base)
    if "*" in wording:
        words = iter(match.tokens[1:])
        gap: list[str] = []
        last = match.tokens[0]
        for token in words:
            gap += [t.text_with_ws for t in match.head.doc[last.i + 1 : token.i]]
            last = token
        wording = " ".join(wording.replace("*", "".join(gap).strip()).split())
    return wording
