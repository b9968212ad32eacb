"""Files are written whole or not at all, and can be read by others."""

from __future__ import annotations

import os

import pytest

from analysis.files import replace_file, replacing


def test_writing_is_all_or_nothing(tmp_path, monkeypatch):
    path = replace_file(tmp_path / "new" / "out.html", "first\r\n")
    assert path.read_bytes() == b"first\r\n"

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        replace_file(path, "second")
    assert path.read_bytes() == b"first\r\n" and [each.name for each in path.parent.iterdir()] == ["out.html"]


def test_a_failure_while_writing_leaves_nothing_behind(tmp_path):
    with pytest.raises(ValueError, match="halfway"), replacing(tmp_path / "table.parquet") as beside:
        beside.write_bytes(b"half")
        raise ValueError("halfway")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_files_are_readable_by_others_as_the_system_says(tmp_path):
    mask = os.umask(0o022)
    try:
        assert replace_file(tmp_path / "a.txt", "x").stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(mask)
