"""Files and folders with what tells that nobody has touched them since: their size, times and number.

A nation's site has more than a hundred thousand of them, so they are kept in columns: a list of paths,
and beside it their numbers and digests as bytes.
"""

from __future__ import annotations

import os
import stat
import time
from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import islice

import msgspec

from .signs import SIGN, digest

NUMBERS = 4
WIDTH = NUMBERS * 8
"""Bytes of a stamp: size, time of the last writing and of the last change of any kind, in nanoseconds, and
the number of the file on its disk: of two files written at once, only that tells which is which."""

SETTLED = 2_000_000_000
"""Nanoseconds after which a file counts as left alone: a clock may stand still for some of them."""

LARGEST = (1 << 63) - 1
"""The largest number that a column holds; some disks number their files beyond it."""

Stamp = tuple[int, int, int, int]


def stamp_of(status: os.stat_result) -> Stamp:
    # The time of the last change is set by the system alone: nobody can put it back.
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & LARGEST


class Stamped(msgspec.Struct, array_like=True, frozen=True):
    """Paths with a stamp each, and a digest each where they are files."""

    paths: list[str] = []
    stamps: bytes = b""
    digests: bytes = b""

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Stamp, bytes]]) -> Stamped:
        rows = list(rows)
        numbers = array("q", (number for _, stamp, _ in rows for number in stamp))
        return cls([path for path, _, _ in rows], numbers.tobytes(), b"".join(row[2] for row in rows))

    @property
    def is_sound(self) -> bool:
        count = len(self.paths)
        return len(self.stamps) == WIDTH * count and len(self.digests) in (0, SIGN * count)

    def digest(self, position: int) -> bytes:
        return self.digests[SIGN * position : SIGN * (position + 1)]

    def rows(self) -> Iterator[tuple[str, Stamp, bytes]]:
        numbers = iter(array("q", self.stamps))
        for position, path in enumerate(self.paths):
            yield path, tuple(islice(numbers, NUMBERS)), self.digest(position)

    def altered(self, folder: str) -> list[int]:
        """The positions of those paths below a folder that are not as they were."""
        numbers, lstat, altered = iter(array("q", self.stamps)), os.lstat, []
        # One iterator four times: the numbers of each path, taken in turn.
        rows = zip(self.paths, numbers, numbers, numbers, numbers, strict=False)
        for position, (path, size, written, changed, inode) in enumerate(rows):
            try:
                status = lstat(f"{folder}/{path}")
            except OSError:
                altered.append(position)
                continue
            if (
                status.st_ctime_ns != changed
                or status.st_mtime_ns != written
                or status.st_size != size
                or status.st_ino & LARGEST != inode
            ):
                altered.append(position)
        return altered


class Seen:
    """Digests of source files: one that is as it was when its digest was taken is not read again.

    A file that changed only just now is not remembered: it could change once more at the same time.
    Within a run a file is looked at once; whether it has changed since is asked at the end.
    """

    def __init__(self, known: Stamped | None = None):
        rows = known.rows() if known else ()
        self._known = {path: (stamp, signed) for path, stamp, signed in rows}
        self._now: dict[str, tuple[Stamp, bytes]] = {}
        self._taken: dict[str, bytes] = {}
        self._looked_at: dict[str, Stamp | None] = {}
        self._found: dict[Hashable, bytes] = {}

    def once(self, key: Hashable, find: Callable[[], bytes]) -> bytes:
        """What was found the first time in this run that it was looked for."""
        if key not in self._found:
            self._found[key] = find()
        return self._found[key]

    def digest(self, path: str) -> bytes:
        """The digest of a file's bytes. Raises OSError where it cannot be read."""
        if path not in self._taken:
            self._taken[path] = self._take(path)
        return self._taken[path]

    def look(self, path: str) -> None:
        """Know how a file or a folder is before it is read, or what a link leads to."""
        self._looked_at.setdefault(path, _stamp_at(path))

    @property
    def is_as_looked_at(self) -> bool:
        """Whether nothing that this run looked at has changed since: not even there and back."""
        return all(_stamp_at(path) == stamp for path, stamp in self._looked_at.items())

    def _take(self, path: str) -> bytes:
        status = os.lstat(path)
        stamp, known = stamp_of(status), self._known.get(path)
        self._looked_at.setdefault(path, _stamp_at(path) if stat.S_ISLNK(status.st_mode) else stamp)
        signed = known[1] if known is not None and known[0] == stamp else _read(path)
        if stat.S_ISREG(status.st_mode) and time.time_ns() - max(stamp[1:3]) > SETTLED:
            self._now[path] = stamp, signed
        return signed

    @property
    def stamped(self) -> Stamped:
        """What is to be remembered of the files that were looked at."""
        return Stamped.of((path, stamp, signed) for path, (stamp, signed) in self._now.items())


def _stamp_at(path: str) -> Stamp | None:
    try:
        return stamp_of(os.stat(path))
    except OSError:
        return None


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return digest(file.read())
