"""The parts of a Word file: which XML belongs where, what its styles mean and what its properties say.

Everything is looked up by the relations of the package, as Word does, never by the usual names of its parts; both sets of namespaces
(transitional and strict) are known.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from analysis.reading.blocks import names_a_headline
from analysis.reading.draft import MAX_BYTES, problem

WORD = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_MOST_TAGS = 1_000_000
"""Tags of one part; 50,000 words, each in a run of its own with three properties, have half of them."""
_LONGEST_CHAIN = 20
"""Styles that rest on one another; Word itself stops earlier."""
_MACROS = "save it as .docx, without macros"


class Package:
    """A Word file, opened: its parts as XML trees.

    Raises ArticleError for a file that unpacks to too much or is of another kind; other damage raises what zipfile and lxml raise.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        size = sum(each.file_size for each in self._archive.infolist())
        if size > 4 * MAX_BYTES:
            raise problem(name, f"unpacks to {size:,} bytes, far too much for one article", "save the article as .txt")
        self._parts = {each.filename.replace("\\", "/").lstrip("/").casefold(): each for each in self._archive.infolist()}
        package = self.related("")
        self.main = next((target for kind, target in package.values() if kind == "officeDocument"), "word/document.xml")
        self._properties = next((target for kind, target in package.values() if kind == "core-properties"), "docProps/core.xml")
        if "macroenabled" in self._content_type(self.main).casefold():
            raise problem(name, "is a Word document with macros (.docm), which is not read", f"open it and {_MACROS}")
        self.relations = self.related(self.main)

    def tree(self, part: str) -> Any:
        """Return the root element of a part, or None where the file has no such part; raises ArticleError where it holds too much."""
        from lxml import etree

        entry = self._parts.get(part.casefold())
        if entry is None:
            return None
        if entry.file_size > MAX_BYTES:
            raise problem(
                self._name, f"unpacks to {entry.file_size:,} bytes of text and marks, far too much for one article", "save the article as .txt"
            )
        data = self._archive.read(entry)
        tags = data.count(b"<") + data.count(b"<\0")
        if tags > _MOST_TAGS:
            many = f"is too long: it holds {tags:,} marks (paragraphs, runs and their like), more than any article has"
            raise problem(self._name, many, "cut the article out and save it as a file of its own")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise ValueError("no word processor writes a DTD")
        return root

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part ("" for the whole file) refers to: id -> (kind, name of the part)."""
        folder, file = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for each in root if root is not None else ():
            if each.get("TargetMode") != "External" and each.get("Id"):
                target = posixpath.normpath(posixpath.join("/", folder, (each.get("Target") or "").replace("\\", "/"))).lstrip("/")
                found[each.get("Id")] = ((each.get("Type") or "").rsplit("/", 1)[-1], target)
        return found

    def parts(self, *kinds: str) -> list[Any]:
        """Return the root elements of the parts of these kinds that the main part refers to."""
        names = dict.fromkeys(target for kind, target in self.relations.values() if kind in kinds)
        return [root for root in map(self.tree, names) if root is not None]

    def property(self, name: str) -> str | None:
        """Return a property of the document ("title", "creator"), or None, also where its part is damaged: the text is what counts."""
        from lxml import etree

        try:
            root = self.tree(self._properties)
        except etree.XMLSyntaxError:
            return None
        return None if root is None else root.findtext(_DUBLIN_CORE + name)

    def _content_type(self, part: str) -> str:
        """Return what the file says a part is."""
        root = self.tree("[Content_Types].xml")
        wanted = "/" + part.casefold()
        return (
            next((each.get("ContentType") or "" for each in root if (each.get("PartName") or "").casefold() == wanted), "")
            if root is not None
            else ""
        )


def child(element: Any, *path: str) -> Any:
    """Return the first Word element at the end of a path of names under an element, or None."""
    for name in path:
        if element is None:
            return None
        element = element.find(_namespace(element) + name)
    return element


def value(element: Any, name: str = "val") -> str | None:
    """Return an attribute of a Word element, or None where either is missing."""
    return None if element is None else element.get(_namespace(element) + name)


def _namespace(element: Any) -> str:
    """Return the namespace of an element in braces: a file has either the transitional one or the strict one."""
    return element.tag[: element.tag.find("}") + 1]


def switched_on(element: Any) -> bool | None:
    """Say whether a mark that is there or not (w:vanish) is on; None where it is not there."""
    return None if element is None else value(element) not in ("0", "false", "off")


@dataclass(frozen=True)
class Style:
    """What one style says for itself: its name, the style it rests on, whether its words are hidden, its level in the outline."""

    name: str
    rests_on: str | None
    hidden: bool | None
    outline: str | None


class Styles:
    """The styles of a document: which hide their words, and which are headlines.  root: the part of the styles, None where there is none."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Style] = {}
        self._usual: str | None = None
        self._headlines: dict[str | None, bool] = {}
        self._hides: dict[tuple[str | None, str | None], bool] = {}
        for each in root if root is not None else ():
            key = value(each, "styleId")
            if key is None:
                continue
            name = (value(child(each, "name")) or key).casefold()
            outline = value(child(each, "pPr", "outlineLvl"))
            hidden = switched_on(child(each, "rPr", "vanish"))
            self._styles[key] = Style(name, value(child(each, "basedOn")), hidden, outline)
            if value(each, "type") == "paragraph" and value(each, "default") in ("1", "true", "on"):
                self._usual = key

    def _chain(self, key: str | None) -> list[Style]:
        """Return a style and those it rests on, nearest first."""
        chain: list[Style] = []
        while key in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[key])
            key = chain[-1].rests_on
        return chain

    def hides(self, paragraph: str | None, run: str | None) -> bool:
        """Say whether a run is hidden by the style of its paragraph or its own; two that both hide cancel each other, as Word has it."""
        key = paragraph or self._usual, run
        if key not in self._hides:
            of_both = [next((each.hidden for each in self._chain(style) if each.hidden is not None), False) for style in key]
            self._hides[key] = of_both[0] != of_both[1]
        return self._hides[key]

    def is_headline(self, key: str | None) -> bool:
        """Say whether a paragraph's style is Title or Heading 1, or rests on it, whatever its id is in the language of the program."""
        if key not in self._headlines:
            self._headlines[key] = self._named_headline(key)
        return self._headlines[key]

    def _named_headline(self, key: str | None) -> bool:
        if key is not None and key not in self._styles:
            return re.fullmatch(r"title|heading ?1", key, re.IGNORECASE) is not None
        return names_a_headline((each.name, each.outline) for each in self._chain(key))
