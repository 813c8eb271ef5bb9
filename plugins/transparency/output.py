"""From a staging folder to the output: everything is written before anything is replaced."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MARK = ".ashyq-output"
"""Lies in every folder this program made; a folder without it is somebody else's and is not touched."""


class OutputRefused(Exception):
    """The output folder cannot be used; says why."""

    exitcode = 2


@dataclass(frozen=True, slots=True)
class Result:
    """What one build changed: how many files there are, and how many were written and removed.

    `paths` names every file that the build made.
    """

    files: int
    written: int
    removed: int
    paths: frozenset[str] = frozenset()


class Staging:
    """The folder beside the output in which a build is gathered."""

    def __init__(self, output: Path):
        self.output = output
        self.folder = output.parent / f".{output.name}.staging"

    def begin(self) -> Path:
        """Make the staging folder anew; whatever a killed build left there is removed first.

        Raises OutputRefused where the output is not ours to replace.
        """
        if self.output.exists() and not self._is_ours():
            raise OutputRefused(
                f"{self.output} is not empty and was not made by this program; name another folder"
            )
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True)
        self.write(MARK, "")
        return self.folder

    def write(self, path: str, text: str) -> None:
        """Write one file below the staging folder. Raises OutputRefused for a path that leads out of it."""
        target = self.folder / path
        if not target.resolve().is_relative_to(self.folder.resolve()):
            raise OutputRefused(f"{path} leads out of the output folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())

    def finish(self) -> Result:
        """Make the output equal to the staging folder: one rename at first, then file by file."""
        if not self.output.exists() or not any(self.output.iterdir()):
            if self.output.exists():
                self.output.rmdir()
            os.rename(self.folder, self.output)
            paths = _names(_files(self.output))
            return Result(len(paths), len(paths), 0, paths)
        return self._replace()

    def drop(self) -> None:
        """Remove the staging folder after a build that failed."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _replace(self) -> Result:
        staged = set(_files(self.folder))
        written = sum(self._replace_file(path) for path in sorted(staged))
        stale = sorted(set(_files(self.output)) - staged)
        for path in stale:
            (self.output / path).unlink()
        _remove_empty_folders(self.output)
        self.drop()
        return Result(len(staged), written, len(stale), _names(staged))

    def _replace_file(self, path: Path) -> bool:
        """Rename one staged file over the output's; nothing where the bytes are the same."""
        source, target = self.folder / path, self.output / path
        if target.is_file() and not target.is_symlink() and target.read_bytes() == source.read_bytes():
            return False
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        _make_folder(target.parent)
        os.replace(source, target)
        return True

    def _is_ours(self) -> bool:
        return self.output.is_dir() and ((self.output / MARK).is_file() or not any(self.output.iterdir()))


def _files(folder: Path) -> Iterator[Path]:
    for directory, _, names in os.walk(folder):
        for name in names:
            yield (Path(directory) / name).relative_to(folder)


def _names(files: Iterable[Path]) -> frozenset[str]:
    return frozenset(file.as_posix() for file in files if file.name != MARK)


def _make_folder(folder: Path) -> None:
    """Make a folder; a file that stands where it is to be gives way."""
    for part in reversed([folder, *folder.parents]):
        if part.is_file() or part.is_symlink() and not part.is_dir():
            part.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def _remove_empty_folders(folder: Path) -> None:
    for directory, _, _ in os.walk(folder, topdown=False):
        path = Path(directory)
        if path != folder and not any(path.iterdir()):
            path.rmdir()
