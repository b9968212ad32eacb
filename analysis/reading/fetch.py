"""Fetching one address: over http or https only, within limits, and never from the web into the reader's own network."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException
from typing import Any

from analysis.reading.draft import ArticleError, problem, shown

_MAX_BYTES = 20_000_000
_MAX_SECONDS = 60


def fetch(address: str) -> tuple[bytes, str, str | None]:
    """Return the bytes at an http(s) address, their content type and charset; at most 20 MB, in at most a minute."""
    request, local = _request(address)
    opener = _opener(local)
    until = time.monotonic() + _MAX_SECONDS
    try:
        with opener.open(request, timeout=20) as response:
            data = _read(response, address, until)
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
        step = "check the address and the network, or save the page from a browser and give the file"
        raise problem(address, f"could not be fetched ({reason})", step) from error


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
            raise problem(address, "is no address of a web page", "write it as https://host/path, without user name or password")
        netloc = parts.netloc if host.isascii() else host.encode("idna").decode("ascii") + (f":{port}" if port else "")
        path, query = (urllib.parse.quote(part, safe="/?%:@!$&'()*+,;=~") for part in (parts.path, parts.query))
        plain = urllib.parse.urlunsplit((parts.scheme, netloc, path, query, ""))
        headers = {"User-Agent": "Mozilla/5.0 (compatible; framing; reads one article)", "Accept": "text/html,*/*;q=0.5"}
        return urllib.request.Request(plain, headers=headers), _is_local(host)
    except ArticleError:
        raise
    except ValueError as error:
        raise problem(address, f"is no valid web address ({error})", "copy it again from the browser") from error


def _opener(local: bool) -> urllib.request.OpenerDirector:
    """Make what opens http(s) addresses and nothing else: an opener made by urllib itself would also read file: and ftp: addresses."""
    import certifi

    trust = ssl.create_default_context()
    trust.load_verify_locations(certifi.where())  # some Pythons for macOS come without certificates of their own
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler({} if local else None),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=trust),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        Redirects(local),
    ):
        opener.add_handler(handler)
    return opener


def _read(response: Any, address: str, until: float) -> bytes:
    """Read an answer piece by piece, so that neither a large nor a slow one is waited for to its end."""
    data = b""
    while piece := response.read1(1 << 16):
        data += piece
        if len(data) > _MAX_BYTES:
            raise problem(address, "is too large (over 20 MB)", "give the address of one article")
        if time.monotonic() > until:
            raise TimeoutError("not done within a minute")
    return data


def _is_local(host: str) -> bool:
    """Say whether a host is this machine or its own network."""
    try:
        found = {str(entry[4][0]).split("%")[0] for entry in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False  # unknown here: fetching it will say so
    return any(not ipaddress.ip_address(each).is_global for each in found)
