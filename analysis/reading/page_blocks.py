"""The blocks of a page: each paragraph, heading and item as one piece of text, its quotations in marks, with what it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from analysis.lexicons import word_list

BLOCK_TAGS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure")
    + (
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
    )
    + ("option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BESIDE = frozenset(("nav", "aside", "footer", "form", "menu", "fieldset", "button"))
_OPEN, _CLOSE, _BREAK = "\0open", "\0close", "\0break"
_OPENING = tuple("“‘\"'«„")
_OPEN_MARKS, _CLOSE_MARKS = "“‘", "”’"


class Place(NamedTuple):
    """Where in a page a block stands, handed down from an element to those in it."""

    quote: Any = None
    """The block quotation around it."""
    signed: bool = False
    """It names whom a block quotation is from."""
    caption: bool = False
    box: Any = None
    """The innermost element around it that looks like a box beside the text, by its tag or its class: navigation, share buttons, related stories."""
    pulled: bool = False
    """Its class says that it repeats words of the text."""
    byline: bool = False
    """Its class says that it names the author."""
    table: bool = False
    raw: bool = False
    """Line ends count, as in <pre>."""


@dataclass
class Block:
    """One piece of text of a page.

    holder: the element whose own text it is.  begins: the element and whether its text or its tail holds the first word.
    linked, timed: how many of its letters are in links, in <time>.
    """

    text: str
    holder: Any
    begins: tuple[Any, str]
    place: Place
    linked: int
    timed: int

    @property
    def heading(self) -> bool:
        """Say whether it is a heading."""
        return self.holder.tag in HEADINGS


class _Reader:
    """Walks through a page once and cuts it into blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._begins: tuple[Any, str] | None = None
        self._counts = {"a": 0, "time": 0}
        self._inside = {"a": 0, "time": 0}
        self._holders: list[Any] = []
        self._places: list[Place] = [Place()]

    def start(self, element: Any) -> None:
        """Come to an element."""
        tag, place = element.tag, self._places[-1]
        if tag in BLOCK_TAGS or (place.quote is not None and _is_signature(element)):
            self.flush()
            self._holders.append(element)
            place = _place(element, place)
        elif tag == "br":
            self._parts.append(_BREAK)
        elif tag == "q":
            self._parts.append(_OPEN)
        elif tag in self._inside:
            self._inside[tag] += 1
        self._places.append(place)
        self._add(element, "text")

    def end(self, element: Any) -> None:
        """Leave an element."""
        tag = element.tag
        if self._holders and self._holders[-1] is element:
            self.flush()
            self._holders.pop()
        elif tag == "q":
            self._parts.append(_CLOSE)
        elif tag in self._inside:
            self._inside[tag] -= 1
        self._places.pop()
        self._add(element, "tail")

    def flush(self) -> None:
        """End the block that is being read."""
        parts, self._parts = self._parts, []
        begins, self._begins = self._begins, None
        linked, timed = self._counts["a"], self._counts["time"]
        self._counts = {"a": 0, "time": 0}
        place = self._places[-1]
        if begins is None or not self._holders:
            return
        for text in _texts(parts, raw=place.raw):
            self.blocks.append(Block(text, self._holders[-1], begins, place, linked, timed))

    def _add(self, element: Any, where: str) -> None:
        words = getattr(element, where)
        if not words:
            return
        self._parts.append(words)
        if seen := len("".join(words.split())):
            self._begins = self._begins or (element, where)
            for tag, depth in self._inside.items():
                self._counts[tag] += seen if depth else 0


def blocks_of(tree: Any) -> list[Block]:
    """Return the blocks of a page in the order of its source, blank ones left out."""
    from lxml import etree

    reader = _Reader()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            reader.start(element)
        else:
            reader.end(element)
    return reader.blocks


def class_words(element: Any) -> set[str]:
    """Return the words in the class and id of an element: "RelatedLinks story-box" holds related, links, story, box."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", names)}


def _place(element: Any, place: Place) -> Place:
    """Return where the words in an element stand, from where it stands itself."""
    tag = element.tag
    words = class_words(element)
    if tag == "blockquote":
        place = place._replace(quote=place.quote if place.quote is not None else element, caption=False)
    if place.quote is not None and _is_signature(element):
        place = place._replace(signed=True)
    elif tag == "figcaption" and (quote := element.getparent().find("blockquote")) is not None:
        place = place._replace(quote=quote, signed=True)
    elif tag == "figcaption" or ("caption" in words and tag not in ("article", "main", "section", "body")):
        place = place._replace(caption=True)
    named = tag not in ("article", "main", "body", "html") and not words.isdisjoint(word_list("page_words", "boxes"))
    if named or (tag in _BESIDE and place.quote is None):
        place = place._replace(box=element)
    if "pullquote" in words or {"pull", "quote"} <= words:
        place = place._replace(pulled=True)
    if not words.isdisjoint(("byline", "bylines", "author", "authors", "contributor", "contributors")) and tag not in ("article", "main", "body"):
        place = place._replace(byline=True)
    if tag in ("td", "th"):
        place = place._replace(table=True)
    return place._replace(raw=True) if tag == "pre" else place


def _is_signature(element: Any) -> bool:
    """Say whether an element in a block quotation names whom it is from: its footer, its caption, or a cite with nothing after it."""
    if element.tag in ("footer", "figcaption"):
        return True
    return element.tag == "cite" and element.getnext() is None and not (element.tail or "").strip()


def _texts(parts: list[str], *, raw: bool) -> list[str]:
    """Join the parts of a block; two line breaks, or a blank line of preformatted text, begin another."""
    lines = "".join(_with_marks(parts, raw=raw)).split("\n")
    plain = "\n".join(" ".join(each.split()) for each in lines)
    return [text for text in (piece.strip("\n") for piece in re.split(r"\n\n+", plain)) if text]


def _with_marks(parts: list[str], *, raw: bool) -> list[str]:
    """Return the parts of a block with a line end for each break and marks for each <q>, single ones inside double ones.

    A <q> whose page writes the marks itself gets no others.
    """
    out: list[str] = []
    depth = 0
    given: list[bool] = []  # for each open <q>: whether it got a mark
    for part, following in zip(parts, _following(parts), strict=True):
        if part == _OPEN:
            before = out[-1][-1:] if out else ""
            marked = following in _OPENING or before in tuple('“‘«„"')
            given.append(not marked)
            out.append("" if marked else _OPEN_MARKS[depth % 2])
            depth += not marked
        elif part == _CLOSE:
            if given and given.pop():
                depth -= 1
                out[-1] = out[-1].rstrip()
                out.append(_CLOSE_MARKS[depth % 2])
        elif part == _BREAK:
            out.append("\n")
        else:
            words = part if raw else re.sub(r"\s+", " ", part)
            out.append(words.lstrip() if out and out[-1] in _OPEN_MARKS else words)
    return out


def _following(parts: list[str]) -> list[str]:
    """Return, for each part, the first letter of the words after it."""
    letters: list[str] = []
    letter = " "
    for part in reversed(parts):
        letters.append(letter)
        if part not in (_OPEN, _CLOSE, _BREAK) and part.strip():
            letter = part.lstrip()[0]
    return letters[::-1]
