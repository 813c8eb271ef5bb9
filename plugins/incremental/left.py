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


def look(tree: Tree, index: Index) -> Left:
    """Compare an output with what a run left in it: by size and times, where these differ by bytes."""
    top = str(tree.output)
    altered = index.files.altered(top)
    restamped = dict(_same_bytes(top, index.files, altered))
    moved = [index.folders.paths[position] for position in index.folders.altered(top)]
    known, folders = set(index.files.paths), set(index.folders.paths)
    if "" not in folders:
        moved = [""]  # nothing is known of the folders: all of them are looked into
    strays: list[str] = []
    empty: list[str] = []
    for folder in moved:
        if folder in folders or not folder:
            _look_for_strays(top, folder, known, folders, strays, empty)
    return Left(
        frozenset(altered) - restamped.keys(), restamped, frozenset(moved), tuple(strays), tuple(empty)
    )


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
