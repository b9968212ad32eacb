"""Addresses on the web, and what a server answers."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from harbour import BODY, LEAD, QUOTE, STORY, TITLE, page, pdf_bytes

from analysis.reading.article import read_article
from analysis.reading.draft import ArticleError

DATA = Path(__file__).parents[1] / "data" / "articles"


class Site(http.server.BaseHTTPRequestHandler):
    """A small news site."""

    pages = {
        "/news/harbour": ("text/html; charset=utf-8", (DATA / "saved_page.html").read_bytes()),
        "/cp1252": ("text/html; charset=windows-1252", page(STORY).encode("cp1252")),
        "/plain.txt": ("text/plain", BODY.encode()),
        "/a.pdf": ("application/pdf", pdf_bytes([[LEAD]])),
        "/a.rtf": ("application/rtf", b"{\\rtf1 " + LEAD.encode() + b"}"),
        "/n%C3%A4chste": ("text/plain; charset=utf-8", BODY.encode()),
        "/picture": ("image/png", b"\x89PNG\r\n"),
        "/lying": ("text/html", b"\x89PNG\r\n"),
        "/empty": ("text/html", b""),
    }

    def do_GET(self) -> None:
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", {"/moved": "/news/harbour", "/moved-file": "file:///etc/passwd"}.get(self.path, self.path))
            self.end_headers()
            return
        kind, content = self.pages.get(self.path, (None, b""))
        if kind is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_address(site: str):
    for path in ("/news/harbour", "/moved"):
        article = read_article(site + path)
        assert (article.title, article.outlet, article.date, article.author) == (TITLE, "The Coast Courier", "2024-03-05", "Ada Marlow")
        assert article.source == article.url == site + path
        assert article.text.startswith(TITLE)
    article = read_article(f"  {site}/cp1252 ")
    assert QUOTE in article.text
    assert article.outlet
    assert article.outlet.startswith("127.0.0.1")  # the page names no outlet: its host stands in
    assert read_article(f"{site}/plain.txt#top").text == BODY
    assert read_article(f"{site}/nächste").text == BODY
    assert read_article(f"{site}/a.pdf").text == LEAD
    assert read_article(f"{site}/a.rtf").text == LEAD


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/missing", r"could not be fetched: the server answered 404 Not Found; open it in a browser"),
        ("/picture", r"is not an article but image/png; give the address"),
        ("/lying", r"by its content it is a PNG picture"),
        ("/empty", r"is empty"),
        ("/moved-file", r"could not be fetched"),
        ("/moved-round", r"could not be fetched"),
    ],
)
def test_address_without_an_article(site: str, path: str, message: str):
    with pytest.raises(ArticleError, match=message) as caught:
        read_article(site + path)
    assert str(caught.value).startswith(site + path)
