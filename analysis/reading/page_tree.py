"""A web page as a tree: parsed within limits, and without what no reader of the page sees."""

from __future__ import annotations

import re
from typing import Any

from analysis.reading.draft import COPY, LeftOut, problem

_MAX_PAGE = 20_000_000
_MAX_ATTRIBUTES = 500
_MAX_ELEMENTS = 150_000
_LONG_TAG = 2 * _MAX_ATTRIBUTES
_TAG = re.compile(r"<!--|<([a-z][^\s/>]*)((?:[\s/]|[^\s/>][^\s/>=]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"[^\s/>][^\s/>=]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?")
_RAW = ("script", "style", "textarea", "title", "xmp", "noscript", "iframe")

_NEVER_SHOWN = frozenset(
    ("script", "style", "noscript", "template", "head", "svg", "math", "object", "embed", "applet", "audio", "video", "canvas", "iframe")
    + ("select", "datalist", "input", "textarea")
)
_REFERENCE = re.compile(r"\[?(\d{1,3}|[a-z]{1,2}|note \d+)\]?|[*†‡]", re.IGNORECASE)
_DELETED = frozenset(("del", "s", "strike"))
_HIDDEN_CLASS = re.compile(
    r"visually-?_?hidden|(?<![a-z-])sr-only|screen-?_?reader|a11y-?hidden|element-invisible|assistive-text|(^|\s)(hide|hidden)(\s|$)", re.IGNORECASE
)
_ONLY_ON_SMALL_SCREENS = re.compile(r"\b(sm|md|lg|xl|2xl):", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"(^|[;\s])(display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def page_tree(page: str, name: str) -> Any:
    """Parse a page; raise ArticleError for one that is built to be slow or that the parser cannot hold whole."""
    from lxml import etree, html

    if len(page) > _MAX_PAGE:
        raise problem(name, f"is too large for one page ({len(page):,} characters)", COPY)
    if (most := _most_attributes(page)) > _MAX_ATTRIBUTES:
        raise problem(name, f"has a tag with {most:,} attributes, as no article's page has", COPY)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:  # nothing but comments, or nothing at all
        raise problem(name, "holds no article text (it is empty as a web page)", f"open it in a browser and {COPY}") from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise problem(name, "is nested too deeply to be read whole", COPY)
    elements = sum(1 for _ in tree.iter())
    if elements > _MAX_ELEMENTS:
        raise problem(name, f"is built of {elements:,} elements, where an article's page has a few thousand", COPY)
    return tree


def without_hidden(tree: Any) -> list[LeftOut]:
    """Empty the elements of a page that are not shown, or shown as struck out; return what went, by kind.

    What would hide most of the page stays: a page saved while a box lay over it says so of the whole article.
    """
    sizes = _sizes(tree)
    half = sizes[tree] / 2
    found: dict[str, list[str]] = {"hidden text": [], "deleted passage": [], "reference mark": []}
    inside: set[Any] = set()
    for element in list(tree.iter()):
        if (parent := element.getparent()) is not None and parent in inside:
            inside.add(element)
            continue
        kind = _why_not_shown(element)
        if kind is None or (kind == "hidden text" and sizes.get(element, 0) > half):
            continue
        if kind in found and (words := " ".join(" ".join(element.itertext()).split())):
            found[kind].append(words)
        inside.add(element)
    for element in inside:
        element.clear(keep_tail=True)
        element.tag = "span"
    return [LeftOut(kind, len(examples), examples[0][:200]) for kind, examples in found.items() if examples]


def _why_not_shown(element: Any) -> str | None:
    """Say what kind of thing an element is whose words are not read, or None where they are."""
    if element.tag in _NEVER_SHOWN:
        return "never shown"
    if element.tag in _DELETED:
        return "deleted passage"
    if element.tag in ("html", "body"):
        return None
    if (
        element.tag == "sup"
        and _REFERENCE.fullmatch("".join(element.itertext()).strip())
        and (element.get("class") or element.find(".//a") is not None)
    ):
        return "reference mark"
    classes = element.get("class") or ""
    hidden = (
        element.get("hidden") is not None
        or (element.get("aria-hidden") or "").strip().lower() == "true"
        or (element.tag == "dialog" and element.get("open") is None)
        or _HIDDEN_STYLE.search(element.get("style") or "")
        or (_HIDDEN_CLASS.search(classes) and not _ONLY_ON_SMALL_SCREENS.search(classes))
    )
    return "hidden text" if hidden else None


def _sizes(tree: Any) -> dict[Any, int]:
    """Return how many letters each element shows, itself and all in it, scripts and styles not counted."""
    sizes: dict[Any, int] = {}
    for element in reversed(list(tree.iter())):  # children come before their parents
        own = 0 if element.tag in _NEVER_SHOWN else len((element.text or "").strip())
        sizes[element] = own if element.tag in _NEVER_SHOWN else own + sizes.get(element, 0)
        if (parent := element.getparent()) is not None:
            sizes[parent] = sizes.get(parent, 0) + sizes[element] + len((element.tail or "").strip())
    return sizes


def _most_attributes(page: str) -> int:
    """Return the largest number of attributes in one tag.  The parser compares each with all before it: a tag of 200,000 takes minutes."""
    most, place = 0, 0
    while tag := _TAG.search(page, place):
        place = tag.end()
        if tag[1] is None:  # a comment
            place = page.find("-->", place)
        elif len(tag[2]) >= _LONG_TAG:
            most = max(most, sum(1 for _ in _ATTRIBUTE.finditer(tag[2])))
        elif tag[1].lower() in _RAW:
            end = re.compile(rf"</{re.escape(tag[1])}", re.IGNORECASE).search(page, place)
            place = end.end() if end else -1
        if place < 0:
            break
    return most
