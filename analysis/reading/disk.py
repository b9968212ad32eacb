"""Files on disk: finding the one that is meant, and saying what to do about one that is missing or not read."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.reading.containers import PICTURES, REFUSED, by_content
from analysis.reading.draft import HAVE_TEXT, KINDS, MAX_BYTES, ArticleError, Draft, problem, shown
from analysis.reading.kinds import SUFFIXES, from_bytes


def from_file(given: str) -> Draft:
    """Find the file, read its bytes and hand them to the reader of its kind."""
    try:
        path = Path(given).expanduser()
        exists = path.exists()
    except (OSError, ValueError, RuntimeError):  # too long for a file name, a NUL inside, an unknown ~user
        path, exists = Path("?"), False
    if not exists:
        raise ArticleError(_missing(given, path))
    suffix = path.suffix.lower()
    draft = from_bytes(_bytes(path, given), given, SUFFIXES.get(suffix, "text"))
    if suffix not in SUFFIXES:
        kind = shown(suffix) if suffix else "a file without an ending"
        draft.warnings.append(f"kind: {kind} is not a kind this suite knows ({KINDS}); it was read as plain text")
    return draft


def may_hold_article(path: Path) -> bool:
    """Say whether a file of a folder is meant to be read: of a kind that is read, or of which it is said how to get at its text; no picture."""
    kinds = (SUFFIXES.keys() | REFUSED.keys()).difference(PICTURES, (".zip",))
    return not path.is_dir() and path.suffix.lower() in kinds and not path.name.startswith((".", "~$"))


def _bytes(path: Path, given: str) -> bytes:
    """Return the bytes of a file that is there; raise ArticleError where it is none that could hold an article."""
    suffix = path.suffix.lower()
    try:
        if path.is_dir():
            raise problem(given, f"is a folder, not an article; {_readable_files(path)}", "give one file")
        if not path.is_file():
            raise problem(given, "is not an ordinary file", "save the article as a file first")
        if suffix in REFUSED:
            raise problem(given, f"is a {suffix} file, which is not read (read are {KINDS})", _step(path, suffix))
        if path.stat().st_size > MAX_BYTES:
            large = f"is too large ({path.stat().st_size:,} bytes): a file may have {MAX_BYTES:,}, also one that holds many articles"
            raise problem(given, large, "save the article as a file of its own, or export fewer at a time")
        return path.read_bytes()
    except OSError as error:
        raise problem(given, f"cannot be opened ({error.strerror or error})", "check its permissions and that no other program holds it") from error


def _step(path: Path, suffix: str) -> str:
    """Say what to do with a file of a kind that is not read; a .doc may hold rich text, which is."""
    with path.open("rb") as file:
        looks, ending = by_content(file.read(1024))
    misnamed = ending in SUFFIXES and ending != ".docx"  # a ZIP archive is not told by its beginning
    return f"by its content it is {looks}: rename it so that it ends in {ending}" if misnamed else REFUSED[suffix]


def _readable_files(folder: Path) -> str:
    """Say which files of a folder could be read, at most five."""
    names = sorted(each.name for each in folder.iterdir() if each.suffix.lower() in SUFFIXES and each.is_file())
    if not names:
        return f"it holds no file of a kind that is read ({KINDS})"
    return f"it holds {', '.join(map(shown, names[:5]))}{' and more' if len(names) > 5 else ''}"


def _missing(given: str, path: Path) -> str:
    """Say that a file is missing, and meet the usual mistakes: text for a path, a web address without https, a slip of the pen."""
    if "\n" in given.strip() or len(given) > 300:
        return f"read_article got what looks like the text of an article ({len(given):,} characters), not a path; {HAVE_TEXT}"
    if re.match(r"https?:/", given):
        return f"{shown(given)} is a web address in a Path; give it as a plain string"
    if given.lower().startswith("www."):
        return f"{shown(given)} does not exist as a file; for a web address write https://{shown(given)}"
    folder = path.parent
    if not folder.is_dir():
        return f"{shown(given)} does not exist, nor does the folder {shown(str(folder))}; check the path (the current folder is {Path.cwd().name})"
    close = _close_names(path)
    hint = f"did you mean {' or '.join(shown(str(folder / name)) for name in close)}?" if close else "check the name and the folder"
    return f"{shown(given)} does not exist; {hint}"


def _close_names(path: Path) -> list[str]:
    """Return the names in a folder that the name of a missing file may have meant: spelled much like it, or with an ending besides."""
    import difflib

    names = {each.name.casefold(): each.name for each in sorted(path.parent.iterdir())[:5000]}
    close = [names[name] for name in difflib.get_close_matches(path.name.casefold(), list(names), n=3, cutoff=0.6)]
    return close + [name for name in names.values() if Path(name).stem == path.name and name not in close]
