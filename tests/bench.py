"""Time and memory of the main job, each as a process of its own: ``make bench`` prints a table.

Three runs after one that is not counted; the median is shown.  Memory is the peak of the largest process of a run.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SEED = "seeds/articles/armenia_azerbaijan_clash.txt"
RUNS = 3
WARM = """
import sys, time
from analysis import Article, analyse, read_article
article = read_article(sys.argv[1])
lines = article.text.split("\\n")  # the copies differ, because the model keeps its answers
article = Article(text="\\n".join(f"On day {n}, {line}" for n in range(int(sys.argv[2])) for line in lines))
analyse(Article(text="Norway praised Sweden. Sweden thanked Norway."))
begun = time.perf_counter()
framing = analyse(article)
seconds = framing.seconds
print(f"{time.perf_counter() - begun:.2f} s for {framing.sentences.words.sum()} words:", ", ".join(f"{k} {v:.2f}" for k, v in seconds.items()))
"""


def timed(command: list[str]) -> tuple[float, float]:
    """Run a command; return wall seconds and the peak memory of its largest process in MiB (of all commands so far, by the system's account)."""
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return seconds, peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Measure and print."""
    framing = [sys.executable, "-m", "analysis"]
    with tempfile.TemporaryDirectory() as folder:
        jobs = {
            "import analysis": [sys.executable, "-c", "import analysis"],
            "framing json, seed": [*framing, "json", SEED],
            "framing report, seed": [*framing, "report", SEED, "-o", folder],
        }
        print(f"{'job':24} {'seconds':>8} {'peak MiB':>9}   (median of {RUNS}, {os.cpu_count()} cores)")
        for name, command in jobs.items():
            timed(command)
            runs = [timed(command) for _ in range(RUNS)]
            print(f"{name:24} {statistics.median(s for s, _ in runs):8.2f} {max(m for _, m in runs):9.0f}")
    print("\nanalyse, warm:")
    for copies in (1, 2, 4):
        subprocess.run([sys.executable, "-c", WARM, SEED, str(copies)], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
