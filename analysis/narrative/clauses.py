"""Who does what a verb says, and to whom: of its own, or taken over where English lets one word stand for two.

A joined verb ("troops entered and burned"), an infinitive ("agreed to leave"), a participle ("shelling the town, they ..."), a relative clause ("the
soldiers who fled").  Nobody is guessed: None where the grammar names nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.narrative.acts import sense_of_verb
from analysis.narrative.predicates import first_part, is_passive, is_relative, object_is_left_out
from analysis.who.figures import is_plural, kinds_of, role_of
from analysis.who.grammar import children, has
from analysis.who.words import role_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Token

NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
"""Parts of speech that can be somebody or something."""

_DEPTH = 8
_SOMEBODY = ("PERSON", "NORP", "ORG", "GPE")
_PEOPLE = ("man", "woman", "person", "people", "ist", "ian", "yer", "eer", "ee")
_CLAUSES = ("VERB", "AUX")


def is_somebody(word: Token) -> bool:
    """Say whether a word means people or a body that can act, as far as the word itself tells."""
    if word.pos_ in ("PRON", "PROPN") or word.ent_type_ in _SOMEBODY:
        return True
    if not is_plural(word):
        return bool(kinds_of(word))
    one, words = role_of(word), role_words()
    if one in words.people | words.bodies | words.speaks_for | word_list("roles", "ordinary people"):
        return True
    return one.endswith(_PEOPLE) and one not in word_list("nouns", "like people")


def _can_act(word: Token) -> bool:
    """Say whether a word means people, a body, or what fights for one: "a warship was sent to search the coast"."""
    return is_somebody(word) or word.lemma_.lower() in word_list("nouns", "of an army")


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """Return who does what a verb says, of its own or taken over from the clause above; None where nobody is named."""
    if depth > _DEPTH:
        return None
    subjects = list(children(verb, "nsubj")) or list(children(first_part(verb), "nsubj"))
    own = next((one for one in subjects if not is_relative(one)), subjects[0] if subjects else None)  # "a policy which, they say, both condemned"
    if own is not None:
        return antecedent(own)
    if is_passive(verb) and depth:
        return undergoer(verb, depth)
    if verb.tag_ == "VBG" and (owner := next(children(verb, "poss"), None)) is not None:
        return owner  # "his campaign's copying of the data"
    return _taken_over(verb, depth + 1)


def antecedent(word: Token) -> Token | None:
    """Return the noun for which a "who" or "which" stands, or the "which" of "many of which"; any other word itself."""
    inner = next((noun for one in children(word, "prep") if one.lower_ == "of" for noun in children(one, "pobj") if is_relative(noun)), None)
    word = inner if inner is not None else word
    if not is_relative(word):
        return None if word.dep_ == "expl" or (word.lower_ == "that" and word.i < word.head.i and word.dep_ == "dobj") else word
    clause = next((one for one in (word.head, *word.head.ancestors) if one.dep_ == "relcl"), None)
    return clause.head if clause is not None and clause.head.pos_ in NOUNS else None


def _taken_over(verb: Token, depth: int) -> Token | None:
    """Return the subject that a verb without one takes over from the word it depends on."""
    head, relation = verb.head, verb.dep_
    if head == verb:
        return _of_clause_before(verb, depth)
    if depth > _DEPTH:
        return None
    if relation == "conj" and head.pos_ in _CLAUSES:
        found = subject_of(head, depth) if not is_passive(head) else undergoer(head, depth)
        thing = found is not None and not is_somebody(found) and sense_of_verb(verb, True).act == "speech"
        outside = head.dep_ == "ccomp" and (thing or _disagree(verb, head))
        return subject_of(head.head, depth) if outside else found  # "Armenia says that food is kept out, and warns of a disaster"
    if relation in ("xcomp", "advcl") and (asked := _asked(verb, head)) is not None:
        return asked
    if relation == "xcomp" and head.pos_ in (*_CLAUSES, "ADJ"):
        return _controller(head, depth)
    if relation == "advcl" and head.pos_ in _CLAUSES:
        return _of_main_clause(verb, head, depth)
    if relation in ("acl", "relcl"):
        return _of_noun_clause(verb, head, depth)
    if relation == "pcomp":
        return _after_preposition(head, depth)
    if relation == "amod" and verb.tag_ == "VBG" and head.pos_ in NOUNS:
        return head
    return None


def _disagree(verb: Token, first: Token) -> bool:
    """Say whether two joined verbs differ in number, so that they have not one subject: "asked why his friends have left and has warned them"."""
    tags = [{one.tag_ for one in (*children(either, "aux"), either)} & {"VBZ", "VBP"} for either in (verb, first)]
    return all(tags) and tags[0] != tags[1]


def _clause_subject(verb: Token, depth: int) -> Token | None:
    return undergoer(verb, depth) if is_passive(verb) else subject_of(verb, depth)


def _of_clause_before(verb: Token, depth: int) -> Token | None:
    """Return the subject of the clause before a main verb without one: "McCabe speaks out, comes under fire"."""
    before = next((one for one in children(verb, "ccomp") if one.i < verb.i and has(one, "nsubj") and not has(verb, "mark")), None)
    return subject_of(before, depth + 1) if before is not None else None


def _of_main_clause(verb: Token, head: Token, depth: int) -> Token | None:
    """Return the subject that an adverbial clause takes over; for a purpose of a passive, only who can act: "was sent to search the coast"."""
    found = _clause_subject(head, depth)
    purpose = is_passive(head) and any(one.lower_ == "to" for one in children(verb, "aux"))
    return None if purpose and found is not None and not _can_act(found) else found


def _asked(verb: Token, above: Token) -> Token | None:
    """Return who is asked to do something: "called on X to leave", "appealed to X to leave"."""
    if above.lemma_.lower() not in word_list("verbs", "asking") or not any(one.lower_ == "to" for one in children(verb, "aux")):
        return None
    found = after(above, ("on", "upon", "to", "with", "for"))
    return antecedent(found) if found is not None and found.i < verb.i else None


def _controller(verb: Token, depth: int) -> Token | None:
    """Return who acts in an infinitive: the one made to ("urged X to leave"), else the subject of the verb above ("X agreed to leave")."""
    named = next(children(verb, "dobj", "dative"), None)
    if named is not None and verb.lemma_.lower() not in word_list("verbs", "promising") | word_list("verbs", "using"):
        made_to = _can_act(named) or is_relative(named) or verb.lemma_.lower() in word_list("verbs", "making somebody")
        return antecedent(named) if made_to else _clause_subject(verb, depth)  # "used flats to sell drugs"
    if verb.pos_ == "ADJ" and verb.dep_ in ("acomp", "oprd") and verb.head.pos_ in _CLAUSES:
        return _clause_subject(verb.head, depth)  # "is ready to talk"
    return _clause_subject(verb, depth)


def _of_noun_clause(verb: Token, noun: Token, depth: int) -> Token | None:
    """Return who acts in "troops shelling the town", "a judge to hear it" (the noun), and in "their plan to leave" (whose plan it is)."""
    infinitive = any(one.lower_ == "to" for one in children(verb, "aux"))
    if infinitive and noun.lower_ == "order" and noun.head.lower_ == "in":
        return _clause_subject(noun.head.head, depth)
    if verb.tag_ == "VBG" or (verb.dep_ == "relcl" and not infinitive) or (infinitive and is_somebody(noun) and not is_relative(noun)):
        return noun if noun.pos_ in NOUNS else None
    if verb.tag_ == "VBN":
        return None
    owner = next(children(noun, "poss"), None)
    if owner is not None:
        return owner
    told = next((one for clause in children(noun, "relcl") for one in children(clause, "nsubj") if not is_relative(one)), None)
    if told is not None:
        return told  # "a decision she had made, to keep her account"
    if noun.dep_ == "pobj" and noun.head.head.pos_ in _CLAUSES:
        return _clause_subject(noun.head.head, depth)  # "in order to", "in an attempt to"
    return _clause_subject(noun.head, depth) if noun.dep_ in ("dobj", "attr", "pobj") and noun.head.pos_ in _CLAUSES else None


def _after_preposition(preposition: Token, depth: int) -> Token | None:
    """Return who acts in "accused X of shelling" (the accused) and "after shelling the town" (the subject of the clause)."""
    while preposition.dep_ == "conj" and preposition.head.pos_ == "ADP":  # "accused X of lying and of hiding it"
        preposition = preposition.head
    above = preposition.head
    if above.pos_ in _CLAUSES:
        if preposition.lower_ in ("of", "for", "from", "with", "into"):
            named = undergoer(above, depth) if is_passive(above) else next(children(above, "dobj"), None)
            if named is not None:
                return antecedent(named)
        return _clause_subject(above, depth)
    if above.dep_ == "dobj" and above.head.lemma_.lower() in word_list("verbs", "accusing") and preposition.lower_ in ("of", "for", "from"):
        return antecedent(above)  # the parser ties the "of" to the noun
    owner = next(children(above, "poss"), None)
    if owner is not None:
        return owner
    return _clause_subject(above.head, depth) if above.dep_ in ("dobj", "attr", "acomp") and above.head.pos_ in _CLAUSES else None


def undergoer(verb: Token, depth: int = 0) -> Token | None:
    """Return to whom a passive verb is done: its subject, the noun it stands after or before, or the subject of the clause above."""
    if depth > _DEPTH:
        return None
    own = next(children(verb, "nsubjpass"), None) or next(children(verb, "nsubj"), None)
    if own is not None:
        return None if own.lower_ == "it" and has(verb, "ccomp") else antecedent(own)  # "it is said that ..."
    if (before := _before_dash(verb)) is not None:
        return before
    head = verb.head
    if verb.dep_ in ("acl", "relcl", "amod", "compound"):
        return head if head.pos_ in NOUNS else None
    if verb.dep_ == "conj" and head.pos_ in (*_CLAUSES, "ADJ"):
        return undergoer(head, depth + 1) if is_passive(head) or head.dep_ in ("amod", "acomp") else subject_of(head, depth + 1)
    if verb.dep_ in ("xcomp", "oprd", "ccomp"):
        return _controller(head, depth + 1) if head.pos_ in _CLAUSES else None
    if verb.dep_ in ("advcl", "acomp", "attr") and head.pos_ in _CLAUSES:
        return _clause_subject(head, depth + 1)
    if verb.dep_ == "pcomp":
        return _after_preposition(head, depth + 1)
    return None


def _before_dash(verb: Token) -> Token | None:
    """Return the noun before the dash behind which a participle stands: "the enclave – long occupied by X"."""
    first, at = verb.sent.start, verb.i - 1
    while at > first and verb.doc[at].dep_ in ("advmod", "npadvmod", "neg") and verb.doc[at].head == verb:
        at -= 1
    if at <= first or verb.tag_ != "VBN":
        return None
    dash, noun = verb.doc[at], verb.doc[at - 1]
    return noun if dash.text in ("–", "—", "--") and noun.pos_ in NOUNS else None


def object_of(verb: Token) -> Token | None:
    """Return what a verb acts on: its object, that of a verb joined to it ("shelled and burned the village"), the noun of a relative clause."""
    given = next(children(verb, "dative"), None)
    direct = next((one for one in children(verb, "dobj") if one.ent_type_ not in ("DATE", "TIME")), None) or _small_clause(verb)
    if given is not None and given.pos_ in NOUNS and direct is not None:
        return antecedent(given)
    if direct is not None:
        return antecedent(direct)
    if (
        verb.dep_ == "relcl"
        and any(not is_relative(one) for one in children(verb, "nsubj"))
        and not has(verb, "ccomp", "xcomp")
        and not _stranded(verb)
        and object_is_left_out(verb)
    ):
        return verb.head if verb.head.pos_ in NOUNS else None
    gerund = verb.tag_ == "VBG" and (has(verb, "poss") or verb.dep_ == "pobj")
    if gerund and (done_to := after(verb, ("of",))) is not None:
        return done_to
    joined = next((one for one in children(verb, "conj") if one.pos_ == "VERB" and not has(one, "nsubj", "aux")), None)
    shared = joined is not None and not has(verb, "ccomp", "xcomp", "prep") and joined.i - verb.i <= _NEAR
    return object_of(joined) if shared and joined is not None else None


def _small_clause(verb: Token) -> Token | None:
    """Return whom a verb acts on that the parser makes the subject of what follows: "let the deadline pass", "called the walkout reckless"."""
    if verb.lemma_.lower() not in word_list("verbs", "with a small clause"):
        return None
    clause = next((one for one in children(verb, "ccomp") if not has(one, "mark")), None)
    return next(children(clause, "nsubj", "nsubjpass"), None) if clause is not None else None


def _stranded(verb: Token) -> bool:
    """Say whether a preposition stands without its noun: "the man she talked to", but not "the report she turned over"."""
    return any(not has(one, "pobj", "pcomp") and one.lower_ in word_list("function_words", "prepositions") for one in children(verb, "prep"))


_NEAR = 3
"""Words between two joined verbs that share an object: "shelled and then burned the village"."""


def after(word: Token, prepositions: Collection[str]) -> Token | None:
    """Return what stands after one of some prepositions behind a word."""
    after = (noun for one in children(word, "prep") if one.i > word.i and one.lower_ in prepositions for noun in children(one, "pobj"))
    return next((noun for noun in after if noun.ent_type_ not in ("DATE", "TIME")), None)
