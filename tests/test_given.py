"""Files that people give: each kind of fault is one error that names the file and the next step, in every reader, and nothing waits for ever."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest
from answered import ANNOTATION
from typed import typed

from analysis.classroom.annotation import AnnotationError
from analysis.classroom.answer_file import read_annotation
from analysis.framing import read_framing
from analysis.given import parse_json
from analysis.saved import SavedError
from analysis.terms.lexicon import read_lexicon
from analysis.who.sides import SidesError
from analysis.who.sides_table import read_sides

JSON_READERS = {"sides": (read_sides, SidesError), "answers": (read_annotation, AnnotationError), "reading": (read_framing, SavedError)}
READERS = JSON_READERS | {"list": (read_lexicon, ValueError)}

BROKEN = {
    "nothing": (b"", "not readable JSON"),
    "half": (b'{"a": ', "not readable JSON"),
    "deep list": (b"[" * 100_000, "nested too deeply"),
    "deep object": (b'{"a":' * 100_000 + b"1", "nested too deeply"),
    "long number": (b'{"a": ' + b"9" * 5_000 + b"}", "is too large"),
    "huge number": (b'{"a": 1e999}', "1e999 is too large"),
    "no number": (b'{"a": NaN}', "NaN is not a number"),
    "infinity": (b'{"a": [-Infinity]}', "-Infinity is not a number"),
    "twice": (b'{"a": ["x"], "b": [], "a": ["y"]}', "'a' occurs twice"),
    "many twice": (b"{" + b",".join(b'"%d":1' % n for n in range(100_000)) + b',"7":2}', "'7' occurs twice"),
    "half a letter": (b'{"a": ["\\ud83d"]}', "half of a surrogate pair"),
    "latin": ('{"Türkiye": []}'.encode("latin-1"), "not UTF-8 text .byte 4.; save it as UTF-8"),
    "bytes": (bytes(range(256)), "not UTF-8 text"),
}


@pytest.mark.parametrize("fault", list(BROKEN))
@pytest.mark.parametrize("reader", list(JSON_READERS))
def test_broken_json_is_told(reader, fault, tmp_path):
    read, error = JSON_READERS[reader]
    content, expected = BROKEN[fault]
    if (reader, fault) == ("answers", "half a letter"):
        expected = "unknown field"  # the check of the fields names such letters
    path = tmp_path / "given.json"
    path.write_bytes(content)
    with pytest.raises(error, match=expected) as raised:
        read(path)
    assert "given.json" in str(raised.value) and len(str(raised.value)) < 600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
@pytest.mark.parametrize("reader", list(READERS))
def test_what_is_no_file_is_not_opened(reader, tmp_path, monkeypatch):
    read, error = READERS[reader]
    monkeypatch.chdir(tmp_path)  # the path of a socket may have about 100 bytes
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        for name, expected in (("pipe", "is a pipe"), ("socket", "is a socket"), ("/dev/zero", "is a device"), ("x\0y", "cannot be opened")):
            with pytest.raises(error, match=expected):
                read(Path(name))
    (tmp_path / "framing.json").mkdir()
    with pytest.raises(error, match="is a folder"):
        read(tmp_path / ("" if reader == "reading" else "framing.json"))
    with pytest.raises((error, FileNotFoundError), match="none.json"):
        read(tmp_path / "none.json")
    with pytest.raises(error, match="cannot be opened") as raised:
        read(Path("a" * 100_000))
    assert len(str(raised.value)) < 800


@pytest.mark.parametrize("reader", ["sides", "answers", "list"])
def test_a_file_too_large_is_not_read(reader, tmp_path):
    read, error = READERS[reader]
    with (tmp_path / "large").open("wb") as file:
        file.truncate(2_000_000_000)  # a hole: it takes no room
    with pytest.raises(error, match=r"large is larger than \d+ MB"):
        read(tmp_path / "large")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marks_of_the_encoding_do_not_disturb(encoding, tmp_path):
    framing = typed()
    for name, text in {
        "sides": '{"Türkiye": ["Ankara"]}',
        "answers": json.dumps(ANNOTATION.save(tmp_path / "a").to_dict()),
        "reading": framing.to_json(),
    }.items():
        (tmp_path / name).write_text(text, encoding=encoding)
    (tmp_path / "list").write_text("term\nrégime\n", encoding=encoding)
    assert read_sides(str(tmp_path / "sides")) == {"Türkiye": ["Ankara"]}
    assert read_framing(tmp_path / "reading").to_json() == framing.to_json()
    if encoding == "utf-16":  # as a command prints it; no worksheet and no spreadsheet writes so
        return
    assert read_annotation(tmp_path / "answers").coder == "Ann"
    assert list(read_lexicon(tmp_path / "list").term) == ["régime"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("term\n" + "a" * 200_000 + "\n", "line 2: field larger than field limit"),
        ("term\n" + "a" * 3_000 + "\n", "line 2: a cell has 3,000 characters"),
        ("term\n" + "a " * 300 + "\n", "a term may have 200"),
        ("a" * 200_000, "line 1: field larger"),
        ("a" * 90_000, "line 1: a cell has 90,000"),
        ('term\nregime\n"never closed\n' + "a\n" * 100_000, "never closed"),
    ],
)
def test_an_own_list_that_is_no_table_is_told(content, expected, tmp_path):
    (tmp_path / "mine.csv").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=expected) as raised:
        read_lexicon(tmp_path / "mine.csv")
    assert "mine.csv" in str(raised.value) and len(str(raised.value)) < 400


def test_json_that_is_whole_is_read_as_it_is():
    data = {"a": [1, -2.5, 1e300, None, True, "é\U0001f600"], "b": {"a": {}}}
    assert parse_json(json.dumps(data), "x", "y") == data


@pytest.mark.parametrize("value", [10**30, 10**300, -(10**25), 1e308, "x", [1], {"a": 1}, None])
def test_odd_cells_of_a_reading_are_told(value):
    data = json.loads(typed().to_json())
    data["stance"][0]["start"] = value
    with pytest.raises(SavedError):
        read_framing(json.dumps(data))
