"""From bytes to text: in which encoding a file was saved, and whether what comes out is readable."""

from __future__ import annotations

import codecs
import contextlib
import re

from analysis.reading.draft import KINDS, problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# what web pages declare and text files use; other codecs of Python (unicode_escape, punycode ...) are no encodings of news
_CHARSETS = r"utf-?8|(us-)?ascii|windows-\d+|cp\d+|iso-?8859-\d+|latin-?\d+|koi8-[ru]|gb2312|gbk|gb18030|big5|shift[_-]jis|euc-(jp|kr)"
# browsers read "latin-1" as cp1252, and so do we: the curly quotation marks sit in the difference
_READ_AS_CP1252 = r"iso-?8859-1|latin-?1|(us-)?ascii"
_CONTROL = r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f]"
_NO_LETTER = "[\ufffd\ue000-\uf8ff]"
_GARBLED = "â€|Ã[©¨¼¶¤]"


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, list[str]]:
    """Decode bytes: byte order mark, then UTF-16 by its NUL bytes, what the page declares, UTF-8, and cp1252 with a warning.

    Returns the text and the warnings.  Raises ArticleError, naming the place that does not fit.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _after_mark(data, mark, encoding, name), []
    if b"\0" in data:
        return _utf16_unmarked(data, name)
    text = _as_declared(data, declared)
    if text is None:
        text = _as_utf8(data, name)
    if text is not None:
        return text, []
    cp1252 = "encoding: not UTF-8, so it was read as cp1252 (Windows, Western Europe); if letters look wrong, save it again as UTF-8"
    return _as_cp1252(data, name), [cp1252]


def declared_charset(data: bytes) -> str | None:
    """Return the charset a page names in its first 2,048 bytes, else None."""
    beginning = data[:2048]
    found = re.search(rb"""<meta[^>]{0,200}?charset\s*=\s*(?:["']\s*)?([\w-]+)""", beginning, re.IGNORECASE)
    found = found or re.match(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]+)""", beginning, re.IGNORECASE)
    return found[1].decode("ascii", errors="ignore") if found else None


def warn_of_signs(text: str, name: str) -> list[str]:
    """Return a warning for each kind of sign that does not belong into a text; raise ArticleError where it cannot be read for them."""
    control = len(re.findall(_CONTROL, text))
    no_letter = len(re.findall(_NO_LETTER, text))
    if "\0" in text or control > 0.01 * len(text) or no_letter > 0.2 * len(text):
        signs = "is not readable text (it holds control characters or codes that are not letters)"
        raise problem(name, signs, "open it in its own program and save the article as .txt in UTF-8")
    warnings = []
    if control:
        warnings.append(f"characters: {control} control character(s) in the text, kept as they are")
    if no_letter:
        warnings.append(f"characters: {no_letter} character(s) in the text cannot be read, kept as they are")
    if re.search(_GARBLED, text):
        warnings.append("encoding: some letters look garbled (such as â€™ for an apostrophe); save the article again from its source, as UTF-8")
    return warnings


def _after_mark(data: bytes, mark: bytes, encoding: str, name: str) -> str:
    """Decode what follows a byte order mark, which leaves no doubt about the encoding."""
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        wrong = f"starts as {encoding.upper()} but byte {error.start + len(mark):,} does not fit"
        raise problem(name, wrong, "save the article again as UTF-8") from error


def _utf16_unmarked(data: bytes, name: str) -> tuple[str, list[str]]:
    """Decode bytes that hold NUL: UTF-16 without its mark, or no text at all."""
    wide = _which_utf16(data)
    if wide is None:
        binary = "is not text (it holds NUL bytes, as programs and pictures do)"
        raise problem(name, binary, f"give a file that holds the article's text (read are {KINDS})")
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode(wide), [f"encoding: read as {wide.upper()}, which the file does not say; save it as UTF-8 to be sure"]
    raise problem(name, "looks like UTF-16 but is damaged", "save the article again as UTF-8")


def _which_utf16(data: bytes) -> str | None:
    """Return utf-16-le or utf-16-be where the NUL bytes sit in every other place, as Latin letters make them, else None."""
    if len(data) % 2:
        return None
    first, second = data[::2].count(0), data[1::2].count(0)
    enough = 0.2 * len(data) / 2
    if second > enough and not first:
        return "utf-16-le"
    if first > enough and not second:
        return "utf-16-be"
    return None


def _as_declared(data: bytes, declared: str | None) -> str | None:
    """Decode bytes as their page declares, or return None where it declares nothing of use or something false."""
    if not declared or not re.fullmatch(_CHARSETS, declared, re.IGNORECASE):
        return None
    encoding = "cp1252" if re.fullmatch(_READ_AS_CP1252, declared, re.IGNORECASE) else declared
    with contextlib.suppress(UnicodeDecodeError, LookupError):
        return data.decode(encoding)
    return None


def _as_utf8(data: bytes, name: str) -> str | None:
    """Decode UTF-8, or return None where it is none; raise ArticleError where it clearly is UTF-8, with damage."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        replaced = data.decode("utf-8", errors="replace")
        broken = replaced.count("\ufffd")
        whole = sum(character > "\x7f" for character in replaced) - broken
        if whole <= broken:
            return None
        line = data.count(b"\n", 0, error.start) + 1
        damaged = f"is UTF-8 with damaged bytes (the first in line {line})"
        raise problem(name, damaged, "fix that line and save it again as UTF-8") from error


def _as_cp1252(data: bytes, name: str) -> str:
    """Decode what older Windows programs write."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        neither = f"is neither UTF-8, UTF-16 nor cp1252 text (byte {error.start:,} does not fit)"
        raise problem(name, neither, "if it is text, save it again as UTF-8") from error
