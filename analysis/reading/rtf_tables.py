"""What rich text says once for all of it: its code page, its fonts and its styles; and how its source becomes characters by them."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from analysis.reading.blocks import names_a_headline

OUTLINE = "outline 0"
"""The style of a paragraph that has none of its own but stands at the top of the outline."""
_NO_PARAGRAPH = "none"
_LONGEST_CHAIN = 20
_AT_ONCE = 10_000
_CHARSETS = {"0", "77", "128", "129", "130", "134", "136", "161", "162", "163", "177", "178", "186", "204", "222", "238", "254", "255"}
"""Those of fonts whose code page Python knows; the rest use the page of the document."""
_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
DOCUMENT = {"ansicpg", *_PAGES}
"""The control words that may name it."""
_NUMBERED_PAGES = {"10000": "mac_roman", "65001": "utf-8"}


class Tables:
    """The code page, the fonts and the styles of one file, filled in as its source is read."""

    def __init__(self) -> None:
        self.usual_font: str | None = None
        self._page = "cp1252"
        self._font = ""
        self._charsets: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        self._rests_on: dict[str, str] = {}
        self._levels: dict[str, str] = {}
        self._headlines: dict[str, bool] = {}
        self._start: str | None = None

    def of_document(self, word: str, number: str) -> None:
        """Follow a control word that may name the code page; one that Python does not know changes nothing."""
        page = _PAGES.get(word) or _NUMBERED_PAGES.get(number, f"cp{number}")
        try:
            self._page = codecs.lookup(page).name
        except LookupError:
            return

    def of_font(self, word: str, number: str) -> None:
        """Follow a control word in the table of fonts."""
        if word == "f":
            self._font = number
        elif word == "fcharset" and number in _CHARSETS:
            self._charsets[self._font] = number

    def of_style(self, style: str, word: str, number: str) -> str:
        """Follow a control word in the table of styles; return the style that the next words are about."""
        if word in ("s", "cs", "ds", "ts"):
            return number if word == "s" else _NO_PARAGRAPH
        if word == "sbasedon":
            self._rests_on[style] = number
        elif word == "outlinelevel":
            self._levels[style] = number
        return style

    def name_style(self, style: str, words: str) -> None:
        """Add to the name of a style of paragraphs."""
        if style != _NO_PARAGRAPH:
            self._names.setdefault(style, []).append(words)

    def is_headline(self, style: str) -> bool:
        """Say whether a style is Title or Heading 1, or rests on one of them."""
        if style not in self._headlines:
            chain: list[tuple[str, str | None]] = []
            each = style
            while each in self._names and len(chain) < _LONGEST_CHAIN:
                chain.append(("".join(self._names[each]).strip(" ;").casefold(), self._levels.get(each)))
                each = self._rests_on.get(each, _NO_PARAGRAPH)
            self._headlines[style] = style == OUTLINE or names_a_headline(chain)
        return self._headlines[style]

    def in_font(self, font: str | None) -> str:
        """Return what says in a clean source that the bytes behind it are of a font's code page."""
        return f"\\f{font}" if font in self._charsets else ""

    def plain(self, pieces: Iterable[str]) -> str:
        """Return what the pieces of a clean source say, in characters.  Not before the tables have been read to their end.

        striprtf adds character to character, so that a long text can take time that grows with its square: it gets a few pages at a time.
        """
        text, some, size = [], [], 0
        for piece in pieces:
            some.append(piece)
            size += len(piece)
            if size > _AT_ONCE:
                text.append(self._characters("".join(some)))
                some, size = [], 0
        text.append(self._characters("".join(some)))
        # a letter beyond the basic plane is written as two halves
        return "".join(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _characters(self, source: str) -> str:
        from striprtf.striprtf import rtf_to_text

        if self._start is None:
            fonts = "".join(f"{{\\f{font}\\fcharset{charset} A;}}" for font, charset in self._charsets.items())
            self._start = f"{{\\rtf1{{\\fonttbl{fonts}}}\\uc0 "
        return rtf_to_text(f"{self._start}{source}}}", encoding=self._page, errors="replace")


def character(number: int) -> str:
    """Return the clean source of one character in Unicode; RTF counts those above 32767 from below zero."""
    code = number + 0x10000 if -0x10000 < number < 0 else number
    return f"\\u{code} " if 0x20 <= code <= 0x10FFFF else ""


def is_utf8(data: bytes) -> bool:
    """Say whether bytes beyond ASCII are UTF-8, as programs write that know no code pages."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
