"""The index of a run, put together from what was done in it and what could be left as it was."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from .index import Made, Past, packed_texts
from .left import Left, folders_of
from .signs import SIGN, digest
from .stamps import NUMBERS, WIDTH, Stamp, Stamped, stamp_of


class Kept(NamedTuple):
    """One file of the output, with what tells that nobody has touched it since."""

    path: str
    stamp: Stamp
    digest: bytes


@dataclass(frozen=True, slots=True)
class Done:
    """What a task came to: the inputs it read, its files, and which of them are staged.

    `reads` are numbers that the process `by` has given to names; `told` are the names that it had not
    numbered before, in the order of their numbers.
    """

    by: int
    reads: bytes
    told: tuple[str, ...]
    files: tuple[Kept, ...]
    staged: tuple[str, ...]


class Telling:
    """The names of inputs as one process tells them: each in full once, and then by its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def told(self, names: Iterable[str]) -> tuple[int, bytes, tuple[str, ...]]:
        """This process, the numbers of some names, and those of them that were not told before."""
        known, names = self._numbers, tuple(names)
        new = tuple(name for name in names if name not in known)
        for name in new:
            known[name] = len(known)
        return os.getpid(), array("I", [known[name] for name in names]).tobytes(), new


class Inputs:
    """All inputs of a run by their positions: those of the last run, then those that came."""

    def __init__(self, old: Past):
        self._old = old
        self._new: dict[str, int] = {}
        self._digests: dict[int, bytes] = {}
        self._heard: dict[int, array] = {}

    def heard(self, done: Done) -> Done:
        """What came from a task, with its inputs by their positions; each process is heard in its order."""
        heard = self._heard.setdefault(done.by, array("I"))
        heard.extend(self._placed(name) for name in done.told)
        reads = array("I", sorted(heard[number] for number in array("I", done.reads)))
        return replace(done, reads=reads.tobytes(), told=())

    def _placed(self, name: str) -> int:
        position = self._old.position.get(name)
        if position is None:
            position = self._new.setdefault(name, len(self._old.names) + len(self._new))
        return position

    def sign(self, names: Iterable[str], digest_of: Callable[[str], bytes]) -> None:
        """Take down the digests that some inputs have now."""
        for name in names:
            self._digests[self._placed(name)] = _signed(digest_of(name))

    def sign_others(self, digest_of: Callable[[str], bytes]) -> None:
        """Take down the digests of the inputs that came in this run."""
        for name, position in self._new.items():
            if position not in self._digests:
                self._digests[position] = _signed(digest_of(name))

    def changed(self) -> set[int]:
        """The positions of inputs that have another digest than in the last run."""
        known = range(len(self._old.names))
        return {one for one, now in self._digests.items() if one in known and now != self._old.digest(one)}

    def columns(self, reads: bytes) -> tuple[list[str], bytes, bytes, int]:
        """The inputs, their digests, what was read of them, and how many there were when last packed."""
        names = [*self._old.names, *self._new]
        digests = bytearray(self._old.made.digests)
        digests.extend(bytes(SIGN * len(names) - len(digests)))
        for position, signed in self._digests.items():
            digests[SIGN * position : SIGN * (position + 1)] = signed
        packed = self._old.made.packed
        if packed and len(names) <= packed + packed // 4:
            return names, bytes(digests), reads, packed
        names, signs, reads = _used(names, digests, reads)
        return names, signs, reads, len(names)


class Columns:
    """The tasks of a run, each with its inputs and its files, gathered in columns.

    `stamps` are those of old files, all together, as they are now.
    """

    def __init__(self, old: Past, stamps: bytes):
        self._old, self._old_stamps = old, stamps
        self.tasks: list[str] = []
        self.reads, self.reads_end = bytearray(), array("I")
        self._paths: list[str] = []
        self._stamps, self._digests, self.files_end = bytearray(), bytearray(), array("I")

    def spare(self, first: int, end: int) -> None:
        """Take over the old tasks from one number to before another."""
        old, files = self._old, self._old.files(first, end)
        self.reads_end.extend(old.ends_of_reads(first, end, len(self.reads) // 4))
        self.files_end.extend(old.ends_of_files(first, end, len(self._paths)))
        self.tasks += old.tasks[first:end]
        self.reads += old.reads(first, end)
        self._paths += old.index.files.paths[files]
        self._stamps += self._old_stamps[WIDTH * files.start : WIDTH * files.stop]
        self._digests += old.index.files.digests[SIGN * files.start : SIGN * files.stop]

    def add(self, key: str, reads: bytes, files: Sequence[Kept]) -> None:
        """Add a task that was done."""
        made = Stamped.of(files)
        self.tasks.append(key)
        self.reads += reads
        self._paths += made.paths
        self._stamps += made.stamps
        self._digests += made.digests
        self.reads_end.append(len(self.reads) // 4)
        self.files_end.append(len(self._paths))

    @property
    def files(self) -> Stamped:
        return Stamped(self._paths, bytes(self._stamps), bytes(self._digests))


def _signed(told: bytes) -> bytes:
    """A digest as it stands in its column: of the width of all, nothing as zeros."""
    if len(told) == SIGN:
        return told
    return digest(told) if told else bytes(SIGN)


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers in ascending order as runs: the first, and the one after the last."""
    first = end = -1
    for number in numbers:
        if number != end:
            if first >= 0:
                yield first, end
            first = number
        end = number + 1
    if first >= 0:
        yield first, end


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: the old tasks that were spared, by number, and what the others came to.

    `published` are the files that were published or removed.
    """

    old: Past
    left: Left
    output: Path
    spared: set[int]
    done: Mapping[str, Done]
    inputs: Inputs
    published: set[str]

    def columns(self) -> Columns:
        """The tasks of the run with their files as they lie now."""
        columns = Columns(self.old, with_stamps(self.old.index.files.stamps, self.left.restamped))
        for first, end in runs(sorted(self.spared)):
            columns.spare(first, end)
        for key, done in self.done.items():
            columns.add(key, done.reads, [self._as_published(file) for file in done.files])
        return columns

    def made(self, columns: Columns, memory: bytes) -> Made:
        """What was made of what; `memory` is kept beside it."""
        names, digests, reads, packed = self.inputs.columns(bytes(columns.reads))
        return Made(
            names=packed_texts(names),
            digests=digests,
            tasks=packed_texts(columns.tasks),
            reads=reads,
            reads_end=columns.reads_end.tobytes(),
            files_end=columns.files_end.tobytes(),
            packed=packed,
            memory=memory,
        )

    def _as_published(self, file: Kept) -> Kept:
        # A rename changes the time of a file's last change, so it is asked again afterwards.
        return file._replace(stamp=self._stamp(file.path)) if file.path in self.published else file

    def folders(self, declared: frozenset[str]) -> Stamped:
        """The folders of the output as they are left; `declared` are all its files."""
        old, left = self.old.index, self.left
        touched = {*folders_of((*self.published, *left.strays, *left.empty)), *left.moved}
        if old.folders.paths and declared == self.old.paths:
            renewed = {n: self._stamp(one) for n, one in enumerate(old.folders.paths) if one in touched}
            return Stamped(old.folders.paths, with_stamps(old.folders.stamps, renewed))
        known = {path: stamp for path, stamp, _ in old.folders.rows() if path not in touched}
        return Stamped.of((one, known.get(one) or self._stamp(one), b"") for one in folders_of(declared))

    def _stamp(self, path: str) -> Stamp:
        return stamp_of(os.lstat(f"{self.output}/{path}"))


def _used(names: Sequence[str], digests: bytearray, reads: bytes) -> tuple[list[str], bytes, bytes]:
    """The inputs without those that no task reads, and what the tasks read by the new positions."""
    numbers = array("I", reads)
    used = sorted(set(numbers))
    new = {position: count for count, position in enumerate(used)}
    signs = b"".join(digests[SIGN * position : SIGN * (position + 1)] for position in used)
    return [names[position] for position in used], signs, array("I", [new[one] for one in numbers]).tobytes()


def with_stamps(stamps: bytes, renewed: Mapping[int, Stamp]) -> bytes:
    """Stamps of files, some of which have others now."""
    if not renewed:
        return stamps
    numbers = array("q", stamps)
    for position, stamp in renewed.items():
        numbers[NUMBERS * position : NUMBERS * (position + 1)] = array("q", stamp)
    return numbers.tobytes()
