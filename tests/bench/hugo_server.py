"""`hugo server` on the nation: how long after an edit the page on disk says it."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.builders import Workshop, hugo_program
from tests.bench.edits import Edit, edit_peer
from tests.bench.measure import Failed, start, stop
from tests.bench.peers import HUGO

LONGEST = 600
LOOK_EVERY = 0.005
READY = "Web Server is available"


@contextmanager
def hugo_server(workshop: Workshop) -> Iterator[Callable[[Edit], float]]:
    """A server that has built all; gives a function that makes an edit and returns the seconds it took.

    Pages are rendered to disk, all of them: by itself the server would only renew what was last visited.
    """
    site, output, log = workshop.site(HUGO.name), workshop.output(HUGO.name), workshop.folder / "server.log"
    workshop.forget(HUGO.name)
    command = (hugo_program(), "server", "--source", site, "--destination", output, "--renderToMemory=false")
    options = ("--disableFastRender", "--disableLiveReload", "--bind", "127.0.0.1", "--port", _free_port())
    with log.open("wb") as words:
        process = start((*command, *options), site, words)
        try:
            _wait(lambda: READY in log.read_text("utf-8", "replace"), process, "get ready")
            yield lambda edit: _timed(edit, site / HUGO.facts, output, process)
        finally:
            stop(process)


def _timed(edit: Edit, facts: Path, output: Path, process) -> float:
    """Seconds from the edit until every page of the school says it."""
    pages = [output / page for page in edit.pages]
    if any(edit.shown in page.read_text("utf-8") for page in pages):
        raise Failed(f"{pages[0]} says {edit.after} before the edit")
    # A change in the same moment as the build before it would not be seen.
    time.sleep(1)
    edit_peer(facts, edit)
    started = time.perf_counter()
    _wait(lambda: all(edit.shown in _text(page) for page in pages), process, "show the edit")
    return time.perf_counter() - started


def _text(page: Path) -> str:
    # Hugo truncates a page before it writes it.
    return page.read_text("utf-8", "replace") if page.is_file() else ""


def _wait(until: Callable[[], bool], process, what: str) -> None:
    end = time.monotonic() + LONGEST
    while not until():
        if process.poll() is not None or time.monotonic() > end:
            raise Failed(f"hugo server did not {what}")
        time.sleep(LOOK_EVERY)


def _free_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])
