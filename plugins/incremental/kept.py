"""What can be made again at any time, kept from one process to the next: needed by nothing."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from .signs import SIGN, digest


class Kept:
    """Bytes by their names, in a folder of the user's cache, as they were made in one world.

    A damaged file is not believed, nor one that was made in another world.
    """

    def __init__(self, folder: Path, world: bytes):
        self._folder, self._world = folder, world

    def get(self, name: str) -> bytes | None:
        """What was kept under a name; None where there is nothing to be trusted."""
        with suppress(OSError):
            kept = (self._folder / name).read_bytes()
            if kept[:SIGN] == self._signed(name, kept[SIGN:]):
                return kept[SIGN:]
        return None

    def put(self, name: str, content: bytes) -> None:
        """Keep something under a name; where that cannot be, nothing is kept."""
        waiting = self._folder / f"{name}.{os.getpid()}"
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            waiting.write_bytes(self._signed(name, content) + content)
            os.replace(waiting, self._folder / name)

    def _signed(self, name: str, content: bytes) -> bytes:
        return digest(self._world, name, content)
