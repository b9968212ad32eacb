"""Read a corpus: deal its articles out to workers on Dask distributed, and keep what comes back."""

from __future__ import annotations

import errno
import logging
import math
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.corpus.folder import CorpusError, CorpusFolder, writing
from analysis.corpus.frames import Corpus, read_corpus
from analysis.corpus.sources import Item, Problem, Sources, find_sources
from analysis.corpus.worker import Batch, copy_of, made_with, read_batch
from analysis.files import WriteError
from analysis.model import usable_cores

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

MEMORY = "2GB"
"""What a worker may use: one that takes more is ended and started again, and what it was reading is tried once more."""
MOST_IN_BATCH = 20
SHARES = 6
"""Into how many batches a core what is left is cut."""
MOST_BYTES = 2_000_000
"""What a batch may hold; one file may be larger."""
DEATHS = 3
"""Workers that may die over a batch before its things are read one by one, and then over each of these before it is given up."""
_SETTINGS = {
    "distributed.scheduler.allowed-failures": DEATHS - 1,
    "distributed.admin.large-graph-warning-threshold": "1GB",  # one file may be larger than Dask thinks wise
    "distributed.worker.profile.enabled": False,  # its record of deep calls grew by a quarter of a megabyte an article (distributed 2026.8)
}
WAIT_FOR_ROOM = 600
"""Seconds to wait for room on a full disk."""


@dataclass
class Progress:
    """How far a run is.  total: articles, so far as known.  read: of this run.  before: in the corpus already.  failed: could not be read."""

    total: int
    before: int = 0
    read: int = 0
    failed: int = 0
    seconds: float = 0.0
    said: str = ""


Watch = Callable[[Progress], None]


@dataclass
class _Run:
    """The state of one run: what waits to be read, what could not be, and who is told."""

    folder: CorpusFolder
    client: Client
    sides: dict[str, list[str]] | None
    seed: int
    watch: Watch
    progress: Progress
    begun: float = field(default_factory=time.perf_counter)
    again: deque[list[Item]] = field(default_factory=deque)
    unread: list[Problem] = field(default_factory=list)
    parents: dict[str, set[str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def tell(self, said: str = "") -> None:
        """Tell who watches how far the run is."""
        self.progress.seconds, self.progress.said = time.perf_counter() - self.begun, said
        self.watch(self.progress)

    def batches(self, sources: Sources, cores: int) -> Iterator[list[Item]]:
        """Yield what is to be read and was not, in batches that share out what is left: large ones cost less, small ones at the end even out.

        Guided self-scheduling (Polychronopoulos and Kuck 1987).
        """
        batch: list[Item] = []
        total = self.progress.total
        for passed, item in enumerate(sources):
            while self.again:
                yield self.again.popleft()
            if isinstance(item, Problem):
                self._failed([item])
                continue
            if item.id in self.seen:
                self._failed([Problem(item.name, "copy", "it was given twice; it is counted once")])
                continue
            self.seen.add(item.id)
            if item.id in self.folder.done:
                self.progress.before += 1
                continue
            size = max(1, min(MOST_IN_BATCH, math.ceil((total - passed + len(batch)) / (SHARES * cores))))
            if batch and (len(batch) >= size or sum(one.size for one in batch) + item.size > MOST_BYTES):
                yield batch
                batch = []
            batch.append(item)
        if batch:
            yield batch

    def keep(self, batch: Batch) -> None:
        """Write what came of a batch, and deal out the articles of large exports."""
        copies = [copy_of(key, key) for key in batch.keys if key in self.folder.keys]
        fresh = len(batch.keys) - len(copies)
        for parent, articles in batch.larger.items():
            items = [Item(f"{parent}#{number}", one.source, article=one) for number, one in enumerate(articles, start=1)]
            waiting = [one for one in items if one.id not in self.folder.done]
            self.parents[parent] = {one.id for one in waiting}
            self.progress.total += len(items) - 1
            self.progress.before += len(items) - len(waiting)
            self.again.extend([one] for one in waiting) if len(waiting) < MOST_IN_BATCH else self.again.extend(_cut(waiting, MOST_IN_BATCH))
        ids = list(batch.ids)
        for parent, children in self.parents.items():
            children.difference_update(batch.ids)
            if not children and parent not in self.folder.done:
                ids.append(parent)
        problems = [*batch.problems, *copies]
        if batch.keys or ids or problems:
            self._with_room(partial(self.folder.add, batch.tables if fresh else {}, batch.keys, ids, [asdict(one) for one in problems]))
        self.progress.read += fresh
        self.progress.failed += len(problems)
        self._failed(batch.unread)
        self.tell()

    def failed(self, items: list[Item], reason: str) -> None:
        """Read the things of a batch that killed its workers one by one; give up on one that was alone."""
        if len(items) > 1:
            self.again.extend([one] for one in items)
        else:
            self._failed([Problem(items[0].name, "worker", reason)])
            self.tell()

    def finish(self) -> None:
        """Write the table of what could not be read, and tell how it ended."""
        self._with_room(lambda: self.folder.write_errors([asdict(one) for one in self.unread]))
        self.tell()

    def _failed(self, problems: list[Problem]) -> None:
        self.unread += problems
        self.progress.failed += len(problems)

    def _with_room(self, write: Callable[[], None]) -> None:
        """Write, and wait where the disk is full: nothing that was read is thrown away while there is hope.  Raises WriteError in the end."""
        until = time.monotonic() + WAIT_FOR_ROOM
        while True:
            try:
                return write()
            except WriteError as error:
                if error.errno not in (errno.ENOSPC, errno.EDQUOT) or time.monotonic() > until:
                    raise
                self.tell(f"the disk is full: free some space and reading continues; it gives up after {WAIT_FOR_ROOM // 60} minutes")
                time.sleep(2)


def make_corpus(
    given: str | Path | Iterable[str | Path],
    folder: str | Path,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    memory: str = MEMORY,
    text: str | None = None,
    sides: Mapping[str, Iterable[str]] | None = None,
    seed: int = 0,
    watch: Watch | None = None,
) -> Corpus:
    """Read every article of a source into a folder, and return the corpus; what was read before is not read again.

    given: a folder, an export, a CSV, JSON lines or Parquet file, a web address, or several; see ``find_sources``.  folder: made if missing; a run
    that was stopped goes on where it was.  workers: processes on this machine, None for one a core; each has the models once and reads on one core.
    scheduler: address of a Dask cluster instead ("tcp://host:8786"), whose workers have this suite installed.  memory: what a worker here may use.
    text: the column with the texts.  sides: for all articles; None has them found in each.  watch: called after every batch.

    What cannot be read, and an article that names none of the sides given, is a row of ``corpus.errors``, and stops nothing.  Raises CorpusError for
    a source or a folder that cannot be used, SidesError for sides that cannot, and WriteError where the folder cannot be written in; what was read
    until then is kept.
    """
    sources = find_sources(given, text=text)
    named = _checked(sides)
    with writing(folder) as kept, _client(workers, scheduler, memory) as client:
        kept.check({**_made_with(client), "parameters": {"sides": named, "seed": seed}})
        run = _Run(kept, client, named, seed, watch or (lambda progress: None), Progress(len(sources)))
        run.tell("\n".join(sources.told()))
        try:
            _deal(run, sources)
        finally:
            run.finish()
    return read_corpus(folder)


def _deal(run: _Run, sources: Sources) -> None:
    """Keep every worker busy, with one more batch waiting for each, until nothing is left."""
    from distributed import as_completed

    cores = max(1, sum(run.client.nthreads().values()))
    waiting = run.batches(sources, cores)
    at_work: dict[Any, list[Item]] = {}
    finished = as_completed()
    while True:
        while len(at_work) < 2 * cores:
            batch = next(waiting, None) or (run.again.popleft() if run.again else None)
            if batch is None:
                break
            future = run.client.submit(read_batch, batch, run.sides, run.seed, pure=False, retries=0)
            at_work[future] = batch
            finished.add(future)
        if not at_work:
            return
        future = next(finished)
        items = at_work.pop(future)
        if future.status == "finished":
            run.keep(future.result())
        else:
            run.failed(items, _why(future))


def _why(future: Any) -> str:
    """Say why a batch came to nothing."""
    from distributed.scheduler import KilledWorker

    error = future.exception()
    if isinstance(error, KilledWorker):
        return f"{DEATHS} workers died while they read it, most likely because memory ran out; allow more with --memory, or leave this file out"
    return f"{type(error).__name__}: {error}"


def _cut(items: list[Item], size: int) -> Iterator[list[Item]]:
    for first in range(0, len(items), size):
        yield items[first : first + size]


def _made_with(client: Client) -> dict[str, Any]:
    """Load the models in every worker and return what they read with; raise CorpusError where two read with something else."""
    told: list[dict[str, Any]] = []
    for _ in range(DEATHS):
        told = told or list(client.run(made_with, on_error="ignore").values())  # one that dies meanwhile is started again
    if not told:
        raise CorpusError("no worker of the cluster can load the models; start one that has this suite installed, or see its log")
    if any(one != told[0] for one in told):
        raise CorpusError("the workers of the cluster have different versions or models; install the same version of the suite on all")
    return told[0]


def _checked(sides: Mapping[str, Iterable[str]] | None) -> dict[str, list[str]] | None:
    """Return the sides with all their names in lists; raise SidesError for what is no sides."""
    from analysis.who.sides import given_sides

    return None if sides is None else given_sides(sides)


@contextmanager
def _client(workers: int | None, scheduler: str | None, memory: str) -> Iterator[Client]:
    """Yield a client of a cluster: one made here for the purpose, or one that is there."""
    import dask
    from distributed import Client

    with dask.config.set(_SETTINGS):
        if scheduler is None:
            with _cluster(workers, memory) as cluster, Client(cluster) as client:
                yield client
            return
        try:
            client = Client(scheduler, timeout=20)
        except OSError as error:
            step = "give the address that its scheduler prints, such as tcp://host:8786"
            raise CorpusError(f"no cluster answers at {scheduler} ({error}); {step}") from error
        with client:
            yield client


def _cluster(workers: int | None, memory: str) -> LocalCluster:
    """Return worker processes on this machine; each reads on one core."""
    from dask.utils import parse_bytes
    from distributed import LocalCluster

    if workers is not None and workers < 1:
        raise CorpusError(f"{workers} workers cannot read anything; give 1 or more")
    try:
        limit = parse_bytes(memory)
    except ValueError:
        raise CorpusError(f"{memory!r} is not an amount of memory; give one such as 2GB") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    return LocalCluster(
        n_workers=workers or usable_cores(),
        threads_per_worker=1,
        memory_limit=limit,
        dashboard_address="127.0.0.1:0",  # None would still take the port 8787
        security=True,  # or others on this machine could hand the workers tasks
        silence_logs=logging.CRITICAL,
    )
