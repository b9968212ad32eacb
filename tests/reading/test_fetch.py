"""Fetching: without a network, and never into the reader's own."""

from __future__ import annotations

import socket
import threading
import time
import urllib.error
from collections.abc import Iterator

import pytest

from analysis.reading import fetch
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


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
WORDS = b"The council met on Monday. " * 40
CHUNK = b"%x\r\n%s\r\n" % (len(WORDS), WORDS)
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
DRIP = b"a letter at a time"

ANSWERS = {
    "/whole": (OK + b"Content-Length: %d\r\n\r\n" % len(WORDS) + WORDS, b""),
    "/short": (OK + b"Content-Length: 5000\r\n\r\n" + WORDS, b""),
    "/nothing": (OK + b"Content-Length: 5000\r\n\r\n", b""),
    "/unsaid": (OK + b"\r\n" + WORDS, b""),
    "/chunks": (CHUNKED + CHUNK * 2 + b"0\r\n\r\n", b""),
    "/broken-chunk": (CHUNKED + CHUNK + CHUNK[:500], b""),
    "/no-last-chunk": (CHUNKED + CHUNK, b""),
    "/no-size": (CHUNKED + CHUNK + b"what?\r\n", b""),
    "/drip-status": (b"", DRIP),
    "/drip-headers": (OK + b"X-Slow: ", DRIP),
    "/drip-chunk-size": (CHUNKED + CHUNK, b"0" * 100),
    "/drip-words": (OK + b"\r\n", DRIP),
    "/no-answer": (b"", b""),
}


def answer(connection: socket.socket, over: threading.Event) -> None:
    """Answer one request byte by byte as written, then drip until the test is over."""
    with connection:
        path = connection.recv(4096).split(b" ")[1].decode()
        now, later = ANSWERS[path]
        connection.sendall(now)
        while later and not over.wait(0.05):
            try:
                connection.sendall(later[:1])
            except OSError:
                return


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Serve answers that no library would write."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while not over.is_set():
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=answer, args=(connection, over), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        over.set()


@pytest.mark.parametrize(("path", "times"), [("/whole", 1), ("/unsaid", 1), ("/chunks", 2)])
def test_whole_answers(server: str, path: str, times: int):
    assert read_article(server + path).text == (WORDS * times).decode()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/short", "broke off while it was fetched: 1,080 bytes came of the 5,000 that were announced; try again, or save"),
        ("/nothing", "broke off while it was fetched: 0 bytes came of the 5,000 that were announced"),
        ("/broken-chunk", r"broke off while it was fetched, after 1,\d+ bytes; try again"),
        ("/no-last-chunk", "broke off while it was fetched, after 1,080 bytes; try again"),
        ("/no-size", "broke off while it was fetched, after 1,080 bytes; try again"),
        ("/no-answer", r"could not be fetched \(.*closed.*\); check the address"),
    ],
)
def test_broken_answers(server: str, path: str, message: str):
    with pytest.raises(ArticleError, match=message) as caught:
        read_article(server + path)
    assert str(caught.value).startswith(server + path)


@pytest.mark.parametrize("path", [path for path in ANSWERS if path.startswith("/drip")])
def test_slow_answers_are_cut(server: str, path: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetch, "_MAX_SECONDS", 0.4)
    begin = time.monotonic()
    with pytest.raises(ArticleError, match=r"could not be fetched \(not done within 0.4 seconds\); check the address and the network"):
        read_article(server + path)
    assert time.monotonic() - begin < 15
    deadline = time.monotonic() + 30
    while any(thread.name == "fetch" for thread in threading.enumerate()):  # nothing goes on behind the reader's back
        assert time.monotonic() < deadline
        time.sleep(0.02)
