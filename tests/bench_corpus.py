"""What reading a corpus costs: ``python tests/bench_corpus.py`` measures and writes ``tests/bench_corpus.json`` and the table in CONTRIBUTING.md.

Articles are made by shuffling the sentences of our own texts, so that no two are the same.  ``--only NAME`` measures one part again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import psutil

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).with_suffix(".json")
TEXTS = (ROOT / "seeds" / "articles", ROOT / "training" / "comparison" / "articles")
LONG, SHORT = 22, 4
"""Sentences of an article of about 450 words, and of one of about 80, which take as much memory a worker and a fifth of the time."""
MARKS = re.compile(r"<!-- corpus -->.*?<!-- /corpus -->", re.DOTALL)


def sentences() -> list[str]:
    """Return the sentences of our own texts."""
    found = []
    for folder in TEXTS:
        for path in sorted(folder.glob("*.txt")):
            body = path.read_text(encoding="utf-8").split("---\n")[-1]
            found += [one.strip() for one in re.split(r"(?<=[.!?”])\s+", body) if len(one.split()) > 5]
    return found


def write_articles(path: Path, count: int, length: int, seed: int = 0) -> None:
    """Write a CSV file of articles, each of that many sentences drawn anew."""
    drawn, known = random.Random(seed), sentences()
    texts = [" ".join(drawn.sample(known, length)) for _ in range(count)]
    outlets = [f"Outlet {number % 5}" for number in range(count)]
    pd.DataFrame({"text": texts, "outlet": outlets, "date": "2026-03-01"}).to_csv(path, index=False)


def corpus_of(source: Path, folder: Path, workers: int) -> dict[str, float]:
    """Read a corpus; return its articles, and the seconds from the first batch dealt out to the last kept, and with start and end of the workers."""
    from analysis.corpus import make_corpus

    states: list[Any] = []
    begun = time.perf_counter()
    made = make_corpus(source, folder, workers=workers, watch=lambda progress: states.append(progress.seconds))
    return {"articles": len(made), "reading": max(states), "whole": time.perf_counter() - begun}


def in_a_loop(source: Path) -> dict[str, float]:
    """Analyse every article of a file one after the other, warm, on one core as a worker does; return articles and seconds of each kind."""
    program = f"""
import json, time
import pandas as pd
from analysis import Article, analyse
texts = pd.read_csv({str(source)!r})["text"]
analyse(Article(text=texts[0] + " And so it began."))
wall, own = time.perf_counter(), time.process_time()
for text in texts:
    analyse(Article(text=text))
print(json.dumps({{"articles": len(texts), "wall": time.perf_counter() - wall, "processor": time.process_time() - own}}))
"""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def one_by_one(source: Path, folder: Path, count: int) -> float:
    """Call ``framing json`` for some articles, a process each; return the median seconds of a call."""
    texts = pd.read_csv(source)["text"][:count]
    seconds = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        begun = time.perf_counter()
        command = [sys.executable, "-m", "analysis", "json", str(path), "-o", str(folder / "out.json")]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        seconds.append(time.perf_counter() - begun)
    return median(seconds)


def speed(folder: Path) -> dict[str, float]:
    """Measure one worker, two, a loop, and ``framing json`` in turn, twice; return medians of the ratios, taken within each turn."""
    source = folder / "long.csv"
    rounds = []
    for turn in range(2):
        write_articles(source, 80, LONG, seed=turn)
        one = corpus_of(source, folder / f"one{turn}", 1)
        two = corpus_of(source, folder / f"two{turn}", 2)
        loop = in_a_loop(source)
        single = one_by_one(source, folder, 5)
        rounds.append(
            {
                "two workers to one": one["reading"] / two["reading"],
                "cost to a loop": (one["reading"] / one["articles"]) / (loop["wall"] / loop["articles"]),
                "seconds an article, one worker": one["reading"] / one["articles"],
                "articles an hour, two workers": 3600 * two["articles"] / two["reading"],
                "times framing json one by one": single / (two["reading"] / two["articles"]),
                "seconds of one framing json": single,
                "seconds to start and stop two workers": two["whole"] - two["reading"],
            }
        )
    return {name: round(median(one[name] for one in rounds), 3) for name in rounds[0]}


def memory(folder: Path, count: int = 5000) -> dict[str, float]:
    """Read many short articles with two workers; return the resident memory of the larger worker after 200 and at the end, and its peak, in MB."""
    from analysis.corpus import make_corpus

    write_articles(folder / "many.csv", count, SHORT)
    seen: list[tuple[int, float]] = []

    def watch(progress: Any) -> None:
        here = psutil.Process().children(recursive=True)
        sizes = [one.memory_info().rss / 1e6 for one in here if "spawn_main" in " ".join(one.cmdline())]
        if progress.read and sizes:
            seen.append((progress.read, max(sizes)))

    begun = time.perf_counter()
    made = make_corpus(folder / "many.csv", folder / "many", workers=2, watch=watch)
    after_200 = median(size for read, size in seen if 150 <= read <= 400)
    return {
        "articles read": len(made),
        "megabytes a worker after 200 articles": round(after_200),
        "megabytes a worker at the end": round(median(size for _, size in seen[-10:])),
        "megabytes a worker at most": round(max(size for _, size in seen)),
        "minutes": round((time.perf_counter() - begun) / 60, 1),
    }


def kills(folder: Path, count: int = 400, times: int = 20) -> dict[str, float]:
    """Kill workers, and the whole run every fourth time, at random moments; return how many kills, and how many articles are missing or twice."""
    write_articles(folder / "kill.csv", count, SHORT)
    command = [sys.executable, "-m", "analysis", "corpus", str(folder / "kill.csv"), "-o", str(folder / "killed"), "--workers", "2"]
    drawn = random.Random(0)
    killed = runs = 0
    while True:
        runs += 1
        run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        whole = psutil.Process(run.pid)
        while run.poll() is None and killed < times:
            time.sleep(drawn.uniform(0.5, 6))
            try:
                workers = [one for one in whole.children(recursive=True) if "spawn_main" in " ".join(one.cmdline())]
                victims = [*workers, whole] if killed % 4 == 3 else workers[:1]
                for one in victims:
                    one.kill()
            except psutil.NoSuchProcess:
                break
            killed += bool(victims)
        if run.wait() == 0:
            break
    from analysis.corpus import read_corpus

    corpus = read_corpus(folder / "killed")
    texts = corpus.articles.compute()["text"]
    wanted = set(pd.read_csv(folder / "kill.csv")["text"])
    return {
        "kills": killed,
        "runs it took": runs,
        "articles lost": len(wanted - set(texts)),
        "articles twice": int(texts.duplicated().sum()),
        "articles given up": len(corpus.errors.compute()),
    }


def on_paper(folder: Path, workers: int = 64, count: int = 5000) -> dict[str, float]:
    """Work out how many workers one client can feed: what each batch costs a worker, the client that writes it, and the scheduler; measured here."""
    from distributed import Client, LocalCluster

    from analysis.corpus.build import MOST_IN_BATCH
    from analysis.corpus.folder import writing
    from analysis.corpus.sources import find_sources
    from analysis.corpus.worker import read_batch

    write_articles(folder / "batch.csv", MOST_IN_BATCH, LONG)
    items = [item for item in find_sources(folder / "batch.csv") if hasattr(item, "cells")]
    read_batch(items[:1], None, 0)
    batch = read_batch(items, None, 0)
    with writing(folder / "out") as kept:
        kept.check({})
        begun = time.perf_counter()
        for number in range(20):
            kept.add(batch.tables, [f"{number} {key}" for key in batch.keys], [str(number)], [])
        write = (time.perf_counter() - begun) / 20
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0", security=True) as cluster, Client(cluster) as client:
        client.gather(client.submit(len, b"", pure=False))
        begun = time.perf_counter()
        client.gather([client.submit(len, b"", pure=False, key=f"task {number}") for number in range(500)])
        task = (time.perf_counter() - begun) / 500
    size = sum(map(len, batch.tables.values()))
    most = batch.seconds / (write + task)
    return {
        "seconds a batch of 20 articles, worker": round(batch.seconds, 2),
        "seconds a batch, client that writes it": round(write, 3),
        "seconds a task, scheduler": round(task, 4),
        "kilobytes written an article": round(size / MOST_IN_BATCH / 1000, 1),
        "workers that one client can feed": int(most),
        f"minutes for {count:,} articles with {workers} workers": round(count / MOST_IN_BATCH * batch.seconds / min(workers, most) / 60, 1),
    }


PARTS: dict[str, Callable[[Path], dict[str, float]]] = {"speed": speed, "memory": memory, "kills": kills, "on paper": on_paper}


def write_table(results: dict[str, dict[str, float]]) -> None:
    """Put the results into CONTRIBUTING.md."""
    rows = [f"| {name} | {value:,} |" for part in results.values() for name, value in part.items()]
    table = "\n".join(["<!-- corpus -->", "| measured | |", "|---|---|", *rows, "<!-- /corpus -->"])
    page = ROOT / "CONTRIBUTING.md"
    page.write_text(MARKS.sub(lambda _: table, page.read_text(encoding="utf-8")), encoding="utf-8")


def main() -> None:
    """Measure all parts, or one, and write the results down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=list(PARTS))
    wanted = parser.parse_args().only
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name, measure in PARTS.items():
        if wanted in (None, name):
            with tempfile.TemporaryDirectory() as folder:
                results[name] = measure(Path(folder))
            print(name, json.dumps(results[name], indent=1), flush=True)
            RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    write_table({name: results[name] for name in PARTS if name in results})


if __name__ == "__main__":
    main()
