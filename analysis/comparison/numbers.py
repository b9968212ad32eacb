"""The numbers of a statement: how many of what, and whether two of them can both be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.lexicons import word_list, word_values

if TYPE_CHECKING:
    from spacy.tokens import Token

_DIGITS = re.compile(r"^(\d{1,3}(?:[,. ]\d{3})+|\d+(?:\.\d+)?)(st|nd|rd|th|s|k|m|bn)?$", re.IGNORECASE)
_SCALES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "dozen": 12}
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_ROUND = 0.06
"""How far two numbers for one thing may lie apart where one of them is said to be about so many: "nearly 4,000" and 3,950, "some 50" and 52."""
_YEARS = (1800, 2100)
_DEFINITE = frozenset(("the", "these", "those", "its", "their", "his", "her", "all", "both"))
_OLD = "year old"
_OLDEST = 120
_SHARE = "%"
_LONGEST = 4
"""Words between "four" and "five" in "four schools in five"."""


@dataclass(frozen=True)
class Amount:
    """How many of what: value; unit, the noun counted (its lemma), "%" or a currency; bound, "least", "most", "about" or ""; and where it stands.

    known: whether it is told as known ("the two men"), which counts nothing new.
    """

    value: float
    unit: str
    bound: str
    text: str
    start: int
    end: int
    known: bool = False

    def agrees(self, other: Amount) -> bool:
        """Say whether both can be right of one thing: "more than ten" and twelve can, "12" and "120" cannot.

        Two tolls such as "at least 31" and "at least 43" are two counts, and so are two limits.
        """
        low, high = sorted((self, other), key=lambda one: one.plain[0])
        (least, _), (most, _) = low.plain, high.plain
        if least == most:
            return True
        if low.bound == high.bound != "":
            return most - least <= _ROUND * most
        if low.bound == "least" or high.bound == "most":
            return True
        return "about" in (low.bound, high.bound) and most - least <= _ROUND * most

    @property
    def plain(self) -> tuple[float, str]:
        """The amount in the plainest unit of its kind: minutes, days, metres; other units are their own."""
        unit, _, times = word_values("conflicts", "units").get(self.unit, self.unit + " 1").rpartition(" ")
        return self.value * float(times), unit


def amounts_in(tokens: Sequence[Token]) -> Iterator[Amount]:
    """Yield the amounts among the words of a clause, in order; ordinals, years and days of a month are no amounts."""
    found: list[Amount] = []
    run: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and _counts(token, run):
            run.append(token)
            continue
        if run and (one := _amount(run)) is not None:
            found.append(one)
        run = [token] if token is not None and _counts(token, []) else []
        if token is not None and not run and (one := _in_words(token)) is not None:
            found.append(one)
    yield from _with_shares(found, tokens)


def _counts(token: Token, run: list[Token]) -> bool:
    if run and token.i != run[-1].i + 1:
        return False
    if run and token.lower_ in ("and", "-"):
        joins = token.lower_ == "-" or run[-1].lower_ in ("hundred", "thousand")
        return joins and token.i + 1 < len(token.doc) and token.doc[token.i + 1].like_num and token.doc[token.i + 1].is_alpha
    if token.lower_ in word_values("conflicts", "fractions"):
        return False
    return bool(token.like_num or _DIGITS.match(token.text) or (run and token.lower_ in _SCALES)) and not token.is_space


def _amount(run: list[Token]) -> Amount | None:
    doc, first, counted = run[0].doc, run[0], run[-1]
    value = value_of([token.lower_ for token in run])
    if value is None or _is_date(run, value) or (first.lower_ in _SCALES and _halves(first.nbor(-1) if first.i else first)):
        return None
    last, halves = _with_half(counted)
    value = (value + 0.5) * halves if halves else value
    text = doc[first.i : last.i + 1].text
    after = doc[last.i + 1] if last.i + 1 < len(doc) else last
    before = doc[first.i - 1] if first.i else first
    if after.lower_ in ("%", "percent", "percentage") or doc[last.i + 1 : last.i + 3].text.lower() == "per cent":
        unit = _SHARE
    elif before.is_currency or after.is_currency:
        unit = before.text if before.is_currency else after.text
    elif _is_age(run, value):
        unit = _OLD
    else:
        noun = _counted(last) or _counted(counted) or _joined(last)
        unit = "" if noun is None else noun.lemma_.lower()
    return Amount(value, unit, _bound(first), text, first.idx, last.idx + len(last), before.lower_ in _DEFINITE)


def _halves(token: Token) -> bool:
    """Say whether a word ends "and a half" behind a number: "four and a half years"."""
    before = token.doc[max(0, token.i - 3) : token.i]
    return token.lower_ == "half" and [one.lower_ for one in before[1:]] == ["and", "a"] and before[0].like_num


def _with_half(last: Token) -> tuple[Token, float]:
    """Return the last word of a number with "and a half" behind it and what both are counted in: 1, or a million; 0 where it has none."""
    after = last.doc[last.i + 1 : last.i + 5]
    if len(after) < 3 or not _halves(after[2]):
        return last, 0
    scaled = len(after) == 4 and after[3].lower_ in _SCALES
    return (after[3], _SCALES[after[3].lower_]) if scaled else (after[2], 1)


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


def _joined(last: Token) -> Token | None:
    """Return the noun that a hyphen joins to a number: "a 90-minute debate"."""
    after = last.doc[last.i + 1 : last.i + 3]
    return after[1] if len(after) == 2 and after[0].text == "-" and after[1].pos_ in ("NOUN", "PROPN") else None


def _is_age(run: list[Token], value: float) -> bool:
    """Say whether a number is how old somebody is: "a 68-year-old", "aged 68", "68 years old", "Ostrander, 68,", "he is 68"."""
    first, last = run[0], run[-1]
    after = [token.lower_ for token in last.doc[last.i + 1 : last.i + 6] if token.text != "-"]
    if after[:2] in (["year", "old"], ["years", "old"]):
        return True
    before = last.doc[first.i - 1] if first.i else first
    if before.lower_ in ("aged", "age"):
        return True
    named = first.i > 1 and before.text == "," and last.doc[first.i - 2].pos_ == "PROPN"
    if named and value == int(value) <= _OLDEST and after[:1] in ([","], ["."], ["and"]) and _counted(last) is None:
        return True
    return value == int(value) <= _OLDEST and _says_age(last)


def _says_age(last: Token) -> bool:
    """Say whether a number is all that a clause says of somebody: "She is 26.", "Mr Ostrander was 68"."""
    verb = last.head
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    somebody = any(one.lower_ in ("he", "she", "who") or one.ent_type_ == "PERSON" for one in subjects)
    return somebody and last.dep_ in ("attr", "acomp") and verb.lemma_ == "be" and not list(last.children)


def _bound(first: Token) -> str:
    """Return what the words before a number say of it: "at least", "more than" -> "least"; "up to" -> "most"; "about", "nearly" -> "about"."""
    words = [token.lower_ for token in first.doc[max(0, first.i - 3) : first.i]]
    before = [" ".join(words[-size:]) for size in (3, 2, 1)]
    for bound in ("least", "most", "about"):
        if any(words in before for words in word_list("function_words", f"{bound} so many")):
            return bound
    return ""


def _is_date(run: list[Token], value: float) -> bool:
    """Say whether a number is part of a date or a clock time, a place in an order, or a year."""
    last = run[-1]
    found = _DIGITS.match(last.text)
    if found and found.group(2) and found.group(2).lower() in _ORDINALS:
        return True
    if last.ent_type_ in ("DATE", "TIME") and _counted(last) is None and _joined(last) is None and not _is_age(run, value):
        return True
    return len(run) == 1 and _YEARS[0] <= value <= _YEARS[1] and "," not in last.text and _counted(last) is None


def _in_words(token: Token) -> Amount | None:
    """Return an amount that no number alone tells: "nobody", "twice", "no shots", "an hour", "a dozen", "dozens of them", "two thirds"."""
    doc, word = token.doc, token.lower_
    before = doc[token.i - 1] if token.i else token
    amounts, fractions = word_values("conflicts", "amounts in words"), word_values("conflicts", "fractions")
    if word in amounts:
        value, _, unit = amounts[word].partition(" ")
        return Amount(float(value), unit, "", token.text, token.idx, token.idx + len(token))
    if word == "no" and token.dep_ == "det" and token.head.pos_ == "NOUN" and doc[token.i + 1].lower_ not in ("fewer", "less", "more"):
        return _spanned(token, token.head, 0, token.head.lemma_.lower())
    if word in ("a", "an") and token.head.lemma_.lower() in word_values("conflicts", "units") and token.head.i == token.i + 1:
        return _spanned(token, token.head, 1, token.head.lemma_.lower()) if token.head.ent_type_ in ("DATE", "TIME", "QUANTITY") else None
    if word == "dozen" and before.lower_ == "a":
        halved = token.i > 1 and doc[token.i - 2].lower_ == "half"
        noun = _counted(token)
        return _spanned(
            doc[token.i - 2] if halved else before, token, 6 if halved else 12, "" if noun is None else noun.lemma_.lower(), bound="about"
        )
    if word in fractions:
        return _share_in_words(token, before, float(fractions[word]))
    vague = word_values("conflicts", "vague amounts")
    if word in vague and (noun := _counted(token)) is not None:
        return _spanned(token, token, float(vague[word]), noun.lemma_.lower(), bound="least")
    return None


def _share_in_words(token: Token, before: Token, part: float) -> Amount | None:
    """Return a share: "half", "a third", "two thirds"; not the half of "half a dozen", and of "four and a half"."""
    halves = token.lower_ == "half"
    if _halves(token) or (halves and token.doc[token.i + 1 : token.i + 3].text.lower() == "a dozen"):
        return None
    if token.tag_ == "RB" or not (before.like_num or before.lower_ in ("a", "one") or halves):
        return None
    many = value_of([before.lower_]) if before.like_num else 1.0
    first = before if before.like_num or before.lower_ == "a" else token
    return None if many is None else _spanned(first, token, 100 * many * part, _SHARE, bound="about")


def _spanned(first: Token, last: Token, value: float, unit: str, *, bound: str = "") -> Amount:
    start, end = first.idx, last.idx + len(last)
    return Amount(value, unit, bound or _bound(first), first.doc[first.i : last.i + 1].text, start, end)


def _with_shares(found: Sequence[Amount], tokens: Sequence[Token]) -> Iterator[Amount]:
    """Yield amounts in order, two of which may be one: "four schools in five", "eight in ten"; "two thirds" counts nothing twice."""
    words = {token.idx: token for token in tokens}
    fractions = [one for one in found if one.unit == _SHARE]
    left = [one for one in found if one in fractions or not any(f.start <= one.start and one.end <= f.end for f in fractions)]
    left.sort(key=lambda one: one.start)
    at = 0
    while at < len(left):
        one = left[at]
        after = left[at + 1] if at + 1 < len(left) else None
        if after is not None and _out_of(one, after, words):
            share = Amount(100 * one.value / after.value, _SHARE, one.bound or "about", "", one.start, after.end)
            inside = [token for at, token in words.items() if one.start <= at < after.end]
            yield replace(share, text=inside[0].doc[inside[0].i : inside[-1].i + 1].text)
            at += 2
        else:
            yield one
            at += 1


def _out_of(one: Amount, after: Amount, words: dict[int, Token]) -> bool:
    """Say whether two numbers are a share: "in" or "out of" between them, few words, and the second the greater."""
    between = [token.lower_ for at, token in sorted(words.items()) if one.end <= at < after.start]
    ends = between[-1:] == ["in"] or between[-2:] == ["out", "of"]
    whole = not after.unit or between in (["in"], ["out", "of"])  # "four out of five members"
    return ends and whole and len(between) <= _LONGEST and 0 < one.value < after.value <= 100 and after.value == int(after.value)


def value_of(words: Sequence[str]) -> float | None:
    """Return the number that words or digits say ("3,950", "twenty-four", "two hundred and fifty", "1.5 million"); None where they say none."""
    from text_to_num import text2num

    if len(words) == 1 or all(word in _SCALES for word in words[1:]):
        found = _DIGITS.match(words[0])
        if found:
            plain = re.sub(r"[, ]", "", found.group(1))
            value = float(plain.replace(".", "") if plain.count(".") > 1 else plain)  # "12.000.000"
            for scale in (found.group(2), *words[1:]):
                value *= _SCALES.get(scale or "", 1)
            return value
    try:
        return float(text2num(" ".join(word for word in words if word != "dozen").replace(" - ", "-"), "en")) * (12 if "dozen" in words else 1)
    except ValueError:
        return 12.0 if list(words) == ["dozen"] else None
