"""What a run is asked to make, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Task(NamedTuple):
    """Files made together by a function of nothing but what it notes that it reads.

    `make` gives pairs of a path below the output and bytes; `inputs` are names it depends on besides
    those noted while it runs. Neighbours of one `group` read the same: one process does them all.
    """

    key: str
    make: Callable[[], Iterable[tuple[str, bytes]]]
    inputs: tuple[str, ...] = ()
    group: str = ""


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
