"""The words that tell an action, and its form: active, passive with the one who does it, passive without, or a noun.

Rules on the parse of one sentence.  Passive: a verb with a passive subject or helper (Huddleston and Pullum 2002, The Cambridge Grammar of the
English Language, chapter 16), a past participle after its noun ("the man shot by police") or before it ("the occupied town"), and in a headline a
participle without its helper ("Two killed in clashes").  States (be, have, seem), modals, and verbs that only lead to another one ("began to shell")
tell no action of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.narrative.acts import CARRIED, Sense, sense_of_noun, sense_of_verb
from analysis.who.grammar import children, has

if TYPE_CHECKING:
    from spacy.tokens import Token

ACTIVE, PASSIVE, AGENTLESS, NOUN = ("active", "passive", "agentless", "noun")

_NO_DOER = ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL")
_OBJECTS = ("dobj", "dative")
_DEPTH = 5


@dataclass(frozen=True)
class Predicate:
    """An action as told: its main word, all its words, form, sense, and the verb that carries a noun ("launched an attack"), if one does."""

    head: Token
    words: tuple[Token, ...]
    form: str
    sense: Sense
    carrier: Token | None = None
    suffers: bool = False
    """Whether the subject of the carrier suffers the act: "came under attack", "suffered a raid"."""


def predicates(tokens: Sequence[Token], headline: bool = False) -> Iterator[Predicate]:
    """Yield the actions told in the words of one sentence, in order; headline: whether it is one."""
    nouns = {found.head.i: found for token in tokens if (found := _noun(token))}
    carried = {found.carrier.i for found in nouns.values() if found.carrier is not None}
    for token in tokens:
        if token.i in nouns:
            yield nouns[token.i]
        elif token.i not in carried and (found := _verb(token, headline)):
            yield found


# ---- verbs


def _verb(verb: Token, headline: bool) -> Predicate | None:
    passive = is_passive(verb, headline)
    if not (_is_verb(verb) or passive) or _is_state(verb, passive) or (not passive and _leads_on(verb)):
        return None
    sense = sense_of_verb(verb, passive or has(verb, *_OBJECTS) or _relative_object(verb))
    described = sense.act not in ("harm", "help") or verb.tag_ not in ("VBN", "VBD") or first_part(verb).pos_ == "ADV"  # "a less-educated voter"
    if verb.dep_ in ("amod", "compound") and described:
        return None
    return Predicate(verb, tuple(_with_helpers(verb, passive)), _form(verb, passive), sense)


def _form(verb: Token, passive: bool) -> str:
    return ACTIVE if not passive else PASSIVE if doer_by(verb) is not None else AGENTLESS


def _is_verb(token: Token) -> bool:
    return token.pos_ == "VERB" and not _is_first_part(token) and token.dep_ not in ("aux", "auxpass", "prep", "agent", "case", "mark", "cc")


def _is_state(verb: Token, passive: bool) -> bool:
    """Say whether a verb tells how something is: "knows", "is known", "is seen as"."""
    lemma = verb.lemma_.lower()
    if passive and lemma in word_list("verbs", "seen as"):
        return has(verb, "oprd", "xcomp", "attr") or any(one.lower_ == "as" for one in children(verb, "prep"))
    return lemma in word_list("verbs", "no action when passive" if passive else "no action")


def _leads_on(verb: Token) -> bool:
    """Say whether a verb only leads to another one: the "began" of "began to shell the town"."""
    goes_on = has(verb, "xcomp") and all(is_relative(one) for one in children(verb, "dobj"))  # "a paper which they tried to bury"
    return verb.lemma_.lower() in word_list("verbs", "leading on") and goes_on


def _relative_object(verb: Token) -> bool:
    """Say whether a relative clause has its noun as the one acted on: "the town that troops shelled"."""
    acts = any(not is_relative(one) for one in children(verb, "nsubj"))
    return verb.dep_ == "relcl" and acts and all(is_relative(one) for one in children(verb, "dobj")) and object_is_left_out(verb)


def object_is_left_out(verb: Token) -> bool:
    """Say whether a relative clause lacks its object, and no other part: "the town that troops shelled", not "the men whose boat sank"."""
    before = (one for child in verb.lefts for one in child.subtree)
    return not has(verb, "mark") and not any(one.tag_ in ("WDT", "WP", "WP$", "WRB") and one.dep_ in ("poss", "pobj", "advmod") for one in before)


def _with_helpers(verb: Token, passive: bool) -> list[Token]:
    """Return a verb with the helpers that stand directly before it ("were killed", "has been") and its particle."""
    above = {verb.head.i} if verb.dep_ == "acomp" and verb.head.pos_ == "AUX" else set()
    own = {one.i for one in children(verb, "auxpass", "aux") if one.lemma_.lower() in ("be", "have", "get")}
    helpers = own | above if passive else set()
    first = first_part(verb).i
    while first - 1 in helpers:
        first -= 1
    particle = next((child for child in children(verb, "prt") if child.i == verb.i + 1), None)
    return list(verb.doc[first : verb.i + (2 if particle is not None else 1)])


def first_part(verb: Token) -> Token:
    """Return where the word begins whose last part a verb is: the "re" of "re-elected"."""
    dashed = verb.i > verb.sent.start + 1 and verb.nbor(-1).text == "-" and not verb.nbor(-1).whitespace_ and not verb.nbor(-2).whitespace_
    return verb.nbor(-2) if dashed else verb


def _is_first_part(word: Token) -> bool:
    """Say whether a word is not the last part of one with a hyphen, or is the hyphen: the "re" of "re-elected", not the "cut" of "was cut-off"."""
    if word.text == "-" or word.whitespace_ or word.i + 2 >= len(word.doc):
        return word.text == "-"
    return word.nbor().text == "-" and not word.nbor().whitespace_ and word.nbor(2).pos_ == "VERB"


def is_passive(verb: Token, headline: bool = False) -> bool:
    """Say whether a verb tells what is done to somebody."""
    if _is_first_part(verb):
        return False
    if has(verb, "auxpass", "nsubjpass"):
        return verb.lemma_ != "be" and not (
            has(verb, "dobj") and any(one.lower_ in ("'s", "’s") for one in children(verb, "auxpass"))
        )  # "it's opened a branch"
    if _has_by(verb) or _is_left_so(verb) or (headline and _is_bare(verb)):
        return True
    if verb.tag_ == "VBN" or (verb.tag_ in ("VBD", "JJ") and verb.dep_ in ("acl", "acomp", "conj") and not has(verb, "nsubj")):
        return verb.pos_ == "VERB" and _is_participle(verb)
    return False


def _has_by(verb: Token) -> bool:
    """Say whether a participle is passive by the one it names: "carried off and handcuffed by the police", "thrilled by the news"."""
    named = any(child.dep_ == "agent" and child.lower_ == "by" and has(child, "pobj") for child in verb.children)
    active = has(verb, "nsubj") or any(child.dep_ == "aux" and child.lemma_.lower() == "have" for child in verb.children)
    return named and not active and (verb.tag_ == "VBN" or (verb.tag_ in ("VBD", "JJ") and verb.lower_.endswith("ed")))


def _is_left_so(verb: Token) -> bool:
    """Say whether a participle says how somebody was left or found: "leaving two dead and three soldiers wounded", "found him stabbed"."""
    if verb.dep_ not in ("conj", "ccomp", "xcomp") or verb.head.lemma_.lower() not in word_list("verbs", "leaving so"):
        return False
    somebody = any(one.tag_ not in ("PRP", "WP") for one in children(verb, "nsubj"))
    bare = verb.tag_ in ("VBN", "VBD") and somebody and not has(verb, "dobj", "aux", "mark", "ccomp")
    return bare and (verb.dep_ != "conj" or _needs_somebody(verb)) and (verb.tag_ == "VBN" or not has(verb, "xcomp"))


def _is_participle(verb: Token) -> bool:
    """Say whether a past participle is passive without a helper of its own."""
    if any(child.dep_ == "aux" and child.lemma_.lower() in ("have", "'ve") for child in verb.children):
        return False
    if len(list(children(verb, "oprd"))) > 1:
        return False  # "has mocked the mayor, called him a fool"
    if has(verb, "nsubj"):  # "Parents prosecuted after ...": a headline
        headline = _needs_somebody(verb) or not any(one.text in (".", "!", "?") for one in children(verb, "punct"))
        return verb.dep_ == "ROOT" and headline and not has(verb, "dobj", "aux", "ccomp")
    if verb.dep_ in ("acl", "amod", "advcl", "xcomp", "oprd", "attr", "acomp", "ccomp") and not (verb.dep_ == "amod" and verb.i > verb.head.i):
        return not has(verb, "dobj") or verb.dep_ in ("acl", "amod")
    if verb.dep_ == "conj" and verb.head.i < verb.i:
        return is_passive(verb.head) and not has(verb, "aux", "dobj") and (verb.tag_ != "VBD" or not _turns(verb))
    return verb.dep_ == "ROOT" and not has(verb, "dobj", "aux")


def _turns(verb: Token) -> bool:
    """Say whether a verb in the past joined to a passive tells what somebody did themselves: "was sent there but ended up alone"."""
    return has(verb, "prt") or any(one.lower_ == "but" for one in children(verb.head, "cc"))


def _is_bare(verb: Token) -> bool:
    """Say whether the verb of a headline lacks the helper of a passive: "Two killed in clashes"."""
    if verb.tag_ not in ("VBD", "VBN") or verb.pos_ != "VERB" or has(verb, "dobj", "aux", "ccomp", "prt"):
        return False
    return _needs_somebody(verb)


def _needs_somebody(verb: Token) -> bool:
    """Say whether a verb is done to somebody or something, so that it is passive where none is named behind it."""
    sense = sense_of_verb(verb, True)
    return verb.lemma_.lower() in word_list("verbs", "needs somebody") or (sense.act in ("harm", "help") and not sense.on)


def doer_by(verb: Token) -> Token | None:
    """Return who stands in the "by" phrase of a passive; None where it names a time, a measure or a means: "by Friday", "by train"."""
    own = [one for one in children(verb, "agent", "prep") if one.lower_ == "by" and not _names_maker(one, verb)]
    bare = all(one.dep_ in ("cc", "conj", "punct") for one in verb.rights)  # "beaten and robbed by X", not "led off and robbed by X"
    joined = [one for other in children(verb, "conj") if bare and is_passive(other) for one in children(other, "agent")]
    for preposition in own or joined or _by_farther_on(verb):
        for noun in children(preposition, "pobj"):
            if not _no_doer(noun):
                return noun
    return None


def _names_maker(by: Token, verb: Token) -> bool:
    """Say whether a "by" that the parser hangs on a verb says who made the thing before it: "was published in a paper by Ivo Hart"."""
    before = by.nbor(-1) if by.i > verb.i + 1 else verb
    thing = before.dep_ == "pobj" and has(before, "det", "poss", "amod", "compound")
    return thing and before.lemma_.lower() in word_list("nouns", "made by somebody") and has(by, "pobj")


def _by_farther_on(verb: Token, depth: int = 0) -> Iterator[Token]:
    """Yield each "by" that the parser hangs on a word behind the verb: "was found on a road by a passerby"."""
    if depth > _DEPTH:
        return
    for child in children(verb, "prep", "pobj", "pcomp", "dobj") if depth else children(verb, "prep", "dobj"):
        if child.i < verb.i or sense_of_noun(child) is not None or child.lemma_.lower() in word_list("nouns", "made by somebody"):
            continue
        if depth and child.lower_ == "by":
            yield child
        yield from _by_farther_on(child, depth + 1)


def _no_doer(noun: Token) -> bool:
    bare = not has(noun, "det", "poss", "amod", "compound", "nummod") and noun.pos_ == "NOUN"
    measure = noun.ent_type_ in _NO_DOER and noun.pos_ != "PROPN" and not any(one.pos_ == "NOUN" and one.ent_type_ == "" for one in noun.children)
    if noun.ent_type_ in ("DATE", "TIME") or (measure and _is_measure(noun)):
        return True
    low = noun.lemma_.lower()
    return low in word_list("function_words", "by in any case") or (bare and low in word_list("function_words", "by alone"))


def _is_measure(noun: Token) -> bool:
    """Say whether a number stands alone or before a unit: "by 3 percent", but not "by two men"."""
    return noun.ent_type_ in ("PERCENT", "MONEY", "QUANTITY", "ORDINAL") or (noun.ent_type_ == "CARDINAL" and noun.like_num and not has(noun, "prep"))


def is_relative(token: Token) -> bool:
    """Say whether a word is the "who" or "which" of a relative clause."""
    return (
        token.lower_ in ("who", "which", "that", "whom", "whose")
        and token.tag_ in ("WP", "WDT", "WP$", "IN", "DT")
        and any(one.dep_ == "relcl" for one in (token.head, *token.head.ancestors))
    )


# ---- nouns


def _noun(noun: Token) -> Predicate | None:
    sense = sense_of_noun(noun)
    if sense is None:
        return None
    verb, suffers = _carrier(noun)
    if sense.kind == CARRIED and (verb is None or suffers or verb.lemma_.lower() not in word_list("verbs", "light")):
        return None
    if verb is None:
        return Predicate(noun, (noun,), NOUN, sense)
    return Predicate(noun, (noun,), _form(verb, is_passive(verb)), sense, verb, suffers)


def _carrier(noun: Token) -> tuple[Token | None, bool]:
    """Return the verb that only carries a noun of an act ("launched an attack"), and whether its subject suffers it ("came under attack")."""
    clause = next((one for one in children(noun, "relcl") if _carries(one) and _relative_object(one)), None)
    if clause is not None:
        return clause, False  # "an attack that they launched"
    head = noun.head
    first = head if noun.dep_ == "conj" else noun
    if first.dep_ in ("dobj", "nsubjpass"):
        verb = first.head
        return (verb, _suffered(verb)) if _carries(verb) or _suffered(verb) else (None, False)
    under = noun.dep_ == "pobj" and head.lower_ == "under" and head.head.lemma_.lower() in ("come", "be", "remain", "get")
    return (head.head, True) if under else (None, False)


def _carries(verb: Token) -> bool:
    return _named(verb) & word_list("verbs", "carrying") != frozenset()


def _suffered(verb: Token) -> bool:
    return verb.lemma_.lower() in word_list("verbs", "suffering") and not is_passive(verb)


def _named(verb: Token) -> frozenset[str]:
    """Return a verb's lemma, alone and with its particle."""
    lemma = verb.lemma_.lower()
    return frozenset((lemma, *(f"{lemma} {child.lower_}" for child in children(verb, "prt"))))


def words_between(words: Iterable[Token]) -> tuple[int, int]:
    """Return the characters from the first word to the last."""
    ordered = sorted(words, key=lambda word: word.idx)
    return ordered[0].idx, ordered[-1].idx + len(ordered[-1])
