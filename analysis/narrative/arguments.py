"""Who does an action, and to whom: the nouns that the grammar of one sentence names, pronouns as they stand.

Rules on the parse.  ``clauses`` finds who does a verb; here are the forms of an action, the nouns that tell one, and the words of a phrase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.narrative.acts import HAPPENS, UNDERGOES
from analysis.narrative.clauses import NOUNS, after, antecedent, is_somebody, object_of, subject_of, undergoer
from analysis.narrative.predicates import ACTIVE, NOUN, Predicate, doer_by, is_passive, is_relative
from analysis.who.grammar import children, has

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Span, Token

_CLAUSES_BEFORE = ("ccomp", "advcl", "nsubj", "csubj", "punct", "parataxis", "dep", "meta", "intj", "mark", "cc")
_AFTER_NOUN = ("case", "acl", "relcl", "appos", "punct", "parataxis", "cc", "conj")


def agent_of(predicate: Predicate, sided: Collection[int] = ()) -> Token | None:
    """Return the main word of whoever does an action; sided: the tokens that name a side, which may do a noun ("Azerbaijani shelling")."""
    if predicate.sense.kind in (HAPPENS, UNDERGOES):
        return None
    if predicate.form == NOUN or predicate.carrier is not None:
        return _agent_of_noun(predicate, sided)
    if predicate.form != ACTIVE:
        return doer_by(predicate.head)
    subject = subject_of(predicate.head)
    return None if subject is not None and _happens_to(predicate, subject, sided) else subject


def patient_of(predicate: Predicate, sided: Collection[int] = ()) -> Token | None:
    """Return the main word of whoever or whatever an action is done to."""
    if predicate.form == NOUN or predicate.carrier is not None:
        return _patient_of_noun(predicate, sided)
    verb = predicate.head
    if predicate.sense.kind in (HAPPENS, UNDERGOES):
        return subject_of(verb)
    if predicate.form != ACTIVE:
        return undergoer(verb)
    found = object_of(verb) or after(verb, predicate.sense.on)
    subject = subject_of(verb) if found is None else None
    return subject if subject is not None and _happens_to(predicate, subject, sided) else found


def _happens_to(predicate: Predicate, subject: Token, sided: Collection[int]) -> bool:
    """Say whether a thing is the subject of a verb without an object, so that it does nothing: "bond prices tumbled"."""
    verb = predicate.head
    if subject.lemma_.lower() in word_list("nouns", "part of"):
        subject = next((noun for one in children(subject, "prep") if one.lower_ == "of" for noun in children(one, "pobj")), subject)
    changes = verb.lemma_.lower() in word_list("verbs", "changing")
    alone = changes and predicate.sense.act == "other" and not has(verb, "dobj", "dative", "ccomp", "xcomp") and object_of(verb) is None
    return alone and not (is_somebody(subject) or subject.i in sided)


# ---- nouns


def _agent_of_noun(predicate: Predicate, sided: Collection[int]) -> Token | None:
    """Return who does the act that a noun names: the subject of its verb, "by X", "X's", "Azerbaijani", "of X" where X does it."""
    noun, verb, kind = predicate.head, predicate.carrier, predicate.sense.kind
    if verb is not None and not predicate.suffers:
        return doer_by(verb) if is_passive(verb) else subject_of(verb)
    if kind == "sufferer":
        return None
    named = after(noun, ("by",)) or next(map(_by_on_patient, children(noun, "prep")), None) or _doer_of_participle(noun)
    if named is None and kind != "owner suffers":
        named = next(children(noun, "poss"), None)
    if named is None and kind == "owner suffers" and has(noun, "prep") and after(noun, ("of",)) is not None:
        named = next(children(noun, "poss"), None)
    if named is None:
        named = next((one for one in children(noun, "amod", "compound", "nmod") if one.i in sided and _acts_before(one, noun)), None)
    if named is None and noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NOUN":
        named = next(children(noun.head.head, "poss"), None)  # "their campaign of terror", "her piece of advice"
    if named is None and (kind == "doer" or _with_help(predicate)):
        named = after(noun, ("between",)) or after(noun, ("of", "from"))
        if named is not None and predicate.sense.act == "speech" and not (is_somebody(named) or named.i in sided):
            named = None  # "a reminder of the contract"
    return antecedent(named) if named is not None else None


def _with_help(predicate: Predicate) -> bool:
    """Say whether whoever stands in the "of" of a noun helps: "with the support of X", but not "in support of X"."""
    return predicate.sense.act == "help" and predicate.head.dep_ == "pobj" and predicate.head.head.lower_ == "with"


def _by_on_patient(preposition: Token) -> Token | None:
    """Return who stands in a "by" that the parser hangs on the noun before it: "the attack on the depot by masked men"."""
    return next((found for noun in children(preposition, "pobj") if (found := after(noun, ("by",))) is not None), None)


def _acts_before(word: Token, noun: Token) -> bool:
    """Say whether a word before a noun does the act: "Azerbaijani shelling", but not "anti-Russian attacks"."""
    return word.i < noun.i and "-" not in word.text


def _doer_of_participle(noun: Token) -> Token | None:
    """Return who stands in "attacks carried out by X" or "attacks that X launched"."""
    for clause in children(noun, "acl", "relcl"):
        if (doer := doer_by(clause)) is not None:
            return doer
        if clause.dep_ == "relcl" and clause.lemma_.lower() in word_list("verbs", "carrying"):
            return next((one for one in children(clause, "nsubj") if not is_relative(one)), None)
    return None


def _patient_of_noun(predicate: Predicate, sided: Collection[int]) -> Token | None:
    """Return whom the act that a noun names is done to: "on X", "of X", "X's arrest", "child abuse", the subject of "came under attack"."""
    noun, verb, kind = predicate.head, predicate.carrier, predicate.sense.kind
    if predicate.suffers and verb is not None:
        return subject_of(verb)
    aimed = word_list("function_words", "done to after") | predicate.sense.on
    if predicate.sense.act == "speech":
        aimed = frozenset(("to", "against"))
    found = after(noun, aimed) or (after(verb, aimed - {"to", "for"}) if verb is not None else None)
    if found is None and kind != "doer" and not _with_help(predicate):
        found = after(noun, ("of",))
    if found is None and kind in ("sufferer", "owner suffers"):
        found = next(children(noun, "poss"), None)
    if found is None and kind in ("done to", "owner suffers", "sufferer") and predicate.sense.act != "speech":
        found = next((one for one in children(noun, "compound") if one.pos_ == "NOUN" and one.i not in sided), None)
    if found is None and verb is not None and predicate.sense.act == "help":
        found = next(children(verb, "dative"), None)
    return antecedent(found) if found is not None else None


# ---- spans


def phrase_of(head: Token) -> Span:
    """Return the noun phrase of a word: all that belongs to it, without the clauses, additions and joined nouns that follow."""
    before = (child for child in head.lefts if child.dep_ not in _CLAUSES_BEFORE)
    first = min((one.i for child in before for one in child.subtree), default=head.i)
    last = head.i
    for child in head.rights:
        if child.dep_ in _AFTER_NOUN and not _joined(child, head):
            break
        last = max(one.i for one in child.subtree)
    return head.doc[first : last + 1]


def _joined(word: Token, head: Token) -> bool:
    """Say whether a noun joined to another one, or the "and" before it, belongs to the phrase: "soldiers and civilians"."""
    if word.dep_ == "cc":
        return any(one.dep_ == "conj" and one.pos_ in NOUNS for one in head.rights)
    return word.dep_ == "conj" and word.pos_ in NOUNS and not has(word, "relcl", "acl")
