"""The numbers of a statement: how many of what, and whether two of them can both be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.lexicons import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_DIGITS = re.compile(r"^(\d{1,3}(?:[,. ]\d{3})+|\d+(?:\.\d+)?)(st|nd|rd|th|s|k|m|bn)?$", re.IGNORECASE)
_SCALES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "dozen": 12}
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_ROUND = 0.06
"""How far two numbers for one thing may lie apart where one of them is said to be about so many: "nearly 4,000" and 3,950, "some 50" and 52."""
_YEARS = (1800, 2100)


@dataclass(frozen=True)
class Amount:
    """How many of what: value; unit, the noun counted (its lemma), "%" or a currency; bound, "least", "most", "about" or ""; and where it stands."""

    value: float
    unit: str
    bound: str
    text: str
    start: int
    end: int

    def agrees(self, other: Amount) -> bool:
        """Say whether both can be right of one thing: "more than ten" and twelve can, "12" and "120" cannot."""
        low, high = sorted((self, other), key=lambda one: one.value)
        if low.value == high.value or low.bound == "least" or high.bound == "most":
            return True
        return "about" in (low.bound, high.bound) and high.value - low.value <= _ROUND * high.value


def amounts_in(tokens: Sequence[Token]) -> Iterator[Amount]:
    """Yield the amounts among the words of a clause, in order; ordinals, years and days of a month are no amounts."""
    run: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and _counts(token, run):
            run.append(token)
            continue
        if run and (found := _amount(run)) is not None:
            yield found
        run = [token] if token is not None and _counts(token, []) else []


def _counts(token: Token, run: list[Token]) -> bool:
    if run and token.i != run[-1].i + 1:
        return False
    if run and token.lower_ in ("and", "-"):
        joins = token.lower_ == "-" or run[-1].lower_ in ("hundred", "thousand")
        return joins and token.i + 1 < len(token.doc) and token.doc[token.i + 1].like_num and token.doc[token.i + 1].is_alpha
    return bool(token.like_num or _DIGITS.match(token.text) or (run and token.lower_ in _SCALES)) and not token.is_space


def _amount(run: list[Token]) -> Amount | None:
    doc, first, last = run[0].doc, run[0], run[-1]
    value = value_of([token.lower_ for token in run])
    text = doc.text[first.idx : last.idx + len(last)]
    if value is None or _is_date(run, value):
        return None
    after = doc[last.i + 1] if last.i + 1 < len(doc) else last
    before = doc[first.i - 1] if first.i else first
    if after.lower_ in ("%", "percent", "percentage") or doc[last.i + 1 : last.i + 3].text.lower() == "per cent":
        unit = "%"
    elif before.is_currency or after.is_currency:
        unit = before.text if before.is_currency else after.text
    else:
        noun = _counted(last)
        unit = "" if noun is None else noun.lemma_.lower()
    return Amount(value, unit, _bound(first), text, first.idx, last.idx + len(last))


def _counted(token: Token) -> Token | None:
    """Return the noun that a number counts: "two soldiers", "two of its soldiers"; None where it stands alone."""
    while token.dep_ in ("compound", "quantmod", "nummod") and token.head.i != token.i and token.head.like_num:
        token = token.head
    if token.dep_ in ("nummod", "compound", "quantmod", "amod") and token.head.pos_ in ("NOUN", "PROPN"):
        return token.head
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def _bound(first: Token) -> str:
    """Return what the words before a number say of it: "at least", "more than" -> "least"; "up to" -> "most"; "about", "nearly" -> "about"."""
    before = " ".join(token.lower_ for token in first.doc[max(0, first.i - 2) : first.i])
    for bound in ("least", "most", "about"):
        if any(before == words or before.endswith(f" {words}") for words in word_list("function_words", f"{bound} so many")):
            return bound
    return ""


def _is_date(run: list[Token], value: float) -> bool:
    """Say whether a number is part of a date or a clock time, a place in an order, or a year."""
    last = run[-1]
    found = _DIGITS.match(last.text)
    if found and found.group(2) and found.group(2).lower() in _ORDINALS:
        return True
    if last.ent_type_ in ("DATE", "TIME") and _counted(last) is None:
        return True
    return len(run) == 1 and _YEARS[0] <= value <= _YEARS[1] and "," not in last.text and _counted(last) is None


def value_of(words: Sequence[str]) -> float | None:
    """Return the number that words or digits say ("3,950", "twenty-four", "two hundred and fifty", "1.5 million"); None where they say none."""
    from text_to_num import text2num

    if len(words) == 1 or all(word in _SCALES for word in words[1:]):
        found = _DIGITS.match(words[0])
        if found:
            value = float(re.sub(r"[, ]", "", found.group(1)) if re.search(r"[,. ]\d{3}$", found.group(1)) else found.group(1))
            for scale in (found.group(2), *words[1:]):
                value *= _SCALES.get(scale or "", 1)
            return value
    try:
        return float(text2num(" ".join(word for word in words if word != "dozen").replace(" - ", "-"), "en")) * (12 if "dozen" in words else 1)
    except ValueError:
        return 12.0 if list(words) == ["dozen"] else None
