"""The written documents of the suite (glossary, teacher's guide, code books) as HTML pages for a folder without a network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from analysis.files import replace_file
from analysis.report.regions import told_apart, with_regions
from analysis.templates import render

_HEADING = re.compile(r"<h([23])>((?:(?!<h[23]>).)*?)</h\1>", re.DOTALL)
_LINK = re.compile(r'<a href="([^"]*)">((?:(?!<a ).)*?)</a>', re.DOTALL)


def write_document(source: Path, out: Path, *, links: Mapping[Path, str] | None = None, back: tuple[str, str] | None = None) -> Path:
    """Write a Markdown file as one HTML page; return its path.

    links: file -> its address in the folder, for the files that the document links to; a link to any other file becomes plain words.
    back: address and words of a link that leads out of the page.  Raises FileNotFoundError where the document is missing, WriteError where the
    page cannot be written.
    """
    import mistune
    from markupsafe import Markup

    text = source.read_text(encoding="utf-8")
    title, _, rest = text.partition("\n")
    html = str(mistune.create_markdown(escape=True, plugins=["table"])(rest))
    known = {path.resolve(): address for path, address in (links or {}).items()}

    def linked(found: re.Match[str]) -> str:
        address, words = found[1], found[2]
        if address.startswith(("#", "https://", "http://")):
            return found[0]
        file, _, part = unquote(address).partition("#")
        there = known.get((source.parent / file).resolve())
        return words if there is None else f'<a href="{there}{"#" * bool(part)}{part}">{words}</a>'

    html = _LINK.sub(linked, _HEADING.sub(lambda found: f'<h{found[1]} id="{heading_id(found[2])}">{found[2]}</h{found[1]}>', html))
    html = told_apart(with_regions(html), set())
    return replace_file(out, render("document.html.j2", title=title.lstrip("# ").strip(), body=Markup(html), back=back))


def heading_id(heading: str) -> str:
    """Return the name by which a heading is linked, as GitHub makes it: lower case, hyphens for spaces, no punctuation."""
    words = re.sub(r"<[^<>]+>|&\w+;|[^\w\s-]", "", heading)
    return re.sub(r"\s", "-", words.strip().lower())
