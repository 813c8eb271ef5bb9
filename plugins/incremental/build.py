"""One run: find out which tasks must be done again, do them, publish what differs, and remember it.

The law: whatever was changed, and however an earlier run ended, the output afterwards is byte for byte
what a build from nothing would have made.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from . import index as saved
from .failures import explained
from .index import Index, Kept, Made, digest
from .reads import note, noted
from .tree import MARK, OutputRefused, Tree
from .workers import cores, each

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None

LOOSE = ""
"""The task to which files belong that something else wrote into the staging folder."""

PATHS = "paths"
"""The name of all files that the tasks make; only `make_from_paths` knows them."""

Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Task:
    """Files made together by a function of nothing but what it notes that it reads.

    `make` gives pairs of a path below the output and bytes; `inputs` are names it depends on besides
    those noted while it runs.
    """

    key: str
    make: Callable[[], Iterable[tuple[str, bytes]]]
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What one build changed: how many files there are, and which were written and removed.

    `paths` names every file that the build declares.
    """

    files: int
    written: tuple[str, ...]
    removed: tuple[str, ...]
    paths: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Done:
    """What a task came to: the names it read, its files, and which of them are staged."""

    names: frozenset[str]
    files: tuple[Kept, ...]
    staged: tuple[str, ...]


class Build:
    """A run into one output folder, from `begin` to `finish` or `drop`.

    `world` is a digest of what every task depends on; with another one nothing is remembered. Names in
    `retained` stay in the output, whatever they are.
    """

    def __init__(self, output: Path, world: bytes, clean: bool = False, retained: Iterable[str] = ()):
        self.tree = Tree(output, retained)
        self._path = output.parent / f".{output.name}.index"
        self._world = world
        self._clean = clean
        self._lock: int | None = None
        self._done: dict[str, _Done] = {}
        self._kept: dict[str, Made] = {}
        self._digests: dict[str, bytes] = {}

    def begin(self) -> None:
        """Wait for another build of the same output, and read what it left.

        Raises OutputRefused where the output is not ours to replace.
        """
        self._take_lock()
        self.tree.begin()
        self._old = Index(self._world) if self._clean else saved.load(self._path, self._world)
        self._fresh = self.tree.is_new
        self._intact = {} if self._fresh else dict(self._files_as_left())

    def is_current(self, sources: bytes) -> Result | None:
        """What there is, if no source has changed since it was made and no file was touched."""
        files = self._old.files
        if not sources or self._old.sources != sources or self._fresh or len(self._intact) != len(files):
            return None
        if len(self.tree.files()[0]) != len(files) + 1:
            return None
        self.drop()
        return Result(len(files), (), (), frozenset(files))

    def make(
        self,
        tasks: Iterable[Task],
        digest_of: Callable[[str], bytes],
        report: Report = lambda *_: None,
        processes: int | None = None,
    ) -> None:
        """Do those tasks whose inputs changed or whose files are not as they were left.

        `digest_of` gives the digest of an input by its name, the empty one for what is not there.
        """
        changed = self._changed(digest_of)
        stale: list[Task] = []
        for task in _each_once(tasks):
            known = self._old.tasks.get(task.key)
            if known is not None and self._is_current(known, changed):
                self._kept[task.key] = known
            else:
                stale.append(task)
        self._do(stale, report, cores() if processes is None else processes)
        for done in self._done.values():
            for name in done.names - self._digests.keys():
                self._digests[name] = digest_of(name)

    def make_from_paths(self, task: Task, digest_of: Callable[[str], bytes]) -> None:
        """Do a task that tells of all files of the others, unless these and all else it read are the same."""
        self._digests[PATHS] = digest(*sorted(self._declared()))
        known = self._old.tasks.get(task.key)
        if known is not None and self._is_current(known, self._changed(self._digests.__getitem__)):
            self._kept[task.key] = known
            return
        self._done[task.key] = done = self._made_by(replace(task, inputs=(*task.inputs, PATHS)))
        for name in done.names - self._digests.keys():
            self._digests[name] = digest_of(name)
        _refuse_twins(self._done, self._kept)

    def paths(self) -> frozenset[str]:
        """Every file of the tasks of this run, made again or not."""
        return frozenset(self._declared())

    @property
    def memory(self) -> bytes:
        """What the last whole run was told to keep; nothing where there was none in this world."""
        return self._old.memory

    def finish(self, sources: bytes = b"", memory: bytes = b"") -> Result:
        """Publish what was made, remove what nothing makes any more, and remember the run."""
        self._done[LOOSE] = self._loose()
        made = {path for done in self._done.values() for path in done.staged}
        if self._fresh:
            self.tree.publish_whole()
            removed: tuple[str, ...] = ()
            self._save(sources, memory, {})
        else:
            status = {path: self.tree.publish(path) for path in sorted(made)}
            files, empty = self.tree.files()
            strays = set(files) - self._declared() - {MARK}
            removed = tuple(sorted(path for path in strays if not self.tree.retains(path)))
            for path in removed:
                self.tree.remove(path)
            self.tree.drop()
            self.tree.sweep(empty)
            self.tree.sweep_above(removed)
            self._save(sources, memory, status)
        paths = frozenset(self._declared())
        result = Result(len(paths), tuple(sorted(made)), removed, paths)
        self._release_lock()
        return result

    def drop(self) -> None:
        """Leave everything as it was."""
        self.tree.drop()
        self._release_lock()

    # --- what is stale ---

    def _files_as_left(self) -> Iterator[tuple[str, Kept]]:
        """The files of the last run that nobody has touched; where only times differ, the bytes decide."""
        output = str(self.tree.output)
        for path, kept in self._old.files.items():
            with suppress(OSError):
                at = f"{output}/{path}"
                status = os.lstat(at)
                if kept.is_as_left(status):
                    yield path, kept
                elif os.path.isfile(at) and not os.path.islink(at):
                    with open(at, "rb") as file:
                        if digest(file.read()) == kept.digest:
                            yield path, Kept.of(path, status, kept.digest)

    def _changed(self, digest_of: Callable[[str], bytes]) -> set[int]:
        """The positions of those remembered inputs that are no longer what they were."""
        for name in self._old.names:
            if name != PATHS:
                self._digests[name] = digest_of(name)
        pairs = zip(self._old.names, self._old.digests, strict=True)
        return {position for position, (name, was) in enumerate(pairs) if self._digests.get(name, was) != was}

    def _is_current(self, known: Made, changed: set[int]) -> bool:
        return changed.isdisjoint(known.reads) and all(file.path in self._intact for file in known.files)

    # --- making ---

    def _do(self, stale: list[Task], report: Report, processes: int) -> None:
        total = len(stale) + len(self._kept)
        before = len(self._kept)

        def came(count: int) -> None:
            report(before + count, total, stale[min(count, len(stale)) - 1].key)

        for task, done in each(stale, self._made_by, processes, came):
            self._done[task.key] = done
        _refuse_twins(self._done, self._kept)

    def _made_by(self, task: Task) -> _Done:
        with explained(task.key):
            made, names = noted(lambda: self._noting_inputs(task))
        kept, staged = [], []
        for path, content in made:
            file = self._unchanged(path, content)
            if file is None:
                file = Kept.of(path, self.tree.stage(path, content), digest(content))
                staged.append(path)
            kept.append(file)
        return _Done(names, tuple(kept), tuple(staged))

    def _noting_inputs(self, task: Task) -> list[tuple[str, bytes]]:
        for name in task.inputs:
            note(name)
        return list(task.make())

    def _unchanged(self, path: str, content: bytes) -> Kept | None:
        """The file as it lies in the output, if it has these bytes already."""
        if self._fresh:
            return None
        known, signed = self._intact.get(path), digest(content)
        if known is not None:
            return known if known.digest == signed else None
        target = self.tree.output / self.tree.checked(path)
        if target.is_symlink() or not target.is_file() or target.read_bytes() != content:
            return None
        return Kept.of(path, os.lstat(target), signed)

    def _loose(self) -> _Done:
        """What something else wrote into the staging folder (Pelican's own pages, for one)."""
        ours = {path for done in self._done.values() for path in done.staged} | {MARK}
        files, staged = [], []
        for path in sorted(set(self.tree.staged()) - ours):
            waiting = self.tree.staging / path
            content = waiting.read_bytes()
            file = self._unchanged(path, content)
            if file is None:
                file = Kept.of(path, os.lstat(waiting), digest(content))
                staged.append(path)
            files.append(file)
        return _Done(frozenset(), tuple(files), tuple(staged))

    # --- remembering ---

    def _declared(self) -> set[str]:
        made = (file.path for done in self._done.values() for file in done.files)
        return {*made, *(file.path for kept in self._kept.values() for file in kept.files)}

    def _save(self, sources: bytes, memory: bytes, published: dict[str, os.stat_result]) -> None:
        positions: dict[str, int] = {name: position for position, name in enumerate(self._old.names)}
        for done in self._done.values():
            for name in done.names:
                positions.setdefault(name, len(positions))
        tasks = {
            key: Made(made.reads, [self._intact[file.path] for file in made.files])
            for key, made in self._kept.items()
        }
        for key, done in self._done.items():
            reads = sorted(positions[name] for name in done.names)
            tasks[key] = Made(reads, [_as_published(file, published) for file in done.files])
        used = _in_use(tasks, list(positions))
        tasks = _renumbered(tasks, used)
        saved.save(self._path, Index(self._world, sources, *self._signed(used), tasks, memory))

    def _signed(self, names: dict[int, str]) -> tuple[list[str], list[bytes]]:
        return list(names.values()), [self._digests[name] for name in names.values()]

    # --- one at a time ---

    def _take_lock(self) -> None:
        if fcntl is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def _release_lock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _each_once(tasks: Iterable[Task]) -> Iterator[Task]:
    keys: set[str] = {LOOSE}
    for task in tasks:
        if task.key in keys:
            raise ValueError(f"two tasks are called {task.key!r}")
        keys.add(task.key)
        yield task


def _refuse_twins(done: dict[str, _Done], kept: dict[str, Made]) -> None:
    """No two tasks make one file: which of them came last would decide what it says."""
    makers: dict[str, str] = {}
    for key, made in (*done.items(), *kept.items()):
        for file in made.files:
            if makers.setdefault(file.path, key) != key:
                raise OutputRefused(f"{file.path} is made by {makers[file.path]} and by {key}")


def _as_published(file: Kept, published: dict[str, os.stat_result]) -> Kept:
    # A rename changes the time of a file's last change, so it is asked again afterwards.
    return Kept.of(file.path, published[file.path], file.digest) if file.path in published else file


def _in_use(tasks: dict[str, Made], names: list[str]) -> dict[int, str]:
    """The names that some task still reads, by their position."""
    used = set().union(*(made.reads for made in tasks.values()))
    return {position: names[position] for position in sorted(used)}


def _renumbered(tasks: dict[str, Made], used: dict[int, str]) -> dict[str, Made]:
    """The same tasks with positions among the used names only."""
    new = {position: count for count, position in enumerate(used)}
    if all(position == count for position, count in new.items()):
        return tasks
    return {key: Made([new[one] for one in made.reads], made.files) for key, made in tasks.items()}
