"""Many tasks on all cores: forked processes that share what has been loaded.

A worker that dies (killed, out of memory) ends the run instead of being waited for, and nothing is
published that lacks its pages.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

BLOCK = 24
"""Tasks handed to a worker at a time: neighbours, which share most of what they read."""

LARGEST = 1_000
"""More neighbours of one group than this are divided after all."""

FEW = 24
"""So few tasks are done sooner than processes are started."""


class WorkerDied(Exception):
    """A worker process ended before its work was done."""

    exitcode = 2


class WorkFailed(Exception):
    """A task could not be done; says which and why."""

    exitcode = 2


@contextmanager
def uncollected() -> Iterator[None]:
    """Load much at once without looking for garbage time and again among what stays."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def cores() -> int:
    """How many processes may run at once here; one where processes cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Beside:
    """Another process that looks for one thing after the other while this one goes on.

    What it finds are numbers. What it could not tell is looked for here. One process and no more: on two
    cores a third would take its time from this one.
    """

    def __init__(self, looks: Sequence[Callable[[], list[int]]]):
        context = multiprocessing.get_context("fork")
        self._looks = tuple(looks)
        self._ours, theirs = context.Pipe(duplex=False)
        self._other = context.Process(target=_tell, args=(self._looks, theirs), daemon=True)
        self._other.start()
        theirs.close()

    def found(self) -> list[list[int]]:
        """What was found by each look; waits for it, and meanwhile does the last look itself."""
        is_early = not self._ours.poll()
        mine = [self._looks[-1]()] if is_early else []
        theirs = [self._heard(look) for look in self._looks[: len(self._looks) - len(mine)]]
        self.stop()
        return theirs + mine

    def _heard(self, look: Callable[[], list[int]]) -> list[int]:
        try:
            return array("I", self._ours.recv_bytes()).tolist()
        except (EOFError, OSError):
            return look()

    def stop(self) -> None:
        """End the other process, whatever it has found."""
        self._other.kill()
        self._other.join()
        self._ours.close()


def _tell(looks: Iterable[Callable[[], list[int]]], answers: Connection) -> None:
    begin_worker(())
    # Whoever waits for it has more to do until then.
    os.nice(10)
    for look in looks:
        answers.send_bytes(array("I", look()).tobytes())


def each(
    items: Sequence[T],
    do: Callable[[T], R],
    processes: int,
    came: Callable[[int], None],
    group_of: Callable[[T], str] = lambda item: "",
    leave: Callable[[], None] = lambda: None,
) -> Iterator[tuple[T, R]]:
    """Do one thing with each item, in any order; `came` is told how many results have come.

    Neighbours of one group are done by one process, which is told then to `leave` the group.

    Raises whatever `do` raised as WorkFailed, and WorkerDied where a process ended by itself.
    """
    if processes < 2 or len(items) <= FEW:
        for count, item in enumerate(items, 1):
            result = do(item)
            came(count)
            yield item, result
        return
    blocks = in_turn(_blocks(items, group_of), group_of)
    count = 0

    def done(position: int) -> None:
        if group_of(blocks[position][0]):
            leave()

    for position, first, results in _in_processes(blocks, do, min(processes, len(blocks)), done):
        count += len(results)
        came(count)
        yield from zip(blocks[position][first : first + len(results)], results, strict=True)


def in_turn(blocks: Iterable[Sequence[T]], group_of: Callable[[T], str]) -> list[Sequence[T]]:
    """The largest first, so that no process is left with a large one at the end.

    A group may be one large task, and tasks without a group are small.
    """
    return sorted(blocks, key=lambda block: (not group_of(block[0]), -len(block)))


def _blocks(items: Sequence[T], group_of: Callable[[T], str]) -> Iterator[Sequence[T]]:
    """Neighbours together: those of one group, and of those without a group so many as one block holds."""
    start = 0
    for end in range(1, len(items) + 1):
        group = group_of(items[start])
        is_last = end == len(items) or group_of(items[end]) != group
        if is_last or end - start == (LARGEST if group else BLOCK):
            yield items[start:end]
            start = end


def _in_processes(
    blocks: list, do: Callable, processes: int, done: Callable[[int], None]
) -> Iterator[tuple[int, int, list]]:
    context = multiprocessing.get_context("fork")
    following = context.Value("l", 0)
    # What is shared is not to be copied: a collection would touch every page of memory.
    gc.collect()
    gc.freeze()
    ends: dict[Connection, Any] = {}
    try:
        for _ in range(processes):
            ours, theirs = context.Pipe(duplex=False)
            worker = context.Process(
                target=_work,
                args=(blocks, do, done, following, theirs, [*ends, ours], os.getpid()),
                daemon=True,
            )
            worker.start()
            theirs.close()
            ends[ours] = worker
        yield from _received(ends)
    finally:
        gc.unfreeze()
        _end(ends)


def _received(ends: dict[Connection, Any]) -> Iterator[tuple[int, int, list]]:
    while ends:
        for connection in wait(list(ends)):
            try:
                kind, *message = connection.recv()
            except (EOFError, OSError):
                worker = ends[connection]
                worker.join()
                raise WorkerDied(how_it_ended(worker.exitcode)) from None
            if kind == "failed":
                raise WorkFailed(message[0])
            if kind == "done":
                ends.pop(connection).join()
                connection.close()
            else:
                yield tuple(message)


def how_it_ended(code: int | None) -> str:
    """What is told of a process that ended before its work was done."""
    how = f"was killed by {signal.Signals(-code).name}" if code and code < 0 else f"ended with {code}"
    return f"a worker process {how} before its pages were made; nothing has been published"


def _end(ends: dict[Connection, Any]) -> None:
    for connection, worker in ends.items():
        worker.terminate()
        worker.join()
        connection.close()


def _work(
    blocks: list,
    do: Callable,
    done: Callable[[int], None],
    following: Any,
    answers: Connection,
    others: list[Connection],
    parent: int,
) -> None:
    begin_worker(others)
    try:
        for position in iter(lambda: _next(following), None):
            if position >= len(blocks) or os.getppid() != parent:
                break
            block = blocks[position]
            for first in range(0, len(block), BLOCK):
                answers.send(("did", position, first, [do(item) for item in block[first : first + BLOCK]]))
            done(position)
        answers.send(("done",))
    except MemoryError:
        os._exit(137)
    except Exception as error:
        answers.send(("failed", str(error)))


def begin_worker(others: Iterable[Connection]) -> None:
    """What a forked process does first: it lets go of what is its parent's alone."""
    for connection in others:
        connection.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()


def _next(following: Any) -> int:
    with following.get_lock():
        following.value += 1
        return following.value - 1
