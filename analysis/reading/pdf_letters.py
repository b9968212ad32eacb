"""The fonts of a PDF: which letters its codes stand for, and how wide they are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


class Letters:
    """A font: what a byte or two of it mean and how wide they are drawn (thousandths of the size, of the space too)."""

    def __init__(self, resource: Any) -> None:
        from pypdf.generic._font import Font

        self._font = Font.from_font_resource(resource)
        self.name = self._font.name
        self._known: dict[str, tuple[str, float]] = {}
        self.scale = 0.001
        if self._font.sub_type == "Type3":
            matrix = resource.get("/FontMatrix")
            self.scale = abs(float(matrix[0])) or 0.001 if matrix else 0.001

    def read(self, shown: bytes | str) -> Iterator[tuple[str, float, bool]]:
        """Yield the letters of a string, their width, and whether word spacing widens them."""
        encoding = self._font.encoding
        if isinstance(shown, str):
            raw = shown
        elif isinstance(encoding, str):
            try:
                raw = shown.decode(encoding, "surrogatepass")
            except UnicodeDecodeError:
                raw = shown.decode(encoding, "replace")
        else:
            raw = shown.decode("latin-1")
        single = not isinstance(encoding, str)
        for code in raw:
            known = self._known.get(code)
            if known is None:
                known = self._known[code] = self._look_up(code)
            yield known[0], known[1], single and code == " "

    def _look_up(self, code: str) -> tuple[str, float]:
        """Return the letters behind a code and their width."""
        font = self._font
        letter = font.encoding.get(ord(code), code) if isinstance(font.encoding, Mapping) else code
        width = font.space_width if code == font.space_char else font.get_text_width(code)
        return font.character_map.get(letter, letter).replace("\0", ""), float(width) * self.scale


class Fonts:
    """The fonts of a document, each read once."""

    def __init__(self) -> None:
        self._read: dict[int, tuple[Any, Letters | None]] = {}

    def get(self, resource: Any) -> Letters | None:
        """Return the letters of a font; None where there is none or where it cannot be read: it shows nothing."""
        if id(resource) not in self._read:
            try:
                letters = Letters(resource) if resource else None
            except Exception:  # a damaged font raises errors of many kinds
                letters = None
            self._read[id(resource)] = (resource, letters)  # kept, so that its id is not given to another
        return self._read[id(resource)][1]
