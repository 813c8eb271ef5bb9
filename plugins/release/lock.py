"""One process at a time: a lock that dies with the process that held it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .faults import Locked, ReleaseFault

try:
    import fcntl
except ImportError:  # Windows, where one process publishes
    fcntl = None

ASKED, PAUSE = 50, 0.01


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock file at `path` while the block runs.

    Raises Locked at once where another process holds it, and OSError where it cannot be written. The
    file stays: a lock file that is removed can be locked twice.
    """
    if path.is_symlink():
        raise ReleaseFault(f"{path} is a link; a lock file must be an ordinary file")
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+", encoding="ascii") as file:
        _take(file, path)
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _take(file, path: Path) -> None:
    if fcntl is None:
        return
    try:
        # Not flock(): that lock would live on in worker processes after the one that took it was killed.
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Locked(f"{path.parent} is locked by process {_holder(path)}; wait until it has ended") from None


def _holder(path: Path) -> str:
    """The process that holds the lock; it may have taken it but this moment, and not yet said so."""
    for _ in range(ASKED):
        if holder := path.read_text("ascii").strip():
            return holder
        time.sleep(PAUSE)
    return "unknown"
