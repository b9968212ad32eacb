"""Files are written whole or not at all, and can be read by others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from analysis import files
from analysis.files import WriteError, plain_stem, ready, replace_file, replacing, short_folder

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"
posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions, limits and signals")


@pytest.fixture
def closed():
    """A folder that nobody may write in; root, whom no permission stops, is somebody else for the while."""
    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as outer:
        folder = Path(outer) / "closed"
        folder.mkdir(mode=0o555)
        os.chmod(outer, 0o755)
        if root:
            os.seteuid(65534)
        yield folder
        if root:
            os.seteuid(0)


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


@posix
def test_a_folder_that_may_not_be_written_in_is_told(closed):
    for path in (closed / "a.html", closed / "new" / "deep" / "a.html"):
        for write in (ready, lambda path: replace_file(path, "x")):
            with pytest.raises(WriteError, match=r"a.html cannot be written: .* may not be written in; change its permissions"):
                write(path)


@posix
def test_a_command_tells_it_before_the_work(closed, capsys, monkeypatch):
    from analysis import __main__
    from analysis.reading import article

    monkeypatch.setattr(article, "read_article", lambda *_: pytest.fail("the article was read"))
    monkeypatch.setattr(__main__, "_load_early", lambda: None)
    for command in ("report", "json", "sides", "lessons"):
        given = [command, *([str(SEED)] if command != "lessons" else []), "-o", str(closed / "new")]
        assert __main__.main(given) == 1
        err = capsys.readouterr().err
        assert "cannot be written" in err and "may not be written in" in err and str(closed / "new") in err


def test_a_worksheet_tells_it_before_the_article_is_parsed(tmp_path, monkeypatch, capsys):
    from analysis.__main__ import main
    from analysis.classroom import worksheet

    monkeypatch.setattr(worksheet, "coding_task", lambda *_: pytest.fail("the article was parsed"))
    (tmp_path / "file").write_text("x")
    assert main(["worksheet", str(SEED), "-o", str(tmp_path / "file" / "a.html")]) == 1
    assert "file is not a folder" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["file/a.html", "file/new/a.html", "broken/a.html", "folder", "a" * 300])
def test_what_is_in_the_way_is_told_and_nothing_is_made(name, tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    before = sorted(tmp_path.iterdir())
    if len(name) < 300:
        with pytest.raises(WriteError, match="is not a folder|is a folder"):
            ready(tmp_path / name)
    with pytest.raises(WriteError, match="cannot be written"):
        replace_file(tmp_path / name, "x")
    assert sorted(tmp_path.iterdir()) == before


def test_a_place_that_is_ready_stays_as_it_was(tmp_path):
    ready(tmp_path / "new" / "a.html")
    assert list(tmp_path.iterdir()) == []


_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
from analysis.files import ready, replace_file, WriteError
for write in (lambda: ready(sys.argv[1]), lambda: replace_file(sys.argv[1], "x" * 200_000)):
    try:
        write()
    except WriteError as error:
        print(error)
"""


@posix
def test_a_full_disk_is_told_before_and_leaves_the_old_file(tmp_path):
    (tmp_path / "a.html").write_text("old")
    told = subprocess.run([sys.executable, "-c", _LIMITED, tmp_path / "a.html"], capture_output=True, text=True, cwd=ROOT).stdout.splitlines()
    assert told == [f"{tmp_path / 'a.html'} cannot be written: the disk is full; make room, or name a folder on another disk"] * 2
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.html", "old")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_output_that_cannot_be_printed_is_told():
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-m", "analysis", "sides", SEED], stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert done.returncode == 1 and "framing: the results cannot be printed: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr and "ignored" not in done.stderr


_KILLED = """
import sys, time
from analysis.files import replacing, short_folder
with replacing(sys.argv[1]) as beside, short_folder() as folder:
    beside.write_text("half")
    print(folder, flush=True)
    time.sleep(60)
"""


@posix
def test_what_a_killed_run_left_is_taken_away_by_the_next_one(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_swept", set())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = [tmp_path / name for name in (".framing-notes.part", "mine.part", ".framing-0badcafe-1-abcdefgh.part", ".framing12345678.part")]
    for path in kept:
        path.write_text("x")
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    run = subprocess.Popen([sys.executable, "-c", _KILLED, tmp_path / "a.html"], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
    folder = Path(run.stdout.readline().strip())
    other = tmp_path / "frabcdefgh"
    other.mkdir()
    ready(tmp_path / "b.html")
    unfinished = [path for path in tmp_path.glob(".framing-*.part") if path not in kept]
    assert len(unfinished) == 1 and folder.is_dir()
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    files._swept.clear()
    replace_file(tmp_path / "b.html", "whole")
    with short_folder():
        pass
    assert sorted(tmp_path.iterdir()) == sorted([*kept, tmp_path / "b.html", other])


def test_the_left_overs_of_others_go_when_they_are_a_day_old(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_swept", set())
    ours, others = tmp_path / ".framing-0badcafe-1-abcdefgh.part", tmp_path / "mine.part"
    for path in (ours, others, tmp_path / ".framing12345678.part"):
        path.write_text("x")
        os.utime(path, (time.time() - 90_000,) * 2)
    (tmp_path / ".framing-0badcafe-1-abcdefgi.part").symlink_to(others)
    ready(tmp_path / "a.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".framing-0badcafe-1-abcdefgi.part", "mine.part"]


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Talks fail", "Talks_fail"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("../../etc/passwd", "etc_passwd"),
        ("line\none\ttwo\x00\x1b[31m\u202etxt", "line_one_two_31m_txt"),
        ("con", "article_con"),
        ("NUL.tar", "article_NUL.tar"),
        ("Com1", "article_Com1"),
        ("lpt\u00b9", "article_lpt\u00b9"),
        ("console", "console"),
        ("ends with dots...", "ends_with_dots"),
        ("-rf", "rf"),
        ("", "article"),
        ("???", "article"),
        ("\ud800", "article"),
        ("e\u0301te\u0301", "\u00e9t\u00e9"),
        ("x" * 500, "x" * 80),
        ("x" * 79 + ".y", "x" * 79),
        ("\U00020000" * 90, "\U00020000" * 50),
    ],
)
def test_names_of_files_are_plain_on_every_system(text, stem, tmp_path):
    assert plain_stem(text) == stem
    assert replace_file(tmp_path / f"{stem}_12_worksheet.html", "x").is_file()
