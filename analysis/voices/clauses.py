"""Who says and what is said, by the grammar of a verb of saying: its subject, its clause or object, and the words around "he said"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.voices.speech import Sentence, cues, is_quoted, span_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_PASSIVE = ("nsubjpass", "auxpass")
_OBJECTS = ("dobj", "oprd")
_CONTENTS = ("dobj", "ccomp", "xcomp", "oprd")
_ASIDES = ("relcl", "acl", "advcl", "ccomp", "punct")
_RELATIVE = ("WDT", "WP", "EX")
_INFINITIVE_OR_PARTICIPLE = ("VB", "VBG", "VBN")
_VERBS = ("VERB", "AUX")
_POSSESSIVE = ("'s", "’s")
_LONGEST_SPEAKER = 25
_SHORTEST_REST = 3
"""Words at least after "X, he said," that go on with X."""
_LOOSE = 6
"""Words of others at most within "he said", beside its own."""

_DASHES = ("–", "—", "-", "--")
_SET_OFF = (",", *_DASHES)
_AT_EDGES = frozenset((",", ";", ":", "–", "—", "-"))
_STOPS = frozenset((*_SET_OFF, ";", ":", ".", "”", '"', "»", "''", "’", "'", ")", "?", "!"))


# Who speaks


def is_passive(verb: Token) -> bool:
    """Say whether a verb is in the passive: "was accused"."""
    return any(token.dep_ in _PASSIVE for token in verb.children)


def subject_of(verb: Token) -> Token | None:
    """Return who speaks: the subject, or for a participle or a second verb that of the verb above; None for "it is said"."""
    at = verb
    for _ in range(4):
        if is_passive(at):
            return _agent(at)
        subject = next((token for token in at.children if token.dep_ in SUBJECTS), None)
        if subject is not None:
            return _meant(subject, at)
        if at.dep_ == "acl" and at.tag_ == "VBG":
            return at.head
        if not _shares_subject(at):
            return None
        at = at.head
    return None


def _agent(verb: Token) -> Token | None:
    """Return who does what a passive tells: "by the union"."""
    return next((token for by in verb.children if by.dep_ == "agent" for token in by.children if token.dep_ == "pobj"), None)


def _meant(subject: Token, verb: Token) -> Token | None:
    """Return a subject, or for "who" and "which" the noun before them; None for "there"."""
    if subject.tag_ not in _RELATIVE:
        return subject
    return verb.head if verb.dep_ == "relcl" else None


def _shares_subject(verb: Token) -> bool:
    """Say whether a verb without a subject has that of the verb above it: "said ... and added"."""
    return verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.i != verb.i and verb.head.pos_ in _VERBS


def has_subject(verb: Token) -> bool:
    """Say whether a verb has a subject of its own."""
    return any(token.dep_ in SUBJECTS for token in verb.children)


def speaker_of(parsed: Parsed, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of who speaks through the cue ``text[start:end]``, by grammar alone; None where the text does not say."""
    for token in reversed(parsed.tokens(start, end)):
        subject = subject_of(token) if token.pos_ == "VERB" else None
        if subject is not None and not is_quoted(parsed, subject):
            return phrase_of(subject, stop_at=token)
    return None


def phrase_of(head: Token, stop_at: Token) -> tuple[int, int]:
    """Return the span of a speaker: the noun phrase without relative clauses and without the cue."""
    phrase = [token for token in head.subtree if not token.is_space and _names(token, head, stop_at)] or [head]
    run = [token for token in phrase if token.i <= head.i + _LONGEST_SPEAKER]
    if len(run) < len(phrase):  # too long for a speaker: back to the last comma
        commas = [token.i for token in head.doc[head.i : run[-1].i] if token.text == ","]
        run = [token for token in run if token.i < commas[-1]] if commas else run
    if run[-1].text in _POSSESSIVE and run[-1].i != head.i:
        run = run[:-1]
    return span_of(run)


def _names(token: Token, head: Token, stop_at: Token) -> bool:
    """Say whether a token below the head of a phrase names it, and is no part of a clause about it or of the cue."""
    while token.i != head.i:
        if token.dep_ in _ASIDES or token.i == stop_at.i:
            return False
        token = token.head
    return True


# What is said: a clause or an object


def clause_of(verb: Token) -> list[Token]:
    """Return the tokens of what is said: the clause that depends on a cue, or its object where the cue takes one."""
    takes = cues()[verb.lemma_.lower()][1]
    if takes == "accused":
        return _accusation(verb)
    if clauses := _clauses(verb):
        return [token for clause in clauses for token in _without_cues(clause, verb)]
    if takes in ("object", "quote") and not is_passive(verb):
        return _object(verb)
    return []


def _accusation(verb: Token) -> list[Token]:
    """Return who is accused and of what; of a passive, whose subject is the accused, only of what."""
    charges = _after(verb, "before the charge")
    if is_passive(verb):
        return [token for charge in charges for token in charge.subtree if token.i > charge.i]
    return _subtrees([*_objects(verb), *charges])


def _clauses(verb: Token) -> list[Token]:
    """Return the heads of the clauses that a cue reports; "found it difficult" reports none."""
    clauses = [token for token in verb.children if _is_clause(token)]
    if verb.lemma_ in word_list("saying", "with a clause"):
        return [clause for clause in clauses if clause.pos_ in _VERBS and has_subject(clause)]
    return clauses


def _is_clause(token: Token) -> bool:
    return token.dep_ == "ccomp" or (token.dep_ == "xcomp" and token.tag_ in _INFINITIVE_OR_PARTICIPLE)


def _object(verb: Token) -> list[Token]:
    """Return the object of a cue, with what it is described as."""
    objects = _objects(verb)
    return _subtrees([*objects, *_after(verb, "before the description")]) if objects else []


def _objects(verb: Token) -> list[Token]:
    return [token for token in verb.children if token.dep_ in _OBJECTS]


def _after(verb: Token, prepositions: str) -> list[Token]:
    """Return the prepositions of a list that follow a verb and depend on it."""
    listed = word_list("saying", prepositions)
    return [token for token in verb.children if token.dep_ == "prep" and token.lower_ in listed and token.i > verb.i]


def _subtrees(heads: Iterable[Token]) -> list[Token]:
    return [token for head in heads for token in head.subtree]


def _without_cues(clause: Token, verb: Token) -> list[Token]:
    """Return the subtree of a clause without the cue's own words, and without a further clause that has a cue of its own."""
    words = list(clause.subtree)
    theirs = {verb.i, *[token.i for other in words if _has_own_cue(other, clause) for token in other.subtree]}
    return [token for token in words if token.i not in theirs]


def _has_own_cue(token: Token, clause: Token) -> bool:
    return token.i > clause.i and token.dep_ in ("advcl", "conj") and token.lemma_.lower() in cues() and has_subject(token)


# What is said: the words around "he said"


def around_insertion(sentence: Sentence, verb: Token, subject: Token) -> list[Token]:
    """Return the words around "he said" set off by commas ("X, he said." or "X, critics say, Y"); nothing where it is not set off.

    A part in quotation marks is left to the quotes; a part with a cue of its own belongs to that cue.
    """
    if _goes_on_with_content(verb):
        return []
    inside = _insertion(sentence, verb, subject)
    if inside is None or not _is_set_off(sentence, inside[0]):
        return []
    end = _end_of_insertion(sentence, inside[1], verb, subject)
    if end is None or _is_closed_by_quotation(sentence, end):
        return []
    before = from_semicolon(sentence.tokens[: inside[0] - 1])
    if any(is_quoted(sentence.parsed, token) for token in before[-2:]):
        return []
    return before + _after_insertion(sentence, end, verb)


def _goes_on_with_content(verb: Token) -> bool:
    """Say whether what is said follows the verb ("said that ..."); "told reporters" has an object that is told."""
    follows = any(token.i > verb.i and token.dep_ in _CONTENTS for token in verb.children)
    return follows and verb.lemma_.lower() not in word_list("saying", "telling")


def _insertion(sentence: Sentence, verb: Token, subject: Token) -> tuple[int, int] | None:
    """Return the places of the first and last word of "he said" among the tokens; None where they lie apart."""
    words = {verb.i, *_phrase_around(subject, verb), *[token.i for token in verb.children if _belongs_to_verb(token, verb)]}
    places = [place for place, token in enumerate(sentence.tokens) if token.i in words]
    if len(places) < len(words) or places[-1] - places[0] > len(places) + _LOOSE:
        return None
    return places[0], places[-1]


def _phrase_around(subject: Token, verb: Token) -> list[int]:
    """Return the token numbers of a subject with all that depends on it, before the verb without the stops in it."""
    return [token.i for token in subject.subtree if token.dep_ != "punct" or subject.i > verb.i]


def _belongs_to_verb(token: Token, verb: Token) -> bool:
    return token.dep_ in ("aux", "neg", "advmod") and abs(token.i - verb.i) < 4


def _is_set_off(sentence: Sentence, first: int) -> bool:
    """Say whether a comma or a dash of the narrator stands before an insertion."""
    if first == 0:
        return False
    mark = sentence.tokens[first - 1]
    return mark.text in _SET_OFF and not is_quoted(sentence.parsed, mark)


def _end_of_insertion(sentence: Sentence, last: int, verb: Token, subject: Token) -> int | None:
    """Return the place of the stop after an insertion ("said on Friday", "told reporters in Kyiv"); None where a main clause follows first."""
    for place in range(last + 1, len(sentence.tokens)):
        token = sentence.tokens[place]
        if token.text in _STOPS or token.text.startswith(("“", '"')):
            return place
        if _is_main_verb(token) and subject.i < verb.i:
            return None
    return len(sentence.tokens)


def _is_main_verb(token: Token) -> bool:
    return token.pos_ in _VERBS and token.dep_ in ("ccomp", "ROOT")


def _is_closed_by_quotation(sentence: Sentence, end: int) -> bool:
    """Say whether the stop after an insertion closes a quotation, or is a colon before one."""
    return end < len(sentence.tokens) and sentence.tokens[end].text in ("”", '"', "»", ":")


def from_semicolon(words: list[Token]) -> list[Token]:
    """Return the words after the last semicolon among them, all where there is none."""
    semicolons = [place for place, token in enumerate(words) if token.text == ";"]
    return words[semicolons[-1] + 1 :] if semicolons else words


def _after_insertion(sentence: Sentence, end: int, verb: Token) -> list[Token]:
    """Return the words after "he said," that go on with what is said, without the last stop."""
    if end >= len(sentence.tokens) or sentence.tokens[end].text not in _SET_OFF:
        return []
    after = sentence.tokens[end + 1 :]
    if len(after) < _SHORTEST_REST or _tells_of_saying(after, verb) or _holds_a_cue(sentence, after):
        return []
    return after[:-1] if after[-1].text in ".?!" else after


def _tells_of_saying(words: list[Token], verb: Token) -> bool:
    """Say whether words tell how something was said: ", he said, waving ..."."""
    return any(token.head.i == verb.i and token.dep_ in ("advcl", "conj", "prep", "relcl", "acl") for token in words)


def _holds_a_cue(sentence: Sentence, after: list[Token]) -> bool:
    """Say whether the last words of a sentence hold a cue with a speaker of its own."""
    return any(cue.i >= after[0].i and subject_of(cue) is not None for cue in sentence.cues)


# From tokens to spans


def spans_of(content: Iterable[Token], avoid: Iterable[Token]) -> list[tuple[int, int]]:
    """Return the content as spans, cut where the cue or its speaker interrupts it, commas trimmed."""
    blocked = sorted(token.i for token in avoid)
    runs: dict[int, list[Token]] = {}
    for _, token in sorted({token.i: token for token in content}.items()):
        runs.setdefault(bisect_left(blocked, token.i), []).append(token)
    trimmed = [_trim(run) for run in runs.values()]
    return [span_of(run) for run in trimmed if any(token.is_alpha for token in run)]


def _trim(run: list[Token]) -> list[Token]:
    kept = [place for place, token in enumerate(run) if not (token.text in _AT_EDGES or token.is_space)]
    return run[kept[0] : kept[-1] + 1] if kept else []
