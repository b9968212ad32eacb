"""What is written like the name of a country and is none, told by the words around it: another name, a dateline, a state, a pronoun, a language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.who.gazetteer import gazetteer, is_outlet
from analysis.who.words import role_words, side_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORD_BEFORE = re.compile(r"\b(\w+)[ -]$")
_ABBREVIATED = re.compile(r"\b(\w+)\. $")
_WORD_AFTER = re.compile(r" ([\w.]+)")
_STATE_AFTER = re.compile(r", ((?:[A-Z][\w.]+)(?: [A-Z][\w.]+)?)")
_NOUN_OF = re.compile(r"\b(\w+) of (?:the )?$")
_SPOKEN = re.compile(r"-(?:speaking|language)\b")
_DATELINE = re.compile(
    r"(?:(?P<capitals>[A-ZÀ-Þ]{2}[A-ZÀ-Þ.'’/-]+(?:[ /,]{1,2}[A-ZÀ-Þ][A-ZÀ-Þ.'’/-]+){0,3})(?:,? [A-Z0-9][\w.’'/]*){0,6}"
    r"|(?P<place>[A-Z][^\n.,:;()—–]{2,30}?)(?:, (?P<more>[^\n:;()—–]{2,30}?))?)"
    r"(?: \((?P<agency>[A-Za-z][A-Za-z/ -]{1,30})\))?,? ?(?:—|–|--?|[_|]) (?=\W?\w*[a-z])"
)
_PLACE_AND_COLON = re.compile(r"([A-ZÀ-Þ]{3}[A-ZÀ-Þ'’/-]*(?: [A-ZÀ-Þ]{2,}){0,2}): (?=\W?\w*[a-z])")
_BEGINS = re.compile(r"[“\"‘']?[A-Z0-9]")
LONGEST_DATELINE = 80
_NEAR = 60
"""Characters on either side of "US" that show whether it stands among capitals."""
_SHOUTED = 0.7


# ---- datelines -------------------------------------------------------------------------------------------------------


def dateline_end(text: str, start: int) -> int:
    """Return where the dateline ends that the line at ``start`` begins with, ``start`` where there is none.

    It is a place in CAPITALS, or one with an agency or a date, or a capital, before a dash; or, below the headline, a place in CAPITALS and a colon.
    """
    found = _DATELINE.match(text, start)
    if found is not None and (_is_place(found["capitals"]) if found["capitals"] else _is_plain_dateline(found)):
        return found.end()
    found = _PLACE_AND_COLON.match(text, start) if start else None
    return found.end() if found is not None and _is_place(found[1]) else start


def _is_place(capitals: str) -> bool:
    """Say whether words in capitals may be a place: not an alliance or an armed group, which has no capital."""
    return _sides_in_capitals().get(capitals.split(",")[0], "") not in _unseated()


def _is_plain_dateline(found: re.Match[str]) -> bool:
    """Say whether "Paris, June 3 (AP) - " is a dateline; "Moscow - an old ally - waited" is none."""
    if found["agency"] is not None and is_outlet(found["agency"]):
        return True
    if _BEGINS.match(found.string, found.end()) is None:
        return False
    dated = found["more"] is not None and found["more"].split()[0].rstrip(".") in role_words().capitals
    return dated or gazetteer().get(found["place"].split("/")[0], ("", ""))[1] == "capital"


@cache
def _sides_in_capitals() -> dict[str, str]:
    return {name.upper(): side for name, (side, _) in gazetteer().items()}


@cache
def _unseated() -> frozenset[str]:
    return frozenset(side for side, _ in gazetteer().values()) - {side for side, how in gazetteer().values() if how == "capital"}


# ---- names within names ----------------------------------------------------------------------------------------------


def word_before(text: str, start: int) -> str:
    """Return the word right before ``start``, "" where there is none."""
    if start == 0 or text[start - 1] not in " -":
        return ""
    found = _WORD_BEFORE.search(text[max(0, start - 20) : start])
    return found[1] if found else ""


def word_after(text: str, end: int) -> str:
    """Return the word right behind ``end``, "" where there is none."""
    found = _WORD_AFTER.match(text, end, end + 30)
    return found[1] if found else ""


def is_titled(text: str, start: int, before: str) -> bool:
    """Say whether a title stands right ``before`` a name: "Judge Jordan", "Rep. Jordan"; not "said the judge. Jordan"."""
    if start < 2 or text[start - 2] != ".":
        return before in side_words().titles
    short = _ABBREVIATED.search(text[max(0, start - 8) : start])
    return short is not None and (short[1].lower() in role_words().abbreviated or short[1].lower() in role_words().honorifics)


def goes_on(text: str, end: int) -> bool:
    """Say whether the word behind a name makes it another one: the Washington Post, Armenia Street, Turkish Airlines."""
    after = word_after(text, end)
    return bool(after) and not {after, after.rstrip(".")}.isdisjoint(_makes_another())


def is_in_a_state(text: str, end: int) -> bool:
    """Say whether a town of that name is meant: Paris, Texas; Lebanon, Ohio."""
    if not text.startswith(", ", end):
        return False
    after = _STATE_AFTER.match(text, end, end + 30)
    found = {after[1], after[1].split()[0], after[1].rstrip(".")} if after is not None else set()
    return not (found | {state.title() for state in found}).isdisjoint(word_list("look_alikes", "state"))


def is_named_after(text: str, start: int) -> bool:
    """Say whether the words before make another name: the Bank of England, the Gulf of Mexico."""
    before = text[max(0, start - 24) : start]
    of = _NOUN_OF.search(before) if before.endswith((" of ", " of the ")) else None
    return of is not None and of[1] in word_list("look_alikes", "of a name")


def is_a_given_name(text: str, start: int, end: int, name: str) -> bool:
    """Say whether a name is somebody's first one: "Jordan Peele", "Paris Hilton"; not "Israel Police", "Georgia President"."""
    if name not in word_list("look_alikes", "given name"):
        return False
    after = word_after(text, end).rstrip(".")
    if not after[:1].isupper() or after.isupper() or (text.rfind("\n", 0, start) < 0 and _in_title_case(text.split("\n", 1)[0])):
        return False
    common = {after.lower(), after.lower().removesuffix("s")}
    offices = side_words().institutions | role_words().speakers | role_words().abbreviated.keys()
    return common.isdisjoint(offices) and after not in word_list("look_alikes", "behind a country")


def _in_title_case(line: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= _SHOUTED * len(words)


@cache
def _makes_another() -> frozenset[str]:
    return side_words().after_a_name | side_words().outlet_ends


# ---- words that are no names -----------------------------------------------------------------------------------------


def is_a_word_in_capitals(text: str, start: int, end: int) -> bool:
    """Say whether an acronym is only a word set in capitals: "US" in "THEY LIED TO US", "CAR" in "CAR BOMB KILLS TWO"."""
    name = text[start:end]
    if name not in word_list("look_alikes", "also a word") or not _is_shouted(text, start, end):
        return False
    return name != "US" or _is_us(text, start, end)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and behind in the same line and the same quotation."""
    return re.split(r"[\n“”\"]", text[max(0, start - _NEAR) : start])[-1], re.split(r"[\n“”\"]", text[end : end + _NEAR])[0]


def _is_shouted(text: str, start: int, end: int) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", " ".join(_around(text, start, end))) if len(word) > 1]
    return bool(words) and sum(word.isupper() for word in words) >= _SHOUTED * len(words)


def _is_us(text: str, start: int, end: int) -> bool:
    """Say whether "US" among capitals is the pronoun; the country begins a clause, owns or does something, or is what another country acts on."""
    before, after = _around(text, start, end)
    last, following = word_before(text, start), word_after(text, end)
    if not last or not before.rstrip(" ‘'") or text[end : end + 2] in ("'S", "’S") or text[end : end + 1] == "-":
        return False
    if last in word_list("look_alikes", "before US"):
        return False
    words = frozenset(re.findall(r"[^\W\d_]+", before))
    if not words.isdisjoint(word_list("look_alikes", "says us")):
        return True  # "THEY LIED TO US", "DON'T LET THEM TAKE US"
    if following and following not in word_list("look_alikes", "behind us"):
        return not _acts_or_is_owned(following.lower()) and last in word_list("look_alikes", "done to us")
    if last in word_list("look_alikes", "to us"):
        return not _names_a_country(words)
    return not (last.endswith("S") and len(words) > 1 and not last.endswith("SS"))  # "IRAN WARNS US", but "JOIN US"


def _acts_or_is_owned(noun: str) -> bool:
    """Say whether a noun may have "US" before it: "US troops", "US allies"."""
    one = {noun, noun.removesuffix("s"), re.sub(r"ies$", "y", noun)}
    return not one.isdisjoint(side_words().institutions | role_words().people | role_words().bodies | role_words().speaks_for)


def _names_a_country(words: frozenset[str]) -> bool:
    return not words.isdisjoint(_sides_in_capitals().keys() - {"US"})


def is_a_language(token: Token, text: str, end: int) -> bool:
    """Say whether the name of a people is that of their language here: "in English", "speaks Russian", "Spanish-speaking"."""
    if _SPOKEN.match(text[end : end + 12]):
        return True
    in_it = token.dep_ == "pobj" and token.head.lower_ in ("in", "into")
    if not in_it and not (token.dep_ == "dobj" and token.head.lemma_.lower() in word_list("look_alikes", "spoken")):
        return False
    return token.tag_ not in ("NNPS", "NNS") and not any(left.dep_ == "det" for left in token.lefts)


def is_a_direction(token: Token, text: str, start: int, end: int) -> bool:
    """Say whether "North" or "South" says only where: it is a country's with "the" or in the headline, and with no name or noun behind it."""
    in_headline = "\n" not in text[:start].strip()
    if " " not in text[start:end] and not in_headline:
        return True
    after = word_after(text, end)
    if after and (after == "of" or (after[0].isupper() and not (in_headline and after.endswith("s")))):
        return True
    return token.dep_ in ("compound", "amod", "nmod") and not in_headline
