"""Live preview: a small web server beside a watcher that builds again when something changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch


class _Sources(DefaultFilter):
    """Only what a person edits; caches, build leftovers and editors' temporary files are left out."""

    ignore_dirs = (*DefaultFilter.ignore_dirs, "ashyq_aimaq.egg-info")

    def __call__(self, change: Change, path: str) -> bool:
        return super().__call__(change, path) and not path.endswith((".tmp", ".part"))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Requests are not worth a line; builds are."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def preview(
    output: Path,
    watched: list[Path],
    rebuild: Callable[[], int],
    port: int,
    say: Callable[[str], None],
    stop: threading.Event | None = None,
) -> None:
    """Build, serve `output` on this machine, and build again at each change until interrupted.

    A build that fails leaves the earlier pages in place; its problems have been printed by then.
    """
    rebuild()
    output.mkdir(parents=True, exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(output)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"http://127.0.0.1:{server.server_address[1]}/  (Ctrl-C ends)")
    try:
        existing = [folder for folder in watched if folder.exists()]
        for changes in watch(*existing, watch_filter=_Sources(), debounce=100, step=20, stop_event=stop):
            say(f"{len(changes)} changed, building again")
            rebuild()
    finally:
        server.shutdown()
        server.server_close()
