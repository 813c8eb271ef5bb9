"""The output as the last run left it, and what somebody has done to it since."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from .index import Index
from .signs import digest
from .stamps import Stamp, Stamped, stamp_of
from .tree import MARK, Tree
from .workers import Beside, cores

MANY = 5_000
"""From so many files on, another process looks at them."""


@dataclass(frozen=True)
class Left:
    """What differs in an output from how a run left it.

    `touched` are positions of files with other bytes, or that are not there; `restamped` the stamps of
    those whose bytes are still the same. `moved` are folders in which something came or went; `strays`
    the files, and `empty` the folders without a file, that the run did not leave.
    """

    touched: frozenset[int] = frozenset()
    restamped: dict[int, Stamp] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()
    strays: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing was done to it."""
        return not (self.touched or self.moved)


class Looking:
    """The comparison of an output with what a run left in it: by size and times, where these differ by bytes.

    Of a large one, another process looks at the files and then at the folders until it is asked for.
    """

    def __init__(self, tree: Tree, index: Index):
        self._top, self._index = str(tree.output), index
        self._looks = [lambda: index.files.altered(self._top), lambda: index.folders.altered(self._top)]
        is_long = len(index.files.paths) > MANY and cores() > 1
        self._other = Beside(self._looks) if is_long else None

    def left(self) -> Left:
        """What differs."""
        altered, moved = self._other.found() if self._other else (look() for look in self._looks)
        self._other = None
        return _left(self._top, self._index, altered, moved)

    def stop(self) -> None:
        """Look no longer."""
        if self._other is not None:
            self._other.stop()
        self._other = None


def _left(top: str, index: Index, altered: list[int], moved: list[int]) -> Left:
    known, folders = set(index.files.paths), set(index.folders.paths)
    # Where nothing is known of the folders, all of them are looked into.
    changed = [index.folders.paths[position] for position in moved] if "" in folders else [""]
    strays: list[str] = []
    empty: list[str] = []
    for folder in changed:
        _look_for_strays(top, folder, known, folders, strays, empty)
    lost = _lost(index.files.paths, strays)
    restamped = dict(_same_bytes(top, index.files, set(altered) - lost))
    touched = lost.union(altered).difference(restamped)
    return Left(frozenset(touched), restamped, frozenset(changed), tuple(strays), tuple(empty))


def _lost(paths: list[str], strays: list[str]) -> set[int]:
    """The positions of files in whose folder's place something else stands, be it a link to their like."""
    if not strays:
        return set()
    instead = tuple(f"{path}/" for path in set(strays).intersection(folders_of(paths)))
    return {position for position, path in enumerate(paths) if path.startswith(instead)}


def _same_bytes(top: str, files: Stamped, altered: Iterable[int]) -> Iterator[tuple[int, Stamp]]:
    """Those files whose times alone are others, with their stamps of now."""
    for position in altered:
        at = f"{top}/{files.paths[position]}"
        with suppress(OSError):
            stamp = stamp_of(os.lstat(at))
            if os.path.isfile(at) and not os.path.islink(at):
                with open(at, "rb") as file:
                    if digest(file.read()) == files.digest(position):
                        yield position, stamp


def _look_for_strays(
    top: str, folder: str, known: set[str], folders: set[str], strays: list[str], empty: list[str]
) -> bool:
    """Add what lies in a folder and is not known; says whether there is any file in it."""
    found = False
    below = f"{folder}/" if folder else ""
    with suppress(NotADirectoryError, FileNotFoundError), os.scandir(f"{top}/{folder}") as entries:
        for entry in entries:
            path = below + entry.name
            if not entry.is_dir(follow_symlinks=False):
                found = True
                if path not in known and path != MARK:
                    strays.append(path)
            elif path in folders:
                found = True
            else:
                found |= _look_for_strays(top, path, known, folders, strays, empty)
    if not found and folder:
        empty.append(folder)
    return found


def folders_of(paths: Iterable[str]) -> list[str]:
    """Every folder in which one of some files lies, or a folder with one; the top is the empty name."""
    folders: set[str] = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return sorted(folders)
