"""What the readers of word processor files share: how paragraphs end, and a list of what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from analysis.reading.draft import MAX_CHARACTERS, MAX_WORDS, LeftOut, problem

PAGE_BREAK = "\f"
"""Stands for a page or column break until the whole paragraph is known."""
_LONGEST_EXAMPLE = 80
_SHORT_LINE = 10
_MOST_ARTICLES = 20
"""A file may be an export with many articles; this many of the longest are read before it is refused."""
_NOT_GLUED = "-\u2010\u2011\u2013\u2014/([“‘"
_NO_AUTHOR = {
    "python-docx", "apache poi", "un-named", "unknown", "unknown author", "author", "user", "windows user", "microsoft office user",
    "microsoft account", "admin", "administrator", "owner",
}  # fmt: skip
_FILE_NAME_ENDINGS = (".doc", ".docx", ".rtf", ".odt", ".txt", ".pdf", ".htm", ".html", ".dot", ".dotx", ".tmp")
_NO_TITLE = ("microsoft word", "document", "untitled", "word document", "powerpoint presentation")


class Leaving:
    """Counts what is left out of a text, by kind, and keeps the words of the first of each kind."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def note(self, kind: str, words: str | None) -> None:
        """Count one thing left out; words: what it says, None where that is not known.  A thing that says nothing does not count."""
        said = None if words is None else " ".join(words[:1000].split())
        if said == "":
            return
        self._counts[kind] += 1
        if said and kind not in self._first:
            self._first[kind] = said if len(said) <= _LONGEST_EXAMPLE else said[:_LONGEST_EXAMPLE].rstrip() + " ..."

    def found(self) -> list[LeftOut]:
        """Return what was left out, in the order in which the kinds were met."""
        return [LeftOut(kind, count, self._first.get(kind, "")) for kind, count in self._counts.items()]

    def __str__(self) -> str:
        return ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in self._counts.items())


class Length:
    """Counts words and characters while a document is read, and refuses one that is too long before it has been read to its end."""

    def __init__(self, name: str) -> None:
        self._name, self._words, self._characters = name, 0, 0

    def add(self, text: str) -> None:
        """Count the words of a paragraph; raise ArticleError where there are more than any file of articles has."""
        self._words += len(text.split())
        self._characters += len(text)
        if self._words > _MOST_ARTICLES * MAX_WORDS or self._characters > _MOST_ARTICLES * MAX_CHARACTERS:
            long = f"is too long (over {_MOST_ARTICLES * MAX_WORDS:,} words): this suite reads one article at a time, of at most {MAX_WORDS:,} words"
            raise problem(self._name, long, "cut the article out and save it as a file of its own")


def paragraph(raw: str) -> str:
    """Return the text of a paragraph as it is read: no white space around it, and each page break as white space.

    Where the words after a page break go on in small letters, the sentence goes on: a space.  Otherwise a new paragraph begins.
    """
    if PAGE_BREAK not in raw:
        return raw.strip()
    pieces = [piece for piece in map(str.strip, raw.split(PAGE_BREAK)) if piece]
    return "".join(("" if not number else " " if piece[0].islower() else "\n\n") + piece for number, piece in enumerate(pieces))


def gap(before: str, after: str) -> str:
    """Return what parts two paragraphs whose mark between them is deleted or hidden: a space where neither of them brings one."""
    glued = before and after and not before[-1].isspace() and not after[0].isspace() and before[-1] not in _NOT_GLUED
    return " " if glued and (after[0].isalnum() or after[0] in "“‘\"'([") else ""


def names_a_headline(chain: Iterable[tuple[str, str | None]]) -> bool:
    """Say whether a style is that of a headline: Title, Heading 1, or one that rests on them.

    chain: the style and those it rests on, nearest first: the name in small letters, and the level in the outline where it sets one.
    """
    for name, level in chain:
        if name in ("title", "heading 1") or level == "0":
            return True
        if level is not None or re.match(r"heading \d|subtitle|toc ", name):
            return False
    return False


def title_among(blocks: Sequence[tuple[str, bool]]) -> str | None:
    """Return the headline of a document: its first paragraph of that style, where at most short lines stand above it (section, date, byline).

    blocks: the paragraphs, each with whether its style is that of a headline.
    """
    for text, headline in blocks[:4]:
        if headline:
            return text
        if len(text.split()) > _SHORT_LINE or text.endswith((".", "!", "?", "”")):
            return None
    return None


def author_said(value: str | None) -> str | None:
    """Return the author among a document's properties, or None where a program or a machine put its own name."""
    name = " ".join((value or "").split())
    return None if name.casefold() in _NO_AUTHOR else name or None


def title_said(value: str | None) -> str | None:
    """Return the title among a document's properties, or None where it is the name of a file or a program's own wording."""
    title = " ".join((value or "").split())
    plain = title.casefold()
    named = plain.endswith(_FILE_NAME_ENDINGS) or plain.rstrip("0123456789 ") in _NO_TITLE or plain.startswith("microsoft word - ")
    return None if named else title or None
