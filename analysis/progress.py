"""The steps of a long job: which one is under way, and how long each took."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any


class Steps:
    """Times the steps of one report, and shows the one under way where a person is watching."""

    def __init__(self, article: str) -> None:
        self.article = article
        self.seconds: dict[str, float] = {}
        self._name: str | None = None
        self._since = 0.0
        self._bar: Any = None

    def begin(self, name: str, done: int = 0, of: int = 0) -> None:
        """Begin a step; done and of: how far the report is, for the bar."""
        self._close_step()
        self._name, self._since = name, time.perf_counter()
        if sys.stderr.isatty():
            from tqdm import tqdm

            if self._bar is None:
                self._bar = tqdm(total=of or None, desc=Path(self.article).name[:40], leave=False, bar_format="{desc}: {bar} {postfix} {elapsed}")
            if of:
                self._bar.total, self._bar.n = of, done
            self._bar.set_postfix_str(name)

    def end(self) -> None:
        """End the last step and take the bar away."""
        self._close_step()
        if self._bar is not None:
            self._bar.close()

    def _close_step(self) -> None:
        if self._name is not None:
            self.seconds[self._name] = self.seconds.get(self._name, 0.0) + time.perf_counter() - self._since
            self._name = None

    def table(self) -> str:
        """Return the steps with their seconds, one a line, and the sum."""
        rows = [*self.seconds.items(), ("in all", sum(self.seconds.values()))]
        return "\n".join(f"  {seconds:6.1f} s  {name}" for name, seconds in rows)
