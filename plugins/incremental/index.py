"""The memory between two runs: which file was made from what. Saved last, so that it speaks of a whole run.

It is never needed: without it everything is made anew. So whatever cannot be read, was damaged, or was
written by another version or for another site, is simply not there.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

import msgspec

from .signs import SIGN
from .stamps import WIDTH, Stamp, Stamped

MAGIC = b"incremental index 8\n"

FEW = 64
"""So few inputs are looked up one by one among all that was read."""

NO_TEXTS = msgspec.Raw(msgspec.msgpack.encode([]))


def packed_texts(texts: list[str]) -> msgspec.Raw:
    """A list of texts as an index keeps it: unpacked only by a run that has something to do."""
    return msgspec.Raw(msgspec.msgpack.encode(texts))


class Index(msgspec.Struct, array_like=True, frozen=True):
    """What tells whether anything has changed since a finished run.

    `world` is the digest of what everything depends on (code, settings), `sources` that of all source
    files, `call` that of how the run was called. `files` and `folders` are those of the output, `seen` the
    source files.
    """

    world: bytes = b""
    sources: bytes = b""
    call: bytes = b""
    files: Stamped = Stamped()
    folders: Stamped = Stamped()
    seen: Stamped = Stamped()


class Made(msgspec.Struct, array_like=True, frozen=True):
    """What was made of what in a finished run, in columns.

    `names` and `digests` are the inputs that were read, in the same order. Task n read the inputs whose
    positions stand in `reads` (4 bytes each) up to the n-th number of `reads_end`, and made the files up to
    the n-th of `files_end`. `packed` is how many inputs there were when unused ones were last dropped;
    `memory` is whatever else is kept for the next run.
    """

    names: msgspec.Raw = NO_TEXTS
    digests: bytes = b""
    tasks: msgspec.Raw = NO_TEXTS
    reads: bytes = b""
    reads_end: bytes = b""
    files_end: bytes = b""
    packed: int = 0
    memory: bytes = b""


class Saved:
    """A saved index. Its larger part is read only when somebody asks what was made."""

    def __init__(self, index: Index, path: Path | None = None, begin: int = 0, head: bytes = b""):
        self.index = index
        self._path, self._begin, self._head = path, begin, head

    def past(self, world: bytes) -> Past:
        """The run, if it was one in that world and what was made is known; else one in which nothing was."""
        if self.index.world != world:
            return Past()
        past = Past(self.index, self.made())
        return past if past.is_whole else Past()

    def made(self) -> Made:
        """What was made; nothing where that cannot be trusted."""
        if self._path is None:
            return Made()
        try:
            with open(self._path, "rb") as file:
                # Somebody else may have saved another one since.
                if file.read(len(self._head)) != self._head:
                    return Made()
                file.seek(self._begin)
                return msgspec.msgpack.decode(_part(file)[0], type=Made)
        except (OSError, ValueError, msgspec.DecodeError, msgspec.ValidationError):
            return Made()


def load(path: Path) -> Saved:
    """The index of the last whole run; an empty one where there is none to be trusted."""
    try:
        with open(path, "rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                return Saved(Index())
            head, signed = _part(file)
            index = msgspec.msgpack.decode(head, type=Index)
            begin = file.tell()
    except (OSError, ValueError, msgspec.DecodeError, msgspec.ValidationError):
        return Saved(Index())
    is_sound = all(column.is_sound for column in (index.files, index.folders, index.seen))
    return Saved(index, path, begin, MAGIC + signed) if is_sound else Saved(Index())


def save(path: Path, index: Index, made: Made) -> None:
    """Replace the saved index by one rename, so that there is only ever a whole one."""
    waiting = path.with_name(path.name + ".part")
    with open(waiting, "wb") as file:
        file.write(MAGIC)
        for part in (index, made):
            body = msgspec.msgpack.encode(part)
            file.write(_summed(body) + len(body).to_bytes(8))
            file.write(body)
    os.replace(waiting, path)


def _part(file: BinaryIO) -> tuple[bytes, bytes]:
    """A part of a saved index, and the sum that stands before it. Raises ValueError where they differ."""
    signed, length = file.read(SUM), int.from_bytes(file.read(8))
    body = file.read(min(length, MOST))
    if _summed(body) != signed:
        raise ValueError("this part is damaged")
    return body, signed


SUM = 4


def _summed(body: bytes) -> bytes:
    """A sum over a part: it tells what was damaged, and takes less than half the time of a digest."""
    return crc32(body).to_bytes(SUM)


MOST = 1 << 32
"""No part is longer than so many bytes, whatever a damaged file says."""


class Past:
    """A finished run as the next one asks about it."""

    def __init__(self, index: Index | None = None, made: Made | None = None):
        self.index = index or Index()
        self.made = made or Made()
        self._reads_end = array("I", self.made.reads_end)
        self._files_end = array("I", self.made.files_end)

    @property
    def is_whole(self) -> bool:
        """Whether it is known of every file which task made it."""
        return (self._files_end[-1] if self._files_end else 0) == len(self.index.files.paths)

    @cached_property
    def names(self) -> list[str]:
        """The inputs by their positions."""
        return msgspec.msgpack.decode(self.made.names, type=list[str])

    @cached_property
    def tasks(self) -> list[str]:
        """The tasks by their numbers."""
        return msgspec.msgpack.decode(self.made.tasks, type=list[str])

    @cached_property
    def number(self) -> dict[str, int]:
        """The number of each task."""
        return {key: number for number, key in enumerate(self.tasks)}

    @cached_property
    def position(self) -> dict[str, int]:
        """The position of each input."""
        return {name: position for position, name in enumerate(self.names)}

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every file that the tasks made."""
        return frozenset(self.index.files.paths)

    @cached_property
    def file(self) -> dict[str, int]:
        """The position of each file."""
        return {path: position for position, path in enumerate(self.index.files.paths)}

    def stamp(self, position: int) -> Stamp:
        """The stamp that a file had."""
        at = WIDTH * position
        return tuple(array("q", self.index.files.stamps[at : at + WIDTH]))

    def reads(self, first: int, end: int) -> bytes:
        """What tasks from one number to before another read."""
        return self.made.reads[4 * _before(self._reads_end, first) : 4 * _before(self._reads_end, end)]

    def files(self, first: int, end: int) -> slice:
        """The positions of the files of tasks from one number to before another."""
        return slice(_before(self._files_end, first), _before(self._files_end, end))

    def ends_of_reads(self, first: int, end: int, begin: int) -> list[int]:
        """Where the inputs of some tasks end, if they begin at a place of another column."""
        return _moved(self._reads_end, first, end, begin)

    def ends_of_files(self, first: int, end: int, begin: int) -> list[int]:
        """Where the files of some tasks end, if they begin at a place of another column."""
        return _moved(self._files_end, first, end, begin)

    def digest(self, position: int) -> bytes:
        """The digest that an input had."""
        return self.made.digests[SIGN * position : SIGN * (position + 1)]

    def makers(self, files: Iterable[int]) -> set[int]:
        """The tasks that made some files, given by their positions."""
        return {bisect_right(self._files_end, position) for position in files}

    def readers(self, inputs: set[int]) -> set[int]:
        """The tasks that read any of some inputs, given by their positions."""
        if len(inputs) <= FEW:
            return {number for position in inputs for number in self._readers_of(position)}
        reads, start, readers = array("I", self.made.reads), 0, set()
        for number, end in enumerate(self._reads_end):
            if not inputs.isdisjoint(reads[start:end]):
                readers.add(number)
            start = end
        return readers

    def _readers_of(self, position: int) -> list[int]:
        wanted, reads, readers, at = array("I", [position]).tobytes(), self.made.reads, [], 0
        while (at := reads.find(wanted, at)) >= 0:
            if at % 4:
                at += 1  # the end of one number and the beginning of the next
                continue
            readers.append(bisect_right(self._reads_end, at // 4))
            at = 4 * self._reads_end[readers[-1]]
        return readers


def _before(ends: array, number: int) -> int:
    return ends[number - 1] if number else 0


def _moved(ends: array, first: int, end: int, begin: int) -> list[int]:
    by = begin - _before(ends, first)
    return [one + by for one in ends[first:end]]
