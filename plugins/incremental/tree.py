"""From a staging folder to the output: everything is written before anything is replaced.

A first build is renamed as one tree. A later one stages only what changed and then renames file by
file; the output is never deleted to be built again, and no symbolic link in it is followed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

MARK = ".incremental-output"
"""Lies in every folder made here; a folder without it is somebody else's and is not touched."""


class OutputRefused(Exception):
    """The output folder cannot be used; says why."""

    exitcode = 2


class Tree:
    """An output folder, and the folder beside it in which a build is gathered.

    What is called one of the names `retained`, directly in the output, is somebody else's and stays.
    """

    def __init__(self, output: Path, retained: Iterable[str] = ()):
        self.output = output
        self._retained = frozenset(retained)
        self.staging = output.parent / f".{output.name}.staging"
        self._below = f"{self.staging}/"
        self._folders: set[str] = set()
        self._led_away: dict[str, bool] = {}

    @property
    def is_new(self) -> bool:
        """Whether there is nothing yet to be compared with."""
        return not self.output.exists() or not any(self.output.iterdir())

    def begin(self) -> None:
        """Make the staging folder anew; whatever a killed build left there is removed first.

        Raises OutputRefused where the output is not ours to replace.
        """
        if self.output.is_symlink() or self.output.exists() and not self._is_ours():
            raise OutputRefused(
                f"{self.output} is not empty and was not made by this program; name another folder"
            )
        self.drop()
        self.staging.mkdir(parents=True)
        (self.staging / MARK).write_bytes(b"")

    def stage(self, path: str, content: bytes) -> os.stat_result:
        """Write one file below the staging folder. Raises OutputRefused for a path that leads out of it."""
        target = f"{self._below}{self.checked(path)}"
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            _make_new_folder(folder)
            self._folders.add(folder)
        return _written(target, content)

    def checked(self, path: str) -> str:
        """A path that stays below the folder. Raises OutputRefused for any other."""
        parts = path.split("/")
        if path.startswith("/") or "\\" in path or "\0" in path or {"", ".", ".."} & set(parts):
            raise OutputRefused(f"{path!r} leads out of the output folder")
        return path

    def is_led_away(self, path: str) -> bool:
        """Whether a path of the output is a link, or lies beyond one; each folder is looked at once."""
        if not path:
            return False
        folder = path.rpartition("/")[0]
        if folder not in self._led_away:
            self._led_away[folder] = self.is_led_away(folder)
        return self._led_away[folder] or os.path.islink(f"{self.output}/{path}")

    def holds(self, path: str) -> bool:
        """Whether there is something in the output itself under a path."""
        return os.path.lexists(self.output / path) and not self.is_led_away(path.rpartition("/")[0])

    def staged(self) -> Iterator[str]:
        """The files gathered so far."""
        return _look_into(str(self.staging))

    def publish_whole(self) -> None:
        """The first time: the staging folder becomes the output by one rename."""
        if self.output.exists():
            self.output.rmdir()
        os.rename(self.staging, self.output)

    def publish(self, path: str) -> os.stat_result:
        """Rename one staged file over the output's; what stands in its way is removed."""
        target = self.output / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        _make_folder(target.parent, self.output)
        os.replace(self.staging / path, target)
        return os.lstat(target)

    def retains(self, path: str) -> bool:
        """Whether a path of the output is somebody else's."""
        return path.partition("/")[0] in self._retained

    def remove(self, path: str) -> None:
        """Remove one file that is no longer made; a folder that has become a file took it along."""
        with suppress(FileNotFoundError, NotADirectoryError):
            (self.output / path).unlink()

    def sweep(self, folders: Iterable[str]) -> None:
        """Remove those folders of the output that hold nothing."""
        for folder in folders:
            if not self.retains(folder):
                with suppress(OSError):
                    os.rmdir(self.output / folder)

    def sweep_above(self, paths: Iterable[str]) -> None:
        """Remove the folders above removed files, as far up as they hold nothing."""
        for path in paths:
            self.sweep(parent.as_posix() for parent in PurePosixPath(path).parents if parent.name)

    def drop(self) -> None:
        """Remove the staging folder."""
        self._folders.clear()
        if self.staging.is_symlink():
            self.staging.unlink()
        shutil.rmtree(self.staging, ignore_errors=True)

    def _is_ours(self) -> bool:
        return self.output.is_dir() and ((self.output / MARK).is_file() or not any(self.output.iterdir()))


def _look_into(top: str) -> Iterator[str]:
    """The files of a folder and of all folders in it, as paths below it. Links are files."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{top}/{below}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{below}{entry.name}/")
                else:
                    yield below + entry.name


def files_below(
    folder: Path, through_links: bool, hidden: bool, enter: Callable[[str], None]
) -> Iterator[str]:
    """Every file below a folder, as a path with forward slashes; links are files, wherever they lead.

    `through_links`: what they lead to is there instead, each folder once. Without `hidden`, what
    begins with a dot is left out. `enter` is told of each folder before it is looked into.
    """
    known: set[str] = set()
    enter(str(folder))
    for directory, folders, names in os.walk(folder, followlinks=through_links):
        at = os.path.relpath(directory, folder).replace(os.sep, "/")
        folders[:] = [name for name in folders if hidden or not name.startswith(".")]
        if through_links:
            real = os.path.realpath(directory)
            folders[:] = [] if real in known else folders
            known.add(real)
        for name in folders:
            enter(os.path.join(directory, name))
        links = [name for name in folders if not through_links and os.path.islink(f"{directory}/{name}")]
        for name in names + links:
            if hidden or not name.startswith("."):
                yield name if at == "." else f"{at}/{name}"


def _make_new_folder(folder: str) -> None:
    """Make a folder in which most likely nothing lies yet, below one that most likely is there."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def _written(path: str, content: bytes) -> os.stat_result:
    # The bare calls: Python's file objects cost as much again, and there are tens of thousands.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _make_folder(folder: Path, top: Path) -> None:
    """Make a folder; a file or a link that stands where it is to be gives way."""
    for part in reversed([folder, *folder.parents]):
        if top in part.parents and os.path.lexists(part) and (part.is_symlink() or not part.is_dir()):
            part.unlink()
    folder.mkdir(parents=True, exist_ok=True)
