"""What the report shows besides charts and findings: the article at a glance, and all tables to take away."""

from __future__ import annotations

import base64
import json
import re
import urllib.parse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.reading.web import is_web_address
from analysis.spreadsheet import table_csv
from analysis.templates import first_words, render

if TYPE_CHECKING:
    from analysis.framing import Framing

DECIMALS = 4
CARD = "application/vnd.framing.card+json"
"""Media type in which the card hands on title and rows, for a list of reports."""


@dataclass(frozen=True, eq=False)
class Card:
    """The article at a glance: title, outlet, date, source, size, sides."""

    title: str
    rows: tuple[tuple[str, str], ...]
    url: str | None = None

    def _repr_html_(self) -> str:
        return render("card.html.j2", title=self.title, rows=self.rows, url=self.url)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/html": self._repr_html_(), CARD: {"title": self.title, "rows": [list(row) for row in self.rows]}}


@dataclass(frozen=True, eq=False)
class Downloads:
    """The tables as links that hold their data: JSON for all, CSV for each."""

    files: tuple[tuple[str, str, bytes], ...]  # name, media type, content

    def _repr_html_(self) -> str:
        links = [
            {"name": name, "href": f"data:{kind};base64,{base64.b64encode(content).decode()}", "size": f"{max(1, len(content) // 1024)} KB"}
            for name, kind, content in self.files
        ]
        return render("downloads.html.j2", links=links)


def article_card(framing: Framing) -> Card:
    """Show what is known about the article; nothing is invented where it is not known."""
    article = framing.article
    source = _file_name(article.source)
    known = [("Outlet", article.outlet), ("Date", article.date), ("Author", article.author), ("Section", article.section), ("Source", source)]
    size = f"{int(framing.sentences.words.sum())} words in {len(framing.sentences)} sentences"
    sides = "; ".join(framing.sides) or "none found"
    url = str(article.url or (article.source if is_web_address(str(article.source)) else "")) or None
    if url and urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        url = None
    rows = [(name, str(value)) for name, value in known if value] + [("Length", size), ("Sides", sides)]
    if not article.title:
        rows.insert(0, ("Title", "not known; the first words are shown above"))
    return Card(
        str(
            article.title
            or first_words(next((line.strip() for line in article.text.splitlines() if line.strip()), ""))
            or source
            or "Article without a title"
        ),
        tuple(rows),
        url,
    )


def downloads(framing: Framing) -> Downloads:
    """Offer all tables as one JSON file and each as CSV, stored in the page itself; numbers with four decimals, to keep the page small."""
    numbers = json.loads(framing.to_json(), parse_float=lambda digits: round(float(digits), DECIMALS))
    everything = json.dumps(numbers, ensure_ascii=False, separators=(",", ":"))
    files = [("framing.json", "application/json", everything.encode("utf-8"))]
    for name, table in framing.to_frames().items():
        files.append((f"{name}.csv", "text/csv", table_csv(table.round(DECIMALS)).encode("utf-8-sig")))
    return Downloads(tuple(files))


def _file_name(source: object) -> str:
    text = str(source or "")
    return text if is_web_address(text) else re.split(r"[/\\]", text)[-1]
