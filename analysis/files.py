"""Write files so that none is ever half-written: beside its place first, then renamed into it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Yield an empty file beside ``path`` to write into, and put it in its place at the end; a failure leaves ``path`` as it was.

    Missing folders are made.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".framing", suffix=".part", dir=path.parent)
    os.close(descriptor)
    try:
        yield Path(name)
        with open(name, "rb+") as file:
            os.fsync(file.fileno())  # on a stick that is pulled out, the name must not arrive before the words
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)  # mkstemp makes files for the owner alone; these are for handing out
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise


def replace_file(path: str | Path, text: str, *, encoding: str = "utf-8") -> Path:
    """Write a text to a file as ``replacing`` does, its line ends as they stand; return the path."""
    with replacing(path) as beside, beside.open("w", encoding=encoding, newline="") as file:
        file.write(text)
    return Path(path)
