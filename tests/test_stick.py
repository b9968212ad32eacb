"""The folder for a class: built whole once, every link in it resolved, nothing fetched, no answer outside the teacher's folders."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from analysis.classroom.lessons import list_course
from analysis.stick import AFTER, ANSWERS, BEFORE, LESSONS, TEACHERS, main, write_stick


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stick").resolve()
    written = []
    assert write_stick(folder, on_page=written.append) == folder / "index.html"
    return folder, written


def pages(folder):
    return {path.resolve(): lxml.html.parse(str(path)).getroot() for path in sorted(folder.rglob("*.html"))}


def test_everything_is_there(stick):
    folder, written = stick
    assert {path.relative_to(folder).parts[0] for path in written} == {BEFORE, ANSWERS, AFTER, TEACHERS}
    assert all(path.is_file() for path in written)
    names = [path.relative_to(folder).as_posix() for path in written]
    assert len(names) == len(set(names)) and sum(name.endswith("_worksheet.html") for name in names) == 6
    assert {f"{LESSONS}/{each.page}" for each in list_course()} <= set(names)
    assert {f"{AFTER}/border_clash_compared.html", f"{AFTER}/tram_strike_compared.html", f"{BEFORE}/glossary.html"} <= set(names)


def test_every_link_resolves(stick):
    folder, _ = stick
    found = pages(folder)
    missing, followed = [], 0
    for path, page in found.items():
        for address in page.xpath("//@href"):
            parts = urlsplit(address)
            if parts.scheme:
                assert parts.scheme in ("http", "https", "data"), (path.name, address)
                continue
            assert not address.startswith("/"), (path.name, address)
            followed += 1
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            anchors = [] if there not in found else found[there].xpath("//@id")
            if not there.is_file() or folder.resolve() not in there.parents or (parts.fragment and unquote(parts.fragment) not in anchors):
                missing.append(f"{path.relative_to(folder)} -> {address}")
    assert followed > 300 and missing == []


def test_nothing_is_fetched(stick):
    folder, _ = stick
    for path, page in pages(folder).items():
        assert page.xpath("//link | //iframe | //object | //embed | //base | //script[@src]") == [], path.name
        assert [address for address in page.xpath("//@src") if not address.startswith("data:")] == [], path.name


def test_from_the_index_every_page_is_reached_and_answers_only_there(stick):
    folder, _ = stick
    found = pages(folder)
    start = (folder / "index.html").resolve()
    reached, open_ones = {start}, [start]
    while open_ones:
        path = open_ones.pop()
        for address in found[path].xpath("//@href"):
            parts = urlsplit(address)
            there = (path.parent / unquote(parts.path)).resolve()
            if not parts.scheme and parts.path and there not in reached and there in found:
                reached.add(there)
                open_ones.append(there)
    assert set(found) - reached == set()
    answers = folder / LESSONS / "for_teachers"
    for path in set(found) - {folder / "index.html"}:
        if answers not in path.parents:
            assert not [address for address in found[path].xpath("//@href") if "for_teachers" in address], path.name


def test_a_wrong_call(capsys):
    assert main([]) == 2
    assert "FOLDER" in capsys.readouterr().err
