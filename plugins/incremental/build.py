"""One run: find out which tasks must be done again, do them, publish what differs, and remember it.

The law: whatever was changed, and however an earlier run ended, the output afterwards is byte for byte
what a build from nothing would have made.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path

from . import index as saved
from .failures import explained
from .index import Index, Made, Past, Saved
from .left import Left, Looking, folders_of
from .reads import note, noted
from .recording import Done, Inputs, Kept, Outcome, Telling
from .signs import digest
from .stamps import Seen, stamp_of
from .tasks import LOOSE, Result, Task, each_once
from .tree import MARK, OutputRefused, Tree
from .workers import cores, each

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None

PATHS = "paths"
"""The name of all files that the tasks make; only `make_from_paths` knows them."""

Report = Callable[[int, int, str], None]


class Build:
    """A run into one output folder, from `begin` to `finish` or `drop`.

    `world` is a digest of what every task depends on; with another one nothing is remembered. It may be
    told later, by `enter`. Names in `retained` stay in the output, whatever they are.
    """

    def __init__(
        self, output: Path, world: bytes | None = None, clean: bool = False, retained: Iterable[str] = ()
    ):
        self.tree = Tree(output, retained)
        self._path = output.parent / f".{output.name}.index"
        self.world = world
        self._clean = clean
        self._lock: int | None = None
        self._looking: Looking | None = None
        self._old: Past | None = None
        self._telling = Telling()
        self._done: dict[str, Done] = {}
        self._spared: set[int] = set()

    def begin(self) -> None:
        """Wait for another build of the same output, and read what it left.

        Raises OutputRefused where the output is not ours to replace.
        """
        if self._path.is_dir():
            raise OutputRefused(f"{self._path} is a folder, where a build keeps what it remembers; remove it")
        self._take_lock()
        self.tree.begin()
        self._saved = Saved(Index()) if self._clean else saved.load(self._path)
        self._index = self._saved.index
        # What a source file holds does not depend on the world.
        self.seen = Seen(self._index.seen)
        self._fresh = self.tree.is_new
        self._looking = None if self._fresh else Looking(self.tree, self._index)
        if self.world is not None:
            self.enter(self.world)

    def enter(self, world: bytes) -> None:
        """Remember what was made in a world, and nothing that was made in another."""
        self.world = world
        self._old = self._saved.past(world)
        if self._old.index is not self._index:
            self.__dict__.pop("_left", None)
            if self._looking is not None:
                self._looking.stop()
        if self._fresh:
            # Without the files that were made nothing counts but what is known of the sources.
            self._old = Past(made=Made(memory=self._old.made.memory))
        self._inputs = Inputs(self._old)

    def is_current(self, sources: bytes, call: bytes = b"") -> Result | None:
        """What there is, if no source has changed since it was made and no file was touched.

        With `call`, the digest of all that settings come from, this is known without a world.
        """
        index = self._index
        same = index.call == call if call else index.world == self.world
        if not sources or not same or index.sources != sources or self._fresh or not self._left.is_whole:
            return None
        self.drop()
        return Result(len(index.files.paths), (), (), frozenset(index.files.paths))

    @cached_property
    def _left(self) -> Left:
        if self._fresh:
            return Left()
        if self._old is None or self._old.index is self._index:
            return self._looking.left()
        return Looking(self.tree, Index()).left()

    def make(
        self,
        tasks: Iterable[Task],
        digest_of: Callable[[str], bytes],
        report: Report = lambda *_: None,
        processes: int | None = None,
        doubtful: Callable[[Sequence[str]], Iterable[str]] = lambda names: names,
        leave: Callable[[], None] = lambda: None,
    ) -> None:
        """Do those tasks whose inputs changed or whose files are not as they were left.

        `digest_of` gives the digest of an input by its name, the empty one for what is not there;
        `doubtful` gives those of some names that may have another digest than they had in the last run;
        a process that has done with a group of tasks calls `leave`.
        """
        self._inputs.sign((name for name in doubtful(self._old.names) if name != PATHS), digest_of)
        again = self._again()
        stale: list[Task] = []
        for task in each_once(tasks):
            number = self._old.number.get(task.key)
            if number is None or number in again:
                stale.append(task)
            else:
                self._spared.add(number)
        self._do(stale, report, cores() if processes is None else processes, leave)
        self._inputs.sign_others(digest_of)

    def make_from_paths(self, task: Task, digest_of: Callable[[str], bytes]) -> None:
        """Do a task that tells of all files of the others, unless these and all else it read are the same."""
        self._inputs.sign([PATHS], lambda _: self._digest_of_paths(task))
        number = self._old.number.get(task.key)
        if number is not None and number not in self._again():
            self._spared.add(number)
            return
        self._done[task.key] = self._inputs.heard(self._made_by(task._replace(inputs=(*task.inputs, PATHS))))
        self._inputs.sign_others(digest_of)
        self._refuse_twins()

    def paths(self) -> frozenset[str]:
        """Every file of the tasks of this run, made again or not."""
        if self._makes_the_same_files():
            return self._old.paths
        old = self._old.index
        paths = set(old.files.paths)
        for number in set(range(len(self._old.tasks))) - self._spared:
            paths.difference_update(old.files.paths[self._old.files(number, number + 1)])
        paths.update(file.path for done in self._done.values() for file in done.files)
        return frozenset(paths)

    def _makes_the_same_files(self, besides: Iterable[str] = ()) -> bool:
        """Whether each task of the last run, `besides` some, makes what files it made, and no other does."""
        numbers = [self._old.number.get(key) for key in self._done]
        if None in numbers:
            return False
        missing = set(range(len(self._old.tasks))).difference(self._spared, numbers)
        if not {self._old.tasks[number] for number in missing} <= set(besides):
            return False
        made = zip(numbers, self._done.values(), strict=True)
        return all(self._files_of(number) == [file.path for file in done.files] for number, done in made)

    def _files_of(self, number: int) -> list[str]:
        return self._old.index.files.paths[self._old.files(number, number + 1)]

    def _digest_of_paths(self, task: Task) -> bytes:
        position = self._old.position.get(PATHS)
        # To sort a nation's files takes longer than to know that they are the same.
        if position is not None and self._makes_the_same_files((task.key, LOOSE)):
            return self._old.digest(position)
        return digest("\0".join(sorted(self.paths())))

    @property
    def sources(self) -> bytes:
        """What the last whole run was made from; nothing where there was none."""
        return self._index.sources

    @property
    def call(self) -> bytes:
        """The digest of how the last whole run was called."""
        return self._index.call

    @property
    def memory(self) -> bytes:
        """What the last whole run was told to keep; nothing where there was none in this world."""
        return self._old.made.memory

    def finish(self, sources: bytes = b"", memory: bytes = b"", call: bytes = b"") -> Result:
        """Publish what was made, remove what nothing makes any more, and remember the run."""
        self._done[LOOSE] = self._inputs.heard(self._loose())
        made = sorted(path for done in self._done.values() for path in done.staged)
        declared = self.paths()
        removed = () if self._fresh else self._obsolete(declared)
        if self._fresh:
            self.tree.publish_whole()
        else:
            for path in made:
                self.tree.publish(path)
            for path in removed:
                self.tree.remove(path)
            self.tree.drop()
            self.tree.sweep(self._left.empty)
            self.tree.sweep_above(removed)
        # The files of a tree that was renamed as a whole are as they were when they were written.
        published = set() if self._fresh else {*made, *removed}
        outcome = Outcome(
            self._old, self._left, self.tree.output, self._spared, self._done, self._inputs, published
        )
        # A source that has changed meanwhile was read in one of its states or the other. What the run before
        # left behind makes the next one do again all that is told of it.
        if self.seen.is_as_looked_at:
            columns = outcome.columns()
            folders = outcome.folders(declared)
            index = Index(self.world, sources, call, columns.files, folders, self.seen.stamped)
            saved.save(self._path, index, outcome.made(columns, memory))
        self._release_lock()
        return Result(len(declared), tuple(made), removed, declared)

    def drop(self) -> None:
        """Leave everything as it was."""
        if self._looking is not None:
            self._looking.stop()
        self.tree.drop()
        self._release_lock()

    # --- what is stale ---

    def _again(self) -> set[int]:
        """The tasks of the last run that read what has changed, or whose files were touched."""
        return self._old.readers(self._inputs.changed()) | self._old.makers(self._left.touched)

    def _obsolete(self, declared: frozenset[str]) -> tuple[str, ...]:
        """The files of the output that nothing makes; what stands in a folder's place gives way to it."""
        before = (path for path in self._old.index.files.paths if path not in declared)
        gone = {path for path in before if self.tree.holds(path)}
        kept = declared.union(folders_of(declared)) if self._left.strays else declared
        strays = {path for path in self._left.strays if path not in kept}
        return tuple(sorted(path for path in gone | strays if not self.tree.retains(path)))

    # --- making ---

    def _do(self, stale: list[Task], report: Report, processes: int, leave: Callable[[], None]) -> None:
        before = len(self._spared)
        total = len(stale) + before

        def came(count: int) -> None:
            report(before + count, total, stale[min(count, len(stale)) - 1].key)

        for task, done in each(stale, self._made_by, processes, came, lambda task: task.group, leave):
            self._done[task.key] = self._inputs.heard(done)
        self._refuse_twins()

    def _made_by(self, task: Task) -> Done:
        with explained(task.key):
            made, names = noted(lambda: self._noting_inputs(task))
        kept, staged = [], []
        for path, content in made:
            file = self._unchanged(path, content)
            if file is None:
                file = Kept(path, stamp_of(self.tree.stage(path, content)), digest(content))
                staged.append(path)
            kept.append(file)
        return Done(*self._telling.told(names), tuple(kept), tuple(staged))

    def _noting_inputs(self, task: Task) -> list[tuple[str, bytes]]:
        for name in task.inputs:
            note(name)
        return list(task.make())

    def _unchanged(self, path: str, content: bytes) -> Kept | None:
        """The file as it lies in the output, if it has these bytes already."""
        if self._fresh:
            return None
        position = self._old.file.get(path)
        if position is not None and position not in self._left.touched:
            signed = self._old.index.files.digest(position)
            if signed != digest(content):
                return None
            return Kept(path, self._left.restamped.get(position) or self._old.stamp(position), signed)
        target = self.tree.output / self.tree.checked(path)
        if self.tree.is_led_away(path) or not target.is_file() or target.read_bytes() != content:
            return None
        return Kept(path, stamp_of(os.lstat(target)), digest(content))

    def _loose(self) -> Done:
        """What something else wrote into the staging folder (Pelican's own pages, for one)."""
        ours = {path for done in self._done.values() for path in done.staged} | {MARK}
        files, staged = [], []
        for path in sorted(set(self.tree.staged()) - ours):
            waiting = self.tree.staging / path
            content = waiting.read_bytes()
            file = self._unchanged(path, content)
            if file is None:
                file = Kept(path, stamp_of(os.lstat(waiting)), digest(content))
                staged.append(path)
            files.append(file)
        return Done(*self._telling.told(()), tuple(files), tuple(staged))

    def _refuse_twins(self) -> None:
        """No two tasks make one file: which of them came last would decide what it says."""
        makers: dict[str, str] = {}
        for key, done in self._done.items():
            for file in done.files:
                other = self._spared_maker(file.path) or makers.setdefault(file.path, key)
                if other != key:
                    raise OutputRefused(f"{file.path} is made by {other} and by {key}")

    def _spared_maker(self, path: str) -> str | None:
        position = self._old.file.get(path)
        makers = self._old.makers({position}) if position is not None else set()
        return next((self._old.tasks[number] for number in makers & self._spared), None)

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
