"""Addresses on the web: which texts are one, and what is read from it."""

from __future__ import annotations

import re
import urllib.parse

from analysis.reading.draft import ArticleError, Draft, problem, shown
from analysis.reading.kinds import from_bytes


def is_web_address(url: str) -> bool:
    """Tell whether a text is the address of a web page: http or https in any case of letters, and a host."""
    return re.match(r"https?://[^\s/]", url, re.IGNORECASE) is not None


def address_in(source: str) -> str | None:
    """Return the address a person gave, or None where it is the path of a file; raise ArticleError for one that is not fetched."""
    scheme = re.match(r"\s*([a-zA-Z][\w+.-]+)://|\s*(file|data|javascript|mailto|about|blob):", source)
    if not scheme or "\n" in source.strip():
        return None
    if (scheme[1] or "").lower() in ("http", "https"):
        return source.strip()
    hint = "; give the path itself, without file://" if (scheme[1] or scheme[2]) == "file" else "; give one of those, or a file"
    raise ArticleError(f"{shown(source)} is not an address this suite fetches, only http:// and https:// are{hint}")


def from_address(address: str) -> Draft:
    """Fetch one web address and read what it serves: a page, plain text, a Word, RTF or PDF document."""
    from analysis.reading.fetch import fetch

    data, content_type, charset = fetch(address)
    parts = urllib.parse.urlsplit(address)
    told = {b"%PDF": "pdf", b"{\\rtf": "rtf"}
    kind = next((kind for start, kind in told.items() if data.startswith(start)), None) or _kind_served(content_type, parts.path.lower())
    if kind is None:
        raise problem(address, f"is not an article but {shown(content_type)}", "give the address of the article's own page")
    draft = from_bytes(data, address, kind, address, charset)
    draft.url = address
    draft.outlet = draft.outlet or parts.hostname
    return draft


def _kind_served(content_type: str, path: str) -> str | None:
    """Return the kind a server says it serves, or None where no article is read from it; without a word of it, the path's ending counts."""
    if content_type == "application/pdf":
        return "pdf"
    if content_type == "text/plain" or (not content_type and path.endswith(".txt")):
        return "text"
    if content_type == "text/markdown":
        return "markdown"
    if content_type in ("text/html", "application/xhtml+xml", ""):
        return "html"
    return "docx" if content_type.endswith("wordprocessingml.document") else None
