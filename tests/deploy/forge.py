"""A forge on this machine: the few addresses of GitHub's and GitLab's that we use, over real HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Forge:
    """What the forge was told: comments by number, and issues; `pulls` are the open requests."""

    address: str = ""
    token: str = "secret-of-the-test"
    pulls: list[dict] = field(default_factory=list)
    comments: dict[int, dict] = field(default_factory=dict)
    issues: list[dict] = field(default_factory=list)
    refused: int = 0

    def add_comment(self, body: str, by_us: bool) -> int:
        number = len(self.comments) + 1
        author = {"login": "us" if by_us else "somebody", "type": "Bot" if by_us else "User"}
        names = {"user": author, "author": {"username": author["login"]}}
        self.comments[number] = {"id": number, "body": body, **names}
        return number

    def answer(self, method: str, path: str, content: dict) -> object:
        parts = urlsplit(path)
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        if method == "GET":
            return self._rows(parts.path)[(page - 1) * 100 : page * 100]
        return self._change(parts.path, method, content)

    def _rows(self, path: str):
        if path.endswith("/pulls"):
            return self.pulls
        return list(self.comments.values())

    def _change(self, path: str, method: str, content: dict) -> dict:
        if path.endswith("/issues"):
            self.issues.append(content)
            return {}
        if method == "POST":
            return {"id": self.add_comment(content["body"], by_us=True)}
        self.comments[int(path.rsplit("/", 1)[1])]["body"] = content["body"]
        return {}


class _Handler(BaseHTTPRequestHandler):
    forge: Forge

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        content = json.loads(self.rfile.read(length)) if length else {}
        given = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        if self.forge.token not in (given, self.headers.get("PRIVATE-TOKEN")):
            self.forge.refused += 1
            self.send_error(401)
            return
        if self.path.endswith("/user"):
            answer: object = {"username": "us"}
        else:
            answer = self.forge.answer(self.command, self.path, content)
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PATCH = do_PUT = _serve  # noqa: N815 (the names of http.server)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def forge() -> Iterator[Forge]:
    state = Forge()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"forge": state}))
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
