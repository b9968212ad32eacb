"""Put a neutral wording in a term's place: English word forms, capitals, commas, "a" and "an", and the verb that goes with a noun."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.edits import Edit, apply_edits
from analysis.terms.lexicon import LEAVE_OUT

if TYPE_CHECKING:
    from spacy.tokens import Token

PREPOSITIONS = frozenset({
    "of", "on", "in", "at", "by", "for", "from", "with", "without", "near", "under", "against", "to", "between", "about",
})  # fmt: skip

_IRREGULAR_VERBS = {
    "beat": ("beat", "beaten"), "break": ("broke", "broken"), "bring": ("brought", "brought"), "catch": ("caught", "caught"),
    "drive": ("drove", "driven"), "fall": ("fell", "fallen"), "fight": ("fought", "fought"), "give": ("gave", "given"),
    "hit": ("hit", "hit"), "hold": ("held", "held"), "keep": ("kept", "kept"), "lead": ("led", "led"), "leave": ("left", "left"),
    "lose": ("lost", "lost"), "make": ("made", "made"), "mislead": ("misled", "misled"), "overthrow": ("overthrew", "overthrown"),
    "put": ("put", "put"), "rise": ("rose", "risen"), "say": ("said", "said"), "send": ("sent", "sent"), "set": ("set", "set"),
    "shoot": ("shot", "shot"), "speak": ("spoke", "spoken"), "steal": ("stole", "stolen"), "strike": ("struck", "struck"),
    "take": ("took", "taken"), "teach": ("taught", "taught"), "tell": ("told", "told"), "win": ("won", "won"),
}  # fmt: skip
_DOUBLED = frozenset({
    "admit", "commit", "compel", "control", "occur", "permit", "refer", "regret", "submit",
})  # fmt: skip
_IRREGULAR_PLURALS = {"person": "people", "child": "children", "woman": "women", "man": "men", "life": "lives", "crisis": "crises"}
_PLURAL_ONLY = frozenset({"people", "police", "media", "personnel"})
_UNCOUNTABLE = frozenset({
    "information", "violence", "disorder", "messaging", "conduct", "support", "loyalty", "disloyalty", "control", "news", "unrest",
    "damage", "criticism", "questioning", "reporting", "teaching", "land",
})  # fmt: skip
"""Nouns that take no "a"."""
_NO_PLURAL = _PLURAL_ONLY | (_UNCOUNTABLE - {"land"}) | {"military", "concern", "influence", "rule", "inconsistency", "bombardment", "series"}
_FINITE = {"is": "are", "was": "were", "has": "have", "does": "do"}
_POINTING = {"this": "these", "that": "those"}


def inflect(word: str, form: str) -> str:
    """Return an English word in a form: base, s, past, participle, ing, plural.

    Regular spelling rules and a short table of the irregular words that occur in the list; not a general conjugator.
    """
    low = word.lower()
    if form == "base" or not low.isalpha():
        return word
    if form == "plural":
        if low in _IRREGULAR_PLURALS:
            return _IRREGULAR_PLURALS[low]
        if low in _NO_PLURAL or (low.endswith("s") and not low.endswith(("ss", "us", "is"))):
            return word
        return word[:-3] + "men" if low.endswith("man") and not low.endswith("human") else _with_s(word)
    if form == "s":
        return _with_s(word)
    if form in ("past", "participle") and low in _IRREGULAR_VERBS:
        return _IRREGULAR_VERBS[low][form == "participle"]
    doubled = re.fullmatch(r"(?:[^aeiou]|(?<=q)u)*[aeiouy][bdgklmnprtvz]", low) is not None or low in _DOUBLED
    stem = word + word[-1] if doubled else word
    if form == "ing":
        if low.endswith("ie"):
            return word[:-2] + "ying"
        return word[:-1] + "ing" if low.endswith("e") and not low.endswith(("ee", "oe", "ye")) else stem + "ing"
    if low.endswith("e"):
        return word + "d"
    return word[:-1] + "ied" if re.search(r"[^aeiou]y$", low) else stem + "ed"


def _with_s(word: str) -> str:
    if re.search(r"[^aeiou]y$", word.lower()):
        return word[:-1] + "ies"
    return word + ("es" if word.lower().endswith(("s", "x", "z", "ch", "sh")) else "s")


_VERB_FORMS = ("base", "s", "past", "participle", "ing")


@lru_cache(maxsize=4096)
def spellings(word: str, pos: str) -> frozenset[str]:
    """Return the spellings a word of the list may have in a text, in lower case; -ize stands for -ise too."""
    names: tuple[str, ...] = {"verb": _VERB_FORMS, "noun": ("base", "plural"), "phrase": (*_VERB_FORMS, "plural")}.get(pos, ("base",))
    forms = {inflect(word, name) for name in names}
    if pos in ("verb", "phrase") and re.search(r"[aeiou]l$", word):
        forms |= {word + "led", word + "ling"}
    forms |= {form.replace("iz", "is") for form in forms if "iz" in form}
    return frozenset(forms)


def inflected(wording: str, pos: str, token: Token, lemma: str) -> str:
    """Put the head word of a neutral wording in the form that ``token`` has as a form of ``lemma``."""
    form = _form_of(pos, token, lemma)
    if form == "base":
        return wording
    words = wording.split(" ")
    head = _noun_head(words) if pos == "noun" else 0
    words[head] = inflect(words[head], form)
    return " ".join(words)


def _noun_head(words: Sequence[str]) -> int:
    """Return the place of the main noun of a wording, the last before its first preposition."""
    return next((i for i, word in enumerate(words) if i and word in PREPOSITIONS), len(words)) - 1


def _form_of(pos: str, token: Token, lemma: str) -> str:
    low = token.lower_.replace("is", "iz") if "iz" in lemma else token.lower_
    if pos == "noun":
        return "plural" if low == inflect(lemma, "plural") != lemma or (low != lemma and token.tag_ in ("NNS", "NNPS")) else "base"
    if pos != "verb":
        return "base"
    if low == inflect(lemma, "ing") or low.endswith("ing"):
        return "ing"
    if low == inflect(lemma, "s") and low != lemma:
        return "s"
    if low == lemma and token.tag_ not in ("VBD", "VBN"):
        return "base"
    past, participle = inflect(lemma, "past"), inflect(lemma, "participle")
    if past != participle:
        return "past" if low == past else "participle"
    return "past" if token.tag_ == "VBD" else "participle"


def _is_plural(word: str) -> bool:
    """Say whether a noun stands in the plural, by its spelling."""
    low = word.lower()
    if low in _PLURAL_ONLY or low in _IRREGULAR_PLURALS.values() or low.endswith("men"):
        return True
    return low.endswith("s") and not low.endswith(("ss", "us", "is")) and low not in ("news", "series")


def agreement(tokens: Sequence[Token], wording: str, offset: int = 0) -> list[Edit]:
    """Return what else must change in the sentence when a wording takes the place of a noun: its verb, "a", "this".

    tokens: of the term.  offset: what to take off their places.  "The regime was" becomes "The authorities were"; "a lie" becomes
    "information".  Empty where the term is no noun, or the number stays.  Pronouns ("it", "they") and numerals keep their form, and no
    article is put where a wording would need one.
    """
    root = next((token for token in tokens if token.head is token or token.head not in tokens), None)
    words = wording.split()
    if root is None or not words or wording == LEAVE_OUT or root.pos_ not in ("NOUN", "PROPN") or root.dep_ in ("amod", "compound", "nmod"):
        return []
    noun = words[_noun_head(words)]
    was, now = root.tag_ in ("NNS", "NNPS") or root.lower_ in _PLURAL_ONLY, _is_plural(noun)
    edits: list[Edit] = []
    for child in root.children:
        if child.dep_ == "det" and child.i < tokens[0].i:
            edits += _determiner(child, was, now, noun)
    if was != now and not any(child.dep_ == "conj" for child in root.children):
        verbs = [root.head] if root.dep_ in ("nsubj", "nsubjpass") or (root.dep_ == "attr" and _has(root.head, "expl")) else []
        verbs += [child for child in root.children if child.dep_ == "relcl" and any(c.tag_ in ("WDT", "WP") for c in child.children)]
        edits += [edit for verb in verbs for edit in _verb(verb, now)]
    return sorted((a - offset, b - offset, new) for a, b, new in edits)


def _has(verb: Token, relation: str) -> bool:
    return any(child.dep_ == relation for child in verb.children)


def _determiner(word: Token, was: bool, now: bool, noun: str) -> list[Edit]:
    low, end = word.lower_, word.idx + len(word)
    if low in ("a", "an") and (now or noun.lower() in _UNCOUNTABLE):
        text = word.doc.text
        following = re.match(r"\s*", text[end:])
        end += following.end() if following else 0
        return [(word.idx, end + 1, text[end].upper())] if word.text[0].isupper() else [(word.idx, end, "")]
    pairs = _POINTING if now else {many: one for one, many in _POINTING.items()}
    if was != now and low in pairs:
        return [(word.idx, end, pairs[low].capitalize() if word.text[0].isupper() else pairs[low])]
    return []


def _verb(verb: Token, plural: bool) -> list[Edit]:
    """Put the finite part of a verb into the number of its subject; nothing where it has but one form ("went", "can")."""
    parts = sorted([*(c for c in verb.children if c.dep_ in ("aux", "auxpass")), verb], key=lambda token: token.i)
    finite, low = parts[0], parts[0].lower_
    pairs = _FINITE if plural else {many: one for one, many in _FINITE.items()}
    if low in pairs:
        new = pairs[low]
    elif plural and finite.tag_ == "VBZ" and finite.is_alpha:
        new = finite.lemma_
    elif not plural and finite.tag_ == "VBP" and finite.is_alpha:
        new = inflect(finite.lemma_, "s")
    else:
        return []
    return [(finite.idx, finite.idx + len(finite), new)] if new != low else []


@dataclass(frozen=True)
class Replaced:
    """A text with a wording put in a term's place; ``edits`` are (start, end, new) in the old text, in order."""

    text: str
    edits: tuple[Edit, ...]

    def moved(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a span of the old text is now; None when its words were changed."""
        shift = 0
        for a, b, new in self.edits:
            if a < end and start < b:
                return None
            if b <= start:
                shift += len(new) - (b - a)
        return start + shift, end + shift

    def spans(self) -> list[tuple[int, int]]:
        """Return where the changed words are in the new text; an empty span where words went and none came."""
        shift, found = 0, []
        for a, b, new in self.edits:
            found.append((a + shift, a + shift + len(new)))
            shift += len(new) - (b - a)
        return found


def replace_term(text: str, start: int, end: int, wording: str, agreeing: Sequence[Edit] = ()) -> Replaced:
    """Put a wording in the place of ``text[start:end]``.

    Words that both share stay where they are ("illegal Armenian occupation" -> "Armenian control" keeps "Armenian").  A capital at
    the start is kept, "a" and "an" follow the new word, and "(leave out)" or "" takes the word away with its comma or space.  The wording comes in
    the right form; see ``find_terms``.  agreeing: what else must change, from ``agreement``; without it a verb elsewhere may no longer agree.

    Raises ValueError when the span lies outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"the span {start}:{end} does not lie inside a text of {len(text)} characters")
    leave_out = wording in ("", LEAVE_OUT)
    edits = _leave_out(text, start, end) if leave_out else _put_in(text, start, end, wording)
    edited = apply_edits(text, edits).text
    article = re.search(r"\b([Aa][Nn]?)(\s+[“\"‘'(]?)$", text[:start])
    if article and edits:
        following = re.match(r"[\w.]+", edited[article.end() :])
        fitting = article_for(following.group(), article.group(1)) if following else article.group(1)
        if fitting != article.group(1) and (leave_out or edits[0][0] == start):
            edits = [(article.start(1), article.end(1), fitting), *edits]
    edits = _joined(edits, agreeing)
    return Replaced(apply_edits(text, edits).text, tuple(edits))


def _joined(edits: list[Edit], agreeing: Sequence[Edit]) -> list[Edit]:
    """Join the edits at the term with those that agree with it, in order and without overlaps."""
    for a, b, new in agreeing:
        edits = [edit for edit in edits if edit[0] != a]  # an article that goes needs no other form
        start, end, word = next((edit for edit in edits if a < edit[1] and edit[0] < b), (b, b, ""))
        if end > b or word:  # "A provocation" loses its article, and the capital goes to the first letter of the new word
            edits = [edit for edit in edits if edit != (start, end, word)]
            b, new = end, word[:1].upper() + word[1:]
        edits.append((a, b, new))
    return sorted(edits)


def _leave_out(text: str, start: int, end: int) -> list[Edit]:
    opens = not re.search(r"\w", text[:start])
    if opens or re.search(r",\s*$", text[:start]):
        comma = re.match(r"\s*,", text[end:])
        end += comma.end() if comma else 0
    space = re.match(r"\s+", text[end:])
    if space:
        end += space.end()
    elif start and text[start - 1].isspace():
        start -= 1
    if opens and text[start].isupper() and end < len(text) and text[end].islower():
        return [(start, end + 1, text[end].upper())]
    return [(start, end, "")]


def _put_in(text: str, start: int, end: int, wording: str) -> list[Edit]:
    old = text[start:end]
    pieces = r"\w+(?:['’]\w+)*|\s+|[^\w\s]"
    if old.isupper() and len(old) > 1:
        wording = wording.upper()
    elif old[0].isupper() and not re.match(rf"{re.escape(old.split()[0])}\b", wording):
        wording = wording[0].upper() + wording[1:]
    was = [(start + m.start(), start + m.end()) for m in re.finditer(pieces, old)]
    now = re.findall(pieces, wording)
    edits = []
    blocks = difflib.SequenceMatcher(None, [text[a:b] for a, b in was], now, autojunk=False)
    for kind, i1, i2, j1, j2 in blocks.get_opcodes():
        if kind != "equal":
            at = was[i1][0] if i1 < len(was) else end
            edits.append((at, was[i2 - 1][1] if i2 > i1 else at, "".join(now[j1:j2])))
    return edits


def article_for(word: str, old: str) -> str:
    """Return "a" or "an" before a word, by sound; keeps the capitals of the old article."""
    low = word.lower()
    if word.isupper() and len(word) > 1:
        vowel = word[0] in "AEFHILMNORSX"
    elif word[0].isdigit():
        vowel = word.startswith("8") or word in ("11", "18")
    elif re.match(r"hour|hono|heir", low):
        vowel = True
    else:
        vowel = low[0] in "aeiou" and not re.match(r"uni(?![nmd])|us[eua]|eu|on(e|ce)\b|one-|ur[aeo]|ut[eo]", low)
    return old[0] + (("N" if len(old) > 1 and old[1].isupper() else "n") if vowel else "")
