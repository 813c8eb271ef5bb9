"""The memory between two runs: which file was made from what. Saved last, so that it speaks of a whole run.

It is never needed: without it everything is made anew. So whatever cannot be read, was damaged, or was
written by another version or for another site, is simply not there.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

import msgspec

MAGIC = b"incremental index 2\n"
SIGN = 16
"""Bytes of every digest kept here: enough that two inputs never meet by chance."""


def digest(*parts: bytes | str) -> bytes:
    """One digest of several parts, each told apart from the next."""
    hashed = blake2b(digest_size=SIGN)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(len(raw).to_bytes(8, "little"))
        hashed.update(raw)
    return hashed.digest()


class Kept(msgspec.Struct, array_like=True, frozen=True):
    """One file of the output as it was left: what tells that nobody has touched it since."""

    path: str
    size: int
    modified: int
    changed: int
    digest: bytes

    @classmethod
    def of(cls, path: str, status: os.stat_result, content: bytes) -> Kept:
        return cls(path, status.st_size, status.st_mtime_ns, status.st_ctime_ns, content)

    def is_as_left(self, status: os.stat_result) -> bool:
        seen = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        return seen == (self.size, self.modified, self.changed)


class Made(msgspec.Struct, array_like=True, frozen=True):
    """What one task read, as positions in the index's names, and the files it made."""

    reads: list[int]
    files: list[Kept]


class Index(msgspec.Struct, array_like=True, frozen=True):
    """A finished run.

    `world` is the digest of what everything depends on (code, settings), `sources` that of all source
    files; `names` and `digests` are the inputs that were read, in the same order; `memory` is whatever
    else is kept for the next run.
    """

    world: bytes = b""
    sources: bytes = b""
    names: list[str] = []
    digests: list[bytes] = []
    tasks: dict[str, Made] = {}
    memory: bytes = b""

    @property
    def files(self) -> dict[str, Kept]:
        return {file.path: file for made in self.tasks.values() for file in made.files}


def load(path: Path, world: bytes) -> Index:
    """The index of the last whole run in the same world; an empty one where there is none to be trusted."""
    try:
        raw = path.read_bytes()
        head, body = raw[: len(MAGIC) + SIGN], raw[len(MAGIC) + SIGN :]
        if head != MAGIC + digest(body):
            return Index(world)
        index = msgspec.msgpack.decode(body, type=Index)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return Index(world)
    sound = index.world == world and len(index.names) == len(index.digests)
    return index if sound else Index(world)


def save(path: Path, index: Index) -> None:
    """Replace the saved index by one rename, so that there is only ever a whole one."""
    body = msgspec.msgpack.encode(index)
    waiting = path.with_name(path.name + ".part")
    waiting.write_bytes(MAGIC + digest(body) + body)
    os.replace(waiting, path)
