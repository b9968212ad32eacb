"""The statements of an article: each sentence cut into what it tells, with the names, numbers, deeds and speaker that say which statement it is.

A statement is a clause with a verb of its own: a main clause, what somebody is quoted as saying, a joined, relative or adverbial clause.
"X said that" is no statement by itself but the voice of the one that follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.comparison.numbers import Amount, amounts_in
from analysis.comparison.phrases import Phrase, ends_in, part_of, places_in
from analysis.comparison.times import Moment, moments_in
from analysis.lexicons import word_list
from analysis.tables import text_or_none
from analysis.terms.negation import negating_word
from analysis.voices.voices import voices_at

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.framing import Framing
    from analysis.reading.parse import Parsed

_CLAUSES = frozenset(("ROOT", "ccomp", "conj", "relcl", "advcl", "parataxis", "acl", "csubj"))
_VERBS = frozenset(("VERB", "AUX"))
_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"))
_LEAST_WORDS = 3
"""Content words of a clause; a shorter one stays with the clause that it depends on."""
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Deed:
    """One action of a statement: its lemma, its kind of act, and who does it to whom: a side, or the main word where it is of no side.

    doer: the words for whoever does it, and where they stand.
    """

    lemma: str
    act: str
    agent: str | None
    patient: str | None
    start: int
    end: int
    doer: tuple[str, int, int] | None = None


@dataclass(frozen=True, eq=False)
class Statement:
    """One thing that a sentence of an article tells.

    start, end: its first and last character in the text that is read.  lemmas: the content words, in order;
    spans: where they stand.  words: all words in small letters, in order.  sides: sides it names or means; names: other
    names in it.  said: whether a source tells it.  places, ends: where it is, and how it ends.
    parts: what each content word is in its clause: "verb", "doer", "done to" or "rest".
    """

    sentence: int
    zone: str
    start: int
    end: int
    text: str
    lemmas: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    sides: frozenset[str]
    names: frozenset[str]
    amounts: tuple[Amount, ...]
    moments: tuple[Moment, ...]
    negated: bool
    deeds: tuple[Deed, ...]
    said: bool
    speaker: str | None
    speaker_side: str | None
    places: tuple[Phrase, ...] = ()
    ends: tuple[Phrase, ...] = ()
    parts: tuple[str, ...] = ()


def statements_of(framing: Framing, parsed: Parsed) -> list[Statement]:
    """Return the statements of a reading, in order; every sentence with a word has at least one.

    framing: in the offsets of the text that is read, as ``parsed`` has them.
    """
    deeds = _deeds(framing.actions, parsed)
    found = []
    for row in framing.sentences.itertuples():
        tokens = parsed.sentence_tokens(int(row.sentence))
        for clause in clauses(tokens):
            found.append(_statement(framing, parsed, int(row.sentence), str(row.zone), clause, deeds))
    return [one for one in found if one.words]


def clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    """Return the words of each clause of a sentence, in order of their beginnings; every word is in one of them."""
    heads = {token.i for token in tokens if _is_clause(token)}
    members: dict[int, list[Token]] = {}
    for token in tokens:
        members.setdefault(_head_of(token, heads), []).append(token)
    # a frame ("the ministry said") goes to what is said; a scrap to the clause that it depends on
    for i in sorted(members, key=lambda at: -_depth(tokens[0].doc[at])):
        head = tokens[0].doc[i]
        own = members[i]
        said = [child.i for child in head.children if child.dep_ in ("ccomp", "parataxis") and child.i in members and child.i != i]
        if said and _is_frame(own, head):
            members[said[0]] += members.pop(i)
        elif sum(_tells(word) for word in own) < _LEAST_WORDS:
            above = next((one.i for one in head.ancestors if one.i in members and one.i != i), None)
            if above is not None:
                members[above] += members.pop(i)
    return sorted((sorted(own, key=lambda token: token.i) for own in members.values()), key=lambda own: own[0].i)


def _is_clause(token: Token) -> bool:
    if token.head.i == token.i:
        return True
    if token.dep_ not in _CLAUSES or token.pos_ not in _VERBS:
        return False
    if token.dep_ == "conj":
        return token.head.pos_ in _VERBS
    return not _is_purpose(token)


def _is_purpose(token: Token) -> bool:
    """Say whether a verb only says what another is done for: "to prevent a disaster"."""
    return token.dep_ == "advcl" and any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)


def _head_of(token: Token, heads: set[int]) -> int:
    while token.i not in heads and token.head.i != token.i:
        token = token.head
    return token.i


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _is_frame(own: list[Token], head: Token) -> bool:
    """Say whether a clause only says who speaks: its verb, the speaker, and little else."""
    subjects = {t.i for child in head.children if child.dep_ in ("nsubj", "nsubjpass") for t in child.subtree}
    rest = [word for word in own if _tells(word) and word.i not in subjects and word.i != head.i]
    return len(rest) <= _LEAST_WORDS


def _tells(token: Token) -> bool:
    return token.pos_ in _CONTENT and token.lemma_.lower() not in word_list("function_words", "tells little") and bool(_WORD.search(token.text))


def _statement(framing: Framing, parsed: Parsed, sentence: int, zone: str, own: list[Token], deeds: Mapping[int, Deed]) -> Statement:
    words = [token for token in own if _WORD.search(token.text)]
    start, end = own[0].idx, own[-1].idx + len(own[-1])
    inside = {token.i for token in own}
    moments = tuple(moments_in(own))
    middle = (words or own)[len(words or own) // 2]
    label = voices_at(framing.voices, [middle.idx], [middle.idx + len(middle)])[0]
    voice = None if label is None else framing.voices.loc[label]
    named = [row for row in framing.mentions[framing.mentions["sentence"] == sentence].itertuples() if _holds(parsed, inside, row)]
    mentioned = {token.i for row in named for token in parsed.tokens(int(row.start), int(row.end))}
    return Statement(
        sentence,
        zone,
        start,
        end,
        parsed.article.text[start:end],
        tuple(token.lemma_.lower() for token in own if _tells(token)),
        tuple((token.idx, token.idx + len(token)) for token in own if _tells(token)),
        tuple(token.lower_ for token in words),
        frozenset(row.side for row in named),
        frozenset(_names(own, mentioned)),
        tuple(one for one in amounts_in(own) if not any(at.start < one.end and one.start < at.end for at in moments)),
        moments,
        any(negating_word([token], token) for token in own if token.pos_ in _VERBS),
        tuple(deed for i, deed in deeds.items() if i in inside),
        voice is not None,
        None if voice is None else text_or_none(voice["who"] or voice["speaker"]),
        None if voice is None else text_or_none(voice["side"]),
        tuple(places_in(own)),
        tuple(ends_in(own)),
        tuple(part_of(token) for token in own if _tells(token)),
    )


def _holds(parsed: Parsed, inside: set[int], mention: object) -> bool:
    """Say whether a mention stands among the words of a clause."""
    return any(token.i in inside for token in parsed.tokens(int(mention.start), int(mention.end)))  # type: ignore[attr-defined]


def _names(own: Sequence[Token], mentioned: set[int]) -> Iterator[str]:
    """Yield the last word of every name in a clause that is no mention of a side: people, places and bodies."""
    for token in own:
        goes_on = token.i + 1 < len(token.doc) and token.doc[token.i + 1].pos_ == "PROPN" and token.doc[token.i + 1].head.i != token.head.i
        if (
            token.pos_ == "PROPN"
            and token.ent_type_ not in ("DATE", "TIME")
            and token.i not in mentioned
            and token.dep_ != "compound"
            and not goes_on
        ):
            yield token.lower_


def _deeds(actions: pd.DataFrame, parsed: Parsed) -> dict[int, Deed]:
    """Return token index -> the deed that it tells."""
    found = {}
    for row in actions.itertuples():
        tokens = parsed.tokens(int(row.start), int(row.end))
        if tokens:
            agent = text_or_none(row.agent_side) or _main_word(parsed, row.agent_start, row.agent_end)
            patient = text_or_none(row.patient_side) or _main_word(parsed, row.patient_start, row.patient_end)
            doer = None if pd.isna(row.agent_start) else (str(row.agent), int(row.agent_start), int(row.agent_end))
            found[tokens[0].i] = Deed(str(row.lemma), str(row.act), agent, patient, int(row.start), int(row.end), doer)
    return found


def _main_word(parsed: Parsed, start: Any, end: Any) -> str | None:
    """Return the lemma of the main word of a phrase; None where there is none."""
    tokens = [] if pd.isna(start) else parsed.tokens(int(start), int(end))
    if not tokens:
        return None
    return str(parsed.doc[tokens[0].i : tokens[-1].i + 1].root.lemma_.lower())
