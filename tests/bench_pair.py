"""This build beside an earlier one: ``make bench BEFORE=FOLDER`` runs each job with both in turn (A, B, A, B) and tells the ratio.

FOLDER is a checkout of the earlier build with its own ``.venv`` (``make install`` there).  Each job is a process of its own, started in its
checkout by its own Python.  Told are medians of seconds, the peak memory of all processes of the job together, and both as shares of the
earlier build.  The figures go to ``tests/bench.json``, and from there into the table of CONTRIBUTING.md.  ``--install`` also times ``make report``
from a clean clone of each.  ``--jobs NAME ...`` runs some alone.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIGURES = Path(__file__).with_suffix("").with_name("bench.json")
SEED = "seeds/articles/armenia_azerbaijan_clash.txt"
MORE = ["seeds/articles/border_clash_peace.txt", "seeds/articles/tram_strike_city.txt"]
RUNS = 5
ANALYSE = (
    "import sys, time; sys.path[:0] = ['tests']; from bench import longer; from analysis import Article, analyse, read_article;"
    "article = Article(text=longer(read_article({seed!r}).text, {words})); begun = time.perf_counter(); analyse(article);"
    "print(time.perf_counter() - begun)"
)
EMPTY = {
    "cells": [{"cell_type": "code", "id": "a", "source": "1", "metadata": {}, "outputs": [], "execution_count": None}],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


@dataclass(frozen=True)
class Bar:
    """A job, and the most of the earlier build's seconds and memory it may take; None where there is no such bar."""

    name: str
    command: list[str]
    seconds: float | None = None
    memory: float | None = None
    runs: int = RUNS
    prints_seconds: bool = False


def jobs(folder: str, empty: str) -> list[Bar]:
    """Return the jobs, as arguments to the Python of a checkout."""
    framing = ["-m", "analysis"]
    return [
        Bar("framing report, seed", [*framing, "report", SEED, "-o", folder], 0.5, 0.75),
        Bar("framing report, seed and two more", [*framing, "report", SEED, *MORE, "-o", folder]),
        Bar("framing json, seed", [*framing, "json", SEED], 0.4),
        Bar("framing check", [*framing, "check"], 0.5),
        Bar("framing worksheet, seed", [*framing, "worksheet", SEED, "-o", f"{folder}/worksheet.html"], 0.5),
        Bar("an empty notebook", ["-m", "nbconvert", "--execute", "--to", "html", empty, "--output-dir", folder]),
        Bar("analyse, 5,000 words", ["-c", ANALYSE.format(seed=SEED, words=5_000)], 0.6, 0.7, prints_seconds=True),
        Bar("analyse, 50,000 words", ["-c", ANALYSE.format(seed=SEED, words=50_000)], 0.6, 0.7, runs=1, prints_seconds=True),
    ]


def run(python: Path, checkout: Path, bar: Bar) -> tuple[float, float]:
    """Run a job once; return its seconds and the peak memory of all its processes together, in MiB."""
    begun = time.perf_counter()
    started = subprocess.Popen([str(python), *bar.command], cwd=checkout, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peak = [0.0]
    watching = threading.Thread(target=_watch, args=(started, peak))
    watching.start()
    out, err = started.communicate()
    seconds = time.perf_counter() - begun
    watching.join()
    if started.returncode:
        raise SystemExit(f"{' '.join(bar.command)[:200]} in {checkout} ended with {started.returncode}:\n{err[-2000:]}")
    return float(out.split()[-1]) if bar.prints_seconds else seconds, peak[0]


def _watch(started: subprocess.Popen[str], peak: list[float]) -> None:
    """Note the most memory that a process and all it has started hold at one time, looked at fifty times a second."""
    import psutil

    try:
        process = psutil.Process(started.pid)
    except psutil.NoSuchProcess:
        return
    while started.poll() is None:
        held = 0
        for one in [process, *_children(process)]:
            try:
                held += one.memory_info().rss
            except psutil.Error:
                continue
        peak[0] = max(peak[0], held / 2**20)
        time.sleep(0.02)


def _children(process: Any) -> list[Any]:
    import psutil

    try:
        return list(process.children(recursive=True))
    except psutil.Error:
        return []


def compare(before: Path, bar: Bar) -> dict[str, Any]:
    """Run a job in turn with the earlier build and this one, after one run of each that is not counted."""
    pairs = [(before / ".venv/bin/python", before), (ROOT / ".venv/bin/python", ROOT)]
    if bar.runs > 1:
        for pair in pairs:
            run(*pair, bar)
    measured: list[list[tuple[float, float]]] = [[], []]
    for _ in range(bar.runs):
        for found, pair in zip(measured, pairs, strict=True):
            found.append(run(*pair, bar))
    (was, was_memory), (now, now_memory) = ([statistics.median(column) for column in zip(*found, strict=True)] for found in measured)
    return {
        "seconds": {"before": round(was, 2), "now": round(now, 2), "share": round(now / was, 2), "bar": bar.seconds},
        "memory": {"before": round(was_memory), "now": round(now_memory), "share": round(now_memory / was_memory, 2), "bar": bar.memory},
        "runs": bar.runs,
    }


def install(before: Path) -> dict[str, Any]:
    """Time ``make report`` from a clean clone of each build, packages in pip's cache, in turn, twice."""
    seconds: list[list[float]] = [[], []]
    for _ in range(2):
        for found, checkout in zip(seconds, (before, ROOT), strict=True):
            with tempfile.TemporaryDirectory() as folder:
                subprocess.run(["git", "clone", "-q", str(checkout), f"{folder}/clone"], check=True)
                begun = time.perf_counter()
                subprocess.run(["make", "report"], cwd=f"{folder}/clone", check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                found.append(time.perf_counter() - begun)
    was, now = (min(found) for found in seconds)
    return {"seconds": {"before": round(was, 1), "now": round(now, 1), "share": round(now / was, 2), "bar": 0.7}, "memory": None, "runs": 2}


def table(figures: dict[str, Any]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| job | seconds before | now | share | bar | memory before | now | share | bar |", "|---|---|---|---|---|---|---|---|---|"]
    for name, found in figures["jobs"].items():
        cells = [name]
        for part in ("seconds", "memory"):
            one = found[part] or dict.fromkeys(("before", "now", "share", "bar"))
            cells += ["–" if one[key] is None else f"{one[key]:,}" for key in ("before", "now", "share", "bar")]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write the figures down."""
    sys.path.insert(0, str(ROOT))
    from training.cards import write_between_marks

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("--jobs", nargs="+", default=None)
    parser.add_argument("--install", action="store_true")
    args = parser.parse_args()
    before = args.before.resolve()
    if not (before / ".venv/bin/python").exists():
        raise SystemExit(f"{before} holds no .venv; run `make install` there first")
    figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {"jobs": {}}
    figures["machine"] = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.ipynb"
        empty.write_text(json.dumps(EMPTY), encoding="utf-8")
        for bar in jobs(folder, str(empty)):
            if args.jobs is None or bar.name in args.jobs:
                figures["jobs"][bar.name] = compare(before, bar)
                print(bar.name, json.dumps(figures["jobs"][bar.name]), flush=True)
    if args.install and shutil.which("make"):
        figures["jobs"]["make report, clean clone"] = install(before)
    FIGURES.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_between_marks(ROOT / "CONTRIBUTING.md", {"bench": table(figures)})
    print(table(figures))


if __name__ == "__main__":
    main()
