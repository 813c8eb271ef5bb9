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

import msgspec

from .signs import SIGN, digest
from .stamps import WIDTH, Stamp, Stamped

MAGIC = b"incremental index 5\n"

FEW = 64
"""So few inputs are looked up one by one among all that was read."""


NO_TEXTS = msgspec.Raw(msgspec.msgpack.encode([]))


def packed_texts(texts: list[str]) -> msgspec.Raw:
    """A list of texts as an index keeps it."""
    return msgspec.Raw(msgspec.msgpack.encode(texts))


class Index(msgspec.Struct, array_like=True, frozen=True):
    """A finished run, in columns.

    `world` is the digest of what everything depends on (code, settings), `sources` that of all source
    files, `call` that of how the run was called; `names` and `digests` are the inputs that were read, in
    the same order. Task n read the inputs whose positions stand in `reads` (4 bytes each) up to the n-th
    number of `reads_end`, and made the files up to the n-th of `files_end`. `folders` are those of the
    output; `seen` the source files; `packed` is how many inputs there were when unused ones were last
    dropped; `memory` is whatever else is kept for the next run. `names` and `tasks` are lists that are
    unpacked only by a run that has something to do.
    """

    world: bytes = b""
    sources: bytes = b""
    call: bytes = b""
    names: msgspec.Raw = NO_TEXTS
    digests: bytes = b""
    tasks: msgspec.Raw = NO_TEXTS
    reads: bytes = b""
    reads_end: bytes = b""
    files: Stamped = Stamped()
    files_end: bytes = b""
    folders: Stamped = Stamped()
    seen: Stamped = Stamped()
    packed: int = 0
    memory: bytes = b""

    @property
    def is_sound(self) -> bool:
        columns = (self.files, self.folders, self.seen)
        return len(self.reads_end) == len(self.files_end) and all(column.is_sound for column in columns)


def load(path: Path) -> Index:
    """The index of the last whole run; an empty one where there is none to be trusted."""
    try:
        raw = memoryview(path.read_bytes())
        head, body = raw[: len(MAGIC) + SIGN], raw[len(MAGIC) + SIGN :]
        if head != MAGIC + digest(body):
            return Index()
        index = msgspec.msgpack.decode(body, type=Index)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return Index()
    return index if index.is_sound else Index()


def save(path: Path, index: Index) -> None:
    """Replace the saved index by one rename, so that there is only ever a whole one."""
    body = msgspec.msgpack.encode(index)
    waiting = path.with_name(path.name + ".part")
    with open(waiting, "wb") as file:
        file.write(MAGIC + digest(body))
        file.write(body)
    os.replace(waiting, path)


class Past:
    """A finished run as the next one asks about it."""

    def __init__(self, index: Index):
        self.index = index
        self._reads_end = array("I", index.reads_end)
        self._files_end = array("I", index.files_end)

    @cached_property
    def names(self) -> list[str]:
        """The inputs by their positions."""
        return msgspec.msgpack.decode(self.index.names, type=list[str])

    @cached_property
    def tasks(self) -> list[str]:
        """The tasks by their numbers."""
        return msgspec.msgpack.decode(self.index.tasks, type=list[str])

    @cached_property
    def number(self) -> dict[str, int]:
        """The number of each task."""
        return {key: number for number, key in enumerate(self.tasks)}

    @cached_property
    def position(self) -> dict[str, int]:
        """The position of each input."""
        return {name: position for position, name in enumerate(self.names)}

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
        return self.index.reads[4 * _before(self._reads_end, first) : 4 * _before(self._reads_end, end)]

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
        return self.index.digests[SIGN * position : SIGN * (position + 1)]

    def makers(self, files: Iterable[int]) -> set[int]:
        """The tasks that made some files, given by their positions."""
        return {bisect_right(self._files_end, position) for position in files}

    def readers(self, inputs: set[int]) -> set[int]:
        """The tasks that read any of some inputs, given by their positions."""
        if len(inputs) <= FEW:
            return {number for position in inputs for number in self._readers_of(position)}
        reads, start, readers = array("I", self.index.reads), 0, set()
        for number, end in enumerate(self._reads_end):
            if not inputs.isdisjoint(reads[start:end]):
                readers.add(number)
            start = end
        return readers

    def _readers_of(self, position: int) -> list[int]:
        wanted, reads, readers, at = array("I", [position]).tobytes(), self.index.reads, [], 0
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
