"""The day a page was published: what it states for machines before what it shows, and never a day made certain that could be two."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from analysis.lexicons import word_list, word_values

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/.-]?\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(
    r"\b(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month>[a-z]{3,9})"
    r"|(?P<month2>[a-z]{3,9})\.? (?P<day2>\d{1,2})(?:st|nd|rd|th)?)\.?,? (?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)


def day_published(tree: Any, articles: list[dict[str, Any]], url: str | None) -> str | None:
    """Return the day a page was published: as its metadata state it, then its address, then what it shows; as written where it could be two days."""
    language = _language(tree)
    stated = _first_certain(days := [_day(value, language) for value in _stated(tree, articles)])
    if stated:
        return stated
    if url and (found := re.search(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?=[/-])", url)) and (day := _iso(*map(int, found.groups()))):
        return day
    shown = [" ".join(" ".join(element.itertext()).split()) for element in _dated(tree)]
    days += [_day(value, language) for value in shown if len(value) <= 200]
    return _first_certain(days) or next((day for day in days if day), None)


def _first_certain(days: list[str | None]) -> str | None:
    return next((day for day in days if day and _ISO.fullmatch(day)), None)


def _stated(tree: Any, articles: list[dict[str, Any]]) -> list[str]:
    """Return what a page states for machines, the surest first."""
    stated = [str(each["datePublished"]) for each in articles if each.get("datePublished")]
    named: dict[str, str] = {}
    for meta in tree.iter("meta"):
        named.setdefault(meta_name(meta), meta.get("content") or "")
    stated += [named[wanted] for wanted in word_values("page_words", "published") if wanted in named]
    stated += [element.get("content") or element.get("datetime") or "" for element in tree.xpath(".//*[@itemprop='datePublished']")[:5]]
    times = [each for each in tree.xpath(".//time[@datetime]")[:20] if _heads(each)]
    return stated + [each.get("datetime") for each in sorted(times, key=lambda each: "pubdate" not in each.attrib)[:1]]


def meta_name(meta: Any) -> str:
    """Return the name of a <meta>, whichever way it is given."""
    return (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()


def _language(tree: Any) -> str:
    """Return the language of a page with its country, "en-us", where the page names it; else what it names."""
    given = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), _locale(tree)]
    named = [name.strip().lower().replace("_", "-") for name in given if name and name.strip()]
    return next((name for name in named if "-" in name), named[0] if named else "")


def _locale(tree: Any) -> str:
    """Return the language that a page names in its head."""
    for meta in tree.iter("meta"):
        if (meta_name(meta) or (meta.get("http-equiv") or "").lower()) in ("og:locale", "language", "dc.language", "content-language"):
            return meta.get("content") or ""
    return ""


def _names(element: Any) -> set[str]:
    return set(re.split(r"[\s_-]+", f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}".lower()[:500]))


def _heads(element: Any) -> bool:
    """Say whether a <time> tells when the page was published, and is no word of a sentence."""
    parent = element.getparent()
    if parent is None or parent.tag != "p":
        return True
    others = len(" ".join(parent.itertext()).split()) - len(" ".join(element.itertext()).split())
    return others <= 6 and not "".join(parent.itertext()).rstrip().endswith((".", "!", "?"))


def _dated(tree: Any) -> list[Any]:
    """Return the elements whose name says that they hold the date, at most twenty."""
    found: list[Any] = []
    beginnings = tuple(word_list("page_words", "date names"))
    for element in tree.iter("time", "span", "div", "p", "small", "li", "em", "i", "b", "strong", "td", "font", "abbr", "a", "h5", "h6", "dd"):
        if (element.tag == "time" and _heads(element)) or any(name.startswith(beginnings) for name in _names(element)):
            found.append(element)
            if len(found) == 20:
                break
    return found


def _day(value: str, language: str) -> str | None:
    """Return the day a text names, in ISO form where it can be only one, else as written; None where it names none."""
    if (found := _ISO.search(value)) and (day := _iso(*map(int, found.groups()))):
        return day
    for found in _NAMED.finditer(value):
        month = (found["month"] or found["month2"])[:3].lower()
        if month in _MONTHS and (day := _iso(int(found["year"]), _MONTHS.index(month) + 1, int(found["day"] or found["day2"]))):
            return day
    if found := re.search(r"(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)|(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)", value):
        return _iso(*(int(part) for part in found.groups() if part))
    if not (found := _NUMBERS.search(value)):
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    by_month, by_day = _iso(year, first, second), _iso(year, second, first)
    if by_month == by_day or not (by_month and by_day):
        return by_month or by_day
    if language.startswith(tuple(word_list("page_words", "month first"))):
        return by_month
    return by_day if language.startswith(tuple(word_list("page_words", "day first"))) else found[0]


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if 1600 <= year <= datetime.now().year + 1 else None
    except ValueError:
        return None
