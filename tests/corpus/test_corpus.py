"""A corpus from its sources to its tables, with real workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import psutil
import pytest

from analysis import analyse, read_article
from analysis.corpus import CorpusError, make_corpus, read_corpus
from analysis.corpus.folder import KINDS, open_folder, writing
from analysis.corpus.worker import MOST_AT_ONCE
from analysis.files import WriteError
from analysis.framing import TABLES

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds" / "articles").glob("*_c*.txt"))
SHORT = [
    "The nurses’ union called the offer an insult. The hospital said that it was fair.",
    "Police arrested the mayor on Monday. The mayor’s lawyer said the arrest was unlawful.",
    "The company closed the plant. “They have betrayed us,” said the union’s leader, Ann Cole.",
    "Rebels shelled the town of Velin. The government said that it would strike back.",
    "The minister praised the teachers. The teachers said that praise pays no rent.",
    "The court freed the editor. The paper called the trial a farce.",
]
SORTED = ["article", "sentence", "start"]


def write_rows(path, texts):
    pd.DataFrame({"text": texts, "outlet": ["Daily", "Post"] * (len(texts) // 2), "date": "2026-03-01"}).to_csv(path, index=False)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A folder with seed articles, rows of which two are the same, and a file that is no article."""
    folder = tmp_path_factory.mktemp("source")
    for article in SEEDS:
        (folder / article.name).write_bytes(article.read_bytes())
    write_rows(folder / "rows.csv", [*SHORT, SHORT[0], ""])
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no Word file")
    return folder


@pytest.fixture(scope="module")
def corpus(source, tmp_path_factory):
    return make_corpus(source, tmp_path_factory.mktemp("made") / "corpus", workers=2)


def test_every_article_is_read_once(corpus):
    articles = corpus.articles.compute()
    assert len(corpus) == len(articles) == len(SEEDS) + len(SHORT) == articles["article"].nunique()
    assert set(articles["outlet"].dropna()) >= {"Daily", "Post"}


def test_the_tables_are_those_of_analyse(corpus):
    article = read_article(SEEDS[0])
    framing = analyse(article)
    for name in TABLES:
        table = corpus.table(name).compute()
        mine = table[table["article"] == framing.key].reset_index(drop=True)
        assert (mine["outlet"].dropna() == article.outlet).all()
        wanted = framing.to_frames()[name].astype(object)
        mine = mine[list(wanted)].astype(object)
        mine, wanted = (table.where(table.notna(), None) for table in (mine, wanted))
        pd.testing.assert_frame_equal(mine, wanted, check_dtype=False, check_exact=False, atol=1e-6)
    assert corpus.article(framing.key).text == article.text


def test_what_could_not_be_read_is_told(corpus):
    errors = corpus.errors.compute()
    kinds = dict(zip(errors["source"], errors["kind"], strict=True))
    assert kinds == {"broken.docx": "file", "rows.csv, row 7": "copy", "rows.csv, row 8": "row"}
    assert corpus.problems() == {"file": 1, "copy": 1, "row": 1}


def test_frames_are_lazy_and_typed(corpus):
    for name, kinds in KINDS.items():
        assert list(corpus.table(name).columns) == list(kinds)
    mean = corpus.stance.groupby("article")["score"].mean().compute()
    assert len(mean) and mean.between(-1, 1).all()
    with pytest.raises(AttributeError, match="a corpus has no 'stanze'; its tables are articles"):
        _ = corpus.stanze


def test_a_second_run_reads_only_what_is_new(corpus, source, tmp_path):
    more = tmp_path / "more"
    more.mkdir()
    for file in source.iterdir():
        (more / file.name).write_bytes(file.read_bytes())
    (more / "new.txt").write_text("The farmers blocked the road. The government called them reckless.", encoding="utf-8")
    before = {file: file.stat().st_mtime_ns for file in corpus.path.rglob("part-*.parquet")}
    states = []
    again = make_corpus(more, corpus.path, workers=1, watch=lambda progress: states.append((progress.read, progress.before)))
    assert (states[-1][0], len(again)) == (1, len(corpus.folder.keys) + 1)
    assert states[-1][1] == len(SEEDS) + len(SHORT)
    assert all(file.stat().st_mtime_ns == stamp for file, stamp in before.items())


def test_another_way_of_reading_is_refused(corpus, source):
    with pytest.raises(CorpusError, match=r"read in another way: parameters sides was None, now is \{'Union'"):
        make_corpus(source, corpus.path, workers=1, sides={"Union": ["union"]})


def test_given_sides_hold_for_all(tmp_path):
    write_rows(tmp_path / "a.csv", SHORT[:4])
    made = make_corpus(tmp_path / "a.csv", tmp_path / "out", workers=1, sides={"Union": ["union"]})
    assert set(made.stance.compute()["side"]) == {"Union"}
    assert made.problems() == {"sides": 2}
    assert len(made) == 2


def test_two_runs_do_not_write_into_one_folder(tmp_path):
    with writing(tmp_path / "out"), pytest.raises(CorpusError, match="another run is writing into"), writing(tmp_path / "out"):
        pass


def test_a_lock_of_a_run_that_died_is_taken_over(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    with writing(tmp_path / "out"):
        lock = tmp_path / "out" / "running.json"
        told = json.loads(lock.read_text())
    (tmp_path / "out" / "corpus.json").write_text('{"format": 1, "begun": "2026-01-01", "made_with": {}}')
    lock.write_text(json.dumps({**told, "pid": dead.pid}))
    with writing(tmp_path / "out"):
        assert json.loads(lock.read_text())["pid"] == os.getpid()


def test_parts_without_a_note_are_taken_away(tmp_path):
    with writing(tmp_path / "out") as folder:
        folder.check({})
        folder.add({}, ["a"], ["1"], [])
    stale = tmp_path / "out" / "stance" / "part-000002.parquet"
    stale.parent.mkdir()
    stale.write_bytes(b"half")
    with writing(tmp_path / "out"):
        assert not stale.exists()


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CorpusError, match="holds other files and no corpus"), writing(tmp_path):
        pass
    with pytest.raises(CorpusError, match="holds no corpus"):
        read_corpus(tmp_path)


def test_a_full_disk_is_waited_for(tmp_path, monkeypatch):
    """The disk is full for the first two attempts to write a part."""
    import errno

    from analysis.corpus import build
    from analysis.corpus.folder import CorpusFolder

    monkeypatch.setattr(build.time, "sleep", lambda seconds: None)
    real, attempts, said = CorpusFolder.add, [], []

    def add(self, *args):
        attempts.append(1)
        if len(attempts) < 3:
            error = WriteError("the disk is full")
            error.errno = errno.ENOSPC
            raise error
        real(self, *args)

    monkeypatch.setattr(CorpusFolder, "add", add)
    write_rows(tmp_path / "a.csv", SHORT[:2])
    made = make_corpus(tmp_path / "a.csv", tmp_path / "out", workers=1, watch=lambda progress: said.append(progress.said))
    assert len(made) == 2
    assert any(one.startswith("the disk is full: free some space") for one in said)


def workers_of(process):
    """Return the processes that read, among the children of a run."""
    return [one for one in psutil.Process(process.pid).children(recursive=True) if "spawn_main" in " ".join(one.cmdline())]


def test_killed_workers_and_a_killed_run_lose_nothing(tmp_path):
    texts = [f"{text} It was day {day} of the quarrel." for day in range(6) for text in SHORT]
    write_rows(tmp_path / "a.csv", texts)
    command = [sys.executable, "-m", "analysis", "corpus", str(tmp_path / "a.csv"), "-o", str(tmp_path / "out"), "--workers", "2"]
    parts = tmp_path / "out" / "parts"

    def run():
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    first = run()
    deadline = time.monotonic() + 120
    while not (parts.exists() and list(parts.glob("*.json"))) and time.monotonic() < deadline and first.poll() is None:
        time.sleep(0.02)
    victims = workers_of(first)
    assert victims, "no worker was at work"
    victims[0].send_signal(signal.SIGKILL)
    time.sleep(0.3)
    for one in [*workers_of(first), psutil.Process(first.pid)]:
        one.send_signal(signal.SIGKILL)
    first.communicate()
    read = len(open_folder(tmp_path / "out").keys)
    assert 0 < read < len(texts)
    second = run()
    deadline = time.monotonic() + 120
    while len(list(parts.glob("*.json"))) < 10 and time.monotonic() < deadline and second.poll() is None:
        time.sleep(0.02)
    for victim in workers_of(second)[:1]:
        victim.send_signal(signal.SIGKILL)
    out, told = second.communicate(timeout=240)
    assert second.returncode == 0, told
    corpus = read_corpus(tmp_path / "out")
    assert sorted(corpus.articles.compute()["text"]) == sorted(texts)
    assert f"{len(texts)} articles" in out
    assert len(corpus.errors.compute()) == 0
    assert all(len(table) == len(table.drop_duplicates()) for table in map(lambda name: corpus.table(name).compute(), ("sentences", "stance")))


def test_csv_on_demand(corpus, tmp_path):
    from analysis.spreadsheet import read_csv

    corpus.to_csv(tmp_path)
    table = read_csv(tmp_path / "sentences.csv")
    assert table["text"].tolist() == corpus.sentences.compute()["text"].tolist()


def test_it_shows_itself(corpus):
    html = corpus._repr_html_()
    assert "A corpus of" in html and "Daily" in html and "1 (copy)" in html


def test_a_large_export_is_dealt_out_and_finished_as_a_whole(tmp_path):
    """One file with more articles than a worker reads at once."""
    count = MOST_AT_ONCE + 5
    head = "HD\nStory {0}\nWC\n30 words\nPD\n1 March 2021\nSN\nThe Norland Courier\nSC\nEXHER\nLA\nEnglish\nCY\n(c) 2024 Example Media Ltd\nLP\n"
    record = (
        head
        + "Rebels shelled the town of Velin on day {0} of the war.\nTD\nThe government said that it would strike back.\nAN\nDocument EXHER{0:020}\n\n"
    )
    (tmp_path / "export.txt").write_text("".join(record.format(number) for number in range(count)), encoding="utf-8")
    made = make_corpus(tmp_path / "export.txt", tmp_path / "out", workers=2)
    articles = made.articles.compute()
    assert len(articles) == count and set(articles["outlet"]) == {"The Norland Courier"} and set(articles["date"]) == {"2021-03-01"}
    assert articles["source"].nunique() == count and made.problems() == {}
    states = []
    again = make_corpus(tmp_path / "export.txt", tmp_path / "out", workers=1, watch=lambda progress: states.append((progress.read, progress.before)))
    assert states[-1] == (0, 1) and len(again) == count
