"""Time and memory of the main job: ``make bench`` prints two tables.

The first runs each job as a process of its own: three runs after one that is not counted; the median is shown, and the peak memory of the
largest process.  The second shows, with everything loaded, where the time of one report goes and how it and the page grow with the article.
``python tests/bench.py --growth`` prints the second alone.
"""

from __future__ import annotations

import ast
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SEED = "seeds/articles/armenia_azerbaijan_clash.txt"
RUNS = 3
WORDS = (500, 1_000, 5_000)
LIMITS = {"seed": (2.5, 600), "5000 words": (None, 2_500)}
"""Row -> most seconds of rendering and most KB of the page; shown beside what was measured."""


def timed(command: list[str]) -> tuple[float, float]:
    """Run a command; return wall seconds and the peak memory of its largest process in MiB (of all commands so far, by the system's account)."""
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return seconds, peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def jobs() -> None:
    """Print the first table."""
    framing = [sys.executable, "-m", "analysis"]
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "import analysis": [sys.executable, "-c", "import analysis"],
            "framing json, seed": [*framing, "json", SEED],
            "framing report, seed": [*framing, "report", SEED, "-o", folder],
        }
        print(f"{'job':24} {'seconds':>8} {'peak MiB':>9}   (median of {RUNS}, {os.cpu_count()} cores)")
        for name, command in commands.items():
            timed(command)
            runs = [timed(command) for _ in range(RUNS)]
            print(f"{name:24} {statistics.median(s for s, _ in runs):8.2f} {max(m for _, m in runs):9.0f}")


def longer(text: str, words: int) -> str:
    """Repeat a text until it has about so many words; no copy is like another, nor like one of another length: the model keeps its answers."""
    lines = [line for line in text.split("\n") if line.strip()]
    each = len(re.findall(r"\w+", text)) / len(lines) + 3
    return "\n".join(f"On day {words + n // len(lines)}, {lines[n % len(lines)]}" for n in range(round(words / each)))


def render(framing: Any) -> tuple[dict[str, float], int]:
    """Run the cells of the report's notebook here, without its analysis; return seconds by section and the size of the page in bytes."""
    from analysis.report.notebook import Output, media_of, read_notebook, step_names
    from analysis.report.page import make_page
    from analysis.report.report import NOTEBOOK

    cells = read_notebook(NOTEBOOK)
    names = step_names(cells)
    namespace: dict[str, Any] = {"framing": framing, "order": list(framing.sides)}
    seconds: dict[str, float] = {}
    for index, name in names.items():
        begun = time.perf_counter()
        body = [node for node in ast.parse(cells[index].source).body if "analyse(" not in ast.unparse(node)]
        last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), repr(index), "exec"), namespace)
        if isinstance(last, ast.Expr):
            cells[index].outputs = [Output(media_of(eval(compile(ast.Expression(last.value), repr(index), "eval"), namespace)))]
        seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - begun
    begun = time.perf_counter()
    page = make_page(cells, "folded", title="bench", fallback="bench")
    seconds["page"] = time.perf_counter() - begun
    return seconds, len(page.encode())


def growth() -> None:
    """Print the second table; the model's second answers in the swap audit are counted as analysis, not as rendering."""
    from analysis import Article, analyse, read_article

    seed = read_article(ROOT / SEED)
    render(analyse(Article(text="Norway praised its brave fishers. Sweden thanked Norway.")))
    articles = {"seed": seed} | {f"{words} words": Article(text=longer(seed.text, words)) for words in WORDS}
    print(f"\n{'article':12} {'words':>6} {'sentences':>9} {'analyse':>8} {'audit':>7} {'render':>7} {'KB':>6}")
    for name, article in articles.items():
        framing = analyse(article)
        begun = time.perf_counter()
        framing.swap_audit()
        audit = time.perf_counter() - begun
        steps, size = render(framing)
        rendering = sum(steps.values()) - steps["Can we trust it?"]
        counts = f"{framing.sentences.words.sum():6} {len(framing.sentences):9}"
        line = f"{name:12} {counts} {sum(framing.seconds.values()):8.2f} {audit:7.2f} {rendering:7.2f}"
        most_seconds, most = LIMITS.get(name, (None, None))
        limits = [f"render at most {most_seconds} s"] * (most_seconds is not None) + [f"at most {most} KB"] * (most is not None)
        print(f"{line} {size / 1024:6.0f}" + (f"   (to be: {', '.join(limits)})" if limits else ""))
        print("   analyse: " + ", ".join(f"{step} {value:.2f}" for step, value in framing.seconds.items()))
        print("   render:  " + ", ".join(f"{step} {value:.2f}" for step, value in sorted(steps.items(), key=lambda one: -one[1]) if value >= 0.01))


def main() -> None:
    """Measure and print."""
    sys.path.insert(0, str(ROOT))
    if "--growth" not in sys.argv:
        jobs()
    growth()


if __name__ == "__main__":
    main()
