"""Loaded words: which words carry a judgment, in whose voice, about whom, what each says of them, and what could stand there instead.

The words come from a list (``analysis.terms.lexicon``), found by ``analysis.terms.matching``, and from a model that reads the sentence
(``analysis.terms.marker``); whom they are about is read off the grammar (``analysis.terms.about``), and so is what denies them
(``analysis.terms.negation``).  What a term does to the score is in ``analysis.terms.effects``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.corrections import CORRECTED
from analysis.lexicons import word_list
from analysis.tables import make_table
from analysis.terms.about import settings
from analysis.terms.found import Found, marked_words, with_corrected
from analysis.terms.judging import judgement
from analysis.terms.lexicon import LEAVE_OUT
from analysis.terms.marker import LIST, Loaded, category_of, spans_of
from analysis.terms.matching import Index, Match, find_matches, index_terms
from analysis.terms.negation import negating_word
from analysis.terms.wording import inflected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from analysis.corrected import Placed
    from analysis.reading.parse import Parsed

ALSO = " / "
"""What parts further wordings, in the list and in the table."""
AS_A_WORD, IN_SPEECH = "word", "speech"
WORDS_BESIDE = 2
"""Quotation marks around a term and at most this many other words quote it as a word; around more, they quote speech."""
_OPENING, _CLOSING = "“„«\"‘'", "”»\"’'“"


def find_terms(
    parsed: Parsed,
    voices: pd.DataFrame,
    mentions: pd.DataFrame,
    lexicon: pd.DataFrame,
    loaded: Loaded | None = None,
    placed: Sequence[Placed] = (),
) -> pd.DataFrame:
    """Find the loaded words of an article: where, in whose voice, about whom, and what could stand there instead.

    loaded: how the model reads the words (``analysis.terms.marker``); None for the list alone.  Returns the table ``terms`` with every term of
    the list and every mark of the model down to its floor; ``marker.at_threshold`` keeps what counts.  ``effect`` is NaN until ``term_effects``.
    A multiword term wins over its parts, the list over the model, and no two terms overlap.

    ``p`` is how likely the model finds the words loaded, NaN without it.  ``neutral`` is ready to put in place: "liberated" gets "captured",
    not "capture"; ``neutral_by`` says whether the list has it or a rule proposes it; None where neither has one.  ``also`` holds further neutral
    wordings in the same form, parted by " / ".  ``tone`` is the list's: how the word paints what it names; of a mark of the model that of its
    category, where that has one.

    ``about`` follows the grammar first (who liberates, whose occupation), then takes the only side named in the same stretch
    of the same voice; None when neither says.  ``judges`` says what the term does to that side: praises, excuses, pities or blames it, or None;
    ``judged_by`` whether the list says so or the model (see ``term_effects``).

    ``negated`` is the word that denies the term ("no", "without"), or None.  ``quoted`` is "word" where quotation marks hold the term and at most
    two more words, which may be scare quotes or a quotation; "speech" in a longer quotation; or None.

    A term that is only named ("the phrase 'radical Islam'", "used 'illegal alien'") is left out, as the code book has it.

    placed: what a person said of single words: that they are loaded or not, of which category, about whom, and what could stand there.

    Raises ValueError for a condition of the list that cannot be read, CorrectionError for a category that the code book does not have.
    """
    index = index_terms(lexicon)
    speakers, speaker_sides = voices["speaker"].to_dict(), voices["side"].to_dict()
    rows: list[dict[str, Any]] = []
    for number, setting in settings(parsed, voices, mentions):
        listed = [one for one in _found(setting.tokens, index, loaded) if not _named_as_word(one.at, setting.tokens)]
        for found in with_corrected(listed, setting.tokens, placed, loaded):
            start, end = found.words[0].idx, found.words[-1].idx + len(found.words[-1])
            voice = setting.voice(start, end)
            about = found.about or setting.about(found.words, found.head, found.pos, found.category, voice)
            negated = negating_word(found.words, found.head)
            judges = judgement(about, found.category, found.tone or "", negated)
            rows.append({
                "sentence": number, "start": start, "end": end, "text": parsed.article.text[start:end],
                "term": found.term, "category": found.category, "voice": "narrator" if voice is None else "source",
                "speaker": None if voice is None else speakers[voice],
                "speaker_side": None if voice is None else speaker_sides[voice],
                "about": about.side, "neutral": found.neutral, "neutral_by": found.neutral_by if found.neutral else None, "effect": math.nan,
                "note": found.note, "tone": found.tone, "also": found.also,
                "negated": negated, "quoted": _quoted(parsed, start, end), "judges": judges, "judged_by": found.by if judges else None,
                "found_by": CORRECTED if found.corrected else found.by, "p": math.nan if loaded is None else loaded.of(found.words),
            })  # fmt: skip
    return make_table("terms", rows)


def _found(tokens: list[Token], index: Index, loaded: Loaded | None) -> list[Found]:
    """Return the terms of a sentence in order: those of the list, and the model's marks on other words."""
    matches = find_matches(tokens, index)
    found = [_listed(match) for match in matches]
    if loaded is not None:
        taken = {token.i for match in matches for token in tokens[match.at : match.end + 1]}
        places = {token.i: at for at, token in enumerate(tokens)}
        found += [marked_words(places[words[0].i], words, category_of(words, loaded)) for words in spans_of(tokens, loaded, taken)]
    return sorted(found, key=lambda one: one.at)


def _listed(match: Match) -> Found:
    entry, further = match.entry.row, _further(match)
    neutral = _wording(match, entry["neutral"]) or (further.pop(0) if entry["neutral"] and further else None)
    return Found(
        match.at, match.tokens, match.head, match.entry.pos, entry["term"], entry["category"], LIST, entry["tone"] or None,
        neutral, ALSO.join(further) or None, entry["note"] or None,
    )  # fmt: skip


def _named_as_word(at: int, tokens: list[Token]) -> bool:
    """Say whether a text speaks of the term at a place as a word, and does not use it: after "the word", or in quotation marks after "to say"."""
    at -= 1
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
