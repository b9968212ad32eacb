"""What a person sees while a corpus is read, and when it is done."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import TracebackType
from typing import TextIO

from analysis.corpus.build import MEMORY, Progress, make_corpus
from analysis.corpus.frames import Corpus
from analysis.templates import counted

_EVERY = 30.0
"""Seconds between two lines where nobody watches, as in a log."""


class Bar:
    """Shows how far a run is, with its rate and the time left: a bar in a terminal, a line now and then in a log."""

    def __init__(self, out: TextIO | None = None) -> None:
        from tqdm import tqdm

        self._out = out or sys.stderr
        self._bar = tqdm(total=0, unit="article", file=self._out, mininterval=0.5, dynamic_ncols=True, disable=not self._out.isatty(), smoothing=0.1)
        self._last = -_EVERY
        self._said = ""

    def __call__(self, progress: Progress) -> None:
        """Show a state."""
        if progress.said and progress.said != self._said:
            self._bar.write(progress.said, file=self._out)
        self._said = progress.said
        done = progress.read + progress.failed
        if not self._bar.disable:
            self._bar.total = max(progress.total - progress.before, done)
            self._bar.set_postfix_str(f"{progress.failed} not read" if progress.failed else "", refresh=False)
            self._bar.update(done - self._bar.n)
        elif progress.seconds - self._last >= _EVERY:
            self._last = progress.seconds
            print(_line(progress), file=self._out, flush=True)

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.close()


def read_and_tell(
    sources: list[str],
    output: str,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    memory: str = MEMORY,
    text: str | None = None,
    sides: Mapping[str, list[str]] | None = None,
    csv: bool = False,
) -> str:
    """Read a corpus as the command asks for it, show how far it is, and return what to say at the end.  Raises what ``make_corpus`` does."""
    with Bar() as bar:
        corpus = make_corpus(sources, output, workers=workers, scheduler=scheduler, memory=memory, text=text, sides=sides, watch=bar)
    told = summary(corpus)
    return f"{told}\n{corpus.to_csv(corpus.path / 'csv')}" if csv else told


def summary(corpus: Corpus) -> str:
    """Say in a few lines what a corpus holds, and what could not be read."""
    counts = corpus.counts()
    lines = [f"{corpus.path}: {counted(len(corpus), 'article')}, {int(counts['words'].sum()):,} words, {counted(len(counts), 'outlet')}"]
    problems = corpus.problems()
    if problems:
        kinds = ", ".join(f"{count} ({kind})" for kind, count in problems.items())
        lines.append(f"not read or not counted: {kinds}; the table `errors` names each with its reason")
    return "\n".join(lines)


def _line(progress: Progress) -> str:
    done = progress.read + progress.failed
    left = max(0, progress.total - progress.before - done)
    if not done:
        return f"{counted(left, 'article')} to read" + (f", {progress.before:,} read before" if progress.before else "")
    seconds = left * progress.seconds / done
    return f"{done:,} of {done + left:,} articles, {60 * done / progress.seconds:.0f} a minute, {_time(seconds)} left, {progress.failed:,} not read"


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
