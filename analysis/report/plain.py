"""A short list of plain sentences that shows itself: used for findings and cautions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.templates import render


@dataclass(frozen=True)
class Findings:
    """A short list of plain sentences, with the warnings that belong to them."""

    items: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    title: str = ""
    rows: tuple[tuple[str, str], ...] = field(default=())
    groups: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())  # the same sentences under their questions, where there are several

    def __iter__(self) -> Iterator[str]:
        """Go through the sentences."""
        return iter(self.items)

    def __len__(self) -> int:
        """Count the sentences."""
        return len(self.items)

    def __getitem__(self, index: int) -> str:
        """Return one sentence."""
        return self.items[index]

    def _repr_html_(self) -> str:
        return render("findings.html.j2", title=self.title, items=self.items, warnings=self.warnings, rows=self.rows, groups=self.groups)
