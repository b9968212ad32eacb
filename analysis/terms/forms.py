"""English word forms: what a verb and a noun look like in each form, and which word of a wording takes it.

Spelling rules, with the words that do not follow them in ``lexicons/irregular_forms.csv``.  Where a form has two spellings ("dreamed", "dreamt")
the first one is written and all are recognized.  Spelling is American; British "travelled" and "-ise" are recognized too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.lexicons import word_list, word_values

FORMS = "irregular_forms"
VERB_FORMS = ("base", "s", "past", "participle", "ing")
_SPELLINGS = {"verb": VERB_FORMS, "noun": ("base", "plural"), "phrase": (*VERB_FORMS, "plural")}

_PREFIXES = ("over", "under", "out", "re", "mis", "un", "with", "fore", "for", "up", "pre")
"""Before an irregular verb they change nothing: "overrun" goes like "run"."""
_ONE_SYLLABLE = re.compile(r"y?(?:[^aeiouy]|(?<=q)u)*[aeiouy][bdgklmnprtvz]")
"""A verb that doubles its last letter, "plan" and "quit", but not "look", "open" or "fix"."""
_RELATIVE = ("who", "which", "that")
FINITE = {"is": "are", "was": "were", "has": "have", "does": "do"}


def inflect(word: str, form: str) -> str:
    """Return an English word in a form: base, s, past, participle, ing, plural."""
    written = word_forms(word, form)[0]
    return written[:1].upper() + written[1:] if word[:1].isupper() else written


@lru_cache(maxsize=8192)
def word_forms(word: str, form: str) -> tuple[str, ...]:
    """Return the spellings of a word in a form, the one to write first; of a word with hyphens the last part changes."""
    low = word.lower()
    before, hyphen, last = word.rpartition("-")
    if form == "base" or not last.isalpha() or (form == "plural" and _stays_in_plural(low)):
        return (word,)
    if form == "plural" and low in word_values(FORMS, "plural"):
        return _spelled(word_values(FORMS, "plural")[low])
    if hyphen:
        return tuple(f"{before}-{one}" for one in word_forms(last, form))
    if form == "plural":
        return (_plural(word, low),)
    if form == "ing":
        return _listed("ing", low) or (_ing(word, low),)
    if form == "s":
        return _listed("third person", low) or (_with_s(word, low),)
    return _irregular(low, form) or (_past(word, low),)


def _spelled(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(" / "))


def _listed(kind: str, low: str) -> tuple[str, ...]:
    """Return the forms in a list, also of a word with a prefix; () where it is in neither way there."""
    prefix, base = _root(kind, low)
    return tuple(prefix + one for one in _spelled(word_values(FORMS, kind)[base])) if base else ()


def _irregular(low: str, form: str) -> tuple[str, ...]:
    """Return the past or the participle of an irregular verb; () for a regular one.  A participle that is not listed is the past."""
    prefix, base = _root("past", low)
    if form == "participle" and base in word_values(FORMS, "participle"):
        return tuple(prefix + one for one in _spelled(word_values(FORMS, "participle")[base]))
    return _listed("past", low)


def _root(kind: str, low: str) -> tuple[str, str]:
    """Return the prefix and the rest of a word that a list holds: ("", "run"), ("over", "run"); two empty texts where it does not."""
    listed = word_values(FORMS, kind)
    if low in listed:
        return "", low
    for prefix in _PREFIXES:
        if low.startswith(prefix) and len(low) > len(prefix) + 1:
            further, base = _root(kind, low.removeprefix(prefix))
            if base:
                return prefix + further, base
    return "", ""


def _plural(noun: str, low: str) -> str:
    if low.endswith("sis"):
        return noun[:-2] + "es"
    return noun[:-3] + "men" if low.endswith("man") else _with_s(noun, low)


def _stays_in_plural(low: str) -> bool:
    """Say whether a noun has no plural of its own, or stands in it already."""
    listed = any(low in word_list(FORMS, kind) for kind in ("same in the plural", "plural only", "no plural", "uncountable"))
    return listed or (low.endswith("s") and not low.endswith(("ss", "us", "is")) and low not in word_values(FORMS, "plural"))


def _with_s(word: str, low: str) -> str:
    if low.endswith(("o", "ch", "s", "z")) and (listed := _listed("plural", low)):
        return listed[0]
    if re.search(r"(?:[^aeiou]|qu)y$", low):
        return word[:-1] + "ies"
    return word + ("es" if low.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _ing(verb: str, low: str) -> str:
    if low.endswith("ie"):
        return verb[:-2] + "ying"
    return verb[:-1] + "ing" if low.endswith("e") and not low.endswith(("ee", "oe", "ye")) else _stem(verb, low) + "ing"


def _past(verb: str, low: str) -> str:
    if low.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if re.search(r"[^aeiou]y$", low) else _stem(verb, low) + "ed"


def _stem(verb: str, low: str) -> str:
    """Return a verb as it stands before "-ed" and "-ing": "stopp", "panick", "visit"."""
    if low.endswith(("ac", "ic", "oc")):
        return verb + "k"
    return verb + verb[-1] if _doubles(low) else verb


def _doubles(low: str) -> bool:
    prefix, base = _root("past", low)
    return low in word_list(FORMS, "doubled") or _ONE_SYLLABLE.fullmatch(low) is not None or (prefix != "" and _doubles(base))


@lru_cache(maxsize=4096)
def spellings(word: str, pos: str) -> frozenset[str]:
    """Return the spellings a word of the list may have in a text, in lower case; -ize stands for -ise too.

    A word of a phrase may be a verb or a noun; one that is neither ("the", "widely") has one spelling.
    """
    names = ("base",) if pos == "phrase" and word in word_list(FORMS, "unchanging") else _SPELLINGS.get(pos, ("base",))
    found = {one for name in names for one in word_forms(word, name)}
    if "past" in names and re.search(r"[aeiou]l$", word):
        found |= {word + "led", word + "ling"}
    return frozenset(found | {one.replace("iz", "is") for one in found if "iz" in one})


def noun_head(words: Sequence[str]) -> int:
    """Return the place of the main noun of some words: the last one before what follows it ("person killed on duty", "doctor who ...")."""
    return next((i for i in range(1, len(words)) if _follows_noun(words, i)), len(words)) - 1


def _follows_noun(words: Sequence[str], at: int) -> bool:
    """Say whether a word begins what follows a noun: a preposition, "who", "abroad", or a participle before a preposition."""
    prepositions = word_list("function_words", "prepositions")
    word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
    return word in prepositions or word in (*_RELATIVE, "abroad") or (after in prepositions and _is_participle(word))


def _is_participle(word: str) -> bool:
    return word == "said" or re.match(r"[^aeiouy]*[aeiouy].*[^e]ed$", word) is not None


def in_plural(words: Sequence[str]) -> list[str]:
    """Return a noun with what goes with it in the plural: "doctors who perform abortions"."""
    head = noun_head(words)
    rest = list(words[head + 1 :])
    if rest[:1] and rest[0] in _RELATIVE and len(rest) > 1:
        rest[1] = without_s(rest[1])
    return [*words[:head], inflect(words[head], "plural"), *rest]


def without_s(verb: str) -> str:
    """Return the form that goes with a plural: "perform" for "performs", "are" for "is"; a verb with one form stays."""
    if verb in FINITE:
        return FINITE[verb]
    if re.search(r"..ies$", verb):
        return verb[:-3] + "y"
    return re.sub(r"(?<=ss|sh|ch|zz)es$|(?<=[xo])es$|(?<=[^s])s$", "", verb)


def is_plural(noun: str) -> bool | None:
    """Say whether a noun stands in the plural, by its spelling; None where it looks the same in both ("aircraft", "series")."""
    low = noun.lower()
    if low in word_list(FORMS, "same in the plural"):
        return None
    if is_plural_only(low) or low in _plurals():
        return True
    if low in word_list(FORMS, "singular") or low in word_values(FORMS, "plural"):
        return False
    return low.endswith("men") or (low.endswith("s") and not low.endswith(("ss", "us", "is")))


def is_plural_only(noun: str) -> bool:
    """Say whether a noun always goes with a plural verb: "people", "police"."""
    return noun in word_list(FORMS, "plural only")


@lru_cache(maxsize=1)
def _plurals() -> frozenset[str]:
    return frozenset(one for cell in word_values(FORMS, "plural").values() for one in _spelled(cell))


def takes_no_article(noun: str) -> bool:
    """Say whether a noun in the singular stands without "a"."""
    return noun.lower() in word_list(FORMS, "uncountable") or noun.lower() in word_list(FORMS, "no article")
