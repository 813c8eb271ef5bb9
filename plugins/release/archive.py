"""A folder as one archive: the same files are the same bytes, whoever packs them and when."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
from pathlib import Path

from .tree import files_of, read

DIGITS = 16
"""Of the hash in an archive's name: enough that no two states of a folder ever share one."""


def packed(folder: Path) -> tuple[str, bytes]:
    """The name and the bytes of the archive of a folder; the name holds the hash of its files.

    Raises Hostile where the folder holds anything but ordinary files.
    """
    tar = _tar(folder)
    name = f"{folder.name}-{hashlib.sha256(tar).hexdigest()[:DIGITS]}.tar.gz"
    return name, gzip.compress(tar, compresslevel=9, mtime=0)


def unpacked(archive: bytes, folder: Path) -> None:
    """Write the files of an archive below a folder; what would land elsewhere is refused by tarfile."""
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
        tar.extractall(folder, filter="data")


def _tar(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path, file in files_of(folder).items():
            content = read(file)
            about = tarfile.TarInfo(f"{folder.name}/{path}")
            about.size, about.mode = len(content), 0o644
            tar.addfile(about, io.BytesIO(content))
    return buffer.getvalue()
