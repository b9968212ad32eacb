"""Files on disk: missing, out of reach, or no files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from harbour import BODY, write

from analysis.reading.article import read_article
from analysis.reading.draft import ArticleError
from analysis.reading.several import read_each


def test_missing_file_suggests_its_neighbours(tmp_path: Path):
    write(tmp_path, "Harbour_Strike.txt", BODY)
    with pytest.raises(ArticleError, match=r"does not exist; did you mean .*Harbour_Strike\.txt\?"):
        read_article(tmp_path / "harbor_strike.txt")
    with pytest.raises(ArticleError, match=r"did you mean .*Harbour_Strike\.txt\?"):
        read_article(str(tmp_path / "Harbour_Strike"))
    with pytest.raises(ArticleError, match="check the name and the folder"):
        read_article(tmp_path / "quite different")
    with pytest.raises(ArticleError, match="nor does the folder"):
        read_article(tmp_path / "nowhere" / "a.txt")


def test_folder(tmp_path: Path):
    with pytest.raises(ArticleError, match="is a folder, not an article; it holds no file of a kind that is read"):
        read_article(tmp_path)
    for number in range(7):
        write(tmp_path, f"a{number}.txt", BODY)
    write(tmp_path, "0.png", b"x")
    with pytest.raises(ArticleError, match=r"it holds a0\.txt, a1\.txt, a2\.txt, a3\.txt, a4\.txt and more; give one file"):
        read_article(str(tmp_path))


def test_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = write(tmp_path, "a.txt", BODY)
    monkeypatch.setattr(Path, "read_bytes", lambda _: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    with pytest.raises(ArticleError, match=r"cannot be opened \(Permission denied\); check its permissions"):
        read_article(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ArticleError, match="is not an ordinary file"):
        read_article(tmp_path / "a.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_in_a_folder_is_named_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "c.txt").write_text("The army of Norland said on Monday that the talks in the port had failed.")
    first, second, third = read_each(tmp_path)
    assert "a.txt is not an ordinary file" in str(first) and "b.txt does not exist" in str(second) and third.text.startswith("The army")
