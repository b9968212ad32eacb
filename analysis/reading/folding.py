"""The text as it is read: without hidden characters, with plain letters, spaces and marks; and where each of its characters stands as written.

Soft hyphens, zero-width characters, ligature letters and the like come with printed pages and pasted text.  They hide a word from every list and
every model, and from a reader nothing.  So all that looks for words looks at a folded copy; what it finds is told in the text as written.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading.article import Article

_SOFT = "\u00ad"
_ZERO_WIDTH = "\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef"
_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_HIDDEN = _SOFT + _ZERO_WIDTH + _CONTROL
_ACCENTS = "\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_LIGATURES = "\ufb00-\ufb06\u0132\u0133"
_WIDE = "\uff01-\uff5e\U0001d400-\U0001d6a3"
"""Full-width letters and signs, and the letters in bold, italics and script of social media."""
_PLAIN = {
    **dict.fromkeys(map(chr, (0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)), " "),
    **dict.fromkeys("\x0b\x0c\u2028\u2029", "\n"),
    **dict.fromkeys("\u2010\u2011\ufe63\uff0d", "-"),
    **dict.fromkeys("\uff02\u02ba", '"'), **dict.fromkeys("\u301d\u201f\u275d", "“"), **dict.fromkeys("\u275e\u301e\u301f\u02ee", "”"),
    **dict.fromkeys("\uff07\u02b9", "'"), **dict.fromkeys("\u201b\u275b", "‘"), **dict.fromkeys("\u275c\u02bc", "’"),
    "\u2033": '"', "\u2032": "'", "\u00b4": "'", "`": "'", "‘‘": "“", "’’": "”",
}  # fmt: skip
"""Sign -> the space, line end, hyphen, quotation mark or apostrophe that it plainly is."""
_ALONE = "".join(sign for sign in _PLAIN if len(sign) == 1 and sign not in "\u2033\u2032\u00b4`")
_IN_PLACE = r"(?<!\d)[\u2032\u2033]|(?<=[^\W\d])[`\u00b4](?=[^\W\d])"
"""Signs that are marks in some places: 6′ 2″ is a measure, and ` an apostrophe within a word alone."""
_DOUBLED = "(?<!‘)‘‘(?!‘)|(?<!’)’’(?!’)"
_ODD = re.compile(
    f"(?P<hidden>[{_HIDDEN}]+)"
    f"|(?P<accented>[^\\s{_HIDDEN}{_ACCENTS}](?:[{_HIDDEN}]*[{_ACCENTS}])+)"
    f"|(?P<plain>[{_ALONE}]|{_IN_PLACE}|{_DOUBLED})"
    f"|(?P<letter>[{_LIGATURES}{_WIDE}])"
    f"|(?P<stray>[{_ACCENTS}]+)"
)
_TELLING = re.compile(f"[{_HIDDEN}{_ACCENTS}{_LIGATURES}{_WIDE}{_ALONE}\u2033\u2032\u00b4`]|‘‘")
"""What a text holds that may have to be folded; one without any of it is read as it is, at the cost of one look."""
_NOT_READ, _ACCENTED, _UNUSUAL = (re.compile(f"[{signs}]+") for signs in (_HIDDEN + _ACCENTS, _ACCENTS, _LIGATURES + _WIDE))
_KINDS = {
    "soft hyphen": re.compile(_SOFT),
    "zero-width character": re.compile(f"[{_ZERO_WIDTH}]"),
    "control character": re.compile(f"[{_CONTROL}]"),
    "combining accent": re.compile(f"[{_ACCENTS}]"),
    "ligature letter": re.compile(f"[{_LIGATURES}]"),
    "wide letter": re.compile(f"[{_WIDE}]"),
}
_SPANS = tuple((f"{part}start", f"{part}end") for part in ("", "speaker_", "cue_", "agent_", "patient_"))
_WORDS = {"text": ("start", "end")} | {column: (f"{column}_start", f"{column}_end") for column in ("cue", "agent", "patient")}
"""Column -> the span whose words it holds, letter by letter."""


@dataclass(frozen=True)
class _Edit:
    """A place where lengths differ: ``written[start:end]`` is read as ``text[at:to]``."""

    start: int
    end: int
    at: int
    to: int


@dataclass(frozen=True)
class Folded:
    """A text as it is read, with the way back.

    text: the folded copy.  written: the text as written.  Spans go both ways and come out as whole characters: half of a ligature letter is the
    letter, a letter is nothing without its accents, and hidden characters at the edges of a span stay outside.
    """

    text: str
    written: str
    _edits: tuple[_Edit, ...] = field(default=(), repr=False)

    @property
    def is_same(self) -> bool:
        """Whether there was nothing to fold."""
        return self.text is self.written

    def span_as_written(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``text[start:end]`` stands in the text as written."""
        if not self._edits:
            return start, end
        first = self._as_written(start)
        if end <= start:
            return first, first
        edit = self._edit(self._at, end - 1)
        return first, end if edit is None else edit.end if end <= edit.to else edit.end + end - edit.to

    def _as_written(self, offset: int) -> int:
        edit = self._edit(self._at, offset)
        return offset if edit is None else edit.start if offset < edit.to else edit.end + offset - edit.to

    def span_as_read(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``written[start:end]`` stands in the folded copy."""
        if not self._edits:
            return start, end
        edit = self._edit(self._start, start)
        first = start if edit is None else edit.at if start < edit.end else edit.to + start - edit.end
        edit = self._edit(self._start, end - 1)
        return first, max(first, end if edit is None else edit.to if end <= edit.end else edit.to + end - edit.end)

    def _edit(self, keys: list[int], offset: int) -> _Edit | None:
        """Return the last edit that begins at or before an offset."""
        number = bisect_right(keys, offset) - 1
        return self._edits[number] if number >= 0 else None

    @cached_property
    def _at(self) -> list[int]:
        return [edit.at for edit in self._edits]

    @cached_property
    def _start(self) -> list[int]:
        return [edit.start for edit in self._edits]

    def as_written(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return a table of findings in the copy with its spans, and the words of ``text`` and ``cue``, as in the text as written."""
        return table if self.is_same else _moved(table, self.span_as_written, self.written)

    def as_read(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return a table of findings in the text as written with its spans, and the words of ``text`` and ``cue``, as in the copy."""
        return table if self.is_same else _moved(table, self.span_as_read, self.text)

    def read_over(self) -> dict[str, int]:
        """Return kind of hidden character or unusual letter -> how many there are; spaces, hyphens and quotation marks are not told."""
        if self.is_same:
            return {}
        found = {kind: len(pattern.findall(self.written)) for kind, pattern in _KINDS.items()}
        return {kind: number for kind, number in found.items() if number}


def fold(text: str) -> Folded:
    """Return a text as it is read.

    Left out are hidden characters and accents that no letter carries; an accent joins its letter; ligature, full-width and styled letters,
    spaces of all widths, hyphens and quotation marks become the plain ones.  A text with nothing of the kind, or with nothing else, stays itself.
    """
    if text.isascii() and text.isprintable() or _TELLING.search(text) is None:
        return Folded(text, text)
    doubled = "‘‘" in text
    pieces: list[str] = []
    edits: list[_Edit] = []
    last = length = 0
    for match in _ODD.finditer(text):
        start, end = match.span()
        if end - start == 2 and match["plain"] and not doubled:  # "the workers’’ he said": an apostrophe and a mark
            continue
        new = _as_plain(match[0])
        pieces += text[last:start], new
        length += start - last
        if len(new) != end - start:
            edits.append(_Edit(start, end, length, length + len(new)))
        last, length = end, length + len(new)
    folded = "".join([*pieces, text[last:]])
    return Folded(folded, text, tuple(edits)) if folded.strip() and folded != text else Folded(text, text)


def plain(text: str) -> str:
    """Return the words of a text on one line, as they are read: to compare with others, or to show them."""
    return " ".join(fold(text).text.split())


def fold_article(article: Article) -> tuple[Article, Folded]:
    """Return the copy of an article that is read, its text and papers folded, and the way back; itself where nothing is hidden."""
    folded = fold(article.text)
    papers = {name: value for name in ("title", "outlet", "author") if (value := getattr(article, name))}
    new: dict[str, Any] = {"text": folded.text} | {name: fold(value).text for name, value in papers.items()}
    changed = {name: value for name, value in new.items() if value != getattr(article, name)}
    return (replace(article, **changed) if changed else article), folded


def _as_plain(written: str) -> str:
    """Return how a few odd characters are read."""
    if written in _PLAIN:
        return _PLAIN[written]
    visible = _NOT_READ.sub("", written)
    base = _PLAIN.get(visible) or (unicodedata.normalize("NFKC", visible) if _UNUSUAL.match(visible) else visible)
    accents = "".join(sign for sign in written[1:] if unicodedata.combining(sign))
    return _ACCENTED.sub("", unicodedata.normalize("NFC", base + accents)) if base and accents else base


def _moved(table: pd.DataFrame, span: Callable[[int, int], tuple[int, int]], text: str) -> pd.DataFrame:
    """Return a table with its spans moved and their words cut anew."""
    columns: dict[str, Any] = {}
    for first, last in _SPANS:
        if first in table:
            known = table[first].notna() & table[last].notna()
            moved = [span(int(a), int(b)) if there else None for a, b, there in zip(table[first], table[last], known, strict=True)]
            for column, which in ((first, 0), (last, 1)):
                values = table[column].astype(object).tolist()
                columns[column] = [now[which] if now else was for now, was in zip(moved, values, strict=True)]
    for column, (first, last) in _WORDS.items():
        if column in table:
            spans = zip(columns[first], columns[last], table[column], strict=True)
            columns[column] = [text[a:b] if isinstance(was, str) else was for a, b, was in spans]
    kinds = table.dtypes
    return table.assign(**columns).astype({column: kinds[column] for column in columns})
