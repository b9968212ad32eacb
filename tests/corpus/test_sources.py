"""What was asked for becomes a stream of things to read."""

from __future__ import annotations

import pytest

from analysis.corpus.folder import CorpusError
from analysis.corpus.sources import Item, Problem, find_sources


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "Daily").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "Daily" / "a.txt").write_text("The union said no.", encoding="utf-8")
    (tmp_path / ".hidden" / "b.txt").write_text("No.", encoding="utf-8")
    (tmp_path / "rows.csv").write_text("text,id\nFirst.,1\n,2\nSecond.,3\n", encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    return tmp_path


def test_a_folder_with_all_kinds(folder):
    sources = find_sources(folder)
    assert len(sources) == 4
    found = list(sources)
    assert [one for one in found if isinstance(one, Problem)] == [
        Problem("photo.jpg", "skipped", "a file of this kind is not read; save it as .txt, .html, .docx, .rtf or .pdf"),
        Problem("rows.csv, row 2", "row", "the text (column 'text') is empty"),
    ]
    items = [one for one in found if isinstance(one, Item)]
    assert [one.name for one in items] == ["Daily/a.txt", "rows.csv, row 1", "rows.csv, row 3"]
    assert items[0].data == b"The union said no."
    assert items[1].cells == {"text": "First.", "id": "1"}


def test_ids_stay_and_follow_what_is_read(folder):
    before = [one.id for one in find_sources(folder) if isinstance(one, Item)]
    assert before == [one.id for one in find_sources(folder) if isinstance(one, Item)]
    (folder / "rows.csv").write_text("text,id\nNew.,0\nFirst.,1\nSecond!,3\n", encoding="utf-8")
    after = [one.id for one in find_sources(folder) if isinstance(one, Item)]
    assert set(after) & set(before) == set(before[:2]), "the file and the first row; the other one was changed, one is new"


def test_an_address_is_one():
    assert [one.address for one in find_sources("https://example.org/a")] == ["https://example.org/a"]


@pytest.mark.parametrize(("name", "told"), [("gone", "gone does not exist"), ("empty", "holds nothing to read")])
def test_nothing_to_read(tmp_path, name, told):
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusError, match=told):
        find_sources(tmp_path / name)


def test_a_file_that_may_not_be_read_is_told(folder, monkeypatch):
    from pathlib import Path

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert Problem("Daily/a.txt", "file", "it cannot be opened (Permission denied); check its permissions") in list(find_sources(folder))
