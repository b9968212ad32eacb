"""Fetching: without a network, and never into the reader's own."""

from __future__ import annotations

import socket
import urllib.error

import pytest

from analysis.reading.article import read_article
from analysis.reading.draft import ArticleError
from analysis.reading.fetch import Redirects


def test_no_network(monkeypatch: pytest.MonkeyPatch):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(ArticleError, match=r"could not be fetched \(.*refused.*\); check the address and the network, or save the page"):
        read_article(f"http://127.0.0.1:{port}/a")

    def cut(*_: object, **__: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(socket, "getaddrinfo", cut)
    with pytest.raises(
        ArticleError, match=r"https://courier\.example/a could not be fetched \(.*name resolution\); check the address and the network"
    ):
        read_article("https://courier.example/a")


INSIDE = ["http://127.0.0.1/admin", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest", "file:///etc/passwd", "ftp://127.0.0.1/"]


@pytest.mark.parametrize("target", INSIDE)
def test_a_page_of_the_web_cannot_lead_into_the_own_network(target: str):
    with pytest.raises(urllib.error.URLError, match="not fetched"):
        Redirects(local=False).redirect_request(None, None, 302, "Found", {}, target)
