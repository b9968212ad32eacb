"""Make one HTML page of the cells of a notebook that has run.

The HTML of our own objects has been escaped by their templates; everything else is escaped here by Jinja.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from analysis.report.notebook import HTML, TEXT, Cell, Output, split_headings, without_colours
from analysis.report.regions import told_apart, with_regions
from analysis.templates import render

WIDE = re.compile(r'<div class="wide">(?:(?!<div class="wide">).)*?</svg>\s*</div>', re.DOTALL)
STYLE = re.compile(r"<style>.*?(?:</style>|\Z)", re.DOTALL)


@dataclass
class Section:
    """The part of a page below one second-level heading: what it shows, and the code behind it."""

    id: str = ""
    title: str = ""
    parts: list[dict[str, Any]] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    rows: list[list[dict[str, Any]]] = field(default_factory=list)


def make_page(cells: Sequence[Cell], code: str, *, title: str | None, fallback: str) -> str:
    """Build the page: sections at the second-level headings, each with its outputs and its code.

    code: "folded" (behind a line of each section; cells tagged ``lab`` left out) or "shown" (in its place).  title: that of the heading which
    the cells show; None where they show none, and the page is then headed by ``fallback``.
    """
    from markupsafe import Markup, escape

    sections = [Section()]
    styles: dict[str, None] = {}
    notes: list[str] = []
    slugs: set[str] = set()
    for cell in cells:
        if "lab" in cell.tags and code == "folded":
            continue
        if cell.kind == "markdown":
            for level, heading, text in split_headings(cell.source):
                if level == 2:
                    sections.append(Section(_slug(heading, slugs), heading))
                if text.strip():
                    sections[-1].parts.append({"kind": "html", "html": Markup(with_regions(_markdown(text), str(escape(sections[-1].title))))})
        elif "injected-parameters" not in cell.tags:  # the path of the article on this machine is nobody's business
            if code == "shown" and cell.source.strip():
                sections[-1].parts.append({"kind": "code", "text": cell.source})
            elif code != "shown":
                sections[-1].code.append(cell.source)
            for part in _parts(cell.outputs, notes):
                if part["kind"] == "html":
                    styles |= dict.fromkeys(STYLE.findall(part["html"]))
                    part["html"] = Markup(STYLE.sub("", part["html"]))
                sections[-1].parts.append(part)
    names = {str(escape(section.title)).lower() for section in sections}
    for section in sections:
        for part in section.parts:
            if part["kind"] == "html":
                part["html"] = Markup(told_apart(part["html"], names))
        section.rows = _rows(section.parts) if code == "folded" else [[part] for part in section.parts]
    return render(
        "report.html.j2",
        title=" ".join((title or fallback).split()),
        has_heading=title is not None,
        styles=Markup("\n".join(styles)),
        head=sections[0],
        sections=sections[1:],
        code=code,
        notes=list(dict.fromkeys(notes)),
        date=today(),
    )


def _parts(outputs: Sequence[Output], notes: list[str]) -> Iterator[dict[str, Any]]:
    """Yield what a cell shows: HTML of our objects and tables, pictures, plain text; warnings go to ``notes``."""
    for output in outputs:
        data = output.data
        if output.printed == "stderr":
            notes += [line.strip() for line in without_colours(data[TEXT]).splitlines() if "Warning" in line]
        elif HTML in data:
            yield {"kind": "html", "html": data[HTML]}
        elif "image/png" in data:
            yield {"kind": "image", "src": "data:image/png;base64," + re.sub(r"\s", "", data["image/png"]), "alt": data.get(TEXT, "")}
        elif data.get(TEXT, "").strip():
            yield {"kind": "text", "text": without_colours(data[TEXT]) if output.printed else data[TEXT]}


def _rows(parts: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Set the parts of a section in rows: charts by twos; a chart alone has a row of its own, since beside a text one of the two ends early."""
    rows: list[list[dict[str, Any]]] = []
    for drawn, members in groupby(parts, key=lambda part: '<figure class="chart">' in part.get("html", "")):
        run, width = list(members), 2 if drawn else 1
        rows += [run[i : i + width] for i in range(0, len(run), width)]
    return [[_without_wide(part) for part in row] if len(row) > 1 else row for row in rows]


def _without_wide(part: dict[str, Any]) -> dict[str, Any]:
    """Return a chart without the drawing that is as wide as a text: of two side by side none is ever shown that wide."""
    from markupsafe import Markup

    return part | {"html": Markup(WIDE.sub("", part["html"]))}


def _markdown(text: str) -> str:
    import mistune

    return str(mistune.create_markdown(escape=True, plugins=["table"])(text))


def _slug(title: str, taken: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "section"
    slug = next(name for name in (base, *(f"{base}-{i}" for i in range(2, 10_000))) if name not in taken)
    taken.add(slug)
    return slug


def today() -> str:
    """Return the date of today, or that of SOURCE_DATE_EPOCH, as 2026-01-31."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return now.date().isoformat()
