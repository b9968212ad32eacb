"""Files that people give besides the article: sides, answers, word lists, saved readings.  Read whole, of bounded size, or refused in words."""

from __future__ import annotations

import codecs
import json
import math
import stat
from collections import Counter
from pathlib import Path
from typing import Any

_MOST_DIGITS = 300
_DEEPEST = "nested too deeply"


def read_given(path: str | Path, step: str, *, most: int, error: type[ValueError] = ValueError) -> bytes:
    """Return the bytes of a file that somebody gave.

    step: what to do about a file that is none of the kind.  most: bytes it may have.  error: the kind of error to raise, naming the file, for a
    folder, for what is not an ordinary file (a pipe would be waited for without an end), and for one that is too large or cannot be opened.
    Raises FileNotFoundError, in the same form, where it is missing.
    """
    try:
        kind = Path(path).stat().st_mode
        if stat.S_ISREG(kind):
            with Path(path).open("rb") as file:
                data = file.read(most + 1)
    except FileNotFoundError:
        raise FileNotFoundError(f"{_named(path)} does not exist; {step}") from None
    except (OSError, ValueError) as found:  # ValueError: a NUL in the name
        raise error(f"{_named(path)} cannot be opened ({getattr(found, 'strerror', None) or found}); check its permissions, or {step}") from None
    if stat.S_ISDIR(kind):
        raise error(f"{_named(path)} is a folder, not a file; {step}")
    if not stat.S_ISREG(kind):
        raise error(f"{_named(path)} is not an ordinary file (it is a {_special(kind)}); {step}")
    if len(data) > most:
        raise error(f"{_named(path)} is larger than {most // 1_000_000} MB; {step}")
    return data


def decode_given(
    data: bytes, path: str | Path, step: str, *, what: str = "is not UTF-8 text", printed: bool = False, error: type[ValueError] = ValueError
) -> str:
    """Return the text of a file: UTF-8; raise ``error`` for any other, with ``what`` for what it is.

    printed: it may be what a command printed, which PowerShell puts into a file as UTF-16.
    """
    encoding = "utf-16" if printed and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as found:
        raise error(f"{_named(path)} {what} (byte {found.start + 1:,}); save it as UTF-8, or {step}") from None


def parse_json(text: str, name: str | Path, step: str, *, halves: bool = False, error: type[ValueError] = ValueError) -> Any:
    """Return what JSON says; raise ``error``, naming ``name`` and the place, for what is broken, or is read differently by different programs.

    That is: a field given twice in one object, NaN, a number too large, brackets nested too deeply, half of a surrogate pair (halves: let these be).
    """
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_number, parse_int=_whole)
        if not halves and "\\ud" in text.lower():
            json.dumps(data, ensure_ascii=False).encode("utf-8")
    except RecursionError:
        raise error(f"{_named(name)} is not readable JSON ({_DEEPEST}); {step}") from None
    except UnicodeEncodeError:
        raise error(f"{_named(name)} is not readable JSON (it holds half of a surrogate pair, which is not a letter); {step}") from None
    except ValueError as found:
        raise error(f"{_named(name)} is not readable JSON ({found}); {step}") from None
    return data


def _named(path: str | Path) -> str:
    """Return a name fit for an error message: no control characters, not too long."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in str(path))
    return plain if len(plain) <= 300 else plain[:300] + "..."


def _special(kind: int) -> str:
    """Return what a file is that is none on a disk."""
    return "pipe" if stat.S_ISFIFO(kind) else "socket" if stat.S_ISSOCK(kind) else "device"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"{twice[:60]!r} occurs twice in one object; keep one of the two")
    return found


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is not a number")


def _number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"the number {digits[:20]} is too large")
    return number


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"the number {digits[:20]}... is too large")
    return int(digits)
