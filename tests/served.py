"""A folder served as a good static host serves it: brotli, caching, the headers of DESIGN §6.

For trials that measure what goes over the wire; `tests/serving.py` is enough for all others.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli

from tests.serving import answering

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'; connect-src 'self'"
)
"""What pages need; connect-src because Lighthouse reads robots.txt from within the page."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FOR_EVER = "public, max-age=31536000, immutable"
A_WHILE = "public, max-age=600"
ROBOTS = "User-agent: *\nAllow: /\n"


class HostingHandler(BaseHTTPRequestHandler):
    """Serves files compressed; answers 404 with the site's own page."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, folder: Path):
        self.folder = folder
        super().__init__(*arguments)

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = (self.folder / path.lstrip("/")).resolve()
        if file.is_dir():
            file /= "index.html"
        found = file.is_relative_to(self.folder.resolve()) and file.is_file()
        if not found and path == "/robots.txt":
            self.answer(HTTPStatus.OK, ROBOTS.encode(), "text/plain", A_WHILE)
            return
        if not found:
            file = self.folder / "404.html"
        cached = FOR_EVER if path.startswith("/assets/") and found else A_WHILE
        status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
        self.answer(status, file.read_bytes(), type_of(file), cached)

    def answer(self, status: HTTPStatus, body: bytes, kind: str, cached: str) -> None:
        squeezed = "br" in self.headers.get("Accept-Encoding", "")
        body = wire(body) if squeezed else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", cached)
        self.send_header("Vary", "Accept-Encoding")
        if squeezed:
            self.send_header("Content-Encoding", "br")
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        # A browser that goes on to another page leaves an answer unread.
        with suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def type_of(file: Path) -> str:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


@cache
def wire(body: bytes) -> bytes:
    """Bytes as they go over the wire."""
    return brotli.compress(body, quality=11)


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """The address of the hosted folder, without a slash at its end."""
    with answering(partial(HostingHandler, folder=folder)) as address:
        yield address
