"""Which messages were taken already: one small file each for a day, which tells nothing of its message.

A mark is written before its message is delivered and names the id under which it will be. So whatever
is killed when, a message that is sent again is delivered under the same id, and only once: the mailbox
gets every message that was answered "received", and the register none twice.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from threading import Lock

from ..model.reference import new_request_id, read_request_id
from .form import Sent

try:
    import fcntl
except ImportError:  # Windows, where one process receives
    fcntl = None

DAY = 24 * 60 * 60
HOUR = 60 * 60


@dataclass(frozen=True, slots=True)
class Mark:
    """A message that was taken: its id, the second in which it came first, whether it was delivered."""

    request: str
    seconds: int
    delivered: bool = False


class Marks:
    """The marks in a folder; several processes may share it."""

    def __init__(self, folder: Path):
        self._folder = folder / "marks"
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._latch = folder / "lock"
        self._thread = Lock()
        self._swept = 0.0
        with self._alone():
            self._key = _key(folder / "key")

    def claim(self, sent: Sent, now: float) -> Mark:
        """The mark of a message: the one it got within the last day, else a new one."""
        path = self._path(sent)
        with self._alone():
            self._sweep(now)
            mark = _read(path)
            if mark is None or now - mark.seconds >= DAY:
                mark = Mark(new_request_id(), int(now))
                _write(path, mark)
            return mark

    def settle(self, sent: Sent, mark: Mark) -> None:
        """Note that a message lies in its mailbox."""
        with self._alone():
            _write(self._path(sent), replace(mark, delivered=True))

    def _path(self, sent: Sent) -> Path:
        fields = json.dumps(astuple(replace(sent, lang="", website="")), ensure_ascii=True)
        return self._folder / hmac.digest(self._key, fields.encode(), "sha256").hex()

    def _sweep(self, now: float) -> None:
        """Remove marks older than a day, and what a killed process left half-written, once an hour."""
        if now - self._swept < HOUR:
            return
        self._swept = now
        for path in self._folder.iterdir():
            mark = _read(path)
            if mark is None or now - mark.seconds >= DAY:
                path.unlink(missing_ok=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._thread, self._latch.open("a") as latch:
            if fcntl:
                fcntl.flock(latch, fcntl.LOCK_EX)
            yield


def _key(path: Path) -> bytes:
    if not path.exists():
        _put(path, secrets.token_bytes(32))
    return path.read_bytes()


def _read(path: Path) -> Mark | None:
    """A mark; None where there is none, or one of another making."""
    try:
        request, seconds, delivered = path.read_text("ascii").split()
    except (FileNotFoundError, ValueError):
        return None
    known = read_request_id(request) == request and seconds.isdigit()
    return Mark(request, int(seconds), delivered == "delivered") if known else None


def _write(path: Path, mark: Mark) -> None:
    state = "delivered" if mark.delivered else "taken"
    _put(path, f"{mark.request} {mark.seconds} {state}\n".encode("ascii"))


def _put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, so that it outlasts a loss of power."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    write_through(beside, content)
    os.replace(beside, path)
    sync_folder(path.parent)


def write_through(path: Path, content: bytes) -> None:
    """Write a new file and wait until the disk has it; only its owner may read it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder; Windows needs no such thing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
