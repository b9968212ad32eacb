"""What ``framing worksheet`` writes: the form for one article, or for two reports of one event, which loads more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.classroom.questions import ALL, AskError
from analysis.classroom.worksheet import write_worksheet

if TYPE_CHECKING:
    from analysis.classroom.coding import CodingTask
    from analysis.comparison.pair import PairTask
    from analysis.reading.article import Article


def not_a_page(out: Path) -> str:
    """Return why a worksheet cannot be written there, with the remedy; empty where it can."""
    if out.is_dir():
        return f"{out} is a folder; name a file with -o, such as {out / 'worksheet.html'}"
    return "" if out.suffix.lower() in (".html", ".htm") else f"{out} would not open in a browser; the name of a worksheet ends in .html"


def write_worksheet_for(articles: Sequence[Article], out: Path, sides: Mapping[str, Sequence[str]] | None, ask: str) -> tuple[list[str], str]:
    """Write the worksheet for one article or two; return warnings, and in a line what it asks; errors as those of the two writers.

    Raises AskError where questions are chosen for two reports, which has only its own.
    """
    task: CodingTask | PairTask
    if len(articles) == 1:
        task = write_worksheet(articles[0], out, sides=sides, ask=ask)
    else:
        from analysis.comparison.pair import write_pair_worksheet

        if ask != ALL:
            raise AskError(f"the worksheet for two reports has questions of its own; leave out --ask {ask}")
        task = write_pair_worksheet(articles, out, sides=sides)
    warnings = [*(warning for article in articles for warning in article.warnings), *task.warnings]
    return warnings, f"{len(task.sentences)} sentences; sides: {', '.join(task.sides) or 'none'}"
