"""Fetching one address: over http or https only, within limits, and never from the web into the reader's own network."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import threading
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPConnection, HTTPException, HTTPSConnection, IncompleteRead
from typing import Any

from analysis.reading.draft import ArticleError, problem, shown

_MAX_BYTES = 20_000_000
_MAX_SECONDS = 60
_SAVE = "check the address and the network, or save the page from a browser and give the file"
_AGAIN = "try again, or save the page from a browser and give the file"


def fetch(address: str) -> tuple[bytes, str, str | None]:
    """Return the bytes at an http(s) address, their content type and charset; at most 20 MB, in at most a minute.

    Raises ArticleError where the answer is none, too large, too slow, or ends before its end.
    """
    download = _Download(address)
    worker = threading.Thread(target=download.run, name="fetch", daemon=True)
    worker.start()
    worker.join(_MAX_SECONDS)
    if worker.is_alive():
        download.cut()
        raise problem(address, f"could not be fetched (not done within {_MAX_SECONDS:g} seconds)", _SAVE)
    if download.error is not None:
        raise download.error
    return download.answer


class _Download:
    """One download.  It runs in a thread: a server can send its answer letter by letter, and no limit on the wait for one letter ends that."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answer: tuple[bytes, str, str | None] = (b"", "", None)
        self.error: BaseException | None = None
        self._sockets: list[socket.socket] = []
        self._over = False

    def run(self) -> None:
        """Fetch the address; the answer or the error is kept for whoever waits."""
        try:
            self.answer = self._fetch()
        except BaseException as error:  # raised again where the answer is waited for
            self.error = error

    def opened(self, sock: socket.socket) -> None:
        """Remember a connection, so that it can be cut; raise TimeoutError where the time is over."""
        self._sockets.append(sock)
        if self._over:
            raise TimeoutError

    def cut(self) -> None:
        """End all connections: what waits for them wakes up and stops."""
        for sock in self._sockets:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _fetch(self) -> tuple[bytes, str, str | None]:
        address = self.address
        request, local = _request(address)
        try:
            with _opener(local, self).open(request, timeout=20) as response:
                data = _read(response, address)
                content_type = response.headers.get_content_type() if response.headers.get("Content-Type") else ""
                return data, content_type, response.headers.get_content_charset()
        except ArticleError:
            raise
        except urllib.error.HTTPError as error:
            error.close()
            answer = f"could not be fetched: the server answered {error.code} {shown(str(error.reason))}"
            raise problem(address, answer, "open it in a browser, save the page and give the file") from error
        except (OSError, HTTPException, ValueError) as error:  # URLError is an OSError: no network, no such host, refused, bad certificate
            reason = shown(str(getattr(error, "reason", None) or error) or type(error).__name__)
            raise problem(address, f"could not be fetched ({reason})", _SAVE) from error


class Redirects(urllib.request.HTTPRedirectHandler):
    """Follow redirects to http(s) only, and never from the web into the reader's own machine or network."""

    max_redirections = 5

    def __init__(self, local: bool) -> None:
        self.local = local

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """Refuse a redirect that leaves the web, else go on."""
        target = urllib.parse.urlsplit(newurl)
        if target.scheme not in ("http", "https"):
            raise urllib.error.URLError(f"it leads on to {target.scheme}:, which is not fetched")
        if not self.local and _is_local(target.hostname or ""):
            raise urllib.error.URLError("it leads on to an address inside this machine or network, which is not fetched")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _request(address: str) -> tuple[urllib.request.Request, bool]:
    """Make the request for an address typed by a person, and say whether it is in this machine or network."""
    try:
        parts = urllib.parse.urlsplit(address)
        host, port = parts.hostname, parts.port
        if not host or parts.username or parts.password:
            raise problem(address, "is not the address of a web page", "write it as https://host/path, without user name or password")
        netloc = parts.netloc if host.isascii() else host.encode("idna").decode("ascii") + (f":{port}" if port else "")
        path, query = (urllib.parse.quote(part, safe="/?%:@!$&'()*+,;=~") for part in (parts.path, parts.query))
        plain = urllib.parse.urlunsplit((parts.scheme, netloc, path, query, ""))
        headers = {"User-Agent": "Mozilla/5.0 (compatible; framing; reads one article)", "Accept": "text/html,*/*;q=0.5"}
        return urllib.request.Request(plain, headers=headers), _is_local(host)
    except ArticleError:
        raise
    except ValueError as error:
        raise problem(address, f"is not a valid web address ({error})", "copy it again from the browser") from error


def _opener(local: bool, download: _Download) -> urllib.request.OpenerDirector:
    """Make what opens http(s) addresses and nothing else: an opener made by urllib itself would also read file: and ftp: addresses."""
    import certifi

    trust = ssl.create_default_context()
    trust.load_verify_locations(certifi.where())  # some Pythons for macOS come without certificates of their own
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler({} if local else None),
        _PlainHandler(download),
        _SafeHandler(download, trust),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        Redirects(local),
    ):
        opener.add_handler(handler)
    return opener


class _PlainHandler(urllib.request.HTTPHandler):
    """Open http addresses, and tell the download of each connection."""

    def __init__(self, download: _Download) -> None:
        super().__init__()
        self._download = download

    def http_open(self, req: urllib.request.Request) -> Any:
        """Open the address."""
        return self.do_open(_told(HTTPConnection, self._download), req)


class _SafeHandler(urllib.request.HTTPSHandler):
    """Open https addresses, and tell the download of each connection."""

    def __init__(self, download: _Download, trust: ssl.SSLContext) -> None:
        super().__init__()
        self._download, self._trust = download, trust

    def https_open(self, req: urllib.request.Request) -> Any:
        """Open the address."""
        return self.do_open(_told(HTTPSConnection, self._download), req, context=self._trust)


def _told(kind: type[HTTPConnection], download: _Download) -> type[HTTPConnection]:
    """Return a kind of connection that tells its download when it stands."""

    class Told(kind):  # type: ignore[valid-type, misc]
        def connect(self) -> None:
            super().connect()
            download.opened(self.sock)

    return Told


def _read(response: Any, address: str) -> bytes:
    """Read an answer piece by piece, so that a large one is not waited for to its end; raise ArticleError where it ends too early."""
    data = bytearray()
    announced = response.length  # None where the server does not say it
    try:
        while piece := response.read1(1 << 16):
            data += piece
            if len(data) > _MAX_BYTES:
                raise problem(address, "is too large (over 20 MB)", "give the address of one article")
    except IncompleteRead as error:
        raise problem(address, f"broke off while it was fetched, after {len(data):,} bytes", _AGAIN) from error
    if announced is not None and len(data) < announced:
        raise problem(address, f"broke off while it was fetched: {len(data):,} bytes came of the {announced:,} that were announced", _AGAIN)
    return bytes(data)


def _is_local(host: str) -> bool:
    """Say whether a host is this machine or its own network."""
    try:
        found = {str(entry[4][0]).split("%")[0] for entry in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False  # unknown here: fetching it will say so
    return any(not ipaddress.ip_address(each).is_global for each in found)
