"""What a run is asked to make, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

LOOSE = ""
"""The task to which files belong that something else wrote into the staging folder."""


class Task(NamedTuple):
    """Files made together by a function of nothing but what it notes that it reads.

    `make` gives pairs of a path below the output and bytes; `inputs` are names it depends on besides
    those noted while it runs. Neighbours of one `group` read the same: one process does them all.
    """

    key: str
    make: Callable[[], Iterable[tuple[str, bytes]]]
    inputs: tuple[str, ...] = ()
    group: str = ""


def each_once(tasks: Iterable[Task]) -> Iterator[Task]:
    """Tasks, each of which must have a key of its own. Raises ValueError for the second of one key."""
    keys: set[str] = {LOOSE}
    for task in tasks:
        if task.key in keys:
            raise ValueError(f"two tasks are called {task.key!r}")
        keys.add(task.key)
        yield task


@dataclass(frozen=True, slots=True)
class Result:
    """What one build changed: how many files there are, and which were written and removed.

    `paths` names every file that the build declares; `held` is what it was made from, which a process
    that ends with it need not take apart before.
    """

    files: int
    written: tuple[str, ...]
    removed: tuple[str, ...]
    paths: frozenset[str] = frozenset()
    held: object = field(default=None, repr=False, compare=False)
