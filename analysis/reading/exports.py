"""Exports of news databases (Nexis, Factiva, ProQuest): one file, one article or many."""

from __future__ import annotations

import re

from analysis.reading.draft import Draft, LeftOut
from analysis.reading.export_lines import page_lines, tidy
from analysis.reading.factiva import is_factiva, read_factiva
from analysis.reading.nexis import is_nexis, read_nexis
from analysis.reading.proquest import is_proquest, read_proquest

_DATABASES = (("Nexis", is_nexis, read_nexis), ("Factiva", is_factiva, read_factiva), ("ProQuest", is_proquest, read_proquest))
_PAGE_MARKS = re.compile(r"end of document|load-date|\d documents|length:|factiva|proquest|full text|>hd\b|\bdocument [a-z]{1,20}\d", re.IGNORECASE)


_RUN_TOGETHER = re.compile(
    r"[^\S\n](?=(?:Section|Byline|Dateline|Load-Date|Publication (?:title|info|year|date)|(?:First p|P)ages?|ISSN|Last updated|Database|Full text"
    r"|Document URL|ProQuest document ID|People|Author|Client/Matter|Search Terms|Job Number|Narrowed by)"
    r":\s|Length:\s\d+ words|_{20}|Document \d+ of \d+$)|(?<=_{20})[^\S\n]",
    re.MULTILINE,
)
"""Where a field begins within a line, as in a PDF, whose lines are told apart by their places alone."""


def database_of(text: str) -> str | None:
    """Name the database whose export a text is ("Nexis", "Factiva", "ProQuest"), told by its fields; None for anything else."""
    lines = [line for line in map(tidy, text.split("\n")) if line]
    return next((name for name, is_one, _ in _DATABASES if is_one(lines)), None)


def drafts_in(draft: Draft) -> list[Draft]:
    """Return the articles of an export, each with its papers and its text; none where the draft of a file is no export.

    What the file says of itself (a title such as "Files (25)") is not taken over; its warnings and what its reader left out are.
    """
    database = database_of(draft.text)
    if database is None:
        return []
    read = next(read for name, _, read in _DATABASES if name == database)
    text = _RUN_TOGETHER.sub("\n\n", draft.text) if draft.name.lower().endswith(".pdf") else draft.text
    drafts = [found.draft(draft.name) for found in read(text) if found.paragraphs or found.title]
    scope = "whole-file " if len(drafts) > 1 else ""
    besides = [LeftOut(scope + each.kind, each.count, each.example) for each in draft.left_out]
    seen: dict[str, int] = {}
    for number, one in enumerate(drafts, start=1):
        one.warnings[:0] = draft.warnings
        one.left_out += besides
        if (first := seen.setdefault(one.text, number)) != number:
            one.warnings.append(f"copy: the text is the same as that of article {first} of this export")
    return drafts


def export_in_page(page: str) -> str | None:
    """Return the lines of a web page that is an export, a line for each paragraph, heading and cell of a table; None for any other page."""
    if not _PAGE_MARKS.search(page):
        return None
    text = page_lines(page)
    return text if database_of(text) else None
