"""Files of a folder, read, copied and linked without ever following a link."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from .faults import Hostile

FILE_MODE, FOLDER_MODE = 0o644, 0o755
"""Whoever serves the release may read it, whatever the umask of the one who made it."""

_CHUNK = 1 << 20
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CANNOT_LINK = {errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.EACCES}


def is_plain(path: str) -> bool:
    """Whether a path stays below its folder and can stand in a list of checksums as it is."""
    parts = path.split("/")
    return not {"", ".", ".."} & set(parts) and path.isprintable() and not set("\\:") & set(path)


def files_of(folder: Path) -> dict[str, Path]:
    """Every file below a folder by its path with slashes, in order.

    Raises Hostile with every entry that is no ordinary file or folder, or has an unfit name.
    """
    files: dict[str, Path] = {}
    refused: list[str] = []
    for path, entry in _walk(folder, PurePosixPath()):
        if entry.is_file(follow_symlinks=False) and is_plain(path):
            files[path] = Path(entry.path)
        else:
            refused.append(f"{path} is {_kind(entry)}")
    if refused:
        raise Hostile(f"{folder} cannot be published: " + "; ".join(sorted(refused)))
    return dict(sorted(files.items()))


def _walk(folder: Path, above: PurePosixPath) -> Iterator[tuple[str, os.DirEntry]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = above / entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), path)
            else:
                yield path.as_posix(), entry


def _kind(entry: os.DirEntry) -> str:
    if entry.is_symlink():
        return "a link"
    mode = entry.stat(follow_symlinks=False).st_mode
    kinds = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFREG: "a file with an unfit name"}
    return kinds.get(stat.S_IFMT(mode), "a device")


def opened(path: Path) -> BinaryIO:
    """An ordinary file for reading. Raises Hostile for anything else, also for a link to one."""
    try:
        file = open(os.open(path, os.O_RDONLY | _NO_LINKS), "rb")  # noqa: SIM115 (the caller closes it)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Hostile(f"{path} is a link") from None
        raise
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise Hostile(f"{path} is no ordinary file")
    return file


def read(path: Path) -> bytes:
    """The bytes of an ordinary file. Raises Hostile as `opened` does."""
    with opened(path) as file:
        return file.read()


def digest(path: Path) -> tuple[int, str]:
    """The size and the SHA-256 of an ordinary file. Raises Hostile as `opened` does."""
    with opened(path) as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return file.tell(), sha256


def write(path: Path, content: bytes) -> None:
    """Write a new file and see it on the disk; an existing one is an error."""
    with _created(path) as file:
        file.write(content)
        _settle(file)


def copy(source: Path, target: Path) -> None:
    """Copy an ordinary file to a new one and see it on the disk."""
    with opened(source) as old, _created(target) as new:
        shutil.copyfileobj(old, new, _CHUNK)
        _settle(new)


def link(source: Path, target: Path) -> bool:
    """Give an ordinary file a second name; False where the disk has no such thing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno in _CANNOT_LINK:
            return False
        raise
    return True


def _created(path: Path) -> BinaryIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    return open(path, "xb")


def _settle(file: BinaryIO) -> None:
    file.flush()
    os.chmod(file.fileno() if os.chmod in os.supports_fd else file.name, FILE_MODE)
    os.fsync(file.fileno())


def settle_folders(folder: Path) -> None:
    """See the names in a folder and in all below it on the disk."""
    for directory, _, _ in os.walk(folder, topdown=False):
        os.chmod(directory, FOLDER_MODE)
        settle_folder(Path(directory))


def settle_folder(folder: Path) -> None:
    """See the names in one folder on the disk; systems that cannot open a folder settle it themselves."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Remove whatever stands at a path; a link is removed, never what it leads to."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)
