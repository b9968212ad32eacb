"""Write files so that none is ever half-written: beside its place first, then renamed into it; and say before the work whether that can be done."""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import re
import stat
import tempfile
import time
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path

ROOM = 1_000_000
"""Bytes that a file of the suite may need: a report has half of them."""
_HERE = f"{zlib.crc32(platform.node().encode()):08x}"
_PART = re.compile(r"\.framing(?:-(?P<host>[0-9a-f]{8})-(?P<pid>\d+)-)?\w{8}\.part")
_OWNER = "framing.owner"
_OLD = 24 * 3600
"""Seconds after which what another machine, or a process of the same number, left unfinished counts as left behind."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_DEVICE = re.compile("con|prn|aux|nul|(?:com|lpt)[0-9¹²³]", re.IGNORECASE)
_swept: set[str] = set()


class WriteError(OSError):
    """A file cannot be written; the message names it, the reason and the next step."""


def ready(path: str | Path, *, room: int = ROOM) -> None:
    """Raise WriteError now where the file ``path`` could not be written later: no permission, a file in place of a folder, less than ``room`` bytes.

    A file of that size is written in its folder, or in the nearest one that is there, and taken away again; no folder is made.
    """
    path = Path(path)
    if path.is_dir():
        raise WriteError(f"{path} is a folder; name a file, such as {path / 'NAME'}")
    folder = path.parent
    while not os.path.lexists(folder) and folder != folder.parent:
        folder = folder.parent
    if not folder.is_dir():
        raise WriteError(f"{path} cannot be written: {folder} is not a folder; name another one")
    sweep(folder)
    try:
        descriptor, name = _part(folder)
        try:
            with open(descriptor, "wb") as file:
                file.write(bytes(room))
        finally:
            os.unlink(name)
    except OSError as error:
        raise _told(path, error) from error


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Yield an empty file beside ``path`` to write into, and put it in its place at the end; a failure leaves ``path`` as it was.

    Missing folders are made, and what a run that was killed left unfinished there is taken away.  Raises WriteError.
    """
    path = Path(path)
    name = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        descriptor, name = _part(path.parent)
        os.close(descriptor)
        yield Path(name)
        with open(name, "rb+") as file:
            os.fsync(file.fileno())  # on a stick that is pulled out, the name must not arrive before the words
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)  # mkstemp makes files for the owner alone; these are for handing out
        os.replace(name, path)
    except BaseException as error:
        if name is not None:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)
        if isinstance(error, OSError):
            raise _told(path, error) from error
        raise


def replace_file(path: str | Path, text: str, *, encoding: str = "utf-8") -> Path:
    """Write a text to a file as ``replacing`` does, its line ends as they stand; return the path."""
    with replacing(path) as beside, beside.open("w", encoding=encoding, newline="") as file:
        file.write(text)
    return Path(path)


@contextlib.contextmanager
def short_folder() -> Iterator[str]:
    """Yield a temporary folder with a short name, gone at the end; those of runs that were killed are taken away first."""
    import shutil

    place = tempfile.gettempdir()
    for found in _entries(place):
        if re.fullmatch(r"fr\w{8}", found.name) and found.is_dir(follow_symlinks=False):
            with contextlib.suppress(OSError, ValueError):
                host, pid = (Path(found) / _OWNER).read_text(encoding="ascii").split()
                if _left_behind(found, host, int(pid)):
                    shutil.rmtree(found, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="fr", ignore_cleanup_errors=True) as folder:
        (Path(folder) / _OWNER).write_text(f"{_HERE} {os.getpid()}", encoding="ascii")
        yield folder


def plain_stem(text: str, longest: int = 80) -> str:
    """Return a name for a file, without its ending, that every system takes: letters, digits, ``.``, ``-`` and ``_`` of the text.

    longest: letters it may have; their bytes stay under the 255 that a name may have.  "article" stands for nothing at all, and before a
    name that Windows keeps for a device.
    """
    plain = re.sub(r"[^\w.-]+", "_", unicodedata.normalize("NFC", text)).strip("._-")
    plain = plain[:longest].encode("utf-8", "ignore")[:200].decode("utf-8", "ignore").rstrip("._-") or "article"
    return f"article_{plain}" if _DEVICE.fullmatch(plain.partition(".")[0]) else plain


def sweep(folder: str | Path) -> None:
    """Take away the unfinished files that runs of the suite left in a folder when they were killed; once a process and folder."""
    place = os.path.abspath(folder)
    if place in _swept:
        return
    _swept.add(place)
    for found in _entries(place):
        named = _PART.fullmatch(found.name)
        with contextlib.suppress(OSError):
            if named and stat.S_ISREG(found.stat(follow_symlinks=False).st_mode) and _left_behind(found, named["host"], int(named["pid"] or 0)):
                os.unlink(found)


def _part(folder: Path) -> tuple[int, str]:
    """Make an empty file whose name says which machine and process makes it; return its descriptor and path."""
    return tempfile.mkstemp(prefix=f".framing-{_HERE}-{os.getpid()}-", suffix=".part", dir=folder)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []


def _left_behind(found: os.DirEntry[str], host: str | None, pid: int) -> bool:
    """Say whether nobody is at work on a file or folder any more: its process has ended, or it is a day old."""
    if host == _HERE and pid and os.name == "posix":
        try:
            os.kill(pid, 0)  # asks only whether it lives
        except ProcessLookupError:
            return True
        except OSError:
            pass
        if pid == os.getpid():
            return False
    return time.time() - found.stat(follow_symlinks=False).st_mtime > _OLD


def _told(path: Path, error: OSError) -> WriteError:
    """Return an error in words: the file, what is in the way, and the next step."""
    if isinstance(error, WriteError):
        return error
    folder = path.parent
    if error.errno in _FULL:
        reason, step = "the disk is full", "make room, or name a folder on another disk"
    elif error.errno in _FORBIDDEN:
        reason, step = f"{folder} may not be written in", "change its permissions, or name another folder"
    elif error.errno in (errno.ENOTDIR, errno.EEXIST):
        reason, step = f"{folder} is not a folder", "name another one"
    elif error.errno == errno.ENAMETOOLONG:
        reason, step = "its name is too long", "name a shorter one"
    elif error.errno == errno.EISDIR:
        reason, step = "it is a folder", "name a file"
    else:
        reason, step = error.strerror or str(error), "name another folder"
    told = WriteError(f"{path} cannot be written: {reason}; {step}")
    told.errno = error.errno
    return told
