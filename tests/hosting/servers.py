"""A built site behind the real nginx and the real Caddy, on 127.0.0.1, with the rules that ashyq writes."""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import brotli

from tests.programs import give_up, require
from transparency.hosting.place import Place
from transparency.hosting.policies import TYPES
from transparency.hosting.snippets import server_files

BROTLI_STATIC = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
COMPRESSED = {".br": "br", ".gz": "gzip"}

_NGINX = """\
load_module {brotli};
{user}
daemon off;
worker_processes 1;
pid {work}/nginx.pid;
error_log stderr warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
    {maps}
    server {{
        listen 127.0.0.1:{port};
        root {root};
        {site}
    }}
}}
"""

_CADDY = """\
{{
\tadmin off
\tauto_https off
\tstorage file_system {work}/storage
}}
import {rules}/Caddyfile
"""


@dataclass(frozen=True)
class Answer:
    """What a server said; `headers` keeps every value of a header that was sent more than once."""

    status: int
    headers: dict[str, list[str]]
    body: bytes = field(repr=False)

    def __getitem__(self, name: str) -> str | None:
        """The only value of a header, None without one."""
        values = self.headers.get(name.lower(), [])
        assert len(values) < 2, f"{name} stands {len(values)} times: {values}"
        return values[0] if values else None


@dataclass
class Server:
    """A running server; requests go over one connection."""

    name: str
    port: int
    _connection: HTTPConnection | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        self._connection.request(method, path, headers={"Accept-Encoding": "identity", **sent})
        response = self._connection.getresponse()
        told: dict[str, list[str]] = {}
        for name, value in response.getheaders():
            told.setdefault(name.lower(), []).append(value)
        return Answer(response.status, told, response.read())

    def close(self) -> None:
        if self._connection:
            self._connection.close()


def compress(folder: Path) -> None:
    """Lay a brotli and a gzip file beside each text, as a release does."""
    texts = {f".{ending}" for ending, type_ in TYPES.items() if not type_.startswith(("image/p", "image/j"))}
    texts -= {".pdf", ".xlsx", ".parquet", ".sqlite", ".zip", ".gz", ".ico", ".webp"}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in texts:
            raw = path.read_bytes()
            path.with_name(path.name + ".br").write_bytes(brotli.compress(raw, quality=4))
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(raw, 4, mtime=0))


def files_served(folder: Path, place: Place) -> list[str]:
    """Every file for visitors, as a path below the folder; at a former address a server redirects."""
    former = tuple(f"{language}/{move.old}" for move in place.moves for language in place.languages)
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    names = (path.as_posix() for path in paths if path.suffix not in COMPRESSED or "archive" in path.name)
    return sorted(name for name in names if not name.startswith((".incremental", "_", *former)))


def url_of(path: str) -> str:
    """A page is asked for by its folder."""
    return "/" + path.removesuffix("index.html")


@contextmanager
def nginx(root: Path, place: Place, work: Path, rules: dict[str, str] | None = None) -> Iterator[Server]:
    """nginx with our rules, or with those given."""
    program = require("nginx", "it serves the built site (apt-get install nginx)")
    if not BROTLI_STATIC.is_file():
        give_up("nginx has no brotli_static (apt-get install libnginx-mod-http-brotli-static)")
    rules = rules or server_files(place)
    port = _free_port()
    text = _NGINX.format(
        brotli=BROTLI_STATIC,
        # Root's temporary folders are closed to the user that nginx would become.
        user="user root;" if os.geteuid() == 0 else "",
        work=work,
        port=port,
        root=root,
        maps=rules["nginx/maps.conf"],
        site=rules["nginx/site.conf"],
    )
    (work / "nginx.conf").write_text(text, encoding="utf-8")
    with _running("nginx", [program, "-p", work, "-c", work / "nginx.conf"], port, work) as server:
        yield server


@contextmanager
def caddy(root: Path, place: Place, work: Path) -> Iterator[Server]:
    program = require("caddy", "it serves the built site (apt-get install caddy)")
    port = _free_port()
    (work / "Caddyfile").write_text(server_files(place)["Caddyfile"], encoding="utf-8")
    (work / "test.caddy").write_text(_CADDY.format(work=work, rules=work), encoding="utf-8")
    environment = {
        "ASHYQ_ADDRESS": f"http://127.0.0.1:{port}",
        "ASHYQ_ROOT": str(root),
        "HOME": str(work),
        "XDG_CONFIG_HOME": str(work),
        "XDG_DATA_HOME": str(work),
    }
    command = [program, "run", "--config", work / "test.caddy", "--adapter", "caddyfile"]
    with _running("caddy", command, port, work, environment) as server:
        yield server


SERVERS = {"nginx": nginx, "caddy": caddy}


@contextmanager
def _running(
    name: str, command: list, port: int, work: Path, environment: dict[str, str] | None = None
) -> Iterator[Server]:
    log = work / f"{name}.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            list(map(str, command)), stdout=said, stderr=said, env={**os.environ, **(environment or {})}
        )
    server = Server(name, port)
    try:
        _wait_for(port, process, log)
        yield server
    finally:
        server.close()
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    for _ in range(400):
        assert process.poll() is None, log.read_text("utf-8", "replace")
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nothing answers on port {port}:\n{log.read_text('utf-8', 'replace')}")


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def copy_of(site: Path, target: Path) -> Path:
    """A copy of a built site that a test may add to."""
    shutil.copytree(site, target)
    return target
