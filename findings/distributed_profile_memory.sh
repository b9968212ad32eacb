#!/usr/bin/env bash
# distributed 2026.8.0: a worker's built-in profiler, on by default, keeps what it sees, and a task with many different deep calls makes the worker grow.
#
# Guess, written down first: the profiler keeps a bounded window, a few megabytes, so long runs of like tasks take no more memory than short ones.
# Seen: it keeps up to 1,000 trees of calls (a new one a second) with a node for every place in every stack. Tasks that go through a deep tree of calls
# make the worker larger from minute to minute; with "distributed.worker.profile.enabled" off it stays as it was.
#
# Needs pip and a network; installs into a temporary folder, takes two minutes, and fails when any of this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check install --quiet "dask==2026.8.0" "distributed==2026.8.0"
cat > "$folder/look.py" <<'PYTHON'
import random
import sys
import time

import dask
import distributed
import psutil
from distributed import Client, LocalCluster


def deep(seed, seconds=0.5):
    """Go through other branches of a deep tree of calls again and again; a stand-in for a parser."""
    drawn = random.Random(seed)
    functions = []
    for number in range(200):
        names = {}
        exec(f"def step{number}(rest):\n    return sum(range(200)) + (rest[0](rest[1:]) if rest else 0)\n", names)
        functions.append(names[f"step{number}"])
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        path = [functions[drawn.randrange(200)] for _ in range(60)]
        for _ in range(50):
            path[0](path[1:])
    return seed


def grown(enabled):
    """Return how many megabytes a worker grows from the 10th second of work to the 50th."""
    with dask.config.set({"distributed.worker.profile.enabled": enabled}):
        with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster, Client(cluster) as client:
            worker = next(iter(client.run(lambda: __import__("os").getpid()).values()))
            client.gather([client.submit(deep, seed, pure=False) for seed in range(20)])
            before = psutil.Process(worker).memory_info().rss
            client.gather([client.submit(deep, 100 + seed, pure=False) for seed in range(80)])
            return (psutil.Process(worker).memory_info().rss - before) / 1e6


if __name__ == "__main__":
    with_it, without = grown(True), grown(False)
    print("distributed", distributed.__version__, "python", sys.version.split()[0])
    print(f"a worker grew by {with_it:.1f} MB in 40 s of work with its profiler, by {without:.1f} MB without")
    assert with_it > 3 * max(without, 1), (with_it, without)
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
